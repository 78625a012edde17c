#include "exchange/parts_file.hpp"

#include "exchange/form_workbook_city.hpp"

namespace xanh {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// "LINE:COLUMN code", in order.
std::vector<std::string> told(const Problems& problems) {
  std::vector<std::string> out;
  for (const auto& p : problems)
    out.push_back(std::to_string(p.place.line) + ":" + std::to_string(p.place.column) + " " + p.code);
  return out;
}

struct PartsFile : testing::Test {
  form_city::City city = form_city::real_city();
  Form form = city.form();
  std::vector<const UnitRow*> wards = [this] {
    std::vector<const UnitRow*> out;
    for (const UnitRow* row : city.units.children("q7", {city.cycle.cut_off(), {}}))
      if (row->role == UnitRole::subordinate) out.push_back(row);
    return out;
  }();
  [[nodiscard]] Outcome<std::vector<AskedPart>> parts(const std::string& text) const {
    return read_parts(text, "parts.csv", form, wards);
  }
  [[nodiscard]] Outcome<std::vector<PartOverride>> overrides(const std::string& text) const {
    return read_overrides(text, "overrides.csv", form);
  }
};

TEST_F(PartsFile, WithoutAFileThePartsAreTheSubordinateUnitsOfTheRegister) {
  const auto read = read_parts({}, {}, form, wards);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read.value.size(), 10u);
  for (const auto& part : read.value) EXPECT_THAT(part.items, IsEmpty()) << "everything";
}

TEST_F(PartsFile, ARowSaysWhatAPartIsAskedOrAddsOne) {
  const auto read = parts(
      "code,name,items,contact\n"
      "q7-tan-phu,,05a; 06,Cô Lan\n"
      "q7-phu-my,,-,\n"
      "phong-qldt,Phòng Quản lý đô thị,canal_dredged;trees_planted,\n");
  ASSERT_TRUE(read.ok());
  ASSERT_EQ(read.value.size(), 10u) << "one left out, one more";
  const auto of = [&](const std::string& code) {
    for (const auto& part : read.value)
      if (part.code == code) return part;
    return AskedPart{};
  };
  EXPECT_EQ(of("q7-tan-phu").name, "Ủy ban nhân dân Phường Tân Phú") << "known to the register";
  EXPECT_THAT(of("q7-tan-phu").items, ElementsAre("05a", "06"));
  EXPECT_EQ(of("q7-tan-phu").contact, "Cô Lan");
  EXPECT_EQ(of("q7-phu-my").code, "");
  EXPECT_THAT(of("phong-qldt").items, ElementsAre("canal_dredged", "trees_planted"));
}

TEST_F(PartsFile, AllItsProblemsAreToldAtOnceWithLineAndColumn) {
  const auto read = parts(
      "code,name,items,contact\n"
      "Phong QLDT,Phòng Quản lý đô thị,05a,\n"
      "phong-tnmt,,05a;05z;ww_sites_okk,\n"
      "q7-tan-phu,,,\n"
      "q7-tan-phu,,,\n"
      "tan-phong,Phường Tân Phong,,\n");
  EXPECT_THAT(told(read.problems),
              ElementsAre("2:1 part-code", "3:12 part-without-name", "3:13 part-item-not-asked",
                          "3:13 part-item-not-asked", "5:1 part-twice", "6:1 part-name-twice"));
  EXPECT_EQ(read.problems[3].suggestion, "ww_sites_ok");
  EXPECT_EQ(read.problems[5].suggestion, "q7-tan-phong");
}

TEST_F(PartsFile, IsReadAsAnOfficeSuiteOfTheCountrySavesIt) {
  const auto read = parts(
      "\xEF\xBB\xBF"
      "code;name;items;contact\r\nphong-qldt;Phòng Quản lý đô thị;\"trees_planted;canal_dredged\";Anh "
      "Minh\r\n");
  ASSERT_TRUE(read.ok());
  EXPECT_THAT(read.value.back().items, ElementsAre("trees_planted", "canal_dredged"));
  EXPECT_EQ(read.value.back().contact, "Anh Minh");
}

TEST_F(PartsFile, UnknownAndMissingColumnsAreTold) {
  const auto read = parts("name,item\nPhường Tân Phú,05a\n");
  EXPECT_THAT(told(read.problems), ElementsAre("1:1 csv-column-missing", "1:1 csv-column-unknown"));
  EXPECT_EQ(read.problems[1].suggestion, "items");
}

TEST_F(PartsFile, AUnitWithoutPartsIsToldToListThem) {
  const auto read = read_parts({}, {}, city.form("so-xd"), {});
  ASSERT_EQ(read.problems.size(), 1u);
  EXPECT_EQ(read.problems[0].code, "no-parts");
}

TEST_F(PartsFile, IsBounded) {
  std::string text = "code,name\n";
  for (int i = 0; i < 120; ++i) text += "to-" + std::to_string(i) + ",Tổ " + std::to_string(i) + "\n";
  EXPECT_THAT(told(parts(text).problems), ElementsAre("0:0 too-many-parts"));
  EXPECT_THAT(told(parts("code,name\na," + std::string(201, 'a') + "\n").problems),
              ElementsAre("2:3 csv-text-too-long"));
  for (int i = 0; i < 3000; ++i) text += "t,T\n";
  EXPECT_THAT(told(parts(text).problems), ElementsAre("2002:1 csv-too-many-rows"));
  EXPECT_FALSE(parts(std::string("\xff\xfe\0", 3)).ok());
  EXPECT_FALSE(parts("code\n\"").ok());
}

TEST_F(PartsFile, AnOverrideGivesAFigureOrAStateAndAlwaysAReason) {
  const auto read = overrides(
      "element,column,value,state,reason\n"
      "comm_people,this_period,120.5,estimate,trừ người dự hai nơi\n"
      "trees_planted,Ước năm,900,,theo kế hoạch quận\n"
      "fines,,,Không phát sinh,quận không xử phạt\n");
  ASSERT_TRUE(read.ok());
  ASSERT_EQ(read.value.size(), 3u);
  EXPECT_EQ(read.value[0].value->to_text(), "120.5");
  EXPECT_EQ(read.value[0].state, FigureState::estimate);
  EXPECT_EQ(read.value[1].column, FigureColumn::year_estimate);
  EXPECT_FALSE(read.value[1].state);
  EXPECT_EQ(read.value[2].column, FigureColumn::this_period);
  EXPECT_EQ(read.value[2].state, FigureState::nothing_to_report);
}

TEST_F(PartsFile, ProblemsOfOverridesAreToldAtOnceWithLineAndColumn) {
  const auto read = overrides(
      "element,column,value,state,reason\n"
      "comm_peopl,this_period,1,,a\n"
      "comm_people,this_perod,1,,a\n"
      "comm_news,this_period,\"1.234,5\",,a\n"
      "fines,this_period,1,,\n"
      "violations,this_period,1,not_available,a\n"
      "remedied,this_period,,estimate,a\n"
      "equipment,this_period,1,not_sent,a\n"
      "equipment,this_period,1,,a\n");
  EXPECT_THAT(told(read.problems),
              ElementsAre("2:1 override-not-asked", "3:13 override-column", "4:23 override-value",
                          "5:22 override-without-reason", "6:24 override-value-with-empty",
                          "7:22 override-without-value", "8:25 override-state", "9:1 override-twice"));
  EXPECT_EQ(read.problems[0].suggestion, "comm_people");
  EXPECT_EQ(read.problems[1].suggestion, "this_period");
}

}  // namespace
}  // namespace xanh
