// What a unit accounts for in one cycle (báo cáo của đơn vị): letter, figures with their states, tasks,
// texts, difficulties. A revision is immutable; its canonical bytes (kind "submission") are the proof, its
// figures as rows are to compute with.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/describe.hpp"
#include "reporting/registration.hpp"
#include "reporting/works.hpp"

namespace xanh {

/// The state of a figure: three that carry a value, and the empties, which survive every file, sum and chart.
/// nothing_to_report is a true 0; not_available has a reason and an expected date; provisional is a figure
/// the officer carried forward for a missing unit, never counted as reported.
enum class FigureState {
  official,
  preliminary,
  estimate,
  provisional,
  nothing_to_report,
  not_applicable,
  not_available,
  not_due,
  not_sent
};
BOOST_DESCRIBE_ENUM(FigureState, official, preliminary, estimate, provisional, nothing_to_report,
                    not_applicable, not_available, not_due, not_sent)

[[nodiscard]] Bilingual name_of(FigureState state);
[[nodiscard]] std::optional<FigureState> figure_state_from_text(std::string_view typed);
/// Whether a figure in this state counts in sums (a true 0 does).
[[nodiscard]] bool carries_value(FigureState state);

/// The columns in which officers ask for a figure.
enum class FigureColumn { this_period, year_to_date, same_period, year_estimate, since_start };
BOOST_DESCRIBE_ENUM(FigureColumn, this_period, year_to_date, same_period, year_estimate, since_start)

struct ReportedFigure {
  std::string element;
  FigureState state =
      FigureState::official;  ///< beside what it is read with: sums go through a million of these
  std::optional<Decimal> this_period, year_to_date, same_period, year_estimate, since_start;
  std::string note;
  std::optional<Date> expected_on;
  Place place;
  static constexpr std::array kRequired{"element"};
  /// With the true 0 of nothing_to_report; absent for the empties.
  [[nodiscard]] std::optional<Decimal> value(FigureColumn column) const;
};
BOOST_DESCRIBE_STRUCT(ReportedFigure, (),
                      (element, this_period, year_to_date, same_period, year_estimate, since_start, state,
                       note, expected_on))

/// Columns 12, 13, 16, 18 of Biểu 01, which belong to the target and not to one of its elements.
struct ReportedTarget {
  std::string target;
  std::optional<Decimal> year_to_date, year_estimate;
  std::string method, cause;
  Place place;
  static constexpr std::array kRequired{"target"};
};
BOOST_DESCRIBE_STRUCT(ReportedTarget, (), (target, year_to_date, year_estimate, method, cause))

enum class TaskStatus { not_started, under_way, done, paused, recurring, change_asked, withdrawal_asked };
BOOST_DESCRIBE_ENUM(TaskStatus, not_started, under_way, done, paused, recurring, change_asked,
                    withdrawal_asked)
[[nodiscard]] Bilingual name_of(TaskStatus status);

enum class TaskAsk { keep, extend, change, stop };
BOOST_DESCRIBE_ENUM(TaskAsk, keep, extend, change, stop)
[[nodiscard]] Bilingual name_of(TaskAsk ask);

struct ReportedTask {
  std::string task, result, products_issued;
  TaskStatus status{};
  std::optional<Date> finished_on, expected_on;
  std::string cause;  ///< code of a cause of delay
  std::string cause_text;
  std::optional<TaskAsk> asks;
  std::optional<Date> new_due;
  Place place;
  static constexpr std::array kRequired{"task", "status"};
};
BOOST_DESCRIBE_STRUCT(ReportedTask, (),
                      (task, result, products_issued, status, finished_on, expected_on, cause, cause_text,
                       asks, new_due))

enum class Rating { good, fair, average, poor };
BOOST_DESCRIBE_ENUM(Rating, good, fair, average, poor)
[[nodiscard]] Bilingual name_of(Rating rating);

/// A qualitative target: the lead's rating with proofs; summary of at most 600 characters.
struct QualitativeReport {
  std::string target;
  Rating rating{};
  std::string summary;
  std::vector<std::string> proofs;
  Place place;
  static constexpr std::array kRequired{"target", "rating"};
};
BOOST_DESCRIBE_STRUCT(QualitativeReport, (), (target, rating, summary, proofs))

/// The survey behind a target's figure (chỉ tiêu thu qua khảo sát): what makes the share worth something.
struct SurveyReport {
  std::string target;
  std::string name, period, method;
  std::optional<Decimal> sample;  ///< cỡ mẫu, people or sites asked
  std::optional<Decimal> margin;  ///< sai số, ± in the target's unit
  Place place;
  static constexpr std::array kRequired{"target"};
};
BOOST_DESCRIBE_STRUCT(SurveyReport, (), (target, name, period, method, sample, margin))

/// A part of Biểu 06: sections 1, 2.s1 … 2.s5, 3, 4.
struct TextSection {
  std::string section, text;
  Place place;
  static constexpr std::array kRequired{"section", "text"};
};
BOOST_DESCRIBE_STRUCT(TextSection, (), (section, text))

enum class DifficultyKind { difficulty, request, add, change, stop };
BOOST_DESCRIBE_ENUM(DifficultyKind, difficulty, request, add, change, stop)
[[nodiscard]] Bilingual name_of(DifficultyKind kind);

/// A row of Biểu 07.
struct Difficulty {
  DifficultyKind kind{};
  std::string content, item, current, proposed, reason, authority;
  std::optional<Date> due;
  Place place;
  static constexpr std::array kRequired{"kind", "content"};
};
BOOST_DESCRIBE_STRUCT(Difficulty, (), (kind, content, item, current, proposed, reason, authority, due))

/// A row of Biểu 09 at mid-year: a key task of the coming half-year.
struct NextTask {
  std::string content, lead, coordinates, product;
  std::optional<Date> due;
  static constexpr std::array kRequired{"content"};
};
BOOST_DESCRIBE_STRUCT(NextTask, (), (content, lead, coordinates, product, due))

enum class DirectiveStatus { not_started, under_way, done };
BOOST_DESCRIBE_ENUM(DirectiveStatus, not_started, under_way, done)
[[nodiscard]] Bilingual name_of(DirectiveStatus status);

/// A row of Biểu 08: what the unit did about a directive (ý kiến chỉ đạo) of the approving authority.
struct DirectiveAnswer {
  std::string directive;  ///< its code
  std::string result;
  DirectiveStatus status{};
  std::string reason;  ///< why it is not done
  Place place;
  static constexpr std::array kRequired{"directive", "status"};
};
BOOST_DESCRIBE_STRUCT(DirectiveAnswer, (), (directive, result, status, reason))

/// số, ký hiệu, ngày, người ký, thẩm quyền, ngày đến, số đến. The arrival decides lateness.
struct Letter {
  std::string number;
  std::optional<Date> date;
  std::string signer, signing_authority;
  std::optional<Date> received_on;
  std::string received_number;
  std::string file_sha256;  ///< of the letter itself, kept as it came
};
BOOST_DESCRIBE_STRUCT(Letter, (),
                      (number, date, signer, signing_authority, received_on, received_number, file_sha256))

/// What a part of the unit (phường, phòng ban) gave when the form was split (chia biểu). A part was asked for
/// exactly the elements of its figures: those it has not given have the state not_sent.
struct ReportedPart {
  std::string code, name;
  bool sent = false;
  std::vector<ReportedFigure> figures;
  Place place;
  static constexpr std::array kRequired{"code"};
};
BOOST_DESCRIBE_STRUCT(ReportedPart, (), (code, name, sent, figures))

struct Submission {
  bool illustrative = false;  ///< made up to show the program, not a report of anybody
  std::string cycle, unit;
  std::optional<Instant> sent_at;
  Letter letter;
  std::string contact;
  std::string own_plan;  ///< the unit's own plan of the year (số, ngày); empty: none is named
  bool nothing_to_report = false;
  std::vector<ReportedFigure> figures;
  std::vector<ReportedTarget> targets;
  std::vector<ReportedTask> tasks;
  std::vector<QualitativeReport> qualitative;
  std::vector<SurveyReport> surveys;
  std::vector<TextSection> texts;
  std::vector<Difficulty> difficulties;
  std::vector<NextTask> next_tasks;
  std::vector<ReportedProject> projects;     ///< Biểu 03
  std::vector<ReportedMoney> money;          ///< Biểu 04
  std::optional<StatedTotal> money_total;    ///< as the unit adds it up, which may differ from the rows
  std::vector<DirectiveAnswer> directives;   ///< Biểu 08
  std::optional<Registration> registration;  ///< Biểu 09 of the year's end
  std::vector<ReportedPart> parts;  ///< Biểu 10: what the figures were added up from; counted nowhere else
  std::string entered_by;           ///< set when another unit entered it on behalf of the author
  Place place;
  static constexpr std::array kRequired{"cycle", "unit"};

  [[nodiscard]] const ReportedFigure* figure(std::string_view element) const;
  [[nodiscard]] const ReportedTask* task(std::string_view code) const;
  [[nodiscard]] std::string text(std::string_view section) const;
};
BOOST_DESCRIBE_STRUCT(Submission, (),
                      (illustrative, cycle, unit, sent_at, letter, contact, own_plan, nothing_to_report,
                       figures, targets, tasks, qualitative, surveys, texts, difficulties, next_tasks,
                       projects, money, money_total, directives, registration, parts, entered_by))

[[nodiscard]] std::string submission_bytes(const Submission& submission);
[[nodiscard]] std::string submission_digest(const Submission& submission);
/// Of what is signed: without the number and day that the clerk gives the letter afterwards, and without what
/// is noted when a report comes in. The pages printed for the signature carry its code.
[[nodiscard]] std::string content_digest(Submission submission);
[[nodiscard]] Outcome<Submission> submission_from_bytes(std::string_view bytes);

/// draft → in review (ký nháy) → signed → sent → noted, or asked to revise named figures.
enum class SubmissionState {
  draft,
  in_review,
  signed_,
  sent,
  noted,
  asked_to_revise,
  not_sent,
  not_due,
  nothing_to_report
};
BOOST_DESCRIBE_ENUM(SubmissionState, draft, in_review, signed_, sent, noted, asked_to_revise, not_sent,
                    not_due, nothing_to_report)
[[nodiscard]] Bilingual name_of(SubmissionState state);

}  // namespace xanh
