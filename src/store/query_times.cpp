#include "store/query_times.hpp"

#include <cctype>
#include <functional>
#include <map>
#include <mutex>

namespace xanh {
namespace {

struct All {
  std::mutex mutex;
  std::map<std::string, QueryCounter, std::less<>> counters;
};

All& all() {
  static All one;
  return one;
}

/// The next word in lower case, from `at` on, which moves behind it. Empty at the end.
std::string next_word(std::string_view sql, size_t& at) {
  const auto is_part = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  while (at < sql.size() && !is_part(sql[at])) ++at;
  std::string out;
  for (; at < sql.size() && is_part(sql[at]); ++at)
    out += static_cast<char>(std::tolower(static_cast<unsigned char>(sql[at])));
  return out;
}

}  // namespace

std::string name_of_query(std::string_view sql) {
  size_t at = 0;
  std::string verb = next_word(sql, at);
  const std::string_view before_table = verb == "select" || verb == "delete" ? "from"
                                        : verb == "insert"                   ? "into"
                                                                             : "";
  if (verb == "update") return verb + " " + next_word(sql, at);
  if (before_table.empty()) return verb;
  for (std::string word = next_word(sql, at); !word.empty(); word = next_word(sql, at))
    if (word == before_table) return verb + " " + next_word(sql, at);
  return verb;
}

QueryCounter& query_counter(std::string_view sql) {
  const std::string name = name_of_query(sql);
  const std::lock_guard lock(all().mutex);
  return all().counters[name];
}

std::vector<QueryTime> query_times() {
  const std::lock_guard lock(all().mutex);
  std::vector<QueryTime> out;
  for (const auto& [name, counter] : all().counters)
    out.push_back({name, counter.asked_.load(std::memory_order_relaxed),
                   std::chrono::microseconds(counter.nanos_.load(std::memory_order_relaxed) / 1000)});
  return out;
}

}  // namespace xanh
