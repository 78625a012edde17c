// What the server did, counted by address, in the text format of Prometheus.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace xanh {

class Metrics {
 public:
  explicit Metrics(std::vector<std::string> names) : names_(std::move(names)), rows_(names_.size() + 1) {}

  /// `row` counts from 0 in the order of the names; one behind the last is for requests that fit none.
  void add(size_t row, int status, std::chrono::microseconds took);
  /// xanh_requests_total{address, status} and xanh_request_seconds{address} as a histogram.
  [[nodiscard]] std::string text() const;
  /// A reply that lay ready: counted, and not timed, for no work was done.
  void add_ready(size_t row, int status);

 private:
  static constexpr std::array<int, 9> kBounds{100,    500,     1'000,   5'000,    10'000,
                                              50'000, 100'000, 500'000, 2'000'000};  // µs
  struct Row {
    std::array<std::atomic<std::uint64_t>, 6> by_class{};  // 1xx … 5xx
    std::array<std::atomic<std::uint64_t>, kBounds.size() + 1> by_time{};
    std::atomic<std::uint64_t> micros{};
  };
  std::vector<std::string> names_;
  std::vector<Row> rows_;
};

}  // namespace xanh
