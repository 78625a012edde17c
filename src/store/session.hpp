// One connection to SQLite or PostgreSQL. SOCI stays behind it: what comes out are rows of text and
// SessionErrors. Inside the room only.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/instant.hpp"

namespace xanh {

enum class Engine { sqlite, postgresql };

struct SessionError : std::runtime_error {
  enum class Kind { conflict, unique, full, read_only, damaged, not_a_database, unreachable, lost, other };
  SessionError(Kind why, const std::string& message, std::string of_table = {})
      : std::runtime_error(message), kind(why), table(std::move(of_table)) {}
  Kind kind;
  std::string table;  ///< of a unique violation
};

/// A parameter or a value. Everything travels as text and is turned by the column's type; absent is NULL.
using Cell = std::optional<std::string>;
inline Cell cell(std::string_view text) {
  return std::string(text);
}
inline Cell cell(std::int64_t number) {
  return std::to_string(number);
}
inline Cell cell(int number) {
  return std::to_string(number);
}
inline Cell cell(std::optional<int> number) {
  return number ? cell(*number) : std::nullopt;
}
inline Cell cell(Instant at) {
  return to_text_utc(at);
}
inline Cell cell(Date day) {
  return to_text(day);
}
/// The bound of `recorded_at <= …`: later than any instant when nothing is asked.
inline Cell until(const std::optional<Instant>& known) {
  return known ? to_text_utc(*known) : "9999-12-31T23:59:59Z";
}

/// One row of a result; columns count from 0. A NULL where none may be, or text that is no number, is a
/// damaged store.
class Row {
 public:
  [[nodiscard]] const std::string& text(size_t column) const;
  [[nodiscard]] bool null(size_t column) const { return cells_[column] == nullptr; }
  [[nodiscard]] std::int64_t integer(size_t column) const;
  [[nodiscard]] int number(size_t column) const { return static_cast<int>(integer(column)); }
  [[nodiscard]] std::optional<int> maybe_number(size_t column) const;
  [[nodiscard]] Instant instant(size_t column) const;
  [[nodiscard]] Date date(size_t column) const;

 private:
  friend class Session;
  std::vector<const std::string*> cells_;
};

/// A table taken in bulk: `insert` on SQLite, COPY of `columns` on PostgreSQL, where a statement a row costs
/// a round trip.
struct BulkTable {
  std::string_view name;
  std::string_view columns;
  std::string_view insert;
};

class Session {
 public:
  enum class Use { create, write, read, read_immutable };
  /// A database file. `read_immutable` is for a place where not even SQLite's index file can be made.
  static std::unique_ptr<Session> file(const std::filesystem::path& path, Use use,
                                       std::chrono::milliseconds wait);
  static std::unique_ptr<Session> server(const std::string& address, std::chrono::milliseconds wait);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  [[nodiscard]] Engine engine() const;
  /// False once the connection is gone for good.
  [[nodiscard]] bool healthy() const;

  /// Writers come one after the other on both engines: SQLite has one, and every write of ours appends to one
  /// audit chain.
  void begin_writing();
  void begin_reading();
  /// For making and migrating the tables.
  void begin_building();
  void commit();
  void rollback() noexcept;
  /// A part of the transaction that can be taken back alone. One at a time.
  void begin_part();
  void keep_part();
  void drop_part();
  /// False when the engine has ended the transaction by itself, as SQLite does when the disk is full.
  [[nodiscard]] bool in_transaction() const;

  void run(std::string_view sql, const std::vector<Cell>& parameters = {});
  void select(std::string_view sql, const std::vector<Cell>& parameters, size_t columns,
              const std::function<void(const Row&)>& take);
  void insert_many(const BulkTable& table, size_t rows,
                   const std::function<void(size_t, std::vector<Cell>&)>& fill);

  /// A statement of a migration, in the words of this engine.
  void define(std::string_view statement);
  [[nodiscard]] bool has_table(std::string_view name);
  /// Of the server's database; UTF8 for SQLite.
  [[nodiscard]] std::string encoding();
  /// What the engine finds wrong with its own file.
  [[nodiscard]] std::vector<std::string> faults();
  /// A copy of the whole database (SQLite only), complete as of now.
  void copy_to(const std::filesystem::path& path);

 private:
  struct Connection;
  struct Prepared;
  void rows_of(Prepared& one, const std::vector<Cell>& parameters,
               const std::function<void(const Row&)>& take);
  explicit Session(std::unique_ptr<Connection> connection);
  void insert_rows(const BulkTable& table, size_t rows,
                   const std::function<void(size_t, std::vector<Cell>&)>& fill);
  void copy_rows(const BulkTable& table, size_t rows,
                 const std::function<void(size_t, std::vector<Cell>&)>& fill);
  template <class Act>
  void guarded(Act&& act);
  void command(const char* sql);
  void around(const char* sql);

  std::unique_ptr<Connection> connection_;
};

}  // namespace xanh
