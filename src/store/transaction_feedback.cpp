// What citizens say of the programme: rows that move, with photos beside them.
#include "base/describe.hpp"
#include "store/base64.hpp"
#include "store/programme_store.hpp"
#include "store/store_work.hpp"

namespace xanh {

BOOST_DESCRIBE_ENUM(FeedbackState, received, published, declined)

namespace {

constexpr std::string_view kPut =
    "INSERT INTO feedback (code, at, about, text, contact, photo_type, state, reason, answer, settled_at, "
    "settled_by) VALUES (:code, :at, :about, :text, :contact, :photo_type, :state, :reason, :answer, "
    ":settled_at, :settled_by) "
    "ON CONFLICT (code) DO UPDATE SET contact = excluded.contact, photo_type = excluded.photo_type, "
    "state = excluded.state, reason = excluded.reason, answer = excluded.answer, "
    "settled_at = excluded.settled_at, settled_by = excluded.settled_by";
constexpr std::string_view kOne =
    "SELECT code, at, about, text, contact, photo_type, state, reason, answer, COALESCE(settled_at, ''), "
    "settled_by "
    "FROM feedback WHERE code = :code";
constexpr std::string_view kOfState =
    "SELECT code, at, about, text, contact, photo_type, state, reason, answer, COALESCE(settled_at, ''), "
    "settled_by "
    "FROM feedback WHERE state = :state ORDER BY at DESC, code LIMIT :at_most";
constexpr std::string_view kSince = "SELECT COUNT(*) FROM feedback WHERE at >= :from_at";
constexpr std::string_view kWaiting = "SELECT COUNT(*) FROM feedback WHERE state = 'received'";

constexpr std::string_view kPutPhoto =
    "INSERT INTO feedback_photos (code, bytes) VALUES (:code, :bytes) "
    "ON CONFLICT (code) DO UPDATE SET bytes = excluded.bytes";
constexpr std::string_view kPhoto = "SELECT bytes FROM feedback_photos WHERE code = :code";

constexpr std::string_view kDropContacts =
    "UPDATE feedback SET contact = '' WHERE contact <> '' AND state <> 'received' AND settled_at < :before";
constexpr std::string_view kDropPhotos =
    "DELETE FROM feedback_photos WHERE code IN "
    "(SELECT code FROM feedback WHERE state = 'declined' AND settled_at < :before)";
constexpr std::string_view kForgetPhotos =
    "UPDATE feedback SET photo_type = '' WHERE photo_type <> '' AND state = 'declined' AND "
    "settled_at < :before";

StoredFeedback feedback_of(const Row& row) {
  StoredFeedback out;
  out.code = row.text(0);
  out.at = row.instant(1);
  out.about = row.text(2);
  out.text = row.text(3);
  out.contact = row.text(4);
  out.photo_type = row.text(5);
  out.state = from_word<FeedbackState>(row.text(6)).value_or(FeedbackState::received);
  out.reason = row.text(7);
  out.answer = row.text(8);
  if (!row.text(9).empty()) out.settled_at = row.instant(9);
  out.settled_by = row.text(10);
  return out;
}

}  // namespace

void Transaction::put_feedback(const StoredFeedback& one) {
  work_.run(kPut, {cell(one.code), cell(one.at), cell(one.about), cell(one.text), cell(one.contact),
                   cell(one.photo_type), cell(word(one.state)), cell(one.reason), cell(one.answer),
                   one.settled_at ? cell(*one.settled_at) : std::nullopt, cell(one.settled_by)});
}

std::optional<StoredFeedback> Transaction::feedback(const std::string& code) const {
  std::optional<StoredFeedback> out;
  work_.select(kOne, {cell(code)}, 11, [&](const Row& row) { out = feedback_of(row); });
  return out;
}

std::vector<StoredFeedback> Transaction::feedbacks(FeedbackState state, int at_most) const {
  std::vector<StoredFeedback> out;
  work_.select(kOfState, {cell(word(state)), cell(std::int64_t{at_most})}, 11,
               [&](const Row& row) { out.push_back(feedback_of(row)); });
  return out;
}

std::int64_t Transaction::feedbacks_since(Instant from) const {
  return work_.number(kSince, {cell(from)});
}

std::int64_t Transaction::feedbacks_waiting() const {
  return work_.number(kWaiting);
}

void Transaction::put_feedback_photo(const std::string& code, const std::string& bytes) {
  work_.run(kPutPhoto, {cell(code), cell(to_base64(bytes))});
}

std::optional<std::string> Transaction::feedback_photo(const std::string& code) const {
  std::optional<std::string> out;
  work_.select(kPhoto, {cell(code)}, 1, [&](const Row& row) { out = from_base64(row.text(0)); });
  return out;
}

void Transaction::drop_feedback_traces(Instant settled_before) {
  work_.run(kDropContacts, {cell(settled_before)});
  work_.run(kDropPhotos, {cell(settled_before)});
  work_.run(kForgetPhotos, {cell(settled_before)});
}

}  // namespace xanh
