// One DuckDB database as this room uses it: SQL in, rows of text or columns of figures out. Nothing of
// DuckDB's own header comes through. Inside the room only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace xanh {

/// Bounds of what questions to the columnar copy may take.
struct ColumnarLimits {
  int threads = 1;
  int memory_mb = 1024;  ///< what goes beyond lies on the disk for the while
};

struct ColumnarError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A text as SQL has it: '…'.
[[nodiscard]] std::string columnar_text(std::string_view text);

using ColumnarCell = std::variant<std::int64_t, std::string>;

/// One column of numbers; a bit for each row says whether it has one.
struct ColumnarNumbers {
  std::span<const std::int64_t> numbers;
  const std::uint64_t* valid = nullptr;  ///< null: all have
  [[nodiscard]] bool there(size_t row) const { return !valid || (valid[row / 64] >> (row % 64) & 1) != 0; }
};

/// Columns of one part of an answer. Not kept beyond the call they are handed to.
struct ColumnarChunk {
  std::span<const std::uint16_t> blocks, items, units;
  std::vector<ColumnarNumbers> values;
};

class ColumnarFile {
 public:
  /// Opened or made; without a path it is in memory. `work` is a folder for what does not fit into the
  /// memory, made when it is needed. Throws ColumnarError, as all the others do.
  ColumnarFile(const std::filesystem::path& file, const std::filesystem::path& work,
               const ColumnarLimits& limits);
  ~ColumnarFile();
  ColumnarFile(const ColumnarFile&) = delete;
  ColumnarFile& operator=(const ColumnarFile&) = delete;

  void run(const std::string& sql);
  /// One row of one number.
  [[nodiscard]] std::int64_t number(const std::string& sql);
  /// Everything as text; NULL is empty. For small answers.
  void rows(const std::string& sql, const std::function<void(const std::vector<std::string>&)>& take);
  /// Rows put at the end of a table: numbers and texts in the order of its columns.
  void append(const std::string& table, size_t rows,
              const std::function<void(size_t, std::vector<ColumnarCell>&)>& fill);
  /// An answer of the columns block, item, unit (USMALLINT) and any number of BIGINT, in no order.
  void chunks(const std::string& sql, const std::function<void(const ColumnarChunk&)>& take);

 private:
  struct Body;
  std::unique_ptr<Body> body_;
};

}  // namespace xanh
