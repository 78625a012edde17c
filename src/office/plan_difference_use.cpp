#include "office/plan_difference_use.hpp"

#include "documents/redline.hpp"
#include "exchange/whole_file.hpp"
#include "office/programme_use.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kNoWordFile{"redline-kind",
                                  Severity::error,
                                  "bản so sánh là tệp Word",
                                  "a redline is a Word file",
                                  "đặt tên tệp kết thúc bằng .docx",
                                  "give the file a name that ends in .docx"};

ComparedVersion compared_version(const Memory& memory, const Plan& plan) {
  ComparedVersion out;
  out.version = plan.version;
  out.in_force_from = plan.in_force_from();
  if (const auto digest = memory.plan_digests.find(plan.version); digest != memory.plan_digests.end())
    out.sha256 = digest->second;
  if (plan.years.empty()) return out;
  out.year = plan.years.back().year;
  out.decision = plan.years.back().decision.number;
  out.date = plan.years.back().decision.date;
  return out;
}

}  // namespace

Outcome<ComparedPlans> compare_plans(const Desk& desk, const std::string& from, const std::string& to) {
  Outcome<ComparedPlans> out;
  append(out.problems,
         attempt([&] { desk.store->read([&](const Transaction& t) { out.value.memory = recall(t); }); }));
  if (has_error(out.problems)) return out;
  const auto before = find_plan(out.value.memory, from), after = find_plan(out.value.memory, to);
  append(out.problems, before.problems);
  append(out.problems, after.problems);
  if (has_error(out.problems)) return out;
  out.value.from = compared_version(out.value.memory, *before.value);
  out.value.to = compared_version(out.value.memory, *after.value);
  out.value.changes = plan_difference(*before.value, *after.value);
  return out;
}

Node node_of(const ComparedPlans& compared) {
  Node out = Node::map();
  out.add("from", to_node(compared.from, Absent::null));
  out.add("to", to_node(compared.to, Absent::null));
  out.add("changes", to_node(compared.changes, Absent::null));
  return out;
}

ComparedPlans compared_with(Memory memory, Plan provisional) {
  ComparedPlans out;
  out.memory = std::move(memory);
  const int before = out.memory.plans.back().version, after = provisional.version;
  out.memory.plans.push_back(std::move(provisional));
  out.from = compared_version(out.memory, *out.memory.plan(before));
  out.to = compared_version(out.memory, *out.memory.plan(after));
  out.changes = plan_difference(out.before(), out.after());
  return out;
}

std::string redline_of(const ComparedPlans& compared, Language language, Instant at) {
  return redline_docx({&compared.before(), &compared.after(), &compared.memory.units, language, at});
}

Problems write_redline(const ComparedPlans& compared, Language language, Instant at,
                       const std::string& path) {
  if (!folded(path).ends_with(".docx")) return {problem(kNoWordFile, Place{path, 0, 0, {}, {}, {}})};
  return write_whole_file(path, redline_of(compared, language, at));
}

}  // namespace xanh
