#include "documents/amendment_paper.hpp"

#include "documents/docx_template.hpp"
#include "documents/letterhead.hpp"
#include "documents/report_parts.hpp"
#include "documents/report_problems.hpp"

namespace xanh {

using report::put;

namespace {

std::string reply_of(const ReportWords& words, const SubmittedOpinion& opinion) {
  if (!opinion.taken) return {};
  const std::string verb =
      *opinion.taken ? words.say("Tiếp thu", "Taken in") : words.say("Giải trình", "Explained");
  return verb + ": " + sentence(opinion.answer);
}

}  // namespace

Node amendment_values(const AmendmentPaper& paper) {
  const ReportWords words(*paper.plan, *paper.units, paper.today, paper.language);
  Node values = Node::map();
  add_letterhead(values, words, *paper.plan, *paper.units, paper.today,
                 {"TTr-", paper.number, paper.date, paper.today});
  const int year = paper.plan->years.empty() ? 0 : paper.plan->years.back().year;
  put(values, "programme_name", words.in(paper.plan->programme.names));
  put(values, "plan_name",
      words.say("Kế hoạch thực hiện Chương trình năm ", "the plan of the Programme for ") +
          std::to_string(year));
  put(values, "grounds", join(grounds(words, *paper.plan, year), "; "));
  put(values, "count", static_cast<int>(paper.amendments.size()));
  Node amendments = Node::list(), opinions = Node::list();
  for (const auto& one : paper.amendments) {
    Node& row = amendments.push(Node::map());
    put(row, "code", one.code);
    put(row, "unit", words.unit(one.unit));
    put(row, "title", one_line(words.in(one.title)));
    put(row, "reason", sentence(words.in(one.reason)));
    put(row, "ground", one_line(one.ground));
    put(row, "effective", one.effective_from ? words.day(*one.effective_from) : std::string{});
    Node changes = Node::list();
    for (const auto& change : one.changes) {
      Node& line = changes.push(Node::map());
      put(line, "what", change.what);
      put(line, "from", change.from);
      put(line, "to", change.to);
      put(line, "conflict", change.conflict);
    }
    row.add("changes", std::move(changes));
    for (const auto& opinion : one.opinions) {
      Node& line = opinions.push(Node::map());
      put(line, "unit", words.unit(opinion.unit));
      put(line, "about", one.code);
      put(line, "text", sentence(opinion.text));
      put(line, "reply", reply_of(words, opinion));
    }
  }
  values.add("amendments", std::move(amendments));
  values.add("opinions", std::move(opinions));
  return values;
}

Outcome<std::string> write_amendment_paper(const AmendmentPaper& paper,
                                           const std::map<std::string, std::string>& templates) {
  const std::string name =
      paper.language == Language::vi ? "to-trinh-dieu-chinh.docx" : "to-trinh-dieu-chinh.en.docx";
  const auto found = templates.find(name);
  if (found == templates.end())
    return {{}, {problem(report::kNoTemplate, {name, 0, 0, {}, {}, {}}, {{"name", name}})}};
  return fill_template(found->second, name, amendment_values(paper), {});
}

}  // namespace xanh
