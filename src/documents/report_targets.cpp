// Targets (Báo cáo mục II.1, Bảng 1, Phụ lục I): one figure each, from the lead, with its coverage, never
// across definitions.
#include <fmt/format.h>

#include <set>

#include "base/text.hpp"
#include "documents/report_parts.hpp"

namespace xanh::report {

namespace {

std::string figure(const Desk& desk, const TargetResult& target, const std::optional<Number>& value) {
  return value ? desk.words.number(value->value, target.decimals) : std::string{};
}

/// A figure over too few units is none: the report then says why.
bool has_figure(const TargetResult& target) {
  return target.value && target.grade != Grade::no_data;
}

std::string figure_with_unit(const Desk& desk, const TargetResult& target, const Number& value) {
  return desk.words.with_unit(value.value, target.unit, target.decimals);
}

/// What the figure is made of: "370.624/1.750.000 m³/ngày".
std::string parts(const Desk& desk, const TargetResult& target) {
  const Target* promised = desk.plan().target(target.code);
  const auto top = target.numerator ? Decimal::parse(*target.numerator) : std::nullopt;
  const auto bottom = target.denominator ? Decimal::parse(*target.denominator) : std::nullopt;
  if (!promised || !top || !bottom) return {};
  const Element* element = desk.plan().element(promised->denominator);
  return desk.words.number(*top) + "/" +
         desk.words.with_unit(*bottom, element ? element->unit : std::string{});
}

std::string state_word(const Desk& desk, const std::optional<FigureState>& state) {
  switch (state.value_or(FigureState::official)) {
    case FigureState::preliminary:
      return desk.say("số liệu sơ bộ", "preliminary");
    case FigureState::estimate:
      return desk.say("số liệu ước tính", "estimate");
    case FigureState::provisional:
      return desk.say("số liệu tạm tính", "provisional");
    default:
      return {};
  }
}

std::string milestones_text(const Desk& desk, const TargetResult& target) {
  std::vector<std::string> out;
  for (const auto& m : target.milestones) {
    const std::string figure_text = desk.words.milestone(m) + (target.unit == "%"    ? "%"
                                                               : target.unit.empty() ? ""
                                                                                     : " " + target.unit);
    out.push_back(m.year ? fmt::format(fmt::runtime(desk.say("năm {}: {}", "{}: {}")), *m.year, figure_text)
                         : figure_text);
  }
  return join(out, "; ");
}

std::string coverage_sentence(const Desk& desk, const TargetResult& target) {
  if (target.coverage.complete || target.coverage.expected == 0) return {};
  std::string out = fmt::format(fmt::runtime(desk.say(" Số liệu tính trên {}", " The figure covers {}")),
                                coverage_text(desk, target.coverage));
  // Figures that stand in for a unit are in the sum: they are not missing, and the reader is told.
  std::vector<std::string> missing, carried;
  std::string from;
  for (const auto& code : target.missing) {
    const UnitResult* unit = nullptr;
    for (const auto& one : desk.result().units)
      if (one.code == code) unit = &one;
    const bool stands_in = unit && unit->carried_from &&
                           std::any_of(target.trace.begin(), target.trace.end(), [&](const auto& step) {
                             return step.kind == "submission" && step.id == *unit->carried_from;
                           });
    (stands_in ? carried : missing).push_back(code);
    if (stands_in) from = split(*unit->carried_from, '/').front();
  }
  if (!carried.empty())
    out += fmt::format(fmt::runtime(desk.say(", cộng số liệu tạm tính của {} theo báo cáo {}",
                                             ", with provisional figures of {} from the report on the {}")),
                       desk.words.some_units(carried, 3), cycle_name(desk, from));
  if (!missing.empty())
    out += fmt::format(fmt::runtime(desk.say(", chưa có số liệu của {}", ", without {}")),
                       desk.words.some_units(missing, 3));
  return out + ".";
}

/// The survey behind the figure, and of which cycle it stands when there is no new one.
std::string survey_sentence(const Desk& desk, const TargetResult& target) {
  std::string out;
  if (target.survey) {
    const SurveyReport& survey = *target.survey;
    std::vector<std::string> parts;
    for (const auto& text : {survey.name, survey.period, survey.method})
      if (!text.empty()) parts.push_back(one_line(text));
    if (survey.sample)
      parts.push_back(std::string(desk.say("cỡ mẫu ", "sample ")) + desk.words.number(*survey.sample));
    if (survey.margin)
      parts.push_back(std::string(desk.say("sai số ±", "margin ±")) +
                      desk.words.with_unit(
                          *survey.margin, target.unit == "%" ? desk.say("điểm phần trăm", "percentage points")
                                                             : target.unit));
    if (!parts.empty()) out += std::string(desk.say(" Khảo sát: ", " Survey: ")) + join(parts, "; ") + ".";
  }
  if (target.stands_from)
    out += fmt::format(fmt::runtime(desk.say(" Kỳ này không khảo sát, giữ kết quả {}.",
                                             " No survey in this period; the result of the {} stands.")),
                       cycle_name(desk, *target.stands_from));
  return out;
}

/// "Tỷ lệ … đạt 21,2% (…); cùng kỳ năm trước 21,0%; ước cả năm 21,3%; mục tiêu năm 2025: 58%; … Đang thực
/// hiện, …"
std::string target_sentence(const Desk& desk, const TargetResult& target) {
  const auto& words = desk.words;
  std::string out = words.in(target.names) + ": ";
  if (target.grade == Grade::qualitative) {
    out += target.rating
               ? fmt::format(fmt::runtime(desk.say("đánh giá định tính ở mức {}. ", "rated {}. ")),
                             words.lower_first(words.in(name_of(*target.rating))))
               : desk.say("chưa có đánh giá của đơn vị chủ trì. ", "the lead has given no rating. ");
    return out + (target.summary ? sentence(*target.summary) : "");
  }
  out += figure_with_unit(desk, target, *target.value);
  std::vector<std::string> inside;
  for (auto& text : {parts(desk, target), state_word(desk, target.state)})
    if (!text.empty()) inside.push_back(text);
  if (!inside.empty()) out += " (" + join(inside, "; ") + ")";
  if (target.same_period)
    out += desk.say("; cùng kỳ năm trước ", "; same period last year ") +
           figure_with_unit(desk, target, *target.same_period);
  if (target.comparable && target.change)
    out += fmt::format(
        fmt::runtime(desk.say("; so với số đã công bố của kỳ cùng loại trước: {}{}",
                              "; against the published figure of the last cycle of this kind: {}{}")),
        target.change->value.is_negative() || target.change->value.is_zero() ? "" : "+",
        words.with_unit(target.change->value,
                        target.unit == "%" ? desk.say("điểm phần trăm", "percentage points") : target.unit,
                        target.decimals));
  if (target.year_estimate)
    out += desk.say("; ước cả năm ", "; estimate for the year ") +
           figure_with_unit(desk, target, *target.year_estimate);
  if (target.assigned)
    out += fmt::format(fmt::runtime(desk.say("; kế hoạch năm {}: {}", "; plan {}: {}")),
                       desk.cycle().plan_year, figure_with_unit(desk, target, *target.assigned));
  if (!target.milestones.empty())
    out += desk.say("; mục tiêu ", "; milestones ") + milestones_text(desk, target);
  out += ". " + words.target_grade(target.grade) + "." + survey_sentence(desk, target) +
         coverage_sentence(desk, target);
  if (target.cause && target.grade == Grade::not_achieved)
    out += desk.say(" Nguyên nhân: ", " Cause: ") + sentence(*target.cause);
  return out;
}

/// What stands beside the figure in the annex: reason of an empty cell, coverage, a milestone without a year.
std::string annex_note(const Desk& desk, const TargetResult& target) {
  std::vector<std::string> out;
  if (!has_figure(target) && target.grade != Grade::qualitative) out.push_back(desk.words.in(target.reason));
  if (!target.coverage.complete && target.coverage.expected > 0 && has_figure(target))
    out.push_back(fmt::format(fmt::runtime(desk.say("tính trên {}", "covers {}")),
                              coverage_text(desk, target.coverage)));
  if (const auto state = state_word(desk, target.state); !state.empty()) out.push_back(state);
  for (const auto& m : target.milestones)
    if (!m.year)
      out.push_back(fmt::format(
          fmt::runtime(desk.say("mục tiêu {}{}, chưa xác định năm", "milestone {}{}, year not determined")),
          desk.words.milestone(m), target.unit == "%" ? "%" : ""));
  if (target.rating) out.push_back(desk.words.in(name_of(*target.rating)));
  return join(out, "; ");
}

Node annex_row(const Desk& desk, const TargetResult& target, const std::vector<int>& years) {
  const Target* promised = desk.plan().target(target.code);
  Node row = Node::map();
  put(row, "name", desk.words.in(target.names));
  put(row, "unit", target.unit);
  put(row, "leads", desk.words.units(target.leads));
  const bool baseline = promised && promised->baseline &&
                        promised->baseline->year == desk.plan().programme.period.first_year &&
                        promised->baseline->definition == promised->definition_id();
  put(row, "baseline",
      baseline ? desk.words.number(promised->baseline->value, target.decimals) : std::string{});
  put(row, "same_period", figure(desk, target, target.same_period));
  put(row, "assigned", figure(desk, target, target.assigned));
  put(row, "value", has_figure(target) ? figure(desk, target, target.value) : std::string{});
  put(row, "year_estimate", figure(desk, target, target.year_estimate));
  for (size_t i = 0; i < 2; ++i) {
    std::string text;
    for (const auto& m : target.milestones)
      if (i < years.size() && m.year == years[i]) text = desk.words.milestone(m);
    put(row, i == 0 ? "milestone_1" : "milestone_2", text);
  }
  put(row, "previous", figure(desk, target, target.previous));
  put(row, "of_assigned",
      target.of_assigned ? desk.words.number(target.of_assigned->value, 1) : std::string{});
  put(row, "to_milestone", figure(desk, target, target.to_milestone));
  put(row, "needed", figure(desk, target, target.needed_per_year));
  put(row, "change", target.comparable ? figure(desk, target, target.change) : std::string{});
  put(row, "grade", desk.words.target_grade(target.grade));
  put(row, "definition",
      promised && promised->definition ? desk.words.in(promised->definition->text) : std::string{});
  put(row, "note", annex_note(desk, target));
  return row;
}

void put_counts(Node& row, const std::map<std::string, int>& by_grade, int total) {
  put(row, "total", total);
  for (const auto* grade :
       {"completed", "over_95", "not_yet_due", "not_achieved", "no_data", "qualitative"}) {
    const auto it = by_grade.find(grade);
    put(row, grade, it == by_grade.end() ? 0 : it->second);
  }
}

/// Targets of one row of Bảng 1: those of a named goal, or (empty) all whose goal is not determined.
struct Group {
  std::string name;
  std::vector<const TargetResult*> targets;
  std::map<std::string, int> by_grade;
};

std::vector<Group> groups_of(const Desk& desk) {
  std::vector<Group> out;
  Group rest{
      desk.say("Chỉ tiêu chưa xác định nhóm mục tiêu", "Targets whose goal is not determined"), {}, {}};
  const auto take = [](Group& group, const TargetResult& target) {
    group.targets.push_back(&target);
    ++group.by_grade[word(target.grade)];
  };
  for (const auto& goal : desk.plan().programme.goals) {
    if (goal.names.empty()) continue;
    Group group{desk.words.in(goal.names), {}, {}};
    for (const auto& t : desk.result().targets)
      if (t.goal == goal.code) take(group, t);
    if (!group.targets.empty()) out.push_back(std::move(group));
  }
  for (const auto& t : desk.result().targets) {
    const Goal* goal = desk.plan().goal(t.goal);
    if (!goal || goal->names.empty()) take(rest, t);
  }
  if (!rest.targets.empty()) out.push_back(std::move(rest));
  return out;
}

/// Phụ lục V: the targets that are collected by territory, each with its districts and the total.
Node areas_of(const Desk& desk) {
  Node out = Node::list();
  for (const auto& target : desk.result().targets) {
    if (target.by_area.empty()) continue;
    const Target* promised = desk.plan().target(target.code);
    Node& one = out.push(Node::map());
    put(one, "name", desk.words.in(target.names));
    put(one, "unit", target.unit);
    const auto part = [&](const std::string& code) {
      const Element* element = promised ? desk.plan().element(code) : nullptr;
      return element ? desk.words.in(element->names()) : std::string{};
    };
    put(one, "numerator_name", promised ? part(promised->numerator) : std::string{});
    put(one, "denominator_name", promised ? part(promised->denominator) : std::string{});
    Node& rows = one.add("rows", Node::list());
    const auto number = [&](const std::string& text) {
      const auto value = Decimal::parse(text);
      return value ? desk.words.number(*value) : std::string{};
    };
    for (const auto& unit : desk.result().units)
      for (const auto& area : target.by_area) {
        if (area.unit != unit.code) continue;
        Node& row = rows.push(Node::map());
        put(row, "name", desk.words.unit(area.unit));
        put(row, "numerator", area.value ? number(area.numerator) : std::string{});
        put(row, "denominator", area.value ? number(area.denominator) : std::string{});
        put(row, "value", area.value ? desk.words.number(area.value->value, target.decimals) : std::string{});
        put(row, "note",
            area.value && area.state == FigureState::official ? std::string{}
                                                              : desk.words.in(name_of(area.state)));
      }
    const bool covered = has_figure(target);
    put(one, "numerator", covered && target.numerator ? number(*target.numerator) : std::string{});
    put(one, "denominator", covered && target.denominator ? number(*target.denominator) : std::string{});
    put(one, "value", covered ? figure(desk, target, target.value) : std::string{});
    put(one, "coverage", coverage_text(desk, target.coverage));
  }
  return out;
}

}  // namespace

std::vector<int> milestone_years(const Consolidation& result) {
  std::set<int> years;
  for (const auto& t : result.targets)
    for (const auto& m : t.milestones)
      if (m.year) years.insert(*m.year);
  return {years.begin(), years.end()};
}

void add_targets(Node& values, const Desk& desk) {
  const auto years = milestone_years(desk.result());
  put(values, "milestone_year_1", years.empty() ? std::string{} : std::to_string(years.front()));
  put(values, "milestone_year_2", years.size() < 2 ? std::string{} : std::to_string(years[1]));
  Node goals = Node::list();
  std::map<std::string, int> all;
  int total = 0;
  for (const auto& group : groups_of(desk)) {
    Node goal = Node::map();
    put(goal, "name", group.name);
    put_counts(goal, group.by_grade, static_cast<int>(group.targets.size()));
    std::vector<std::string> sentences, silent;
    Node rows = Node::list();
    for (const auto* target : group.targets) {
      if (has_figure(*target) || target->rating)
        sentences.push_back(target_sentence(desk, *target));
      else
        silent.push_back(desk.words.in(target->names) + " (" +
                         desk.words.lower_first(desk.words.in(target->reason)) + ")");
      rows.push(annex_row(desk, *target, years));
    }
    put(goal, "sentences", list_of_texts(sentences));
    put(goal, "silent", join(silent, "; "));
    put(goal, "rows", std::move(rows));
    goals.push(std::move(goal));
    total += static_cast<int>(group.targets.size());
    for (const auto& [grade, count] : group.by_grade) all[grade] += count;
  }
  values.add("areas", areas_of(desk));
  values.add("goals", std::move(goals));
  Node totals = Node::map();
  put_counts(totals, all, total);
  values.add("targets_total", std::move(totals));
  // The half-year's published counts, to hold the year's against; a list of one row, or of none.
  Node before = Node::list();
  if (const Consolidation* half = desk.context.half_year) {
    std::map<std::string, int> counts;
    for (const auto& target : half->targets) ++counts[word(target.grade)];
    Node& row = before.push(Node::map());
    put(row, "name",
        fmt::format(fmt::runtime(desk.say("Sơ kết {}", "Report of the {}")), cycle_name(desk, half->cycle)));
    put_counts(row, counts, static_cast<int>(half->targets.size()));
  }
  values.add("targets_half_year", std::move(before));
}

}  // namespace xanh::report
