// The body of a reply that goes on for as long as the client listens: whoever has news adds pieces from any
// thread, the network thread of the connection writes them. It holds no thread of its own.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace xanh {

class HttpStream {
 public:
  /// `limit`: bytes that may wait for a slow reader.
  explicit HttpStream(size_t limit = 64 * 1024) : limit_(limit) {}
  HttpStream(const HttpStream&) = delete;
  HttpStream& operator=(const HttpStream&) = delete;

  /// False once nobody listens. A reader that is too slow for the limit is let go of, for it would miss a
  /// piece otherwise.
  bool push(std::string_view piece);
  /// What was pushed before is still written.
  void end();
  [[nodiscard]] bool ended() const;

  // For the connection that writes it.

  /// What waits; `ended` when nothing will follow it.
  std::string take(bool& ended);
  /// Called, on any thread, when there is something to take. Not called any more once `listen({})` returned.
  void listen(std::function<void()> wake);

 private:
  const size_t limit_;
  mutable std::mutex mutex_;
  std::string waiting_;
  bool ended_ = false;
  std::function<void()> wake_;
};

}  // namespace xanh
