// One figure of a unit beside what a reviewer judges it by: what the unit said of it in other periods, what
// like units say of it now, and which targets are computed from it.
#pragma once

#include "office/file_use.hpp"
#include "office/memory.hpp"

namespace xanh {

/// The figure in one report of the unit.
struct FigurePoint {
  std::string cycle;
  Bilingual names;         ///< of the cycle
  std::string submission;  ///< "2022-Y/q7/1"
  std::string sha256;      ///< of its bytes
  Date received_on{};
  std::string letter;   ///< number of the letter it came with
  bool counts = false;  ///< the standing agency has noted this revision
  bool on_behalf = false;
  bool illustrative = false;
  FigureState state{};
  std::optional<Number> value;  ///< of the period; absent for the empties
  std::string note;
  /// A flow of half a year is not held against one of a year, nor are two definitions (reasons for which a
  /// report is refused: figures that cannot be compared).
  bool comparable = true;
};
BOOST_DESCRIBE_STRUCT(FigurePoint, (),
                      (cycle, names, submission, sha256, received_on, letter, counts, on_behalf, illustrative,
                       state, value, note, comparable))

/// The same element of another unit that owes it in this cycle.
struct FigureOfOther {
  std::string unit;
  Bilingual names;
  std::optional<FigureState> state;     ///< absent: nothing has come in
  std::optional<Number> value, before;  ///< of this period, and of the same period a year ago
};
BOOST_DESCRIBE_STRUCT(FigureOfOther, (), (unit, names, state, value, before))

enum class TargetPart { numerator, denominator, formula };
BOOST_DESCRIBE_ENUM(TargetPart, numerator, denominator, formula)

struct FigureGoes {
  std::string target;
  Bilingual names;
  TargetPart part{};
};
BOOST_DESCRIBE_STRUCT(FigureGoes, (), (target, names, part))

struct FigureStory {
  std::string cycle, unit, element;
  Bilingual unit_names, names;
  std::string measure;  ///< unit of measure
  ElementKind kind{};
  std::vector<FigurePoint>
      history;  ///< by period; every revision of this cycle, of others the one that counts
  std::vector<FigureOfOther> others;  ///< of the same kind of unit; empty for who may not see them
  std::optional<Number> median;       ///< of those others that gave a value
  std::vector<FigureGoes> goes_into;
  std::vector<FileBeside> files;  ///< that prove it in this cycle
};
BOOST_DESCRIBE_STRUCT(FigureStory, (),
                      (cycle, unit, element, unit_names, names, measure, kind, history, others, median,
                       goes_into, files))

/// For the unit itself and those above it; the others only for who may see where all units stand.
/// Problems: unknown-cycle, unknown-unit, owes-nothing, unknown-figure.
[[nodiscard]] Outcome<FigureStory> figure_story(const Desk& desk, const std::string& cycle,
                                                const std::string& unit, const std::string& element);

}  // namespace xanh
