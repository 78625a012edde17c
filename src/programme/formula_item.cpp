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

namespace {

std::string bare(const FormulaItem& item) {
  switch (item.kind) {
    case FormulaItemKind::element: {
      std::string out(item.code);
      if (!item.option.empty()) out.append(".").append(item.option);
      if (!item.attribute.empty()) out.append(".").append(item.attribute);
      return out;
    }
    case FormulaItemKind::constant:
      return fmt::format("C{{{}}}", item.code);
    case FormulaItemKind::reports:
      return fmt::format("R{{{}.{}}}", item.code, to_text(item.reports));
    case FormulaItemKind::unit_group:
      return fmt::format("OUG{{{}}}", item.code);
    case FormulaItemKind::indicator:
      return fmt::format("N{{{}}}", item.code);
    case FormulaItemKind::days:
      return "[days]";
  }
  return {};
}

std::string hung_on(const FormulaModifiers& modifiers) {
  std::string out;
  if (modifiers.aggregation != Aggregation::automatic)
    out += fmt::format(".aggregationType({})", to_text(modifiers.aggregation));
  if (modifiers.min_date) out += fmt::format(".minDate({})", to_text(*modifiers.min_date));
  if (modifiers.max_date) out += fmt::format(".maxDate({})", to_text(*modifiers.max_date));
  if (modifiers.period_offset != 0) out += fmt::format(".periodOffset({})", modifiers.period_offset);
  if (modifiers.year_to_date) out += ".yearToDate()";
  return out;
}

}  // namespace

std::string FormulaItem::key() const {
  return bare(*this) + hung_on(modifiers);
}

std::string FormulaItem::text() const {
  const std::string inside = bare(*this);
  return (kind == FormulaItemKind::element ? "#{" + inside + "}" : inside) + hung_on(modifiers);
}

}  // namespace xanh
