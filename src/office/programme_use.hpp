// Taking a programme in, giving it out, and asking what was in force.
#pragma once

#include "exchange/programme_folder.hpp"
#include "office/memory.hpp"

namespace xanh {

struct InitResult {
  std::string programme;
  int plans = 0;
  std::string plan_sha256, register_sha256;
  int units = 0, targets = 0, tasks = 0;
};
BOOST_DESCRIBE_STRUCT(InitResult, (), (programme, plans, plan_sha256, register_sha256, units, targets, tasks))

/// A new store from a programme folder; refuses an existing one and a folder with errors.
[[nodiscard]] Outcome<InitResult> init_store(const std::string& address, const std::string& programme_folder,
                                             const std::string& actor, Instant now);

/// Writes the programme folder of the store. The place must be new or empty; nothing is half-written.
/// `version`: a number, or a year for the last version in force in it; empty: the newest. The register, the
/// cycles and the statements are those of now in any case. Problems: unknown-plan.
[[nodiscard]] Problems export_programme(const Desk& desk, const std::string& folder,
                                        const std::string& version = {});

struct PlanLine {
  int version = 0;
  int year = 0;
  Date in_force_from{};
  std::string decision, sha256;
  int targets = 0, tasks = 0;
};
BOOST_DESCRIBE_STRUCT(PlanLine, (), (version, year, in_force_from, decision, sha256, targets, tasks))
[[nodiscard]] std::vector<PlanLine> plan_list(const Memory& memory);

/// A version by its number, or by a plan year (the last version in force in it); the newest when empty.
[[nodiscard]] Outcome<const Plan*> find_plan(const Memory& memory, const std::string& version_or_year);

}  // namespace xanh
