#include "base/problem.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace xanh {
namespace {

std::string filled(std::string_view sentence, ProblemWords words) {
  std::string out;
  size_t room = sentence.size();
  for (const auto& word : words) room += word.second.size();
  out.reserve(room);
  size_t plain = 0;  // what stands between the words is appended in one piece
  for (size_t i = sentence.find('{'); i != std::string_view::npos; i = sentence.find('{', i)) {
    const size_t end = sentence.find('}', i);
    if (end == std::string_view::npos) break;
    const auto name = sentence.substr(i + 1, end - i - 1);
    const auto* word =
        std::find_if(words.begin(), words.end(), [&](const auto& w) { return w.first == name; });
    if (word == words.end()) {
      ++i;
      continue;
    }
    out += sentence.substr(plain, i - plain);
    out += word->second;
    plain = i = end + 1;
  }
  out += sentence.substr(plain);
  return out;
}

std::string printable(std::string text) {
  const auto hidden = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  if (std::none_of(text.begin(), text.end(), hidden)) return text;
  std::string out;
  for (const char c : text) {
    if (hidden(c))
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    else
      out += c;
  }
  return out;
}

}  // namespace

const std::string& in(Language language, const Bilingual& text) {
  const std::string& wanted = language == Language::vi ? text.vi : text.en;
  if (!wanted.empty()) return wanted;
  return language == Language::vi ? text.en : text.vi;
}

Problem problem(const ProblemKind& kind, Place place, ProblemWords words, std::string suggestion) {
  Problem out{std::string(kind.code),
              kind.severity,
              std::move(place),
              {filled(kind.vi, words), filled(kind.en, words)},
              {filled(kind.do_vi, words), filled(kind.do_en, words)},
              std::move(suggestion)};
  if (!out.suggestion.empty()) {
    out.advice.vi = fmt::format("có phải ý là `{}`?", out.suggestion);
    out.advice.en = fmt::format("did you mean `{}`?", out.suggestion);
  }
  return out;
}

bool is_fault(const Problem& problem) {
  return problem.code == "disk-full" || problem.code == "store-unreachable" ||
         problem.code == "store-disk-full" || problem.code == "store-fault" ||
         problem.code == "store-damaged" || problem.code == "store-outcome-unknown";
}

bool has_error(const Problems& problems) {
  return std::any_of(problems.begin(), problems.end(),
                     [](const Problem& p) { return p.severity == Severity::error; });
}

void append(Problems& to, Problems problems) {
  if (to.empty())
    to = std::move(problems);
  else
    to.insert(to.end(), std::make_move_iterator(problems.begin()), std::make_move_iterator(problems.end()));
}

std::string to_line(const Problem& problem, Language language) {
  const Place& at = problem.place;
  std::string out = at.file;
  if (!at.sheet.empty())
    ((out += ':') += at.sheet) += at.cell.empty() ? "!A1" : "!" + at.cell;
  else if (at.line > 0)
    out += fmt::format(":{}:{}", at.line, std::max(at.column, 1));
  if (!out.empty()) out += ": ";
  out += problem.severity == Severity::error ? "error " : "warning ";
  ((out += problem.code) += ": ") += in(language, problem.message);
  if (!problem.advice.empty()) (out += "; ") += in(language, problem.advice);
  return printable(std::move(out));
}

}  // namespace xanh
