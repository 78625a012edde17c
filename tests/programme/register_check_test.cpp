#include <gmock/gmock.h>

#include "programme/register.hpp"

namespace xanh {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

UnitRow unit(const char* code, const char* parent = "", std::optional<Date> from = {},
             std::optional<Date> to = {}) {
  UnitRow row;
  row.code = row.name_vi = row.name_en = code;
  row.parent = parent;
  row.valid_from = from;
  row.valid_to = to;
  return row;
}
AreaRow area(const char* code, const char* official, std::optional<Date> from = {},
             std::optional<Date> to = {}) {
  AreaRow row;
  row.code = row.name_vi = row.name_en = code;
  row.official_code = official;
  row.valid_from = from;
  row.valid_to = to;
  return row;
}
std::vector<std::string> codes(const RegisterRows& rows) {
  std::vector<std::string> out;
  for (const auto& p : check_register(rows)) out.push_back(p.code);
  return out;
}
const Date kMerge = make_date(2021, 1, 1);

TEST(CheckRegister, RowsOfOneCodeThatFollowEachOtherAreFine) {
  RegisterRows rows;
  rows.units = {unit("q2", "", {}, kMerge), unit("q2", "", kMerge)};
  EXPECT_THAT(codes(rows), IsEmpty());
}

TEST(CheckRegister, OverlappingValidityIsFoundByOneDay) {
  RegisterRows rows;
  rows.units = {unit("q2", "", {}, kMerge + std::chrono::days{1}), unit("q2", "", kMerge)};
  EXPECT_THAT(codes(rows), ElementsAre("overlapping-validity"));
}

TEST(CheckRegister, ValidityThatEndsBeforeItBeginsIsFound) {
  RegisterRows rows;
  rows.units = {unit("q2", "", kMerge, kMerge)};
  EXPECT_THAT(codes(rows), ElementsAre("empty-validity"));
}

TEST(CheckRegister, CyclicParentsAreToldOnce) {
  RegisterRows rows;
  rows.units = {unit("a", "c"), unit("b", "a"), unit("c", "b"), unit("d", "c")};
  EXPECT_THAT(codes(rows), ElementsAre("cyclic-parents"));
}

TEST(CheckRegister, UnitThatIsItsOwnParentIsACircle) {
  RegisterRows rows;
  rows.units = {unit("a", "a")};
  EXPECT_THAT(codes(rows), ElementsAre("cyclic-parents"));
}

TEST(CheckRegister, UnknownParentHasASuggestion) {
  RegisterRows rows;
  rows.units = {unit("so-tnmt"), unit("q7", "so-tnm")};
  const auto problems = check_register(rows);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].code, "unknown-reference");
  EXPECT_EQ(problems[0].suggestion, "so-tnmt");
}

TEST(CheckRegister, SuccessorThatDoesNotExistOrIsNotAliveThatDayIsFound) {
  RegisterRows rows;
  rows.units = {unit("q2", "", {}, kMerge), unit("tptd", "", kMerge + std::chrono::days{1})};
  UnitChange& merge = rows.changes.emplace_back();
  merge.date = kMerge;
  merge.from = "q2";
  merge.to = "tptd;tpx";
  EXPECT_THAT(codes(rows), ElementsAre("successor-missing", "unknown-reference"));
}

TEST(CheckRegister, OfficialCode769IsReusedByThuDucAfterQuan2) {
  RegisterRows rows;
  rows.areas = {area("q2", "769", {}, kMerge), area("tptd", "769", kMerge)};
  EXPECT_THAT(codes(rows), IsEmpty());
  rows.areas[0].valid_to = kMerge + std::chrono::days{1};
  EXPECT_THAT(codes(rows), ElementsAre("same-official-code"));
}

TEST(CheckRegister, TwoAreasOnOneTileAreFound) {
  RegisterRows rows;
  rows.areas = {area("q1", "760"), area("q3", "770")};
  for (auto& row : rows.areas) row.row = row.column = 3;
  EXPECT_THAT(codes(rows), ElementsAre("same-tile"));
}

}  // namespace
}  // namespace xanh
