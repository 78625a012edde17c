// Who may be connected: a bound for all, and one for every address.
#pragma once

#include <mutex>
#include <string>
#include <unordered_map>

namespace xanh {

class HttpSeats {
 public:
  enum class Seat {
    given,
    standing,  ///< none left, but a few are kept standing long enough to be told so
    none,      ///< close at once
  };

  /// A bound of one peer of 0 is none.
  HttpSeats(int all, int of_one_peer) : all_(all), of_one_peer_(of_one_peer) {}

  Seat take(const std::string& peer) {
    const std::lock_guard lock(mutex_);
    if (given_ < all_ && (of_one_peer_ <= 0 || peers_[peer] < of_one_peer_)) {
      ++given_;
      if (of_one_peer_ > 0) ++peers_[peer];
      return Seat::given;
    }
    if (standing_ == kStanding) return Seat::none;
    ++standing_;
    return Seat::standing;
  }

  void leave(Seat seat, const std::string& peer) {
    const std::lock_guard lock(mutex_);
    if (seat == Seat::standing) --standing_;
    if (seat != Seat::given) return;
    --given_;
    const auto found = peers_.find(peer);
    if (found != peers_.end() && --found->second <= 0) peers_.erase(found);
  }

 private:
  static constexpr int kStanding = 64;
  const int all_;
  const int of_one_peer_;
  std::mutex mutex_;
  int given_ = 0;
  int standing_ = 0;
  std::unordered_map<std::string, int> peers_;  // only with a bound
};

}  // namespace xanh
