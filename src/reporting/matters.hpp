// What stays open from cycle to cycle until it is answered: directives of the approving authority (ý kiến chỉ
// đạo) and the difficulties and requests of the units (khó khăn, vướng mắc, kiến nghị).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "programme/register.hpp"
#include "reporting/submission.hpp"

namespace xanh {

/// What the approving authority asked of units, in which document, until when. The report begins with the
/// answers to these.
struct Directive {
  std::string code;
  std::string document;  ///< số, ký hiệu
  std::optional<Date> date;
  std::string content;
  std::vector<std::string> units;  ///< units and groups that shall do it
  std::optional<Date> due;
  std::string source;  ///< where it was read
  bool illustrative = false;
  Place place;
  static constexpr std::array kRequired{"code", "content", "units"};
};
BOOST_DESCRIBE_STRUCT(Directive, (), (code, document, date, content, units, due, source, illustrative))

/// A directive with what has become of it.
struct StandingDirective {
  Directive directive;
  std::optional<Date> closed_on;  ///< absent: open
  std::string outcome;
  std::vector<std::string> done_by;  ///< units that reported it done in an earlier cycle: not asked again
};
BOOST_DESCRIBE_STRUCT(StandingDirective, (), (directive, closed_on, outcome, done_by))

/// A difficulty of a noted report with the standing agency's columns of Biểu 07. Closed by an outcome.
struct StandingDifficulty {
  std::string code;  ///< 2023-H1/q7/3: the third of the unit's report
  std::string cycle, unit;
  Difficulty difficulty;
  std::string opinion;                ///< ý kiến của Sở
  std::string outcome;                ///< kết quả giải quyết
  std::string answered_by, document;  ///< the authority that answered, its document
  std::optional<Date> answered_on;
  [[nodiscard]] bool open() const { return outcome.empty(); }
};
BOOST_DESCRIBE_STRUCT(StandingDifficulty, (),
                      (code, cycle, unit, difficulty, opinion, outcome, answered_by, document, answered_on))

/// Everything one consolidation reads of them.
struct Matters {
  std::vector<StandingDirective> directives;     ///< by code
  std::vector<StandingDifficulty> difficulties;  ///< of earlier cycles still open, and of this one
};
BOOST_DESCRIBE_STRUCT(Matters, (), (directives, difficulties))

/// Digest (kind "matters"); empty when there is nothing.
[[nodiscard]] std::string matters_digest(const Matters& matters);

/// The directives that the unit has to answer in a cycle cut off on that day: given by then and still open
/// the day the window began.
[[nodiscard]] std::vector<const Directive*> directives_of(const std::vector<StandingDirective>& directives,
                                                          const Register& units, const Window& window,
                                                          const std::string& unit);

/// Units known, groups with members, days in order, codes given once.
[[nodiscard]] Problems check_directives(const std::vector<Directive>& directives, const Register& units);

}  // namespace xanh
