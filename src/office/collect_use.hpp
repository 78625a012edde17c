// Sub-collection (chia biểu): a unit's form split into workbooks for its wards and offices, and added up from
// what came back. Nothing is kept in the store until the unit submits its form.
#pragma once

#include "office/memory.hpp"
#include "reporting/sub_collection.hpp"

namespace xanh {

struct SplitRequest {
  std::string cycle, unit;
  std::string parts;          ///< file of parts; empty: the subordinate units of the register
  std::optional<Date> due{};  ///< the unit's own day for its parts
  std::string folder;         ///< gets CYCLE-UNIT-PART.xlsx
  Language language = Language::vi;
};

struct PartFile {
  std::string part, name, path, form_sha256;
  int figures = 0;
};
BOOST_DESCRIBE_STRUCT(PartFile, (), (part, name, path, form_sha256, figures))

/// All workbooks or none.
[[nodiscard]] Outcome<std::vector<PartFile>> split_form(const Desk& desk, const SplitRequest& request);

struct MergeRequest {
  std::string cycle, unit;
  std::string parts;               ///< as in the split
  std::vector<std::string> files;  ///< workbooks of parts
  std::string overrides;           ///< file of figures in place of sums
  bool replace = false;            ///< a later file of the same part takes the place of the earlier
  std::string path;                ///< the unit's own form
  Language language = Language::vi;
  int threads = 1;
};

struct MergedPart {
  std::string code, name;
  bool sent = false;
  std::string file;
};
BOOST_DESCRIBE_STRUCT(MergedPart, (), (code, name, sent, file))

/// Who has not sent a table.
struct MissingTable {
  std::string table;
  std::vector<std::string> parts;
};
BOOST_DESCRIBE_STRUCT(MissingTable, (), (table, parts))

BOOST_DESCRIBE_ENUM(LeftOut, not_sent, not_answered, not_available, half_of_ratio)
struct LeftOutPart {
  std::string part;
  LeftOut why{};
};
BOOST_DESCRIBE_STRUCT(LeftOutPart, (), (part, why))

struct GivenByPart {
  std::string part;
  FigureState state{};
  std::optional<Decimal> this_period;
};
BOOST_DESCRIBE_STRUCT(GivenByPart, (), (part, state, this_period))

struct MergedTotal {
  std::string element;
  Bilingual names;
  bool adds = true;
  bool complete = false;
  std::optional<ReportedFigure> total;  ///< what the parts add up to
  std::optional<ReportedFigure> used;   ///< what stands in the form
  std::vector<LeftOutPart> left_out;
  std::vector<GivenByPart> parts;  ///< asked for it
};
BOOST_DESCRIBE_STRUCT(MergedTotal, (), (element, names, adds, complete, total, used, left_out, parts))

struct MergedForm {
  std::string cycle, unit, path, form_sha256;
  std::vector<MergedPart> parts;
  std::vector<MissingTable> missing;
  std::vector<MergedTotal> totals;
};
BOOST_DESCRIBE_STRUCT(MergedForm, (), (cycle, unit, path, form_sha256, parts, missing, totals))

/// Problems of all files at once; with an error among them nothing is written.
[[nodiscard]] Outcome<MergedForm> merge_parts(const Desk& desk, const MergeRequest& request);

}  // namespace xanh
