// Formulas parsed and evaluated per second. The aim is a million simple ones parsed; DHIS2's parser does
// 12,000 a second on the same machine.
#include <benchmark/benchmark.h>

#include "programme/formula.hpp"

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

BENCHMARK_CAPTURE(parse, share, kShare);
BENCHMARK_CAPTURE(parse, guarded, kGuarded);
BENCHMARK_CAPTURE(evaluate, share, kShare);
BENCHMARK_CAPTURE(evaluate, guarded, kGuarded);

}  // namespace
