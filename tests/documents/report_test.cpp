#include <gtest/gtest.h>

#include <cctype>
#include <cstdlib>

#include "documents/docx_template.hpp"
#include "documents/report_sample.hpp"
#include "exchange/ooxml/package.hpp"

namespace xanh {
namespace {

const Demonstration& demonstration() {
  static const Demonstration sample;
  return sample;
}

std::map<std::string, std::string> files_of(const Demonstration& sample, const Renderings& wanted,
                                            Language language = Language::vi) {
  const auto written = write_report(sample.context(language), sample.templates, wanted);
  for (const auto& p : written.problems) ADD_FAILURE() << to_line(p, Language::en);
  std::map<std::string, std::string> out;
  for (const auto& f : written.value) out[f.name] = f.bytes;
  return out;
}

std::string visible_text(const std::string& docx) {
  const auto text = docx_text(docx);
  EXPECT_TRUE(text.ok());
  return text.value;
}

const std::string& report() {
  static const std::string bytes = files_of(demonstration(), {Rendering::to_sign}).at("report.docx");
  return bytes;
}

const std::string& sources() {
  static const std::string bytes = files_of(demonstration(), {Rendering::sources}).at("sources.docx");
  return bytes;
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// Whether the code stands there by itself, not as a part of a longer word.
bool has_word(const std::string& text, const std::string& code) {
  const auto joins = [](char c) {
    return c == '_' || c == '-' || static_cast<unsigned char>(c) >= 0x80 ||
           std::isalnum(static_cast<unsigned char>(c));
  };
  for (auto at = text.find(code); at != std::string::npos; at = text.find(code, at + 1)) {
    const auto end = at + code.size();
    if ((at == 0 || !joins(text[at - 1])) && (end == text.size() || !joins(text[end]))) return true;
  }
  return false;
}

/// Text before the first annex.
std::string body_of(const std::string& text) {
  const auto annex = text.find("\nPhụ lục I\n");
  EXPECT_NE(annex, std::string::npos);
  return text.substr(0, annex);
}

TEST(HalfYearReport, NoCodeOfAnythingStandsInTheReport) {
  const std::string text = visible_text(report());
  std::vector<std::string> codes;
  for (const auto& t : demonstration().plan().targets) codes.push_back(t.code);
  for (const auto& t : demonstration().plan().tasks()) codes.push_back(t.code);
  for (const auto& e : demonstration().plan().elements) codes.push_back(e.code);
  for (const auto& g : demonstration().plan().programme.goals) codes.push_back(g.code);
  for (const auto& s : demonstration().plan().programme.solution_groups) codes.push_back(s.code);
  for (const auto& u : demonstration().units.unit_codes()) codes.push_back(u);
  for (const auto& t : demonstration().plan().targets)
    if (t.definition) codes.push_back(t.definition->id);
  for (const auto& code : codes) EXPECT_FALSE(has_word(text, code)) << code;
}

TEST(HalfYearReport, NothingThatOnlyTheWorkingPaperMayShowStandsInIt) {
  const std::string text = visible_text(report());
  for (const auto* word :
       {"13,2", "nội suy", "tham chiếu", "dự báo", "xác suất", "not_yet_due", "noted", "null", "{{"})
    EXPECT_FALSE(has(text, word)) << word;
  for (const auto& s : demonstration().programme.statements) {
    EXPECT_FALSE(has(text, s.document)) << s.document;
    EXPECT_FALSE(has(text, s.source)) << s.source;
  }
}

TEST(HalfYearReport, TheWastewaterFigureIsTheLeadsAloneWithItsParts) {
  const std::string text = visible_text(report());
  EXPECT_TRUE(has(text,
                  "Tỷ lệ nước thải đô thị được thu gom, xử lý tập trung: 21,2% (370.624/1.750.000 m³/ngày; "
                  "số liệu ước tính); cùng kỳ năm trước 21,0%; "
                  "ước cả năm 21,3%; mục tiêu năm 2025: 58%; năm 2030: 88,3%."));
  // Once in the text and once in the annex: nowhere as a published statement.
  size_t times = 0;
  for (auto at = text.find("21,2"); at != std::string::npos; at = text.find("21,2", at + 1)) ++times;
  EXPECT_EQ(times, 2U);
}

TEST(HalfYearReport, ContradictingStatementsStandSideBySideInTheWorkingPaperOnly) {
  const std::string text = visible_text(sources());
  EXPECT_TRUE(has(text, "Bảng đối chiếu số liệu"));
  for (const auto* figure : {"13,2", "21,2", "<10"}) EXPECT_TRUE(has(text, figure)) << figure;
  EXPECT_TRUE(has(
      text,
      "https://www.sggp.org.vn/chi-212-nuoc-thai-sinh-hoat-do-thi-duoc-xu-ly-dung-quy-chuan-527125.html"));
}

TEST(HalfYearReport, TheNumberOfUnitsAndTheirStatesAreInWords) {
  const auto& units = demonstration().result.units;
  const auto come = std::count_if(units.begin(), units.end(),
                                  [](const UnitResult& u) { return u.received_on.has_value(); });
  EXPECT_EQ(come, 45);
  const std::string text = visible_text(report());
  EXPECT_TRUE(
      has(text, "trên cơ sở báo cáo của 45/" + std::to_string(units.size()) + " đơn vị (Phụ lục VII)"));
  EXPECT_TRUE(has(text, "40 đơn vị gửi đúng hạn, 5 đơn vị gửi trễ hạn"));
  EXPECT_TRUE(has(text, "1 đơn vị báo cáo không phát sinh"));
  EXPECT_TRUE(
      has(text, "Ủy ban nhân dân Quận 7\t425/BC-UBND ngày 15/6/2023\t15/6/2023\tđúng hạn\t\t\tđã ghi nhận"));
  EXPECT_TRUE(has(
      text,
      "Ủy ban nhân dân Quận 8\t462/BC-UBND ngày 19/6/2023\t19/6/2023\ttrễ 1 ngày làm việc\t\t\tđã ghi nhận"));
  EXPECT_TRUE(has(text, "Sở Du lịch\t\t\ttrễ 4 ngày làm việc\t\tx\tchưa gửi báo cáo"));
}

TEST(HalfYearReport, ATotalWithoutAllUnitsSaysSoAndNamesThem) {
  const std::string text = visible_text(report());
  EXPECT_TRUE(has(text, "93,0% (2.488/2.676 cơ sở)"));
  EXPECT_TRUE(has(text, "Số liệu tính trên 21/22 đơn vị, chưa có số liệu của Ủy ban nhân dân Quận 4."));
  EXPECT_TRUE(has(
      text,
      "tính trên 20/22 đơn vị, chưa có số liệu của Ủy ban nhân dân Huyện Hóc Môn, Ủy ban nhân dân Quận 4."));
  for (const auto& e : demonstration().result.elements)
    if (e.element == "comm_activities") {
      ASSERT_FALSE(e.coverage.complete);
      const std::string coverage =
          std::to_string(e.coverage.noted) + "/" + std::to_string(e.coverage.expected) + " đơn vị";
      const auto group = text.substr(text.find("\n2.1. "), text.find("\n2.2. ") - text.find("\n2.1. "));
      EXPECT_TRUE(has(group, "tính trên " + coverage))
          << coverage;  // with the figure, or once for most of the group
    }
}

TEST(HalfYearReport, ATargetBelowItsLeastCoverageHasNoFigure) {
  const Demonstration few{{"q1", "q3", "q5", "q6", "q7", "q8", "q10"}};
  const std::string text = visible_text(files_of(few, {Rendering::to_sign}).at("report.docx"));
  EXPECT_FALSE(has(text, "ngoài khu công nghiệp xử lý nước thải đạt quy chuẩn môi trường: "));
  EXPECT_TRUE(has(text,
                  "ngoài khu công nghiệp xử lý nước thải đạt quy chuẩn môi trường (số đơn vị đã báo cáo còn "
                  "thấp hơn mức tối thiểu"));
}

TEST(HalfYearReport, WordsAreThoseOfTheOffice) {
  const std::string text = visible_text(report());
  for (const auto* wrong : {"báo cáo đơn vị", "trả lại", "days_late", "chỉ tiêu chậm", "bản chốt", "21.2"})
    EXPECT_FALSE(has(text, wrong)) << wrong;
  EXPECT_TRUE(has(text, "(Số liệu minh họa, không phải số liệu chính thức)"));
  EXPECT_TRUE(
      has(text, "Chưa có ý kiến chỉ đạo của Ủy ban nhân dân Thành phố Hồ Chí Minh từ kỳ báo cáo trước."));
  EXPECT_TRUE(has(text, "chậm 30 ngày làm việc"));  // of a task
}

TEST(HalfYearReport, NumberAndDayStayBlankUntilTheClerkGivesThem) {
  const std::string blank = visible_text(report());
  EXPECT_TRUE(has(blank, "Số:       /BC-STNMT-CCBVMT"));
  EXPECT_TRUE(has(blank, "Thành phố Hồ Chí Minh, ngày     tháng 6 năm 2023"));
  ReportContext context = demonstration().context();
  context.number = "4512";
  context.date = make_date(2023, 6, 5);
  const auto given = write_report(context, demonstration().templates, {Rendering::to_sign});
  ASSERT_TRUE(given.ok());
  const std::string text = visible_text(given.value.front().bytes);
  EXPECT_TRUE(has(text, "Số: 4512/BC-STNMT-CCBVMT"));
  EXPECT_TRUE(has(text, "Thành phố Hồ Chí Minh, ngày 05 tháng 6 năm 2023"));
  EXPECT_TRUE(has(
      text,
      "(Kèm theo Báo cáo số 4512/BC-STNMT-CCBVMT ngày 05 tháng 6 năm 2023 của Sở Tài nguyên và Môi trường)"));
}

TEST(HalfYearReport, HeadAndSignatureComeFromTheRegister) {
  const std::string text = visible_text(report());
  EXPECT_TRUE(has(text, "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG"));
  EXPECT_TRUE(has(text, "GIÁM ĐỐC"));
  Demonstration renamed;
  for (auto& row : renamed.programme.register_rows.units)
    if (row.code == "so-tnmt") {
      row.name_vi = "Sở Đất và Nước";
      row.symbol = "SĐN-MT";
      row.signature = "KT. GIÁM ĐỐC|PHÓ GIÁM ĐỐC";
    }
  renamed.units = Register{renamed.programme.register_rows};
  renamed.consolidate_again();
  const std::string other = visible_text(files_of(renamed, {Rendering::to_sign}).at("report.docx"));
  EXPECT_TRUE(has(other, "SỞ ĐẤT VÀ NƯỚC"));
  EXPECT_TRUE(has(other, "/BC-SĐN-MT"));
  EXPECT_TRUE(has(other, "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC"));
  EXPECT_TRUE(has(other, "- Lưu: VT, MT."));
  EXPECT_FALSE(has(body_of(other), "GIÁM ĐỐC\n\nSở Tài nguyên"));
}

TEST(HalfYearReport, OnlyAFewUnitsAreQuotedInEachGroup) {
  const auto values = report_values(demonstration().context());
  const Node* solutions = values.find("solutions");
  ASSERT_TRUE(solutions);
  EXPECT_EQ(solutions->items.size(), 5U);
  size_t quoted = 0;
  for (const auto& group : solutions->items) {
    EXPECT_LE(group.find("highlights")->items.size(), 3U);
    size_t room = 0;
    for (const auto& h : group.find("highlights")->items) room += characters(h.find("text")->scalar);
    EXPECT_LE(room, 1200U);
    quoted += group.find("highlights")->items.size();
  }
  EXPECT_GT(quoted, 5U);
  EXPECT_LE(values.find("next")->find("shown")->items.size(), 12U);
  EXPECT_EQ(
      values.find("next")->find("shown")->items.size() + values.find("next")->find("others")->items.size(),
      demonstration().result.next_tasks.size());
}

TEST(HalfYearReport, TargetsWithoutContentStandInTheWorkingPaperOnly) {
  ASSERT_EQ(demonstration().result.without_content.size(), 3U);
  const std::string note = "tên và mức của chỉ tiêu này chưa tìm thấy";
  EXPECT_FALSE(has(visible_text(report()), note));
  EXPECT_TRUE(has(visible_text(sources()), note));
}

TEST(HalfYearReport, EveryFigureOfATargetIsTracedToItsLetter) {
  const std::string text = visible_text(sources());
  EXPECT_TRUE(has(text,
                  "Sở Xây dựng\t1840/BC-SXD ngày 16/6/2023\t1\tNước thải đô thị được xử lý tại mọi nhà máy, "
                  "trạm\t370.624 m³/ngày"));
  EXPECT_TRUE(has(text,
                  "Ủy ban nhân dân Quận 7\t425/BC-UBND ngày 15/6/2023\t1\tCơ sở ngoài khu công nghiệp có "
                  "nước thải xử lý đạt quy chuẩn\t82 cơ sở"));
  EXPECT_TRUE(has(text, demonstration().manifest.plan.sha256));
  EXPECT_TRUE(has(text, demonstration().digest));
}

TEST(HalfYearReport, ControlCodeStandsInTheFooter) {
  EXPECT_TRUE(has(visible_text(report()), "Mã đối chiếu: " + demonstration().digest.substr(0, 12)));
}

TEST(HalfYearReport, SameInputGivesTheSameBytesTwice) {
  const Renderings all{Rendering::to_sign, Rendering::sources, Rendering::annex, Rendering::page,
                       Rendering::data};
  const auto first = files_of(demonstration(), all);
  const auto second = files_of(Demonstration{}, all);
  ASSERT_EQ(first.size(), 5U);
  for (const auto& [name, bytes] : first) EXPECT_TRUE(bytes == second.at(name)) << name;
}

TEST(HalfYearReport, BodyHasAtMostTenPages) {
  if (std::system("pdfinfo -v >/dev/null 2>&1") != 0) GTEST_SKIP() << "no pdfinfo (poppler-utils)";
  const auto pdf = to_pdf(report(), OfficeFile::document, Language::vi);
  if (!pdf.ok() && pdf.problems.front().code == "pdf-no-office") GTEST_SKIP() << "no LibreOffice";
  ASSERT_TRUE(pdf.ok()) << to_line(pdf.problems.front(), Language::en);
  const auto folder = std::filesystem::temp_directory_path() / "xanh-report-test";
  std::filesystem::create_directories(folder);
  std::ofstream{folder / "report.pdf", std::ios::binary} << pdf.value;
  ASSERT_EQ(std::system(("pdftotext -layout '" + (folder / "report.pdf").string() + "' '" +
                         (folder / "report.txt").string() + "'")
                            .c_str()),
            0);
  const std::string text = file_bytes(folder / "report.txt");
  std::filesystem::remove_all(folder);
  const auto annex = text.find("KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU");
  ASSERT_NE(annex, std::string::npos);
  EXPECT_LE(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(annex), '\f'),
            10);  // a form feed ends each page
}

TEST(HalfYearReport, AnnexWorkbookHasASheetForEachAnnexAndWordsForEmptyFigures) {
  const auto annex = files_of(demonstration(), {Rendering::annex}).at("annex.xlsx");
  const auto package = Package::open(annex, "annex.xlsx");
  ASSERT_TRUE(package.ok());
  const std::string* book = package.value.part("xl/workbook.xml");
  ASSERT_TRUE(book);
  for (const auto* sheet : {"I. Chỉ tiêu", "II. Nhiệm vụ", "V. Theo địa bàn", "VII. Gửi báo cáo",
                            "VIII. Kiến nghị", "Số liệu đầu vào"})
    EXPECT_TRUE(has(*book, sheet)) << sheet;
  const std::string* words = package.value.part("xl/sharedStrings.xml");
  ASSERT_TRUE(words);
  for (const auto* word : {"chưa có số liệu", "chưa gửi báo cáo", "không có mốc"})
    EXPECT_TRUE(has(*words, word)) << word;
  EXPECT_FALSE(has(*words, ">t09<"));
  const std::string* areas = package.value.part("xl/worksheets/sheet3.xml");
  ASSERT_TRUE(areas);
  EXPECT_TRUE(has(*areas, "<v>2676</v>"));  // a number, not a text
}

TEST(HalfYearReport, PageHoldsTheSameWordsAndNothingFromOutside) {
  const std::string page = files_of(demonstration(), {Rendering::page}).at("report.html");
  for (const auto* outside : {"<script", "http://", "https://", "<link", "@import", "src=\"/"})
    EXPECT_FALSE(has(page, outside)) << outside;
  EXPECT_TRUE(has(page, "<html lang=\"vi\">"));
  EXPECT_TRUE(has(page, "21,2% (370.624/1.750.000 m³/ngày; số liệu ước tính)"));
  EXPECT_TRUE(has(page, "<th scope=\"col\">Mức độ hoàn thành</th>"));
  EXPECT_FALSE(has(page, "alt=\"\""));
  EXPECT_TRUE(has(page, "data:image/png;base64,iVBOR"));
  EXPECT_TRUE(has(page, "Mã đối chiếu: " + demonstration().digest.substr(0, 12)));
}

TEST(HalfYearReport, EnglishReportIsInEnglish) {
  const auto files = files_of(demonstration(), {Rendering::to_sign, Rendering::sources}, Language::en);
  const std::string text = visible_text(files.at("report.docx"));
  EXPECT_TRUE(
      has(text, "Share of urban wastewater collected and treated centrally: 21.2% (370,624/1,750,000"));
  EXPECT_TRUE(has(text, "(Illustrative figures, not official figures)"));
  for (const auto* word : {"Mức độ", "Chưa có số liệu", "đơn vị gửi"}) EXPECT_FALSE(has(text, word)) << word;
  EXPECT_TRUE(has(visible_text(files.at("sources.docx")), "Reconciliation of published figures"));
}

TEST(HalfYearReport, MissingTemplateIsAProblemAndNothingIsHalfWritten) {
  auto templates = demonstration().templates;
  templates.erase("nguon.docx");
  const auto written =
      write_report(demonstration().context(), templates, {Rendering::to_sign, Rendering::sources});
  EXPECT_FALSE(written.ok());
  EXPECT_TRUE(written.value.empty());
  ASSERT_EQ(written.problems.size(), 1U);
  EXPECT_EQ(written.problems.front().code, "report-no-template");
}

TEST(HalfYearReport, WithoutLibreOfficeThePdfIsAProblem) {
  const std::string path = std::getenv("PATH");
  setenv("PATH", "/nonexistent", 1);
  const auto pdf = to_pdf(report(), OfficeFile::document, Language::vi);
  setenv("PATH", path.c_str(), 1);
  ASSERT_FALSE(pdf.ok());
  EXPECT_EQ(pdf.problems.front().code, "pdf-no-office");
}

TEST(HalfYearReport, TemplatesNameOnlyFieldsTheTreeHas) {
  for (const auto* name : {"bc-so.docx", "bc-so.en.docx"}) {
    const auto fields = template_fields(demonstration().templates.at(name), name);
    ASSERT_TRUE(fields.ok());
    const Node values = report_values(demonstration().context());
    for (const auto& field : fields.value) {
      const std::string first = field.substr(0, field.find_first_of(".["));
      EXPECT_TRUE(first.starts_with("@") || values.find(first)) << name << ": " << field;
    }
  }
}

}  // namespace
}  // namespace xanh
