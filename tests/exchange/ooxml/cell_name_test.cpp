#include "exchange/ooxml/cell_name.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace xanh {
namespace {

TEST(CellName, ColumnsAreLettersRowsAreNumbers) {
  EXPECT_EQ(cell_name(12, 2), "B12");
  EXPECT_EQ(cell_name(1, 27), "AA1");
  EXPECT_EQ(cell_name(kMostRows, kMostColumns), "XFD1048576");
}

TEST(CellName, EveryNameIsReadBack) {
  EXPECT_TRUE(rc::check([] {
    const int row = *rc::gen::inRange(1, kMostRows + 1);
    const int column = *rc::gen::inRange(1, kMostColumns + 1);
    RC_ASSERT(parse_cell_name(cell_name(row, column)) == (CellAddress{row, column}));
  }));
}

TEST(CellName, DollarSignsAndSmallLettersAreTaken) {
  EXPECT_EQ(parse_cell_name("$b$12"), (CellAddress{12, 2}));
  EXPECT_EQ(parse_cell_name("B$12"), (CellAddress{12, 2}));
}

TEST(CellName, WhatIsNoCellIsEmpty) {
  for (const char* name : {"", "B", "12", "B0", "B01", "12B", "B12 ", "XFE1", "A1048577", "A99999999999",
                           "AAAAAAAAAAAA1", "$$B1", "B-1", "B1:B2"})
    EXPECT_EQ(parse_cell_name(name), std::nullopt) << name;
}

TEST(CellName, RangesHaveTheirCornersInOrder) {
  EXPECT_EQ(parse_cell_range("C4:$A$1"), (CellRange{{1, 1}, {4, 3}}));
  EXPECT_EQ(parse_cell_range("B2"), (CellRange{{2, 2}, {2, 2}}));
  EXPECT_EQ(parse_cell_range("$A:C"), (CellRange{{1, 1}, {kMostRows, 3}}));
  EXPECT_EQ(parse_cell_range("2:$3"), (CellRange{{2, 1}, {3, kMostColumns}}));
  for (const char* text : {"A1:", ":A1", "A1:B", "A:1", "A1:B2:C3", "#REF!", "A1,B2"})
    EXPECT_EQ(parse_cell_range(text), std::nullopt) << text;
}

}  // namespace
}  // namespace xanh
