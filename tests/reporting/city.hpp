// Draws a small programme as text, lets its units report and consolidates, so that a test reads as what
// happens in a city (the idea of Valhalla's "gurka"). Lines of a drawing, in any order:
//
//   units    so-tnmt consolidates | so-xd q1 q7 report | v1 v2 report to q7
//   group    districts q1 q7
//   merge    2021-01-01 q2 q9 qtd -> tp
//   target   x1 "waste sorted" % rises  2020: 13.2  2025: 58  2030: >=88.3  = #{sorted} / #{generated}, sum
//   over units element  sorted stock integer 0..500 table 05a share       (only where the default, a flow,
//   does not do) owes     sorted districts optional assigned 2023 x1 50 task     n1 "build a plant" so-xd, q1
//   due 2023-05-31        (leads, then those who coordinate; or `recurring`) check    sorted <= generated
//   holiday  2023-05-01
//   cycle    2023-H1 window 2022-12-15..2023-06-14 due 2 working days after | due by|before 2023-06-20
//
// After the formula of a target: `sum over units` (all districts q…, or those of `owes`), `by so-xd` (its
// leads), `defined as d2`, `covered from 0.5`, `rated` (qualitative).
#pragma once

#include <list>

#include "reporting/consolidation.hpp"
#include "reporting/figure_check.hpp"

namespace xanh::test {

[[nodiscard]] Date day(std::string_view text);
[[nodiscard]] Decimal decimal(std::string_view text);
/// 17:00 of the day in Thành phố Hồ Chí Minh.
[[nodiscard]] Instant seen_at(std::string_view day_text);

/// One figure of a report: {"sorted", 20}, {"sorted", "20.50"}, {"sorted", FigureState::not_applicable}.
struct Told : ReportedFigure {
  template <std::integral Whole>
  Told(std::string_view code, Whole value) {
    element = code;
    this_period = Decimal{value};
  }
  Told(std::string_view code, const char* value, FigureState how = FigureState::official);
  Told(std::string_view code, FigureState how);
};

/// A consolidation to ask by code. Asking for what is not there is a failure of the test.
struct Consolidated {
  Manifest manifest;
  Consolidation result;
  [[nodiscard]] const TargetResult& target(std::string_view code) const&;
  [[nodiscard]] TargetResult target(std::string_view code) && { return std::as_const(*this).target(code); }
  [[nodiscard]] const TaskResult& task(std::string_view code) const;
  [[nodiscard]] const UnitResult& unit(std::string_view code) const;
  [[nodiscard]] const ElementResult& element(std::string_view code) const;
  [[nodiscard]] std::string value(std::string_view target_code) const;  ///< as shown; empty without a figure
  [[nodiscard]] std::vector<std::string> not_sent() const;
  [[nodiscard]] std::string digest() const { return snapshot_digest(manifest, result); }
};

class City {
 public:
  explicit City(std::string_view drawing);

  /// The unit's report arrives on the day, for the last cycle cut off by then.
  Submission& reports(const std::string& unit, std::string_view on, std::vector<Told> figures);
  /// A report as it came from the level below.
  Submission& reports(Submission report, std::string_view on);
  [[nodiscard]] Consolidated consolidate(std::string_view cycle, Instant seen) const;
  /// From now on the result is the published one of its cycle.
  void publishes(const Consolidated& result);

  [[nodiscard]] const Cycle& cycle(std::string_view code) const;
  [[nodiscard]] Form form(const std::string& unit, std::string_view cycle_code) const;
  [[nodiscard]] Problems check(const Submission& report, const History& history = {}) const;
  [[nodiscard]] WorkCalendar calendar() const { return units.calendar({}); }

  Plan plan;
  Register units;
  std::vector<Cycle> cycles;
  std::list<Submission> sent;  ///< a list: references to reports stay good

 private:
  void line(const std::string& verb, std::vector<std::string> words);
  void draw_units(const std::vector<std::string>& words);
  void draw_target(const std::vector<std::string>& words);
  void draw_element(const std::vector<std::string>& words);
  void draw_task(const std::vector<std::string>& words);
  void draw_cycle(const std::vector<std::string>& words);
  UnitRow& row(const std::string& code);
  Element& element(const std::string& code, const std::string& definition);

  RegisterRows rows_;
  std::map<std::string, Date> received_;  ///< CYCLE/unit
  std::map<std::string, Consolidated, std::less<>> published_;
};

}  // namespace xanh::test
