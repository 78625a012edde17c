#include "exchange/annex_prepared.hpp"

#include <algorithm>
#include <map>

#include "exchange/annex_problems.hpp"

namespace xanh::annex {
namespace {

/// Each cut copies what is left of the sheet; beyond these a header is a row like any other.
constexpr size_t kMostParts = 30;

class Preparing {
 public:
  explicit Preparing(const std::vector<Document>& documents) : documents_(documents) {}

  PreparedTables run() {
    for (const auto& document : documents_) {
      std::optional<Layout> before;
      int columns = 0;
      for (const auto& whole : document.tables) {
        std::optional<Table> rest;  // of a sheet that was cut
        for (const Table* table = &whole; table && !table->rows.empty();) {
          auto layout = layout_of(*table);
          if (!layout && before && columns == table->columns) {
            layout = *before;
            layout->first_body = 0;
            layout->carried = true;
          }
          if (!layout) {
            table_unread(document, *table);
            break;
          }
          before = layout;
          columns = table->columns;
          const size_t end =
              out_.parts.size() < kMostParts ? next_header(*table, *layout) : table->rows.size();
          const bool cut = end < table->rows.size();
          std::optional<Table> behind;
          if (cut) behind = rows_from(*table, end, table->rows.size());
          if (cut || rest) table = &out_.parts.emplace_back(rows_from(*table, 0, end));
          out_.tables.push_back({&document, table, std::move(*layout)});
          rest = std::move(behind);
          table = rest ? &*rest : nullptr;
        }
      }
    }
    return std::move(out_);
  }

 private:
  static size_t next_header(const Table& table, const Layout& layout) {
    size_t row = layout.first_body;
    while (row < table.rows.size() && !begins_table(table, row, layout)) ++row;
    return row;
  }

  /// A table of these rows and of the cells they show.
  static Table rows_from(const Table& table, size_t first, size_t last) {
    Table out;
    out.name = table.name;
    out.sheet = table.sheet;
    out.columns = table.columns;
    if (first == 0) out.before = table.before;
    std::map<int, int> position;
    for (size_t i = first; i < last; ++i) {
      Row row = table.rows[i];
      for (int& cell : row.cells) {
        if (cell < 0) continue;
        const auto [found, fresh] = position.try_emplace(cell, static_cast<int>(out.cells.size()));
        if (fresh) out.cells.push_back(table.cells[static_cast<size_t>(cell)]);
        cell = found->second;
      }
      out.rows.push_back(std::move(row));
    }
    return out;
  }

  void table_unread(const Document& document, const Table& table) {
    const auto first =
        std::find_if(table.cells.begin(), table.cells.end(), [](const Cell& c) { return !c.empty(); });
    if (first == table.cells.end()) return;
    out_.unread.push_back(problem(kTableUnread, {document.file, 0, 0, table.name, table.cell_name(0, 0), {}},
                                  {{"text", beginning_of(one_line(first->text), 120)}}));
  }

  const std::vector<Document>& documents_;
  PreparedTables out_;
};

}  // namespace

PreparedTables prepare(const std::vector<Document>& documents) {
  return Preparing(documents).run();
}

std::vector<std::string> heading_lines(const std::vector<Document>& documents,
                                       const std::vector<Prepared>& tables) {
  std::vector<std::string> lines;
  for (const auto& document : documents) {
    for (const auto& table : document.tables) {
      lines.insert(lines.end(), table.before.begin(), table.before.end());
      const auto one = std::find_if(tables.begin(), tables.end(), [&](const auto& t) {
        return t.document == &document && t.table->name == table.name;
      });
      const size_t rows =
          one == tables.end() ? std::min<size_t>(table.rows.size(), 20) : one->layout.first_body;
      for (const auto& cell : table.cells) {
        if (cell.row >= (rows < table.rows.size() ? table.rows[rows].number : cell.row + 1)) break;
        if (!cell.empty()) lines.push_back(one_line(cell.text));
      }
    }
  }
  return lines;
}

}  // namespace xanh::annex
