// Opening and closing a cycle, and where each stands.
#pragma once

#include <functional>

#include "office/memory.hpp"
#include "office/seen.hpp"

namespace xanh {

struct CycleLine {
  std::string code;
  Bilingual names;
  int plan_year = 0;
  CycleKind kind{};
  Window window;
  CycleStage stage{};
  std::optional<int> plan_version;
  std::optional<Date> due;  ///< of the units
};
BOOST_DESCRIBE_STRUCT(CycleLine, (), (code, names, plan_year, kind, window, stage, plan_version, due))

[[nodiscard]] CycleLine line_of_cycle(const Memory& memory, const Cycle& cycle);
[[nodiscard]] std::vector<CycleLine> cycle_list(const Memory& memory);

/// One cycle; its tag is what the changes below may be asked to have seen.
[[nodiscard]] Outcome<CycleLine> show_cycle(const Desk& desk, const std::string& cycle);

// The steps of a cycle. `seen`: tag_of the line that their sender saw; changed-meanwhile when it is another.
using CycleStep = Outcome<CycleLine>(const Desk&, const std::string&, const std::optional<std::string>&);

/// Binds the cycle to the plan version in force at its cut-off (the newest, when none is yet) and lets
/// reports in.
[[nodiscard]] Outcome<CycleLine> open_cycle(const Desk& desk, const std::string& cycle,
                                            const std::optional<std::string>& seen = {});
/// No report is taken in any more; lateness is judged at this moment from now on.
[[nodiscard]] Outcome<CycleLine> close_cycle(const Desk& desk, const std::string& cycle,
                                             const std::optional<std::string>& seen = {});
/// Brings the plan version in force by now into an open cycle; forms already filled stay valid where their
/// codes still exist.
[[nodiscard]] Outcome<CycleLine> rebase_cycle(const Desk& desk, const std::string& cycle,
                                              const std::optional<std::string>& seen = {});
/// The newest snapshot becomes the published one, to which the next cycle of this kind is compared; its
/// papers are kept and sealed (publish_use.hpp).
[[nodiscard]] Outcome<CycleLine> publish_cycle(const Desk& desk, const std::string& cycle,
                                               const std::optional<std::string>& seen = {});

/// cycle-wrong-stage when the cycle stands at another stage than this.
[[nodiscard]] Problems wrong_stage(const Memory& memory, const std::string& cycle, CycleStage wanted);
/// What else decides, and is written, in the transaction that moves a cycle on.
using DecideStage = std::function<Problems(Transaction&, const Memory&, const Cycle&, CycleEvent&)>;
/// One event of a cycle with its row in the audit log, if it stands at `from` and `decide` finds no error.
[[nodiscard]] Outcome<CycleLine> move_cycle(const Desk& desk, const std::string& cycle,
                                            const std::optional<std::string>& seen, CycleStage from,
                                            const char* event, const DecideStage& decide);

}  // namespace xanh
