// The first half of 2023 of the city's programme, end to end through the terminal and the workbooks of the
// units: from the decision to the report that says the right things.
#include <cmath>

#include "base/decimal.hpp"
#include "cli/form_file.hpp"
#include "cli/terminal.hpp"
#include "exchange/form_workbook.hpp"
#include "exchange/ooxml/package.hpp"
#include "exchange/programme_folder.hpp"
#include "exchange/yaml.hpp"
#include "story/reading.hpp"

namespace xanh::terminal_test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> report_units() {
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator(kReports)) out.push_back(entry.path().stem().string());
  std::sort(out.begin(), out.end());
  return out;
}

/// What the officers of the units would fill in.
/// The city's programme, to print forms from.
struct City {
  City() {
    programme = read_programme_folder(kProgramme).value;
    units = Register(programme.register_rows);
    for (const auto& c : programme.cycles)
      if (c.code == "2023-H1") cycle = c;
  }
  [[nodiscard]] std::string filled(const Submission& report) const {
    const Plan& plan = programme.plans.back();
    FormContext context;
    context.programme = &plan.programme;
    context.plan = &plan;
    context.units = &units;
    context.cycle = &cycle;
    context.draft = &report;
    return write_form_workbook(form_of(plan, units, cycle, report.unit), context);
  }
  ProgrammeFolder programme;
  Register units;
  Cycle cycle;
};

const City& city() {
  static const City made;
  return made;
}

/// Paths of the values that differ between two trees, positions as numbers: "targets.0.value".
void differing(const Node& a, const Node& b, const std::string& path, std::set<std::string>& out) {
  if (a == b) return;
  const auto x = Decimal::parse(a.scalar), y = Decimal::parse(b.scalar);
  if (x && y && *x == *y) return;  // 12.0 is 12
  const auto step = [&](const std::string& key) { return path.empty() ? key : path + "." + key; };
  if (a.kind == Node::Kind::map && b.kind == Node::Kind::map) {
    for (const auto& member : a.members) {
      const Node* other = b.find(member.first);
      if (!other)
        out.insert(step(member.first));
      else
        differing(member.second, *other, step(member.first), out);
    }
    for (const auto& member : b.members)
      if (!a.find(member.first)) out.insert(step(member.first));
  } else if (a.kind == Node::Kind::list && b.kind == Node::Kind::list && a.items.size() == b.items.size()) {
    for (size_t i = 0; i < a.items.size(); ++i)
      differing(a.items[i], b.items[i], step(std::to_string(i)), out);
  } else {
    out.insert(path);
  }
}
std::set<std::string> differing(const Node& a, const Node& b) {
  std::set<std::string> out;
  differing(a, b, "", out);
  return out;
}

size_t position_of(const Node& list, const std::string& key, const std::string& value) {
  for (size_t i = 0; i < list.items.size(); ++i)
    if (const Node* found = list.items[i].find(key); found && found->scalar == value) return i;
  return list.items.size();
}

struct HalfYear : testing::Test {
  /// Everything up to reports taken in through workbooks; not yet noted.
  void sent_in(const std::vector<std::string>& units) {
    t.open_cycle();
    std::vector<std::string> words{"submit"};
    for (const auto& unit : units) {
      const std::string name = "in/2023-H1-" + unit + ".xlsx";
      put_bytes(t / name, city().filled(report_of(unit)));
      words.push_back(name);
    }
    const Ran ran = t.json(words);
    ASSERT_EQ(ran.code, 0) << ran.out;
    ASSERT_EQ(at(ran.json(), {"items"}).items.size(), units.size());
  }
  Node consolidated(const std::string& folder) {
    t.must({"consolidate", "--cycle", "2023-H1", "-o", folder});
    return read_json(bytes_of(t / folder / "report.json"), "report.json").value;
  }
  Terminal t;
};

TEST_F(HalfYear, FromTheDecisionToTheReportThroughTheWorkbooksOfTheUnits) {
  const auto units = report_units();
  sent_in(units);
  // Every unit that reports gets a form, and the blank form of a unit is the very form that came back.
  t.must({"form", "--cycle", "2023-H1", "--all", "-o", "again"});
  const auto forms = files_below(t / "again");
  EXPECT_EQ(forms.size(), 48u);
  for (const auto& unit : units) EXPECT_TRUE(forms.contains("2023-H1-" + unit + ".xlsx")) << unit;

  // The agency asks one unit to look at one figure again.
  t.must({"review", "2023-H1/q7", "--revise", "ww_sites_ok", "--message",
          "Số cơ sở đạt quy chuẩn lệch so với kỳ trước, đề nghị rà soát"});
  const Node asked = t.json({"status", "--cycle", "2023-H1"}).json();
  EXPECT_EQ(at(where(at(asked, {"units"}), "code", "q7"), {"state"}).scalar, "asked_to_revise");
  EXPECT_EQ(at(where(at(asked, {"units"}), "code", "q7"), {"to_revise", "0"}).scalar, "ww_sites_ok");

  // It may change that one only: another figure is refused by name, the one alone is taken.
  const std::string revised = "in/2023-H1-q7.xlsx";
  FormFile(t / revised)
      .number("x_ww_sites_ok_this_period", "80")
      .number("x_vehicles_ok_this_period", "98")
      .save(t / "wrong.xlsx");
  const Ran refused = t.json({"submit", "wrong.xlsx"});
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.codes(), Contains("beyond-request"));
  EXPECT_THAT(refused.of_problems("field"), Contains("vehicles_ok"));
  EXPECT_THAT(refused.of_problems("field"), Not(Contains("ww_sites_ok")));
  FormFile(t / revised).number("x_ww_sites_ok_this_period", "80").save(t / revised);
  const Ran taken = t.json({"submit", revised});
  EXPECT_EQ(taken.code, 0) << taken.out;
  EXPECT_EQ(at(taken.json(), {"items", "0", "submission"}).scalar, "2023-H1/q7/2");

  t.must({"review", "2023-H1", "--note"});
  const Node report = consolidated("out");

  // Sums and shares are what the units' own figures give, counted here from the reports by hand.
  const auto sum = [&](const std::string& element) {
    Decimal out;
    for (const auto& unit : units) {
      const Submission one = report_of(unit);
      const ReportedFigure* f = one.figure(element);
      if (unit == "q7" && element == "ww_sites_ok")
        out += Decimal(80);
      else if (f && f->value(FigureColumn::this_period))
        out += *f->value(FigureColumn::this_period);
    }
    return out;
  };
  const Node& facilities = where(at(report, {"targets"}), "code", "t01");
  EXPECT_EQ(facilities.find("numerator")->scalar, sum("ww_sites_ok").to_text());
  EXPECT_EQ(facilities.find("denominator")->scalar, sum("ww_sites_obliged").to_text());
  EXPECT_NEAR(std::stod(facilities.find("value")->scalar),
              100 * sum("ww_sites_ok").to_double() / sum("ww_sites_obliged").to_double(), 1e-6);
  EXPECT_EQ(at(facilities, {"coverage", "expected"}).scalar, "22");
  EXPECT_EQ(at(facilities, {"coverage", "noted"}).scalar, "21") << "q4 sent nothing";
  EXPECT_EQ(at(facilities, {"coverage", "complete"}).scalar, "false");
  EXPECT_EQ(at(facilities, {"missing", "0"}).scalar, "q4");

  const Node& wastewater = where(at(report, {"targets"}), "code", "t09");
  EXPECT_EQ(wastewater.find("value")->scalar, "21.178514");
  EXPECT_EQ(wastewater.find("display")->scalar, "21,2");
  EXPECT_EQ(wastewater.find("numerator")->scalar, "370624");
  EXPECT_EQ(wastewater.find("definition")->scalar, "ww-all-plants");
  EXPECT_EQ(wastewater.find("grade")->scalar, "not_yet_due") << "a milestone of 2025 is not due in 2023";
  EXPECT_EQ(wastewater.find("change")->kind, Node::Kind::null) << "nothing published to compare with";
  EXPECT_EQ(at(wastewater, {"trace", "0", "id"}).scalar, "2023-H1/so-xd/1");

  // Who sent nothing is not sent, who revised is traced to the revision that counts.
  EXPECT_EQ(at(where(at(report, {"units"}), "code", "q4"), {"state"}).scalar, "not_sent");
  EXPECT_EQ(at(where(at(report, {"units"}), "code", "q7"), {"state"}).scalar, "noted");
  std::vector<std::string> traced;
  for (const auto& source : facilities.find("trace")->items) traced.push_back(source.find("id")->scalar);
  EXPECT_THAT(traced, Contains("2023-H1/q7/2"));
  EXPECT_THAT(traced, Not(Contains("2023-H1/q7/1")));
  EXPECT_EQ(report.find("cut_off")->scalar, "2023-06-14");
  EXPECT_EQ(report.find("illustrative")->scalar, "true");

  // The paper says the same, in the words of papers, and carries the digest.
  const std::string paper = words_of(t / "out" / "report.docx");
  EXPECT_THAT(paper, HasSubstr("21,2"));
  EXPECT_THAT(paper, HasSubstr("14/6/2023"));
  EXPECT_THAT(paper, HasSubstr("Quận 4"));
  EXPECT_THAT(words_of(t / "out" / "sources.docx"), HasSubstr("370.624"));
  const std::string digest = at(report, {"snapshot", "sha256"}).scalar.substr(0, 12);
  bool marked = false;
  const auto package = Package::open(bytes_of(t / "out" / "report.docx"), "report.docx").value;
  for (const auto& name : package.names()) marked |= package.part(name)->find(digest) != std::string::npos;
  EXPECT_TRUE(marked) << digest;
  EXPECT_THAT(bytes_of(t / "out" / "report.html"), HasSubstr("21,2"));
  t.must({"audit", "verify"});

  // A second run changes no byte and makes no second snapshot.
  EXPECT_EQ(at(consolidated("twice"), {"snapshot", "number"}).scalar, "1");
  EXPECT_EQ(files_below(t / "out"), files_below(t / "twice"));
  EXPECT_EQ(files_below(t / "out").size(), 5u);
}

TEST_F(HalfYear, OneCellOfOneWorkbookChangesWhatItShouldAndNothingElse) {
  sent_in({"q7", "q1", "so-xd", "hepza"});
  t.must({"review", "2023-H1", "--note"});
  const Node before = consolidated("before");
  FormFile(t / "in/2023-H1-q7.xlsx").number("x_ww_sites_ok_this_period", "80").save(t / "in/2023-H1-q7.xlsx");
  t.must({"submit", "in/2023-H1-q7.xlsx"});
  t.must({"review", "2023-H1", "--note"});
  const Node after = consolidated("after");
  EXPECT_EQ(at(after, {"snapshot", "number"}).scalar, "2");

  const size_t target = position_of(at(before, {"targets"}), "code", "t01");
  const size_t element = position_of(at(before, {"elements"}), "element", "ww_sites_ok");
  const std::string t01 = "targets." + std::to_string(target) + ".";
  const auto changed = differing(before, after);
  std::vector<std::string> beyond;
  for (const auto& path : changed) {
    const bool traced = path.ends_with(".id") &&
                        path.find(".trace.") != std::string::npos;  // every figure of q7 now comes from q7/2
    const bool allowed = path.starts_with("snapshot.") || traced || path == t01 + "value" ||
                         path == t01 + "display" || path == t01 + "numerator" ||
                         path.starts_with(t01 + "by_area.") ||
                         (path.starts_with(t01 + "trace.") && path.ends_with(".value")) ||
                         path == "elements." + std::to_string(element) + ".this_period";
    if (!allowed) beyond.push_back(path);
  }
  EXPECT_THAT(beyond, IsEmpty());
  for (const std::string& path :
       {t01 + "value", t01 + "numerator", std::string("snapshot.number"), std::string("snapshot.sha256"),
        "elements." + std::to_string(element) + ".this_period"})
    EXPECT_TRUE(changed.contains(path)) << path;
  EXPECT_EQ(std::stol(at(before, {"targets", std::to_string(target), "numerator"}).scalar) - 2,
            std::stol(at(after, {"targets", std::to_string(target), "numerator"}).scalar));
  for (const auto& area : at(after, {"targets", std::to_string(target), "by_area"}).items)
    if (area.find("unit")->scalar != "q7") {
      EXPECT_EQ(area, where(at(before, {"targets", std::to_string(target), "by_area"}), "unit",
                            area.find("unit")->scalar));
    }
}

TEST_F(HalfYear, AWorkbookGivesTheSameFiguresAsTheReportItWasFilledFrom) {
  sent_in({"q7", "so-xd"});
  t.must({"review", "2023-H1", "--note"});
  const Node books = consolidated("books");
  Terminal other;
  other.with_reports({"q7", "so-xd"});
  other.must({"consolidate", "--cycle", "2023-H1", "-o", "out"});
  const Node files = read_json(bytes_of(other / "out" / "report.json"), "report.json").value;
  for (const auto& path : differing(books, files))
    EXPECT_TRUE(path.starts_with("snapshot.") || path == "seen_at" ||
                path.find(".received_on") != std::string::npos || path.find("days_late") != std::string::npos)
        << path << " (only the arrival is not in the workbook)";
}

TEST_F(HalfYear, AWorkbookSavedByLibreOfficeComesInWithTheSameFigures) {
  if (!fs::exists("/usr/bin/soffice")) GTEST_SKIP() << "LibreOffice is not installed";
  t.open_cycle();
  put_bytes(t / "q7.xlsx", city().filled(report_of("q7")));
  fs::create_directory(t / "saved");
  const std::string command =
      "cd '" + t.folder().string() + "' && HOME='" + t.folder().string() +
      "' timeout 90 /usr/bin/soffice --headless -env:UserInstallation=file://" + t.folder().string() +
      "/profile --convert-to xlsx:'Calc MS Excel 2007 XML' --outdir saved q7.xlsx >/dev/null 2>&1";
  const int converted = std::system(command.c_str());
  if (converted != 0 || !fs::exists(t / "saved" / "q7.xlsx"))
    GTEST_SKIP() << "LibreOffice is installed without its spreadsheets";
  const Ran first = t.json({"submit", "saved/q7.xlsx"});
  EXPECT_EQ(first.code, 0) << first.out;
  const Ran second = t.json({"submit", "q7.xlsx"});
  EXPECT_EQ(second.code, 0) << second.out;
  EXPECT_EQ(at(second.json(), {"items", "0", "unchanged"}).scalar, "true") << "the same report, to the byte";
}

/// One manifest, one digest: whatever the place of the machine, its language and the number of its threads.
TEST_F(HalfYear, TheSameManifestGivesTheSameSnapshotAndPapersEverywhere) {
  t.with_reports();
  consolidated("here");
  const auto here = files_below(t / "here");
  const std::vector<std::map<std::string, std::string>> places{
      {{"TZ", "America/New_York"}},
      {{"LC_ALL", "C"}},
      {{"LC_ALL", "vi_VN.UTF-8"}, {"LANG", "vi_VN.UTF-8"}},
      {{"XANH_THREADS", "1"}},
      {{"XANH_THREADS", "8"}}};
  const auto usual = t.environment;
  for (size_t i = 0; i < places.size(); ++i) {
    t.environment = usual;
    for (const auto& [name, value] : places[i]) t.environment[name] = value;
    const std::string folder = "there" + std::to_string(i);
    EXPECT_EQ(at(consolidated(folder), {"snapshot", "number"}).scalar, "1")
        << testing::PrintToString(places[i]);
    EXPECT_EQ(files_below(t / folder), here) << testing::PrintToString(places[i]);
  }
  // And a whole store made elsewhere, later, with the same content.
  Terminal other;
  other.environment["TZ"] = "America/New_York";
  other.environment["LC_ALL"] = "C";
  other.environment["XANH_THREADS"] = "8";
  other.with_reports();
  other.must({"consolidate", "--cycle", "2023-H1", "-o", "out"});
  EXPECT_EQ(files_below(other / "out"), here);
}

}  // namespace
}  // namespace xanh::terminal_test
