// Changes to every open page: what was written, by whatever process, is told within a second to those who
// may see it, as server-sent events. One thread tells all; a page that listens costs a little memory.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "office/change_use.hpp"
#include "office/sign_in_use.hpp"
#include "server/http_stream.hpp"

namespace xanh {

struct FeedLimits {
  size_t of_one_person = 10;
  size_t in_all = 2000;
  size_t rows = 1000;          ///< told one by one; a page that missed more is told to read anew
  size_t waiting = 64 * 1024;  ///< bytes for one slow reader
  std::chrono::seconds heartbeat{15};
  std::chrono::seconds session_check{60};  ///< posts change with the day, sessions end without a word
};

class ChangeFeed {
 public:
  explicit ChangeFeed(const ProgrammeStore& store, FeedLimits limits = {}) : store_(store), limits_(limits) {}
  ChangeFeed(const ChangeFeed&) = delete;
  ChangeFeed& operator=(const ChangeFeed&) = delete;

  /// A page begins to listen. `last` is the number of the last change it has seen (Last-Event-ID): what came
  /// since is told at once. Problems: too-many-pages, pages-full.
  [[nodiscard]] Outcome<std::shared_ptr<HttpStream>> open(const Desk& desk, const std::string& secret,
                                                          const std::optional<SignedIn>& who,
                                                          std::optional<std::int64_t> last);
  /// To be called several times a second with the number of the newest change.
  void tell(std::int64_t newest, Instant now);
  /// Heartbeats, and whether each session is still open. Cheap when nothing is due.
  void keep_alive(Instant now);
  [[nodiscard]] size_t listeners() const;

 private:
  struct Page {
    std::shared_ptr<HttpStream> stream;
    Desk desk;
    std::string secret;
    bool signed_in = false;
  };
  struct News {
    std::vector<AuditRow> rows;
    std::int64_t last = 0;
    bool more = false;  ///< there is more than is told one by one
  };
  [[nodiscard]] News news(const Transaction& t, std::int64_t after) const;
  void learn_register(const Transaction& t);
  [[nodiscard]] std::string event_for(const Desk& desk, const News& news) const;
  void drop_ended();
  static void check_session(const Transaction& t, Page& page, Instant now);

  const ProgrammeStore& store_;
  const FeedLimits limits_;
  mutable std::mutex mutex_;
  std::vector<Page> pages_;
  std::int64_t told_ = -1;  ///< up to here every page was told
  Register units_;
  std::int64_t units_row_ = -1;  ///< the newest row of the register in `units_`
  std::chrono::steady_clock::time_point last_beat_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point last_check_ = last_beat_;
};

}  // namespace xanh
