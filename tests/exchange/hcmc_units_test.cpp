// The city's districts through 2020, 2021, 2023 and 2025: the register of the programme against the lists of
// the administrative units of those days.
#include <gmock/gmock.h>

#include <filesystem>
#include <set>

#include "base/at_hand.hpp"
#include "exchange/programme_folder.hpp"
#include "programme/territory.hpp"

namespace xanh {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

struct Listed {
  std::set<std::string> names, codes;
};

Listed listed_on(const std::string& day) {
  const std::string path = XANH_SOURCE_DIR "/../shared/data/hcmc_units/hcmc_units_" + day + ".json";
  const auto tree = read_json(bytes_of(path), path);
  Listed out;
  for (const auto& one : tree.value.find("level2s")->items) {
    out.names.insert(one.find("name")->scalar);
    out.codes.insert(one.find("level2_id")->scalar);
  }
  return out;
}

class HcmcUnits : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(XANH_SOURCE_DIR "/../shared/data/hcmc_units"))
      GTEST_SKIP() << "no lists here";
    auto folder = read_programme_folder(XANH_SOURCE_DIR "/programmes/hcmc-2020-2030");
    ASSERT_FALSE(has_error(folder.problems));
    units = Register(folder.value.register_rows);
  }
  [[nodiscard]] std::vector<std::string> districts(Date day) const {
    std::vector<std::string> out;
    for (const auto* unit : units.units({day, {}}))
      if (unit->kind == UnitKind::district) out.push_back(unit->code);
    std::sort(out.begin(), out.end());
    return out;
  }
  [[nodiscard]] Listed register_on(Date day) const {
    Listed out;
    for (const auto& code : districts(day)) {
      std::string name = units.unit(code, {day, {}})->name_vi;
      const std::string committee = "Ủy ban nhân dân ";
      if (name.starts_with(committee)) name = name.substr(committee.size());
      out.names.insert(name);
      if (const AreaRow* area = units.area(code, {day, {}})) out.codes.insert(area->official_code);
    }
    return out;
  }
  Register units;
};

TEST_F(HcmcUnits, AreThoseOfTheOfficialListsOnEachOfTheirDays) {
  for (const std::string day : {"2020-11-01", "2021-02-01", "2023-04-10", "2025-03-01"}) {
    const Listed have = register_on(*parse_date(day)), want = listed_on(day);
    EXPECT_EQ(have.names, want.names) << day;
    EXPECT_EQ(have.codes, want.codes) << day << ": 769 was District 2, and is Thu Duc";
  }
}

TEST_F(HcmcUnits, Of2020StandOnThoseOf2025WithoutALossAndCountNothingTwice) {
  const Date then = make_date(2020, 11, 1), now = make_date(2025, 3, 1);
  const auto before = districts(then), after = districts(now);
  ASSERT_THAT(before, SizeIs(24));
  ASSERT_THAT(after, SizeIs(22));
  const auto flows = area_flows(units, before, then, {now, {}});
  std::map<std::string, Decimal> figures;
  Decimal total;
  for (size_t i = 0; i < before.size(); ++i) {
    figures[before[i]] = static_cast<std::int64_t>(100 + i * i);
    total += figures[before[i]];
  }
  const auto on_now = figures_on(Territory::now, figures, before, flows);
  Decimal sum;
  std::vector<std::string> covered;
  for (const auto& one : on_now) {
    ASSERT_TRUE(one.value) << one.units.front();
    EXPECT_FALSE(one.weighted) << "three districts merged whole";
    sum += *one.value;
    covered.push_back(one.units.front());
  }
  EXPECT_EQ(covered, after) << "every district of 2025 has its figure of 2020";
  EXPECT_EQ(sum, total);
  EXPECT_THAT(common_areas(flows, before), SizeIs(22));
}

TEST_F(HcmcUnits, EndInJuly2025InWardsWhoseSharesNobodyHasSaid) {
  const Date then = make_date(2025, 3, 1);
  const AsOf later{make_date(2025, 7, 1), {}};
  const auto before = districts(then);
  EXPECT_THAT(districts(later.day), IsEmpty());
  EXPECT_THAT(units.members("wards", later), SizeIs(168)) << "wards, communes and the special zone";
  EXPECT_THAT(units.members("former-hcmc", later), SizeIs(102));
  const auto flows = area_flows(units, before, then, later);
  std::set<std::string> wards;
  for (const auto& flow : flows) {
    wards.insert(flow.to);
    EXPECT_FALSE(flow.share) << flow.from << " → " << flow.to << ": nobody has said how much";
  }
  const auto old_city = units.members("former-hcmc", later);
  EXPECT_EQ(wards, std::set<std::string>(old_city.begin(), old_city.end()));
  // Seventeen districts are whole wards; five share wards and are one area together.
  const auto common = common_areas(flows, before);
  ASSERT_THAT(common, SizeIs(18));
  const auto shared =
      std::find_if(common.begin(), common.end(), [](const CommonArea& one) { return one.before.size() > 1; });
  ASSERT_NE(shared, common.end());
  EXPECT_THAT(shared->before, testing::ElementsAre("h-binh-chanh", "q-binh-tan", "q-tan-phu", "q6", "q8"));
  // A figure of a district stands on no single ward, and the wards of a district add up to it again.
  std::map<std::string, Decimal> of_districts, of_wards;
  for (const auto& code : before) of_districts[code] = Decimal{10};
  for (const auto& code : wards) of_wards[code] = Decimal{1};
  for (const auto& one : figures_on(Territory::now, of_districts, before, flows)) EXPECT_FALSE(one.value);
  Decimal sum;
  for (const auto& one : later_figures_on(Territory::common, of_wards, before, flows)) {
    ASSERT_TRUE(one.value);
    sum += *one.value;
  }
  EXPECT_EQ(sum, Decimal{102}) << "every ward once";
}

TEST_F(HcmcUnits, TheTenWardsOfDistrict7AreFourAndOneOfThemWasDivided) {
  const AsOf later{make_date(2025, 7, 1), {}};
  EXPECT_THAT(units.successors("q7", later),
              testing::UnorderedElementsAre("p-phu-thuan", "p-tan-hung", "p-tan-my", "p-tan-thuan"));
  EXPECT_THAT(units.successors("q7-tan-quy", later), testing::ElementsAre("p-tan-hung"));
  EXPECT_THAT(units.successors("q7-phu-my", later), testing::UnorderedElementsAre("p-phu-thuan", "p-tan-my"));
  EXPECT_EQ(units.area("p-tan-thuan", later)->official_code, "27478") << "which was Phường Bình Thuận before";
}

}  // namespace
}  // namespace xanh
