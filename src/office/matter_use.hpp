// What stays open across cycles: directives of the approving authority are recorded and closed, difficulties
// of units get the standing agency's opinion and the authority's answer.
#pragma once

#include <string>
#include <vector>

#include "office/memory.hpp"
#include "office/seen.hpp"
#include "reporting/matters.hpp"

namespace xanh {

/// All directives as the store knows them, by code.
[[nodiscard]] std::vector<StandingDirective> recall_directives(const Transaction& t,
                                                               std::optional<Instant> known = {});
/// The same with who reported them done in noted reports of earlier cycles.
[[nodiscard]] std::vector<StandingDirective> recall_directives(const Transaction& t, const Memory& memory,
                                                               const Cycle& cycle);
/// What a cycle has to do with: the directives, and the difficulties that earlier cycles left open or that
/// were answered since this one's figures begin, and those of this cycle. By cycle, unit, number.
[[nodiscard]] Matters recall_matters(const Transaction& t, const Memory& memory, const Cycle& cycle);
/// All difficulties of noted reports, of every cycle of the level that the named one is of.
[[nodiscard]] std::vector<StandingDifficulty> recall_difficulties(const Transaction& t, const Memory& memory,
                                                                  std::string_view cycle = {});

/// An answer to a row that the report no longer has.
struct LostAnswer {
  std::string code, content;
};
/// Answers given to the unit's report of this cycle whose row is not in this revision of it.
[[nodiscard]] std::vector<LostAnswer> lost_answers(const Transaction& t, const Submission& report);

struct DirectiveLine {
  Directive directive;
  std::optional<Date> closed_on;
  std::string outcome;
  bool open = true;
};
BOOST_DESCRIBE_STRUCT(DirectiveLine, (), (directive, closed_on, outcome, open))

/// Takes in the directives of a YAML file (a list). One that is known as it stands is left; another under its
/// code is refused, unless it shall replace the wording.
[[nodiscard]] Outcome<std::vector<DirectiveLine>> add_directives(const Desk& desk, const std::string& file,
                                                                 bool replace = false);
[[nodiscard]] Outcome<std::vector<DirectiveLine>> list_directives(const Desk& desk, bool open_only);
/// Closes one, on that day (absent: today), which lies between the directive's and today.
[[nodiscard]] Outcome<std::vector<DirectiveLine>> close_directive(const Desk& desk, const std::string& code,
                                                                  std::optional<Date> day,
                                                                  const std::string& outcome);

/// What is said of a difficulty; an empty field leaves what was said before.
struct DifficultyAnswer {
  std::string opinion, outcome, answered_by, document;
  std::optional<Date> answered_on;
};
BOOST_DESCRIBE_STRUCT(DifficultyAnswer, (), (opinion, outcome, answered_by, document, answered_on))

[[nodiscard]] Outcome<std::vector<StandingDifficulty>> list_difficulties(const Desk& desk,
                                                                         const std::string& cycle,
                                                                         bool open_only);
/// `seen`: tag_of the difficulty as its sender saw it; absent when it does not ask.
[[nodiscard]] Outcome<std::vector<StandingDifficulty>> answer_difficulty(
    const Desk& desk, const std::string& code, const DifficultyAnswer& answer,
    const std::optional<std::string>& seen = {});

}  // namespace xanh
