// One target: figures as points on the day their period ends, milestones as marks on 31/12 of their year,
// every value written out. No line joins the points: between two reports nobody measured anything.
#include <algorithm>
#include <cmath>

#include "documents/chart.hpp"
#include "documents/chart_canvas.hpp"

namespace xanh {
namespace {

constexpr double kMilestoneMargin = 0.25;
constexpr double kPlotHeight = 5.6;
constexpr double kRadius = 0.11;
constexpr double kDiamond = 0.17;
const TextStyle kMilestoneTitle{
    .points = 10.5, .strong = true, .ink = kBlack, .wrap_cm = 0, .align = TextStyle::Align::left};
const TextStyle kMilestoneLabel{
    .points = 9, .strong = false, .ink = kBlack, .wrap_cm = 0, .align = TextStyle::Align::left};
const TextStyle kAxis{
    .points = 8.5, .strong = false, .ink = kGrey, .wrap_cm = 0, .align = TextStyle::Align::left};
const TextStyle kValue{
    .points = 8.5, .strong = false, .ink = kBlack, .wrap_cm = 0, .align = TextStyle::Align::left};
const TextStyle kRequired{
    .points = 8.5, .strong = true, .ink = kBlack, .wrap_cm = 0, .align = TextStyle::Align::left};

struct Scale {
  double low = 0;
  double high = 1;
  double step = 0.2;
  int decimals = 1;
};

/// About five round steps; from 0 unless all figures lie far from it.
Scale scale_of(double least, double most) {
  if (least >= 0 && least < most * 0.6) least = 0;
  if (most <= 0 && most > least * 0.6) most = 0;
  if (most - least < 1e-9 * std::max(1.0, std::abs(most))) {
    if (least == 0)
      most = 1;
    else if (least > 0)
      least = 0;
    else
      most = 0;
  }
  const double rough = (most - least) / 5;
  const double power = std::pow(10, std::floor(std::log10(rough)));
  const double part = rough / power;
  Scale out;
  out.step = power * (part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10);
  out.low = std::floor(least / out.step) * out.step;
  out.high = std::ceil(most / out.step + 0.15) * out.step;  // room for a value above the highest point
  out.decimals = std::clamp(static_cast<int>(-std::floor(std::log10(out.step) + 1e-9)), 0, 9);
  return out;
}

class MilestoneDrawing {
 public:
  MilestoneDrawing(const MilestoneChart& chart, const ChartStyle& style) : chart_(chart), style_(style) {
    for (const auto& point : chart.points) take(year_part(point.day), point.value.to_double());
    for (const auto& milestone : chart.milestones) take(milestone.year, milestone.value.to_double());
    if (!empty_) {
      scale_ = scale_of(least_, most_);
      if (chart.unit == "%" && most_ <= 100)
        scale_.high = std::min(scale_.high, std::max(100.0, scale_.low + scale_.step));
      first_year_ = static_cast<int>(std::floor(first_ - 0.25));
      last_year_ = static_cast<int>(std::ceil(last_ + 0.25));
    }
  }

  std::string draw() {
    ChartCanvas ruler(1, 1, style_.font_directory);
    TextStyle title = kMilestoneTitle;
    title.wrap_cm = style_.width_cm - 2 * kMilestoneMargin;
    double y = kMilestoneMargin;
    if (!chart_.title.empty()) y += ruler.measure(chart_.title, title).height + 0.2;
    const double unit_height = chart_.unit.empty() ? 0 : ruler.measure(chart_.unit, kAxis).height + 0.12;
    double axis_width = 0.4;
    for (const double tick : ticks())
      axis_width = std::max(axis_width, ruler.measure(tick_text(tick), kAxis).width);
    plot_ = {kMilestoneMargin + axis_width + 0.2, y + unit_height + 0.1, 0, kPlotHeight};
    plot_.width = style_.width_cm - plot_.x - kMilestoneMargin;
    const double height = plot_.y + plot_.height + 1.3 + kMilestoneMargin;

    ChartCanvas canvas(style_.width_cm, height, style_.font_directory);
    if (!chart_.title.empty()) canvas.text(chart_.title, kMilestoneMargin, kMilestoneMargin, title);
    if (!chart_.unit.empty()) canvas.text(chart_.unit, kMilestoneMargin, y, kAxis);
    draw_axes(canvas);
    if (empty_) draw_empty(canvas);
    for (const auto& milestone : chart_.milestones) draw_milestone(canvas, milestone);
    for (const auto& point : chart_.points) draw_point(canvas, point);
    draw_labels(canvas);
    draw_legend(canvas, plot_.y + plot_.height + 0.75);
    return canvas.png();
  }

 private:
  /// 31/12/2025 is 2025.0, so that a milestone and a year-end figure stand on the year's tick.
  static double year_part(Date day) {
    const int year = year_of(day);
    const double length = (make_date(year, 12, 31) - make_date(year - 1, 12, 31)).count();
    return year - 1 + (day - make_date(year - 1, 12, 31)).count() / length;
  }

  void take(double year, double value) {
    if (empty_) {
      first_ = last_ = year;
      least_ = most_ = value;
    }
    empty_ = false;
    first_ = std::min(first_, year);
    last_ = std::max(last_, year);
    least_ = std::min(least_, value);
    most_ = std::max(most_, value);
  }

  [[nodiscard]] double x_of(double year) const {
    return plot_.x + (year - first_year_) / std::max(1, last_year_ - first_year_) * plot_.width;
  }
  [[nodiscard]] double y_of(double value) const {
    return plot_.y + plot_.height * (1 - (value - scale_.low) / (scale_.high - scale_.low));
  }
  [[nodiscard]] std::vector<double> ticks() const {
    std::vector<double> out;
    if (empty_) return out;
    const int steps = static_cast<int>(std::lround((scale_.high - scale_.low) / scale_.step));
    for (int i = 0; i <= steps; ++i) out.push_back(scale_.low + i * scale_.step);
    return out;
  }
  [[nodiscard]] std::string tick_text(double tick) const {
    const auto value = Decimal::from_double(tick, scale_.decimals);
    return value ? to_text_grouped(*value, scale_.decimals, style_.language == Language::vi) : std::string();
  }
  [[nodiscard]] std::string value_text(const Decimal& value) const {
    return to_text_grouped(value, chart_.decimals, style_.language == Language::vi);
  }

  void draw_axes(ChartCanvas& canvas) const {
    const double bottom = plot_.y + plot_.height;
    for (const double tick : ticks()) {
      const double y = y_of(tick);
      canvas.line(plot_.x, y, plot_.x + plot_.width, y, kLine, 0.015);
      const std::string words = tick_text(tick);
      const Box size = canvas.measure(words, kAxis);
      canvas.text(words, plot_.x - 0.15 - size.width, y - size.height / 2, kAxis);
    }
    canvas.line(plot_.x, bottom, plot_.x + plot_.width, bottom, kBlack, 0.025);
    if (empty_) return;
    const double width = canvas.measure("2025", kAxis).width + 0.15;
    const int years = last_year_ - first_year_;
    const int every = std::max(1, static_cast<int>(std::ceil(width * years / plot_.width)));
    for (int year = first_year_ + 1; year < last_year_; ++year) {
      if ((last_year_ - 1 - year) % every != 0) continue;
      canvas.line(x_of(year), bottom, x_of(year), bottom + 0.1, kBlack, 0.02);
      const std::string words = std::to_string(year);
      const Box size = canvas.measure(words, kAxis);
      canvas.text(words, x_of(year) - size.width / 2, bottom + 0.15, kAxis);
    }
  }

  void draw_empty(ChartCanvas& canvas) const {
    const std::string words = style_.language == Language::vi ? "Chưa có số liệu" : "No figures yet";
    const Box size = canvas.measure(words, kAxis);
    canvas.text(words, plot_.x + (plot_.width - size.width) / 2, plot_.y + (plot_.height - size.height) / 2,
                kAxis);
  }

  static void diamond(ChartCanvas& canvas, double x, double y) {
    cairo_t* cairo = canvas.cairo();
    cairo_new_path(cairo);
    cairo_move_to(cairo, x, y - kDiamond);
    cairo_line_to(cairo, x + kDiamond, y);
    cairo_line_to(cairo, x, y + kDiamond);
    cairo_line_to(cairo, x - kDiamond, y);
    cairo_close_path(cairo);
    cairo_set_source_rgb(cairo, kWhite.red, kWhite.green, kWhite.blue);
    cairo_fill_preserve(cairo);
    cairo_set_source_rgb(cairo, kBlack.red, kBlack.green, kBlack.blue);
    cairo_set_line_width(cairo, 0.045);
    cairo_stroke(cairo);
  }

  static void dot(ChartCanvas& canvas, double x, double y, bool hollow) {
    cairo_t* cairo = canvas.cairo();
    const Ink inside = hollow ? kWhite : kDeep;
    cairo_new_path(cairo);  // text leaves a current point, which an arc would join
    cairo_arc(cairo, x, y, kRadius, 0, 2 * 3.14159265358979323846);
    cairo_set_source_rgb(cairo, inside.red, inside.green, inside.blue);
    cairo_fill_preserve(cairo);
    cairo_set_source_rgb(cairo, kDeep.red, kDeep.green, kDeep.blue);
    cairo_set_line_width(cairo, 0.045);
    cairo_stroke(cairo);
  }

  struct Pending {
    std::string words;
    double x = 0;
    double y = 0;
    bool required = false;
  };

  void draw_milestone(ChartCanvas& canvas, const MilestoneChart::Milestone& milestone) {
    const double x = x_of(milestone.year);
    const double y = y_of(milestone.value.to_double());
    canvas.line(x, y, x, plot_.y + plot_.height, kGrey, 0.02, true);
    diamond(canvas, x, y);
    occupied_.push_back({x - kDiamond, y - kDiamond, 2 * kDiamond, 2 * kDiamond});
    const std::string bound = milestone.bound.empty() ? "" : milestone.bound + " ";
    pending_.push_back(
        {bound + to_text_grouped(milestone.value, -1, style_.language == Language::vi), x, y, true});
  }

  void draw_point(ChartCanvas& canvas, const MilestoneChart::Point& point) {
    const double x = x_of(year_part(point.day));
    const double y = y_of(point.value.to_double());
    dot(canvas, x, y, point.provisional);
    occupied_.push_back({x - kRadius, y - kRadius, 2 * kRadius, 2 * kRadius});
    pending_.push_back({value_text(point.value), x, y, false});
  }

  /// Above its mark if there is room, else beside or below it; the milestones choose first.
  void draw_labels(ChartCanvas& canvas) {
    for (const Pending& label : pending_) {
      const TextStyle& style = label.required ? kRequired : kValue;
      const Box size = canvas.measure(label.words, style);
      const double away = (label.required ? kDiamond : kRadius) + 0.08;
      const Box places[] = {
          {label.x - size.width / 2, label.y - away - size.height, size.width, size.height},
          {label.x + away, label.y - size.height / 2, size.width, size.height},
          {label.x - away - size.width, label.y - size.height / 2, size.width, size.height},
          {label.x - size.width / 2, label.y + away, size.width, size.height},
          {label.x + away, label.y - away - size.height, size.width, size.height},
          {label.x - away - size.width, label.y - away - size.height, size.width, size.height},
          {label.x + away, label.y + away, size.width, size.height},
          {label.x - away - size.width, label.y + away, size.width, size.height}};
      const Box* chosen = &places[0];
      for (const Box& place : places) {
        const bool inside = place.x >= plot_.x &&
                            place.x + place.width <= plot_.x + plot_.width + kMilestoneMargin &&
                            place.y >= plot_.y - 0.1 && place.y + place.height <= plot_.y + plot_.height;
        const bool free =
            std::none_of(occupied_.begin(), occupied_.end(), [&](const Box& b) { return b.meets(place); });
        if (!inside || !free) continue;
        chosen = &place;
        break;
      }
      canvas.fill({chosen->x - 0.02, chosen->y + 0.05, chosen->width + 0.04, chosen->height - 0.1}, kWhite);
      canvas.text(label.words, chosen->x, chosen->y, style);
      occupied_.push_back({chosen->x - 0.12, chosen->y, chosen->width + 0.24,
                           chosen->height});  // figures must not read as one
    }
  }

  void draw_legend(ChartCanvas& canvas, double y) const {
    const bool vi = style_.language == Language::vi;
    double x = plot_.x;
    const auto entry = [&](const std::string& words, auto&& mark) {
      const Box size = canvas.measure(words, kMilestoneLabel);
      mark(x + kDiamond, y + size.height / 2);
      canvas.text(words, x + 0.5, y, kMilestoneLabel);
      x += 0.5 + size.width + 0.7;
    };
    const auto has = [&](bool provisional) {
      return std::any_of(chart_.points.begin(), chart_.points.end(),
                         [&](const auto& p) { return p.provisional == provisional; });
    };
    if (has(false))
      entry(vi ? "Số liệu báo cáo" : "Reported figure",
            [&](double mx, double my) { dot(canvas, mx, my, false); });
    if (has(true))
      entry(vi ? "Số liệu sơ bộ, ước tính" : "Preliminary or estimated",
            [&](double mx, double my) { dot(canvas, mx, my, true); });
    if (!chart_.milestones.empty())
      entry(vi ? "Mốc phải đạt (đến 31/12)" : "Milestone (by 31/12)",
            [&](double mx, double my) { diamond(canvas, mx, my); });
  }

  const MilestoneChart& chart_;
  const ChartStyle& style_;
  Scale scale_;
  Box plot_;
  bool empty_ = true;
  double first_ = 0, last_ = 0, least_ = 0, most_ = 0;
  int first_year_ = 0;
  int last_year_ = 1;
  std::vector<Box> occupied_;
  std::vector<Pending> pending_;
};

}  // namespace

std::string draw_milestone_chart(const MilestoneChart& chart, const ChartStyle& style) {
  return MilestoneDrawing(chart, style).draw();
}

}  // namespace xanh
