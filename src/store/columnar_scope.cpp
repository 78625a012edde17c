#include "store/columnar_scope.hpp"

#include <algorithm>
#include <cmath>

namespace xanh {
namespace {

__extension__ using Wide = __int128;

constexpr size_t kBlock = size_t{1} << 22;  // figures that are held at once: 32 MB

double tens(int digits) {
  double out = 1;
  for (; digits > 0; --digits) out *= 10;  // exact up to 10^22
  return out;
}

std::int64_t days_of(const ColumnarCycle& cycle) {
  return (cycle.last - cycle.first).count() + 1;
}

// A stock and what is counted from the start are read at the end of the period.
bool at_the_end(ElementKind kind) {
  return kind == ElementKind::stock || kind == ElementKind::cumulative;
}

}  // namespace

/// One walk through the copy for all formulas.
class ColumnarReading {
 public:
  ColumnarReading(ColumnarCopy& copy, const ColumnarShape& shape,
                  const std::vector<std::vector<std::uint32_t>>& formulas)
      : copy_(copy),
        shape_(shape),
        lacks_(shape.units.size()),
        owes_(shape.units.size()),
        seen_(shape.units.size()) {
    for (const auto& elements : formulas) scopes_.push_back(ColumnarScope(shape, elements));
    for (const auto& element : shape.elements) scales_.push_back(copy.item(element.item));
  }

  std::vector<ColumnarScope> run() {
    const size_t figures_of_cycle = std::max<size_t>(shape_.elements.size() * shape_.units.size(), 1);
    for (size_t first = 0; first < shape_.periods.size();) {
      size_t end = first, cycles = 0;
      do {
        cycles += shape_.periods[end++].cycles.size();
      } while (end < shape_.periods.size() &&
               (cycles + shape_.periods[end].cycles.size()) * figures_of_cycle <= kBlock);
      read(first, end);
      for (auto& scope : scopes_)
        for (size_t period = first; period < end; ++period) add_up(scope, period);
      first = end;
    }
    return std::move(scopes_);
  }

 private:
  /// The figures of these periods. What the copy has never heard of is not asked for.
  void read(size_t first, size_t end) {
    std::vector<std::uint16_t> items, cycles, units;
    item_at_.assign(shape_.elements.size(), kNowhere);
    cycle_at_.assign(shape_.cycles.size(), kNowhere);
    unit_at_.assign(shape_.units.size(), kNowhere);
    for (size_t i = 0; i < scales_.size(); ++i)
      if (scales_[i]) put(items, item_at_[i], scales_[i]->number);
    for (size_t period = first; period < end; ++period)
      for (const auto at : shape_.periods[period].cycles)
        if (const auto number = copy_.cycle(shape_.cycles[at].code)) put(cycles, cycle_at_[at], *number);
    for (size_t i = 0; i < shape_.units.size(); ++i)
      if (const auto number = copy_.unit(shape_.units[i])) put(units, unit_at_[i], *number);
    cube_ = copy_.read(items, cycles, units);
  }
  static void put(std::vector<std::uint16_t>& to, std::uint32_t& place, std::uint16_t number) {
    place = static_cast<std::uint32_t>(to.size());
    to.push_back(number);
  }

  /// For each unit of the row that owes the element in that cycle: its place, and its figure or
  /// FigureCube::kNone.
  template <class Take>
  void each(size_t element, std::uint32_t cycle, const ColumnarRow& row, Take take) const {
    const std::uint32_t item = item_at_[element], at = cycle_at_[cycle];
    const bool there = item != kNowhere && at != kNowhere;
    const std::int64_t* figures =
        there ? cube_.cells.data() + (size_t{item} * cube_.cycles + at) * cube_.units : nullptr;
    for (const std::uint32_t unit : row.units[cycle]) {
      if (shape_.owes && !shape_.owes(element, cycle, unit)) continue;
      const std::uint32_t place = unit_at_[unit];
      take(unit, figures && place != kNowhere ? figures[place] : FigureCube::kNone);
    }
  }
  /// The cycles of the period in which the element is read.
  [[nodiscard]] std::span<const std::uint32_t> cycles_of(size_t element, const ColumnarPeriod& period) const {
    const std::span<const std::uint32_t> all(period.cycles);
    return at_the_end(shape_.elements[element].kind) ? all.last(std::min<size_t>(1, all.size())) : all;
  }

  void add_up(ColumnarScope& scope, size_t number) {
    const ColumnarPeriod& period = shape_.periods[number];
    for (size_t row = 0; row < shape_.rows.size(); ++row) {
      const ColumnarRow& units = shape_.rows[row];
      const size_t place = row * shape_.periods.size() + number;
      ColumnarCoverage& coverage = scope.coverage_[place];
      count(scope, period, units, coverage);
      for (size_t i = 0; coverage.given > 0 && i < scope.elements_.size(); ++i)
        scope.values_[i][place] = sum(scope.elements_[i], period, units);
    }
  }

  /// Who owes some of the elements, and who of them lacks one.
  void count(const ColumnarScope& scope, const ColumnarPeriod& period, const ColumnarRow& row,
             ColumnarCoverage& out) {
    for (const auto unit : members_) seen_[unit] = lacks_[unit] = owes_[unit] = 0;
    members_.clear();
    for (const auto cycle : period.cycles)
      for (const auto unit : row.units[cycle]) {
        if (!seen_[unit]) members_.push_back(unit);
        seen_[unit] = 1;
      }
    for (const auto element : scope.elements_)
      for (const auto cycle : cycles_of(element, period))
        each(element, cycle, row, [this](std::uint32_t unit, std::int64_t figure) {
          owes_[unit] = 1;
          lacks_[unit] = lacks_[unit] | static_cast<char>(figure == FigureCube::kNone);
        });
    for (const auto unit : members_) {
      if (!owes_[unit]) continue;
      ++out.expected;
      if (!lacks_[unit]) ++out.given;
    }
  }

  /// Over the units that lack nothing; NaN where none of them owes the element.
  double sum(size_t element, const ColumnarPeriod& period, const ColumnarRow& row) {
    if (shape_.elements[element].kind == ElementKind::mean && period.cycles.size() > 1)
      return mean(element, period, row);
    Wide sum = 0;
    bool any = false;
    for (const auto cycle : cycles_of(element, period))
      each(element, cycle, row, [&](std::uint32_t unit, std::int64_t figure) {
        if (lacks_[unit]) return;
        sum += figure;
        any = true;
      });
    return any ? static_cast<double>(sum) / tens(scales_[element]->digits) : std::nan("");
  }

  /// Of each unit weighted by days, then added over the units. Units that were there all the time have one
  /// weight, and their sum is exact.
  double mean(size_t element, const ColumnarPeriod& period, const ColumnarRow& row) {
    std::map<std::uint32_t, std::pair<Wide, std::int64_t>> of_unit;  // value × days, days
    for (const auto cycle : period.cycles)
      each(element, cycle, row, [&](std::uint32_t unit, std::int64_t figure) {
        if (lacks_[unit]) return;
        auto& [value, days] = of_unit[unit];
        value += Wide{figure} * days_of(shape_.cycles[cycle]);
        days += days_of(shape_.cycles[cycle]);
      });
    if (of_unit.empty()) return std::nan("");
    std::map<std::int64_t, Wide> by_days;
    for (const auto& [unit, one] : of_unit) by_days[one.second] += one.first;
    double out = 0;
    for (const auto& [days, value] : by_days)
      out += static_cast<double>(value) / (tens(scales_[element]->digits) * static_cast<double>(days));
    return out;
  }

  static constexpr std::uint32_t kNowhere = ~std::uint32_t{0};
  ColumnarCopy& copy_;
  const ColumnarShape& shape_;
  std::vector<ColumnarScope> scopes_;
  std::vector<std::optional<ItemScale>> scales_;
  FigureCube cube_;
  std::vector<std::uint32_t> item_at_, cycle_at_, unit_at_;  ///< places in the cube
  std::vector<std::uint32_t> members_;
  std::vector<char> lacks_, owes_, seen_;
};

ColumnarScope::ColumnarScope(const ColumnarShape& shape, std::vector<std::uint32_t> elements)
    : shape_(shape), elements_(std::move(elements)), coverage_(shape.rows.size() * shape.periods.size()) {
  values_.assign(elements_.size(), std::vector<double>(coverage_.size(), std::nan("")));
}

ColumnarCoverage ColumnarScope::coverage(FormulaCell cell) const {
  return coverage_[place(cell)];
}

void ColumnarScope::values(const FormulaItem& item, std::span<const FormulaCell> cells,
                           std::span<double> out) const {
  const auto asked = std::find_if(elements_.begin(), elements_.end(), [&](std::uint32_t one) {
    return item.kind == FormulaItemKind::element && item.option.empty() &&
           shape_.elements[one].item.element == item.code;
  });
  for (size_t i = 0; i < cells.size(); ++i)
    out[i] = asked == elements_.end()
                 ? std::nan("")
                 : values_[static_cast<size_t>(asked - elements_.begin())][place(cells[i])];
}

std::optional<std::uint32_t> ColumnarScope::period_after(std::uint32_t period, int offset) const {
  const auto same = sample_periods({0, period});
  const auto at = std::find(same.begin(), same.end(), period) - same.begin() + offset;
  if (at < 0 || at >= static_cast<std::ptrdiff_t>(same.size())) return std::nullopt;
  return same[static_cast<size_t>(at)];
}

std::vector<std::uint32_t> ColumnarScope::year_to_date(std::uint32_t period) const {
  auto out = sample_periods({0, period});
  std::erase_if(out, [&](std::uint32_t one) {
    return one > period || shape_.periods[one].year != shape_.periods[period].year;
  });
  return out;
}

std::optional<std::pair<Date, Date>> ColumnarScope::days(std::uint32_t period) const {
  const auto& cycles = shape_.periods[period].cycles;
  if (cycles.empty()) return std::nullopt;
  return std::pair(shape_.cycles[cycles.front()].first, shape_.cycles[cycles.back()].last);
}

std::vector<std::uint32_t> ColumnarScope::sample_periods(FormulaCell cell) const {
  std::vector<std::uint32_t> out;
  for (std::uint32_t one = 0; one < shape_.periods.size(); ++one)
    if (shape_.periods[one].kind == shape_.periods[cell.period].kind) out.push_back(one);
  return out;
}

std::vector<std::uint32_t> ColumnarScope::sample_units(FormulaCell cell) const {
  const auto& below = shape_.rows[cell.unit].below;
  return below.empty() ? std::vector{cell.unit} : below;
}

FormulaAggregation ColumnarScope::aggregation(const FormulaItem& item) const {
  for (const auto one : elements_)
    if (shape_.elements[one].item.element == item.code) {
      const ElementKind kind = shape_.elements[one].kind;
      if (kind == ElementKind::mean) return FormulaAggregation::average_sum_units;
      if (at_the_end(kind)) return FormulaAggregation::last;
    }
  return FormulaAggregation::sum;
}

bool ColumnarScope::holds(FormulaUnitQuestion question, std::string_view code, FormulaCell cell) const {
  return shape_.holds && shape_.holds(question, code, cell.unit);
}

std::vector<ColumnarScope> columnar_scopes(ColumnarCopy& copy, const ColumnarShape& shape,
                                           const std::vector<std::vector<std::uint32_t>>& formulas) {
  return ColumnarReading(copy, shape, formulas).run();
}

}  // namespace xanh
