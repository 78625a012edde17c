// The first half of 2023 over HTTP, as six people of four units and the agency do it: from invitation to the
// published report, with one figure revised, one unit late, one person leaving, one report that came as a
// letter, and the server killed in the middle. The same half-year at the terminal gives the same figures.
#include "cli/served.hpp"
#include "exchange/yaml.hpp"
#include "reporting/submission.hpp"
#include "story/reading.hpp"

namespace xanh::terminal_test {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string kMorning = "2023-06-09T09:00:00+07:00";  // before the day the reports are due
const std::string kLate = "2023-06-20T09:00:00+07:00";     // after it
const std::string kFigure = "ww_sites_ok";
const std::string kLetter =
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    "trailer<</Root 1 0 R>>\n%%EOF\n";

std::string json_of(const Submission& report) {
  return write_json(to_node(report));
}
/// With one figure raised by one, as its unit mends it.
Submission mended(Submission report) {
  for (auto& figure : report.figures)
    if (figure.element == kFigure) figure.this_period = *figure.this_period - Decimal(1);
  return report;
}
/// With another figure than the one asked for changed.
Submission spoilt(Submission report) {
  for (auto& figure : report.figures)
    if (figure.element != kFigure && figure.this_period) {
      figure.this_period = *figure.this_period + Decimal(1);
      break;
    }
  return report;
}

struct HalfYearOverHttp : testing::Test {
  void at_day(const std::string& day) { t.environment["XANH_NOW"] = day; }
  /// A new person, who comes in by the link that the administrator passes on.
  Browser hired(const Browser& admin, const std::string& person, const std::string& role,
                const std::string& unit) {
    const Reply made = admin.ask("POST", "/api/people",
                                 R"({"person": ")" + person + R"(", "name": "Người minh họa", "role": ")" +
                                     role + R"(", "unit": ")" + unit + "\"}");
    EXPECT_EQ(made.status, 200) << made.body;
    return Browser(server, made.text({"link"}));
  }
  static std::string of(const std::string& unit) { return "/api/cycles/2023-H1/reports/" + unit; }
  /// State of a unit as the agency sees it.
  static std::string state(const Browser& officer, const std::string& unit) {
    const Node status = officer.get("/api/cycles/2023-H1/status").json();
    return at(where(at(status, {"units"}), "code", unit), {"state"}).scalar;
  }
  Terminal t;
  Served server{t};
};

/// The same decisions at the terminal, day by day; gives the digest of the published snapshot.
std::string played_at_the_terminal() {
  Terminal t;
  t.environment["XANH_STORE"] = (t / "store").string();
  t.environment["XANH_NOW"] = kMorning;
  t.must({"init", kProgramme});
  t.must({"user", "invite", "chuyen-vien", "--name", "Người minh họa", "--role", "agency_officer"});
  t.must({"cycle", "open", "2023-H1"});
  t.must({"submit", kReports + "/q7.yaml", kReports + "/so-xd.yaml"});
  t.must({"review", "2023-H1/so-xd", "--note"});
  t.must({"review", "2023-H1/q7", "--revise", kFigure, "--message", "Đề nghị rà soát"});
  put_bytes(t / "q7.yaml", write_yaml(to_node(mended(report_of("q7")))));
  t.must({"submit", "q7.yaml"});
  t.environment["XANH_NOW"] = kLate;
  put_bytes(t / "cong-van.pdf", kLetter);
  t.must({"submit", kReports + "/q1.yaml"});
  t.must({"submit", kReports + "/h-can-gio.yaml", "--on-behalf", "h-can-gio", "--letter", "cong-van.pdf",
          "--as", "chuyen-vien"});
  t.must({"review", "2023-H1", "--note"});
  t.must({"cycle", "close", "2023-H1"});
  t.must({"consolidate", "--cycle", "2023-H1", "-o", "papers"});
  t.must({"cycle", "publish", "2023-H1"});
  const Node report = read_json(bytes_of(t / "papers" / "report.json"), "report.json").value;
  return at(report, {"snapshot", "sha256"}).scalar;
}

TEST_F(HalfYearOverHttp, FromTheInvitationToThePublishedReport) {
  t.environment["XANH_STORE"] = (t / "store").string();
  at_day(kMorning);
  t.must({"init", kProgramme});
  const Node link =
      t.json({"user", "invite", "quan-tri", "--name", "Quản trị", "--role", "administrator"}).json();
  server.start();
  if (HasFatalFailure()) return;

  // The administrator lets people in; nobody else can.
  const Browser admin(server, at(link, {"link"}).scalar);
  const Browser officer = hired(admin, "chuyen-vien", "agency_officer", "");
  const Browser leader = hired(admin, "lanh-dao", "agency_leader", "");
  const Browser drafter = hired(admin, "soan-q7", "drafter", "q7");
  const Browser clerk = hired(admin, "van-thu-q7", "clerk", "q7");
  const Browser signatory = hired(admin, "ky-so-xd", "signatory", "so-xd");
  const Browser old_clerk = hired(admin, "van-thu-q1", "clerk", "q1");
  EXPECT_EQ(officer.ask("POST", "/api/people", R"({"person": "x", "name": "X", "role": "clerk"})").status,
            403);

  // The officer opens the cycle, once, and asks for reports by letter.
  EXPECT_EQ(clerk.change("POST", "/api/cycles/2023-H1", "/api/cycles/2023-H1/open").status, 403);
  EXPECT_EQ(officer.ask("POST", "/api/cycles/2023-H1/open").status, 428);
  const std::string planned = officer.get("/api/cycles/2023-H1").header("etag");
  const Reply opened = officer.ask("POST", "/api/cycles/2023-H1/open", {}, {{"If-Match", planned}});
  ASSERT_EQ(opened.status, 200) << opened.body;
  EXPECT_EQ(opened.text({"stage"}), "open");
  const Reply twice = officer.ask("POST", "/api/cycles/2023-H1/open", {}, {{"If-Match", planned}});
  EXPECT_EQ(twice.status, 412) << "what was seen is no longer so";
  const Reply letter =
      officer.ask("POST", "/api/cycles/2023-H1/letters", R"({"kind": "request", "number": "10/STNMT"})");
  EXPECT_EQ(letter.status, 200) << letter.body;
  EXPECT_THAT(letter.header("content-type"), HasSubstr("wordprocessingml"));
  EXPECT_TRUE(letter.body.starts_with("PK"));

  // Quận 7 gets its form; who drafts does not send, who keeps the seal does.
  const Reply form = drafter.get("/api/cycles/2023-H1/forms/q7");
  EXPECT_EQ(form.status, 200) << form.body;
  EXPECT_THAT(form.header("content-disposition"), HasSubstr("2023-H1-q7.xlsx"));
  EXPECT_EQ(drafter.get("/api/cycles/2023-H1/forms/q1").status, 403) << "a sibling's";
  const std::string first = json_of(report_of("q7"));
  EXPECT_EQ(drafter.ask("PUT", of("q7"), first, {{"If-None-Match", "*"}}).status, 403);
  const Reply sent = clerk.ask("PUT", of("q7"), first, {{"If-None-Match", "*"}});
  ASSERT_EQ(sent.status, 200) << sent.body;
  EXPECT_EQ(sent.header("etag"), "\"r1\"");
  EXPECT_EQ(signatory.ask("PUT", of("so-xd"), json_of(report_of("so-xd")), {{"If-None-Match", "*"}}).status,
            200);

  // One report is noted, of the other one figure has to be looked at again, and only that one may change.
  EXPECT_EQ(officer.change("POST", of("so-xd"), of("so-xd") + "/note").status, 200);
  EXPECT_EQ(state(officer, "so-xd"), "noted");
  const Reply asked = officer.change("POST", of("q7"), of("q7") + "/revise",
                                     R"({"figures": [")" + kFigure + R"("], "message": "Đề nghị rà soát"})");
  ASSERT_EQ(asked.status, 200) << asked.body;
  EXPECT_EQ(state(officer, "q7"), "asked_to_revise");
  const Reply beyond = clerk.change("PUT", of("q7"), of("q7"), json_of(spoilt(report_of("q7"))));
  EXPECT_EQ(beyond.status, 422);
  EXPECT_EQ(beyond.code(), "beyond-request");
  const Reply again = clerk.change("PUT", of("q7"), of("q7"), json_of(mended(report_of("q7"))));
  ASSERT_EQ(again.status, 200) << again.body;
  EXPECT_EQ(again.header("etag"), "\"r2\"");
  EXPECT_EQ(clerk.ask("PUT", of("q7"), first, {{"If-Match", "\"r1\""}}).status, 412) << "made from the first";

  // The power goes. Days later all that was said to be taken in is there.
  EXPECT_EQ(server.end(SIGKILL), 128 + SIGKILL);
  at_day(kLate);
  server.start();
  if (HasFatalFailure()) return;
  // Sessions of that length have ended by themselves; people come back by a new link.
  const auto back = [&](const std::string& person) {
    return Browser(server, at(t.json({"user", "link", person}).json(), {"link"}).scalar);
  };
  EXPECT_EQ(officer.get("/api/me").status, 401);
  const Browser admin_again = back("quan-tri"), officer_again = back("chuyen-vien"),
                leader_again = back("lanh-dao");
  EXPECT_EQ(state(officer_again, "q7"), "sent");
  EXPECT_EQ(state(officer_again, "so-xd"), "noted");

  // Quận 1 is late: it gets a reminder. Its clerk leaves, and the successor sends.
  const Node status = officer_again.get("/api/cycles/2023-H1/status").json();
  EXPECT_NE(at(where(at(status, {"units"}), "code", "q1"), {"days_late"}).scalar, "0");
  EXPECT_EQ(officer_again.ask("POST", "/api/cycles/2023-H1/letters", R"({"kind": "reminder", "unit": "q1"})")
                .status,
            200);
  const Browser new_clerk = hired(admin_again, "van-thu-moi", "drafter", "q1");
  const std::string q1 = json_of(report_of("q1"));
  EXPECT_EQ(new_clerk.ask("PUT", of("q1"), q1, {{"If-None-Match", "*"}}).status, 403);
  ASSERT_EQ(admin_again.ask("POST", "/api/people/van-thu-q1/end", R"({"successor": "van-thu-moi"})").status,
            200);
  const Reply late = new_clerk.ask("PUT", of("q1"), q1, {{"If-None-Match", "*"}});
  ASSERT_EQ(late.status, 200) << late.body;

  // Cần Giờ wrote a letter: it is kept, and the officer enters what it says.
  const Reply kept = officer_again.ask("POST", of("h-can-gio") + "/files?name=cong-van.pdf", kLetter,
                                       {{"Content-Type", "application/pdf"}});
  ASSERT_EQ(kept.status, 200) << kept.body;
  const std::string can_gio = json_of(report_of("h-can-gio"));
  EXPECT_EQ(new_clerk.ask("PUT", of("h-can-gio") + "/on-behalf", can_gio, {{"If-None-Match", "*"}}).status,
            403);
  const Reply entered =
      officer_again.ask("PUT", of("h-can-gio") + "/on-behalf?letter=" + kept.text({"sha256"}), can_gio,
                        {{"If-None-Match", "*"}});
  ASSERT_EQ(entered.status, 200) << entered.body;
  EXPECT_EQ(entered.text({"on_behalf"}), "true");

  // All is noted, the cycle closed, the figures fixed, the papers made; the leader alone publishes.
  ASSERT_EQ(officer_again.ask("POST", "/api/cycles/2023-H1/note").status, 200);
  ASSERT_EQ(officer_again.change("POST", "/api/cycles/2023-H1", "/api/cycles/2023-H1/close").status, 200);
  EXPECT_EQ(server.ask("GET", "/api/results").status, 404) << "nothing is published yet";
  const Reply snapshot = officer_again.ask("POST", "/api/cycles/2023-H1/snapshots");
  ASSERT_EQ(snapshot.status, 200) << snapshot.body;
  const Reply papers = officer_again.ask("POST", "/api/cycles/2023-H1/papers", R"({"document": "bc-so"})");
  ASSERT_EQ(papers.status, 200) << papers.body;
  EXPECT_THAT(papers.body, HasSubstr("report.docx"));
  EXPECT_EQ(officer_again.change("POST", "/api/cycles/2023-H1", "/api/cycles/2023-H1/publish").status, 403);
  const Reply published = leader_again.change("POST", "/api/cycles/2023-H1", "/api/cycles/2023-H1/publish");
  ASSERT_EQ(published.status, 200) << published.body;

  // Anybody reads it, and it says what the terminal says.
  Reply results;
  for (int i = 0; i < 100 && results.status != 200; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    results = server.ask("GET", "/api/cycles/2023-H1/results");
  }
  ASSERT_EQ(results.status, 200) << results.body;
  EXPECT_EQ(server.end(SIGTERM), 0);
  t.must({"audit", "verify"});
  EXPECT_EQ(snapshot.text({"sha256"}), played_at_the_terminal());
}

}  // namespace
}  // namespace xanh::terminal_test
