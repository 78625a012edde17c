#include "office/calendar_use.hpp"

#include <fmt/format.h>

#include <set>

#include "office/inherited_posts.hpp"
#include "office/sign_in_problems.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kNoCalendar{"no-such-calendar",
                                  Severity::error,
                                  "không có lịch ở địa chỉ này",
                                  "there is no calendar at this address",
                                  "tạo địa chỉ mới trong trang cá nhân",
                                  "make a new address on your own page"};

constexpr std::string_view kPrefix = "xc_";

class Days {
 public:
  Days(const Transaction& t, const Desk& desk, const Person& person)
      : t_(t), desk_(desk), person_(person), memory_(recall(t)) {}

  PersonCalendar run() {
    out_.name = {"Xanh: hạn báo cáo", "Xanh: reports due"};
    for (const auto& cycle : memory_.cycles) {
      const auto standing = memory_.standing.find(cycle.code);
      if (standing != memory_.standing.end() && standing->second.stage == CycleStage::published) continue;
      take(cycle);
    }
    return std::move(out_);
  }

 private:
  void take(const Cycle& cycle) {
    const Plan& plan = memory_.plan_of(cycle);
    const Date today = zone_of(plan).day_of(desk_.now);
    std::set<std::string> units;
    bool agency = false;
    for (const auto& post : posts_in_force(t_, person_, today)) {
      if (is_unit_role(post.role)) units.insert(post.unit);
      agency = agency || post.role == Role::agency_officer || post.role == Role::agency_leader ||
               post.role == Role::authority;
    }
    const auto calendar = memory_.units.calendar({cycle.cut_off(), {}});
    const auto due = due_day(cycle, "unit", calendar);
    if (due && !units.empty()) {
      const auto accounts = accounts_of(t_, cycle.code);
      for (const UnitRow* row : reporting_units(plan, memory_.units, cycle)) {
        if (!units.contains(row->code)) continue;
        const auto account = accounts.find(row->code);
        of_unit(cycle, *row, *due, account == accounts.end() ? nullptr : &account->second);
      }
    }
    if (!agency) return;
    for (const auto& [level, unused] : cycle.due) {
      const auto day = due_day(cycle, level, calendar);
      if (day) of_city(cycle, level, *day);
    }
  }

  [[nodiscard]] Instant changed(const Cycle& cycle, const AccountStanding* account) const {
    const auto standing = memory_.standing.find(cycle.code);
    Instant out = zone_of(memory_.plans.back()).at(cycle.window.first, std::chrono::seconds{0});
    if (standing != memory_.standing.end() && standing->second.opened_at)
      out = std::max(out, *standing->second.opened_at);
    if (account && account->last_event) out = std::max(out, *account->last_event);
    // What was made later than now (a clock that was set back) would be refused.
    return std::min(out, desk_.now);
  }

  [[nodiscard]] std::string uid(const std::string& what) const {
    return what + "@" + desk_.store->programme() + ".xanh";
  }

  static Bilingual name_of_cycle(const Cycle& cycle) {
    if (cycle.names.empty()) return {cycle.code, cycle.code};
    return {cycle.names.vi, cycle.names.en.empty() ? cycle.names.vi : cycle.names.en};
  }

  void of_unit(const Cycle& cycle, const UnitRow& row, Date due, const AccountStanding* account) {
    const auto granted = account ? account->extended_to : std::nullopt;
    const bool sent = account && account->latest > 0;
    const Bilingual name = name_of_cycle(cycle);
    const std::string unit_en = row.name_en.empty() ? row.name_vi : row.name_en;
    CalendarDay day;
    day.uid = uid(cycle.code + "-" + row.code + "-due");
    day.day = granted.value_or(due);
    day.summary = {(sent ? "✓ Đã gửi: " : "Hạn gửi báo cáo: ") + name.vi,
                   (sent ? "✓ Sent: " : "Report due: ") + name.en};
    day.description = {row.name_vi + (granted ? " (đã gia hạn)" : ""),
                       unit_en + (granted ? " (more time was granted)" : "")};
    day.changed = changed(cycle, account);
    day.sequence = granted ? static_cast<int>((*granted - due).count()) : 0;
    day.alarm = !sent;
    out_.days.push_back(std::move(day));
  }

  void of_city(const Cycle& cycle, const std::string& level, Date due) {
    const Bilingual name = name_of_cycle(cycle);
    const bool of_units = level == "unit";
    CalendarDay day;
    day.uid = uid(cycle.code + "-" + level);
    day.day = due;
    day.summary = {(of_units ? "Hạn đơn vị gửi báo cáo: " : "Hạn báo cáo tổng hợp: ") + name.vi,
                   (of_units ? "Units' reports due: " : "Consolidated report due: ") + name.en};
    day.description = {"Kỳ " + cycle.code, "Cycle " + cycle.code};
    day.changed = changed(cycle, nullptr);
    day.alarm = true;
    out_.days.push_back(std::move(day));
  }

  const Transaction& t_;
  const Desk& desk_;
  const Person& person_;
  const Memory memory_;
  PersonCalendar out_;
};

Problems not_by_token(const SignedIn& who) {
  if (who.by != OpenedBy::token) return {};
  return {problem(sign_in_problems::kTokenMayNot, Place{})};
}

}  // namespace

Outcome<CalendarAddress> make_calendar(const Desk& desk, const SignedIn& who) {
  Outcome<CalendarAddress> out;
  out.problems = not_by_token(who);
  if (has_error(out.problems)) return out;
  const std::string secret = make_secret(KeyKind::link);
  out.value = {std::string(kPrefix) + secret.substr(secret.find('_') + 1), desk.now};
  append(out.problems, attempt([&] {
           desk.store->transact([&](Transaction& t) {
             t.set_calendar({digest_of_secret(out.value.secret), who.person, desk.now});
             t.audit({desk.now, who.person, "calendar.make", who.person, {}});
           });
         }));
  return out;
}

Problems revoke_calendar(const Desk& desk, const SignedIn& who) {
  Problems out = not_by_token(who);
  if (has_error(out)) return out;
  append(out, attempt([&] {
           desk.store->transact([&](Transaction& t) {
             if (!t.calendar_of(who.person)) return;
             t.drop_calendar(who.person);
             t.audit({desk.now, who.person, "calendar.revoke", who.person, {}});
           });
         }));
  return out;
}

Outcome<std::optional<Instant>> calendar_made_at(const Desk& desk, const SignedIn& who) {
  Outcome<std::optional<Instant>> out;
  out.problems = attempt([&] {
    desk.store->read([&](const Transaction& t) {
      const auto found = t.calendar_of(who.person);
      out.value = found ? std::optional(found->made_at) : std::nullopt;
    });
  });
  return out;
}

Outcome<PersonCalendar> read_calendar(const Desk& desk, const std::string& secret) {
  Outcome<PersonCalendar> out;
  bool found = false;
  out.problems = attempt([&] {
    desk.store->read([&](const Transaction& t) {
      const auto calendar = secret.starts_with(kPrefix) ? t.calendar(digest_of_secret(secret)) : std::nullopt;
      const auto person = calendar ? person_of(t, calendar->person) : std::nullopt;
      found = person && !person->ended;
      if (found) out.value = Days(t, desk, *person).run();
    });
  });
  if (!has_error(out.problems) && !found) out.problems.push_back(problem(kNoCalendar, Place{}));
  return out;
}

}  // namespace xanh
