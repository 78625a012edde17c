#include "office/status_use.hpp"

#include <set>

#include "reporting/form.hpp"

namespace xanh {
namespace {

class Statuses {
 public:
  Statuses(const Desk& desk, const Transaction& t, const Memory& memory, const Cycle& cycle)
      : desk_(desk),
        t_(t),
        memory_(memory),
        cycle_(cycle),
        plan_(memory.plan_of(cycle)),
        as_of_{cycle.cut_off(), {}},
        forms_(form_maker(memory, cycle)),
        obliged_(plan_, memory.units, as_of_) {}

  Status run() {
    const auto calendar = memory_.units.calendar(as_of_);
    const auto zone = Zone::named(plan_.programme.zone);
    const Date today = zone ? zone->day_of(desk_.now) : std::chrono::floor<std::chrono::days>(desk_.now.utc);
    const auto standing = memory_.standing.find(cycle_.code);
    out_.cycle = cycle_.code;
    out_.stage = standing == memory_.standing.end() ? CycleStage::planned : standing->second.stage;
    out_.cut_off = cycle_.cut_off();
    out_.due = due_day(cycle_, "unit", calendar);
    if (out_.due) out_.working_days_left = calendar.working_days_after(today, *out_.due);
    const auto accounts = accounts_of(t_, cycle_.code);
    for (const UnitRow* row : reporting_units(plan_, memory_.units, cycle_)) {
      StatusUnit unit;
      unit.code = row->code;
      unit.names = row->names();
      const auto found = accounts.find(row->code);
      const AccountStanding* account = found == accounts.end() ? nullptr : &found->second;
      unit.state = account ? account->state : SubmissionState::not_sent;
      unit.extended_to = account ? account->extended_to : std::nullopt;
      const auto due = unit.extended_to ? unit.extended_to : out_.due;
      Date done = today;
      if (account && account->latest > 0) {
        unit.revision = account->latest;
        unit.to_revise = account->asked;
        const auto revision = t_.revision(cycle_.code, row->code, account->latest);
        const auto report = submission_from_bytes(revision->bytes).value;
        done = report.letter.received_on.value_or(zone ? zone->day_of(revision->received_at) : today);
        answered(unit, &report);
        if (account->accepted > 0 && account->accepted == account->latest) noted_.insert(row->code);
      } else {
        answered(unit, nullptr);
        if (due && today <= *due) unit.state = SubmissionState::not_due;
      }
      unit.days_late = days_late(due, done, calendar);
      ++out_.expected;
      out_.sent += unit.revision.has_value();
      out_.noted += noted_.contains(row->code);
      out_.units.push_back(std::move(unit));
    }
    tables();
    return std::move(out_);
  }

 private:
  void answered(StatusUnit& unit, const Submission* report) {
    const Form form = forms_.form(unit.code);
    for (const auto& row : form.elements()) {
      if (row.required) ++unit.asked;
      const ReportedFigure* figure = report ? report->figure(row.element->code) : nullptr;
      const bool given = (report && report->nothing_to_report) ||
                         (figure && (figure->this_period || !carries_value(figure->state) ||
                                     figure->state == FigureState::nothing_to_report));
      // What a table is written from: a value, or the word that it does not apply; "not available" leaves it
      // open.
      const bool usable = given && (!figure || figure->value(FigureColumn::this_period) ||
                                    figure->state == FigureState::not_applicable);
      if (row.required && given) ++unit.answered;
      if (usable) gave_[row.element->code].insert(unit.code);
    }
  }

  void table(const std::string& item, const Bilingual& names, const std::vector<const Element*>& elements) {
    StatusTable line{item, names, 0, 0, {}};
    std::map<std::string, bool> units;
    for (const Element* element : elements)
      for (const auto& [unit, required] : obliged_.units_of(element->code)) {
        if (!required) continue;
        const bool there = noted_.contains(unit) && gave_[element->code].contains(unit);
        const auto [it, fresh] = units.emplace(unit, there);
        if (!fresh) it->second = it->second && there;
      }
    for (const auto& [unit, there] : units) {
      ++line.expected;
      line.noted += there;
      if (!there) line.waits_for.push_back(unit);
    }
    if (!line.waits_for.empty()) out_.tables.push_back(std::move(line));
  }

  void tables() {
    for (const auto& target : plan_.targets) {
      if (target.nameless()) continue;
      std::vector<const Element*> elements;
      for (const auto& element : plan_.elements)
        if (element.code == target.numerator || element.code == target.denominator ||
            target.formula.find("#{" + element.code + "}") != std::string::npos)
          elements.push_back(&element);
      table(target.code, target.names, elements);
    }
    for (const auto& group : plan_.programme.solution_groups) {
      std::vector<const Element*> elements;
      for (const auto& element : plan_.elements)
        if (element.table == group.table) elements.push_back(&element);
      table("table:" + group.table, group.short_names.empty() ? group.names : group.short_names, elements);
    }
  }

  const Desk& desk_;
  const Transaction& t_;
  const Memory& memory_;
  const Cycle& cycle_;
  const Plan& plan_;
  AsOf as_of_;
  FormMaker forms_;
  Obliged obliged_;
  std::set<std::string> noted_;
  std::map<std::string, std::set<std::string>> gave_;
  Status out_;
};

}  // namespace

Outcome<Status> status_of(const Desk& desk, const std::string& code) {
  Outcome<Status> out;
  out.problems = authorise(desk, Act::read);
  if (has_error(out.problems)) return out;
  auto failed = attempt([&] {
    desk.store->read([&](const Transaction& t) {
      const Memory memory = recall(t);
      const auto cycle = find_cycle(memory, code);
      out.problems = cycle.problems;
      if (cycle.ok()) out.value = Statuses(desk, t, memory, *cycle.value).run();
    });
  });
  for (auto& p : failed) out.problems.push_back(std::move(p));
  return out;
}

}  // namespace xanh
