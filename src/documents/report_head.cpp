// Head, title, grounds and windows of the report.
#include "base/text.hpp"
#include "documents/letterhead.hpp"
#include "documents/report_parts.hpp"

namespace xanh::report {

Date seen_day(const ReportContext& context) {
  const auto zone = Zone::named(context.plan->programme.zone);
  return zone ? zone->day_of(context.manifest->seen_at)
              : std::chrono::floor<std::chrono::days>(context.manifest->seen_at.utc);
}

namespace {

Node restatements(const Desk& desk) {
  Node out = Node::list();
  for (const auto& one : desk.context.restatements) {
    Node& row = out.push(Node::map());
    put(row, "day", desk.words.day(one.on));
    put(row, "snapshot", one.snapshot);
    put(row, "reason", sentence(one.reason));
    Node changes = Node::list();
    for (const auto& change : one.changes) put(changes.push(Node::map()), "text", desk.words.in(change));
    row.add("changes", std::move(changes));
  }
  return out;
}

}  // namespace

void add_head(Node& values, const Desk& desk) {
  const auto& [context, words] = desk;
  const Date day = desk.cycle().cut_off();
  const auto due = due_day(desk.cycle(), "authority", context.units->calendar(desk.as_of()));
  add_letterhead(
      values, words, desk.plan(), *context.units, day,
      {context.document == "to-trinh" ? "TTr-" : "BC-", context.number, context.date, due.value_or(day)});
  put(values, "next_plan_year", desk.cycle().plan_year + 1);
  put(values, "programme_name", words.in(desk.plan().programme.names));
  put(values, "cycle_name", words.in(desk.cycle().names));
  put(values, "plan_year", desk.cycle().plan_year);
  put(values, "cycle_name_lower", words.lower_first(words.in(desk.cycle().names)));
  put(values, "last_year", desk.cycle().plan_year - 1);
  put(values, "year_before_last", desk.cycle().plan_year - 2);
  put(values, "first_year", desk.plan().programme.period.first_year);
  put(values, "illustrative", desk.result().illustrative);
  values.add("restatements", restatements(desk));
  put(values, "control_code", control_code(context.snapshot.sha256));
  put(values, "window_from", words.day(desk.cycle().window.first));
  put(values, "window_to", words.day(desk.cycle().window.last));
  put(values, "money_to",
      desk.cycle().money_window ? words.day(desk.cycle().money_window->last) : std::string{});
  put(values, "seen_on", words.day(seen_day(context)));
  put(values, "grounds", join(grounds(words, desk.plan(), desk.cycle().plan_year), "; "));
  const PlanYear* year = desk.plan().year(desk.cycle().plan_year);
  put(values, "plan_decision", year ? year->decision.number : std::string{});
  put(values, "plan_decision_kind", year ? words.in(year->decision.kind()) : std::string{});
  put(values, "plan_decision_date",
      year && year->decision.date ? words.long_day(*year->decision.date) : std::string{});
  put(values, "plan_decision_by", year ? words.in(year->decision.issuer) : std::string{});
}

}  // namespace xanh::report
