#include "office/reminder_use.hpp"

#include <fmt/format.h>

#include <set>

#include "base/text.hpp"
#include "exchange/whole_file.hpp"
#include "exchange/yaml.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kBadStep{"reminder-step",
                               Severity::error,
                               "bước nhắc `{code}` không dùng được",
                               "the reminder step `{code}` cannot be used",
                               "mã chữ thường, không trùng; từ 60 ngày trước đến 60 ngày sau hạn; có ít nhất "
                               "một vai trò, chỉ của đơn vị hoặc chỉ của cơ quan thường trực",
                               "a code in lower case, given once; from 60 days before to 60 after; at least "
                               "one role, all of the unit or all of the agency"};

constexpr int kMostDays = 60;
constexpr std::chrono::hours kBegin{7};  // of the day

bool is_for_agency(const ReminderStep& step) {
  return !is_unit_role(step.to.front());
}

bool is_sound(const ReminderStep& step) {
  return is_code(step.code) && std::abs(step.working_days) <= kMostDays && !step.to.empty() &&
         std::all_of(step.to.begin(), step.to.end(),
                     [&](Role role) { return is_unit_role(role) == is_unit_role(step.to.front()); });
}

/// A mail that is to be written.
struct Reminder {
  MailKind kind{};
  std::string topic;
  MailFacts facts;
  std::vector<Role> to;
};

class Reminding {
 public:
  Reminding(const Desk& desk, const Transaction& t, const std::vector<ReminderStep>& steps)
      : desk_(desk), t_(t), steps_(steps), memory_(recall(t)) {}

  [[nodiscard]] Date today() const { return zone_of(memory_.plans.back()).day_of(desk_.now); }

  std::vector<Reminder> run() {
    for (const auto& cycle : memory_.cycles) {
      const auto standing = memory_.standing.find(cycle.code);
      if (standing != memory_.standing.end() && standing->second.stage == CycleStage::open) take(cycle);
    }
    return std::move(out_);
  }

 private:
  void take(const Cycle& cycle) {
    const Plan& plan = memory_.plan_of(cycle);
    const Zone zone = zone_of(plan);
    const Date today = zone.day_of(desk_.now);
    const auto calendar = memory_.units.calendar({cycle.cut_off(), {}});
    const auto due = due_day(cycle, "unit", calendar);
    if (!due || !calendar.is_working_day(today) || desk_.now < zone.at(today, kBegin)) return;
    const auto accounts = accounts_of(t_, cycle.code);
    std::map<const ReminderStep*, MailFacts> for_agency;
    for (const UnitRow* row : reporting_units(plan, memory_.units, cycle)) {
      if (row->role == UnitRole::standing) continue;  // it reminds, and is not reminded
      const auto found = accounts.find(row->code);
      const bool has_account = found != accounts.end();
      if (has_account && found->second.latest > 0) continue;
      const auto granted = has_account ? found->second.extended_to : std::nullopt;
      const Date until = granted.value_or(*due);
      const int days =
          today <= until ? -calendar.working_days_after(today, until) : days_late(until, today, calendar);
      if (const ReminderStep* step = reached(days, false)) {
        MailFacts facts = facts_of(memory_, cycle, row->code);
        facts.day = until;
        facts.days = days;
        const std::string later = granted ? "/to-" + to_text(until) : "";
        out_.push_back(
            {MailKind::reminder, cycle.code + "/" + row->code + "/" + step->code + later, facts, step->to});
      }
      if (const ReminderStep* step = reached(days, true)) {
        MailFacts& facts = for_agency[step];
        if (!told(cycle, *step).contains(row->code))
          facts.items.push_back(fmt::format("{}: {} ({})", row->code, row->name_vi, days));
      }
    }
    for (auto& [step, facts] : for_agency) {
      if (facts.items.empty()) continue;
      auto items = std::move(facts.items);
      facts = facts_of(memory_, cycle, {});
      facts.items = std::move(items);
      out_.push_back(
          {MailKind::escalation, cycle.code + "/" + step->code + "/" + to_text(today), facts, step->to});
    }
  }

  /// The last step that has come, of those to the unit or of those to the agency.
  [[nodiscard]] const ReminderStep* reached(int days, bool agency) const {
    const ReminderStep* out = nullptr;
    for (const auto& step : steps_)
      if (is_for_agency(step) == agency && step.working_days <= days &&
          (!out || out->working_days < step.working_days))
        out = &step;
    return out;
  }

  /// Units that the agency was told of at this step.
  const std::set<std::string>& told(const Cycle& cycle, const ReminderStep& step) {
    const std::string beginning = word(MailKind::escalation) + "/" + cycle.code + "/" + step.code + "/";
    const auto known = told_.find(beginning);
    if (known != told_.end()) return known->second;
    std::set<std::string>& out = told_[beginning];
    for (const auto& mail : t_.mails_about(beginning)) {
      const auto facts = from_node<MailFacts>(read_json(mail.detail, "store").value, "store");
      for (const auto& item : facts.value.items) out.insert(item.substr(0, item.find(':')));
    }
    return out;
  }

  const Desk& desk_;
  const Transaction& t_;
  const std::vector<ReminderStep>& steps_;
  const Memory memory_;
  std::map<std::string, std::set<std::string>> told_;
  std::vector<Reminder> out_;
};

}  // namespace

const std::vector<ReminderStep>& usual_reminder_steps() {
  static const std::vector<ReminderStep> steps{
      {"before-5", -5, {Role::drafter, Role::clerk}},
      {"on-the-day", 0, {Role::drafter, Role::clerk}},
      {"late-1", 1, {Role::drafter, Role::clerk}},
      {"late-3", 3, {Role::drafter, Role::clerk, Role::signatory}},
      {"late-5", 5, {Role::agency_officer}},
  };
  return steps;
}

Outcome<std::vector<ReminderStep>> read_reminder_steps(const std::string& file) {
  Outcome<std::vector<ReminderStep>> out;
  auto bytes = read_whole_file(file);
  out.problems = std::move(bytes.problems);
  if (has_error(out.problems)) return out;
  auto tree = read_yaml(bytes.value, file);
  append(out.problems, std::move(tree.problems));
  if (has_error(out.problems)) return out;
  auto given = from_node<std::vector<ReminderStep>>(tree.value, file);
  append(out.problems, std::move(given.problems));
  std::set<std::string> codes;
  for (const auto& step : given.value)
    if (!codes.insert(step.code).second || !is_sound(step))
      out.problems.push_back(problem(kBadStep, Place{file, 0, 0, {}, {}, {}}, {{"code", shown(step.code)}}));
  if (!has_error(out.problems)) out.value = std::move(given.value);
  return out;
}

Outcome<int> remind(const Desk& desk, const std::vector<ReminderStep>& steps) {
  Outcome<int> out;
  out.problems = attempt([&] {
    // Looked at without holding up who writes: most of the time there is nothing new.
    bool any = false;
    desk.store->read([&](const Transaction& t) {
      any = false;
      if (t.latest_plan_version() == 0) return;
      for (const auto& one : Reminding(desk, t, steps).run())
        any = any || t.mails_about(word(one.kind) + "/" + one.topic + "/").empty();
    });
    if (!any) return;
    desk.store->transact([&](Transaction& t) {
      out.value = 0;
      Reminding reminding(desk, t, steps);
      Outbox outbox(desk, t, reminding.today());
      for (const auto& one : reminding.run()) {
        const int written = outbox.to_roles(one.kind, one.topic, one.facts, one.to);
        if (written > 0)
          t.audit({desk.now, std::string(kClockActor), "mail." + word(one.kind), one.topic,
                   std::to_string(written)});
        out.value += written;
      }
    });
  });
  return out;
}

}  // namespace xanh
