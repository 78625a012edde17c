#include "reporting/part_check.hpp"

#include <set>

#include "base/text.hpp"
#include "reporting/sub_collection.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kNotTheSum{
    "total-not-sum-of-parts",
    Severity::warning,
    "`{name}` ({column}) = {value}, tổng từ đơn vị trực thuộc (Biểu 10) là {sum}",
    "`{name_en}` ({column_en}) = {value_en}, the subordinate units (table 10) add up to {sum_en}",
    "sửa cho khớp, hoặc giải trình ở cột ghi chú",
    "make them agree, or explain it in the notes"};
constexpr ProblemKind kPartsMissing{
    "parts-missing",
    Severity::warning,
    "{count}/{all} đơn vị trực thuộc chưa gửi số liệu: {names}",
    "{count} of {all} subordinate units have sent no figures: {names}",
    "đôn đốc; khi có thì chạy lại `xanh collect merge` và gửi bản bổ sung",
    "remind them; when they have sent, run `xanh collect merge` again and send the report anew"};

constexpr ProblemKind kDoubled{"parts-doubled",
                               Severity::error,
                               "đơn vị trực thuộc `{code}` có hai lần trong báo cáo",
                               "the part `{code}` stands twice in the report",
                               "giữ lại một lần",
                               "keep one of them"};
constexpr ProblemKind kTooMany{"parts-too-many",
                               Severity::error,
                               "báo cáo có {count} đơn vị trực thuộc, nhiều nhất là {most}",
                               "the report has {count} parts, {most} at most",
                               "gộp bớt",
                               "join some of them"};

std::string shown(const std::optional<Decimal>& value, Language language) {
  if (!value) return in(language, {"trống", "empty"});
  return to_text_grouped(*value, -1, language == Language::vi);
}

}  // namespace

Problems check_parts(const Submission& submission, const Plan& plan) {
  Problems out;
  if (submission.parts.empty()) return out;
  Place whole = submission.place;
  whole.field = "parts";
  if (submission.parts.size() > kMostParts) {
    out.push_back(
        problem(kTooMany, whole,
                {{"count", std::to_string(submission.parts.size())}, {"most", std::to_string(kMostParts)}}));
    return out;
  }
  std::vector<std::string> missing;
  std::set<std::string_view> codes;
  for (const auto& part : submission.parts)
    if (!codes.insert(part.code).second) out.push_back(problem(kDoubled, whole, {{"code", part.code}}));
  for (const auto& part : submission.parts)
    if (!part.sent) missing.push_back(part.name.empty() ? part.code : short_name(part.name));
  if (!missing.empty())
    out.push_back(problem(kPartsMissing, whole,
                          {{"count", std::to_string(missing.size())},
                           {"all", std::to_string(submission.parts.size())},
                           {"names", join(missing, ", ")}}));
  for (const auto& total : totals_of(plan, submission.parts)) {
    const Element& element = *total.element;
    const ReportedFigure* figure = submission.figure(element.code);
    if (!total.answered || (figure && !figure->note.empty())) continue;
    for (const auto column : kFigureColumns) {
      const auto sum = total.figure.value(column);
      if (!sum) continue;
      const auto value = figure ? figure->value(column) : std::nullopt;
      if (value && *value == *sum) continue;
      Place place = figure ? figure->place : submission.place;
      place.field = "figures." + element.code + "." + word(column);
      out.push_back(problem(kNotTheSum, place,
                            {{"name", element.name_vi},
                             {"name_en", in(Language::en, element.names())},
                             {"column", name_of(column).vi},
                             {"column_en", name_of(column).en},
                             {"value", shown(value, Language::vi)},
                             {"value_en", shown(value, Language::en)},
                             {"sum", shown(sum, Language::vi)},
                             {"sum_en", shown(sum, Language::en)}}));
      break;  // one cause is told once
    }
  }
  return out;
}

}  // namespace xanh
