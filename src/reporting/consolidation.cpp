#include "reporting/consolidation.hpp"

#include <fmt/format.h>

#include <set>

#include "base/canonical.hpp"
#include "programme/territory.hpp"
#include "reporting/cross_check.hpp"
#include "reporting/target_value.hpp"

namespace xanh {
namespace {

std::optional<Number> number(const std::optional<Decimal>& value) {
  return value ? std::optional(Number{*value}) : std::nullopt;
}

std::optional<std::string> text(const std::string& value) {
  return value.empty() ? std::nullopt : std::optional(value);
}

class Consolidator {
 public:
  Consolidator(const Manifest& manifest, const ConsolidationInput& input)
      : manifest_(manifest),
        input_(input),
        plan_(*input.plan),
        units_(*input.units),
        cycle_(*input.cycle),
        as_of_{manifest.cut_off, {}},
        calendar_(units_.calendar(as_of_)),
        accounts_(manifest, input.accepted),
        obliged_(plan_, units_, as_of_),
        facts_{plan_, units_, cycle_, as_of_, obliged_, accounts_, input.earlier} {}

  Consolidation run() {
    out_.programme = manifest_.programme;
    out_.cycle = manifest_.cycle;
    out_.cut_off = manifest_.cut_off;
    for (const auto& s : input_.accepted) out_.illustrative = out_.illustrative || s.illustrative;
    reporting_ = reporting_units(plan_, units_, cycle_);
    targets();
    tasks();
    units();
    elements();
    out_.cross_checks = cross_checks(facts_, out_.elements);
    counts();
    words_of_units();
    consolidate_works(manifest_, input_, accounts_, reporting_, out_);
    return std::move(out_);
  }

 private:
  const TargetResult* previous_result(const std::string& code) const {
    if (!input_.previous) return nullptr;
    for (const auto& t : input_.previous->targets)
      if (t.code == code) return &t;
    return nullptr;
  }

  void targets() {
    const PlanYear* year = plan_.year(cycle_.plan_year);
    for (const auto& target : plan_.targets) {
      if (target.nameless()) {
        out_.without_content.push_back(target.code);
        continue;
      }
      out_.targets.push_back(target_result(target, year));
    }
  }

  TargetResult target_result(const Target& target, const PlanYear* year) {
    TargetResult out;
    out.code = target.code;
    out.no = text(target.no);
    out.goal = target.goal;
    out.names = target.names;
    out.leads = target.leads;
    out.unit = target.unit;
    out.decimals = target.decimals;
    if (target.definition) out.definition = target.definition->id;
    if (year)
      if (const auto a = year->assigned.find(target.code); a != year->assigned.end())
        out.assigned = Number{a->second};
    for (const auto& m : target.milestones)
      out.milestones.push_back({m.year, number(m.value), number(m.at_least), number(m.at_most)});
    out.reference = number(reference_level(target, manifest_.cut_off));

    TargetValue value = value_of(target, facts_);
    out.value = number(value.value);
    if (value.value) out.display = to_text_grouped(*value.value, target.decimals, true);
    out.numerator = value.numerator ? text(value.numerator->to_text()) : std::nullopt;
    out.denominator = value.denominator ? text(value.denominator->to_text()) : std::nullopt;
    if (value.value) out.state = value.state;
    out.coverage = value.coverage;
    out.missing = std::move(value.missing);
    out.by_area = std::move(value.by_area);
    out.trace = std::move(value.trace);
    out.year_estimate = number(value.column(FigureColumn::year_estimate));
    out.same_period = number(value.column(FigureColumn::same_period));
    out.since_start = number(value.column(FigureColumn::since_start));
    out.year_to_date = number(value.column(FigureColumn::year_to_date));
    lead_says(target, out);
    // Nobody asks a city every half-year: the last value of a survey stands until there is another.
    if (target.collected == Collected::survey && !value.value)
      if (const TargetResult* before = previous_result(target.code);
          before && before->value && before->definition == out.definition && target.definition) {
        value.value = before->value->value;
        value.covered = true;
        out.value = before->value;
        out.display = before->display;
        out.state = before->state;
        out.survey = before->survey;
        out.stands_from = before->stands_from ? before->stands_from : input_.previous->cycle;
      }
    compare(target, out);

    const auto graded = grade_of(target, plan_.programme.grades, cycle_, year, value.value, value.covered);
    if (cycle_.kind == CycleKind::year && value.value && value.covered)
      against_promise(target, *value.value, out);
    out.grade = graded.grade;
    out.reason = value.value || graded.grade == Grade::qualitative || value.why_absent.empty()
                     ? graded.reason
                     : value.why_absent;
    return out;
  }

  /// The year's figure against what was assigned and against the next milestone.
  void against_promise(const Target& target, const Decimal& value, TargetResult& out) const {
    const auto rounded = [](double x, int digits) -> std::optional<Number> {
      const auto decimal = Decimal::from_double(x, digits);
      return decimal ? std::optional(Number{*decimal}) : std::nullopt;
    };
    if (out.assigned && target.direction && !out.assigned->value.is_zero() && !value.is_zero())
      out.of_assigned = rounded(attained_share(*target.direction, value, out.assigned->value), 1);
    const Milestone* next = nullptr;
    for (const auto& m : target.milestones)
      if (m.year && *m.year > cycle_.plan_year && m.figure() && (!next || *m.year < *next->year)) next = &m;
    if (!next) return;
    const Decimal gap = value - *next->figure();
    out.to_milestone = Number{gap};
    const bool met = target.direction == Direction::fall ? !(Decimal{0} < gap) : !gap.is_negative();
    out.needed_per_year =
        met ? Number{Decimal{0}} : rounded(-gap.to_double() / (*next->year - cycle_.plan_year), 6);
  }

  /// What the lead wrote on the target itself: rating, estimate of the year, method, cause.
  void lead_says(const Target& target, TargetResult& out) {
    std::vector<std::string> leads;
    for (const auto& lead : target.leads)
      for (auto& unit : units_.is_group(lead) ? std::vector{lead} : units_.members(lead, as_of_))
        leads.push_back(std::move(unit));
    for (const auto& lead : leads) {
      const Submission* report = accounts_.report(lead);
      if (!report) continue;
      for (const auto& q : report->qualitative)
        if (q.target == target.code && !out.rating) {
          out.rating = q.rating;
          out.summary = text(q.summary);
          out.trace.push_back({"submission", accounts_.id(lead), target.code, word(q.rating)});
        }
      for (const auto& survey : report->surveys)
        if (survey.target == target.code && !out.survey) out.survey = survey;
      for (const auto& t : report->targets) {
        if (t.target != target.code) continue;
        if (!out.year_estimate) out.year_estimate = number(t.year_estimate);
        if (!out.year_to_date) out.year_to_date = number(t.year_to_date);
        if (!out.method) out.method = text(t.method);
        if (!out.cause) out.cause = text(t.cause);
      }
    }
  }

  /// Rule 1 of the domain: change only between figures of one definition and one territory, otherwise absent
  /// with the reason.
  void compare(const Target& target, TargetResult& out) {
    const TargetResult* before = previous_result(target.code);
    if (!before || !before->value) {
      out.not_comparable_because = Bilingual{"Chưa có số liệu đã công bố của kỳ cùng loại trước đó",
                                             "No published figure of the earlier cycle of this kind"};
      return;
    }
    if (before->definition != out.definition) {
      out.not_comparable_because =
          Bilingual{"Kỳ trước dùng định nghĩa khác", "The earlier cycle used another definition"};
      return;
    }
    out.previous = before->value;
    if (!out.value) {
      out.not_comparable_because = Bilingual{"Kỳ này chưa có số liệu", "No figure in this cycle"};
      return;
    }
    if (!before->coverage.complete || !out.coverage.complete) {
      out.not_comparable_because =
          Bilingual{"Hai kỳ không cùng phạm vi đơn vị báo cáo", "The two cycles do not cover the same units"};
      return;
    }
    if (!same_territory(*before, out)) {
      out.not_comparable_because =
          Bilingual{"Địa bàn đã thay đổi giữa hai kỳ", "The territory changed between the two cycles"};
      return;
    }
    out.comparable = true;
    out.change = Number{out.value->value - before->value->value};
  }

  /// Of a sum over units: whether those of the earlier cycle lie on the very land of those of this one. Of
  /// what a department says of the city: whether other land came to the city in between.
  [[nodiscard]] bool same_territory(const TargetResult& before, const TargetResult& now) const {
    const Date then = input_.previous->cut_off;
    if (before.by_area.empty() || now.by_area.empty()) {
      const auto merged = units_.predecessors(plan_.agency(AgencyRole::approving, as_of_.day), as_of_);
      return std::none_of(merged.begin(), merged.end(),
                          [&](const Predecessor& one) { return then < one.until; });
    }
    std::vector<std::string> of_then;
    std::set<std::string> lies_in, of_now;
    for (const auto& area : before.by_area) of_then.push_back(area.unit);
    for (const auto& area : now.by_area) of_now.insert(area.unit);
    for (const auto& flow : area_flows(units_, of_then, then, as_of_)) lies_in.insert(flow.to);
    return lies_in == of_now;
  }

  void tasks() {
    for (const auto& task : plan_.tasks()) {
      TaskResult out;
      out.code = task.code;
      out.solution = task.solution;
      out.text = task.text;
      out.leads = task.leads;
      out.coordinates = task.coordinates;
      out.due = due_of(task);
      out.recurring = task.recurring;
      out.milestones = task.milestones;
      // The first lead that reports writes for all; of a group's many reports the one furthest behind speaks.
      for (const auto& lead : task.leads) {
        const ReportedTask* chosen = nullptr;
        GradedTask grade;
        std::string by;
        for (const auto& unit : units_.members(lead, as_of_)) {
          const Submission* report = accounts_.report(unit);
          const ReportedTask* told = report ? report->task(task.code) : nullptr;
          if (!told) continue;
          const auto graded = grade_of(task, *told, manifest_.cut_off, calendar_);
          if (!chosen || graded.days_late > grade.days_late) {
            chosen = told;
            grade = graded;
            by = unit;
          }
        }
        if (!chosen) continue;
        out.grade = grade.grade;
        out.days_late = grade.days_late;
        out.reported_by = by;
        out.result = text(chosen->result);
        out.products_issued = text(chosen->products_issued);
        out.cause = text(chosen->cause);
        out.cause_text = text(chosen->cause_text);
        out.finished_on = chosen->finished_on;
        out.expected_on = chosen->expected_on;
        out.asks = chosen->asks;
        out.new_due = chosen->new_due;
        joint_leads(task, *chosen, out);
        break;
      }
      out_.tasks.push_back(std::move(out));
    }
  }

  /// One of several leads writes; the others confirm by reporting the same status.
  void joint_leads(const Task& task, const ReportedTask& chosen, TaskResult& out) const {
    if (task.leads.size() < 2) return;
    for (const auto& lead : task.leads)
      for (const auto& unit : units_.members(lead, as_of_)) {
        const Submission* report = unit == out.reported_by ? nullptr : accounts_.report(unit);
        const ReportedTask* told = report ? report->task(task.code) : nullptr;
        if (told) (told->status == chosen.status ? out.confirmed_by : out.disputed_by).push_back(unit);
      }
  }

  void units() {
    const auto due = due_day(cycle_, "unit", calendar_);
    const auto zone = Zone::named(plan_.programme.zone);
    const Date seen =
        zone ? zone->day_of(manifest_.seen_at) : std::chrono::floor<std::chrono::days>(manifest_.seen_at.utc);
    out_.units.reserve(reporting_.size());
    size_t near = 0;
    for (const UnitRow* row : reporting_) {
      UnitResult& out = out_.units.emplace_back();
      out.code = row->code;
      out.names = row->names();
      out.kind = row->kind;
      const Accounts::Report* found = accounts_.find(row->code, near);
      if (found && found->revision->carried_from) {
        out.carried_from = found->revision->carried_from;
        found = nullptr;  // figures stand in for it, but it has not reported
      }
      if (found) {
        const Submission& report = *found->submission;
        const ManifestRevision* revision = found->revision;
        out.nothing_to_report = report.nothing_to_report;
        out.state = report.nothing_to_report ? SubmissionState::nothing_to_report : SubmissionState::noted;
        out.on_behalf = revision->on_behalf;
        out.received_on = revision->received_on;
        out.letter_number = text(report.letter.number);
        out.letter_date = report.letter.date;
        out.own_plan = text(report.own_plan);
        out.extended_to = revision->extended_to;
        out.days_late = days_late(out.extended_to ? out.extended_to : due, revision->received_on, calendar_);
      } else {
        const ManifestOther* other = accounts_.other(row->code);
        out.state = other ? other->state : SubmissionState::not_sent;
        out.received_on = other ? other->received_on : std::nullopt;
        if (other) out.extended_to = other->extended_to;
        const auto own_due = out.extended_to ? out.extended_to : due;
        out.days_late = days_late(own_due, out.received_on.value_or(seen), calendar_);
        if (out.state == SubmissionState::not_sent && own_due && seen <= *own_due && !manifest_.closed_early)
          out.state = SubmissionState::not_due;
      }
    }
  }

  void elements() {
    for (const auto& element : plan_.elements) {
      if (element.type == ElementType::text || element.type == ElementType::boolean) continue;
      const ElementSum sum = sum_of(element, obliged_, accounts_);
      if (sum.coverage.expected == 0) continue;
      ElementResult out;
      out.element = element.code;
      out.table = element.table;
      const auto put = [](const std::optional<Decimal>& value) {
        return value ? std::optional(value->to_text()) : std::nullopt;
      };
      out.this_period = put(sum.this_period);
      out.same_period = put(sum.same_period);
      out.year_estimate = put(sum.year_estimate);
      if (sum.this_period) out.state = sum.state;
      out.coverage = sum.coverage;
      out_.elements.push_back(std::move(out));
    }
  }

  void counts() {
    const auto row_of = [](std::vector<CountRow>& rows, const std::string& code) -> CountRow& {
      for (auto& row : rows)
        if (row.code == code) return row;
      return rows.emplace_back(CountRow{code, 0, {}, 0});
    };
    for (const auto& goal : plan_.programme.goals) row_of(out_.target_counts, goal.code);
    for (const auto& t : out_.targets) {
      CountRow& row = row_of(out_.target_counts, t.goal);
      ++row.total;
      ++row.by_grade[word(t.grade)];
    }
    for (const auto& group : plan_.programme.solution_groups) row_of(out_.task_counts, group.code);
    for (const auto& t : out_.tasks) {
      CountRow& row = row_of(out_.task_counts, t.solution);
      ++row.total;
      if (t.grade)
        ++row.by_grade[word(*t.grade)];
      else
        ++row.without_report;
    }
  }

  void words_of_units() {
    std::map<std::string, std::vector<Paragraph>> sections;
    size_t near = 0;
    for (const UnitRow* row : reporting_) {
      const Accounts::Report* found = accounts_.find(row->code, near);
      if (!found) continue;
      const Submission* report = found->submission;
      for (const auto& next : report->next_tasks) out_.next_tasks.push_back({row->code, next});
      for (const auto& part : report->texts) sections[part.section].push_back({row->code, part.text});
    }
    const auto put = [&](const std::string& name, const std::string& section) {
      if (auto found = sections.find(section); found != sections.end())
        out_.narrative.push_back({name, std::move(found->second)});
    };
    put("1", "1");
    for (const auto& group : plan_.programme.solution_groups) put(group.code, "2." + group.code);
    put("3", "3");
    put("4", "4");
  }

  const Manifest& manifest_;
  const ConsolidationInput& input_;
  const Plan& plan_;
  const Register& units_;
  const Cycle& cycle_;
  AsOf as_of_;
  WorkCalendar calendar_;
  Accounts accounts_;
  Obliged obliged_;
  CycleFacts facts_;
  std::vector<const UnitRow*> reporting_;
  Consolidation out_;
};

}  // namespace

Consolidation consolidate(const Manifest& manifest, const ConsolidationInput& input) {
  return Consolidator(manifest, input).run();
}

}  // namespace xanh
