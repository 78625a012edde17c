// From a request to the use case and back: finds the address, lets in who may, reads path, query and body,
// opens a desk, and turns what comes out into a reply.
#pragma once

#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

#include "office/audit_use.hpp"
#include "server/address.hpp"
#include "server/flood.hpp"
#include "server/metrics.hpp"

namespace xanh {

/// Who sends a request: by the session's cookie or a token. Problems: not-signed-in, csrf-missing.
using WhoAsks = std::function<Outcome<Asker>(const HttpRequest&, ProgrammeStore&, Instant)>;
[[nodiscard]] Outcome<Asker> by_secret(const HttpRequest& request, ProgrammeStore& store, Instant now);

class Router {
 public:
  /// `store` outlives the router. `clock` gives the moment of each request.
  Router(ProgrammeStore& store, std::function<Instant()> clock, WhoAsks who = by_secret,
         const std::vector<Address>& rows = addresses(), std::unique_ptr<IdentityDoor> identity = {});

  /// The address by which people know the server, as what it writes about itself names it.
  void set_site(std::string site) { site_ = std::move(site); }

  /// A reply that lies ready: of an address that is kept, as long as nothing was written since. Never blocks.
  [[nodiscard]] std::optional<HttpReply> at_once(const HttpRequest& request) const;
  [[nodiscard]] HttpReply work(const HttpRequest& request);
  /// Lets go of what is kept when something was written since the last look, by whatever process. To be
  /// called several times a second.
  void look_for_changes();
  /// Heartbeats of the pages that listen for changes; to be called as often.
  void keep_pages_alive();
  /// The refusals that were only counted so far, into the audit log: at the end.
  void write_refusals();

 private:
  struct Match {
    const Address* address = nullptr;
    size_t row = 0;
    std::map<std::string, std::string> path;
    std::vector<std::string> methods;  ///< that the path takes, where the method was another
    bool all_signed_in = true;
  };
  [[nodiscard]] Match find(const std::string& method, const std::string& path) const;
  [[nodiscard]] HttpReply reply_to(const HttpRequest& request, const Match& match);
  [[nodiscard]] HttpReply answer(const HttpRequest& request, const Match& match, Language language);
  void note_refusal(const Desk& desk, const Address& address, const Problems& problems);
  [[nodiscard]] HttpReply done(const Address& address, const Call& call);
  [[nodiscard]] HttpReply done_once(const Address& address, const Call& call, const std::string& key);
  [[nodiscard]] std::int64_t version() const;
  void forget_what_changed();

  ProgrammeStore& store_;
  std::function<Instant()> clock_;
  WhoAsks who_;
  const std::vector<Address>& rows_;

  mutable Metrics metrics_;
  Doorkeeper keeper_;
  ChangeFeed feed_;
  LongWorks works_;
  RefusalLog refusals_;
  Repeater repeater_;
  Flood of_address_{kFloodOfAddress}, of_session_{kFloodOfSession};
  std::map<const Address*, Flood> of_row_;  ///< of those with a limit of their own
  std::unique_ptr<IdentityDoor> identity_;
  std::string site_;
  struct Kept {
    std::int64_t version = 0;
    size_t row = 0;
    HttpReply reply;
  };
  static constexpr size_t kMostKept = 512;
  static constexpr size_t kMakers = 16;
  [[nodiscard]] const Kept* find_kept(const std::string& key) const;
  mutable std::shared_mutex mutex_;
  std::unordered_map<std::string, Kept> kept_;
  /// Of many who ask for the same that does not lie ready, one makes it and the others wait; by hash of the
  /// key. What was made from after they came on is theirs too, also when it is not kept since somebody wrote.
  struct Maker {
    std::mutex one_at_a_time;
    std::string key;
    std::chrono::steady_clock::time_point began;
    HttpReply reply;
  };
  std::array<Maker, kMakers> makers_;
  std::int64_t version_ = -1;
  std::atomic<std::int64_t> changes_ = 0;  ///< that went through this process
  std::chrono::sys_time<std::chrono::minutes> minute_{};
  std::chrono::sys_time<std::chrono::hours> hour_{};  ///< in which what has ended was dropped last
};

}  // namespace xanh
