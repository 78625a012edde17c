// Sub-collection (chia biểu): a unit splits its form into parts for its wards and offices and adds up what
// comes back, by the rules of interfaces.md, Aggregation. What cannot be added is said, never added silently.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reporting/form.hpp"
#include "reporting/submission.hpp"

namespace xanh {

inline constexpr size_t kMostParts = 100;  ///< columns of Biểu 10 that anybody could still read

/// A part as it is asked: a subordinate unit, or a ward or office of the unit's own list.
struct AskedPart {
  std::string code, name, contact;
  std::vector<std::string> items;  ///< tables (01, 05a, 06, 07) or elements; empty: all figures, 06 and 07
  bool left_out = false;           ///< items `-`: known, and asked nothing this time
};

/// The unit's form reduced to what a part is asked: its figures of Biểu 01 and 05, no tasks and no ratings.
[[nodiscard]] Form part_form(const Form& whole, std::span<const std::string> items);
/// Whether the part is asked for Biểu 06 or 07.
[[nodiscard]] bool part_asks(std::span<const std::string> items, std::string_view table);
/// The tables with rows of the form: 01, 05a …
[[nodiscard]] std::vector<std::string> tables_of(const Form& form);

[[nodiscard]] Bilingual name_of(FigureColumn column);
inline constexpr std::array kFigureColumns{FigureColumn::this_period, FigureColumn::year_to_date,
                                           FigureColumn::same_period, FigureColumn::year_estimate,
                                           FigureColumn::since_start};
[[nodiscard]] std::optional<Decimal> ReportedFigure::* cell_of(FigureColumn column);

/// As columns and sentences name it: Phường Tân Phú for Ủy ban nhân dân Phường Tân Phú.
[[nodiscard]] std::string short_name(std::string_view name);

/// The account of a part: a figure for every element it was asked. `report` is null while nothing came.
[[nodiscard]] ReportedPart account_of(const AskedPart& part, const Form& form, const Submission* report);

enum class LeftOut {
  not_sent,       ///< the part has sent nothing
  not_answered,   ///< it left the cell empty
  not_available,  ///< it has no figure yet, and said so
  half_of_ratio   ///< it gave one of numerator and denominator only
};

/// What the parts' figures of one element add up to.
struct PartTotal {
  const Element* element = nullptr;
  bool answered = false;  ///< whether there is a figure at all
  bool adds = true;       ///< false: shares of several parts, which have no sum
  ReportedFigure figure;  ///< the sum, or the state that all parts share; no note
  std::vector<const ReportedPart*> counted;
  std::vector<std::pair<const ReportedPart*, LeftOut>> left_out;
  std::vector<FigureColumn> unadded;  ///< columns that only some of the counted parts gave: no sum
  [[nodiscard]] bool complete() const { return left_out.empty(); }
};

/// By the plan's order; elements no part was asked are not among them. Points into both arguments.
/// An incomplete sum is preliminary at best; parts to which it does not apply are left out and not missing.
[[nodiscard]] std::vector<PartTotal> totals_of(const Plan& plan, const std::vector<ReportedPart>& parts);
/// Why the total is not whole, by names of parts; empty when it is.
[[nodiscard]] Bilingual shortfall_of(const PartTotal& total);

/// A figure the unit puts in place of a sum, with its reason.
struct PartOverride {
  std::string element;
  FigureColumn column{};
  std::optional<Decimal> value;
  std::optional<FigureState> state;
  std::string reason;
  Place place;
};
void apply(const PartOverride& override_, ReportedFigure& figure);

/// A part as it came back.
struct SentPart {
  AskedPart asked;
  ReportedPart account;
  Submission report;
};

/// The unit's own report, filled in from its parts: what it has sent itself stays, figures asked of parts are
/// their totals, texts of parts that were not in it before stand behind its own, each under its part's name.
[[nodiscard]] Submission merged_report(const Submission& own, const Form& whole, const Plan& plan,
                                       const std::vector<SentPart>& parts,
                                       std::span<const PartOverride> overrides, Language language);

}  // namespace xanh
