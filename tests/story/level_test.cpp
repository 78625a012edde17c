// Quận 7 collects the first half of 2023 from its ten wards with accounts of their own: sets its cycle up,
// opens it, reviews, consolidates, passes its sum up, and reports to the city, which consolidates in turn.
// Every figure is made up to show the program (số liệu minh họa).
#include "cli/served.hpp"
#include "reporting/submission.hpp"
#include "story/district.hpp"

namespace xanh::terminal_test {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kBelow = "/api/cycles/2023-H1@q7";

/// A ward's report: `i` is the ward.
std::string ward_report(size_t i, int people) {
  const auto n = std::to_string(i);
  return R"({"illustrative": true, "cycle": "2023-H1@q7", "unit": ")" + kWards[i] +
         R"(", "letter": {"number": ")" + n + R"(/BC-UBND", "date": "2023-06-09"}, "figures": [
    {"element": "ww_sites_ok", "this_period": )" +
         std::to_string(7 + i) + R"(, "state": "official"},
    {"element": "ww_sites_obliged", "this_period": )" +
         std::to_string(8 + i) + R"(, "state": "official"},
    {"element": "comm_people", "this_period": )" +
         std::to_string(people) + R"(, "state": "official"}]})";
}

std::string of_ward(size_t i) {
  return std::string(kBelow) + "/reports/" + kWards[i];
}

struct Levels : testing::Test {
  void SetUp() override {
    t.environment["XANH_STORE"] = (t / "store").string();
    t.environment["XANH_NOW"] = "2023-06-09T09:00:00+07:00";
    t.must({"init", kProgramme});
    t.must({"cycle", "open", "2023-H1"});
  }
  Browser person(const std::string& name, const std::string& role, const std::string& unit) {
    std::vector<std::string> words{"user", "invite", name, "--name", "Người minh họa", "--role", role};
    if (!unit.empty()) words.insert(words.end(), {"--unit", unit});
    return Browser(server, at(t.json(words).json(), {"link"}).scalar);
  }
  Terminal t;
  Served server{t};
};

TEST_F(Levels, ADistrictCollectsFromItsWardsAndReportsToTheCity) {
  server.start();
  if (HasFatalFailure()) return;
  const Browser drafter = person("soan-q7", "drafter", "q7"), signatory = person("ky-q7", "signatory", "q7"),
                officer = person("chuyen-vien", "agency_officer", ""),
                leader = person("lanh-dao", "agency_leader", ""), other = person("soan-q4", "drafter", "q4");
  std::vector<Browser> wards;
  for (size_t i = 0; i < 3; ++i) wards.push_back(person("vt-" + kWards[i], "clerk", kWards[i]));

  // The district alone sets its cycle up and opens it.
  const std::string terms = R"({"due": "2023-06-12", "tables": ["01", "05a"]})";
  EXPECT_EQ(other.ask("POST", "/api/cycles/2023-H1/levels/q7", terms).status, 403);
  EXPECT_EQ(wards[0].ask("POST", "/api/cycles/2023-H1/levels/q7", terms).status, 403);
  const Reply set = drafter.ask("POST", "/api/cycles/2023-H1/levels/q7", terms);
  ASSERT_EQ(set.status, 200) << set.body;
  EXPECT_EQ(set.text({"code"}), "2023-H1@q7");
  EXPECT_EQ(set.text({"due"}), "2023-06-12") << "its own due day, before that of the district";
  const std::vector<const Browser*> others{&officer, &leader, &other, wards.data()};
  for (const Browser* not_its : others)
    EXPECT_EQ(not_its->change("POST", kBelow, std::string(kBelow) + "/open").status, 403);
  ASSERT_EQ(drafter.change("POST", kBelow, std::string(kBelow) + "/open").status, 200);

  // A ward gets its form from the district and sends there; not to the city, and not for its neighbour.
  EXPECT_EQ(wards[0].get(std::string(kBelow) + "/forms/" + kWards[0]).status, 200);
  EXPECT_EQ(wards[0].get("/api/cycles/2023-H1/forms/" + kWards[0]).status, 404) << "it owes the city nothing";
  EXPECT_EQ(wards[0].ask("PUT", of_ward(1), ward_report(1, 5), {{"If-None-Match", "*"}}).status, 403);
  for (size_t i = 0; i < 3; ++i) {
    const Reply sent = wards[i].ask("PUT", of_ward(i), ward_report(i, 100), {{"If-None-Match", "*"}});
    ASSERT_EQ(sent.status, 200) << sent.body;
  }

  // The district reviews; the city looks on and decides nothing there.
  EXPECT_EQ(wards[0].get(std::string(kBelow) + "/status").status, 403);
  EXPECT_EQ(officer.get(std::string(kBelow) + "/status").status, 200);
  EXPECT_EQ(officer.ask("POST", std::string(kBelow) + "/note").status, 403);
  const Reply revise = drafter.change("POST", of_ward(0), of_ward(0) + "/revise",
                                      R"({"figures": ["comm_people"], "message": "Rà lại số lượt người"})");
  ASSERT_EQ(revise.status, 200) << revise.body;
  EXPECT_EQ(wards[0].change("PUT", of_ward(0), of_ward(0), ward_report(0, 90)).status, 200);
  ASSERT_EQ(drafter.ask("POST", std::string(kBelow) + "/note").status, 200);
  const Node status = drafter.get(std::string(kBelow) + "/status").json();
  EXPECT_EQ(at(status, {"expected"}).scalar, "10");
  EXPECT_EQ(at(status, {"noted"}).scalar, "3");

  // It consolidates, and what it found stands in the draft of its own report.
  EXPECT_EQ(drafter.ask("POST", "/api/cycles/2023-H1/levels/q7/pass-up").status, 409)
      << "nothing is found yet";
  EXPECT_EQ(officer.ask("POST", std::string(kBelow) + "/snapshots").status, 403);
  const Reply snapshot = drafter.ask("POST", std::string(kBelow) + "/snapshots");
  ASSERT_EQ(snapshot.status, 200) << snapshot.body;
  const Reply up = drafter.ask("POST", "/api/cycles/2023-H1/levels/q7/pass-up");
  ASSERT_EQ(up.status, 200) << up.body;
  std::map<std::string, std::string> fields;
  const Node draft = up.json();
  for (const auto& field : at(draft, {"fields"}).items)
    fields[field.find("field")->scalar] = field.find("value")->scalar;
  EXPECT_EQ(fields["figures:comm_people:this_period"], "290");
  EXPECT_EQ(fields["figures:ww_sites_ok:this_period"], "24");
  EXPECT_THAT(fields["figures:comm_people:note"], HasSubstr("3/10")) << "seven wards are not in it";

  // The report goes its usual way up and counts once.
  const std::string own = "/api/cycles/2023-H1/drafts/q7";
  for (const auto& [field, value] :
       {std::pair{"letter:number", "\"412/BC-UBND\""}, {"letter:date", "\"2023-06-09\""}})
    ASSERT_EQ(drafter
                  .ask("PUT", own + "/fields/" + field, std::string(R"({"value": )") + value + "}",
                       {{"If-None-Match", "*"}})
                  .status,
              200);
  ASSERT_EQ(drafter.ask("POST", own + "/stage", R"({"stage": "in_review"})").status, 200);
  ASSERT_EQ(signatory.ask("POST", own + "/stage", R"({"stage": "signed"})").status, 200);
  const Reply sent = signatory.ask("POST", own + "/send");
  ASSERT_EQ(sent.status, 200) << sent.body;
  ASSERT_EQ(officer.ask("POST", "/api/cycles/2023-H1/note").status, 200);
  EXPECT_EQ(officer.ask("POST", "/api/cycles/2023-H1/snapshots").status, 200);

  // The district closes and settles its cycle; what wards said is nobody's business outside.
  ASSERT_EQ(drafter.change("POST", kBelow, std::string(kBelow) + "/close").status, 200);
  ASSERT_EQ(drafter.ask("POST", std::string(kBelow) + "/snapshots").status, 200);
  EXPECT_EQ(drafter.change("POST", kBelow, std::string(kBelow) + "/publish").status, 403) << "who signs does";
  const Reply settled = signatory.change("POST", kBelow, std::string(kBelow) + "/publish");
  ASSERT_EQ(settled.status, 200) << settled.body;
  for (const char* open : {"/results", "/results.csv", "/figures", "/figures.csv", "/manifest"})
    EXPECT_NE(server.ask("GET", std::string(kBelow) + open).status, 200) << open;
  EXPECT_EQ(server.ask("GET", "/api/results").status, 404)
      << "a level publishes nothing to the city's people";
  EXPECT_THAT(server.ask("GET", "/api/cycles").body, Not(HasSubstr("@q7")));

  // Both levels stand side by side for who may see them.
  const Node levels = officer.get("/api/cycles/2023-H1/levels").json();
  const Node& q7 = where(at(levels, {"items"}), "unit", "q7");
  EXPECT_EQ(at(q7, {"stage"}).scalar, "published");
  EXPECT_EQ(at(q7, {"noted"}).scalar, "3");
  EXPECT_EQ(server.end(SIGTERM), 0);
  t.must({"consolidate", "--cycle", "2023-H1", "-o", "city"});
  const Node report = read_json(bytes_of(t / "city/report.json"), "report.json").value;
  EXPECT_EQ(where(at(report, {"elements"}), "element", "comm_people").find("this_period")->scalar, "290");
  for (const auto& unit : at(report, {"units"}).items)
    EXPECT_THAT(kWards, Not(Contains(unit.find("code")->scalar)));
  t.must({"audit", "verify"});
  t.must({"doctor"});
}

TEST_F(Levels, ADistrictsPlanAsksMoreAndItsTasksReferToTheCitys) {
  put_bytes(
      t / "q7.yaml",
      "due: 2023-06-12\n"
      "tables: ['01']\n"
      "decision: {number: 99/KH-UBND, date: 2023-03-01}\n"
      "elements:\n"
      "  - {code: q7_alleys, name_vi: Hẻm được tổng vệ sinh (minh họa), unit: hẻm, kind: flow, table: 05a}\n"
      "tasks:\n"
      "  - {code: q7-hem-xanh, text: {vi: Tổng vệ sinh hẻm (minh họa)}, solution: s1, leads: [q7-tan-phu],\n"
      "     due: 2023-12-15, refers_to: [t14]}\n");
  t.must({"level", "set", "2023-H1", "--unit", "q7", "q7.yaml"});
  t.must({"cycle", "open", "2023-H1@q7"});
  EXPECT_THAT(t.json({"level", "set", "2023-H1", "--unit", "q7", "q7.yaml"}).codes(), Contains("level-open"));
  t.must({"form", "--cycle", "2023-H1@q7", "--unit", "q7-tan-phu", "-o", "tan-phu.xlsx"});
  FormFile(t / "tan-phu.xlsx")
      .number("x_q7_alleys_this_period", "12")
      .text("x_q7_hem_xanh_result", "12/40 hẻm")
      .text("x_q7_hem_xanh_status", "Đang thực hiện")
      .save(t / "in.xlsx");
  t.must({"submit", "in.xlsx"});
  t.must({"review", "2023-H1@q7", "--note"});
  t.must({"consolidate", "--cycle", "2023-H1@q7", "-o", "q7"});
  const Node report = read_json(bytes_of(t / "q7/report.json"), "report.json").value;
  EXPECT_EQ(where(at(report, {"elements"}), "element", "q7_alleys").find("this_period")->scalar, "12");
  EXPECT_EQ(at(where(at(report, {"tasks"}), "code", "q7-hem-xanh"), {"grade"}).scalar, "under_way_in_time");
  for (const char* paper : {"report.docx", "annex.xlsx", "report.html"})
    EXPECT_TRUE(fs::exists(t / ("q7/" + std::string(paper)))) << paper;
  // The next cycle of the year goes on with the same plan.
  t.must({"level", "set", "2023-Y", "--unit", "q7", "--due", "2023-12-12"});
  t.must({"form", "--cycle", "2023-Y@q7", "--unit", "q7-tan-phu", "-o", "year.xlsx"});
  EXPECT_THAT(*Package::open(bytes_of(t / "year.xlsx"), "year.xlsx").value.part("xl/sharedStrings.xml"),
              HasSubstr("Hẻm được tổng vệ sinh"));
  // The figures of every level can be made again from the bytes, and the programme exports with its levels.
  t.must({"doctor"});
  t.must({"programme", "export", "-o", "out"});
  EXPECT_THAT(bytes_of(t / "out/cycles.yaml"), HasSubstr("2023-H1@q7"));
  t.environment["XANH_STORE"] = (t / "again").string();
  t.must({"init", "out"});
  EXPECT_EQ(t.json({"level", "list", "2023-H1"}).code, 0);
}

}  // namespace
}  // namespace xanh::terminal_test
