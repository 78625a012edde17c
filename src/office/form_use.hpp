// Making the units' forms of a cycle as workbooks.
#pragma once

#include "office/memory.hpp"

namespace xanh {

struct FormRequest {
  std::string cycle, unit;  ///< an empty unit means all that report
  std::string path;         ///< the file; for all, the folder that gets CYCLE-UNIT.xlsx
  Language language = Language::vi;
};

struct FormFile {
  std::string unit, path, form_sha256;
};
BOOST_DESCRIBE_STRUCT(FormFile, (), (unit, path, form_sha256))

/// The unit's reports that a form of the cycle shows: of the cycle before, of the same period a year before,
/// and what it has sent in this one.
struct ReportsBeside {
  std::optional<Submission> last, same_period, sent;
  std::string sent_sha256;  ///< of what it has sent in this cycle
};
[[nodiscard]] ReportsBeside reports_beside(const Transaction& t, const Memory& memory, const Cycle& cycle,
                                           const std::string& unit);

/// Last and same period stand beside the inputs; values already sent in this cycle are filled in.
[[nodiscard]] Outcome<std::vector<FormFile>> write_forms(const Desk& desk, const FormRequest& request);

/// The pages of a unit's report as it stands now, as PDF: what its draft says to who may write it, otherwise
/// what was sent last, or that revision. Nothing is kept. Problems: those of write_forms, show_report and
/// no-office.
[[nodiscard]] Outcome<std::string> form_pages(const Desk& desk, const std::string& cycle,
                                              const std::string& unit, Language language,
                                              const std::string& revision = {});

}  // namespace xanh
