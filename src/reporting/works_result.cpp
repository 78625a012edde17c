#include "reporting/works_result.hpp"

#include <fmt/format.h>

#include "reporting/consolidation.hpp"

namespace xanh {
namespace {

std::optional<std::string> text_unless_empty(const std::string& value) {
  return value.empty() ? std::nullopt : std::optional(value);
}

void add(std::optional<Decimal>& sum, const std::optional<Decimal>& one) {
  if (one) sum = sum ? *sum + *one : *one;
}

/// Money of some rows, and its rates over those rows that give both.
class MoneySum {
 public:
  void take(const ReportedMoney& row) {
    const auto plan = row.plan();
    add(planned, plan);
    add(disbursed, row.disbursed);
    add(year_estimate, row.year_estimate);
    if (plan && row.disbursed) of_both(*plan, *row.disbursed, plan_of_rate_, rate_);
    if (plan && row.year_estimate) of_both(*plan, *row.year_estimate, plan_of_year_, year_);
    ++rows;
    without_disbursed += !row.disbursed;
  }
  [[nodiscard]] std::optional<Number> rate() const { return percent(rate_, plan_of_rate_); }
  [[nodiscard]] std::optional<Number> year_rate() const { return percent(year_, plan_of_year_); }

  std::optional<Decimal> planned, disbursed, year_estimate;
  int rows = 0, without_disbursed = 0;

 private:
  static void of_both(const Decimal& plan, const Decimal& part, Decimal& plans, Decimal& parts) {
    plans += plan;
    parts += part;
  }
  static std::optional<Number> percent(const Decimal& part, const Decimal& whole) {
    if (whole.is_zero()) return std::nullopt;
    const auto share = Decimal::from_double(100 * part.to_double() / whole.to_double(), 1);
    return share ? std::optional(Number{*share}) : std::nullopt;
  }
  Decimal rate_, plan_of_rate_, year_, plan_of_year_;
};

class Works {
 public:
  Works(const Manifest& manifest, const ConsolidationInput& input, const Accounts& accounts,
        const std::vector<const UnitRow*>& reporting, Consolidation& out)
      : manifest_(manifest), input_(input), reporting_(reporting), out_(out) {
    size_t near = 0;
    for (const UnitRow* row : reporting)
      if (const Accounts::Report* found = accounts.find(row->code, near))
        reports_.emplace_back(row->code, found->submission);
  }

  void run() {
    projects();
    money();
    directives();
    difficulties();
    registrations();
  }

 private:
  /// As the programme lists the stages, however a report came by them.
  void in_order(std::vector<ProjectStage>& stages) const {
    const auto& order = input_.plan->programme.project_stages;
    const auto rank = [&](const ProjectStage& one) {
      return std::find_if(order.begin(), order.end(), [&](const Word& w) { return w.code == one.stage; });
    };
    std::stable_sort(stages.begin(), stages.end(),
                     [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  }

  void projects() {
    if (input_.plan->programme.project_stages.empty()) return;
    const AsOf as_of{manifest_.cut_off, {}};
    for (const auto& task : input_.plan->tasks()) {
      if (task.kind != TaskKind::project) continue;
      ProjectResult one;
      one.task = task.code;
      for (const auto& lead : task.leads)
        for (const auto& unit : input_.units->members(lead, as_of))
          for (const auto& [code, report] : reports_)
            if (!one.report && code == unit)
              for (const auto& told : report->projects)
                if (!one.report && told.task == task.code) {
                  one.unit = code;
                  one.report = told;
                  in_order(one.report->stages);
                }
      MoneySum sum;
      for (const auto& [code, report] : reports_)
        for (const auto& row : report->money)
          if (row.task == task.code) sum.take(row);
      one.planned = sum.planned;
      one.disbursed = sum.disbursed;
      one.rate = sum.rate();
      out_.projects.push_back(std::move(one));
    }
  }

  void money() {
    std::map<std::string, MoneySum> by_fund;
    MoneySum all;
    for (const auto& [code, report] : reports_) {
      for (const auto& row : report->money) {
        by_fund[row.fund].take(row);
        all.take(row);
        out_.money_rows.push_back({code, row});
      }
      if (!report->money_total) continue;
      const StatedTotal sum = sum_of(report->money);
      const StatedTotal& stated = *report->money_total;
      const auto differ = [](const std::optional<Decimal>& a, const std::optional<Decimal>& b) {
        return a && b && !(*a == *b);
      };
      // Some add up the plan as it was, some as adjusted: neither contradicts the rows.
      if ((differ(stated.planned, sum.planned) && differ(stated.planned, as_planned(report->money))) ||
          differ(stated.disbursed, sum.disbursed) || differ(stated.year_estimate, sum.year_estimate))
        out_.money_doubts.push_back({code, stated, sum});
    }
    if (all.rows == 0) return;
    for (const auto& fund : input_.plan->programme.funds)
      if (const auto found = by_fund.find(fund.code); found != by_fund.end())
        out_.money.push_back(result(fund.code, found->second));
    out_.money.push_back(result({}, all));
  }

  [[nodiscard]] MoneyResult result(const std::string& fund, const MoneySum& sum) const {
    MoneyResult one{
        fund,         sum.planned, sum.disbursed,        sum.year_estimate, sum.rate(), sum.year_rate(),
        std::nullopt, sum.rows,    sum.without_disbursed};
    if (input_.previous)
      for (const auto& before : input_.previous->money)
        if (before.fund == fund) one.same_period = before.disbursed;
    return one;
  }

  void directives() {
    for (const auto& standing : input_.matters.directives) {
      const Directive& asked = standing.directive;
      if (asked.date && *asked.date > manifest_.cut_off) continue;
      // Closed before the figures of this cycle begin: an earlier report told of it.
      if (standing.closed_on && *standing.closed_on < input_.cycle->window.first) continue;
      DirectiveResult one;
      one.directive = asked;
      one.closed_on = standing.closed_on;
      one.outcome = text_unless_empty(standing.outcome);
      bool all_done = true, any = false;
      for (const UnitRow* row : reporting_) {
        if (directives_of({standing}, *input_.units, input_.cycle->window, row->code).empty()) continue;
        DirectiveReply reply{row->code, {}};
        for (const auto& [code, report] : reports_)
          if (code == row->code)
            for (const auto& answer : report->directives)
              if (answer.directive == asked.code) reply.answer = answer;
        any = any || reply.answer;
        all_done = all_done && reply.answer && reply.answer->status == DirectiveStatus::done;
        one.replies.push_back(std::move(reply));
      }
      // Everybody reported it done before this cycle, and an earlier report told of it.
      if (one.replies.empty() && !standing.done_by.empty() && !standing.closed_on) continue;
      const bool moving = std::any_of(one.replies.begin(), one.replies.end(), [](const DirectiveReply& r) {
        return r.answer && r.answer->status != DirectiveStatus::not_started;
      });
      if (any)
        one.status = all_done ? DirectiveStatus::done
                     : moving ? DirectiveStatus::under_way
                              : DirectiveStatus::not_started;
      const bool done = one.closed_on || one.status == DirectiveStatus::done;
      one.overdue = !done && asked.due && *asked.due < manifest_.cut_off;
      out_.directives.push_back(std::move(one));
    }
  }

  void difficulties() {
    const auto noted = [](const StandingDifficulty& s, DifficultyResult one) {
      one.code = s.code;
      one.opinion = text_unless_empty(s.opinion);
      one.outcome = text_unless_empty(s.outcome);
      one.answered_by = text_unless_empty(s.answered_by);
      one.document = text_unless_empty(s.document);
      one.answered_on = s.answered_on;
      return one;
    };
    for (const auto& standing : input_.matters.difficulties)
      if (standing.cycle != manifest_.cycle) {
        DifficultyResult one =
            noted(standing, {standing.unit, standing.difficulty, {}, {}, {}, {}, {}, {}, {}});
        one.since = standing.cycle;
        out_.difficulties.push_back(std::move(one));
      }
    for (const auto& [code, report] : reports_)
      for (size_t i = 0; i < report->difficulties.size(); ++i) {
        DifficultyResult one{code, report->difficulties[i], {}, {}, {}, {}, {}, {}, {}};
        const std::string own = fmt::format("{}/{}/{}", manifest_.cycle, code, i + 1);
        for (const auto& standing : input_.matters.difficulties)
          if (standing.code == own) one = noted(standing, std::move(one));
        out_.difficulties.push_back(std::move(one));
      }
  }

  void registrations() {
    RegistrationResult all;
    for (const auto& [code, report] : reports_) {
      if (!report->registration) continue;
      for (const auto& one : report->registration->targets) all.targets.push_back({code, one});
      for (const auto& one : report->registration->tasks) all.tasks.push_back({code, one});
      for (const auto& one : report->registration->reviews) all.reviews.push_back({code, one});
    }
    if (!all.targets.empty() || !all.tasks.empty() || !all.reviews.empty())
      out_.registration = std::move(all);
  }

  const Manifest& manifest_;
  const ConsolidationInput& input_;
  const std::vector<const UnitRow*>& reporting_;
  Consolidation& out_;
  std::vector<std::pair<std::string, const Submission*>> reports_;
};

}  // namespace

void consolidate_works(const Manifest& manifest, const ConsolidationInput& input, const Accounts& accounts,
                       const std::vector<const UnitRow*>& reporting, Consolidation& out) {
  Works(manifest, input, accounts, reporting, out).run();
}

}  // namespace xanh
