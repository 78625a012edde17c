// Horizontal stacked bars of counts. Categories differ in tone and hatching, so that a photocopy can still be
// read, and every count is written in or above its segment.
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "documents/chart.hpp"
#include "documents/chart_canvas.hpp"

namespace xanh {
namespace {

constexpr double kMargin = 0.25;
constexpr double kBar = 0.62;
constexpr double kGap = 0.50;  // between bars: room for a count above a narrow segment
constexpr double kSwatch = 0.42;
constexpr double kLabelShare = 0.34;
const TextStyle kTitle{
    .points = 10.5, .strong = true, .ink = kBlack, .wrap_cm = 0, .align = TextStyle::Align::left};
const TextStyle kLabel{
    .points = 9, .strong = false, .ink = kBlack, .wrap_cm = 0, .align = TextStyle::Align::left};
const TextStyle kCount{
    .points = 8.5, .strong = true, .ink = kBlack, .wrap_cm = 0, .align = TextStyle::Align::left};

enum class Hatch { none, rising, falling, crossed, dotted, upright };
struct Tone {
  Ink ink;
  Hatch hatch = Hatch::none;
  bool dark = false;  ///< counts on it are white
};
// Neighbours differ in both brightness and pattern.
constexpr std::array<Tone, 10> kTones{{{{0.07, 0.33, 0.33}, Hatch::none, true},
                                       {{0.66, 0.82, 0.80}, Hatch::none, false},
                                       {{1, 1, 1}, Hatch::rising, false},
                                       {{0.36, 0.58, 0.57}, Hatch::none, true},
                                       {{0.93, 0.95, 0.95}, Hatch::none, false},
                                       {{1, 1, 1}, Hatch::crossed, false},
                                       {{0.62, 0.64, 0.65}, Hatch::none, false},
                                       {{1, 1, 1}, Hatch::dotted, false},
                                       {{0.85, 0.87, 0.87}, Hatch::falling, false},
                                       {{1, 1, 1}, Hatch::upright, false}}};

const Tone& tone_of(size_t category) {
  return kTones[category % kTones.size()];
}

void draw_hatch(ChartCanvas& canvas, const Box& box, Hatch hatch) {
  if (hatch == Hatch::none) return;
  constexpr double kStep = 0.13;
  cairo_t* cairo = canvas.cairo();
  cairo_save(cairo);
  cairo_rectangle(cairo, box.x, box.y, box.width, box.height);
  cairo_clip(cairo);
  // Lines lie on one grid over the whole chart, so that equal segments look equal.
  const double left = std::floor((box.x - box.height) / kStep) * kStep;
  const double right = box.x + box.width + box.height;
  const int steps = static_cast<int>((right - left) / kStep) + 1;
  for (int i = 0; i <= steps; ++i) {
    const double x = left + i * kStep;
    const double bottom = box.y + box.height;
    if (hatch == Hatch::rising || hatch == Hatch::crossed)
      canvas.line(x, bottom, x + box.height, box.y, kDeep, 0.022);
    if (hatch == Hatch::falling || hatch == Hatch::crossed)
      canvas.line(x, box.y, x + box.height, bottom, kDeep, 0.022);
    if (hatch == Hatch::upright) canvas.line(x, box.y, x, bottom, kDeep, 0.022);
    if (hatch == Hatch::dotted) {
      const int rows = static_cast<int>(box.height / kStep) + 1;
      for (int row = 0; row < rows; ++row)
        canvas.fill({x + (row % 2) * kStep / 2, box.y + 0.04 + row * kStep, 0.045, 0.045}, kDeep);
    }
  }
  cairo_restore(cairo);
}

void draw_segment(ChartCanvas& canvas, const Box& box, size_t category) {
  const Tone& tone = tone_of(category);
  canvas.fill(box, tone.ink);
  draw_hatch(canvas, box, tone.hatch);
  canvas.frame(box, kDeep, 0.02);
}

int count_at(const StackedBars::Row& row, size_t category) {
  return category < row.counts.size() ? std::max(0, row.counts[category]) : 0;
}

long long total(const StackedBars::Row& row, size_t categories) {
  long long out = 0;
  for (size_t i = 0; i < categories; ++i) out += count_at(row, i);
  return out;
}

std::string grouped(long long count, Language language) {
  return to_text_grouped(Decimal(count), 0, language == Language::vi);
}

/// Where everything goes; the height follows from how the labels wrap.
class BarsLayout {
 public:
  BarsLayout(const StackedBars& chart, const ChartStyle& style) : chart_(chart), style_(style) {
    ChartCanvas ruler(1, 1, style.font_directory);
    label_.wrap_cm = style.width_cm * kLabelShare;
    title_.wrap_cm = style.width_cm - 2 * kMargin;
    double y = kMargin;
    if (!chart.title.empty()) y += ruler.measure(chart.title, title_).height + 0.25;
    for (const StackedBars::Row& row : chart.rows) {
      most_ = std::max(most_, total(row, chart.categories.size()));
      const double text = ruler.measure(row.label, label_).height;
      const double height = std::max(kBar + kGap, text + 0.22);
      rows_.push_back({0, y, 0, height});
      label_heights_.push_back(text);
      y += height;
    }
    if (chart.rows.empty()) y += 1.2;
    bottom_ = y;
    total_width_ = ruler.measure(grouped(most_, style.language), kCount).width;
    y += 0.25;
    double x = kMargin;
    for (const std::string& category : chart.categories) {
      TextStyle key = kLabel;
      key.points = 8.5;
      const Box size = ruler.measure(category, key);
      if (x > kMargin && x + kSwatch + 0.15 + size.width > style.width_cm - kMargin) {
        x = kMargin;
        y += 0.55;
      }
      legend_.push_back({x, y, kSwatch, 0.32});
      x += kSwatch + 0.15 + size.width + 0.55;
    }
    height_ = y + (chart.categories.empty() ? 0 : 0.42) + kMargin;
  }

  std::string draw() {
    ChartCanvas canvas(style_.width_cm, height_, style_.font_directory);
    if (!chart_.title.empty()) canvas.text(chart_.title, kMargin, kMargin, title_);
    if (most_ == 0) draw_empty(canvas);
    for (size_t i = 0; i < chart_.rows.size(); ++i) draw_row(canvas, i);
    if (most_ > 0) canvas.line(left(), rows_.front().y, left(), bottom_, kBlack, 0.025);
    for (size_t i = 0; i < legend_.size(); ++i) {
      draw_segment(canvas, legend_[i], i);
      TextStyle key = kLabel;
      key.points = 8.5;
      const double height = canvas.measure(chart_.categories[i], key).height;
      canvas.text(chart_.categories[i], legend_[i].x + kSwatch + 0.15,
                  legend_[i].y + (legend_[i].height - height) / 2, key);
    }
    return canvas.png();
  }

 private:
  [[nodiscard]] double left() const { return kMargin + style_.width_cm * kLabelShare + 0.25; }
  [[nodiscard]] double unit() const {
    return (style_.width_cm - kMargin - total_width_ - 0.25 - left()) /
           static_cast<double>(std::max(most_, 1LL));
  }

  void draw_empty(ChartCanvas& canvas) const {
    const std::string words = style_.language == Language::vi ? "Chưa có số liệu" : "No figures yet";
    TextStyle grey = kLabel;
    grey.ink = kGrey;
    const Box size = canvas.measure(words, grey);
    const double top = rows_.empty() ? bottom_ - 1.2 : rows_.front().y;
    canvas.text(words, left() + 0.2, (top + bottom_ - size.height) / 2, grey);
  }

  void draw_row(ChartCanvas& canvas, size_t index) const {
    const StackedBars::Row& row = chart_.rows[index];
    const Box& place = rows_[index];
    const double bar_y = place.y + (place.height - kBar) / 2;
    canvas.text(row.label, kMargin, place.y + (place.height - label_heights_[index]) / 2, label_);
    if (most_ == 0) return;
    double x = left();
    double free_above = x;  // counts above narrow segments must not run into each other
    for (size_t i = 0; i < chart_.categories.size(); ++i) {
      const int count = count_at(row, i);
      if (count == 0) continue;
      const Box box{x, bar_y, count * unit(), kBar};
      draw_segment(canvas, box, i);
      draw_count(canvas, grouped(count, style_.language), box, i, free_above);
      x += box.width;
    }
    const std::string sum = grouped(total(row, chart_.categories.size()), style_.language);
    canvas.text(sum, x + 0.15, bar_y + (kBar - canvas.measure(sum, kCount).height) / 2, kCount);
  }

  void draw_count(ChartCanvas& canvas, const std::string& count, const Box& box, size_t category,
                  double& free_above) const {
    const Tone& tone = tone_of(category);
    TextStyle words = kCount;
    Box size = canvas.measure(count, words);
    if (size.width + 0.16 <= box.width) {
      const double x = box.x + (box.width - size.width) / 2;
      const double y = box.y + (box.height - size.height) / 2;
      if (tone.hatch != Hatch::none)
        canvas.fill({x - 0.06, y + 0.02, size.width + 0.12, size.height - 0.04}, kWhite);
      if (tone.dark) words.ink = kWhite;
      canvas.text(count, x, y, words);
      return;
    }
    words.points = 7;
    words.strong = false;
    size = canvas.measure(count, words);
    const double x = std::max(free_above, box.x + (box.width - size.width) / 2);
    canvas.text(count, x, box.y - size.height, words);
    free_above = x + size.width + 0.11;
  }

  const StackedBars& chart_;
  const ChartStyle& style_;
  TextStyle label_ = kLabel;
  TextStyle title_ = kTitle;
  std::vector<Box> rows_;
  std::vector<double> label_heights_;
  std::vector<Box> legend_;
  long long most_ = 0;
  double total_width_ = 0;
  double bottom_ = 0;
  double height_ = 0;
};

}  // namespace

std::string draw_stacked_bars(const StackedBars& chart, const ChartStyle& style) {
  return BarsLayout(chart, style).draw();
}

}  // namespace xanh
