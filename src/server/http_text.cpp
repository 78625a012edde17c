#include "server/http_text.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/text.hpp"

namespace xanh {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char small = lower(c);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

std::optional<std::string> percent_decoded(std::string_view raw, bool plus_is_blank) {
  std::string out;
  out.reserve(raw.size());
  for (size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '%') {
      if (raw.size() - i < 3) return std::nullopt;
      const int high = hex_digit(raw[i + 1]);
      const int low = hex_digit(raw[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += plus_is_blank && raw[i] == '+' ? ' ' : raw[i];
    }
  }
  return out;
}

// U+0000 to U+001F, U+007F, and U+0080 to U+009F, which terminals obey as well.
bool has_control(std::string_view utf8, std::string_view allowed = {}) {
  for (size_t i = 0; i < utf8.size(); ++i) {
    const auto c = static_cast<unsigned char>(utf8[i]);
    if ((c < 0x20 || c == 0x7f) && allowed.find(utf8[i]) == std::string_view::npos) return true;
    if (c == 0xc2 && i + 1 < utf8.size() && static_cast<unsigned char>(utf8[i + 1]) < 0xa0) return true;
  }
  return false;
}

/// Thousandths; a weight that is none counts as "not at all".
int weight(std::string_view text) {
  if (text.empty() || (text[0] != '0' && text[0] != '1') || text.size() > 5) return 0;
  int out = (text[0] - '0') * 1000;
  if (text.size() == 1) return out;
  if (text[1] != '.') return 0;
  int place = 100;
  for (const char c : text.substr(2)) {
    if (c < '0' || c > '9') return 0;
    out += (c - '0') * place;
    place /= 10;
  }
  return out <= 1000 ? out : 0;
}

}  // namespace

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = lower(c);
  return out;
}

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

const std::string* HttpRequest::header(std::string_view name) const {
  for (const auto& [key, value] : headers)
    if (key == name) return &value;
  return nullptr;
}

const std::string* HttpReply::header(std::string_view name) const {
  for (const auto& [key, value] : headers)
    if (same_name(key, name)) return &value;
  return nullptr;
}

std::optional<std::vector<std::pair<std::string, std::string>>> query_values(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> out;
  for (size_t start = 0; start < query.size();) {
    const size_t end = std::min(query.find('&', start), query.size());
    const auto pair = query.substr(start, end - start);
    start = end + 1;
    if (pair.empty()) continue;
    const size_t middle = std::min(pair.find('='), pair.size());
    auto name = percent_decoded(pair.substr(0, middle), true);
    auto value = percent_decoded(pair.substr(std::min(middle + 1, pair.size())), true);
    if (!name || !value || name->empty() || !is_utf8(*name) || !is_utf8(*value) || has_control(*name) ||
        has_control(*value, "\t\r\n"))
      return std::nullopt;
    out.emplace_back(std::move(*name), std::move(*value));
  }
  return out;
}

std::optional<std::string> decoded_path(std::string_view raw) {
  if (raw.empty() || raw[0] != '/' || raw.find('#') != std::string_view::npos) return std::nullopt;
  auto path = percent_decoded(raw, false);
  if (!path || !is_utf8(*path) || has_control(*path) || path->find('\\') != std::string::npos)
    return std::nullopt;
  for (size_t start = 1; start < path->size();) {
    const size_t end = std::min(path->find('/', start), path->size());
    const auto segment = std::string_view(*path).substr(start, end - start);
    if (segment.empty() || segment == "." || segment == "..") return std::nullopt;
    start = end + 1;
  }
  return path;
}

std::optional<HttpTarget> request_target(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!same_name(target.substr(0, scheme.size()), scheme)) continue;
    target.remove_prefix(scheme.size());
    const size_t host_end = target.find_first_of("/?");
    if (target.empty() || host_end == 0) return std::nullopt;
    target.remove_prefix(std::min(host_end, target.size()));
    if (target.empty()) return HttpTarget{"/", ""};
    break;
  }
  const size_t mark = std::min(target.find('?'), target.size());
  auto path = decoded_path(target.substr(0, mark));
  const auto query = target.substr(std::min(mark + 1, target.size()));
  if (!path || query.find('#') != std::string_view::npos) return std::nullopt;
  return HttpTarget{std::move(*path), std::string(query)};
}

bool is_header_name(std::string_view name) {
  static constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') ||
           kOthers.find(c) != std::string_view::npos;
  });
}

bool is_header_value(std::string_view value) {
  return std::none_of(value.begin(), value.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
  });
}

void each_listed(std::string_view value, const std::function<void(std::string_view)>& each) {
  size_t start = 0;
  bool quoted = false;
  for (size_t i = 0; i <= value.size(); ++i) {
    if (i < value.size() && value[i] == '"') quoted = !quoted;
    if (i < value.size() && (quoted || value[i] != ',')) continue;
    const auto part = trimmed(value.substr(start, i - start));
    if (!part.empty()) each(part);
    start = i + 1;
  }
}

std::string http_date(std::time_t seconds) {
  static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm t{};
  ::gmtime_r(&seconds, &t);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kDays[t.tm_wday], t.tm_mday,
                     kMonths[t.tm_mon], t.tm_year + 1900, t.tm_hour, t.tm_min, t.tm_sec);
}

std::string_view reason_phrase(int status) {
  static constexpr std::pair<int, std::string_view> kPhrases[] = {
      {200, "OK"},
      {201, "Created"},
      {202, "Accepted"},
      {204, "No Content"},
      {301, "Moved Permanently"},
      {302, "Found"},
      {303, "See Other"},
      {304, "Not Modified"},
      {307, "Temporary Redirect"},
      {308, "Permanent Redirect"},
      {400, "Bad Request"},
      {401, "Unauthorized"},
      {403, "Forbidden"},
      {404, "Not Found"},
      {405, "Method Not Allowed"},
      {406, "Not Acceptable"},
      {408, "Request Timeout"},
      {409, "Conflict"},
      {410, "Gone"},
      {412, "Precondition Failed"},
      {413, "Content Too Large"},
      {414, "URI Too Long"},
      {415, "Unsupported Media Type"},
      {417, "Expectation Failed"},
      {422, "Unprocessable Content"},
      {428, "Precondition Required"},
      {429, "Too Many Requests"},
      {431, "Request Header Fields Too Large"},
      {500, "Internal Server Error"},
      {501, "Not Implemented"},
      {502, "Bad Gateway"},
      {503, "Service Unavailable"},
      {505, "HTTP Version Not Supported"},
  };
  for (const auto& [number, phrase] : kPhrases)
    if (number == status) return phrase;
  return "Status";
}

bool names_etag(std::string_view if_none_match, std::string_view etag) {
  const auto opaque = [](std::string_view tag) { return tag.starts_with("W/") ? tag.substr(2) : tag; };
  if (trimmed(if_none_match) == "*") return true;
  bool found = false;
  each_listed(if_none_match, [&](std::string_view tag) { found = found || opaque(tag) == opaque(etag); });
  return found;
}

bool accepts_gzip(const HttpRequest& request) {
  std::optional<int> gzip;
  std::optional<int> any;
  std::optional<int> plain;
  for (const auto& [name, value] : request.headers) {
    if (name != "accept-encoding") continue;
    each_listed(value, [&](std::string_view part) {
      const size_t end = std::min(part.find(';'), part.size());
      const auto coding = trimmed(part.substr(0, end));
      auto parameter = trimmed(part.substr(std::min(end + 1, part.size())));
      int q = parameter.empty() ? 1000 : 0;
      if (same_name(parameter.substr(0, 2), "q=")) q = weight(trimmed(parameter.substr(2)));
      if (same_name(coding, "gzip") || same_name(coding, "x-gzip")) gzip = q;
      if (same_name(coding, "identity")) plain = q;
      if (coding == "*") any = q;
    });
  }
  const int wanted = gzip ? *gzip : any.value_or(0);
  return wanted > 0 && wanted >= plain.value_or(0);
}

bool is_textual(std::string_view media_type) {
  static constexpr std::string_view kTextual[] = {
      "application/json", "application/xml",       "application/javascript",      "application/x-ndjson",
      "application/yaml", "application/xhtml+xml", "application/openmetrics-text"};
  const std::string type = ascii_lower(trimmed(media_type.substr(0, media_type.find(';'))));
  return type.starts_with("text/") || type.ends_with("+json") || type.ends_with("+xml") ||
         std::find(std::begin(kTextual), std::end(kTextual), type) != std::end(kTextual);
}

}  // namespace xanh
