#include "server/change_feed.hpp"

#include <fmt/format.h>

#include <set>

#include "base/node.hpp"
#include "office/memory.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kTooMany{"too-many-pages",
                               Severity::error,
                               "đã có {limit} trang của người này đang nhận thay đổi",
                               "{limit} pages of this person listen for changes already",
                               "đóng bớt trang rồi mở lại",
                               "close some pages and open this one again"};
constexpr ProblemKind kFull{"pages-full",
                            Severity::error,
                            "máy chủ đã có quá nhiều trang đang nhận thay đổi",
                            "too many pages listen to this server for changes",
                            "thử lại sau; trang vẫn đọc được khi tải lại",
                            "try again later; the page can still be read by loading it anew"};

// Two seconds before a page that lost its connection comes again; a comment opens the stream for proxies
// that wait for the first bytes.
constexpr std::string_view kGreeting = "retry: 2000\n\n: xanh\n\n";
constexpr std::string_view kHeartbeat = ": \n\n";
constexpr std::string_view kFarewell = "event: ended\ndata: {}\n\n";

}  // namespace

ChangeFeed::News ChangeFeed::news(const Transaction& t, std::int64_t after) const {
  News out;
  out.last = after;
  const std::int64_t newest = t.audit_head().seq;
  // Behind the end of the log stands only who listened to another store, or to this one before it was
  // restored.
  out.more = newest < after || newest - after > static_cast<std::int64_t>(limits_.rows);
  if (out.more)
    out.last = newest;
  else if (after < newest)
    out.rows = t.audit_rows(after, static_cast<int>(limits_.rows));
  if (!out.rows.empty()) out.last = out.rows.back().seq;
  return out;
}

void ChangeFeed::learn_register(const Transaction& t) {
  const std::int64_t newest = t.latest_register_row();
  if (newest == units_row_) return;
  units_ = recall(t).units;
  units_row_ = newest;
}

/// Empty when nothing of it is for this desk.
std::string ChangeFeed::event_for(const Desk& desk, const News& news) const {
  std::set<ChangeSubject> subjects;
  for (const auto& row : news.rows)
    if (const auto change = change_of(row, units_); change && !subjects.contains(change->subject))
      if (may_hear(desk, *change, units_)) subjects.insert(change->subject);
  if (subjects.empty() && !news.more) return {};
  Node data = Node::map();
  Node& list = data.add("subjects", Node::list());
  for (const auto& subject : subjects) list.push(to_node(subject));
  if (news.more) data.add("all", Node::boolean(true));
  return fmt::format("event: changed\nid: {}\ndata: {}\n\n", news.last, write_json_line(data));
}

Outcome<std::shared_ptr<HttpStream>> ChangeFeed::open(const Desk& desk, const std::string& secret,
                                                      const std::optional<SignedIn>& who,
                                                      std::optional<std::int64_t> last) {
  Outcome<std::shared_ptr<HttpStream>> out;
  const std::lock_guard lock(mutex_);
  drop_ended();
  const auto own = std::count_if(pages_.begin(), pages_.end(),
                                 [&](const Page& page) { return page.desk.actor == desk.actor; });
  if (static_cast<size_t>(own) >= limits_.of_one_person)
    out.problems.push_back(problem(kTooMany, Place{}, {{"limit", std::to_string(limits_.of_one_person)}}));
  if (pages_.size() >= limits_.in_all) out.problems.push_back(problem(kFull, Place{}));
  if (has_error(out.problems)) return out;
  auto stream = std::make_shared<HttpStream>(limits_.waiting);
  stream->push(kGreeting);
  // Under the lock: what is written after this look is told by the next one.
  store_.read([&](const Transaction& t) {
    learn_register(t);
    const std::int64_t newest = t.audit_head().seq;
    if (told_ < 0 || pages_.empty()) told_ = std::max(told_, newest);
    if (!last) return;
    const auto missed = event_for(desk, news(t, *last));
    if (!missed.empty()) stream->push(missed);
  });
  pages_.push_back({stream, desk, secret, who.has_value()});
  out.value = std::move(stream);
  return out;
}

void ChangeFeed::tell(std::int64_t newest, Instant now) {
  const std::lock_guard lock(mutex_);
  if (newest == told_) return;
  if (pages_.empty() || told_ < 0) {
    told_ = newest;
    return;
  }
  store_.read([&](const Transaction& t) {
    const News found = news(t, told_);
    learn_register(t);
    for (auto& page : pages_) {
      const bool again =
          page.signed_in && std::any_of(found.rows.begin(), found.rows.end(), [&](const auto& row) {
            return concerns_session_of(page.desk.actor, row);
          });
      if (again || (found.more && page.signed_in)) check_session(t, page, now);
      if (page.stream->ended()) continue;
      if (const auto event = event_for(page.desk, found); !event.empty()) page.stream->push(event);
    }
    told_ = found.last;
  });
  drop_ended();
}

void ChangeFeed::keep_alive(Instant now) {
  const auto clock = std::chrono::steady_clock::now();
  const std::lock_guard lock(mutex_);
  if (clock - last_beat_ >= limits_.heartbeat) {
    last_beat_ = clock;
    for (const auto& page : pages_) page.stream->push(kHeartbeat);
    drop_ended();
  }
  if (clock - last_check_ < limits_.session_check || pages_.empty()) return;
  last_check_ = clock;
  store_.read([&](const Transaction& t) {
    for (auto& page : pages_)
      if (page.signed_in) check_session(t, page, now);
  });
  drop_ended();
}

void ChangeFeed::check_session(const Transaction& t, Page& page, Instant now) {
  const auto who = session_of(t, page.secret, now);
  if (who) {
    page.desk.posts = who->posts;
    return;
  }
  page.stream->push(kFarewell);
  page.stream->end();
}

void ChangeFeed::drop_ended() {
  std::erase_if(pages_, [](const Page& page) { return page.stream->ended(); });
}

size_t ChangeFeed::listeners() const {
  const std::lock_guard lock(mutex_);
  return pages_.size();
}

}  // namespace xanh
