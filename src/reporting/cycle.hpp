// A reporting cycle (kỳ báo cáo): its windows of figures and money, its due dates, and what lateness means.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/describe.hpp"
#include "base/work_calendar.hpp"
#include "reporting/level.hpp"

namespace xanh {

enum class CycleKind { half_year, year, quarter, month, special };
BOOST_DESCRIBE_ENUM(CycleKind, half_year, year, quarter, month, special)

/// `by`: on the day at the latest. `before`: on the last working day before it at the latest.
enum class DueRule { by, before };
BOOST_DESCRIBE_ENUM(DueRule, by, before)

/// A due date of one level: a day, or so many working days after the cut-off (Nghị định 09/2019/NĐ-CP,
/// Điều 8.5).
struct Due {
  std::optional<Date> date;
  std::optional<int> working_days;
  DueRule rule = DueRule::by;
  std::string source;
};
BOOST_DESCRIBE_STRUCT(Due, (), (date, working_days, rule, source))

struct Cycle {
  std::string code;
  int plan_year = 0;
  CycleKind kind{};
  Bilingual names;
  Window window;                       ///< of the figures; the last day is the cut-off
  std::optional<Window> money_window;  ///< money has its own
  std::optional<Date> opens;
  /// By level: `unit` (to who collects), `authority` (from there on upwards); `ward` and other kinds of
  /// units: what they owe to the unit above them, when that collects.
  std::map<std::string, Due> due;
  std::string source;
  std::optional<Level> level;  ///< absent: the programme's own level
  Place place;
  static constexpr std::array kRequired{"code", "plan_year", "kind", "window"};
  [[nodiscard]] Date cut_off() const { return window.last; }
};
BOOST_DESCRIBE_STRUCT(Cycle, (),
                      (code, plan_year, kind, names, window, money_window, opens, due, source, level))

[[nodiscard]] std::string cycle_bytes(const Cycle& cycle);
[[nodiscard]] std::string cycle_digest(const Cycle& cycle);

/// The last day on which a report of this level is in time; absent when the cycle sets none.
/// A due day that nobody works moves to the next working day (Bộ luật Dân sự 2015, Điều 148.5); "before" to
/// the last one earlier.
[[nodiscard]] std::optional<Date> due_day(const Cycle& cycle, const std::string& level,
                                          const WorkCalendar& calendar);

/// Working days after the due day, 0 when in time.
[[nodiscard]] int days_late(std::optional<Date> due, Date done, const WorkCalendar& calendar);

/// The latest cycle of the same kind that was cut off earlier: the half-year of the year before, the quarter
/// before. Their windows may overlap, as they did when the cut-off days changed.
[[nodiscard]] const Cycle* previous_of_kind(const std::vector<Cycle>& cycles, const Cycle& cycle);

/// Windows in order, due dates clear and within a year, codes good for the name of a file and given once.
[[nodiscard]] Problems check_cycles(const std::vector<Cycle>& cycles);

}  // namespace xanh
