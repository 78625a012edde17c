// How often the store is asked what, and how long that takes, counted for the whole process. A query is named
// by its verb and its table: "select cycle_events", "insert audit", "commit".
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace xanh {

struct QueryTime {
  std::string query;
  std::uint64_t asked = 0;
  std::chrono::microseconds took{};  ///< in the engine, without what was done with the rows
};

/// All that were asked so far, by name. Safe to call at any time.
[[nodiscard]] std::vector<QueryTime> query_times();

[[nodiscard]] std::string name_of_query(std::string_view sql);

/// Counts one query; safe to use from several threads.
class QueryCounter {
 public:
  void add(std::chrono::nanoseconds took) {
    asked_.fetch_add(1, std::memory_order_relaxed);
    nanos_.fetch_add(static_cast<std::uint64_t>(took.count()), std::memory_order_relaxed);
  }

 private:
  friend std::vector<QueryTime> query_times();
  std::atomic<std::uint64_t> asked_ = 0, nanos_ = 0;
};

/// That of the statement; it stays for the life of the process.
[[nodiscard]] QueryCounter& query_counter(std::string_view sql);

}  // namespace xanh
