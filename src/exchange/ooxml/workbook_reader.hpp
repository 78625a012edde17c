// Reads .xlsx workbooks (ECMA-376, transitional and strict) as Excel, LibreOffice, Google Sheets and
// libxlsxwriter write them.
#pragma once

#include <string>

#include "base/problem.hpp"
#include "exchange/ooxml/package.hpp"
#include "exchange/ooxml/workbook.hpp"

namespace xanh {

struct WorkbookLimits {
  PackageLimits package{};
  size_t sheets = 64;
  size_t cells = 20'000'000;  ///< over all sheets, also empty ones that stand in the file
  size_t text_bytes =
      size_t{512} << 20;  ///< of all cells, formulas, names and relations, with what keeping them takes
};

/// Refused as a whole, besides what Package refuses: macros, links to other workbooks, embedded objects,
/// other formats, a document type declaration, XML that is broken or no UTF-8, more than the limits. What is
/// wrong with single cells is told for all of them. Errors such as #REF! are values (Kind::error). Formulas
/// are not computed: their last result counts. With problems of single cells or sheets the value holds what
/// could be read. The number of threads changes no answer.
[[nodiscard]] Outcome<Workbook> read_workbook(const std::string& bytes, const std::string& file,
                                              const WorkbookLimits& limits = {}, int threads = 1);

}  // namespace xanh
