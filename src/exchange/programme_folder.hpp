// The programme folder (`format: 1`, interfaces.md): a programme as data that an office can read, change and
// send.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "programme/plan.hpp"
#include "programme/register.hpp"
#include "reporting/cycle.hpp"
#include "reporting/statement.hpp"

namespace xanh {

/// Everything a folder says; the plan versions are its plan years in the order they came into force.
struct ProgrammeFolder {
  std::vector<Plan> plans;
  RegisterRows register_rows;
  std::vector<Cycle> cycles;
  std::vector<Statement> statements;
};

/// Gives the text of a file of the folder by its name ("plans/2023.yaml"), or nothing when it is not there.
using FolderFile = std::function<std::optional<std::string>(const std::string& name)>;

/// Reads all files and checks them against each other; all problems of all files at once, each with its
/// place. `names` are the files there are (to find plans/*.yaml and files nobody knows); `folder` is shown in
/// the places.
[[nodiscard]] Outcome<ProgrammeFolder> read_programme(const std::string& folder,
                                                      const std::vector<std::string>& names,
                                                      const FolderFile& file);

/// The same from a folder on disk. A missing folder is a problem.
[[nodiscard]] Outcome<ProgrammeFolder> read_programme_folder(const std::string& folder);

struct FolderEntry {
  std::string name, text;
};
/// The files of a folder that reads back to the same digests.
[[nodiscard]] std::vector<FolderEntry> write_programme(const ProgrammeFolder& programme);

}  // namespace xanh
