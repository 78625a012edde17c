// The programme that the metadata and the values of a DHIS2 make: a folder of format 1, the reports of its
// units and everything that is broken in the files. docs/decisions/0042-dhis2-metadata.md.
#pragma once

#include <string>
#include <vector>

#include "exchange/dhis2_plan.hpp"
#include "exchange/programme_folder.hpp"
#include "reporting/submission.hpp"

namespace xanh::dhis2 {

struct SourceFile {
  std::string name, bytes;
};

struct Wishes {
  std::optional<int> year;  ///< of the plan
  std::string name, code;   ///< of the programme
};

struct Imported {
  ProgrammeFolder folder;
  std::vector<Submission> reports;  ///< by cycle and unit
  std::vector<Item> items;          ///< of the metadata, and what became of them
  size_t values = 0;                ///< in the files
  size_t taken = 0;                 ///< of them
};

/// Errors refuse everything; what is broken inside is a warning, and the rest is taken.
[[nodiscard]] Outcome<Imported> import(const SourceFile& metadata, const std::vector<SourceFile>& values,
                                       const Wishes& wishes);

/// Whether a file is JSON by its first character, as no annex is.
[[nodiscard]] bool looks_like_metadata(std::string_view bytes);

/// "demonstration/2019-M12/o6uvpzgd5pu.yaml" and the others, each with its text; with a README beside them.
[[nodiscard]] std::vector<FolderEntry> report_files(const Imported& imported);

}  // namespace xanh::dhis2
