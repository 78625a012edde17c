#include "exchange/csv.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "exchange/text_file.hpp"
#include "exchange/yaml.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kNoHeader{"csv-no-header",
                                Severity::error,
                                "tệp trống: thiếu dòng tên cột",
                                "the file is empty: the line of column names is missing",
                                "ghi tên các cột ở dòng đầu",
                                "write the column names in the first line"};
constexpr ProblemKind kEmptyName{"csv-empty-name",           Severity::error,
                                 "cột này không có tên",     "this column has no name",
                                 "đặt tên cột hoặc xóa cột", "name the column or remove it"};
constexpr ProblemKind kDoubledName{"csv-doubled-name",
                                   Severity::error,
                                   "tên cột `{name}` đã có ở dòng {line}, cột {column}",
                                   "the column name `{name}` stands already at line {line}, column {column}",
                                   "đổi tên hoặc xóa một cột",
                                   "rename or remove one of them"};
constexpr ProblemKind kFewCells{"csv-few-cells",
                                Severity::error,
                                "dòng có {have} ô, cần {want}",
                                "the row has {have} cells, {want} are needed",
                                "thêm các ô còn thiếu (ô trống vẫn cần dấu phân cách)",
                                "add the missing cells (an empty cell still needs its separator)"};
constexpr ProblemKind kManyCells{"csv-many-cells",
                                 Severity::error,
                                 "dòng có {have} ô, chỉ cần {want}",
                                 "the row has {have} cells, only {want} are needed",
                                 "đặt ô có dấu phân cách trong dấu nháy kép",
                                 "put a cell that holds the separator in double quotes"};
constexpr ProblemKind kStrayQuote{"csv-stray-quote",
                                  Severity::error,
                                  "dấu nháy kép nằm giữa ô",
                                  "a double quote in the middle of a cell",
                                  "đặt cả ô trong dấu nháy kép và viết nháy bên trong hai lần",
                                  "put the whole cell in double quotes and double those inside"};
constexpr ProblemKind kAfterQuote{"csv-after-quote",
                                  Severity::error,
                                  "có chữ sau dấu nháy kép đóng",
                                  "something follows the closing double quote",
                                  "viết hai lần dấu nháy bên trong ô",
                                  "double the quotes inside the cell"};
constexpr ProblemKind kUnclosed{"csv-unclosed-quote",
                                Severity::error,
                                "dấu nháy kép mở ở đây không được đóng",
                                "the double quote opened here is never closed",
                                "thêm dấu nháy kép đóng",
                                "add the closing double quote"};

class CsvReader {
 public:
  CsvReader(std::string_view text, const std::string& file, char delimiter)
      : text_(text), file_(file), delimiter_(delimiter) {
    ends_cell_[static_cast<unsigned char>(delimiter)] = ends_cell_['\n'] = ends_cell_['\r'] =
        ends_cell_['"'] = true;
  }

  Outcome<CsvTable> read() {
    check_utf8();
    bool header = false;
    while (at_ < text_.size() && !stopped_) {
      if (skip_blank_line()) continue;
      CsvRow row = take_row();
      if (header)
        keep(std::move(row));
      else
        keep_header(std::move(row));
      header = true;
    }
    if (!header && !stopped_) add(kNoHeader, {1, 1});
    return std::move(out_);
  }

 private:
  bool skip_blank_line() {
    size_t end = at_;
    while (end < text_.size() && (text_[end] == ' ' || text_[end] == '\t') && text_[end] != delimiter_) ++end;
    if (end < text_.size() && text_[end] != '\n' && text_[end] != '\r') return false;
    at_ = end;
    if (at_ < text_.size()) line_break();
    return true;
  }

  /// Steps over LF, CRLF or CR.
  void line_break() {
    at_ += text_.substr(at_, 2) == "\r\n" ? 2 : 1;
    ++line_;
    counted_ = at_;
    column_ = 1;
  }

  /// Column of the cursor; counts only the characters since it was last asked.
  int column() {
    column_ += character_count(text_.substr(counted_, at_ - counted_));
    counted_ = at_;
    return column_;
  }

  CsvRow take_row() {
    CsvRow row{.cells = {}, .line = line_, .columns = {}};
    row.cells.reserve(out_.value.header.size());
    row.columns.reserve(out_.value.header.size());
    for (;;) {
      row.columns.push_back(column());
      if (line_ != row.line && row.lines.empty()) row.lines.assign(row.cells.size(), row.line);
      if (!row.lines.empty() || line_ != row.line) row.lines.push_back(line_);
      take_cell(row.cells.emplace_back());
      if (at_ < text_.size() && text_[at_] == delimiter_) {
        ++at_;
        continue;
      }
      row_end_ = {line_, column()};
      if (at_ < text_.size()) line_break();
      return row;
    }
  }

  void take_cell(std::string& cell) {
    complained_ = false;
    if (at_ < text_.size() && text_[at_] == '"' && !take_quoted(cell)) return;
    while (at_ < text_.size()) {
      const size_t from = at_;
      while (at_ < text_.size() && !ends_cell_[static_cast<unsigned char>(text_[at_])]) ++at_;
      cell.append(text_, from, at_ - from);
      if (at_ >= text_.size() || text_[at_] != '"') return;
      if (!complained_) add(kStrayQuote, {line_, column()});
      complained_ = true;  // once a cell
      cell += text_[at_++];
    }
  }

  /// True if something follows the closing quote that belongs to no next cell.
  bool take_quoted(std::string& cell) {
    const TextPosition start{line_, column()};
    ++at_;
    for (;;) {
      const size_t from = at_;
      while (at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
      cell.append(text_, from, at_ - from);
      if (at_ >= text_.size()) {
        add(kUnclosed, start);
        return false;
      }
      if (text_[at_] != '"') {
        const size_t break_at = at_;
        line_break();
        cell.append(text_, break_at, at_ - break_at);
        continue;
      }
      ++at_;
      if (at_ >= text_.size() || text_[at_] != '"') break;
      cell += text_[at_++];
    }
    if (at_ >= text_.size() || text_[at_] == delimiter_ || text_[at_] == '\n' || text_[at_] == '\r')
      return false;
    add(kAfterQuote, {line_, column()});
    complained_ = true;
    return true;
  }

  void keep_header(CsvRow row) {
    std::map<std::string, size_t> seen;
    for (size_t i = 0; i < row.cells.size(); ++i) {
      const std::string& name = row.cells[i];
      const TextPosition at{row.line_of(i), row.columns[i]};
      if (name.empty()) {
        add(kEmptyName, at);
      } else if (const auto [first, added] = seen.emplace(name, i); !added) {
        const size_t before = first->second;
        add(kDoubledName, at,
            {{"name", name},
             {"line", std::to_string(row.line_of(before))},
             {"column", std::to_string(row.columns[before])}});
      }
    }
    out_.value.header = std::move(row.cells);
  }

  void keep(CsvRow row) {
    const size_t have = row.cells.size();
    const size_t want = out_.value.header.size();
    if (have < want)
      add(kFewCells, row_end_, {{"have", std::to_string(have)}, {"want", std::to_string(want)}});
    if (have > want)
      add(kManyCells, {row.line_of(want), row.columns[want]},
          {{"have", std::to_string(have)}, {"want", std::to_string(want)}});
    out_.value.rows.push_back(std::move(row));
  }

  void check_utf8() {
    TextPosition at;
    size_t counted = 0;
    for (auto bad = first_not_utf8(text_); bad && !stopped_;) {
      const auto [line, column] = position_of(text_.substr(counted), *bad - counted);
      at = {at.line + line - 1, line == 1 ? at.column + column - 1 : column};
      add(text_file::kNotUtf8, at);
      const size_t line_end = std::min(text_.find_first_of("\r\n", *bad), text_.size());
      counted = *bad;
      bad = first_not_utf8(text_, line_end);
    }
  }

  void add(const ProblemKind& kind, TextPosition at, ProblemWords words = {}) {
    if (stopped_) return;
    const Place place{file_, at.line, at.column, {}, {}, {}};
    out_.problems.push_back(problem(kind, place, words));
    if (out_.problems.size() < text_file::kMostProblems) return;
    out_.problems.push_back(
        problem(text_file::kTooMany, place, {{"count", std::to_string(text_file::kMostProblems)}}));
    stopped_ = true;
  }

  std::string_view text_;
  const std::string& file_;
  char delimiter_;
  std::array<bool, 256> ends_cell_{};
  Outcome<CsvTable> out_;
  size_t at_ = 0;
  size_t counted_ = 0;
  int line_ = 1;
  int column_ = 1;
  TextPosition row_end_;
  bool complained_ = false;
  bool stopped_ = false;
};

void write_row(const std::vector<std::string>& cells, bool first, std::string& out) {
  for (size_t i = 0; i < cells.size(); ++i) {
    const std::string& cell = cells[i];
    if (i > 0) out += ',';
    const bool blank = cell.find_first_not_of(" \t") == std::string::npos;
    const bool quote = cell.find_first_of(",\"\r\n") != std::string::npos ||
                       (cells.size() == 1 && blank) ||                         // would be a blank line
                       (first && i == 0 && cell.starts_with("\xEF\xBB\xBF"));  // would be the file's mark
    if (!quote) {
      out += cell;
      continue;
    }
    out += '"';
    for (const char c : cell) {
      if (c == '"') out += '"';
      out += c;
    }
    out += '"';
  }
  out += '\n';
}

}  // namespace

Outcome<CsvTable> read_csv(std::string_view text, const std::string& file, char delimiter) {
  return CsvReader(without_mark(text), file, delimiter).read();
}

Node to_nodes(const CsvTable& table) {
  Node out = Node::list();
  out.items.reserve(table.rows.size());
  out.line = out.column = 1;
  for (const CsvRow& row : table.rows) {
    Node& map = out.push(Node::map());
    map.line = row.line;
    map.column = row.columns.empty() ? 1 : row.columns.front();
    for (size_t i = 0; i < std::min(row.cells.size(), table.header.size()); ++i) {
      const std::string& cell = row.cells[i];
      if (cell.empty()) continue;
      Node node = Node::text(cell);
      if (core_kind(cell) == Node::Kind::number) node.kind = Node::Kind::number;
      if (cell == "true" || cell == "false") node.kind = Node::Kind::boolean;
      node.line = row.line_of(i);
      node.column = row.columns[i];
      map.add(table.header[i], std::move(node));
    }
  }
  return out;
}

std::string write_csv(const std::vector<std::string>& header,
                      const std::vector<std::vector<std::string>>& rows) {
  std::string out;
  write_row(header, true, out);
  for (const auto& row : rows) write_row(row, false, out);
  return out;
}

}  // namespace xanh
