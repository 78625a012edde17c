#include "office/feedback_use.hpp"

#include <sodium.h>

#include "base/text.hpp"
#include "exchange/attached_file.hpp"
#include "exchange/text_file.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kEmptyFeedback{"feedback-empty",  Severity::error,       "chưa có nội dung góp ý",
                                     "it says nothing", "viết nội dung góp ý", "write what you want to say"};
constexpr ProblemKind kFeedbackTooLong{"feedback-too-long",
                                       Severity::error,
                                       "`{field}` dài hơn {most} ký tự",
                                       "`{field}` is longer than {most} characters",
                                       "viết ngắn lại",
                                       "shorten it"};
constexpr ProblemKind kAbout{"feedback-about",
                             Severity::error,
                             "không có chỉ tiêu, nhiệm vụ hay địa bàn `{about}`",
                             "there is no target, task or place `{about}`",
                             "chọn trong danh sách, hoặc để trống",
                             "choose from the list, or leave it empty"};
constexpr ProblemKind kFeedbackFull{"feedback-full",
                                    Severity::error,
                                    "đang có quá nhiều góp ý chờ xử lý nên tạm chưa nhận thêm",
                                    "too much feedback waits to be looked at, so no more is taken just now",
                                    "thử lại sau, hoặc gọi tổng đài của thành phố",
                                    "try again later, or call the city's line"};
constexpr ProblemKind kNoSuchFeedback{"no-such-feedback",
                                      Severity::error,
                                      "không có góp ý mang số `{code}`",
                                      "there is no feedback of the number `{code}`",
                                      "xem lại số đã nhận khi gửi, dạng GY-XXXX-XXXX",
                                      "see the number that you were given, as GY-XXXX-XXXX"};
constexpr ProblemKind kNoPhoto{
    "feedback-photo", Severity::error, "chỉ nhận ảnh JPEG hoặc PNG", "only a JPEG or PNG photo is taken",
    "chọn một ảnh",   "choose a photo"};
constexpr ProblemKind kPhotoLate{"feedback-photo-late",
                                 Severity::error,
                                 "góp ý này đã có ảnh hoặc đã được xử lý",
                                 "this feedback has a photo already, or was settled",
                                 "gửi góp ý mới kèm ảnh",
                                 "send a new one with the photo"};
constexpr ProblemKind kNoReasonToDecline{"feedback-no-reason",
                                         Severity::error,
                                         "không công bố thì phải nêu lý do, người gửi sẽ đọc",
                                         "what is not published needs a reason, which its sender reads",
                                         "ghi lý do",
                                         "give the reason"};

constexpr int kLongestText = 2000, kLongestContact = 200;
constexpr int kMostListed = 5000;

/// Without letters and digits that are taken for one another when they are read out.
std::string make_code() {
  constexpr std::string_view kLetters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
  std::string out = "GY";
  for (int i = 0; i < 8; ++i) {
    if (i % 4 == 0) out += '-';
    out += kLetters[randombytes_uniform(static_cast<std::uint32_t>(kLetters.size()))];
  }
  return out;
}

Place field_at(const char* field) {
  Place out;
  out.field = field;
  return out;
}

std::string clean(const std::string& text) {
  return std::string(trimmed(to_nfc(text).value_or("")));
}

void check_length(const std::string& text, int most, const char* field, Problems& problems) {
  if (character_count(text) > most)
    problems.push_back(
        problem(kFeedbackTooLong, field_at(field), {{"field", field}, {"most", std::to_string(most)}}));
}

/// What it is about, in words; absent when there is no such thing in the newest plan.
std::optional<Bilingual> names_of(const Memory& memory, const std::string& about) {
  if (about.empty()) return Bilingual{};
  if (memory.plans.empty()) return std::nullopt;
  const Plan& plan = memory.plans.back();
  const size_t colon = about.find(':');
  const std::string kind = about.substr(0, colon),
                    code = colon == std::string::npos ? "" : about.substr(colon + 1);
  if (kind == "target")
    if (const Target* target = plan.target(code)) return target->names;
  if (kind == "task")
    if (const Task* task = plan.task(code)) return task->text;
  if (kind == "area")
    for (const auto& area : memory.units.rows().areas)
      if (area.code == code) return Bilingual{area.name_vi, area.name_en};
  return std::nullopt;
}

Feedback shown_of(const StoredFeedback& one, const Memory& memory) {
  const Zone zone = zone_of(memory.plans.back());
  Feedback out;
  out.code = one.code;
  out.on = zone.day_of(one.at);
  out.about = one.about;
  out.about_names = names_of(memory, one.about).value_or(Bilingual{});
  out.text = one.text;
  out.photo = !one.photo_type.empty();
  out.state = one.state;
  out.reason = one.reason;
  out.answer = one.answer;
  if (one.settled_at) out.settled_on = zone.day_of(*one.settled_at);
  return out;
}

FeedbackLine line_of(const StoredFeedback& one, const Memory& memory) {
  return {shown_of(one, memory), one.contact, one.settled_by};
}

Problem no_such(const std::string& code) {
  return problem(kNoSuchFeedback, Place{}, {{"code", shown(code)}});
}

/// As it is written: small letters and blanks of somebody who copies it by hand count for nothing.
std::string plain(const std::string& code) {
  std::string out;
  for (const char c : code)
    if (c != ' ') out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return out;
}

/// Does something in a transaction that says what is wrong.
template <class T, class Work>
Outcome<T> changed(const Desk& desk, Work work) {
  Outcome<T> out;
  Problems wrong;
  append(out.problems, attempt([&] {
           desk.store->transact([&](Transaction& t) {
             wrong.clear();
             work(t, out.value, wrong);
           });
         }));
  append(out.problems, std::move(wrong));
  return out;
}
template <class T, class Work>
Outcome<T> looked(const Desk& desk, Work work) {
  Outcome<T> out;
  Problems wrong;
  append(out.problems, attempt([&] {
           desk.store->read([&](const Transaction& t) {
             wrong.clear();
             out.value = {};
             work(t, out.value, wrong);
           });
         }));
  append(out.problems, std::move(wrong));
  return out;
}

}  // namespace

Outcome<Feedback> give_feedback(const Desk& desk, const FeedbackGiven& given) {
  StoredFeedback one;
  one.at = desk.now;
  one.about = given.about;
  one.text = clean(given.text);
  one.contact = clean(given.contact);
  Problems form;
  if (one.text.empty()) form.push_back(problem(kEmptyFeedback, field_at("text")));
  check_length(one.text, kLongestText, "text", form);
  check_length(one.contact, kLongestContact, "contact", form);
  return changed<Feedback>(desk, [&](Transaction& t, Feedback& out, Problems& wrong) {
    const Memory memory = recall(t);
    wrong = form;
    if (!names_of(memory, one.about))
      wrong.push_back(problem(kAbout, field_at("about"), {{"about", shown(one.about)}}));
    if (has_error(wrong)) return;
    Instant hour = desk.now;
    hour.utc -= std::chrono::hours{1};
    if (t.feedbacks_waiting() >= kMostFeedbackWaiting || t.feedbacks_since(hour) >= kMostFeedbackAnHour) {
      wrong.push_back(problem(kFeedbackFull, Place{}));
      return;
    }
    do one.code = make_code();
    while (t.feedback(one.code));
    t.put_feedback(one);
    t.audit({desk.now, desk.actor, "feedback.give", one.code, one.about});
    out = shown_of(one, memory);
  });
}

Outcome<Feedback> add_feedback_photo(const Desk& desk, const std::string& code, const std::string& bytes) {
  auto photo = read_attached(bytes, "photo");
  if (!has_error(photo.problems) && photo.value.media_type != "image/jpeg" &&
      photo.value.media_type != "image/png")
    photo.problems.push_back(problem(kNoPhoto, Place{}));
  return changed<Feedback>(desk, [&](Transaction& t, Feedback& out, Problems& wrong) {
    auto found = t.feedback(plain(code));
    if (!found) {
      wrong.push_back(no_such(code));
      return;
    }
    if (found->state != FeedbackState::received || !found->photo_type.empty())
      wrong.push_back(problem(kPhotoLate, Place{}));
    append(wrong, photo.problems);
    if (has_error(wrong)) return;
    found->photo_type = photo.value.media_type;
    t.put_feedback(*found);
    t.put_feedback_photo(found->code, photo.value.bytes);
    t.audit({desk.now, desk.actor, "feedback.photo", found->code, found->photo_type});
    out = shown_of(*found, recall(t));
  });
}

Outcome<Feedback> follow_feedback(const Desk& desk, const std::string& code) {
  return looked<Feedback>(desk, [&](const Transaction& t, Feedback& out, Problems& wrong) {
    const auto found = t.feedback(plain(code));
    if (!found) {
      wrong.push_back(no_such(code));
      return;
    }
    out = shown_of(*found, recall(t));
    // Once it was published its code is no secret: what was taken back is not to be read by it.
    if (out.state == FeedbackState::declined) {
      out.text.clear();
      out.answer.clear();
    }
  });
}

Outcome<std::vector<Feedback>> published_feedback(const Desk& desk, const std::string& about) {
  return looked<std::vector<Feedback>>(
      desk, [&](const Transaction& t, std::vector<Feedback>& out, Problems& /*wrong*/) {
        const Memory memory = recall(t);
        for (const auto& one : t.feedbacks(FeedbackState::published, kMostListed))
          if (about.empty() || one.about == about) out.push_back(shown_of(one, memory));
      });
}

Outcome<FeedbackPhoto> feedback_photo(const Desk& desk, const std::string& code, bool published_only) {
  if (!published_only)
    if (auto barred = authorise(desk, Act::answer_feedback); has_error(barred))
      return {{}, std::move(barred)};
  return looked<FeedbackPhoto>(desk, [&](const Transaction& t, FeedbackPhoto& out, Problems& wrong) {
    const auto found = t.feedback(plain(code));
    const auto bytes = found ? t.feedback_photo(found->code) : std::nullopt;
    if (!bytes || (published_only && found->state != FeedbackState::published)) {
      wrong.push_back(no_such(code));
      return;
    }
    out = {*bytes, found->photo_type};
  });
}

Outcome<std::vector<FeedbackLine>> list_feedback(const Desk& desk, FeedbackState state) {
  if (auto barred = authorise(desk, Act::answer_feedback); has_error(barred)) return {{}, std::move(barred)};
  return looked<std::vector<FeedbackLine>>(
      desk, [&](const Transaction& t, std::vector<FeedbackLine>& out, Problems& /*wrong*/) {
        const Memory memory = recall(t);
        for (const auto& one : t.feedbacks(state, kMostListed)) out.push_back(line_of(one, memory));
      });
}

Outcome<FeedbackLine> read_feedback(const Desk& desk, const std::string& code) {
  if (auto barred = authorise(desk, Act::answer_feedback); has_error(barred)) return {{}, std::move(barred)};
  return looked<FeedbackLine>(desk, [&](const Transaction& t, FeedbackLine& out, Problems& wrong) {
    if (const auto found = t.feedback(plain(code)))
      out = line_of(*found, recall(t));
    else
      wrong.push_back(no_such(code));
  });
}

Outcome<FeedbackLine> settle_feedback(const Desk& desk, const std::string& code,
                                      const FeedbackDecision& decision,
                                      const std::optional<std::string>& seen) {
  if (auto barred = authorise(desk, Act::answer_feedback); has_error(barred)) return {{}, std::move(barred)};
  const std::string reason = clean(decision.reason), answer = clean(decision.answer);
  Problems form;
  if (decision.state == FeedbackState::declined && reason.empty())
    form.push_back(problem(kNoReasonToDecline, field_at("reason")));
  check_length(reason, kLongestText, "reason", form);
  check_length(answer, kLongestText, "answer", form);
  return changed<FeedbackLine>(desk, [&](Transaction& t, FeedbackLine& out, Problems& wrong) {
    const Memory memory = recall(t);
    auto found = t.feedback(plain(code));
    if (!found) {
      wrong.push_back(no_such(code));
      return;
    }
    wrong = form;
    if (seen) append(wrong, check_seen(seen, tag_of(line_of(*found, memory))));
    if (has_error(wrong)) return;
    found->state = decision.state;
    found->reason = decision.state == FeedbackState::declined ? reason : std::string();
    found->answer = answer;
    found->settled_at = desk.now;
    found->settled_by = desk.actor;
    t.put_feedback(*found);
    t.audit(
        {desk.now, desk.actor, "feedback." + std::string(word(decision.state)), found->code, found->reason});
    out = line_of(*found, memory);
  });
}

}  // namespace xanh
