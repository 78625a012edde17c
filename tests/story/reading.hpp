// What the stories read: the demonstration's reports, and the words of a paper.
#pragma once

#include <stdexcept>
#include <string>

#include "base/at_hand.hpp"
#include "cli/terminal.hpp"
#include "exchange/ooxml/package.hpp"
#include "exchange/yaml.hpp"
#include "reporting/submission.hpp"

namespace xanh::terminal_test {

/// The illustrative report of a unit.
inline Submission report_of(const std::string& unit) {
  const std::string path = kReports + "/" + unit + ".yaml";
  return from_node<Submission>(read_yaml(bytes_of(path), path).value, path).value;
}

/// All words of a Word document, runs put together.
inline std::string words_of(const fs::path& docx) {
  const auto package = Package::open(bytes_of(docx), docx.string());
  const std::string* xml = package.value.part("word/document.xml");
  if (!xml) throw std::runtime_error("no document in " + docx.string());
  std::string out;
  bool tag = false;
  for (const char c : *xml) {
    if (c == '<') tag = true;
    if (!tag) out += c;
    if (c == '>') tag = false;
  }
  return out;
}

}  // namespace xanh::terminal_test
