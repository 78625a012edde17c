// plan diff: two versions of the plan side by side, for people, for programs and as a Word file.
#include "cli/terminal.hpp"
#include "exchange/ooxml/package.hpp"

namespace xanh::terminal_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// A store with the plan of 2023 and one of 2024: a text reworded, a lead changed, a task moved to another
/// solution group, one taken away, one added, a figure assigned.
void two_versions(Terminal& t) {
  const auto folder = t.programme_copy();
  std::string next = bytes_of(folder / "plans" / "2023.yaml");
  next = replaced(next, "year: 2023", "year: 2024");
  next = replaced(next, "number: \"1200/QĐ-UBND\"", "number: \"999/QĐ-UBND\"");
  next = replaced(next, "in_force_from: 2023-04-04", "in_force_from: 2024-03-01");
  next = replaced(next, "\ntasks:\n", "\nassigned: {t06: 60}\ntasks:\n");
  next = replaced(next, "Truyền thông nâng cao nhận thức,", "Truyền thông mở rộng hiểu biết,");
  next = replaced(next, "    solution: s2\n    leads: [so-tnmt]\n    coordinates: [so-khdt, so-tc]",
                  "    solution: s2\n    leads: [so-khdt]\n    coordinates: [so-khdt, so-tc]");
  next = replaced(next, "    solution: s2\n    leads: [so-xd]\n", "    solution: s4\n    leads: [so-xd]\n");
  next = replaced(next, "  - code: n_capacity\n", "  - code: n_inspection\n");
  put_bytes(folder / "plans" / "2024.yaml", next);
  t.environment["XANH_STORE"] = (t / "s").string();
  t.must({"init", folder});
}

/// "moved task p_12_plants.solution"
std::vector<std::string> told(const Node& answer) {
  std::vector<std::string> out;
  for (const Node& c : at(answer, {"changes"}).items)
    out.push_back(c.find("op")->scalar + " " + c.find("kind")->scalar + " " + c.find("code")->scalar +
                  (c.find("field")->scalar.empty() ? "" : "." + c.find("field")->scalar));
  return out;
}

TEST(PlanDiff, ToldAsDataHasOneEntryForEveryChange) {
  Terminal t;
  two_versions(t);
  const Node answer = t.must({"plan", "diff", "1", "2", "--json"}).json();
  EXPECT_THAT(told(answer),
              ElementsAre("changed target t06.assigned", "reworded task n_communication.text",
                          "changed task n_policy.leads", "moved task p_12_plants.solution",
                          "removed task n_capacity", "added task n_inspection", "changed year 2024.year",
                          "changed year 2024.decision.number", "changed year 2024.in_force_from"));
  EXPECT_EQ(at(answer, {"from", "version"}).scalar, "1");
  EXPECT_EQ(at(answer, {"to", "decision"}).scalar, "999/QĐ-UBND");
  const Node& moved = at(answer, {"changes", "3"});
  EXPECT_EQ(at(moved, {"from"}).scalar, "s2");
  EXPECT_EQ(at(moved, {"to"}).scalar, "s4");
  const Node& reworded = at(answer, {"changes", "1"});
  EXPECT_THAT(at(reworded, {"from"}).scalar, HasSubstr("nâng cao nhận thức"));
  EXPECT_EQ(at(reworded, {"language"}).scalar, "vi");
  EXPECT_EQ(at(reworded, {"words", "1", "op"}).scalar, "deleted");
  EXPECT_EQ(at(reworded, {"words", "1", "text"}).scalar, "nâng cao nhận thức");
  const Node& removed = at(answer, {"changes", "4"});
  EXPECT_THAT(at(removed, {"from", "text", "vi"}).scalar, HasSubstr("Tăng cường kiểm tra"));
  EXPECT_EQ(at(removed, {"to"}).kind, Node::Kind::null);
}

TEST(PlanDiff, TakesYearsAndEitherOrderAndIsEmptyForOneVersion) {
  Terminal t;
  two_versions(t);
  EXPECT_EQ(t.must({"plan", "diff", "2023", "2024", "--json"}).out,
            t.must({"plan", "diff", "1", "2", "--json"}).out);
  EXPECT_THAT(told(t.must({"plan", "diff", "2", "1", "--json"}).json()),
              testing::Contains("added task n_capacity"));
  EXPECT_THAT(at(t.must({"plan", "diff", "2", "2024", "--json"}).json(), {"changes"}).items, IsEmpty());
  EXPECT_THAT(t.must({"plan", "diff", "2", "2"}).out, HasSubstr("không có gì khác nhau"));
  EXPECT_THAT(t.json({"plan", "diff", "7", "1999"}).codes(), ElementsAre("unknown-plan", "unknown-plan"));
}

TEST(PlanDiff, ToldToPeopleMarksWhatIsGoneAndWhatHasCome) {
  Terminal t;
  two_versions(t);
  const std::string vi = t.must({"plan", "diff", "1", "2"}).out;
  EXPECT_THAT(vi, HasSubstr("bản 1 (năm 2023, 1200/QĐ-UBND) → bản 2 (năm 2024, 999/QĐ-UBND): 9 thay đổi"));
  EXPECT_THAT(vi, HasSubstr("\nChỉ tiêu\n"));
  EXPECT_THAT(vi, HasSubstr("    đổi số  số giao trong năm: – → 60\n"));
  EXPECT_THAT(vi,
              HasSubstr("    sửa lời  nội dung: Truyền thông [-nâng cao nhận thức-]{+mở rộng hiểu biết+}, "));
  EXPECT_THAT(vi,
              HasSubstr("    đổi  đơn vị chủ trì: Sở Tài nguyên và Môi trường → Sở Kế hoạch và Đầu tư\n"));
  EXPECT_THAT(
      vi, HasSubstr("    chuyển  nhóm giải pháp: 2. Cơ chế, chính sách, thu hút đầu tư → 4. Công nghệ, "));
  EXPECT_THAT(vi, HasSubstr("  n_capacity  bỏ  [-Tăng cường kiểm tra"));
  EXPECT_THAT(vi, HasSubstr("  n_inspection  thêm  {+Tăng cường kiểm tra"));
  EXPECT_THAT(
      vi, HasSubstr("    nhóm giải pháp: 3. Năng lực quản lý, nhân lực, kiểm tra; đơn vị chủ trì: Sở Tài "));
  EXPECT_THAT(vi, HasSubstr("    đổi số  hiệu lực từ: 4/4/2023 → 1/3/2024\n"));
  EXPECT_THAT(vi, Not(HasSubstr("\x1b")));
  const std::string en = t.must({"plan", "diff", "1", "2", "--lang", "en"}).out;
  EXPECT_THAT(en, HasSubstr("\nTasks\n"));
  EXPECT_THAT(en, HasSubstr("    reworded  text (Vietnamese): Truyền thông [-nâng cao"));
  EXPECT_THAT(en, HasSubstr("  n_capacity  removed  [-Step up inspection"));
}

TEST(PlanDiff, WritesAWordFileThatIsTheSameEveryTime) {
  Terminal t;
  two_versions(t);
  const Ran ran = t.must({"plan", "diff", "1", "2", "-o", "so-sanh.docx"});
  EXPECT_THAT(ran.out, HasSubstr("\nso-sanh.docx\n"));
  t.must({"plan", "diff", "1", "2", "-o", "again.docx", "--json"});
  EXPECT_EQ(bytes_of(t / "so-sanh.docx"), bytes_of(t / "again.docx"));
  const auto package = Package::open(bytes_of(t / "so-sanh.docx"), "so-sanh.docx");
  ASSERT_TRUE(package.ok());
  const std::string& xml = *package.value.part("word/document.xml");
  EXPECT_THAT(xml, HasSubstr("w:author=\"Sở Tài nguyên và Môi trường\" w:date=\"2023-06-20T10:00:00Z\""));
  EXPECT_THAT(xml, HasSubstr("<w:delText xml:space=\"preserve\">nâng cao nhận thức</w:delText>"));
  t.must({"plan", "diff", "1", "2", "-o", "en.docx", "--language", "en"});
  EXPECT_NE(bytes_of(t / "en.docx"), bytes_of(t / "so-sanh.docx"));
}

TEST(PlanDiff, RefusesAFileThatIsNotWordsAndAPlaceThatIsNone) {
  Terminal t;
  two_versions(t);
  EXPECT_THAT(t.json({"plan", "diff", "1", "2", "-o", "so-sanh.pdf"}).codes(), ElementsAre("redline-kind"));
  EXPECT_FALSE(fs::exists(t / "so-sanh.pdf"));
  put_bytes(t / "file", "x");
  EXPECT_NE(t.run({"plan", "diff", "1", "2", "-o", "file/so-sanh.docx"}).code, 0);
  EXPECT_EQ(t.run({"plan", "diff", "1"}).code, 2);
}

}  // namespace
}  // namespace xanh::terminal_test
