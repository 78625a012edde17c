// The table of functions. Null handling as in the DHIS2 expression reference: least and greatest pass nulls
// over.
#include "programme/formula_functions.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "programme/formula_operators.hpp"
#include "programme/formula_types.hpp"

namespace xanh {
namespace {

using Kind = FormulaOperand::Kind;
using Arguments = std::span<const FormulaOperand>;

FormulaOperand of_number(double value) {
  return {.kind = Kind::number, .number = value};
}
FormulaOperand of_truth(bool value) {
  return {.kind = Kind::truth, .truth = value};
}
FormulaOperand failed() {
  return {.kind = Kind::failed};
}

FormulaOperand is_null(Arguments arguments, FormulaReadings&) {
  if (arguments[0].kind == Kind::failed) return failed();
  return of_truth(arguments[0].kind == Kind::null);
}

FormulaOperand is_not_null(Arguments arguments, FormulaReadings&) {
  if (arguments[0].kind == Kind::failed) return failed();
  return of_truth(arguments[0].kind != Kind::null);
}

// The reference orders numbers totally: -0 before 0, and NaN above infinity, so that greatest keeps a NaN and
// least passes it over.
bool total_less(double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return !std::isnan(a) && std::isnan(b);
  return a < b || (a == b && std::signbit(a) && !std::signbit(b));
}

template <bool kGreatest>
FormulaOperand extreme(Arguments arguments, FormulaReadings& readings) {
  FormulaOperand found;
  bool sound = true;
  for (const FormulaOperand& argument : arguments) {
    if (argument.kind == Kind::null) continue;
    const auto number = readings.number(argument, kGreatest ? "greatest" : "least");
    if (!number) {
      sound = false;
      continue;
    }
    if (found.kind == Kind::null ||
        (kGreatest ? total_less(found.number, *number) : total_less(*number, found.number)))
      found = of_number(*number);
  }
  return sound ? found : failed();
}

FormulaOperand natural_log(Arguments arguments, FormulaReadings& readings) {
  const auto value = readings.number(arguments[0], "log");
  const auto base = arguments.size() > 1 ? readings.number(arguments[1], "log") : std::optional<double>(0);
  if (!value || !base) return failed();
  return of_number(arguments.size() > 1 ? std::log(*value) / std::log(*base) : std::log(*value));
}

FormulaOperand decimal_log(Arguments arguments, FormulaReadings& readings) {
  const auto value = readings.number(arguments[0], "log10");
  return value ? of_number(std::log10(*value)) : failed();
}

FormulaOperand remove_zeros(Arguments arguments, FormulaReadings& readings) {
  if (arguments[0].kind == Kind::null) return {};
  const auto value = readings.number(arguments[0], "removeZeros");
  if (!value) return failed();
  return *value == 0 ? FormulaOperand{} : of_number(*value);
}

// A number is the text of its digits here, true and false are their words.
std::string as_text(const FormulaOperand& operand) {
  switch (operand.kind) {
    case Kind::text:
      return *operand.text;
    case Kind::truth:
      return operand.truth ? "true" : "false";
    default:
      return formula_shown(operand.number);
  }
}

bool is_item_of(std::string_view list, std::string_view item) {
  for (size_t begin = 0;;) {
    const size_t comma = list.find(',', begin);
    if (list.substr(begin, comma == std::string_view::npos ? comma : comma - begin) == item) return true;
    if (comma == std::string_view::npos) return false;
    begin = comma + 1;
  }
}

// All the others are in the first: as parts of it, or as items of a list with commas. A null is in nothing.
template <bool kItems>
FormulaOperand contains(Arguments arguments, FormulaReadings& readings) {
  for (const FormulaOperand& argument : arguments)
    if (argument.kind == Kind::failed) return failed();
  if (arguments[0].kind == Kind::null) {
    readings.missing(arguments[0], kItems ? "containsItems" : "contains");
    return failed();
  }
  const std::string whole = as_text(arguments[0]);
  for (const FormulaOperand& argument : arguments.subspan(1)) {
    if (argument.kind == Kind::null) return of_truth(false);
    const std::string part = as_text(argument);
    if (kItems ? !is_item_of(whole, part) : !whole.contains(part)) return of_truth(false);
  }
  return of_truth(true);
}

FormulaOperand is_one_of(Arguments arguments, FormulaReadings& readings) {
  for (const FormulaOperand& argument : arguments)
    if (argument.kind == Kind::failed) return failed();
  FormulaOperators<FormulaReadings> operators(readings);
  for (const FormulaOperand& choice : arguments.subspan(1))
    if (operators.same(arguments[0], choice)) return of_truth(true);
  return of_truth(false);
}

// Of the normal distribution: the share below x, or the density at x. Exact, where the reference looks up a
// table of five digits. A deviation of 0 gives what the division gives.
template <bool kDensity>
FormulaOperand normal(Arguments arguments, FormulaReadings& readings) {
  constexpr std::string_view kName = kDensity ? "normDistDen" : "normDistCum";
  const auto x = readings.number(arguments[0], kName);
  const auto mean = readings.number(arguments[1], kName);
  const auto deviation = readings.number(arguments[2], kName);
  if (!x || !mean || !deviation) return failed();
  const double distance = (*x - *mean) / *deviation;
  if (!kDensity) return of_number(0.5 * std::erfc(-distance / std::numbers::sqrt2));
  return of_number(std::exp(-0.5 * distance * distance) / (*deviation * std::sqrt(2 * std::numbers::pi)));
}

constexpr FormulaKinds kFigure = kMayBeNull | kMayBeNumber;
constexpr auto kNumbers = FormulaTakes::numbers;
constexpr auto kAnything = FormulaTakes::anything;
constexpr std::uint32_t kAny = FormulaFunction::kAnyNumber;
using Shape = FormulaShape;
using Statistic = FormulaStatistic;

constexpr FormulaFunction statistic(std::string_view name, Statistic of, std::uint32_t arguments = 1) {
  return {name, arguments, arguments, Shape::statistic, nullptr, kNumbers, kFigure, of};
}

constexpr std::array kFunctions{
    statistic("avg", Statistic::avg),
    FormulaFunction{"contains", 2, kAny, Shape::all, contains<false>, kAnything, kMayBeTruth},
    FormulaFunction{"containsItems", 2, kAny, Shape::all, contains<true>, kAnything, kMayBeTruth},
    statistic("count", Statistic::count),
    FormulaFunction{"firstNonNull", 0, kAny, Shape::first_present, nullptr},
    FormulaFunction{"greatest", 0, kAny, Shape::all, extreme<true>, kNumbers, kFigure},
    FormulaFunction{"if", 3, 3, Shape::branch, nullptr},
    FormulaFunction{"is", 2, kAny, Shape::membership, is_one_of, kAnything, kMayBeTruth},
    FormulaFunction{"isNotNull", 1, 1, Shape::all, is_not_null, kAnything, kMayBeTruth},
    FormulaFunction{"isNull", 1, 1, Shape::all, is_null, kAnything, kMayBeTruth},
    FormulaFunction{"least", 0, kAny, Shape::all, extreme<false>, kNumbers, kFigure},
    FormulaFunction{"log", 1, 2, Shape::all, natural_log, kNumbers, kMayBeNumber},
    FormulaFunction{"log10", 1, 1, Shape::all, decimal_log, kNumbers, kMayBeNumber},
    statistic("max", Statistic::max),
    statistic("median", Statistic::median),
    statistic("min", Statistic::min),
    FormulaFunction{"normDistCum", 1, 3, Shape::distribution, normal<false>, kNumbers, kMayBeNumber},
    FormulaFunction{"normDistDen", 1, 3, Shape::distribution, normal<true>, kNumbers, kMayBeNumber},
    FormulaFunction{"normDistDensity", 1, 3, Shape::distribution, normal<true>, kNumbers, kMayBeNumber},
    statistic("percentileCont", Statistic::percentile, 2),
    FormulaFunction{"removeZeros", 1, 1, Shape::all, remove_zeros, kNumbers, kFigure},
    statistic("stddev", Statistic::stddev_sample),
    statistic("stddevPop", Statistic::stddev_population),
    statistic("stddevSamp", Statistic::stddev_sample),
    statistic("subExpression", Statistic::sub_expression),
    statistic("sum", Statistic::sum),
    statistic("variance", Statistic::variance),
};
static_assert(kFunctions.size() < 256, "a node keeps the row in one byte");
static_assert(std::ranges::is_sorted(kFunctions, {}, &FormulaFunction::name));

// Where the names with a first letter begin: a look is enough for most words.
constexpr auto kFirstOf = [] {
  std::array<std::uint8_t, 27> out{};
  for (size_t letter = 0; letter < out.size(); ++letter)
    out[letter] = static_cast<std::uint8_t>(std::ranges::count_if(
        kFunctions, [&](const FormulaFunction& f) { return f.name[0] < static_cast<char>('a' + letter); }));
  return out;
}();

}  // namespace

std::span<const FormulaFunction> formula_functions() {
  return kFunctions;
}

const FormulaFunction* formula_function(std::string_view name) {
  if (name.empty() || name[0] < 'a' || name[0] > 'z') return nullptr;
  const auto letter = static_cast<size_t>(name[0] - 'a');
  for (size_t row = kFirstOf[letter]; row < kFirstOf[letter + 1]; ++row)
    if (kFunctions[row].name == name) return &kFunctions[row];
  return nullptr;
}

}  // namespace xanh
