#include "exchange/annex_columns.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"
#include "exchange/annex_values.hpp"

namespace xanh::annex {
namespace {

constexpr size_t kLongestHeader = 160;  // characters
constexpr size_t kHeaderWithin = 40;    // rows from the top of a sheet
constexpr size_t kMostHeaderRows = 6;

bool has(std::string_view words, std::string_view part) {
  for (size_t at = words.find(part); at != words.npos; at = words.find(part, at + 1))
    if ((at == 0 || words[at - 1] == ' ') &&
        (at + part.size() == words.size() || words[at + part.size()] == ' '))
      return true;
  return false;
}

template <size_t N>
bool has_any(std::string_view words, const std::array<std::string_view, N>& parts) {
  return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) { return has(words, part); });
}

/// The last year named: a period counts at its end.
std::optional<int> year_in(std::string_view words) {
  std::optional<int> out;
  for (const auto& word : split(words, ' '))
    if (word.size() == 4 && (word.starts_with("20") || word.starts_with("19")) &&
        std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; }))
      out = std::stoi(word);
  return out;
}

constexpr std::array<std::string_view, 8> kNumber{"stt", "tt",  "so tt", "so thu tu",
                                                  "so",  "muc", "no",    "ma so"};
constexpr std::array<std::string_view, 6> kUnit{"dvt",       "dv tinh", "don vi tinh",
                                                "don vi do", "unit",    "dvt tinh"};
constexpr std::array<std::string_view, 12> kLead{"chu tri",          "don vi thuc hien", "co quan thuc hien",
                                                 "chiu trach nhiem", "don vi duoc giao", "co quan tham muu",
                                                 "don vi phu trach", "phan cong",        "to chuc thuc hien",
                                                 "don vi dau moi",   "co quan dau moi",  "lead"};
constexpr std::array<std::string_view, 5> kProduct{"san pham", "ket qua dau ra", "dau ra", "ket qua dat duoc",
                                                   "ket qua du kien"};
constexpr std::array<std::string_view, 4> kStart{"bat dau", "khoi cong", "thoi gian bat dau", "tu nam"};
constexpr std::array<std::string_view, 9> kDue{"thoi gian",      "tien do",    "thoi han",
                                               "han hoan thanh", "hoan thanh", "lo trinh",
                                               "thoi diem",      "trinh",      "ket thuc"};
constexpr std::array<std::string_view, 4> kBudget{"kinh phi", "du toan", "tong muc dau tu", "von"};
constexpr std::array<std::string_view, 3> kFunds{"nguon von", "nguon kinh phi", "nguon"};
constexpr std::array<std::string_view, 9> kPast{
    "hien trang", "thuc hien", "ket qua", "hien nay", "nam goc", "th", "uoc", "uoc thuc hien", "dat duoc"};
constexpr std::array<std::string_view, 3> kAssigned{"ke hoach", "kh", "giao"};
constexpr std::array<std::string_view, 3> kGroup{"nhom giai phap", "nhom nhiem vu", "linh vuc"};
/// The more telling word first: of two such columns the one with the better rank holds the text.
constexpr std::array<std::string_view, 14> kContent{
    "nhiem vu",  "chi tieu",  "ten du an", "cong viec", "de an",    "du an",      "noi dung",
    "hoat dong", "giai phap", "muc tieu",  "danh muc",  "hang muc", "cong trinh", "ten"};

size_t content_rank(const std::string& words) {
  for (size_t i = 0; i < kContent.size(); ++i)
    if (has(words, kContent[i])) return i;
  return kContent.size();
}

/// The distinct header texts above a column, joined.
std::string header_text(const Table& table, size_t first, size_t last, int column) {
  std::string out;
  const Cell* seen = nullptr;
  for (size_t row = first; row <= last; ++row) {
    const Cell* cell = table.at(row, column);
    if (!cell || cell == seen) continue;
    seen = cell;
    const std::string text = one_line(cell->text);
    if (text.empty()) continue;
    if (!out.empty()) out += ' ';
    out += text;
  }
  return out;
}

/// Cells that begin in this row and hold something.
std::vector<const Cell*> fresh(const Table& table, size_t row) {
  std::vector<const Cell*> out;
  for (int column = 0; column < table.columns; ++column)
    if (const Cell* cell = table.at(row, column);
        cell && !cell->empty() && cell->row == table.rows[row].number && (out.empty() || out.back() != cell))
      out.push_back(cell);
  return out;
}

bool numbers_columns(const std::vector<const Cell*>& cells) {
  if (cells.size() < 3) return false;
  int expected = 0;
  for (const Cell* cell : cells) {
    std::string text = plain_words(cell->text.substr(0, 40));
    if (text.empty()) return false;
    if (text.size() == 1 && text[0] >= 'a' && text[0] <= 'd' && expected == 0) continue;  // A, B, 1, 2, 3
    const auto words = split(text, ' ');
    if (words[0] != std::to_string(expected + 1)) return false;
    ++expected;
  }
  return expected >= 2;
}

/// How many different things the texts of a row name as a header would; 0 without a content.
size_t header_score(const std::vector<const Cell*>& cells) {
  std::set<Meaning> named;
  std::set<int> years;
  for (const Cell* cell : cells) {
    const ColumnMeaning meaning = meaning_of(one_line(cell->text));
    if (meaning.meaning != Meaning::unknown) named.insert(meaning.meaning);
    if (meaning.year) years.insert(*meaning.year);
  }
  return named.contains(Meaning::content) || (named.contains(Meaning::number) && named.size() > 2)
             ? named.size() + (years.size() > 1 ? 1 : 0)
             : 0;
}

bool continues_header(const Table& table, size_t first, size_t row) {
  const auto cells = fresh(table, row);
  if (numbers_columns(cells)) return true;
  if (cells.empty()) return false;
  bool covered = false;
  for (int column = 0; column < table.columns; ++column)
    if (const Cell* cell = table.at(row, column);
        cell && cell->row < table.rows[row].number && cell->row >= table.rows[first].number)
      covered = true;
  const auto known = static_cast<size_t>(std::count_if(cells.begin(), cells.end(), [](const Cell* cell) {
    const ColumnMeaning m = meaning_of(one_line(cell->text));
    return m.meaning != Meaning::unknown || m.year;
  }));
  return covered ? known > 0 : cells.size() > 1 && known == cells.size();
}

void choose_contents(Layout& out) {
  std::optional<size_t> best;
  size_t best_rank = 0;
  for (size_t i = 0; i < out.columns.size(); ++i) {
    if (out.columns[i].meaning != Meaning::content) continue;
    const size_t rank = content_rank(plain_words(out.columns[i].header));
    // Columns of one merged header are one: the first of them holds the text.
    if (!best || rank < best_rank) {
      best = i;
      best_rank = rank;
    }
  }
  for (size_t i = 0; best && i < out.columns.size(); ++i)
    if (out.columns[i].meaning == Meaning::content && i != *best && !out.columns[i].merged)
      out.columns[i].meaning = i < *best ? Meaning::group : Meaning::unknown;
}

/// "Đơn vị" alone is who does it, or what is measured: the latter beside a column of its own for who, or
/// above cells as short as "%" and "tấn/ngày".
void choose_unit(const Table& table, Layout& out) {
  for (size_t i = 0; i < out.columns.size(); ++i) {
    if (out.columns[i].meaning != Meaning::lead || plain_words(out.columns[i].header) != "don vi") continue;
    const bool other = std::any_of(out.columns.begin(), out.columns.end(), [&](const ColumnMeaning& c) {
      return c.meaning == Meaning::lead && plain_words(c.header) != "don vi";
    });
    size_t filled = 0, brief = 0;
    for (size_t row = out.first_body; row < table.rows.size(); ++row)
      if (const Cell* cell = table.at(row, static_cast<int>(i)); cell && !cell->empty()) {
        ++filled;
        const std::string words = plain_words(cell->text);
        brief += characters(cell->text) <= 12 && !words.starts_with("so ") && !words.starts_with("q") &&
                         !words.starts_with("ubnd")
                     ? 1
                     : 0;
      }
    if (other || brief * 2 > filled) out.columns[i].meaning = Meaning::unit;
  }
}

void choose_kind(Layout& out) {
  bool figures = false, work = false, unit = false, target_word = false, task_word = false;
  for (const auto& column : out.columns) {
    figures = figures || column.meaning == Meaning::milestone || column.meaning == Meaning::assigned ||
              column.meaning == Meaning::past;
    unit = unit || column.meaning == Meaning::unit;
    work = work || column.meaning == Meaning::due || column.meaning == Meaning::product;
    if (column.meaning != Meaning::content) continue;
    const std::string words = plain_words(column.header);
    target_word = has(words, "chi tieu") || has(words, "muc tieu");
    task_word =
        has(words, "nhiem vu") || has(words, "cong viec") || has(words, "du an") || has(words, "giai phap");
  }
  const bool targets = figures || (target_word && !task_word) || (unit && !work && !task_word);
  out.kind = targets && !(task_word && work && !target_word) ? Layout::Kind::targets : Layout::Kind::tasks;
  for (auto& column : out.columns) {
    // A plan for years in a table of tasks says when, not how much.
    const bool figure = column.meaning == Meaning::milestone || column.meaning == Meaning::assigned ||
                        column.meaning == Meaning::past || column.meaning == Meaning::value;
    if (out.kind == Layout::Kind::tasks && figure) column.meaning = Meaning::unknown;
    if (out.kind == Layout::Kind::targets && column.meaning == Meaning::due && column.year)
      column.meaning = Meaning::milestone;
  }
}

}  // namespace

std::optional<int> Layout::column(Meaning meaning) const {
  for (size_t i = 0; i < columns.size(); ++i)
    if (columns[i].meaning == meaning) return static_cast<int>(i);
  return std::nullopt;
}

ColumnMeaning meaning_of(const std::string& header) {
  ColumnMeaning out;
  out.header = header;
  if (header.empty() || characters(header) > kLongestHeader) return out;
  const std::string words = plain_words(header);
  if (words.empty()) return out;
  out.year = year_in(words);
  const auto is = [&](Meaning meaning) {
    out.meaning = meaning;
    return out;
  };
  if (std::find(kNumber.begin(), kNumber.end(), words) != kNumber.end()) return is(Meaning::number);
  if (has(words, "ghi chu")) return is(Meaning::note);
  if (has(words, "phoi hop") && !has(words, "chu tri")) return is(Meaning::coordinates);
  if (has_any(words, kLead)) {
    out.both = has(words, "phoi hop");
    return is(Meaning::lead);
  }
  if (has_any(words, kUnit)) return is(Meaning::unit);
  if (has_any(words, kFunds)) return is(Meaning::funds);
  if (!out.year && has_any(words, kProduct)) return is(Meaning::product);
  if (has_any(words, kBudget) && !has(words, "nhiem vu")) {
    if (has(words, "ty dong")) out.money_factor = 1000;
    return is(Meaning::budget);
  }
  if (out.year) {
    if (has(words, "muc tieu")) return is(Meaning::milestone);
    if (has_any(words, kAssigned)) return is(Meaning::assigned);
    if (has(words, "thoi gian") || has(words, "thoi han") || has(words, "tien do")) return is(Meaning::due);
    if (has_any(words, kPast)) return is(Meaning::past);
    return is(Meaning::milestone);
  }
  if (has_any(words, kStart)) return is(Meaning::start);
  if (has_any(words, kGroup)) return is(Meaning::group);
  if (has(words, "hien trang")) return is(Meaning::past);
  if (words == "don vi" || words == "co quan" || words == "co quan don vi" || words == "don vi co quan")
    return is(Meaning::lead);
  if (has_any(words, kDue) && content_rank(words) > 3) return is(Meaning::due);
  if (words == "ke hoach" || words == "gia tri" || words == "muc giao" || words == "chi tieu giao")
    return is(Meaning::value);
  if (content_rank(words) < kContent.size()) return is(Meaning::content);
  return out;
}

std::optional<Layout> layout_of(const Table& table) {
  for (size_t row = 0; row < std::min(table.rows.size(), kHeaderWithin); ++row) {
    if (header_score(fresh(table, row)) < 2) continue;
    size_t last = row;
    while (last + 1 < table.rows.size() && last + 1 - row < kMostHeaderRows &&
           continues_header(table, row, last + 1))
      ++last;
    Layout out;
    out.first_body = last + 1;
    size_t texts = last;
    while (texts > row && numbers_columns(fresh(table, texts))) --texts;
    for (int column = 0; column < table.columns; ++column) {
      out.columns.push_back(meaning_of(header_text(table, row, texts, column)));
      bool same = column > 0 && !out.columns.back().header.empty();
      for (size_t i = row; i <= texts && same; ++i) same = table.at(i, column) == table.at(i, column - 1);
      out.columns.back().merged = same;
    }
    for (size_t i = row; i <= texts; ++i) {
      auto& line = out.headers.emplace_back();
      for (int column = 0; column < table.columns; ++column) {
        const Cell* cell = table.at(i, column);
        line.push_back(cell ? plain_words(cell->text) : std::string{});
      }
    }
    choose_contents(out);
    choose_unit(table, out);
    if (!out.column(Meaning::content)) continue;
    choose_kind(out);
    return out;
  }
  return std::nullopt;
}

bool begins_table(const Table& table, size_t row, const Layout& layout) {
  const auto cells = fresh(table, row);
  return header_score(cells) > 2 && !repeats_header(table, row, layout) &&
         std::any_of(cells.begin(), cells.end(), [](const Cell* cell) {
           return meaning_of(one_line(cell->text)).meaning == Meaning::number;
         });
}

bool reads_anew(const Table& table, size_t row, const Layout& layout, size_t column) {
  return !layout.columns[column].merged ||
         table.at(row, static_cast<int>(column)) != table.at(row, static_cast<int>(column) - 1);
}

bool repeats_header(const Table& table, size_t row, const Layout& layout) {
  const auto cells = fresh(table, row);
  if (numbers_columns(cells)) return true;
  if (cells.size() < 2) return false;
  return std::any_of(layout.headers.begin(), layout.headers.end(), [&](const auto& line) {
    return std::all_of(cells.begin(), cells.end(), [&](const Cell* cell) {
      const auto column = static_cast<size_t>(cell->column) - 1;
      return column < line.size() && line[column] == plain_words(cell->text);
    });
  });
}

}  // namespace xanh::annex
