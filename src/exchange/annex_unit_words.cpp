#include "exchange/annex_unit_words.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "exchange/annex_units.hpp"

namespace xanh::annex {
namespace {

using Words = std::vector<std::string>;

/// Short forms of common words. Those of single units come from the units' own names.
constexpr std::array<std::pair<std::string_view, std::string_view>, 30> kShort{{
    {"ubnd", "uy ban nhan dan"},
    {"ub", "uy ban"},
    {"tp", "thanh pho"},
    {"tphcm", "thanh pho ho chi minh"},
    {"hcm", "ho chi minh"},
    {"q", "quan"},
    {"h", "huyen"},
    {"p", "phuong"},
    {"bql", "ban quan ly"},
    {"bqlda", "ban quan ly du an"},
    {"qlda", "quan ly du an"},
    {"da", "du an"},
    {"dtxd", "dau tu xay dung"},
    {"cty", "cong ty"},
    {"cp", "co phan"},
    {"tct", "tong cong ty"},
    {"kcn", "khu cong nghiep"},
    {"kcx", "khu che xuat"},
    {"cn", "cong nghiep"},
    {"kcnc", "khu cong nghe cao"},
    {"vp", "van phong"},
    {"ubmttq", "uy ban mat tran to quoc"},
    {"mttq", "mat tran to quoc"},
    {"mttqvn", "mat tran to quoc viet nam"},
    {"ubmttqvn", "uy ban mat tran to quoc viet nam"},
    {"vn", "viet nam"},
    {"ccbvmt", "chi cuc bao ve moi truong"},
    {"bvmt", "bao ve moi truong"},
    {"htkt", "ha tang ky thuat"},
    {"ql", "quan ly"},
}};

constexpr std::array<std::string_view, 45> kBeginnings{
    "so",        "ban",        "uy ban",     "cuc",        "chi cuc",      "vien",      "trung tam",
    "hoi",       "lien doan",  "lien hiep",  "thanh doan", "dai",          "quan",      "huyen",
    "thanh pho", "phong",      "van phong",  "cong an",    "bo",           "quy",       "luc luong",
    "mat tran",  "truong",     "benh vien",  "kho bac",    "ngan hang",    "thanh tra", "tong cong ty",
    "cong ty",   "doan",       "dang uy",    "quan uy",    "huyen uy",     "thanh uy",  "chu dau tu",
    "xi nghiep", "hop tac xa", "hiep hoi",   "lien minh",  "doanh nghiep", "bao hiem",  "phuong",
    "xa",        "thi tran",   "khu bao ton"};

bool number(const std::string& word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool starts(const Words& words, std::string_view beginning) {
  const auto parts = split(beginning, ' ');
  return words.size() >= parts.size() && std::equal(parts.begin(), parts.end(), words.begin());
}

bool ends(const Words& words, std::string_view end) {
  const auto parts = split(end, ' ');
  return words.size() >= parts.size() && std::equal(parts.rbegin(), parts.rend(), words.rbegin());
}

std::string without_brackets(std::string_view name) {
  std::string out;
  int depth = 0;
  for (const char c : name) {
    if (c == '(') ++depth;
    if (depth == 0) out += c;
    if (c == ')' && depth > 0) --depth;
  }
  return out;
}

/// Without the words that spellings leave out, and without the city at the end.
void drop_common(Words& words) {
  std::erase_if(words,
                [](const std::string& w) { return w == "va" || w == "cac" || w == "cua" || w == "voi"; });
  for (const std::string_view tail :
       {"thanh pho ho chi minh", "tp ho chi minh", "tp hcm", "tphcm", "thanh pho", "tp"})
    if (ends(words, tail) && words.size() > split(tail, ' ').size()) {
      words.resize(words.size() - split(tail, ' ').size());
      break;
    }
}

/// "q7" and "q 7" are "quan 7"; "quan 07" is "quan 7".
Words written_out(const Words& words) {
  Words out;
  for (size_t i = 0; i < words.size(); ++i) {
    std::string word = words[i];
    if (word.size() > 1 && (word[0] == 'q' || word[0] == 'p') && number(word.substr(1))) {
      out.emplace_back(word[0] == 'q' ? "quan" : "phuong");
      word.erase(0, 1);
    }
    if (number(word)) {
      while (word.size() > 1 && word[0] == '0') word.erase(0, 1);
      out.push_back(std::move(word));
      continue;
    }
    const auto* found =
        std::find_if(kShort.begin(), kShort.end(), [&](const auto& pair) { return pair.first == word; });
    if (found != kShort.end()) {
      for (auto& one : split(found->second, ' ')) out.push_back(std::move(one));
    } else if (i == 0 && word == "tt" && words.size() > 1) {
      out.insert(out.end(), {"trung", "tam"});
    } else {
      out.push_back(std::move(word));
    }
  }
  return out;
}

Words key_words(std::string_view name) {
  Words words = written_out(split(plain_words(without_brackets(name)), ' '));
  drop_common(words);
  if (starts(words, "uy ban nhan dan") && words.size() > 5)
    for (const std::string_view kind : {"quan", "huyen", "thanh pho", "phuong", "xa", "thi tran", "thi xa"})
      if (starts({words.begin() + 4, words.end()}, kind)) {
        words.erase(words.begin(), words.begin() + 4);
        break;
      }
  return words;
}

std::string initials(std::span<const std::string> words) {
  std::string out;
  for (const auto& word : words) out += number(word) ? word : word.substr(0, 1);
  return out;
}

/// "TN&MT", "HEPZA": capitals only. A letter with marks is none: short forms have none but Đ.
bool capitals(std::string_view text) {
  bool letter = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool capital = (text[i] >= 'A' && text[i] <= 'Z') || text.substr(i, 2) == "Đ";
    letter = letter || capital;
    if (static_cast<unsigned char>(text[i]) >= 0x80) {
      if (!capital) return false;
      ++i;
    } else if (text[i] >= 'a' && text[i] <= 'z') {
      return false;
    }
  }
  return letter;
}

}  // namespace

std::string unit_key(std::string_view name) {
  return join(key_words(name), " ");
}

std::vector<std::string> unit_short_forms(std::string_view name) {
  const Words words = key_words(name);
  std::vector<std::string> out;
  if (words.size() > 2) {
    out.push_back(words[0] + " " + initials(std::span(words).subspan(1)));
    out.push_back(initials(words));
    if (starts(words, "uy ban")) out.push_back(initials(std::span(words).subspan(2)));
  }
  const size_t open = name.find('('), close = name.find(')', open == name.npos ? 0 : open);
  if (open != name.npos && close != name.npos) {
    const std::string inside = plain_words(name.substr(open + 1, close - open - 1));
    if (inside.size() > 2) out.push_back(inside);
  }
  return out;
}

std::vector<std::string> abbreviations(std::string_view name) {
  std::vector<std::string> out;
  for (const bool without_city : {false, true}) {
    Words words = split(plain_words(without_brackets(name)), ' ');
    std::erase(words, "va");
    if (!words.empty() && words[0] == "cac") words.erase(words.begin());
    if (without_city) drop_common(words);
    if (words.size() > 1 && words[0] == "ubnd") words.erase(words.begin());
    if (words.empty() || words.size() > 6) continue;
    std::string rest;
    for (size_t i = 1; i < words.size(); ++i) rest += words[i];
    if (rest.size() > 12) continue;
    if (!rest.empty()) out.push_back(words[0] + " " + rest);
    if (words[0].size() + rest.size() > 2) out.push_back(words[0] + rest);
  }
  return out;
}

bool has_abbreviation(std::string_view name) {
  std::string plain(name);
  for (char& c : plain)
    if (c == '&' || c == '.' || c == '-' || c == ',') c = ' ';
  for (const auto& word : split(plain, ' '))
    if (characters(word) > 1 && capitals(word)) return true;
  return false;
}

std::string group_word(std::string_view name) {
  Words words = written_out(split(plain_words(without_brackets(name)), ' '));
  std::erase(words, "va");
  const bool all = std::find(words.begin(), words.end(), "cac") != words.end();
  if (starts(words, "uy ban nhan dan")) words.erase(words.begin(), words.begin() + 4);
  while (!words.empty() && (words[0] == "cac" || words[0] == "tat" || words[0] == "ca" || words[0] == "cap" ||
                            words[0] == "toan" || words[0] == "bo" || number(words[0])))
    words.erase(words.begin());
  drop_common(words);
  std::string rest = join(words, " ");
  if (all && (rest == "quan" || rest == "huyen")) return rest;
  if (rest == "quan huyen" || rest == "huyen quan") return "quan huyen";
  if (rest == "so ban nganh" || rest == "so nganh" || rest == "so ban nganh doan the") return "so nganh";
  return {};
}

bool names_nobody(std::string_view atom) {
  const Words words = split(plain_words(atom.substr(0, 300)), ' ');
  const std::string all = " " + join(words, " ") + " ";
  return all.find(" lien quan ") != all.npos || starts(words, "cac don vi") || starts(words, "cac co quan") ||
         starts(words, "cac dia phuong") || starts(words, "don vi co") || all == " don vi " ||
         all == " co quan ";
}

std::string kind_word(std::string_view name) {
  const Words words = key_words(name);
  if (words.size() < 2) return {};
  static constexpr std::array<std::string_view, 7> kKinds{"so", "quan", "huyen", "phuong",
                                                          "xa", "cuc",  "hoi"};
  return std::find(kKinds.begin(), kKinds.end(), words[0]) == kKinds.end() ? std::string{} : words[0];
}

bool begins_unit(std::string_view atom) {
  const Words words = written_out(split(plain_words(atom.substr(0, 200)), ' '));
  const Words named(words.begin() + (words.empty() || words[0] != "cac" ? 0 : 1), words.end());
  if (starts(named, "xa hoi")) return false;  // of "Thương binh và Xã hội"
  if (std::any_of(kBeginnings.begin(), kBeginnings.end(),
                  [&](std::string_view beginning) { return starts(named, beginning); }))
    return true;
  return words.size() == 1 && words[0].size() > 2 && !number(words[0]) && capitals(atom);
}

UnitKind unit_kind(std::string_view name) {
  const Words words = key_words(name);
  if (words.empty()) return UnitKind::other;
  if (words[0] == "so") return UnitKind::department;
  if (words[0] == "quan" || words[0] == "huyen" || (starts(words, "thanh pho") && words.size() > 2))
    return UnitKind::district;
  if (words[0] == "phuong" || words[0] == "xa" || starts(words, "thi tran")) return UnitKind::ward;
  if (words[0] == "ban") return UnitKind::board;
  if (starts(words, "cong ty") || starts(words, "tong cong ty")) return UnitKind::enterprise;
  if (join(words, " ") == "uy ban nhan dan") return UnitKind::committee;
  return UnitKind::other;
}

std::string unit_code(const std::string& name) {
  const Words words = key_words(name);
  if (words.empty()) return {};
  const auto rest = [&](size_t from) {
    std::string out;
    for (size_t i = from; i < words.size() && out.size() + words[i].size() < 40; ++i) out += "-" + words[i];
    return out;
  };
  if (words[0] == "quan" && words.size() == 2 && number(words[1])) return "q" + words[1];
  if (words[0] == "quan" && words.size() > 1) return "q" + rest(1);
  if (words[0] == "huyen" && words.size() > 1) return "h" + rest(1);
  if (starts(words, "thanh pho") && words.size() > 2) return "tp" + rest(2);
  if (join(words, " ") == "uy ban nhan dan") return "ubnd-tp";
  if (words[0] == "so" && words.size() > 1) {
    const std::span<const std::string> named = std::span(words).subspan(1);
    if (!has_abbreviation(name)) return "so-" + initials(named);
    return "so-" + join(named, "");
  }
  std::string out = rest(0);
  out.erase(0, 1);
  if (!out.empty() && (out[0] < 'a' || out[0] > 'z')) out.insert(0, "u-");
  return out;
}

std::vector<std::string> unit_pieces(const std::string& cell) {
  std::vector<std::string> lines, out;
  for (const auto& line : split(cell, '\n')) {
    if (line.empty()) continue;
    const auto label = label_of(line, false);
    if (label || lines.empty())
      lines.push_back(label ? label->rest : line);
    else
      lines.back() += "\n" + line;
  }
  for (const auto& line : lines)
    for (auto& piece : split(line, ';')) {
      while (!piece.empty() && (piece.back() == '.' || piece.back() == ',' || piece.back() == ':'))
        piece.pop_back();
      if (!piece.empty()) out.push_back(std::move(piece));
    }
  return out;
}

std::vector<std::string> unit_atoms(const std::string& piece) {
  static constexpr std::array<std::string_view, 9> kBetween{",",   "\n",  "/",    " và ",  " - ",
                                                            " – ", " — ", " Và ", " cùng "};
  std::vector<std::string> out;
  size_t begin = 0;
  const auto cut = [&](size_t end) {
    std::string_view part = trimmed(std::string_view(piece).substr(begin, end - begin));
    if (part.starts_with("và ")) part.remove_prefix(std::string_view("và ").size());
    while (part.ends_with('.') || part.ends_with(':')) part.remove_suffix(1);
    if (!part.empty()) out.emplace_back(one_line(part));
  };
  for (size_t at = 0; at < piece.size();) {
    size_t length = 0;
    for (const std::string_view mark : kBetween)
      if (piece.compare(at, mark.size(), mark) == 0) length = mark.size();
    if (length == 0) {
      ++at;
      continue;
    }
    cut(at);
    at += length;
    begin = at;
  }
  cut(piece.size());
  return out;
}

Roles split_roles(const std::string& cell) {
  Roles out;
  std::string* into = &out.leads;
  std::string text = cell;
  // Found by the words' own bytes: what stands between them stays as written.
  static constexpr std::array<std::pair<std::string_view, bool>, 8> kMarks{{{"Phối hợp:", true},
                                                                            {"phối hợp:", true},
                                                                            {"Đơn vị phối hợp:", true},
                                                                            {"Cơ quan phối hợp:", true},
                                                                            {"Chủ trì:", false},
                                                                            {"chủ trì:", false},
                                                                            {"Đơn vị chủ trì:", false},
                                                                            {"Cơ quan chủ trì:", false}}};
  while (!text.empty()) {
    size_t first = std::string::npos, length = 0;
    bool other = false;
    for (const auto& [mark, coordinates] : kMarks)
      if (const size_t at = text.find(mark);
          at < first || (at == first && at != text.npos && mark.size() > length)) {
        first = at;
        length = mark.size();
        other = coordinates;
      }
    std::string before = text.substr(0, first);
    if (!trimmed(before).empty()) *into += (into->empty() ? "" : "\n") + before;
    if (first == std::string::npos) break;
    text.erase(0, first + length);
    into = other ? &out.coordinates : &out.leads;
  }
  return out;
}

}  // namespace xanh::annex
