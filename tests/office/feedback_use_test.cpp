// What citizens say: taken in without an account, seen by nobody before it was looked at, answered in public.
#include "office/feedback_use.hpp"

#include "exchange/small_photo.hpp"
#include "office/office_sample.hpp"
#include "office/person_data_use.hpp"

namespace xanh::office_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::Not;

struct FeedbackUse : testing::Test {
  /// Whoever comes along.
  [[nodiscard]] Desk citizen() const { return {&office.store(), {}, now, {}}; }
  [[nodiscard]] Desk agency(Role role = Role::agency_officer) const {
    Desk out = office.desk();
    out.now = now;
    out.actor = "nguoi-minh-hoa";
    out.posts = {{role, {}, {}, {}, {}}};
    return out;
  }
  [[nodiscard]] std::string given(const std::string& text = "Kênh còn mùi",
                                  const std::string& about = "target:t01") const {
    const auto made = give_feedback(citizen(), {about, text, "0900 000 000"});
    EXPECT_TRUE(made.ok()) << lines(made.problems);
    return made.value.code;
  }
  [[nodiscard]] Outcome<FeedbackLine> settle(const std::string& code, FeedbackState to,
                                             const std::string& reason = {},
                                             const std::string& answer = {}) const {
    return settle_feedback(agency(), code, {to, reason, answer}, {});
  }
  Office office;
  Instant now = Office::now();
};

TEST_F(FeedbackUse, IsFollowedByItsNumberAndSeenByNobodyElseBeforeItWasLookedAt) {
  const std::string code = given("  Kênh sau chợ còn mùi  ");
  EXPECT_THAT(code, MatchesRegex("GY-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}"));
  const auto mine = follow_feedback(citizen(), code);
  ASSERT_TRUE(mine.ok());
  EXPECT_EQ(mine.value.state, FeedbackState::received);
  EXPECT_EQ(mine.value.text, "Kênh sau chợ còn mùi");
  EXPECT_THAT(mine.value.about_names.vi, Not(IsEmpty()));
  EXPECT_TRUE(published_feedback(citizen(), {}).value.empty());
  std::string small = code;
  for (char& c : small) c = static_cast<char>(std::tolower(c));
  EXPECT_TRUE(follow_feedback(citizen(), " " + small).ok()) << "as somebody copies it by hand";
  EXPECT_THAT(codes(follow_feedback(citizen(), "GY-2222-2222").problems), ElementsAre("no-such-feedback"));
}

TEST_F(FeedbackUse, IsPublishedWithItsAnswerAndNeverWithHowToReachItsSender) {
  const std::string code = given();
  const auto done = settle(code, FeedbackState::published, {}, "Sở đã chuyển quận kiểm tra");
  ASSERT_TRUE(done.ok()) << lines(done.problems);
  EXPECT_EQ(done.value.contact, "0900 000 000");
  const auto seen = published_feedback(citizen(), "target:t01");
  ASSERT_EQ(seen.value.size(), 1U);
  EXPECT_EQ(seen.value[0].answer, "Sở đã chuyển quận kiểm tra");
  EXPECT_THAT(write_json(to_node(seen.value[0])), Not(HasSubstr("0900")));
  EXPECT_TRUE(published_feedback(citizen(), "target:t02").value.empty());
  // Taken back, nobody sees it any more, and its sender reads why.
  ASSERT_TRUE(settle(code, FeedbackState::declined, "Nêu tên người khác").ok());
  EXPECT_TRUE(published_feedback(citizen(), {}).value.empty());
  EXPECT_EQ(follow_feedback(citizen(), code).value.reason, "Nêu tên người khác");
  EXPECT_EQ(follow_feedback(citizen(), code).value.text, "") << "everybody had its number";
}

TEST_F(FeedbackUse, SaysAllThatIsWrongAtOnce) {
  const auto wrong = give_feedback(citizen(), {"target:zz", " ", std::string(201, 'x')});
  EXPECT_THAT(codes(wrong.problems), ElementsAre("feedback-empty", "feedback-too-long", "feedback-about"));
  EXPECT_THAT(codes(give_feedback(citizen(), {"zz", "x", {}}).problems), ElementsAre("feedback-about"));
  std::string longest, longer;
  for (int i = 0; i < 2000; ++i) longest += "ố";
  longer = longest + "x";
  EXPECT_TRUE(give_feedback(citizen(), {{}, longest, {}}).ok()) << "characters, not bytes";
  EXPECT_THAT(codes(give_feedback(citizen(), {{}, longer, {}}).problems), ElementsAre("feedback-too-long"));
  const std::string code = given();
  EXPECT_THAT(codes(settle(code, FeedbackState::declined).problems), ElementsAre("feedback-no-reason"));
  EXPECT_THAT(codes(settle("GY-2222-2222", FeedbackState::published).problems),
              ElementsAre("no-such-feedback"));
}

TEST_F(FeedbackUse, IsReadAndSettledByTheStandingAgencyAlone) {
  const std::string code = given();
  for (const Role role : {Role::drafter, Role::signatory, Role::authority, Role::administrator}) {
    EXPECT_THAT(codes(list_feedback(agency(role), FeedbackState::received).problems),
                ElementsAre("not-allowed"));
    EXPECT_THAT(codes(read_feedback(agency(role), code).problems), ElementsAre("not-allowed"));
    EXPECT_THAT(codes(settle_feedback(agency(role), code, {FeedbackState::published, {}, {}}, {}).problems),
                ElementsAre("not-allowed"));
    EXPECT_THAT(codes(feedback_photo(agency(role), code, false).problems), ElementsAre("not-allowed"));
  }
  EXPECT_EQ(list_feedback(agency(Role::agency_leader), FeedbackState::received).value.size(), 1U);
}

TEST_F(FeedbackUse, TwoWhoSettleItDoNotUndoEachOther) {
  const std::string code = given();
  const std::string tag = tag_of(read_feedback(agency(), code).value);
  ASSERT_TRUE(settle_feedback(agency(), code, {FeedbackState::published, {}, "một"}, tag).ok());
  EXPECT_THAT(codes(settle_feedback(agency(), code, {FeedbackState::published, {}, "hai"}, tag).problems),
              ElementsAre("changed-meanwhile"));
}

TEST_F(FeedbackUse, APhotoComesWithoutItsPlaceAndIsShownOnceItIsPublished) {
  const std::string code = given();
  EXPECT_THAT(codes(add_feedback_photo(citizen(), code, "%PDF-1.4 minh hoạ").problems),
              ElementsAre("feedback-photo"));
  ASSERT_TRUE(add_feedback_photo(citizen(), code, photo_test::small_jpeg()).ok());
  EXPECT_THAT(codes(add_feedback_photo(citizen(), code, photo_test::small_jpeg()).problems),
              ElementsAre("feedback-photo-late"));
  EXPECT_THAT(codes(feedback_photo(citizen(), code, true).problems), ElementsAre("no-such-feedback"));
  const auto looked = feedback_photo(agency(), code, false);
  ASSERT_TRUE(looked.ok());
  EXPECT_THAT(looked.value.bytes, Not(HasSubstr("GPS")));
  EXPECT_EQ(looked.value.media_type, "image/jpeg");
  ASSERT_TRUE(settle(code, FeedbackState::published).ok());
  EXPECT_EQ(feedback_photo(citizen(), code, true).value.bytes, looked.value.bytes);
}

TEST_F(FeedbackUse, AFloodOfItEndsAndTheOthersAreKept) {
  for (int i = 0; i < kMostFeedbackAnHour; ++i) (void)given();
  EXPECT_THAT(codes(give_feedback(citizen(), {{}, "x", {}}).problems), ElementsAre("feedback-full"));
  now.utc += std::chrono::hours(2);
  EXPECT_TRUE(give_feedback(citizen(), {{}, "x", {}}).ok());
}

TEST_F(FeedbackUse, HowToReachItsSenderAndPhotosOfWhatWasDeclinedGoAfterNinetyDays) {
  const std::string shown = given(), declined = given(), waiting = given();
  for (const auto& code : {shown, declined, waiting})
    ASSERT_TRUE(add_feedback_photo(citizen(), code, photo_test::small_jpeg()).ok());
  ASSERT_TRUE(settle(shown, FeedbackState::published).ok());
  ASSERT_TRUE(settle(declined, FeedbackState::declined, "trùng").ok());
  now.utc += std::chrono::days(89);
  ASSERT_FALSE(has_error(drop_what_has_ended(agency())));
  EXPECT_EQ(read_feedback(agency(), shown).value.contact, "0900 000 000");
  now.utc += std::chrono::days(2);
  ASSERT_FALSE(has_error(drop_what_has_ended(agency())));
  EXPECT_EQ(read_feedback(agency(), shown).value.contact, "");
  EXPECT_EQ(read_feedback(agency(), declined).value.contact, "");
  EXPECT_EQ(read_feedback(agency(), waiting).value.contact, "0900 000 000") << "nobody has answered yet";
  EXPECT_TRUE(feedback_photo(citizen(), shown, true).ok());
  EXPECT_FALSE(read_feedback(agency(), declined).value.feedback.photo);
  EXPECT_THAT(codes(feedback_photo(agency(), declined, false).problems), ElementsAre("no-such-feedback"));
  EXPECT_TRUE(feedback_photo(agency(), waiting, false).ok());
}

TEST_F(FeedbackUse, EveryStepIsInTheAuditLogWithoutItsWords) {
  const std::string code = given("Kênh của ông Ba");
  ASSERT_TRUE(settle(code, FeedbackState::published, {}, "đã xem").ok());
  std::vector<std::string> acts;
  std::string all;
  office.store().read([&](const Transaction& t) {
    for (const auto& row : t.audit_rows())
      if (row.subject == code) {
        acts.push_back(row.action);
        all += row.detail;
      }
  });
  EXPECT_THAT(acts, ElementsAre("feedback.give", "feedback.published"));
  EXPECT_THAT(all, Not(HasSubstr("ông Ba")));
}

}  // namespace
}  // namespace xanh::office_test
