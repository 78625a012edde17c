// What was said anew between two wordings of one text, word by word. A Vietnamese word is written syllable by
// syllable, so the words here are syllables, split at blanks and punctuation.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/describe.hpp"

namespace xanh {

enum class RunOp { equal, deleted, inserted };
BOOST_DESCRIBE_ENUM(RunOp, equal, deleted, inserted)

/// A stretch of text that both wordings have, or only the old one, or only the new one.
struct WordRun {
  RunOp op = RunOp::equal;
  std::string text;
  bool operator==(const WordRun&) const = default;
};
BOOST_DESCRIBE_STRUCT(WordRun, (), (op, text))

/// One step from one list to the other: where it stands in each. A deleted one keeps the place of the next
/// step in the new list, an inserted one that in the old list.
struct EditStep {
  RunOp op = RunOp::equal;
  size_t before = 0;
  size_t after = 0;
};

/// The shortest way from one list to another (E. W. Myers, An O(ND) difference algorithm, 1986). Between two
/// equal items what is deleted comes first. From `after` to `before` the same items are equal. Lists further
/// apart than 2,000 steps, their common beginning and end left out, share nothing but these: the search takes
/// memory by the square of the steps.
[[nodiscard]] std::vector<EditStep> edit_script(std::span<const std::string> before,
                                                std::span<const std::string> after);

/// The words of a text as they are compared: syllables, figures with their marks ("1.234,5" is one), single
/// signs of punctuation. Blanks are no words.
[[nodiscard]] std::vector<std::string> words_of_text(std::string_view text);

/// The runs from one wording to the other, both in composed form (NFC). Equal and deleted runs make the old
/// text, equal and inserted ones the new; no two neighbours are of one kind; as few words as possible are
/// deleted and inserted. Two empty texts have no runs.
[[nodiscard]] std::vector<WordRun> word_runs(std::string_view before, std::string_view after);

/// The same for lists with `separator` between their items ("Sở Xây dựng; Sở Y tế"): an item comes or goes
/// whole.
[[nodiscard]] std::vector<WordRun> item_runs(std::string_view before, std::string_view after,
                                             std::string_view separator);

/// The old text of the runs (RunOp::deleted) or the new one (RunOp::inserted).
[[nodiscard]] std::string text_of(std::span<const WordRun> runs, RunOp side);

}  // namespace xanh
