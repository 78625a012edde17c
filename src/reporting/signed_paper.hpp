// The signed copy of a paper (bản đã ký): number, day and signer as they stand on it. A fact beside the
// submission or the snapshot that it was signed on, whose digests stay as they are (domain.md, "Paper: In").
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>

#include "base/describe.hpp"

namespace xanh {

/// How the copy was found to be of its submission or snapshot: by its code on the pages, by the code of the
/// unit's blank form, or by a code that the clerk read and typed.
enum class MatchedBy { printed, form, typed };
BOOST_DESCRIBE_ENUM(MatchedBy, printed, form, typed)

/// Whether the file carries a digital signature, and whether it covers the file to its end. Nobody has
/// verified a certificate.
enum class SealCoverage { none, part_of_file, whole_file };
BOOST_DESCRIBE_ENUM(SealCoverage, none, part_of_file, whole_file)

struct SignedPaper {
  std::string number;
  std::optional<Date> date;
  std::string signer;
  std::string file_sha256, file_name;
  std::string document;  ///< of a report: bc-so
  int of = 0;            ///< number of the revision or the snapshot
  std::string sha256;    ///< its digest
  std::string code;      ///< as it stands on the paper
  MatchedBy matched_by{};
  SealCoverage signature{};
  int pages = 0;
  static constexpr std::array kRequired{"file_sha256", "sha256"};
};
BOOST_DESCRIBE_STRUCT(SignedPaper, (),
                      (number, date, signer, file_sha256, file_name, document, of, sha256, code, matched_by,
                       signature, pages))

/// Of each unit, that of the revision asked for.
using SignedPapers = std::map<std::string, SignedPaper>;

}  // namespace xanh
