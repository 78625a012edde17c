// What a consolidation says of projects, money, directives, difficulties and the registration of the coming
// year.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reporting/accounts.hpp"
#include "reporting/matters.hpp"

namespace xanh {

/// A project by the report of its first lead that gave one (Phụ lục III).
struct ProjectResult {
  std::string task;
  std::optional<std::string> unit;  ///< who reported it; absent: nobody has
  std::optional<ReportedProject> report;
  /// Of the rows of money for this project, triệu đồng; the rate over the rows that give both, %.
  std::optional<Decimal> planned, disbursed;
  std::optional<Number> rate;
};
BOOST_DESCRIBE_STRUCT(ProjectResult, (), (task, unit, report, planned, disbursed, rate))

/// One source of funds over all units (Bảng 4), triệu đồng.
struct MoneyResult {
  std::string fund;  ///< empty: all sources together
  std::optional<Decimal> planned, disbursed, year_estimate;
  std::optional<Number> rate, year_rate;  ///< % of the plan, over the rows that give both
  /// Disbursed by the published report of the cycle of this kind before.
  std::optional<Decimal> same_period;
  int rows = 0;
  int without_disbursed = 0;  ///< rows that say nothing of it, and so are in no rate
};
BOOST_DESCRIBE_STRUCT(MoneyResult, (),
                      (fund, planned, disbursed, year_estimate, rate, year_rate, same_period, rows,
                       without_disbursed))

/// A row of Phụ lục IV.
struct MoneyRow {
  std::string unit;
  ReportedMoney money;
};
BOOST_DESCRIBE_STRUCT(MoneyRow, (), (unit, money))

/// A unit whose own total is not the sum of its rows: both are shown.
struct MoneyDoubt {
  std::string unit;
  StatedTotal stated, sum;
};
BOOST_DESCRIBE_STRUCT(MoneyDoubt, (), (unit, stated, sum))

struct DirectiveReply {
  std::string unit;
  std::optional<DirectiveAnswer> answer;  ///< absent: asked, and silent
};
BOOST_DESCRIBE_STRUCT(DirectiveReply, (), (unit, answer))

/// A directive with what every unit asked says of it (Phụ lục VI).
struct DirectiveResult {
  Directive directive;
  std::optional<Date> closed_on;
  std::optional<std::string> outcome;
  std::optional<DirectiveStatus> status;  ///< of all units together; absent: nobody has answered
  bool overdue = false;                   ///< not done and due before the cut-off
  std::vector<DirectiveReply> replies;
};
BOOST_DESCRIBE_STRUCT(DirectiveResult, (), (directive, closed_on, outcome, status, overdue, replies))

/// A difficulty, request or proposal of a unit, with the standing agency's opinion and what came of it.
struct DifficultyResult {
  std::string unit;
  Difficulty difficulty;
  std::optional<std::string> code;
  std::optional<std::string>
      since;  ///< the earlier cycle in which it was raised and from which it is still open
  std::optional<std::string> opinion, outcome, answered_by, document;
  std::optional<Date> answered_on;
};
BOOST_DESCRIBE_STRUCT(DifficultyResult, (),
                      (unit, difficulty, code, since, opinion, outcome, answered_by, document, answered_on))

struct RegisteredTarget {
  std::string unit;
  TargetRegistration registration;
};
BOOST_DESCRIBE_STRUCT(RegisteredTarget, (), (unit, registration))
struct RegisteredTask {
  std::string unit;
  TaskRegistration registration;
};
BOOST_DESCRIBE_STRUCT(RegisteredTask, (), (unit, registration))
struct ReviewedSolution {
  std::string unit;
  SolutionReview review;
};
BOOST_DESCRIBE_STRUCT(ReviewedSolution, (), (unit, review))

/// What the units registered for the coming year, as they wrote it.
struct RegistrationResult {
  std::vector<RegisteredTarget> targets;
  std::vector<RegisteredTask> tasks;
  std::vector<ReviewedSolution> reviews;
};
BOOST_DESCRIBE_STRUCT(RegistrationResult, (), (targets, tasks, reviews))

struct Consolidation;

/// Fills those parts of the result. `reporting`: the units that owe a report, in the result's order.
void consolidate_works(const Manifest& manifest, const ConsolidationInput& input, const Accounts& accounts,
                       const std::vector<const UnitRow*>& reporting, Consolidation& out);

}  // namespace xanh
