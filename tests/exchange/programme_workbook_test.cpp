#include "exchange/programme_workbook.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/ooxml/package.hpp"
#include "exchange/ooxml/workbook_reader.hpp"
#include "exchange/programme_workbook_sheets.hpp"

namespace xanh {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

ProgrammeFolder city() {
  auto read = read_programme_folder(std::string(XANH_SOURCE_DIR) + "/programmes/hcmc-2020-2030");
  EXPECT_TRUE(read.ok());
  return std::move(read.value);
}

/// Books outlive what is read from them.
struct Book {
  std::string bytes;
  Outcome<Workbook> read;
  explicit Book(std::string made) : bytes(std::move(made)), read(read_workbook(bytes, "p.xlsx")) {}
};

std::string written(const ProgrammeFolder& programme, Language language = Language::vi) {
  auto out = write_programme_workbook(programme, language);
  for (const auto& p : out.problems) ADD_FAILURE() << to_line(p, Language::en);
  return std::move(out.value);
}

std::vector<std::string> errors_at(const Problems& problems) {
  std::vector<std::string> out;
  for (const auto& p : problems)
    if (p.severity == Severity::error) out.push_back(p.code + " " + p.place.sheet + "!" + p.place.cell);
  return out;
}

/// The workbook with a piece of one of its parts replaced, wherever it stands.
std::string with(const std::string& bytes, const std::string& piece, const std::string& by) {
  const auto package = Package::open(bytes, "p.xlsx");
  PackageWriter out;
  bool found = false;
  for (const auto& name : package.value.names()) {
    std::string part = *package.value.part(name);
    if (const size_t at = part.find(piece); at != std::string::npos) {
      part.replace(at, piece.size(), by);
      found = true;
    }
    out.add(name, std::move(part));
  }
  EXPECT_TRUE(found) << piece;
  return out.finish();
}

TEST(ProgrammeWorkbook, TheCitysProgrammeComesBackWithEqualDigestsInBothLanguages) {
  const ProgrammeFolder programme = city();
  for (const Language language : {Language::vi, Language::en}) {
    const Book book(written(programme, language));
    ASSERT_TRUE(is_programme_workbook(book.read.value));
    const auto back = read_programme_workbook(book.read.value, "p.xlsx");
    EXPECT_THAT(errors_at(back.problems), IsEmpty());
    ASSERT_EQ(back.value.plans.size(), programme.plans.size());
    EXPECT_EQ(plan_digest(back.value.plans.back()), plan_digest(programme.plans.back()));
    EXPECT_EQ(Register(back.value.register_rows).digest(), Register(programme.register_rows).digest());
    const auto before = write_programme(programme), after = write_programme(back.value);
    ASSERT_EQ(before.size(), after.size());
    for (size_t i = 0; i < before.size(); ++i) EXPECT_EQ(before[i].text, after[i].text) << before[i].name;
  }
}

TEST(ProgrammeWorkbook, TheStampIsHiddenFromTheMenuAndTheSameProgrammeGivesTheSameBytes) {
  const ProgrammeFolder programme = city();
  const Book book(written(programme));
  const Sheet* stamp = book.read.value.sheet("_xanh_programme");
  ASSERT_NE(stamp, nullptr);
  EXPECT_EQ(stamp->visibility, Sheet::Visibility::very_hidden);
  EXPECT_EQ(book.bytes, written(programme));
}

TEST(ProgrammeWorkbook, ANewPlanYearIsACopiedSheetOfTasks) {
  ProgrammeFolder programme = city();
  PlanYear next = programme.plans.back().years.back();
  next.year = 2024;
  next.in_force_from = make_date(2024, 4, 1);
  next.assigned = {{"t01", *Decimal::parse("90.50")}};
  Plan plan = programme.plans.back();
  plan.version = 2;
  plan.years.push_back(next);
  programme.plans.push_back(plan);
  const Book book(written(programme));
  EXPECT_NE(book.read.value.sheet("Nhiệm vụ 2024"), nullptr);
  // A sheet that Excel copied has no name of its own.
  const Book copied(with(book.bytes, "<definedName name=\"xp_tasks_2024\">", "<definedName name=\"other\">"));
  for (const Book* one : {&book, &copied}) {
    const auto back = read_programme_workbook(one->read.value, "p.xlsx");
    EXPECT_THAT(errors_at(back.problems), IsEmpty());
    ASSERT_EQ(back.value.plans.size(), 2u);
    EXPECT_EQ(plan_digest(back.value.plans.back()), plan_digest(plan));
  }
}

TEST(ProgrammeWorkbook, WhatIsWrongIsToldWithItsSheetAndCell) {
  const std::string bytes = written(city());
  const auto told = [&](const std::string& piece, const std::string& by) {
    const Book book(with(bytes, piece, by));
    return errors_at(read_programme_workbook(book.read.value, "p.xlsx").problems);
  };
  EXPECT_THAT(told("<t>tăng</t>", "<t>lên</t>"), Contains(testing::StartsWith("unknown-word Chỉ tiêu!")));
  EXPECT_THAT(told("<t>numerator</t>", "<t>numerater</t>"), Contains("programme-column-unknown Chỉ tiêu!O3"));
  EXPECT_THAT(told("<definedName name=\"xp_goals\">", "<definedName name=\"gone\">"),
              ElementsAre("programme-sheet-missing !"));
  EXPECT_THAT(told("<t>ww_sites_obliged</t>", "<t>ww_sites</t>"), testing::Not(IsEmpty()));
}

TEST(ProgrammeWorkbook, WhatNoCellHoldsIsRefusedAndNotLost) {
  ProgrammeFolder programme = city();
  Plan& plan = programme.plans.back();
  std::swap(plan.targets[8].milestones.front(), plan.targets[8].milestones.back());
  EXPECT_THAT(errors_at(write_programme_workbook(programme, Language::vi).problems),
              Contains(testing::StartsWith("workbook-cannot-hold")));
  programme = city();
  programme.plans.back().targets[0].note.vi = std::string(40000, 'x');
  EXPECT_THAT(errors_at(write_programme_workbook(programme, Language::vi).problems),
              Contains(testing::StartsWith("workbook-cannot-hold")));
}

TEST(ProgrammeWorkbook, EveryKeyOfTheFolderHasAColumn) {
  // A programme with every key filled in: a key without a column would be told.
  ProgrammeFolder programme = city();
  Plan& plan = programme.plans.back();
  Target& t = plan.targets[0];
  t.no = "1";
  t.formula = "";
  t.baseline = Baseline{2020, *Decimal::parse("1.50"), "d", "s"};
  t.milestones = {{2025, Decimal{1}, {}, {}, "a", {}},
                  {2027, {}, *Decimal::parse("2.5"), {}, "", {}},
                  {{}, {}, {}, *Decimal::parse("1234.500"), "b", {}}};
  Task& task = plan.years.back().tasks[0];
  task.no = "I.1";
  task.capacity = Capacity{*Decimal::parse("469000"), "m3"};
  task.milestones = {{"m1", {"một", "one"}, make_date(2023, 5, 1), make_date(2023, 6, 1), "s", {}}};
  task.budget = {{"ODA", *Decimal::parse("10.0"), "USD", "s"}};
  task.contributions = {{"t01", "ww_sites_ok", Decimal{3}, "cơ sở", ContributionFrom::ramp, "s", {}}};
  task.area = {programme.register_rows.areas[0].code};
  task.product = {"sản phẩm", "product"};
  const Book book(written(programme));
  const auto back = read_programme_workbook(book.read.value, "p.xlsx");
  EXPECT_EQ(plan_digest(back.value.plans.back()), plan_digest(plan));
}

TEST(ProgrammeWorkbook, AnyOtherWorkbookIsNone) {
  const Book book(with(written(city()), "name=\"_xanh_programme\"", "name=\"khac\""));
  EXPECT_FALSE(is_programme_workbook(book.read.value));
}

}  // namespace
}  // namespace xanh
