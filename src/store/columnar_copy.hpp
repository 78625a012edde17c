// The figures that count, as columns in a DuckDB file beside the programme store, for questions over all
// units and periods at once. A copy: it is stamped with the last row it holds, newer rows are added from the
// programme store, and it may be dropped and made again (docs/decisions/0043).
#pragma once

#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "base/problem.hpp"
#include "store/columnar_file.hpp"
#include "store/programme_store.hpp"

namespace xanh {

namespace columnar_copy {
inline constexpr const char* kFile = "figures.duckdb";
inline constexpr const char* kWork = "figures.duckdb.tmp";  ///< what does not fit into the memory
inline constexpr const char* kLock = "figures.lock";        ///< one program asks at a time
}  // namespace columnar_copy

/// Cycles whose figures of an item and a unit stand side by side in one row.
inline constexpr int kColumnarWidth = 12;

/// What is asked for by one number: figures of different definition are never added.
struct CopiedItem {
  std::string element, column, area, definition;
  auto operator<=>(const CopiedItem&) const = default;
};

/// How an item's figures are kept: as whole numbers of 10^-digits, so that their sums are exact.
struct ItemScale {
  std::uint16_t number = 0;
  int digits = 0;  ///< behind the point
  int whole = 1;   ///< before the point, at most
};

/// What bringing it up to date has done.
struct CopyBrought {
  bool made_anew = false;   ///< there was none, or one of another history
  std::size_t reports = 0;  ///< that were taken over
  std::size_t figures = 0;
  bool put_in_order = false;
};

/// Figures of some items, cycles and units: those of the first item by cycle and unit, then those of the
/// next.
struct FigureCube {
  static constexpr std::int64_t kNone = std::numeric_limits<std::int64_t>::min();
  size_t cycles = 0, units = 0;
  std::vector<std::int64_t> cells;
  [[nodiscard]] std::int64_t at(size_t item, size_t cycle, size_t unit) const {
    return cells[(item * cycles + cycle) * units + unit];
  }
};

class ColumnarCopy {
 public:
  /// In memory when there is no folder. Throws ColumnarError, as all the others do, when the file is damaged.
  ColumnarCopy(const std::filesystem::path& folder, const ColumnarLimits& limits);

  /// Takes over what was noted since the stamp: the figures of a report replace those of its earlier
  /// revision. All of it or nothing, also after a kill. A copy of another history (the store was restored) is
  /// made anew.
  CopyBrought bring_up_to(const Transaction& t);
  /// Everything, so that the next call makes it anew.
  void drop();

  [[nodiscard]] std::int64_t last_event() const { return stamp_.event; }  ///< the row it is stamped with
  [[nodiscard]] std::int64_t figures();
  /// Empty where it holds no figure of it.
  [[nodiscard]] std::optional<ItemScale> item(const CopiedItem& item) const;
  [[nodiscard]] std::optional<std::uint16_t> cycle(const std::string& code) const;
  [[nodiscard]] std::optional<std::uint16_t> unit(const std::string& code) const;

  /// The figures of these numbers, in their order; what is not there is FigureCube::kNone. The caller sees to
  /// it that they are not too many at once.
  [[nodiscard]] FigureCube read(std::span<const std::uint16_t> items, std::span<const std::uint16_t> cycles,
                                std::span<const std::uint16_t> units);
  /// For measuring what plain SQL takes.
  [[nodiscard]] ColumnarFile& file() { return file_; }

 private:
  struct Stamp {
    std::int64_t event = 0;   ///< the last of the submission events it holds
    std::int64_t row = 0;     ///< of the audit log when it was brought up to date
    std::string hash;         ///< of that row: the same history
    std::int64_t behind = 0;  ///< figures that stand behind those in order
  };
  struct Report {
    std::string cycle, unit;
    std::optional<int> revision;
  };
  class Fresh;

  void make_tables();
  void load();
  [[nodiscard]] bool of_same_history(const Transaction& t) const;
  std::uint16_t number_of(std::map<std::string, std::uint16_t>& all, const char* table,
                          const std::string& code);
  void rescale(const ItemScale& before, const ItemScale& now);
  void take_over(const Fresh& fresh, const std::vector<Report>& reports, CopyBrought& out);
  void save_stamp();

  ColumnarFile file_;
  Stamp stamp_;
  std::map<CopiedItem, ItemScale> items_;
  std::map<std::string, std::uint16_t> cycles_, units_;
};

/// Asks the copy of this store (`t` reads it), which is made or brought up to date first. A copy that cannot
/// be read is made anew, and `figures-copy-rebuilt` says so. Where the folder cannot be written to, and on
/// PostgreSQL, the copy is made in memory for this question. Problem: figures-copy-busy, figures-copy-failed.
[[nodiscard]] Problems ask_columnar_copy(const Transaction& t, const std::filesystem::path& folder,
                                         const ColumnarLimits& limits,
                                         const std::function<void(ColumnarCopy&)>& ask);

}  // namespace xanh
