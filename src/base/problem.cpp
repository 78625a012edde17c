#include "base/problem.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace xanh {
namespace {

std::string filled(std::string_view sentence, ProblemWords words) {
  std::string out;
  for (size_t i = 0; i < sentence.size();) {
    if (sentence[i] == '{') {
      const size_t end = sentence.find('}', i);
      if (end != std::string_view::npos) {
        const auto name = sentence.substr(i + 1, end - i - 1);
        const auto* word =
            std::find_if(words.begin(), words.end(), [&](const auto& w) { return w.first == name; });
        if (word != words.end()) {
          out += word->second;
          i = end + 1;
          continue;
        }
      }
    }
    out += sentence[i++];
  }
  return out;
}

std::string printable(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f)
      out += fmt::format("\\x{:02x}", byte);
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

bool has_error(const Problems& problems) {
  return std::any_of(problems.begin(), problems.end(),
                     [](const Problem& p) { return p.severity == Severity::error; });
}

std::string to_line(const Problem& problem, Language language) {
  const Place& at = problem.place;
  std::string out = at.file;
  if (!at.sheet.empty())
    out += fmt::format(":{}!{}", at.sheet, at.cell.empty() ? "A1" : at.cell);
  else if (at.line > 0)
    out += fmt::format(":{}:{}", at.line, std::max(at.column, 1));
  if (!out.empty()) out += ": ";
  out += fmt::format("{} {}: {}", problem.severity == Severity::error ? "error" : "warning", problem.code,
                     in(language, problem.message));
  if (!problem.advice.empty()) out += "; " + in(language, problem.advice);
  return printable(out);
}

}  // namespace xanh
