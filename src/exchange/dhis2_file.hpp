// Files of a DHIS2 before anybody asks what they mean: limits that keep a hostile one from using up memory,
// the place of every value in a JSON text, and a report that tells much without flooding. Source of the
// formats: DHIS2 developer documentation, "Metadata" and "Data values".
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/node.hpp"
#include "base/problem.hpp"

namespace xanh::dhis2 {

constexpr size_t kMostBytes = size_t{64} << 20;
constexpr size_t kMostJsonValues = 4'000'000;  // a tree takes some 150 bytes for each
constexpr size_t kMostObjects = 20'000;        // of one kind; also elements with their parts
constexpr size_t kMostReports = 50'000;
constexpr size_t kMostValues = 1'000'000;  // figures of all files

/// The tree of a JSON text, every node with its line and column. Errors: too large, nested too deep, broken.
[[nodiscard]] Outcome<Node> read_placed_json(std::string_view text, const std::string& file);

/// `pointer` is a JSON pointer (RFC 6901) or the name of a column.
[[nodiscard]] Place place_of(const Node& node, const std::string& file, std::string pointer);

/// The text of a scalar member, empty when it is absent or no scalar.
[[nodiscard]] std::string text_of(const Node& node, std::string_view key);
/// The `id` of a member that refers to another object.
[[nodiscard]] std::string id_of(const Node& node, std::string_view key);
/// 11 letters and digits, a letter first.
[[nodiscard]] bool is_uid(std::string_view text);

/// Collects warnings. What has the same cause is told once, with its first place and `{count}`.
class Report {
 public:
  static constexpr size_t kMost = 1000;
  void add(const ProblemKind& kind, const Place& place, ProblemWords words = {});
  void again(const ProblemKind& kind, const std::string& cause, const Place& place, ProblemWords words);
  void append(Problems problems);
  /// In the order in which they were found; beyond the limit only how many. Hands them over: once.
  [[nodiscard]] Problems told();

 private:
  struct One {
    Problem problem;
    size_t count = 0;  ///< 0: not counted
  };
  std::vector<One> all_;
  std::map<std::string, size_t> causes_;
  size_t more_ = 0;
};

}  // namespace xanh::dhis2
