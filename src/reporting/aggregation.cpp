#include "reporting/aggregation.hpp"

#include <map>
#include <set>

namespace xanh {
namespace {

// The windows to use inside the wanted one: longest first, those that overlap an already taken one left out.
std::vector<const WindowFigure*> disjoint(std::span<const WindowFigure> figures, const Window& wanted) {
  std::vector<const WindowFigure*> inside;
  for (const auto& figure : figures)
    if (wanted.contains(figure.window)) inside.push_back(&figure);
  std::stable_sort(inside.begin(), inside.end(), [](const WindowFigure* a, const WindowFigure* b) {
    if (a->window.days() != b->window.days()) return a->window.days() > b->window.days();
    return a->window.first < b->window.first;
  });
  std::vector<const WindowFigure*> out;
  for (const auto* figure : inside)
    if (std::none_of(out.begin(), out.end(),
                     [&](const auto* taken) { return taken->window.overlaps(figure->window); }))
      out.push_back(figure);
  std::sort(out.begin(), out.end(),
            [](const auto* a, const auto* b) { return a->window.first < b->window.first; });
  return out;
}

}  // namespace

WindowSum over_time(ElementKind kind, std::span<const WindowFigure> figures, const Window& wanted) {
  WindowSum out;
  const std::set<std::string> definitions = [&] {
    std::set<std::string> found;
    for (const auto& figure : figures)
      if (wanted.contains(figure.window)) found.insert(figure.definition);
    return found;
  }();
  if (definitions.size() != 1) return out;  // nothing, or figures that may not be combined
  if (kind == ElementKind::stock || kind == ElementKind::cumulative) {
    const WindowFigure* last = nullptr;
    for (const auto& figure : figures) {
      if (!wanted.contains(figure.window) ||
          (kind == ElementKind::stock && figure.window.last != wanted.last))
        continue;
      if (!last || figure.window.last > last->window.last ||
          (figure.window.last == last->window.last && figure.window.days() > last->window.days()))
        last = &figure;
    }
    if (last) out = {last->value, last->window.last == wanted.last};
    return out;
  }
  const auto parts = disjoint(figures, wanted);
  if (parts.empty()) return out;
  int days = 0;
  Decimal sum;
  for (const auto* part : parts) {
    days += part->window.days();
    sum += kind == ElementKind::mean ? part->value * Decimal(part->window.days()) : part->value;
  }
  // A mean of parts: Σ value × days / Σ days. Six digits beyond those reported are far below what is
  // measured.
  if (kind == ElementKind::mean) {
    int digits = 0;
    for (const auto* part : parts) digits = std::max(digits, part->value.scale());
    const auto mean =
        Decimal::from_double(sum.to_double() / days, parts.size() == 1 ? digits : std::min(digits + 6, 18));
    out.value = parts.size() == 1 ? std::optional(parts.front()->value) : mean;
  } else {
    out.value = sum;
  }
  out.complete = days == wanted.days();
  return out;
}

std::vector<WindowFigure> series_of(const Register& units, const std::string& unit, const AsOf& as_of,
                                    std::span<const WindowFigure> figures) {
  const auto before = units.predecessors(unit, as_of);
  std::map<Window, std::map<std::string, const WindowFigure*>> by_window;
  for (const auto& figure : figures) by_window[figure.window][figure.unit] = &figure;
  std::vector<WindowFigure> out;
  for (const auto& [window, given] : by_window) {
    if (const auto own = given.find(unit); own != given.end()) {
      out.push_back(*own->second);
      continue;
    }
    // Direct predecessors that were alive over the whole window; a chain stands for its last link.
    WindowFigure sum{unit, window, {}, Decimal{}, FigureState::official};
    bool whole = false;
    for (const auto& p : before) {
      if (!(window.last < p.until) || !units.unit(p.code, {window.last, as_of.known})) continue;
      const auto part = given.find(p.code);
      if (part == given.end() || (!sum.definition.empty() && part->second->definition != sum.definition)) {
        whole = false;
        break;
      }
      whole = true;
      sum.definition = part->second->definition;
      sum.value += part->second->value;
      sum.state = least_certain(sum.state, part->second->state);
    }
    if (whole) out.push_back(std::move(sum));
  }
  return out;
}

FigureState least_certain(FigureState a, FigureState b) {
  const auto rank = [](FigureState s) {
    return s == FigureState::nothing_to_report ? FigureState::official : s;
  };
  return std::max(rank(a), rank(b));
}

}  // namespace xanh
