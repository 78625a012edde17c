// The units' reports: their forms, what they send, what the standing agency says to it, and the files beside.
#include "office/figure_use.hpp"
#include "office/file_use.hpp"
#include "office/form_content.hpp"
#include "office/form_use.hpp"
#include "office/on_behalf_use.hpp"
#include "office/show_use.hpp"
#include "office/submission_use.hpp"
#include "server/answers.hpp"

#include <fmt/format.h>

namespace xanh {
namespace {

Answer form(const Call& call) {
  auto files = hand_out([&](const std::string& folder) {
    return write_forms(call.desk, {call.path.at("cycle"), call.path.at("unit"), folder, paper_language(call)})
        .problems;
  });
  return file_answer(std::move(files), "form", kXlsx);
}

Answer shown(const Call& call, const std::string& name) {
  auto made = show_report(call.desk, name);
  if (!made.ok()) return refused(std::move(made.problems));
  Answer out;
  out.problems = std::move(made.problems);
  out.body = Node::map();
  out.body.add("submission", Node::text(made.value.submission));
  out.body.add("sha256", Node::text(made.value.sha256));
  out.body.add("report", to_node(made.value.report, Absent::null));
  out.tag = "r" + made.value.submission.substr(made.value.submission.rfind('/') + 1);
  return out;
}

/// What was sent tells its kind by its media type.
std::string file_name(const Call& call) {
  return call.media_type == kXlsx ? "report.xlsx" : "report.json";
}

Answer line(Outcome<SubmitLine> made) {
  const int revision = made.value.revision;
  Answer out = answer_of(std::move(made));
  if (!has_error(out.problems)) out.tag = fmt::format("r{}", revision);
  return out;
}

Answer send_report_file(const Call& call) {
  Problems wrong;
  const auto seen = revision_seen(call, wrong);
  if (!seen) return refused(std::move(wrong));
  return line(submit_received(call.desk, {file_name(call), call.request.body, call.path.at("cycle"),
                                          call.path.at("unit"), seen, call.query.contains("dry_run")}));
}

/// The report and the letter it came with, which was kept as a file of the report beforehand.
Answer send_on_behalf(const Call& call) {
  Problems wrong;
  const auto seen = revision_seen(call, wrong);
  if (!seen) return refused(std::move(wrong));
  return line(enter_on_behalf(call.desk,
                              {file_name(call), call.request.body, call.path.at("cycle"),
                               call.path.at("unit"), seen, call.query.contains("dry_run")},
                              query_of(call, "letter")));
}

struct RevisionAsked {
  std::vector<std::string> figures;
  std::string message;
  static constexpr std::array kRequired{"figures", "message"};
};
BOOST_DESCRIBE_STRUCT(RevisionAsked, (), (figures, message))
struct LaterDay {
  Date until{};
  std::string message;
  static constexpr std::array kRequired{"until", "message"};
};
BOOST_DESCRIBE_STRUCT(LaterDay, (), (until, message))
struct Reason {
  std::string message;
  static constexpr std::array kRequired{"message"};
};
BOOST_DESCRIBE_STRUCT(Reason, (), (message))

Answer reviewed(const Call& call, const ReviewRequest& request) {
  return list_answer(review(call.desk, request));
}

/// Of exactly the revision that its reader has seen.
std::optional<ReviewRequest> of_revision(const Call& call, Problems& problems) {
  const auto seen = revision_seen(call, problems);
  if (!seen) return std::nullopt;
  ReviewRequest out;
  out.submissions = {fmt::format("{}/{}", report_of(call), *seen)};
  return out;
}

Answer note(const Call& call) {
  Problems wrong;
  auto request = of_revision(call, wrong);
  if (!request) return refused(std::move(wrong));
  request->note = true;
  return reviewed(call, *request);
}

Answer ask_to_revise(const Call& call) {
  return with_body<RevisionAsked>(call, [&](const RevisionAsked& asked) {
    Problems wrong;
    auto request = of_revision(call, wrong);
    if (!request) return refused(std::move(wrong));
    request->revise = asked.figures;
    request->message = asked.message;
    return reviewed(call, *request);
  });
}

Answer later_day(const Call& call, bool asked) {
  return with_body<LaterDay>(call, [&](const LaterDay& later) {
    ReviewRequest request;
    request.submissions = {report_of(call)};
    request.extend_to = later.until;
    request.extension_asked = asked;
    request.message = later.message;
    return reviewed(call, request);
  });
}

Answer carry_forward(const Call& call) {
  return with_body<Reason>(call, [&](const Reason& reason) {
    ReviewRequest request;
    request.submissions = {report_of(call)};
    request.carry_forward = true;
    request.message = reason.message;
    return reviewed(call, request);
  });
}

Answer keep_file(const Call& call) {
  return answer_of(
      keep_report_file(call.desk, {call.path.at("cycle"), call.path.at("unit"), query_of(call, "name"),
                                   call.request.body, query_of(call, "figure")}));
}

Answer file(const Call& call) {
  auto found =
      read_report_file(call.desk, call.path.at("cycle"), call.path.at("unit"), call.path.at("sha256"));
  if (!found.ok()) return refused(std::move(found.problems));
  Answer out;
  out.bytes = std::move(found.value.bytes);
  out.media_type = found.value.file.media_type;
  out.file_name = found.value.file.name;
  return out;
}

Answer drop_file(const Call& call) {
  Answer out = refused(
      drop_report_file(call.desk, call.path.at("cycle"), call.path.at("unit"), call.path.at("sha256")));
  out.body = Node::map();
  return out;
}

const char* const kReport = "/api/cycles/{cycle}/reports/{unit}";

/// An address of one unit's report.
Address of_report(const char* method, const std::string& behind, const Bilingual& says, Act needs) {
  Address out{method, kReport + behind, says, Entry::signed_in};
  out.needs = needs;
  out.example = {{"cycle", "2023-H1"}, {"unit", "q7"}};
  return out;
}

Node shown_schema(SchemaBook& book) {
  return SchemaBook::object_of({{"submission", SchemaBook::type("string")},
                                {"sha256", SchemaBook::type("string")},
                                {"report", book.of<Submission>()}});
}

void add_sending(std::vector<Address>& out) {
  Address blank =
      of_report("GET", {}, {"Biểu mẫu của một đơn vị (.xlsx)", "A unit's form (.xlsx)"}, Act::read_report);
  blank.path = "/api/cycles/{cycle}/forms/{unit}";
  blank.query = {language_key()};
  blank.media_type = kXlsx;
  blank.act = form;
  out.push_back(std::move(blank));

  Address pages = of_report("GET", {},
                            {"Báo cáo của một đơn vị như khi in (PDF): bản đang soạn, hoặc bản đã gửi",
                             "A unit's report as it prints (PDF): what is being written, or what was sent"},
                            Act::read_report);
  pages.path = "/api/cycles/{cycle}/forms/{unit}/pages";
  pages.query = {language_key(), {"revision", {"lần gửi thứ mấy", "which revision"}}};
  pages.media_type = kPdf;
  pages.act = [](const Call& call) {
    auto made = form_pages(call.desk, call.path.at("cycle"), call.path.at("unit"), paper_language(call),
                           query_of(call, "revision"));
    if (!made.ok()) return refused(std::move(made.problems));
    Answer shown_now;
    shown_now.bytes = std::move(made.value);
    shown_now.media_type = kPdf;
    return shown_now;
  };
  out.push_back(std::move(pages));

  Address content = of_report("GET", {}, {"Biểu mẫu của một đơn vị như dữ liệu", "A unit's form as data"},
                              Act::read_report);
  content.path = "/api/cycles/{cycle}/forms/{unit}/content";
  content.gives = [](SchemaBook& book) { return book.of<FormContent>(); };
  content.act = [](const Call& call) {
    return answer_of(form_content(call.desk, call.path.at("cycle"), call.path.at("unit")));
  };
  out.push_back(std::move(content));

  Address newest = of_report("GET", {}, {"Báo cáo mới nhất của một đơn vị", "The newest report of a unit"},
                             Act::read_report);
  newest.gives = shown_schema;
  newest.act = [](const Call& call) { return shown(call, report_of(call)); };
  out.push_back(std::move(newest));

  Address earlier = of_report("GET", "/revisions/{number}",
                              {"Một bản đã gửi của báo cáo", "One revision of a report"}, Act::read_report);
  earlier.example["number"] = "1";
  earlier.gives = shown_schema;
  earlier.act = [](const Call& call) { return shown(call, report_of(call) + "/" + call.path.at("number")); };
  out.push_back(std::move(earlier));

  const QueryKey dry{"dry_run", {"chỉ kiểm tra, không ghi", "only check, keep nothing"}};
  Address sent = of_report(
      "PUT", {}, {"Gửi báo cáo của một đơn vị: một bản mới", "Send a unit's report: a new revision"},
      Act::send_report);
  sent.query = {dry};
  sent.example["unit"] = "so-tp";
  sent.example_body =
      R"({"illustrative": true, "cycle": "2023-H1", "unit": "so-tp", "sent_at": "2023-06-15T08:55:00+07:00", )"
      R"("letter": {"number": "1130/BC-STP", "date": "2023-06-15", "signing_authority": "KT. GIÁM ĐỐC"}, )"
      R"("nothing_to_report": true})";
  sent.takes = [](SchemaBook& book) { return book.of<Submission>(); };
  sent.takes_files = {kXlsx};
  sent.gives = [](SchemaBook& book) { return book.of<SubmitLine>(); };
  sent.guarded = true;
  sent.act = send_report_file;
  out.push_back(std::move(sent));

  Address behalf = of_report("PUT", "/on-behalf",
                             {"Nhập thay báo cáo gửi bằng công văn", "Enter a report that came as a letter"},
                             Act::send_on_behalf);
  behalf.query = {
      dry, {"letter", {"sha256 của công văn đã gửi lên", "sha256 of the letter, which was sent before"}}};
  behalf.example["unit"] = "so-dl";
  behalf.example["letter"] = std::string(64, '0');
  behalf.example_body =
      R"({"illustrative": true, "cycle": "2023-H1", "unit": "so-dl", "sent_at": "2023-06-15T08:55:00+07:00", )"
      R"("letter": {"number": "412/BC-SDL", "date": "2023-06-15", "signing_authority": "KT. GIÁM ĐỐC"}, )"
      R"("nothing_to_report": true})";
  behalf.takes = [](SchemaBook& book) { return book.of<Submission>(); };
  behalf.takes_files = {kXlsx};
  behalf.gives = [](SchemaBook& book) { return book.of<SubmitLine>(); };
  behalf.guarded = true;
  behalf.act = send_on_behalf;
  out.push_back(std::move(behalf));
}

Address review_address(const char* name, const Bilingual& says, Act needs) {
  Address out = of_report("POST", std::string("/") + name, says, needs);
  out.gives = [](SchemaBook& book) { return list_schema<ReviewLine>(book); };
  return out;
}

void add_review(std::vector<Address>& out) {
  Address noted = review_address("note", {"Ghi nhận báo cáo đã xem", "Note the report that was seen"},
                                 Act::review_report);
  noted.guarded = true;
  noted.act = note;
  out.push_back(std::move(noted));

  Address asked =
      review_address("revise", {"Đề nghị rà soát các số liệu nêu tên", "Ask to revise the figures named"},
                     Act::review_report);
  asked.takes = [](SchemaBook& book) { return book.of<RevisionAsked>(); };
  asked.example_body = R"({"figures": ["ww_sites_ok"], "message": "Lệch với số của Sở Xây dựng"})";
  asked.guarded = true;
  asked.act = ask_to_revise;
  out.push_back(std::move(asked));

  Address granted =
      review_address("extension", {"Gia hạn cho đơn vị", "Give the unit a later day"}, Act::review_report);
  granted.takes = [](SchemaBook& book) { return book.of<LaterDay>(); };
  granted.example_body = R"({"until": "2023-06-23", "message": "Chờ số liệu của phường"})";
  granted.act = [](const Call& call) { return later_day(call, false); };
  out.push_back(std::move(granted));

  Address wished = review_address("extension-request",
                                  {"Đơn vị xin gia hạn", "The unit asks for a later day"}, Act::send_report);
  wished.takes = [](SchemaBook& book) { return book.of<LaterDay>(); };
  wished.example_body = R"({"until": "2023-06-26", "message": "Chờ số liệu của phường"})";
  wished.act = [](const Call& call) { return later_day(call, true); };
  out.push_back(std::move(wished));

  Address carried = review_address("carry-forward",
                                   {"Số liệu kỳ trước tạm thay cho đơn vị chưa gửi",
                                    "Earlier figures stand in for a unit that has not sent"},
                                   Act::review_report);
  carried.takes = [](SchemaBook& book) { return book.of<Reason>(); };
  carried.example["cycle"] = "2023-Y";
  carried.example_body = R"({"message": "Đơn vị chưa gửi, tạm lấy số kỳ trước"})";
  carried.act = carry_forward;
  out.push_back(std::move(carried));
}

void add_figure(std::vector<Address>& out) {
  Address story = of_report("GET", "/figures/{element}",
                            {"Một số liệu: các kỳ trước, đơn vị tương tự, dùng để tính gì",
                             "One figure: earlier periods, like units, what is computed from it"},
                            Act::read_report);
  story.example["element"] = "ww_sites_ok";
  story.gives = [](SchemaBook& book) { return book.of<FigureStory>(); };
  story.act = [](const Call& call) {
    return answer_of(
        figure_story(call.desk, call.path.at("cycle"), call.path.at("unit"), call.path.at("element")));
  };
  out.push_back(std::move(story));
}

void add_files(std::vector<Address>& out) {
  Address list =
      of_report("GET", "/files", {"Tệp kèm báo cáo", "The files beside a report"}, Act::read_report);
  list.gives = [](SchemaBook& book) { return list_schema<FileBeside>(book); };
  list.act = [](const Call& call) {
    return list_answer(list_report_files(call.desk, call.path.at("cycle"), call.path.at("unit")));
  };
  out.push_back(std::move(list));

  Address kept = of_report("POST", "/files",
                           {"Đính kèm một tệp; ảnh được bỏ thông tin máy ảnh ghi vào",
                            "Attach a file; a photo loses what the camera wrote into it"},
                           Act::draft_report);
  kept.query = {{"name", {"tên tệp", "name of the file"}, true},
                {"figure", {"mã số liệu được chứng minh", "the figure that it proves"}}};
  kept.example["name"] = "bien-ban.pdf";
  kept.takes_files = {kPdf, "image/jpeg", "image/png", kDocx, kXlsx, "text/plain", kBytes};
  kept.gives = [](SchemaBook& book) { return book.of<FileBeside>(); };
  kept.act = keep_file;
  out.push_back(std::move(kept));

  Address one = of_report("GET", "/files/{sha256}", {"Một tệp kèm báo cáo", "A file beside a report"},
                          Act::read_report);
  one.example["sha256"] = std::string(64, '0');
  one.media_type = "*/*";  // as it was found to be when it came
  one.act = file;
  out.push_back(std::move(one));

  Address gone = of_report("DELETE", "/files/{sha256}",
                           {"Bỏ một tệp khỏi báo cáo", "Take a file from a report"}, Act::draft_report);
  gone.example["sha256"] = std::string(64, '0');
  gone.gives = [](SchemaBook&) { return SchemaBook::type("object"); };
  gone.act = drop_file;
  out.push_back(std::move(gone));
}

}  // namespace

std::vector<Address> report_addresses() {
  std::vector<Address> out;
  add_sending(out);
  add_review(out);
  add_figure(out);
  add_files(out);
  Address all{"POST",
              "/api/cycles/{cycle}/note",
              {"Ghi nhận mọi báo cáo đang chờ", "Note all reports that wait"},
              Entry::signed_in};
  all.needs = Act::review_report;
  all.example = {{"cycle", "2023-H1"}};
  all.gives = [](SchemaBook& book) { return list_schema<ReviewLine>(book); };
  all.act = [](const Call& call) {
    ReviewRequest request;
    request.submissions = {call.path.at("cycle")};
    request.note = true;
    return reviewed(call, request);
  };
  out.push_back(std::move(all));
  return out;
}

}  // namespace xanh
