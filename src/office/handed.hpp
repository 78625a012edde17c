// Files between the desk and a door that sends and takes bytes: use cases write and read files by path, so
// they get a folder of their own for as long as they run.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/problem.hpp"
#include "exchange/whole_file.hpp"

namespace xanh {

/// What `write` leaves in the folder it is given, by name. The folder, readable by this user alone, is gone
/// afterwards, and its name is in no problem.
[[nodiscard]] Outcome<std::vector<WholeFile>> hand_out(
    const std::function<Problems(const std::string& folder)>& write);

/// Lets `read` see the bytes as a file of that name; problems name the file without its folder.
[[nodiscard]] Problems hand_in(const std::string& name, const std::string& bytes,
                               const std::function<Problems(const std::string& path)>& read);

/// The one file, or all of them packed as `name`.zip.
[[nodiscard]] WholeFile as_one(std::vector<WholeFile> files, const std::string& name);

}  // namespace xanh
