// The difference of two plan versions as lines for people: under a heading for each kind, in the words of the
// field, deleted and inserted words marked.
#pragma once

#include <string>

#include "office/plan_difference_use.hpp"

namespace xanh {

/// What stands around deleted and inserted words: by default `[-thế này-]` and `{+thế này+}`.
struct ChangeMarks {
  std::string open_deleted = "[-", close_deleted = "-]";
  std::string open_inserted = "{+", close_inserted = "+}";
};

/// Units by name as of the day each version is in force from. A text in the other language is shown only
/// where the reader's own did not change as well. Ends with a line feed.
[[nodiscard]] std::string lines_of(const ComparedPlans& compared, Language language,
                                   const ChangeMarks& marks = {});

}  // namespace xanh
