#include "exchange/annex_reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "exchange/annex_entry.hpp"
#include "exchange/annex_heading.hpp"
#include "exchange/annex_prepared.hpp"
#include "exchange/annex_problems.hpp"

namespace xanh::annex {
namespace {

constexpr size_t kMostUnread = 2000;

class AnnexReading {
 public:
  AnnexReading(const std::vector<Document>& documents, const Wishes& wishes)
      : documents_(documents), wishes_(wishes) {}

  Outcome<Reading> run() {
    prepared_ = prepare(documents_);
    unread() = std::move(prepared_.unread);
    head();
    if (prepared_.tables.empty() || !any_entry()) return refused(kNothingUnderstood);
    if (!plan_year_) return refused(kYearUnknown);
    name_units();
    for (const auto& one : prepared_.tables) read_table(one);
    if (targets_.empty() && year_.tasks.empty()) return refused(kNothingUnderstood);
    finish();
    return std::move(out_);
  }

 private:
  Outcome<Reading> refused(const ProblemKind& kind) {
    for (const auto& document : documents_)
      out_.problems.push_back(problem(kind, {document.file, 0, 0, {}, {}, {}}));
    out_.value.folder = {};
    return std::move(out_);
  }

  Problems& unread() { return out_.value.unread; }

  void head() {
    heading_ = read_heading(heading_lines(documents_, prepared_.tables));
    plan_year_ = wishes_.year ? wishes_.year : heading_.plan_year;
    if (!plan_year_ && heading_.decided) plan_year_ = year_of(*heading_.decided);
    year_named_ = plan_year_.has_value();
    if (!plan_year_)  // the first year anything is asked for
      for (const auto& one : prepared_.tables)
        for (const auto& column : one.layout.columns)
          if (column.year && (!plan_year_ || *column.year < *plan_year_)) plan_year_ = column.year;
    if (!plan_year_) plan_year_ = heading_.first_year;
    if (!plan_year_) first_due();
  }

  void first_due() {
    for (const auto& one : prepared_.tables)
      if (const auto column = one.layout.column(Meaning::due))
        for (size_t row = one.layout.first_body; row < one.table->rows.size(); ++row)
          if (const Cell* cell = one.table->at(row, *column))
            if (const auto due = read_due(*cell, {}).due; due && (!plan_year_ || year_of(*due) < *plan_year_))
              plan_year_ = year_of(*due);
  }

  [[nodiscard]] bool any_entry() const {
    return std::any_of(prepared_.tables.begin(), prepared_.tables.end(),
                       [](const auto& one) { return one.layout.first_body < one.table->rows.size(); });
  }

  void name_units() {
    const Date day = heading_.decided.value_or(make_date(*plan_year_, 1, 1));
    if (wishes_.units) {
      units_.emplace(*wishes_.units, day);
      return;
    }
    std::vector<std::string> cells;
    for (const auto& one : prepared_.tables)
      for (size_t row = one.layout.first_body; row < one.table->rows.size(); ++row) {
        if (repeats_header(*one.table, row, one.layout)) continue;
        for (int column = 0; column < one.table->columns; ++column) {
          const Meaning meaning = one.layout.columns[static_cast<size_t>(column)].meaning;
          if (meaning != Meaning::lead &&
              (meaning != Meaning::coordinates || one.layout.kind == Layout::Kind::targets))
            continue;
          const Cell* cell = one.table->at(row, column);
          if (!cell || cell->row != one.table->rows[row].number || cell->columns * 2 > one.table->columns)
            continue;
          const Roles roles = split_roles(cell->text);
          cells.push_back(roles.leads);
          cells.push_back(roles.coordinates);
        }
      }
    units_.emplace(cells);
  }

  void read_table(const Prepared& one) {
    const auto& file = one.document->file;
    // A table that goes on over a page break may repeat its header; one under a title of its own begins anew.
    if (!one.layout.carried && (!one.table->before.empty() || one.layout.headers != headers_)) open_.clear();
    headers_ = one.layout.headers;
    unknown_columns(one);
    Rows rows = rows_of(file, *one.table, one.layout, open_);
    append(unread(), std::move(rows.unread));
    EntryContext context{file, *one.table, one.layout, *units_, plan_year_, unread()};
    for (const auto& entry : rows.entries) {
      Item item;
      if (one.layout.kind == Layout::Kind::targets) {
        item.kind = ItemKind::target;
        std::optional<Decimal> assigned;
        Target target = target_of(entry, context, item, assigned);
        target.goal = group(entry, one, ItemKind::goal);
        repeated(targets_text_, item, target.known);
        item.group = target.goal;
        target.code = item.code = fmt::format("t{:02}", targets_.size() + 1);
        if (assigned) year_.assigned[target.code] = *assigned;
        targets_.push_back(std::move(target));
      } else {
        item.kind = ItemKind::task;
        Task task = task_of(entry, context, item);
        task.solution = group(entry, one, ItemKind::solution_group);
        repeated(tasks_text_, item, task.known);
        item.group = task.solution;
        task.code = item.code = fmt::format("n{:03}", year_.tasks.size() + 1);
        year_.tasks.push_back(std::move(task));
      }
      out_.value.items.push_back(std::move(item));
    }
  }

  /// A table pasted twice would double what was promised.
  static void repeated(std::map<std::string, std::string>& seen, Item& item, Known& known) {
    const auto [first, fresh] =
        seen.try_emplace(plain_words(item.text), fmt::format("{}!{}", item.sheet, item.cell));
    if (fresh) return;
    item.confidence = Sure::review;
    known = Known::unconfirmed;
    item.reasons.push_back({"trùng nội dung với " + first->second, "the same words as " + first->second});
  }

  void unknown_columns(const Prepared& one) {
    if (one.layout.carried) return;
    std::set<std::string> told;
    for (size_t i = 0; i < one.layout.columns.size(); ++i) {
      const ColumnMeaning& column = one.layout.columns[i];
      if (column.meaning != Meaning::unknown || column.header.empty() || !told.insert(column.header).second)
        continue;
      unread().push_back(problem(kColumnUnread,
                                 {one.document->file,
                                  0,
                                  0,
                                  one.table->name,
                                  one.table->cell_name(one.layout.first_body - 1, static_cast<int>(i)),
                                  {}},
                                 {{"text", beginning_of(column.header, 200)}}));
    }
  }

  /// The innermost heading; a row with sub-rows only where there is no heading.
  std::string group(const Entry& entry, const Prepared& one, ItemKind kind) {
    const Group* found = nullptr;
    for (const Group& candidate : entry.path)
      if (!candidate.parent && candidate.level <= 2) found = &candidate;
    if (!found) return {};
    auto& codes = kind == ItemKind::goal ? goal_codes_ : solution_codes_;
    const auto [known, fresh] = codes.try_emplace(found->no + " " + plain_words(found->name));
    if (!fresh) return known->second;
    const std::string source = source_of(one.document->file, *one.table, found->row);
    const std::string code = fmt::format("{}{}", kind == ItemKind::goal ? 'g' : 's', codes.size());
    known->second = code;
    if (kind == ItemKind::goal)
      programme_.goals.push_back({code, found->no, {found->name, {}}, Known::partly, source, {}, {}});
    else
      programme_.solution_groups.push_back({code, found->no, {found->name, {}}, {}, {}, source, {}});
    Item item;
    item.kind = kind;
    item.code = code;
    item.no = found->no;
    item.text = found->name;
    item.file = one.document->file;
    item.sheet = one.table->name;
    item.cell = found->place;
    item.row = found->row;
    out_.value.items.push_back(std::move(item));
    return code;
  }

  void finish() {
    const std::string source = documents_.front().file.substr(documents_.front().file.rfind('/') + 1);
    Item programme, plan;
    programme.kind = ItemKind::programme;
    plan.kind = ItemKind::plan;
    programme.file = plan.file = documents_.front().file;
    const auto unsure = [](Item& item, std::string vi, std::string en) {
      item.confidence = Sure::review;
      item.reasons.push_back({std::move(vi), std::move(en)});
    };
    programme_.format = 1;
    programme_.names.vi = !wishes_.name.empty() ? wishes_.name : heading_.programme;
    if (programme_.names.vi.empty()) {
      programme_.names.vi = "Chưa có tên (nhập từ " + source + ")";
      unsure(programme, "phụ lục không nêu tên chương trình", "the annex does not name the programme");
    } else if (wishes_.name.empty()) {
      programme.confidence = Sure::likely;
      programme.reasons.push_back(
          {"tên lấy từ tiêu đề phụ lục", "the name was taken from the annex's title"});
    }
    programme_.code = programme_code();
    period(programme, unsure);
    programme.code = programme_.code;
    programme.text = programme_.names.vi;
    programme.when = fmt::format("{}-{}", programme_.period.first_year, programme_.period.last_year);

    year_.year = *plan_year_;
    year_.decision.number = heading_.decision;
    year_.decision.date = heading_.decided;
    year_.decision.issuer.vi = heading_.issuer;
    year_.source = source;
    year_.in_force_from = heading_.decided.value_or(make_date(*plan_year_, 1, 1));
    plan.code = std::to_string(*plan_year_);
    plan.text = heading_.decision;
    plan.when = to_text(year_.in_force_from);
    if (!heading_.decided) {
      year_.source += " ; in_force_from: assumption";
      unsure(plan, "phụ lục không nêu ngày của quyết định: tạm lấy ngày 01/01 của năm kế hoạch",
             "the annex does not name the day of the decision: 1 January of the plan's year stands in");
    }
    if (!year_named_)
      unsure(plan, "phụ lục không nêu năm của kế hoạch: tạm lấy năm sớm nhất được nêu",
             "the annex does not name the plan's year: the earliest year named stands in");
    auto& items = out_.value.items;
    std::stable_sort(items.begin(), items.end(),
                     [](const Item& a, const Item& b) { return a.kind < b.kind; });
    items.insert(items.begin(), {std::move(programme), std::move(plan)});
    units();

    Plan made;
    made.version = 1;
    made.programme = std::move(programme_);
    made.targets = std::move(targets_);
    made.years.push_back(std::move(year_));
    out_.value.folder.plans.push_back(std::move(made));
    // A merged cell is read for each of its rows.
    std::set<std::pair<std::string, std::string>> told;
    std::erase_if(unread(), [&](const Problem& p) {
      return !told.emplace(p.place.file + "!" + p.place.sheet + "!" + p.place.cell, p.message.vi).second;
    });
    if (unread().size() > kMostUnread) unread().resize(kMostUnread);
  }

  [[nodiscard]] std::string programme_code() const {
    if (!wishes_.code.empty()) return wishes_.code;
    std::string code = plain_words(programme_.names.vi);
    std::replace(code.begin(), code.end(), ' ', '-');
    if (code.size() > 60) code.resize(code.rfind('-', 60) == code.npos ? 60 : code.rfind('-', 60));
    return is_code(code) ? code : "programme";
  }

  template <class Unsure>
  void period(Item& item, const Unsure& unsure) {
    if (heading_.first_year) {
      programme_.period = {*heading_.first_year, *heading_.last_year};
      return;
    }
    int first = *plan_year_, last = *plan_year_;
    for (const auto& target : targets_) {
      if (target.baseline) first = std::min(first, target.baseline->year);
      for (const auto& m : target.milestones)
        if (m.year) {
          first = std::min(first, *m.year);
          last = std::max(last, *m.year);
        }
    }
    for (const auto& task : year_.tasks)
      if (task.due) last = std::max(last, year_of(*task.due));
    programme_.period = {first, last};
    unsure(item, "phụ lục không nêu giai đoạn: tạm lấy các năm được nêu",
           "the annex does not name the period: the years named stand in");
  }

  void units() {
    auto& rows = out_.value.folder.register_rows;
    if (wishes_.units) {
      rows = *wishes_.units;
      return;
    }
    std::set<std::string> leads;
    for (const auto& t : targets_) leads.insert(t.leads.begin(), t.leads.end());
    for (const auto& t : year_.tasks) leads.insert(t.leads.begin(), t.leads.end());
    rows.units = units_->made();
    std::vector<Item> items;
    for (auto& unit : rows.units) {
      if (!leads.contains(unit.code)) unit.role = UnitRole::coordinating;
      Item item;
      item.kind = ItemKind::unit;
      item.code = unit.code;
      item.text = unit.name_vi;
      item.confidence = Sure::likely;
      item.reasons.push_back({"mã do phần mềm đặt theo tên", "the code was made from the name"});
      if (unit.code == "districts" || unit.code == "departments") {
        item.confidence = Sure::review;
        item.reasons = {
            {"nhóm đơn vị: ghi từng đơn vị vào units.csv với groups: " + unit.code + ", rồi xóa dòng này",
             "a group of units: enter each unit in units.csv with groups: " + unit.code +
                 ", then remove this row"}};
      }
      items.push_back(std::move(item));
    }
    auto& all = out_.value.items;
    all.insert(std::find_if(all.begin(), all.end(), [](const Item& i) { return i.kind > ItemKind::unit; }),
               items.begin(), items.end());
  }

  const std::vector<Document>& documents_;
  const Wishes& wishes_;
  PreparedTables prepared_;
  Heading heading_;
  std::optional<int> plan_year_;
  bool year_named_ = false;
  std::optional<UnitNames> units_;
  std::vector<Group> open_;
  std::vector<std::vector<std::string>> headers_;  ///< of the table before
  Programme programme_;
  std::vector<Target> targets_;
  PlanYear year_;
  std::map<std::string, std::string> goal_codes_, solution_codes_, targets_text_, tasks_text_;
  Outcome<Reading> out_;
};

}  // namespace

Outcome<Reading> read_annexes(const std::vector<Document>& documents, const Wishes& wishes) {
  return AnnexReading(documents, wishes).run();
}

}  // namespace xanh::annex
