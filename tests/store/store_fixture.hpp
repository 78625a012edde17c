// What the store's tests share: a place of their own, a PostgreSQL of their own, and records to put in.
#pragma once

#include <gtest/gtest.h>
#include <sys/types.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/at_hand.hpp"
#include "store/programme_store.hpp"

namespace xanh::store_test {

/// A new folder under the system's temporary one, removed at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// PostgreSQL 15 for one test program: own data, own socket folder, no TCP. Ordered by the Vietnamese
/// collation, so that a test sees it when the store relies on the order of the database.
class PostgresqlServer {
 public:
  /// Null when its binaries are absent or it cannot be started; `why` then says so.
  static PostgresqlServer* running(std::string* why);
  ~PostgresqlServer();
  /// The address of a new, empty database.
  [[nodiscard]] std::string new_database();
  [[nodiscard]] std::string address_of(const std::string& database) const;
  void stop();
  void start();

 private:
  PostgresqlServer() = default;
  bool make(std::string* why);
  TemporaryFolder folder_;
  pid_t pid_ = 0;
  int databases_ = 0;
};

/// Runs one statement outside the store, and gives the first column of its first row.
std::string ask_postgresql(const std::string& address, const std::string& sql);
std::string ask_sqlite(const std::filesystem::path& file, const std::string& sql);

Instant moment(const std::string& text);
NewStore about();
StoredPlan plan(int version);
StoredRevision revision(const std::string& unit, int number,
                        const std::string& recorded_at = "2023-06-16T03:00:00Z");
/// So many figures of one revision, among them empties, digits to be kept, and Vietnamese text.
std::vector<FigureRow> figures(const std::string& unit, int number, int count);
AuditEntry act(const std::string& action, const std::string& subject = "2023-H1/q7");

enum class Kind { folder, server };

/// A program beside the store that holds its database for writing until destroyed.
class ForeignWriter {
 public:
  ForeignWriter(Kind kind, const std::string& address);
  ~ForeignWriter();
  ForeignWriter(const ForeignWriter&) = delete;
  ForeignWriter& operator=(const ForeignWriter&) = delete;

 private:
  Kind kind_;
  void* connection_ = nullptr;
};

/// One contract, both engines.
class StoreContract : public ::testing::TestWithParam<Kind> {
 protected:
  void SetUp() override;
  std::unique_ptr<ProgrammeStore> created(const StoreOptions& options = {}, bool with_plan = true);
  std::unique_ptr<ProgrammeStore> opened(ProgrammeStore::Mode mode = ProgrammeStore::Mode::read_write,
                                         const StoreOptions& options = {});
  /// One statement beside the store, on its own connection.
  std::string beside(const std::string& sql);
  TemporaryFolder folder_;
  std::string address_;
};

}  // namespace xanh::store_test
