// Rows of sheets put together to a programme folder.
#include <algorithm>

#include "base/text.hpp"
#include "exchange/programme_workbook_rows.hpp"
#include "exchange/programme_workbook_tree.hpp"
#include "programme/plan_check.hpp"

namespace xanh::programme_workbook {
namespace {

/// The map that holds the last step of the path, made on the way.
void put(Node& into, const std::string& path, Node value) {
  Node* at = &into;
  size_t begin = 0;
  for (size_t dot = path.find('.'); dot != std::string::npos; dot = path.find('.', begin)) {
    const std::string key = path.substr(begin, dot - begin);
    Node* inner = member(*at, key);
    if (!inner) {
      Node made = Node::map();
      made.line = value.line;
      made.column = value.column;
      inner = &at->add(key, std::move(made));
    }
    at = inner;
    begin = dot + 1;
  }
  at->add(path.substr(begin), std::move(value));
}

bool is_list(const std::vector<Column>& columns, const std::string& path) {
  return std::any_of(columns.begin(), columns.end(),
                     [&](const Column& c) { return c.path == path && c.holds == Holds::list; });
}

/// An entry's tree of its flat row.
Node tree(const Node& row, std::string_view sheet_code) {
  Node out = Node::map();
  out.line = row.line;
  out.column = row.column;
  const auto& columns = sheet(sheet_code).columns;
  for (const auto& [path, scalar] : row.members) {
    if (path.find('[') != std::string::npos) continue;
    if (!is_list(columns, path)) {
      put(out, path, scalar);
      continue;
    }
    Node list = Node::list();
    for (const auto& one : split(scalar.scalar, ';')) {
      if (one.empty()) continue;
      Node item = Node::text(one);
      item.line = scalar.line;
      item.column = scalar.column;
      list.push(std::move(item));
    }
    list.line = scalar.line;
    list.column = scalar.column;
    put(out, path, std::move(list));
  }
  return out;
}

class Together {
 public:
  Together(const Parts& parts, const std::string& file) : parts_(parts), file_(file) {}

  Outcome<ProgrammeFolder> run() {
    Plan base;
    Node head = Node::map();
    if (const auto& rows = list("programme"); !rows.empty()) head = tree(rows.front(), "programme");
    for (const char* one : {"agencies", "documents", "goals", "solution_groups", "task_grades",
                            "delay_causes", "project_stages", "funds"})
      head.add(one, trees(one));
    Node* grades = member(head, "grades");
    (grades ? grades : &head.add("grades", Node::map()))->add("words", trees("grades"));
    take(head, base.programme);
    take(targets(), base.targets);
    take(trees("elements"), base.elements);
    take(trees("obligations"), base.obligations);
    take(trees("checks"), base.checks);
    take(trees("cycles"), out_.value.cycles);
    take(trees("statements"), out_.value.statements);
    take(trees("units"), out_.value.register_rows.units);
    take(trees("unit_changes"), out_.value.register_rows.changes);
    take(trees("areas"), out_.value.register_rows.areas);
    take(trees("days"), out_.value.register_rows.days);
    std::vector<PlanYear> years;
    take(plan_years(), years);
    std::stable_sort(years.begin(), years.end(),
                     [](const PlanYear& a, const PlanYear& b) { return a.in_force_from < b.in_force_from; });
    for (auto& year : years) {
      base.years.push_back(std::move(year));
      base.version = static_cast<int>(base.years.size());
      out_.value.plans.push_back(base);
    }
    if (years.empty()) {
      base.version = 1;
      out_.value.plans.push_back(std::move(base));
    }
    if (out_.ok()) {
      append(out_.problems, check_register(out_.value.register_rows));
      append(out_.problems, check_cycles(out_.value.cycles));
      append(out_.problems, check_plan(out_.value.plans.back(), Register(out_.value.register_rows)));
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] const Entries& list(const std::string& code) const {
    static const Entries kNone;
    const auto found = parts_.lists.find(code);
    return found == parts_.lists.end() ? kNone : found->second;
  }

  [[nodiscard]] Node trees(const std::string& code) const {
    Node out = Node::list();
    for (const auto& row : list(code)) out.push(tree(row, code));
    return out;
  }

  template <class T>
  void take(const Node& node, T& value) {
    NodeReader reader(file_, out_.problems);
    std::string field;
    read_node(node, value, reader, field);
  }

  /// The year of "milestones[2025]"; empty for another key, "" for a milestone without a year.
  static std::optional<std::string> year_of_key(const std::string& path, const std::string& name) {
    if (!path.starts_with(name + "[")) return std::nullopt;
    return path.substr(name.size() + 1, path.find(']') - name.size() - 1);
  }

  [[nodiscard]] Node targets() const {
    Node out = Node::list();
    for (const auto& row : list("targets")) {
      Node entry = tree(row, "targets");
      std::vector<std::pair<std::string, Node>> milestones;
      for (const auto& [path, value] : row.members) {
        const auto year = year_of_key(path, "milestones");
        if (!year || path.ends_with(".source")) continue;
        Node one = Node::map();
        one.line = value.line;
        one.column = value.column;
        Node figure = value;
        const char* key = "value";
        for (const auto& [sign, name] : {std::pair{"≥", "at_least"}, {"≤", "at_most"}})
          if (figure.scalar.starts_with(sign)) {
            key = name;
            figure.scalar = trimmed(std::string_view(figure.scalar).substr(std::string_view(sign).size()));
          }
        if (!year->empty()) {
          Node number = Node::number(*year);
          number.line = value.line;
          number.column = value.column;
          one.add("year", std::move(number));
        }
        one.add(key, std::move(figure));
        if (const Node* source = row.find(path + ".source")) one.add("source", *source);
        milestones.emplace_back(year->empty() ? "9999" : *year, std::move(one));
      }
      std::stable_sort(milestones.begin(), milestones.end(),
                       [](const auto& a, const auto& b) { return a.first < b.first; });
      if (!milestones.empty()) {
        Node made = Node::list();
        for (auto& [year, one] : milestones) made.push(std::move(one));
        entry.add("milestones", std::move(made));
      }
      out.push(std::move(entry));
    }
    return out;
  }

  [[nodiscard]] Node plan_years() const {
    Node out = Node::list();
    for (const auto& row : list("years")) {
      Node entry = tree(row, "years");
      const Node* named = row.find("year");
      const std::string year = named ? named->scalar : "";
      Node assigned = Node::map();
      for (const auto& target : list("targets")) {
        const Node *value = target.find(key_of("assigned", year)), *code = target.find("code");
        if (value && code) assigned.add(code->scalar, *value);
      }
      entry.add("assigned", std::move(assigned));
      Node tasks = Node::list();
      for (const auto& [number, rows] : parts_.tasks)
        if (std::to_string(number) == year)
          for (const auto& task : rows) {
            Node made = tree(task, "tasks");
            const Node* code = task.find("code");
            const auto children = [&](const char* key, const std::string& sheet_code) {
              Node list_of = Node::list();
              for (const auto& child : list(sheet_code)) {
                const Node *of_year = child.find("plan_year"), *of_task = child.find("task");
                if (!of_year || !of_task || !code || of_year->scalar != year ||
                    of_task->scalar != code->scalar)
                  continue;
                Node one = tree(child, sheet_code);
                taken(one, "plan_year");
                taken(one, "task");
                list_of.push(std::move(one));
              }
              if (!list_of.items.empty()) made.add(key, std::move(list_of));
            };
            children("milestones", "task_milestones");
            children("budget", "budgets");
            children("contributions", "contributions");
            tasks.push(std::move(made));
          }
      entry.add("tasks", std::move(tasks));
      out.push(std::move(entry));
    }
    return out;
  }

  const Parts& parts_;
  const std::string& file_;
  Outcome<ProgrammeFolder> out_;
};

}  // namespace

Outcome<ProgrammeFolder> put_together(const Parts& parts, const std::string& file) {
  return Together(parts, file).run();
}

}  // namespace xanh::programme_workbook
