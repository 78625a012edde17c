// A drawing surface in centimetres with text set by Pango, which alone places Vietnamese marks rightly.
#pragma once

#include <cairo.h>
#include <pango/pangocairo.h>

#include <memory>
#include <string>

namespace xanh {

struct Ink {
  double red = 0;
  double green = 0;
  double blue = 0;
};

inline constexpr Ink kBlack{0.12, 0.14, 0.15};
inline constexpr Ink kGrey{0.40, 0.43, 0.44};
inline constexpr Ink kLine{0.80, 0.82, 0.83};
inline constexpr Ink kWhite{1, 1, 1};
inline constexpr Ink kDeep{0.07, 0.33, 0.33};  // the programme's green-blue; prints as dark grey

struct TextStyle {
  double points = 9;
  bool strong = false;
  Ink ink = kBlack;
  double wrap_cm = 0;  ///< 0: one line
  enum class Align { left, centre, right } align = Align::left;
};

/// In centimetres.
struct Box {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
  [[nodiscard]] bool meets(const Box& other) const {
    return x < other.x + other.width && other.x < x + width && y < other.y + other.height &&
           other.y < y + height;
  }
};

class ChartCanvas {
 public:
  ChartCanvas(double width_cm, double height_cm, const std::string& font_directory);

  [[nodiscard]] Box measure(const std::string& text, const TextStyle& style) const;
  /// Upper left corner at x, y; alignment is within the wrapped width.
  void text(const std::string& text, double x, double y, const TextStyle& style);
  void line(double x1, double y1, double x2, double y2, Ink ink, double width_cm = 0.02, bool dashed = false);
  void fill(const Box& box, Ink ink);
  void frame(const Box& box, Ink ink, double width_cm = 0.02);
  [[nodiscard]] cairo_t* cairo() const { return cairo_.get(); }
  [[nodiscard]] std::string png();

 private:
  using Layout = std::unique_ptr<PangoLayout, void (*)(void*)>;
  [[nodiscard]] Layout layout(const std::string& text, const TextStyle& style) const;

  std::unique_ptr<cairo_surface_t, void (*)(cairo_surface_t*)> surface_;
  std::unique_ptr<cairo_t, void (*)(cairo_t*)> cairo_;
  std::unique_ptr<PangoFontMap, void (*)(void*)> fonts_;
  std::unique_ptr<PangoContext, void (*)(void*)> context_;
  bool own_font_ = false;
};

}  // namespace xanh
