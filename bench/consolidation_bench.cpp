// Kernel: consolidations of reports in memory. `results_page` is everything a results page of 20 targets × 45
// units × 20 periods shows, computed from the figures; `million_values` 20 periods of 2,000 units × 25
// elements.
#include <benchmark/benchmark.h>

#include <atomic>
#include <thread>
#include <vector>

#include "made_programme.hpp"
#include "reporting/consolidation.hpp"

namespace {

constexpr int kPeriods = 20;

void consolidate_periods(benchmark::State& state, const xanh::bench::Size& size, int threads) {
  const auto programme = xanh::bench::made_programme(size);
  std::vector<xanh::Manifest> manifests;
  std::vector<xanh::ConsolidationInput> inputs;
  for (int i = 0; i < kPeriods; ++i) {
    auto period = xanh::bench::made_period(programme, i);
    manifests.push_back(std::move(period.manifest));
    inputs.push_back(
        {&programme.plan, &programme.units, &programme.cycle, std::move(period.reports), nullptr});
  }
  for (auto _ : state) {
    // The periods are independent, and consolidate is pure: they are shared out to the threads.
    std::atomic<size_t> next{0};
    std::atomic<bool> whole{true};
    const auto work = [&] {
      for (size_t i = next++; i < inputs.size(); i = next++)
        if (!xanh::consolidate(manifests[i], inputs[i]).targets.front().coverage.complete) whole = false;
    };
    std::vector<std::jthread> crew;
    for (int i = 1; i < threads; ++i) crew.emplace_back(work);
    work();
    crew.clear();
    if (!whole) state.SkipWithError("figures are missing");
  }
  state.SetItemsProcessed(state.iterations() * kPeriods * size.units * (2 * size.targets + size.rows));
}

BENCHMARK_CAPTURE(consolidate_periods, results_page, xanh::bench::Size{45, 20, 0}, 1)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();
BENCHMARK_CAPTURE(consolidate_periods, results_page_on_two, xanh::bench::Size{45, 20, 0}, 2)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();
BENCHMARK_CAPTURE(consolidate_periods, million_values, xanh::bench::Size{2000, 10, 5}, 1)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();
BENCHMARK_CAPTURE(consolidate_periods, million_values_on_two, xanh::bench::Size{2000, 10, 5}, 2)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

}  // namespace
