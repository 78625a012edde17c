// The signed copy comes back (domain.md, "Paper: In"): matched by its control code, kept byte for byte, its
// number and day remembered for every later print.
#pragma once

#include "office/memory.hpp"
#include "reporting/signed_paper.hpp"

namespace xanh {

struct SignedRequest {
  /// A submission, "2023-H1/q7" or "2023-H1/q7/2"; or a report, "2023-H1", "2023-H1/bc-so" or, for a snapshot
  /// that is not the current one, "2023-H1/bc-so/1". No unit may be called as a document is.
  std::string subject;
  std::string file;
  std::string number;
  std::optional<Date> date;
  std::string signer;
  std::string match;     ///< the code as the clerk read it on a paper that was scanned
  bool replace = false;  ///< this file in place of the one that was given before; both are kept
};

struct SignedLine {
  std::string subject;   ///< "2023-H1/q7/1", "2023-H1/bc-so/1"
  bool already = false;  ///< this file is there already: nothing was added
  bool replaced = false;
  SignedPaper paper;
};
BOOST_DESCRIBE_STRUCT(SignedLine, (), (subject, already, replaced, paper))

/// Documents of a cycle that are signed, as `consolidate --document` calls them; the first is meant when none
/// is named.
[[nodiscard]] const std::vector<std::string>& signed_documents();

[[nodiscard]] Outcome<SignedLine> take_signed_copy(const Desk& desk, const SignedRequest& request);

}  // namespace xanh
