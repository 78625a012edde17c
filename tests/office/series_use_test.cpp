// A figure through the cycles while two districts become one between them.
#include "office/series_use.hpp"

#include "office/office_sample.hpp"

namespace xanh::office_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

void change_file(const fs::path& file, const std::function<std::string(std::string)>& change) {
  const std::string now = change(bytes_of(file));
  std::ofstream(file, std::ios::binary) << now;
}

/// The programme with Districts 3 and 5 merged on 1 October 2023 (made up for this test).
class MergedProgramme {
 public:
  MergedProgramme() {
    std::string name = fs::temp_directory_path() / "xanh-merged-XXXXXX";
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    folder_ = name;
    fs::copy(kProgramme, folder_, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    change_file(folder_ / "units.csv", [](std::string text) {
      for (const std::string unit : {"\nq3,", "\nq5,"}) {
        const size_t row = text.find(unit, text.find(unit) + 1);
        const size_t end = text.find("2025-07-01", text.find("2021-07-01", row));
        text.replace(end, 10, "2023-10-01");
      }
      return text +
             "q35,Ủy ban nhân dân Quận 3-5 (minh họa),People's Committee of District "
             "3-5,district,ubnd-tp,districts,"
             "2023-10-01,,executing,UBND,CHỦ TỊCH\n";
    });
    change_file(folder_ / "unit_changes.csv", [](std::string text) {
      for (const std::string gone : {"2025-07-01,split,q3,", "2025-07-01,split,q5,"}) {
        const size_t row = text.find(gone);
        text.erase(row, text.find('\n', row) + 1 - row);
      }
      return text + "2023-10-01,merge,q3;q5,q35,,minh họa,\n";
    });
  }
  ~MergedProgramme() {
    std::error_code error;
    fs::remove_all(folder_, error);
  }
  MergedProgramme(const MergedProgramme&) = delete;
  MergedProgramme& operator=(const MergedProgramme&) = delete;
  [[nodiscard]] std::string path() const { return folder_.string(); }

 private:
  fs::path folder_;
};

class SeriesOfFigures : public testing::Test {
 protected:
  void SetUp() override {
    office.with_reports({"q1", "q3", "q5"});
    ASSERT_TRUE(close_cycle(office.desk(), "2023-H1").ok());
    ASSERT_TRUE(open_cycle(later(), "2023-Y").ok());
    send_year("q1", "88");
    send_year("q35", "130");
  }
  [[nodiscard]] Desk later() const {
    Desk out = office.desk();
    out.now = *parse_instant("2023-12-18T09:00:00+07:00");
    return out;
  }
  void send_year(const std::string& unit, const char* value) const {
    Submission report;
    report.illustrative = true;
    report.cycle = "2023-Y";
    report.unit = unit;
    report.sent_at = *parse_instant("2023-12-15T09:00:00+07:00");
    report.letter.number = "99/BC-UBND";
    report.letter.date = *parse_date("2023-12-15");
    ReportedFigure& figure = report.figures.emplace_back();
    figure.element = kElement;
    figure.this_period = *Decimal::parse(value);
    const fs::path path = office.folder() / (unit + "-year.yaml");
    std::ofstream(path, std::ios::binary) << write_yaml(to_node(report));
    const auto sent = submit_files(later(), {{path.string()}, false, {}, {}});
    ASSERT_TRUE(sent.ok()) << lines(sent.problems);
    const auto noted = review(later(), {{"2023-Y/" + unit}, true, {}, {}});
    ASSERT_TRUE(noted.ok()) << lines(noted.problems);
  }
  [[nodiscard]] SeriesRow row(Territory areas, const std::string& unit) const {
    SeriesRequest request{kElement, {}, areas, {}};
    const auto made = figure_series(later(), request);
    EXPECT_TRUE(made.ok()) << lines(made.problems);
    EXPECT_THAT(made.value.cycles, ElementsAre("2023-H1", "2023-Y"));
    for (const auto& one : made.value.rows)
      if (one.units == std::vector{unit}) return one;
    return {};
  }
  static constexpr const char* kElement = "ww_sites_ok";
  MergedProgramme programme;
  Office office{{}, programme.path()};
};

TEST_F(SeriesOfFigures, StandOnTheUnitsOfTheirOwnDay) {
  const auto q3 = row(Territory::then, "q3"), q35 = row(Territory::then, "q35");
  ASSERT_EQ(q3.cells.size(), 2u);
  EXPECT_EQ(q3.cells[0].value, Decimal(71));
  EXPECT_FALSE(q3.cells[1].lived) << "it was merged by then";
  ASSERT_EQ(q35.cells.size(), 2u);
  EXPECT_FALSE(q35.cells[0].lived);
  EXPECT_EQ(q35.cells[1].value, Decimal(130));
}

TEST_F(SeriesOfFigures, GoOnInTheUnitThatTookTheOthersOver) {
  for (const Territory areas : {Territory::now, Territory::common}) {
    const auto q35 = row(areas, "q35");
    ASSERT_EQ(q35.cells.size(), 2u) << word(areas);
    EXPECT_EQ(q35.cells[0].value, Decimal(71 + 55));
    EXPECT_FALSE(q35.cells[0].weighted);
    EXPECT_EQ(q35.cells[1].value, Decimal(130));
    EXPECT_THAT(row(areas, "q3").cells, IsEmpty()) << "nothing is counted twice";
    EXPECT_EQ(row(areas, "q1").cells.at(1).value, Decimal(88));
  }
}

TEST_F(SeriesOfFigures, SayWhoseFigureIsNotThere) {
  const auto q4 = row(Territory::now, "q4");
  ASSERT_EQ(q4.cells.size(), 2u);
  EXPECT_FALSE(q4.cells[0].value);
  EXPECT_TRUE(q4.cells[0].lived);
  EXPECT_THAT(q4.cells[0].missing, ElementsAre("q4"));
}

TEST_F(SeriesOfFigures, TheTotalCountsEveryUnitOnceAndNoneWhereOneIsSilent) {
  const auto made = figure_series(later(), {kElement, {}, Territory::then, {}});
  ASSERT_EQ(made.value.total.size(), 2u);
  EXPECT_FALSE(made.value.total[0].value) << "District 4 has sent nothing";
  EXPECT_THAT(made.value.total[0].missing, testing::Contains("q4"));
}

TEST_F(SeriesOfFigures, OfATargetIsOneHalfOverTheOtherOnTheSameTerritory) {
  const auto made = figure_series(later(), {"t01", {}, Territory::now, {}});
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  EXPECT_EQ(made.value.measure, "%");
  for (const auto& one : made.value.rows) {
    if (one.units != std::vector<std::string>{"q35"}) continue;
    ASSERT_EQ(one.cells.size(), 2u);
    const auto half = [](const std::string& unit, const char* element) {
      return Office::report(unit).figure(element)->this_period->to_double();
    };
    const double over = half("q3", kElement) + half("q5", kElement);
    const double under = half("q3", "ww_sites_obliged") + half("q5", "ww_sites_obliged");
    EXPECT_EQ(one.cells[0].value, Decimal::from_double(over / under * 100, 1));
    EXPECT_FALSE(one.cells[1].value) << "its year has one half only";
    EXPECT_THAT(one.cells[1].missing, ElementsAre("q35"));
    return;
  }
  ADD_FAILURE() << "no row of the merged district";
}

TEST_F(SeriesOfFigures, AreForWhoSeesAllUnitsAndOfAnElementThatIs) {
  EXPECT_THAT(codes(figure_series(later(), {"ww_site_ok", {}, Territory::then, {}}).problems),
              ElementsAre("series-element"));
  EXPECT_THAT(codes(figure_series(later(), {kElement, {"2031-H1"}, Territory::then, {}}).problems),
              ElementsAre("unknown-cycle"));
  Desk unit = later();
  unit.actor = "nguoi-minh-hoa";
  unit.posts = {{Role::drafter, "q7", {}, {}, {}}};
  EXPECT_THAT(codes(figure_series(unit, {kElement, {}, Territory::then, {}}).problems),
              ElementsAre("not-allowed"));
}

}  // namespace
}  // namespace xanh::office_test
