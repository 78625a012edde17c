// check, init, programme export, plan: a programme folder goes in and out unchanged, and everything wrong
// with it is told at once.
#include "cli/terminal.hpp"

namespace xanh::terminal_test {
namespace {

using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;
using testing::UnorderedElementsAre;

/// Codes of the errors that `check` finds; warnings are left out.
std::vector<std::string> errors(const Terminal& t, const fs::path& folder) {
  const Ran ran = t.json({"check", folder.string()});
  EXPECT_EQ(ran.code, 1) << ran.out;
  std::vector<std::string> out;
  const Node all = ran.json();
  for (const auto& p : all.find("problems")->items)
    if (p.find("severity")->scalar == "error") out.push_back(p.find("code")->scalar);
  return out;
}

TEST(Programme, OfTheCityHasNoErrorAndItsDigestsAreThoseOfItsStore) {
  Terminal t;
  const Node checked = t.must({"check", kProgramme, "--json"}).json();
  const Node made = t.must({"init", kProgramme, "--store", "s", "--json"}).json();
  EXPECT_EQ(at(checked, {"programme"}).scalar, "hcmc-2020-2030");
  EXPECT_EQ(at(checked, {"plan_sha256"}).scalar.size(), 64u);
  EXPECT_EQ(at(checked, {"plan_sha256"}), at(made, {"plan_sha256"}));
  EXPECT_EQ(at(checked, {"register_sha256"}), at(made, {"register_sha256"}));
}

TEST(Programme, InitExportInitGivesEqualDigests) {
  Terminal t;
  const Node first = t.must({"init", kProgramme, "--store", "one", "--json"}).json();
  t.must({"programme", "export", "--store", "one", "-o", "exported"});
  const Node second = t.must({"init", "exported", "--store", "two", "--json"}).json();
  for (const char* key :
       {"programme", "plans", "plan_sha256", "register_sha256", "units", "targets", "tasks"})
    EXPECT_EQ(at(first, {key}), at(second, {key})) << key;
  t.must({"programme", "export", "--store", "two", "-o", "again"});
  EXPECT_EQ(files_below(t / "exported"), files_below(t / "again"));
  EXPECT_EQ(files_below(t / "exported").size(), 12u);
}

TEST(Programme, ExportRefusesAFolderThatIsNotEmptyAndLeavesItAlone) {
  Terminal t;
  t.must({"init", kProgramme, "--store", "s"});
  put_bytes(t / "full" / "note.txt", "mine");
  const Ran ran = t.json({"programme", "export", "--store", "s", "-o", "full"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.codes(), ElementsAre("place-not-empty"));
  EXPECT_EQ(files_below(t / "full").size(), 1u);
  fs::create_directory(t / "empty");
  EXPECT_EQ(t.run({"programme", "export", "--store", "s", "-o", "empty"}).code, 0);
}

TEST(Programme, InitRefusesAnExistingStoreAndABadFolder) {
  Terminal t;
  t.must({"init", kProgramme, "--store", "s"});
  const auto before = files_below(t / "s");
  EXPECT_THAT(t.json({"init", kProgramme, "--store", "s"}).codes(), ElementsAre("store-exists"));
  EXPECT_EQ(files_below(t / "s"), before);
  const auto folder = t.programme_copy();
  fs::remove(folder / "elements.csv");
  EXPECT_EQ(t.run({"init", folder, "--store", "other"}).code, 1);
  EXPECT_FALSE(fs::exists(t / "other"));
  put_bytes(t / "taken" / "file", "x");
  EXPECT_THAT(t.json({"init", kProgramme, "--store", "taken"}).codes(), ElementsAre("store-place-taken"));
}

TEST(Programme, AnEmptyFolderLacksItsFilesAndSaysWhich) {
  const Terminal t;
  fs::create_directory(t / "empty");
  const Ran ran = t.json({"check", "empty"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.codes(), Each(std::string("file-missing")));
  EXPECT_THAT(ran.of_problems("file"),
              UnorderedElementsAre("empty/programme.yaml", "empty/units.csv", "empty/targets.yaml",
                                   "empty/elements.csv", "empty/obligations.csv", "empty/cycles.yaml",
                                   "empty/plans"));
}

TEST(Programme, AMissingPathOrAFileInsteadOfAFolderIsAProblem) {
  const Terminal t;
  put_bytes(t / "file", "x");
  EXPECT_THAT(t.json({"check", "nowhere"}).codes(), ElementsAre("folder-missing"));
  EXPECT_THAT(t.json({"check", "file"}).codes(), ElementsAre("folder-missing"));
  EXPECT_THAT(t.json({"init", "nowhere", "--store", "s"}).codes(), ElementsAre("folder-missing"));
  EXPECT_FALSE(fs::exists(t / "s"));
}

TEST(Programme, ACycleTwiceIsRefusedWithBothPlaces) {
  const Terminal t;
  const auto folder = t.programme_copy();
  Terminal::edit(folder / "cycles.yaml", "- code: 2023-Y", "- code: 2023-H1");
  const Ran ran = t.json({"check", folder});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.codes(), Contains("duplicate-code"));
  const Node problem = where(*ran.json().find("problems"), "code", "duplicate-code");
  EXPECT_THAT(problem.find("file")->scalar, HasSubstr("cycles.yaml"));
  EXPECT_GT(std::stoi(problem.find("line")->scalar), 10);
  EXPECT_THAT(at(problem, {"message", "en"}).scalar, HasSubstr("cycles.yaml:"));
}

TEST(Programme, UnitsThatCannotBeAreRefused) {
  const Terminal t;
  const std::string row = ",district,ubnd-tp,districts,2021-07-01,2025-07-01,executing,UBND,CHỦ TỊCH\n";
  const auto spoilt = [&](const char* name, const std::string& file, const std::string& more) {
    const auto folder = t.programme_copy(name);
    put_bytes(folder / file, bytes_of(folder / file) + more);
    return errors(t, folder);
  };
  EXPECT_THAT(
      spoilt("cyclic", "units.csv",
             "ca,Cục A,Bureau A,board,cb,,,,executing,CA,X\ncb,Cục B,Bureau B,board,ca,,,,executing,CB,X\n"),
      Contains("cyclic-parents"));
  EXPECT_THAT(spoilt("overlapping", "units.csv", "q7,Quận 7,District 7" + row),
              Contains("overlapping-validity"));
  EXPECT_THAT(spoilt("orphan", "units.csv", "cc,Cục C,Bureau C,board,khong-co,,,,executing,CC,X\n"),
              Contains("unknown-reference"));
  EXPECT_THAT(spoilt("successor", "unit_changes.csv", "2024-01-01,merge,so-nv,so-moi,,,\n"),
              Contains("unknown-reference"));
  EXPECT_THAT(spoilt("ended", "unit_changes.csv", "2022-01-01,merge,so-nv,q2,,,\n"),
              Contains("successor-missing"));
}

TEST(Programme, MisspeltKeysAndCodesComeWithTheLikelyWord) {
  const Terminal t;
  const auto folder = t.programme_copy();
  Terminal::edit(folder / "targets.yaml", "  milestones:", "  mileston:");
  const Ran key = t.json({"check", folder});
  EXPECT_THAT(key.codes(), Contains("unknown-key"));
  EXPECT_THAT(key.suggestions(), Contains("milestones"));

  const auto other = t.programme_copy("other");
  Terminal::edit(other / "targets.yaml", "numerator: ww_sites_ok", "numerator: ww_sites_okk");
  Terminal::edit(other / "obligations.csv", "table:05a,hepza", "table:05a,hepzaa");
  EXPECT_THAT(t.json({"check", other}).suggestions(), IsSupersetOf({"ww_sites_ok", "hepza"}));
  const auto stray = t.programme_copy("stray");
  fs::rename(stray / "holidays.csv", stray / "holiday.csv");
  EXPECT_THAT(t.json({"check", stray}).suggestions(), Contains("holidays.csv"));
}

TEST(Programme, AllProblemsOfAllFilesAreToldAtOnceAndOfABrokenFileItsFirst) {
  const Terminal t;
  const auto folder = t.programme_copy();
  Terminal::edit(folder / "targets.yaml", "  direction: rise", "  direction: up");
  Terminal::edit(folder / "targets.yaml", "  decimals: 1", "  decimalz: 1");
  Terminal::edit(folder / "cycles.yaml", "plan_year: 2023", "plan_year: năm nay");
  put_bytes(folder / "programme.yaml", bytes_of(folder / "programme.yaml") + "\nbroken: [\n");
  put_bytes(folder / "units.csv", bytes_of(folder / "units.csv") + "one,two\n");
  fs::remove(folder / "elements.csv");
  const Ran ran = t.json({"check", folder});
  EXPECT_EQ(ran.code, 1);
  std::map<std::string, int> files;
  for (const auto& file : ran.of_problems("file")) ++files[fs::path(file).filename()];
  EXPECT_EQ(files["targets.yaml"], 2);
  EXPECT_EQ(files["cycles.yaml"], 1);
  EXPECT_EQ(files["programme.yaml"], 1);
  EXPECT_EQ(files["elements.csv"], 1);
  EXPECT_GE(files["units.csv"], 1);
}

TEST(Programme, TextThatIsNoUtf8IsRefusedAndDecomposedTextIsComposed) {
  const Terminal t;
  const auto folder = t.programme_copy();
  Terminal::edit(folder / "targets.yaml", "Tỷ lệ cơ sở", "T\xFF\xFE lệ cơ sở");
  Terminal::edit(folder / "units.csv", "Quận 7", "Qu\xE2n 7");
  const auto found = errors(t, folder);
  EXPECT_EQ(found.size(), 2u) << testing::PrintToString(found);

  const auto decomposed = t.programme_copy("decomposed");
  Terminal::edit(decomposed / "targets.yaml", "Tỷ lệ cơ sở",
                 "Ty\xCC\x89 le\xCC\xA3\xCC\x82 c\x6F\xCC\x9B s\x6F\xCC\x9B\xCC\x89");
  Terminal::edit(decomposed / "units.csv", "Ủy ban nhân dân Quận 7",
                 "U\xCC\x89y ban nh\xC3\xA2n d\xC3\xA2n Qua\xCC\xA3\xCC\x82n 7");
  const Node composed = t.must({"check", kProgramme, "--json"}).json(),
             other = t.must({"check", decomposed, "--json"}).json();
  EXPECT_EQ(at(other, {"plan_sha256"}), at(composed, {"plan_sha256"}));
  EXPECT_EQ(at(other, {"register_sha256"}), at(composed, {"register_sha256"}));
}

TEST(Programme, AWordOfYamlIsNeverTakenForTruth) {
  const Terminal t;
  const auto folder = t.programme_copy();
  Terminal::edit(folder / "targets.yaml", "  unit: \"%\"", "  unit: no");
  t.must({"init", folder, "--store", "s"});
  const Node plan = t.must({"plan", "show", "--store", "s", "--json"}).json();
  EXPECT_EQ(at(plan, {"targets", "0", "unit"}).kind, Node::Kind::text);
  EXPECT_EQ(at(plan, {"targets", "0", "unit"}).scalar, "no");
}

TEST(Plan, ShowSaysInTheLanguageAskedForWhatIsKnown) {
  const Terminal t;
  t.must({"init", kProgramme, "--store", "s"});
  const std::string vi = t.must({"plan", "show", "--store", "s"}).out;
  const std::string en = t.must({"plan", "show", "--store", "s", "--lang", "en"}).out;
  EXPECT_THAT(vi, HasSubstr("đã đối chiếu"));
  EXPECT_THAT(vi, HasSubstr("đối chiếu một phần"));
  for (const char* raw : {"verified", "partly", "unconfirmed"}) EXPECT_THAT(vi, Not(HasSubstr(raw)));
  EXPECT_THAT(en, HasSubstr("partly verified"));
  EXPECT_THAT(t.must({"plan", "show", "--store", "s", "--json"}).out, HasSubstr("\"known\": \"partly\""));
}

TEST(Plan, AsOfTellsTheVersionInForceAndNothingBeforeTheFirst) {
  Terminal t;
  t.must({"init", kProgramme, "--store", "s"});
  const auto version = [&](const std::string& day) {
    const Ran ran = t.must({"plan", "as-of", day, "--store", "s", "--json"});
    return at(ran.json(), {"version"});
  };
  EXPECT_EQ(version("2019-01-01").kind, Node::Kind::null);
  EXPECT_EQ(version("2023-04-03").kind, Node::Kind::null);
  EXPECT_EQ(version("2023-04-04").scalar, "1");
  EXPECT_EQ(version("2030-12-31").scalar, "1");
  EXPECT_EQ(t.must({"plan", "as-of", "2019-01-01", "--store", "s"}).err, "");
  EXPECT_THAT(t.json({"plan", "as-of", "2023-02-30", "--store", "s"}).codes(), ElementsAre("bad-day"));
}

TEST(Plan, OfASecondYearIsAVersionOfItsOwnAndTheFirstStaysAsItWas) {
  Terminal t;
  const auto folder = t.programme_copy();
  std::string next = bytes_of(folder / "plans" / "2023.yaml");
  next = replaced(next, "year: 2023", "year: 2024");
  next = replaced(next, "in_force_from: 2023-04-04", "in_force_from: 2024-03-01");
  put_bytes(folder / "plans" / "2024.yaml", next);
  t.must({"init", folder, "--store", "s"});
  t.must({"init", kProgramme, "--store", "first"});
  const auto show = [&](const char* which, const char* store) {
    return t.must({"plan", "show", which, "--store", store, "--json"}).json();
  };
  const Node list = t.must({"plan", "list", "--store", "s", "--json"}).json();
  EXPECT_EQ(at(list, {"items"}).items.size(), 2u);
  EXPECT_EQ(at(show("1", "s"), {"sha256"}), at(show("1", "first"), {"sha256"}));
  EXPECT_EQ(at(show("2023", "s"), {"sha256"}), at(show("1", "s"), {"sha256"}));
  EXPECT_EQ(at(show("2024", "s"), {"version"}).scalar, "2");
  EXPECT_THAT(t.json({"plan", "show", "3", "--store", "s"}).codes(), ElementsAre("unknown-plan"));
  EXPECT_THAT(t.json({"plan", "show", "2022", "--store", "s"}).codes(), ElementsAre("unknown-plan"));
  t.must({"programme", "export", "--store", "s", "-o", "exported"});
  EXPECT_TRUE(fs::exists(t / "exported" / "plans" / "2024.yaml"));
  EXPECT_EQ(at(t.must({"check", "exported", "--json"}).json(), {"plan_sha256"}),
            at(show("2", "s"), {"sha256"}));
}

TEST(Plan, OfAStoreNamedByNobodyOrNotThereIsAProblem) {
  const Terminal t;
  EXPECT_THAT(t.json({"plan", "list"}).codes(), ElementsAre("store-not-given"));
  EXPECT_THAT(t.json({"plan", "list", "--store", "nowhere"}).codes(), ElementsAre("store-missing"));
  fs::create_directory(t / "empty");
  EXPECT_THAT(t.json({"plan", "list", "--store", "empty"}).codes(), ElementsAre("store-missing"));
  EXPECT_THAT(files_below(t / "empty"), IsEmpty());
}

TEST(Check, RefusesWhatWouldBreakTheStoreLater) {
  const Terminal t;
  const fs::path cycles = t.programme_copy() / "cycles.yaml";
  const std::string good = bytes_of(cycles);
  Terminal::edit(cycles, "working_days: 2", "working_days: 2000000000");
  for (const char* command : {"check", "init"}) {
    const Ran ran = t.json({command, "programme", "--store", "s"});
    EXPECT_EQ(ran.code, 1);
    EXPECT_THAT(ran.codes(), testing::Contains("working-days-out-of-range"));
  }
  put_bytes(cycles, replaced(good, "code: 2023-H1", "code: ../escape"));
  EXPECT_THAT(t.json({"check", "programme"}).codes(), testing::Contains("bad-cycle-code"));
  EXPECT_FALSE(fs::exists(t / "s"));
}

}  // namespace
}  // namespace xanh::terminal_test
