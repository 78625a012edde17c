// Charts for official papers as PNG at 200 dots per inch: readable without colour, figures written out,
// nothing interpolated. They lay out figures they are given and compute none.
#pragma once

#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/decimal.hpp"
#include "base/problem.hpp"

namespace xanh {

struct ChartStyle {
  Language language = Language::vi;
  double width_cm = 16;
  /// Folder with Be Vietnam Pro (src/documents/fonts); without it Liberation Sans is used.
  std::string font_directory;
};

/// How many of each kind, a bar a row: targets by grade per goal, tasks by grade per solution group.
struct StackedBars {
  struct Row {
    std::string label;
    std::vector<int> counts;  ///< one per category; absent and negative ones count as 0
  };
  std::string title;  ///< may be empty
  std::vector<std::string> categories;
  std::vector<Row> rows;
};

/// Figures reported for one target beside the milestones it must reach.
struct MilestoneChart {
  struct Point {
    Date day;  ///< end of the figure's period
    Decimal value;
    bool provisional = false;  ///< preliminary, estimated or carried forward: drawn hollow
  };
  struct Milestone {
    int year = 0;  ///< due on 31/12
    Decimal value;
    std::string bound;  ///< "≥", "≤" or empty
  };
  std::string title;
  std::string unit;
  int decimals = 1;
  std::vector<Point> points;
  std::vector<Milestone> milestones;
};

/// PNG bytes; the same on every call on one machine (fonts and libraries being the same).
[[nodiscard]] std::string draw_stacked_bars(const StackedBars& chart, const ChartStyle& style);
[[nodiscard]] std::string draw_milestone_chart(const MilestoneChart& chart, const ChartStyle& style);

}  // namespace xanh
