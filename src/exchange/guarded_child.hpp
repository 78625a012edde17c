// Work on a file that somebody sent, done in a process of its own: whatever the file does to it (a crash, an
// endless loop, all memory), this program only learns that it failed.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace xanh {

struct ChildLimits {
  std::chrono::seconds time{30};
  size_t memory = size_t{1} << 30;  ///< bytes of address space, beyond what this process has
  size_t output = size_t{16} << 20;
};

struct ChildResult {
  enum class End {
    done,      ///< with this exit code and output
    failed,    ///< it crashed or was refused memory
    too_long,  ///< it was ended after the time
    too_much,  ///< it was ended when it wrote more than the limit
    missing    ///< there is no such program
  };
  End end = End::failed;
  int code = 0;
  std::string output{};
};

/// Runs `work` in a forked child; what it returns is the output. An exception of it is a failure. `work` may
/// use memory and its own values only: no locks of other threads, no files of ours.
[[nodiscard]] ChildResult run_in_child(const std::function<std::string()>& work,
                                       const ChildLimits& limits = {});

/// Runs a program of the system with the bytes at its standard input; messages of it go nowhere.
[[nodiscard]] ChildResult run_program(const std::vector<std::string>& words, std::string_view input,
                                      const ChildLimits& limits = {});

}  // namespace xanh
