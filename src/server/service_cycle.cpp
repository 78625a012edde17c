// The half-year and the year at work: cycles, where they stand, the reports of the units.
#include <fmt/format.h>

#include <charconv>

#include "office/cycle_use.hpp"
#include "office/show_use.hpp"
#include "office/status_use.hpp"
#include "office/submission_use.hpp"
#include "server/page.hpp"
#include "server/problem_reply.hpp"

namespace xanh {
namespace {

Answer cycles(const Call& call) {
  std::vector<CycleLine> lines;
  auto problems =
      attempt([&] { call.desk.store->read([&](const Transaction& t) { lines = cycle_list(recall(t)); }); });
  if (has_error(problems)) {
    Answer out;
    out.problems = std::move(problems);
    return out;
  }
  return page_answer(call, lines,
                     [](const CycleLine& line) { return to_text(line.window.last) + " " + line.code; });
}

Answer status(const Call& call) {
  auto made = status_of(call.desk, call.path.at("cycle"));
  Answer out;
  out.problems = std::move(made.problems);
  if (!has_error(out.problems)) out.body = to_node(made.value, Absent::null);
  return out;
}

Answer report(const Call& call) {
  auto made = show_report(call.desk, call.path.at("cycle") + "/" + call.path.at("unit"));
  Answer out;
  out.problems = std::move(made.problems);
  if (has_error(out.problems)) return out;
  out.body = Node::map();
  out.body.add("submission", Node::text(made.value.submission));
  out.body.add("sha256", Node::text(made.value.sha256));
  out.body.add("report", to_node(made.value.report));
  out.tag = "r" + made.value.submission.substr(made.value.submission.rfind('/') + 1);
  return out;
}

/// "r2" is revision 2; where none was sent the tag is absent.
std::optional<int> revision_seen(const Call& call, Problems& problems) {
  if (!call.seen) return 0;
  int out = 0;
  const std::string_view tag = *call.seen;
  const auto read = std::from_chars(tag.data() + 1, tag.data() + tag.size(), out);
  if (tag.starts_with('r') && read.ec == std::errc{} && read.ptr == tag.data() + tag.size() && out > 0)
    return out;
  problems.push_back(problem(http_problems::kTagNotRead, Place{}));
  return std::nullopt;
}

Answer send_report(const Call& call) {
  Answer out;
  const auto seen = revision_seen(call, out.problems);
  if (!seen) return out;
  auto made = submit_received(call.desk, {"report.json", call.request.body, call.path.at("cycle"),
                                          call.path.at("unit"), seen, call.query.contains("dry_run")});
  out.problems = std::move(made.problems);
  if (has_error(out.problems)) return out;
  out.body = to_node(made.value, Absent::null);
  out.tag = fmt::format("r{}", made.value.revision);
  return out;
}

}  // namespace

std::vector<Address> cycle_addresses() {
  std::vector<Address> out;
  Address list{"GET", "/api/cycles", {"Các kỳ báo cáo", "The cycles"}, Entry::open};
  list.query = paged();
  list.gives = [](SchemaBook& book) { return page_schema<CycleLine>(book); };
  list.kept = true;
  list.act = cycles;
  out.push_back(std::move(list));

  Address standing{"GET",
                   "/api/cycles/{cycle}/status",
                   {"Bảng nào chưa viết được, vì đơn vị nào", "What cannot be written, because of whom"},
                   Entry::signed_in};
  standing.needs = Act::read_cycle;
  standing.example = {{"cycle", "2023-H1"}};
  standing.gives = [](SchemaBook& book) { return book.of<Status>(); };
  standing.act = status;
  out.push_back(std::move(standing));

  Address shown{"GET",
                "/api/cycles/{cycle}/reports/{unit}",
                {"Báo cáo mới nhất của một đơn vị", "The newest report of a unit"},
                Entry::signed_in};
  shown.needs = Act::read_report;
  shown.example = {{"cycle", "2023-H1"}, {"unit", "q7"}};
  shown.gives = [](SchemaBook& book) {
    return SchemaBook::object_of({{"submission", SchemaBook::type("string")},
                                  {"sha256", SchemaBook::type("string")},
                                  {"report", book.of<Submission>()}});
  };
  shown.act = report;
  out.push_back(std::move(shown));

  Address sent{"PUT",
               "/api/cycles/{cycle}/reports/{unit}",
               {"Gửi báo cáo của một đơn vị: một bản mới", "Send a unit's report: a new revision"},
               Entry::signed_in};
  sent.needs = Act::send_report;
  sent.query = {{"dry_run", {"chỉ kiểm tra, không ghi", "only check, keep nothing"}}};
  sent.example = {{"cycle", "2023-H1"}, {"unit", "so-tp"}};
  sent.example_body =
      R"({"illustrative": true, "cycle": "2023-H1", "unit": "so-tp", "sent_at": "2023-06-15T08:55:00+07:00", )"
      R"("letter": {"number": "1130/BC-STP", "date": "2023-06-15", "signing_authority": "KT. GIÁM ĐỐC"}, )"
      R"("nothing_to_report": true})";
  sent.takes = [](SchemaBook& book) { return book.of<Submission>(); };
  sent.gives = [](SchemaBook& book) { return book.of<SubmitLine>(); };
  sent.guarded = true;
  sent.act = send_report;
  out.push_back(std::move(sent));
  return out;
}

}  // namespace xanh
