#include "office/repeat_use.hpp"

#include <algorithm>
#include <thread>

namespace xanh {
namespace {

constexpr ProblemKind kKey{"request-key",
                           Severity::error,
                           "Idempotency-Key phải có 1 đến 200 ký tự ASCII in được",
                           "Idempotency-Key has 1 to 200 printable ASCII characters",
                           "dùng một mã ngẫu nhiên mới cho mỗi việc, ví dụ một UUID",
                           "use a fresh random code for each act, for example a UUID"};
constexpr ProblemKind kUsed{"request-key-used",
                            Severity::error,
                            "Idempotency-Key này đã dùng cho một yêu cầu khác",
                            "this Idempotency-Key was used for another request",
                            "dùng mã mới cho yêu cầu mới",
                            "use a new key for a new request"};
constexpr ProblemKind kUnderWay{"request-under-way",
                                Severity::error,
                                "yêu cầu này đang được thực hiện",
                                "this request is under way",
                                "chờ vài giây rồi gửi lại với cùng mã",
                                "wait some seconds, then send it again with the same key"};
constexpr ProblemKind kLost{"request-answer-lost",
                            Severity::error,
                            "việc này đã làm, nhưng câu trả lời không còn giữ được; không làm lại",
                            "this was done, but its answer was not kept; it is not done again",
                            "xem lại nội dung đã thay đổi",
                            "look at what was changed"};
constexpr ProblemKind kDone{"request-done",
                            Severity::error,
                            "việc này đã làm; khóa của nó chỉ hiện một lần và không được giữ lại",
                            "this was done; its secret was shown once and is not kept",
                            "tạo khóa mới nếu đã mất",
                            "make a new one if it was lost"};

bool is_key(const std::string& text) {
  return !text.empty() && text.size() <= kLongestKey &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

Outcome<std::optional<Repeated>> refused(const ProblemKind& kind) {
  return {{}, {problem(kind, Place{})}};
}

std::optional<StoredAnswer> remembered(const Desk& desk, const std::string& key) {
  std::optional<StoredAnswer> out;
  desk.store->read([&](const Transaction& t) { out = t.answer(desk.actor, key); });
  if (out && out->ends_at <= desk.now) out.reset();
  return out;
}

Outcome<std::optional<Repeated>> told(const StoredAnswer& had, const RepeatRequest& request) {
  if (had.digest != request.digest) return refused(kUsed);
  if (request.repeats == Repeats::told) return refused(kDone);
  if (had.answer.empty()) return refused(kLost);
  return {Repeated{had.answer, true}, {}};
}

/// Another process has just done it: its answer comes a moment later, or not at all.
Outcome<std::optional<Repeated>> told_soon(const Desk& desk, const StoredAnswer& had,
                                           const RepeatRequest& request) {
  constexpr int kLooks = 20;
  std::optional<StoredAnswer> now = had;
  for (int i = 0; i < kLooks && now && now->answer.empty() && request.repeats == Repeats::kept; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    now = remembered(desk, request.key);
  }
  return told(now.value_or(had), request);
}

void keep(const Desk& desk, const StoredAnswer& answer, bool written) {
  desk.store->transact([&](Transaction& t) {
    if (written) return t.set_answer(answer.person, answer.key, answer.answer);
    t.drop_answers_ended(desk.now);
    if (!t.answer(answer.person, answer.key)) t.add_answer(answer);
  });
}

}  // namespace

/// Holds a key of a person for as long as its request runs.
class Repeater::Under {
 public:
  Under(Repeater& all, const Desk& desk, const std::string& key) : all_(all), name_(desk.actor, key) {
    std::unique_lock lock(all_.mutex_);
    held_ = all_.ended_.wait_for(lock, kRepeatWait, [this] { return !all_.under_way_.contains(name_); });
    if (held_) all_.under_way_.insert(name_);
  }
  Under(const Under&) = delete;
  Under& operator=(const Under&) = delete;
  ~Under() {
    if (!held_) return;
    {
      const std::lock_guard lock(all_.mutex_);
      all_.under_way_.erase(name_);
    }
    all_.ended_.notify_all();
  }
  [[nodiscard]] bool held() const { return held_; }

 private:
  Repeater& all_;
  std::pair<std::string, std::string> name_;
  bool held_ = false;
};

Outcome<std::optional<Repeated>> Repeater::once(const Desk& desk, const RepeatRequest& request,
                                                const std::function<std::optional<std::string>()>& act) {
  if (!is_key(request.key)) return refused(kKey);
  const Under under(*this, desk, request.key);
  if (!under.held()) return refused(kUnderWay);
  if (const auto had = remembered(desk, request.key)) return told(*had, request);

  StoredAnswer done{desk.actor, request.key, request.digest, {}, desk.now, {desk.now.utc + kRepeatLife}};
  std::optional<std::string> made;
  bool written = false;
  {
    const Along along(*desk.store, [&](Transaction& t) {
      t.drop_answers_ended(desk.now);
      t.add_answer(done);
    });
    made = act();
    written = along.written();
  }
  if (!made) {
    // Refused because another process did the same a moment ago?
    const auto had = written ? std::nullopt : remembered(desk, request.key);
    return had ? told_soon(desk, *had, request) : Outcome<std::optional<Repeated>>{};
  }
  if (request.repeats == Repeats::kept && made->size() <= kLargestAnswer) {
    done.answer = *made;
    // The change is made: that its answer could not be kept is no reason to hide it.
    static_cast<void>(attempt([&] { keep(desk, done, written); }));
  }
  return {Repeated{std::move(*made), false}, {}};
}

}  // namespace xanh
