// What citizens say of the programme: given and followed without an account, answered by the standing agency.
#include <fmt/format.h>

#include "office/feedback_use.hpp"
#include "server/answers.hpp"
#include "server/page.hpp"

namespace xanh {
namespace {

// Enough for a household; more is a machine.
constexpr FloodLimit kGiving{5, 1, std::chrono::minutes{10}};
constexpr FloodLimit kFollowing{30, 1, std::chrono::seconds{10}};  // codes are not to be guessed
constexpr const char* kCode = "GY-2345-6789";

/// What came last comes first.
std::string by_day(const Feedback& one) {
  return fmt::format("{:08}{}", 99'999'999 - one.on.time_since_epoch().count(), one.code);
}

Answer photo_of(const Call& call, bool published_only) {
  auto found = feedback_photo(call.desk, call.path.at("feedback"), published_only);
  Answer out;
  out.problems = std::move(found.problems);
  if (has_error(out.problems)) return out;
  out.bytes = std::move(found.value.bytes);
  out.media_type = std::move(found.value.media_type);
  out.file_name = call.path.at("feedback") + (out.media_type == "image/png" ? ".png" : ".jpg");
  return out;
}

Answer with_tag(Outcome<FeedbackLine> made) {
  const std::string tag = tag_of(made.value);
  Answer out = answer_of(std::move(made));
  if (!has_error(out.problems)) out.tag = tag;
  return out;
}

void add_open(std::vector<Address>& out) {
  Address list{"GET", "/api/feedback", {"Góp ý đã công bố", "Published feedback"}, Entry::open};
  list.query =
      paged({{"about", {"chỉ của chỉ tiêu, nhiệm vụ, địa bàn này", "only of this target, task or place"}}});
  list.example = {{"about", "target:t01"}};
  list.gives = [](SchemaBook& book) { return page_schema<Feedback>(book); };
  list.act = [](const Call& call) {
    return page_of_list(call, published_feedback(call.desk, query_of(call, "about")), by_day);
  };
  out.push_back(std::move(list));

  Address given{"POST",
                "/api/feedback",
                {"Gửi góp ý, không cần tài khoản", "Give feedback, without an account"},
                Entry::open};
  given.takes = [](SchemaBook& book) { return book.of<FeedbackGiven>(); };
  given.example_body = R"({"about": "target:t01", "text": "Kênh sau chợ vẫn còn mùi vào buổi chiều."})";
  given.gives = [](SchemaBook& book) { return book.of<Feedback>(); };
  given.limit = kGiving;
  given.act = [](const Call& call) {
    return with_body<FeedbackGiven>(
        call, [&](const FeedbackGiven& one) { return answer_of(give_feedback(call.desk, one)); });
  };
  out.push_back(std::move(given));

  Address followed{
      "GET", "/api/feedback/{feedback}", {"Góp ý này đến đâu rồi", "Where one feedback stands"}, Entry::open};
  followed.example = {{"feedback", kCode}};
  followed.gives = [](SchemaBook& book) { return book.of<Feedback>(); };
  followed.limit = kFollowing;
  followed.act = [](const Call& call) {
    return answer_of(follow_feedback(call.desk, call.path.at("feedback")));
  };
  out.push_back(std::move(followed));

  Address photo{"GET",
                "/api/feedback/{feedback}/photo",
                {"Ảnh của góp ý đã công bố", "The photo of published feedback"},
                Entry::open};
  photo.example = {{"feedback", kCode}};
  photo.media_type = "image/jpeg";
  photo.act = [](const Call& call) { return photo_of(call, true); };
  out.push_back(std::move(photo));

  Address added{"POST",
                "/api/feedback/{feedback}/photo",
                {"Thêm một ảnh vào góp ý vừa gửi", "Add a photo to feedback just given"},
                Entry::open};
  added.example = {{"feedback", kCode}};
  added.takes_files = {"image/jpeg", "image/png"};
  added.gives = [](SchemaBook& book) { return book.of<Feedback>(); };
  added.limit = kGiving;
  added.act = [](const Call& call) {
    return answer_of(add_feedback_photo(call.desk, call.path.at("feedback"), call.request.body));
  };
  out.push_back(std::move(added));
}

Address of_inbox(const char* method, const char* behind, const Bilingual& says) {
  Address out{method, std::string("/api/feedback-inbox") + behind, says, Entry::signed_in};
  out.needs = Act::answer_feedback;
  return out;
}

}  // namespace

std::vector<Address> feedback_addresses() {
  std::vector<Address> out;
  add_open(out);

  Address list =
      of_inbox("GET", "", {"Góp ý chờ xử lý hoặc đã xử lý", "Feedback that waits, or was settled"});
  list.query = paged({{"state",
                       {"received: chờ xử lý (mặc định), published: đã công bố, declined: không công bố",
                        "received (as without it), published, declined"},
                       false,
                       {"received", "published", "declined"}}});
  list.gives = [](SchemaBook& book) { return page_schema<FeedbackLine>(book); };
  list.act = [](const Call& call) {
    return page_of_list(
        call,
        list_feedback(call.desk,
                      from_word<FeedbackState>(query_of(call, "state")).value_or(FeedbackState::received)),
        [](const FeedbackLine& one) { return by_day(one.feedback); });
  };
  out.push_back(std::move(list));

  Address one = of_inbox("GET", "/{feedback}", {"Một góp ý", "One feedback"});
  one.example = {{"feedback", kCode}};
  one.gives = [](SchemaBook& book) { return book.of<FeedbackLine>(); };
  one.act = [](const Call& call) { return with_tag(read_feedback(call.desk, call.path.at("feedback"))); };
  out.push_back(std::move(one));

  Address photo = of_inbox("GET", "/{feedback}/photo", {"Ảnh của một góp ý", "The photo of one feedback"});
  photo.example = {{"feedback", kCode}};
  photo.media_type = "image/jpeg";
  photo.act = [](const Call& call) { return photo_of(call, false); };
  out.push_back(std::move(photo));

  Address settled = of_inbox("PUT", "/{feedback}",
                             {"Công bố, trả lời, hoặc không công bố", "Publish and answer, or decline"});
  settled.example = {{"feedback", kCode}};
  settled.takes = [](SchemaBook& book) { return book.of<FeedbackDecision>(); };
  settled.example_body =
      R"({"state": "published", "answer": "Sở đã chuyển quận kiểm tra, trả lời trước 30/6."})";
  settled.gives = [](SchemaBook& book) { return book.of<FeedbackLine>(); };
  settled.guarded = true;
  settled.act = [](const Call& call) {
    return with_body<FeedbackDecision>(call, [&](const FeedbackDecision& decision) {
      return with_tag(
          settle_feedback(call.desk, call.path.at("feedback"), decision, call.seen.value_or("nothing")));
    });
  };
  out.push_back(std::move(settled));
  return out;
}

}  // namespace xanh
