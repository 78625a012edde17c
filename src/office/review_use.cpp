#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "office/carry_forward.hpp"
#include "office/mail_use.hpp"
#include "office/matter_use.hpp"
#include "office/revision_request.hpp"
#include "office/submission_use.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kNotUnderReview{
    "cycle-not-under-review",
    Severity::error,
    "kỳ {cycle} đang ở trạng thái “{stage}”",
    "cycle {cycle} is “{stage_en}”",
    "kỳ đang mở hoặc đã công bố (đính chính) mới đề nghị rà soát; kỳ đã khóa chỉ còn ghi nhận",
    "an open cycle takes requests to revise, and a published one corrections; a closed one may only be "
    "noted"};
constexpr ProblemKind kNoSuchSubmission{"unknown-submission",
                                        Severity::error,
                                        "không có báo cáo `{submission}`",
                                        "there is no submission `{submission}`",
                                        "xem `xanh status --cycle …`; viết dạng 2023-H1/q7",
                                        "see `xanh status --cycle …`; write it as 2023-H1/q7"};
constexpr ProblemKind kNothingWaits{"nothing-waits",
                                    Severity::warning,
                                    "kỳ {cycle} không có báo cáo nào chờ ghi nhận",
                                    "no report of cycle {cycle} waits to be noted",
                                    "xem `xanh status --cycle {cycle}`",
                                    "see `xanh status --cycle {cycle}`"};
constexpr ProblemKind kOldRevision{"old-revision",
                                   Severity::error,
                                   "`{submission}` không phải là bản mới nhất ({latest})",
                                   "`{submission}` is not the newest revision ({latest})",
                                   "xem xét bản mới nhất",
                                   "review the newest one"};
constexpr ProblemKind kAlreadyNoted{"already-noted",
                                    Severity::warning,
                                    "`{submission}` đã được ghi nhận",
                                    "`{submission}` is noted already",
                                    "không cần làm gì",
                                    "nothing to do"};
constexpr ProblemKind kAnswerLost{
    "answer-without-row",
    Severity::warning,
    "ý kiến, kết quả đã ghi cho {code} (“{content}”) không còn dòng nào trong bản này",
    "what was answered to {code} (“{content}”) has no row in this revision",
    "ghi lại bằng `xanh difficulty answer` nếu lời văn chỉ được sửa",
    "record it anew with `xanh difficulty answer` if only the wording changed"};
constexpr ProblemKind kNothingNamed{"nothing-named",
                                    Severity::error,
                                    "đề nghị rà soát chưa nêu số liệu nào",
                                    "the request to revise names no figure",
                                    "nêu mã số liệu, chỉ tiêu hoặc nhiệm vụ.trường",
                                    "name elements, targets or task.field"};
constexpr ProblemKind kMessageMissing{"message-missing",
                                      Severity::error,
                                      "đề nghị rà soát luôn phải có nội dung",
                                      "a request to revise always carries a message",
                                      "thêm `--message`",
                                      "add `--message`"};
constexpr ProblemKind kReasonMissing{"extension-reason-missing",
                                     Severity::error,
                                     "gia hạn, chuyển số liệu kỳ trước luôn phải có lý do",
                                     "an extension or a carried figure always carries its reason",
                                     "thêm `--message`",
                                     "add `--message`"};
constexpr ProblemKind kNotLater{"extension-not-later",
                                Severity::error,
                                "ngày gia hạn {until} không sau hạn gửi {due} của {submission}",
                                "{until} is not later than {due}, the day {submission} is due",
                                "chọn ngày sau hạn gửi",
                                "choose a later day"};
constexpr ProblemKind kFigureNotThere{"figure-not-in-report",
                                      Severity::error,
                                      "`{figure}` không có trong biểu mẫu của {unit}",
                                      "`{figure}` is not in the form of {unit}",
                                      "nêu đúng mã số liệu, chỉ tiêu hoặc nhiệm vụ.trường",
                                      "name an element, a target or task.field"};

struct SubmissionName {
  std::string cycle, unit;
  int revision = 0;
};

std::optional<SubmissionName> parse_name(const std::string& text) {
  const auto parts = split(text, '/');
  if (parts.empty() || parts.size() > 3) return std::nullopt;
  if (parts.size() > 1 && parts[1].empty()) return std::nullopt;  // `2023-H1/` is not the whole cycle
  SubmissionName out{parts[0], parts.size() > 1 ? parts[1] : std::string{}, 0};
  if (parts.size() == 3) {
    const auto& p = parts[2];
    if (std::from_chars(p.data(), p.data() + p.size(), out.revision).ptr != p.data() + p.size() ||
        out.revision < 1)
      return std::nullopt;
  }
  return out;
}

/// A unit asks for a later day itself; all else is the standing agency's.
Problems may_review(const Desk& desk, const ReviewRequest& request) {
  if (request.submissions.empty()) return authorise(desk, Act::review_report);
  for (const auto& text : request.submissions) {
    const auto name = parse_name(text);
    auto out = authorise(name ? at_level(desk, name->cycle) : desk, Act::review_report);
    if (!has_error(out)) continue;
    if (!request.extension_asked || !name || has_error(authorise(desk, Act::send_report, name->unit)))
      return out;
  }
  return {};
}

Problems check_figures_named(const std::vector<std::string>& figures, const Memory& memory,
                             const Cycle& cycle, const std::string& unit) {
  Problems out;
  const Form form = form_maker(memory, cycle).form(unit);
  const auto choices = names_to_ask(form);
  for (const auto& figure : figures)
    if (std::find(choices.begin(), choices.end(), figure) == choices.end())
      out.push_back(
          problem(kFigureNotThere, Place{}, {{"figure", figure}, {"unit", unit}}, nearest(figure, choices)));
  return out;
}

/// The mail that goes with a request to revise.
void ask_by_mail(const Desk& desk, const ReviewRequest& request, Transaction& t, const Memory& memory,
                 const SubmissionName& name, std::int64_t act) {
  const Cycle& cycle = *memory.cycle(name.cycle);
  MailFacts facts = facts_of(memory, cycle, name.unit);
  facts.code = fmt::format("{}/{}/{}", name.cycle, name.unit, name.revision);
  facts.items = request.revise;
  facts.message = request.message;
  Outbox(desk, t, zone_of(memory.plan_of(cycle)).day_of(desk.now))
      .to_roles(MailKind::revise, fmt::format("{}/@{}", facts.code, act), facts, desk_roles());
}

/// Grants the units a later due day. A unit that has sent nothing yet has its account opened by it.
void extend(const Desk& desk, const ReviewRequest& request, Transaction& t, Problems& decided,
            std::vector<ReviewLine>& out) {
  const Memory memory = recall(t);
  const std::string until = to_text(*request.extend_to);
  struct Granted {
    SubmissionName name;
    SubmissionState state{};
  };
  std::vector<Granted> granted;
  for (const auto& text : request.submissions) {
    const auto name = parse_name(text);
    if (!name || name->unit.empty()) {
      decided.push_back(problem(kNoSuchSubmission, Place{}, {{"submission", text}}));
      continue;
    }
    const auto cycle = find_cycle(memory, name->cycle);
    auto wrong = cycle.ok() ? find_reporting_unit(memory, *cycle.value, name->unit) : cycle.problems;
    if (wrong.empty()) {
      const auto standing = memory.standing.find(name->cycle);
      const CycleStage stage =
          standing == memory.standing.end() ? CycleStage::planned : standing->second.stage;
      if (stage != CycleStage::open)
        wrong.push_back(
            problem(kNotUnderReview, Place{},
                    {{"cycle", name->cycle}, {"stage", name_of(stage).vi}, {"stage_en", name_of(stage).en}}));
    }
    if (wrong.empty()) {
      const auto accounts = accounts_of(t, name->cycle);
      const auto account = accounts.find(name->unit);
      auto due = account == accounts.end() ? std::nullopt : account->second.extended_to;
      if (!due) due = due_day(*cycle.value, "unit", memory.units.calendar({cycle.value->cut_off(), {}}));
      if (due && *request.extend_to <= *due)
        wrong.push_back(
            problem(kNotLater, Place{}, {{"until", until}, {"due", to_text(*due)}, {"submission", text}}));
      granted.push_back(
          {*name, account == accounts.end() ? SubmissionState::not_sent : account->second.state});
    }
    for (auto& p : wrong) decided.push_back(std::move(p));
  }
  if (has_error(decided)) return;
  Node detail = Node::map();
  detail.add("until", Node::text(until));
  detail.add("message", Node::text(request.message));
  const std::string written = write_json_line(detail);
  for (const auto& [name, state] : granted) {
    const std::string id = name.cycle + "/" + name.unit;
    const char* event = request.extension_asked ? "extension_asked" : "extended";
    t.add_submission_event({0, name.cycle, name.unit, {}, event, written, desk.now, desk.actor});
    const auto row = t.audit({desk.now, desk.actor, std::string("review.") + event, id, written});
    out.push_back({id, state, request.extend_to, {}});
    if (request.extension_asked) continue;
    const Cycle& cycle = *memory.cycle(name.cycle);
    MailFacts facts = facts_of(memory, cycle, name.unit);
    facts.day = request.extend_to;
    facts.message = request.message;
    Outbox(desk, t, zone_of(memory.plan_of(cycle)).day_of(desk.now))
        .to_roles(MailKind::extended, fmt::format("{}/@{}", id, row.seq), facts, desk_roles());
  }
}

}  // namespace

Outcome<std::vector<ReviewLine>> review(const Desk& desk, const ReviewRequest& given) {
  Outcome<std::vector<ReviewLine>> out;
  // A report named twice is meant once.
  ReviewRequest request = given;
  request.submissions.clear();
  for (const auto& name : given.submissions)
    if (std::find(request.submissions.begin(), request.submissions.end(), name) == request.submissions.end())
      request.submissions.push_back(name);
  out.problems = may_review(desk, request);
  if (!request.note && trimmed(request.message).empty())
    out.problems.push_back(
        problem(request.extend_to || request.carry_forward ? kReasonMissing : kMessageMissing, Place{}));
  if (!request.note && !request.extend_to && !request.carry_forward && request.revise.empty())
    out.problems.push_back(problem(kNothingNamed, Place{}));
  if (has_error(out.problems)) return out;
  Problems decided;
  auto failed = attempt([&] {
    desk.store->transact([&](Transaction& t) {
      decided.clear();
      out.value.clear();
      if (request.extend_to) return extend(desk, request, t, decided, out.value);
      if (request.carry_forward) return carry_forward(desk, request, t, decided, out.value);
      const Memory memory = recall(t);
      std::vector<std::pair<SubmissionName, AccountStanding>> chosen;
      for (const auto& text : request.submissions) {
        const auto name = parse_name(text);
        const auto cycle = find_cycle(memory, name ? name->cycle : text);
        if (!name || !cycle.ok()) {
          decided.push_back(name ? cycle.problems.front()
                                 : problem(kNoSuchSubmission, Place{}, {{"submission", text}}));
          continue;
        }
        const auto standing = memory.standing.find(name->cycle);
        const CycleStage stage =
            standing == memory.standing.end() ? CycleStage::planned : standing->second.stage;
        // A closed cycle may still be noted; an open one takes the revision that a request asks for, and so
        // does a published one: the correction of a figure, which is then restated.
        if (stage == CycleStage::planned || (stage == CycleStage::closed && !request.note)) {
          decided.push_back(problem(
              kNotUnderReview, Place{},
              {{"cycle", name->cycle}, {"stage", name_of(stage).vi}, {"stage_en", name_of(stage).en}}));
          continue;
        }
        const auto accounts = accounts_of(t, name->cycle);
        if (name->unit.empty()) {
          const size_t before = chosen.size();
          for (const auto& [unit, account] : accounts)
            if (account.state == SubmissionState::sent)
              chosen.push_back({{name->cycle, unit, account.latest}, account});
          if (chosen.size() == before)
            decided.push_back(problem(kNothingWaits, Place{}, {{"cycle", name->cycle}}));
          continue;
        }
        const auto account = accounts.find(name->unit);
        if (account == accounts.end() || account->second.latest == 0 ||
            name->revision > account->second.latest)
          decided.push_back(problem(kNoSuchSubmission, Place{}, {{"submission", text}}));
        else if (name->revision && name->revision != account->second.latest)
          decided.push_back(
              problem(kOldRevision, Place{},
                      {{"submission", text}, {"latest", std::to_string(account->second.latest)}}));
        else if (request.note && account->second.state == SubmissionState::noted)
          decided.push_back(problem(kAlreadyNoted, Place{}, {{"submission", text}}));
        else if (std::none_of(chosen.begin(), chosen.end(), [&](const auto& one) {
                   return one.first.cycle == name->cycle && one.first.unit == name->unit;
                 }))
          chosen.push_back({{name->cycle, name->unit, account->second.latest}, account->second});
      }
      if (!request.note)
        for (const auto& [name, account] : chosen)
          for (auto& p : check_figures_named(request.revise, memory, *memory.cycle(name.cycle), name.unit))
            decided.push_back(std::move(p));
      if (has_error(decided)) return;
      Node detail = Node::map();
      if (!request.note) {
        std::vector<std::string> once;
        for (const auto& figure : request.revise)
          if (std::find(once.begin(), once.end(), figure) == once.end()) once.push_back(figure);
        detail.add("figures", to_node(once));
        detail.add("message", Node::text(request.message));
      }
      const std::string written = request.note ? std::string{} : write_json_line(detail);
      const char* event = request.note ? "noted" : "asked_to_revise";
      for (const auto& [name, account] : chosen) {
        const std::string id = fmt::format("{}/{}/{}", name.cycle, name.unit, name.revision);
        t.add_submission_event(
            {0, name.cycle, name.unit, name.revision, event, written, desk.now, desk.actor});
        const auto row = t.audit({desk.now, desk.actor, std::string("review.") + event, id, written});
        if (!request.note) ask_by_mail(desk, request, t, memory, name, row.seq);
        if (request.note)
          for (const auto& lost : lost_answers(
                   t, submission_from_bytes(t.revision(name.cycle, name.unit, name.revision)->bytes).value))
            decided.push_back(problem(kAnswerLost, Place{{}, 0, 0, {}, {}, id},
                                      {{"code", lost.code}, {"content", lost.content}}));
        out.value.push_back(
            {id, request.note ? SubmissionState::noted : SubmissionState::asked_to_revise, {}, {}});
      }
    });
  });
  for (auto& p : decided) out.problems.push_back(std::move(p));
  for (auto& p : failed) out.problems.push_back(std::move(p));
  return out;
}

Outcome<int> rebuild_figures(const Desk& desk) {
  Outcome<int> out;
  out.problems = authorise(desk, Act::manage_store);
  if (has_error(out.problems)) return out;
  auto failed = attempt([&] {
    desk.store->transact([&](Transaction& t) {
      const Memory memory = recall(t);
      std::vector<FigureRow> rows;
      t.each_revision([&](const StoredRevision& revision) {
        const auto report = submission_from_bytes(revision.bytes);
        const Cycle* cycle = memory.cycle(report.value.cycle);
        const Plan* plan =
            cycle && cycle->level ? &memory.plan_of(*cycle) : memory.plan(revision.plan_version);
        for (auto& row : figure_rows(report.value, revision.revision, plan ? *plan : memory.plans.back()))
          rows.push_back(std::move(row));
      });
      t.drop_figures();
      t.add_figures(rows);
      out.value = static_cast<int>(rows.size());
    });
  });
  for (auto& p : failed) out.problems.push_back(std::move(p));
  return out;
}

}  // namespace xanh
