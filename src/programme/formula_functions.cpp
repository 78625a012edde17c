// The table of functions. Null handling as in the DHIS2 expression reference: least and greatest pass nulls
// over.
#include "programme/formula_functions.hpp"

#include <array>
#include <cmath>

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

constexpr std::array kFunctions{
    FormulaFunction{"firstNonNull", 0, FormulaFunction::kAnyNumber, FormulaShape::first_present, nullptr},
    FormulaFunction{"greatest", 0, FormulaFunction::kAnyNumber, FormulaShape::all, extreme<true>},
    FormulaFunction{"if", 3, 3, FormulaShape::branch, nullptr},
    FormulaFunction{"isNotNull", 1, 1, FormulaShape::all, is_not_null},
    FormulaFunction{"isNull", 1, 1, FormulaShape::all, is_null},
    FormulaFunction{"least", 0, FormulaFunction::kAnyNumber, FormulaShape::all, extreme<false>},
    FormulaFunction{"log", 1, 2, FormulaShape::all, natural_log},
    FormulaFunction{"log10", 1, 1, FormulaShape::all, decimal_log},
};
static_assert(kFunctions.size() < 256, "a node keeps the row in one byte");

}  // namespace

std::span<const FormulaFunction> formula_functions() {
  return kFunctions;
}

}  // namespace xanh
