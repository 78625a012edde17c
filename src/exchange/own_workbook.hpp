// A unit's own workbook, read by a map that says for each element where its figure stands: in a cell, or
// where the row of one label meets the column of one header, so that moved rows do no harm.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "exchange/ooxml/workbook.hpp"
#include "reporting/form.hpp"
#include "reporting/submission.hpp"

namespace xanh {

/// Where one figure stands: `cell`, or `row` and `column` by their texts. Marks, case, blanks and the number
/// before a label ("1.2. ") do not count.
struct FigurePlace {
  std::string cell, row, column;
  Place place;
};
BOOST_DESCRIBE_STRUCT(FigurePlace, (), (cell, row, column))

struct MappedFigure {
  std::string element;
  std::string sheet;  ///< where it is not the map's own
  std::optional<FigurePlace> this_period, year_to_date, same_period, year_estimate, since_start;
  FigureState state = FigureState::official;
  std::string note;
  Place place;
  static constexpr std::array kRequired{"element"};
};
BOOST_DESCRIBE_STRUCT(MappedFigure, (),
                      (element, sheet, this_period, year_to_date, same_period, year_estimate, since_start,
                       state, note))

struct WorkbookMap {
  int format = 0;  ///< 1
  std::string unit, name;
  std::string sheet;  ///< may be left out of a workbook of one sheet
  std::vector<MappedFigure> figures;
  Place place;
  static constexpr std::array kRequired{"format", "unit", "figures"};
};
BOOST_DESCRIBE_STRUCT(WorkbookMap, (), (format, unit, name, sheet, figures))

/// A map from YAML, checked as far as it can be without a workbook: its format, each element once and asked
/// of the unit, places that say where.
[[nodiscard]] Outcome<WorkbookMap> read_workbook_map(const std::string& yaml, const std::string& file,
                                                     const Form& form, const Plan& plan);

/// Whether a workbook is a form of ours, to be read as one.
[[nodiscard]] bool is_form_workbook(const Workbook& workbook);

/// The figures that the map points to, with everything wrong told at its cell. The report is of the form's
/// unit and cycle and holds what could be read.
[[nodiscard]] Outcome<Submission> read_own_workbook(const Workbook& workbook, const std::string& file,
                                                    const WorkbookMap& map, const Form& form,
                                                    const Plan& plan);

/// A proposal of a map.
struct ProposedFigure {
  MappedFigure figure;
  std::string name;         ///< of the element
  std::string label, cell;  ///< the row's text and where it stands; empty: nothing like it was found
  double confidence = 0;    ///< 0 to 1
  bool certain = false;     ///< good enough to stand in the map without a second look
};
struct ProposedMap {
  WorkbookMap map;  ///< holds the certain ones
  std::vector<ProposedFigure> figures;
};
[[nodiscard]] ProposedMap propose_map(const Workbook& workbook, const Form& form);

/// The proposal as YAML: the uncertain ones are comments, each with its confidence.
[[nodiscard]] std::string map_as_yaml(const ProposedMap& proposed);

}  // namespace xanh
