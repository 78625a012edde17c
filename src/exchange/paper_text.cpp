#include "exchange/paper_text.hpp"

#include <algorithm>
#include <chrono>

#include "base/text.hpp"

namespace xanh {
namespace {

bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f');
}
/// A letter or digit; bytes of Vietnamese letters count, so that a code within a word is none.
bool in_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::string_view without_paper_blanks(std::string_view text) {
  while (!text.empty() && (is_blank(text.front()) || text.starts_with("\u00a0")))
    text.remove_prefix(is_blank(text.front()) ? 1 : 2);
  return text;
}

/// The whole number at the front, taken away; at most four digits.
std::optional<unsigned> take_number(std::string_view& text) {
  text = without_paper_blanks(text);
  unsigned value = 0;
  size_t n = 0;
  for (; n < text.size() && is_digit(text[n]); ++n) {
    if (n == 4) return std::nullopt;
    value = value * 10 + static_cast<unsigned>(text[n] - '0');
  }
  if (n == 0) return std::nullopt;
  text.remove_prefix(n);
  return value;
}

/// Length of the number at the front: digits, Vietnamese letters and what stands between them. Nothing else,
/// for it goes on to terminals and papers.
size_t number_length(std::string_view text) {
  constexpr size_t kMost = 60;
  size_t end = 0;
  while (end < text.size()) {
    const auto c = static_cast<unsigned char>(text[end]);
    const bool plain = c < 0x80 && (in_word(text[end]) ||
                                    std::string_view("/-._,;").find(text[end]) != std::string_view::npos);
    const size_t length = plain ? 1 : c >= 0xC3 && c <= 0xC6 ? 2 : c == 0xE1 ? 3 : 0;
    if (length == 0 || end + length > std::min(text.size(), kMost)) break;
    end += length;
  }
  return end;
}

bool take_word(std::string_view& text, std::string_view word) {
  text = without_paper_blanks(text);
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

}  // namespace

std::map<std::string, std::set<int>> codes_on(const std::vector<std::string>& pages) {
  std::map<std::string, std::set<int>> out;
  constexpr size_t kMost =
      1000;  // a page of a signed paper has one or two; a hostile one shall not fill memory
  for (size_t page = 0; page < pages.size(); ++page) {
    const std::string& text = pages[page];
    for (size_t i = 0; i < text.size();) {
      if (!in_word(text[i])) {
        ++i;
        continue;
      }
      size_t end = i;
      bool hex = true;
      for (; end < text.size() && in_word(text[end]); ++end) hex = hex && is_hex(text[end]);
      if (hex && end - i == kControlCode && out.size() < kMost)
        out[text.substr(i, kControlCode)].insert(static_cast<int>(page) + 1);
      i = end;
    }
  }
  return out;
}

std::string typed_code(std::string_view typed) {
  std::string out;
  for (const char c : typed) {
    if (is_blank(c) || c == '-') continue;
    out += c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out.size() == kControlCode && std::all_of(out.begin(), out.end(), is_hex) ? out : std::string{};
}

std::string head_of(const std::vector<std::string>& pages) {
  std::string out;
  for (size_t i = 0; i < pages.size() && i < 2; ++i) out += pages[i] + "\n";
  return out;
}

std::string letter_number_in(std::string_view page) {
  constexpr std::string_view kLabel = "Số";
  for (size_t at = page.find(kLabel); at != std::string_view::npos; at = page.find(kLabel, at + 1)) {
    std::string_view rest = page.substr(at + kLabel.size());
    if (!take_word(rest, ":")) continue;
    rest = without_paper_blanks(rest);
    std::string_view number = rest.substr(0, number_length(rest));
    const size_t slash = number.find('/');
    // "Số:      /BC-UBND": the number is for the pen.
    if (slash == 0 || slash == std::string_view::npos || !is_digit(number[0])) return {};
    while (number.ends_with(',') || number.ends_with('.') || number.ends_with(';')) number.remove_suffix(1);
    return std::string(number);
  }
  return {};
}

std::optional<Date> letter_date_in(std::string_view page) {
  constexpr std::string_view kLabel = "ngày";
  for (size_t at = page.find(kLabel); at != std::string_view::npos; at = page.find(kLabel, at + 1)) {
    std::string_view rest = page.substr(at + kLabel.size());
    const auto day = take_number(rest);
    if (!take_word(rest, "tháng")) continue;
    const auto month = take_number(rest);
    if (!take_word(rest, "năm")) continue;
    const auto year = take_number(rest);
    // The first one is the head's, also while its day is blank: a later one is of a decision that is named.
    if (!day || !month || !year) return std::nullopt;
    const std::chrono::year_month_day made{std::chrono::year{static_cast<int>(*year)},
                                           std::chrono::month{*month}, std::chrono::day{*day}};
    return made.ok() ? std::optional(Date{made}) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace xanh
