#include "office/throttle.hpp"

#include <algorithm>

namespace xanh {
namespace {

std::string of_person(const std::string& person) {
  return "person " + person.substr(0, 64);
}
std::string of_address(const std::string& address) {
  return "address " + address.substr(0, 64);
}

/// 30 s, one minute, two, … a quarter of an hour.
std::chrono::seconds wait_after(int failures, int free) {
  if (failures < free) return std::chrono::seconds{0};
  const int doublings = std::min(failures - free, 5);
  return std::min<std::chrono::seconds>(Throttle::kFirstWait * (1 << doublings), Throttle::kMemory);
}

}  // namespace

Throttle::Failures* Throttle::find(const std::string& key, Instant now) {
  const auto found = failures_.find(key);
  if (found == failures_.end()) return nullptr;
  if (now.utc - found->second.last.utc < kMemory) return &found->second;
  failures_.erase(found);
  return nullptr;
}

void Throttle::add(const std::string& key, Instant now) {
  if (!failures_.contains(key) && failures_.size() >= limits_.at_most)
    failures_.erase(std::min_element(failures_.begin(), failures_.end(), [](const auto& a, const auto& b) {
      return a.second.last < b.second.last;
    }));
  Failures& one = failures_[key];
  ++one.count;
  one.last = std::max(one.last, now);
  one.told = false;
}

void Throttle::take_back(const std::string& key) {
  const auto found = failures_.find(key);
  if (found != failures_.end() && --found->second.count <= 0) failures_.erase(found);
}

Wait Throttle::admit(const std::string& person, const std::string& address, Instant now) {
  const std::lock_guard lock(mutex_);
  const std::string by_person = of_person(person), by_address = of_address(address);
  Wait out;
  const auto look = [&](const std::string& key, int free) {
    Failures* one = find(key, now);
    if (!one) return;
    const std::chrono::seconds wait = wait_after(one->count, free);
    // A try that began a moment before the last one, or a clock that was set back, waits no longer for it.
    const std::chrono::seconds left = std::min(wait, one->last.utc + wait - now.utc);
    if (left <= std::chrono::seconds{0}) return;
    out.left = std::max(out.left, left);
    out.first = out.first || !one->told;
    one->told = true;
  };
  look(by_person, limits_.free_for_person);
  if (!address.empty()) look(by_address, limits_.free_for_address);
  if (!out.none()) return out;
  add(by_person, now);
  if (!address.empty()) add(by_address, now);
  return out;
}

void Throttle::succeeded(const std::string& person, const std::string& address) {
  const std::lock_guard lock(mutex_);
  failures_.erase(of_person(person));
  take_back(of_address(address));
}

void Throttle::undecided(const std::string& person, const std::string& address) {
  const std::lock_guard lock(mutex_);
  take_back(of_person(person));
  take_back(of_address(address));
}

size_t Throttle::remembered() const {
  const std::lock_guard lock(mutex_);
  return failures_.size();
}

}  // namespace xanh
