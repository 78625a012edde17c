#include "exchange/attached_file.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

#include "exchange/ooxml/package.hpp"
#include "exchange/text_file.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kEmpty{"attached-empty",     Severity::error,
                             "tệp đính kèm trống", "the attached file is empty",
                             "chọn đúng tệp",      "choose the right file"};
constexpr ProblemKind kTooBig{"attached-too-big",
                              Severity::error,
                              "tệp đính kèm lớn hơn 20 MB",
                              "the attached file is larger than 20 MB",
                              "quét lại ở độ phân giải thấp hơn, hoặc chia thành nhiều tệp",
                              "scan it with fewer dots, or split it"};
constexpr ProblemKind kKind{"attached-kind",
                            Severity::error,
                            "không nhận loại tệp này (xét theo nội dung, không theo tên)",
                            "this kind of file is not taken (by its content, not its name)",
                            "dùng PDF, ảnh JPEG hoặc PNG, Word (.docx), Excel (.xlsx) hoặc văn bản UTF-8",
                            "use PDF, a JPEG or PNG photo, Word (.docx), Excel (.xlsx) or UTF-8 text"};
constexpr ProblemKind kBrokenAttachment{"attached-broken",
                                        Severity::error,
                                        "ảnh bị cắt hoặc hỏng",
                                        "the photo is cut off or damaged",
                                        "chép lại ảnh từ máy chụp rồi thử lại",
                                        "copy the photo from the camera again"};

constexpr std::string_view kPngHead{"\x89PNG\r\n\x1a\n", 8};

std::uint32_t big_endian(std::string_view bytes, size_t at, size_t length) {
  std::uint32_t out = 0;
  for (size_t i = 0; i < length; ++i) out = (out << 8U) | static_cast<unsigned char>(bytes[at + i]);
  return out;
}

/// A number of an EXIF block in its own byte order; nothing beyond its end.
std::optional<std::uint32_t> exif_number(std::string_view tiff, size_t at, size_t length) {
  if (at > tiff.size() || tiff.size() - at < length) return std::nullopt;
  if (tiff.starts_with("MM")) return big_endian(tiff, at, length);
  std::uint32_t out = 0;
  for (size_t i = length; i-- > 0;) out = (out << 8U) | static_cast<unsigned char>(tiff[at + i]);
  return out;
}

/// How the camera was held (1 to 8), which a viewer needs to show the photo upright.
std::optional<std::uint32_t> orientation_in(std::string_view segment) {
  constexpr std::string_view head{"Exif\0\0", 6};
  if (!segment.starts_with(head)) return std::nullopt;
  const std::string_view tiff = segment.substr(head.size());
  const auto directory = exif_number(tiff, 4, 4);
  if (!directory) return std::nullopt;
  const auto count = exif_number(tiff, *directory, 2);
  for (std::uint32_t i = 0; count && i < *count; ++i) {
    const size_t entry = size_t{*directory} + 2 + size_t{12} * i;
    const auto tag = exif_number(tiff, entry, 2);
    if (!tag) return std::nullopt;
    if (*tag != 0x0112) continue;
    const auto value = exif_number(tiff, entry + 8, 2);
    return value && *value >= 1 && *value <= 8 ? value : std::nullopt;
  }
  return std::nullopt;
}

/// An EXIF block that says nothing but how the camera was held.
std::string only_orientation(std::uint32_t value) {
  std::string out(
      "\xff\xe1\x00\x22"
      "Exif\0\0"
      "MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00",
      29);
  out += static_cast<char>(value);
  out.append(6, '\0');
  return out;
}

/// Where the picture's data that begins here ends: at the next marker that is no part of it.
size_t end_of_scan(std::string_view in, size_t at) {
  while (at + 1 < in.size()) {
    const auto next = static_cast<unsigned char>(in[at + 1]);
    if (in[at] == '\xff' && next != 0 && (next < 0xd0 || next > 0xd7)) return at;
    ++at;
  }
  return in.size();
}

/// Tables of the picture, JFIF, Adobe's and ICC colours; no other block of an application, no comment.
bool is_for_viewers(unsigned marker, std::string_view segment) {
  const bool application = marker >= 0xe0 && marker <= 0xef;
  if (!application) return marker != 0xfe;
  return marker == 0xe0 || marker == 0xee || (marker == 0xe2 && segment.starts_with("ICC_PROFILE"));
}

/// Keeps what a viewer needs: JFIF, colours (ICC, Adobe), orientation. What stands behind the picture's end
/// (some telephones put a film there) goes as well.
std::optional<std::string> jpeg_without_marks(std::string_view in) {
  std::string out(in.substr(0, 2));
  size_t at = 2;
  while (at + 4 <= in.size()) {
    if (in[at] != '\xff') return std::nullopt;
    const auto marker = static_cast<unsigned char>(in[at + 1]);
    if (marker == 0xff) {  // padding
      ++at;
      continue;
    }
    const size_t length = big_endian(in, at + 2, 2);
    if (length < 2 || in.size() - at - 2 < length) return std::nullopt;
    const std::string_view segment = in.substr(at + 4, length - 2);
    size_t end = at + 2 + length;
    if (marker == 0xe1) {
      if (const auto held = orientation_in(segment)) out += only_orientation(*held);
    } else if (marker == 0xda) {
      end = end_of_scan(in, end);
      out += in.substr(at, end - at);
      if (end + 2 <= in.size() && in[end + 1] == '\xd9') return out + "\xff\xd9";
    } else if (is_for_viewers(marker, segment)) {
      out += in.substr(at, end - at);
    }
    at = end;
  }
  return std::nullopt;
}

std::optional<std::string> png_without_marks(std::string_view in) {
  std::string out(kPngHead);
  size_t at = kPngHead.size();
  while (at + 12 <= in.size()) {
    const size_t length = big_endian(in, at, 4);
    if (length > in.size() - at - 12) return std::nullopt;
    const std::string_view kind = in.substr(at + 4, 4);
    if (kind != "eXIf" && kind != "tEXt" && kind != "zTXt" && kind != "iTXt" && kind != "tIME")
      out += in.substr(at, length + 12);
    at += length + 12;
    if (kind == "IEND") return out;
  }
  return std::nullopt;
}

/// Word or Excel without a macro, or nothing.
std::string office_kind(const std::string& bytes, const std::string& name) {
  const auto package = Package::open(bytes, name);
  if (!package.ok()) return {};
  for (const auto& part : package.value.names())
    if (part.find("vbaProject") != std::string::npos) return {};
  constexpr std::string_view base = "application/vnd.openxmlformats-officedocument.";
  if (package.value.part("word/document.xml")) return std::string(base) + "wordprocessingml.document";
  if (package.value.part("xl/workbook.xml")) return std::string(base) + "spreadsheetml.sheet";
  return {};
}

bool is_text(std::string_view bytes) {
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 || byte == 0x7f) && c != '\n' && c != '\r' && c != '\t') return false;
  }
  return !first_not_utf8(bytes);
}

}  // namespace

Outcome<AttachedFile> read_attached(std::string bytes, const std::string& name) {
  Outcome<AttachedFile> out;
  const auto refuse = [&](const ProblemKind& kind) {
    out.problems.push_back(problem(kind, Place{name, 0, 0, {}, {}, {}}));
    return out;
  };
  if (bytes.empty()) return refuse(kEmpty);
  if (bytes.size() > kMostAttachedBytes) return refuse(kTooBig);
  const std::string_view head(bytes);
  if (head.starts_with("\xff\xd8\xff") || head.starts_with(kPngHead)) {
    const bool png = head.starts_with(kPngHead);
    auto clean = png ? png_without_marks(head) : jpeg_without_marks(head);
    if (!clean) return refuse(kBrokenAttachment);
    out.value = {png ? "image/png" : "image/jpeg", std::move(*clean)};
    return out;
  }
  std::string type;
  if (head.starts_with("%PDF-"))
    type = "application/pdf";
  else if (head.starts_with("PK"))
    type = office_kind(bytes, name);
  else if (is_text(head))
    type = "text/plain";
  if (type.empty()) return refuse(kKind);
  out.value = {std::move(type), std::move(bytes)};
  return out;
}

}  // namespace xanh
