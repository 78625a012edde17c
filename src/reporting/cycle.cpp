#include "reporting/cycle.hpp"

#include <fmt/format.h>

#include "base/canonical.hpp"
#include "base/text.hpp"
#include "programme/programme_problems.hpp"

namespace xanh {
namespace {

// A year: later than any report is ever due, and near enough to be counted day by day.
constexpr int kMostWorkingDays = 366;
constexpr size_t kLongestCode = 40;

/// Files are named after the cycle, so a code is one plain word of a path. Other than the codes of units and
/// targets it may begin with the year and hold capitals: 2023-H1.
bool is_cycle_code(std::string_view code) {
  const auto letter_or_digit = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  return !code.empty() && code.size() <= kLongestCode && letter_or_digit(code.front()) &&
         std::all_of(code.begin(), code.end(),
                     [&](char c) { return letter_or_digit(c) || c == '-' || c == '_'; });
}

}  // namespace

std::string cycle_bytes(const Cycle& cycle) {
  return canonical(to_node(cycle));
}

std::string cycle_digest(const Cycle& cycle) {
  return digest_of("cycle", cycle_bytes(cycle));
}

std::optional<Date> due_day(const Cycle& cycle, const std::string& level, const WorkCalendar& calendar) {
  const auto found = cycle.due.find(level);
  if (found == cycle.due.end()) return std::nullopt;
  const Due& due = found->second;
  if (due.date)
    return due.rule == DueRule::before ? calendar.last_working_day_before(*due.date)
                                       : calendar.add_working_days(*due.date, 0);
  if (!due.working_days) return std::nullopt;
  const Date day = calendar.add_working_days(cycle.cut_off(), *due.working_days);
  return due.rule == DueRule::before ? calendar.last_working_day_before(day) : day;
}

int days_late(std::optional<Date> due, Date done, const WorkCalendar& calendar) {
  return due ? calendar.working_days_after(*due, done) : 0;
}

const Cycle* previous_of_kind(const std::vector<Cycle>& cycles, const Cycle& cycle) {
  const Cycle* best = nullptr;
  for (const auto& other : cycles)
    if (other.kind == cycle.kind && other.cut_off() < cycle.cut_off() &&
        (!best || best->window.last < other.window.last))
      best = &other;
  return best;
}

Problems check_cycles(const std::vector<Cycle>& cycles) {
  Problems out;
  const auto at = [](Place place, std::string field) {
    place.field = std::move(field);
    return place;
  };
  for (size_t i = 0; i < cycles.size(); ++i) {
    const Cycle& cycle = cycles[i];
    const auto steps = cycle.level ? split(cycle.code, '@') : std::vector{cycle.code};
    if (!std::all_of(steps.begin(), steps.end(), is_cycle_code) ||
        (cycle.level && cycle.code != level_code(cycle.level->above, cycle.level->unit)))
      out.push_back(problem(kBadCycleCode, at(cycle.place, "code"),
                            {{"code", cycle.code}, {"limit", std::to_string(kLongestCode)}}));
    for (size_t j = 0; j < i; ++j)
      if (cycles[j].code == cycle.code)
        out.push_back(problem(kDuplicateCode, at(cycle.place, "code"),
                              {{"code", cycle.code},
                               {"where", fmt::format("{}:{}", cycles[j].place.file, cycles[j].place.line)}}));
    if (cycle.window.last < cycle.window.first ||
        (cycle.money_window && cycle.money_window->last < cycle.money_window->first))
      out.push_back(problem(kWindowOrder, at(cycle.place, "window"), {{"code", cycle.code}}));
    for (const auto& [level, due] : cycle.due) {
      if (due.date.has_value() == due.working_days.has_value())
        out.push_back(
            problem(kDueUnclear, at(cycle.place, "due." + level), {{"code", cycle.code}, {"level", level}}));
      if (due.working_days && (*due.working_days < 0 || *due.working_days > kMostWorkingDays))
        out.push_back(problem(kWorkingDays, at(cycle.place, "due." + level + ".working_days"),
                              {{"code", cycle.code},
                               {"level", level},
                               {"days", std::to_string(*due.working_days)},
                               {"limit", std::to_string(kMostWorkingDays)}}));
    }
  }
  return out;
}

}  // namespace xanh
