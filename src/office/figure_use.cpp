#include "office/figure_use.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reporting/reporting_problems.hpp"

namespace xanh {
namespace {

std::optional<Number> number_of(const ReportedFigure& figure) {
  const auto value = figure.value(FigureColumn::this_period);
  return value ? std::optional(Number{*value}) : std::nullopt;
}

class StoryOfFigure {
 public:
  StoryOfFigure(const Transaction& t, const Memory& memory, const Cycle& cycle, const Element& element,
                FigureStory& out)
      : t_(t),
        memory_(memory),
        cycle_(cycle),
        plan_(memory.plan_of(cycle)),
        element_(element),
        day_{cycle.cut_off(), {}},
        out_(out) {}

  void heading() {
    out_.names = element_.names();
    out_.measure = element_.unit;
    out_.kind = element_.kind;
    if (const UnitRow* row = memory_.units.unit(out_.unit, day_)) out_.unit_names = row->names();
  }

  void history() {
    std::vector<const Cycle*> cycles;
    for (const auto& one : memory_.cycles_of_level(cycle_))
      if (one.window.last <= cycle_.window.last) cycles.push_back(&one);
    std::stable_sort(cycles.begin(), cycles.end(),
                     [](const Cycle* a, const Cycle* b) { return a->window.last < b->window.last; });
    for (const Cycle* one : cycles) {
      const auto accounts = accounts_of(t_, one->code);
      const auto account = accounts.find(out_.unit);
      if (account == accounts.end()) continue;
      const int accepted = account->second.accepted;
      const int shown = accepted ? accepted : account->second.latest;
      for (const auto& revision : t_.revisions(one->code, out_.unit))
        if (one == &cycle_ || revision.revision == shown)
          add_point(*one, revision, revision.revision == accepted);
    }
  }

  /// Those of its own kind: a district's figure tells nothing of a department's.
  void others() {
    const UnitRow* self = memory_.units.unit(out_.unit, day_);
    if (!self) return;
    const auto now = values_by_unit(&cycle_, FigureColumn::this_period),
               said = values_by_unit(&cycle_, FigureColumn::same_period),
               before = values_by_unit(previous_of_kind(memory_.cycles_of_level(cycle_), cycle_),
                                       FigureColumn::this_period);
    std::vector<Decimal> values;
    const auto owe = obliged_units(plan_, memory_.units, day_, element_);
    for (const UnitRow* unit : memory_.units.units(day_)) {
      if (unit->code == out_.unit || unit->kind != self->kind || !owe.contains(unit->code)) continue;
      FigureOfOther other{unit->code, unit->names(), {}, {}, {}};
      if (const auto found = now.find(unit->code); found != now.end()) {
        other.state = found->second.state;
        other.value = found->second.value;
        if (other.value) values.push_back(other.value->value);
      }
      // As it was reported then; what the unit says of it now where there was no report.
      for (const auto* known : {&before, &said})
        if (const auto found = known->find(unit->code); found != known->end() && !other.before)
          other.before = found->second.value;
      out_.others.push_back(std::move(other));
    }
    if (values.empty()) return;
    std::sort(values.begin(), values.end());
    const size_t half = values.size() / 2;
    out_.median =
        Number{values.size() % 2 ? values[half] : (values[half - 1] + values[half]) * *Decimal::parse("0.5")};
  }

  void goes_into() {
    for (const auto& target : plan_.targets) {
      const auto put = [&](TargetPart part) { out_.goes_into.push_back({target.code, target.names, part}); };
      if (target.numerator == element_.code) put(TargetPart::numerator);
      if (target.denominator == element_.code) put(TargetPart::denominator);
      if (target.formula.empty()) continue;
      const auto used = elements_of(target);
      if (std::find(used.begin(), used.end(), element_.code) != used.end()) put(TargetPart::formula);
    }
  }

 private:
  void add_point(const Cycle& cycle, const StoredRevision& revision, bool counts) {
    auto read = submission_from_bytes(revision.bytes);
    const Submission& report = read.value;
    const ReportedFigure* figure = report.figure(element_.code);
    if (!figure) return;
    FigurePoint point;
    point.cycle = cycle.code;
    point.names = cycle.names;
    point.submission = fmt::format("{}/{}/{}", cycle.code, out_.unit, revision.revision);
    point.sha256 = revision.digest;
    point.received_on = arrival_of(revision, report, zone_of(plan_));
    point.letter = report.letter.number;
    point.counts = counts;
    point.on_behalf = !report.entered_by.empty();
    point.illustrative = report.illustrative;
    point.state = figure->state;
    point.value = number_of(*figure);
    point.note = figure->note;
    const bool summed = element_.kind == ElementKind::flow;
    point.comparable = (!summed || cycle.kind == cycle_.kind) && same_definition(cycle);
    out_.history.push_back(std::move(point));
  }

  /// Figures of different definitions are never compared; nor is one of which none is known.
  [[nodiscard]] bool same_definition(const Cycle& cycle) const {
    const Element* then = memory_.plan_of(cycle).element(element_.code);
    return then && then->definition == element_.definition;
  }

  struct Given {
    FigureState state{};
    std::optional<Number> value;
  };
  /// Of each unit's newest report.
  [[nodiscard]] std::map<std::string, Given> values_by_unit(const Cycle* cycle, FigureColumn column) const {
    std::map<std::string, Given> out;
    if (!cycle || !same_definition(*cycle)) return out;
    for (const auto& row : t_.latest_figures(cycle->code)) {
      if (row.element != element_.code || !row.area.empty() || row.column != word(column)) continue;
      Given given{from_word<FigureState>(row.state).value_or(FigureState::not_sent), {}};
      if (row.value) given.value = Number{*row.value};
      if (!row.value && given.state == FigureState::nothing_to_report) given.value = Number{Decimal(0)};
      out.emplace(row.unit, given);
    }
    return out;
  }

  const Transaction& t_;
  const Memory& memory_;
  const Cycle& cycle_;
  const Plan& plan_;
  const Element& element_;
  AsOf day_;
  FigureStory& out_;
};

}  // namespace

Outcome<FigureStory> figure_story(const Desk& desk, const std::string& cycle, const std::string& unit,
                                  const std::string& element) {
  Outcome<FigureStory> out;
  Problems decided;
  auto failed = attempt([&] {
    desk.store->read([&](const Transaction& t) {
      out.value = {};
      const Memory memory = recall(t);
      decided = authorise(desk, Act::read_report, unit, &memory.units);
      if (has_error(decided)) return;
      const auto found = find_cycle(memory, cycle);
      decided = found.problems;
      if (!found.ok()) return;
      decided = find_reporting_unit(memory, *found.value, unit);
      if (has_error(decided)) return;
      const Element* asked = memory.plan_of(*found.value).element(element);
      if (!asked || !form_maker(memory, *found.value).form(unit).asks(element)) {
        decided.push_back(problem(kUnknownFigure, Place{}, {{"code", shown(element)}}));
        return;
      }
      out.value.cycle = cycle;
      out.value.unit = unit;
      out.value.element = element;
      StoryOfFigure story(t, memory, *found.value, *asked, out.value);
      story.heading();
      story.history();
      story.goes_into();
      if (!has_error(authorise(desk, Act::read_cycle))) story.others();
    });
  });
  out.problems = failed.empty() ? std::move(decided) : std::move(failed);
  if (!out.ok()) return out;
  auto files = list_report_files(desk, cycle, unit);
  append(out.problems, std::move(files.problems));
  for (auto& file : files.value)
    if (file.figure == element) out.value.files.push_back(std::move(file));
  return out;
}

}  // namespace xanh
