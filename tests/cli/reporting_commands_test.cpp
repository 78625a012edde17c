// form, submit, review, status: whose form comes in, when, and what an officer's Excel may have done to it.
#include "cli/form_file.hpp"
#include "cli/terminal.hpp"

namespace xanh::terminal_test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;
using testing::UnorderedElementsAre;

std::string sent(const Terminal& t) {
  return at(t.must({"status", "--cycle", "2023-H1", "--json"}).json(), {"sent"}).scalar;
}

/// A terminal with an open cycle and the blank form of q7 in q7.xlsx.
struct WithForm : testing::Test {
  WithForm() {
    t.open_cycle();
    t.must({"form", "--cycle", "2023-H1", "--unit", "q7", "-o", "q7.xlsx"});
  }
  FormFile form() const { return FormFile(t / "q7.xlsx"); }
  /// What submit says of a changed form; a refused one must leave nothing behind.
  Ran submitted(const FormFile& file, std::vector<std::string> more = {}) {
    file.save(t / "sent.xlsx");
    more.insert(more.begin(), {"submit", "sent.xlsx"});
    const Ran ran = t.json(more);
    EXPECT_EQ(sent(t), ran.code == 0 ? "1" : "0") << ran.out;
    return ran;
  }
  Terminal t;
};

TEST_F(WithForm, FilledAndSentItIsTakenInWithItsFigures) {
  const Ran ran = submitted(form()
                                .number("x_ww_sites_obliged_this_period", "86")
                                .number("x_ww_sites_ok_this_period", "82")
                                .text("x_text_1", "Đã chia biểu cho 10 phường."));
  EXPECT_EQ(ran.code, 0) << ran.out;
  const Node line = at(ran.json(), {"items", "0"});
  EXPECT_EQ(line.find("submission")->scalar, "2023-H1/q7/1");
  EXPECT_EQ(line.find("unchanged")->scalar, "false");
  EXPECT_EQ(line.find("sha256")->scalar.size(), 64u);
  EXPECT_THAT(t.json({"submit", "sent.xlsx"}).out, HasSubstr("\"unchanged\": true"));
}

TEST_F(WithForm, IsVietnameseWhateverTheMessagesAreUnlessAskedForInEnglish) {
  const auto book = [&](const std::vector<std::string>& more) {
    std::vector<std::string> words{"form", "--cycle", "2023-H1", "--unit", "q7", "-o", "asked.xlsx"};
    words.insert(words.end(), more.begin(), more.end());
    t.must(words);
    return FormFile(t / "asked.xlsx").part("xl/workbook.xml");
  };
  EXPECT_EQ(book({"--lang", "en"}), book({}));
  EXPECT_THAT(book({"--lang", "en"}), HasSubstr("Biểu 01"));
  EXPECT_THAT(book({"--language", "en"}), HasSubstr("Table 01"));
}

TEST_F(WithForm, TextThatLooksLikeANumberIsReadTheVietnameseWayWithAWarning) {
  const Ran ran = submitted(form()
                                .text("x_comm_people_this_period", "1.234")
                                .text("x_waste_generated_local_this_period", "1.234,5"));
  EXPECT_EQ(ran.code, 0) << ran.out;
  const Node warning = where(*ran.json().find("problems"), "code", "form-number-read-as");
  EXPECT_THAT(at(warning, {"message", "vi"}).scalar, HasSubstr("đã đọc là 1234"));
  EXPECT_EQ(warning.find("sheet")->scalar, "Biểu 05");
  EXPECT_THAT(warning.find("cell")->scalar, testing::MatchesRegex("[A-Z]+[0-9]+"));
  // Both came in as figures: the form of the unit now shows them.
  t.must({"form", "--cycle", "2023-H1", "--unit", "q7", "-o", "again.xlsx"});
  FormFile again(t / "again.xlsx");
  const auto [sheet, people] = again.place_of("x_comm_people_this_period");
  EXPECT_THAT(again.part(sheet), testing::ContainsRegex("<c r=\"" + people + "\"[^>]*><v>1234</v>"));
  const auto waste = again.place_of("x_waste_generated_local_this_period").second;
  EXPECT_THAT(again.part(sheet), testing::ContainsRegex("<c r=\"" + waste + "\"[^>]*><v>1234.5</v>"));
}

TEST_F(WithForm, WordsAndErrorsInNumberCellsAreToldByTheirCells) {
  FormFile file = form();
  file.error("x_ww_sites_ok_this_period", "#REF!").text("x_comm_people_this_period", "ba trăm");
  const Ran ran = submitted(file);
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.codes(), IsSupersetOf({"form-error-cell", "form-not-a-number"}));
  const Node error = where(*ran.json().find("problems"), "code", "form-error-cell");
  EXPECT_EQ(error.find("cell")->scalar, file.place_of("x_ww_sites_ok_this_period").second);
  EXPECT_THAT(at(error, {"message", "vi"}).scalar, HasSubstr("#REF!"));
  EXPECT_THAT(t.run({"submit", "sent.xlsx"}).err, HasSubstr("sent.xlsx:Biểu 01!"));
}

TEST_F(WithForm, TwoCellsOfOneNameAreRefused) {
  FormFile file = form();
  file.part("xl/workbook.xml") =
      replaced(file.part("xl/workbook.xml"), "<definedName name=\"x_ww_sites_ok_this_period\"",
               "<definedName name=\"x_ww_sites_ok_this_period\">'Biểu 05'!$Z$99</definedName><definedName "
               "name=\"x_ww_sites_ok_this_period\"");
  const Ran ran = submitted(file);
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.codes(), Contains("form-name-twice"));
}

TEST_F(WithForm, WithoutItsHiddenSheetItIsNobodysForm) {
  FormFile file = form();
  file.part("xl/workbook.xml") = replaced(file.part("xl/workbook.xml"), "name=\"_xanh\"", "name=\"xanh\"");
  EXPECT_THAT(submitted(file).codes(), Contains("form-not-ours"));
}

TEST_F(WithForm, WithMacrosOrLinksIsRefusedAndTheWayOutIsTold) {
  FormFile file = form();
  file.number("x_ww_sites_ok_this_period", "82");
  file.part("xl/vbaProject.bin") = "macro";
  file.part("xl/externalLinks/externalLink1.xml") = "<externalLink/>";
  const Ran ran = submitted(file);
  EXPECT_EQ(ran.code, 1) << ran.out;
  EXPECT_THAT(ran.codes(), ElementsAre("workbook-macros", "workbook-external-links"));
  EXPECT_THAT(ran.out, HasSubstr("save it as .xlsx without macros"));
}

TEST_F(WithForm, OfThousandsOfSheetsItIsRefused) {
  FormFile file = form();
  std::string sheets;
  for (int i = 0; i < 5000; ++i)
    sheets += "<sheet name=\"Tờ " + std::to_string(i) + "\" sheetId=\"" + std::to_string(100 + i) +
              "\" r:id=\"rId1\"/>";
  file.part("xl/workbook.xml") = replaced(file.part("xl/workbook.xml"), "</sheets>", sheets + "</sheets>");
  const Ran ran = submitted(file);
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.codes(), Contains("workbook-too-many-sheets"));
}

TEST_F(WithForm, ThatIsAZipBombIsRefusedAtOnce) {
  FormFile file = form();
  file.part("xl/media/image1.bin") = std::string(size_t{200} << 20, '\0');
  const Ran ran = submitted(file);
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.codes(), Contains("package-bomb"));
}

TEST_F(WithForm, WithDecomposedVietnameseIsComposedAndWithBrokenTextRefused) {
  submitted(form().text("x_text_1", "Qua\xCC\xA3\xCC\x82n 7"));
  const Ran unchanged = [&] {
    form().text("x_text_1", "Quận 7").save(t / "composed.xlsx");
    return t.json({"submit", "composed.xlsx"});
  }();
  EXPECT_THAT(unchanged.out, HasSubstr("\"unchanged\": true"));
  FormFile broken = form();
  broken.text("x_text_1", "Qu\xFFn 7").save(t / "broken.xlsx");
  const Ran ran = t.json({"submit", "broken.xlsx"});
  EXPECT_EQ(ran.code, 1) << ran.out;
  EXPECT_EQ(ran.json().find("items")->items.size(), 0u);
}

TEST_F(WithForm, OfSomebodyElseIsRefusedWhenEnteredOnBehalf) {
  const Ran ran = submitted(form(), {"--on-behalf", "q1"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.codes(), Contains("other-unit"));
  put_bytes(t / "letter.pdf", "%PDF-1.4");
  const Ran own = submitted(form(), {"--on-behalf", "q7", "--letter", "letter.pdf"});
  EXPECT_EQ(own.code, 0) << own.out;
  EXPECT_THAT(
      own.json().find("problems")->items,
      Not(Contains(testing::ResultOf([](const Node& p) { return p.find("severity")->scalar; }, "error"))));
}

TEST_F(WithForm, EnteredOnBehalfNeedsItsLetterToBeThere) {
  const Ran ran = submitted(form(), {"--on-behalf", "q7", "--letter", "nowhere.pdf"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.of_problems("file"), Contains("nowhere.pdf"));
}

TEST_F(WithForm, OfACycleThatIsNotOpenIsRefused) {
  t.must({"form", "--cycle", "2023-Y", "--unit", "q7", "-o", "year.xlsx"});
  const Ran ran = t.json({"submit", "year.xlsx"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.codes(), Contains("cycle-not-open"));
  t.must({"cycle", "close", "2023-H1"});
  EXPECT_THAT(t.json({"submit", "q7.xlsx"}).codes(), Contains("cycle-not-open"));
  EXPECT_EQ(sent(t), "0");
}

TEST_F(WithForm, OfAnotherProgrammeIsRefused) {
  const auto folder = t.programme_copy();
  Terminal::edit(folder / "programme.yaml", "code: hcmc-2020-2030", "code: binh-duong-2020");
  t.must({"init", folder, "--store", "other"});
  t.must({"cycle", "open", "2023-H1", "--store", "other"});
  t.must({"form", "--cycle", "2023-H1", "--unit", "q7", "-o", "foreign.xlsx", "--store", "other"});
  const Ran ran = t.json({"submit", "foreign.xlsx"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.codes(), Contains("other-programme"));
  EXPECT_EQ(sent(t), "0");
}

TEST_F(WithForm, OfAnOlderPlanIsTakenInAndTheNewItemsAreListed) {
  const auto folder = t.programme_copy();
  Terminal::edit(folder / "obligations.csv", "staff_quota,districts,2023-04-04,,",
                 "staff_quota,hepza,2023-04-04,,");
  t.must({"init", folder, "--store", "older"});
  t.must({"cycle", "open", "2023-H1", "--store", "older"});
  t.must({"form", "--cycle", "2023-H1", "--unit", "q7", "-o", "older.xlsx", "--store", "older"});
  FormFile older(t / "older.xlsx");
  older.number("x_ww_sites_ok_this_period", "82").save(t / "older.xlsx");
  const Ran ran = t.json({"submit", "older.xlsx"});
  EXPECT_EQ(ran.code, 0) << ran.out;
  EXPECT_THAT(ran.codes(), Contains("older-form"));
  EXPECT_EQ(at(ran.json(), {"items", "0", "new_items", "0"}).scalar, "staff_quota");
  EXPECT_EQ(sent(t), "1");
}

TEST_F(WithForm, CheckedOnlyItIsNotTakenIn) {
  const Ran ran = t.json({"submit", "q7.xlsx", "--dry-run"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(at(ran.json(), {"items", "0", "dry_run"}).scalar, "true");
  EXPECT_EQ(sent(t), "0");
}

TEST(Submit, TellsTheProblemsOfAllFilesAndTakesInThoseWithoutAny) {
  Terminal t;
  t.open_cycle();
  put_bytes(t / "text.yaml", "cycle: 2023-H1\nunit: q7\nfigurs: []\n");
  put_bytes(t / "broken.yaml", "cycle: [\n");
  put_bytes(t / "odd.docx", "x");
  put_bytes(t / "unit.yaml", "cycle: 2023-H1\nunit: q77\n");
  put_bytes(t / "cycle.yaml", "cycle: 2023-H3\nunit: q7\n");
  put_bytes(t / "latin.yaml", "cycle: 2023-H1\nunit: q7\ncontact: Nguy\xEAn\n");
  put_bytes(t / "none.xlsx", "");
  const Ran ran = t.json({"submit", "text.yaml", "broken.yaml", "odd.docx", "unit.yaml", "cycle.yaml",
                          "latin.yaml", "none.xlsx", "nowhere.xlsx", kReports + "/q1.yaml"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.codes(), IsSupersetOf({"unknown-key", "report-file-kind", "unknown-unit", "unknown-cycle",
                                         "package-empty", "file-not-found"}));
  EXPECT_THAT(ran.suggestions(), IsSupersetOf({"figures", "q7", "2023-H1"}));
  const auto files = ran.of_problems("file");
  for (const char* file : {"text.yaml", "broken.yaml", "odd.docx", "unit.yaml", "cycle.yaml", "latin.yaml",
                           "none.xlsx", "nowhere.xlsx"})
    EXPECT_THAT(files, Contains(file));
  ASSERT_EQ(ran.json().find("items")->items.size(), 1u);
  EXPECT_EQ(at(ran.json(), {"items", "0", "unit"}).scalar, "q1");
  EXPECT_EQ(sent(t), "1");
}

TEST(Form, RefusesUnknownUnitsAndCyclesWithTheLikelyCode) {
  Terminal t;
  t.open_cycle();
  const auto said = [&](const char* cycle, const char* unit) {
    return t.json({"form", "--cycle", cycle, "--unit", unit, "-o", "f.xlsx"});
  };
  EXPECT_THAT(said("2023-H1", "so-tnm").codes(), ElementsAre("unknown-unit"));
  EXPECT_THAT(said("2023-H1", "so-tnm").suggestions(), ElementsAre("so-tnmt"));
  EXPECT_THAT(said("2023-H2", "q7").codes(), ElementsAre("unknown-cycle"));
  EXPECT_THAT(said("2023-H1", "q2").codes(), ElementsAre("unit-not-alive"));
  EXPECT_THAT(said("2023-H1", "q2").out, HasSubstr("tp-thu-duc"));
  EXPECT_THAT(said("2023-H1", "ubnd-tp").codes(), ElementsAre("owes-nothing"));
  EXPECT_FALSE(fs::exists(t / "f.xlsx"));
}

TEST(Form, OfAllUnitsIsOneFileEachAndTheSameBytesEveryTime) {
  Terminal t;
  t.open_cycle();
  const Ran ran = t.json({"form", "--cycle", "2023-H1", "--all", "-o", "one"});
  const auto first = files_below(t / "one");
  EXPECT_EQ(first.size(), at(ran.json(), {"items"}).items.size());
  EXPECT_EQ(std::to_string(first.size()),
            at(t.must({"status", "--cycle", "2023-H1", "--json"}).json(), {"expected"}).scalar);
  EXPECT_TRUE(first.contains("2023-H1-q7.xlsx"));
  t.environment["TZ"] = "America/New_York";
  t.must({"form", "--cycle", "2023-H1", "--all", "-o", "two"});
  EXPECT_EQ(first, files_below(t / "two"));
}

TEST(Cycle, GoesItsWayInOrderOnly) {
  Terminal t;
  t.environment["XANH_STORE"] = t / "s";
  t.must({"init", kProgramme});
  EXPECT_THAT(t.json({"cycle", "close", "2023-H1"}).codes(), ElementsAre("cycle-wrong-stage"));
  EXPECT_THAT(t.json({"consolidate", "--cycle", "2023-H1", "-o", "out"}).codes(),
              ElementsAre("cycle-not-opened"));
  EXPECT_EQ(at(t.must({"cycle", "open", "2023-H1", "--json"}).json(), {"plan_version"}).scalar, "1");
  EXPECT_THAT(t.json({"cycle", "open", "2023-H1"}).codes(), ElementsAre("cycle-wrong-stage"));
  EXPECT_THAT(t.json({"cycle", "publish", "2023-H1"}).codes(), ElementsAre("cycle-wrong-stage"));
  t.must({"cycle", "close", "2023-H1"});
  EXPECT_THAT(t.json({"cycle", "publish", "2023-H1"}).codes(), ElementsAre("no-snapshot"));
  EXPECT_EQ(at(where(at(t.json({"cycle", "list"}).json(), {"items"}), "code", "2023-H1"), {"stage"}).scalar,
            "closed");
  EXPECT_THAT(t.json({"cycle", "open", "2023-H9"}).suggestions(), ElementsAre("2023-H1"));
}

TEST(Review, WantsAMessageAndFiguresThatTheFormAsks) {
  Terminal t;
  t.with_reports({"q7"});
  const auto said = [&](const std::vector<std::string>& more) {
    std::vector<std::string> words{"review", "2023-H1/q7"};
    words.insert(words.end(), more.begin(), more.end());
    return t.json(words);
  };
  EXPECT_THAT(said({"--revise", "ww_sites_ok"}).codes(), ElementsAre("message-missing"));
  const Ran misspelt = said({"--revise", "ww_sites_okk,health_sites_ok", "--message", "Đề nghị rà soát"});
  EXPECT_EQ(misspelt.code, 1);
  EXPECT_THAT(misspelt.codes(), ElementsAre("figure-not-in-report", "figure-not-in-report"));
  EXPECT_THAT(misspelt.suggestions(), Contains("ww_sites_ok"));
  EXPECT_THAT(t.json({"review", "2023-H1/q1", "--note"}).codes(), ElementsAre("unknown-submission"));
  EXPECT_THAT(t.json({"review", "2023-H1/q7/2", "--note"}).codes(), ElementsAre("unknown-submission"));
  EXPECT_THAT(t.json({"review", "2023-H1/q7/zwei", "--note"}).codes(), ElementsAre("unknown-submission"));
  EXPECT_THAT(t.json({"review", "2024-H1/q7", "--note"}).codes(), ElementsAre("unknown-cycle"));
  const Ran again = said({"--note"});
  EXPECT_EQ(again.code, 0);
  EXPECT_THAT(again.codes(), ElementsAre("already-noted"));
  EXPECT_EQ(at(where(at(t.json({"status", "--cycle", "2023-H1"}).json(), {"units"}), "code", "q7"), {"state"})
                .scalar,
            "noted");
}

TEST(Status, TellsWhatCannotBeWrittenAndBecauseOfWhom) {
  Terminal t;
  t.with_reports({"q7", "so-xd"});
  const Node status = t.must({"status", "--cycle", "2023-H1", "--json"}).json();
  EXPECT_EQ(at(status, {"noted"}).scalar, "2");
  const Node& ratio = where(at(status, {"tables"}), "item", "t01");
  EXPECT_EQ(at(ratio, {"expected"}).scalar, "22");
  EXPECT_EQ(at(ratio, {"noted"}).scalar, "1");
  std::vector<std::string> waits;
  for (const auto& unit : at(ratio, {"waits_for"}).items) waits.push_back(unit.scalar);
  EXPECT_EQ(waits.size(), 21u);
  EXPECT_THAT(waits, Contains("q4"));
  EXPECT_THAT(waits, Not(Contains("q7")));
  EXPECT_EQ(where(at(status, {"tables"}), "item", "t09").kind, Node::Kind::null)
      << "so-xd alone owes it, and sent it";
}

}  // namespace
}  // namespace xanh::terminal_test
