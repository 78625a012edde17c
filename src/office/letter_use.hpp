// Letters of a cycle from the store: the request for reports, the reminder to those who are late, the
// receipt, the request to revise.
#pragma once

#include "documents/letter.hpp"
#include "office/memory.hpp"

namespace xanh {

struct LetterRequest {
  LetterKind kind{};
  std::string cycle;
  std::string
      unit;  ///< empty: a request or reminder to all whom it concerns; a receipt or request to revise each
  std::string path;  ///< the file; for several, the folder that gets CYCLE-KIND-UNIT.docx
  Language language = Language::vi;
  std::string number;
  std::optional<Date> date;
  std::optional<Date> answer_by;  ///< asked for by this day; absent: no day is named
  std::string contact;
  std::string templates;  ///< folder of Word templates; empty: the store's own
};

struct LetterFile {
  std::string unit;  ///< empty: to several
  std::string path, sha256;
};
BOOST_DESCRIBE_STRUCT(LetterFile, (), (unit, path, sha256))

/// Each letter written is in the audit log. Problems: nobody is late, no report has come, nothing is asked to
/// be revised.
[[nodiscard]] Outcome<std::vector<LetterFile>> write_letters(const Desk& desk, const LetterRequest& request);

}  // namespace xanh
