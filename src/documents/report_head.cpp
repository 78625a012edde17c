// Head, title, grounds and signature of the report (Nghị định 30/2020/NĐ-CP: who issues, to whom, on what
// grounds).
#include <fmt/format.h>

#include "base/text.hpp"
#include "documents/report_parts.hpp"

namespace xanh::report {

namespace {

/// "Ủy ban nhân dân Thành phố …" stands in two lines at the head.
std::string committee_lines(const Desk& desk, const std::string& name) {
  static constexpr std::string_view kPrefix = "Ủy ban nhân dân ";
  const std::string text =
      desk.words.vi() && name.starts_with(kPrefix)
          ? std::string{kPrefix.substr(0, kPrefix.size() - 1)} + "\n" + name.substr(kPrefix.size())
          : name;
  return desk.words.upper(text);
}

/// "Quyết định số 1200/QĐ-UBND ngày 04 tháng 4 năm 2023 của … về …"
std::string ground(const Desk& desk, const BasisDocument& document) {
  const auto& words = desk.words;
  if (!words.vi()) {
    std::string out = words.in(document.title);
    if (!document.number.empty())
      out += " (" + document.number + (document.date ? ", " + words.day(*document.date) : "") + ")";
    return out;
  }
  if (document.number.empty()) return document.title.vi;
  std::string out = document.kind + " số " + document.number;
  if (document.date) out += " " + words.long_day(*document.date);
  if (!document.issuer.vi.empty()) out += " của " + document.issuer.vi;
  std::string subject = document.title.vi;
  if (subject.starts_with(document.kind))
    subject = std::string{trimmed(std::string_view{subject}.substr(document.kind.size()))};
  return subject.empty() ? out : out + " " + subject;
}

/// The Party's resolutions, the decision that approved the programme (the earliest) and the one on the year's
/// plan.
std::vector<std::string> grounds(const Desk& desk) {
  const auto& documents = desk.plan().programme.documents;
  const PlanYear* year = desk.plan().year(desk.cycle().plan_year);
  std::vector<std::string> out;
  const BasisDocument* approval = nullptr;
  const BasisDocument* plan = nullptr;
  for (const auto& d : documents) {
    if (d.kind == "Nghị quyết") out.push_back(ground(desk, d));
    if (d.kind == "Quyết định" && d.date && (!approval || *d.date < *approval->date)) approval = &d;
    if (year && !d.number.empty() && d.number == year->decision.number) plan = &d;
  }
  if (approval) out.push_back(ground(desk, *approval));
  if (plan && plan != approval) out.push_back(ground(desk, *plan));
  if (!plan && year && !year->decision.number.empty())
    out.push_back(ground(desk, {{},
                                year->decision.number,
                                year->decision.date,
                                "Quyết định",
                                year->decision.issuer,
                                {},
                                {},
                                {},
                                {},
                                {}}));
  return out;
}

}  // namespace

Date seen_day(const ReportContext& context) {
  const auto zone = Zone::named(context.plan->programme.zone);
  return zone ? zone->day_of(context.manifest->seen_at)
              : std::chrono::floor<std::chrono::days>(context.manifest->seen_at.utc);
}

void add_head(Node& values, const Desk& desk) {
  const auto& [context, words] = desk;
  const Date day = desk.cycle().cut_off();
  const std::string standing = desk.plan().agency(AgencyRole::standing, day);
  const std::string approving = desk.plan().agency(AgencyRole::approving, day);
  const UnitRow* agency = context.units->unit(standing, desk.as_of());
  const std::string symbol = agency ? agency->symbol : std::string{};

  Node head = Node::map();
  put(head, "parent", committee_lines(desk, words.unit(approving)));
  put(head, "agency", words.upper(words.unit(standing)));
  const bool whole = context.number.find('/') != std::string::npos;
  put(head, "number",
      whole ? context.number : (context.number.empty() ? "      " : context.number) + "/BC-" + symbol);
  static constexpr std::string_view kCommittee = "Ủy ban nhân dân ";
  const UnitRow* committee = context.units->unit(approving, desk.as_of());
  std::string place = committee ? committee->name_vi : std::string{};
  if (place.starts_with(kCommittee)) place = place.substr(kCommittee.size());
  const auto due = due_day(desk.cycle(), "authority", context.units->calendar(desk.as_of()));
  put(head, "place", words.vi() ? place : "Ho Chi Minh City");
  put(head, "date", context.date ? words.long_day(*context.date) : words.blank_day(due.value_or(day)));
  values.add("head", std::move(head));

  put(values, "agency_name", words.unit(standing));
  put(values, "addressee", words.unit(approving));
  put(values, "programme_name", words.in(desk.plan().programme.names));
  put(values, "cycle_name", words.in(desk.cycle().names));
  put(values, "plan_year", desk.cycle().plan_year);
  put(values, "cycle_name_lower", words.lower_first(words.in(desk.cycle().names)));
  put(values, "last_year", desk.cycle().plan_year - 1);
  put(values, "year_before_last", desk.cycle().plan_year - 2);
  put(values, "first_year", desk.plan().programme.period.first_year);
  put(values, "illustrative", desk.result().illustrative);
  put(values, "control_code", control_code(context.snapshot.sha256));
  put(values, "window_from", words.day(desk.cycle().window.first));
  put(values, "window_to", words.day(desk.cycle().window.last));
  put(values, "money_to",
      desk.cycle().money_window ? words.day(desk.cycle().money_window->last) : std::string{});
  put(values, "seen_on", words.day(seen_day(context)));
  put(values, "grounds", join(grounds(desk), "; "));
  const PlanYear* year = desk.plan().year(desk.cycle().plan_year);
  put(values, "plan_decision", year ? year->decision.number : std::string{});
  put(values, "plan_decision_date",
      year && year->decision.date ? words.long_day(*year->decision.date) : std::string{});
  put(values, "plan_decision_by", year ? words.in(year->decision.issuer) : std::string{});

  Node signature = Node::list();
  for (const auto& line : split(agency ? agency->signature : std::string{}, '|'))
    put(signature.push(Node::map()), "line", line);
  values.add("signature", std::move(signature));
  const size_t dash = symbol.find('-');
  put(values, "drafting_unit", dash == std::string::npos ? std::string{} : symbol.substr(dash + 1));
}

}  // namespace xanh::report
