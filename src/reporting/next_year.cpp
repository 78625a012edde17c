#include "reporting/next_year.hpp"

#include "base/text.hpp"

namespace xanh {
namespace {

class Assembly {
 public:
  Assembly(const Plan& plan, int plan_year, const Consolidation& result)
      : plan_(plan), plan_year_(plan_year), result_(result) {
    if (result.registration) given_ = *result.registration;
  }

  NextYear run() {
    out_.year = plan_year_ + 1;
    if (!result_.registration) return std::move(out_);
    targets();
    tasks();
    left_over();
    money();
    comparison();
    reviews();
    return std::move(out_);
  }

 private:
  void targets() {
    for (const auto& target : result_.targets) {
      ProposedTarget one;
      one.target = target.code;
      one.rating = target.rating;
      one.qualitative = target.grade == Grade::qualitative;
      one.assigned = target.assigned;
      one.estimate = target.grade == Grade::no_data ? std::nullopt
                     : target.year_estimate         ? target.year_estimate
                                                    : target.value;
      one.needed_per_year = target.needed_per_year;
      for (const auto& m : target.milestones)
        if (m.year && *m.year > plan_year_ && (!one.milestone || *m.year < *one.milestone->year))
          one.milestone = m;
      std::vector<const RegisteredTarget*> given;
      for (const auto& registered : given_.targets)
        if (registered.registration.target == target.code && registered.registration.registered)
          given.push_back(&registered);
      // The figure is the one its lead registered, whoever else wrote one down.
      if (const Target* planned = plan_.target(target.code)) {
        std::vector<const RegisteredTarget*> of_lead;
        for (const auto* one_of : given)
          if (std::find(planned->leads.begin(), planned->leads.end(), one_of->unit) != planned->leads.end())
            of_lead.push_back(one_of);
        if (!of_lead.empty()) given = std::move(of_lead);
      }
      for (const auto* found : given) {
        const auto& registered = *found;
        const Number figure{*registered.registration.registered};
        ++one.registered;
        one.units.push_back(registered.unit);
        if (!one.low || figure.value < one.low->value) one.low = figure;
        if (!one.high || one.high->value < figure.value) one.high = figure;
        if (!one.ground && !registered.registration.ground.empty())
          one.ground = registered.registration.ground;
      }
      if (one.registered == 1) {
        one.proposed = one.low;
        one.low = one.high = std::nullopt;
      }
      out_.targets.push_back(std::move(one));
    }
  }

  const TaskResult* this_year(const std::string& code) const {
    for (const auto& task : result_.tasks)
      if (task.code == code) return &task;
    return nullptr;
  }

  /// The same task whoever registered it: by its code, or by its words.
  ProposedTask& row_of(const TaskRegistration& registered) {
    for (auto& row : out_.tasks)
      if (registered.task.empty() ? row.task.empty() && folded(row.text) == folded(registered.text)
                                  : row.task == registered.task)
        return row;
    ProposedTask& row = out_.tasks.emplace_back();
    row.task = registered.task;
    row.text = registered.text;
    row.origin = registered.origin;
    if (const Task* task = plan_.task(registered.task)) {
      row.solution = task->solution;
      row.leads = task->leads;
    }
    if (const TaskResult* before = this_year(registered.task)) row.days_late = before->days_late;
    return row;
  }

  void tasks() {
    for (const auto& [unit, registered] : given_.tasks) {
      ProposedTask& row = row_of(registered);
      if (registered.origin == TaskOrigin::changed) row.origin = TaskOrigin::changed;
      if (!registered.solution.empty()) row.solution = registered.solution;
      const std::string lead = registered.lead.empty() ? unit : registered.lead;
      if (row.task.empty() && std::find(row.leads.begin(), row.leads.end(), lead) == row.leads.end())
        row.leads.push_back(lead);
      if (row.coordinates.empty()) row.coordinates = registered.coordinates;
      if (row.product.empty()) row.product = registered.product;
      if (registered.to && (!row.to || *row.to < *registered.to)) row.to = registered.to;
      if (registered.amount) add(row.money, registered.fund, *registered.amount);
      if (!registered.reason.empty() &&
          std::find(row.reasons.begin(), row.reasons.end(), registered.reason) == row.reasons.end())
        row.reasons.push_back(registered.reason);
    }
    const auto group = [&](const ProposedTask& row) {
      const auto& groups = plan_.programme.solution_groups;
      return std::find_if(groups.begin(), groups.end(),
                          [&](const SolutionGroup& g) { return g.code == row.solution; }) -
             groups.begin();
    };
    std::stable_sort(out_.tasks.begin(), out_.tasks.end(), [&](const ProposedTask& a, const ProposedTask& b) {
      return std::pair(group(a), a.task.empty()) < std::pair(group(b), b.task.empty());
    });
  }

  static void add(std::vector<FundNeed>& money, const std::string& fund, const Decimal& amount) {
    for (auto& need : money)
      if (need.fund == fund) {
        need.amount += amount;
        return;
      }
    money.push_back({fund, amount});
  }

  static bool done(const TaskResult& task) {
    return task.grade == TaskGrade::done_in_time || task.grade == TaskGrade::done_late;
  }

  void left_over() {
    for (const auto& task : result_.tasks)
      if (!done(task) && std::none_of(out_.tasks.begin(), out_.tasks.end(),
                                      [&](const ProposedTask& row) { return row.task == task.code; }))
        out_.left_over.push_back(task.code);
  }

  void money() {
    std::vector<FundNeed> by_fund;
    std::map<std::string, Decimal> by_unit;
    for (const auto& [unit, registered] : given_.tasks)
      if (registered.amount) {
        add(by_fund, registered.fund, *registered.amount);
        by_unit[unit] += *registered.amount;
      }
    for (const auto& fund : plan_.programme.funds)
      for (const auto& need : by_fund)
        if (need.fund == fund.code) out_.money_by_fund.push_back(need);
    for (const auto& need : by_fund)
      if (need.fund.empty()) out_.money_by_fund.push_back(need);
    for (const auto& unit : result_.units)
      if (const auto found = by_unit.find(unit.code); found != by_unit.end())
        out_.money_by_unit.push_back({unit.code, found->second});
  }

  void comparison() {
    for (const auto& target : out_.targets) {
      if (!target.assigned && !target.proposed) continue;
      ComparedItem one;
      one.target = target.target;
      one.from = target.assigned;
      one.to = target.proposed;
      one.change = !target.assigned                                   ? NextYearChange::added
                   : !target.proposed                                 ? NextYearChange::dropped
                   : target.assigned->value == target.proposed->value ? NextYearChange::kept
                                                                      : NextYearChange::changed;
      if (target.assigned && !target.proposed) {
        one.reason = target.registered > 1
                         ? Bilingual{"Nhiều đơn vị đăng ký mức riêng, chưa có mức chung",
                                     "Several units registered figures of their own, none for the city"}
                         : Bilingual{"Chưa có đơn vị đăng ký", "Nobody registered a figure"};
      } else if (target.ground) {
        one.reason = {*target.ground, {}};
      }
      out_.comparison.push_back(std::move(one));
    }
    for (const auto& task : result_.tasks) {
      ComparedItem one;
      one.task = task.code;
      const auto row = std::find_if(out_.tasks.begin(), out_.tasks.end(),
                                    [&](const ProposedTask& r) { return r.task == task.code; });
      if (row != out_.tasks.end()) {
        one.change = row->origin == TaskOrigin::changed ? NextYearChange::changed : NextYearChange::kept;
        if (!row->reasons.empty()) one.reason = {join(row->reasons, "; "), {}};
      } else {
        one.change = NextYearChange::dropped;
        one.reason = done(task) ? Bilingual{"Đã hoàn thành", "Done"}
                                : Bilingual{"Chưa hoàn thành, chưa đơn vị nào đăng ký chuyển tiếp",
                                            "Not done, and nobody registered it"};
      }
      out_.comparison.push_back(std::move(one));
    }
    for (const auto& row : out_.tasks)
      if (row.task.empty()) {
        ComparedItem one;
        one.text = row.text;
        one.change = NextYearChange::added;
        if (!row.reasons.empty()) one.reason = {join(row.reasons, "; "), {}};
        out_.comparison.push_back(std::move(one));
      }
  }

  void reviews() {
    for (const auto& group : plan_.programme.solution_groups) {
      ReviewCount one;
      one.solution = group.code;
      for (const auto& reviewed : given_.reviews) {
        if (reviewed.review.solution != group.code) continue;
        auto& units = reviewed.review.verdict == Verdict::keep     ? one.keep
                      : reviewed.review.verdict == Verdict::change ? one.change
                                                                   : one.drop;
        if (units.empty() || units.back() != reviewed.unit) units.push_back(reviewed.unit);
        if (reviewed.review.verdict != Verdict::keep || !reviewed.review.proposal.empty())
          one.proposals.push_back(reviewed);
      }
      out_.reviews.push_back(std::move(one));
    }
  }

  const Plan& plan_;
  int plan_year_;
  const Consolidation& result_;
  RegistrationResult given_;
  NextYear out_;
};

}  // namespace

Bilingual name_of(NextYearChange change) {
  switch (change) {
    case NextYearChange::kept:
      return {"Tiếp tục", "Kept"};
    case NextYearChange::changed:
      return {"Sửa", "Changed"};
    case NextYearChange::added:
      return {"Thêm", "Added"};
    case NextYearChange::dropped:
      return {"Bớt", "Dropped"};
  }
  return {};
}

NextYear next_year_of(const Plan& plan, int plan_year, const Consolidation& result) {
  return Assembly(plan, plan_year, result).run();
}

}  // namespace xanh
