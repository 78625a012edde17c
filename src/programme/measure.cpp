#include "programme/measure.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace xanh {
namespace {

constexpr std::string_view kSquared = "²";
constexpr std::string_view kCubed = "³";

// m3 is m³ as typed where there is no ³; CO2 is no square.
bool is_length(std::string_view base) {
  constexpr std::array<std::string_view, 5> kLengths{"m", "km", "dm", "cm", "mm"};
  return std::find(kLengths.begin(), kLengths.end(), base) != kLengths.end();
}

std::pair<std::string_view, int> split_power(std::string_view factor) {
  if (factor.ends_with(kSquared)) return {factor.substr(0, factor.size() - kSquared.size()), 2};
  if (factor.ends_with(kCubed)) return {factor.substr(0, factor.size() - kCubed.size()), 3};
  const std::string_view base = factor.substr(0, factor.size() - 1);
  if (factor.ends_with('2') && is_length(base)) return {base, 2};
  if (factor.ends_with('3') && is_length(base)) return {base, 3};
  return {factor, 1};
}

std::string power_text(const std::string& base, int power) {
  if (power == 1) return base;
  if (power == 2) return base + std::string(kSquared);
  if (power == 3) return base + std::string(kCubed);
  return base + "^" + std::to_string(power);
}

}  // namespace

void Measure::add(std::string_view base, int power) {
  if (base.empty() || base == "1" || power == 0) return;
  const auto place =
      std::lower_bound(parts_.begin(), parts_.end(), base,
                       [](const auto& part, std::string_view name) { return part.first < name; });
  if (place == parts_.end() || place->first != base) {
    parts_.emplace(place, std::string(base), power);
    return;
  }
  place->second += power;
  if (place->second == 0) parts_.erase(place);
}

Measure Measure::parse(std::string_view text) {
  text = trimmed(text);
  if (text.empty()) return {};
  Measure out(Kind::known);
  if (text == "%") {
    out.share_ = Share::percent;
    return out;
  }
  int sign = 1;
  for (std::string_view rest = text; !rest.empty();) {
    const size_t slash = rest.find('/');
    std::string factors(rest.substr(0, slash));
    for (size_t dot = factors.find("·"); dot != std::string::npos; dot = factors.find("·"))
      factors.replace(dot, std::string_view("·").size(), "*");
    for (const std::string& factor : split(factors, '*')) {
      if (factor.empty()) continue;
      const auto [base, power] = split_power(factor);
      out.add(base, sign * power);
    }
    sign = -1;
    rest = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash + 1);
  }
  return out;
}

bool Measure::fits(const Measure& other) const {
  if (kind_ != Kind::known || other.kind_ != Kind::known) return true;
  if (parts_ != other.parts_) return false;
  return !parts_.empty() || share_ == other.share_ || share_ == Share::either ||
         other.share_ == Share::either;
}

Measure Measure::with(const Measure& other) const {
  if (!fits(other)) return {};
  if (kind_ != Kind::known) return kind_ == Kind::number || other.kind_ == Kind::known ? other : *this;
  return other.kind_ == Kind::known && share_ == Share::either ? other : *this;
}

Measure Measure::product(const Measure& other, int sign) const {
  if (kind_ == Kind::unknown || other.kind_ == Kind::unknown) return {};
  if (kind_ == Kind::number && other.kind_ == Kind::number) return number();
  const bool by_number = kind_ == Kind::number || other.kind_ == Kind::number;
  const bool exact = kind_ == Kind::known && other.kind_ == Kind::known;
  Measure out = *this;
  for (const auto& [base, power] : other.parts_) out.add(base, sign * power);
  const auto percent = [](const Measure& m) { return m.parts_.empty() && m.share_ != Share::ratio; };
  const bool same_share = parts_.empty() && other.parts_.empty() && share_ == other.share_;
  if (out.parts_.empty()) {  // a share, whose factor may be the 100 of a percentage
    out.kind_ = Kind::known;
    out.share_ = Share::either;
    if (exact && !percent(*this) && !percent(other)) out.share_ = Share::ratio;
    if (exact && sign < 0 && same_share && share_ != Share::either) out.share_ = Share::ratio;
    return out;
  }
  out.kind_ = exact && !by_number && !percent(*this) && !percent(other) ? Kind::known : Kind::scaled;
  return out;
}

Measure Measure::to_the(int power) const {
  if (kind_ == Kind::unknown || kind_ == Kind::number) return *this;
  Measure out = *this;
  for (auto& part : out.parts_) part.second *= power;
  if (power == 0) out.parts_.clear();
  if (out.parts_.empty() && share_ != Share::ratio) out.share_ = Share::either;
  return out;
}

Bilingual Measure::text() const {
  if (kind_ != Kind::known) return {};
  if (parts_.empty()) {
    if (share_ == Share::percent) return {"%", "%"};
    return {"tỷ số", "a ratio"};
  }
  std::string above, below;
  for (const auto& [base, power] : parts_) {
    if (power > 0) above += (above.empty() ? "" : "·") + power_text(base, power);
    if (power < 0) below += "/" + power_text(base, -power);
  }
  const std::string whole = (above.empty() ? "1" : above) + below;
  return {whole, whole};
}

}  // namespace xanh
