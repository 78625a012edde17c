#include "store/columnar_copy.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reporting/cycle.hpp"
#include "reporting/submission.hpp"

namespace xanh {
namespace {

constexpr int kLayout = 1;            // another one makes the copy anew
constexpr int kDigits = 18;           // of a figure; more than a double tells apart
constexpr size_t kStaged = 1 << 20;   // figures held here before DuckDB gets them
constexpr int kFewest = 1 << 18;      // figures out of order that are not worth putting in order
constexpr size_t kMostCodes = 65535;  // that two bytes number

const std::vector<const char*> kTables{"stamp", "items", "cycles", "units", "reports", "figures"};

// Whether there is something of ours: a file that was just made has no tables.
constexpr const char* kHasStamp =
    "SELECT count(*) FROM duckdb_tables() WHERE database_name = 'copy' AND table_name = 'stamp'";

/// A decimal as a whole number of 10^-digits.
struct Scaled {
  std::int64_t value = 0;
  int digits = 0, whole = 0;
};

Scaled scaled(const Decimal& figure) {
  std::string text = figure.to_text();
  const bool negative = text.starts_with('-');
  if (negative) text.erase(0, 1);
  std::string fraction;
  if (const size_t point = text.find('.'); point != std::string::npos) {
    fraction = text.substr(point + 1);
    text.resize(point);
  }
  fraction.erase(fraction.find_last_not_of('0') + 1);
  text.erase(0, std::min(text.find_first_not_of('0'), text.size()));
  const int whole = static_cast<int>(text.size());
  if (whole + static_cast<int>(fraction.size()) > kDigits)
    return scaled(figure.rounded(std::max(0, kDigits - whole)));
  const std::string digits = text + fraction;
  const std::int64_t value = digits.empty() ? 0 : std::stoll(digits);
  return {negative ? -value : value, static_cast<int>(fraction.size()), whole};
}

// The digits behind the point that leave room for those before it.
ItemScale widened(ItemScale scale, int digits, int whole) {
  scale.whole = std::max(scale.whole, whole);
  scale.digits = std::min(std::max(scale.digits, digits), kDigits - scale.whole);
  return scale;
}

// A column of whole numbers from so many digits to others, half away from zero.
std::string moved(const std::string& value, const std::string& from, const std::string& to) {
  const std::string power = fmt::format("CAST(power(10, abs({} - {})) AS BIGINT)", to, from);
  return fmt::format("CASE WHEN {1} <= {2} THEN {0} * {3} ELSE ({0} + sign({0}) * ({3} // 2)) // {3} END",
                     value, from, to, power);
}

/// So many texts, one for each column of a row of figures, with commas between them.
template <class Of>
std::string of_columns(Of of) {
  std::string out;
  for (int column = 0; column < kColumnarWidth; ++column) out += (column > 0 ? ", " : "") + of(column);
  return out;
}

std::string list_of(std::span<const std::uint16_t> numbers) {
  std::string out;
  for (const auto one : numbers) out += (out.empty() ? "" : ",") + std::to_string(one);
  return out;
}

/// Where a number stands among those asked for; -1 where it was not asked for.
std::vector<std::int32_t> places_of(std::span<const std::uint16_t> numbers) {
  std::vector<std::int32_t> out(kMostCodes + 1, -1);
  for (size_t i = 0; i < numbers.size(); ++i) out[numbers[i]] = static_cast<std::int32_t>(i);
  return out;
}

}  // namespace

/// Figures that are taken over, staged in a table of the connection: they may be more than the memory holds.
class ColumnarCopy::Fresh {
 public:
  explicit Fresh(ColumnarFile& file) : file_(file) {
    file_.run(
        "CREATE OR REPLACE TEMP TABLE fresh (item USMALLINT, cycle USMALLINT, unit USMALLINT, value BIGINT, "
        "digits TINYINT)");
  }
  void add(std::uint16_t item, std::uint16_t cycle, std::uint16_t unit, const Scaled& figure) {
    staged_.push_back({item, cycle, unit, static_cast<std::int8_t>(figure.digits), figure.value});
    ++count_;
    if (staged_.size() >= kStaged) flush();
  }
  void flush() {
    file_.append("fresh", staged_.size(), [&](size_t row, std::vector<ColumnarCell>& to) {
      const Figure& one = staged_[row];
      to = {std::int64_t{one.item}, std::int64_t{one.cycle}, std::int64_t{one.unit}, one.value,
            std::int64_t{one.digits}};
    });
    staged_.clear();
  }
  [[nodiscard]] size_t count() const { return count_; }

 private:
  struct Figure {
    std::uint16_t item, cycle, unit;
    std::int8_t digits;
    std::int64_t value;
  };
  ColumnarFile& file_;
  std::vector<Figure> staged_;
  size_t count_ = 0;
};

ColumnarCopy::ColumnarCopy(const std::filesystem::path& folder, const ColumnarLimits& limits)
    : file_(folder.empty() ? std::filesystem::path() : folder / columnar_copy::kFile,
            folder.empty() ? std::filesystem::path() : folder / columnar_copy::kWork, limits) {
  load();
}

void ColumnarCopy::load() {
  stamp_ = {};
  items_.clear();
  cycles_.clear();
  units_.clear();
  if (file_.number(kHasStamp) == 0) return;
  bool ours = false;
  file_.rows("SELECT layout, event, row, hash, behind FROM stamp", [&](const std::vector<std::string>& row) {
    ours = row[0] == std::to_string(kLayout);
    stamp_ = {std::stoll(row[1]), std::stoll(row[2]), row[3], std::stoll(row[4])};
  });
  if (!ours) {
    stamp_ = {};
    return;
  }
  const auto number = [](const std::string& text) { return static_cast<std::uint16_t>(std::stoul(text)); };
  file_.rows("SELECT number, element, \"column\", area, definition, digits, whole FROM items",
             [&](const std::vector<std::string>& row) {
               items_[{row[1], row[2], row[3], row[4]}] = {number(row[0]), std::stoi(row[5]),
                                                           std::stoi(row[6])};
             });
  file_.rows("SELECT number, code FROM cycles",
             [&](const std::vector<std::string>& row) { cycles_[row[1]] = number(row[0]); });
  file_.rows("SELECT number, code FROM units",
             [&](const std::vector<std::string>& row) { units_[row[1]] = number(row[0]); });
}

void ColumnarCopy::make_tables() {
  for (const char* table : kTables) file_.run(fmt::format("DROP TABLE IF EXISTS {}", table));
  file_.run("CREATE TABLE stamp (layout INTEGER, event BIGINT, row BIGINT, hash VARCHAR, behind BIGINT)");
  file_.run(
      "CREATE TABLE items (number USMALLINT, element VARCHAR, \"column\" VARCHAR, area VARCHAR, definition "
      "VARCHAR, digits INTEGER, whole INTEGER)");
  file_.run("CREATE TABLE cycles (number USMALLINT, code VARCHAR, first_day VARCHAR, last_day VARCHAR)");
  file_.run("CREATE TABLE units (number USMALLINT, code VARCHAR)");
  file_.run("CREATE TABLE reports (cycle USMALLINT, unit USMALLINT, revision INTEGER)");
  // A row for an item, a unit and so many cycles that follow one another: the figures that count, as whole
  // numbers of 10^-digits of their item. In the order of block, item and unit.
  file_.run(
      "CREATE TABLE figures (item USMALLINT NOT NULL, block USMALLINT NOT NULL, unit USMALLINT NOT NULL, " +
      of_columns([](int column) { return fmt::format("v{} BIGINT", column); }) + ")");
  stamp_ = {};
  items_.clear();
  cycles_.clear();
  units_.clear();
}

void ColumnarCopy::drop() {
  for (const char* table : kTables) file_.run(fmt::format("DROP TABLE IF EXISTS {}", table));
  load();
}

bool ColumnarCopy::of_same_history(const Transaction& t) const {
  if (stamp_.row == 0) return false;
  const auto rows = t.audit_rows(stamp_.row - 1, 1);
  return !rows.empty() && rows.front().seq == stamp_.row && rows.front().hash == stamp_.hash;
}

std::uint16_t ColumnarCopy::number_of(std::map<std::string, std::uint16_t>& all, const char* table,
                                      const std::string& code) {
  const auto found = all.find(code);
  if (found != all.end()) return found->second;
  if (all.size() > kMostCodes) throw ColumnarError(fmt::format("more than {} {}", kMostCodes, table));
  const auto number = static_cast<std::uint16_t>(all.size());
  file_.run(fmt::format("INSERT INTO {} (number, code) VALUES ({}, {})", table, number, columnar_text(code)));
  all.emplace(code, number);
  return number;
}

CopyBrought ColumnarCopy::bring_up_to(const Transaction& t) {
  CopyBrought out;
  out.made_anew = !of_same_history(t);
  const AuditHead head = t.audit_head();
  if (!out.made_anew && head.seq == stamp_.row) return out;
  // What is written stands in the order in which it was asked for.
  file_.run("SET preserve_insertion_order = true");
  file_.run("BEGIN");
  try {
    if (out.made_anew) make_tables();
    std::map<std::pair<std::string, std::string>, std::optional<int>> noted;  // the last one of each report
    for (const auto& event : t.submission_events_after(stamp_.event, "noted")) {
      noted[{event.cycle, event.unit}] = event.revision;
      stamp_.event = event.seq;
    }
    std::vector<Report> reports;
    reports.reserve(noted.size());
    for (const auto& [which, revision] : noted) reports.push_back({which.first, which.second, revision});
    Fresh fresh(file_);
    const auto before = items_;
    for (const auto& report : reports) {
      const auto cycle = number_of(cycles_, "cycles", report.cycle);
      const auto unit = number_of(units_, "units", report.unit);
      if (!report.revision) continue;
      for (const auto& row : t.figures(report.cycle, report.unit, *report.revision)) {
        const auto state = from_word<FigureState>(row.state);
        if (!state || !carries_value(*state)) continue;
        auto value = row.value;
        if (!value && state == FigureState::nothing_to_report &&
            row.column == word(FigureColumn::this_period))
          value = Decimal(0);
        if (!value) continue;
        const Scaled figure = scaled(*value);
        const CopiedItem item{row.element, row.column, row.area, row.definition};
        if (items_.size() > kMostCodes) throw ColumnarError(fmt::format("more than {} items", kMostCodes));
        auto& scale =
            items_.try_emplace(item, ItemScale{static_cast<std::uint16_t>(items_.size())}).first->second;
        scale = widened(scale, figure.digits, figure.whole);
        fresh.add(scale.number, cycle, unit, figure);
      }
    }
    fresh.flush();
    for (const auto& [item, scale] : items_)
      if (const auto was = before.find(item); was == before.end())
        file_.run(fmt::format("INSERT INTO items VALUES ({}, {}, {}, {}, {}, {}, {})", scale.number,
                              columnar_text(item.element), columnar_text(item.column),
                              columnar_text(item.area), columnar_text(item.definition), scale.digits,
                              scale.whole));
      else if (was->second.digits != scale.digits || was->second.whole != scale.whole)
        rescale(was->second, scale);
    take_over(fresh, reports, out);
    for (const auto& cycle : t.cycles()) {
      if (!cycles_.contains(cycle.code)) continue;
      const auto tree = read_json(cycle.bytes, "store");
      const auto read = from_node<Cycle>(tree.value, "store");
      file_.run(fmt::format("UPDATE cycles SET first_day = '{}', last_day = '{}' WHERE code = {}",
                            to_text(read.value.window.first), to_text(read.value.window.last),
                            columnar_text(cycle.code)));
    }
    stamp_.row = head.seq;
    stamp_.hash = head.hash;
    save_stamp();
    file_.run("COMMIT");
  } catch (...) {
    try {
      file_.run("ROLLBACK");
      load();
    } catch (const ColumnarError&) {
      stamp_ = {};  // what was wrong first is what is told
    }
    throw;
  }
  file_.run("SET preserve_insertion_order = false");
  return out;
}

void ColumnarCopy::rescale(const ItemScale& before, const ItemScale& now) {
  file_.run(fmt::format("UPDATE items SET digits = {}, whole = {} WHERE number = {}", now.digits, now.whole,
                        now.number));
  if (before.digits == now.digits) return;
  const std::string from = std::to_string(before.digits), to = std::to_string(now.digits);
  file_.run(fmt::format("UPDATE figures SET {} WHERE item = {}", of_columns([&](int column) {
                          const std::string name = fmt::format("v{}", column);
                          return name + " = " + moved(name, from, to);
                        }),
                        now.number));
}

void ColumnarCopy::take_over(const Fresh& fresh, const std::vector<Report>& reports, CopyBrought& out) {
  file_.run("CREATE OR REPLACE TEMP TABLE noted (cycle USMALLINT, unit USMALLINT, revision INTEGER)");
  file_.append("noted", reports.size(), [&](size_t row, std::vector<ColumnarCell>& to) {
    const Report& one = reports[row];
    to = {std::int64_t{cycles_.at(one.cycle)}, std::int64_t{units_.at(one.unit)},
          std::int64_t{one.revision.value_or(0)}};
  });
  file_.run("DELETE FROM reports WHERE (cycle, unit) IN (SELECT (cycle, unit) FROM noted)");
  file_.run("INSERT INTO reports SELECT * FROM noted");
  // Rows of these units and blocks that are there already leave their place and come back with what is new.
  file_.run(
      fmt::format("CREATE OR REPLACE TEMP TABLE touched AS SELECT cycle // {0} AS block, unit, "
                  "bit_or(1 << (cycle % {0})) AS columns FROM noted GROUP BY ALL",
                  kColumnarWidth));
  file_.run("CREATE OR REPLACE TEMP TABLE kept AS SELECT item, block, unit, " + of_columns([](int column) {
              return fmt::format("CASE WHEN columns >> {0} & 1 = 1 THEN NULL ELSE v{0} END AS v{0}", column);
            }) +
            " FROM figures JOIN touched USING (block, unit)");
  if (file_.number("SELECT count(*) FROM kept") > 0)
    file_.run("DELETE FROM figures WHERE (block, unit) IN (SELECT (block, unit) FROM touched)");
  const std::string scaled_value = moved("f.value", "f.digits", "i.digits");
  file_.run("INSERT INTO figures SELECT item, block, unit, " +
            of_columns([](int column) { return fmt::format("max(v{0}) AS v{0}", column); }) +
            " FROM (SELECT * FROM kept UNION ALL SELECT item, block, unit, " + of_columns([](int column) {
              return fmt::format("CASE WHEN place = {0} THEN value END AS v{0}", column);
            }) +
            fmt::format(
                " FROM (SELECT f.item, f.cycle // {0} AS block, f.unit, f.cycle % {0} AS place, {1} AS value "
                "FROM fresh f JOIN items i ON i.number = f.item)) GROUP BY item, block, unit HAVING "
                "coalesce({2}) IS NOT NULL ORDER BY block, item, unit",
                kColumnarWidth, scaled_value,
                of_columns([](int column) { return fmt::format("max(v{})", column); })));
  out.reports = reports.size();
  out.figures = fresh.count();
  if (!out.made_anew) stamp_.behind += static_cast<std::int64_t>(fresh.count());
  if (stamp_.behind > kFewest && stamp_.behind > figures() / 8) {
    file_.run("CREATE TABLE in_order AS SELECT * FROM figures ORDER BY block, item, unit");
    file_.run("DROP TABLE figures");
    file_.run("ALTER TABLE in_order RENAME TO figures");
    stamp_.behind = 0;
    out.put_in_order = true;
  }
  for (const char* table : {"fresh", "noted", "touched", "kept"})
    file_.run(fmt::format("DROP TABLE {}", table));
}

void ColumnarCopy::save_stamp() {
  file_.run("DELETE FROM stamp");
  file_.run(fmt::format("INSERT INTO stamp VALUES ({}, {}, {}, {}, {})", kLayout, stamp_.event, stamp_.row,
                        columnar_text(stamp_.hash), stamp_.behind));
}

std::int64_t ColumnarCopy::figures() {
  std::string counts = "0";
  for (int column = 0; column < kColumnarWidth; ++column) counts += fmt::format(" + count(v{})", column);
  return stamp_.row == 0 && items_.empty() ? 0 : file_.number("SELECT " + counts + " FROM figures");
}

std::optional<ItemScale> ColumnarCopy::item(const CopiedItem& item) const {
  const auto found = items_.find(item);
  return found == items_.end() ? std::nullopt : std::optional(found->second);
}
std::optional<std::uint16_t> ColumnarCopy::cycle(const std::string& code) const {
  const auto found = cycles_.find(code);
  return found == cycles_.end() ? std::nullopt : std::optional(found->second);
}
std::optional<std::uint16_t> ColumnarCopy::unit(const std::string& code) const {
  const auto found = units_.find(code);
  return found == units_.end() ? std::nullopt : std::optional(found->second);
}

FigureCube ColumnarCopy::read(std::span<const std::uint16_t> items, std::span<const std::uint16_t> cycles,
                              std::span<const std::uint16_t> units) {
  FigureCube out{cycles.size(), units.size(), {}};
  out.cells.assign(items.size() * cycles.size() * units.size(), FigureCube::kNone);
  if (out.cells.empty()) return out;
  // Where each column of a block belongs among the cycles asked for.
  const auto item_at = places_of(items), cycle_at = places_of(cycles), unit_at = places_of(units);
  const auto [first, last] = std::minmax_element(cycles.begin(), cycles.end());
  std::vector<int> columns;
  std::string names;
  for (int column = 0; column < kColumnarWidth; ++column)
    if (std::any_of(cycles.begin(), cycles.end(),
                    [&](int cycle) { return cycle % kColumnarWidth == column; })) {
      columns.push_back(column);
      names += fmt::format(", v{}", column);
    }
  // The bounds of the blocks first: they are cheap to hold against a row group, a list of items is not.
  std::string sql =
      fmt::format("SELECT block, item, unit{} FROM figures WHERE block BETWEEN {} AND {} AND item IN ({})",
                  names, *first / kColumnarWidth, *last / kColumnarWidth, list_of(items));
  // Where most units are asked for, passing over the others here is cheaper than there.
  if (units.size() * 2 < units_.size()) sql += fmt::format(" AND unit IN ({})", list_of(units));
  file_.chunks(sql, [&](const ColumnarChunk& chunk) {
    for (size_t column = 0; column < columns.size(); ++column) {
      const auto& values = chunk.values[column];
      for (size_t row = 0; row < chunk.items.size(); ++row) {
        const size_t number =
            size_t{chunk.blocks[row]} * kColumnarWidth + static_cast<size_t>(columns[column]);
        if (number > kMostCodes) continue;
        const std::int32_t item = item_at[chunk.items[row]], cycle = cycle_at[number],
                           unit = unit_at[chunk.units[row]];
        if ((item | cycle | unit) < 0 || !values.there(row)) continue;
        out.cells[(static_cast<size_t>(item) * out.cycles + static_cast<size_t>(cycle)) * out.units +
                  static_cast<size_t>(unit)] = values.numbers[row];
      }
    }
  });
  return out;
}

}  // namespace xanh
