#include "reporting/city.hpp"

#include <fmt/format.h>

#include <sstream>
#include <stdexcept>

#include "base/canonical.hpp"
#include "programme/formula.hpp"

namespace xanh::test {
namespace {

using Words = std::vector<std::string>;

/// Words of a line; "quoted text" is one.
Words words_of(const std::string& line) {
  Words out;
  std::istringstream in(line);
  for (std::string word; in >> std::ws && !in.eof();) {
    if (in.peek() == '"') {
      in.get();
      std::getline(in, word, '"');
    } else {
      in >> word;
    }
    out.push_back(word);
  }
  return out;
}

template <class T, class Key>
const T& one(const std::vector<T>& items, std::string_view code, Key key) {
  for (const auto& item : items)
    if (key(item) == code) return item;
  throw std::invalid_argument(fmt::format("nothing of the code {}", code));
}

}  // namespace

Date day(std::string_view text) {
  return parse_date(text).value();
}
Decimal decimal(std::string_view text) {
  return Decimal::parse(text).value();
}
Instant seen_at(std::string_view day_text) {
  return Zone::named("Asia/Ho_Chi_Minh")->at(day(day_text), std::chrono::hours{17});
}

Told::Told(std::string_view code, const char* value, FigureState how) {
  element = code;
  this_period = decimal(value);
  state = how;
}
Told::Told(std::string_view code, FigureState how) {
  element = code;
  state = how;
}

const TargetResult& Consolidated::target(std::string_view code) const& {
  return one(result.targets, code, [](const auto& t) { return t.code; });
}
const TaskResult& Consolidated::task(std::string_view code) const {
  return one(result.tasks, code, [](const auto& t) { return t.code; });
}
const UnitResult& Consolidated::unit(std::string_view code) const {
  return one(result.units, code, [](const auto& u) { return u.code; });
}
const ElementResult& Consolidated::element(std::string_view code) const {
  return one(result.elements, code, [](const auto& e) { return e.element; });
}
std::string Consolidated::value(std::string_view target_code) const {
  const auto& found = target(target_code).value;
  return found ? number_text(found->value.to_double()) : std::string{};
}
std::vector<std::string> Consolidated::not_sent() const {
  std::vector<std::string> out;
  for (const auto& unit : result.units)
    if (unit.state == SubmissionState::not_sent) out.push_back(unit.code);
  std::sort(out.begin(), out.end());
  return out;
}

City::City(std::string_view drawing) {
  plan.version = 1;
  plan.programme.format = 1;
  plan.programme.code = "drawn";
  plan.programme.names = {"Chương trình vẽ", "A drawn programme"};
  plan.programme.period = {2020, 2030};
  plan.years.emplace_back().year = 2023;
  std::vector<Words> lines;
  std::istringstream in{std::string(drawing)};
  for (std::string text; std::getline(in, text);)
    if (auto words = words_of(text); !words.empty()) lines.push_back(std::move(words));
  // Units first, then targets, which bring their elements; the rest in the order drawn.
  for (const std::string_view first : {"units", "target", ""})
    for (const auto& words : lines)
      if (words[0] == first || (first.empty() && words[0] != "units" && words[0] != "target"))
        line(words[0], Words(words.begin() + 1, words.end()));
  units = Register(rows_);
}

void City::line(const std::string& verb, Words words) {
  if (verb == "units") return draw_units(words);
  if (verb == "target") return draw_target(words);
  if (verb == "element") return draw_element(words);
  if (verb == "task") return draw_task(words);
  if (verb == "cycle") return draw_cycle(words);
  if (verb == "group") {
    for (size_t i = 1; i < words.size(); ++i) row(words[i]).groups += ";" + words[0];
  } else if (verb == "merge") {
    UnitChange& change = rows_.changes.emplace_back();
    change.date = day(words[0]);
    change.kind = ChangeKind::merge;
    for (size_t i = 1; i + 2 < words.size(); ++i) {
      change.from += (i > 1 ? ";" : "") + words[i];
      row(words[i]).valid_to = change.date;
    }
    change.to = words.back();
    row(change.to).valid_from = change.date;
  } else if (verb == "owes") {
    Obligation& owed = plan.obligations.emplace_back();
    owed.item = words[0];
    owed.unit = words[1];
    owed.required = words.size() > 2 && words[2] == "optional" ? YesNo::no : YesNo::yes;
  } else if (verb == "assigned") {
    plan.years.front().year = std::stoi(words[0]);
    plan.years.front().assigned.emplace(words[1], decimal(words[2]));
  } else if (verb == "check") {
    Check& check = plan.checks.emplace_back();
    check.code = fmt::format("c{}", plan.checks.size());
    check.left = fmt::format("#{{{}}}", words[0]);
    check.operator_ = words[1];
    check.right = fmt::format("#{{{}}}", words[2]);
    check.message = {"sai quy tắc", "a rule"};
  } else if (verb == "holiday") {
    DayRow& holiday = rows_.days.emplace_back();
    holiday.date = day(words[0]);
    holiday.kind = DayKind::holiday;
  } else {
    throw std::invalid_argument("a drawing has no line " + verb);
  }
}

UnitRow& City::row(const std::string& code) {
  for (auto& known : rows_.units)
    if (known.code == code) return known;
  UnitRow& fresh = rows_.units.emplace_back();
  fresh.code = fresh.name_vi = fresh.name_en = code;
  const bool district = code[0] == 'q' || code[0] == 't';
  fresh.kind = district ? UnitKind::district : code[0] == 'v' ? UnitKind::ward : UnitKind::department;
  fresh.role = UnitRole::executing;
  return fresh;
}

void City::draw_units(const Words& words) {
  Words named;
  for (size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "consolidates") {
      for (const auto& code : named) {
        row(code).role = UnitRole::standing;
        Agency& agency = plan.programme.agencies.emplace_back();
        agency.role = AgencyRole::standing;
        agency.unit = code;
      }
    } else if (words[i] == "report") {
      if (i + 2 < words.size() && words[i + 1] == "to") {
        for (const auto& code : named) row(code).parent = words[i + 2];
        i += 2;
      }
    } else if (words[i] == "|") {
      named.clear();
    } else {
      row(words[i]);
      named.push_back(words[i]);
    }
  }
}

Element& City::element(const std::string& code, const std::string& definition) {
  for (auto& known : plan.elements)
    if (known.code == code) return known;
  Element& fresh = plan.elements.emplace_back();
  fresh.code = fresh.name_vi = fresh.name_en = code;
  fresh.definition = definition;
  fresh.table = "01";
  return fresh;
}

void City::draw_target(const Words& words) {
  Target& target = plan.targets.emplace_back();
  target.code = words[0];
  target.names = {words[1], words[1]};
  target.unit = words[2];
  target.decimals = 1;
  target.definition = Definition{words[0], {}};
  const std::map<std::string, Direction> directions{
      {"rises", Direction::rise}, {"falls", Direction::fall}, {"is-kept", Direction::maintain}};
  target.direction = directions.at(words[3]);
  size_t i = 4;
  for (; i + 1 < words.size() && words[i].ends_with(':'); i += 2) {
    const int year = std::stoi(words[i]);
    if (!target.baseline && target.milestones.empty() && year <= 2020) {
      target.baseline = Baseline{year, decimal(words[i + 1]), words[0], "drawn"};
      continue;
    }
    Milestone& m = target.milestones.emplace_back();
    m.year = year;
    const std::string& figure = words[i + 1];
    (figure.starts_with(">=")   ? m.at_least
     : figure.starts_with("<=") ? m.at_most
                                : m.value) = decimal(figure[1] == '=' ? figure.substr(2) : figure);
  }
  std::string rest;
  for (; i < words.size(); ++i) rest += words[i] + " ";
  auto parts = split(rest, ',');
  if (!parts.empty() && parts[0].starts_with("=")) {
    const std::string formula{trimmed(std::string_view(parts[0]).substr(1))};
    const auto parsed = Formula::parse(formula);
    const auto halves = split(formula, '/');
    if (halves.size() == 2 && parsed.value.elements().size() == 2 && !formula.contains('(')) {
      target.numerator = halves[0].substr(2, halves[0].size() - 3);
      target.denominator = halves[1].substr(2, halves[1].size() - 3);
      target.factor = Decimal{100};
      element(target.numerator, words[0]);
      element(target.denominator, words[0]);
    } else {
      target.formula = formula;
      for (const auto& code : parsed.value.elements()) element(code, words[0]);
    }
    parts.erase(parts.begin());
  }
  for (const auto& part : parts) {
    const Words said = words_of(part);
    if (said[0] == "sum") {
      target.collected = Collected::sum_of_units;
      for (const auto& unit : rows_.units)
        if (unit.role == UnitRole::executing && unit.kind != UnitKind::department) {
          Obligation& owed = plan.obligations.emplace_back();
          owed.item = target.code;
          owed.unit = unit.code;
        }
    } else if (said[0] == "by") {
      target.leads.assign(said.begin() + 1, said.end());
    } else if (said[0] == "defined") {
      target.definition->id = said[2];
    } else if (said[0] == "covered") {
      target.min_coverage = decimal(said[2]);
    } else if (said[0] == "rated") {
      target.collected = Collected::qualitative;
    } else {
      throw std::invalid_argument("a target has no part " + part);
    }
  }
}

void City::draw_element(const Words& words) {
  Element& drawn = element(words[0], words[0]);
  for (size_t i = 1; i < words.size(); ++i) {
    if (const auto kind = from_word<ElementKind>(words[i])) {
      drawn.kind = *kind;
    } else if (words[i] == "integer") {
      drawn.type = ElementType::integer;
    } else if (words[i] == "share") {
      drawn.ratio_only = YesNo::yes;
    } else if (words[i] == "table") {
      drawn.table = words[++i];
      SolutionGroup group;
      group.code = "s" + drawn.table;
      group.table = drawn.table;
      if (!plan.solution_group(group.code)) plan.programme.solution_groups.push_back(group);
    } else {
      const size_t dots = words[i].find("..");
      drawn.min = decimal(words[i].substr(0, dots));
      drawn.max = decimal(words[i].substr(dots + 2));
    }
  }
}

void City::draw_task(const Words& words) {
  Task& task = plan.years.front().tasks.emplace_back();
  task.code = words[0];
  task.text = {words[1], words[1]};
  bool leads = true;
  for (size_t i = 2; i < words.size(); ++i) {
    if (words[i] == "due") {
      task.due = day(words[++i]);
    } else if (words[i] == "recurring") {
      task.recurring = true;
    } else {
      const bool last = words[i].ends_with(',');
      (leads ? task.leads : task.coordinates)
          .push_back(last ? words[i].substr(0, words[i].size() - 1) : words[i]);
      leads = leads && !last;
    }
  }
}

void City::draw_cycle(const Words& words) {
  Cycle& cycle = cycles.emplace_back();
  cycle.code = words[0];
  cycle.plan_year = std::stoi(words[0]);
  const char kind = words[0].at(5);
  cycle.kind = kind == 'H'   ? CycleKind::half_year
               : kind == 'Y' ? CycleKind::year
               : kind == 'Q' ? CycleKind::quarter
               : kind == 'M' ? CycleKind::month
                             : CycleKind::special;
  cycle.window = {day(words[2].substr(0, 10)), day(words[2].substr(12))};
  if (words.size() < 6) return;
  Due& due = cycle.due["unit"];
  if (words[4] == "by" || words[4] == "before") {
    due.rule = *from_word<DueRule>(words[4]);
    due.date = day(words[5]);
  } else {
    due.working_days = std::stoi(words[4]);
  }
}

const Cycle& City::cycle(std::string_view code) const {
  return one(cycles, code, [](const Cycle& c) { return c.code; });
}

Submission& City::reports(const std::string& unit, std::string_view on, std::vector<Told> figures) {
  Submission report;
  report.unit = unit;
  const Cycle* of = &cycles.front();
  for (const auto& drawn : cycles)
    if (drawn.cut_off() <= day(on) && (of->cut_off() > day(on) || drawn.cut_off() > of->cut_off()))
      of = &drawn;
  report.cycle = of->code;
  report.figures.assign(figures.begin(), figures.end());
  return reports(std::move(report), on);
}

Submission& City::reports(Submission report, std::string_view on) {
  received_[report.cycle + "/" + report.unit] = day(on);
  sent.remove_if([&](const Submission& s) { return s.cycle == report.cycle && s.unit == report.unit; });
  return sent.emplace_back(std::move(report));
}

Consolidated City::consolidate(std::string_view code, Instant seen) const {
  const Cycle& of = cycle(code);
  Consolidated out;
  ConsolidationInput input;
  std::optional<EarlierCycle> earlier;
  input.plan = &plan;
  input.units = &units;
  input.cycle = &of;
  out.manifest.programme = plan.programme.code;
  out.manifest.cycle = of.code;
  out.manifest.plan = {plan.version, plan_digest(plan)};
  out.manifest.register_sha256 = units.digest();
  out.manifest.cycle_sha256 = cycle_digest(of);
  out.manifest.statements_sha256 = statements_digest({});
  out.manifest.rules = "1";
  out.manifest.cut_off = of.cut_off();
  out.manifest.seen_at = seen;
  std::map<std::string, const Submission*> by_unit;
  for (const auto& report : sent)
    if (report.cycle == of.code) by_unit.emplace(report.unit, &report);
  for (const auto& [unit, report] : by_unit) {
    out.manifest.revisions.push_back(
        {unit, 1, submission_digest(*report), received_.at(of.code + "/" + unit), false});
    input.accepted.push_back(*report);
  }
  if (const Cycle* before = previous_of_kind(cycles, of))
    if (const auto found = published_.find(before->code); found != published_.end()) {
      input.previous = &found->second.result;
      out.manifest.previous =
          ManifestPrevious{before->code, 1, sha256(consolidation_bytes(found->second.result))};
      earlier = EarlierCycle{*before, &plan, found->second.manifest, {}};
      for (const auto& revision : earlier->manifest.revisions)
        for (const auto& report : sent)
          if (report.cycle == before->code && report.unit == revision.unit)
            earlier->accepted.push_back(report);
      input.earlier = &*earlier;
    }
  out.result = xanh::consolidate(out.manifest, input);
  return out;
}

void City::publishes(const Consolidated& result) {
  published_.insert_or_assign(result.manifest.cycle, result);
}

Form City::form(const std::string& unit, std::string_view cycle_code) const {
  return form_of(plan, units, cycle(cycle_code), unit);
}

Problems City::check(const Submission& report, const History& history) const {
  const Cycle& of = cycle(report.cycle);
  return check_submission(report, form_of(plan, units, of, report.unit), plan, of.kind, history);
}

}  // namespace xanh::test
