#include "documents/letterhead.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "documents/report_parts.hpp"

namespace xanh {

using report::put;

namespace {

constexpr std::string_view kCommittee = "Ủy ban nhân dân ", kCommitteeEnglish = " People's Committee";

/// "Ủy ban nhân dân Thành phố …" stands in two lines at the head.
std::string committee_lines(const ReportWords& words, const std::string& name) {
  const std::string text =
      words.vi() && name.starts_with(kCommittee)
          ? std::string{kCommittee.substr(0, kCommittee.size() - 1)} + "\n" + name.substr(kCommittee.size())
          : name;
  return words.upper(text);
}

bool is_committee(const UnitRow* row) {
  return row &&
         (row->kind == UnitKind::district || row->kind == UnitKind::ward || row->kind == UnitKind::committee);
}

/// "Thành phố Hồ Chí Minh" of its committee, as it stands before the day.
std::string place_of(const ReportWords& words, const UnitRow* committee) {
  std::string out = committee ? words.in(committee->names()) : std::string{};
  if (out.starts_with(kCommittee)) out = out.substr(kCommittee.size());
  if (out.ends_with(kCommitteeEnglish)) out.resize(out.size() - kCommitteeEnglish.size());
  return out;
}

/// Who issues, in two lines: what stands above a department, or a people's committee by itself, which has
/// none above it at its head (Nghị định 30/2020, Phụ lục I, mục II.2).
void put_issuer(Node& head, const ReportWords& words, const UnitRow* agency, const std::string& standing,
                const std::string& approving) {
  const std::string name = words.unit(standing);
  if (is_committee(agency)) {
    const bool in_two = words.vi() && name.starts_with(kCommittee);
    put(head, "parent", in_two ? words.upper(std::string{kCommittee.substr(0, kCommittee.size() - 1)}) : "");
    put(head, "agency", words.upper(in_two ? name.substr(kCommittee.size()) : name));
    return;
  }
  const bool above = agency && !agency->parent.empty();
  put(head, "parent", committee_lines(words, words.unit(above ? agency->parent : approving)));
  put(head, "agency", words.upper(name));
}

/// "Quyết định số 1200/QĐ-UBND ngày 04 tháng 4 năm 2023 của … về …"
std::string ground(const ReportWords& words, const BasisDocument& document) {
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

}  // namespace

std::vector<std::string> grounds(const ReportWords& words, const Plan& of, int plan_year) {
  const auto& documents = of.programme.documents;
  const PlanYear* year = of.year(plan_year);
  std::vector<std::string> out;
  const BasisDocument* approval = nullptr;
  const BasisDocument* plan = nullptr;
  for (const auto& d : documents) {
    if (d.kind == "Nghị quyết") out.push_back(ground(words, d));
    if (d.kind == "Quyết định" && d.date && (!approval || *d.date < *approval->date)) approval = &d;
    if (year && !d.number.empty() && d.number == year->decision.number) plan = &d;
  }
  if (approval) out.push_back(ground(words, *approval));
  if (plan && plan != approval) out.push_back(ground(words, *plan));
  if (!plan && year && !year->decision.number.empty())
    out.push_back(ground(words, {{},
                                 year->decision.number,
                                 year->decision.date,
                                 year->decision.kind().vi,
                                 year->decision.issuer,
                                 {},
                                 {},
                                 {},
                                 {},
                                 {}}));
  return out;
}

void add_letterhead(Node& values, const ReportWords& words, const Plan& plan, const Register& units, Date day,
                    const Issue& issue) {
  const AsOf as_of{day, {}};
  const std::string standing = plan.agency(AgencyRole::standing, day);
  const std::string approving = plan.agency(AgencyRole::approving, day);
  const UnitRow* agency = units.unit(standing, as_of);
  const UnitRow* committee = units.unit(approving, as_of);
  const std::string symbol = agency ? agency->symbol : std::string{};

  Node head = Node::map();
  put_issuer(head, words, agency, standing, approving);
  const bool whole = issue.number.find('/') != std::string::npos;
  put(head, "number",
      whole ? issue.number : (issue.number.empty() ? "      " : issue.number) + "/" + issue.type + symbol);
  const UnitRow* above = is_committee(agency)                ? agency
                         : agency && !agency->parent.empty() ? units.unit(agency->parent, as_of)
                                                             : committee;
  put(head, "place", place_of(words, above));
  put(head, "date", issue.date ? words.long_day(*issue.date) : words.blank_day(issue.blank_in));
  values.add("head", std::move(head));

  put(values, "agency_name", words.unit(standing));
  put(values, "addressee", words.unit(approving));
  Node signature = Node::list();
  for (const auto& line : split(agency ? agency->signature : std::string{}, '|'))
    put(signature.push(Node::map()), "line", line);
  values.add("signature", std::move(signature));
  // Drafts of what the approving authority itself issues bear its head and signature.
  Node own = Node::map(), signs = Node::list();
  put(own, "number", "      /BC-" + (committee ? committee->symbol : std::string{}));
  put(own, "plan_number", "      /KH-" + (committee ? committee->symbol : std::string{}));
  put(own, "notice_number", "      /TB-" + (committee ? committee->symbol : std::string{}));
  put(own, "name_upper", words.upper(words.unit(approving)));
  put(own, "decision_number", "      /QĐ-" + (committee ? committee->symbol : std::string{}));
  for (const auto& line : split(committee ? committee->signature : std::string{}, '|'))
    put(signs.push(Node::map()), "line", line);
  own.add("signature", std::move(signs));
  values.add("committee", std::move(own));
  const size_t dash = symbol.find('-');
  put(values, "drafting_unit", dash == std::string::npos ? std::string{} : symbol.substr(dash + 1));
}

void add_own_head(Node& values, const ReportWords& words, const Register& units, const std::string& unit,
                  Date day, const Issue& issue) {
  const UnitRow* row = units.unit(unit, {day, {}});
  Node own = Node::map();
  // A people's committee has none above it at its head (Nghị định 30/2020, Phụ lục I, mục II.2).
  const bool committee = is_committee(row);
  put(own, "parent", committee || !row ? std::string{} : committee_lines(words, words.unit(row->parent)));
  put(own, "agency", committee ? committee_lines(words, words.unit(unit)) : words.upper(words.unit(unit)));
  put(own, "name", words.unit(unit));
  const bool whole = issue.number.find('/') != std::string::npos;
  const std::string symbol = row && !row->symbol.empty() ? row->symbol : "…";  // not known: for the pen
  put(own, "number",
      whole ? issue.number : (issue.number.empty() ? "      " : issue.number) + "/" + issue.type + symbol);
  put(own, "date", issue.date ? words.long_day(*issue.date) : words.blank_day(issue.blank_in));
  Node signature = Node::list();
  for (const auto& line : split(row ? row->signature : std::string{}, '|'))
    put(signature.push(Node::map()), "line", line);
  own.add("signature", std::move(signature));
  values.add("own", std::move(own));
}

}  // namespace xanh
