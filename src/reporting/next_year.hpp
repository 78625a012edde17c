// The draft of next year's plan, assembled from the units' registrations (Biểu 09 cuối năm) and the year's
// results. It proposes nothing of its own: every line says where it comes from.
#pragma once

#include <string>
#include <vector>

#include "reporting/consolidation.hpp"

namespace xanh {

/// A row of Bảng 8. One registered figure is the proposal; of several (a target that every district reports)
/// only the span is known, because shares cannot be added.
struct ProposedTarget {
  std::string target;
  bool qualitative = false;
  std::optional<Rating> rating;  ///< of a qualitative one
  std::optional<Number> assigned, estimate, proposed;
  int registered = 0;               ///< how many units registered a figure
  std::optional<Number> low, high;  ///< of several
  std::vector<std::string> units;   ///< who registered
  std::optional<std::string> ground;
  std::optional<ReportMilestone> milestone;  ///< the next one
  std::optional<Number> needed_per_year;
};
BOOST_DESCRIBE_STRUCT(ProposedTarget, (),
                      (target, qualitative, rating, assigned, estimate, proposed, registered, low, high,
                       units, ground, milestone, needed_per_year))

struct FundNeed {
  std::string fund;  ///< empty: the unit named none
  Decimal amount;    ///< triệu đồng
};
BOOST_DESCRIBE_STRUCT(FundNeed, (), (fund, amount))

/// A row of Bảng 9: registrations of the same task are one row.
struct ProposedTask {
  std::string task;  ///< this year's task that goes on; empty: a new one
  std::string text;
  TaskOrigin origin{};
  std::string solution;
  std::vector<std::string> leads;  ///< codes of units, or names as written
  std::string coordinates, product;
  std::optional<Date> to;
  std::vector<FundNeed> money;  ///< by source, over all who registered it
  std::vector<std::string> reasons;
  int days_late = 0;  ///< of this year's task at the cut-off
};
BOOST_DESCRIBE_STRUCT(ProposedTask, (),
                      (task, text, origin, solution, leads, coordinates, product, to, money, reasons,
                       days_late))

struct UnitNeed {
  std::string unit;
  Decimal amount;
};
BOOST_DESCRIBE_STRUCT(UnitNeed, (), (unit, amount))

enum class NextYearChange { kept, changed, added, dropped };
BOOST_DESCRIBE_ENUM(NextYearChange, kept, changed, added, dropped)
[[nodiscard]] Bilingual name_of(NextYearChange change);

/// A row of Bảng 10: what stands in this year's plan beside what is proposed.
struct ComparedItem {
  std::string target, task;  ///< which of the two; both empty: a new task
  std::string text;          ///< of a new task
  std::optional<Number> from, to;
  NextYearChange change{};
  Bilingual reason;
};
BOOST_DESCRIBE_STRUCT(ComparedItem, (), (target, task, text, from, to, change, reason))

struct ReviewCount {
  std::string solution;
  std::vector<std::string> keep, change, drop;  ///< units
  std::vector<ReviewedSolution> proposals;      ///< those that ask for more than to keep it
};
BOOST_DESCRIBE_STRUCT(ReviewCount, (), (solution, keep, change, drop, proposals))

struct NextYear {
  int year = 0;
  std::vector<ProposedTarget> targets;  ///< in the plan's order
  std::vector<ProposedTask> tasks;      ///< by solution group, carried over before new
  /// Tasks of this year that are not done and that nobody registered: to be asked about before the plan is
  /// drawn.
  std::vector<std::string> left_over;
  std::vector<FundNeed> money_by_fund;
  std::vector<UnitNeed> money_by_unit;
  std::vector<ComparedItem> comparison;
  std::vector<ReviewCount> reviews;  ///< by solution group
};
BOOST_DESCRIBE_STRUCT(NextYear, (),
                      (year, targets, tasks, left_over, money_by_fund, money_by_unit, comparison, reviews))

/// Pure. Nothing but the year when no unit registered anything.
[[nodiscard]] NextYear next_year_of(const Plan& plan, int plan_year, const Consolidation& result);

}  // namespace xanh
