#include "documents/redline.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/at_hand.hpp"
#include "documents/docx_template.hpp"
#include "documents/report_sample.hpp"
#include "documents/tracked_reader.hpp"
#include "exchange/ooxml/xml_text.hpp"
#include "programme/plan_difference.hpp"

namespace xanh {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// The city's plan of 2023 and one that might follow it.
struct TwoVersions {
  ProgrammeFolder programme;
  Register units;
  Plan before, after;

  TwoVersions() {
    auto read = read_programme_folder(std::string(XANH_SOURCE_DIR) + "/programmes/hcmc-2020-2030");
    if (!read.ok()) throw std::runtime_error(to_line(read.problems.front(), Language::en));
    programme = std::move(read.value);
    units = Register{programme.register_rows};
    before = after = programme.plans.back();
    after.version = 2;
    PlanYear& year = after.years.back();
    year.year = 2024;
    year.decision.number = "999/QĐ-UBND";
    year.decision.date = make_date(2024, 3, 29);
    year.in_force_from = make_date(2024, 3, 29);
    year.assigned["t06"] = 60;
    target("t06").milestones.front().year = 2027;
    after.targets.erase(after.targets.begin() + 2);
    Target added = target("t02");
    added.code = "t99";
    added.names = {"Tỷ lệ cơ sở y tế phân loại chất thải tại nguồn", "Health sites that sort waste"};
    after.targets.insert(after.targets.begin() + 2, added);
    Task& reworded = task("n_communication");
    reworded.text.vi = replaced_once(reworded.text.vi, "nâng cao nhận thức", "mở rộng, nâng cao hiểu biết");
    task("n_policy").leads = {"so-khdt"};
    Task& moved = task("p_waste_scheme");
    moved.solution = "s3";
    moved.due = make_date(2025, 12, 31);
    year.tasks.pop_back();
  }

  Target& target(const std::string& code) {
    return *std::find_if(after.targets.begin(), after.targets.end(),
                         [&](const Target& t) { return t.code == code; });
  }
  Task& task(const std::string& code) {
    auto& tasks = after.years.back().tasks;
    return *std::find_if(tasks.begin(), tasks.end(), [&](const Task& t) { return t.code == code; });
  }
  static std::string replaced_once(std::string text, const std::string& piece, const std::string& by) {
    return text.replace(text.find(piece), piece.size(), by);
  }

  [[nodiscard]] std::string redline(const Plan& from, const Plan& to,
                                    Language language = Language::vi) const {
    return redline_docx({&from, &to, &units, language, *parse_instant("2024-04-01T09:00:00+07:00")});
  }
};

TEST(Redline, AcceptedIsTheLaterVersionAndRejectedTheEarlierOne) {
  const TwoVersions city;
  for (const Language language : {Language::vi, Language::en}) {
    const std::string redline = city.redline(city.before, city.after, language);
    const std::string before = text_after(city.redline(city.before, city.before, language), Answer::accept);
    const std::string after = text_after(city.redline(city.after, city.after, language), Answer::accept);
    EXPECT_NE(before, after);
    EXPECT_EQ(text_after(redline, Answer::accept), after);
    EXPECT_EQ(text_after(redline, Answer::reject), before);
  }
}

TEST(Redline, OfAVersionAgainstItselfHasNoChangeAndReadsLikeAPlan) {
  const TwoVersions city;
  const std::string plain = city.redline(city.before, city.before);
  const std::string xml = document_xml(plain);
  EXPECT_THAT(xml, Not(HasSubstr("<w:ins ")));
  EXPECT_THAT(xml, Not(HasSubstr("<w:del ")));
  const std::string text = docx_text(plain).value;
  EXPECT_THAT(
      text, HasSubstr("Kế hoạch năm 2023\n(Kèm theo Quyết định số 1200/QĐ-UBND ngày 04 tháng 4 năm 2023 của "
                      "Chủ tịch Ủy ban nhân dân Thành phố Hồ Chí Minh)\n"));
  EXPECT_THAT(
      text,
      HasSubstr("STT\tChỉ tiêu\tĐVT\tĐơn vị chủ trì\tMốc 2025\tMốc 2030\tNăm 2023\n2.1. Tiếp tục giữ vững"));
  EXPECT_THAT(text,
              HasSubstr("\t%\tSở Tài nguyên và Môi trường; Ban Quản lý các khu chế xuất và công nghiệp"));
  EXPECT_THAT(text, HasSubstr("≥ 97\t100\t"));
  EXPECT_THAT(text, HasSubstr("Trong 18 chỉ tiêu của Kế hoạch có "));
  EXPECT_THAT(text, HasSubstr("\tThường xuyên\n"));
  EXPECT_THAT(docx_text(city.redline(city.before, city.before, Language::en)).value,
              HasSubstr("Plan of the year 2023\n(With Decision 1200/QĐ-UBND of 4 April 2023, "));
}

TEST(Redline, ShowsNoCodes) {
  const TwoVersions city;
  const std::string redline = city.redline(city.before, city.after);
  const std::string all = text_after(redline, Answer::accept) + text_after(redline, Answer::reject);
  for (const auto& target : city.before.targets) EXPECT_THAT(all, Not(HasSubstr(target.code))) << target.code;
  for (const auto& task : city.before.tasks()) EXPECT_THAT(all, Not(HasSubstr(task.code))) << task.code;
  for (const char* code : {"so-tnmt", "districts", "so-khdt", "s1", "g2"})
    EXPECT_THAT(all, Not(HasSubstr(code)));
}

TEST(Redline, ChangesWordsOnlyWhereWordsChanged) {
  const TwoVersions city;
  const std::string xml = document_xml(city.redline(city.before, city.after));
  for (const char* piece : {"<w:delText xml:space=\"preserve\">nhận thức</w:delText>",
                            "<w:t xml:space=\"preserve\">≥ 80 (năm 2027); </w:t>",
                            "<w:delText xml:space=\"preserve\">≥ 80</w:delText>",
                            "<w:delText xml:space=\"preserve\">1200</w:delText>",
                            "<w:delText xml:space=\"preserve\">Sở Tài nguyên và Môi trường</w:delText>",
                            "w:author=\"Sở Tài nguyên và Môi trường\" w:date=\"2024-04-01T02:00:00Z\""})
    EXPECT_NE(xml.find(piece), std::string::npos) << piece;
}

/// How many rows of the document have this change.
int rows_with(const std::string& docx, const char* change, const std::string& text) {
  pugi::xml_document xml;
  xml.load_string(document_xml(docx).c_str());
  int count = 0;
  for (const auto found : xml.select_nodes("//w:tr")) {
    std::string all;
    for (const auto words : found.node().select_nodes(".//w:t | .//w:delText"))
      all += words.node().text().get();
    count += found.node().child("w:trPr").child(change) && all.find(text) != std::string::npos;
  }
  return count;
}

TEST(Redline, AddedRemovedAndMovedItemsAreWholeRows) {
  const TwoVersions city;
  const std::string redline = city.redline(city.before, city.after);
  EXPECT_EQ(rows_with(redline, "w:ins", "Tỷ lệ cơ sở y tế phân loại chất thải tại nguồn"), 1);
  EXPECT_EQ(rows_with(redline, "w:del", "Tỷ lệ khu công nghiệp, khu chế xuất"), 1);
  EXPECT_EQ(rows_with(redline, "w:del", "Đề án quản lý chất thải rắn"), 1);
  EXPECT_EQ(rows_with(redline, "w:ins", "Đề án quản lý chất thải rắn"), 1);
  EXPECT_EQ(rows_with(redline, "w:ins", ""), 2);
  EXPECT_EQ(rows_with(redline, "w:del", ""), 3);
}

TEST(Redline, KeepsTheOrderOfTheSchemaAndNumbersEveryChangeOnce) {
  const TwoVersions city;
  EXPECT_THAT(faults_of(city.redline(city.before, city.after)), IsEmpty());
  EXPECT_THAT(faults_of(city.redline(city.after, city.before)), IsEmpty());
  EXPECT_THAT(faults_of(city.redline(city.before, city.before)), IsEmpty());
}

TEST(Redline, OfTheSameInputIsTheSameBytes) {
  const TwoVersions city, again;
  EXPECT_EQ(city.redline(city.before, city.after), again.redline(again.before, again.after));
}

TEST(Redline, ParagraphsThatOneVersionLacksComeAndGoWhole) {
  TwoVersions city;
  city.before.programme.general_goal = {};
  city.after.years.back().decision = {};
  std::erase_if(city.after.targets, [](const Target& t) { return t.nameless(); });
  for (const auto& [from, to] :
       {std::pair{&city.before, &city.after}, std::pair{&city.after, &city.before}}) {
    const std::string redline = city.redline(*from, *to);
    EXPECT_EQ(text_after(redline, Answer::reject), text_after(city.redline(*from, *from), Answer::accept));
    EXPECT_EQ(text_after(redline, Answer::accept), text_after(city.redline(*to, *to), Answer::accept));
    EXPECT_THAT(faults_of(redline), IsEmpty());
  }
}

TEST(Redline, OfPlansWithAlmostNothingInThemIsStillADocument) {
  Plan before, after;
  before.programme.period = after.programme.period = {2020, 2030};
  after.programme.names.vi = "Chương trình <Giảm & \x01>";
  after.targets.emplace_back().names.vi = "Một\nhai";
  const Register none;
  const std::string redline = redline_docx({&before, &after, &none, Language::vi, {}});
  EXPECT_THAT(faults_of(redline), IsEmpty());
  EXPECT_THAT(text_after(redline, Answer::accept), HasSubstr("CHƯƠNG TRÌNH <GIẢM & >\nKế hoạch\n"));
  EXPECT_THAT(text_after(redline, Answer::accept), HasSubstr("Một hai"));
}

/// LibreOffice has no command that answers all changes; a macro can.
constexpr const char* kMacro = R"BASIC(Sub Save(source, order, target)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  Dim paper
  paper = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  If order <> "" Then
    Dim dispatcher
    dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
    dispatcher.executeDispatch(paper.getCurrentController().getFrame(), ".uno:" & order, "", 0, Array())
  End If
  Dim how(1) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName"
  how(0).Value = "Text (encoded)"
  how(1).Name = "FilterOptions"
  how(1).Value = "UTF8,LF"
  paper.storeToURL(ConvertToURL(target), how())
  paper.close(True)
End Sub
Sub All(folder)
  Save(folder & "/redline.docx", "AcceptAllTrackedChanges", folder & "/accepted.txt")
  Save(folder & "/redline.docx", "RejectAllTrackedChanges", folder & "/rejected.txt")
  Save(folder & "/before.docx", "", folder & "/before.txt")
  Save(folder & "/after.docx", "", folder & "/after.txt")
End Sub
)BASIC";

/// The library of macros of a fresh profile.
void write_macro(const fs::path& profile) {
  const std::string head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE ";
  const std::string public_id = " PUBLIC \"-//OpenOffice.org//DTD OfficeDocument 1.0//EN\" \"";
  const std::string library = " xmlns:library=\"http://openoffice.org/2000/library\"";
  put(profile / "user/basic/script.xlc",
      head + "library:libraries" + public_id + "libraries.dtd\">\n<library:libraries" + library +
          "><library:library library:name=\"Standard\" library:link=\"false\"/></library:libraries>");
  put(profile / "user/basic/Standard/script.xlb",
      head + "library:library" + public_id + "library.dtd\">\n<library:library" + library +
          " library:name=\"Standard\" library:readonly=\"false\" library:passwordprotected=\"false\">"
          "<library:element library:name=\"Answers\"/></library:library>");
  put(profile / "user/basic/Standard/Answers.xba",
      head + "script:module" + public_id +
          "module.dtd\">\n<script:module xmlns:script=\"http://openoffice.org/2000/script\" "
          "script:name=\"Answers\" script:language=\"StarBasic\">\n" +
          xml_text(kMacro) + "</script:module>");
}

TEST(Redline, IsAnsweredByLibreOfficeWithTheTextsOfTheTwoPlans) {
  if (!fs::exists("/usr/bin/soffice")) GTEST_SKIP() << "LibreOffice is not installed";
  std::string name = fs::temp_directory_path() / "xanh-redline-XXXXXX";
  ASSERT_NE(::mkdtemp(name.data()), nullptr);
  const fs::path folder = name;
  TwoVersions city;
  city.before.programme.general_goal = {};
  put(folder / "redline.docx", city.redline(city.before, city.after));
  put(folder / "before.docx", city.redline(city.before, city.before));
  put(folder / "after.docx", city.redline(city.after, city.after));
  const auto office = [&](const std::string& words) {
    const std::string command = "timeout 120 /usr/bin/soffice -env:UserInstallation=file://" + name +
                                "/profile --headless --norestore " + words + " > /dev/null 2>&1 < /dev/null";
    return std::system(command.c_str());  // NOLINT: nothing of it comes from outside
  };
  office("--terminate_after_init");  // makes the profile, whose macros it would else write over
  write_macro(folder / "profile");
  office("'macro:///Standard.Answers.All(\"" + name + "\")'");
  const std::string before = bytes_of(folder / "before.txt"), after = bytes_of(folder / "after.txt");
  EXPECT_THAT(before, HasSubstr("Kế hoạch năm 2023"));
  EXPECT_NE(before, after);
  EXPECT_EQ(bytes_of(folder / "accepted.txt"), after);
  EXPECT_EQ(bytes_of(folder / "rejected.txt"), before);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace xanh
