#include "reporting/cycle_scope.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "programme/formula.hpp"
#include "programme/territory.hpp"

namespace xanh {
namespace {

double as_double(const std::optional<Decimal>& value) {
  return value ? value->to_double() : std::nan("");
}

// Figures of targets stand in table 01.
bool in_table(const Element& element, std::string_view table) {
  return element.table == table || (element.table.empty() && table == "01");
}

}  // namespace

bool asks_earlier(const Plan& plan) {
  const auto asks = [](const std::string& text) {
    const auto parsed = Formula::parse(text);
    if (!parsed.ok()) return false;
    const auto items = parsed.value.items();
    return std::ranges::any_of(items, [](const auto& item) { return item.modifiers.period_offset != 0; });
  };
  return std::ranges::any_of(plan.targets, [&](const Target& t) { return asks(t.formula); }) ||
         std::ranges::any_of(plan.checks, [&](const Check& c) { return asks(c.left) || asks(c.right); });
}

CycleScope::CycleScope(const CycleFacts& facts, std::vector<std::string> units,
                       const std::vector<std::string>& elements)
    : facts_(facts), units_(std::move(units)) {
  std::ranges::sort(units_);
  for (const auto& code : elements) take(code);
}

FormulaCell CycleScope::cell_of(const std::string& unit) const {
  const auto at = std::ranges::lower_bound(units_, unit);
  return {static_cast<std::uint32_t>(at - units_.begin()) + 1, kNow};
}

void CycleScope::take(const std::string& code) {
  const Element* element = facts_.plan.element(code);
  if (!element) return;
  Figures& into = figures_[code];
  const auto& owing = facts_.obliged.units_of(code);
  const bool whole_year = facts_.cycle.kind == CycleKind::year || facts_.cycle.kind == CycleKind::half_year;
  for (Column* column : {&into.now, &into.to_date, &into.earlier}) column->resize(units_.size() + 1);
  for (size_t i = 0; i < units_.size(); ++i) {
    const ReportedFigure* figure =
        owing.contains(units_[i]) ? facts_.accounts.figure(units_[i], code) : nullptr;
    if (!figure) continue;
    into.now[i + 1] = figure->value(FigureColumn::this_period);
    into.to_date[i + 1] = figure->value(FigureColumn::year_to_date);
    // Half-years and years begin with the year.
    if (!into.to_date[i + 1] && whole_year) into.to_date[i + 1] = into.now[i + 1];
  }
  if (facts_.earlier) take_earlier(*element, owing, into);
  for (Column* column : {&into.now, &into.to_date, &into.earlier}) total(owing, *column);
}

// Figures of different territory are never compared (domain.md): an earlier figure counts only where all the
// land of today's unit, and no other, was in it.
void CycleScope::take_earlier(const Element& element, const std::map<std::string, bool>& owing,
                              Figures& into) const {
  const Date then = facts_.earlier->cycle.cut_off();
  const std::vector<Element> one{element};
  const Obliged of_then(*facts_.earlier->plan, facts_.units, {then, facts_.as_of.known}, one);
  const Accounts accounts(facts_.earlier->manifest, facts_.earlier->accepted);
  // Who was asked and is silent leaves a hole in the territory; who gave one unasked fills it.
  std::set<std::string> units;
  for (const auto& [unit, required] : of_then.units_of(element.code)) units.insert(unit);
  std::map<std::string, Decimal> figures;
  for (const auto& report : facts_.earlier->accepted)
    if (report.figure(element.code)) units.insert(report.unit);
  std::vector<std::string> asked;
  for (const auto& unit : units) {
    const ReportedFigure* figure = accounts.figure(unit, element.code);
    if (figure && figure->state == FigureState::not_applicable) continue;
    asked.push_back(unit);
    if (figure)
      if (const auto value = figure->value(FigureColumn::this_period)) figures.emplace(unit, *value);
  }
  const auto flows = area_flows(facts_.units, asked, then, facts_.as_of, element.code);
  for (const auto& now : figures_on(Territory::now, figures, asked, flows)) {
    const auto at = std::ranges::lower_bound(units_, now.units.front());
    if (at == units_.end() || *at != now.units.front() || !owing.contains(*at)) continue;
    const bool shares = element.ratio_only == YesNo::yes && now.of.size() > 1;  // which cannot be added
    if (!now.value || now.weighted || shares) continue;
    into.earlier[static_cast<size_t>(at - units_.begin()) + 1] = now.value;
    for (const auto& unit : now.of)
      into.taken.push_back({accounts.id(unit), figures.at(unit), accounts.figure(unit, element.code)->state});
  }
}

// A sum with one of its units missing is of another territory: absent.
void CycleScope::total(const std::map<std::string, bool>& owing, Column& column) const {
  std::optional<Decimal> sum;
  for (size_t i = 0; i < units_.size(); ++i) {
    if (!owing.contains(units_[i])) continue;
    if (!column[i + 1]) return;
    sum = sum ? *sum + *column[i + 1] : *column[i + 1];
  }
  column[0] = sum;
}

std::vector<EarlierFigure> CycleScope::earlier_of(const std::string& element) const {
  const auto found = figures_.find(element);
  return found == figures_.end() ? std::vector<EarlierFigure>{} : found->second.taken;
}

void CycleScope::values(const FormulaItem& item, std::span<const FormulaCell> cells,
                        std::span<double> out) const {
  const auto found = item.kind == FormulaItemKind::element ? figures_.find(item.code) : figures_.end();
  for (size_t i = 0; i < cells.size(); ++i) {
    const FormulaCell cell = cells[i];
    out[i] = std::nan("");
    if (item.kind == FormulaItemKind::reports) {
      out[i] = reports(item, cell);
    } else if (item.kind == FormulaItemKind::unit_group) {
      out[i] = members(item.code, cell);
    } else if (found != figures_.end()) {
      const Figures& of = found->second;
      const Column& column = cell.period == kNow          ? of.now
                             : cell.period == kYearToDate ? of.to_date
                                                          : of.earlier;
      if (cell.unit < column.size()) out[i] = as_double(column[cell.unit]);
    }
  }
}

double CycleScope::reports(const FormulaItem& item, FormulaCell cell) const {
  if (cell.period != kEarlier)
    return reports_of(item, cell, facts_.plan, facts_.cycle, facts_.obliged, facts_.accounts);
  if (!facts_.earlier) return std::nan("");
  const EarlierCycle& then = *facts_.earlier;
  const Obliged obliged(*then.plan, facts_.units, {then.cycle.cut_off(), facts_.as_of.known});
  return reports_of(item, cell, *then.plan, then.cycle, obliged, Accounts(then.manifest, then.accepted));
}

double CycleScope::reports_of(const FormulaItem& item, FormulaCell cell, const Plan& plan, const Cycle& cycle,
                              const Obliged& obliged, const Accounts& accounts) const {
  std::set<std::string> owing;
  for (const auto& element : plan.elements)
    if (in_table(element, item.code))
      for (const auto& [unit, required] : obliged.units_of(element.code)) owing.insert(unit);
  const auto calendar = facts_.units.calendar({cycle.cut_off(), facts_.as_of.known});
  const auto due = due_day(cycle, "unit", calendar);
  double expected = 0, actual = 0, on_time = 0;
  size_t near = 0;
  for (const auto& unit : owing) {
    if (cell.unit > 0 && unit != units_[cell.unit - 1]) continue;
    const Accounts::Report* report = accounts.find(unit, near);
    ++expected;
    // Figures that stand in for a silent unit are no report.
    if (!report || report->revision->carried_from) continue;
    ++actual;
    const auto own_due = report->revision->extended_to ? report->revision->extended_to : due;
    if (days_late(own_due, report->revision->received_on, calendar) == 0) ++on_time;
  }
  switch (item.reports) {
    case FormulaReports::expected:
      return expected;
    case FormulaReports::actual:
      return actual;
    case FormulaReports::actual_on_time:
      return on_time;
    case FormulaReports::rate:
      return expected > 0 ? actual / expected * 100 : std::nan("");
    case FormulaReports::rate_on_time:
      return expected > 0 ? on_time / expected * 100 : std::nan("");
  }
  return std::nan("");
}

double CycleScope::members(std::string_view group, FormulaCell cell) const {
  const bool then = cell.period == kEarlier && facts_.earlier;
  const AsOf on{then ? facts_.earlier->cycle.cut_off() : facts_.as_of.day, facts_.as_of.known};
  return static_cast<double>(facts_.units.members(group, on).size());
}

std::optional<std::uint32_t> CycleScope::period_after(std::uint32_t period, int offset) const {
  if (offset == 0) return period;
  if (period == kNow && offset == -1 && facts_.earlier) return kEarlier;
  return std::nullopt;
}

std::vector<std::uint32_t> CycleScope::year_to_date(std::uint32_t period) const {
  if (period == kNow) return {kYearToDate};
  if (facts_.cycle.kind == CycleKind::year || facts_.cycle.kind == CycleKind::half_year) return {period};
  return {};
}

std::optional<std::pair<Date, Date>> CycleScope::days(std::uint32_t period) const {
  if (period == kEarlier && !facts_.earlier) return std::nullopt;
  const Window& window = period == kEarlier ? facts_.earlier->cycle.window : facts_.cycle.window;
  return std::pair{window.first, window.last};
}

std::vector<std::uint32_t> CycleScope::sample_units(FormulaCell cell) const {
  if (cell.unit > 0) return {cell.unit};
  std::vector<std::uint32_t> out(units_.size());
  for (size_t i = 0; i < out.size(); ++i) out[i] = static_cast<std::uint32_t>(i) + 1;
  return out;
}

FormulaAggregation CycleScope::aggregation(const FormulaItem& item) const {
  const Element* element = facts_.plan.element(std::string(item.code));
  if (!element) return FormulaAggregation::sum;
  switch (element->kind) {
    case ElementKind::flow:
      return FormulaAggregation::sum;
    case ElementKind::mean:
      return FormulaAggregation::average_sum_units;
    case ElementKind::stock:
    case ElementKind::cumulative:
      return FormulaAggregation::last;
  }
  return FormulaAggregation::sum;
}

bool CycleScope::holds(FormulaUnitQuestion question, std::string_view code, FormulaCell cell) const {
  if (cell.unit == 0) return false;  // of the whole nothing is asked
  const std::string& unit = units_[cell.unit - 1];
  switch (question) {
    case FormulaUnitQuestion::reports_on:
      return std::ranges::any_of(facts_.plan.elements, [&](const Element& element) {
        return in_table(element, code) && facts_.obliged.units_of(element.code).contains(unit);
      });
    case FormulaUnitQuestion::in_group: {
      const auto members = facts_.units.members(code, facts_.as_of);
      return facts_.units.is_group(code) && std::ranges::find(members, unit) != members.end();
    }
    case FormulaUnitQuestion::below: {
      // Registers have no cycles among parents, but one that was never checked may.
      const UnitRow* row = facts_.units.unit(unit, facts_.as_of);
      for (int steps = 0; row && steps < 100; ++steps) {
        if (row->code == code) return true;
        row = row->parent.empty() ? nullptr : facts_.units.unit(row->parent, facts_.as_of);
      }
      return false;
    }
  }
  return false;
}

}  // namespace xanh
