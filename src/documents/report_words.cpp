#include "documents/report_words.hpp"

#include <fmt/format.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include "base/text.hpp"

namespace xanh {

namespace {

const char* const kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                               "July",    "August",   "September", "October", "November", "December"};

std::string from_icu(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

}  // namespace

ReportWords::ReportWords(const ReportContext& context)
    : plan_(*context.plan),
      units_(*context.units),
      language_(context.language),
      as_of_{context.cycle->cut_off(), {}} {}

std::string ReportWords::in(const Bilingual& text) const {
  const std::string& wanted = xanh::in(language_, text);
  return !wanted.empty() ? wanted : vi() ? text.en : text.vi;
}

Bilingual names_of_unit(const Plan& plan, const Register& units, Date day, const std::string& code) {
  if (const UnitRow* ended = units.any_unit(code); ended && !units.unit(code, {day, {}}))
    return ended->names();
  const auto in = [&](Language language) { return ReportWords(plan, units, day, language).unit(code); };
  return {in(Language::vi), in(Language::en)};
}

std::string ReportWords::unit(const std::string& code) const {
  if (const UnitRow* row = units_.unit(code, as_of_)) return in(row->names());
  if (units_.is_group(code)) {
    const auto members = units_.members(code, as_of_);
    const UnitRow* first = members.empty() ? nullptr : units_.unit(members.front(), as_of_);
    switch (first ? first->kind : UnitKind::other) {
      case UnitKind::district:
        return say("Ủy ban nhân dân cấp huyện", "district people's committees");
      case UnitKind::ward:
        return say("Ủy ban nhân dân cấp xã", "commune people's committees");
      case UnitKind::department:
        return say("các sở, ngành", "departments");
      case UnitKind::board:
        return say("các ban quản lý", "management boards");
      case UnitKind::coordinating:
        return say("các cơ quan phối hợp", "coordinating bodies");
      case UnitKind::committee:
      case UnitKind::enterprise:
      case UnitKind::other:
        break;
    }
    std::vector<std::string> names;
    for (const auto& member : members) names.push_back(unit(member));
    return list(names);
  }
  if (const UnitRow* row = units_.any_unit(code)) return in(row->names());
  return one_line(code);
}

std::string ReportWords::units(const std::vector<std::string>& codes) const {
  std::vector<std::string> names;
  for (const auto& code : codes) names.push_back(unit(code));
  return join(names, "; ");
}

std::string ReportWords::some_units(const std::vector<std::string>& codes, size_t shown) const {
  std::vector<std::string> names;
  const size_t most =
      codes.size() <= shown + 1 ? codes.size() : shown;  // "and 1 more" takes as much room as its name
  for (size_t i = 0; i < most; ++i) names.push_back(unit(codes[i]));
  std::string out = join(names, ", ");
  if (most < codes.size())
    out += fmt::format(fmt::runtime(say(" và {} đơn vị khác", " and {} more units")), codes.size() - most);
  return out;
}

std::string ReportWords::item(const std::string& code) const {
  if (const Target* target = plan_.target(code)) return in(target->names);
  if (const Task* task = plan_.task(code)) return in(task->text);
  if (const Element* element = plan_.element(code)) return in(element->names());
  return {};
}

std::string ReportWords::number(const Decimal& value, int decimals) const {
  return to_text_grouped(value, decimals, vi());
}

std::string ReportWords::with_unit(const Decimal& value, const std::string& measure, int decimals) const {
  const std::string figure = number(value, decimals);
  return measure.empty() ? figure : measure == "%" ? figure + "%" : figure + " " + measure;
}

std::string ReportWords::day(Date day) const {
  if (vi()) return to_text_vi(day);
  const std::chrono::year_month_day d{day};
  return fmt::format("{} {} {}", unsigned(d.day()), kMonths[unsigned(d.month()) - 1], int(d.year()));
}

std::string ReportWords::long_day(Date date) const {
  if (!vi()) return day(date);
  const std::chrono::year_month_day d{date};
  const unsigned month = unsigned(d.month());
  return fmt::format("ngày {:02} tháng {} năm {}", unsigned(d.day()),
                     month < 3 ? fmt::format("{:02}", month) : std::to_string(month), int(d.year()));
}

std::string ReportWords::blank_day(Date due) const {
  const std::chrono::year_month_day d{due};
  const unsigned month = unsigned(d.month());
  if (vi())
    return fmt::format("ngày     tháng {} năm {}",
                       month < 3 ? fmt::format("{:02}", month) : std::to_string(month), int(d.year()));
  return fmt::format("      {} {}", kMonths[month - 1], int(d.year()));
}

std::string ReportWords::target_grade(Grade grade) const {
  const std::string code{word(grade)};
  for (const auto& w : plan_.programme.grades.words)
    if (w.code == code) return in(w.names);
  return {};
}

std::string ReportWords::task_grade(const std::string& code) const {
  for (const auto& w : plan_.programme.task_grades)
    if (w.code == code) return in(w.names);
  return {};
}

std::string ReportWords::cause(const std::string& code) const {
  for (const auto& w : plan_.programme.delay_causes)
    if (w.code == code) return in(w.names);
  return {};
}

std::string ReportWords::milestone(const ReportMilestone& m) const {
  if (m.value) return number(m.value->value);
  if (m.at_least) return "≥ " + number(m.at_least->value);
  if (m.at_most) return "≤ " + number(m.at_most->value);
  return {};
}

std::string ReportWords::list(const std::vector<std::string>& words) const {
  if (words.size() < 2) return words.empty() ? std::string{} : words.front();
  const std::vector<std::string> most{words.begin(), words.end() - 1};
  return join(most, ", ") + say(" và ", " and ") + words.back();
}

std::string ReportWords::upper(const std::string& text) const {
  return from_icu(icu::UnicodeString::fromUTF8(text).toUpper(icu::Locale("vi")));
}

std::string ReportWords::lower_first(const std::string& text) const {
  const auto all = icu::UnicodeString::fromUTF8(text);
  if (all.isEmpty()) return text;
  const int32_t first = all.moveIndex32(0, 1);
  return from_icu(icu::UnicodeString(all, 0, first).toLower(icu::Locale("vi")) +
                  icu::UnicodeString(all, first));
}

std::string one_line(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == '\n' || c == '\r' || c == '\t' || c == ' ';
    if (!blank)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string sentence(const std::string& text) {
  std::string out = one_line(text);
  if (!out.empty() && std::string_view{".!?…"}.find(out.back()) == std::string_view::npos) out += '.';
  return out;
}

}  // namespace xanh
