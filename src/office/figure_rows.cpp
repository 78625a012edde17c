// Figures of a submission as rows to compute with (declared in submission_use.hpp).
#include <unordered_map>

#include "office/submission_use.hpp"

namespace xanh {

std::vector<FigureRow> figure_rows(const Submission& submission, int revision, const Plan& plan) {
  std::vector<FigureRow> out;
  std::unordered_map<std::string_view, const Element*> elements;
  for (const auto& element : plan.elements) elements.emplace(element.code, &element);
  for (const auto& figure : submission.figures) {
    const auto found = elements.find(figure.element);
    const Element* element = found == elements.end() ? nullptr : found->second;
    const auto put = [&](FigureColumn column, const std::optional<Decimal>& value) {
      out.push_back({submission.cycle,
                     submission.unit,
                     revision,
                     figure.element,
                     word(column),
                     {},
                     element ? element->definition : std::string{},
                     word(figure.state),
                     value});
    };
    put(FigureColumn::this_period, figure.this_period);  // always there: it carries the state
    if (figure.year_to_date) put(FigureColumn::year_to_date, figure.year_to_date);
    if (figure.same_period) put(FigureColumn::same_period, figure.same_period);
    if (figure.year_estimate) put(FigureColumn::year_estimate, figure.year_estimate);
    if (figure.since_start) put(FigureColumn::since_start, figure.since_start);
  }
  return out;
}

}  // namespace xanh
