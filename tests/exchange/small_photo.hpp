// A photo of a few bytes, as a telephone writes it: with where it was taken.
#pragma once

#include <initializer_list>
#include <string>

namespace xanh::photo_test {

inline std::string bytes(std::initializer_list<int> values) {
  std::string out;
  for (const int v : values) out += static_cast<char>(v);
  return out;
}

inline std::string segment(int marker, const std::string& content) {
  const auto length = static_cast<int>(content.size() + 2);
  return bytes({0xff, marker, length >> 8, length & 0xff}) + content;
}

inline std::string small_jpeg() {
  return bytes({0xff, 0xd8}) + segment(0xe0, "JFIF") +
         segment(0xe1, std::string("Exif\0\0II", 8) + "GPS 10.7769N") + segment(0xdb, "tables") +
         segment(0xda, "scan") + bytes({1, 2, 3, 0xff, 0xd9});
}

}  // namespace xanh::photo_test
