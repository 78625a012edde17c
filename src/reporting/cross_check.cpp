#include "reporting/cross_check.hpp"

#include <set>

#include "programme/formula.hpp"
#include "reporting/figure_check.hpp"

namespace xanh {
namespace {

using Sides = std::pair<Outcome<FormulaValue>, Outcome<FormulaValue>>;

std::set<std::string> owners(const CycleFacts& facts, const Formula& formula) {
  std::set<std::string> out;
  for (const auto& code : formula.elements())
    for (const auto& [unit, required] : facts.obliged.units_of(code)) out.insert(unit);
  return out;
}

/// Both sides over the units that gave their figures.
Sides sides_over_units(const CycleFacts& facts, const Formula& left, const Formula& right,
                       const std::set<std::string>& owners, const FormulaInputs& complete) {
  std::set<std::string> elements(left.elements().begin(), left.elements().end());
  elements.insert(right.elements().begin(), right.elements().end());
  if (!std::ranges::all_of(elements, [&](const std::string& code) { return complete(code).has_value(); }))
    return {};
  std::vector<std::string> gave;
  for (const auto& unit : owners)
    if (std::ranges::any_of(elements, [&](const std::string& code) {
          const ReportedFigure* figure = facts.accounts.figure(unit, code);
          return figure && figure->value(FigureColumn::this_period);
        }))
      gave.push_back(unit);
  const CycleScope scope(facts, std::move(gave), {elements.begin(), elements.end()});
  return {left.evaluate(scope, CycleScope::whole()), right.evaluate(scope, CycleScope::whole())};
}

std::optional<Number> rounded(double value) {
  const auto decimal = Decimal::from_double(value, 6);
  return decimal ? std::optional(Number{*decimal}) : std::nullopt;
}

}  // namespace

std::vector<CrossCheck> cross_checks(const CycleFacts& facts, const std::vector<ElementResult>& elements) {
  std::vector<CrossCheck> out;
  const FormulaInputs complete = [&](const std::string& code) -> std::optional<double> {
    for (const auto& e : elements)
      if (e.element == code && e.this_period && e.coverage.complete)
        return Decimal::parse(*e.this_period)->to_double();
    return std::nullopt;
  };
  for (const auto& check : facts.plan.checks) {
    const auto left = Formula::parse(check.left), right = Formula::parse(check.right);
    if (!left.ok() || !right.ok()) continue;
    std::set<std::string> units = owners(facts, left.value);
    const std::set<std::string> of_right = owners(facts, right.value);
    // Each unit was asked about its own, unless only all of them can tell.
    if (units == of_right && left.value.of_one_unit() && right.value.of_one_unit()) continue;
    units.insert(of_right.begin(), of_right.end());
    const bool plain = left.value.beyond_elements().empty() && right.value.beyond_elements().empty();
    const auto [a, b] = plain ? Sides{left.value.evaluate(complete), right.value.evaluate(complete)}
                              : sides_over_units(facts, left.value, right.value, units, complete);
    const double* x = a.ok() ? std::get_if<double>(&a.value) : nullptr;
    const double* y = b.ok() ? std::get_if<double>(&b.value) : nullptr;
    if (x && y && !rule_holds(*x, check.operator_, *y)) out.push_back({check.code, rounded(*x), rounded(*y)});
  }
  return out;
}

}  // namespace xanh
