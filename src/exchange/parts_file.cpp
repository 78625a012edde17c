#include "exchange/parts_file.hpp"

#include <fmt/format.h>

#include <map>

#include "base/text.hpp"
#include "exchange/csv.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kBadCode{"part-code",
                               Severity::error,
                               "mã đơn vị trực thuộc `{code}` không hợp lệ",
                               "`{code}` is no code for a part",
                               "dùng chữ thường không dấu, số và gạch nối, bắt đầu bằng chữ: `tan-phu`",
                               "use small letters, digits and hyphens, a letter first: `tan-phu`"};
constexpr ProblemKind kPartTwice{"part-twice",
                                 Severity::error,
                                 "đơn vị trực thuộc `{code}` đã có ở dòng {line}",
                                 "the part `{code}` stands already in line {line}",
                                 "giữ lại một dòng",
                                 "keep one row"};
constexpr ProblemKind kNameTwice{"part-name-twice",
                                 Severity::error,
                                 "“{name}” đã có trong danh bạ với mã `{code}`",
                                 "“{name}” is in the register already, with the code `{code}`",
                                 "dùng mã của danh bạ, nếu không số liệu sẽ bị tính hai lần",
                                 "use the register's code, or it would be counted twice"};
constexpr ProblemKind kNoName{"part-without-name",
                              Severity::error,
                              "đơn vị trực thuộc `{code}` chưa có tên và không có trong danh bạ",
                              "the part `{code}` has no name and is not in the register",
                              "ghi tên ở cột `name`",
                              "give its name in the column `name`"};
constexpr ProblemKind kBadItem{"part-item-not-asked",
                               Severity::error,
                               "biểu mẫu của đơn vị không có mục `{item}`",
                               "the unit's form has no item `{item}`",
                               "ghi biểu ({tables}) hoặc mã số liệu, cách nhau bằng dấu chấm phẩy",
                               "name tables ({tables}) or elements, separated by semicolons"};
constexpr ProblemKind kNoParts{
    "no-parts",
    Severity::error,
    "`{unit}` không có đơn vị trực thuộc nào trong danh bạ, và không có danh sách kèm theo",
    "`{unit}` has no subordinate units in the register, and no list was given",
    "lập tệp danh sách (code,name,items,contact) và thêm `--parts TỆP`",
    "write a list (code,name,items,contact) and add `--parts FILE`"};
constexpr ProblemKind kManyParts{"too-many-parts",
                                 Severity::error,
                                 "{count} đơn vị trực thuộc, nhiều nhất là {most}",
                                 "{count} parts, {most} at most",
                                 "gộp bớt thành tổ, khu phố",
                                 "join some of them"};
constexpr ProblemKind kLongText{"csv-text-too-long",
                                Severity::error,
                                "`{name}` dài {have} ký tự, giới hạn {most}",
                                "`{name}` has {have} characters, the limit is {most}",
                                "rút gọn",
                                "shorten it"};
constexpr ProblemKind kManyRows{"csv-too-many-rows",      Severity::error,
                                "tệp có quá {most} dòng", "the file has more than {most} rows",
                                "kiểm tra lại tệp",       "check the file"};
constexpr ProblemKind kColumnMissing{"csv-column-missing",        Severity::error,
                                     "thiếu cột `{name}`",        "the column `{name}` is missing",
                                     "các cột cần có: {columns}", "the columns: {columns}"};
constexpr ProblemKind kColumnUnknown{"csv-column-unknown",           Severity::error,
                                     "không có cột `{name}` ở đây",  "there is no column `{name}` here",
                                     "các cột được dùng: {columns}", "the columns: {columns}"};
constexpr ProblemKind kNoSuchElement{"override-not-asked",
                                     Severity::error,
                                     "biểu mẫu của đơn vị không có số liệu `{code}`",
                                     "the unit's form has no figure `{code}`",
                                     "ghi đúng mã số liệu",
                                     "give the code of a figure"};
constexpr ProblemKind kBadColumn{"override-column",
                                 Severity::error,
                                 "không có cột số liệu `{have}`",
                                 "there is no column of figures `{have}`",
                                 "chọn một trong: {choices}",
                                 "choose one of: {choices}"};
constexpr ProblemKind kBadState{"override-state",
                                Severity::error,
                                "không có tình trạng số liệu `{have}`",
                                "there is no state of a figure `{have}`",
                                "chọn một trong: {choices}",
                                "choose one of: {choices}"};
constexpr ProblemKind kBadValue{"override-value",
                                Severity::error,
                                "`{have}` không phải là số",
                                "`{have}` is not a number",
                                "viết dạng 1234.5, không kèm đơn vị tính",
                                "write it as 1234.5, without its unit"};
constexpr ProblemKind kNoReason{"override-without-reason",
                                Severity::error,
                                "thay số tổng hợp của `{code}` mà không nêu lý do",
                                "the sum of `{code}` is replaced without a reason",
                                "ghi lý do ở cột `reason`",
                                "give the reason in the column `reason`"};
constexpr ProblemKind kNoValue{"override-without-value",
                               Severity::error,
                               "dòng này không có số, cũng không có tình trạng thay cho số",
                               "this row has neither a figure nor a state in its place",
                               "ghi cột `value`, hoặc tình trạng không có số ở cột `state`",
                               "fill in `value`, or a state without a figure in `state`"};
constexpr ProblemKind kValueAndEmpty{"override-value-with-empty",
                                     Severity::error,
                                     "dòng này vừa có số vừa ghi tình trạng “{state}”",
                                     "this row has a figure and the state “{state_en}”",
                                     "xóa số hoặc đổi tình trạng",
                                     "remove the figure or change the state"};
constexpr ProblemKind kOverrideTwice{"override-twice",
                                     Severity::error,
                                     "`{code}`, cột `{column}` đã được thay ở dòng {line}",
                                     "`{code}`, column `{column}`, is replaced in line {line} already",
                                     "giữ lại một dòng",
                                     "keep one row"};

constexpr size_t kMostRows = 2000, kLongestPartName = 200, kLongestReason = 1000;

/// A table of known columns, each cell with its place.
class Rows {
 public:
  /// The first `needed` of the columns may not be missing.
  Rows(const std::string& bytes, const std::string& path, const std::vector<std::string>& columns,
       size_t needed, Problems& problems)
      : path_(path), problems_(problems) {
    // Where the comma is the decimal mark, office suites put semicolons between cells.
    const std::string_view first = std::string_view(bytes).substr(0, bytes.find_first_of("\r\n"));
    const bool semicolons =
        first.find(',') == std::string_view::npos && first.find(';') != std::string_view::npos;
    auto read = read_csv(bytes, path, semicolons ? ';' : ',');
    const bool whole = read.ok();
    append(problems_, std::move(read.problems));
    table_ = std::move(read.value);
    if (table_.header.empty()) return;
    for (size_t i = 0; i < needed; ++i)
      if (!place_of(columns[i]))
        problems_.push_back(problem(kColumnMissing, Place{path_, 1, 1, {}, {}, columns[i]},
                                    {{"name", columns[i]}, {"columns", join(columns, ", ")}}));
    for (const auto& name : table_.header)
      if (!name.empty() && std::find(columns.begin(), columns.end(), name) == columns.end())
        problems_.push_back(problem(kColumnUnknown, Place{path_, 1, 1, {}, {}, name},
                                    {{"name", name}, {"columns", join(columns, ", ")}},
                                    nearest(name, columns)));
    readable_ = whole && place_of(columns.front());
    if (table_.rows.size() > kMostRows) {
      problems_.push_back(problem(kManyRows, Place{path_, table_.rows[kMostRows].line, 1, {}, {}, {}},
                                  {{"most", std::to_string(kMostRows)}}));
      readable_ = false;
    }
  }

  /// No rows where the cells cannot be told apart.
  [[nodiscard]] size_t size() const { return readable_ ? table_.rows.size() : 0; }
  [[nodiscard]] std::string text(size_t row, std::string_view column) const {
    const auto at = place_of(column);
    const auto& cells = table_.rows[row].cells;
    const std::string_view cell = at && *at < cells.size() ? trimmed(cells[*at]) : std::string_view{};
    return to_nfc(cell).value_or(std::string{});
  }
  [[nodiscard]] Place place(size_t row, std::string_view column) const {
    const auto& at = table_.rows[row];
    const auto cell = place_of(column);
    if (!cell || *cell >= at.columns.size()) return {path_, at.line, 1, {}, {}, std::string(column)};
    return {path_, at.line_of(*cell), at.columns[*cell], {}, {}, std::string(column)};
  }
  /// The text, told about when it is longer than its cell of the form can show.
  [[nodiscard]] std::string bounded(size_t row, std::string_view column, size_t most) {
    std::string out = text(row, column);
    if (const size_t have = characters(out); have > most)
      say(kLongText, row, column,
          {{"name", column}, {"have", std::to_string(have)}, {"most", std::to_string(most)}});
    return out;
  }
  void say(const ProblemKind& kind, size_t row, std::string_view column, ProblemWords words,
           std::string suggestion = {}) {
    problems_.push_back(problem(kind, place(row, column), words, std::move(suggestion)));
  }

 private:
  [[nodiscard]] std::optional<size_t> place_of(std::string_view column) const {
    const auto found = std::find(table_.header.begin(), table_.header.end(), column);
    if (found == table_.header.end()) return std::nullopt;
    return static_cast<size_t>(found - table_.header.begin());
  }

  std::string path_;
  Problems& problems_;
  CsvTable table_;
  bool readable_ = false;
};

bool is_part_code(std::string_view code) {
  return is_code(code) && code.find('_') == std::string_view::npos;
}

/// As people would tell two names apart: Phường Tân Phú is Ủy ban nhân dân Phường Tân Phú.
std::string plain_name(std::string_view name) {
  std::string out = folded(name);
  for (const std::string_view front : {"uy ban nhan dan ", "ubnd "})
    if (out.starts_with(front)) out.erase(0, front.size());
  return out;
}

std::vector<std::string> codes_of(const Form& form) {
  std::vector<std::string> out;
  for (const auto& row : form.elements()) out.push_back(row.element->code);
  return out;
}

void read_items(Rows& rows, size_t row, const std::vector<std::string>& tables,
                const std::vector<std::string>& elements, AskedPart& part) {
  part.items.clear();
  part.left_out = rows.text(row, "items") == "-";
  if (part.left_out) return;
  for (auto& item : split(rows.text(row, "items"), ';')) {
    if (item.empty()) continue;
    const auto in = [&](const auto& list) { return std::find(list.begin(), list.end(), item) != list.end(); };
    if (!in(tables) && !in(elements))
      rows.say(kBadItem, row, "items", {{"item", item}, {"tables", join(tables, ", ")}},
               nearest(item, elements));
    part.items.push_back(std::move(item));
  }
}

template <class E>
std::optional<E> known_word(const std::string& text) {
  const std::string wanted = folded(text);
  for (const auto& name : words<E>()) {
    const E one = *from_word<E>(name);
    if (text == name || wanted == folded(name_of(one).vi) || wanted == folded(name_of(one).en)) return one;
  }
  return std::nullopt;
}

/// The states a unit may choose.
const std::vector<std::string> kStates{"official",          "preliminary",    "estimate",
                                       "nothing_to_report", "not_applicable", "not_available"};

void read_override(Rows& rows, size_t row, const std::vector<std::string>& elements, PartOverride& one) {
  one.place = rows.place(row, "element");
  one.element = rows.text(row, "element");
  if (std::find(elements.begin(), elements.end(), one.element) == elements.end())
    rows.say(kNoSuchElement, row, "element", {{"code", one.element}}, nearest(one.element, elements));
  const std::string column = rows.text(row, "column"), value = rows.text(row, "value"),
                    state = rows.text(row, "state");
  if (const auto known = known_word<FigureColumn>(column))
    one.column = *known;
  else if (!column.empty())
    rows.say(kBadColumn, row, "column", {{"have", column}, {"choices", join(words<FigureColumn>(), ", ")}},
             nearest(column, words<FigureColumn>()));
  one.value = Decimal::parse(value);
  if (!value.empty() && !one.value) rows.say(kBadValue, row, "value", {{"have", value}});
  one.state = known_word<FigureState>(state);
  if (one.state && std::find(kStates.begin(), kStates.end(), word(*one.state)) == kStates.end())
    one.state.reset();
  if (!state.empty() && !one.state)
    rows.say(kBadState, row, "state", {{"have", state}, {"choices", join(kStates, ", ")}},
             nearest(state, kStates));
  const bool empty =
      one.state && (!carries_value(*one.state) || *one.state == FigureState::nothing_to_report);
  if (value.empty() && (state.empty() || (one.state && !empty))) rows.say(kNoValue, row, "value", {});
  if (one.value && empty && !(one.value->is_zero() && *one.state == FigureState::nothing_to_report))
    rows.say(kValueAndEmpty, row, "value",
             {{"state", name_of(*one.state).vi}, {"state_en", name_of(*one.state).en}});
  one.reason = rows.bounded(row, "reason", kLongestReason);
  if (one.reason.empty()) rows.say(kNoReason, row, "reason", {{"code", one.element}});
}

}  // namespace

Outcome<std::vector<AskedPart>> read_parts(const std::string& bytes, const std::string& path,
                                           const Form& whole,
                                           const std::vector<const UnitRow*>& subordinates) {
  Outcome<std::vector<AskedPart>> out;
  std::map<std::string, std::string> by_name;  // of the register
  for (const UnitRow* row : subordinates) {
    out.value.push_back({row->code, row->name_vi, {}, {}, false});
    by_name.emplace(plain_name(row->name_vi), row->code);
  }
  if (!path.empty()) {
    Rows rows(bytes, path, {"code", "name", "items", "contact"}, 1, out.problems);
    std::vector<std::string> tables = tables_of(whole);
    tables.insert(tables.end(), {"06", "07"});
    const auto elements = codes_of(whole);
    std::map<std::string, int> lines;
    for (size_t i = 0; i < rows.size(); ++i) {
      const std::string code = rows.text(i, "code"), name = rows.bounded(i, "name", kLongestPartName);
      const auto known = std::find_if(out.value.begin(), out.value.end(),
                                      [&](const AskedPart& part) { return part.code == code; });
      if (const auto [line, fresh] = lines.emplace(code, rows.place(i, "code").line); !fresh) {
        rows.say(kPartTwice, i, "code", {{"code", code}, {"line", std::to_string(line->second)}});
        continue;
      }
      AskedPart part = known == out.value.end() ? AskedPart{code, {}, {}, {}, false} : *known;
      if (known == out.value.end()) {
        if (!is_part_code(code)) rows.say(kBadCode, i, "code", {{"code", code}});
        if (name.empty()) rows.say(kNoName, i, "name", {{"code", code}});
        if (const auto same = by_name.find(plain_name(name)); same != by_name.end())
          rows.say(kNameTwice, i, "code", {{"name", name}, {"code", same->second}}, same->second);
      }
      if (!name.empty()) part.name = name;
      part.contact = rows.bounded(i, "contact", kLongestPartName);
      read_items(rows, i, tables, elements, part);
      if (known == out.value.end())
        out.value.push_back(std::move(part));
      else
        *known = std::move(part);
    }
  }
  if (out.value.size() > kMostParts)
    out.problems.push_back(
        problem(kManyParts, Place{path, 0, 0, {}, {}, {}},
                {{"count", std::to_string(out.value.size())}, {"most", std::to_string(kMostParts)}}));
  std::erase_if(out.value, [](const AskedPart& part) { return part.left_out; });
  if (out.value.empty() && !has_error(out.problems))
    out.problems.push_back(problem(kNoParts, Place{path, 0, 0, {}, {}, {}}, {{"unit", whole.unit}}));
  return out;
}

Outcome<std::vector<PartOverride>> read_overrides(const std::string& bytes, const std::string& path,
                                                  const Form& whole) {
  Outcome<std::vector<PartOverride>> out;
  Rows rows(bytes, path, {"element", "reason", "column", "value", "state"}, 2, out.problems);
  const auto elements = codes_of(whole);
  std::map<std::pair<std::string, FigureColumn>, int> lines;
  for (size_t i = 0; i < rows.size(); ++i) {
    PartOverride one;
    read_override(rows, i, elements, one);
    if (const auto [line, fresh] = lines.emplace(std::pair(one.element, one.column), one.place.line); !fresh)
      rows.say(kOverrideTwice, i, "element",
               {{"code", one.element}, {"column", word(one.column)}, {"line", std::to_string(line->second)}});
    out.value.push_back(std::move(one));
  }
  return out;
}

}  // namespace xanh
