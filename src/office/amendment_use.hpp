// Amendments at the desk: proposed by a unit, with the opinions of others, decided one change at a time; what
// is approved makes the next version of the plan.
#pragma once

#include "office/memory.hpp"
#include "programme/amendment.hpp"

namespace xanh {

/// One change and what became of it.
struct AmendmentItem {
  AmendmentOperation operation;
  std::optional<bool> approved;  ///< absent: not decided
  std::string document;          ///< that decides
  std::optional<Date> date;
  Problems stands{};  ///< of an open one: why it cannot be carried out on the newest version; empty: it can
  std::vector<std::string> conflicts{};  ///< open changes of others that exclude it: "A2/1"
};
BOOST_DESCRIBE_STRUCT(AmendmentItem, (), (operation, approved, document, date, conflicts))

struct AmendmentOpinion {
  std::string unit, text;
  Instant at;
  std::string by;
};
BOOST_DESCRIBE_STRUCT(AmendmentOpinion, (), (unit, text, at, by))

enum class AmendmentStage { proposed, decided, withdrawn };
BOOST_DESCRIBE_ENUM(AmendmentStage, proposed, decided, withdrawn)

struct AmendmentPage {
  std::string code;  ///< "A1"
  AmendmentStage stage{};
  Amendment amendment;  ///< its operations stand in `items`
  std::vector<AmendmentItem> items;
  std::vector<AmendmentOpinion> opinions;
  Instant at;
  std::string by;
  std::optional<int> version;  ///< that it made; absent: none yet, or nothing was approved
};
BOOST_DESCRIBE_STRUCT(AmendmentPage, (), (code, stage, amendment, items, opinions, at, by, version))

/// Kept as proposed, each change with what it found. It must be possible on the newest version; a conflict
/// with an open one is a warning. `dry_run`: nothing is kept. Problems: those of `amended`.
[[nodiscard]] Outcome<AmendmentPage> propose_amendment(const Desk& desk, const Amendment& amendment,
                                                       bool dry_run = false);

/// The same of a YAML file.
[[nodiscard]] Outcome<AmendmentPage> propose_amendment_file(const Desk& desk, const std::string& file,
                                                            bool dry_run = false);

/// By code.
[[nodiscard]] Outcome<std::vector<AmendmentPage>> list_amendments(const Desk& desk);
/// Problem: no-such-amendment.
[[nodiscard]] Outcome<AmendmentPage> show_amendment(const Desk& desk, const std::string& code);

/// What a unit, or the standing agency, thinks of it; the last word of a unit counts. Problem:
/// amendment-closed.
[[nodiscard]] Outcome<AmendmentPage> give_opinion(const Desk& desk, const std::string& code,
                                                  const std::string& unit, const std::string& text);

/// By who proposed it, as long as nothing is decided. Problem: amendment-closed.
[[nodiscard]] Outcome<AmendmentPage> withdraw_amendment(const Desk& desk, const std::string& code);

struct AmendmentDecision {
  std::string code;
  std::vector<int> operations;  ///< numbers from 1; empty: all that are not decided
  bool approved = false;
  std::string document;
  std::optional<Date> date;
};
/// Once every change is decided, those approved make the next version, in force from the day that was
/// proposed or else that of the decision. Problems: no-such-operation, amendment-decided,
/// amendment-document (a decision has a number and a day), amendment-conflict (another that excludes it is
/// approved), amendment-before (the newest version begins later), those of `amended`. With one of them
/// nothing is decided.
[[nodiscard]] Outcome<AmendmentPage> decide_amendment(const Desk& desk, const AmendmentDecision& decision);

}  // namespace xanh
