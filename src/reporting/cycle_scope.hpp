// One cycle as formulas of targets and checks see it: the whole programme and every unit, this cycle and the
// one of the same kind before it. What a formula may ask for here, the plan check says (within_cycle in
// programme/plan_check.cpp).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "programme/formula_scope.hpp"
#include "reporting/accounts.hpp"
#include "reporting/form.hpp"

namespace xanh {

/// The published cycle of the same kind before this one, as it was reported.
struct EarlierCycle {
  Cycle cycle;
  const Plan* plan = nullptr;  ///< which it was reported by
  Manifest manifest;
  std::vector<Submission> accepted;  ///< in the order of the manifest's revisions
};

/// Whether a formula of the plan asks for figures of the cycle before (`.periodOffset(-1)`): only then are
/// its reports needed.
[[nodiscard]] bool asks_earlier(const Plan& plan);

/// What is behind the figures of one cycle. Points into its arguments.
struct CycleFacts {
  const Plan& plan;
  const Register& units;
  const Cycle& cycle;
  const AsOf& as_of;
  const Obliged& obliged;
  const Accounts& accounts;
  const EarlierCycle* earlier = nullptr;
};

/// A figure of the cycle before and where it was reported: "2022-Y/q7/1".
struct EarlierFigure {
  std::string submission;
  Decimal value;
  FigureState state{};
};

class CycleScope final : public FormulaScope {
 public:
  /// The figures of these elements over these units, by code: figures of the whole are the sums over those of
  /// them that owe the element. An earlier figure stands on the land of today's units: what merged is added
  /// up, what only a share or a part of an area would give is absent.
  CycleScope(const CycleFacts& facts, std::vector<std::string> units,
             const std::vector<std::string>& elements);

  /// The whole, this cycle.
  [[nodiscard]] static FormulaCell whole() { return {0, kNow}; }
  /// One of the units, this cycle.
  [[nodiscard]] FormulaCell cell_of(const std::string& unit) const;
  /// What the figures of the cycle before were added up from.
  [[nodiscard]] std::vector<EarlierFigure> earlier_of(const std::string& element) const;

  void values(const FormulaItem& item, std::span<const FormulaCell> cells,
              std::span<double> out) const override;
  [[nodiscard]] std::optional<std::uint32_t> period_after(std::uint32_t period, int offset) const override;
  [[nodiscard]] std::vector<std::uint32_t> year_to_date(std::uint32_t period) const override;
  [[nodiscard]] std::optional<std::pair<Date, Date>> days(std::uint32_t period) const override;
  [[nodiscard]] std::vector<std::uint32_t> sample_units(FormulaCell cell) const override;
  [[nodiscard]] FormulaAggregation aggregation(const FormulaItem& item) const override;
  [[nodiscard]] bool holds(FormulaUnitQuestion question, std::string_view code,
                           FormulaCell cell) const override;

 private:
  enum Period : std::uint32_t { kEarlier, kNow, kYearToDate };
  /// The figures of one element in one period: of the whole, then of every unit.
  using Column = std::vector<std::optional<Decimal>>;
  struct Figures {
    Column now, to_date, earlier;
    std::vector<EarlierFigure> taken;
  };

  void take(const std::string& code);
  void take_earlier(const Element& element, const std::map<std::string, bool>& owing, Figures& into) const;
  void total(const std::map<std::string, bool>& owing, Column& column) const;
  [[nodiscard]] double reports(const FormulaItem& item, FormulaCell cell) const;
  [[nodiscard]] double reports_of(const FormulaItem& item, FormulaCell cell, const Plan& plan,
                                  const Cycle& cycle, const Obliged& obliged, const Accounts& accounts) const;
  [[nodiscard]] double members(std::string_view group, FormulaCell cell) const;

  CycleFacts facts_;
  std::vector<std::string> units_;  ///< by code
  std::map<std::string, Figures, std::less<>> figures_;
};

}  // namespace xanh
