// Feedback of citizens (góp ý): given without an account, looked at by the standing agency before anybody
// else sees it, answered in public. Its sender follows it by a code that only he or she has until it is
// published.
#pragma once

#include "office/memory.hpp"
#include "office/seen.hpp"

namespace xanh {

BOOST_DESCRIBE_ENUM(FeedbackState, received, published, declined)

struct FeedbackGiven {
  std::string about;    ///< target:CODE, task:CODE, area:CODE; empty: the programme as a whole
  std::string text;     ///< at most 2,000 characters
  std::string contact;  ///< how to ask, seen by the standing agency only; may be empty; 200 characters
  static constexpr std::array kRequired{"text"};
};
BOOST_DESCRIBE_STRUCT(FeedbackGiven, (), (about, text, contact))

/// As everybody who knows its code sees it.
struct Feedback {
  std::string code;
  Date on{};
  std::string about;
  Bilingual about_names;  ///< of the target, task or place
  std::string text;
  bool photo = false;
  FeedbackState state{};
  std::string reason;  ///< why it is not published
  std::string answer;
  std::optional<Date> settled_on;
};
BOOST_DESCRIBE_STRUCT(Feedback, (),
                      (code, on, about, about_names, text, photo, state, reason, answer, settled_on))

/// As the standing agency sees it.
struct FeedbackLine {
  Feedback feedback;
  std::string contact, settled_by;
};
BOOST_DESCRIBE_STRUCT(FeedbackLine, (), (feedback, contact, settled_by))

/// Most that may wait for the standing agency, and most that are taken in an hour, from whomever.
inline constexpr int kMostFeedbackWaiting = 2000, kMostFeedbackAnHour = 200;

/// Problems, all at once: feedback-empty, feedback-too-long, feedback-about; then feedback-full.
[[nodiscard]] Outcome<Feedback> give_feedback(const Desk& desk, const FeedbackGiven& given);
/// A JPEG or PNG, once, while nobody has settled it; what the camera wrote into it is taken out. Problems of
/// read_attached, feedback-photo, feedback-photo-late, no-such-feedback.
[[nodiscard]] Outcome<Feedback> add_feedback_photo(const Desk& desk, const std::string& code,
                                                   const std::string& bytes);
/// Without its text once it was declined: its code may have been seen by everybody before. Problem:
/// no-such-feedback.
[[nodiscard]] Outcome<Feedback> follow_feedback(const Desk& desk, const std::string& code);
/// Newest first; about one target, task or place, or about all.
[[nodiscard]] Outcome<std::vector<Feedback>> published_feedback(const Desk& desk, const std::string& about);

struct FeedbackPhoto {
  std::string bytes, media_type;
};
/// For everybody once it is published, before that for the standing agency.
[[nodiscard]] Outcome<FeedbackPhoto> feedback_photo(const Desk& desk, const std::string& code,
                                                    bool published_only);

/// Act::answer_feedback. Newest first.
[[nodiscard]] Outcome<std::vector<FeedbackLine>> list_feedback(const Desk& desk, FeedbackState state);
[[nodiscard]] Outcome<FeedbackLine> read_feedback(const Desk& desk, const std::string& code);

struct FeedbackDecision {
  FeedbackState state{};
  std::string reason;  ///< why it is not published; its sender reads it
  std::string answer;
  static constexpr std::array kRequired{"state"};
};
BOOST_DESCRIBE_STRUCT(FeedbackDecision, (), (state, reason, answer))
/// Problems: feedback-no-reason, feedback-too-long, no-such-feedback, changed-meanwhile.
[[nodiscard]] Outcome<FeedbackLine> settle_feedback(const Desk& desk, const std::string& code,
                                                    const FeedbackDecision& decision,
                                                    const std::optional<std::string>& seen);

/// How to ask the sender, and photos of what was declined: dropped 90 days after it was settled.
inline constexpr std::chrono::days kFeedbackTraces{90};

}  // namespace xanh
