#include "office/series_use.hpp"

#include <algorithm>
#include <set>

#include "base/code_search.hpp"
#include "reporting/form.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kNoElement{"series-element",
                                 Severity::error,
                                 "không có số liệu, chỉ tiêu `{element}`",
                                 "there is no element or target `{element}`",
                                 "xem `xanh plan show`",
                                 "see `xanh plan show`"};
constexpr ProblemKind kNoHalves{"series-target",
                                Severity::error,
                                "chỉ tiêu {target} không phải là tử số chia mẫu số",
                                "target {target} is not one element over another",
                                "xem từng số liệu của nó",
                                "look at its elements one by one"};
constexpr ProblemKind kNoCycle{"series-no-cycle",          Severity::error,   "chưa có kỳ nào đã mở",
                               "no cycle has been opened", "mở một kỳ trước", "open a cycle first"};
constexpr ProblemKind kOtherDefinition{
    "series-other-definition",
    Severity::warning,
    "kỳ {cycle} dùng định nghĩa khác của số liệu này, nên không đứng trong dãy",
    "cycle {cycle} has another definition of it and is left out",
    "không so sánh số liệu khác định nghĩa",
    "figures of different definitions are never compared"};

/// One cycle's figures and who owed them.
struct Point {
  const Cycle* cycle = nullptr;
  Date day{};
  std::vector<std::string> units;
  std::map<std::string, Decimal> figures;
};

class SeriesMaker {
 public:
  SeriesMaker(const Memory& memory, const Transaction& t, const SeriesRequest& request, Outcome<Series>& out)
      : memory_(memory), t_(t), request_(request), out_(out) {}

  void run() {
    if (!choose()) return;
    const Plan& plan = memory_.plan_of(*points_.back().cycle);
    Series& series = out_.value;
    if (const Element* element = plan.element(request_.code)) {
      series = of_element(*element);
    } else if (const Target* target = plan.target(request_.code)) {
      of_target(plan, *target);
    } else {
      std::vector<std::string> codes;
      for (const auto& one : plan.elements) codes.push_back(one.code);
      for (const auto& one : plan.targets) codes.push_back(one.code);
      out_.problems.push_back(
          problem(kNoElement, Place{}, {{"element", request_.code}}, nearest(request_.code, codes)));
    }
    if (has_error(out_.problems)) return;
    for (const auto& cycle : series.cycles) series.cycle_names.push_back(memory_.cycle(cycle)->names);
    for (auto& row : series.rows)
      for (const auto& unit : row.units) {
        const UnitRow* found = memory_.units.any_unit(unit);
        row.names.push_back(found ? found->names() : Bilingual{unit, unit});
      }
  }

 private:
  Series of_element(const Element& element) {
    element_ = &element;
    std::vector<Point> all = points_;
    std::erase_if(points_, [&](const Point& point) {
      const Element* then = memory_.plan_of(*point.cycle).element(element.code);
      const bool other = !then || then->definition != element.definition;
      if (other) out_.problems.push_back(problem(kOtherDefinition, Place{}, {{"cycle", point.cycle->code}}));
      return other;
    });
    for (auto& point : points_) fill(point);
    made_ = {element.code, element.names(), element.unit, request_.areas, {}, {}, {}, {}};
    for (const auto& point : points_) {
      made_.cycles.push_back(point.cycle->code);
      made_.total.push_back(sum_of(point, point.units));
    }
    if (request_.areas == Territory::common)
      on_common();
    else
      unit_by_unit();
    points_ = std::move(all);
    return std::move(made_);
  }

  void of_target(const Plan& plan, const Target& target) {
    const Element* over = plan.element(target.numerator);
    const Element* under = plan.element(target.denominator);
    if (!over || !under) {
      out_.problems.push_back(problem(kNoHalves, Place{}, {{"target", target.code}}));
      return;
    }
    Series above = of_element(*over), below = of_element(*under);
    const auto cells = [&](const std::vector<SeriesCell>& a, const std::vector<SeriesCell>& b,
                           std::vector<SeriesCell>& to) {
      for (size_t i = 0; i < above.cycles.size(); ++i) {
        const auto at = std::find(below.cycles.begin(), below.cycles.end(), above.cycles[i]);
        if (at == below.cycles.end()) continue;
        to.push_back(ratio(a[i], b[static_cast<size_t>(at - below.cycles.begin())], target));
      }
    };
    Series& series = out_.value;
    series = {target.code, target.names, target.unit, request_.areas, {}, {}, {}, {}};
    for (const auto& cycle : above.cycles)
      if (std::find(below.cycles.begin(), below.cycles.end(), cycle) != below.cycles.end())
        series.cycles.push_back(cycle);
    cells(above.total, below.total, series.total);
    for (auto& row : above.rows)
      for (const auto& other : below.rows)
        if (other.units == row.units) {
          series.rows.push_back({std::move(row.units), {}, {}});
          cells(row.cells, other.cells, series.rows.back().cells);
          break;
        }
    // Both halves say it of the same cycle.
    std::sort(out_.problems.begin(), out_.problems.end(),
              [](const Problem& a, const Problem& b) { return a.message.vi < b.message.vi; });
    out_.problems.erase(std::unique(out_.problems.begin(), out_.problems.end(),
                                    [](const Problem& a, const Problem& b) {
                                      return a.code == b.code && a.message.vi == b.message.vi;
                                    }),
                        out_.problems.end());
  }

  static SeriesCell ratio(const SeriesCell& over, const SeriesCell& under, const Target& target) {
    SeriesCell out{{}, over.lived && under.lived, over.weighted || under.weighted, over.missing};
    for (const auto& unit : under.missing)
      if (std::find(out.missing.begin(), out.missing.end(), unit) == out.missing.end())
        out.missing.push_back(unit);
    if (over.value && under.value && !under.value->is_zero())
      out.value = Decimal::from_double(
          over.value->to_double() / under.value->to_double() * target.factor.value_or(Decimal(1)).to_double(),
          target.decimals);
    return out;
  }

  bool choose() {
    std::set<std::string> wanted(request_.cycles.begin(), request_.cycles.end());
    for (const auto& code : request_.cycles) append(out_.problems, find_cycle(memory_, code).problems);
    if (has_error(out_.problems)) return false;
    for (const auto& cycle : memory_.cycles) {
      const auto standing = memory_.standing.find(cycle.code);
      const bool opened = standing != memory_.standing.end() && standing->second.stage != CycleStage::planned;
      if (wanted.empty() ? opened : wanted.contains(cycle.code))
        points_.push_back({&cycle, cycle.cut_off(), {}, {}});
    }
    std::stable_sort(points_.begin(), points_.end(),
                     [](const Point& a, const Point& b) { return a.day < b.day; });
    if (points_.empty()) out_.problems.push_back(problem(kNoCycle, Place{}));
    return !points_.empty();
  }

  void fill(Point& point) {
    const Plan& plan = memory_.plan_of(*point.cycle);
    const Obliged obliged(plan, memory_.units, {point.day, {}});
    for (const auto& [unit, required] : obliged.units_of(element_->code)) point.units.push_back(unit);
    for (const auto& [unit, account] : accounts_of(t_, point.cycle->code)) {
      if (account.accepted == 0) continue;
      const auto revision = t_.revision(point.cycle->code, unit, account.accepted);
      if (!revision) continue;
      const auto report = submission_from_bytes(revision->bytes);
      if (const ReportedFigure* figure = report.value.figure(element_->code))
        if (const auto value = figure->value(FigureColumn::this_period)) point.figures[unit] = *value;
    }
  }

  [[nodiscard]] const std::string& basis() const {
    return request_.basis.empty() ? element_->code : request_.basis;
  }
  [[nodiscard]] std::vector<AreaFlow> flows_to_last(const Point& point) const {
    return area_flows(memory_.units, point.units, point.day, {points_.back().day, {}}, basis());
  }
  static SeriesCell cell_of(TerritoryFigure figure) {
    return {figure.value, true, figure.weighted, std::move(figure.missing)};
  }

  /// On the units of each day, or on those of the last one.
  void unit_by_unit() {
    std::map<std::string, std::vector<SeriesCell>> rows;
    for (size_t i = 0; i < points_.size(); ++i) {
      const Point& point = points_[i];
      for (auto& figure : figures_on(request_.areas, point.figures, point.units, flows_to_last(point))) {
        auto& cells = rows[figure.units.front()];
        cells.resize(points_.size(), SeriesCell{{}, false, false, {}});
        cells[i] = cell_of(std::move(figure));
      }
    }
    for (auto& [unit, cells] : rows) made_.rows.push_back({{unit}, {}, std::move(cells)});
  }

  /// On the least areas that every one of the days has.
  void on_common() {
    std::vector<AreaFlow> all;
    std::vector<std::string> units;  // "0:q2": District 2 as of the first day
    for (size_t i = 0; i < points_.size(); ++i) {
      const std::string day = std::to_string(i) + ":";
      for (const auto& unit : points_[i].units) units.push_back(day + unit);
      for (auto& flow : flows_to_last(points_[i])) all.push_back({day + flow.from, flow.to, flow.share});
    }
    for (const auto& area : common_areas(all, units)) {
      SeriesRow& row = made_.rows.emplace_back();
      row.units = area.after;
      for (size_t i = 0; i < points_.size(); ++i) {
        const std::string day = std::to_string(i) + ":";
        std::vector<std::string> here;
        for (const auto& unit : area.before)
          if (unit.starts_with(day)) here.push_back(unit.substr(day.size()));
        if (area.after.empty()) row.units.insert(row.units.end(), here.begin(), here.end());
        row.cells.push_back(sum_of(points_[i], here));
      }
    }
  }

  static SeriesCell sum_of(const Point& point, const std::vector<std::string>& units) {
    SeriesCell out;
    out.lived = !units.empty();
    Decimal sum;
    for (const auto& unit : units) {
      const auto found = point.figures.find(unit);
      if (found == point.figures.end())
        out.missing.push_back(unit);
      else
        sum += found->second;
    }
    if (out.lived && out.missing.empty()) out.value = sum;
    return out;
  }

  const Memory& memory_;
  const Transaction& t_;
  const SeriesRequest& request_;
  Outcome<Series>& out_;
  std::vector<Point> points_;
  const Element* element_ = nullptr;  ///< the one that is followed
  Series made_;                       ///< of it
};

}  // namespace

Outcome<Series> figure_series(const Desk& desk, const SeriesRequest& request) {
  Outcome<Series> out;
  out.problems = authorise(desk, Act::read_cycle);
  if (has_error(out.problems)) return out;
  auto failed = attempt([&] {
    desk.store->read([&](const Transaction& t) {
      out = {};
      const Memory memory = recall(t);
      SeriesMaker(memory, t, request, out).run();
    });
  });
  append(out.problems, std::move(failed));
  return out;
}

}  // namespace xanh
