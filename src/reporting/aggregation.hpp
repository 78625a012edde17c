// How figures add up over windows and over units (interfaces.md, Aggregation). Values of different definition
// or territory are never combined; what cannot be combined is absent.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "programme/plan.hpp"
#include "programme/register.hpp"
#include "reporting/submission.hpp"

namespace xanh {

/// A figure of one unit over one window.
struct WindowFigure {
  std::string unit;
  Window window;
  std::string definition;
  Decimal value;
  FigureState state = FigureState::official;
};

/// The figure of one unit over the wanted window from figures over parts of it. A longer window replaces
/// those inside it; overlapping windows are never added; flow adds, mean is weighted by days, stock is the
/// state at the window's end (an earlier one never stands in), cumulative is the last. `complete` says
/// whether the parts cover every day of the window.
struct WindowSum {
  std::optional<Decimal> value;
  bool complete = false;
};
[[nodiscard]] WindowSum over_time(ElementKind kind, std::span<const WindowFigure> figures,
                                  const Window& wanted);

/// One unbroken series of a unit that others merged into: per window the unit's own figure, or the sum over
/// its predecessors for windows that ended before they merged, when all of them have one. By window.
[[nodiscard]] std::vector<WindowFigure> series_of(const Register& units, const std::string& unit,
                                                  const AsOf& as_of, std::span<const WindowFigure> figures);

/// The least certain of the two, in the order official, preliminary, estimate, provisional.
[[nodiscard]] FigureState least_certain(FigureState a, FigureState b);

}  // namespace xanh
