// What writer and reader of the form workbook share: the lines of inputs, how their cells are named, the
// outline of Biểu 06.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/problem.hpp"
#include "programme/plan.hpp"
#include "reporting/submission.hpp"

namespace xanh::form_workbook {

inline constexpr std::string_view kStampSheet = "_xanh";
inline constexpr std::string_view kFormat = "1";

/// Keys of the stamp, column A of `_xanh`; their values stand in column B.
namespace stamp {
inline constexpr std::string_view kFormat = "format", kProgramme = "programme", kCycle = "cycle",
                                  kUnit = "unit", kPlan = "plan", kForm = "form", kLanguage = "language",
                                  kIllustrative = "illustrative", kName = "name", kLine = "line",
                                  kPart = "part",  // whose part of the form this is
    kFromPart = "from_part",                       // a column of Biểu 10
    kPartFigure = "part_figure";                   // what a cell of Biểu 10 does not show
}

/// What a line of inputs is about.
namespace about {
inline constexpr std::string_view kElement = "element", kTarget = "target", kRating = "rating",
                                  kTask = "task", kText = "text", kDifficulty = "difficulty",
                                  kNextTask = "next", kCover = "cover", kProject = "project",
                                  kStage = "stage", kMoney = "money", kMoneyTotal = "money_total",
                                  kDirective = "directive", kRegisteredTarget = "registered_target",
                                  kRegisteredTask = "registered_task", kReview = "review", kSurvey = "survey",
                                  kPartTotal = "part_total";
}

/// The inputs of one item on one row of a sheet. An element of Biểu 01 has two lines: this period stands in
/// its target's row, the rest in its own.
struct InputLine {
  std::string about, code;
  std::string stem;  ///< the item's part of the cell names: its code without what names may not hold
  std::string sheet;
  std::string row_code;                                       ///< stands in the hidden column A
  std::vector<std::pair<std::string, std::uint16_t>> fields;  ///< field and its column, from 0
};

/// `x_<stem>_<field>`, or `x_<stem>` when the item has one field only (texts).
[[nodiscard]] std::string input_name(std::string_view stem, std::string_view field);

/// Stems of codes: unique within the workbook, whatever the codes (`a-b` and `a_b` differ).
class Stems {
 public:
  /// The same stem for the same kind of item and code every time.
  const std::string& of(std::string_view about, std::string_view code);

 private:
  std::map<std::pair<std::string, std::string>, std::string> stems_;
  std::set<std::string> taken_;
};

/// The line as the third and later cells of its row in `_xanh`: "this_period:9 state:16".
[[nodiscard]] std::string fields_text(const InputLine& line);
[[nodiscard]] std::vector<std::pair<std::string, std::uint16_t>> fields_from_text(std::string_view text);

/// A section of Biểu 06 with its limit in characters (the fixed outline of the unit form).
struct OutlineSection {
  std::string section;  ///< 1, 2.s1 … 2.s5, 3, 4
  std::string no;
  Bilingual title;
  size_t limit = 0;
};
[[nodiscard]] std::vector<OutlineSection> outline(const Programme& programme);

/// The word on the cover of a report that has nothing to say.
/// The states a unit is offered. The others are the office's and the calendar's to say; a form that holds one
/// keeps it, and whoever sends it is asked about it.
inline constexpr std::array kChosenStates{FigureState::official,       FigureState::preliminary,
                                          FigureState::estimate,       FigureState::nothing_to_report,
                                          FigureState::not_applicable, FigureState::not_available};
/// In Biểu 10, for a part that has sent nothing, and for a cell it left empty.
inline const Bilingual kNotSentByPart{"chưa gửi", "not sent"};
inline const Bilingual kNotAnsweredByPart{"chưa trả lời", "not answered"};
inline const Bilingual kSomething{"Có phát sinh", "Something to report"};
inline const Bilingual kNothingAtAll{"Không phát sinh toàn bộ", "Nothing to report at all"};

inline constexpr size_t kSummaryLimit = 600;  ///< characters of the summary of a qualitative target
inline constexpr size_t kProofs = 5;

}  // namespace xanh::form_workbook
