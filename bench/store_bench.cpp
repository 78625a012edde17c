// Figures stored per second, on the disk (full synchronisation): revisions of 25 figures, each in a
// transaction of its own, and one transaction of 50,000 figures.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>

#include "made_programme.hpp"
#include "office/submission_use.hpp"
#include "store/programme_store.hpp"

namespace {

void add_revisions(benchmark::State& state) {
  const auto programme = xanh::bench::made_programme({1, 0, static_cast<int>(state.range(0))});
  const auto report = xanh::bench::questionable_report(programme, "u0001");
  const std::string bytes = xanh::submission_bytes(report);
  const std::string digest = xanh::submission_digest(report);
  const auto place = std::filesystem::temp_directory_path() /
                     fmt::format("xanh_store_bench_{}_{}", ::getpid(), state.range(0));
  {
    auto store = xanh::ProgrammeStore::create(place.string(), {"made", 1, {}});
    if (!store.ok()) throw std::runtime_error(xanh::to_line(store.problems.front(), xanh::Language::en));
    const std::string cycle = xanh::cycle_bytes(programme.cycle), plan = xanh::plan_bytes(programme.plan);
    store.value->transact([&](xanh::Transaction& t) {
      xanh::StoredPlan first;
      first.version = 1;
      first.bytes = plan;
      first.digest = xanh::plan_digest(programme.plan);
      t.add_plan(first);
      t.add_cycle({"2023-H1", 0, cycle, xanh::cycle_digest(programme.cycle), {}});
    });
    int revision = 0;
    int64_t figures = 0;
    for (auto _ : state) {
      ++revision;
      const auto rows = xanh::figure_rows(report, revision, programme.plan);
      store.value->transact([&](xanh::Transaction& t) {
        t.add_revision({"2023-H1", "u0001", revision, 1, bytes, digest, {}, {}, "bench"}, rows);
      });
      figures += static_cast<int64_t>(rows.size());
    }
    state.SetItemsProcessed(figures);
  }
  std::filesystem::remove_all(place);
}

BENCHMARK(add_revisions)->Arg(25)->Arg(50'000)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
