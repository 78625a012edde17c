// Understands the annexes of a decision: their tables become targets, tasks, groups and units of a programme,
// each row with how sure that is, and every place that was not understood with its place.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "exchange/annex_table.hpp"
#include "exchange/annex_values.hpp"
#include "exchange/programme_folder.hpp"

namespace xanh::annex {

BOOST_DESCRIBE_ENUM(Sure, certain, likely, review)

enum class ItemKind { programme, plan, goal, solution_group, unit, target, task };
BOOST_DESCRIBE_ENUM(ItemKind, programme, plan, goal, solution_group, unit, target, task)

/// One thing that was understood, as an officer goes through it.
struct Item {
  ItemKind kind{};
  std::string code, no, text;
  std::string file, sheet, cell;  ///< where its text stands
  int row = 0;
  std::string group;  ///< code of its goal or solution group
  std::vector<std::string> leads, coordinates;
  std::string product, when, figures, unit;
  Sure confidence = Sure::certain;
  std::vector<Bilingual> reasons;
};
BOOST_DESCRIBE_STRUCT(Item, (),
                      (kind, code, no, text, file, sheet, cell, row, group, leads, coordinates, product, when,
                       figures, unit, confidence, reasons))

struct Wishes {
  std::optional<RegisterRows> units;  ///< absent: units are made from the names found
  std::optional<int> year;            ///< of the plan
  std::string name, code;             ///< of the programme
};

struct Reading {
  ProgrammeFolder folder;  ///< one plan version; empty when nothing was understood
  std::vector<Item> items;
  Problems unread;  ///< warnings, each with its place
};

/// Errors: no target and no task; no year to make a plan of.
[[nodiscard]] Outcome<Reading> read_annexes(const std::vector<Document>& documents, const Wishes& wishes);

[[nodiscard]] Bilingual name_of(Sure sure);
[[nodiscard]] Bilingual name_of(ItemKind kind);

}  // namespace xanh::annex
