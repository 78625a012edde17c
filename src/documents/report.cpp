#include "documents/report.hpp"

#include "documents/docx_template.hpp"
#include "documents/report_annex.hpp"
#include "documents/report_parts.hpp"
#include "documents/report_problems.hpp"

namespace xanh {

using report::Desk;

Node report_values(const ReportContext& context) {
  const Desk desk{context};
  Node values = Node::map();
  report::add_head(values, desk);
  report::add_units(values, desk);
  report::add_targets(values, desk);
  report::add_solutions(values, desk);
  report::add_works(values, desk);
  report::add_unit_work(values, desk);
  report::add_next_year(values, desk);
  report::add_assessment(values, desk);
  report::add_next_tasks(values, desk);
  report::add_requests(values, desk);
  report::add_opinions(values, desk);
  report::add_charts(values, desk);
  return values;
}

std::string template_of(const ReportContext& context) {
  const bool year = context.cycle->kind == CycleKind::year;
  if (context.document == "bc-so" || context.document == "bc-ubnd")
    return context.document + (year ? "-nam" : "");
  return context.document;
}

namespace {

/// Fills the template of this name in the report's language.
Outcome<std::string> filled(const ReportContext& context, const std::map<std::string, std::string>& templates,
                            const std::string& stem, const Node& values,
                            const std::map<std::string, std::string>& images) {
  const std::string name = stem + (context.language == Language::vi ? ".docx" : ".en.docx");
  const auto found = templates.find(name);
  if (found == templates.end())
    return {{}, {problem(report::kNoTemplate, {name, 0, 0, {}, {}, {}}, {{"name", name}})}};
  return fill_template(found->second, name, values, images);
}

std::string json_of(const ReportContext& context) {
  const auto zone = Zone::named(context.plan->programme.zone);
  if (!zone) throw std::invalid_argument("unknown zone " + context.plan->programme.zone);
  Node tree = report_json(*context.manifest, *context.result, context.snapshot, *zone);
  if (!context.restatements.empty()) tree.add("restatements", to_node(context.restatements));
  return write_json(tree) + "\n";
}

}  // namespace

Outcome<std::vector<ReportFile>> write_report(const ReportContext& context,
                                              const std::map<std::string, std::string>& templates,
                                              const Renderings& wanted) {
  Outcome<std::vector<ReportFile>> out;
  const auto take = [&](Outcome<std::string> made, const std::string& name) {
    out.problems.insert(out.problems.end(), made.problems.begin(), made.problems.end());
    if (made.ok()) out.value.push_back({name, std::move(made.value)});
  };
  if (wanted.contains(Rendering::to_sign) || wanted.contains(Rendering::page)) {
    auto signed_paper = filled(context, templates, template_of(context), report_values(context),
                               report::charts(Desk{context}));
    if (wanted.contains(Rendering::page) && signed_paper.ok()) {
      const ReportWords words{context};
      take(html_of(signed_paper.value, context.language,
                   words.in(context.cycle->names) + " - " + words.in(context.plan->programme.names)),
           "report.html");
    }
    if (wanted.contains(Rendering::to_sign) || !signed_paper.ok())
      take(std::move(signed_paper),
           context.document == "bc-so" ? std::string("report.docx") : context.document + ".docx");
  }
  if (wanted.contains(Rendering::sources))
    take(filled(context, templates, "nguon", source_values(context), {}), "sources.docx");
  if (wanted.contains(Rendering::annex))
    out.value.push_back({"annex.xlsx", report::annex_workbook(Desk{context})});
  if (wanted.contains(Rendering::data)) out.value.push_back({"report.json", json_of(context)});
  if (!out.ok()) out.value.clear();
  std::sort(out.value.begin(), out.value.end(),
            [](const ReportFile& a, const ReportFile& b) { return a.name < b.name; });
  return out;
}

}  // namespace xanh
