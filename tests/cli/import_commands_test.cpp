// programme import: an annex as it is pasted from a decision becomes a folder that passes the check, in one
// command.
#include "../exchange/annex_sample.hpp"
#include "cli/terminal.hpp"
#include "exchange/csv.hpp"

namespace xanh::terminal_test {
namespace {

using annex_test::C;
using annex_test::down;
using annex_test::up;
using annex_test::word_file;
using annex_test::word_paragraph;
using annex_test::word_table;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// 18 targets and 45 tasks under five headings, as the plan of a year has them.
std::string whole_annex() {
  std::vector<std::vector<C>> targets{
      {down("STT"), down("Chỉ tiêu"), down("ĐVT"), C("Mục tiêu đến năm", 2), down("Cơ quan chủ trì")},
      {up(), up(), up(), "2025", "2030", up()}};
  for (int i = 1; i <= 18; ++i) {
    if (i % 6 == 1) targets.push_back({C(std::string(i / 6 + 1, 'I') + ". Nhóm mục tiêu", 6)});
    targets.push_back({std::to_string(i), "Chỉ tiêu số " + std::to_string(i), "%",
                       std::to_string(60 + i) + "%", "≥ " + std::to_string(80 + i), "Sở TN&MT"});
  }
  const std::vector<C> header{"STT",      "Nội dung", "Đơn vị chủ trì", "Đơn vị phối hợp",
                              "Sản phẩm", "Thời gian"};
  std::vector<std::vector<C>> tasks{header};
  const char* groups[] = {"I", "II", "III", "IV", "V"};
  for (int i = 1; i <= 45; ++i) {
    if (i % 9 == 1) tasks.push_back({groups[i / 9], C("Nhóm giải pháp " + std::to_string(i / 9 + 1), 5)});
    if (i == 20) tasks.push_back(header);
    tasks.push_back({std::to_string(i), "Nhiệm vụ số " + std::to_string(i),
                     i % 2 ? "UBND Q.7" : "Sở Xây dựng", "UBND thành phố Thủ Đức và các quận, huyện",
                     "Kế hoạch", i % 3 ? "Quý IV/2023" : "Thường xuyên"});
  }
  return word_file(
      word_paragraph("PHỤ LỤC CỦA CHƯƠNG TRÌNH GIẢM Ô NHIỄM MÔI TRƯỜNG GIAI ĐOẠN 2020-2030 TRONG NĂM 2023") +
      word_paragraph(
          "(Kèm theo Quyết định số 1200/QĐ-UBND ngày 04 tháng 4 năm 2023 của Chủ tịch UBND Thành phố)") +
      word_table(targets) + word_paragraph("PHỤ LỤC II") + word_table(tasks));
}

TEST(ProgrammeImport, OneCommandMakesAFolderThatPassesTheCheckAndOpensAStore) {
  Terminal t;
  put_bytes(t / "a.docx", whole_annex());
  const Node out =
      t.must({"programme", "import", "a.docx", "-o", "made", "--units", kProgramme, "--json"}).json();
  EXPECT_EQ(at(out, {"targets"}).scalar, "18");
  EXPECT_EQ(at(out, {"tasks"}).scalar, "45");
  EXPECT_THAT(at(out, {"not_understood"}).items, IsEmpty());
  const Node& task = where(at(out, {"items"}), "code", "n001");
  EXPECT_EQ(at(task, {"confidence"}).scalar, "certain");
  EXPECT_EQ(at(task, {"leads", "0"}).scalar, "q7");
  EXPECT_EQ(at(task, {"row"}).scalar, "3");
  EXPECT_EQ(at(task, {"sheet"}).scalar, "Bảng 2");
  EXPECT_EQ(t.run({"check", "made"}).code, 0);
  const Node store = t.must({"init", "made", "--store", "s", "--json"}).json();
  EXPECT_EQ(at(store, {"tasks"}).scalar, "45");
}

TEST(ProgrammeImport, WithoutARegisterTheUnitsFoundAreWritten) {
  Terminal t;
  put_bytes(t / "a.docx", whole_annex());
  t.must({"programme", "import", "a.docx", "-o", "made"});
  EXPECT_EQ(t.run({"check", "made"}).code, 0);
  const std::string units = bytes_of(t / "made" / "units.csv");
  EXPECT_THAT(units, HasSubstr("q7,UBND Q.7"));
  EXPECT_THAT(units, HasSubstr("so-xd,Sở Xây dựng"));
  EXPECT_THAT(units, HasSubstr("districts,"));
}

TEST(ProgrammeImport, TheListToWorkThroughNamesEveryRowAndWhatWasNotUnderstood) {
  Terminal t;
  put_bytes(t / "a.docx", word_file(word_table({{"STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"},
                                                {"1", "Việc", "Công an Thành phố", "Theo tiến độ"}})));
  const Ran ran = t.must({"programme", "import", "a.docx", "-o", "made", "--units", kProgramme + "/units.csv",
                          "--year", "2024", "--name", "Chương trình thử", "--code", "thu"});
  EXPECT_THAT(ran.out, HasSubstr("cần xem lại"));
  EXPECT_THAT(ran.out, HasSubstr("không nhận ra đơn vị `Công an Thành phố`"));
  const auto list = read_csv(bytes_of(t / "made" / "import.csv"), "import.csv");
  ASSERT_TRUE(list.ok());
  std::vector<std::string> kinds;
  for (const auto& row : list.value.rows) kinds.push_back(row.cells[0]);
  EXPECT_THAT(kinds, ElementsAre("chương trình", "kế hoạch", "nhiệm vụ", "chưa hiểu", "chưa hiểu"));
  EXPECT_THAT(t.must({"check", "made"}).err, testing::Not(HasSubstr("unknown-file")));
  const Ran english =
      t.must({"programme", "import", "a.docx", "-o", "other", "--year", "2024", "--lang", "en"});
  EXPECT_THAT(english.out, HasSubstr("needs review"));
}

TEST(ProgrammeImport, NothingIsWrittenWhenAnythingIsWrong) {
  Terminal t;
  put_bytes(t / "good.docx", whole_annex());
  put_bytes(t / "bad.docx", "no zip");
  Ran ran = t.json({"programme", "import", "good.docx", "bad.docx", "missing.docx", "-o", "made"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.codes(), ElementsAre("package-not-zip", "file-not-found"));
  EXPECT_FALSE(fs::exists(t / "made"));
  put_bytes(t / "full" / "note.txt", "mine");
  ran = t.json({"programme", "import", "good.docx", "-o", "full"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.codes(), ElementsAre("place-not-empty"));
  EXPECT_EQ(files_below(t / "full").size(), 1u);
  EXPECT_EQ(t.run({"programme", "import", "good.docx"}).code, 2);
  put_bytes(t / "units.csv", "code,name_vi\nq7,Quận 7\n");
  EXPECT_THAT(t.json({"programme", "import", "good.docx", "-o", "made", "--units", "units.csv"}).codes(),
              Contains("missing-key"));
  EXPECT_FALSE(fs::exists(t / "made"));
}

TEST(ProgrammeImport, WhatLibreOfficeWritesReadsToo) {
  if (std::system("soffice --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "no soffice";
  Terminal t;
  put_bytes(t / "a.docx", whole_annex());
  const std::string in = t.folder().string();
  const std::string convert =
      "cd " + in + " && soffice -env:UserInstallation=file://" + in +
      "/profile --headless --convert-to odt a.docx >/dev/null 2>&1 && mv a.docx word.docx && "
      "soffice -env:UserInstallation=file://" +
      in + "/profile --headless --convert-to docx a.odt >/dev/null 2>&1";
  ASSERT_EQ(std::system(convert.c_str()), 0);
  t.must({"programme", "import", "word.docx", "-o", "one", "--units", kProgramme});
  t.must({"programme", "import", "a.docx", "-o", "two", "--units", kProgramme});
  const auto plain = [](std::string text) {  // the sources name the files
    for (size_t at = text.find("word.docx"); at != std::string::npos; at = text.find("word.docx"))
      text.replace(at, 9, "a.docx");
    return text;
  };
  for (const char* file : {"targets.yaml", "plans/2023.yaml", "programme.yaml"})
    EXPECT_EQ(plain(bytes_of(t / "one" / file)), bytes_of(t / "two" / file)) << file;
}

TEST(ProgrammeWorkbook, FolderToWorkbookToFolderGivesEqualDigests) {
  Terminal t;
  t.must({"programme", "workbook", kProgramme, "-o", "p.xlsx"});
  t.must({"programme", "import", "p.xlsx", "-o", "back"});
  const Node before = t.must({"check", kProgramme, "--json"}).json(),
             after = t.must({"check", "back", "--json"}).json();
  for (const char* key : {"programme", "plan_sha256", "register_sha256"})
    EXPECT_EQ(at(before, {key}), at(after, {key}));
  EXPECT_FALSE(fs::exists(t / "back" / "import.csv"));
  EXPECT_THAT(t.json({"programme", "import", "p.xlsx", "-o", "other", "--year", "2024"}).codes(),
              ElementsAre("programme-workbook-alone"));
  EXPECT_FALSE(fs::exists(t / "other"));
}

}  // namespace
}  // namespace xanh::terminal_test
