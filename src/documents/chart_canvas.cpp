#include "documents/chart_canvas.hpp"

#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>

#include <cmath>
#include <cstdint>
#include <new>
#include <stdexcept>
#include <string_view>

#include "documents/clean_text.hpp"

namespace xanh {
namespace {

constexpr double kDotsPerInch = 200;
constexpr double kDotsPerCm = kDotsPerInch / 2.54;
constexpr const char* kFamily = "Be Vietnam Pro";

int dots(double cm) {
  return static_cast<int>(std::lround(cm * kDotsPerCm));
}

void set_ink(cairo_t* cairo, Ink ink) {
  cairo_set_source_rgb(cairo, ink.red, ink.green, ink.blue);
}

bool has_family(FcConfig* config, const char* family) {
  const std::unique_ptr<FcPattern, void (*)(FcPattern*)> pattern(
      FcPatternBuild(nullptr, FC_FAMILY, FcTypeString, family, nullptr), FcPatternDestroy);
  const std::unique_ptr<FcObjectSet, void (*)(FcObjectSet*)> wanted(FcObjectSetBuild(FC_FAMILY, nullptr),
                                                                    FcObjectSetDestroy);
  const std::unique_ptr<FcFontSet, void (*)(FcFontSet*)> found(
      FcFontList(config, pattern.get(), wanted.get()), FcFontSetDestroy);
  return found && found->nfont > 0;
}

std::uint32_t crc32(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFFu;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc & 1u) ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
  }
  return ~crc;
}

std::string big_endian(std::uint32_t value) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xFFu);
  return out;
}

/// The resolution, which Cairo does not write: without it Word takes an image for 96 dots per inch.
void insert_resolution(std::string& png) {
  const auto per_metre = static_cast<std::uint32_t>(std::lround(kDotsPerCm * 100));
  const std::string body = "pHYs" + big_endian(per_metre) + big_endian(per_metre) + '\x01';
  constexpr size_t kAfterHeader = 8 + 25;
  png.insert(kAfterHeader, big_endian(9) + body + big_endian(crc32(body)));
}

}  // namespace

ChartCanvas::ChartCanvas(double width_cm, double height_cm, const std::string& font_directory)
    : surface_(cairo_image_surface_create(CAIRO_FORMAT_RGB24, dots(width_cm), dots(height_cm)),
               cairo_surface_destroy),
      cairo_(cairo_create(surface_.get()), cairo_destroy),
      fonts_(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT), g_object_unref),
      context_(nullptr, g_object_unref) {
  if (cairo_status(cairo_.get()) != CAIRO_STATUS_SUCCESS)
    throw std::runtime_error("no drawing surface of this size");
  const std::unique_ptr<FcConfig, void (*)(FcConfig*)> config(FcInitLoadConfigAndFonts(), FcConfigDestroy);
  if (!config) throw std::bad_alloc();
  if (!font_directory.empty())
    FcConfigAppFontAddDir(config.get(), reinterpret_cast<const FcChar8*>(font_directory.c_str()));
  own_font_ = has_family(config.get(), kFamily);
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts_.get()), config.get());
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fonts_.get()), kDotsPerInch);
  context_.reset(pango_font_map_create_context(fonts_.get()));
  // The desktop's settings for screens must not reach the paper.
  const std::unique_ptr<cairo_font_options_t, void (*)(cairo_font_options_t*)> options(
      cairo_font_options_create(), cairo_font_options_destroy);
  cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context_.get(), options.get());
  pango_context_set_language(context_.get(), pango_language_from_string("vi"));
  set_ink(cairo_.get(), kWhite);
  cairo_paint(cairo_.get());
  cairo_scale(cairo_.get(), kDotsPerCm, kDotsPerCm);
}

ChartCanvas::Layout ChartCanvas::layout(const std::string& text, const TextStyle& style) const {
  Layout out(pango_layout_new(context_.get()), g_object_unref);
  const std::unique_ptr<PangoFontDescription, void (*)(PangoFontDescription*)> font(
      pango_font_description_new(), pango_font_description_free);
  // The half-bold weight is a family of its own in these files.
  pango_font_description_set_family(font.get(), !own_font_ ? "Liberation Sans"
                                                : style.strong
                                                    ? "Be Vietnam Pro SemiBold,Be Vietnam Pro,Liberation Sans"
                                                    : "Be Vietnam Pro,Liberation Sans");
  pango_font_description_set_weight(font.get(), !style.strong ? PANGO_WEIGHT_NORMAL
                                                : own_font_   ? PANGO_WEIGHT_SEMIBOLD
                                                              : PANGO_WEIGHT_BOLD);
  pango_font_description_set_size(font.get(), static_cast<int>(std::lround(style.points * PANGO_SCALE)));
  pango_layout_set_font_description(out.get(), font.get());
  if (style.wrap_cm > 0) {
    pango_layout_set_width(out.get(),
                           static_cast<int>(std::lround(style.wrap_cm * kDotsPerCm * PANGO_SCALE)));
    pango_layout_set_wrap(out.get(), PANGO_WRAP_WORD_CHAR);
  }
  pango_layout_set_alignment(out.get(), style.align == TextStyle::Align::left     ? PANGO_ALIGN_LEFT
                                        : style.align == TextStyle::Align::centre ? PANGO_ALIGN_CENTER
                                                                                  : PANGO_ALIGN_RIGHT);
  const std::string clean = clean_text(text);
  pango_layout_set_text(out.get(), clean.data(), static_cast<int>(clean.size()));
  return out;
}

Box ChartCanvas::measure(const std::string& text, const TextStyle& style) const {
  const Layout set = layout(text, style);
  int width = 0;
  int height = 0;
  pango_layout_get_size(set.get(), &width, &height);
  return {0, 0, width / (PANGO_SCALE * kDotsPerCm), height / (PANGO_SCALE * kDotsPerCm)};
}

void ChartCanvas::text(const std::string& text, double x, double y, const TextStyle& style) {
  const Layout set = layout(text, style);
  cairo_save(cairo_.get());
  set_ink(cairo_.get(), style.ink);
  cairo_identity_matrix(cairo_.get());
  cairo_move_to(cairo_.get(), x * kDotsPerCm, y * kDotsPerCm);
  pango_cairo_show_layout(cairo_.get(), set.get());
  cairo_restore(cairo_.get());
}

void ChartCanvas::line(double x1, double y1, double x2, double y2, Ink ink, double width_cm, bool dashed) {
  cairo_save(cairo_.get());
  set_ink(cairo_.get(), ink);
  cairo_set_line_width(cairo_.get(), width_cm);
  if (dashed) {
    constexpr double kDashes[] = {0.12, 0.09};
    cairo_set_dash(cairo_.get(), kDashes, 2, 0);
  }
  cairo_move_to(cairo_.get(), x1, y1);
  cairo_line_to(cairo_.get(), x2, y2);
  cairo_stroke(cairo_.get());
  cairo_restore(cairo_.get());
}

void ChartCanvas::fill(const Box& box, Ink ink) {
  set_ink(cairo_.get(), ink);
  cairo_rectangle(cairo_.get(), box.x, box.y, box.width, box.height);
  cairo_fill(cairo_.get());
}

void ChartCanvas::frame(const Box& box, Ink ink, double width_cm) {
  set_ink(cairo_.get(), ink);
  cairo_set_line_width(cairo_.get(), width_cm);
  cairo_rectangle(cairo_.get(), box.x, box.y, box.width, box.height);
  cairo_stroke(cairo_.get());
}

std::string ChartCanvas::png() {
  std::string out;
  cairo_surface_flush(surface_.get());
  const auto append = [](void* into, const unsigned char* data, unsigned length) {
    static_cast<std::string*>(into)->append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
  };
  if (cairo_surface_write_to_png_stream(surface_.get(), append, &out) != CAIRO_STATUS_SUCCESS)
    throw std::runtime_error("the chart could not be written");
  insert_resolution(out);
  return out;
}

}  // namespace xanh
