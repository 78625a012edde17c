#include "exchange/annex_numbering.hpp"

#include <algorithm>
#include <charconv>

namespace xanh::annex {
namespace {

std::string_view value(const pugi::xml_node& node) {
  return node.attribute("w:val").value();
}

int whole_number(std::string_view text, int otherwise) {
  int out = 0;
  return std::from_chars(text.data(), text.data() + text.size(), out).ec == std::errc{} ? out : otherwise;
}

std::string roman(int number) {
  static constexpr std::array<std::pair<int, const char*>, 13> kSigns{{{1000, "M"},
                                                                       {900, "CM"},
                                                                       {500, "D"},
                                                                       {400, "CD"},
                                                                       {100, "C"},
                                                                       {90, "XC"},
                                                                       {50, "L"},
                                                                       {40, "XL"},
                                                                       {10, "X"},
                                                                       {9, "IX"},
                                                                       {5, "V"},
                                                                       {4, "IV"},
                                                                       {1, "I"}}};
  std::string out;
  for (const auto& [worth, sign] : kSigns)
    for (; number >= worth; number -= worth) out += sign;
  return out;
}

std::string counted(int number, const std::string& format) {
  if (format == "none" || number < 1 || number > 3999) return {};
  if (format == "upperRoman") return roman(number);
  if (format == "lowerRoman") {
    std::string out = roman(number);
    for (char& c : out) c = static_cast<char>(c - 'A' + 'a');
    return out;
  }
  if (format == "upperLetter" || format == "lowerLetter")
    return {static_cast<char>((format[0] == 'u' ? 'A' : 'a') + (number - 1) % 26)};
  return std::to_string(number);
}

}  // namespace

Numbering::Numbering(const pugi::xml_document& numbering_part) {
  for (const pugi::xml_node node : numbering_part.document_element().children()) {
    const std::string_view name = node.name();
    if (name == "w:abstractNum") {
      Levels& levels = abstract_[node.attribute("w:abstractNumId").value()];
      for (const pugi::xml_node level : node.children("w:lvl")) {
        const int at = whole_number(level.attribute("w:ilvl").value(), -1);
        if (at < 0 || static_cast<size_t>(at) >= kLevels) continue;
        levels[static_cast<size_t>(at)] = {
            std::string(value(level.child("w:numFmt"))),
            std::string(value(level.child("w:lvlText"))).substr(0, 40),
            std::clamp(whole_number(value(level.child("w:start")), 1), 0, 3999)};
      }
    } else if (name == "w:num") {
      abstract_of_[node.attribute("w:numId").value()] = value(node.child("w:abstractNumId"));
    }
  }
}

std::string Numbering::label(const pugi::xml_node& properties) {
  if (!properties) return {};
  const auto list = abstract_of_.find(std::string(value(properties.child("w:numId"))));
  if (list == abstract_of_.end()) return {};
  const auto found = abstract_.find(list->second);
  const int given = whole_number(value(properties.child("w:ilvl")), 0);
  if (found == abstract_.end() || given < 0 || static_cast<size_t>(given) >= kLevels) return {};
  const auto level = static_cast<size_t>(given);
  const Levels& levels = found->second;
  if (levels[level].format == "bullet") return "- ";
  auto [counters, fresh] = counted_.try_emplace(list->second);
  if (fresh)
    for (size_t i = 0; i < kLevels; ++i) counters->second[i] = levels[i].start - 1;
  ++counters->second[level];
  for (size_t i = level + 1; i < kLevels; ++i) counters->second[i] = levels[i].start - 1;
  std::string out;
  const std::string& text = levels[level].text;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%' || i + 1 == text.size() || text[i + 1] < '1' || text[i + 1] > '9') {
      out += text[i];
      continue;
    }
    const auto shown = static_cast<size_t>(text[++i] - '1');
    out += counted(std::max(counters->second[shown], levels[shown].start), levels[shown].format);
  }
  return out.empty() ? out : out + " ";
}

}  // namespace xanh::annex
