// Letters around a cycle: to whom, with which facts, and what is refused.
#include "office/letter_use.hpp"

#include "documents/docx_template.hpp"
#include "office/matter_use.hpp"
#include "office/office_sample.hpp"

namespace xanh::office_test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Letters : public testing::Test {
 protected:
  Outcome<std::vector<LetterFile>> write(LetterKind kind, const std::string& unit = {},
                                         Language language = Language::vi) {
    LetterRequest request;
    request.kind = kind;
    request.cycle = "2023-H1";
    request.unit = unit;
    request.path = (office.folder() / "letters").string() + "/";
    request.language = language;
    return write_letters(at(when), request);
  }
  Desk at(const char* moment) const {
    Desk out = office.desk();
    out.now = *parse_instant(moment);
    return out;
  }
  static std::string text(const LetterFile& file) {
    std::ifstream in(file.path, std::ios::binary);
    return docx_text(std::string(std::istreambuf_iterator<char>(in), {})).value;
  }
  Office office;
  const char* when = "2023-06-20T08:00:00+07:00";
};

TEST_F(Letters, RequestTellsEveryUnitWhatToReportAndByWhen) {
  when = "2023-06-12T08:00:00+07:00";
  const auto made = write(LetterKind::request);
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  ASSERT_EQ(made.value.size(), 1u);
  const std::string letter = text(made.value[0]);
  EXPECT_THAT(letter, AllOf(HasSubstr("/STNMT-CCBVMT"), HasSubstr("từ ngày 15/12/2022 đến ngày 14/6/2023"),
                            HasSubstr("chậm nhất ngày 16/6/2023 (còn 4 ngày làm việc)"),
                            HasSubstr("Biểu 05d."), HasSubstr("Ủy ban nhân dân Quận 7")));
  // The standing agency reports as well and writes no letter to itself.
  EXPECT_THAT(letter, Not(HasSubstr("\tSở Tài nguyên và Môi trường\n")));
}

TEST_F(Letters, RequestToOneUnitNamesTheTablesOfItsOwnForm) {
  const auto district = write(LetterKind::request, "q7");
  const auto body = write(LetterKind::request, "mttq");
  ASSERT_TRUE(district.ok() && body.ok());
  EXPECT_THAT(text(district.value[0]), AllOf(HasSubstr("Kính gửi: Ủy ban nhân dân Quận 7"),
                                             HasSubstr("Biểu 01."), HasSubstr("Biểu 09.")));
  EXPECT_THAT(text(body.value[0]),
              AllOf(HasSubstr("Biểu 02."), Not(HasSubstr("Biểu 01.")), Not(HasSubstr("Biểu 05d."))));
}

TEST_F(Letters, TheOwnerOfAProjectIsAskedForItsStagesItsMoneyAndItsDirectives) {
  ASSERT_TRUE(add_directives(office.desk(), kProgramme + "/demonstration/directives-2022-12.yaml").ok());
  const auto owner = write(LetterKind::request, "ban-gt");
  ASSERT_TRUE(owner.ok()) << lines(owner.problems);
  EXPECT_THAT(text(owner.value[0]), AllOf(HasSubstr("Biểu 03. Dự án, công trình"),
                                          HasSubstr("Biểu 04. Kinh phí"), HasSubstr("Biểu 08.")));
  const auto other = write(LetterKind::request, "so-yt");
  EXPECT_THAT(text(other.value[0]), AllOf(Not(HasSubstr("Biểu 03.")), Not(HasSubstr("Biểu 08."))));
}

TEST_F(Letters, AUnitWithNothingToReportSignsOnePageUnderItsOwnHead) {
  const auto page = write(LetterKind::nothing, "so-tp");
  ASSERT_TRUE(page.ok()) << lines(page.problems);
  EXPECT_THAT(text(page.value[0]),
              AllOf(HasSubstr("SỞ TƯ PHÁP"), HasSubstr("/BC-…"), HasSubstr("Không phát sinh"),
                    HasSubstr("GIÁM ĐỐC"), Not(HasSubstr("{{"))));
  const auto district = write(LetterKind::nothing, "q7");
  EXPECT_THAT(text(district.value[0]), HasSubstr("ỦY BAN NHÂN DÂN QUẬN 7"));
  EXPECT_THAT(codes(write(LetterKind::nothing).problems), ElementsAre("letter-names-nobody"));
}

TEST_F(Letters, ReminderGoesToThoseWhoseReportHasNotComeWithTheirWorkingDays) {
  office.with_reports({"q7", "so-xd"});
  const auto made = write(LetterKind::reminder);
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  const std::string letter = text(made.value[0]);
  // Due on Friday 16/6; Monday and Tuesday are two working days.
  EXPECT_THAT(letter, AllOf(HasSubstr("Ủy ban nhân dân Quận 1\t2 ngày làm việc"), Not(HasSubstr("Quận 7")),
                            Not(HasSubstr("Sở Xây dựng"))));
}

TEST_F(Letters, NobodyIsRemindedBeforeTheReportIsDue) {
  when = "2023-06-16T16:00:00+07:00";
  EXPECT_THAT(codes(write(LetterKind::reminder).problems), ElementsAre("letter-nobody-late"));
  EXPECT_THAT(codes(write(LetterKind::reminder, "q1").problems), ElementsAre("letter-not-late"));
  EXPECT_FALSE(fs::exists(office.folder() / "letters"));
}

TEST_F(Letters, ReceiptNamesTheLetterTheArrivalAndTheCodeOfWhatWasReceived) {
  office.with_reports({"q7", "q-tan-phu"});
  const auto made = write(LetterKind::receipt);
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  ASSERT_EQ(made.value.size(), 2u) << "one for each report";
  std::string digest;
  office.store().read([&](const Transaction& t) { digest = t.revision("2023-H1", "q7", 1)->digest; });
  for (const auto& letter : made.value)
    EXPECT_THAT(text(letter),
                letter.unit == "q7"
                    ? AllOf(HasSubstr("425/BC-UBND ngày 15/6/2023"), HasSubstr("15/6/2023 (đúng hạn)"),
                            HasSubstr(digest.substr(0, 12)))
                    : AllOf(HasSubstr("trễ"), HasSubstr("ngày làm việc"), HasSubstr("Tân Phú")));
}

TEST_F(Letters, RequestToReviseNamesTheFiguresInWordsWithWhatWasSentAndWhy) {
  office.with_reports({"q7"});
  EXPECT_THAT(codes(write(LetterKind::revise, "q7").problems), ElementsAre("letter-nothing-asked"));
  ASSERT_TRUE(
      review(office.desk(), {{"2023-H1/q7"}, false, {"ww_sites_ok"}, "cao hơn số cơ sở đã kiểm tra"}).ok());
  const auto made = write(LetterKind::revise);
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  const std::string letter = text(made.value[0]);
  EXPECT_THAT(letter, AllOf(HasSubstr("82 cơ sở"), HasSubstr("Lý do: cao hơn số cơ sở đã kiểm tra."),
                            Not(HasSubstr("ww_sites_ok"))));
}

TEST_F(Letters, AReportThatHasNotComeHasNoReceipt) {
  EXPECT_THAT(codes(write(LetterKind::receipt, "q7").problems), ElementsAre("letter-no-report"));
  EXPECT_THAT(codes(write(LetterKind::receipt).problems), ElementsAre("letter-no-report"));
  EXPECT_THAT(codes(write(LetterKind::request, "q99").problems), ElementsAre("unknown-unit"));
}

TEST_F(Letters, AClosedCycleAsksNobody) {
  ASSERT_TRUE(close_cycle(office.desk(), "2023-H1").ok());
  EXPECT_THAT(codes(write(LetterKind::request).problems), ElementsAre("letter-cycle-not-open"));
  EXPECT_THAT(codes(write(LetterKind::reminder).problems), ElementsAre("letter-cycle-not-open"));
}

TEST_F(Letters, EnglishLettersAreInEnglish) {
  const auto made = write(LetterKind::request, {}, Language::en);
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  EXPECT_THAT(text(made.value[0]),
              AllOf(HasSubstr("Ho Chi Minh City, "), HasSubstr("People's Committee of District 7"),
                    Not(HasSubstr("Kính gửi"))));
}

TEST_F(Letters, OfEveryKindAreWrittenInBothLanguages) {
  office.with_reports({"q7"});
  ASSERT_TRUE(review(office.desk(), {{"2023-H1/q7"}, false, {"ww_sites_ok"}, "?"}).ok());
  for (const auto& name : words<LetterKind>())
    for (const auto language : {Language::vi, Language::en}) {
      const auto kind = *from_word<LetterKind>(name);
      if (kind == LetterKind::environment) continue;  // of a year's cycle
      const auto made = write(kind, kind == LetterKind::nothing ? "q7" : "", language);
      EXPECT_TRUE(made.ok()) << name << "\n" << lines(made.problems);
    }
}

TEST_F(Letters, TheReportOnEnvironmentalProtectionIsOfAYear) {
  office.with_reports({"q7"});
  EXPECT_THAT(codes(write(LetterKind::environment, "q7").problems), ElementsAre("letter-not-a-year"));
}

TEST_F(Letters, EachStandsInTheAuditLogWithItsDigest) {
  const auto made = write(LetterKind::request, "q7");
  ASSERT_TRUE(made.ok());
  office.store().read([&](const Transaction& t) {
    const auto rows = t.audit_rows();
    ASSERT_FALSE(rows.empty());
    EXPECT_EQ(rows.back().action, "letter.request");
    EXPECT_EQ(rows.back().subject, "2023-H1/q7");
    EXPECT_EQ(rows.back().detail, made.value[0].sha256);
    EXPECT_TRUE(t.verify_audit().sound());
  });
}

TEST_F(Letters, ThatCannotBeWrittenStandInNoLog) {
  office.with_reports({"q7"});
  std::ofstream(office.folder() / "letters") << "a file where the folder should be";
  EXPECT_FALSE(write(LetterKind::receipt).ok());
  office.store().read(
      [&](const Transaction& t) { EXPECT_NE(t.audit_rows().back().action, "letter.receipt"); });
}

TEST_F(Letters, TheSameFactsGiveTheSameBytes) {
  const auto first = write(LetterKind::request);
  const auto second = write(LetterKind::request);
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(first.value[0].sha256, second.value[0].sha256);
}

}  // namespace
}  // namespace xanh::office_test
