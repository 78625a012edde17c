// Names of items and of what is hung on them, both ways.
#include "programme/formula_item.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "base/date.hpp"

namespace xanh {
namespace {

constexpr std::array<std::pair<std::string_view, FormulaReports>, 5> kReportNames{{
    {"REPORTING_RATE", FormulaReports::rate},
    {"REPORTING_RATE_ON_TIME", FormulaReports::rate_on_time},
    {"ACTUAL_REPORTS", FormulaReports::actual},
    {"ACTUAL_REPORTS_ON_TIME", FormulaReports::actual_on_time},
    {"EXPECTED_REPORTS", FormulaReports::expected},
}};

// The first name of a kind is the one we write. "In period" limits what DHIS2 looks up for a period without a
// figure; a scope here never looks beyond the periods it is asked for, so the two are one.
using Aggregation = FormulaAggregation;
constexpr std::array<std::pair<std::string_view, Aggregation>, 15> kAggregationNames{{
    {"DEFAULT", Aggregation::automatic},
    {"SUM", Aggregation::sum},
    {"AVERAGE", Aggregation::average},
    {"AVERAGE_SUM_ORG_UNIT", Aggregation::average_sum_units},
    {"FIRST", Aggregation::first},
    {"FIRST_AVERAGE_ORG_UNIT", Aggregation::first_average_units},
    {"LAST", Aggregation::last},
    {"LAST_AVERAGE_ORG_UNIT", Aggregation::last_average_units},
    {"LAST_IN_PERIOD", Aggregation::last},
    {"LAST_IN_PERIOD_AVERAGE_ORG_UNIT", Aggregation::last_average_units},
    {"COUNT", Aggregation::count},
    {"STDDEV", Aggregation::stddev},
    {"VARIANCE", Aggregation::variance},
    {"MIN", Aggregation::min},
    {"MAX", Aggregation::max},
}};

// averageSumOrgUnit and AVERAGE_SUM_ORG_UNIT are the same word: letters compared without case and
// underscores.
bool same_word(std::string_view a, std::string_view b) {
  size_t i = 0, j = 0;
  const auto upper = [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; };
  for (;;) {
    while (i < a.size() && a[i] == '_') ++i;
    while (j < b.size() && b[j] == '_') ++j;
    if (i == a.size() || j == b.size()) return i == a.size() && j == b.size();
    if (upper(a[i++]) != upper(b[j++])) return false;
  }
}

}  // namespace

std::optional<FormulaReports> formula_reports(std::string_view name) {
  for (const auto& [known, reports] : kReportNames)
    if (known == name) return reports;
  return std::nullopt;
}

std::optional<FormulaAggregation> formula_aggregation(std::string_view name) {
  for (const auto& [known, aggregation] : kAggregationNames)
    if (same_word(known, name)) return aggregation;
  return std::nullopt;
}

std::string_view to_text(FormulaReports reports) {
  return kReportNames[static_cast<size_t>(reports)].first;
}

std::string_view to_text(FormulaAggregation aggregation) {
  for (const auto& [known, value] : kAggregationNames)
    if (value == aggregation) return known;
  return {};
}

std::string FormulaItem::key() const {
  std::string out;
  switch (kind) {
    case FormulaItemKind::element:
      out = code;
      if (!option.empty()) out.append(".").append(option);
      if (!attribute.empty()) out.append(".").append(attribute);
      break;
    case FormulaItemKind::constant:
      out = fmt::format("C{{{}}}", code);
      break;
    case FormulaItemKind::reports:
      out = fmt::format("R{{{}.{}}}", code, to_text(reports));
      break;
    case FormulaItemKind::unit_group:
      out = fmt::format("OUG{{{}}}", code);
      break;
    case FormulaItemKind::indicator:
      out = fmt::format("N{{{}}}", code);
      break;
    case FormulaItemKind::days:
      out = "[days]";
      break;
  }
  if (modifiers.aggregation != Aggregation::automatic)
    out += fmt::format(".aggregationType({})", to_text(modifiers.aggregation));
  if (modifiers.min_date) out += fmt::format(".minDate({})", to_text(*modifiers.min_date));
  if (modifiers.max_date) out += fmt::format(".maxDate({})", to_text(*modifiers.max_date));
  if (modifiers.period_offset != 0) out += fmt::format(".periodOffset({})", modifiers.period_offset);
  if (modifiers.year_to_date) out += ".yearToDate()";
  return out;
}

}  // namespace xanh
