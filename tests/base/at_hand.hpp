// What the tests of every room have at hand.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/problem.hpp"

namespace xanh {

inline std::vector<std::string> codes(const Problems& problems) {
  std::vector<std::string> out;
  for (const auto& one : problems) out.push_back(one.code);
  return out;
}

/// As the terminal shows them, a line each.
inline std::string lines(const Problems& problems, Language language = Language::en) {
  std::string out;
  for (const auto& one : problems) out += to_line(one, language) + "\n";
  return out;
}

inline std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("no file " + path.string());
  return std::string(std::istreambuf_iterator<char>(in), {});
}

/// In a folder that is made where there is none.
inline void put(const std::filesystem::path& path, const std::string& bytes) {
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

}  // namespace xanh
