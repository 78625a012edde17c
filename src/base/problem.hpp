// A problem is something a person can cause and mend: a code, a place, a sentence and what to do, in both
// languages.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace xanh {

/// A text in the two languages of every screen and paper. NFC.
struct Bilingual {
  std::string vi;
  std::string en;
  bool operator==(const Bilingual&) const = default;
  [[nodiscard]] bool empty() const { return vi.empty() && en.empty(); }
};

enum class Language { vi, en };
[[nodiscard]] const std::string& in(Language language, const Bilingual& text);

enum class Severity { error, warning };

/// Where a problem lies. Lines and columns count from 1; 0 means unknown. `sheet` and `cell` are for
/// workbooks, `field` is the path of the key (`milestones[1].year`).
struct Place {
  std::string file;
  int line = 0;
  int column = 0;
  std::string sheet;
  std::string cell;
  std::string field;
  bool operator==(const Place&) const = default;
};

/// One row of the problem registry. Codes never change once released (docs/decisions/README.md).
/// The sentences hold names in braces, `{key}`, which `problem` fills in.
struct ProblemKind {
  std::string_view code;
  Severity severity;
  std::string_view vi;
  std::string_view en;
  std::string_view do_vi;
  std::string_view do_en;
};

struct Problem {
  std::string code;
  Severity severity = Severity::error;
  Place place;
  Bilingual message;       ///< what is wrong
  Bilingual advice;        ///< what to do
  std::string suggestion;  ///< a likely right word, or empty
  bool operator==(const Problem&) const = default;
};

using Problems = std::vector<Problem>;
using ProblemWords = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// A problem of this kind at this place; every `{name}` of the sentences is replaced by its word.
[[nodiscard]] Problem problem(const ProblemKind& kind, Place place, ProblemWords words = {},
                              std::string suggestion = {});

[[nodiscard]] bool has_error(const Problems& problems);

/// What no input causes: the machine, its disk or the database gave way.
[[nodiscard]] bool is_fault(const Problem& problem);

/// Puts them behind the others.
void append(Problems& to, Problems problems);

/// `PATH:LINE:COL: error CODE: text; what to do` (in workbooks `PATH:SHEET!CELL: …`). Control characters of
/// the input are shown escaped, so that a hostile file cannot write to the terminal.
[[nodiscard]] std::string to_line(const Problem& problem, Language language);

/// A value with what was wrong on the way to it. Without an error among the problems there is a value.
template <class T>
struct Outcome {
  T value{};
  Problems problems;
  [[nodiscard]] bool ok() const { return !has_error(problems); }
};

}  // namespace xanh
