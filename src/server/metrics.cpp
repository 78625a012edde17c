#include "server/metrics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace xanh {

void Metrics::add(size_t row, int status, std::chrono::microseconds took) {
  Row& to = rows_[std::min(row, names_.size())];
  add_ready(row, status);
  const auto bound = std::lower_bound(kBounds.begin(), kBounds.end(), took.count());
  to.by_time[static_cast<size_t>(bound - kBounds.begin())].fetch_add(1, std::memory_order_relaxed);
  to.micros.fetch_add(static_cast<std::uint64_t>(took.count()), std::memory_order_relaxed);
}

void Metrics::add_ready(size_t row, int status) {
  rows_[std::min(row, names_.size())].by_class[static_cast<size_t>(std::clamp(status / 100, 0, 5))].fetch_add(
      1, std::memory_order_relaxed);
}

std::string Metrics::text() const {
  std::string out =
      "# HELP xanh_requests_total Requests by address and class of status.\n# TYPE xanh_requests_total "
      "counter\n";
  const auto to = std::back_inserter(out);
  const auto name = [&](size_t row) { return row < names_.size() ? names_[row] : std::string("none"); };
  for (size_t row = 0; row < rows_.size(); ++row)
    for (size_t status = 1; status < rows_[row].by_class.size(); ++status)
      if (const auto n = rows_[row].by_class[status].load(std::memory_order_relaxed); n > 0)
        fmt::format_to(to, "xanh_requests_total{{address=\"{}\",status=\"{}xx\"}} {}\n", name(row), status,
                       n);
  out +=
      "# HELP xanh_request_seconds Time from the whole request to the reply, without the network; replies "
      "that lay ready are not in it.\n"
      "# TYPE xanh_request_seconds histogram\n";
  for (size_t row = 0; row < rows_.size(); ++row) {
    std::uint64_t sum = 0;
    std::string lines;
    for (size_t i = 0; i < rows_[row].by_time.size(); ++i) {
      sum += rows_[row].by_time[i].load(std::memory_order_relaxed);
      const std::string bound = i < kBounds.size() ? fmt::format("{}", kBounds[i] / 1e6) : "+Inf";
      lines +=
          fmt::format("xanh_request_seconds_bucket{{address=\"{}\",le=\"{}\"}} {}\n", name(row), bound, sum);
    }
    if (sum == 0) continue;
    out += lines;
    fmt::format_to(to, "xanh_request_seconds_sum{{address=\"{}\"}} {}\n", name(row),
                   static_cast<double>(rows_[row].micros.load(std::memory_order_relaxed)) / 1e6);
    fmt::format_to(to, "xanh_request_seconds_count{{address=\"{}\"}} {}\n", name(row), sum);
  }
  return out;
}

}  // namespace xanh
