#include "exchange/area_outlines.hpp"

#include <fmt/format.h>

#include <boost/geometry.hpp>
#include <boost/geometry/geometries/multi_polygon.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/geometries/polygon.hpp>
#include <charconv>
#include <cmath>
#include <set>

namespace xanh {
namespace {

namespace bg = boost::geometry;
using Point = bg::model::d2::point_xy<double>;
// Counterclockwise and closed, as RFC 7946 wants them.
using Polygon = bg::model::polygon<Point, false, true>;
using MultiPolygon = bg::model::multi_polygon<Polygon>;

constexpr ProblemKind kNotRead{"outline-not-read",
                               Severity::error,
                               "đây không phải là FeatureCollection gồm Polygon hoặc MultiPolygon",
                               "this is no FeatureCollection of Polygons or MultiPolygons",
                               "xuất lại lớp ranh giới ở dạng GeoJSON, WGS 84",
                               "export the layer of outlines as GeoJSON, WGS 84"};
constexpr ProblemKind kNoCode{"outline-code",
                              Severity::error,
                              "đường ranh thiếu thuộc tính code",
                              "an outline has no property `code`",
                              "ghi mã địa bàn của areas.csv vào thuộc tính code",
                              "give it the code of areas.csv as its property `code`"};
constexpr ProblemKind kPlace{"outline-place",
                             Severity::error,
                             "`{code}` có điểm ({x}, {y}) không phải kinh độ, vĩ độ",
                             "`{code}` has a point ({x}, {y}) that is no longitude and latitude",
                             "kinh độ đứng trước vĩ độ, theo độ, WGS 84",
                             "longitude comes before latitude, in degrees, WGS 84"};
constexpr ProblemKind kCrosses{"outline-crosses",
                               Severity::warning,
                               "đường ranh của `{code}` tự cắt hoặc tự chạm",
                               "the outline of `{code}` crosses or touches itself",
                               "vẫn vẽ được; sửa hình trong phần mềm bản đồ khi có dịp",
                               "it can be drawn; mend the shape in a map program when there is time"};
constexpr ProblemKind kNoSurface{"outline-no-surface",
                                 Severity::error,
                                 "đường ranh của `{code}` không có diện tích",
                                 "the outline of `{code}` has no surface",
                                 "sửa hình trong phần mềm bản đồ rồi xuất lại",
                                 "mend the shape in a map program and export it again"};
constexpr ProblemKind kTooLong{"outline-too-long",
                               Severity::error,
                               "đường ranh của `{code}` có {count} điểm, nhiều nhất {limit}",
                               "the outline of `{code}` has {count} points, at most {limit}",
                               "đơn giản hóa hình trong phần mềm bản đồ",
                               "simplify the shape in a map program"};
constexpr ProblemKind kTwice{"outline-twice",
                             Severity::error,
                             "`{code}` có hai đường ranh",
                             "`{code}` has two outlines",
                             "gộp thành một MultiPolygon",
                             "make one MultiPolygon of them"};

std::optional<double> degrees(const Node& node) {
  double out = 0;
  const auto& digits = node.scalar;
  if (node.kind != Node::Kind::number) return std::nullopt;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), out);
  if (read.ec != std::errc{} || !std::isfinite(out)) return std::nullopt;
  return std::round(out * 1e5) / 1e5;
}

class OutlineReader {
 public:
  OutlineReader(const std::string& file, Problems& problems) : file_(file), problems_(problems) {}

  std::optional<AreaOutline> feature(const Node& feature) {
    const Node* properties = feature.find("properties");
    const Node* code = properties ? properties->find("code") : nullptr;
    if (!code || code->scalar.empty()) return tell(kNoCode, feature);
    code_ = code->scalar;
    if (!once_.insert(code_).second) return tell(kTwice, feature);
    const Node* geometry = feature.find("geometry");
    const Node* kind = geometry ? geometry->find("type") : nullptr;
    const Node* places = geometry ? geometry->find("coordinates") : nullptr;
    if (!kind || !places) return tell(kNotRead, feature);
    MultiPolygon shape;
    const size_t before = problems_.size();
    if (kind->scalar == "Polygon")
      polygon(*places, shape);
    else if (kind->scalar == "MultiPolygon")
      for (const auto& one : places->items) polygon(one, shape);
    else
      return tell(kNotRead, feature);
    if (problems_.size() != before) return std::nullopt;
    const auto count = static_cast<int>(bg::num_points(shape));
    if (count > kOutlinePoints)
      return tell(
          kTooLong, feature,
          {{"code", code_}, {"count", std::to_string(count)}, {"limit", std::to_string(kOutlinePoints)}});
    bg::correct(shape);  // closes rings and turns them
    if (std::abs(bg::area(shape)) < 1e-12) return tell(kNoSurface, feature);
    if (!bg::is_valid(shape)) (void)tell(kCrosses, feature);
    return AreaOutline{code_, written(shape)};
  }

 private:
  std::nullopt_t tell(const ProblemKind& kind, const Node& at, ProblemWords words) {
    problems_.push_back(problem(kind, Place{file_, at.line, at.column, {}, {}, {}}, words));
    return std::nullopt;
  }
  std::nullopt_t tell(const ProblemKind& kind, const Node& at) { return tell(kind, at, {{"code", code_}}); }

  void polygon(const Node& rings, MultiPolygon& shape) {
    Polygon out;
    for (size_t i = 0; i < rings.items.size(); ++i) {
      if (i > 0) out.inners().emplace_back();
      auto& ring = i == 0 ? out.outer() : out.inners().back();
      for (const auto& place : rings.items[i].items) {
        const auto x = place.items.size() < 2 ? std::nullopt : degrees(place.items[0]);
        const auto y = place.items.size() < 2 ? std::nullopt : degrees(place.items[1]);
        if (!x || !y) {
          tell(kNotRead, place);
          return;
        }
        if (std::abs(*x) > 180 || std::abs(*y) > 90) {
          tell(kPlace, place, {{"code", code_}, {"x", place.items[0].scalar}, {"y", place.items[1].scalar}});
          return;
        }
        if (ring.empty() || !bg::equals(ring.back(), Point(*x, *y))) ring.emplace_back(*x, *y);
      }
    }
    shape.push_back(std::move(out));
  }

  template <class Ring>
  static Node ring_node(const Ring& ring) {
    Node out = Node::list();
    for (const auto& point : ring) {
      Node& place = out.push(Node::list());
      place.push(Node::number(point.x()));
      place.push(Node::number(point.y()));
    }
    return out;
  }

  static std::string written(const MultiPolygon& shape) {
    Node out = Node::map();
    out.add("type", Node::text("MultiPolygon"));
    Node& all = out.add("coordinates", Node::list());
    for (const auto& one : shape) {
      Node& rings = all.push(Node::list());
      rings.push(ring_node(one.outer()));
      for (const auto& hole : one.inners()) rings.push(ring_node(hole));
    }
    return write_json_line(out);
  }

  const std::string& file_;
  Problems& problems_;
  std::string code_;
  std::set<std::string> once_;
};

}  // namespace

Outcome<std::vector<AreaOutline>> read_outlines(const std::string& geojson, const std::string& file) {
  Outcome<std::vector<AreaOutline>> out;
  auto tree = read_json(geojson, file);
  out.problems = std::move(tree.problems);
  if (has_error(out.problems)) return out;
  const Node* features = tree.value.find("features");
  if (!features || features->kind != Node::Kind::list) {
    out.problems.push_back(problem(kNotRead, Place{file, 1, 1, {}, {}, {}}));
    return out;
  }
  OutlineReader reader(file, out.problems);
  for (const auto& feature : features->items)
    if (auto one = reader.feature(feature)) out.value.push_back(std::move(*one));
  return out;
}

Node outline_feature(const AreaOutline& area) {
  Node out = Node::map();
  out.add("type", Node::text("Feature"));
  out.add("properties", Node::map()).add("code", Node::text(area.code));
  out.add("geometry", read_json(area.outline, {}).value);
  return out;
}

Node outline_collection() {
  Node out = Node::map();
  out.add("type", Node::text("FeatureCollection"));
  out.add("features", Node::list());
  return out;
}

}  // namespace xanh
