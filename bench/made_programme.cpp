#include "made_programme.hpp"

#include <fmt/format.h>

namespace xanh::bench {
namespace {

constexpr std::string_view kUnits = "units";

Date day(int year, unsigned month, unsigned date) {
  return Date{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{date}};
}

Element element(std::string code, std::string table) {
  Element out;
  out.code = std::move(code);
  out.name_vi = "Số liệu " + out.code;
  out.name_en = "Figure " + out.code;
  out.unit = "cơ sở";
  out.min = Decimal{0};
  out.kind = ElementKind::stock;
  out.definition = "made-" + out.code;
  out.table = std::move(table);
  return out;
}

Target target(int number) {
  Target out;
  out.code = fmt::format("t{:02}", number);
  out.goal = "g1";
  out.names = {"Chỉ tiêu " + out.code, "Target " + out.code};
  out.unit = "%";
  out.decimals = 1;
  out.direction = Direction::rise;
  out.collected = Collected::sum_of_units;
  out.definition = Definition{"made-" + out.code, {"Định nghĩa", "Definition"}};
  out.numerator = out.code + "_a";
  out.denominator = out.code + "_b";
  out.factor = Decimal{100};
  Milestone milestone;
  milestone.year = 2030;
  milestone.value = Decimal{90};
  out.milestones.push_back(milestone);
  out.min_coverage = Decimal::parse("0.8");
  return out;
}

Obligation obligation(std::string item) {
  Obligation out;
  out.item = std::move(item);
  out.unit = kUnits;
  return out;
}

UnitRow unit_row(std::string code, UnitRole role, UnitKind kind) {
  UnitRow out;
  out.code = std::move(code);
  out.name_vi = "Đơn vị " + out.code;
  out.name_en = "Unit " + out.code;
  out.kind = kind;
  out.role = role;
  return out;
}

}  // namespace

MadeProgramme made_programme(const Size& size) {
  MadeProgramme out;
  Programme& programme = out.plan.programme;
  programme.format = 1;
  programme.code = "made";
  programme.names = {"Chương trình thử", "Made programme"};
  programme.period = {2020, 2030};
  Goal goal;
  goal.code = "g1";
  goal.names = {"Mục tiêu", "Goal"};
  programme.goals.push_back(goal);
  SolutionGroup group;
  group.code = "s1";
  group.names = {"Nhóm giải pháp", "Solution group"};
  group.table = "05a";
  programme.solution_groups.push_back(group);

  out.plan.version = 1;
  for (int i = 1; i <= size.targets; ++i) {
    out.plan.targets.push_back(target(i));
    out.plan.elements.push_back(element(out.plan.targets.back().numerator, "01"));
    out.plan.elements.push_back(element(out.plan.targets.back().denominator, "01"));
    out.plan.obligations.push_back(obligation(out.plan.targets.back().code));
  }
  for (int i = 1; i <= size.rows; ++i) out.plan.elements.push_back(element(fmt::format("e{:05}", i), "05a"));
  if (size.rows > 0) out.plan.obligations.push_back(obligation("table:05a"));
  PlanYear year;
  year.year = 2023;
  year.in_force_from = day(2023, 4, 4);
  out.plan.years.push_back(year);

  RegisterRows rows;
  rows.units.push_back(unit_row("standing", UnitRole::standing, UnitKind::department));
  for (int i = 1; i <= size.units; ++i) {
    rows.units.push_back(unit_row(fmt::format("u{:04}", i), UnitRole::executing, UnitKind::district));
    rows.units.back().groups = kUnits;
  }
  out.units = Register(std::move(rows));

  out.cycle.code = "2023-H1";
  out.cycle.plan_year = 2023;
  out.cycle.kind = CycleKind::half_year;
  out.cycle.names = {"Sơ kết 6 tháng", "First half"};
  out.cycle.window = {day(2022, 12, 15), day(2023, 6, 14)};
  out.cycle.due["unit"].working_days = 2;
  return out;
}

MadePeriod made_period(const MadeProgramme& programme, int period) {
  MadePeriod out;
  out.manifest.programme = programme.plan.programme.code;
  out.manifest.cycle = programme.cycle.code;
  out.manifest.cut_off = programme.cycle.cut_off();
  int number = period;
  for (const auto& code : programme.units.unit_codes()) {
    if (code == "standing") continue;
    Submission report;
    report.cycle = programme.cycle.code;
    report.unit = code;
    for (const auto& e : programme.plan.elements) {
      number = (number * 1103 + 12345) % 99991;  // any figures, the same in every run
      ReportedFigure figure;
      figure.element = e.code;
      figure.this_period = e.code.ends_with("_b") ? Decimal{100000} : Decimal{number};
      report.figures.push_back(std::move(figure));
    }
    out.manifest.revisions.push_back({code, 1, {}, programme.cycle.cut_off(), false});
    out.reports.push_back(std::move(report));
  }
  return out;
}

Submission questionable_report(const MadeProgramme& programme, const std::string& unit) {
  Submission out;
  out.cycle = programme.cycle.code;
  out.unit = unit;
  out.illustrative = true;
  for (const auto& e : programme.plan.elements) {
    ReportedFigure figure;
    figure.element = e.code;
    figure.this_period = Decimal{150};
    figure.same_period = Decimal{100};
    out.figures.push_back(std::move(figure));
  }
  return out;
}

}  // namespace xanh::bench
