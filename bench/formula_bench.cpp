// Formulas parsed and evaluated per second. The aim is a million simple ones parsed; DHIS2's parser does
// 12,000 a second on the same machine.
#include <benchmark/benchmark.h>

#include <cmath>

#include "programme/formula.hpp"
#include "programme/formula_columns.hpp"
#include "programme/formula_table.hpp"

namespace {

constexpr std::string_view kShare = "#{a} / #{b} * 100";
constexpr std::string_view kGuarded =
    "if(isNull(#{treated}) || #{generated} == 0, 0, #{treated} / greatest(#{generated}, #{treated}) * 100)";

std::optional<double> figure(const std::string& code) {
  return static_cast<double>(code.size());
}

void parse(benchmark::State& state, std::string_view text) {
  for (auto _ : state) {
    auto formula = xanh::Formula::parse(text);
    benchmark::DoNotOptimize(formula);
  }
  state.SetItemsProcessed(state.iterations());
}

void evaluate(benchmark::State& state, std::string_view text) {
  const auto formula = xanh::Formula::parse(text);
  const xanh::FormulaInputs inputs = figure;
  for (auto _ : state) {
    auto value = formula.value.evaluate(inputs);
    benchmark::DoNotOptimize(value);
  }
  state.SetItemsProcessed(state.iterations());
}

// Rows a second, a column at a time; one in ten lacks a figure.
void columns(benchmark::State& state, std::string_view text) {
  constexpr std::uint32_t kUnits = 200, kPeriods = 500;
  xanh::FormulaTable table(kUnits, kPeriods);
  std::vector<double> figures(kUnits * kPeriods);
  for (size_t i = 0; i < figures.size(); ++i) figures[i] = static_cast<double>(i % 1000) + 1;
  for (const char* code : {"a", "b", "generated"}) table.set(code, figures);
  for (size_t i = 0; i < figures.size(); i += 10) figures[i] = std::nan("");
  table.set("treated", figures);
  const auto rows = table.cells();
  const auto formula = xanh::Formula::parse(text);
  double sum = 0;
  for (auto _ : state) {
    const auto problems = xanh::evaluate_columns(
        formula.value, table, rows, [&](const xanh::FormulaBlock& block) { sum += block.numbers.back(); });
    benchmark::DoNotOptimize(problems);
  }
  benchmark::DoNotOptimize(sum);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(rows.size()));
}

BENCHMARK_CAPTURE(parse, share, kShare);
BENCHMARK_CAPTURE(parse, guarded, kGuarded);
BENCHMARK_CAPTURE(evaluate, share, kShare);
BENCHMARK_CAPTURE(evaluate, guarded, kGuarded);
BENCHMARK_CAPTURE(columns, share, kShare);
BENCHMARK_CAPTURE(columns, guarded, kGuarded);

}  // namespace
