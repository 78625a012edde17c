#include "office/part_link_use.hpp"

#include <sodium.h>

#include <algorithm>

#include "base/canonical.hpp"
#include "office/handed.hpp"
#include "office/secrets.hpp"
#include "office/signed_papers.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kRefused{"part-link-refused",
                               Severity::error,
                               "liên kết không đúng, đã dùng hoặc đã hết hạn",
                               "the link is not right, was used, or has ended",
                               "xin đơn vị đã gửi biểu một liên kết mới",
                               "ask the unit that sent you the form for a new link"};
constexpr ProblemKind kOtherForm{"part-other-form",
                                 Severity::error,
                                 "tệp này là phần biểu của đơn vị khác",
                                 "this is the form of another part",
                                 "gửi đúng tệp tải về từ liên kết này",
                                 "send the file that this link gave"};
constexpr ProblemKind kPartNotOpen{"cycle-not-open",
                                   Severity::error,
                                   "kỳ {cycle} không mở, không chia biểu được",
                                   "cycle {cycle} is not open, its forms cannot be split",
                                   "chỉ kỳ đang mở nhận báo cáo",
                                   "only an open cycle takes reports"};
constexpr ProblemKind kNoParts{"parts-not-split",
                               Severity::error,
                               "biểu của đơn vị chưa được chia",
                               "the unit's form has not been split",
                               "chia biểu trước",
                               "split it first"};
constexpr ProblemKind kUnknownLinkPart{"part-unknown",
                                       Severity::error,
                                       "đơn vị `{unit}` không có đơn vị trực thuộc `{part}`",
                                       "the unit `{unit}` has no part `{part}`",
                                       "nêu đúng mã trong danh sách",
                                       "give a code of the list"};

struct SplitPart {
  std::string code, name;
};
BOOST_DESCRIBE_STRUCT(SplitPart, (), (code, name))
struct SplitEvent {
  std::string parts_csv;
  std::vector<SplitPart> parts;
};
BOOST_DESCRIBE_STRUCT(SplitEvent, (), (parts_csv, parts))
struct SentEvent {
  std::string part, sha256;
};
BOOST_DESCRIBE_STRUCT(SentEvent, (), (part, sha256))

std::string make_part_secret() {
  std::string raw(32, '\0');
  randombytes_buf(raw.data(), raw.size());
  std::string out(sodium_base64_ENCODED_LEN(32, sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(raw.data()), raw.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  out.resize(out.find('\0') == std::string::npos ? out.size() : out.find('\0'));
  return "xw_" + out;
}

bool is_open(const Memory& memory, const std::string& cycle) {
  const auto standing = memory.standing.find(cycle);
  return standing != memory.standing.end() && standing->second.stage == CycleStage::open;
}

template <class T>
std::optional<T> detail_of(const SubmissionEvent& event) {
  const auto tree = read_json(event.detail, "store");
  auto out = from_node<T>(tree.value, "store");
  if (!tree.ok() || !out.ok()) throw std::runtime_error("an event of a split form cannot be read");
  return std::move(out.value);
}

struct Gathered {
  std::optional<SplitEvent> split;
  std::map<std::string, std::pair<std::string, Instant>> sent;  ///< by part: digest and time of the last
};

Gathered gather(const Transaction& t, const std::string& cycle, const std::string& unit) {
  Gathered out;
  for (const auto& event : t.submission_events(cycle)) {
    if (event.unit != unit) continue;
    if (event.event == kSplitEvent) out.split = detail_of<SplitEvent>(event);
    if (event.event != kPartSentEvent) continue;
    const auto sent = detail_of<SentEvent>(event);
    out.sent[sent->part] = {sent->sha256, event.at};
  }
  return out;
}

/// A link that opens now, with where it leads.
struct Opened {
  StoredPartLink link;
  OpenedPart part;
  std::string parts_csv;
};

std::optional<Opened> opened(const Transaction& t, const Memory& memory, const std::string& secret,
                             Instant now) {
  if (!secret.starts_with("xw_")) return std::nullopt;
  const auto link = t.part_link(sha256(secret));
  if (!link || link->used || link->ends_at.utc <= now.utc || !is_open(memory, link->cycle))
    return std::nullopt;
  const Gathered gathered = gather(t, link->cycle, link->unit);
  if (!gathered.split) return std::nullopt;
  const Zone zone = zone_of(memory.plans.back());
  Opened out{*link,
             {link->cycle, link->unit, link->part, {}, {}, zone.day_of(link->ends_at), false},
             gathered.split->parts_csv};
  out.part.due = out.part.due - std::chrono::days{1};  // it ends with the midnight after its last day
  out.part.sent = gathered.sent.contains(link->part);
  for (const auto& part : gathered.split->parts)
    if (part.code == link->part) out.part.name = part.name;
  if (const UnitRow* row = memory.units.any_unit(link->unit)) out.part.unit_names = row->names();
  return out;
}

Outcome<Opened> find(const Desk& desk, const std::string& secret) {
  Outcome<Opened> out;
  std::optional<Opened> found;
  out.problems = attempt([&] {
    desk.store->read([&](const Transaction& t) { found = opened(t, recall(t), secret, desk.now); });
  });
  if (has_error(out.problems)) return out;
  if (found)
    out.value = std::move(*found);
  else
    out.problems.push_back(problem(kRefused, Place{}));
  return out;
}

/// Whoever holds a link works as the unit's drafter, on that part alone.
Desk desk_of(const Desk& desk, const OpenedPart& part) {
  Desk out = desk;
  out.actor = part.unit + "/" + part.part;
  out.posts = {{Role::drafter, part.unit, {}, {}, {}}};
  return out;
}

/// All parts' blank workbooks.
Outcome<std::vector<WholeFile>> split_form(const Desk& desk, const std::string& cycle,
                                           const std::string& unit, const std::string& parts_csv,
                                           std::optional<Date> due, Language language,
                                           std::vector<PartFile>* parts = nullptr) {
  return hand_out([&](const std::string& folder) {
    const auto with = [&](const std::string& list) {
      auto made = split_form(desk, {cycle, unit, list, due, folder, language});
      if (parts) *parts = std::move(made.value);
      return std::move(made.problems);
    };
    return parts_csv.empty() ? with({}) : hand_in("parts.csv", parts_csv, with);
  });
}

}  // namespace

Outcome<std::vector<PartLink>> make_part_links(const Desk& desk, const PartLinkRequest& request) {
  Outcome<std::vector<PartLink>> out;
  std::vector<PartFile> parts;
  std::string list = request.parts_csv;
  Problems wrong = authorise(desk, Act::draft_report, request.unit);
  if (!has_error(wrong))
    append(wrong, attempt([&] {
             desk.store->read([&](const Transaction& t) {
               if (!is_open(recall(t), request.cycle))
                 wrong.push_back(problem(kPartNotOpen, Place{}, {{"cycle", request.cycle}}));
               const auto before = gather(t, request.cycle, request.unit);
               if (list.empty() && !request.only.empty() && before.split) list = before.split->parts_csv;
             });
           }));
  out.problems = std::move(wrong);
  if (has_error(out.problems)) return out;
  // The form is split once here, so that a list that is wrong is told before anybody gets a link.
  out.problems =
      split_form(desk, request.cycle, request.unit, list, request.due, Language::vi, &parts).problems;
  if (!has_error(out.problems) && !request.only.empty() &&
      std::none_of(parts.begin(), parts.end(), [&](const PartFile& p) { return p.part == request.only; }))
    out.problems.push_back(
        problem(kUnknownLinkPart, Place{}, {{"unit", request.unit}, {"part", request.only}}));
  if (has_error(out.problems)) return out;
  append(out.problems, attempt([&] {
           desk.store->transact([&](Transaction& t) {
             out.value.clear();
             const Zone zone = zone_of(recall(t).plans.back());
             SplitEvent event{list, {}};
             for (const auto& part : parts) event.parts.push_back({part.part, part.name});
             t.add_submission_event({0,
                                     request.cycle,
                                     request.unit,
                                     {},
                                     std::string(kSplitEvent),
                                     write_json_line(to_node(event)),
                                     desk.now,
                                     desk.actor});
             for (const auto& part : parts) {
               if (!request.only.empty() && part.part != request.only) continue;
               t.drop_part_links(request.cycle, request.unit, part.part);
               PartLink link{part.part, part.name, make_part_secret()};
               t.add_part_link({sha256(link.secret), request.cycle, request.unit, part.part, desk.now,
                                zone.at(request.due + std::chrono::days{1}, std::chrono::hours{0}), false});
               out.value.push_back(std::move(link));
             }
             t.audit({desk.now, desk.actor, "part.links", request.cycle + "/" + request.unit,
                      std::to_string(out.value.size())});
           });
         }));
  return out;
}

Outcome<std::vector<PartStanding>> list_parts(const Desk& desk, const std::string& cycle,
                                              const std::string& unit) {
  Outcome<std::vector<PartStanding>> out;
  out.problems = authorise(desk, Act::draft_report, unit);
  if (has_error(out.problems)) return out;
  Problems wrong;
  append(out.problems, attempt([&] {
           desk.store->read([&](const Transaction& t) {
             const Gathered gathered = gather(t, cycle, unit);
             if (!gathered.split) {
               wrong.push_back(problem(kNoParts, Place{}));
               return;
             }
             const auto links = t.part_links(cycle, unit);
             for (const auto& part : gathered.split->parts) {
               PartStanding line{part.code, part.name, false, {}, {}, false};
               if (const auto sent = gathered.sent.find(part.code); sent != gathered.sent.end()) {
                 line.sent = true;
                 line.sha256 = sent->second.first;
                 line.sent_at = sent->second.second;
               }
               for (const auto& link : links)
                 line.linked |= link.part == part.code && !link.used && desk.now.utc < link.ends_at.utc;
               out.value.push_back(std::move(line));
             }
           });
         }));
  append(out.problems, std::move(wrong));
  return out;
}

Outcome<MergedParts> merge_sent_parts(const Desk& desk, const std::string& cycle, const std::string& unit,
                                      const std::string& overrides_csv) {
  Outcome<MergedParts> out;
  out.problems = authorise(desk, Act::draft_report, unit);
  if (has_error(out.problems)) return out;
  std::string list;
  std::vector<WholeFile> came;
  Problems wrong;
  append(out.problems, attempt([&] {
           desk.store->read([&](const Transaction& t) {
             const Gathered gathered = gather(t, cycle, unit);
             if (!gathered.split) {
               wrong.push_back(problem(kNoParts, Place{}));
               return;
             }
             list = gathered.split->parts_csv;
             for (const auto& [part, sent] : gathered.sent)
               if (auto document = t.published_document(sent.first))
                 came.push_back({part + ".xlsx", std::move(document->bytes)});
           });
         }));
  append(out.problems, std::move(wrong));
  if (has_error(out.problems)) return out;
  auto files = hand_out([&](const std::string& folder) {
    const std::string in = folder + "/.in/";
    if (auto written = write_whole_folder(in, came); has_error(written)) return written;
    const auto keep = [&](const char* name, const std::string& bytes, Problems& problems) -> std::string {
      if (bytes.empty()) return {};
      append(problems, write_whole_file(in + name, bytes));
      return in + name;
    };
    Problems problems;
    MergeRequest request;
    request.cycle = cycle;
    request.unit = unit;
    request.parts = keep("parts.csv", list, problems);
    request.overrides = keep("overrides.csv", overrides_csv, problems);
    for (const auto& file : came) request.files.push_back(in + file.name);
    request.path = folder + "/" + cycle + "-" + unit + ".xlsx";
    if (has_error(problems)) return problems;
    auto merged = merge_parts(desk, request);
    out.value.form = std::move(merged.value);
    return std::move(merged.problems);
  });
  append(out.problems, std::move(files.problems));
  for (auto& file : files.value)
    if (!file.name.starts_with(".in/")) out.value.workbook = std::move(file);
  out.value.form.path = out.value.workbook.name;
  for (auto& part : out.value.form.parts)
    if (part.sent) part.file = part.code + ".xlsx";
  return out;
}

Outcome<OpenedPart> open_part(const Desk& desk, const std::string& secret) {
  auto found = find(desk, secret);
  return {std::move(found.value.part), std::move(found.problems)};
}

Outcome<WholeFile> part_workbook(const Desk& desk, const std::string& secret, Language language) {
  Outcome<WholeFile> out;
  auto found = find(desk, secret);
  out.problems = std::move(found.problems);
  if (has_error(out.problems)) return out;
  const OpenedPart& part = found.value.part;
  auto files =
      split_form(desk_of(desk, part), part.cycle, part.unit, found.value.parts_csv, part.due, language);
  append(out.problems, std::move(files.problems));
  for (auto& file : files.value)
    if (file.name == part.cycle + "-" + part.unit + "-" + part.part + ".xlsx") out.value = std::move(file);
  if (out.value.name.empty() && !has_error(out.problems)) out.problems.push_back(problem(kRefused, Place{}));
  return out;
}

Outcome<OpenedPart> send_part(const Desk& desk, const std::string& secret, const std::string& workbook) {
  Outcome<OpenedPart> out;
  auto found = find(desk, secret);
  out.problems = std::move(found.problems);
  if (has_error(out.problems)) return out;
  out.value = found.value.part;
  const Desk own = desk_of(desk, out.value);
  // Added up alone, it is looked through as it will be with the others.
  MergedForm merged;
  auto checked = hand_out([&](const std::string& folder) {
    Problems problems;
    MergeRequest request;
    request.cycle = out.value.cycle;
    request.unit = out.value.unit;
    request.files = {folder + "/" + out.value.part + ".xlsx"};
    append(problems, write_whole_file(request.files.front(), workbook));
    if (!found.value.parts_csv.empty()) {
      request.parts = folder + "/parts.csv";
      append(problems, write_whole_file(request.parts, found.value.parts_csv));
    }
    request.path = folder + "/merged.xlsx";
    if (has_error(problems)) return problems;
    auto made = merge_parts(own, request);
    merged = std::move(made.value);
    return std::move(made.problems);
  });
  for (auto& p : checked.problems)  // what the whole form lacks is the unit's affair
    if (p.severity == Severity::error || !p.place.cell.empty()) out.problems.push_back(std::move(p));
  for (const auto& part : merged.parts)
    if (part.sent != (part.code == out.value.part) && !has_error(out.problems))
      out.problems.push_back(problem(kOtherForm, Place{}));
  if (has_error(out.problems)) return out;
  bool gone = false;
  append(out.problems, attempt([&] {
           desk.store->transact([&](Transaction& t) {
             // Two who send by one link at once: the first is taken.
             gone = !opened(t, recall(t), secret, desk.now);
             if (gone) return;
             const std::string digest = t.add_published_document(
                 {{},
                  out.value.part + ".xlsx",
                  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                  workbook,
                  desk.now});
             t.add_submission_event({0,
                                     out.value.cycle,
                                     out.value.unit,
                                     {},
                                     std::string(kPartSentEvent),
                                     write_json_line(to_node(SentEvent{out.value.part, digest})),
                                     desk.now,
                                     own.actor});
             t.use_part_link(found.value.link.digest);
             t.audit({desk.now, own.actor, "part.sent", out.value.cycle + "/" + out.value.unit, digest});
             out.value.sent = true;
           });
         }));
  if (gone) out.problems.push_back(problem(kRefused, Place{}));
  return out;
}

}  // namespace xanh
