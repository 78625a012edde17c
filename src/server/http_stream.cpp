#include "server/http_stream.hpp"

#include <utility>

namespace xanh {

bool HttpStream::push(std::string_view piece) {
  const std::lock_guard lock(mutex_);
  if (ended_) return false;
  if (waiting_.size() + piece.size() > limit_) {
    std::string().swap(waiting_);
    ended_ = true;
  } else {
    waiting_ += piece;
  }
  if (wake_) wake_();
  return !ended_;
}

void HttpStream::end() {
  const std::lock_guard lock(mutex_);
  ended_ = true;
  if (wake_) wake_();
}

bool HttpStream::ended() const {
  const std::lock_guard lock(mutex_);
  return ended_;
}

std::string HttpStream::take(bool& ended) {
  const std::lock_guard lock(mutex_);
  ended = ended_;
  return std::exchange(waiting_, {});
}

void HttpStream::listen(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  wake_ = std::move(wake);
}

}  // namespace xanh
