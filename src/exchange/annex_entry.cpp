#include "exchange/annex_entry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "exchange/annex_problems.hpp"
#include "exchange/form_workbook_number.hpp"

namespace xanh::annex {
namespace {

/// What one entry gathers on the way: its note, its reasons, its place.
class Gathering {
 public:
  Gathering(const Entry& entry, EntryContext& context, Item& item)
      : entry_(entry), context_(context), item_(item) {
    const auto content = context.layout.column(Meaning::content).value_or(0);
    const Row& row = context.table.rows[entry.rows.front()];
    item.file = context.file;
    item.sheet = context.table.name;
    item.row = row.number;
    item.cell = context.table.cell_name(entry.rows.front(), content);
    item.no = entry.no;
    item.text = entry.text;
    because(entry.reasons);
    if (context.layout.carried)
      because({{Sure::likely,
                {"bảng không có dòng tiêu đề, dùng tiêu đề của bảng trước",
                 "the table has no header, that of the table before was used"}}});
    const bool of_parent = entry.part && !entry.path.empty() && entry.path.back().parent;
    if (of_parent) {
      item.text = entry.path.back().name + ": " + entry.text;
      because({{Sure::likely,
                {"dòng con, đã ghép với nội dung của dòng trên",
                 "a sub-row, joined with the text of the row above"}}});
    }
    for (const Group& group : entry.path)
      if (group.parent && !(of_parent && &group == &entry.path.back()))
        note("Thuộc mục", group.no.empty() ? group.name : group.no + ". " + group.name);
  }

  [[nodiscard]] std::string text(Meaning meaning) const {
    return text_of(entry_, context_.table, context_.layout, meaning);
  }

  /// The first cell of this column in the entry's rows that holds something.
  [[nodiscard]] const Cell* cell(int column) const {
    for (const size_t row : entry_.rows)
      if (const Cell* found = context_.table.at(row, column); found && !found->empty() && !is_content(found))
        return found;
    return nullptr;
  }

  void because(const Reasons& reasons) {
    for (const auto& reason : reasons) {
      item_.confidence = std::max(item_.confidence, reason.sure);
      if (std::find(item_.reasons.begin(), item_.reasons.end(), reason.text) == item_.reasons.end())
        item_.reasons.push_back(reason.text);
    }
  }

  void note(const std::string& head, const std::string& text) {
    if (text.empty()) return;
    if (!note_.empty()) note_ += "; ";
    note_ += head.empty() ? text : head + ": " + text;
  }

  void unread(const ProblemKind& kind, const std::string& text, const Cell& cell,
              const std::string& like = {}) {
    context_.unread.push_back(problem(kind,
                                      {context_.file, 0, 0, context_.table.name, cell_name_of(cell), {}},
                                      {{"text", beginning_of(text, 300)}}, like));
    because({{Sure::review, context_.unread.back().message}});
  }

  std::vector<std::string> units(const std::string& text, Meaning meaning, const char* head) {
    if (text.empty()) return {};
    const UnitsReading& read = context_.units.read(text);
    because(read.reasons);
    const Cell* at = nullptr;
    for (size_t i = 0; i < context_.layout.columns.size() && !at; ++i)
      if (context_.layout.columns[i].meaning == meaning) at = cell(static_cast<int>(i));
    if (at)
      for (const auto& name : read.unread) unread(kUnitUnread, name, *at, context_.units.likely(name));
    if (!read.unread.empty() || read.vague) note(std::string(head) + " (nguyên văn)", one_line(text));
    return read.codes;
  }

  /// Cells of columns that no header word explains stay in the note, as written.
  void keep_unknown() {
    std::set<const Cell*> kept;
    for (size_t i = 0; i < context_.layout.columns.size(); ++i) {
      const ColumnMeaning& column = context_.layout.columns[i];
      if (column.meaning != Meaning::unknown && column.meaning != Meaning::funds &&
          column.meaning != Meaning::start)
        continue;
      if (const Cell* found = cell(static_cast<int>(i)); found && kept.insert(found).second)
        note(column.header, one_line(found->text));
    }
  }

  [[nodiscard]] Bilingual finished_note() const { return {note_, {}}; }
  [[nodiscard]] std::string source() const { return source_of(context_.file, context_.table, item_.row); }
  [[nodiscard]] Known known() const {
    return item_.confidence == Sure::review ? Known::unconfirmed : Known::partly;
  }

 private:
  [[nodiscard]] bool is_content(const Cell* cell) const {
    return cell ==
           context_.table.at(entry_.rows.front(), context_.layout.column(Meaning::content).value_or(0));
  }
  [[nodiscard]] std::string cell_name_of(const Cell& cell) const {
    const auto& rows = context_.table.rows;
    const auto row = std::lower_bound(rows.begin(), rows.end(), cell.row,
                                      [](const Row& r, int number) { return r.number < number; });
    return context_.table.cell_name(static_cast<size_t>(row - rows.begin()), cell.column - 1);
  }

  const Entry& entry_;
  EntryContext& context_;
  Item& item_;
  std::string note_;
};

std::string figure_text(const Milestone& m) {
  const std::string year = m.year ? std::to_string(*m.year) : "–";
  return fmt::format("{}: {}{}", year, m.at_least ? "≥ " : m.at_most ? "≤ " : "", m.figure()->to_text());
}

void add_budget(Task& task, const Entry& entry, Gathering& g, const EntryContext& context) {
  for (size_t i = 0; i < context.layout.columns.size(); ++i) {
    const ColumnMeaning& column = context.layout.columns[i];
    if (column.meaning != Meaning::budget ||
        !reads_anew(context.table, entry.rows.front(), context.layout, i))
      continue;
    const Cell* cell = g.cell(static_cast<int>(i));
    if (!cell) continue;
    const ValueReading read = read_value(*cell, "");
    const std::string unit = plain_words(read.unit), header = plain_words(column.header);
    const bool billions = unit.starts_with("ty"), millions = unit.starts_with("trieu");
    const bool named = header.find("trieu") != header.npos || column.money_factor > 1;
    if (!read.value || read.unit == "%" || (!unit.empty() && !billions && !millions) ||
        (unit.empty() && !named)) {
      if (!read.empty) {
        // "Ngân sách thành phố" is where the money comes from, no amount: it is kept and nothing is amiss.
        const std::string text = one_line(cell->text);
        if (text.find_first_of("0123456789") != text.npos) g.unread(kMoneyUnread, text, *cell);
        g.note(column.header, text);
      }
      continue;
    }
    const std::int64_t factor = billions ? 1000 : millions ? 1 : column.money_factor;
    task.budget.push_back(
        {one_line(g.text(Meaning::funds)), *read.value * Decimal{factor}, "VND_million", g.source()});
    g.because(read.reasons);
  }
}

}  // namespace

std::string source_of(const std::string& file, const Table& table, int row) {
  const std::string name = file.substr(file.rfind('/') + 1);
  return table.sheet ? fmt::format("{}, trang {}, dòng {}", name, table.name, row)
                     : fmt::format("{}, {}, dòng {}", name, table.name, row);
}

std::string text_of(const Entry& entry, const Table& table, const Layout& layout, Meaning meaning) {
  std::vector<const Cell*> seen{table.at(entry.rows.front(), layout.column(Meaning::content).value_or(0))};
  std::string out;
  for (const size_t row : entry.rows)
    for (size_t i = 0; i < layout.columns.size(); ++i) {
      if (layout.columns[i].meaning != meaning) continue;
      const Cell* cell = table.at(row, static_cast<int>(i));
      if (!cell || cell->empty() || std::find(seen.begin(), seen.end(), cell) != seen.end()) continue;
      seen.push_back(cell);
      if (!out.empty()) out += '\n';
      out += cell->text;
    }
  return out;
}

Target target_of(const Entry& entry, EntryContext& context, Item& item, std::optional<Decimal>& assigned) {
  Gathering g(entry, context, item);
  Target out;
  out.no = entry.no;
  out.names.vi = item.text;
  out.unit = one_line(g.text(Meaning::unit));
  out.leads = g.units(g.text(Meaning::lead), Meaning::lead, "Đơn vị chủ trì");
  std::set<std::string> units;
  bool figures = false, columns = false;
  for (size_t i = 0; i < context.layout.columns.size(); ++i) {
    const ColumnMeaning& column = context.layout.columns[i];
    Meaning meaning = column.meaning;
    // "Năm 2020" before the plan's year tells what was, unless it says that it is a goal.
    if (meaning == Meaning::milestone && column.year && context.plan_year &&
        *column.year < *context.plan_year && plain_words(column.header).find("muc tieu") == std::string::npos)
      meaning = Meaning::past;
    if (meaning != Meaning::milestone && meaning != Meaning::assigned && meaning != Meaning::past &&
        meaning != Meaning::value)
      continue;
    columns = true;
    const Cell* cell = g.cell(static_cast<int>(i));
    if (!cell || !reads_anew(context.table, entry.rows.front(), context.layout, i)) continue;
    const ValueReading read = read_value(*cell, out.unit);
    if (read.empty) continue;
    if (!read.understood()) {
      g.unread(kValueUnread, one_line(cell->text), *cell);
      g.note(column.header, one_line(cell->text));
      continue;
    }
    g.because(read.reasons);
    figures = true;
    if (!read.unit.empty()) units.insert(read.unit);
    const Decimal figure = *read.figure();
    out.decimals = std::clamp(figure.scale(), out.decimals, 6);
    if (meaning == Meaning::past) {
      if (!out.baseline && column.year && read.value)
        out.baseline = Baseline{*column.year, figure, {}, g.source()};
      else
        g.note(column.header, one_line(cell->text));
    } else if (meaning == Meaning::assigned ||
               (meaning == Meaning::milestone && column.year == context.plan_year)) {
      if (column.year && column.year != context.plan_year)
        g.note(column.header, one_line(cell->text));
      else
        assigned = figure;
      if (assigned && !read.value)
        g.because({{Sure::likely,
                    {"mức giao của năm không giữ dấu của `" + one_line(cell->text) + "`",
                     "the year's assigned figure keeps no sign of `" + one_line(cell->text) + "`"}}});
      if (!column.year)
        g.because({{Sure::likely,
                    {"cột `" + column.header + "` không ghi năm, lấy năm kế hoạch",
                     "the column `" + column.header + "` names no year, the plan's year was taken"}}});
    } else {
      Milestone m;
      m.year = column.year;
      m.value = read.value;
      m.at_least = read.at_least;
      m.at_most = read.at_most;
      m.source = g.source();
      if (!column.year)
        g.because({{Sure::review,
                    {"cột `" + column.header + "` không ghi năm của mốc",
                     "the column `" + column.header + "` names no year of the milestone"}}});
      out.milestones.push_back(std::move(m));
    }
  }
  std::stable_sort(out.milestones.begin(), out.milestones.end(), [](const Milestone& a, const Milestone& b) {
    return a.year.value_or(9999) < b.year.value_or(9999);
  });
  if (out.unit.empty() && units.size() == 1) out.unit = *units.begin();
  if (columns && !figures)
    g.because({{Sure::review, {"không có giá trị nào của chỉ tiêu", "the target has no figure"}}});
  out.collected = Collected::lead;
  out.assumptions = {"collected"};
  g.note("Đơn vị phối hợp", one_line(g.text(Meaning::coordinates)));
  g.note("Thời gian", one_line(g.text(Meaning::due)));
  g.note("", one_line(g.text(Meaning::note)));
  g.keep_unknown();
  out.note = g.finished_note();
  out.source = g.source();
  out.known = g.known();
  item.leads = out.leads;
  item.unit = out.unit;
  for (const auto& m : out.milestones) item.figures += (item.figures.empty() ? "" : "; ") + figure_text(m);
  if (out.baseline)
    item.figures = fmt::format("{}: {} (hiện trạng){}{}", out.baseline->year, out.baseline->value.to_text(),
                               item.figures.empty() ? "" : "; ", item.figures);
  if (assigned)
    item.figures +=
        fmt::format("{}{}: {} (kế hoạch)", item.figures.empty() ? "" : "; ",
                    context.plan_year ? std::to_string(*context.plan_year) : "–", assigned->to_text());
  return out;
}

Task task_of(const Entry& entry, EntryContext& context, Item& item) {
  Gathering g(entry, context, item);
  Task out;
  out.no = entry.no;
  out.text.vi = item.text;
  Roles roles = split_roles(g.text(Meaning::lead));
  const std::string others = g.text(Meaning::coordinates);
  if (!others.empty()) roles.coordinates += (roles.coordinates.empty() ? "" : "\n") + others;
  out.leads = g.units(roles.leads, Meaning::lead, "Đơn vị chủ trì");
  out.coordinates =
      g.units(roles.coordinates, others.empty() ? Meaning::lead : Meaning::coordinates, "Đơn vị phối hợp");
  std::erase_if(out.coordinates, [&](const std::string& code) {
    return std::find(out.leads.begin(), out.leads.end(), code) != out.leads.end();
  });
  out.product.vi = one_line(g.text(Meaning::product));
  const auto due_column = context.layout.column(Meaning::due);
  if (const Cell* cell = due_column ? g.cell(*due_column) : nullptr) {
    const std::string text = one_line(g.text(Meaning::due));
    Cell whole = *cell;
    if (!whole.date) whole.text = text;
    const DueReading read = read_due(whole, context.plan_year);
    g.because(read.reasons);
    out.due = read.due;
    out.recurring = read.recurring;
    if (!read.understood()) g.unread(kDueUnread, text, *cell);
    if (!read.understood() || !read.reasons.empty() || !read.whole) g.note("Thời gian (nguyên văn)", text);
    item.when = out.due ? to_text(*out.due) : out.recurring ? "thường xuyên" : "";
  } else if (due_column) {
    g.because({{Sure::review, {"ô thời hạn trống", "the cell of the due date is empty"}}});
  }
  if (out.leads.empty() && context.layout.column(Meaning::lead))
    g.because({{Sure::review, {"chưa có đơn vị chủ trì", "no lead was found"}}});
  add_budget(out, entry, g, context);
  g.note("", one_line(g.text(Meaning::note)));
  g.keep_unknown();
  out.note = g.finished_note();
  out.source = g.source();
  out.known = g.known();
  item.leads = out.leads;
  item.coordinates = out.coordinates;
  item.product = out.product.vi;
  return out;
}

}  // namespace xanh::annex
