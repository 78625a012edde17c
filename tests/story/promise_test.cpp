// The promise through time: the city from 24 districts in 2020, over the merger of 2021, the 18 targets of
// 2023, an amendment, the plan of 2025 with targets that nobody knows yet, departments that merge, to the end
// of the districts. Units and their days are the register's; cycles before and after 2023 and all figures are
// made up to show the program (số liệu minh họa).
#include "office/portal_use.hpp"
#include "office/publish_use.hpp"
#include "story/reading.hpp"

namespace xanh::terminal_test {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// The published report of a cycle as it was on the day.
struct PublishedThen {
  std::string cycle, sha256;
  std::map<std::string, std::string> files;
};

struct Promise : testing::Test {
  Promise() { t.environment["XANH_STORE"] = (t / "store").string(); }

  void on(const std::string& day) { t.environment["XANH_NOW"] = day + "T08:00:00+07:00"; }

  /// A cycle worded as that of 2023 (made up).
  static std::string cycle_of(const std::string& kind, int year) {
    const std::string all = bytes_of(kProgramme + "/cycles.yaml");
    const size_t first = all.find("- code: 2023-H1"), second = all.find("- code: 2023-Y");
    std::string text = kind == "H1" ? all.substr(first, second - first) : all.substr(second);
    for (const int was : {2024, 2023, 2022})  // from above, so that none is replaced twice
      for (size_t at = text.find(std::to_string(was)); at != std::string::npos;
           at = text.find(std::to_string(was), at + 1))
        text.replace(at, 4, "@" + std::to_string(was - 2022));
    for (int i = 0; i < 3; ++i)
      for (size_t at = text.find("@" + std::to_string(i)); at != std::string::npos;
           at = text.find("@" + std::to_string(i)))
        text.replace(at, 2, std::to_string(year - 1 + i));
    return text;
  }

  /// Units that owe a report in the cycle, of those in the group of districts.
  [[nodiscard]] std::vector<std::string> districts(const std::string& cycle) const {
    std::vector<std::string> out;
    const Node series = t.json({"series", kElement, "--cycle", cycle}).json();
    for (const auto& row : at(series, {"rows"}).items) out.push_back(at(row, {"units", "0"}).scalar);
    return out;
  }
  [[nodiscard]] std::set<std::string> reporting(const std::string& cycle) const {
    std::set<std::string> out;
    const Node status = t.json({"status", "--cycle", cycle}).json();
    for (const auto& unit : at(status, {"units"}).items) out.insert(at(unit, {"code"}).scalar);
    return out;
  }
  /// Ten sites of each district, thirty of Thu Duc that is three in one: 240 of the city on every day.
  void report(const std::string& cycle, const std::string& day) const {
    std::vector<std::string> words{"submit"};
    for (const auto& unit : districts(cycle)) {
      Submission report;
      report.illustrative = true;
      report.cycle = cycle;
      report.unit = unit;
      report.letter.number = "1/BC-UBND";
      report.letter.date = *parse_date(day);
      for (const auto& [element, value] : {std::pair{"ww_sites_ok", 10}, std::pair{"ww_sites_obliged", 20}}) {
        ReportedFigure& figure = report.figures.emplace_back();
        figure.element = element;
        figure.this_period = Decimal(unit == "tp-thu-duc" ? 3 * value : value);
      }
      const fs::path path = t / ("reports/" + cycle + "/" + unit + ".yaml");
      put_bytes(path, write_yaml(to_node(report)));
      words.push_back(path.string());
    }
    t.must(words);
    t.must({"review", cycle, "--note"});
  }
  void publish(const std::string& cycle) {
    t.must({"cycle", "close", cycle});
    const Node made = t.json({"consolidate", "--cycle", cycle, "-o", "papers/" + cycle}).json();
    t.must({"cycle", "publish", cycle, "-o", "published/" + cycle});
    published_.push_back(
        {cycle, at(made, {"snapshot", "sha256"}).scalar, files_below(t / ("published/" + cycle))});
  }
  void whole_cycle(const std::string& cycle, const std::string& day) {
    on(day);
    t.must({"cycle", "open", cycle});
    report(cycle, day);
    publish(cycle);
  }

  void the_city_has_24_districts();
  void three_become_one();
  void the_plan_of_2023_has_18_targets();
  void the_waste_target_moves_to_2027();
  void the_plan_of_2025_counts_20();
  void departments_merge_and_districts_end();
  void wards_report_to_the_city_directly();
  void a_published_figure_is_corrected();
  void nothing_published_has_moved();
  void every_series_goes_on_and_nothing_counts_twice();

  static constexpr const char* kElement = "ww_sites_ok";
  Terminal t;
  std::vector<PublishedThen> published_;
};

void Promise::the_city_has_24_districts() {
  on("2020-12-01");
  const fs::path programme = t.programme_copy();
  put_bytes(programme / "cycles.yaml",
            cycle_of("Y", 2020) + cycle_of("Y", 2021) + bytes_of(programme / "cycles.yaml"));
  std::string obligations = bytes_of(programme / "obligations.csv");
  for (size_t at = obligations.find("2023-04-04"); at != std::string::npos;
       at = obligations.find("2023-04-04"))
    obligations.replace(at, 10, "2020-01-01");  // made up: who owed what before 2023 is not known
  put_bytes(programme / "obligations.csv", obligations);
  t.must({"init", programme});
  whole_cycle("2020-Y", "2020-12-16");
  EXPECT_THAT(districts("2020-Y"), SizeIs(24));
}

void Promise::three_become_one() {
  whole_cycle("2021-Y", "2021-12-16");
  EXPECT_THAT(districts("2021-Y"), SizeIs(22));
  EXPECT_THAT(districts("2021-Y"), Contains("tp-thu-duc"));
  EXPECT_THAT(districts("2021-Y"), Not(Contains("q2")));
}

void Promise::the_plan_of_2023_has_18_targets() {
  whole_cycle("2023-H1", "2023-06-16");
  EXPECT_THAT(at(t.json({"plan", "show", "1"}).json(), {"targets"}).items, SizeIs(18));
}

/// It was really proposed to put 80 % off from 2025 to 2027; the decision is made up.
void Promise::the_waste_target_moves_to_2027() {
  on("2023-08-10");
  put_bytes(t / "later.yaml", R"(unit: so-tnmt
title: {vi: Lùi mốc 80% rác đốt phát điện và tái chế, en: Put the milestone of 80 % of waste off}
reason: {vi: Các nhà máy chậm tiến độ, en: The plants are late}
effective_from: 2023-09-01
operations:
  - {op: move, at: targets/t06/milestones/2025, to: 2027}
)");
  t.must({"plan", "amend", "later.yaml"});
  on("2023-08-30");
  t.must({"plan", "decide", "A1", "--approve", "--document", "4000/QĐ-UBND", "--date", "2023-08-30"});
  const auto milestone = [&](const std::string& day) {
    const Node plan = t.json({"plan", "as-of", day}).json();
    return at(plan, {"version"}).scalar;
  };
  EXPECT_EQ(milestone("2023-08-31"), "1");
  EXPECT_EQ(milestone("2023-09-01"), "2");
  whole_cycle("2023-Y", "2023-12-18");
}

void Promise::the_plan_of_2025_counts_20() {
  on("2024-12-20");
  const fs::path programme = t / "programme";
  put_bytes(programme / "cycles.yaml",
            bytes_of(programme / "cycles.yaml") + cycle_of("H1", 2025) + cycle_of("Y", 2025));
  const Node learned = t.json({"programme", "update", programme}).json();
  EXPECT_THAT(at(learned, {"rows"}).items, SizeIs(2)) << "two cycles and nothing else";
  // News of 2025 count 20 targets; the names of the two that came are not found.
  std::string plan = R"(unit: so-tnmt
title: {vi: Kế hoạch năm 2025, en: The plan of 2025}
reason: {vi: Kế hoạch năm 2025 có 20 chỉ tiêu, en: The plan of 2025 counts 20 targets}
effective_from: 2025-01-01
operations:
  - {op: add, at: years/2025, to: {year: 2025}}
)";
  for (const char* code : {"t19", "t20"})
    plan += std::string("  - {op: add, at: targets/") + code + ", to: {code: " + code +
            ", known: unconfirmed, source: "
            "'https://provietnam.com.vn/tin-tuc/"
            "tp-hcm-den-2030-xu-ly-rac-bang-cong-nghe-dot-phat-dien-dat-100/'}}\n";
  put_bytes(t / "2025.yaml", plan);
  t.must({"plan", "amend", "2025.yaml"});
  on("2024-12-31");
  t.must({"plan", "decide", "A2", "--approve", "--document", "số chưa rõ", "--date", "2024-12-31"});
  const Node now = t.json({"plan", "show", "2025"}).json();
  EXPECT_THAT(at(now, {"targets"}).items, SizeIs(20));
  const Node& unknown = where(at(now, {"targets"}), "code", "t20");
  EXPECT_EQ(at(unknown, {"known"}).scalar, "verified") << "that it stands there is decided";
  EXPECT_TRUE(at(unknown, {"names", "vi"}).scalar.empty()) << "what it says is shown as unknown";
  t.must({"plan", "diff", "1", "3", "-o", "redline.docx"});
  const std::string redline = words_of(t / "redline.docx");
  EXPECT_THAT(redline, HasSubstr("2027"));
  EXPECT_THAT(redline, Not(HasSubstr("{{")));
}

void Promise::departments_merge_and_districts_end() {
  whole_cycle("2025-H1", "2025-06-17");
  const auto before = reporting("2023-Y"), after = reporting("2025-H1");
  for (const char* gone : {"so-khdt", "so-qhkt", "so-tttt", "so-ldtbxh", "so-nnptnt", "so-gtvt"}) {
    EXPECT_TRUE(before.contains(gone)) << gone;
    EXPECT_FALSE(after.contains(gone)) << gone << " went on in another department in February 2025";
  }
  for (const char* heir : {"so-tc", "so-xd", "so-gtcc", "q7"}) EXPECT_TRUE(after.contains(heir)) << heir;
  on("2025-12-17");
  t.must({"cycle", "open", "2025-Y"});
  const auto last = reporting("2025-Y");
  EXPECT_FALSE(last.contains("q7")) << "there are no districts any more";
  EXPECT_TRUE(last.contains("so-nnmt"));
  EXPECT_THAT(districts("2025-Y"), IsEmpty())
      << "what wards owe the programme is not decided: nobody owes it";
  publish("2025-Y");
}

/// The same programme runs on: wards report to the city directly. That they owe this figure is made up.
void Promise::wards_report_to_the_city_directly() {
  on("2026-06-01");
  const fs::path programme = t / "programme";
  put_bytes(programme / "cycles.yaml", bytes_of(programme / "cycles.yaml") + cycle_of("H1", 2026));
  t.must({"programme", "update", programme});
  put_bytes(t / "wards.yaml", R"(unit: so-nnmt
title: {vi: Phường báo cáo thay quận (minh họa), en: Wards report in place of districts (illustrative)}
reason: {vi: Không còn cấp huyện, en: There are no districts any more}
effective_from: 2026-01-01
operations:
  - {op: add, at: obligations/t01@wards, to: {item: t01, unit: wards, from: 2025-07-01, required: yes, source: minh họa}}
)");
  t.must({"plan", "amend", "wards.yaml"});
  t.must({"plan", "decide", "A3", "--approve", "--document", "số minh họa", "--date", "2025-12-31"});
  on("2026-06-16");
  t.must({"cycle", "open", "2026-H1"});
  const auto all = reporting("2026-H1");
  EXPECT_GE(all.size(), 185u) << "about 190 units";
  EXPECT_LE(all.size(), 215u);
  EXPECT_THAT(districts("2026-H1"), SizeIs(168));
  report("2026-H1", "2026-06-16");
  publish("2026-H1");
  const Node report = read_json(bytes_of(t / "papers/2026-H1/report.json"), "report.json").value;
  const Node& t01 = where(at(report, {"targets"}), "code", "t01");
  EXPECT_EQ(at(t01, {"numerator"}).scalar, "1680") << "ten of each ward, once";
  EXPECT_EQ(at(t01, {"comparable"}).scalar, "false") << "the city of 2026 is not that of 2025";
  // On the land that both days know the old city's wards stand beside its districts; the rest is new land.
  const Node series =
      t.json({"series", kElement, "--areas", "common", "--cycle", "2025-H1", "--cycle", "2026-H1"}).json();
  int old_city = 0;
  for (const auto& row : at(series, {"rows"}).items)
    if (!at(row, {"cells", "0", "value"}).scalar.empty())
      if (const auto now = Decimal::parse(at(row, {"cells", "1", "value"}).scalar))
        old_city += static_cast<int>(now->to_double());
  EXPECT_EQ(old_city, 1020) << "102 wards, each once";
}

void Promise::a_published_figure_is_corrected() {
  on("2026-02-02");
  t.must({"review", "2025-H1/q7", "--revise", kElement, "--message", "đếm hai lần một cơ sở"});
  const fs::path path = t / "reports/2025-H1/q7.yaml";
  auto report = from_node<Submission>(read_yaml(bytes_of(path), path).value, path).value;
  report.figures.front().this_period = Decimal(9);
  put_bytes(path, write_yaml(to_node(report)));
  t.must({"submit", path});
  t.must({"review", "2025-H1", "--note"});
  t.must({"consolidate", "--cycle", "2025-H1", "-o", "papers/corrected"});
  t.must({"cycle", "restate", "2025-H1", "--reason", "đếm hai lần một cơ sở", "-o",
          "published/2025-H1-corrected"});
  EXPECT_THAT(bytes_of(t / "published/2025-H1-corrected/report.html"), HasSubstr("đếm hai lần một cơ sở"));
}

/// Every report ever published reopens byte for byte, and what it was made from gives the same digest again.
void Promise::nothing_published_has_moved() {
  auto store = ProgrammeStore::open((t / "store").string(), ProgrammeStore::Mode::read_only);
  ASSERT_TRUE(store.ok());
  const Desk desk{store.value.get(), std::string(kLocalOperator),
                  *parse_instant("2026-03-01T08:00:00+07:00")};
  const auto documents = public_documents(desk).value;
  for (const auto& then : published_) {
    EXPECT_EQ(published_manifest(desk, then.cycle).value, then.files.at("manifest.json")) << then.cycle;
    for (const auto& document : documents) {
      if (document.code != then.cycle) continue;
      EXPECT_GE(document.files.size(), 4u) << then.cycle;
      for (const auto& file : document.files)
        EXPECT_EQ(public_file(desk, file.sha256).value.bytes, then.files.at(file.name))
            << then.cycle << file.name;
    }
    t.must({"verify", "published/" + then.cycle + "/manifest.json"});
    if (then.cycle == "2025-H1") continue;  // its figures were corrected: it has another snapshot now
    const Node again = t.json({"consolidate", "--cycle", then.cycle, "-o", "again/" + then.cycle}).json();
    EXPECT_EQ(at(again, {"snapshot", "sha256"}).scalar, then.sha256) << then.cycle;
  }
}

void Promise::every_series_goes_on_and_nothing_counts_twice() {
  const std::vector<std::string> cycles{"2020-Y", "2021-Y", "2023-H1", "2023-Y", "2025-H1"};
  for (const char* areas : {"then", "now", "common"}) {
    std::vector<std::string> words{"series", kElement, "--areas", areas};
    for (const auto& cycle : cycles) words.insert(words.end(), {"--cycle", cycle});
    const Node series = t.json(words).json();
    ASSERT_THAT(at(series, {"cycles"}).items, SizeIs(cycles.size()));
    for (size_t i = 0; i < cycles.size(); ++i) {
      const std::string expected = cycles[i] == "2025-H1" ? "239" : "240";
      EXPECT_EQ(at(series, {"total", std::to_string(i), "value"}).scalar, expected) << areas << cycles[i];
      int sum = 0;
      for (const auto& row : at(series, {"rows"}).items)
        if (const auto value = Decimal::parse(at(row, {"cells", std::to_string(i), "value"}).scalar))
          sum += static_cast<int>(value->to_double());
      EXPECT_EQ(std::to_string(sum), expected) << areas << " " << cycles[i];
    }
    if (areas == std::string("then")) continue;
    for (const auto& row : at(series, {"rows"}).items)
      for (const auto& cell : at(row, {"cells"}).items)
        EXPECT_FALSE(at(cell, {"value"}).scalar.empty())
            << areas << ": the series of " << at(row, {"units", "0"}).scalar << " is broken";
  }
}

TEST_F(Promise, FromTwentyFourDistrictsToTheWards) {
  ASSERT_NO_FATAL_FAILURE(the_city_has_24_districts());
  ASSERT_NO_FATAL_FAILURE(three_become_one());
  ASSERT_NO_FATAL_FAILURE(the_plan_of_2023_has_18_targets());
  ASSERT_NO_FATAL_FAILURE(the_waste_target_moves_to_2027());
  ASSERT_NO_FATAL_FAILURE(the_plan_of_2025_counts_20());
  ASSERT_NO_FATAL_FAILURE(departments_merge_and_districts_end());
  ASSERT_NO_FATAL_FAILURE(a_published_figure_is_corrected());
  ASSERT_NO_FATAL_FAILURE(wards_report_to_the_city_directly());
  ASSERT_NO_FATAL_FAILURE(nothing_published_has_moved());
  ASSERT_NO_FATAL_FAILURE(every_series_goes_on_and_nothing_counts_twice());
}

}  // namespace
}  // namespace xanh::terminal_test
