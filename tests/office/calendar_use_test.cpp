// A person's calendar, read by a parser that is not ours.
#include "office/calendar_use.hpp"

#include <cstdlib>
#include <fstream>

#include "office/office_sample.hpp"
#include "office/people_use.hpp"

namespace xanh::office_test {
namespace {

using testing::HasSubstr;
using testing::Not;

struct CalendarUse : testing::Test {
  SignedIn add(const std::string& person, Role role, const std::string& unit) const {
    EXPECT_TRUE(invite(office.desk(), {person, "Người minh họa", {}, {role, unit, {}, {}}}).ok());
    SignedIn out;
    out.person = person;
    out.by = OpenedBy::password;
    return out;
  }
  std::string secret_of(const SignedIn& who) const {
    const auto made = make_calendar(office.desk(), who);
    EXPECT_TRUE(made.ok()) << lines(made.problems);
    return made.value.secret;
  }
  std::string file_of(const std::string& secret, std::optional<Language> language = {}) const {
    const auto found = read_calendar(office.desk(), secret);
    EXPECT_TRUE(found.ok()) << lines(found.problems);
    return calendar_bytes(found.value.name, found.value.days, language);
  }
  /// A line for each event: UID, days, summary, sequence, alarms.
  std::string parsed(const std::string& bytes) const {
    const std::string file = office.folder() / "xanh.ics", out = office.folder() / "parsed";
    std::ofstream(file, std::ios::binary) << bytes;
    const std::string read =
        "/usr/bin/python3 -c \"import icalendar, sys\n"
        "c = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())\n"
        "assert c['VERSION'] == '2.0' and c['PRODID']\n"
        "for e in c.walk('VEVENT'):\n"
        "    assert e['DTSTAMP'] and not e.errors, e.errors\n"
        "    a = [str(x['TRIGGER'].dt) for x in e.walk('VALARM')]\n"
        "    print(e['UID'], e['DTSTART'].dt, e['DTEND'].dt, e['SUMMARY'], e['SEQUENCE'], len(a), sep='|')\n"
        "\" " +
        file + " > " + out;
    EXPECT_EQ(std::system(read.c_str()), 0) << bytes;
    std::ifstream in(out);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  Office office;
};

TEST_F(CalendarUse, AUnitsPersonSeesWhatItsUnitOwes) {
  const std::string bytes = file_of(secret_of(add("q7.thu", Role::clerk, "q7")));
  EXPECT_THAT(parsed(bytes), HasSubstr("2023-H1-q7-due@hcmc-2020-2030.xanh|2023-06-16|2023-06-17|Hạn gửi báo "
                                       "cáo: "));
  EXPECT_THAT(parsed(bytes), HasSubstr(" / Report due: "));
  EXPECT_THAT(parsed(bytes), HasSubstr("|0|2\n"));
  EXPECT_THAT(parsed(bytes), Not(HasSubstr("-q1-")));
  EXPECT_THAT(file_of(secret_of(add("q7.hai", Role::clerk, "q7")), Language::en), Not(HasSubstr("Hạn")));
}

TEST_F(CalendarUse, MoreTimeMovesTheDayUnderTheSameUidAndAReportThatCameRingsNoMore) {
  const std::string secret = secret_of(add("q7.thu", Role::clerk, "q7"));
  ReviewRequest extend;
  extend.submissions = {"2023-H1/q7"};
  extend.extend_to = make_date(2023, 6, 30);
  extend.message = "Bão";
  ASSERT_TRUE(review(office.desk(), extend).ok());
  EXPECT_THAT(parsed(file_of(secret)),
              HasSubstr("2023-H1-q7-due@hcmc-2020-2030.xanh|2023-06-30|2023-07-01|"));
  EXPECT_THAT(parsed(file_of(secret)), HasSubstr("|14|2\n"));
  office.with_reports({"q7"});
  EXPECT_THAT(parsed(file_of(secret)), HasSubstr("✓ Đã gửi"));
  EXPECT_THAT(parsed(file_of(secret)), HasSubstr("|14|0\n"));
}

TEST_F(CalendarUse, TheAgencySeesTheDaysOfTheCity) {
  const std::string found = parsed(file_of(secret_of(add("co-quan", Role::agency_officer, {}))));
  EXPECT_THAT(found, HasSubstr("2023-H1-unit@"));
  EXPECT_THAT(found, HasSubstr("2023-H1-authority@"));
}

TEST_F(CalendarUse, AnAddressEndsWhenItIsRevokedReplacedOrItsPersonLeaves) {
  const auto clerk = add("q7.thu", Role::clerk, "q7");
  const std::string first = secret_of(clerk), second = secret_of(clerk);
  const auto refused = std::vector<std::string>{"no-such-calendar"};
  EXPECT_EQ(codes(read_calendar(office.desk(), first).problems), refused);
  EXPECT_TRUE(read_calendar(office.desk(), second).ok());
  EXPECT_TRUE(calendar_made_at(office.desk(), clerk).value.has_value());
  EXPECT_FALSE(has_error(revoke_calendar(office.desk(), clerk)));
  EXPECT_EQ(codes(read_calendar(office.desk(), second).problems), refused);
  EXPECT_FALSE(calendar_made_at(office.desk(), clerk).value.has_value());
  const std::string third = secret_of(clerk);
  ASSERT_TRUE(end_person(office.desk(), "q7.thu").ok());
  EXPECT_EQ(codes(read_calendar(office.desk(), third).problems), refused);
  for (const char* hostile : {"", "xc_", "xl_aaaa", "xs_", "../x"})
    EXPECT_EQ(codes(read_calendar(office.desk(), hostile).problems), refused);
}

TEST_F(CalendarUse, ATokenMakesNoAddress) {
  auto clerk = add("q7.thu", Role::clerk, "q7");
  clerk.by = OpenedBy::token;
  EXPECT_EQ(codes(make_calendar(office.desk(), clerk).problems), std::vector<std::string>{"token-may-not"});
}

TEST(CalendarBytes, LinesAreFoldedBetweenCharactersAndNothingGivenBreaksOut) {
  CalendarDay day;
  day.uid = "a@b";
  for (int i = 0; i < 40; ++i) day.summary.vi += "Hạn gửi báo cáo; ";
  day.description.vi = "một\nhai, ba\\bốn\r\nEND:VEVENT";
  const std::string bytes = calendar_bytes({"x", "x"}, {day}, {});
  size_t start = 0;
  for (size_t end = bytes.find("\r\n"); end != std::string::npos; end = bytes.find("\r\n", start)) {
    EXPECT_LE(end - start, 75u);
    EXPECT_NE(static_cast<unsigned char>(bytes[start]) & 0xc0, 0x80) << "a character is divided";
    start = end + 2;
  }
  EXPECT_EQ(start, bytes.size());
  EXPECT_THAT(bytes, HasSubstr("DESCRIPTION:một\\nhai\\, ba\\\\bốn\\nEND:VEVENT\r\n"));
}

}  // namespace
}  // namespace xanh::office_test
