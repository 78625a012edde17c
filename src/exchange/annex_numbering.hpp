// Numbers that Word counts itself (ECMA-376 part 1, 17.9): the column STT of many annexes holds no text, only
// the mark of a numbered list.
#pragma once

#include <pugixml.hpp>

#include <array>
#include <map>
#include <string>

namespace xanh::annex {

class Numbering {
 public:
  Numbering() = default;
  explicit Numbering(const pugi::xml_document& numbering_part);

  /// What Word prints before a paragraph with these list properties ("1. ", "a) ", "- "), a blank behind it;
  /// empty without any.
  [[nodiscard]] std::string label(const pugi::xml_node& properties);

 private:
  static constexpr size_t kLevels = 9;
  struct Level {
    std::string format = "decimal", text;
    int start = 1;
  };
  using Levels = std::array<Level, kLevels>;
  std::map<std::string, std::string> abstract_of_;  ///< list → abstract list
  std::map<std::string, Levels> abstract_;
  std::map<std::string, std::array<int, kLevels>> counted_;  ///< by abstract list
};

}  // namespace xanh::annex
