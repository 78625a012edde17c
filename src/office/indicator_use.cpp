#include "office/indicator_use.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/code_search.hpp"
#include "exchange/csv.hpp"
#include "programme/formula_columns.hpp"
#include "store/columnar_scope.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kIndicatorNoCycle{"indicator-no-cycle",
                                        Severity::error,
                                        "không có kỳ nào để tính",
                                        "there is no cycle to compute it for",
                                        "mở một kỳ trước, hoặc bớt `--cycle`",
                                        "open a cycle first, or leave out `--cycle`"};
constexpr ProblemKind kIndicatorElement{"indicator-element",
                                        Severity::error,
                                        "không có số liệu `{element}`",
                                        "there is no element `{element}`",
                                        "xem `xanh plan show`",
                                        "see `xanh plan show`"};
constexpr ProblemKind kIndicatorGroup{"indicator-group",
                                      Severity::error,
                                      "không có đơn vị, nhóm đơn vị `{code}`",
                                      "there is no unit or group `{code}`",
                                      "dùng mã trong units.csv",
                                      "use a code of units.csv"};
constexpr ProblemKind kIndicatorItem{"indicator-item",
                                     Severity::error,
                                     "ở đây công thức chỉ dùng số liệu và [days], không dùng `{item}`",
                                     "a formula here takes elements and [days], not `{item}`",
                                     "thay bằng số liệu `#{mã}`",
                                     "put an element in its place: `#{code}`"};
constexpr ProblemKind kIndicatorNoNumber{"indicator-no-number",
                                         Severity::error,
                                         "công thức cho ra chữ, không phải số",
                                         "the formula gives a text and no number",
                                         "bỏ phần chữ trong công thức",
                                         "leave the text out of the formula"};
constexpr ProblemKind kIndicatorTooLarge{"indicator-too-large",
                                         Severity::error,
                                         "bảng có {cells} ô số liệu, nhiều hơn {most}",
                                         "the table has {cells} cells of figures, more than {most}",
                                         "bớt đơn vị, kỳ hoặc số liệu trong công thức",
                                         "ask for fewer units, cycles or elements"};
constexpr ProblemKind kIndicatorDefinition{
    "indicator-other-definition",
    Severity::warning,
    "kỳ {cycle} dùng định nghĩa khác của `{element}`, nên không được tính",
    "cycle {cycle} has another definition of `{element}` and is left out",
    "không so sánh số liệu khác định nghĩa",
    "figures of different definitions are never compared"};

constexpr size_t kMostCells = 8'000'000;
constexpr int kIndicatorDigits = 6;

/// Without zeros that say nothing: nobody reported digits of a computed value.
std::optional<Decimal> rounded(double value) {
  const auto exact = Decimal::from_double(value, kIndicatorDigits);
  if (!exact) return std::nullopt;
  std::string text = exact->to_text();
  if (const size_t point = text.find('.'); point != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.size() == point + 1) text.pop_back();
  }
  return Decimal::parse(text);
}

using CycleOrder = std::vector<const Cycle*>;

/// Cycles of one year that do not overlap, the longer ones first taken (interfaces.md, Aggregation).
CycleOrder not_overlapping(CycleOrder cycles) {
  std::stable_sort(cycles.begin(), cycles.end(),
                   [](const Cycle* a, const Cycle* b) { return a->window.days() > b->window.days(); });
  CycleOrder out;
  for (const Cycle* cycle : cycles)
    if (std::none_of(out.begin(), out.end(),
                     [&](const Cycle* taken) { return taken->window.overlaps(cycle->window); }))
      out.push_back(cycle);
  std::sort(out.begin(), out.end(),
            [](const Cycle* a, const Cycle* b) { return a->window.first < b->window.first; });
  return out;
}

/// From codes to the places that the copy is asked by, and back to a table.
class IndicatorMaker {
 public:
  IndicatorMaker(const Memory& memory, const IndicatorRequest& request, Outcome<Indicator>& out)
      : memory_(memory), request_(request), out_(out) {}

  void run(const Transaction& t, const std::filesystem::path& folder) {
    auto parsed = Formula::parse(request_.formula);
    out_.problems = std::move(parsed.problems);
    if (!out_.ok()) return;
    formula_ = std::move(parsed.value);
    if (formula_.type() == FormulaType::text) out_.problems.push_back(problem(kIndicatorNoNumber, Place{}));
    if (!out_.ok() || !choose_elements() || !choose_cycles()) return;
    place_periods();
    if (!place_rows()) return;
    const size_t cells = shape_.elements.size() * shape_.rows.size() * shape_.periods.size();
    if (cells > kMostCells) {
      out_.problems.push_back(
          problem(kIndicatorTooLarge, Place{},
                  {{"cells", std::to_string(cells)}, {"most", std::to_string(kMostCells)}}));
      return;
    }
    append(out_.problems, ask_columnar_copy(t, folder, {request_.threads}, [&](ColumnarCopy& copy) {
             std::vector<std::uint32_t> all(shape_.elements.size());
             for (std::uint32_t i = 0; i < all.size(); ++i) all[i] = i;
             fill(columnar_scopes(copy, shape_, {all}).front());
           }));
  }

 private:
  /// All the codes the formula names, with what hangs on them.
  bool choose_elements() {
    std::set<std::string> codes(formula_.elements().begin(), formula_.elements().end());
    for (const auto& item : formula_.items()) {
      if (item.kind == FormulaItemKind::days) continue;
      if (item.kind == FormulaItemKind::element && item.option.empty() && item.attribute.empty())
        codes.emplace(item.code);
      else
        out_.problems.push_back(problem(kIndicatorItem, Place{}, {{"item", item.key()}}));
    }
    codes_.assign(codes.begin(), codes.end());
    return out_.ok();
  }

  bool choose_cycles() {
    for (const auto& code : request_.cycles) append(out_.problems, find_cycle(memory_, code).problems);
    if (!out_.ok()) return false;
    const std::set<std::string> wanted(request_.cycles.begin(), request_.cycles.end());
    for (const auto& cycle : memory_.cycles) {
      const auto standing = memory_.standing.find(cycle.code);
      const bool opened = standing != memory_.standing.end() && standing->second.stage != CycleStage::planned;
      if (wanted.empty() ? opened : wanted.contains(cycle.code)) cycles_.push_back(&cycle);
    }
    std::stable_sort(cycles_.begin(), cycles_.end(), [](const Cycle* a, const Cycle* b) {
      return std::pair(a->window.last, a->window.first) < std::pair(b->window.last, b->window.first);
    });
    if (!cycles_.empty()) keep_definitions();
    if (out_.ok() && cycles_.empty()) out_.problems.push_back(problem(kIndicatorNoCycle, Place{}));
    return out_.ok();
  }

  /// Figures of the definitions that hold in the last cycle.
  void keep_definitions() {
    const Plan& plan = memory_.plan_of(*cycles_.back());
    for (const auto& code : codes_) {
      const Element* element = plan.element(code);
      if (!element) {
        std::vector<std::string> known;
        for (const auto& one : plan.elements) known.push_back(one.code);
        out_.problems.push_back(
            problem(kIndicatorElement, Place{}, {{"element", shown(code)}}, nearest(code, known)));
        continue;
      }
      shape_.elements.push_back(
          {{code, word(FigureColumn::this_period), {}, element->definition}, element->kind});
      std::erase_if(cycles_, [&](const Cycle* cycle) {
        const Element* then = memory_.plan_of(*cycle).element(code);
        const bool other = !then || then->definition != element->definition;
        if (other)
          out_.problems.push_back(
              problem(kIndicatorDefinition, Place{}, {{"cycle", cycle->code}, {"element", code}}));
        return other;
      });
    }
    const auto names = [&](Language language) {
      return formula_.with_names([&](const std::string& code) {
        const Element* element = plan.element(code);
        return element ? in(language, element->names()) : code;
      });
    };
    out_.value.formula = formula_.text();
    out_.value.reads = {names(Language::vi), names(Language::en)};
  }

  void place_periods() {
    if (!request_.by_year) {
      for (const Cycle* cycle : cycles_)
        put_period({cycle}, {cycle->code, cycle->names, {}}, static_cast<int>(cycle->kind));
    } else {
      std::map<int, CycleOrder> years;
      for (const Cycle* cycle : cycles_) years[cycle->plan_year].push_back(cycle);
      for (auto& [year, cycles] : years)
        put_period(
            not_overlapping(std::move(cycles)),
            {std::to_string(year), {"Năm " + std::to_string(year), "Year " + std::to_string(year)}, {}}, 0);
    }
    for (const Cycle* cycle : placed_) {
      const Plan& plan = memory_.plan_of(*cycle);
      asked_.emplace_back();
      for (const auto& code : codes_) asked_.back().push_back(*plan.element(code));
    }
    for (size_t i = 0; i < placed_.size(); ++i) {
      const Obliged obliged(memory_.plan_of(*placed_[i]), memory_.units, {placed_[i]->cut_off(), {}},
                            asked_[i]);
      for (const auto& code : codes_) {
        auto& owing = owe_.emplace_back();
        for (const auto& [unit, required] : obliged.units_of(code)) {
          const std::uint32_t place = place_of(unit);
          if (owing.size() <= place) owing.resize(place + size_t{1});
          owing[place] = 1;
        }
      }
    }
    shape_.owes = [this](size_t element, size_t cycle, size_t unit) { return owed(element, cycle, unit); };
    shape_.holds = [this](FormulaUnitQuestion question, std::string_view code, size_t row) {
      const UnitRow* unit = memory_.units.any_unit(row_codes_[row]);
      return question == FormulaUnitQuestion::in_group && unit && unit->in_group(code);
    };
  }

  void put_period(const CycleOrder& cycles, IndicatorPeriod named, int kind) {
    ColumnarPeriod period{{}, cycles.front()->plan_year, kind};
    for (const Cycle* cycle : cycles) {
      period.cycles.push_back(static_cast<std::uint32_t>(placed_.size()));
      placed_.push_back(cycle);
      shape_.cycles.push_back({cycle->code, cycle->window.first, cycle->window.last});
      named.cycles.push_back(cycle->code);
    }
    shape_.periods.push_back(std::move(period));
    out_.value.periods.push_back(std::move(named));
  }

  [[nodiscard]] bool owed(size_t element, size_t cycle, size_t unit) const {
    const auto& owing = owe_[cycle * codes_.size() + element];
    return unit < owing.size() && owing[unit];
  }

  std::uint32_t place_of(const std::string& unit) {
    const auto [found, fresh] = unit_at_.emplace(unit, static_cast<std::uint32_t>(shape_.units.size()));
    if (fresh) shape_.units.push_back(unit);
    return found->second;
  }

  /// The unit with all below it, or the members of the group, on that day.
  [[nodiscard]] std::set<std::string> units_in(const std::string& code, const AsOf& day) const {
    std::set<std::string> out;
    std::vector<std::string> next = memory_.units.members(code, day);
    while (!next.empty()) {
      const std::string unit = std::move(next.back());
      next.pop_back();
      if (!out.insert(unit).second || memory_.units.is_group(code)) continue;
      for (const UnitRow* below : memory_.units.children(unit, day)) next.push_back(below->code);
    }
    return out;
  }

  bool place_rows() {
    std::vector<std::string> groups = request_.groups;
    if (groups.empty()) groups.emplace_back();
    std::vector<ColumnarRow> rows;
    for (const auto& code : groups) {
      if (!code.empty() && !memory_.units.any_unit(code) && !memory_.units.is_group(code)) {
        out_.problems.push_back(problem(kIndicatorGroup, Place{}, {{"code", shown(code)}},
                                        nearest(code, memory_.units.unit_codes())));
        continue;
      }
      rows.push_back(row_of(code));
    }
    if (!out_.ok()) return false;
    // Each unit once, in the order of their codes; behind the groups where only an aggregation asks for them.
    std::map<std::string, std::uint32_t> units;
    for (const auto& row : rows)
      for (const auto& cycle : row.units)
        for (const auto unit : cycle) units.emplace(shape_.units[unit], unit);
    const auto put_units = [&] {
      for (auto& [code, place] : units) {
        shape_.rows.push_back(row_of_unit(rows, place));
        row_codes_.push_back(code);
        place = static_cast<std::uint32_t>(shape_.rows.size() - 1);
      }
    };
    if (request_.by_unit) {
      put_units();
      shown_ = shape_.rows.size();
      return true;
    }
    shape_.rows = rows;
    row_codes_ = groups;
    shown_ = rows.size();
    if (formula_.beyond_elements().empty()) return true;
    put_units();
    for (size_t row = 0; row < shown_; ++row) {
      std::set<std::uint32_t> below;
      for (const auto& cycle : rows[row].units)
        for (const auto unit : cycle) below.insert(units.at(shape_.units[unit]));
      shape_.rows[row].below.assign(below.begin(), below.end());
    }
    return true;
  }

  /// Who of the group owes something, cycle by cycle; everybody for no group.
  [[nodiscard]] ColumnarRow row_of(const std::string& group) const {
    ColumnarRow out;
    for (size_t cycle = 0; cycle < placed_.size(); ++cycle) {
      const auto members =
          group.empty() ? std::set<std::string>() : units_in(group, {placed_[cycle]->cut_off(), {}});
      auto& units = out.units.emplace_back();
      for (std::uint32_t unit = 0; unit < shape_.units.size(); ++unit) {
        if (!group.empty() && !members.contains(shape_.units[unit])) continue;
        bool owes = false;
        for (size_t element = 0; element < codes_.size(); ++element)
          owes = owes || owed(element, cycle, unit);
        if (owes) units.push_back(unit);
      }
    }
    return out;
  }
  [[nodiscard]] static ColumnarRow row_of_unit(const std::vector<ColumnarRow>& rows, std::uint32_t unit) {
    ColumnarRow out;
    out.units.resize(rows.front().units.size());
    for (const auto& row : rows)
      for (size_t cycle = 0; cycle < row.units.size(); ++cycle)
        if (std::binary_search(row.units[cycle].begin(), row.units[cycle].end(), unit))
          out.units[cycle] = {unit};
    return out;
  }

  void fill(const ColumnarScope& scope) {
    auto& rows = out_.value.rows;
    rows.clear();  // a copy that was made anew is asked a second time
    std::vector<FormulaCell> cells;
    for (std::uint32_t row = 0; row < shown_; ++row) {
      rows.push_back({row_codes_[row], names_of(row_codes_[row]), {}});
      for (std::uint32_t period = 0; period < shape_.periods.size(); ++period) {
        const auto coverage = scope.coverage({row, period});
        rows.back().cells.push_back(
            {{}, static_cast<int>(coverage.expected), static_cast<int>(coverage.given), {}});
        if (coverage.given > 0) cells.push_back({row, period});
      }
    }
    size_t done = 0;
    auto problems = evaluate_columns(formula_, scope, cells, [&](const FormulaBlock& block) {
      for (size_t i = 0; i < block.states.size(); ++i) {
        const FormulaCell at = cells[block.first + i];
        IndicatorCell& cell = rows[at.unit].cells[at.period];
        if (block.states[i] == FormulaState::number || block.states[i] == FormulaState::truth)
          cell.value = rounded(block.numbers[i]);
        else if (block.states[i] == FormulaState::failed)
          cell.why = formula_.evaluate(scope, at).problems.front().message;
      }
      done += block.states.size();
    });
    // What is wrong with a cell stands in it; only a formula that needs too much memory ends all.
    if (done < cells.size()) append(out_.problems, std::move(problems));
  }

  [[nodiscard]] Bilingual names_of(const std::string& code) const {
    if (code.empty()) return {"Mọi đơn vị", "All units"};
    const UnitRow* unit = memory_.units.any_unit(code);
    return unit ? unit->names() : Bilingual{code, code};
  }

  const Memory& memory_;
  const IndicatorRequest& request_;
  Outcome<Indicator>& out_;
  Formula formula_;
  std::vector<std::string> codes_;  ///< of its elements, as in shape_.elements
  CycleOrder cycles_, placed_;      ///< chosen; as in shape_.cycles
  ColumnarShape shape_;
  std::map<std::string, std::uint32_t> unit_at_;
  std::vector<std::vector<Element>> asked_;  ///< by cycle: they outlive who owes them
  std::vector<std::vector<char>> owe_;       ///< by cycle and element: whether the unit of this place owes it
  std::vector<std::string> row_codes_;
  size_t shown_ = 0;  ///< rows that come out; those behind are for aggregations
};

}  // namespace

Outcome<Indicator> indicator(const Desk& desk, const IndicatorRequest& request) {
  Outcome<Indicator> out;
  out.problems = authorise(desk, Act::read_cycle);
  if (has_error(out.problems)) return out;
  auto failed = attempt([&] {
    desk.store->read([&](const Transaction& t) {
      out = {};
      const Memory memory = recall(t);
      IndicatorMaker(memory, request, out).run(t, desk.store->folder());
    });
  });
  append(out.problems, std::move(failed));
  return out;
}

std::string indicator_csv(const Indicator& indicator) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& row : indicator.rows)
    for (size_t i = 0; i < row.cells.size(); ++i) {
      const IndicatorCell& cell = row.cells[i];
      rows.push_back({row.code, row.names.vi, row.names.en, indicator.periods[i].code,
                      cell.value ? cell.value->to_text() : std::string(), std::to_string(cell.expected),
                      std::to_string(cell.given)});
    }
  return write_csv({"unit", "unit_vi", "unit_en", "period", "value", "units_expected", "units_given"}, rows);
}

}  // namespace xanh
