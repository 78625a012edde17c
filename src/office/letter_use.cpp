#include "office/letter_use.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "base/canonical.hpp"
#include "exchange/whole_file.hpp"
#include "office/mail_use.hpp"
#include "office/matter_use.hpp"
#include "office/own_workbook_use.hpp"
#include "office/signed_papers.hpp"
#include "office/templates.hpp"

namespace xanh {
namespace {

namespace fs = std::filesystem;

constexpr ProblemKind kNobodyLate{"letter-nobody-late",
                                  Severity::error,
                                  "không có đơn vị nào quá hạn gửi báo cáo kỳ {cycle}",
                                  "no unit is overdue in cycle {cycle}",
                                  "xem `xanh status --cycle {cycle}`",
                                  "see `xanh status --cycle {cycle}`"};
constexpr ProblemKind kNotLate{"letter-not-late",
                               Severity::error,
                               "{name} không quá hạn gửi báo cáo kỳ {cycle}",
                               "{name_en} is not overdue in cycle {cycle}",
                               "chọn đơn vị khác, hoặc bỏ `--unit` để đôn đốc mọi đơn vị quá hạn",
                               "choose another unit, or leave out `--unit` to remind all that are overdue"};
constexpr ProblemKind kNoReport{"letter-no-report",
                                Severity::error,
                                "chưa có báo cáo nào của {name} trong kỳ {cycle}",
                                "no report of {name_en} has come in cycle {cycle}",
                                "xem `xanh status --cycle {cycle}`",
                                "see `xanh status --cycle {cycle}`"};
constexpr ProblemKind kNothingAsked{"letter-nothing-asked",
                                    Severity::error,
                                    "{name} không có số liệu nào đang được đề nghị rà soát trong kỳ {cycle}",
                                    "nothing of {name_en} is asked to be revised in cycle {cycle}",
                                    "đề nghị trước bằng `xanh review {cycle}/ĐƠN_VỊ --revise … --message …`",
                                    "ask first: `xanh review {cycle}/UNIT --revise … --message …`"};
constexpr ProblemKind kNamesNobody{
    "letter-names-nobody",          Severity::error, "đây là văn bản của riêng một đơn vị",
    "this is one unit's own paper", "thêm `--unit`", "add `--unit`"};
constexpr ProblemKind kNotAYear{
    "letter-not-a-year",
    Severity::error,
    "báo cáo công tác bảo vệ môi trường lập từ kỳ tổng kết năm; {cycle} không phải kỳ năm",
    "the report on environmental protection is made from a year's cycle; {cycle} is none",
    "dùng kỳ tổng kết năm, ví dụ 2023-Y",
    "use the cycle of the year, such as 2023-Y"};
constexpr ProblemKind kNotNoted{"letter-not-noted",
                                Severity::error,
                                "báo cáo của {name} trong kỳ {cycle} chưa được ghi nhận",
                                "the report of {name_en} in cycle {cycle} is not noted yet",
                                "ghi nhận trước: `xanh review {cycle}/ĐƠN_VỊ --note`",
                                "note it first: `xanh review {cycle}/UNIT --note`"};
constexpr ProblemKind kTakesNoReports{
    "letter-cycle-not-open",
    Severity::error,
    "kỳ {cycle} đang ở trạng thái “{stage}”, không nhận báo cáo",
    "cycle {cycle} is “{stage_en}” and takes no reports",
    "chỉ kỳ đang mở mới gửi được; kỳ chưa mở: `xanh cycle open {cycle}`",
    "only an open cycle has it; open a planned one: `xanh cycle open {cycle}`"};

class Writing {
 public:
  Writing(const Desk& desk, const LetterRequest& request, const std::map<std::string, std::string>& templates,
          const Transaction& t, Outcome<std::vector<LetterFile>>& out)
      : desk_(desk), request_(request), templates_(templates), t_(t), out_(out), memory_(recall(t)) {}

  /// What the units are told by mail of a letter that was written; `digest` is the letter's.
  void tell(Transaction& t, const std::string& digest) const {
    constexpr size_t kShown = 12;
    Outbox outbox(desk_, t, today_);
    const auto kind = request_.kind == LetterKind::request ? MailKind::request : MailKind::reminder;
    for (const auto& one : told_) {
      MailFacts facts = facts_of(memory_, *cycle_, one.unit);
      if (const auto account = accounts_.find(one.unit);
          account != accounts_.end() && account->second.extended_to)
        facts.day = account->second.extended_to;
      facts.days = one.days_late;
      outbox.to_roles(kind, cycle_->code + "/" + one.unit + "/letter-" + digest.substr(0, kShown), facts,
                      desk_roles());
    }
  }

  std::vector<WholeFile> run() {
    const auto cycle = find_cycle(memory_, request_.cycle);
    out_.problems = cycle.problems;
    if (!cycle.ok()) return {};
    cycle_ = cycle.value;
    plan_ = &memory_.plan_of(*cycle_);
    if (!request_.unit.empty()) out_.problems = find_reporting_unit(memory_, *cycle_, request_.unit);
    if (has_error(out_.problems)) return {};
    const Zone zone = zone_of(*plan_);
    today_ = zone.day_of(desk_.now);
    accounts_ = accounts_of(t_, cycle_->code);
    switch (request_.kind) {
      case LetterKind::request:
        ask();
        break;
      case LetterKind::reminder:
        remind();
        break;
      case LetterKind::receipt:
      case LetterKind::revise:
        answer(zone);
        break;
      case LetterKind::nothing:
        nothing();
        break;
      case LetterKind::environment:
        environment();
        break;
    }
    return std::move(files_);
  }

 private:
  [[nodiscard]] std::vector<std::string> units() const {
    if (!request_.unit.empty()) return {request_.unit};
    std::vector<std::string> out;
    for (const UnitRow* row : reporting_units(*plan_, memory_.units, *cycle_))
      if (row->role != UnitRole::standing) out.push_back(row->code);  // it writes no letter to itself
    return out;
  }

  [[nodiscard]] LetterContext context() const {
    LetterContext out;
    out.kind = request_.kind;
    out.plan = plan_;
    out.units = &memory_.units;
    out.cycle = cycle_;
    out.language = request_.language;
    out.number = request_.number;
    out.date = request_.date;
    out.today = today_;
    out.contact = request_.contact;
    out.answer_by = request_.answer_by;
    return out;
  }

  bool takes_reports() {
    const auto standing = memory_.standing.find(cycle_->code);
    const CycleStage stage =
        standing == memory_.standing.end() ? CycleStage::planned : standing->second.stage;
    if (stage == CycleStage::open) return true;
    out_.problems.push_back(
        problem(kTakesNoReports, Place{},
                {{"cycle", cycle_->code}, {"stage", name_of(stage).vi}, {"stage_en", name_of(stage).en}}));
    return false;
  }

  void ask() {
    if (!takes_reports()) return;
    LetterContext letter = context();
    const FormMaker forms = form_maker(memory_, *cycle_);
    const auto directives = recall_directives(t_, memory_, *cycle_);
    for (const auto& unit : units()) {
      letter.addressees.push_back({unit, 0});
      letter.forms.push_back(forms.form(unit));
      letter.directives =
          letter.directives || !directives_of(directives, memory_.units, cycle_->window, unit).empty();
    }
    due_of_one(letter);
    write(letter, request_.unit);
    told_ = std::move(letter.addressees);
  }

  /// The page that a unit signs when it has nothing to report: its own paper, so of one unit.
  void nothing() {
    if (request_.unit.empty()) {
      out_.problems.push_back(problem(kNamesNobody, Place{}));
      return;
    }
    LetterContext letter = context();
    letter.addressees.push_back({request_.unit, 0});
    write(letter, request_.unit);
  }

  /// The unit's own yearly report on environmental protection, from its report that was noted.
  void environment() {
    if (cycle_->kind != CycleKind::year) {
      out_.problems.push_back(problem(kNotAYear, Place{}, {{"cycle", cycle_->code}}));
      return;
    }
    if (request_.unit.empty()) {
      out_.problems.push_back(problem(kNamesNobody, Place{}));
      return;
    }
    const auto found = accounts_.find(request_.unit);
    if (found == accounts_.end() || found->second.accepted == 0) return refuse(kNotNoted, request_.unit);
    const auto revision = t_.revision(cycle_->code, request_.unit, found->second.accepted);
    const Submission report = submission_from_bytes(revision->bytes).value;
    const Form form = form_maker(memory_, *cycle_).form(request_.unit);
    LetterContext letter = context();
    letter.addressees.push_back({request_.unit, 0});
    letter.report = &report;
    letter.form = &form;
    letter.revision = revision->revision;
    letter.report_sha256 = revision->digest;
    letter.received_on = arrival_of(*revision, report, zone_of(*plan_));
    letter.first_received_on = letter.received_on;
    write(letter, request_.unit);
  }

  void remind() {
    if (!takes_reports()) return;
    LetterContext letter = context();
    const auto calendar = memory_.units.calendar({cycle_->cut_off(), {}});
    const auto due = due_day(*cycle_, "unit", calendar);
    for (const auto& unit : units()) {
      const auto found = accounts_.find(unit);
      const AccountStanding account = found == accounts_.end() ? AccountStanding{} : found->second;
      const int late = account.latest == 0
                           ? days_late(account.extended_to ? account.extended_to : due, today_, calendar)
                           : 0;
      if (late > 0) letter.addressees.push_back({unit, late});
    }
    if (letter.addressees.empty())
      return refuse(request_.unit.empty() ? kNobodyLate : kNotLate, request_.unit);
    due_of_one(letter);
    write(letter, request_.unit);
    told_ = std::move(letter.addressees);
  }

  /// A letter to one unit names the day that was granted to it.
  void due_of_one(LetterContext& letter) const {
    if (letter.addressees.size() != 1) return;
    const auto account = accounts_.find(letter.addressees.front().unit);
    if (account != accounts_.end()) letter.extended_to = account->second.extended_to;
  }

  /// A receipt for each report that came, or the request to revise for each that is asked about.
  void answer(const Zone& zone) {
    const bool receipt = request_.kind == LetterKind::receipt;
    const ProblemKind& none = receipt ? kNoReport : kNothingAsked;
    for (const auto& unit : units()) {
      const auto found = accounts_.find(unit);
      const AccountStanding none_yet;
      const AccountStanding& account = found == accounts_.end() ? none_yet : found->second;
      if (account.latest == 0 || (!receipt && account.asked.empty())) {
        if (!request_.unit.empty()) refuse(account.latest == 0 ? kNoReport : none, unit);
        continue;
      }
      const auto revision = t_.revision(cycle_->code, unit, receipt ? account.latest : account.asked_on);
      const Submission report = submission_from_bytes(revision->bytes).value;
      LetterContext letter = context();
      letter.addressees.push_back({unit, 0});
      letter.report = &report;
      letter.revision = revision->revision;
      letter.report_sha256 = revision->digest;
      const auto copies = signed_revisions(t_, cycle_->code);
      if (const auto copy = copies.find({unit, revision->revision}); copy != copies.end())
        letter.paper = copy->second;
      if (const auto correction = correction_of(*revision, report, memory_, *cycle_))
        letter.correct_by = correction->until;
      letter.received_on = arrival_of(*revision, report, zone);
      letter.first_received_on = first_arrival(t_, cycle_->code, unit, zone);
      letter.extended_to = account.extended_to;
      if (!receipt) {
        letter.asked = account.asked;
        letter.message = account.message;
      }
      write(letter, unit);
    }
    if (files_.empty() && out_.problems.empty()) refuse(none, {});
  }

  void write(const LetterContext& letter, const std::string& unit) {
    auto made = write_letter(letter, templates_);
    for (auto& p : made.problems) out_.problems.push_back(std::move(p));
    if (has_error(out_.problems)) return;
    const bool several = request_.unit.empty() &&
                         (request_.kind == LetterKind::receipt || request_.kind == LetterKind::revise);
    const std::string name =
        cycle_->code + "-" + word(request_.kind) + (unit.empty() ? "" : "-" + unit) + ".docx";
    std::error_code error;
    const bool into = several || request_.path.ends_with('/') || fs::is_directory(request_.path, error);
    const std::string path = into ? (fs::path(request_.path) / name).string() : request_.path;
    out_.value.push_back({unit, path, sha256(made.value)});
    files_.push_back({path, std::move(made.value)});
  }

  void refuse(const ProblemKind& kind, const std::string& unit) {
    const UnitRow* row = memory_.units.any_unit(unit);
    const Bilingual names = row ? row->names() : Bilingual{"đơn vị nào", "any unit"};
    out_.problems.push_back(
        problem(kind, Place{}, {{"cycle", cycle_->code}, {"name", names.vi}, {"name_en", names.en}}));
  }

  const Desk& desk_;
  const LetterRequest& request_;
  const std::map<std::string, std::string>& templates_;
  const Transaction& t_;
  Outcome<std::vector<LetterFile>>& out_;
  Memory memory_;
  const Cycle* cycle_ = nullptr;
  const Plan* plan_ = nullptr;
  Date today_{};
  std::map<std::string, AccountStanding> accounts_;
  std::vector<WholeFile> files_;
  std::vector<Addressee> told_;  // of a request and a reminder
};

}  // namespace

Outcome<std::vector<LetterFile>> write_letters(const Desk& desk, const LetterRequest& request) {
  Outcome<std::vector<LetterFile>> out;
  const bool on_report = request.kind == LetterKind::receipt || request.kind == LetterKind::revise;
  // Its report under the Law is the unit's own paper; the other letters are the agency's.
  const bool own = request.kind == LetterKind::environment;
  out.problems =
      own ? authorise(desk, Act::draft_report, request.unit)
          : authorise(at_level(desk, request.cycle), on_report ? Act::review_report : Act::run_cycle);
  auto templates = read_templates(request.templates, desk.store->folder());
  for (auto& p : templates.problems) out.problems.push_back(std::move(p));
  if (has_error(out.problems)) return out;
  auto failed = attempt([&] {
    desk.store->transact([&](Transaction& t) {
      out.value.clear();
      Writing writing(desk, request, templates.value, t, out);
      const auto files = writing.run();
      // Files first, so that the log tells of no letter that is not there.
      if (!has_error(out.problems))
        for (auto& p : write_whole_folder("", files)) out.problems.push_back(std::move(p));
      if (has_error(out.problems)) return;
      for (const auto& letter : out.value)
        t.audit({desk.now, desk.actor, "letter." + word(request.kind),
                 letter.unit.empty() ? request.cycle : request.cycle + "/" + letter.unit, letter.sha256});
      if (!out.value.empty()) writing.tell(t, out.value.front().sha256);
    });
  });
  for (auto& p : failed) out.problems.push_back(std::move(p));
  if (has_error(out.problems)) out.value.clear();
  return out;
}

}  // namespace xanh
