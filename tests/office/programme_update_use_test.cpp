// A programme that goes on: new cycles and units come into a store that is at work, and what was published
// stays.
#include "office/programme_update_use.hpp"

#include "office/amendment_use.hpp"
#include "office/office_sample.hpp"
#include "office/publish_use.hpp"

namespace xanh::office_test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::SizeIs;

class Updating : public testing::Test {
 protected:
  Updating() {
    std::string name = fs::temp_directory_path() / "xanh-update-XXXXXX";
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    folder_ = name;
    fs::copy(kProgramme, folder_, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  }
  ~Updating() override {
    std::error_code error;
    fs::remove_all(folder_, error);
  }
  void change(const std::string& file, const std::string& from, const std::string& to) const {
    std::string text = bytes_of(folder_ / file);
    const size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    put(folder_ / file, text.replace(at, from.size(), to));
  }
  void add(const std::string& file, const std::string& text) const {
    put(folder_ / file, bytes_of(folder_ / file) + text);
  }
  /// The half-year of 2024, worded as that of 2023.
  void another_cycle() const {
    std::string text = bytes_of(folder_ / "cycles.yaml");
    const size_t from = text.find("- code: 2023-H1"), to = text.find("- code: 2023-Y");
    std::string more = text.substr(from, to - from);
    for (size_t at = more.find("2023"); at != std::string::npos; at = more.find("2023", at))
      more[at + 3] = '4';
    for (size_t at = more.find("2022"); at != std::string::npos; at = more.find("2022", at))
      more[at + 3] = '3';
    add("cycles.yaml", more);
  }
  [[nodiscard]] Outcome<ProgrammeUpdate> update(bool dry_run = false) const {
    Desk desk = office.desk();
    desk.now = *parse_instant("2024-01-10T09:00:00+07:00");
    return update_programme(desk, folder_, dry_run);
  }
  [[nodiscard]] Memory memory() const {
    std::optional<Memory> out;
    office.store().read([&](const Transaction& t) { out = recall(t); });
    return std::move(*out);
  }
  fs::path folder_;
  Office office;
};

TEST_F(Updating, AFolderThatSaysNothingNewAddsNothing) {
  const auto made = update();
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  EXPECT_THAT(made.value.rows, IsEmpty());
}

TEST_F(Updating, NewCyclesUnitsAndChangesComeInAndAreThereAtOnce) {
  another_cycle();
  add("units.csv",
      "q35,Ủy ban nhân dân Quận 3-5 (minh họa),People's Committee of District 3-5,district,ubnd-tp,districts,"
      "2024-02-01,,executing,UBND,CHỦ TỊCH\n");
  const auto looked = update(true);
  ASSERT_TRUE(looked.ok()) << lines(looked.problems);
  EXPECT_THAT(looked.value.rows, SizeIs(2));
  EXPECT_FALSE(memory().cycle("2024-H1")) << "a dry run keeps nothing";
  const auto made = update();
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  EXPECT_THAT(made.value.rows, Contains(Field(&LearnedRow::code, "2024-H1")));
  const Memory now = memory();
  EXPECT_TRUE(now.cycle("2024-H1"));
  EXPECT_TRUE(now.units.unit("q35", {make_date(2024, 3, 1), {}}));
  EXPECT_FALSE(now.units.unit("q35", {make_date(2024, 1, 1), {}}));
  EXPECT_EQ(now.units.digest(), made.value.register_sha256);
  EXPECT_THAT(update().value.rows, IsEmpty()) << "the same once more is nothing new";
}

TEST_F(Updating, AUnitThatEndsKeepsWhatWasKnownBefore) {
  // A board without an end gets one: its row of the same first day says more from now on.
  const std::string text = bytes_of(folder_ / "units.csv");
  const size_t at = text.find("\nhepza,"), end = text.find('\n', at + 1);
  std::string row = text.substr(at, end - at);
  const size_t open = row.find(",,,", row.find("boards"));
  ASSERT_NE(open, std::string::npos) << row;
  change("units.csv", row, std::string(row).replace(open, 3, ",,2024-06-01,"));
  const auto made = update();
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  ASSERT_THAT(made.value.rows, SizeIs(1));
  EXPECT_TRUE(made.value.rows[0].changed);
  const Memory now = memory();
  EXPECT_TRUE(now.units.unit("hepza", {make_date(2024, 5, 1), {}}));
  EXPECT_FALSE(now.units.unit("hepza", {make_date(2024, 6, 2), {}}));
  std::optional<Memory> then;
  office.store().read([&](const Transaction& t) { then = recall(t, Office::now()); });
  EXPECT_TRUE(then->units.unit("hepza", {make_date(2024, 6, 2), {}})) << "in 2023 nobody knew";
}

TEST_F(Updating, WhatWasPublishedRecomputesToTheSameDigest) {
  office.with_reports();
  ASSERT_TRUE(close_cycle(office.desk(), "2023-H1").ok());
  const auto published = office.consolidated()->snapshot;
  ASSERT_TRUE(publish_papers(office.desk(), {"2023-H1", {}, {}, 1}).ok());
  another_cycle();
  change("holidays.csv", "\n", "\n2024-05-02,holiday,minh họa,made up,minh họa\n");
  ASSERT_TRUE(update().ok()) << lines(update().problems);
  const auto again = office.consolidated();
  EXPECT_EQ(again->snapshot.sha256, published.sha256);
  EXPECT_EQ(again->snapshot.number, published.number);
}

TEST_F(Updating, AnOpenedCycleAndAnotherProgrammeAreRefusedWhole) {
  change("cycles.yaml", "Sơ kết 6 tháng đầu năm 2023", "Sơ kết nửa năm 2023");
  another_cycle();
  EXPECT_THAT(codes(update().problems), ElementsAre("update-cycle-open"));
  EXPECT_FALSE(memory().cycle("2024-H1")) << "all or nothing";
  Desk unit = office.desk();
  unit.actor = "nguoi-minh-hoa";
  unit.posts = {{Role::agency_officer, "so-tnmt", {}, {}, {}}};
  EXPECT_THAT(codes(update_programme(unit, folder_, true).problems), ElementsAre("not-allowed"));
}

}  // namespace
}  // namespace xanh::office_test
