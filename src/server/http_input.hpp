// Bytes that came and were not yet understood.
#pragma once

#include <cstring>
#include <string_view>
#include <vector>

namespace xanh {

class HttpInput {
 public:
  [[nodiscard]] bool empty() const { return first_ == last_; }
  [[nodiscard]] std::string_view unread() const { return {bytes_.data() + first_, last_ - first_}; }
  void used(size_t count) {
    first_ += count;
    if (first_ == last_) first_ = last_ = 0;
  }
  /// Where `size` further bytes may be put, to be followed by `came`.
  char* room(size_t size) {
    if (first_ > 0) {
      std::memmove(bytes_.data(), bytes_.data() + first_, last_ - first_);
      last_ -= first_;
      first_ = 0;
    }
    if (bytes_.size() < last_ + size) bytes_.resize(last_ + size);
    return bytes_.data() + last_;
  }
  void came(size_t count) { last_ += count; }
  /// Gives back what a large body made it grow to.
  void shrink(size_t size) {
    if (empty() && bytes_.size() > size) std::vector<char>().swap(bytes_);
  }

 private:
  std::vector<char> bytes_;
  size_t first_ = 0;
  size_t last_ = 0;
};

}  // namespace xanh
