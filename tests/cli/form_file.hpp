// A form workbook as an officer's Excel would change it: cells by their names, sheets, parts of the package.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <regex>
#include <stdexcept>
#include <string>
#include <vector>

#include "cli/terminal.hpp"
#include "exchange/ooxml/package.hpp"

namespace xanh::terminal_test {

class FormFile {
 public:
  explicit FormFile(const fs::path& path) {
    const auto package = Package::open(bytes_of(path), path.string());
    if (!package.ok()) throw std::runtime_error("no package: " + path.string());
    for (const auto& name : package.value.names()) parts_.emplace_back(name, *package.value.part(name));
  }

  [[nodiscard]] std::string& part(const std::string& name) {
    for (auto& [known, bytes] : parts_)
      if (known == name) return bytes;
    return parts_.emplace_back(name, std::string{}).second;
  }

  /// Puts what stands between <c …> and </c> into the cell of this name; `type` is the t attribute.
  FormFile& put(const std::string& name, const std::string& inner, const std::string& type) {
    const auto [sheet, cell] = place_of(name);
    std::string& xml = part(sheet);
    const size_t start = xml.find("<c r=\"" + cell + "\"");
    if (start == std::string::npos) throw std::runtime_error("no cell for " + name);
    const size_t tag_end = xml.find('>', start);
    const bool empty = xml[tag_end - 1] == '/';
    const size_t end = empty ? tag_end + 1 : xml.find("</c>", tag_end) + 4;
    std::string style;
    const size_t s = xml.find(" s=\"", start);
    if (s < tag_end) style = xml.substr(s, xml.find('"', s + 4) + 1 - s);
    std::string made = "<c r=\"" + cell + "\"" + style;
    if (!type.empty()) made += " t=\"" + type + "\"";
    xml.replace(start, end - start, made + ">" + inner + "</c>");
    return *this;
  }
  FormFile& number(const std::string& name, const std::string& digits) {
    return put(name, "<v>" + digits + "</v>", "");
  }
  FormFile& text(const std::string& name, const std::string& words) {
    return put(name, "<is><t>" + words + "</t></is>", "inlineStr");
  }
  FormFile& error(const std::string& name, const std::string& word) {
    return put(name, "<v>" + word + "</v>", "e");
  }

  void save(const fs::path& path) const {
    PackageWriter writer;
    for (const auto& [name, bytes] : parts_) writer.add(name, bytes);
    put_bytes(path, writer.finish());
  }

  /// The part of the sheet and the cell that a defined name stands for.
  [[nodiscard]] std::pair<std::string, std::string> place_of(const std::string& name) {
    const std::string& book = part("xl/workbook.xml");
    std::smatch found;
    const std::regex defined("<definedName name=\"" + name + "\">'([^']*)'!\\$([A-Z]+)\\$([0-9]+)<");
    if (!std::regex_search(book, found, defined)) throw std::runtime_error("no name " + name);
    const std::string sheet = found[1], cell = found[2].str() + found[3].str();
    size_t number = 0;
    for (size_t i = book.find("<sheet name=\""); i != std::string::npos;
         i = book.find("<sheet name=\"", i + 1)) {
      ++number;
      if (book.compare(i + 13, sheet.size() + 1, sheet + "\"") == 0)
        return {"xl/worksheets/sheet" + std::to_string(number) + ".xml", cell};
    }
    throw std::runtime_error("no sheet " + sheet);
  }

 private:
  std::vector<std::pair<std::string, std::string>> parts_;
};

}  // namespace xanh::terminal_test
