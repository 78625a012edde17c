// What the rest of the house sees of formulas: reading one, where in its file it lies, how it is shown.
#include "programme/formula.hpp"

#include <algorithm>

#include "base/node.hpp"
#include "base/text.hpp"
#include "programme/formula_parser.hpp"
#include "programme/formula_problems.hpp"
#include "programme/formula_types.hpp"

namespace xanh {

Outcome<Formula> Formula::parse(std::string_view text, const Place& place) {
  Outcome<Formula> out;
  if (text.size() > kMaxBytes) {
    out.problems.push_back(
        problem(kFormulaTooLong, place,
                {{"size", std::to_string(text.size())}, {"limit", std::to_string(kMaxBytes)}}));
    return out;
  }
  const bool plain =
      std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (!plain && !is_utf8(text)) {
    out.problems.push_back(problem(kFormulaText, place));
    return out;
  }
  out.value.text_ = text;
  FormulaParser parser(out.value, place);
  if (!parser.parse()) {
    out.value = {};
    out.problems = std::move(parser.problems());
  }
  return out;
}

std::string Formula::with_names(const std::function<std::string(const std::string&)>& name) const {
  // Steps of aggregations do not stand in the order of the text, and some stand there twice.
  std::vector<const FormulaNode*> named;
  for (const FormulaNode& node : nodes_)
    if (node.step == FormulaStep::element ||
        (node.step == FormulaStep::item && items_[node.argument].kind == FormulaItemKind::element))
      named.push_back(&node);
  const auto earlier = [](const FormulaNode* a, const FormulaNode* b) { return a->begin < b->begin; };
  if (!std::is_sorted(named.begin(), named.end(), earlier)) std::sort(named.begin(), named.end(), earlier);
  std::string out;
  size_t copied = 0;
  for (const FormulaNode* node : named) {
    if (node->begin < copied) continue;
    out.append(text_, copied, node->begin - copied);
    if (node->step == FormulaStep::element) {
      out += name(elements_[node->argument]);
    } else {  // options have no names here
      const FormulaItem part = item(items_[node->argument]);
      out += name(std::string(part.code));
      if (!part.option.empty()) out.append(" (").append(part.option);
      if (!part.attribute.empty()) out.append(".").append(part.attribute);
      if (!part.option.empty()) out += ')';
    }
    copied = text_.find('}', node->begin) + 1;  // what hangs on it stays
  }
  return out.append(text_, copied);
}

FormulaItem Formula::item(const FormulaReference& reference) const {
  return {.kind = reference.kind,
          .reports = reference.reports,
          .code = slice(reference.code),
          .option = slice(reference.option),
          .attribute = slice(reference.attribute),
          .modifiers = reference.modifiers};
}

std::vector<FormulaItem> Formula::items() const {
  std::vector<FormulaItem> out;
  for (const FormulaReference& reference : items_) out.push_back(item(reference));
  return out;
}

FormulaType Formula::type() const {
  return formula_type(possible_);
}

std::string_view Formula::beyond_elements() const {
  const FormulaNode* first = nullptr;
  for (const FormulaNode& node : nodes_)
    if ((node.step == FormulaStep::item || node.step == FormulaStep::question ||
         node.step == FormulaStep::gather) &&
        (!first || node.begin < first->begin))
      first = &node;
  return first ? std::string_view(text_).substr(first->begin, first->end - first->begin) : std::string_view{};
}

bool Formula::of_one_unit() const {
  const bool over_units = std::any_of(nodes_.begin(), nodes_.end(), [](const FormulaNode& node) {
    return node.step == FormulaStep::question || node.step == FormulaStep::gather;
  });
  return !over_units && std::all_of(items_.begin(), items_.end(), [](const FormulaReference& item) {
    return (item.kind == FormulaItemKind::element || item.kind == FormulaItemKind::days) &&
           item.modifiers.aggregation == FormulaAggregation::automatic;
  });
}

std::string to_text(const FormulaValue& value) {
  if (const auto* number = std::get_if<double>(&value)) return number_text(*number);
  if (const auto* truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return "null";
}

Place place_in_formula(const Place& place, std::string_view formula, size_t offset) {
  Place out = place;
  const std::string_view before = formula.substr(0, offset);
  const size_t feed = before.rfind('\n');
  if (feed == std::string_view::npos) {
    out.column = std::max(place.column, 1) + static_cast<int>(characters(before));
    return out;
  }
  if (place.line > 0) out.line += static_cast<int>(std::count(before.begin(), before.end(), '\n'));
  out.column = 1 + static_cast<int>(characters(before.substr(feed + 1)));
  return out;
}

}  // namespace xanh
