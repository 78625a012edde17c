#include "exchange/dhis2_reports.hpp"

#include <algorithm>
#include <functional>

#include "base/text.hpp"
#include "exchange/dhis2_kinds.hpp"
#include "exchange/dhis2_value_problems.hpp"
#include "programme/formula.hpp"

namespace xanh::dhis2 {
namespace {

ReportedFigure figure_of(const std::string& code, const Figure& from) {
  ReportedFigure out;
  out.element = code;
  out.place = from.place;
  out.note = from.comment;
  if (from.number) {
    out.this_period = from.number;
  } else {
    // A text is no figure: it stands in the note, beside an empty that asks for nothing.
    out.state = FigureState::not_applicable;
    out.note = from.text + (from.comment.empty() ? "" : " (" + from.comment + ")");
  }
  return out;
}

bool holds(double left, const std::string& operator_, double right) {
  if (operator_ == "==") return left == right;
  if (operator_ == "!=") return left != right;
  if (operator_ == "<") return left < right;
  if (operator_ == "<=") return left <= right;
  return operator_ == ">" ? left > right : left >= right;
}

struct Rule {
  const Check* check;
  Formula left, right;
};

class ReportCheck {
 public:
  ReportCheck(const MadePlan& made, Report& report) : report_(report) {
    for (const auto& check : made.plan.checks) {
      auto left = Formula::parse(check.left), right = Formula::parse(check.right);
      if (!left.ok() || !right.ok()) continue;
      const auto& elements = left.value.elements().empty() ? right.value.elements() : left.value.elements();
      if (elements.empty()) continue;
      std::string first = elements.front();
      rules_.emplace(std::move(first), Rule{&check, std::move(left.value), std::move(right.value)});
    }
    for (const auto& target : made.plan.targets)
      if (const auto found = made.formulas.find(target.code); found != made.formulas.end())
        if (auto parsed = Formula::parse(found->second); parsed.ok() && !parsed.value.elements().empty()) {
          std::string first = parsed.value.elements().front();
          percentages_.emplace(std::move(first), std::pair(&target, std::move(parsed.value)));
        }
  }

  void run(const Submission& of) {
    std::map<std::string, const ReportedFigure*, std::less<>> figures;
    for (const auto& figure : of.figures) figures[figure.element] = &figure;
    const FormulaInputs inputs = [&](const std::string& code) -> std::optional<double> {
      const auto found = figures.find(code);
      return found != figures.end() && found->second->this_period
                 ? std::optional(found->second->this_period->to_double())
                 : std::nullopt;
    };
    const auto value = [&](const Formula& formula) -> std::optional<double> {
      const auto& needed = formula.elements();
      if (!std::all_of(needed.begin(), needed.end(),
                       [&](const auto& code) { return inputs(code).has_value(); }))
        return std::nullopt;
      const auto got = formula.evaluate(inputs);
      const double* number = got.ok() ? std::get_if<double>(&got.value) : nullptr;
      return number ? std::optional(*number) : std::nullopt;
    };
    // Only what a figure of this report is the first element of.
    for (const auto& figure : of.figures) {
      for (auto [it, end] = percentages_.equal_range(figure.element); it != end; ++it) {
        const auto& [target, formula] = it->second;
        if (const auto got = value(formula); got && *got > 100)
          report_.add(
              kIndicatorAbove100, figure.place,
              {{"name", target->names.vi}, {"value", shown(*got)}, {"unit", of.unit}, {"period", of.cycle}});
      }
      for (auto [it, end] = rules_.equal_range(figure.element); it != end; ++it) {
        const Rule& rule = it->second;
        const auto left = value(rule.left), right = value(rule.right);
        if (!left || !right || holds(*left, rule.check->operator_, *right)) continue;
        report_.add(kRuleBrokenBy, figure.place,
                    {{"name", rule.check->message.vi},
                     {"left", shown(*left)},
                     {"operator", rule.check->operator_},
                     {"right", shown(*right)},
                     {"unit", of.unit},
                     {"period", of.cycle}});
      }
    }
  }

 private:
  static std::string shown(double value) {
    const auto rounded = Decimal::from_double(value, 2);
    return rounded ? number_text(rounded->to_double()) : number_text(value);
  }

  Report& report_;
  // By their first element.
  std::multimap<std::string, Rule, std::less<>> rules_;
  std::multimap<std::string, std::pair<const Target*, Formula>, std::less<>> percentages_;
};

}  // namespace

std::vector<Submission> make_reports(const Metadata& metadata, const Figures& figures, const MadePlan& made,
                                     const std::map<std::string, std::string>& units) {
  struct Made {
    std::map<std::string, ReportedFigure> figures;  // by code
    std::map<std::string, std::pair<Decimal, Place>> sums;
  };
  std::map<std::pair<std::string, std::string>, Made> reports;  // by cycle and unit
  for (const auto& figure : figures.all) {
    Made& to = reports[{figure.period, units.at(figure.unit)}];
    const std::string& code = made.codes.at(figure.part);
    to.figures.emplace(code, figure_of(code, figure));
    const DataElement* element = metadata.elements.find(figure.part.element);
    if (figure.part.whole() || !figure.number || !adds_parts(element->aggregation)) continue;
    const auto [it, fresh] =
        to.sums.emplace(made.codes.at({element->uid, "", ""}), std::pair(*figure.number, figure.place));
    if (!fresh) it->second.first += *figure.number;
  }
  std::vector<Submission> out;
  for (auto& [key, report] : reports) {
    for (const auto& [code, sum] : report.sums) {
      const Element* element = made.plan.element(code);
      if (report.figures.contains(code) || element->type == ElementType::boolean) continue;
      ReportedFigure total;
      total.element = code;
      total.this_period = sum.first;
      total.place = sum.second;
      report.figures.emplace(code, std::move(total));
    }
    Submission& to = out.emplace_back();
    to.cycle = key.first;
    to.unit = key.second;
    for (const auto& element : made.plan.elements)
      if (const auto found = report.figures.find(element.code); found != report.figures.end())
        to.figures.push_back(std::move(found->second));
  }
  return out;
}

void check_reports(const std::vector<Submission>& reports, const MadePlan& made, Report& report) {
  ReportCheck check(made, report);
  for (const auto& one : reports) check.run(one);
}

}  // namespace xanh::dhis2
