// Any bytes as a formula: no crash, and what is accepted evaluates to a value or to problems, each time the
// same.
#include <cmath>
#include <cstdlib>

#include "base/text.hpp"
#include "programme/formula.hpp"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

std::optional<double> figure(const std::string& code) {
  if (code.front() == 'n') return std::nullopt;  // some elements have no figure
  return static_cast<double>(code.size()) - 1.5;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto formula = xanh::Formula::parse(text);
  for (const auto& problem : formula.problems) {
    require(xanh::is_utf8(problem.message.vi) && xanh::is_utf8(problem.message.en));
    require(problem.place.column >= 0);
  }
  if (!formula.ok()) return 0;
  require(formula.value.text() == text);
  require(formula.value.with_names([](const std::string& code) { return "#{" + code + "}"; }) == text);
  const auto first = formula.value.evaluate(figure);
  const auto second = formula.value.evaluate(figure);
  require(first.value == second.value && first.problems == second.problems);
  for (const auto& problem : first.problems) require(xanh::is_utf8(problem.message.vi));
  if (const auto* number = std::get_if<double>(&first.value)) require(std::isfinite(*number));
  return 0;
}
