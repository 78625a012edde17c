// What was published as tables for anybody's tools, with a description of every column: CSV (RFC 4180) and a
// Data Package (datapackage.org, version 2).
#pragma once

#include "office/results_use.hpp"

namespace xanh {

/// Of the report of this cycle, a target a row; what is held back has no figure. Problem: nothing-published.
[[nodiscard]] Outcome<std::string> results_table(const Desk& desk, const std::string& cycle);
/// A figure of a unit a row. Problem: nothing-published.
[[nodiscard]] Outcome<std::string> figures_table(const Desk& desk, const std::string& cycle);

/// Every table of every published report with its columns and the digest of its bytes. Paths are relative to
/// /api/datapackage.json.
[[nodiscard]] Outcome<Node> data_package(const Desk& desk, Language language);

/// The areas of that day that have a shape, as a GeoJSON FeatureCollection with code, official code and
/// names; without a day, of the desk's.
[[nodiscard]] Outcome<Node> public_outlines(const Desk& desk, std::optional<Date> day);

}  // namespace xanh
