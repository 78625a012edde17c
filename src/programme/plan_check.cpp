#include "programme/plan_check.hpp"

#include <fmt/format.h>

#include <set>

#include "programme/formula.hpp"
#include "programme/formula_measures.hpp"
#include "programme/formula_problems.hpp"
#include "programme/programme_problems.hpp"

namespace xanh {
namespace {

// More would promise an exactness that no figure of the programme has.
constexpr int kMostDecimals = 6;

class PlanCheck {
 public:
  PlanCheck(const Plan& plan, const Register& units) : plan_(plan), units_(units) {
    for (const auto& e : plan.elements) elements_.push_back(e.code);
    for (const auto& t : plan.targets) targets_.push_back(t.code);
    for (const auto& year : plan.years)
      for (const auto& t : year.tasks) tasks_.push_back(t.code);
    for (const auto* codes : {&elements_, &targets_, &tasks_})
      items_.insert(items_.end(), codes->begin(), codes->end());
    for (const auto& g : plan.programme.goals) goals_.push_back(g.code);
    for (const auto& s : plan.programme.solution_groups) solutions_.push_back(s.code);
    unit_choices_ = units.unit_codes();
    for (const auto& row : units.rows().units)
      for (const auto& group : split(row.groups, ';'))
        if (std::find(unit_choices_.begin(), unit_choices_.end(), group) == unit_choices_.end())
          unit_choices_.push_back(group);
  }

  Problems run() {
    programme();
    for (const auto& element : plan_.elements) check_element(element);
    for (const auto& target : plan_.targets) check_target(target);
    for (const auto& year : plan_.years) check_year(year);
    for (const auto& obligation : plan_.obligations) check_obligation(obligation);
    for (const auto& check : plan_.checks) check_check(check);
    nobody_owes();
    return std::move(out_);
  }

 private:
  static Place at(Place place, std::string field) {
    place.field = std::move(field);
    return place;
  }

  void code(const std::string& value, const Place& place) {
    if (!is_code(value)) out_.push_back(problem(kBadCode, at(place, "code"), {{"code", value}}));
    const auto [it, fresh] = seen_.emplace(value, place);
    if (!fresh)
      out_.push_back(
          problem(kDuplicateCode, at(place, "code"),
                  {{"code", value}, {"where", fmt::format("{}:{}", it->second.file, it->second.line)}}));
  }

  void reference(const std::string& value, const std::vector<std::string>& choices, const char* vi,
                 const char* en, const Place& place, const char* field) {
    if (std::find(choices.begin(), choices.end(), value) == choices.end())
      out_.push_back(problem(kUnknownReference, at(place, field),
                             {{"what_vi", vi}, {"what_en", en}, {"code", value}}, nearest(value, choices)));
  }
  void unit(const std::string& value, const Place& place, const char* field) {
    reference(value, unit_choices_, "đơn vị", "unit", place, field);
  }
  void element(const std::string& value, const Place& place, const char* field) {
    reference(value, elements_, "số liệu", "element", place, field);
  }

  void source(const std::string& owner, const std::string& value, const Place& place) {
    if (value.empty()) out_.push_back(problem(kWithoutSource, at(place, "source"), {{"code", owner}}));
  }
  void both(const std::string& owner, const Bilingual& names, const Place& place, const char* field) {
    if (!names.empty() && (names.vi.empty() || names.en.empty()))
      out_.push_back(problem(kWithoutTranslation, at(place, field), {{"code", owner}}));
  }

  /// Gives back what the result is measured in, as far as the elements tell.
  Measure formula(const std::string& text, const Place& place, const char* field) {
    auto parsed = Formula::parse(text, at(place, field));
    const bool readable = parsed.ok();
    append(out_, std::move(parsed.problems));
    if (!readable) return {};
    for (const auto& name : parsed.value.elements()) element(name, place, field);
    if (!within_cycle(parsed.value, place, field)) return {};
    const FormulaType type = parsed.value.type();
    if (type == FormulaType::truth || type == FormulaType::text)
      out_.push_back(problem(kFormulaNoFigure, at(place, field)));
    const auto unit_of = [&](const std::string& code) {
      const Element* of = plan_.element(code);
      return of ? of->unit : std::string{};
    };
    auto measure = formula_measure(parsed.value, unit_of, at(place, field));
    append(out_, std::move(measure.problems));
    return measure.value;
  }

  /// Of what formulas can ask for, what a consolidation has: elements of this cycle and of the one before,
  /// over all units, groups of the register, reports received on the tables of the form.
  bool within_cycle(const Formula& formula, const Place& place, const char* field) {
    const size_t before = out_.size();
    for (const auto& item : formula.items()) {
      const std::string what = item.text();
      const bool foreign = item.kind == FormulaItemKind::constant ||
                           item.kind == FormulaItemKind::indicator || !item.option.empty() ||
                           !item.attribute.empty();
      if (foreign)
        out_.push_back(problem(kFormulaBeyondCycle, at(place, field), {{"what", what}}));
      else if (item.modifiers.period_offset != 0 && item.modifiers.period_offset != -1)
        out_.push_back(problem(kFormulaBeyondEarlier, at(place, field), {{"what", what}}));
      else if (item.kind == FormulaItemKind::unit_group)
        unit(std::string(item.code), place, field);
      else if (item.kind == FormulaItemKind::reports)
        data_set(std::string(item.code), place, field);
    }
    for (const auto& test : formula.unit_tests())
      for (const auto& code : test.codes)
        if (test.question == FormulaUnitQuestion::reports_on)
          data_set(code, place, field);
        else
          unit(code, place, field);
    return out_.size() == before;
  }

  void data_set(const std::string& code, const Place& place, const char* field) {
    static const std::vector<std::string> kDataSets{"01", "05a", "05b", "05c", "05d", "05e"};
    reference(code, kDataSets, "biểu", "table", place, field);
  }

  void fits(const Measure& got, const Measure& wanted, const Place& place, const char* field) {
    if (got.fits(wanted)) return;
    const Bilingual a = got.text(), b = wanted.text();
    out_.push_back(problem(kFormulaResultMeasure, at(place, field),
                           {{"got_vi", a.vi}, {"got_en", a.en}, {"wanted_vi", b.vi}, {"wanted_en", b.en}}));
  }

  void programme() {
    const Programme& p = plan_.programme;
    if (p.format != 1)
      out_.push_back(problem(kWrongFormat, at(p.place, "format"), {{"format", std::to_string(p.format)}}));
    if (!is_code(p.code)) out_.push_back(problem(kBadCode, at(p.place, "code"), {{"code", p.code}}));
    if (!Zone::named(p.zone)) out_.push_back(problem(kUnknownZone, at(p.place, "zone"), {{"zone", p.zone}}));
    for (const auto& agency : p.agencies) unit(agency.unit, agency.place, "unit");
    for (const auto& goal : p.goals) {
      code(goal.code, goal.place);
      both(goal.code, goal.names, goal.place, "names");
    }
    for (const auto& group : p.solution_groups) {
      code(group.code, group.place);
      both(group.code, group.names, group.place, "names");
    }
  }

  void check_element(const Element& e) {
    code(e.code, e.place);
    both(e.code, e.names(), e.place, "name_en");
    if (e.min && e.max && *e.min > *e.max)
      out_.push_back(problem(kBounds, at(e.place, "min"), {{"code", e.code}}));
  }

  void check_target(const Target& t) {
    code(t.code, t.place);
    both(t.code, t.names, t.place, "names");
    source(t.code, t.source, t.place);
    if (t.decimals < 0 || t.decimals > kMostDecimals)
      out_.push_back(problem(kDecimals, at(t.place, "decimals"),
                             {{"code", t.code},
                              {"decimals", std::to_string(t.decimals)},
                              {"limit", std::to_string(kMostDecimals)}}));
    if (!t.goal.empty()) reference(t.goal, goals_, "nhóm mục tiêu", "goal", t.place, "goal");
    for (const auto& lead : t.leads) unit(lead, t.place, "leads");
    const bool ratio = !t.numerator.empty() || !t.denominator.empty();
    if (t.numerator.empty() != t.denominator.empty())
      out_.push_back(problem(kHalfRatio, at(t.place, "numerator"), {{"code", t.code}}));
    if (ratio && !t.formula.empty())
      out_.push_back(problem(kTwoComputations, at(t.place, "formula"), {{"code", t.code}}));
    if (!t.numerator.empty()) element(t.numerator, t.place, "numerator");
    if (!t.denominator.empty()) element(t.denominator, t.place, "denominator");
    if (!t.formula.empty())
      fits(formula(t.formula, t.place, "formula"), Measure::parse(t.unit), t.place, "formula");
    if ((ratio || !t.formula.empty()) && !t.definition)
      out_.push_back(problem(kWithoutDefinition, at(t.place, "definition"), {{"code", t.code}}));
    if (!ratio && t.formula.empty() && t.collected != Collected::qualitative && !t.nameless())
      out_.push_back(problem(kTargetWithoutFormula, at(t.place, "numerator"), {{"code", t.code}}));
    milestones(t);
  }

  void milestones(const Target& t) {
    const Milestone* previous = nullptr;
    const Period& period = plan_.programme.period;
    for (const auto& m : t.milestones) {
      if (m.year && (*m.year < period.first_year || *m.year > period.last_year))
        out_.push_back(problem(kMilestoneYear, at(m.place, "year"),
                               {{"code", t.code},
                                {"year", std::to_string(*m.year)},
                                {"first", std::to_string(period.first_year)},
                                {"last", std::to_string(period.last_year)}}));
      if (m.value.has_value() + m.at_least.has_value() + m.at_most.has_value() != 1)
        out_.push_back(problem(kMilestoneValue, at(m.place, "value"), {{"code", t.code}}));
      if (previous && previous->year && m.year && previous->figure() && m.figure()) {
        const bool falls = *m.figure() < *previous->figure();
        const bool rises = *m.figure() > *previous->figure();
        if ((t.direction == Direction::rise && falls) || (t.direction == Direction::fall && rises))
          out_.push_back(problem(kMilestoneOrder, at(m.place, "value"),
                                 {{"code", t.code}, {"year", std::to_string(*m.year)}}));
      }
      previous = &m;
    }
  }

  void check_year(const PlanYear& year) {
    for (const auto& [target, value] : year.assigned)
      reference(target, targets_, "chỉ tiêu", "target", year.place, "assigned");
    // A task may go on from one year's plan to the next under its code; within one plan a code stands once.
    std::map<std::string, Place> in_this_year;
    for (const auto& task : year.tasks) {
      if (!seen_in_earlier_years_.contains(task.code)) code(task.code, task.place);
      const auto [it, fresh] = in_this_year.emplace(task.code, task.place);
      if (!fresh && seen_in_earlier_years_.contains(task.code))
        out_.push_back(problem(
            kDuplicateCode, at(task.place, "code"),
            {{"code", task.code}, {"where", fmt::format("{}:{}", it->second.file, it->second.line)}}));
      source(task.code, task.source, task.place);
      if (!task.solution.empty())
        reference(task.solution, solutions_, "nhóm giải pháp", "solution group", task.place, "solution");
      for (const auto& lead : task.leads) unit(lead, task.place, "leads");
      for (const auto& other : task.coordinates) unit(other, task.place, "coordinates");
      if (task.due && task.recurring)
        out_.push_back(problem(kDueAndRecurring, at(task.place, "due"), {{"code", task.code}}));
      for (const auto& c : task.contributions) {
        reference(c.target, targets_, "chỉ tiêu", "target", c.place, "target");
        element(c.element, c.place, "element");
      }
      for (const auto& area : task.area)
        if (std::none_of(units_.rows().areas.begin(), units_.rows().areas.end(),
                         [&](const AreaRow& row) { return row.code == area; }))
          out_.push_back(problem(kUnknownReference, at(task.place, "area"),
                                 {{"what_vi", "địa bàn"}, {"what_en", "area"}, {"code", area}}));
    }
    for (const auto& task : year.tasks) seen_in_earlier_years_.insert(task.code);
  }

  void check_obligation(const Obligation& o) {
    unit(o.unit, o.place, "unit");
    source(o.item, o.source, o.place);
    if (o.from && o.to && *o.to <= *o.from)
      out_.push_back(problem(kEmptyValidity, at(o.place, "to"),
                             {{"code", o.item}, {"from", to_text(*o.from)}, {"to", to_text(*o.to)}}));
    if (o.item.starts_with("table:")) {
      const std::string table = o.item.substr(6);
      static const std::set<std::string> kTables{"01",  "02",  "03", "04", "05a", "05b", "05c",
                                                 "05d", "05e", "06", "07", "08",  "09",  "10"};
      if (!kTables.contains(table))
        reference(table, {kTables.begin(), kTables.end()}, "biểu", "table", o.place, "item");
      return;
    }
    reference(o.item, items_, "số liệu, chỉ tiêu hoặc nhiệm vụ", "element, target or task", o.place, "item");
  }

  void check_check(const Check& c) {
    code(c.code, c.place);
    both(c.code, c.message, c.place, "message");
    static const std::set<std::string> kOperators{"==", "!=", "<", "<=", ">", ">="};
    if (!kOperators.contains(c.operator_))
      out_.push_back(problem(kUnknownOperator, at(c.place, "operator"), {{"operator", c.operator_}}));
    const Measure left = formula(c.left, c.place, "left");
    fits(formula(c.right, c.place, "right"), left, c.place, "right");
  }

  void nobody_owes() {
    std::set<std::string> owed, tables;
    for (const auto& o : plan_.obligations) {
      if (o.item.starts_with("table:")) tables.insert(o.item.substr(6));
      owed.insert(o.item);
    }
    for (const auto& t : plan_.targets)
      if (!t.leads.empty() || owed.contains(t.code)) {
        owed.insert({t.numerator, t.denominator});
        if (const auto parsed = Formula::parse(t.formula); !t.formula.empty() && parsed.ok())
          owed.insert(parsed.value.elements().begin(), parsed.value.elements().end());
      }
    for (const auto& e : plan_.elements)
      if (!owed.contains(e.code) && !tables.contains(e.table))
        out_.push_back(problem(kNobodyOwes, at(e.place, "code"), {{"code", e.code}}));
  }

  const Plan& plan_;
  const Register& units_;
  std::vector<std::string> elements_, targets_, tasks_, items_, goals_, solutions_, unit_choices_;
  std::map<std::string, Place> seen_;
  std::set<std::string> seen_in_earlier_years_;
  Problems out_;
};

}  // namespace

Problems check_plan(const Plan& plan, const Register& units) {
  return PlanCheck(plan, units).run();
}

}  // namespace xanh
