// Working days: Monday to Friday without public holidays, with the days worked in exchange (Bộ luật Lao động
// 2019, Điều 112).
#pragma once

#include <set>

#include "base/date.hpp"

namespace xanh {

class WorkCalendar {
 public:
  WorkCalendar() = default;
  WorkCalendar(std::set<Date> holidays, std::set<Date> working_weekends)
      : holidays_(std::move(holidays)), working_weekends_(std::move(working_weekends)) {}

  [[nodiscard]] bool is_working_day(Date day) const;
  /// The n-th working day after `day` (n ≥ 0); n = 0 is the day itself when it is worked, else the next
  /// worked one.
  [[nodiscard]] Date add_working_days(Date day, int n) const;
  /// The last working day strictly before `day`.
  [[nodiscard]] Date last_working_day_before(Date day) const;
  /// Working days after `from` up to and including `to`; 0 when `to` is not later.
  [[nodiscard]] int working_days_after(Date from, Date to) const;

 private:
  std::set<Date> holidays_;
  std::set<Date> working_weekends_;
};

}  // namespace xanh
