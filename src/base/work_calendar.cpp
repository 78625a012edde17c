#include "base/work_calendar.hpp"

namespace xanh {

bool WorkCalendar::is_working_day(Date day) const {
  if (holidays_.contains(day)) return false;
  const std::chrono::weekday weekday{day};
  const bool weekend = weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
  return !weekend || working_weekends_.contains(day);
}

Date WorkCalendar::add_working_days(Date day, int n) const {
  while (n > 0) {
    day += std::chrono::days{1};
    if (is_working_day(day)) --n;
  }
  while (!is_working_day(day)) day += std::chrono::days{1};
  return day;
}

Date WorkCalendar::last_working_day_before(Date day) const {
  do day -= std::chrono::days{1};
  while (!is_working_day(day));
  return day;
}

int WorkCalendar::working_days_after(Date from, Date to) const {
  int count = 0;
  for (Date day = from + std::chrono::days{1}; day <= to; day += std::chrono::days{1})
    count += is_working_day(day);
  return count;
}

}  // namespace xanh
