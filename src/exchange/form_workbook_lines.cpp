#include "exchange/form_workbook_lines.hpp"

#include <charconv>

#include <fmt/format.h>

#include "base/text.hpp"

namespace xanh::form_workbook {

std::string input_name(std::string_view stem, std::string_view field) {
  std::string out = "x_";
  out += stem;
  if (!field.empty()) (out += '_') += field;
  return out;
}

const std::string& Stems::of(std::string_view about, std::string_view code) {
  auto& stem = stems_[{std::string(about), std::string(code)}];
  if (!stem.empty()) return stem;
  std::string plain;
  for (const char c : code) plain += (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '_';
  // An element, its target and a task may share a code; a text or cover line has its kind in front.
  const bool item = about == about::kElement || about == about::kTarget || about == about::kTask;
  if (!item) plain = fmt::format("{}_{}", about, plain);
  std::string wanted = plain;
  for (int n = 2; !taken_.insert(wanted).second; ++n) wanted = fmt::format("{}_n{}", plain, n);
  return stem = wanted;
}

std::string fields_text(const InputLine& line) {
  std::string out;
  for (const auto& [field, column] : line.fields)
    out += fmt::format("{}{}:{}", out.empty() ? "" : " ", field, column);
  return out;
}

std::vector<std::pair<std::string, std::uint16_t>> fields_from_text(std::string_view text) {
  std::vector<std::pair<std::string, std::uint16_t>> out;
  for (const auto& part : split(text, ' ')) {
    const size_t colon = part.find(':');
    std::uint16_t column = 0;
    if (colon == std::string::npos) continue;
    std::from_chars(part.data() + colon + 1, part.data() + part.size(), column);
    out.emplace_back(part.substr(0, colon), column);
  }
  return out;
}

std::vector<OutlineSection> outline(const Programme& programme) {
  std::vector<OutlineSection> out;
  out.push_back({"1", "1", {"Chỉ đạo, tổ chức thực hiện", "Direction and organisation"}, 1000});
  for (const auto& group : programme.solution_groups) {
    const Bilingual& name = group.short_names.empty() ? group.names : group.short_names;
    out.push_back({"2." + group.code,
                   "2." + (group.no.empty() ? group.code : group.no),
                   {"Kết quả nổi bật: " + name.vi, "Main results: " + name.en},
                   1200});
  }
  out.push_back({"3",
                 "3",
                 {"Đánh giá: kết quả; tồn tại; nguyên nhân khách quan, chủ quan",
                  "Assessment: results; shortcomings; causes outside and inside the unit"},
                 1500});
  out.push_back({"4", "4", {"Cách làm hay", "Good practice"}, 600});
  return out;
}

}  // namespace xanh::form_workbook
