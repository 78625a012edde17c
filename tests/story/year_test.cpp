// The year 2023 of the demonstration, both cycles through the terminal, as the standing agency lives it:
// letters out, reports in by every door (workbook of ten wards, letter with the unit's own table, nothing to
// report, late, with an extension), two tasks with joint leads, districts against a department, directives of
// December answered in June, difficulties, the signed copy back, December's registrations and the draft plan
// of 2024. Whatever is not in the demonstration is made up here (số liệu minh họa).
#include "exchange/ooxml/package.hpp"
#include "exchange/own_sheet.hpp"
#include "exchange/small_pdf.hpp"
#include "story/district.hpp"
#include "story/reading.hpp"

namespace xanh::terminal_test {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct Year : testing::Test {
  Year() { t.environment["XANH_STORE"] = (t / "store").string(); }

  void at_the(const std::string& day) { t.environment["XANH_NOW"] = day + "T08:00:00+07:00"; }

  /// The illustrative report of a unit, with pieces of it changed.
  void made(const std::string& cycle, const std::string& unit,
            const std::vector<std::pair<std::string, std::string>>& changes) const {
    std::string text = bytes_of(kDemonstration + cycle + "/" + unit + ".yaml");
    for (const auto& [piece, by] : changes) text = replaced(text, piece, by);
    put_bytes(t / ("changed/" + cycle + "/" + unit + ".yaml"), text);
  }
  /// Takes in what these units send, all of the demonstration but `without` when none is named.
  void send(const std::string& cycle, std::vector<std::string> units,
            const std::set<std::string>& without = {}) const {
    if (units.empty())
      for (const auto& entry : fs::directory_iterator(kDemonstration + cycle))
        if (!without.contains(entry.path().stem())) units.push_back(entry.path().stem());
    std::sort(units.begin(), units.end());
    std::vector<std::string> words{"submit"};
    for (const auto& unit : units) {
      const fs::path changed = t / ("changed/" + cycle + "/" + unit + ".yaml");
      words.push_back(fs::exists(changed) ? changed.string() : kDemonstration + cycle + "/" + unit + ".yaml");
    }
    t.must(words);
  }
  [[nodiscard]] Node standing(const std::string& cycle, const std::string& unit) const {
    return where(at(t.json({"status", "--cycle", cycle}).json(), {"units"}), "code", unit);
  }
  [[nodiscard]] Node consolidated(const std::string& cycle, const std::string& folder) const {
    t.must({"consolidate", "--cycle", cycle, "-o", folder});
    return read_json(bytes_of(t / folder / "report.json"), "report.json").value;
  }

  void the_plan_is_decided();
  void letters_go_out_and_the_ward_forms();
  void most_units_report();
  void the_late_ones_are_reminded();
  void one_unit_sends_a_letter_with_its_own_table();
  void what_does_not_fit_is_asked_about();
  void the_half_year_is_reported();
  void the_authority_answers();
  void december_registers_for_the_next_year();
  void the_year_is_reported();

  const std::string kDemonstration = kProgramme + "/demonstration/";
  Terminal t;
};

/// Two tasks of the plan get a second lead, so that both cases of joint leads are played.
void Year::the_plan_is_decided() {
  at_the("2023-01-05");
  const fs::path programme = t.programme_copy();
  const std::string plan = "plans/2023.yaml";
  for (const auto& [task, second] :
       std::map<std::string, std::string>{{"p_waste_scheme", "so-xd"}, {"p_vietstar", "so-khdt"}}) {
    const std::string text = bytes_of(programme / plan);
    const size_t from = text.find("- code: " + task + "\n");
    ASSERT_NE(from, std::string::npos);
    put_bytes(programme / plan, text.substr(0, from) + replaced(text.substr(from), "leads: [so-tnmt]",
                                                                "leads: [so-tnmt, " + second + "]"));
  }
  t.must({"init", programme});
  t.must({"directive", "add", kDemonstration + "directives-2022-12.yaml"});
}

void Year::letters_go_out_and_the_ward_forms() {
  at_the("2023-06-01");
  t.must({"cycle", "open", "2023-H1"});
  t.must({"letter", "request", "--cycle", "2023-H1", "--number", "4100/STNMT", "--date", "2023-06-01",
          "--contact", "Phòng Kế hoạch - Tài chính (minh họa)", "-o", "letters/cv.docx"});
  EXPECT_THAT(words_of(t / "letters/cv.docx"),
              AllOf(HasSubstr("16/6/2023"), HasSubstr("Phòng Kế hoạch - Tài chính"), Not(HasSubstr("{{"))));
  t.must({"form", "--cycle", "2023-H1", "--all", "-o", "forms"});
  EXPECT_EQ(files_below(t / "forms").size(), 48u);
  const auto form = Package::open(bytes_of(t / "forms/2023-H1-ban-gt.xlsx"), "ban-gt.xlsx").value;
  EXPECT_THAT(*form.part("xl/workbook.xml"), HasSubstr("Biểu 08")) << "December's directives are asked for";

  put_bytes(t / "parts.csv", parts_csv());
  t.must({"collect", "split", "--cycle", "2023-H1", "--unit", "q7", "--parts", "parts.csv", "--due",
          "2023-06-12", "-o", "wards"});
}

void Year::most_units_report() {
  at_the("2023-06-13");
  const District district{t, "wards"};
  std::vector<std::string> merge{"collect", "merge",   "--cycle",   "2023-H1", "--unit",
                                 "q7",      "--parts", "parts.csv", "-o",      "2023-H1-q7.xlsx"};
  for (size_t i = 0; i < kWards.size(); ++i) {
    merge.push_back("back/" + kWards[i] + ".xlsx");
    district.fill_ward(i, merge.back(), 100 + static_cast<int>(i));
  }
  district.fill_offices("back");
  for (const auto& office : kOffices) merge.push_back("back/" + office + ".xlsx");
  const Ran merged = t.json(merge);
  ASSERT_EQ(merged.code, 0) << merged.out;
  EXPECT_THAT(at(merged.json(), {"missing"}).items, IsEmpty());
  t.must({"submit", "2023-H1-q7.xlsx"});

  at_the("2023-06-15");
  // One joint lead confirms what the other writes, one does not.
  made("2023-H1", "so-xd",
       {{"\ntasks:\n",
         "\ntasks:\n  - {task: p_waste_scheme, result: \"Thống nhất với báo cáo của Sở Tài nguyên "
         "và Môi trường.\", status: under_way}\n"}});
  made("2023-H1", "so-khdt",
       {{"\ntexts:\n",
         "\ntasks:\n  - {task: p_vietstar, result: \"Chưa nhận được hồ sơ điều chỉnh.\", "
         "status: not_started}\ntexts:\n"}});
  send("2023-H1", {}, {"q7", "q8", "h-can-gio", "q-tan-phu", "so-khcn", "so-vhtt"});
  t.must({"review", "2023-H1/so-dl", "--extend", "2023-06-21", "--message", "Sáp nhập phòng chuyên môn"});
  EXPECT_EQ(at(standing("2023-H1", "so-tp"), {"state"}).scalar, "sent");
}

void Year::the_late_ones_are_reminded() {
  at_the("2023-06-19");
  t.must({"letter", "reminder", "--cycle", "2023-H1", "-o", "letters/don-doc.docx"});
  const std::string reminder = words_of(t / "letters/don-doc.docx");
  for (const char* late : {"Quận 4", "Quận 8", "Huyện Cần Giờ", "Sở Thông tin và Truyền thông"})
    EXPECT_THAT(reminder, HasSubstr(late));
  EXPECT_THAT(reminder, Not(HasSubstr("Sở Du lịch"))) << "it has an extension";
  EXPECT_THAT(reminder, Not(HasSubstr("Quận 7")));

  at_the("2023-06-20");
  send("2023-H1", {"q8", "h-can-gio", "q-tan-phu", "so-khcn", "so-vhtt"});
  FormFile(t / "forms/2023-H1-so-dl.xlsx")
      .number("x_comm_activities_this_period", "3")
      .save(t / "2023-H1-so-dl.xlsx");
  t.must({"submit", "2023-H1-so-dl.xlsx"});
  EXPECT_EQ(at(standing("2023-H1", "so-dl"), {"days_late"}).scalar, "0") << "within its extension";
  t.must({"letter", "receipt", "--cycle", "2023-H1", "--unit", "q7", "-o", "letters/phieu-q7.docx"});
  EXPECT_THAT(words_of(t / "letters/phieu-q7.docx"), HasSubstr("Quận 7"));
}

/// Quận 4 has no form, only a letter with a table of its own; its waste is in kilograms of a slip of the
/// hand.
void Year::one_unit_sends_a_letter_with_its_own_table() {
  put_bytes(
      t / "q4/bang-rieng.xlsx",
      testing_workbook::own_workbook({{"STT", "Nội dung", "Kỳ này"},
                                      {"1", "Cơ sở sản xuất phải xử lý khí thải", "20"},
                                      {"2", "Cơ sở sản xuất có khí thải xử lý đạt quy chuẩn", "18"},
                                      {"3", "Chất thải rắn sinh hoạt phát sinh trên địa bàn", "16280"}}));
  put_bytes(t / "q4/cong-van.txt", "Công văn của Quận 4 (minh họa)");
  t.must({"map", "suggest", "q4/bang-rieng.xlsx", "--unit", "q4", "--cycle", "2023-H1", "-o", "q4/map.yaml"});
  const Ran taken = t.run({"submit", "q4/bang-rieng.xlsx", "--on-behalf", "q4", "--letter", "q4/cong-van.txt",
                           "--map", "q4/map.yaml", "--cycle", "2023-H1"});
  EXPECT_EQ(taken.code, 0) << taken.err;
  EXPECT_THAT(taken.out, HasSubstr("đính chính đến hết ngày 23/6/2023")) << "three working days";
  EXPECT_EQ(at(standing("2023-H1", "q4"), {"days_late"}).scalar, "2");
}

void Year::what_does_not_fit_is_asked_about() {
  at_the("2023-06-22");
  t.must({"review", "2023-H1", "--note"});
  const Node first = consolidated("2023-H1", "first");
  // The districts together have more waste than the department has for the city.
  const Node& held = where(at(first, {"cross_checks"}), "check", "k32");
  EXPECT_EQ(at(held, {"right"}).scalar, "9800") << "the department's figure";
  EXPECT_THAT(words_of(t / "first/sources.docx"), HasSubstr("cộng lại lớn hơn số toàn Thành phố"));
  t.must({"review", "2023-H1/q4", "--revise", "waste_generated_local", "--message",
          "Đề nghị kiểm tra đơn vị tính (tấn/ngày)"});
  t.must({"letter", "revise", "--cycle", "2023-H1", "--unit", "q4", "-o", "letters/ra-soat-q4.docx"});
  EXPECT_THAT(words_of(t / "letters/ra-soat-q4.docx"), HasSubstr("Đề nghị kiểm tra đơn vị tính"));
  t.must({"show", "2023-H1/q4", "-o", "q4/2023-H1-q4.yaml"});
  t.edit(t / "q4/2023-H1-q4.yaml", "16280", "162.8");
  t.must({"submit", "q4/2023-H1-q4.yaml"});
  t.must({"review", "2023-H1", "--note"});
}

void Year::the_half_year_is_reported() {
  t.must({"difficulty", "answer", "2023-H1/so-xd/1", "--opinion", "Thống nhất phương án gộp"});
  const Node report = consolidated("2023-H1", "h1");
  EXPECT_THAT(at(report, {"cross_checks"}).items, IsEmpty());
  EXPECT_EQ(at(where(at(report, {"tasks"}), "code", "p_waste_scheme"), {"confirmed_by", "0"}).scalar,
            "so-xd");
  EXPECT_EQ(at(where(at(report, {"tasks"}), "code", "p_vietstar"), {"disputed_by", "0"}).scalar, "so-khdt");
  EXPECT_EQ(at(report, {"snapshot", "number"}).scalar, "2");
  EXPECT_THAT(t.must({"snapshot", "diff", "--cycle", "2023-H1"}).out,
              AllOf(HasSubstr("24.142,9 → 8.025,7"), HasSubstr("ý kiến của Sở chưa có → Thống nhất"),
                    Not(HasSubstr("Tân Hóa"))));
  const std::string half = words_of(t / "h1" / "report.docx");
  for (const char* words : {"Có 3 ý kiến chỉ đạo phải thực hiện trong kỳ: 2 đã hoàn thành, 1 đang thực hiện",
                            "đang thực hiện, quá hạn", "Bảng 4. Kinh phí theo nguồn vốn (triệu đồng)",
                            "Thống nhất phương án gộp", "Sở Thông tin và Truyền thông"})
    EXPECT_THAT(half, HasSubstr(words));
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

  // Signed on paper and back: number and day stand on every later print.
  const std::string digest = at(report, {"snapshot", "sha256"}).scalar.substr(0, 12);
  put_bytes(t / "ky.pdf", pdf_test::small_pdf({digest}));
  t.must({"signed", "2023-H1/bc-so", "ky.pdf", "--number", "5200/BC-STNMT", "--date", "2023-06-28"});
  t.must({"consolidate", "--cycle", "2023-H1", "-o", "signed"});
  EXPECT_THAT(words_of(t / "signed" / "report.docx"),
              AllOf(HasSubstr("5200/BC-STNMT"), HasSubstr("ngày 28 tháng 6 năm 2023")));
}

void Year::the_authority_answers() {
  at_the("2023-07-15");
  t.must({"directive", "add", kDemonstration + "directives-2023-07.yaml"});
  t.must({"difficulty", "answer", "2023-H1/ban-htdt/1", "--outcome", "Đã có văn bản gửi nhà tài trợ", "--by",
          "Ủy ban nhân dân Thành phố", "--date", "2023-07-14"});
}

void Year::december_registers_for_the_next_year() {
  at_the("2023-12-26");
  t.must({"cycle", "open", "2023-Y"});
  t.must({"form", "--cycle", "2023-Y", "--unit", "so-xd", "-o", "so-xd.xlsx"});
  EXPECT_THAT(*Package::open(bytes_of(t / "so-xd.xlsx"), "so-xd.xlsx").value.part("xl/workbook.xml"),
              HasSubstr("Biểu 09"));
  send("2023-Y", {});
  t.must({"review", "2023-Y", "--note"});
}

void Year::the_year_is_reported() {
  const Node result = consolidated("2023-Y", "y");
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
}

TEST_F(Year, FromTheDirectivesOfDecemberToTheDraftPlanOfTheNextYear) {
  the_plan_is_decided();
  letters_go_out_and_the_ward_forms();
  most_units_report();
  the_late_ones_are_reminded();
  one_unit_sends_a_letter_with_its_own_table();
  what_does_not_fit_is_asked_about();
  the_half_year_is_reported();
  the_authority_answers();
  december_registers_for_the_next_year();
  the_year_is_reported();
  t.must({"audit", "verify"});
}

}  // namespace
}  // namespace xanh::terminal_test
