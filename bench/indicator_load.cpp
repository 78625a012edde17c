// Indicators over a columnar copy of 100 million figures: 500 elements of 1,000 units in 200 months, made
// within DuckDB. Beside each stands the plain SQL that does the same on the same copy. Also how long it takes
// to bring the copy up to date.
//   indicator_load FOLDER [RUNS]   prints lines of name, value, unit and limit (- for none), separated by
//   tabs
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <random>
#include <thread>

#include "base/canonical.hpp"
#include "programme/formula_columns.hpp"
#include "store/columnar_scope.hpp"

namespace fs = std::filesystem;
using namespace xanh;

namespace {

constexpr int kElements = 500, kCycles = 200, kUnits = 1000, kMonths = 12, kGroup = 50;
constexpr int kBlocks = (kCycles + kColumnarWidth - 1) / kColumnarWidth;
constexpr int kYear = 8;  // of the questions about one year

using Clock = std::chrono::steady_clock;
double since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

void say(const std::string& name, double value, const char* unit, const char* limit = "-") {
  fmt::print("{}\t{:.4g}\t{}\t{}\n", name, value, unit, limit);
  std::fflush(stdout);
}

struct Times {
  std::vector<double> all;
  [[nodiscard]] double at(double share) {
    std::sort(all.begin(), all.end());
    const auto place = static_cast<size_t>(std::ceil(share * static_cast<double>(all.size())));
    return all[std::min(place, all.size()) - (place > 0 ? 1 : 0)];
  }
};

std::string element(int number) {
  return fmt::format("e{:03}", number);
}

Instant moment() {
  return *parse_instant("2023-06-20T10:00:00+07:00");
}

/// A store whose copy is stamped, and then filled with figures of nobody.
void make(const fs::path& store, ProgrammeStore& programme, const ColumnarLimits& limits) {
  {
    ColumnarCopy copy(store, limits);
    programme.read([&](const Transaction& t) { copy.bring_up_to(t); });
  }
  ColumnarFile file(store / columnar_copy::kFile, store / columnar_copy::kWork, limits);
  file.append("items", kElements, [](size_t row, std::vector<ColumnarCell>& to) {
    to = {static_cast<std::int64_t>(row),
          element(static_cast<int>(row)),
          "this_period",
          "",
          "d",
          std::int64_t{2},
          std::int64_t{10}};
  });
  file.append("cycles", kCycles, [](size_t row, std::vector<ColumnarCell>& to) {
    to = {static_cast<std::int64_t>(row), fmt::format("c{:03}", row), "", ""};
  });
  file.append("units", kUnits, [](size_t row, std::vector<ColumnarCell>& to) {
    to = {static_cast<std::int64_t>(row), fmt::format("u{:03}", row)};
  });
  auto start = Clock::now();
  // As a plain table, for the plain SQL; then as the copy has them.
  file.run("CREATE TABLE plain (item USMALLINT, cycle USMALLINT, unit USMALLINT, value BIGINT)");
  file.run(
      fmt::format("INSERT INTO plain SELECT i // {}, (i // {}) % {}, i % {}, hash(i) % 1000000 + 1 FROM "
                  "range({}) t(i)",
                  kCycles * kUnits, kUnits, kCycles, kUnits, std::int64_t{kElements} * kCycles * kUnits));
  file.run("CHECKPOINT");
  say("a plain table of 100 million figures made in DuckDB", since(start), "ms");
  say("  its size", static_cast<double>(fs::file_size(store / columnar_copy::kFile)) / 1e6, "MB");
  start = Clock::now();
  std::string columns;
  for (int column = 0; column < kColumnarWidth; ++column) {
    const std::string cycle = fmt::format("(block * {} + {})", kColumnarWidth, column);
    columns +=
        fmt::format(", CASE WHEN {0} < {1} THEN hash((item * {1} + {0}) * {2} + unit) % 1000000 + 1 END",
                    cycle, kCycles, kUnits);
  }
  file.run(fmt::format(
      "INSERT INTO figures SELECT item, block, unit{} FROM (SELECT i // {} % {} AS item, i // {} AS block, "
      "i % {} AS unit FROM range({}) t(i))",
      columns, kUnits, kElements, kElements * kUnits, kUnits, std::int64_t{kElements} * kBlocks * kUnits));
  file.run("CHECKPOINT");
  say("the copy of the same made in DuckDB", since(start), "ms");
}

/// Of all periods by year; rows are what is asked for.
ColumnarShape shape(const std::vector<int>& elements, int first_year, int last_year) {
  ColumnarShape out;
  for (const int one : elements)
    out.elements.push_back({{element(one), "this_period", "", "d"}, ElementKind::flow});
  for (int year = first_year; year <= last_year; ++year) {
    ColumnarPeriod& period = out.periods.emplace_back();
    period.year = 2006 + year;
    for (int month = 0; month < kMonths && year * kMonths + month < kCycles; ++month) {
      const Date first = make_date(2006 + year, static_cast<unsigned>(month) + 1, 1);
      period.cycles.push_back(static_cast<std::uint32_t>(out.cycles.size()));
      out.cycles.push_back({fmt::format("c{:03}", year * kMonths + month), first, first});
    }
  }
  return out;
}

void put_row(ColumnarShape& shape, std::vector<std::uint32_t> units) {
  shape.rows.push_back({std::vector(shape.cycles.size(), std::move(units)), {}});
}

std::vector<int> chosen(std::mt19937& random, int count, int of) {
  std::vector<int> all(static_cast<size_t>(of));
  std::iota(all.begin(), all.end(), 0);
  std::shuffle(all.begin(), all.end(), random);
  all.resize(static_cast<size_t>(count));
  std::sort(all.begin(), all.end());
  return all;
}

std::string joined(const std::vector<int>& numbers) {
  std::string out;
  for (const int one : numbers) out += (out.empty() ? "" : ",") + std::to_string(one);
  return out;
}

/// Values of the formulas for all rows and periods of the shape, formula by formula.
std::vector<double> asked(ColumnarCopy& copy, const ColumnarShape& shape,
                          const std::vector<std::string>& formulas) {
  std::vector<Formula> parsed;
  std::vector<std::vector<std::uint32_t>> elements;
  for (const auto& text : formulas) {
    parsed.push_back(Formula::parse(text).value);
    auto& places = elements.emplace_back();
    for (std::uint32_t i = 0; i < shape.elements.size(); ++i)
      if (std::binary_search(parsed.back().elements().begin(), parsed.back().elements().end(),
                             shape.elements[i].item.element))
        places.push_back(i);
  }
  const auto scopes = columnar_scopes(copy, shape, elements);
  std::vector<FormulaCell> cells;
  for (std::uint32_t row = 0; row < shape.rows.size(); ++row)
    for (std::uint32_t period = 0; period < shape.periods.size(); ++period) cells.push_back({row, period});
  std::vector<double> out;
  for (size_t i = 0; i < parsed.size(); ++i)
    if (!evaluate_columns(parsed[i], scopes[i], cells, [&](const FormulaBlock& block) {
           out.insert(out.end(), block.numbers.begin(), block.numbers.end());
         }).empty())
      throw std::runtime_error("a formula has no value");
  return out;
}

/// By row and period, of the answer `row, period, value` of plain SQL.
void hold_against(ColumnarCopy& copy, const std::string& sql, const std::vector<double>& ours) {
  size_t count = 0;
  copy.file().rows(sql, [&](const std::vector<std::string>& row) {
    const double expected = std::stod(row[1]);
    if (std::abs(ours.at(std::stoul(row[0])) / expected - 1) > 1e-9)
      throw std::runtime_error("results differ");
    ++count;
  });
  if (count != ours.size()) throw std::runtime_error("results are missing");
}

struct Question {
  ColumnarShape shape;
  std::vector<std::string> formulas;
  std::string sql;  ///< place in our answer, value
};

Question by_group_and_year(const std::vector<int>& over, const std::vector<int>& under) {
  std::vector<int> all = over;
  all.insert(all.end(), under.begin(), under.end());
  std::sort(all.begin(), all.end());
  constexpr int kYears = (kCycles + kMonths - 1) / kMonths;
  Question out{shape(all, 0, kYears - 1), {}, {}};
  for (int first = 0; first < kUnits; first += kGroup) {
    std::vector<std::uint32_t> units(kGroup);
    std::iota(units.begin(), units.end(), first);
    put_row(out.shape, units);
  }
  const auto sum = [](const std::vector<int>& of) {
    std::string text;
    for (const int one : of) text += (text.empty() ? "" : " + ") + ("#{" + element(one) + "}");
    return text;
  };
  out.formulas = {fmt::format("100 * ({}) / ({})", sum(over), sum(under))};
  out.sql = fmt::format(
      "SELECT unit // {} * {} + cycle // {}, 100.0 * sum(value) FILTER (item IN ({})) / sum(value) FILTER "
      "(item IN "
      "({})) FROM plain WHERE item IN ({}) GROUP BY unit // {}, cycle // {}",
      kGroup, kYears, kMonths, joined(over), joined(under), joined(all), kGroup, kMonths);
  return out;
}

Question hundred_by_hundred(std::mt19937& random) {
  std::vector<std::pair<int, int>> pairs;
  std::vector<int> all;
  for (int i = 0; i < 100; ++i) {
    const auto two = chosen(random, 2, kElements);
    pairs.emplace_back(two[0], two[1]);
    all.insert(all.end(), two.begin(), two.end());
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  Question out{shape(all, kYear, kYear), {}, {}};
  std::string formulas, rows;
  const auto units = chosen(random, 100, kUnits);
  for (size_t i = 0; i < units.size(); ++i) {
    put_row(out.shape, {static_cast<std::uint32_t>(i)});
    out.shape.units.push_back(fmt::format("u{:03}", units[i]));
    rows += fmt::format("{}({}, {})", rows.empty() ? "" : ",", i, units[i]);
  }
  for (size_t i = 0; i < pairs.size(); ++i) {
    out.formulas.push_back(
        fmt::format("100 * #{{{}}} / #{{{}}}", element(pairs[i].first), element(pairs[i].second)));
    formulas +=
        fmt::format("{}({}, {}, {})", formulas.empty() ? "" : ",", i, pairs[i].first, pairs[i].second);
  }
  out.sql = fmt::format(
      "WITH s AS (SELECT item, unit, sum(value) AS value FROM plain WHERE cycle BETWEEN {} AND {} AND item "
      "IN ({}) "
      "AND unit IN ({}) GROUP BY item, unit), f(n, a, b) AS (VALUES {}), r(n, unit) AS (VALUES {}) "
      "SELECT f.n * 100 + r.n, 100.0 * a.value / b.value FROM f JOIN s a ON a.item = f.a JOIN s b ON b.item "
      "= f.b AND "
      "b.unit = a.unit JOIN r ON r.unit = a.unit",
      kYear * kMonths, kYear * kMonths + kMonths - 1, joined(all), joined(units), formulas, rows);
  return out;
}

template <class Make>
void measured(ColumnarCopy& copy, const std::string& name, int runs, const char* middle, const char* slow,
              Make make) {
  std::mt19937 random(20230614);
  Times ours, plain;
  for (int run = -2; run < runs; ++run) {  // the first two make it warm
    Question question = make(random);
    if (question.shape.units.empty())
      for (int unit = 0; unit < kUnits; ++unit) question.shape.units.push_back(fmt::format("u{:03}", unit));
    auto start = Clock::now();
    const auto values = asked(copy, question.shape, question.formulas);
    const double taken = since(start);
    start = Clock::now();
    copy.file().run(question.sql);
    const double sql = since(start);
    if (run < 0) {
      hold_against(copy, question.sql, values);
      continue;
    }
    ours.all.push_back(taken);
    plain.all.push_back(sql);
  }
  say(name, ours.at(0.5), "ms", middle);
  say("  the slowest in twenty", ours.at(0.95), "ms", slow);
  say("  plain SQL of DuckDB beside it", plain.at(0.5), "ms");
  say("  its slowest in twenty", plain.at(0.95), "ms");
  say("  ours, times the plain SQL", ours.at(0.5) / plain.at(0.5), "times");
}

/// So many reports of 100 figures each, noted.
void report(ProgrammeStore& programme, const std::string& cycle, int reports) {
  programme.transact([&](Transaction& t) {
    for (int unit = 0; unit < reports; ++unit) {
      const std::string code = fmt::format("u{:03}", unit);
      const int number = t.next_revision(cycle, code);
      std::vector<FigureRow> rows;
      for (int i = 0; i < 100; ++i)
        rows.push_back({cycle, code, number, element(i * 5), "this_period", "", "d", "official",
                        Decimal::parse(fmt::format("{}.25", unit * 100 + i))});
      t.add_revision({cycle, code, number, 1, "{}", digest_of("revision", "{}"), moment(), moment(), "bench"},
                     rows);
      t.add_submission_event({0, cycle, code, number, "noted", "", moment(), "bench"});
    }
    t.audit({moment(), "bench", "note", cycle, ""});
  });
}

void bring(ColumnarCopy& copy, ProgrammeStore& programme, const std::string& name, size_t expected) {
  CopyBrought brought;
  const auto start = Clock::now();
  programme.read([&](const Transaction& t) { brought = copy.bring_up_to(t); });
  if (brought.figures != expected || brought.made_anew)
    throw std::runtime_error("not what was to be taken over");
  say(name, since(start), "ms");
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 2) return 2;
  const fs::path store = fs::path(argv[1]) / "indicator-store";
  const int runs = argc > 2 ? std::max(1, std::atoi(argv[2])) : 40;
  ColumnarLimits limits;
  limits.threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  auto made = ProgrammeStore::create(store.string(), {"bench", 1, moment()}, [](Transaction& t) {
    t.add_plan({1, 2023, make_date(2023, 1, 1), "{}", digest_of("plan", "{}"), moment(), "bench"});
    t.audit({moment(), "bench", "init", "bench", ""});
  });
  if (!made.ok()) throw std::runtime_error(made.problems.front().message.en);
  ProgrammeStore& programme = *made.value;
  make(store, programme, limits);
  say("both together", static_cast<double>(fs::file_size(store / columnar_copy::kFile)) / 1e6, "MB");
  const auto start = Clock::now();
  ColumnarCopy copy(store, limits);
  say("the copy opened", since(start), "ms");

  measured(copy, "an indicator over 100 million figures, by group and year", runs, "300", "300",
           [](auto& random) {
             const auto two = chosen(random, 2, kElements);
             return by_group_and_year({two[0]}, {two[1]});
           });
  measured(copy, "an indicator of 20 elements over the same", runs, "300", "300", [](auto& random) {
    auto all = chosen(random, 20, kElements);
    return by_group_and_year({all.begin(), all.begin() + 10}, {all.begin() + 10, all.end()});
  });
  measured(copy, "100 indicators for 100 units and a year", runs, "-", "20", hundred_by_hundred);

  report(programme, "c200", 1);
  bring(copy, programme, "the copy brought up to date: 1 report of 100 figures", 100);
  report(programme, "c200", 1);
  bring(copy, programme, "  the same report, revised", 100);
  report(programme, "c201", 1000);
  bring(copy, programme, "  1,000 reports, 100,000 figures", 100000);
  report(programme, "c201", 1000);
  bring(copy, programme, "  the same reports, revised", 100000);
  return 0;
} catch (const std::exception& fault) {
  fmt::print(stderr, "indicator_load: {}\n", fault.what());
  return 1;
}
