// What the readers of a workbook's single parts share: where problems go, composed text, budgets.
#pragma once

#include <map>
#include <memory>
#include <memory_resource>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "exchange/ooxml/number_format.hpp"
#include "exchange/ooxml/workbook_reader.hpp"
#include "exchange/ooxml/xml_scanner.hpp"

namespace xanh {

/// Texts that stand in no part as they are read: they live as long as the workbook.
class KeptTexts {
 public:
  std::string_view keep(std::string_view text);

 private:
  std::pmr::monotonic_buffer_resource bytes_;
};

class WorkbookReading {
 public:
  WorkbookReading(const std::string& file, const WorkbookLimits& most, Problems& problems)
      : limits(most), file_(file), problems_(problems) {}

  void add(const ProblemKind& kind, ProblemWords words = {}) { add_at(kind, {}, {}, words); }
  /// Beyond 1,000 problems one says so and the others are dropped.
  void add_at(const ProblemKind& kind, const std::string& sheet, const std::string& cell,
              ProblemWords words = {});
  /// To be called past the end of the root element: the scanner's fault, if it has one. True when there was
  /// none.
  bool check(XmlScanner& xml, const std::string& part);

  /// Text as Excel stores it: `_x000D_` and its like resolved, CR LF as LF, composed (NFC).
  [[nodiscard]] std::string text(std::string_view stored);
  /// The same as a view that lives as long as the workbook: of the scanned part itself where it can be.
  [[nodiscard]] std::string_view text_of(const XmlScanner& xml, std::string_view stored);
  /// Counts one more cell, or bytes of text. False, with a problem the first time, when the limit is passed.
  bool count_cell();
  bool count_text(size_t bytes);
  /// Counts what another reading of the same workbook counted. False when a limit is passed together.
  bool count(const WorkbookReading& other);
  /// The one warning on decomposed text.
  void finish();

  const WorkbookLimits& limits;
  std::vector<std::string_view> shared_strings{};
  std::vector<bool> format_shows_day{};      ///< by number of the cell format (the `s` of a cell)
  std::vector<bool> format_shows_percent{};  ///< likewise
  DateSystem dates = DateSystem::from_1900;
  std::shared_ptr<KeptTexts> kept = std::make_shared<KeptTexts>();

 private:
  const std::string& file_;
  Problems& problems_;
  size_t cells_ = 0;
  size_t text_bytes_ = 0;
  size_t decomposed_ = 0;
};

/// Appends the cells and merged ranges of a worksheet part.
void read_sheet(const std::string& xml, const std::string& part, WorkbookReading& reading, Sheet& sheet);
/// The text of the element just started, its runs merged; phonetic guides are left out. A view of the part or
/// of the buffer.
[[nodiscard]] std::string_view read_rich_text(XmlScanner& scanner, std::string& buffer);
void read_shared_strings(const std::string& xml, const std::string& part, WorkbookReading& reading);
void read_styles(const std::string& xml, const std::string& part, WorkbookReading& reading);

}  // namespace xanh
