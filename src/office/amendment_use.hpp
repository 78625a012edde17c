// Amendments at the desk: proposed by a unit, with the opinions of others, decided one change at a time; what
// is approved makes the next version of the plan.
#pragma once

#include "office/amendment_words.hpp"
#include "office/memory.hpp"
#include "office/plan_difference_use.hpp"

namespace xanh {

/// One change and what became of it.
struct AmendmentItem {
  AmendmentOperation operation;
  std::optional<bool> approved;  ///< absent: not decided
  std::string document;          ///< that decides
  std::optional<Date> date;
  Problems stands{};  ///< of an open one: why it cannot be carried out on the newest version; empty: it can
  std::vector<std::string> conflicts{};  ///< open changes of others that exclude it: "A2/1"
  ShownOperation shown{};
  std::vector<Bilingual> why_not{};  ///< what `stands` says
};
BOOST_DESCRIBE_STRUCT(AmendmentItem, (), (operation, approved, document, date, conflicts, shown, why_not))

/// What a unit thinks of it, and what the standing agency makes of that (tiếp thu, giải trình).
struct AmendmentOpinion {
  std::string unit, text;
  Instant at;
  std::string by;
  std::optional<bool> taken{};  ///< absent: the agency has not answered
  std::string answer{};
  Bilingual names{};  ///< of the unit
};
BOOST_DESCRIBE_STRUCT(AmendmentOpinion, (), (unit, text, at, by, taken, answer, names))

struct AmendmentFile {
  std::string sha256, name, media_type;
  int bytes = 0;
};
BOOST_DESCRIBE_STRUCT(AmendmentFile, (), (sha256, name, media_type, bytes))

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
  std::vector<AmendmentFile> files{};
  Bilingual unit_names{};
};
BOOST_DESCRIBE_STRUCT(AmendmentPage, (),
                      (code, stage, amendment, items, opinions, at, by, version, files, unit_names))

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

struct AmendmentAnswer {
  std::string unit;  ///< whose opinion is answered
  bool taken = false;
  std::string text;  ///< how it was taken in, or why not
  static constexpr std::array kRequired{"unit", "taken", "text"};
};
BOOST_DESCRIBE_STRUCT(AmendmentAnswer, (), (unit, taken, text))
/// By the standing agency. Problems: amendment-closed, no-such-opinion.
[[nodiscard]] Outcome<AmendmentPage> answer_opinion(const Desk& desk, const std::string& code,
                                                    const AmendmentAnswer& answer);

/// A paper beside it, by who proposed it or the agency, while it is open. Problems of read_attached,
/// file-name, amendment-closed.
[[nodiscard]] Outcome<AmendmentPage> keep_amendment_file(const Desk& desk, const std::string& code,
                                                         const std::string& name, const std::string& bytes);
struct AmendmentFileBytes {
  AmendmentFile file;
  std::string bytes;
};
/// Problems: no-such-amendment, no-such-file.
[[nodiscard]] Outcome<AmendmentFileBytes> read_amendment_file(const Desk& desk, const std::string& code,
                                                              const std::string& sha256);

/// What the plan would be if every change that is not refused were approved, against the newest version; of
/// one that made a version, that version against the one before it. Problems: those of `amended`, where it
/// cannot be carried out as it stands.
[[nodiscard]] Outcome<ComparedPlans> preview_amendment(const Desk& desk, const std::string& code);

struct SubmissionPaper {
  std::vector<std::string> codes;  ///< of amendments; empty: all that are not decided
  Language language = Language::vi;
  std::string templates{};  ///< folder of Word templates; empty: those of the store
  std::string number{};
  std::optional<Date> date{};
};
/// The submission (tờ trình) of these amendments as .docx, with the table of opinions. Problems: not-allowed
/// (it is the standing agency's), no-such-amendment, amendments-none, no-template.
[[nodiscard]] Outcome<std::string> write_submission_paper(const Desk& desk, const SubmissionPaper& paper);

/// What of a target or a task can be changed, as the newest version has it. Problem: not-amendable.
[[nodiscard]] Outcome<AmendableItem> show_amendable(const Desk& desk, const std::string& at);

/// By who proposed it, as long as nothing is decided. Problem: amendment-closed.
[[nodiscard]] Outcome<AmendmentPage> withdraw_amendment(const Desk& desk, const std::string& code);

struct AmendmentDecision {
  std::string code;
  std::vector<int> operations;  ///< numbers from 1; empty: all that are not decided
  bool approved = false;
  std::string document;
  std::optional<Date> date;
  static constexpr std::array kRequired{"approved", "document", "date"};
};
BOOST_DESCRIBE_STRUCT(AmendmentDecision, (), (code, operations, approved, document, date))
/// Once every change is decided, those approved make the next version, in force from the day that was
/// proposed or else that of the decision, never before the newest one. Problems: no-such-operation,
/// amendment-decided, amendment-document (a decision has a number and a day), amendment-conflict (another
/// that excludes it is approved), amendment-year-refused (lines of a plan year that is refused),
/// amendment-before (the newest version begins later), those of `amended`.
/// With one of them nothing is decided.
[[nodiscard]] Outcome<AmendmentPage> decide_amendment(const Desk& desk, const AmendmentDecision& decision);

}  // namespace xanh
