// The map of a unit's own workbook: read and checked without the workbook.
#include <set>

#include "exchange/own_workbook.hpp"
#include "exchange/own_workbook_problems.hpp"
#include "exchange/yaml.hpp"

namespace xanh {
namespace {

using namespace own_workbook;

void check_place(const std::optional<FigurePlace>& place, const char* field, Problems& out) {
  if (!place) return;
  const bool cell = !place->cell.empty(), row = !place->row.empty(), column = !place->column.empty();
  if (cell == (row || column) || row != column)
    out.push_back(problem(kMapPlace, place->place, {{"field", field}}));
  else if (cell && !parse_cell_name(place->cell))
    out.push_back(problem(kMapCell, place->place, {{"have", place->cell}}));
}

}  // namespace

Outcome<WorkbookMap> read_workbook_map(const std::string& yaml, const std::string& file, const Form& form,
                                       const Plan& plan) {
  auto tree = read_yaml(yaml, file);
  if (!tree.ok()) return {{}, std::move(tree.problems)};
  auto out = from_node<WorkbookMap>(tree.value, file);
  if (!out.ok()) return out;
  const WorkbookMap& map = out.value;
  if (map.format != 1)
    out.problems.push_back(problem(kMapFormat, map.place, {{"have", std::to_string(map.format)}}));
  if (map.unit != form.unit)
    out.problems.push_back(problem(kMapUnit, map.place, {{"have", map.unit}, {"want", form.unit}}));
  if (map.figures.empty()) out.problems.push_back(problem(kMapEmpty, map.place));
  std::vector<std::string> asked;
  for (const auto& row : form.elements()) asked.push_back(row.element->code);
  std::set<std::string> once;
  for (const auto& figure : map.figures) {
    if (!plan.element(figure.element))
      out.problems.push_back(
          problem(kMapElement, figure.place, {{"element", figure.element}}, nearest(figure.element, asked)));
    else if (!form.asks(figure.element))
      out.problems.push_back(problem(kNotAsked, figure.place, {{"element", figure.element}}));
    if (!once.insert(figure.element).second)
      out.problems.push_back(problem(kMapTwice, figure.place, {{"element", figure.element}}));
    check_place(figure.this_period, "this_period", out.problems);
    check_place(figure.year_to_date, "year_to_date", out.problems);
    check_place(figure.same_period, "same_period", out.problems);
    check_place(figure.year_estimate, "year_estimate", out.problems);
    check_place(figure.since_start, "since_start", out.problems);
    if (!figure.this_period && carries_value(figure.state) && figure.state != FigureState::nothing_to_report)
      out.problems.push_back(problem(kMapPlace, figure.place, {{"field", "this_period"}}));
  }
  return out;
}

}  // namespace xanh
