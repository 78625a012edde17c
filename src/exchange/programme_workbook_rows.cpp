#include "exchange/programme_workbook_rows.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "exchange/programme_workbook_tree.hpp"

namespace xanh::programme_workbook {
namespace {

/// "definition.text.vi" of nested maps; a list of scalars is one leaf.
// NOLINTNEXTLINE(misc-no-recursion): as deep as the structs are
void flatten(const Node& node, const std::string& path, Node& out) {
  if (node.kind == Node::Kind::map) {
    for (const auto& [key, inner] : node.members) flatten(inner, path.empty() ? key : path + "." + key, out);
  } else if (node.kind == Node::Kind::list) {
    std::vector<std::string> items;
    for (const auto& item : node.items) items.push_back(item.scalar);
    if (!items.empty()) out.add(path, Node::text(join(items, "; ")));
  } else if (node.kind != Node::Kind::null) {
    out.add(path, node);
  }
}

Node flat(const Node& node) {
  Node out = Node::map();
  flatten(node, {}, out);
  return out;
}

class Apart {
 public:
  Outcome<std::vector<SheetRows>> run(const ProgrammeFolder& programme) {
    const Plan& plan = programme.plans.back();
    for (const auto& kind : sheets())
      if (kind.code != "tasks") rows(kind.code);
    Node head = to_node(plan.programme);
    for (const char* list : {"agencies", "documents", "goals", "solution_groups", "task_grades",
                             "delay_causes", "project_stages", "funds"})
      add_list(list, taken(head, list));
    if (Node* grades = member(head, "grades")) add_list("grades", taken(*grades, "words"));
    add("programme", head);
    targets(plan);
    add_list("elements", to_node(plan.elements));
    add_list("obligations", to_node(plan.obligations));
    add_list("checks", to_node(plan.checks));
    for (const auto& year : plan.years) plan_year(year);
    add_list("cycles", to_node(programme.cycles));
    add_list("statements", to_node(programme.statements));
    add_list("units", to_node(programme.register_rows.units));
    add_list("unit_changes", to_node(programme.register_rows.changes));
    add_list("areas", to_node(programme.register_rows.areas));
    add_list("days", to_node(programme.register_rows.days));
    for (const auto& kind : sheets()) {
      if (kind.code == "tasks")
        for (auto& one : tasks_) out_.value.push_back(std::move(one));
      else
        out_.value.push_back(std::move(by_code_[kind.code]));
    }
    for (const auto& one : out_.value) complete(one);
    return std::move(out_);
  }

 private:
  SheetRows& rows(const std::string& code) {
    SheetRows& out = by_code_[code];
    if (out.code.empty()) {
      out.code = code;
      out.columns = sheet(code).columns;
    }
    return out;
  }
  void add(const std::string& code, const Node& entry) { rows(code).rows.push_back(flat(entry)); }
  void add_list(const std::string& code, const Node& list) {
    for (const auto& entry : list.items) add(code, entry);
  }

  void targets(const Plan& plan) {
    SheetRows& sheet = rows("targets");
    std::set<int> years;
    bool without = false, any_source = false;
    for (const auto& t : plan.targets)
      for (const auto& m : t.milestones) {
        if (m.year)
          years.insert(*m.year);
        else
          without = true;
        any_source = any_source || !m.source.empty();
      }
    const auto columns = [&](const std::string& key, const std::string& year) {
      for (auto& column : year_column(key, year)) sheet.columns.push_back(std::move(column));
    };
    for (const auto& year : plan.years) columns("assigned", std::to_string(year.year));
    for (const int year : years) columns("milestones", std::to_string(year));
    if (without) columns("milestones", "");
    for (const auto& t : plan.targets) {
      Node entry = to_node(t);
      taken(entry, "milestones");
      Node row = flat(entry);
      for (const auto& year : plan.years)
        if (const auto found = year.assigned.find(t.code); found != year.assigned.end())
          row.add(key_of("assigned", std::to_string(year.year)), Node::text(found->second.to_text()));
      std::optional<int> before;
      for (const auto& m : t.milestones) {
        // Columns have an order of their own; a list in another order would not come back as it was.
        const int place = m.year.value_or(9999);
        const std::string key = key_of("milestones", m.year ? std::to_string(*m.year) : "");
        if (!m.figure() || (before && *before >= place)) cannot_hold(t.code, key);
        before = place;
        if (m.figure())
          row.add(key, Node::text((m.at_least ? "≥ " : m.at_most ? "≤ " : "") + m.figure()->to_text()));
        if (!m.source.empty()) row.add(key + ".source", Node::text(m.source));
      }
      sheet.rows.push_back(std::move(row));
    }
    for (const auto& year : plan.years)
      for (const auto& [target, value] : year.assigned)
        if (!plan.target(target)) cannot_hold(target, "assigned");
  }

  void plan_year(const PlanYear& year) {
    Node entry = to_node(year);
    taken(entry, "assigned");
    taken(entry, "tasks");
    add("years", entry);
    SheetRows& own = tasks_.emplace_back();
    own.code = "tasks";
    own.year = year.year;
    own.columns = sheet("tasks").columns;
    for (const auto& task : year.tasks) {
      Node node = to_node(task);
      const auto children = [&](const char* list, const std::string& code) {
        for (const auto& child : taken(node, list).items) {
          Node row = Node::map();
          row.add("plan_year", Node::number(std::to_string(year.year)));
          row.add("task", Node::text(task.code));
          for (const auto& [key, value] : child.members) row.add(key, value);
          add(code, row);
        }
      };
      children("milestones", "task_milestones");
      children("budget", "budgets");
      children("contributions", "contributions");
      own.rows.push_back(flat(node));
    }
  }

  void complete(const SheetRows& sheet) {
    for (const auto& row : sheet.rows)
      for (const auto& [path, value] : row.members)
        if (std::none_of(sheet.columns.begin(), sheet.columns.end(),
                         [&](const Column& c) { return c.path == path; })) {
          const Node* code = row.find("code");
          cannot_hold(code ? code->scalar : sheet.code, path);
        }
  }

  void cannot_hold(const std::string& entry, const std::string& path) {
    out_.problems.push_back(problem(kCannotHold, Place{}, {{"entry", entry}, {"path", path}}));
  }

  std::map<std::string, SheetRows> by_code_;
  std::vector<SheetRows> tasks_;
  Outcome<std::vector<SheetRows>> out_;
};

}  // namespace

std::vector<Column> year_column(const std::string& key, const std::string& year) {
  if (key == "assigned")
    return {{key_of(key, year), {"Kế hoạch " + year, "Assigned " + year}, Holds::figure, 12, nullptr, {}}};
  const Bilingual when = year.empty() ? Bilingual{"Mốc không ghi năm", "Milestone, any time"}
                                      : Bilingual{"Mốc " + year, "Milestone " + year};
  return {{key_of(key, year), when, Holds::figure, 12, nullptr, {}},
          {key_of(key, year) + ".source",
           {"Nguồn: " + when.vi, "Source: " + when.en},
           Holds::text,
           24,
           nullptr,
           {}}};
}

Outcome<std::vector<SheetRows>> take_apart(const ProgrammeFolder& programme) {
  return Apart().run(programme);
}

}  // namespace xanh::programme_workbook
