// Reports while they are written: saved field by field, looked through and signed inside the unit, talked
// about, and sent.
#include <fmt/format.h>

#include <set>

#include "base/text.hpp"
#include "exchange/form_workbook_problems.hpp"

#include "office/draft_use.hpp"
#include "office/on_behalf_use.hpp"
#include "office/own_draft_use.hpp"
#include "office/submission_use.hpp"
#include "office/thread_use.hpp"
#include "server/answers.hpp"

namespace xanh {
namespace {

struct FieldValue {
  Node value;
  static constexpr std::array kRequired{"value"};
};
BOOST_DESCRIBE_STRUCT(FieldValue, (), (value))
struct NextStage {
  DraftStage stage{};
  std::string message;
  static constexpr std::array kRequired{"stage"};
};
BOOST_DESCRIBE_STRUCT(NextStage, (), (stage, message))
struct Said {
  std::string figure, text;
  static constexpr std::array kRequired{"text"};
};
BOOST_DESCRIBE_STRUCT(Said, (), (figure, text))

struct OwnMap {
  std::vector<MappedFigure> figures;
  static constexpr std::array kRequired{"figures"};
};
BOOST_DESCRIBE_STRUCT(OwnMap, (), (figures))

const std::string& cycle_of(const Call& call) {
  return call.path.at("cycle");
}
const std::string& unit_of(const Call& call) {
  return call.path.at("unit");
}

Answer of_field(Outcome<DraftValue> made) {
  const auto number = made.value.number;
  Answer out = answer_of(std::move(made));
  if (!has_error(out.problems)) out.tag = std::to_string(number);
  return out;
}

/// The draft with what `send` would say of it now, so that a form shows it beside the fields.
Answer draft(const Call& call) {
  auto found = show_draft(call.desk, cycle_of(call), unit_of(call), query_of(call, "revision"));
  if (!found.ok()) return refused(std::move(found.problems));
  Answer out;
  out.body = to_node(found.value, Absent::null);
  out.problems = std::move(found.problems);
  return out;
}

Answer save(const Call& call) {
  const Node* value = call.body.find("value");
  if (call.body.kind != Node::Kind::map || !value || call.body.members.size() != 1)
    return refused(from_node<FieldValue>(call.body, "body").problems);
  return of_field(save_draft_field(
      call.desk, {cycle_of(call), unit_of(call), call.path.at("field"), *value, call.seen.value_or("0")}));
}

/// The draft, and the report that it would be sent as.
struct DraftReport {
  Draft draft;
  ReceivedReport report;
};
std::optional<DraftReport> draft_report(const Call& call, Problems& problems) {
  auto found = show_draft(call.desk, cycle_of(call), unit_of(call));
  append(problems, std::move(found.problems));
  if (has_error(problems)) return std::nullopt;
  auto report = report_of(found.value);
  append(problems, std::move(report.problems));
  if (has_error(problems)) return std::nullopt;
  const int after = found.value.revision;
  return DraftReport{std::move(found.value),
                     {"report.json", write_json(to_node(report.value)), cycle_of(call), unit_of(call), after,
                      call.query.contains("dry_run")}};
}

/// Everything at once: the rest of the report is looked at although a value cannot be read.
Answer check(const Call& call) {
  auto found = show_draft(call.desk, cycle_of(call), unit_of(call));
  if (!found.ok()) return refused(std::move(found.problems));
  Draft& draft = found.value;
  auto report = report_of(draft);
  Problems unread = std::move(report.problems);
  if (has_error(unread)) {
    std::erase_if(draft.fields, [&](const DraftValue& one) {
      return std::any_of(unread.begin(), unread.end(), [&](const Problem& p) {
        return p.severity == Severity::error && p.place.field == one.field;
      });
    });
    report = report_of(draft);
    if (!report.ok()) return refused(std::move(unread));
  }
  auto made = check_received(call.desk, {"report.json", write_json(to_node(report.value)), cycle_of(call),
                                         unit_of(call), draft.revision, call.query.contains("dry_run")});
  name_fields(draft, made.problems);
  for (auto& p : made.problems) unread.push_back(std::move(p));
  return answer_of(Outcome<SubmitLine>{std::move(made.value.line), std::move(unread)});
}

/// Of what was said of the file alone that which holds of the draft as well: what the draft answers is not
/// missing, and what a request does not name was not taken from the file.
void still_wrong(const Draft& draft, Problems& problems) {
  std::set<std::string> answered;  // codes of figures, targets and tasks
  for (const auto& field : draft.fields)
    if (const auto steps = split(field.field, ':'); steps.size() > 2) answered.insert(steps[1]);
  std::erase_if(problems, [&](const Problem& p) {
    if (p.code == "beyond-request") return true;
    if (p.code != form_workbook::kNotAnswered.code) return false;
    std::string place = p.place.field;
    std::replace(place.begin(), place.end(), ':', '.');
    const auto steps = split(place, '.');
    return std::any_of(steps.begin(), steps.end(), [&](const auto& step) { return answered.contains(step); });
  });
}

/// What a filled form, or a workbook of the unit's own, says goes into the draft; what is wrong with it is
/// told with its cells, and stops nobody.
Answer from_workbook(const Call& call) {
  auto own = read_own_draft(call.desk, {cycle_of(call), unit_of(call), call.request.body});
  if (!own.ok()) return refused(std::move(own.problems));
  if (own.value) {
    auto filled = fill_draft(call.desk, *own.value);
    append(filled.problems, std::move(own.problems));
    return answer_of(std::move(filled));
  }
  auto checked = check_received(
      call.desk, {"report.xlsx", call.request.body, cycle_of(call), unit_of(call), std::nullopt, true});
  if (!checked.value.report) return refused(std::move(checked.problems));
  for (auto& p : checked.problems) p.severity = Severity::warning;
  auto made = fill_draft(call.desk, *checked.value.report);
  if (made.ok()) still_wrong(made.value, checked.problems);
  append(made.problems, std::move(checked.problems));
  return answer_of(std::move(made));
}

Answer send(const Call& call) {
  Problems wrong;
  const auto sent = draft_report(call, wrong);
  if (!sent) return refused(std::move(wrong));
  const bool dry = sent->report.dry_run;
  if (auto early = ready_to_send(sent->draft); !dry && has_error(early)) return refused(std::move(early));
  auto made = submit_received(call.desk, sent->report);
  name_fields(sent->draft, made.problems);
  const bool taken = made.ok() && !dry;
  Answer out = answer_of(std::move(made));
  // A draft that stays after its report was taken in is sent again as what it is: unchanged.
  if (taken) append(out.problems, end_draft(call.desk, cycle_of(call), unit_of(call)));
  return out;
}

/// What the standing agency typed in from a unit's letter, as that unit's report.
Answer enter(const Call& call) {
  Problems wrong;
  const auto sent = draft_report(call, wrong);
  if (!sent) return refused(std::move(wrong));
  auto made = enter_on_behalf(call.desk, sent->report, query_of(call, "letter"));
  name_fields(sent->draft, made.problems);
  const bool taken = made.ok() && !sent->report.dry_run;
  Answer out = answer_of(std::move(made));
  if (taken) append(out.problems, end_draft(call.desk, cycle_of(call), unit_of(call), Act::send_on_behalf));
  return out;
}

Address of_draft(const char* method, const char* behind, const Bilingual& says) {
  Address out{method, std::string("/api/cycles/{cycle}/drafts/{unit}") + behind, says, Entry::signed_in};
  out.needs = Act::draft_report;
  out.example = {{"cycle", "2023-H1"}, {"unit", "q7"}};
  return out;
}

void add_fields(std::vector<Address>& out) {
  Address one = of_draft("GET", "/fields/{field}", {"Một trường của bản soạn", "One field of a draft"});
  one.example["field"] = "contact";
  one.gives = [](SchemaBook& book) { return book.of<DraftValue>(); };
  one.act = [](const Call& call) {
    return of_field(show_draft_field(call.desk, cycle_of(call), unit_of(call), call.path.at("field")));
  };
  out.push_back(std::move(one));

  Address kept = of_draft("PUT", "/fields/{field}",
                          {"Lưu một trường đang soạn; giá trị null xóa trường",
                           "Save one field while it is written; a value of null empties it"});
  kept.example["field"] = "contact";
  kept.takes = [](SchemaBook& book) { return book.of<FieldValue>(); };
  kept.gives = [](SchemaBook& book) { return book.of<DraftValue>(); };
  kept.example_body = R"({"value": "Phòng Tài nguyên và Môi trường, 028 0000 0000"})";
  kept.guarded = true;
  kept.act = save;
  out.push_back(std::move(kept));
}

/// A unit's own workbook: what stands where in it, settled before it is read.
void add_own_workbook(std::vector<Address>& out) {
  Address looked = of_draft("POST", "/own-workbook",
                            {"Xem bảng Excel của riêng đơn vị: số liệu nào có thể nằm ở ô nào",
                             "Look through a workbook of the unit's own: which figure may stand where"});
  looked.takes_files = {kXlsx};
  looked.gives = [](SchemaBook& book) { return book.of<OwnLook>(); };
  looked.act = [](const Call& call) {
    return answer_of(look_through_own(call.desk, {cycle_of(call), unit_of(call), call.request.body}));
  };
  out.push_back(std::move(looked));

  Address mapped = of_draft("PUT", "/own-workbook/map",
                            {"Ghi nhớ số liệu nào nằm ở ô nào trong bảng của đơn vị",
                             "Remember which figure stands where in the unit's own workbook"});
  mapped.takes = [](SchemaBook& book) { return book.of<OwnMap>(); };
  mapped.gives = [](SchemaBook& book) { return book.of<WorkbookMap>(); };
  mapped.example_body =
      R"({"figures": [{"element": "ww_sites_ok", "sheet": "Sheet1", "this_period": {"cell": "C3"}}]})";
  mapped.act = [](const Call& call) {
    return with_body<OwnMap>(call, [&](const OwnMap& map) {
      WorkbookMap whole;
      whole.figures = map.figures;
      return answer_of(keep_map(call.desk, cycle_of(call), unit_of(call), std::move(whole)));
    });
  };
  out.push_back(std::move(mapped));
}

void add_messages(std::vector<Address>& out) {
  Address list{"GET",
               "/api/cycles/{cycle}/reports/{unit}/messages",
               {"Trao đổi về số liệu", "Messages about figures"},
               Entry::signed_in};
  list.needs = Act::read_report;
  list.example = {{"cycle", "2023-H1"}, {"unit", "q7"}};
  list.query = {{"figure", {"chỉ của số liệu này", "only of this figure"}}};
  list.gives = [](SchemaBook& book) { return list_schema<FigureMessage>(book); };
  list.act = [](const Call& call) {
    const auto figure = call.query.find("figure");
    return list_answer(list_messages(
        call.desk, cycle_of(call), unit_of(call),
        figure == call.query.end() ? std::nullopt : std::optional<std::string>(figure->second)));
  };
  out.push_back(std::move(list));

  Address said{"POST",
               "/api/cycles/{cycle}/reports/{unit}/messages",
               {"Trao đổi về một số liệu", "Say something about a figure"},
               Entry::signed_in};
  said.needs = Act::draft_report;
  said.example = {{"cycle", "2023-H1"}, {"unit", "q7"}};
  said.takes = [](SchemaBook& book) { return book.of<Said>(); };
  said.gives = [](SchemaBook& book) { return book.of<FigureMessage>(); };
  said.example_body = R"({"figure": "ww_sites_ok", "text": "Đã gồm hai khu công nghiệp mới chưa?"})";
  said.act = [](const Call& call) {
    return with_body<Said>(call, [&](const Said& message) {
      return answer_of(say_of_figure(call.desk, cycle_of(call), unit_of(call), message.figure, message.text));
    });
  };
  out.push_back(std::move(said));
}

}  // namespace

std::vector<Address> draft_addresses() {
  std::vector<Address> out;
  Address whole = of_draft("GET", "", {"Bản đang soạn của một đơn vị", "A unit's report as it is written"});
  whole.needs = Act::read_report;  // who only reads sees what was sent
  whole.query = {{"revision", {"báo cáo đã gửi lần thứ mấy", "which revision to show as sent"}}};
  whole.gives = [](SchemaBook& book) { return book.of<Draft>(); };
  whole.act = draft;
  out.push_back(std::move(whole));
  add_fields(out);

  Address started = of_draft("POST", "/start",
                             {"Bắt đầu từ báo cáo đã gửi, hoặc của kỳ trước",
                              "Start from the report that was sent, or that of the cycle before"});
  started.example["unit"] = "so-tp";
  started.gives = [](SchemaBook& book) { return book.of<Draft>(); };
  started.act = [](const Call& call) {
    return answer_of(start_draft(call.desk, cycle_of(call), unit_of(call)));
  };
  out.push_back(std::move(started));

  Address moved = of_draft("POST", "/stage",
                           {"Trình ký nháy, ký, hoặc trả lại để soạn tiếp",
                            "Hand on for review, sign, or send back to be written"});
  moved.takes = [](SchemaBook& book) { return book.of<NextStage>(); };
  moved.gives = [](SchemaBook& book) { return book.of<Draft>(); };
  moved.example_body = R"({"stage": "in_review", "message": "Xin ý kiến trước khi ký"})";
  moved.act = [](const Call& call) {
    return with_body<NextStage>(call, [&](const NextStage& next) {
      return answer_of(move_draft(call.desk, cycle_of(call), unit_of(call), next.stage, next.message));
    });
  };
  out.push_back(std::move(moved));

  Address sent = of_draft("POST", "/send", {"Gửi bản đã soạn thành báo cáo", "Send the draft as a report"});
  sent.needs = Act::send_report;
  sent.query = {{"dry_run", {"chỉ kiểm tra, không ghi", "only check, keep nothing"}}};
  sent.gives = [](SchemaBook& book) { return book.of<SubmitLine>(); };
  sent.act = send;
  out.push_back(std::move(sent));
  Address entered = of_draft("POST", "/on-behalf",
                             {"Nhập thay: bản soạn thành báo cáo của đơn vị",
                              "Enter the draft as the report of a unit that sent a letter"});
  entered.needs = Act::send_on_behalf;
  entered.query = {
      {"dry_run", {"chỉ kiểm tra, không ghi", "only check, keep nothing"}},
      {"letter", {"sha256 của công văn đã gửi lên", "sha256 of the letter, which was sent before"}}};
  entered.gives = [](SchemaBook& book) { return book.of<SubmitLine>(); };
  entered.act = enter;
  out.push_back(std::move(entered));
  Address checked = of_draft(
      "GET", "/check",
      {"Bản đang soạn có gì cần xem lại trước khi gửi", "What would be said of the draft if it were sent"});
  checked.gives = [](SchemaBook& book) { return book.of<SubmitLine>(); };
  checked.act = check;
  out.push_back(std::move(checked));

  Address filled =
      of_draft("POST", "/workbook",
               {"Đưa biểu mẫu Excel đã điền vào bản đang soạn", "Take a filled workbook into the draft"});
  filled.takes_files = {kXlsx};
  filled.gives = [](SchemaBook& book) { return book.of<Draft>(); };
  filled.act = from_workbook;
  out.push_back(std::move(filled));
  add_own_workbook(out);
  add_messages(out);
  return out;
}

}  // namespace xanh
