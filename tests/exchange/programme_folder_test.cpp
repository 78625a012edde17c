// The programme folder in memory: what is read is what was written, and every slip has its place.
#include "exchange/programme_folder.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "base/at_hand.hpp"

namespace xanh {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

using Files = std::map<std::string, std::string>;

Outcome<ProgrammeFolder> read(const Files& files) {
  std::vector<std::string> names;
  for (const auto& [name, text] : files) names.push_back(name);
  return read_programme("p", names, [&](const std::string& name) -> std::optional<std::string> {
    const auto it = files.find(name);
    return it == files.end() ? std::nullopt : std::optional(it->second);
  });
}

/// The smallest programme: one target that two units add up to, one task.
Files small() {
  return {{"programme.yaml", R"(format: 1
code: tiny
names: {vi: Chương trình nhỏ, en: A small programme}
period: {first_year: 2020, last_year: 2030}
goals: [{code: g1, names: {vi: Mục tiêu, en: Goal}}]
solution_groups: [{code: s1, names: {vi: Giải pháp, en: Solutions}}]
)"},
          {"units.csv",
           "code,name_vi,name_en,kind,parent,groups,valid_from,valid_to,role,symbol,signature\n"
           "tp,Thành phố,City,committee,,,,,approving,UBND,X\n"
           "so,Sở,Department,department,tp,,,,standing,SO,X\n"
           "q1,Quận 1,District 1,district,tp,districts,,,executing,UBND,X\n"
           "q7,Quận 7,District 7,district,tp,districts,,,executing,UBND,X\n"},
          {"targets.yaml", R"(- code: x1
  goal: g1
  names: {vi: Rác được phân loại, en: Sorted waste}
  unit: "%"
  decimals: 1
  direction: rise
  collected: sum_of_units
  leads: [so]
  definition: {id: sorted, text: {vi: Cách tính, en: Definition}}
  numerator: sorted
  denominator: generated
  factor: 100
  milestones: [{year: 2030, value: 88.30, source: s}]
  known: verified
  source: s
)"},
          {"elements.csv",
           "code,name_vi,name_en,unit,type,min,max,kind,definition,table,ratio_only\n"
           "sorted,Được phân loại,Sorted,tấn,decimal,0,,flow,sorted,01,no\n"
           "generated,Phát sinh,Generated,tấn,decimal,0,,flow,sorted,01,no\n"},
          {"obligations.csv", "item,unit,from,to,required,source\nx1,districts,2023-01-01,,yes,s\n"},
          {"cycles.yaml",
           "- {code: 2023-H1, plan_year: 2023, kind: half_year, names: {vi: Kỳ, en: Cycle}, window: {first: "
           "2022-12-15, last: 2023-06-14}, source: s}\n"},
          {"plans/2023.yaml", R"(year: 2023
decision: {number: 1/QĐ-UBND, date: 2023-03-01, issuer: {vi: Chủ tịch, en: Chairman}}
in_force_from: 2023-03-01
source: s
tasks: [{code: w1, solution: s1, text: {vi: Việc, en: Work}, leads: [so], recurring: true, source: s}]
)"}};
}

std::vector<std::string> errors(const Problems& problems) {
  std::vector<std::string> out;
  for (const auto& p : problems)
    if (p.severity == Severity::error) out.push_back(p.code);
  return out;
}
TEST(ProgrammeFolder, OfTheSmallestProgrammeIsReadWithoutAnError) {
  const auto out = read(small());
  EXPECT_THAT(errors(out.problems), IsEmpty()) << lines(out.problems);
  ASSERT_EQ(out.value.plans.size(), 1u);
  EXPECT_EQ(out.value.plans[0].targets.at(0).milestones.at(0).value->to_text(), "88.30")
      << "digits stay as they were written";
}

TEST(ProgrammeFolder, WrittenAndReadAgainHasTheSameDigests) {
  const auto first = read(small());
  ASSERT_TRUE(first.ok()) << lines(first.problems);
  Files written;
  for (auto& entry : write_programme(first.value)) written[entry.name] = entry.text;
  const auto second = read(written);
  ASSERT_TRUE(second.ok()) << lines(second.problems);
  EXPECT_EQ(plan_digest(second.value.plans.back()), plan_digest(first.value.plans.back()));
  EXPECT_EQ(Register(second.value.register_rows).digest(), Register(first.value.register_rows).digest());
  EXPECT_EQ(cycle_digest(second.value.cycles.at(0)), cycle_digest(first.value.cycles.at(0)));
  Files again;
  for (auto& entry : write_programme(second.value)) again[entry.name] = entry.text;
  EXPECT_EQ(again, written);
}

TEST(ProgrammeFolder, TakesTheOutlinesOfItsAreasAndWritesThemBack) {
  Files files = small();
  files["areas.csv"] = "code,name_vi\ntp,Thành phố\nq1,Quận 1\nq7,Quận 7\n";
  files["areas.geojson"] =
      R"({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"code": "q7"},
        "geometry": {"type": "Polygon", "coordinates": [[[106.7, 10.7], [106.8, 10.7], [106.8, 10.8], [106.7, 10.7]]]}}]})";
  const auto first = read(files);
  EXPECT_THAT(errors(first.problems), IsEmpty());
  const auto& areas = first.value.register_rows.areas;
  ASSERT_EQ(areas.size(), 3u);
  EXPECT_TRUE(areas[1].outline.empty());
  EXPECT_THAT(areas[2].outline, testing::StartsWith(R"({"type":"MultiPolygon")"));

  Files written;
  for (auto& entry : write_programme(first.value)) written[entry.name] = entry.text;
  EXPECT_THAT(written.at("areas.csv"), Not(testing::HasSubstr("outline")));
  const auto again = read(written);
  EXPECT_EQ(again.value.register_rows.areas[2].outline, areas[2].outline);
}

TEST(ProgrammeFolder, AnOutlineOfAnAreaThatNobodyKnowsIsAProblem) {
  Files files = small();
  files["areas.csv"] = "code,name_vi\nq7,Quận 7\n";
  files["areas.geojson"] =
      R"({"features": [{"properties": {"code": "q77"},
        "geometry": {"type": "Polygon", "coordinates": [[[106.7, 10.7], [106.8, 10.7], [106.8, 10.8], [106.7, 10.7]]]}}]})";
  EXPECT_THAT(codes(read(files).problems), Contains("outline-of-none"));
}

TEST(ProgrammeFolder, KeepsTextThatYamlOrCsvCouldMistake) {
  Files files = small();
  const std::string odd = "no: 'x', \\\"y\\\" # z; 1e5, 2023-06-14\\n- dòng hai\\t|";
  files["targets.yaml"].replace(files["targets.yaml"].find("{vi: Cách tính"),
                                std::string("{vi: Cách tính").size(), "{vi: \"" + odd + "\"");
  files["units.csv"] +=
      "q9,\"Quận \"\"9\"\", có phẩy\",District 9,district,tp,districts,,,executing,UBND,X\n";
  const auto first = read(files);
  ASSERT_TRUE(first.ok()) << lines(first.problems);
  Files written;
  for (auto& entry : write_programme(first.value)) written[entry.name] = entry.text;
  const auto second = read(written);
  ASSERT_TRUE(second.ok()) << lines(second.problems);
  EXPECT_EQ(plan_bytes(second.value.plans.back()), plan_bytes(first.value.plans.back()));
  EXPECT_EQ(Register(second.value.register_rows).bytes(), Register(first.value.register_rows).bytes());
}

TEST(ProgrammeFolder, DoesNotDependOnTheOrderOfItsFiles) {
  const Files files = small();
  std::vector<std::string> names;
  for (const auto& [name, text] : files) names.insert(names.begin(), name);
  const auto out = read_programme("p", names, [&](const std::string& name) -> std::optional<std::string> {
    const auto it = files.find(name);
    return it == files.end() ? std::nullopt : std::optional(it->second);
  });
  EXPECT_EQ(plan_digest(out.value.plans.back()), plan_digest(read(files).value.plans.back()));
}

TEST(ProgrammeFolder, SaysEveryProblemOfEveryFileInTheOrderOfPlaces) {
  Files files = small();
  files["targets.yaml"] += "  mileston: []\n  directon: rise\n";
  files["cycles.yaml"] +=
      "- {code: 2023-Y, plan_year: x, kind: year, window: {first: 2022-12-15, last: 2023-12-14}}\n";
  files["obligations.csv"] += "x1,districts,14/2/23,,yes,s\n";
  files["units.csv"] += "q8,\"broken\n";
  const auto out = read(files);
  EXPECT_FALSE(out.ok());
  std::vector<std::string> places;
  for (const auto& p : out.problems) places.push_back(p.place.file);
  EXPECT_TRUE(std::is_sorted(places.begin(), places.end()));
  for (const char* file : {"p/targets.yaml", "p/cycles.yaml", "p/obligations.csv", "p/units.csv"})
    EXPECT_THAT(places, Contains(file));
  EXPECT_EQ(std::count(places.begin(), places.end(), "p/targets.yaml"), 2);
  for (const auto& p : out.problems) EXPECT_GT(p.place.line, 0) << to_line(p, Language::en);
}

TEST(ProgrammeFolder, DoesNotBlameReferencesIntoABrokenFile) {
  Files files = small();
  files["elements.csv"] += "\"broken\n";
  const auto out = read(files);
  EXPECT_FALSE(out.ok());
  EXPECT_THAT(errors(out.problems), Not(Contains("unknown-reference")));
}

TEST(ProgrammeFolder, WarnsOfFilesNobodyKnows) {
  Files files = small();
  files["target.yaml"] = "x";
  files["documents/letter.pdf"] = "x";
  const auto out = read(files);
  EXPECT_TRUE(out.ok());
  std::vector<std::string> unknown;
  for (const auto& p : out.problems)
    if (p.code == "unknown-file") unknown.push_back(p.place.file + " " + p.suggestion);
  EXPECT_THAT(unknown, ElementsAre("p/target.yaml targets.yaml"));
}

TEST(ProgrammeFolder, RefusesTwoPlansOfOneYearAndNoPlanAtAll) {
  Files files = small();
  files["plans/again.yaml"] = files["plans/2023.yaml"];
  EXPECT_THAT(errors(read(files).problems), Contains("plan-year-twice"));
  files.erase("plans/again.yaml");
  files.erase("plans/2023.yaml");
  EXPECT_THAT(errors(read(files).problems), Contains("file-missing"));
}

TEST(ProgrammeFolder, OfAnotherFormatIsRefused) {
  Files files = small();
  files["programme.yaml"].replace(0, std::string("format: 1").size(), "format: 2");
  EXPECT_THAT(errors(read(files).problems), Contains("wrong-format"));
}

TEST(ProgrammeFolder, WithAnEmptyFileSaysWhichAndNothingOfWhatFollowsFromIt) {
  for (const char* name : {"programme.yaml", "plans/2023.yaml"}) {
    Files files = small();
    files[name] = "";
    const auto out = read(files);
    ASSERT_THAT(errors(out.problems), ElementsAre("file-empty")) << lines(out.problems);
    EXPECT_EQ(out.problems[0].place.file, std::string("p/") + name);
    EXPECT_EQ(out.problems[0].place.line, 1);
  }
}

TEST(ProgrammeFolder, WarnsOfAPlanNamedAfterAnotherYear) {
  Files files = small();
  files["plans/2024.yaml"] = files["plans/2023.yaml"];
  files.erase("plans/2023.yaml");
  const auto out = read(files);
  EXPECT_TRUE(out.ok()) << lines(out.problems);
  const auto found = std::find_if(out.problems.begin(), out.problems.end(),
                                  [](const Problem& p) { return p.code == "plan-year-name"; });
  ASSERT_NE(found, out.problems.end());
  EXPECT_EQ(found->place.file, "p/plans/2024.yaml");
  EXPECT_THAT(found->message.en, testing::AllOf(testing::HasSubstr("2024"), testing::HasSubstr("2023")));
}

TEST(ProgrammeFolder, RefusesACycleOfAYearOutsideTheProgrammeThatHasNoPlan) {
  const auto of_year = [](const std::string& year) {
    Files files = small();
    std::string& cycles = files["cycles.yaml"];
    cycles.replace(cycles.find("plan_year: 2023"), 15, "plan_year: " + year);
    return errors(read(files).problems);
  };
  EXPECT_THAT(of_year("2030"), IsEmpty());  // its plan is still to come
  EXPECT_THAT(of_year("2031"), ElementsAre("cycle-year"));
  EXPECT_THAT(of_year("2019"), ElementsAre("cycle-year"));
  Files files = small();
  files["programme.yaml"].replace(files["programme.yaml"].find("first_year: 2020"), 16, "first_year: 2024");
  EXPECT_THAT(errors(read(files).problems), IsEmpty()) << "a plan of the year is enough";
}

TEST(ProgrammeFolder, OfAMissingFigureStaysWithoutOneNeverZero) {
  Files files = small();
  const auto with = read(files);
  files["targets.yaml"].replace(files["targets.yaml"].find("  factor: 100\n"),
                                std::string("  factor: 100\n").size(), "");
  const auto without = read(files);
  EXPECT_TRUE(with.value.plans[0].targets[0].factor.has_value());
  EXPECT_FALSE(without.value.plans[0].targets[0].factor.has_value());
  EXPECT_NE(plan_digest(with.value.plans[0]), plan_digest(without.value.plans[0]));
}

TEST(ProgrammeFolder, ThatIsNotThereIsAProblem) {
  const auto out = read_programme_folder("/nowhere/programme");
  ASSERT_EQ(out.problems.size(), 1u);
  EXPECT_EQ(out.problems[0].code, "folder-missing");
}

/// The smallest programme as a real folder, to be spoilt by what only a file system can do.
struct FolderOnDisk : testing::Test {
  FolderOnDisk() {
    std::string name = fs::temp_directory_path() / "xanh-programme-XXXXXX";
    folder = ::mkdtemp(name.data());
    fs::create_directory(folder / "plans");
    for (const auto& [file, text] : small()) std::ofstream(folder / file) << text;
  }
  ~FolderOnDisk() override { fs::remove_all(folder); }
  void in_place_of(const char* name, const std::function<void(const fs::path&)>& make) const {
    fs::remove(folder / name);
    make(folder / name);
  }
  fs::path folder;
};

TEST_F(FolderOnDisk, FilesThatCannotBeLookedAtAreUnreadableAndNotMissing) {
  ASSERT_TRUE(read_programme_folder(folder).ok());
  in_place_of("units.csv", [](const fs::path& p) { fs::create_symlink("units.csv", p); });
  in_place_of("elements.csv", [](const fs::path& p) { fs::create_directory(p); });
  in_place_of("checks.yaml", [](const fs::path& p) { ::mkfifo(p.c_str(), 0600); });
  const auto out = read_programme_folder(folder);
  EXPECT_THAT(errors(out.problems), ElementsAre("file-unreadable", "file-unreadable", "file-unreadable"))
      << lines(out.problems);
}

TEST_F(FolderOnDisk, ThatIsALinkToItselfIsUnreadable) {
  fs::create_symlink("loop", folder / "loop");
  EXPECT_THAT(errors(read_programme_folder(folder / "loop").problems), ElementsAre("folder-unreadable"));
}

}  // namespace
}  // namespace xanh
