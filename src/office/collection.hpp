// What splitting and merging a form share (chia biểu): the unit's form and its parts, from the store and the
// list of parts.
#pragma once

#include "exchange/form_workbook.hpp"
#include "office/form_use.hpp"
#include "office/matter_use.hpp"
#include "reporting/sub_collection.hpp"

namespace xanh {

/// The form points into the memory: not to be copied.
struct Collection {
  Collection() = default;
  Collection(const Collection&) = delete;
  Collection& operator=(const Collection&) = delete;
  Memory memory;
  const Cycle* cycle = nullptr;
  const Plan* plan = nullptr;
  Form form;
  std::vector<AskedPart> parts;
  ReportsBeside beside;
  Matters matters;
};

/// `parts` is the path of the list, or empty: then the register alone.
void recall_collection(const Desk& desk, const std::string& cycle, const std::string& unit,
                       const std::string& parts, Language language, Collection& to, Problems& problems);

[[nodiscard]] FormContext context_of(const Collection& from, Language language);

}  // namespace xanh
