#include "office/amendment_use.hpp"

#include <fmt/format.h>

#include "base/canonical.hpp"
#include "base/text.hpp"
#include "documents/amendment_paper.hpp"
#include "exchange/attached_file.hpp"
#include "exchange/whole_file.hpp"
#include "exchange/yaml.hpp"
#include "office/file_use.hpp"
#include "office/templates.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kUnknown{"no-such-amendment",          Severity::error,
                               "không có đề xuất `{code}`",  "there is no amendment `{code}`",
                               "xem `xanh plan amendments`", "see `xanh plan amendments`"};
constexpr ProblemKind kClosed{"amendment-closed",
                              Severity::error,
                              "đề xuất `{code}` đã {stage}",
                              "the amendment `{code}` is {stage_en}",
                              "lập đề xuất mới",
                              "propose a new one"};
constexpr ProblemKind kNoOperation{"no-such-operation",
                                   Severity::error,
                                   "đề xuất `{code}` không có thay đổi số {number}",
                                   "the amendment `{code}` has no change number {number}",
                                   "xem `xanh plan amendments {code}`",
                                   "see `xanh plan amendments {code}`"};
constexpr ProblemKind kDecided{"amendment-decided",
                               Severity::error,
                               "thay đổi {code}/{number} đã được quyết định tại {document}",
                               "the change {code}/{number} is decided already by {document}",
                               "lập đề xuất mới để thay đổi tiếp",
                               "propose a new one to change it again"};
constexpr ProblemKind kNoDocument{"amendment-document",
                                  Severity::error,
                                  "quyết định cần số và ngày văn bản",
                                  "a decision takes the number and the day of its document",
                                  "thêm `--document SỐ --date NGÀY`",
                                  "add `--document NUMBER --date DAY`"};
constexpr ProblemKind kDocumentLater{"amendment-document-later",
                                     Severity::error,
                                     "ngày văn bản {day} sau hôm nay ({today})",
                                     "the day of the document {day} is after today ({today})",
                                     "ghi quyết định khi văn bản đã ký; ngày có hiệu lực nêu trong đề xuất",
                                     "record a decision once it is signed; when it takes effect stands in "
                                     "the proposal"};
constexpr ProblemKind kYearRefused{
    "amendment-year-refused",
    Severity::error,
    "{code}: không lập Kế hoạch của năm mới thì các dòng của năm đó không vào được",
    "{code}: without the plan of the new year its lines have no plan to stand in",
    "chấp thuận dòng đầu, hoặc không chấp thuận mọi dòng",
    "approve its first line, or refuse all of them"};
constexpr ProblemKind kConflict{"amendment-conflict",
                                Severity::error,
                                "thay đổi {code}/{number} trái với {other}, đã được chấp thuận",
                                "the change {code}/{number} excludes {other}, which is approved",
                                "chỉ chấp thuận một trong hai",
                                "approve only one of the two"};
constexpr ProblemKind kMayConflict{"amendment-may-conflict",
                                   Severity::warning,
                                   "thay đổi số {number} trái với {other}, đang chờ quyết định",
                                   "change {number} excludes {other}, which waits to be decided",
                                   "thống nhất với đơn vị đề xuất kia",
                                   "come to terms with who proposed it"};
constexpr ProblemKind kBefore{"amendment-before",
                              Severity::error,
                              "ngày hiệu lực {day} trước ngày {newest} của bản kế hoạch mới nhất",
                              "it would be in force from {day}, before the newest version of {newest}",
                              "đặt ngày hiệu lực muộn hơn",
                              "let it begin later"};
constexpr ProblemKind kNothing{
    "amendment-says-nothing",        Severity::error,   "đề xuất chưa có thay đổi nào",
    "the amendment changes nothing", "thêm operations", "add operations"};

constexpr ProblemKind kNoOpinion{"no-such-opinion",
                                 Severity::error,
                                 "{unit} chưa có ý kiến về đề xuất `{code}`",
                                 "{unit} has given no opinion on the amendment `{code}`",
                                 "xem các ý kiến của đề xuất",
                                 "look at its opinions"};
constexpr ProblemKind kNoOpinionText{"opinion-empty",          Severity::error,
                                     "ý kiến còn trống",       "the opinion is empty",
                                     "viết ý kiến của đơn vị", "write what the unit thinks"};
constexpr ProblemKind kNoAmendmentFile{"no-such-file",
                                       Severity::error,
                                       "đề xuất {code} không có tệp này",
                                       "the amendment {code} has no such file",
                                       "xem danh sách tệp của đề xuất",
                                       "look at the list of its files"};

constexpr ProblemKind kNoAmendments{"amendments-none",
                                    Severity::error,
                                    "không có đề xuất nào chờ quyết định",
                                    "no amendment waits to be decided",
                                    "nêu mã đề xuất, xem `xanh plan amendments`",
                                    "name one, see `xanh plan amendments`"};

constexpr const char* kProposed = "proposed";
constexpr const char* kOpinion = "opinion";
constexpr const char* kWithdrawn = "withdrawn";
constexpr const char* kDecision = "decided";
constexpr const char* kVersion = "version";
constexpr const char* kAnswered = "answered";
constexpr const char* kFile = "file";

struct KeptOpinion {
  std::string unit, text;
};
BOOST_DESCRIBE_STRUCT(KeptOpinion, (), (unit, text))
struct KeptDecision {
  std::vector<int> operations;
  bool approved = false;
  std::string document;
  std::optional<Date> date;
};
BOOST_DESCRIBE_STRUCT(KeptDecision, (), (operations, approved, document, date))

template <class T>
T kept(const AmendmentEvent& event) {
  return from_node<T>(read_json(event.detail, event.amendment).value, event.amendment).value;
}

void take(AmendmentPage& page, const AmendmentEvent& event) {
  if (event.event == kProposed) {
    page.code = event.amendment;
    page.amendment = kept<Amendment>(event);
    page.at = event.at;
    page.by = event.by;
    for (auto& one : page.amendment.operations) page.items.emplace_back().operation = std::move(one);
    page.amendment.operations.clear();
  } else if (event.event == kOpinion) {
    auto said = kept<KeptOpinion>(event);
    std::erase_if(page.opinions, [&](const AmendmentOpinion& one) { return one.unit == said.unit; });
    page.opinions.push_back({std::move(said.unit), std::move(said.text), event.at, event.by});
  } else if (event.event == kAnswered) {
    auto said = kept<AmendmentAnswer>(event);
    for (auto& opinion : page.opinions)
      if (opinion.unit == said.unit) {
        opinion.taken = said.taken;
        opinion.answer = std::move(said.text);
      }
  } else if (event.event == kFile) {
    auto file = kept<AmendmentFile>(event);
    std::erase_if(page.files, [&](const AmendmentFile& one) { return one.sha256 == file.sha256; });
    page.files.push_back(std::move(file));
  } else if (event.event == kWithdrawn) {
    page.stage = AmendmentStage::withdrawn;
  } else if (event.event == kDecision) {
    const auto decision = kept<KeptDecision>(event);
    for (const int number : decision.operations) {
      auto& item = page.items.at(static_cast<size_t>(number) - 1);
      item.approved = decision.approved;
      item.document = decision.document;
      item.date = decision.date;
    }
    if (std::all_of(page.items.begin(), page.items.end(), [](const auto& i) { return i.approved; }))
      page.stage = AmendmentStage::decided;
  } else if (event.event == kVersion) {
    page.version = std::stoi(event.detail);
  }
}

/// A change that may still be carried out: nobody refused it, and no version has it yet.
bool is_alive(const AmendmentPage& page, const AmendmentItem& item) {
  return page.stage != AmendmentStage::withdrawn && !page.version && item.approved.value_or(true);
}

/// Lines of a new plan year that are approved although the year itself is refused: they would change the plan
/// of the year before.
bool without_its_year(const AmendmentPage& page) {
  bool refused = false, others = false;
  for (const auto& item : page.items) {
    const bool year = item.operation.op == AmendmentOp::add && item.operation.at.starts_with("years/");
    refused |= year && item.approved == false;
    others |= !year && item.approved == true;
  }
  return refused && others;
}

std::string number_of(const AmendmentPage& page, size_t item) {
  return fmt::format("{}/{}", page.code, item + 1);
}

/// Changes of others at which these operations are excluded, by the index of the operation.
std::vector<std::vector<std::pair<const AmendmentPage*, size_t>>> excluded_by(
    const std::vector<AmendmentPage>& others, const std::string& code,
    const std::vector<AmendmentOperation>& operations) {
  std::vector<std::vector<std::pair<const AmendmentPage*, size_t>>> out(operations.size());
  for (const auto& other : others) {
    if (other.code == code) continue;
    for (size_t j = 0; j < other.items.size(); ++j) {
      if (!is_alive(other, other.items[j])) continue;
      for (size_t i = 0; i < operations.size(); ++i)
        if (!conflicts({operations[i], other.items[j].operation}).empty()) out[i].emplace_back(&other, j);
    }
  }
  return out;
}

std::vector<AmendmentPage> recall_amendments(const Transaction& t) {
  std::vector<AmendmentPage> out;
  std::map<std::string, size_t> at;
  for (const auto& event : t.amendment_events()) {
    const auto [found, fresh] = at.try_emplace(event.amendment, out.size());
    if (fresh) out.emplace_back();
    take(out[found->second], event);
  }
  return out;
}

std::vector<AmendmentOperation> operations_of(const AmendmentPage& page) {
  std::vector<AmendmentOperation> out;
  for (const auto& item : page.items) out.push_back(item.operation);
  return out;
}

Outcome<Plan> carried_out(const Memory& memory, const std::vector<AmendmentOperation>& operations,
                          const Decision& decision, Date from) {
  return amended(memory.plans.back(), operations, decision, from, memory.units);
}

Bilingual names_of(const Memory& memory, const std::string& unit) {
  const UnitRow* row = memory.units.any_unit(unit);
  return row ? row->names() : Bilingual{unit, unit};
}

/// As people read it: by the newest plan, or of one that made a version by the plan before that.
void put_in_words(const Memory& memory, AmendmentPage& page) {
  const Plan* plan = page.version ? memory.plan(*page.version - 1) : nullptr;
  if (!plan) plan = &memory.plans.back();
  page.unit_names = names_of(memory, page.amendment.unit);
  for (auto& opinion : page.opinions) opinion.names = names_of(memory, opinion.unit);
  for (auto& item : page.items) {
    item.shown = shown_operation(*plan, memory.units, item.operation);
    for (const auto& p : item.stands)
      if (p.severity == Severity::error) item.why_not.push_back(p.message);
  }
}

/// What an open amendment meets today.
void look_ahead(const Memory& memory, const std::vector<AmendmentPage>& all, AmendmentPage& page) {
  const auto operations = operations_of(page);
  const auto excluded = excluded_by(all, page.code, operations);
  for (size_t i = 0; i < page.items.size(); ++i) {
    auto& item = page.items[i];
    if (!is_alive(page, item)) continue;
    for (const auto& [other, j] : excluded[i]) item.conflicts.push_back(number_of(*other, j));
    // Each as if those before it were carried out, so that a target can be added and then changed.
    const std::vector<AmendmentOperation> before(operations.begin(),
                                                 operations.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    for (auto& p : carried_out(memory, before, {}, memory.plans.back().in_force_from()).problems)
      if (p.place == item.operation.place || before.size() == 1) item.stands.push_back(std::move(p));
  }
}

Outcome<AmendmentPage> found_in(const std::vector<AmendmentPage>& all, const std::string& code) {
  for (const auto& page : all)
    if (page.code == code) return {page, {}};
  return {{}, {problem(kUnknown, Place{}, {{"code", code}})}};
}

bool still_open(const AmendmentPage& page, Problems& problems) {
  if (page.stage == AmendmentStage::proposed) return true;
  const bool withdrawn = page.stage == AmendmentStage::withdrawn;
  problems.push_back(problem(kClosed, Place{},
                             {{"code", page.code},
                              {"stage", withdrawn ? "được rút" : "được quyết định"},
                              {"stage_en", withdrawn ? "withdrawn" : "decided"}}));
  return false;
}

void keep(Transaction& t, const Desk& desk, const std::string& code, const char* event,
          const std::string& detail) {
  t.add_amendment_event({0, code, event, detail, desk.now, desk.actor});
  t.audit({desk.now, desk.actor, std::string("amendment.") + event, code, detail});
}

/// In one transaction: finds the amendment, lets `act` work on it, and gives it as it stands then.
template <class Body>
Outcome<AmendmentPage> with_amendment(const Desk& desk, const std::string& code, Body body) {
  Outcome<AmendmentPage> out;
  append(out.problems, attempt([&] {
           desk.store->transact([&](Transaction& t) {
             out = {};  // it may be begun again
             const auto all = recall_amendments(t);
             auto found = found_in(all, code);
             append(out.problems, std::move(found.problems));
             if (has_error(out.problems)) return;
             body(t, all, found.value, out.problems);
             if (has_error(out.problems)) return;
             const Memory memory = recall(t);
             const auto then = recall_amendments(t);
             out.value = found_in(then, code).value;
             look_ahead(memory, then, out.value);
             put_in_words(memory, out.value);
           });
         }));
  return out;
}

/// The version that a wholly decided amendment makes; none while something is open, or nothing is approved.
std::optional<Plan> version_of(const Memory& memory, const AmendmentPage& page,
                               const AmendmentDecision& decision, Problems& problems) {
  std::vector<AmendmentOperation> approved;
  for (const auto& item : page.items)
    if (item.approved.value_or(false)) approved.push_back(item.operation);
  if (page.stage != AmendmentStage::decided || approved.empty()) return std::nullopt;
  const Plan& newest = memory.plans.back();
  // Where no day was proposed it begins with the decision, or with the version that is decided already.
  const Date from = page.amendment.effective_from.value_or(std::max(*decision.date, newest.in_force_from()));
  if (from < newest.in_force_from()) {
    problems.push_back(
        problem(kBefore, Place{}, {{"day", to_text(from)}, {"newest", to_text(newest.in_force_from())}}));
    return std::nullopt;
  }
  // Who issues the plan decides on its changes, unless nobody is named.
  Decision by = newest.years.empty() ? Decision{} : newest.years.back().decision;
  by.number = decision.document;
  by.date = decision.date;
  if (const UnitRow* authority = memory.units.any_unit(newest.agency(AgencyRole::approving, *decision.date)))
    if (by.issuer.empty()) by.issuer = authority->names();
  auto next = carried_out(memory, approved, by, from);
  append(problems, std::move(next.problems));
  if (has_error(problems)) return std::nullopt;
  return std::move(next.value);
}

const std::string& in(const Bilingual& text, Language language) {
  return language == Language::en && !text.en.empty() ? text.en : text.vi;
}

SubmittedAmendment submitted(const AmendmentPage& page, Language language) {
  SubmittedAmendment out{page.code,
                         page.amendment.unit,
                         page.amendment.title,
                         page.amendment.reason,
                         page.amendment.ground,
                         page.amendment.effective_from,
                         {},
                         {}};
  for (const auto& item : page.items) {
    const auto& shown = item.shown;
    std::string what = in(shown.kind_names, language) + ": " + (shown.no.empty() ? "" : shown.no + ". ") +
                       (shown.names.empty() ? shown.code : in(shown.names, language));
    if (!shown.field.empty()) what += " – " + in(shown.field, language);
    if (const std::string& why = in(item.operation.reason, language); !why.empty())
      what += (language == Language::vi ? ". Lý do: " : ". Reason: ") + why;
    out.changes.push_back(
        {std::move(what), in(shown.from, language), in(shown.to, language), join(item.conflicts, ", ")});
  }
  for (const auto& opinion : page.opinions)
    out.opinions.push_back({opinion.unit, opinion.text, opinion.taken, opinion.answer});
  return out;
}

}  // namespace

Outcome<AmendmentPage> propose_amendment(const Desk& desk, const Amendment& amendment, bool dry_run) {
  Outcome<AmendmentPage> out;
  out.problems = authorise(desk, Act::draft_report, amendment.unit);
  if (amendment.operations.empty()) out.problems.push_back(problem(kNothing, amendment.place));
  if (has_error(out.problems)) return out;
  append(out.problems, attempt([&] {
           desk.store->transact([&](Transaction& t) {
             out = {};  // it may be begun again
             const Memory memory = recall(t);
             const auto all = recall_amendments(t);
             auto seen = seen_in(memory.plans.back(), amendment.operations);
             if (!has_error(seen.problems))
               append(seen.problems,
                      carried_out(memory, seen.value, {},
                                  amendment.effective_from.value_or(memory.plans.back().in_force_from()))
                          .problems);
             append(out.problems, std::move(seen.problems));
             if (has_error(out.problems)) return;
             const auto excluded = excluded_by(all, {}, seen.value);
             for (size_t i = 0; i < excluded.size(); ++i)
               for (const auto& [other, j] : excluded[i])
                 out.problems.push_back(
                     problem(kMayConflict, seen.value[i].place,
                             {{"number", std::to_string(i + 1)}, {"other", number_of(*other, j)}}));
             Amendment whole = amendment;
             whole.operations = std::move(seen.value);
             const AmendmentEvent event{0,         fmt::format("A{}", all.size() + 1),
                                        kProposed, canonical(to_node(whole)),
                                        desk.now,  desk.actor};
             take(out.value, event);
             put_in_words(memory, out.value);
             if (dry_run) return;
             t.add_amendment_event(event);
             t.audit({desk.now, desk.actor, "amendment.proposed", event.amendment, sha256(event.detail)});
           });
         }));
  return out;
}

Outcome<AmendmentPage> propose_amendment_file(const Desk& desk, const std::string& file, bool dry_run) {
  const auto bytes = read_whole_file(file);
  if (!bytes.ok()) return {{}, bytes.problems};
  const auto tree = read_yaml(bytes.value, file);
  if (!tree.ok()) return {{}, tree.problems};
  const auto read = from_node<Amendment>(tree.value, file);
  if (!read.ok()) return {{}, read.problems};
  return propose_amendment(desk, read.value, dry_run);
}

Outcome<std::vector<AmendmentPage>> list_amendments(const Desk& desk) {
  Outcome<std::vector<AmendmentPage>> out;
  out.problems = authorise(desk, Act::read_programme);
  if (has_error(out.problems)) return out;
  append(out.problems, attempt([&] {
           desk.store->read([&](const Transaction& t) {
             out = {};
             const Memory memory = recall(t);
             out.value = recall_amendments(t);
             const auto all = out.value;
             for (auto& page : out.value) {
               look_ahead(memory, all, page);
               put_in_words(memory, page);
             }
           });
         }));
  return out;
}

Outcome<AmendmentPage> show_amendment(const Desk& desk, const std::string& code) {
  auto all = list_amendments(desk);
  if (!all.ok()) return {{}, std::move(all.problems)};
  return found_in(all.value, code);
}

Outcome<AmendmentPage> give_opinion(const Desk& desk, const std::string& code, const std::string& unit,
                                    const std::string& text) {
  if (auto refused = authorise(desk, Act::draft_report, unit); has_error(refused))
    return {{}, std::move(refused)};
  return with_amendment(desk, code, [&](Transaction& t, const auto&, const AmendmentPage& page, Problems& p) {
    if (trimmed(text).empty()) p.push_back(problem(kNoOpinionText, Place{{}, 0, 0, {}, {}, "text"}));
    if (still_open(page, p) && !has_error(p))
      keep(t, desk, code, kOpinion, canonical(to_node(KeptOpinion{unit, text})));
  });
}

Outcome<AmendmentPage> answer_opinion(const Desk& desk, const std::string& code,
                                      const AmendmentAnswer& answer) {
  if (auto refused = authorise(desk, Act::review_report); has_error(refused)) return {{}, std::move(refused)};
  return with_amendment(desk, code, [&](Transaction& t, const auto&, const AmendmentPage& page, Problems& p) {
    if (!still_open(page, p)) return;
    if (std::none_of(page.opinions.begin(), page.opinions.end(),
                     [&](const AmendmentOpinion& one) { return one.unit == answer.unit; }))
      p.push_back(problem(kNoOpinion, Place{}, {{"code", code}, {"unit", answer.unit}}));
    else
      keep(t, desk, code, kAnswered, canonical(to_node(answer)));
  });
}

Outcome<AmendmentPage> keep_amendment_file(const Desk& desk, const std::string& code, const std::string& name,
                                           const std::string& bytes) {
  return with_amendment(desk, code, [&](Transaction& t, const auto&, const AmendmentPage& page, Problems& p) {
    append(p, authorise(desk, Act::draft_report, page.amendment.unit));
    if (has_error(p) || !still_open(page, p)) return;
    auto kind = attached_name(name);
    append(p, kind.problems);
    auto file = read_attached(bytes, kind.value);
    append(p, std::move(file.problems));
    if (has_error(p)) return;
    AmendmentFile kept{{}, kind.value, file.value.media_type, static_cast<int>(file.value.bytes.size())};
    kept.sha256 =
        t.add_published_document({{}, kept.name, kept.media_type, std::move(file.value.bytes), desk.now});
    keep(t, desk, code, kFile, canonical(to_node(kept)));
  });
}

Outcome<AmendmentFileBytes> read_amendment_file(const Desk& desk, const std::string& code,
                                                const std::string& sha256) {
  Outcome<AmendmentFileBytes> out;
  auto page = show_amendment(desk, code);
  if (!page.ok()) return {{}, std::move(page.problems)};
  const auto found = std::find_if(page.value.files.begin(), page.value.files.end(),
                                  [&](const AmendmentFile& one) { return one.sha256 == sha256; });
  if (found == page.value.files.end()) return {{}, {problem(kNoAmendmentFile, Place{}, {{"code", code}})}};
  out.value.file = *found;
  append(out.problems, attempt([&] {
           desk.store->read([&](const Transaction& t) {
             if (auto document = t.published_document(sha256)) out.value.bytes = std::move(document->bytes);
           });
         }));
  return out;
}

Outcome<ComparedPlans> preview_amendment(const Desk& desk, const std::string& code) {
  Outcome<ComparedPlans> out;
  out.problems = authorise(desk, Act::read_programme);
  if (has_error(out.problems)) return out;
  std::optional<int> made;
  append(out.problems, attempt([&] {
           desk.store->read([&](const Transaction& t) {
             out = {};
             Memory memory = recall(t);
             const auto found = found_in(recall_amendments(t), code);
             append(out.problems, found.problems);
             if (has_error(out.problems)) return;
             made = found.value.version;
             if (made) return;
             std::vector<AmendmentOperation> alive;
             for (const auto& item : found.value.items)
               if (is_alive(found.value, item)) alive.push_back(item.operation);
             // What decision it will be is not known, and is no difference.
             const Plan& newest = memory.plans.back();
             auto then =
                 carried_out(memory, alive, newest.years.empty() ? Decision{} : newest.years.back().decision,
                             found.value.amendment.effective_from.value_or(newest.in_force_from()));
             append(out.problems, std::move(then.problems));
             if (!has_error(out.problems))
               out.value = compared_with(std::move(memory), std::move(then.value));
           });
         }));
  if (made) return compare_plans(desk, std::to_string(*made - 1), std::to_string(*made));
  return out;
}

Outcome<std::string> write_submission_paper(const Desk& desk, const SubmissionPaper& paper) {
  Outcome<std::string> out;
  out.problems = authorise(desk, Act::review_report);
  if (has_error(out.problems)) return out;
  auto all = list_amendments(desk);
  const auto templates = read_templates(paper.templates, desk.store->folder());
  append(out.problems, std::move(all.problems));
  append(out.problems, templates.problems);
  if (has_error(out.problems)) return out;
  std::vector<AmendmentPage> chosen;
  for (const auto& code : paper.codes) {
    auto found = found_in(all.value, code);
    append(out.problems, std::move(found.problems));
    chosen.push_back(std::move(found.value));
  }
  if (paper.codes.empty())
    for (auto& page : all.value)
      if (page.stage == AmendmentStage::proposed) chosen.push_back(std::move(page));
  if (chosen.empty()) out.problems.push_back(problem(kNoAmendments, Place{}));
  if (has_error(out.problems)) return out;
  Memory memory;
  append(out.problems, attempt([&] { desk.store->read([&](const Transaction& t) { memory = recall(t); }); }));
  if (has_error(out.problems)) return out;
  const Plan& newest = memory.plans.back();
  AmendmentPaper context;
  context.plan = &newest;
  context.units = &memory.units;
  context.language = paper.language;
  context.number = paper.number;
  context.date = paper.date;
  context.today = zone_of(newest).day_of(desk.now);
  for (const auto& page : chosen) context.amendments.push_back(submitted(page, paper.language));
  auto made = write_amendment_paper(context, templates.value);
  append(out.problems, std::move(made.problems));
  out.value = std::move(made.value);
  return out;
}

Outcome<AmendableItem> show_amendable(const Desk& desk, const std::string& at) {
  Outcome<AmendableItem> out;
  out.problems = authorise(desk, Act::read_programme);
  if (has_error(out.problems)) return out;
  append(out.problems, attempt([&] {
           desk.store->read([&](const Transaction& t) {
             out = {};
             const Memory memory = recall(t);
             auto found = amendable_item(memory.plans.back(), memory.units,
                                         zone_of(memory.plans.back()).day_of(desk.now), at);
             out.value = std::move(found.value);
             append(out.problems, std::move(found.problems));
           });
         }));
  return out;
}

Outcome<AmendmentPage> withdraw_amendment(const Desk& desk, const std::string& code) {
  return with_amendment(desk, code, [&](Transaction& t, const auto&, const AmendmentPage& page, Problems& p) {
    append(p, authorise(desk, Act::draft_report, page.amendment.unit));
    if (has_error(p)) return;
    const auto decided = [](const AmendmentItem& item) { return item.approved.has_value(); };
    if (std::any_of(page.items.begin(), page.items.end(), decided))
      p.push_back(
          problem(kClosed, Place{},
                  {{"code", code}, {"stage", "được quyết định một phần"}, {"stage_en", "decided in part"}}));
    else if (still_open(page, p))
      keep(t, desk, code, kWithdrawn, {});
  });
}

Outcome<AmendmentPage> decide_amendment(const Desk& desk, const AmendmentDecision& decision) {
  if (auto refused = authorise(desk, Act::change_programme); has_error(refused))
    return {{}, std::move(refused)};
  return with_amendment(
      desk, decision.code,
      [&](Transaction& t, const std::vector<AmendmentPage>& all, const AmendmentPage& page, Problems& p) {
        if (decision.document.empty() || !decision.date) p.push_back(problem(kNoDocument, Place{}));
        const Date today = zone_of(recall(t).plans.back()).day_of(desk.now);
        if (decision.date && *decision.date > today)
          p.push_back(problem(kDocumentLater, Place{},
                              {{"day", to_text_vi(*decision.date)}, {"today", to_text_vi(today)}}));
        if (!still_open(page, p)) return;
        KeptDecision made{decision.operations, decision.approved, decision.document, decision.date};
        if (made.operations.empty())
          for (size_t i = 0; i < page.items.size(); ++i)
            if (!page.items[i].approved) made.operations.push_back(static_cast<int>(i) + 1);
        const auto excluded = excluded_by(all, page.code, operations_of(page));
        for (const int number : made.operations) {
          const std::string shown = std::to_string(number);
          if (number < 1 || static_cast<size_t>(number) > page.items.size()) {
            p.push_back(problem(kNoOperation, Place{}, {{"code", page.code}, {"number", shown}}));
            continue;
          }
          const size_t i = static_cast<size_t>(number) - 1;
          if (page.items[i].approved)
            p.push_back(
                problem(kDecided, Place{},
                        {{"code", page.code}, {"number", shown}, {"document", page.items[i].document}}));
          for (const auto& [other, j] : excluded[i])
            if (decision.approved && other->items[j].approved)
              p.push_back(problem(kConflict, Place{},
                                  {{"code", page.code}, {"number", shown}, {"other", number_of(*other, j)}}));
        }
        if (has_error(p)) return;
        const std::string detail = canonical(to_node(made));
        AmendmentPage then = page;
        take(then, {0, page.code, kDecision, detail, desk.now, desk.actor});
        if (without_its_year(then)) p.push_back(problem(kYearRefused, Place{}, {{"code", page.code}}));
        if (has_error(p)) return;
        const auto next = version_of(recall(t), then, decision, p);
        if (has_error(p)) return;
        keep(t, desk, page.code, kDecision, detail);
        if (!next) return;
        t.add_plan({next->version, next->years.empty() ? 0 : next->years.back().year, next->in_force_from(),
                    plan_bytes(*next), plan_digest(*next), desk.now, desk.actor});
        keep(t, desk, page.code, kVersion, std::to_string(next->version));
      });
}

}  // namespace xanh
