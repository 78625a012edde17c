#include "office/draft_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "base/text.hpp"
#include "office/form_use.hpp"
#include "office/revision_request.hpp"
#include "office/show_use.hpp"
#include "office/signed_papers.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kNoField{
    "draft-field",
    Severity::error,
    "báo cáo không có trường `{field}`",
    "a report has no field `{field}`",
    "viết dạng figures:MÃ:this_period, tasks:MÃ:result, texts:2.s1:text, letter:number",
    "write it as figures:CODE:this_period, tasks:CODE:result, texts:2.s1:text, "
    "letter:number"};
constexpr ProblemKind kFull{"draft-full",
                            Severity::error,
                            "bản soạn của đơn vị đã đầy, hoặc giá trị dài quá mức",
                            "the draft is full, or the value is too long",
                            "bỏ các trường không dùng, rút ngắn giá trị",
                            "empty fields that are not used, or shorten the value"};
constexpr ProblemKind kNotOpen{
    "cycle-not-open",
    Severity::error,
    "kỳ {cycle} không mở, không soạn báo cáo được",
    "cycle {cycle} is not open, its reports cannot be written",
    "chỉ kỳ đang mở nhận báo cáo; kỳ đã công bố chỉ nhận đính chính được đề nghị",
    "only an open cycle takes reports; a published one takes corrections that were "
    "asked for"};
constexpr ProblemKind kNotEmpty{"draft-not-empty",
                                Severity::error,
                                "bản soạn đã có nội dung",
                                "the draft holds something already",
                                "soạn tiếp, hoặc xóa các trường trước khi lấy từ báo cáo đã gửi",
                                "go on with it, or empty it before filling it from a report that was sent"};
constexpr ProblemKind kNothingBefore{"draft-nothing-before",
                                     Severity::error,
                                     "đơn vị chưa gửi báo cáo nào để lấy làm bản soạn",
                                     "the unit has sent no report to start from",
                                     "soạn từ biểu mẫu trống",
                                     "start from the blank form"};
constexpr ProblemKind kWrongStep{
    "draft-wrong-stage",
    Severity::error,
    "bản soạn không đi được bước này từ trạng thái hiện tại",
    "the draft cannot take this step from where it stands",
    "bản soạn đi theo thứ tự: đang soạn → trình ký nháy → ký nháy → đã ký; trả lại thì về đang soạn",
    "a draft goes writing → in review → initialled → signed; sent back, it is written again"};
constexpr ProblemKind kNotSigned{"draft-not-signed",
                                 Severity::error,
                                 "báo cáo chưa được ký",
                                 "the report is not signed",
                                 "người ký bấm Ký ở mục Kiểm tra và gửi, sau đó mới gửi",
                                 "its signatory signs it at Check and send; then it is sent"};

constexpr ProblemKind kNoLetter{"draft-no-letter",
                                Severity::error,
                                "công văn chưa có số hoặc ngày",
                                "the letter has no number or no day",
                                "văn thư ghi số, ngày công văn ở Bìa; chữ ký không mất",
                                "the clerk gives both on the cover; the signature stays"};

constexpr ProblemKind kNotAsked{"draft-not-asked",
                                Severity::warning,
                                "tệp còn sửa những mục không được đề nghị rà soát, giữ như đã gửi: {items}",
                                "the file also changes what was not asked for; kept as it was sent: "
                                "{items_en}",
                                "nếu cũng phải sửa, trao đổi với cơ quan thường trực để đề nghị thêm",
                                "if that has to change too, ask the standing agency to name it"};

constexpr std::int64_t kMostFields = 20000;  // a unit's form of the city has some 300
constexpr size_t kLongestValue = 16 * 1024;  // bytes of JSON
constexpr size_t kLongestField = 200;

/// Every name on the way is one of a report; the value is looked at apart.
bool is_field(const std::string& field) {
  if (field.empty() || field.size() > kLongestField || !is_utf8(field)) return false;
  for (const auto& step : split(field, ':'))
    if (step.empty()) return false;
  for (const std::string_view fixed : {"cycle", "unit", "sent_at", "entered_by", "parts", "illustrative"})
    if (field == fixed || field.starts_with(std::string(fixed) + ":")) return false;
  if (!names_a_value(field)) return false;
  Draft one;
  one.cycle = one.unit = "x";
  one.fields.push_back({field, Node::text("x"), 1, {}, {}});
  for (const auto& p : report_of(one).problems)
    if (p.code == reading::kUnknownKey.code) return false;
  return true;
}

/// What is wrong with the value alone: not what its row still lacks.
Problems doubts(const DraftSave& save) {
  Problems out;
  if (save.value.kind == Node::Kind::null) return out;
  Draft one;
  one.cycle = save.cycle;
  one.unit = save.unit;
  one.fields.push_back({save.field, save.value, 1, {}, {}});
  for (auto& p : report_of(one).problems) {
    if (p.code == reading::kMissingKey.code) continue;
    p.severity = Severity::warning;
    p.place.file.clear();
    out.push_back(std::move(p));
  }
  return out;
}

DraftValue value_of(const DraftField& field) {
  return {field.field, read_json(field.value, "store").value, field.number, field.at, field.by};
}

/// The steps since a report was sent last; saving a field after one of them goes back to writing.
std::vector<DraftStep> steps_of(const Transaction& t, const std::string& cycle, const std::string& unit) {
  std::vector<DraftStep> out;
  for (const auto& event : t.submission_events(cycle)) {
    if (event.unit != unit) continue;
    if (event.event == "sent") out.clear();
    if (event.event != kDraftEvent) continue;
    auto tree = read_json(event.detail, "store");
    if (auto step = from_node<DraftStep>(tree.value, "store"); step.ok())
      out.push_back(std::move(step.value));
  }
  return out;
}

Draft draft_of(const Transaction& t, const std::string& cycle, const std::string& unit) {
  Draft out;
  out.cycle = cycle;
  out.unit = unit;
  out.revision = t.next_revision(cycle, unit) - 1;
  for (const auto& field : t.draft(cycle, unit))
    if (field.value != "null") out.fields.push_back(value_of(field));
  out.steps = steps_of(t, cycle, unit);
  if (!out.steps.empty()) out.stage = out.steps.back().stage;
  return out;
}

/// What a report says, in the form of a draft's fields.
std::vector<DraftValue> values_of(const Submission& report, std::optional<Instant> at) {
  std::vector<DraftValue> out;
  for (auto& [field, value] : fields_of(report)) out.push_back({field, std::move(value), 0, at, {}});
  return out;
}

std::vector<DraftValue> sent_values(const Transaction& t, const Draft& draft) {
  const auto kept = t.revision(draft.cycle, draft.unit, draft.revision);
  if (!kept) return {};
  return values_of(submission_from_bytes(kept->bytes).value, kept->received_at);
}

/// Given to a report that is signed already: the number and the day of its letter.
bool given_by_the_clerk(const std::string& field) {
  return field == "letter:number" || field == "letter:date";
}

void add_step(Transaction& t, const Desk& desk, const std::string& cycle, const std::string& unit,
              DraftStage to, const std::string& message) {
  t.add_submission_event({0,
                          cycle,
                          unit,
                          {},
                          std::string(kDraftEvent),
                          write_json_line(to_node(DraftStep{to, message, desk.now, desk.actor})),
                          desk.now,
                          desk.actor});
  t.audit({desk.now, desk.actor, "draft." + word(to), cycle + "/" + unit, {}});
}

Problem not_open(const std::string& cycle) {
  return problem(kNotOpen, Place{}, {{"cycle", cycle}});
}

/// Only for the first field of a draft: later ones stand beside it.
Problems check_unit(const Transaction& t, const std::string& cycle, const std::string& unit) {
  const Memory memory = recall(t);
  const auto found = find_cycle(memory, cycle);
  Problems out = found.problems;
  if (found.ok()) append(out, find_reporting_unit(memory, *found.value, unit));
  return out;
}

void put(Transaction& t, const Desk& desk, const DraftSave& save, std::int64_t number) {
  t.put_draft_field(
      {save.cycle, save.unit, save.field, write_json_line(save.value), number, desk.now, desk.actor});
  t.audit({desk.now, desk.actor, "draft.save", save.cycle + "/" + save.unit, save.field});
}

/// What a file may not change while a report is mended on request: the items that nobody asked for.
std::vector<std::string> locked_items(const Transaction& t, const Memory& memory, const Submission& report,
                                      Problems& problems) {
  const auto accounts = accounts_of(t, report.cycle);
  const auto account = accounts.find(report.unit);
  if (account == accounts.end() || account->second.asked.empty()) return {};
  const auto before = t.revision(report.cycle, report.unit, account->second.asked_on);
  const auto cycle = find_cycle(memory, report.cycle);
  if (!before || !cycle.ok()) return {};
  const Plan& plan = memory.plan_of(*cycle.value);
  auto out = beyond_request(submission_from_bytes(before->bytes).value, report, account->second.asked, plan);
  if (out.empty()) return out;
  std::set<std::string> vi, en;  // a task of two fields is named once
  for (const auto& item : out) {
    const Bilingual name = name_of_item(item, plan);
    vi.insert(name.vi);
    en.insert(name.en);
  }
  problems.push_back(problem(kNotAsked, Place{},
                             {{"items", join(std::vector(vi.begin(), vi.end()), "; ")},
                              {"items_en", join(std::vector(en.begin(), en.end()), "; ")}}));
  return out;
}

}  // namespace

Outcome<Draft> show_draft(const Desk& desk, const std::string& cycle, const std::string& unit,
                          const std::string& revision) {
  Outcome<Draft> out;
  const bool writes = !has_error(authorise(desk, Act::draft_report, unit));
  if (!writes) {
    Memory memory;
    append(out.problems,
           attempt([&] { desk.store->read([&](const Transaction& t) { memory = recall(t); }); }));
    append(out.problems, authorise(desk, Act::read_report, unit, &memory.units));
  }
  if (has_error(out.problems)) return out;
  std::optional<ShownReport> asked;
  if (!revision.empty()) {
    auto shown = show_report(desk, fmt::format("{}/{}/{}", cycle, unit, revision));
    append(out.problems, std::move(shown.problems));
    if (has_error(out.problems)) return out;
    asked = std::move(shown.value);
  }
  append(out.problems, attempt([&] {
           desk.store->read([&](const Transaction& t) {
             out.value = draft_of(t, cycle, unit);
             // Who only reads sees what was sent, never what is being written.
             if (!writes) {
               out.value.fields.clear();
               out.value.steps.clear();
               out.value.stage = DraftStage::writing;
             }
             if (asked)
               out.value.sent = values_of(asked->report, {});
             else if (out.value.revision > 0)
               out.value.sent = sent_values(t, out.value);
           });
         }));
  return out;
}

Outcome<DraftValue> show_draft_field(const Desk& desk, const std::string& cycle, const std::string& unit,
                                     const std::string& field) {
  Outcome<DraftValue> out;
  out.problems = authorise(desk, Act::draft_report, unit);
  if (!has_error(out.problems) && !is_field(field))
    out.problems.push_back(problem(kNoField, Place{}, {{"field", shown(field)}}));
  if (has_error(out.problems)) return out;
  out.value.field = field;
  append(out.problems, attempt([&] {
           desk.store->read([&](const Transaction& t) {
             if (const auto kept = t.draft_field(cycle, unit, field)) out.value = value_of(*kept);
           });
         }));
  return out;
}

Outcome<DraftValue> save_draft_field(const Desk& desk, const DraftSave& save) {
  Outcome<DraftValue> out;
  out.problems = authorise(desk, Act::draft_report, save.unit);
  if (has_error(out.problems)) return out;
  if (!is_field(save.field))
    out.problems.push_back(problem(kNoField, Place{}, {{"field", shown(save.field)}}));
  if (write_json_line(save.value).size() > kLongestValue) out.problems.push_back(problem(kFull, Place{}));
  if (has_error(out.problems)) return out;
  out.problems = doubts(save);
  Problems wrong;
  append(
      out.problems, attempt([&] {
        desk.store->transact([&](Transaction& t) {
          wrong.clear();
          if (!takes_report(t, save.cycle, save.unit)) {
            wrong.push_back(not_open(save.cycle));
            return;
          }
          const auto before = t.draft_field(save.cycle, save.unit, save.field);
          if (!before) {
            const std::int64_t size = t.draft_size(save.cycle, save.unit);
            if (size == 0) wrong = check_unit(t, save.cycle, save.unit);
            if (size >= kMostFields) wrong.push_back(problem(kFull, Place{}));
            if (has_error(wrong)) return;
          }
          const std::int64_t number = before ? before->number : 0;
          wrong = check_seen(save.seen, std::to_string(number));
          if (has_error(wrong)) return;
          put(t, desk, save, number + 1);
          out.value = {save.field, save.value, number + 1, desk.now, desk.actor};
          const auto steps = steps_of(t, save.cycle, save.unit);
          if (!steps.empty() && steps.back().stage != DraftStage::writing && !given_by_the_clerk(save.field))
            add_step(t, desk, save.cycle, save.unit, DraftStage::writing, {});
        });
      }));
  append(out.problems, std::move(wrong));
  return out;
}

Outcome<Draft> start_draft(const Desk& desk, const std::string& cycle, const std::string& unit) {
  Outcome<Draft> out;
  out.problems = authorise(desk, Act::draft_report, unit);
  if (has_error(out.problems)) return out;
  Problems wrong;
  append(out.problems, attempt([&] {
           desk.store->transact([&](Transaction& t) {
             wrong.clear();
             if (!takes_report(t, cycle, unit)) wrong.push_back(not_open(cycle));
             if (!draft_of(t, cycle, unit).fields.empty()) wrong.push_back(problem(kNotEmpty, Place{}));
             if (has_error(wrong)) return;
             const Memory memory = recall(t);
             const auto found = find_cycle(memory, cycle);
             wrong = found.problems;
             if (has_error(wrong)) return;
             auto beside = reports_beside(t, memory, *found.value, unit);
             const auto& from = beside.sent ? beside.sent : beside.last;
             if (!from) {
               wrong.push_back(problem(kNothingBefore, Place{}));
               return;
             }
             for (auto& [field, value] : fields_of(*from)) {
               // The letter is of that report, not of the next.
               if (field.starts_with("letter:") && !beside.sent) continue;
               const auto before = t.draft_field(cycle, unit, field);
               put(t, desk, {cycle, unit, field, std::move(value), {}}, before ? before->number + 1 : 1);
             }
             out.value = draft_of(t, cycle, unit);
           });
         }));
  append(out.problems, std::move(wrong));
  return out;
}

Outcome<Draft> fill_draft(const Desk& desk, const Submission& report) {
  Outcome<Draft> out;
  out.problems = authorise(desk, Act::draft_report, report.unit);
  if (has_error(out.problems)) return out;
  Problems wrong;
  append(out.problems, attempt([&] {
           desk.store->transact([&](Transaction& t) {
             wrong.clear();
             if (!takes_report(t, report.cycle, report.unit)) {
               wrong.push_back(not_open(report.cycle));
               return;
             }
             wrong = check_unit(t, report.cycle, report.unit);
             if (has_error(wrong)) return;
             const auto locked = locked_items(t, recall(t), report, wrong);
             for (auto& [field, value] : fields_of(report)) {
               if (std::find(locked.begin(), locked.end(), item_of(field)) != locked.end()) continue;
               const auto before = t.draft_field(report.cycle, report.unit, field);
               if (before && before->value == write_json_line(value)) continue;
               put(t, desk, {report.cycle, report.unit, field, std::move(value), {}},
                   before ? before->number + 1 : 1);
             }
             out.value = draft_of(t, report.cycle, report.unit);
           });
         }));
  append(out.problems, std::move(wrong));
  return out;
}

Outcome<Draft> move_draft(const Desk& desk, const std::string& cycle, const std::string& unit, DraftStage to,
                          const std::string& message) {
  Outcome<Draft> out;
  const Act act = to == DraftStage::signed_      ? Act::sign_report
                  : to == DraftStage::initialled ? Act::initial_report
                                                 : Act::draft_report;
  out.problems = authorise(desk, act, unit);
  if (has_error(out.problems)) return out;
  Problems wrong;
  append(out.problems, attempt([&] {
           desk.store->transact([&](Transaction& t) {
             wrong.clear();
             if (!takes_report(t, cycle, unit)) wrong.push_back(not_open(cycle));
             const Draft draft = draft_of(t, cycle, unit);
             const bool forward = static_cast<int>(to) == static_cast<int>(draft.stage) + 1 ||
                                  (to == DraftStage::signed_ && draft.stage == DraftStage::in_review);
             const bool back = to == DraftStage::writing && draft.stage != DraftStage::writing;
             if (draft.fields.empty() || (!forward && !back)) wrong.push_back(problem(kWrongStep, Place{}));
             if (has_error(wrong)) return;
             add_step(t, desk, cycle, unit, to, message);
             out.value = draft_of(t, cycle, unit);
           });
         }));
  append(out.problems, std::move(wrong));
  return out;
}

Problems ready_to_send(const Draft& draft) {
  Problems out;
  if (draft.stage != DraftStage::signed_) out.push_back(problem(kNotSigned, Place{}));
  const auto given = [&](const char* name) {
    return std::any_of(draft.fields.begin(), draft.fields.end(),
                       [&](const DraftValue& field) { return field.field == name; });
  };
  if (!given("letter:number") || !given("letter:date")) out.push_back(problem(kNoLetter, Place{}));
  return out;
}

Problems end_draft(const Desk& desk, const std::string& cycle, const std::string& unit, Act sent_by) {
  Problems out = authorise(desk, sent_by, unit);
  if (has_error(out)) return out;
  append(out, attempt([&] {
           desk.store->transact([&](Transaction& t) {
             t.drop_draft(cycle, unit);
             t.audit({desk.now, desk.actor, "draft.end", cycle + "/" + unit, {}});
           });
         }));
  return out;
}

}  // namespace xanh
