#include "documents/share_card.hpp"

#include "documents/chart_canvas.hpp"

namespace xanh {
namespace {

// 1200 × 630 dots at the canvas's 200 an inch.
constexpr double kWidth = 15.24, kHeight = 8.001;
constexpr double kEdge = 0.9, kText = kWidth - 2 * kEdge;

/// The largest of these sizes in which the text takes no more than the height.
double points_that_fit(const ChartCanvas& canvas, const std::string& text, double height,
                       std::initializer_list<double> sizes) {
  double out = 0;
  for (const double points : sizes) {
    out = points;
    if (canvas.measure(text, {points, true, kBlack, kText}).height <= height) break;
  }
  return out;
}

}  // namespace

std::string draw_share_card(const ShareCard& card, const std::string& font_directory) {
  ChartCanvas canvas(kWidth, kHeight, font_directory);
  canvas.fill({0, 0, kWidth, 0.28}, kDeep);
  canvas.text(card.above, kEdge, 0.6, {9, false, kGrey, kText});

  const double heading = points_that_fit(canvas, card.heading, 2.3, {17, 15, 13, 11, 9.5});
  const TextStyle heading_style{heading, true, kBlack, kText};
  canvas.text(card.heading, kEdge, 1.35, heading_style);
  const double below = 1.35 + canvas.measure(card.heading, heading_style).height + 0.2;

  double says = below + 0.3;
  if (!card.figure.empty()) {
    const TextStyle style{card.figure.size() > 12 ? 28.0 : 40.0, true, kDeep, kText};
    canvas.text(card.figure, kEdge, below, style);
    says = below + canvas.measure(card.figure, style).height + 0.05;
  }
  const double left = kHeight - 1.45 - says;
  canvas.text(card.says, kEdge, says,
              {left > 0 ? points_that_fit(canvas, card.says, left, {11, 9.5, 8}) : 8, false, kBlack, kText});

  canvas.line(kEdge, kHeight - 1.25, kWidth - kEdge, kHeight - 1.25, kLine);
  canvas.text(card.source, kEdge, kHeight - 1.1, {8, false, kGrey, kText});
  canvas.text(card.warning, kEdge, kHeight - 0.65, {8, true, kBlack, kText});
  return canvas.png();
}

}  // namespace xanh
