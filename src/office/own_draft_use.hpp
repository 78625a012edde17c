// A workbook of the unit's own goes into its draft: looked through on screen, its map settled cell by cell
// and kept, then read.
#pragma once

#include "exchange/own_workbook.hpp"
#include "office/memory.hpp"

namespace xanh {

/// A workbook as it came over a wire, for the draft of this unit in this cycle.
struct OwnFile {
  std::string cycle, unit, bytes;
};

/// Where an element may stand in the workbook, and what is read there.
struct OwnFigure {
  MappedFigure figure;           ///< no place of this period: nothing like it was found
  std::string label;             ///< the row's text, of a proposal
  std::string cell;              ///< where this period's figure is read
  double confidence = 0;         ///< 0 to 1; 1 where the unit's map says it
  bool certain = false;          ///< good enough without a second look
  std::optional<Decimal> value;  ///< of this period
};
BOOST_DESCRIBE_STRUCT(OwnFigure, (), (figure, label, cell, confidence, certain, value))

struct OwnLook {
  bool remembered = false;         ///< the unit has a map: what it says stands before what is proposed
  std::vector<OwnFigure> figures;  ///< all that are asked, in the form's order
};
BOOST_DESCRIBE_STRUCT(OwnLook, (), (remembered, figures))

/// Nothing is kept. What is wrong at a cell comes as a warning. Problems: map-not-a-workbook, own-form, those
/// of a workbook that cannot be read.
[[nodiscard]] Outcome<OwnLook> look_through_own(const Desk& desk, const OwnFile& file);

/// The figures and where they stand, kept as the unit's map until it gets another. Problems: those of
/// read_workbook_map.
[[nodiscard]] Outcome<WorkbookMap> keep_map(const Desk& desk, const std::string& cycle,
                                            const std::string& unit, WorkbookMap map);

/// By the unit's map. Empty where the workbook is a form of ours, which says itself what it holds. Problems:
/// own-map-missing, and what stops the whole; what is wrong at a cell comes as a warning.
[[nodiscard]] Outcome<std::optional<Submission>> read_own_draft(const Desk& desk, const OwnFile& file);

}  // namespace xanh
