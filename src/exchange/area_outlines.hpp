// Outlines of areas as GeoJSON (RFC 7946): WGS 84, longitude before latitude, in degrees.
#pragma once

#include <string>
#include <vector>

#include "base/node.hpp"
#include "base/problem.hpp"

namespace xanh {

/// `outline` is a geometry of kind MultiPolygon as one line of JSON: rings closed, five decimals (about a
/// metre), outer rings counterclockwise.
struct AreaOutline {
  std::string code, outline;
};

/// More points make a map no better and a telephone slower.
inline constexpr int kOutlinePoints = 1500;

/// The features of a collection, each a Polygon or MultiPolygon whose property `code` names an area.
/// Problems: outline-not-read, outline-code, outline-place (beyond the degrees of the earth, or the two
/// exchanged), outline-broken (crosses itself, or has no surface), outline-too-long, outline-twice; all of
/// them, each with the number of its feature.
[[nodiscard]] Outcome<std::vector<AreaOutline>> read_outlines(const std::string& geojson,
                                                              const std::string& file);

/// A feature of a collection, of an outline that was read.
[[nodiscard]] Node outline_feature(const AreaOutline& area);
[[nodiscard]] Node outline_collection();

}  // namespace xanh
