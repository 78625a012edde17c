// The owner of a folder store lends its lock to commands, so that a clerk's terminal works beside the server
// that runs on the same store. Lent is the open file itself (SCM_RIGHTS over store.sock): the kernel's lock
// then ends with the last of those who hold it.
#pragma once

#include <filesystem>
#include <memory>

#include "store/folder.hpp"

namespace xanh {

namespace store_folder {
inline constexpr const char* kSocket = "store.sock";
}

/// Listens on store.sock of the folder until destroyed. Only the user who runs it, and root, are served.
class LockLender {
 public:
  static Outcome<std::unique_ptr<LockLender>> start(const std::filesystem::path& folder,
                                                    const StoreLock& lock);
  ~LockLender();
  LockLender(const LockLender&) = delete;
  LockLender& operator=(const LockLender&) = delete;

 private:
  struct Body;
  explicit LockLender(std::unique_ptr<Body> body);
  std::unique_ptr<Body> body_;
};

/// The lock of a folder from its owner; not held when nobody lends it.
[[nodiscard]] StoreLock borrow_lock(const std::filesystem::path& folder);

}  // namespace xanh
