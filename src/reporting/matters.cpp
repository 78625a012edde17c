#include "reporting/matters.hpp"

#include <set>

#include "base/canonical.hpp"
#include "base/text.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kBadCode{"directive-code",
                               Severity::error,
                               "mã ý kiến chỉ đạo `{code}` không hợp lệ",
                               "the code `{code}` of a directive is not valid",
                               "dùng chữ thường không dấu, số, `-`, `_`, bắt đầu bằng chữ",
                               "use lower-case letters, digits, `-`, `_`, a letter first"};
constexpr ProblemKind kTwice{"directive-twice",
                             Severity::error,
                             "ý kiến chỉ đạo `{code}` nêu hai lần",
                             "the directive `{code}` is given twice",
                             "giữ lại một, hoặc đặt mã khác",
                             "keep one, or give it another code"};
constexpr ProblemKind kNoUnit{"directive-unit",
                              Severity::error,
                              "ý kiến chỉ đạo `{code}`: không có đơn vị hoặc nhóm `{unit}`",
                              "the directive `{code}`: there is no unit or group `{unit}`",
                              "dùng mã trong danh bạ đơn vị",
                              "use a code of the register"};
constexpr ProblemKind kNobody{"directive-for-nobody",
                              Severity::error,
                              "ý kiến chỉ đạo `{code}` không giao cho đơn vị nào",
                              "the directive `{code}` is given to no unit",
                              "ghi đơn vị thực hiện ở `units`",
                              "name who shall do it in `units`"};
constexpr ProblemKind kDueBefore{"directive-due-before",
                                 Severity::warning,
                                 "ý kiến chỉ đạo `{code}`: thời hạn {due} trước ngày văn bản {date}",
                                 "the directive `{code}` is due on {due}, before its document of {date}",
                                 "kiểm tra lại ngày",
                                 "check the days"};

constexpr ProblemKind kUnitTwice{"directive-unit-twice",
                                 Severity::warning,
                                 "ý kiến chỉ đạo `{code}` nêu đơn vị `{unit}` hai lần",
                                 "the directive `{code}` names the unit `{unit}` twice",
                                 "bỏ một lần",
                                 "leave one out"};
constexpr ProblemKind kUnitEnded{
    "directive-unit-ended",
    Severity::error,
    "ý kiến chỉ đạo `{code}`: đơn vị `{unit}` không còn hoạt động vào ngày {date}",
    "the directive `{code}`: the unit `{unit}` does not exist on {date}",
    "giao cho đơn vị kế thừa",
    "give it to the unit that succeeded it"};

}  // namespace

std::string matters_digest(const Matters& matters) {
  if (matters.directives.empty() && matters.difficulties.empty()) return {};
  return digest_of("matters", canonical(to_node(matters)));
}

std::vector<const Directive*> directives_of(const std::vector<StandingDirective>& directives,
                                            const Register& units, const Window& window,
                                            const std::string& unit) {
  std::vector<const Directive*> out;
  const AsOf as_of{window.last, {}};
  for (const auto& standing : directives) {
    const Directive& one = standing.directive;
    if (one.date && *one.date > window.last) continue;
    if (standing.closed_on && *standing.closed_on < window.first) continue;
    if (std::find(standing.done_by.begin(), standing.done_by.end(), unit) != standing.done_by.end()) continue;
    const bool asked = std::any_of(one.units.begin(), one.units.end(), [&](const std::string& entry) {
      if (entry == unit) return true;
      const auto members = units.members(entry, as_of);
      return std::find(members.begin(), members.end(), unit) != members.end();
    });
    if (asked) out.push_back(&one);
  }
  return out;
}

Problems check_directives(const std::vector<Directive>& directives, const Register& units) {
  Problems out;
  std::set<std::string> seen;
  for (const auto& one : directives) {
    const auto say = [&](const ProblemKind& kind, const char* field, ProblemWords words,
                         std::string suggestion = {}) {
      Place place = one.place;
      place.field = field;
      out.push_back(problem(kind, place, words, std::move(suggestion)));
    };
    if (!is_code(one.code)) say(kBadCode, "code", {{"code", one.code}});
    if (!seen.insert(one.code).second) say(kTwice, "code", {{"code", one.code}});
    if (one.units.empty()) say(kNobody, "units", {{"code", one.code}});
    for (const auto& unit : one.units)
      if (!units.any_unit(unit) && !units.is_group(unit))
        say(kNoUnit, "units", {{"code", one.code}, {"unit", unit}}, nearest(unit, units.unit_codes()));
      else if (one.date && !units.is_group(unit) && !units.unit(unit, {*one.date, {}}))
        say(kUnitEnded, "units", {{"code", one.code}, {"unit", unit}, {"date", to_text(*one.date)}});
    for (auto unit = one.units.begin(); unit != one.units.end(); ++unit)
      if (std::find(one.units.begin(), unit, *unit) != unit)
        say(kUnitTwice, "units", {{"code", one.code}, {"unit", *unit}});
    if (one.date && one.due && *one.due < *one.date)
      say(kDueBefore, "due", {{"code", one.code}, {"due", to_text(*one.due)}, {"date", to_text(*one.date)}});
  }
  return out;
}

}  // namespace xanh
