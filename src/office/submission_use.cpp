#include "office/submission_use.hpp"
#include "office/mail_use.hpp"

#include <fmt/format.h>

#include <future>
#include <optional>

#include "base/canonical.hpp"
#include "exchange/form_workbook_problems.hpp"
#include "exchange/own_workbook_problems.hpp"
#include "exchange/report_file.hpp"
#include "exchange/whole_file.hpp"
#include "office/enclosed_files.hpp"
#include "office/matter_use.hpp"
#include "office/own_workbook_use.hpp"
#include "office/revision_request.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kCycleNotOpen{
    "cycle-not-open",
    Severity::error,
    "kỳ {cycle} đang ở trạng thái “{stage}”, không nhận báo cáo",
    "cycle {cycle} is “{stage_en}” and takes no reports",
    "chỉ kỳ đang mở nhận báo cáo; kỳ chưa mở: `xanh cycle open {cycle}`",
    "only an open cycle takes any; open a planned one: `xanh cycle open {cycle}`"};
constexpr ProblemKind kNotYetArrived{
    "arrival-in-future",
    Severity::warning,
    "ngày đến {day} sau hôm nay ({today})",
    "the day of arrival {day} is after today ({today})",
    "kiểm tra lại ngày đến: trễ hạn của mọi đơn vị được tính theo việc mới nhất",
    "check the day: everybody's lateness is judged at the newest fact"};
constexpr ProblemKind kStateOfOffice{
    "state-not-for-units",
    Severity::warning,
    "`{code}`: tình trạng “{state}” do hệ thống xác định, không phải đơn vị chọn",
    "`{code}`: the state “{state_en}” is not for a unit to choose",
    "chọn một tình trạng trong danh sách của biểu mẫu",
    "choose one of the states in the form's list"};
constexpr ProblemKind kNoCycle{"own-no-cycle",
                               Severity::error,
                               "bảng của riêng đơn vị không cho biết là của kỳ nào",
                               "a workbook of the unit's own does not say of which cycle it is",
                               "thêm `--cycle KỲ`",
                               "add `--cycle CYCLE`"};
constexpr ProblemKind kOverOwn{
    "on-behalf-over-own",
    Severity::warning,
    "đơn vị đã tự gửi báo cáo (lần {revision}); bản nhập thay này là lần mới hơn",
    "the unit has sent a report itself (revision {revision}); what is entered for it now is a newer one",
    "kiểm tra có đúng ý không; đơn vị được đính chính trong 3 ngày làm việc",
    "see whether that is meant; the unit may correct it within 3 working days"};
constexpr ProblemKind kLateCorrection{
    "correction-late",
    Severity::warning,
    "báo cáo này được nhập thay ngày {day}; đơn vị được tự đính chính đến hết ngày {until}",
    "this report was entered for the unit on {day}; the unit could correct it until {until}",
    "đã nhận; xem xét như một bản gửi lại",
    "it was taken in; review it as a report that was sent again"};
constexpr ProblemKind kNothingButFigures{
    "nothing-to-report-with-content",
    Severity::warning,
    "báo cáo chọn “không phát sinh toàn bộ” nhưng có {count} số liệu; các số liệu đó vẫn được tính",
    "the report says there is nothing to report and gives {count} figures; these count",
    "bỏ chọn không phát sinh, hoặc xóa các số liệu",
    "take that choice back, or clear the figures"};
constexpr ProblemKind kOtherProgramme{"other-programme",
                                      Severity::error,
                                      "biểu mẫu này thuộc chương trình `{programme}`",
                                      "this form is of the programme `{programme}`",
                                      "dùng biểu mẫu của chương trình này",
                                      "use a form of this programme"};
constexpr ProblemKind kMoved{"revision-moved",
                             Severity::error,
                             "báo cáo đã có bản {have}, trong khi bản này được soạn từ bản {seen}",
                             "revision {have} of the report is in, and this one was made from {seen}",
                             "xem bản mới nhất, ghép phần sửa rồi gửi lại",
                             "look at the newest one, bring the changes together and send again"};
constexpr ProblemKind kOtherUnit{"other-unit",
                                 Severity::error,
                                 "biểu mẫu này là của `{unit}`, không phải của `{wanted}`",
                                 "this form is of `{unit}`, not of `{wanted}`",
                                 "gửi đúng biểu mẫu của đơn vị",
                                 "send the form of the unit"};
constexpr ProblemKind kOlderForm{
    "older-form",
    Severity::warning,
    "biểu mẫu được lập theo bản kế hoạch cũ; mục mới chưa có trong biểu: {items}",
    "the form was made for an older plan version; new items that it lacks: {items}",
    "đã nhận; lập lại biểu mẫu để bổ sung các mục mới",
    "it was taken in; make the form again to add the new items"};
constexpr ProblemKind kBeyondRequest{
    "beyond-request",
    Severity::error,
    "chỉ được sửa các số liệu đã nêu trong đề nghị ({asked}); “{name}” cũng bị đổi",
    "only the figures named in the request may change ({asked_en}); “{name_en}” changed as well",
    "trả mục đó về như đã gửi",
    "put it back to what was sent"};

constexpr ProblemKind kFiguresOnly{
    "figures-only",
    Severity::warning,
    "tệp CSV chỉ có số liệu; các phần khác của báo cáo được giữ như bản gửi lần {revision}",
    "a CSV holds figures only; the other parts of the report stay as in revision {revision}",
    "gửi biểu mẫu .xlsx hoặc .yaml nếu phần khác cũng thay đổi",
    "send the form as .xlsx or .yaml if other parts change too"};
constexpr ProblemKind kLeftOut{"revision-leaves-out",
                               Severity::warning,
                               "so với bản gửi lần {revision}, bản này không còn: {parts}",
                               "unlike revision {revision}, this one has no: {parts_en}",
                               "bổ sung lại nếu không cố ý bỏ",
                               "put it back unless it was meant to go"};
constexpr ProblemKind kEnteredBy{
    "entered-by-ignored",
    Severity::warning,
    "tệp ghi `entered_by`; báo cáo do đơn vị tự gửi nên không ghi nhập thay",
    "the file says `entered_by`; a unit that sends its own report is not entered for",
    "nhập thay thì thêm `--on-behalf ĐƠN-VỊ`",
    "to enter it for the unit add `--on-behalf UNIT`"};
constexpr ProblemKind kLetterDay{"letter-day",
                                 Severity::warning,
                                 "{what} {day} không hợp với ngày đến {arrived}",
                                 "{what_en} {day} does not go with the day of arrival {arrived}",
                                 "kiểm tra lại ngày trên văn bản và ngày đến",
                                 "check the day of the letter and the day of arrival"};

Problems named(Problems problems, const std::string& file) {
  for (auto& p : problems)
    if (p.place.file.empty()) p.place.file = file;
  return problems;
}

class Taking {
 public:
  /// `own`: what one has to be let do for one's own unit.
  Taking(const Desk& desk, const SubmitRequest& request, const EnclosedFiles& enclosed, Transaction& t,
         Act own = Act::send_report)
      : own_(own),
        desk_(desk),
        request_(request),
        enclosed_(enclosed),
        letter_(enclosed.letter),
        t_(t),
        memory_(recall(t)) {}

  Outcome<SubmitLine> take(const Outcome<ParsedReport>& parsed) {
    Outcome<SubmitLine> out;
    const std::string& path = parsed.value.path;
    out.value.file = path;
    out.value.dry_run = request_.dry_run;
    out.problems = parsed.problems;
    if (has_error(out.problems)) return out;
    auto file = read_file(parsed.value, out);
    append(out.problems, std::move(file.problems));
    if (has_error(out.problems)) return out;
    Submission report = std::move(file.value.submission);
    if (own_ == Act::draft_report) read_ = report;
    append(out.problems, may_send(report.unit));
    if (has_error(out.problems)) return out;
    const auto cycle = find_cycle(memory_, report.cycle);
    if (!form_) {  // a file without a form of its own (YAML)
      form_for({memory_.plans.back().programme.code, report.cycle, report.unit}, path, out.problems);
      if (has_error(out.problems)) return out;
    }
    if (parsed.value.figures_only) keep_rest(report, path, out.problems);
    if (!report.entered_by.empty() && request_.on_behalf.empty())
      out.problems.push_back(problem(kEnteredBy, Place{path, 0, 0, {}, {}, "entered_by"}));
    report.entered_by.clear();
    if (!request_.on_behalf.empty()) {
      report.entered_by = desk_.actor;
      out.value.on_behalf = true;
      if (!letter_.empty()) report.letter.file_sha256 = sha256(letter_);
    }
    // What would be stored is written while the figures are checked: neither needs the other.
    auto written = std::async(request_.threads > 1 ? std::launch::async : std::launch::deferred, [&report] {
      Written bytes{submission_bytes(report), {}};
      bytes.digest = digest_of("submission", bytes.bytes);
      return bytes;
    });
    check(report, *cycle.value, path, out.problems);
    doubts(report, path, out.problems);
    if (has_error(out.problems)) return out;
    if (!file.value.new_items.empty()) {
      out.problems.push_back(
          problem(kOlderForm, Place{path, 0, 0, {}, {}, {}}, {{"items", join(file.value.new_items, ", ")}}));
      out.value.new_items = std::move(file.value.new_items);
    }
    store(report, *cycle.value, written.get(), out);
    form_.reset();
    return out;
  }

  /// As it was read, for who drafts.
  [[nodiscard]] std::optional<Submission> read() { return std::move(read_); }

 private:
  [[nodiscard]] Problems may_send(const std::string& unit) const {
    return request_.on_behalf.empty() ? authorise(desk_, own_, unit)
                                      : authorise(at_level(desk_, request_.cycle), Act::send_on_behalf, unit);
  }

  /// The other parts of the report as they were sent before.
  void keep_rest(Submission& report, const std::string& path, Problems& problems) const {
    const int last = t_.next_revision(report.cycle, report.unit) - 1;
    if (last < 1) return;
    Submission whole = submission_from_bytes(t_.revision(report.cycle, report.unit, last)->bytes).value;
    whole.figures = std::move(report.figures);
    whole.place = report.place;
    whole.sent_at.reset();
    report = std::move(whole);
    problems.push_back(
        problem(kFiguresOnly, Place{path, 0, 0, {}, {}, {}}, {{"revision", std::to_string(last)}}));
  }

  /// A form, YAML, or the unit's own workbook by its map.
  Outcome<ReportFromFile> read_file(const ParsedReport& parsed, Outcome<SubmitLine>& out) {
    const std::string& path = parsed.path;
    if (parsed.workbook && enclosed_.map && is_form_workbook(*parsed.workbook))
      return {{}, {problem(own_workbook::kOwnForm, Place{path, 0, 0, {}, {}, {}})}};
    if (request_.on_behalf.empty() || !parsed.workbook || is_form_workbook(*parsed.workbook))
      return read_report(parsed,
                         [&](const ReportStamp& stamp) { return form_for(stamp, path, out.problems); });
    if (request_.cycle.empty()) return {{}, {problem(kNoCycle, Place{path, 0, 0, {}, {}, {}})}};
    const auto current = form_for({{}, request_.cycle, request_.on_behalf}, path, out.problems);
    if (!current) return {};
    map_ = enclosed_.map ? enclosed_.map : remembered_map(t_, memory_, request_.on_behalf);
    auto read = read_by_map(*parsed.workbook, path, map_, *current->form, *current->plan);
    if (map_) {
      out.value.map = map_->name;
      out.value.map_sha256 = map_->sha256;
      out.value.map_remembered = map_->remembered;
    }
    // Such a workbook has no cover: number and day stand on the letter that came with it.
    read.value.letter.number = enclosed_.letter_number;
    read.value.letter.date = enclosed_.letter_date;
    return {{std::move(read.value), {}}, std::move(read.problems)};
  }

  std::optional<CurrentForm> form_for(const ReportStamp& stamp, const std::string& path, Problems& problems) {
    append(problems, may_send(stamp.unit));  // before anything is told of the unit's form
    if (has_error(problems)) return std::nullopt;
    const std::string programme = memory_.plans.back().programme.code;
    if (!stamp.programme.empty() && stamp.programme != programme)
      problems.push_back(
          problem(kOtherProgramme, Place{path, 0, 0, {}, {}, {}}, {{"programme", stamp.programme}}));
    const auto cycle = find_cycle(memory_, stamp.cycle);
    for (auto& p : named(cycle.problems, path)) problems.push_back(std::move(p));
    if (!request_.cycle.empty() && request_.cycle != stamp.cycle)
      problems.push_back(problem(form_workbook::kOtherCycle, Place{path, 0, 0, {}, {}, {}},
                                 {{"have", stamp.cycle}, {"want", request_.cycle}}));
    for (const auto& wanted : {request_.on_behalf, request_.unit})
      if (!wanted.empty() && wanted != stamp.unit)
        problems.push_back(
            problem(kOtherUnit, Place{path, 0, 0, {}, {}, {}}, {{"unit", stamp.unit}, {"wanted", wanted}}));
    if (has_error(problems)) return std::nullopt;
    for (auto& p : named(find_reporting_unit(memory_, *cycle.value, stamp.unit), path))
      problems.push_back(std::move(p));
    const auto standing = memory_.standing.find(stamp.cycle);
    const CycleStage stage =
        standing == memory_.standing.end() ? CycleStage::planned : standing->second.stage;
    if (stage != CycleStage::open && !takes_report(t_, stamp.cycle, stamp.unit))
      problems.push_back(
          problem(kCycleNotOpen, Place{path, 0, 0, {}, {}, {}},
                  {{"cycle", stamp.cycle}, {"stage", name_of(stage).vi}, {"stage_en", name_of(stage).en}}));
    if (has_error(problems)) return std::nullopt;
    form_ = form_maker(memory_, *cycle.value).form(stamp.unit);
    return CurrentForm{&*form_, &memory_.plan_of(*cycle.value)};
  }

  void check(const Submission& report, const Cycle& cycle, const std::string& path, Problems& problems) {
    const Plan& plan = memory_.plan_of(cycle);
    std::vector<Submission> kept;
    History history;
    const auto& cycles = memory_.cycles_of_level(cycle);
    kept.reserve(cycles.size());
    for (const auto& line : cycles) {
      if (line.window.last >= cycle.window.last || line.code == cycle.code) continue;
      const auto accounts = accounts_of(t_, line.code);
      const auto account = accounts.find(report.unit);
      if (account == accounts.end() || account->second.accepted == 0) continue;
      const auto stored = t_.revision(line.code, report.unit, account->second.accepted);
      if (!stored) continue;
      kept.push_back(submission_from_bytes(stored->bytes).value);
      history.reports.push_back(&kept.back());
      if (line.kind == cycle.kind && line.plan_year == cycle.plan_year - 1)
        history.same_period = &kept.back();
      if (line.kind == CycleKind::half_year && line.plan_year == cycle.plan_year)
        history.half_year = &kept.back();
    }
    const auto directives = recall_directives(t_, memory_, cycle);
    history.directives = directives_of(directives, memory_.units, cycle.window, report.unit);
    // What the workbook's reader has told of a cell is not told again.
    auto found = named(check_submission(report, *form_, plan, cycle.kind, history, {}, problems), path);
    append(problems, std::move(found));

    const auto accounts = accounts_of(t_, cycle.code);
    const auto account = accounts.find(report.unit);
    if (account == accounts.end() || account->second.latest == 0) return;
    const auto newest = t_.revision(cycle.code, report.unit, account->second.latest);
    other_hand(*newest, report, cycle, path, problems);
    if (const auto gone = left_out(submission_from_bytes(newest->bytes).value, report, plan); !gone.empty()) {
      std::vector<std::string> parts, parts_en;
      for (const auto& one : gone) {
        parts.push_back(one.vi);
        parts_en.push_back(one.en);
      }
      problems.push_back(problem(kLeftOut, Place{path, 0, 0, {}, {}, {}},
                                 {{"revision", std::to_string(newest->revision)},
                                  {"parts", join(parts, "; ")},
                                  {"parts_en", join(parts_en, "; ")}}));
    }
    if (account->second.asked.empty()) return;
    const auto before = t_.revision(cycle.code, report.unit, account->second.asked_on);
    if (!before || corrects(*before, report, cycle)) return;
    const auto& asked = account->second.asked;
    for (const auto& item : beyond_request(submission_from_bytes(before->bytes).value, report, asked, plan))
      problems.push_back(problem(kBeyondRequest, Place{path, 0, 0, {}, {}, item},
                                 {{"asked", in_words(asked, plan).vi},
                                  {"asked_en", in_words(asked, plan).en},
                                  {"name", name_of_item(item, plan).vi},
                                  {"name_en", name_of_item(item, plan).en}}));
  }

  static Bilingual in_words(const std::vector<std::string>& items, const Plan& plan) {
    std::vector<std::string> vi, en;
    for (const auto& item : items) {
      vi.push_back(name_of_item(item, plan).vi);
      en.push_back(name_of_item(item, plan).en);
    }
    return {join(vi, "; "), join(en, "; ")};
  }

  /// What is told when somebody else than before gives the figures.
  void other_hand(const StoredRevision& before, const Submission& report, const Cycle& cycle,
                  const std::string& path, Problems& problems) const {
    const Place place{path, 0, 0, {}, {}, {}};
    const auto correction = correction_of(before, submission_from_bytes(before.bytes).value, memory_, cycle);
    if (!report.entered_by.empty() && !correction)
      problems.push_back(problem(kOverOwn, place, {{"revision", std::to_string(before.revision)}}));
    if (!report.entered_by.empty() || !correction || corrects(before, report, cycle)) return;
    const Date day = zone_of(memory_.plan_of(cycle)).day_of(before.recorded_at);
    problems.push_back(problem(kLateCorrection, place,
                               {{"day", to_text_vi(day)}, {"until", to_text_vi(correction->until)}}));
  }

  /// Whether the unit itself mends, in its days, what was entered for it: then it is asked for nothing.
  [[nodiscard]] bool corrects(const StoredRevision& before, const Submission& report,
                              const Cycle& cycle) const {
    if (!report.entered_by.empty()) return false;
    const auto correction = correction_of(before, submission_from_bytes(before.bytes).value, memory_, cycle);
    return correction && zone_of(memory_.plan_of(cycle)).day_of(desk_.now) <= correction->until;
  }

  /// What is possible and hardly meant.
  void doubts(const Submission& report, const std::string& path, Problems& problems) const {
    const Zone zone = zone_of(memory_.plans.back());
    const Date today = zone.day_of(desk_.now);
    const Date arrived =
        report.letter.received_on.value_or(report.sent_at ? zone.day_of(*report.sent_at) : today);
    if (arrived > today)
      problems.push_back(problem(kNotYetArrived, Place{path, 0, 0, {}, {}, "letter.received_on"},
                                 {{"day", to_text(arrived)}, {"today", to_text(today)}}));
    const auto odd = [&](Date day, const char* field, const char* what, const char* what_en) {
      problems.push_back(problem(kLetterDay, Place{path, 0, 0, {}, {}, field},
                                 {{"what", what},
                                  {"what_en", what_en},
                                  {"day", to_text_vi(day)},
                                  {"arrived", to_text_vi(arrived)}}));
    };
    if (report.letter.date && *report.letter.date > arrived)
      odd(*report.letter.date, "letter.date", "ngày văn bản", "the letter's day");
    if (report.letter.received_on && report.letter.date &&
        (*report.letter.received_on - *report.letter.date).count() > 366)
      odd(*report.letter.date, "letter.received_on", "ngày văn bản", "the letter's day");
    if (report.sent_at && report.letter.received_on && zone.day_of(*report.sent_at) > arrived)
      odd(zone.day_of(*report.sent_at), "sent_at", "ngày gửi", "the day of sending");
    const auto given = std::count_if(report.figures.begin(), report.figures.end(), [](const auto& figure) {
      return figure.state != FigureState::nothing_to_report && figure.value(FigureColumn::this_period);
    });
    for (const auto& figure : report.figures)
      if (figure.state == FigureState::provisional || figure.state == FigureState::not_due ||
          figure.state == FigureState::not_sent)
        problems.push_back(problem(kStateOfOffice, figure.place,
                                   {{"code", figure.element},
                                    {"state", name_of(figure.state).vi},
                                    {"state_en", name_of(figure.state).en}}));
    if (report.nothing_to_report && given > 0)
      problems.push_back(problem(kNothingButFigures, Place{path, 0, 0, {}, {}, "nothing_to_report"},
                                 {{"count", std::to_string(given)}}));
  }

  struct Written {
    std::string bytes, digest;
  };

  void store(const Submission& report, const Cycle& cycle, const Written& written, Outcome<SubmitLine>& out) {
    const Plan& plan = memory_.plan_of(cycle);
    const auto& [bytes, digest] = written;
    SubmitLine& line = out.value;
    line.cycle = cycle.code;
    line.unit = report.unit;
    line.sha256 = digest;
    line.figures = static_cast<int>(report.figures.size());
    line.revision = t_.next_revision(cycle.code, report.unit);
    if (request_.after && *request_.after != line.revision - 1) {
      out.problems.push_back(
          problem(kMoved, Place{out.value.file, 0, 0, {}, {}, {}},
                  {{"have", std::to_string(line.revision - 1)}, {"seen", std::to_string(*request_.after)}}));
      return;
    }
    Instant entered = desk_.now;
    if (line.revision > 1)
      if (const auto last = t_.revision(cycle.code, report.unit, line.revision - 1);
          last && last->digest == digest) {
        --line.revision;
        line.unchanged = true;
        entered = last->recorded_at;
      }
    line.submission = fmt::format("{}/{}/{}", cycle.code, report.unit, line.revision);
    if (line.on_behalf) line.correct_by = correction_day(zone_of(plan).day_of(entered), memory_, cycle);
    if (line.unchanged || request_.dry_run) return;
    const auto zone = Zone::named(plan.programme.zone);
    Instant received = report.sent_at.value_or(desk_.now);
    if (!report.sent_at && report.letter.received_on && zone)
      received = zone->at(*report.letter.received_on, std::chrono::hours{12});
    t_.add_revision({cycle.code, report.unit, line.revision, plan.version, bytes, digest, received, desk_.now,
                     desk_.actor},
                    figure_rows(report, line.revision, plan));
    t_.add_submission_event(
        {0, cycle.code, report.unit, line.revision, "sent", digest, desk_.now, desk_.actor});
    t_.audit({desk_.now, desk_.actor, "submit", line.submission, digest});
    MailFacts facts = facts_of(memory_, cycle, report.unit);
    facts.code = line.submission;
    Outbox(desk_, t_, zone_of(plan).day_of(desk_.now))
        .to_roles(MailKind::receipt, line.submission, facts, desk_roles());
    if (map_) remember_map(t_, desk_, memory_, cycle.code, report.unit, *map_);
    if (letter_.empty()) return;
    // The letter is kept as it came, found again by the digest that the log names.
    const bool pdf = letter_.starts_with("%PDF");
    const std::string kept =
        t_.add_published_document({{},
                                   request_.letter.substr(request_.letter.rfind('/') + 1),
                                   pdf ? "application/pdf" : "application/octet-stream",
                                   letter_,
                                   desk_.now});
    t_.audit({desk_.now, desk_.actor, "submit.letter", line.submission, kept});
  }

  const Act own_;
  const Desk& desk_;
  const SubmitRequest& request_;
  std::optional<Submission> read_;
  const EnclosedFiles& enclosed_;
  const std::string& letter_;
  Transaction& t_;
  Memory memory_;
  std::optional<Form> form_;
  std::optional<MapFile> map_;
};

}  // namespace

Outcome<std::vector<SubmitLine>> submit_files(const Desk& desk, const SubmitRequest& request) {
  Outcome<std::vector<SubmitLine>> out;
  out.problems = authorise(at_level(desk, request.cycle),
                           request.on_behalf.empty() ? Act::read_programme : Act::send_on_behalf);
  const auto enclosed = read_enclosed(request);
  append(out.problems, enclosed.problems);
  if (has_error(out.problems)) return out;
  // The next file is parsed while the store is read and the last one is written: parsing needs neither.
  const auto parse = [&](size_t i) {
    return std::async(request.threads > 1 ? std::launch::async : std::launch::deferred,
                      [&path = request.files[i], threads = request.threads]() -> Outcome<ParsedReport> {
                        auto bytes = read_whole_file(path);
                        if (!bytes.ok()) return {{path, {}, {}}, std::move(bytes.problems)};
                        return parse_report_file(bytes.value, path, threads);
                      });
  };
  std::future<Outcome<ParsedReport>> next;
  if (!request.files.empty()) next = parse(0);
  for (size_t i = 0; i < request.files.size(); ++i) {
    Outcome<SubmitLine> one;
    std::optional<Outcome<ParsedReport>> parsed;  // a transaction may be tried again
    auto failed = attempt([&] {
      desk.store->transact([&](Transaction& t) {
        Taking taking(desk, request, enclosed.value, t);
        if (!parsed) {
          parsed = next.get();
          if (i + 1 < request.files.size()) next = parse(i + 1);
        }
        one = taking.take(*parsed);
      });
    });
    if (!parsed) {  // the store could not even be read
      parsed = next.get();
      if (i + 1 < request.files.size()) next = parse(i + 1);
      for (auto& p : parsed->problems) one.problems.push_back(std::move(p));
    }
    const bool taken = one.ok() && failed.empty();
    append(out.problems, std::move(one.problems));
    for (auto& p : named(std::move(failed), request.files[i])) out.problems.push_back(std::move(p));
    if (taken) out.value.push_back(std::move(one.value));
  }
  return out;
}

namespace {

Outcome<CheckedReport> received_report(const Desk& desk, const ReceivedReport& received, Act needs) {
  Outcome<CheckedReport> out;
  out.problems = authorise(desk, needs, received.unit);
  if (has_error(out.problems)) return out;
  SubmitRequest request;
  request.dry_run = received.dry_run;
  request.cycle = received.cycle;
  request.unit = received.unit;
  request.after = received.after;
  const EnclosedFiles nothing;
  const auto parsed = parse_report_file(received.bytes, received.name, 1);
  Outcome<SubmitLine> line;
  auto failed = attempt([&] {
    desk.store->transact([&](Transaction& t) {
      Taking taking(desk, request, nothing, t, needs);
      line = taking.take(parsed);
      out.value.report = taking.read();
    });
  });
  out.value.line = std::move(line.value);
  append(out.problems, std::move(line.problems));
  append(out.problems, std::move(failed));
  return out;
}

}  // namespace

Outcome<SubmitLine> submit_received(const Desk& desk, const ReceivedReport& received) {
  auto out = received_report(desk, received, Act::send_report);
  return {std::move(out.value.line), std::move(out.problems)};
}

Outcome<CheckedReport> check_received(const Desk& desk, const ReceivedReport& received) {
  ReceivedReport dry = received;
  dry.dry_run = true;
  return received_report(desk, dry, Act::draft_report);
}

}  // namespace xanh
