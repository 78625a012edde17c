// A form split for wards and offices, each of which comes in by a link of its own.
#include "office/part_link_use.hpp"

#include "cli/form_file.hpp"
#include "office/office_sample.hpp"

namespace xanh::office_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

struct PartLinkUse : testing::Test {
  [[nodiscard]] Desk unit(const std::string& code = "q1") const {
    Desk out = office.desk();
    out.actor = "nguoi-minh-hoa";
    out.posts = {{Role::drafter, code, {}, {}, {}}};
    return out;
  }
  /// Whoever has the link: nobody that the system knows.
  [[nodiscard]] Desk visitor() const { return {&office.store(), {}, Office::now(), {}}; }
  [[nodiscard]] std::vector<PartLink> links(const std::string& only = {}) const {
    const auto made = make_part_links(unit(), {"2023-H1", "q1", kList, make_date(2023, 6, 25), only});
    EXPECT_TRUE(made.ok()) << lines(made.problems);
    return made.value;
  }
  /// The workbook of a link with one figure typed into it.
  [[nodiscard]] std::string filled(const std::string& secret, int figure) const {
    const auto blank = part_workbook(visitor(), secret, Language::vi);
    EXPECT_TRUE(blank.ok()) << lines(blank.problems);
    const fs::path path = office.folder() / "part.xlsx";
    std::ofstream(path, std::ios::binary) << blank.value.bytes;
    terminal_test::FormFile form(path);
    form.put("x_ww_sites_ok_this_period", "<v>" + std::to_string(figure) + "</v>", "n");
    form.save(path);
    return bytes_of(path);
  }
  Office office;
  static inline const std::string kList =
      "code,name,items,contact\np-ben-nghe,Phường Bến Nghé,ww_sites_ok,\np-ben-thanh,Phường Tân "
      "Quy,ww_sites_ok,\n";
};

TEST_F(PartLinkUse, EachPartComesInByItsLinkOnceAndTheUnitAddsUp) {
  const auto made = links();
  ASSERT_EQ(made.size(), 2U);
  EXPECT_THAT(made[0].secret, StartsWith("xw_"));
  const auto opened = open_part(visitor(), made[0].secret);
  ASSERT_TRUE(opened.ok()) << lines(opened.problems);
  EXPECT_EQ(opened.value.name, "Phường Bến Nghé");
  EXPECT_EQ(opened.value.due, make_date(2023, 6, 25));
  const std::string workbook = filled(made[0].secret, 5);
  const auto sent = send_part(visitor(), made[0].secret, workbook);
  ASSERT_TRUE(sent.ok()) << lines(sent.problems);
  EXPECT_THAT(codes(send_part(visitor(), made[0].secret, workbook).problems),
              ElementsAre("part-link-refused"));
  EXPECT_THAT(codes(open_part(visitor(), made[0].secret).problems), ElementsAre("part-link-refused"));

  auto standing = list_parts(unit(), "2023-H1", "q1");
  ASSERT_EQ(standing.value.size(), 2U) << lines(standing.problems);
  EXPECT_TRUE(standing.value[0].sent);
  EXPECT_FALSE(standing.value[0].linked);
  EXPECT_FALSE(standing.value[1].sent);
  EXPECT_TRUE(standing.value[1].linked);

  ASSERT_TRUE(send_part(visitor(), made[1].secret, filled(made[1].secret, 7)).ok());
  const auto merged = merge_sent_parts(unit(), "2023-H1", "q1", {});
  ASSERT_TRUE(merged.ok()) << lines(merged.problems);
  ASSERT_EQ(merged.value.form.totals.size(), 1U);
  EXPECT_EQ(merged.value.form.totals[0].total->this_period, Decimal(12));
  EXPECT_EQ(merged.value.workbook.name, "2023-H1-q1.xlsx");
  // A part may send again when its unit gives it another link; the last one counts.
  const auto again = links("p-ben-nghe");
  ASSERT_EQ(again.size(), 1U);
  ASSERT_TRUE(send_part(visitor(), again[0].secret, filled(again[0].secret, 6)).ok());
  EXPECT_EQ(merge_sent_parts(unit(), "2023-H1", "q1", {}).value.form.totals[0].total->this_period,
            Decimal(13));
}

TEST_F(PartLinkUse, ALinkOpensItsOwnPartOnlyAndNotForever) {
  const auto made = links();
  EXPECT_THAT(codes(send_part(visitor(), made[1].secret, filled(made[0].secret, 5)).problems),
              ElementsAre("part-other-form"));
  EXPECT_FALSE(send_part(visitor(), made[0].secret, "no workbook").ok());
  for (const std::string& wrong : {std::string(), std::string("xw_"), made[0].secret + "x",
                                   std::string("xl_") + made[0].secret.substr(3)})
    EXPECT_THAT(codes(open_part(visitor(), wrong).problems), ElementsAre("part-link-refused"));
  const auto fresh = links("p-ben-nghe");
  EXPECT_THAT(codes(open_part(visitor(), made[0].secret).problems), ElementsAre("part-link-refused"))
      << "another one was given";
  EXPECT_TRUE(open_part(visitor(), made[1].secret).ok());
  Desk later = visitor();
  later.now = *parse_instant("2023-06-25T23:59:59+07:00");
  EXPECT_TRUE(open_part(later, fresh[0].secret).ok());
  later.now = *parse_instant("2023-06-26T00:00:00+07:00");
  EXPECT_THAT(codes(open_part(later, fresh[0].secret).problems), ElementsAre("part-link-refused"));
  ASSERT_TRUE(close_cycle(office.desk(), "2023-H1").ok());
  EXPECT_THAT(codes(open_part(visitor(), fresh[0].secret).problems), ElementsAre("part-link-refused"));
}

TEST_F(PartLinkUse, SplittingIsForTheUnitAndAWrongListGivesNobodyALink) {
  EXPECT_THAT(
      codes(make_part_links(unit("q7"), {"2023-H1", "q1", kList, make_date(2023, 6, 25), {}}).problems),
      ElementsAre("not-allowed"));
  EXPECT_FALSE(make_part_links(unit(), {"2023-H1", "q1", "code,name\n,\n", make_date(2023, 6, 25), {}}).ok());
  EXPECT_THAT(
      codes(make_part_links(unit(), {"2023-H1", "q1", kList, make_date(2023, 6, 25), "p-x"}).problems),
      ElementsAre("part-unknown"));
  EXPECT_THAT(codes(list_parts(unit(), "2023-H1", "q1").problems), ElementsAre("parts-not-split"));
  EXPECT_THAT(codes(merge_sent_parts(unit(), "2023-H1", "q1", {}).problems), ElementsAre("parts-not-split"));
}

}  // namespace
}  // namespace xanh::office_test
