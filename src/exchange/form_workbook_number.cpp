#include "exchange/form_workbook_number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/text.hpp"

namespace xanh::form_workbook {
namespace {

constexpr std::array<std::string_view, 4> kBlanks{"\u00a0", "\u202f", "\u2009", "\u200b"};

/// Words by which officers say that there is no figure, folded.
constexpr std::array<std::string_view, 18> kWords{"kps",
                                                  "k",
                                                  "khong",
                                                  "khong co",
                                                  "khong phat sinh",
                                                  "khong ap dung",
                                                  "chua co",
                                                  "chua co so lieu",
                                                  "-",
                                                  "--",
                                                  "–",
                                                  "—",
                                                  "n/a",
                                                  "na",
                                                  "none",
                                                  "nil",
                                                  "/",
                                                  "x"};

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "1.234.567": the parts between the marks joined, if they are groups of three.
std::optional<std::string> ungrouped(std::string_view text, char mark) {
  std::string out;
  size_t begin = 0;
  for (bool first = true;; first = false) {
    const size_t end = std::min(text.find(mark, begin), text.size());
    const std::string_view part = text.substr(begin, end - begin);
    if (!all_digits(part) || (first ? part.size() > 3 && end != text.size() : part.size() != 3))
      return std::nullopt;
    out += part;
    if (end == text.size()) return out;
    begin = end + 1;
  }
}

struct Read {
  std::string digits;  ///< with a point; empty when it is no number
  bool guessed = false;
};

Read read_positive(std::string_view text, bool whole) {
  const auto points = std::count(text.begin(), text.end(), '.'),
             commas = std::count(text.begin(), text.end(), ',');
  if (!points && !commas) return {all_digits(text) ? std::string(text) : std::string{}};
  if (points && commas) {
    const char mark = text.rfind('.') > text.rfind(',') ? '.' : ',';
    const size_t at = text.rfind(mark);
    const auto front = ungrouped(text.substr(0, at), mark == '.' ? ',' : '.');
    if (!front || !all_digits(text.substr(at + 1))) return {};
    return {*front + "." + std::string(text.substr(at + 1))};
  }
  const char mark = points ? '.' : ',';
  if (points + commas > 1) {
    const auto joined = ungrouped(text, mark);
    return {joined.value_or("")};
  }
  const size_t at = text.find(mark);
  const std::string_view front = text.substr(0, at), back = text.substr(at + 1);
  if (!all_digits(front) || !all_digits(back)) return {};
  const bool group_like = back.size() == 3 && front.size() <= 3 && front[0] != '0';
  if (group_like && (mark == '.' || whole)) return {std::string(front) + std::string(back), true};
  return {std::string(front) + "." + std::string(back), group_like};
}

}  // namespace

std::string plain_text(std::string_view text) {
  std::string out(text);
  for (const auto blank : kBlanks)
    for (size_t at = out.find(blank); at != std::string::npos; at = out.find(blank, at))
      out.replace(at, blank.size(), blank == "\u200b" ? "" : " ");
  std::string_view kept = trimmed(out);
  if (kept.starts_with('\'')) kept = trimmed(kept.substr(1));
  return std::string(kept);
}

TypedNumber typed_number(std::string_view text, bool whole) {
  TypedNumber out;
  std::string plain = plain_text(text);
  const std::string low = folded(plain);
  if (std::find(kWords.begin(), kWords.end(), low) != kWords.end() ||
      std::find(kWords.begin(), kWords.end(), plain) != kWords.end()) {
    out.word = true;
    return out;
  }
  if (plain.ends_with('%')) {
    out.percent = true;
    plain = std::string(trimmed(std::string_view(plain).substr(0, plain.size() - 1)));
  }
  bool negative = false;
  if (plain.starts_with('-') || plain.starts_with('+')) {
    negative = plain[0] == '-';
    plain = std::string(trimmed(std::string_view(plain).substr(1)));
  } else if (plain.starts_with("−")) {
    negative = true;
    plain = std::string(trimmed(std::string_view(plain).substr(std::string_view("−").size())));
  }
  if (plain.find(' ') != std::string::npos) {
    const size_t mark = std::min(plain.find_first_of(".,"), plain.size());
    const auto front = ungrouped(std::string_view(plain).substr(0, mark), ' ');
    if (!front) return out;
    plain = *front + plain.substr(mark);
  }
  const Read read = read_positive(plain, whole);
  if (read.digits.empty()) return out;
  out.value = Decimal::parse((negative ? "-" : "") + read.digits);
  out.guessed = read.guessed;
  return out;
}

std::optional<Decimal> number_of_digits(std::string_view digits) {
  const auto count = std::count_if(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (count <= 15)
    if (const auto exact = Decimal::parse(digits)) return exact;
  double value = 0;
  const auto end = digits.data() + digits.size();
  // NOLINTNEXTLINE(bugprone-suspicious-stringview-data-usage): its end goes with it
  if (std::from_chars(digits.data(), end, value).ptr != end || !std::isfinite(value)) return std::nullopt;
  if (std::abs(value) >= 1e15) return Decimal::parse(fmt::format("{:.0f}", value));
  const int before = value == 0 ? 1 : static_cast<int>(std::floor(std::log10(std::abs(value)))) + 1;
  std::string text = fmt::format("{:.{}f}", value, std::clamp(15 - before, 0, 18));
  if (text.find('.') != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
  }
  return Decimal::parse(text);
}

}  // namespace xanh::form_workbook
