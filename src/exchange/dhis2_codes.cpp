#include "exchange/dhis2_codes.hpp"

#include "base/text.hpp"

namespace xanh::dhis2 {
namespace {

constexpr size_t kLongestMadeCode = 64;  // is_code
constexpr size_t kUid = 12;              // with the line before it

std::string lower(const std::string& uid) {
  std::string out = code_of_text(uid);
  return out.empty() ? "x" : out;
}

}  // namespace

std::string code_of_text(std::string_view text) {
  std::string out;
  for (const char c : folded(text)) {
    if ((c >= 'a' && c <= 'z') || (is_digit(c) && !out.empty()))
      out += c;
    else if (is_digit(c))
      (out += "x") += c;  // a code begins with a letter
    else if (!out.empty() && out.back() != '_')
      out += '_';
  }
  while (!out.empty() && out.back() == '_') out.pop_back();
  return out;
}

std::map<std::string, std::string> Codes::give(const std::vector<Wanted>& wanted) {
  std::map<std::string, int> times;
  std::vector<std::string> codes;
  for (const auto& one : wanted) {
    codes.push_back(code_of_text(one.text));
    ++times[codes.back()];
  }
  std::map<std::string, std::string> out;
  for (size_t i = 0; i < wanted.size(); ++i) {
    std::string& code = codes[i];
    const std::string uid = lower(wanted[i].uid);
    if (code.empty())
      code = uid;
    else if (times[code] > 1 || code.size() > kLongestMadeCode || taken_.contains(code))
      code = code.substr(0, kLongestMadeCode - kUid) + "_" + uid;
    out.emplace(wanted[i].uid, unique(code.substr(0, kLongestMadeCode)));
  }
  return out;
}

std::string Codes::unique(const std::string& code) {
  // Two uids may differ by capitals only.
  std::string out = code;
  for (int i = 2; !taken_.insert(out).second; ++i) {
    const std::string end = "_" + std::to_string(i);
    out = code.substr(0, kLongestMadeCode - end.size()) + end;
  }
  return out;
}

Codes::Wanted wanted(const Object& object) {
  return {object.uid, code_of_text(object.code).empty() ? object.name : object.code};
}

}  // namespace xanh::dhis2
