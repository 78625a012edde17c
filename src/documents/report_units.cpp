// Who reported (Báo cáo mục I.4, Phụ lục VII): in words, never in codes.
#include <fmt/format.h>

#include "documents/report_parts.hpp"

namespace xanh::report {

bool has_come(SubmissionState state) {
  return state == SubmissionState::noted || state == SubmissionState::nothing_to_report ||
         state == SubmissionState::sent || state == SubmissionState::asked_to_revise;
}

std::string state_text(const Desk& desk, SubmissionState state) {
  switch (state) {
    case SubmissionState::noted:
    case SubmissionState::nothing_to_report:
      return desk.say("đã ghi nhận", "noted");
    case SubmissionState::sent:
      return desk.say("đã gửi, đang xem xét", "sent, being read");
    case SubmissionState::asked_to_revise:
      return desk.say("đề nghị rà soát, bổ sung", "asked to revise");
    case SubmissionState::not_due:
      return desk.say("chưa đến hạn", "not yet due");
    case SubmissionState::draft:
    case SubmissionState::in_review:
    case SubmissionState::signed_:
    case SubmissionState::not_sent:
      return desk.say("chưa gửi báo cáo", "no report sent");
  }
  return {};
}

std::string coverage_text(const Desk& desk, const Coverage& coverage) {
  return fmt::format(fmt::runtime(desk.say("{}/{} đơn vị", "{}/{} units")), coverage.noted,
                     coverage.expected);
}

namespace {

std::string late_text(const Desk& desk, int days) {
  return fmt::format(fmt::runtime(desk.say("trễ {} ngày làm việc", "{} working days late")), days);
}

}  // namespace

std::string letter_text(const Desk& desk, const UnitResult& unit) {
  std::string out = unit.letter_number.value_or("");
  std::optional<Date> day = unit.letter_date;
  if (const auto copy = desk.context.letters.find(unit.code); copy != desk.context.letters.end()) {
    out = copy->second.number;
    day = copy->second.date;
  }
  if (day) out += (out.empty() ? "" : desk.say(" ngày ", " of ")) + desk.words.day(*day);
  return out;
}

void add_units(Node& values, const Desk& desk) {
  int noted = 0, come = 0, in_time = 0, late = 0, nothing = 0, not_sent = 0;
  std::vector<std::string> missing, late_names;
  Node rows = Node::list();
  for (const auto& unit : desk.result().units) {
    const bool here = has_come(unit.state);
    noted += unit.state == SubmissionState::noted || unit.state == SubmissionState::nothing_to_report;
    come += here;
    nothing += unit.nothing_to_report;
    if (here) {
      ++(unit.days_late > 0 ? late : in_time);
      if (unit.days_late > 0) late_names.push_back(unit.code);
    } else if (unit.state != SubmissionState::not_due) {
      ++not_sent;
      missing.push_back(unit.code);
    }
    Node row = Node::map();
    put(row, "name", desk.words.unit(unit.code));
    put(row, "letter", letter_text(desk, unit));
    put(row, "received", unit.received_on ? desk.words.day(*unit.received_on) : std::string{});
    put(row, "timing",
        unit.days_late > 0 ? late_text(desk, unit.days_late)
        : here             ? desk.say("đúng hạn", "in time")
                           : "");
    put(row, "nothing", unit.nothing_to_report ? "x" : "");
    put(row, "not_sent", here || unit.state == SubmissionState::not_due ? "" : "x");
    std::string note = state_text(desk, unit.state);
    if (unit.extended_to)
      note += desk.say("; được gia hạn đến ", "; extended to ") + desk.words.day(*unit.extended_to);
    if (unit.carried_from)
      note += desk.say("; số liệu tạm tính theo báo cáo ", "; provisional figures from the report on the ") +
              cycle_name(desk, split(*unit.carried_from, '/').front());
    if (unit.on_behalf) note += desk.say("; Sở nhập theo văn bản của đơn vị", "; entered from its letter");
    put(row, "note", std::move(note));
    rows.push(std::move(row));
  }
  Node out = Node::map();
  put(out, "total", static_cast<int>(desk.result().units.size()));
  put(out, "noted", noted);
  put(out, "come", come);
  put(out, "in_time", in_time);
  put(out, "late", late);
  put(out, "any_late", late > 0);
  put(out, "late_names", desk.words.some_units(late_names, 6));
  put(out, "nothing", nothing);
  put(out, "any_nothing", nothing > 0);
  put(out, "not_sent", not_sent);
  put(out, "any_not_sent", not_sent > 0);
  put(out, "not_sent_names", desk.words.some_units(missing, 6));
  int with_plan = 0;
  std::vector<std::string> not_due;
  for (const auto& unit : desk.result().units) {
    with_plan += unit.own_plan.has_value();
    if (unit.state == SubmissionState::not_due) not_due.push_back(unit.code);
  }
  put(out, "with_plan", with_plan);
  put(out, "any_with_plan", with_plan > 0);
  put(out, "not_due", static_cast<int>(not_due.size()));
  put(out, "any_not_due", !not_due.empty());
  put(out, "not_due_names", desk.words.some_units(not_due, 6));
  put(out, "rows", std::move(rows));
  values.add("units", std::move(out));

  Node organisation = Node::list();
  for (const auto& h :
       highlights(desk, "1", {desk.plan().agency(AgencyRole::standing, desk.cycle().cut_off())})) {
    Node& item = organisation.push(Node::map());
    put(item, "unit", h.unit);
    put(item, "text", h.text);
  }
  values.add("organisation", std::move(organisation));
  values.add("organisation_edited", list_of_texts(edited_texts(desk, "organisation")));
}

}  // namespace xanh::report
