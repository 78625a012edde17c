// The difference of two plan versions as people read it: under a heading for each kind, in the words of the
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

/// A change with its words, for a page.
struct ShownChange {
  PlanChangeOp op{};
  PlanItem kind{};
  Bilingual kind_names;  ///< "Chỉ tiêu"
  std::string code, no;
  Bilingual names, verb, field_names;
  Bilingual says;              ///< "80 → 85"; of an item that came or went, what it says beside its name
  std::vector<WordRun> words;  ///< of what was reworded
  std::string language;        ///< of the words, vi or en; empty: no text that is there in both
};
BOOST_DESCRIBE_STRUCT(ShownChange, (),
                      (op, kind, kind_names, code, no, names, verb, field_names, says, words, language))

struct DifferencePage {
  ComparedVersion from, to;
  std::vector<ShownChange> changes;
};
BOOST_DESCRIBE_STRUCT(DifferencePage, (), (from, to, changes))

[[nodiscard]] DifferencePage difference_page(const ComparedPlans& compared);

}  // namespace xanh
