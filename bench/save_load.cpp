// Durable saves per second at the store, by many writers at once: each save is one event of a report with its
// row of the audit log, acknowledged when it is on the disk.
//   save_load WRITERS SECONDS FOLDER
// prints saves/s; median and 99th of a hundred in milliseconds; the processor's milliseconds for one save;
// and beside them median and 99th of a hundred of a bare write of 8 KiB that is waited for, at the same
// place.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "store/programme_store.hpp"

namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

std::vector<double> saves_of(xanh::ProgrammeStore& store, int writer, Clock::time_point end) {
  std::vector<double> took;
  const std::string unit = fmt::format("u{:04}", writer);
  const std::string digest(64, '0');
  for (auto now = Clock::now(); now < end;) {
    store.transact([&](xanh::Transaction& t) {
      t.add_submission_event({0, "2023-H1", unit, 1, "saved", digest, {}, "bench"});
      t.audit({{}, "bench", "save", "2023-H1/" + unit, digest});
    });
    took.push_back(since(now));
    now = Clock::now();
  }
  return took;
}

/// What the disk takes by itself.
std::vector<double> bare_writes(const std::filesystem::path& file) {
  std::vector<double> took;
  const int to = ::open(file.c_str(), O_CREAT | O_RDWR | O_TRUNC | O_CLOEXEC, 0600);
  const std::string page(8192, 'x');
  for (int i = 0; i < 300; ++i) {
    const auto start = Clock::now();
    if (::write(to, page.data(), page.size()) < 0 || ::fdatasync(to) != 0) break;
    took.push_back(since(start));
  }
  ::close(to);
  std::filesystem::remove(file);
  return took;
}

double processor_milliseconds() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  const auto of = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_usec) / 1e3;
  };
  return of(used.ru_utime) + of(used.ru_stime);
}

double of_hundred(std::vector<double>& took, size_t which) {
  std::sort(took.begin(), took.end());
  return took.empty() ? 0 : took[took.size() * which / 100];
}

}  // namespace

int main(int count, char** words) {
  if (count != 4) return 2;
  const int writers = std::atoi(words[1]), seconds = std::atoi(words[2]);
  const std::filesystem::path place = words[3];
  auto bare = bare_writes(place.string() + ".bare");
  std::vector<double> took;
  const double before = processor_milliseconds();
  {
    auto store = xanh::ProgrammeStore::create(place.string(), {"made", 1, {}});
    if (!store.ok()) {
      fmt::print(stderr, "{}\n", xanh::to_line(store.problems.front(), xanh::Language::en));
      return 1;
    }
    std::vector<std::vector<double>> of_each(static_cast<size_t>(writers));
    std::vector<std::thread> threads;
    const auto end = Clock::now() + std::chrono::seconds(seconds);
    for (int w = 0; w < writers; ++w)
      threads.emplace_back([&, w] { of_each[static_cast<size_t>(w)] = saves_of(*store.value, w, end); });
    for (auto& thread : threads) thread.join();
    for (const auto& one : of_each) took.insert(took.end(), one.begin(), one.end());
  }
  std::filesystem::remove_all(place);
  if (took.empty()) return 1;
  const auto saves = static_cast<double>(took.size());
  const double each = (processor_milliseconds() - before) / saves;
  fmt::print("{:.0f} {:.3f} {:.3f} {:.3f} {:.3f} {:.3f}\n", saves / seconds, of_hundred(took, 50),
             of_hundred(took, 99), each, of_hundred(bare, 50), of_hundred(bare, 99));
  return 0;
}
