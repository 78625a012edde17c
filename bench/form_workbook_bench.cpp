// A form of 50,000 rows of figures: written, parsed, read and checked. The promise is one second for parsing
// and reading.
#include <benchmark/benchmark.h>

#include <fmt/format.h>

#include <stdexcept>

#include "exchange/form_workbook.hpp"

namespace xanh {
namespace {

struct LargeForm {
  Plan plan;
  Register units;
  Cycle cycle;
  Form form;
  Submission draft;
  std::string bytes;
};

const LargeForm& large_form() {
  static const LargeForm made = [] {
    LargeForm out;
    out.plan.programme.code = "large";
    SolutionGroup group;
    group.code = "s1";
    group.table = "05a";
    out.plan.programme.solution_groups.push_back(group);
    out.cycle.code = out.form.cycle = out.draft.cycle = "2023-H1";
    out.cycle.window = {make_date(2022, 12, 15), make_date(2023, 6, 14)};
    out.form.unit = out.draft.unit = "q7";
    for (int i = 0; i < 50000; ++i) {
      Element element;
      element.code = fmt::format("figure_{:05}", i);
      element.name_vi = fmt::format("Số liệu thứ {}", i);
      element.type = ElementType::integer;
      element.kind = ElementKind::flow;
      element.min = Decimal{0};
      ReportedFigure figure;
      figure.element = element.code;
      figure.this_period = Decimal{i};
      figure.year_to_date = Decimal{2 * i};
      out.draft.figures.push_back(std::move(figure));
      out.plan.elements.push_back(std::move(element));
    }
    FormTable table{"05a", {}};
    for (const auto& element : out.plan.elements) table.rows.push_back({&element, true});
    out.form.tables.push_back(std::move(table));
    return out;
  }();
  return made;
}

std::string written() {
  const LargeForm& large = large_form();
  FormContext context;
  context.programme = &large.plan.programme;
  context.plan = &large.plan;
  context.units = &large.units;
  context.cycle = &large.cycle;
  context.draft = &large.draft;
  return write_form_workbook(large.form, context);
}

void write_50000_rows(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(written());
}
BENCHMARK(write_50000_rows)->Unit(benchmark::kMillisecond)->Iterations(1);

void parse_and_read_50000_rows(benchmark::State& state) {
  const std::string bytes = written();
  for (auto _ : state) {
    const auto read = read_form_workbook(bytes, "large.xlsx", large_form().form, large_form().plan);
    if (read.value.submission.figures.size() != 50000 || !read.problems.empty())
      throw std::logic_error("not all was read");
  }
}
BENCHMARK(parse_and_read_50000_rows)->Unit(benchmark::kMillisecond);

void read_parsed_50000_rows(benchmark::State& state) {
  const auto workbook = read_workbook(written(), "large.xlsx");
  for (auto _ : state)
    benchmark::DoNotOptimize(
        read_form_workbook(workbook.value, "large.xlsx", large_form().form, large_form().plan));
}
BENCHMARK(read_parsed_50000_rows)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace xanh
