// What anybody may see: the programme as decided, and the results of published reports. By default the
// public sees what a signed report contains, so nothing of a cycle that is not published comes out here.
#pragma once

#include "office/published.hpp"
#include "reporting/consolidation.hpp"

namespace xanh {

struct PublicTarget {
  std::string code;
  std::optional<std::string> no;
  std::string goal;
  Bilingual names;
  std::string unit;  ///< of measure
  int decimals = 0;
  std::string definition;
  Collected collected{};
  std::vector<std::string> leads;
  std::vector<Milestone> milestones;
  Known known{};  ///< how sure the programme is of what stands here
};
BOOST_DESCRIBE_STRUCT(PublicTarget, (),
                      (code, no, goal, names, unit, decimals, definition, collected, leads, milestones,
                       known))

[[nodiscard]] PublicTarget public_target(const Target& target);

/// A place of today: a district, a commune.
struct PublicArea {
  std::string code;
  Bilingual names;
};
BOOST_DESCRIBE_STRUCT(PublicArea, (), (code, names))

struct PublicProgramme {
  std::string code;
  Bilingual names;
  std::string zone;  ///< in which its days begin: Asia/Ho_Chi_Minh
  int plan_version = 0;
  Date in_force_from{};
  std::vector<PublicTarget> targets;
  std::vector<PublicArea> areas;
  bool outlined = false;  ///< areas have shapes: /api/areas.geojson
};
BOOST_DESCRIBE_STRUCT(PublicProgramme, (),
                      (code, names, zone, plan_version, in_force_from, targets, areas, outlined))

/// The newest version in force on the day of the desk.
[[nodiscard]] Outcome<PublicProgramme> public_programme(const Desk& desk);

/// A target of a published report, as it is printed there.
struct PublishedTarget {
  std::string code;
  std::optional<std::string> no;
  Bilingual names;
  std::optional<Number> value;
  std::optional<std::string> display;  ///< as printed, with the target's decimals
  std::optional<std::string> numerator, denominator;
  std::string unit;
  std::optional<std::string> definition;
  std::optional<FigureState> state;
  std::optional<Grade> grade;
  std::optional<Rating> rating;  ///< of a qualitative target
  Bilingual reason;
  std::vector<ReportMilestone> milestones;
  Coverage coverage;
  /// Why its figures are held back; they, the grade and the reason are then absent or empty.
  std::optional<std::string> held_back{};
  std::optional<RestatedFigure> restated{};  ///< its figure was corrected since the publication
};
BOOST_DESCRIBE_STRUCT(PublishedTarget, (),
                      (code, no, names, value, display, numerator, denominator, unit, definition, state,
                       grade, rating, reason, milestones, coverage, held_back, restated))

struct PublishedResults {
  std::string cycle;
  Bilingual names;
  Date cut_off{};
  bool illustrative = false;
  int snapshot = 0;
  std::string sha256;
  std::vector<RestatementLine> restatements;  ///< since the publication
  std::vector<PublishedTarget> items;
};
BOOST_DESCRIBE_STRUCT(PublishedResults, (),
                      (cycle, names, cut_off, illustrative, snapshot, sha256, restatements, items))

/// What one unit reported of one element, as the published report counts it.
struct PublishedFigure {
  std::string element;
  Bilingual element_names;
  std::string measure;  ///< unit of measure
  std::string unit;
  Bilingual unit_names;
  std::string state;
  std::optional<Number> value;  ///< of the period, with the digits reported; absent for the empties
  /// It was corrected since the publication; `was` is the value reported then, absent where there was none.
  std::optional<RestatedFigure> restated{};
};
BOOST_DESCRIBE_STRUCT(PublishedFigure, (),
                      (element, element_names, measure, unit, unit_names, state, value, restated))

struct PublishedFigures {
  std::string cycle;
  Bilingual names;
  Date cut_off{};
  bool illustrative = false;  ///< made up, to show the program
  int snapshot = 0;
  std::string sha256;
  std::vector<PublishedFigure> items;  ///< by unit, then element
};
BOOST_DESCRIBE_STRUCT(PublishedFigures, (), (cycle, names, cut_off, illustrative, snapshot, sha256, items))

/// Those from which the results were computed that the public sees, of the revisions that the published
/// report was made from and with the names known at its publication. Figures that stood in from an earlier
/// report are not among them, nor are those of targets that are held back only.
[[nodiscard]] Outcome<PublishedFigures> published_figures(const Desk& desk, const std::string& cycle);

/// Of the cycle, or of the one published last when it is empty; nothing-published when there is none.
[[nodiscard]] Outcome<PublishedResults> published_results(const Desk& desk, const std::string& cycle);

}  // namespace xanh
