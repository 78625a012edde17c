// Where a code stands in a list of them. Plans, forms and reports have the same items in the same order, so
// the one after the last found is tried before anything is searched.
#pragma once

#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace xanh {

class CodeSearch {
 public:
  /// The texts of the codes must outlive the search.
  explicit CodeSearch(std::vector<std::string_view> codes) : codes_(std::move(codes)) {}
  /// Of the `code` of each item, which must outlive the search.
  template <class Items>
  static CodeSearch of(const Items& items) {
    std::vector<std::string_view> codes;
    codes.reserve(items.size());
    for (const auto& item : items) codes.push_back(item.code);
    return CodeSearch(std::move(codes));
  }

  [[nodiscard]] size_t size() const { return codes_.size(); }
  /// The number of its place, from 0.
  [[nodiscard]] std::optional<size_t> find(std::string_view code);

 private:
  std::vector<std::string_view> codes_;
  size_t next_ = 0;
  std::unordered_map<std::string_view, size_t> places_;  ///< made when somebody asks out of order
};

}  // namespace xanh
