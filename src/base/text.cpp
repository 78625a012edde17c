#include "base/text.hpp"

#include <unicode/coll.h>
#include <unicode/normalizer2.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace xanh {
namespace {

const icu::Normalizer2& instance(const icu::Normalizer2* (*get)(UErrorCode& status)) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* out = get(status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU normalizer");
  return *out;
}

// Asked for once: later threads find it made, whatever ICU itself does to make it.
const icu::Normalizer2& normalizer(bool compose) {
  static const icu::Normalizer2& composing = instance(icu::Normalizer2::getNFCInstance);
  static const icu::Normalizer2& decomposing = instance(icu::Normalizer2::getNFDInstance);
  return compose ? composing : decomposing;
}

icu::UnicodeString unicode(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
}

size_t distance(const icu::UnicodeString& a, const icu::UnicodeString& b) {
  // Optimal string alignment: a swap of neighbours is one slip of the hand.
  const auto n = static_cast<size_t>(a.length());
  const auto m = static_cast<size_t>(b.length());
  std::vector<std::vector<size_t>> d(n + 1, std::vector<size_t>(m + 1));
  for (size_t i = 0; i <= n; ++i) d[i][0] = i;
  for (size_t j = 0; j <= m; ++j) d[0][j] = j;
  for (size_t i = 1; i <= n; ++i) {
    for (size_t j = 1; j <= m; ++j) {
      const auto ca = a[static_cast<int32_t>(i - 1)];
      const auto cb = b[static_cast<int32_t>(j - 1)];
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (ca == cb ? 0 : 1)});
      if (i > 1 && j > 1 && ca == b[static_cast<int32_t>(j - 2)] && a[static_cast<int32_t>(i - 2)] == cb)
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[n][m];
}

}  // namespace

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_utf8(std::string_view text) {
  int32_t i = 0;
  const auto length = static_cast<int32_t>(text.size());
  while (i < length) {
    UChar32 c = 0;
    U8_NEXT(text.data(), i, length, c);
    if (c < 0) return false;
  }
  return true;
}

bool is_surely_composed(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) {
      ++i;
    } else if (byte <= 0xCB) {  // U+0080 to U+02FF
      i += 2;
    } else if (byte == 0xE1 && i + 2 < text.size() && static_cast<unsigned char>(text[i + 1]) >= 0xB8 &&
               static_cast<unsigned char>(text[i + 1]) <= 0xBB) {  // U+1E00 to U+1EFF
      i += 3;
    } else {
      return false;
    }
  }
  return true;
}

std::optional<std::string> to_nfc(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  if (!is_utf8(text)) return std::nullopt;
  if (is_surely_composed(text)) return std::string(text);
  UErrorCode status = U_ZERO_ERROR;
  std::string out;
  const auto source = unicode(text);
  if (normalizer(true).isNormalized(source, status) && U_SUCCESS(status)) return std::string(text);
  normalizer(true).normalize(source, status).toUTF8String(out);
  if (U_FAILURE(status)) return std::nullopt;
  return out;
}

std::string folded(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  auto decomposed = normalizer(false).normalize(unicode(text), status);
  decomposed.foldCase();
  icu::UnicodeString bare;
  bool blank = true;
  for (int32_t i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1)) {
    const UChar32 c = decomposed.char32At(i);
    if (u_charType(c) == U_NON_SPACING_MARK) continue;
    const bool space = u_isUWhiteSpace(c) != 0;
    if (space && blank) continue;
    blank = space;
    bare.append(space ? UChar32{' '} : c == 0x111 ? UChar32{'d'} : c);
  }
  std::string out;
  bare.trim().toUTF8String(out);
  return out;
}

int collate_vi(std::string_view a, std::string_view b) {
  static const std::unique_ptr<icu::Collator> collator = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Collator> made{icu::Collator::createInstance(icu::Locale("vi"), status)};
    if (U_FAILURE(status)) throw std::runtime_error("ICU collator");
    // "Quận 2" before "Quận 10", as people expect of a list.
    made->setAttribute(UCOL_NUMERIC_COLLATION, UCOL_ON, status);
    return made;
  }();
  UErrorCode status = U_ZERO_ERROR;
  return collator->compareUTF8({a.data(), static_cast<int32_t>(a.size())},
                               {b.data(), static_cast<int32_t>(b.size())}, status);
}

size_t characters(std::string_view utf8) {
  return static_cast<size_t>(std::count_if(
      utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string nearest(std::string_view word, std::span<const std::string> candidates) {
  if (word.size() > 100) return {};
  std::string best;
  size_t best_distance = 1000;
  const auto wanted = unicode(word);
  for (const auto& candidate : candidates) {
    const size_t allowed = std::max<size_t>(1, characters(candidate) / 3);
    const size_t d = distance(wanted, unicode(candidate));
    if (d <= allowed && d < best_distance) {
      best = candidate;
      best_distance = d;
    }
  }
  return best;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> out;
  if (trimmed(text).empty()) return out;
  for (size_t start = 0; start <= text.size();) {
    const size_t end = std::min(text.find(separator, start), text.size());
    out.emplace_back(trimmed(text.substr(start, end - start)));
    start = end + 1;
  }
  return out;
}

std::string join(std::span<const std::string> parts, std::string_view separator) {
  std::string out;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i) out += separator;
    out += parts[i];
  }
  return out;
}

bool is_code(std::string_view text) {
  if (text.empty() || text.size() > 64 || text[0] < 'a' || text[0] > 'z') return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

}  // namespace xanh
