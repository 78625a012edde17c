// Biểu 10 of a form that came back: what the parts gave. The cells hold values and the empties; notes and the
// states of figures stand in the stamp.
#include <map>

#include "base/text.hpp"
#include "exchange/form_workbook_reader.hpp"
#include "reporting/sub_collection.hpp"

namespace xanh::form_workbook {
namespace {

bool is(const std::string& text, const Bilingual& word) {
  const std::string typed = folded(text);
  return typed == folded(word.vi) || typed == folded(word.en);
}

}  // namespace

void FormReader::parts() {
  auto& parts = out_.value.submission.parts;
  std::map<std::string_view, size_t> by_field;  // p1, p2 … → its part
  for (const auto& row : stamp_.parts)
    if (row[0] == stamp::kFromPart && by_field.emplace(row[1], parts.size()).second)
      parts.push_back({row[2], row[3], row[4] == "true", {}, {}});
  std::map<std::pair<size_t, std::string_view>, const std::array<std::string, 7>*> said;
  for (const auto& row : stamp_.parts)
    if (const auto part = by_field.find(row[1]); row[0] == stamp::kPartFigure && part != by_field.end())
      said.emplace(std::pair(part->second, std::string_view(row[2])), &row);

  std::map<std::pair<size_t, std::string>, size_t> figures;
  for (const InputLine* line : lines(about::kPartTotal)) {
    const size_t dot = line->code.rfind('.');
    const auto column =
        dot == std::string::npos ? std::nullopt : from_word<FigureColumn>(line->code.substr(dot + 1));
    if (!column) continue;
    const std::string element = line->code.substr(0, dot);
    for (const auto& [field, at] : line->fields) {
      const auto part = by_field.find(field);
      if (part == by_field.end()) continue;
      auto& given = parts[part->second].figures;
      const auto [place, fresh] = figures.emplace(std::pair(part->second, element), given.size());
      if (fresh) {
        given.emplace_back().element = element;
        given.back().place = read_.place(*line, field);
        if (const auto more = said.find(std::pair(part->second, std::string_view(element)));
            more != said.end()) {
          given.back().state = from_word<FigureState>((*more->second)[3]).value_or(FigureState::official);
          given.back().note = (*more->second)[4];
          given.back().expected_on = parse_date((*more->second)[5]);
        }
      }
      ReportedFigure& figure = given[place->second];
      const std::string text = read_.text(*line, field);
      const bool first = *column == FigureColumn::this_period;
      const auto state = figure_state_from_text(text);
      bool question = false;
      if (first && (text.empty() || is(text, kNotSentByPart) || is(text, kNotAnsweredByPart)))
        figure.state = FigureState::not_sent;
      else if (first && state)
        figure.state = *state;
      else
        figure.*cell_of(*column) = read_.number(*line, field, nullptr, question);
      // The cell was corrected by hand: what it shows now counts.
      if (first && figure.this_period && !carries_value(figure.state)) figure.state = FigureState::official;
    }
  }
}

}  // namespace xanh::form_workbook
