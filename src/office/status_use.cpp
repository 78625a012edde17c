#include "office/status_use.hpp"

#include <fmt/format.h>

#include <set>

#include "office/consolidate_use.hpp"
#include "office/matter_use.hpp"
#include "office/own_workbook_use.hpp"
#include "office/snapshot_use.hpp"
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
    const Zone zone = zone_of(plan_);
    const auto standing = memory_.standing.find(cycle_.code);
    // A closed cycle takes no reports: lateness is judged at that moment.
    const bool closed = standing != memory_.standing.end() && standing->second.stage != CycleStage::open &&
                        standing->second.closed_at;
    const Date today = zone.day_of(closed ? *standing->second.closed_at : desk_.now);
    out_.cycle = cycle_.code;
    out_.stage = standing == memory_.standing.end() ? CycleStage::planned : standing->second.stage;
    out_.cut_off = cycle_.cut_off();
    out_.due = due_day(cycle_, "unit", calendar);
    if (out_.due) out_.working_days_left = calendar.working_days_after(today, *out_.due);
    directives_ = recall_directives(t_, memory_, cycle_);
    const auto accounts = accounts_of(t_, cycle_.code);
    const auto copies = signed_revisions(t_, cycle_.code);
    for (const auto& [key, paper] : signed_reports(t_, cycle_.code)) out_.signed_.push_back(paper);
    for (const UnitRow* row : reporting_units(plan_, memory_.units, cycle_)) {
      StatusUnit unit;
      unit.code = row->code;
      unit.names = row->names();
      const auto found = accounts.find(row->code);
      const AccountStanding* account = found == accounts.end() ? nullptr : &found->second;
      unit.state = account ? account->state : SubmissionState::not_sent;
      unit.extended_to = account ? account->extended_to : std::nullopt;
      if (account && account->extension_asked && account->latest == 0) asked_for_time_.push_back(row->code);
      const auto due = unit.extended_to ? unit.extended_to : out_.due;
      Date done = today;
      if (account && account->latest > 0) {
        unit.revision = account->latest;
        unit.to_revise = account->asked;
        if (const auto copy = copies.find({row->code, account->latest}); copy != copies.end())
          unit.signed_ = copy->second;
        const auto revision = t_.revision(cycle_.code, row->code, account->latest);
        const auto report = submission_from_bytes(revision->bytes).value;
        unit.on_behalf = !report.entered_by.empty();
        if (const auto correction = correction_of(*revision, report, memory_, cycle_))
          unit.correct_by = correction->until;
        done = first_arrival(t_, cycle_.code, row->code, zone);
        answered(unit, &report);
        if (account->accepted > 0 && account->accepted == account->latest) noted_.insert(row->code);
      } else {
        answered(unit, nullptr);
        if (due && today <= *due && !closed) unit.state = SubmissionState::not_due;
      }
      unit.days_late = days_late(due, done, calendar);
      ++out_.expected;
      out_.sent += unit.revision.has_value();
      out_.noted += noted_.contains(row->code);
      out_.units.push_back(std::move(unit));
    }
    tables();
    missing();
    return std::move(out_);
  }

 private:
  void answered(StatusUnit& unit, const Submission* report) {
    const Form form = forms_.form(unit.code);
    const auto wait = [&](StatusTable& table, bool given) {
      ++table.expected;
      table.noted += given;
      if (!given && (table.waits_for.empty() || table.waits_for.back() != unit.code))
        table.waits_for.push_back(unit.code);
    };
    for (const Task* project : form.projects)
      wait(projects_, report && std::any_of(report->projects.begin(), report->projects.end(),
                                            [&](const auto& told) { return told.task == project->code; }));
    for (const Directive* asked : directives_of(directives_, memory_.units, cycle_.window, unit.code))
      wait(answers_,
           report && (report->nothing_to_report ||
                      std::any_of(report->directives.begin(), report->directives.end(),
                                  [&](const auto& told) { return told.directive == asked->code; })));
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
    for (const StatusTable* one : {&projects_, &answers_})
      if (!one->waits_for.empty()) out_.tables.push_back(*one);
  }

  void step(const char* code, Bilingual says, std::vector<std::string> about, const std::string& command) {
    out_.missing.push_back({code, std::move(says), std::move(about), command});
  }

  /// A step when there is anything it is about; `{}` in its words is how many.
  void step_about(const char* code, std::vector<std::string> about, const char* vi, const char* en,
                  const std::string& command) {
    if (about.empty()) return;
    const size_t n = about.size();
    step(code, {fmt::format(fmt::runtime(vi), n), fmt::format(fmt::runtime(en), n)}, std::move(about),
         command);
  }

  template <class Is>
  [[nodiscard]] std::vector<std::string> units_that(Is is) const {
    std::vector<std::string> out;
    for (const auto& unit : out_.units)
      if (is(unit)) out.push_back(unit.code);
    return out;
  }

  void missing() {
    const std::string cycle = " --cycle " + cycle_.code;
    if (out_.stage == CycleStage::planned)
      return step("open", {"Kỳ chưa mở", "The cycle is not open"}, {}, "xanh cycle open " + cycle_.code);
    const bool open = out_.stage == CycleStage::open;
    step_about("overdue", units_that([](const StatusUnit& u) { return !u.revision && u.days_late > 0; }),
               "{} đơn vị quá hạn, chưa gửi báo cáo", "overdue units: {}",
               open ? "xanh letter reminder" + cycle + " -o don-doc.docx" : "");
    step_about("not_sent", units_that([](const StatusUnit& u) { return !u.revision && u.days_late == 0; }),
               "{} đơn vị chưa gửi, chưa quá hạn", "units that have not sent and are not yet overdue: {}",
               "");
    step_about("extension", asked_for_time_, "{} đơn vị xin gia hạn, chưa trả lời",
               "units that ask for more time and have no answer: {}",
               "xanh review " + cycle_.code + "/… --extend NGÀY --message \"…\"");
    step_about("to_note", units_that([](const StatusUnit& u) { return u.state == SubmissionState::sent; }),
               "{} báo cáo đã gửi, chưa ghi nhận", "reports that came and are not noted: {}",
               "xanh review " + cycle_.code + " --note");
    step_about("to_revise",
               units_that([](const StatusUnit& u) { return u.state == SubmissionState::asked_to_revise; }),
               "{} đơn vị đang được đề nghị rà soát, bổ sung", "units asked to revise: {}",
               open ? "xanh letter revise" + cycle + " -o ra-soat" : "");
    std::vector<std::string> targets, tables;
    for (const auto& table : out_.tables)
      (table.item.starts_with("table:") ? tables : targets).push_back(table.item);
    step_about("targets", std::move(targets), "{} chỉ tiêu chưa đủ số liệu", "targets that lack figures: {}",
               "");
    step_about("tables", std::move(tables), "{} bảng số liệu chưa đủ đơn vị", "tables that lack units: {}",
               "");
    std::vector<std::string> unanswered;
    for (const auto& one : recall_difficulties(t_, memory_, cycle_.code))
      if (one.cycle == cycle_.code && one.open() && one.opinion.empty()) unanswered.push_back(one.code);
    step_about("opinions", std::move(unanswered),
               "{} khó khăn, kiến nghị chưa có ý kiến của cơ quan thường trực",
               "difficulties and requests without the agency's opinion: {}",
               "xanh difficulty list" + cycle + " --open");
    if (open)
      step("close", {"Kỳ còn mở: trễ hạn còn tính tiếp", "The cycle is open: lateness still counts"}, {},
           "xanh cycle close " + cycle_.code);
    consolidated(cycle);
    if (out_.stage != CycleStage::published)
      step("publish", {"Bản chốt số liệu chưa công bố", "No snapshot is published"}, {},
           "xanh cycle publish " + cycle_.code);
  }

  void consolidated(const std::string& cycle) {
    const auto snapshots = t_.snapshots(cycle_.code);
    if (out_.stage == CycleStage::published) return corrected(snapshots);
    const std::string command = "xanh consolidate" + cycle + " -o out --pdf";
    if (snapshots.empty())
      return step("consolidate", {"Chưa có bản chốt số liệu", "There is no snapshot"}, {}, command);
    const std::string now = manifest_bytes(gather_manifest(t_, memory_, cycle_, {}));
    if (std::any_of(snapshots.begin(), snapshots.end(), [&](const auto& s) { return s.manifest == now; }))
      return;
    const int number = snapshots.back().number;
    step("consolidate",
         {fmt::format("Đã có thay đổi sau bản chốt số liệu lần {}", number),
          fmt::format("Things changed after snapshot {}", number)},
         {}, command);
  }

  /// Of a published cycle: figures that were corrected and are not stated yet.
  void corrected(const std::vector<StoredSnapshot>& snapshots) {
    const Memory then = recall_for(t_, cycle_.code);
    const Manifest now = gather_manifest(t_, then, *then.cycle(cycle_.code), {});
    const int stated = then.standing.at(cycle_.code).stated_snapshot();
    if (std::any_of(snapshots.begin(), snapshots.end(), [&](const auto& s) {
          return s.number == stated && counts_the_same(manifest_of(s), now);
        }))
      return;
    step("restate",
         {"Có số liệu đính chính đã ghi nhận, chưa công bố",
          "Corrected figures are noted and not restated yet"},
         {},
         "xanh consolidate --cycle " + cycle_.code + " -o out; xanh cycle restate " + cycle_.code +
             " --reason \"…\"");
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
  std::vector<std::string> asked_for_time_;
  std::map<std::string, std::set<std::string>> gave_;
  std::vector<StandingDirective> directives_;
  StatusTable projects_{"table:03", {"Dự án, công trình", "Projects and works"}, 0, 0, {}};
  StatusTable answers_{"table:08", {"Thực hiện ý kiến chỉ đạo", "Answers to the directives"}, 0, 0, {}};
  Status out_;
};

}  // namespace

Outcome<Status> status_of(const Desk& desk, const std::string& code) {
  Outcome<Status> out;
  out.problems = authorise(at_level(desk, code), Act::read_cycle);
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
