#include "exchange/annex_heading.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "exchange/annex_table.hpp"
#include "exchange/annex_values.hpp"

namespace xanh::annex {
namespace {

constexpr size_t kLongest = 1000;  // bytes of a line that heads an annex
constexpr size_t kMostLines = 400;

std::optional<int> year(const std::string& word) {
  if (word.size() != 4 || !(word.starts_with("20") || word.starts_with("19")) ||
      !std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return std::nullopt;
  return std::stoi(word);
}

/// "1200/QĐ-UBND", "12/2023/QĐ-UBND": digits, a slash, capitals of a kind of document.
bool is_document_number(std::string_view word) {
  if (word.empty() || word[0] < '0' || word[0] > '9' || word.size() > 40) return false;
  const size_t slash = word.rfind('/');
  if (slash == word.npos || slash + 3 > word.size()) return false;
  const std::string_view kind = word.substr(slash + 1);
  return std::none_of(kind.begin(), kind.end(), [](char c) { return c >= '0' && c <= '9'; }) &&
         kind.find('-') != kind.npos && kind[0] >= 'A' && kind[0] <= 'Z';
}

void read_decision(const std::string& line, Heading& out) {
  for (const auto& raw : split(line, ' ')) {
    std::string word = raw;
    while (!word.empty() &&
           (word.back() == ',' || word.back() == ')' || word.back() == ';' || word.back() == '.'))
      word.pop_back();
    if (!is_document_number(word)) continue;
    out.decision = word;
    std::string rest = line.substr(line.find(word) + word.size());
    const auto words = split(plain_words(rest), ' ');
    // "ngày 04 tháng 4 năm 2023", "ngày 04/4/2023"
    for (size_t i = 0; i + 3 < words.size() && i < 3; ++i) {
      if (words[i] != "ngay") continue;
      std::vector<std::string> figures;
      for (size_t k = i + 1; k < words.size() && figures.size() < 3; ++k)
        if (words[k] != "thang" && words[k] != "nam") figures.push_back(words[k]);
      if (figures.size() == 3)
        out.decided = parse_date_as_typed(figures[0] + "/" + figures[1] + "/" + figures[2]);
    }
    const size_t of = rest.find(" của ");
    if (of != rest.npos) {
      rest = rest.substr(of + std::string_view(" của ").size());
      out.issuer =
          trimmed(std::string_view(rest).substr(0, std::min({rest.find(')'), rest.find(','), rest.find(';'),
                                                             rest.find(" về "), rest.find(" phê duyệt ")})));
      while (out.issuer.ends_with('.')) out.issuer.pop_back();
    }
    return;
  }
}

std::string programme_name(const std::string& line) {
  size_t begin = std::string::npos;
  for (const std::string_view word : {"Chương trình ", "CHƯƠNG TRÌNH ", "chương trình "})
    begin = std::min(begin, line.find(word));
  if (begin == std::string::npos) return {};
  std::string name = line.substr(begin);
  size_t end = name.size();
  for (const std::string_view mark :
       {" trong năm ", " trên địa bàn ", " TRONG NĂM ", "(", ")", "\"", "”", ";", " năm 20", " NĂM 20"})
    end = std::min(end, name.find(mark));
  name = trimmed(std::string_view(name).substr(0, end));
  while (name.ends_with('.') || name.ends_with(',')) name.pop_back();
  return characters(name) > 20 ? name : std::string{};
}

void read_years(const std::vector<std::string>& words, bool of_programme, bool of_plan, Heading& out,
                int& rank) {
  for (size_t i = 0; i < words.size(); ++i) {
    const auto here = year(words[i]);
    if (!here) continue;
    const auto next = i + 1 < words.size() ? year(words[i + 1]) : std::nullopt;
    if (next && *here < *next && i > 0 && words[i - 1] != "nam") {
      if (!out.first_year || of_programme) {
        if (!out.first_year || *next - *here > *out.last_year - *out.first_year) {
          out.first_year = here;
          out.last_year = next;
        }
      }
      ++i;
      continue;
    }
    if (i == 0 || words[i - 1] != "nam") continue;
    if (i >= 3 && words[i - 3] == "thang") continue;  // of a day
    if (i >= 2 && words[i - 2] == "den") continue;    // a milestone
    const int worth = i >= 2 && words[i - 2] == "trong" ? 3 : of_plan ? 2 : 1;
    if (worth > rank) {
      rank = worth;
      out.plan_year = here;
    }
  }
}

}  // namespace

Heading read_heading(const std::vector<std::string>& lines) {
  Heading out;
  int rank = 0;
  std::string enclosed;  // the name in "ban hành kèm theo …", which stands where no title has it
  size_t read = 0;
  for (const auto& line : lines) {
    if (line.size() > kLongest) continue;
    if (++read > kMostLines) break;
    const std::string words = plain_words(line);
    const bool with = words.find("kem theo") != words.npos || words.find("ban hanh") != words.npos;
    if (out.decision.empty() || (with && !out.decided)) read_decision(line, out);
    const std::string name = programme_name(line);
    if (!name.empty()) {
      std::string& into = with ? enclosed : out.programme;
      if (into.empty()) into = name;
    }
    read_years(split(words, ' '), !name.empty(), words.find("ke hoach") != words.npos, out, rank);
  }
  if (out.programme.empty()) out.programme = enclosed;
  return out;
}

}  // namespace xanh::annex
