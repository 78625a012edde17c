#include "programme/register.hpp"

#include <gmock/gmock.h>

namespace xanh {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

UnitRow district(const char* code, std::optional<Date> from = {}, std::optional<Date> to = {},
                 const char* groups = "") {
  UnitRow row;
  row.code = row.name_vi = row.name_en = code;
  row.kind = UnitKind::district;
  row.valid_from = from;
  row.valid_to = to;
  row.groups = groups;
  return row;
}
UnitChange change(Date date, ChangeKind kind, const char* from, const char* to) {
  UnitChange out;
  out.date = date;
  out.kind = kind;
  out.from = from;
  out.to = to;
  return out;
}

const Date kThuDucMade = make_date(2021, 1, 1);
const AsOf kBefore{make_date(2020, 12, 31), {}};
const AsOf kAfter{kThuDucMade, {}};

RegisterRows thu_duc() {
  RegisterRows rows;
  rows.units = {district("q2", {}, kThuDucMade, "districts"), district("q9", {}, kThuDucMade, "districts"),
                district("qtd", {}, kThuDucMade, "districts"),
                district("tptd", kThuDucMade, {}, "districts; cities"), district("q7")};
  rows.changes = {change(kThuDucMade, ChangeKind::merge, "q2;q9;qtd", "tptd")};
  return rows;
}

TEST(Register, UnitLivesHalfOpen) {
  const Register reg(thu_duc());
  EXPECT_TRUE(reg.unit("q2", kBefore));
  EXPECT_FALSE(reg.unit("q2", kAfter));
  EXPECT_FALSE(reg.unit("tptd", kBefore));
  EXPECT_TRUE(reg.unit("tptd", kAfter));
  EXPECT_TRUE(reg.any_unit("q2"));
}

TEST(Register, GroupHasTheMembersOfTheDay) {
  const Register reg(thu_duc());
  EXPECT_THAT(reg.members("districts", kBefore), ElementsAre("q2", "q9", "qtd"));
  EXPECT_THAT(reg.members("districts", kAfter), ElementsAre("tptd"));
  EXPECT_THAT(reg.members("q7", kAfter), ElementsAre("q7"));
  EXPECT_THAT(reg.members("q2", kAfter), ElementsAre("tptd")) << "what it owes is its successor's";
  EXPECT_THAT(reg.members("tptd", kBefore), IsEmpty()) << "nobody owes anything before there is somebody";
  EXPECT_THAT(reg.members("nobody", kAfter), IsEmpty());
  EXPECT_TRUE(reg.is_group("cities"));
}

TEST(Register, ThuDucHasThreePredecessorsAndTheyOneSuccessor) {
  const Register reg(thu_duc());
  EXPECT_THAT(reg.predecessors("tptd", kAfter),
              ElementsAre(Predecessor{"q2", kThuDucMade}, Predecessor{"q9", kThuDucMade},
                          Predecessor{"qtd", kThuDucMade}));
  EXPECT_THAT(reg.successors("q9", kAfter), ElementsAre("tptd"));
  EXPECT_THAT(reg.successors("q9", kBefore), ElementsAre("q9"));
}

TEST(Register, ChainOfRenamesAndMergesIsFollowedAndASplitIsNot) {
  RegisterRows rows = thu_duc();
  rows.changes.push_back(change(make_date(2015, 1, 1), ChangeKind::rename, "q2old", "q2"));
  rows.changes.push_back(change(make_date(2019, 1, 1), ChangeKind::split, "q7old", "q7;q8"));
  const Register reg(rows);
  EXPECT_EQ(reg.predecessors("tptd", kAfter).front(), (Predecessor{"q2old", make_date(2015, 1, 1)}));
  EXPECT_THAT(reg.predecessors("q7", kAfter), IsEmpty());
  EXPECT_THAT(reg.successors("q2old", kAfter), ElementsAre("tptd"));
  EXPECT_THAT(reg.successors("q7old", kAfter), ElementsAre("q7", "q8"));
}

TEST(Register, UnitThatEndsHasNoSuccessor) {
  RegisterRows rows = thu_duc();
  rows.changes.push_back(change(kThuDucMade, ChangeKind::end, "q7", ""));
  EXPECT_THAT(Register(rows).successors("q7", kAfter), IsEmpty());
}

TEST(Register, RowRecordedLaterIsUnknownEarlier) {
  RegisterRows rows = thu_duc();
  for (auto& row : rows.units)
    if (row.code == "tptd") row.recorded = *parse_instant("2021-03-01T00:00:00Z");
  const Register reg(rows);
  EXPECT_FALSE(reg.unit("tptd", {kThuDucMade, parse_instant("2021-02-01T00:00:00Z")}));
  EXPECT_TRUE(reg.unit("tptd", {kThuDucMade, parse_instant("2021-03-01T00:00:00Z")}));
  EXPECT_NE(reg.digest(parse_instant("2021-02-01T00:00:00Z")), reg.digest());
}

TEST(Register, DigestIsOfTheRowsAndNotOfTheirOrderOrRecording) {
  RegisterRows rows = thu_duc();
  const std::string digest = Register(rows).digest();
  std::reverse(rows.units.begin(), rows.units.end());
  rows.units[0].recorded = Instant{};
  EXPECT_EQ(Register(rows).digest(), digest);
  rows.units[0].name_vi = "Khác";
  EXPECT_NE(Register(rows).digest(), digest);
}

TEST(Register, UnitsAreInVietnameseOrder) {
  RegisterRows rows;
  for (const char* name : {"Quận 10", "Quận 2", "Đống Đa"}) {
    rows.units.push_back(district("u"));
    rows.units.back().code += std::to_string(rows.units.size());
    rows.units.back().name_vi = name;
  }
  std::vector<std::string> names;
  const Register reg(rows);
  for (const auto* row : reg.units(kAfter)) names.push_back(row->name_vi);
  EXPECT_THAT(names, ElementsAre("Đống Đa", "Quận 2", "Quận 10"));
}

}  // namespace
}  // namespace xanh
