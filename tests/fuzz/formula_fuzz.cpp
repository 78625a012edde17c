// Any bytes as a formula: no crash, and what is accepted evaluates to a value or to problems, each time the
// same, one row at a time and a column at a time.
#include <bit>
#include <cmath>
#include <cstdlib>

#include "base/text.hpp"
#include "programme/formula.hpp"
#include "programme/formula_columns.hpp"
#include "programme/formula_measures.hpp"
#include "programme/formula_table.hpp"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

std::optional<double> figure(const std::string& code) {
  if (code.front() == 'n') return std::nullopt;  // some elements have no figure
  return static_cast<double>(code.size()) - 1.5;
}

xanh::FormulaTable made_table() {
  constexpr std::uint32_t kUnits = 3, kPeriods = 4;
  xanh::FormulaTable out(kUnits, kPeriods);
  for (const char* key : {"a", "b_2", "a.x", "C{k}", "N{i}", "R{f.REPORTING_RATE}"}) {
    std::vector<double> figures(kUnits * kPeriods);
    for (size_t i = 0; i < figures.size(); ++i)
      figures[i] = i % 5 == 1 ? std::nan("") : 3.5 - static_cast<double>(i);
    out.set(key, std::move(figures));
  }
  std::vector<std::pair<xanh::Date, xanh::Date>> days;
  xanh::Date day = std::chrono::sys_days{std::chrono::year{2024} / 7 / 1};
  for (std::uint32_t period = 0; period < kPeriods; ++period, day += std::chrono::days{91})
    days.emplace_back(day, day + std::chrono::days{90});
  out.set_days(std::move(days));
  out.set_below(0, {1, 2});
  out.set_holds(xanh::FormulaUnitQuestion::in_group, "g", 1);
  return out;
}

std::string measure_of(const std::string& code) {
  return code.size() % 3 == 0 ? "%" : code.size() % 3 == 1 ? "m³/ngày" : "";
}

void both_ways(const xanh::Formula& formula) {
  static const xanh::FormulaTable table = made_table();
  static const std::vector<xanh::FormulaCell> rows = table.cells();
  (void)xanh::evaluate_columns(
      formula, table, rows,
      [&](const xanh::FormulaBlock& block) {
        for (size_t i = 0; i < block.states.size(); ++i) {
          const auto one = formula.evaluate(table, rows[block.first + i]);
          require(one.ok() == (block.states[i] != xanh::FormulaState::failed));
          if (const auto* number = std::get_if<double>(&one.value); number && one.ok())
            require(block.states[i] == xanh::FormulaState::number &&
                    std::bit_cast<std::uint64_t>(*number) == std::bit_cast<std::uint64_t>(block.numbers[i]));
        }
      },
      {.rows = 5});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto formula = xanh::Formula::parse(text);
  for (const auto& problem : formula.problems) {
    require(xanh::is_utf8(problem.message.vi) && xanh::is_utf8(problem.message.en));
    require(problem.place.column >= 0);
  }
  if (!formula.ok()) return 0;
  require(formula.value.text() == text);
  if (formula.value.items().empty())
    require(formula.value.with_names([](const std::string& code) { return "#{" + code + "}"; }) == text);
  const auto first = formula.value.evaluate(figure);
  const auto second = formula.value.evaluate(figure);
  require(first.value == second.value && first.problems == second.problems);
  for (const auto& problem : first.problems) require(xanh::is_utf8(problem.message.vi));
  if (const auto* number = std::get_if<double>(&first.value)) require(std::isfinite(*number));
  for (const auto& problem : xanh::formula_measure(formula.value, measure_of).problems)
    require(xanh::is_utf8(problem.message.vi));
  both_ways(formula.value);
  return 0;
}
