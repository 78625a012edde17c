#include "exchange/own_workbook_labels.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace xanh::own_workbook {
namespace {

/// Longer texts are notes; cutting them keeps a hostile workbook from being compared for minutes.
constexpr size_t kLongestLabel = 600;
constexpr size_t kMostLabels = 50'000;

bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> out;
  for (size_t i = 0; i < text.size();) {
    if (!is_word(text[i])) {
      ++i;
      continue;
    }
    size_t end = i;
    while (end < text.size() && is_word(text[end])) ++end;
    out.push_back(text.substr(i, end - i));
    i = end;
  }
  return out;
}

/// "1.", "1.2.", "a)", "iv.", "(1)", "-", "+": what stands before a row's text.
bool is_numbering(std::string_view token) {
  if (token == "-" || token == "+" || token == "*" || token == "–" || token == "•") return true;
  if (token.size() > 8 || token.size() < 2) return false;
  const char last = token.back();
  if (last != '.' && last != ')') return false;
  const std::string_view body = token.substr(token.front() == '(' ? 1 : 0);
  const bool digits = std::all_of(body.begin(), body.end(),
                                  [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == ')'; });
  const bool roman = body.size() <= 5 && std::all_of(body.begin(), body.end() - 1,
                                                     [](char c) { return c == 'i' || c == 'v' || c == 'x'; });
  return digits || roman || body.size() == 2;
}

/// Without the words that are years of this century.
std::string without_years(std::string_view label) {
  std::string out;
  for (const auto& word : split(label, ' ')) {
    const bool year = word.size() == 4 && word.starts_with("20") &&
                      std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!year) (out += out.empty() ? "" : " ") += word;
  }
  return out;
}

bool holds_words(std::string_view text, std::string_view part) {
  for (size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) {
    const size_t end = at + part.size();
    if ((at == 0 || !is_word(text[at - 1])) && (end == text.size() || !is_word(text[end]))) return true;
  }
  return false;
}

}  // namespace

std::string label_of(std::string_view text) {
  if (text.size() > kLongestLabel) {
    size_t cut = kLongestLabel;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
    text = text.substr(0, cut);
  }
  std::string low = folded(text);
  std::string_view left = low;
  for (int step = 0; step < 3; ++step) {
    const size_t blank = left.find(' ');
    if (blank == std::string_view::npos || !is_numbering(left.substr(0, blank))) break;
    left = trimmed(left.substr(blank));
  }
  constexpr std::string_view kEnds = " .,:;()*\"'-";
  while (!left.empty() && kEnds.find(left.front()) != std::string_view::npos) left.remove_prefix(1);
  while (!left.empty() && kEnds.find(left.back()) != std::string_view::npos) left.remove_suffix(1);
  return std::string(left);
}

double likeness(std::string_view label, std::string_view other) {
  if (label == other) return label.empty() ? 0 : 1;
  const auto a = words_of(label), b = words_of(other);
  if (a.empty() || b.empty()) return 0;
  // Words in common, and pairs of neighbours in common: order matters, for "đạt" and "không đạt" differ
  // little.
  const auto share = [](const auto& x, const auto& y) {
    auto rest = y;
    size_t common = 0;
    for (const auto& one : x)
      if (const auto found = rest.find(one); found != rest.end()) {
        ++common;
        rest.erase(found);
      }
    return 2.0 * static_cast<double>(common) / static_cast<double>(x.size() + y.size());
  };
  const auto words = [](const auto& list) {
    return std::multiset<std::string_view>(list.begin(), list.end());
  };
  const auto pairs = [](const auto& list) {
    std::multiset<std::pair<std::string_view, std::string_view>> out;
    for (size_t i = 0; i + 1 < list.size(); ++i) out.emplace(list[i], list[i + 1]);
    return out;
  };
  const auto first = pairs(a), second = pairs(b);
  const double one = share(words(a), words(b));
  return first.empty() && second.empty() ? one * 0.9 : std::min(0.99, 0.5 * one + 0.5 * share(first, second));
}

Labels::Labels(const Sheet& sheet) {
  for (const auto& cell : sheet.cells) {
    if (cell.kind != Cell::Kind::text || all_.size() >= kMostLabels) continue;
    std::string label = label_of(cell.text);
    if (!label.empty()) all_.push_back({std::move(label), cell.row, cell.column, cell.text});
  }
}

std::vector<const Labels::One*> Labels::matching(std::string_view text, int above) const {
  const std::string wanted = label_of(text), yearless = without_years(wanted);
  std::vector<const One*> out;
  if (wanted.empty()) return out;
  const auto take = [&](const auto& fits) {
    for (const auto& one : all_)
      if (one.row < above && fits(one.label)) out.push_back(&one);
    return !out.empty();
  };
  // "Cùng kỳ 2022" of the map is "Cùng kỳ 2023" a year later.
  if (!take([&](const std::string& label) { return label == wanted; }) &&
      !(!yearless.empty() &&
        take([&](const std::string& label) { return without_years(label) == yearless; })))
    take([&](const std::string& label) { return holds_words(label, wanted); });
  return out;
}

std::vector<const Labels::One*> Labels::rows(std::string_view text) const {
  auto found = matching(text, kMostRows + 1);
  std::vector<const One*> out;
  for (const One* one : found)
    if (out.empty() || out.back()->row != one->row) out.push_back(one);
  return out;
}

std::vector<const Labels::One*> Labels::columns(std::string_view text, int row) const {
  auto found = matching(text, row);
  if (found.empty()) return found;
  const int nearest = found.back()->row;  // they are in order of rows
  std::erase_if(found, [&](const One* one) { return one->row != nearest; });
  return found;
}

}  // namespace xanh::own_workbook
