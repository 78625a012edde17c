// A file system of a few MiB in memory, where the machine lets one be mounted.
#pragma once

#include <sys/mount.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

namespace xanh::store_test {

class SmallDisk {
 public:
  /// `size` as mount has it: "size=6m".
  SmallDisk(std::filesystem::path place, const char* size) : place_(std::move(place)) {
    std::filesystem::create_directories(place_);
    mounted_ = ::mount("xanh-test", place_.c_str(), "tmpfs", 0, size) == 0;
  }
  ~SmallDisk() {
    if (mounted_) ::umount2(place_.c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  [[nodiscard]] bool there() const { return mounted_; }
  void for_reading_only() const { ::mount("", place_.c_str(), "", MS_REMOUNT | MS_RDONLY, ""); }
  void fill(const std::string& name) const {
    std::ofstream out(place_ / name, std::ios::binary);
    const std::string block(4096, 'x');
    while (out << block << std::flush) {
    }
  }

 private:
  std::filesystem::path place_;
  bool mounted_ = false;
};

}  // namespace xanh::store_test
