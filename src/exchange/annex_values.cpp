#include "exchange/annex_values.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "exchange/form_workbook_number.hpp"

namespace xanh::annex {
namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}

bool roman(std::string_view text) {
  return !text.empty() && text.size() <= 6 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c == 'I' || c == 'V' || c == 'X'; });
}

/// One part of a label between points: digits, a Roman number or a single letter.
bool label_part(std::string_view part) {
  if (part.empty()) return false;
  if (std::all_of(part.begin(), part.end(), digit)) return part.size() <= 3;
  if (roman(part) || part == "đ" || part == "Đ") return true;
  return part.size() == 1 && ((part[0] >= 'a' && part[0] <= 'z') || (part[0] >= 'A' && part[0] <= 'Z'));
}

int level_of(const std::vector<std::string>& parts) {
  const std::string& first = parts.front();
  int level = 2;
  if (roman(first))
    level = 1;
  else if (first == "Đ" || (first[0] >= 'A' && first[0] <= 'Z'))
    level = 0;
  else if (!digit(first[0]))
    level = 5;  // a) stands below any number
  return std::min(8, level + static_cast<int>(parts.size()) - 1);
}

struct Bound {
  std::string_view words;
  enum class Kind { exact, at_least, at_most } kind;
  bool strict = false;
  bool about = false;
};
using K = Bound::Kind;
/// Folded words that may stand before a figure; the longest that fits counts.
constexpr std::array<Bound, 31> kBefore{{{"", K::exact},
                                         {"dat", K::exact},
                                         {"la", K::exact},
                                         {"bang", K::exact},
                                         {"con", K::exact},
                                         {"giam con", K::exact},
                                         {"tang len", K::exact},
                                         {"dat ty le", K::exact},
                                         {"khoang", K::exact, false, true},
                                         {"dat khoang", K::exact, false, true},
                                         {"tu", K::at_least},
                                         {"dat tu", K::at_least},
                                         {"toi thieu", K::at_least},
                                         {"dat toi thieu", K::at_least},
                                         {"it nhat", K::at_least},
                                         {"dat it nhat", K::at_least},
                                         {"khong duoi", K::at_least},
                                         {"khong thap hon", K::at_least},
                                         {"dat khong duoi", K::at_least},
                                         {"tren", K::at_least, true},
                                         {"dat tren", K::at_least, true},
                                         {"hon", K::at_least, true},
                                         {"lon hon", K::at_least, true},
                                         {"toi da", K::at_most},
                                         {"khong qua", K::at_most},
                                         {"khong vuot qua", K::at_most},
                                         {"khong lon hon", K::at_most},
                                         {"duoi", K::at_most, true},
                                         {"giam con duoi", K::at_most, true},
                                         {"nho hon", K::at_most, true},
                                         {"thap hon", K::at_most, true}}};

/// The signs before a figure, taken off the end of the words before it.
std::optional<Bound> sign_of(std::string& before) {
  static constexpr std::array<std::pair<std::string_view, Bound>, 8> kSigns{{{"≥", {{}, K::at_least}},
                                                                             {">=", {{}, K::at_least}},
                                                                             {"=>", {{}, K::at_least}},
                                                                             {"≤", {{}, K::at_most}},
                                                                             {"<=", {{}, K::at_most}},
                                                                             {">", {{}, K::at_least, true}},
                                                                             {"<", {{}, K::at_most, true}},
                                                                             {"=", {{}, K::exact}}}};
  for (const auto& [sign, bound] : kSigns)
    if (before.ends_with(sign)) {
      before.resize(before.size() - sign.size());
      return bound;
    }
  return std::nullopt;
}

/// Blanks within a figure stand between groups of three digits only.
size_t end_of_number(std::string_view text, size_t at) {
  while (at < text.size()) {
    if (digit(text[at]) ||
        ((text[at] == '.' || text[at] == ',') && at + 1 < text.size() && digit(text[at + 1])))
      ++at;
    else if (text[at] == ' ' && at + 3 < text.size() && digit(text[at + 1]) && digit(text[at + 2]) &&
             digit(text[at + 3]) && (at + 4 == text.size() || !digit(text[at + 4])))
      at += 4;
    else
      break;
  }
  return at;
}

/// "m3/ngày" holds a digit and is a unit; "- 85%" and "% so với năm 2020" hold a second figure.
bool second_figure(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i)
    if (digit(text[i]) && (i == 0 || !((text[i - 1] >= 'a' && text[i - 1] <= 'z') ||
                                       (text[i - 1] >= 'A' && text[i - 1] <= 'Z') || digit(text[i - 1]) ||
                                       text[i - 1] == '.' || text[i - 1] == ',')))
      return true;
  return false;
}

void put(ValueReading& out, const Decimal& figure, const Bound& bound) {
  (bound.kind == K::at_least ? out.at_least : bound.kind == K::at_most ? out.at_most : out.value) = figure;
}

ValueReading of_number_cell(const Cell& cell, const std::string& unit) {
  ValueReading out;
  auto figure = form_workbook::number_of_digits(cell.digits);
  if (!figure) return out;
  if (cell.percent) {
    figure = form_workbook::number_of_digits((*figure * Decimal{100}).to_text());
    out.unit = "%";
  } else if (unit == "%" && !figure->is_negative() && !figure->is_zero() && *figure <= Decimal{1}) {
    out.reasons.push_back(
        {Sure::review,
         {"đơn vị tính là % mà ô ghi " + cell.digits + ": có thể là phần trăm chưa nhân 100",
          "the unit is % and the cell says " + cell.digits +
              ": it may be a share that was not multiplied by 100"}});
  }
  out.value = figure;
  return out;
}

}  // namespace

std::string plain_words(std::string_view text) {
  std::string out;
  for (const char c : folded(text)) {
    const bool kept = (c >= 'a' && c <= 'z') || digit(c);
    if (kept)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

std::optional<Label> label_of(std::string_view text, bool alone) {
  text = trimmed(text);
  for (const std::string_view dash : {"-", "–", "—", "+", "•", "▪", "*", "\uf0b7"})
    if (text.starts_with(dash)) {
      const std::string_view rest = trimmed(text.substr(dash.size()));
      if (rest.empty() || digit(rest[0])) return std::nullopt;
      return Label{"-", 9, std::string(rest)};
    }
  const bool opened = text.starts_with('(');
  if (opened) text.remove_prefix(1);
  std::vector<std::string> parts;
  size_t at = 0;
  bool closed = false;
  while (at < text.size()) {
    size_t end = at;
    while (end < text.size() && (digit(text[end]) || (text[end] >= 'a' && text[end] <= 'z') ||
                                 (text[end] >= 'A' && text[end] <= 'Z') || text.substr(end, 2) == "đ" ||
                                 text.substr(end, 2) == "Đ"))
      end += static_cast<unsigned char>(text[end]) >= 0x80 ? 2 : 1;
    if (!label_part(text.substr(at, end - at))) break;
    parts.emplace_back(text.substr(at, end - at));
    at = end;
    if (at < text.size() && (text[at] == '.' || text[at] == '-') && at + 1 < text.size() &&
        text[at + 1] != ' ' && static_cast<unsigned char>(text[at + 1]) < 0x80) {
      ++at;
      continue;
    }
    break;
  }
  if (parts.empty()) return std::nullopt;
  while (at < text.size() && (text[at] == '.' || text[at] == ')' || text[at] == '/' || text[at] == ':')) {
    closed = true;
    ++at;
  }
  // "2.500 hộ dân" begins with a figure.
  if (parts.size() > 1 && std::any_of(parts.begin(), parts.end(),
                                      [](const auto& part) { return digit(part[0]) && part.size() > 2; }))
    return std::nullopt;
  const std::string_view rest = text.substr(at);
  if (opened && !closed) return std::nullopt;
  if (rest.empty() ? !(alone || closed)
                   : rest[0] != ' ' || !(closed || (parts.size() > 1 && digit(parts.back()[0]))))
    return std::nullopt;
  const int level = level_of(parts);
  return Label{join(parts, "."), level, std::string(trimmed(rest))};
}

ValueReading read_value(const Cell& cell, const std::string& unit) {
  if (!cell.digits.empty()) return of_number_cell(cell, unit);
  ValueReading out;
  std::string text = one_line(cell.text);
  if (text.empty() || text == "-" || text == "–" || text == "—" || text == "…" || text == "...") {
    out.empty = true;
    return out;
  }
  const size_t first = text.find_first_of("0123456789");
  if (first == text.npos) return out;
  std::string before(trimmed(std::string_view(text).substr(0, first)));
  bool negative = false;
  if (before.ends_with('-') && first > 0 && text[first - 1] == '-') {
    negative = true;
    before = std::string(trimmed(std::string_view(before).substr(0, before.size() - 1)));
  }
  const size_t end = end_of_number(text, first);
  std::string after(trimmed(std::string_view(text).substr(end)));

  auto bound = sign_of(before);
  const std::string said = plain_words(before);
  const auto* found =
      std::find_if(kBefore.begin(), kBefore.end(), [&](const Bound& b) { return b.words == said; });
  if (found == kBefore.end() || (bound && bound->kind != K::exact && found->kind != K::exact)) return {};
  if (!bound || bound->kind == K::exact) bound = *found;
  const std::string behind = plain_words(after);
  if (behind.ends_with("tro len") || behind.ends_with("tro xuong")) {
    const bool up = behind.ends_with("len");
    if (bound->kind == (up ? K::at_most : K::at_least) && said != "tu") return {};
    bound = Bound{{}, up ? K::at_least : K::at_most};
    const size_t cut = after.rfind("tr");
    after = std::string(trimmed(std::string_view(after).substr(0, cut == after.npos ? 0 : cut)));
  } else if (said == "tu" || said == "dat tu") {
    return {};  // "từ 80" to what?
  }
  while (after.ends_with('.') || after.ends_with(';') || after.ends_with(',')) after.pop_back();
  if (second_figure(after)) return {};

  const std::string_view number_text = std::string_view(text).substr(first, end - first);
  const auto number = form_workbook::typed_number(number_text, false);
  if (!number.value) return {};
  put(out, negative ? -*number.value : *number.value, *bound);
  out.unit = after;
  if (number.guessed)
    out.reasons.push_back({number_text.find('.') != std::string_view::npos ? Sure::likely : Sure::review,
                           {"`" + text + "` được đọc là " + number.value->to_text(),
                            "`" + text + "` was read as " + number.value->to_text()}});
  if (bound->strict)
    out.reasons.push_back(
        {Sure::likely,
         {bound->kind == K::at_least ? "`" + text + "` được ghi là không thấp hơn (at_least)"
                                     : "`" + text + "` được ghi là không vượt quá (at_most)",
          "`" + text + "` is kept as " + (bound->kind == K::at_least ? "at_least" : "at_most")}});
  if (bound->about)
    out.reasons.push_back(
        {Sure::likely, {"`" + text + "`: con số gần đúng", "`" + text + "`: an approximate figure"}});
  if (!unit.empty() && !after.empty() && plain_words(after) != plain_words(unit) && after != unit)
    out.reasons.push_back(
        {Sure::review,
         {"đơn vị tính trong ô (" + after + ") khác cột đơn vị tính (" + unit + ")",
          "the unit in the cell (" + after + ") differs from the unit's column (" + unit + ")"}});
  return out;
}

}  // namespace xanh::annex
