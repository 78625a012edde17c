#include "reporting/figure_check.hpp"

#include <fmt/format.h>

#include <cmath>
#include <set>
#include <utility>

#include "base/code_search.hpp"
#include "programme/formula.hpp"
#include "reporting/part_check.hpp"
#include "reporting/reporting_problems.hpp"
#include "reporting/works_check.hpp"

namespace xanh {
namespace {

// Đề cương Biểu 06: limits in characters.
const std::map<std::string, size_t, std::less<>>& text_limits() {
  static const std::map<std::string, size_t, std::less<>> kLimits{
      {"1", 1000}, {"2", 1200}, {"3", 1500}, {"4", 600}};
  return kLimits;
}

class SubmissionCheck {
 public:
  SubmissionCheck(const Submission& s, const Form& form, const Plan& plan, CycleKind kind,
                  const History& history, const CheckLimits& limits, const Problems& told)
      : s_(s),
        form_(form),
        plan_(plan),
        kind_(kind),
        history_(history),
        limits_(limits),
        asked_(form.elements()),
        search_(CodeSearch::of(plan.elements)),
        known_(plan.elements.size()) {
    for (const auto& figure : s.figures)
      if (Known* known = this->known(figure.element); known && !known->figure) known->figure = &figure;
    for (const auto& row : asked_)
      if (Known* known = this->known(row.element->code)) known->asked = true;
    for (const auto& p : told)
      if (!p.place.sheet.empty()) cells_told_.insert(p.place.field);
  }

  Problems run() {
    figures();
    unanswered();
    rules();
    tasks();
    texts();
    append(out_, check_works(s_, form_, plan_, history_.directives));
    return std::move(out_);
  }

 private:
  static Place at(Place place, std::string field) {
    place.field = std::move(field);
    return place;
  }
  static const std::string& english(const Element& element) {
    return element.name_en.empty() ? element.name_vi : element.name_en;
  }

  static std::string shown(const Decimal& value, Language language = Language::vi) {
    return to_text_grouped(value, -1, language == Language::vi);
  }
  static std::string shown(double value, Language language = Language::vi) {
    const auto exact = Decimal::parse(number_text(value));
    return exact ? shown(*exact, language) : number_text(value);
  }

  /// What is known of an element of the plan: a form may have thousands of rows.
  struct Known {
    const ReportedFigure* figure = nullptr;  ///< the first, where it stands twice
    bool asked = false;
    bool told = false;  ///< something was said about it, so that no other check says it again
  };
  Known* known(std::string_view code) {
    const auto place = search_.find(code);
    return place ? &known_[*place] : nullptr;
  }
  const Element& element(const Known* known) const {
    return plan_.elements[static_cast<size_t>(known - known_.data())];
  }
  const ReportedFigure* reported(std::string_view code) {
    const Known* found = known(code);
    return found ? found->figure : nullptr;
  }

  void unknown(const std::string& code, const Place& place, std::vector<std::string> choices) {
    out_.push_back(problem(kUnknownFigure, place, {{"code", code}}, nearest(code, choices)));
  }

  void figures() {
    for (size_t i = 0; i < s_.figures.size(); ++i) {
      const ReportedFigure& figure = s_.figures[i];
      const std::string field = fmt::format("figures[{}]", i);
      Known* known = this->known(figure.element);
      if (!known) {
        std::vector<std::string> choices;
        for (const auto& e : plan_.elements) choices.push_back(e.code);
        unknown(figure.element, at(figure.place, field + ".element"), choices);
        continue;
      }
      const Element& element = this->element(known);
      if (known->figure != &figure) {
        out_.push_back(problem(kFigureTwice, at(figure.place, field),
                               {{"name", element.name_vi}, {"name_en", english(element)}}));
        continue;
      }
      if (!known->asked)
        out_.push_back(problem(kNotAsked, at(figure.place, field),
                               {{"name", element.name_vi}, {"name_en", english(element)}}));
      if (!one_figure(figure, element, field)) known->told = true;
    }
  }

  /// A reader of cells looks at bounds, whole numbers, states and empty cells as the checks here do.
  bool told_by_reader(const std::string& code) const {
    return cells_told_.contains(code + ".this_period") || cells_told_.contains(code + ".state");
  }

  /// False when something was said, so that no other check says it again.
  bool one_figure(const ReportedFigure& figure, const Element& element, const std::string& field) {
    const auto say = [&](const ProblemKind& kind, const char* column, ProblemWords words) {
      out_.push_back(problem(kind, at(figure.place, field + column), words));
      return false;
    };
    const auto say_unless_told = [&](const ProblemKind& kind, const char* column, ProblemWords words) {
      return told_by_reader(element.code) ? false : say(kind, column, words);
    };
    const auto value = figure.this_period;
    const bool true_zero = figure.state == FigureState::nothing_to_report;
    if (value && (!carries_value(figure.state) || (true_zero && !value->is_zero())))
      return say_unless_told(kValueWithEmpty, ".state",
                             {{"name", element.name_vi},
                              {"name_en", english(element)},
                              {"value", shown(*value)},
                              {"value_en", shown(*value, Language::en)},
                              {"state", name_of(figure.state).vi},
                              {"state_en", name_of(figure.state).en}});
    if (figure.state == FigureState::not_available && figure.note.empty())
      return say(kWithoutReason, ".note", {{"name", element.name_vi}, {"name_en", english(element)}});
    if (!value || !figure.note.empty()) return true;  // an explanation was given
    if ((element.min && *value < *element.min) || (element.max && *value > *element.max))
      return say_unless_told(kOutOfBounds, ".this_period",
                             {{"name", element.name_vi},
                              {"name_en", english(element)},
                              {"value", shown(*value)},
                              {"value_en", shown(*value, Language::en)},
                              {"min", element.min ? shown(*element.min) : "−∞"},
                              {"min_en", element.min ? shown(*element.min, Language::en) : "−∞"},
                              {"max", element.max ? shown(*element.max) : "∞"},
                              {"max_en", element.max ? shown(*element.max, Language::en) : "∞"}});
    if (element.type == ElementType::integer && !(value->rounded(0) == *value))
      return say_unless_told(kNotWhole, ".this_period",
                             {{"name", element.name_vi},
                              {"name_en", english(element)},
                              {"value", shown(*value)},
                              {"value_en", shown(*value, Language::en)}});
    return against_history(figure, element, field);
  }

  bool against_history(const ReportedFigure& figure, const Element& element, const std::string& field) {
    const Decimal value = *figure.this_period;
    const auto say = [&](const ProblemKind& kind, ProblemWords words) {
      out_.push_back(problem(kind, at(figure.place, field + ".this_period"), words));
      return false;
    };
    const auto of = [&](const Submission* report) -> std::optional<Decimal> {
      const ReportedFigure* found = report ? report->figure(element.code) : nullptr;
      return found ? found->value(FigureColumn::this_period) : std::nullopt;
    };
    if (element.kind == ElementKind::cumulative && !history_.reports.empty())
      if (const auto before = of(history_.reports.back()); before && value < *before)
        return say(kFallingCumulative, {{"name", element.name_vi},
                                        {"name_en", english(element)},
                                        {"value", shown(value)},
                                        {"value_en", shown(value, Language::en)},
                                        {"before", shown(*before)},
                                        {"before_en", shown(*before, Language::en)}});
    if (kind_ == CycleKind::year && element.kind == ElementKind::flow)
      if (const auto half = of(history_.half_year); half && value < *half)
        return say(kAnnualBelowHalf, {{"name", element.name_vi},
                                      {"name_en", english(element)},
                                      {"value", shown(value)},
                                      {"value_en", shown(value, Language::en)},
                                      {"before", shown(*half)},
                                      {"before_en", shown(*half, Language::en)}});
    auto before = of(history_.same_period);
    if (!before) before = figure.same_period;
    if (before && !before->is_zero() &&
        std::abs(value.to_double() - before->to_double()) >
            std::abs(before->to_double()) * limits_.same_period_percent / 100)
      return say(kFarFromSamePeriod, {{"name", element.name_vi},
                                      {"name_en", english(element)},
                                      {"value", shown(value)},
                                      {"value_en", shown(value, Language::en)},
                                      {"before", shown(*before)},
                                      {"before_en", shown(*before, Language::en)},
                                      {"limit", shown(limits_.same_period_percent)},
                                      {"limit_en", shown(limits_.same_period_percent, Language::en)}});
    std::vector<double> earlier;
    for (const auto* report : history_.reports)
      if (const auto v = of(report)) earlier.push_back(v->to_double());
    if (earlier.size() < limits_.outlier_points) return true;
    const auto median = [](std::vector<double> v) {
      std::sort(v.begin(), v.end());
      const size_t n = v.size();
      return n % 2 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
    };
    const double middle = median(earlier);
    std::vector<double> distances;
    for (const double v : earlier) distances.push_back(std::abs(v - middle));
    const double mad =
        median(distances) * 1.4826;  // the MAD of a normal distribution in units of its standard deviation
    if (mad > 0 && std::abs(value.to_double() - middle) > limits_.outlier_mads * mad)
      return say(kOutlier, {{"name", element.name_vi},
                            {"name_en", english(element)},
                            {"value", shown(value)},
                            {"value_en", shown(value, Language::en)},
                            {"median", shown(middle)},
                            {"median_en", shown(middle, Language::en)}});
    return true;
  }

  void unanswered() {
    if (s_.nothing_to_report) return;
    for (const auto& row : asked_) {
      Known* known = this->known(row.element->code);
      const ReportedFigure* figure = known ? known->figure : nullptr;
      if (!row.required || (figure && (figure->this_period || !carries_value(figure->state) ||
                                       figure->state == FigureState::nothing_to_report)))
        continue;
      if (known) known->told = true;
      if (told_by_reader(row.element->code)) continue;
      out_.push_back(problem(kNotAnswered,
                             at(figure ? figure->place : s_.place, "figures." + row.element->code),
                             {{"name", row.element->name_vi}, {"name_en", english(*row.element)}}));
    }
  }

  /// Hard rules first: a question must not hide a refusal.
  void rules() {
    for (const Severity severity : {Severity::error, Severity::warning}) rules_of(severity);
  }

  /// What hangs on the items of a formula as well: the figure of the year before, of the year to date. A rule
  /// that asks for more says nothing here.
  [[nodiscard]] FormulaInputs with_earlier(const Formula& formula, const FormulaInputs& plain) {
    std::map<std::string, std::optional<double>> hung;
    const bool from_january = kind_ == CycleKind::half_year || kind_ == CycleKind::year;
    for (const auto& item : formula.items()) {
      FormulaModifiers rest = item.modifiers;
      const bool before = std::exchange(rest.period_offset, 0) == -1;
      const bool to_date = std::exchange(rest.year_to_date, false);
      if (item.kind != FormulaItemKind::element || !rest.plain() || (!before && item.modifiers.period_offset))
        continue;
      const std::string code(item.code);
      // Only of half-years and years is the cycle before known by its kind.
      const ReportedFigure* figure =
          before ? from_january && history_.same_period ? history_.same_period->figure(code) : nullptr
                 : reported(code);
      if (!figure) continue;
      auto value = figure->value(to_date ? FigureColumn::year_to_date : FigureColumn::this_period);
      if (!value && to_date && from_january) value = figure->value(FigureColumn::this_period);
      if (value) hung.emplace(item.key(), value->to_double());
    }
    return [hung = std::move(hung), &plain](const std::string& key) {
      const auto found = hung.find(key);
      return found == hung.end() ? plain(key) : found->second;
    };
  }

  void rules_of(Severity severity) {
    const FormulaInputs inputs = [&](const std::string& code) -> std::optional<double> {
      const ReportedFigure* figure = reported(code);
      const auto value = figure ? figure->value(FigureColumn::this_period) : std::nullopt;
      return value ? std::optional(value->to_double()) : std::nullopt;
    };
    for (const auto& check : plan_.checks) {
      if (check.severity != severity) continue;
      const auto left = Formula::parse(check.left);
      const auto right = Formula::parse(check.right);
      if (!left.ok() || !right.ok() || !left.value.of_one_unit() || !right.value.of_one_unit()) continue;
      std::set<std::string> used(left.value.elements().begin(), left.value.elements().end());
      used.insert(right.value.elements().begin(), right.value.elements().end());
      // A rule over figures that are missing, already questioned, or explained says nothing new.
      const bool silent = std::any_of(used.begin(), used.end(), [&](const std::string& code) {
        const Known* known = this->known(code);
        return !inputs(code) || known->told || !known->figure->note.empty();
      });
      if (silent || used.empty()) continue;
      const auto a = left.value.evaluate(with_earlier(left.value, inputs));
      const auto b = right.value.evaluate(with_earlier(right.value, inputs));
      const double* x = a.ok() ? std::get_if<double>(&a.value) : nullptr;
      const double* y = b.ok() ? std::get_if<double>(&b.value) : nullptr;
      if (!x || !y || rule_holds(*x, check.operator_, *y)) continue;
      const ReportedFigure* first = reported(*used.begin());
      Problem p = problem(kRuleBroken, at(first->place, "figures." + *used.begin()),
                          {{"text", in(Language::vi, check.message)},
                           {"text_en", in(Language::en, check.message)},
                           {"left", shown(*x)},
                           {"left_en", shown(*x, Language::en)},
                           {"operator", check.operator_},
                           {"right", shown(*y)},
                           {"right_en", shown(*y, Language::en)}});
      p.severity = check.severity;
      for (const auto& code : used) known(code)->told = true;
      out_.push_back(std::move(p));
    }
  }

  void tasks() {
    for (size_t i = 0; i < s_.tasks.size(); ++i) {
      const ReportedTask& told = s_.tasks[i];
      const std::string field = fmt::format("tasks[{}]", i);
      const Task* task = plan_.task(told.task);
      if (!task) {
        std::vector<std::string> choices;
        for (const auto& t : plan_.tasks()) choices.push_back(t.code);
        unknown(told.task, at(told.place, field + ".task"), choices);
        continue;
      }
      if (std::none_of(form_.tasks.begin(), form_.tasks.end(),
                       [&](const FormTask& t) { return t.task->code == told.task; }))
        out_.push_back(
            problem(kNotAsked, at(told.place, field),
                    {{"name", in(Language::vi, task->text)}, {"name_en", in(Language::en, task->text)}}));
      const auto& causes = plan_.programme.delay_causes;
      if (!told.cause.empty() &&
          std::none_of(causes.begin(), causes.end(), [&](const Word& w) { return w.code == told.cause; }))
        out_.push_back(problem(kUnknownCause, at(told.place, field + ".cause"), {{"code", told.cause}}));
    }
    for (size_t i = 0; i < s_.qualitative.size(); ++i)
      if (!plan_.target(s_.qualitative[i].target)) {
        std::vector<std::string> choices;
        for (const auto& t : plan_.targets) choices.push_back(t.code);
        unknown(s_.qualitative[i].target,
                at(s_.qualitative[i].place, fmt::format("qualitative[{}].target", i)), choices);
      }
  }

  void texts() {
    const Submission* last = history_.reports.empty() ? nullptr : history_.reports.back();
    for (size_t i = 0; i < s_.texts.size(); ++i) {
      const auto& part = s_.texts[i];
      const Place place = at(part.place, fmt::format("texts[{}]", i));
      const auto limit = text_limits().find(part.section.substr(0, 1));
      if (limit != text_limits().end() && characters(part.text) > limit->second)
        out_.push_back(problem(kTextTooLong, place,
                               {{"section", part.section},
                                {"length", std::to_string(characters(part.text))},
                                {"limit", std::to_string(limit->second)}}));
      const std::string before = last ? last->text(part.section) : std::string{};
      if (const double alike = before.empty() ? 0 : alike_percent(before, part.text);
          alike >= limits_.same_text_percent)
        out_.push_back(problem(kSameText, place,
                               {{"section", part.section}, {"percent", fmt::format("{:.0f}", alike)}}));
    }
  }

  const Submission& s_;
  const Form& form_;
  const Plan& plan_;
  CycleKind kind_;
  const History& history_;
  const CheckLimits& limits_;
  std::vector<FormElement> asked_;
  CodeSearch search_;
  std::vector<Known> known_;  ///< by the place in the plan
  std::set<std::string> cells_told_;
  Problems out_;
};

}  // namespace

Problems check_submission(const Submission& submission, const Form& form, const Plan& plan, CycleKind kind,
                          const History& history, const CheckLimits& limits, const Problems& told) {
  auto out = SubmissionCheck(submission, form, plan, kind, history, limits, told).run();
  append(out, check_parts(submission, plan));
  return out;
}

bool rule_holds(double x, std::string_view op, double y) {
  // Sums of decimals as doubles differ in the last place; a billionth of the size is no broken rule.
  const double slack = 1e-9 * std::max(std::abs(x), std::abs(y));
  if (op == "==") return std::abs(x - y) <= slack;
  if (op == "!=") return std::abs(x - y) > slack;
  if (op == "<") return x < y;
  if (op == "<=") return x <= y + slack;
  if (op == ">") return x > y;
  return x + slack >= y;
}

double alike_percent(std::string_view a, std::string_view b) {
  const auto bag = [](std::string_view text) {
    std::map<std::string, int> words;
    for (auto& word : split(folded(text), ' ')) ++words[word];
    return words;
  };
  const auto x = bag(a);
  const auto y = bag(b);
  int shared = 0, total = 0;
  for (const auto& [w, n] : x) {
    total += n;
    if (const auto it = y.find(w); it != y.end()) shared += std::min(n, it->second);
  }
  for (const auto& [w, n] : y) total += n;
  return total ? 200.0 * shared / total : 0;
}

}  // namespace xanh
