// Two versions of the plan side by side: what changed from one to the other, as data and as a Word file with
// tracked changes.
#pragma once

#include "office/memory.hpp"
#include "programme/plan_difference.hpp"

namespace xanh {

/// What a person needs to know of a version to tell it from another.
struct ComparedVersion {
  int version = 0;
  int year = 0;  ///< the plan year it put in force
  std::string decision;
  std::optional<Date> date;  ///< of the decision
  Date in_force_from{};
  std::string sha256;
};
BOOST_DESCRIBE_STRUCT(ComparedVersion, (), (version, year, decision, date, in_force_from, sha256))

struct ComparedPlans {
  Memory memory;
  ComparedVersion from, to;
  std::vector<PlanChange> changes;
  [[nodiscard]] const Plan& before() const { return *memory.plan(from.version); }
  [[nodiscard]] const Plan& after() const { return *memory.plan(to.version); }
};

/// Open to all: a version is a decision that was published. `from` and `to` are numbers or years as find_plan
/// takes them, in any order. Problem: unknown-plan (both, where both are).
[[nodiscard]] Outcome<ComparedPlans> compare_plans(const Desk& desk, const std::string& from,
                                                   const std::string& to);
/// {from, to, changes}; every key of a change is there, null where it has no value.
[[nodiscard]] Node node_of(const ComparedPlans& compared);
/// The memory's newest version against one that is not decided yet, such as what an amendment would make.
[[nodiscard]] ComparedPlans compared_with(Memory memory, Plan provisional);

/// The Word file with tracked changes, dated `at`.
[[nodiscard]] std::string redline_of(const ComparedPlans& compared, Language language, Instant at);

/// Writes that file. Problems: what writing a file meets, redline-kind
/// for a path that does not end in .docx.
[[nodiscard]] Problems write_redline(const ComparedPlans& compared, Language language, Instant at,
                                     const std::string& path);

}  // namespace xanh
