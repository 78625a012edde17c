// The year 2023 of the demonstration, both cycles through the terminal: directives of December answered in
// June, difficulties answered by the agency, December's registrations, and the draft of the plan of 2024.
#include "cli/terminal.hpp"
#include "exchange/ooxml/package.hpp"

namespace xanh::terminal_test {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string words_of(const fs::path& docx) {
  const auto package = Package::open(bytes_of(docx), docx.string());
  const std::string* xml = package.value.part("word/document.xml");
  if (!xml) throw std::runtime_error("no document in " + docx.string());
  std::string out;
  bool tag = false;
  for (const char c : *xml) {
    if (c == '<') tag = true;
    if (!tag) out += c;
    if (c == '>') tag = false;
  }
  return out;
}

std::vector<std::string> reports(const std::string& cycle) {
  std::vector<std::string> out{"submit"};
  for (const auto& entry : fs::directory_iterator(kProgramme + "/demonstration/" + cycle))
    out.push_back(entry.path().string());
  std::sort(out.begin() + 1, out.end());
  return out;
}

TEST(Year, FromTheDirectivesOfDecemberToTheDraftPlanOfTheNextYear) {
  Terminal t;
  const std::string demonstration = kProgramme + "/demonstration/";
  t.environment["XANH_STORE"] = (t / "store").string();
  t.environment["XANH_NOW"] = "2023-01-05T08:00:00+07:00";
  t.must({"init", kProgramme});
  t.must({"directive", "add", demonstration + "directives-2022-12.yaml"});

  // June: the forms ask for the directives of December; 45 units report.
  t.environment["XANH_NOW"] = "2023-06-22T08:00:00+07:00";
  t.must({"cycle", "open", "2023-H1"});
  t.must({"form", "--cycle", "2023-H1", "--unit", "ban-gt", "-o", "ban-gt.xlsx"});
  const auto form = Package::open(bytes_of(t / "ban-gt.xlsx"), "ban-gt.xlsx").value;
  EXPECT_THAT(*form.part("xl/workbook.xml"), HasSubstr("Biểu 08"));
  t.must(reports("2023-H1"));
  t.must({"review", "2023-H1", "--note"});
  t.must({"difficulty", "answer", "2023-H1/so-xd/1", "--opinion", "Thống nhất phương án gộp"});
  t.must({"consolidate", "--cycle", "2023-H1", "-o", "h1"});
  const std::string half = words_of(t / "h1" / "report.docx");
  EXPECT_THAT(half,
              HasSubstr("Có 3 ý kiến chỉ đạo phải thực hiện trong kỳ: 2 đã hoàn thành, 1 đang thực hiện"));
  EXPECT_THAT(half, HasSubstr("đang thực hiện, quá hạn"));
  EXPECT_THAT(half, HasSubstr("Bảng 4. Kinh phí theo nguồn vốn (triệu đồng)"));
  EXPECT_THAT(half, HasSubstr("Thống nhất phương án gộp"));
  for (const char* document : {"bc-ubnd", "to-trinh", "tom-tat"}) {
    t.must({"consolidate", "--cycle", "2023-H1", "--document", document, "-o", "h1"});
    EXPECT_THAT(words_of(t / "h1" / (std::string(document) + ".docx")), Not(HasSubstr("{{"))) << document;
  }
  const Ran early = t.json({"consolidate", "--cycle", "2023-H1", "--document", "ke-hoach", "-o", "h1"});
  EXPECT_EQ(early.code, 1);
  EXPECT_EQ(early.codes(), std::vector<std::string>{"document-of-the-year"});
  EXPECT_FALSE(fs::exists(t / "h1" / "ke-hoach.docx"));
  t.must({"cycle", "close", "2023-H1"});
  t.must({"cycle", "publish", "2023-H1"});

  // July: the authority answers one request and gives new directives.
  t.environment["XANH_NOW"] = "2023-07-15T08:00:00+07:00";
  t.must({"directive", "add", demonstration + "directives-2023-07.yaml"});
  t.must({"difficulty", "answer", "2023-H1/ban-htdt/1", "--outcome", "Đã có văn bản gửi nhà tài trợ", "--by",
          "Ủy ban nhân dân Thành phố", "--date", "2023-07-14"});

  // December: everybody registers for 2024.
  t.environment["XANH_NOW"] = "2023-12-26T08:00:00+07:00";
  t.must({"cycle", "open", "2023-Y"});
  t.must({"form", "--cycle", "2023-Y", "--unit", "so-xd", "-o", "so-xd.xlsx"});
  EXPECT_THAT(*Package::open(bytes_of(t / "so-xd.xlsx"), "so-xd.xlsx").value.part("xl/workbook.xml"),
              HasSubstr("Biểu 09"));
  t.must(reports("2023-Y"));
  t.must({"review", "2023-Y", "--note"});
  t.must({"consolidate", "--cycle", "2023-Y", "-o", "y"});
  const std::string year = words_of(t / "y" / "report.docx");
  for (const char* words :
       {"Kết quả thực hiện Kế hoạch năm 2023 và xây dựng Kế hoạch năm 2024", "IV. RÀ SOÁT GIẢI PHÁP",
        "Bảng 8. Chỉ tiêu đề xuất năm 2024", "Bảng 9. Nhiệm vụ năm 2024",
        "BẢNG 10. SO SÁNH KẾ HOẠCH NĂM 2024", "Đã nêu từ kỳ 6 tháng đầu năm 2023, chưa được giải quyết",
        "22 đơn vị đăng ký mức riêng", "Sơ kết 6 tháng đầu năm 2023",
        "6. Kết quả thực hiện kế hoạch của các đơn vị", "4. Bài học kinh nghiệm, cách làm hay",
        "5. Tổ chức thực hiện"})
    EXPECT_THAT(year, HasSubstr(words));
  EXPECT_THAT(year, Not(HasSubstr("{{")));
  const Node result = read_json(bytes_of(t / "y" / "report.json"), "report.json").value;
  // What was answered in July is told as answered; what so-xd reported done in June is not asked again.
  bool answered = false;
  for (const auto& d : at(result, {"difficulties"}).items)
    if (at(d, {"code"}).scalar == "2023-H1/ban-htdt/1")
      answered = at(d, {"outcome"}).scalar == "Đã có văn bản gửi nhà tài trợ";
  EXPECT_TRUE(answered);
  for (const auto& d : at(result, {"directives"}).items)
    EXPECT_NE(at(d, {"directive", "code"}).scalar, "cd-2212-2");

  t.must({"consolidate", "--cycle", "2023-Y", "--document", "ke-hoach", "-o", "y"});
  const std::string plan = words_of(t / "y" / "ke-hoach.docx");
  EXPECT_THAT(plan, HasSubstr("trong năm 2024"));
  EXPECT_THAT(plan, HasSubstr("/KH-UBND"));
  EXPECT_THAT(plan, HasSubstr("Lập danh mục đấu nối hộ dân vào cống thu gom theo lưu vực"));
  EXPECT_THAT(plan, Not(HasSubstr("{{")));
  for (const char* document : {"bc-ubnd", "to-trinh", "quyet-dinh", "tiep-thu", "tom-tat", "mau-03"}) {
    t.must({"consolidate", "--cycle", "2023-Y", "--document", document, "-o", "y"});
    EXPECT_THAT(words_of(t / "y" / (std::string(document) + ".docx")), Not(HasSubstr("{{"))) << document;
  }
  EXPECT_THAT(words_of(t / "y" / "quyet-dinh.docx"),
              HasSubstr("Điều 1. Ban hành kèm theo Quyết định này Kế hoạch"));
  // One entry, two reports: the district's report under the Law on Environmental Protection.
  t.must({"letter", "environment", "--cycle", "2023-Y", "--unit", "q7", "-o", "mau-01.docx"});
  const std::string law = words_of(t / "mau-01.docx");
  EXPECT_THAT(law, HasSubstr("Công tác bảo vệ môi trường năm 2023"));
  EXPECT_THAT(law, HasSubstr("QUẬN 7"));
  EXPECT_THAT(law, Not(HasSubstr("{{")));
  for (const char* document :
       {"bc-so", "bc-ubnd", "to-trinh", "ke-hoach", "quyet-dinh", "tiep-thu", "tom-tat", "mau-03"}) {
    const Ran english =
        t.json({"consolidate", "--cycle", "2023-Y", "--document", document, "--language", "en", "-o", "en"});
    EXPECT_EQ(english.code, 0) << document << english.out;
  }
  t.must({"cycle", "close", "2023-Y"});
  t.must({"cycle", "publish", "2023-Y"});
  t.must({"audit", "verify"});
}

}  // namespace
}  // namespace xanh::terminal_test
