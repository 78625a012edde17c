#include "reporting/target_value.hpp"

#include <algorithm>
#include <cstdint>
#include <span>

#include "programme/formula.hpp"
#include "programme/formula_problems.hpp"
#include "reporting/aggregation.hpp"

namespace xanh {
namespace {

const Bilingual kNobodyGave{"Chưa có đơn vị nào báo cáo đủ số liệu", "No unit has given all that is needed"};
const Bilingual kZeroDenominator{"Mẫu số bằng 0", "The denominator is 0"};
const Bilingual kRatioOnly{"Nhiều đơn vị chỉ báo tỷ lệ, không có tử số và mẫu số nên không cộng được",
                           "Several units gave only a share, which cannot be added without its parts"};
const Bilingual kNotFinite{"Công thức không cho ra số hữu hạn", "The formula gives no finite number"};
const Bilingual kNoEarlier{"Chưa có số liệu đã công bố của kỳ cùng loại trước đó trên cùng địa bàn",
                           "No published figures of the earlier cycle of this kind on the same territory"};

/// One target with the units that owe its elements. Every figure is looked up once: a city's results are
/// hundreds of thousands of them.
class TargetComputation {
 public:
  TargetComputation(const Target& target, const CycleFacts& facts)
      : target_(target), facts_(facts), accounts_(facts.accounts) {
    if (!target.numerator.empty()) {
      codes_ = {target.numerator, target.denominator};
    } else if (!target.formula.empty()) {
      auto parsed = Formula::parse(target.formula);
      if (parsed.ok()) {
        formula_ = std::move(parsed.value);
        codes_ = formula_->elements();
      }
    }
    beyond_ = formula_ && !formula_->beyond_elements().empty();
    gather(facts.plan, facts.obliged);
  }

  TargetValue run() {
    TargetValue out;
    if (codes_.empty() && beyond_) {  // of reports received and units alone: no unit owes a figure
      scope_.emplace(facts_, std::vector<std::string>{}, codes_);
      out.value = evaluate(CycleScope::whole(), out.why_absent);
      out.covered = out.coverage.complete = true;
    }
    if (codes_.empty()) return out;
    std::vector<const Owner*> given;
    given.reserve(owners_.size());
    for (const auto& owner : owners_) {
      if (owner.not_applicable || (!owner.gave && !owner.must)) continue;
      ++out.coverage.expected;
      if (owner.gave) given.push_back(&owner);
      // A figure carried forward for a missing unit counts in the sum and not as reported.
      if (owner.gave && !owner.carried)
        ++out.coverage.noted;
      else
        out.missing.push_back(*owner.unit);
    }
    out.coverage.complete = out.coverage.expected > 0 && out.coverage.noted == out.coverage.expected;
    out.covered = out.coverage.expected > 0 &&
                  (!target_.min_coverage ||
                   out.coverage.noted >= target_.min_coverage->to_double() * out.coverage.expected);
    if (given.empty()) {
      out.why_absent = kNobodyGave;
      return out;
    }
    if (ratio_only_ && given.size() > 1) {
      out.why_absent = kRatioOnly;
      return out;
    }
    if (beyond_) {
      beyond(given, out);
      return out;
    }
    const Sums sums = sum(given);
    out.value = compute(sums, out.why_absent);
    if (!target_.numerator.empty()) {
      out.numerator = sums[0];
      out.denominator = sums[1];
    }
    trace(given, out);
    for (const auto column : {FigureColumn::year_to_date, FigureColumn::same_period,
                              FigureColumn::year_estimate, FigureColumn::since_start}) {
      // Only over the very same units: otherwise the territory would differ.
      if (!std::all_of(given.begin(), given.end(), [&](const Owner* owner) { return gives(*owner, column); }))
        continue;
      Bilingual why;
      if (const auto value = compute(sum(given, column), why)) out.columns.emplace(column, *value);
    }
    if (target_.collected == Collected::sum_of_units) areas(out);
    return out;
  }

 private:
  /// By the place of the element in codes_; absent where nobody who is summed owes it.
  using Sums = std::vector<std::optional<Decimal>>;

  struct Owed {
    std::uint32_t element = 0;  ///< place in codes_
    const ReportedFigure* figure = nullptr;
    std::optional<Decimal> value;  ///< of this period
  };
  /// A unit that owes some of the elements: its part of owed_.
  struct Owner {
    const std::string* unit = nullptr;
    const Accounts::Report* report = nullptr;
    std::uint32_t first = 0, count = 0;
    bool must = false;  ///< it may not leave them out
    bool gave = false, carried = false, not_applicable = true;
  };

  [[nodiscard]] std::span<const Owed> owed(const Owner& owner) const {
    return std::span(owed_).subspan(owner.first, owner.count);
  }

  /// Goes through the lists of units of all elements in step; each is by unit.
  void gather(const Plan& plan, const Obliged& obliged) {
    struct Column {
      std::map<std::string, bool>::const_iterator at, end;
      std::uint32_t element;
      size_t number;
    };
    std::vector<Column> columns;
    for (std::uint32_t i = 0; i < codes_.size(); ++i) {
      const Element* element = plan.element(codes_[i]);
      if (!element) continue;
      ratio_only_ = ratio_only_ || element->ratio_only == YesNo::yes;
      const auto& units = obliged.units_of(codes_[i]);
      columns.push_back({units.begin(), units.end(), i, accounts_.number_of(codes_[i])});
      owners_.reserve(units.size());
      owed_.reserve(owed_.capacity() + units.size());
    }
    size_t near = 0;
    for (;;) {
      const std::string* next = nullptr;
      for (const auto& column : columns)
        if (column.at != column.end && (!next || (&column.at->first != next && column.at->first < *next)))
          next = &column.at->first;
      if (!next) break;
      Owner& owner = owners_.emplace_back();
      owner.unit = next;
      owner.report = accounts_.find(*next, near);
      owner.first = static_cast<std::uint32_t>(owed_.size());
      owner.gave = true;
      for (auto& column : columns) {
        if (column.at == column.end || (&column.at->first != next && column.at->first != *next)) continue;
        const ReportedFigure* figure = accounts_.figure(owner.report, column.number);
        owed_.push_back({column.element, figure, std::nullopt});
        if (figure) owed_.back().value = figure->value(FigureColumn::this_period);
        owner.must = owner.must || column.at->second;
        owner.gave = owner.gave && owed_.back().value;
        owner.carried = owner.carried || (figure && figure->state == FigureState::provisional);
        owner.not_applicable = owner.not_applicable && figure && figure->state == FigureState::not_applicable;
        ++owner.count;
        ++column.at;
      }
    }
  }

  [[nodiscard]] bool gives(const Owner& owner, FigureColumn column) const {
    return std::ranges::all_of(
        owed(owner), [column](const Owed& o) { return o.figure && o.figure->value(column).has_value(); });
  }

  static void add(size_t element, const Decimal& value, Sums& sums) {
    auto& sum = sums[element];
    sum = sum ? *sum + value : value;
  }

  [[nodiscard]] Sums sum(const std::vector<const Owner*>& given) const {
    Sums out(codes_.size());
    for (const Owner* owner : given)
      for (const auto& o : owed(*owner)) add(o.element, *o.value, out);
    return out;
  }

  [[nodiscard]] Sums sum(const std::vector<const Owner*>& given, FigureColumn column) const {
    Sums out(codes_.size());
    for (const Owner* owner : given)
      for (const auto& o : owed(*owner)) add(o.element, *o.figure->value(column), out);
    return out;
  }

  /// What sums of figures alone do not give.
  void beyond(const std::vector<const Owner*>& given, TargetValue& out) {
    std::vector<std::string> units;
    for (const Owner* owner : given) units.push_back(*owner->unit);
    scope_.emplace(facts_, std::move(units), codes_);
    out.value = evaluate(CycleScope::whole(), out.why_absent);
    trace(given, out);
    const auto items = formula_->items();
    for (const auto& code : codes_)
      if (std::ranges::any_of(items, [&](const FormulaItem& item) {
            return item.code == code && item.modifiers.period_offset != 0;
          }))
        for (const auto& earlier : scope_->earlier_of(code)) {
          out.state = least_certain(out.state, earlier.state);
          out.trace.push_back({"earlier", earlier.submission, code, earlier.value.to_text()});
        }
    if (target_.collected == Collected::sum_of_units) areas(out);
  }

  [[nodiscard]] std::optional<Decimal> evaluate(FormulaCell cell, Bilingual& why) const {
    const auto result = formula_->evaluate(*scope_, cell);
    if (const double* value = result.ok() ? std::get_if<double>(&result.value) : nullptr)
      return Decimal::from_double(*value, kDigits);
    const auto items = formula_->items();
    const bool of_before =
        std::ranges::any_of(items, [](const FormulaItem& item) { return item.modifiers.period_offset != 0; });
    const bool not_finite = std::ranges::any_of(
        result.problems, [](const Problem& p) { return p.code == kFormulaNotFinite.code; });
    why = not_finite ? kNotFinite : of_before ? kNoEarlier : kNobodyGave;
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Decimal> compute(const Sums& sums, Bilingual& why) const {
    if (formula_) {
      const auto result = formula_->evaluate([&](std::string_view code) -> std::optional<double> {
        const auto it = std::find(codes_.begin(), codes_.end(), code);
        const auto& sum = sums[static_cast<size_t>(it - codes_.begin())];
        return sum ? std::optional(sum->to_double()) : std::nullopt;
      });
      const double* value = result.ok() ? std::get_if<double>(&result.value) : nullptr;
      if (!value) {
        why = result.ok() ? kNobodyGave : kNotFinite;
        return std::nullopt;
      }
      return Decimal::from_double(*value, kDigits);
    }
    const auto& numerator = sums[0];
    const auto& denominator = sums[1];
    if (!numerator || !denominator) {
      why = kNobodyGave;
      return std::nullopt;
    }
    if (denominator->is_zero()) {
      why = kZeroDenominator;
      return std::nullopt;
    }
    return Decimal::from_double(
        numerator->to_double() / denominator->to_double() * target_.factor.value_or(Decimal{1}).to_double(),
        kDigits);
  }

  void trace(const std::vector<const Owner*>& given, TargetValue& out) const {
    out.trace.reserve(owed_.size());
    for (const Owner* owner : given) {
      const std::string id = accounts_.id(*owner->report);
      for (const auto& o : owed(*owner)) {
        out.state = least_certain(out.state, o.figure->state);
        out.trace.push_back({"submission", id, codes_[o.element], o.value->to_text()});
      }
    }
  }

  void areas(TargetValue& out) const {
    out.by_area.reserve(owners_.size());
    Sums sums(codes_.size());
    for (const auto& owner : owners_) {
      AreaFigure& area = out.by_area.emplace_back();
      area.unit = *owner.unit;
      if (owner.not_applicable) {
        area.state = FigureState::not_applicable;
      } else if (owner.gave) {
        std::ranges::fill(sums, std::nullopt);
        for (const auto& o : owed(owner)) add(o.element, *o.value, sums);
        Bilingual why;
        const auto value = beyond_ ? evaluate(scope_->cell_of(area.unit), why) : compute(sums, why);
        if (value) area.value = Number{*value};
        if (!target_.numerator.empty() && sums[0]) area.numerator = sums[0]->to_text();
        if (!target_.numerator.empty() && sums[1]) area.denominator = sums[1]->to_text();
        for (const auto& o : owed(owner)) area.state = least_certain(area.state, o.figure->state);
      } else {
        area.state = owner.report ? FigureState::not_available : FigureState::not_sent;
      }
    }
  }

  static constexpr int kDigits =
      6;  // far below what any figure is measured to; shown with the target's own decimals
  const Target& target_;
  const CycleFacts& facts_;
  const Accounts& accounts_;
  std::vector<std::string> codes_;  ///< of the elements; of a ratio, numerator and denominator
  std::optional<Formula> formula_;
  bool beyond_ = false;  ///< the formula takes more than elements of this cycle
  std::optional<CycleScope> scope_;
  bool ratio_only_ = false;
  std::vector<Owner> owners_;  ///< by unit
  std::vector<Owed> owed_;
};

}  // namespace

std::optional<Decimal> TargetValue::column(FigureColumn wanted) const {
  const auto it = columns.find(wanted);
  return it == columns.end() ? std::nullopt : std::optional(it->second);
}

TargetValue value_of(const Target& target, const CycleFacts& facts) {
  return TargetComputation(target, facts).run();
}

ElementSum sum_of(const Element& element, const Obliged& obliged, const Accounts& accounts) {
  ElementSum out;
  std::vector<const ReportedFigure*> given;
  const size_t number = accounts.number_of(element.code);
  size_t near = 0;
  for (const auto& [unit, required] : obliged.units_of(element.code)) {
    const ReportedFigure* figure = accounts.figure(accounts.find(unit, near), number);
    const bool gave = figure && figure->value(FigureColumn::this_period);
    if ((figure && figure->state == FigureState::not_applicable) || (!gave && !required)) continue;
    ++out.coverage.expected;
    if (gave) given.push_back(figure);
    if (gave && figure->state != FigureState::provisional) ++out.coverage.noted;
  }
  out.coverage.complete = out.coverage.expected > 0 && out.coverage.noted == out.coverage.expected;
  if (given.empty() || (element.ratio_only == YesNo::yes && given.size() > 1)) return out;
  const auto total = [&](FigureColumn column) -> std::optional<Decimal> {
    Decimal sum;
    for (const auto* figure : given) {
      const auto value = figure->value(column);
      if (!value) return std::nullopt;  // another set of units would be another territory
      sum += *value;
    }
    return sum;
  };
  out.this_period = total(FigureColumn::this_period);
  out.same_period = total(FigureColumn::same_period);
  out.year_estimate = total(FigureColumn::year_estimate);
  for (const auto* figure : given) out.state = least_certain(out.state, figure->state);
  return out;
}

}  // namespace xanh
