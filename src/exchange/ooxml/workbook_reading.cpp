#include "exchange/ooxml/workbook_reading.hpp"

#include <unicode/utf8.h>

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "exchange/ooxml/workbook_problems.hpp"
#include "exchange/text_file.hpp"

namespace xanh {
namespace {

/// `_xHHHH_` stands for a character XML cannot hold (ECMA-376 part 1, 22.9.2.19 ST_Xstring); `_x005F_` for
/// `_` itself.
std::string unescaped(std::string_view stored) {
  std::string out;
  const auto append = [&](unsigned code) {
    if (code == '\n' && out.ends_with('\r')) out.pop_back();  // CR LF, each of which may have been escaped
    char units[U8_MAX_LENGTH];
    int32_t length = 0;
    U8_APPEND_UNSAFE(units, length, code);
    out.append(units, static_cast<size_t>(length));
  };
  for (size_t i = 0; i < stored.size();) {
    const auto rest = stored.substr(i, 7);
    if (rest.size() == 7 && rest.starts_with("_x") && rest.back() == '_') {
      unsigned code = 0;
      const auto [end, error] = std::from_chars(rest.data() + 2, rest.data() + 6, code, 16);
      const bool allowed = code == '\t' || code == '\n' || code == '\r' || (code >= 0x20 && code < 0xD800) ||
                           (code >= 0xE000 && code <= 0xFFFD);
      if (error == std::errc{} && end == rest.data() + 6 && allowed) {
        append(code);
        i += rest.size();
        continue;
      }
    }
    if (stored[i] == '\n')
      append('\n');
    else
      out += stored[i];
    ++i;
  }
  return out;
}

int whole(std::string_view text, int otherwise) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? value : otherwise;
}

bool is_escaped(std::string_view stored) {
  return stored.find("_x") != stored.npos || stored.find('\r') != stored.npos;
}

}  // namespace

std::string_view KeptTexts::keep(std::string_view text) {
  if (text.empty()) return {};
  auto* to = static_cast<char*>(bytes_.allocate(text.size(), 1));
  std::copy(text.begin(), text.end(), to);
  return {to, text.size()};
}

void WorkbookReading::add_at(const ProblemKind& kind, const std::string& sheet, const std::string& cell,
                             ProblemWords words) {
  if (problems_.size() > text_file::kMostProblems) return;
  const bool full = problems_.size() == text_file::kMostProblems;
  const std::string most = std::to_string(text_file::kMostProblems);
  problems_.push_back(full ? problem(text_file::kTooMany, {file_, 0, 0, {}, {}, {}}, {{"count", most}})
                           : problem(kind, {file_, 0, 0, sheet, cell, {}}, words));
}

bool WorkbookReading::check(XmlScanner& xml, const std::string& part) {
  xml.next();  // nothing may follow the root element
  const std::string offset = std::to_string(xml.offset());
  switch (xml.fault()) {
    case XmlScanner::Fault::none:
      return true;
    case XmlScanner::Fault::doctype:
      add(workbook::kDoctype, {{"part", part}});
      break;
    case XmlScanner::Fault::not_utf8:
      add(workbook::kNotUtf8, {{"part", part}, {"offset", offset}});
      break;
    case XmlScanner::Fault::syntax:
      add(workbook::kBrokenXml, {{"part", part}, {"offset", offset}});
      break;
  }
  return false;
}

std::string WorkbookReading::text(std::string_view stored) {
  std::string out = is_escaped(stored) ? unescaped(stored) : std::string(stored);
  if (is_surely_composed(out)) return out;
  std::string composed = to_nfc(out).value_or(out);
  if (composed != out) ++decomposed_;
  return composed;
}

std::string_view WorkbookReading::text_of(const XmlScanner& xml, std::string_view stored) {
  if (is_escaped(stored) || !is_surely_composed(stored)) return kept->keep(text(stored));
  return xml.has(stored) ? stored : kept->keep(stored);
}

bool WorkbookReading::count_cell() {
  if (++cells_ <= limits.cells) return true;
  if (cells_ == limits.cells + 1) add(workbook::kTooManyCells, {{"limit", std::to_string(limits.cells)}});
  return false;
}

bool WorkbookReading::count_text(size_t bytes) {
  const bool was_within = text_bytes_ <= limits.text_bytes;
  text_bytes_ += bytes;
  if (text_bytes_ <= limits.text_bytes) return true;
  if (was_within) add(workbook::kTooMuchText, {{"limit", std::to_string(limits.text_bytes >> 20U)}});
  return false;
}

bool WorkbookReading::count(const WorkbookReading& other) {
  cells_ += other.cells_;
  text_bytes_ += other.text_bytes_;
  decomposed_ += other.decomposed_;
  return cells_ <= limits.cells && text_bytes_ <= limits.text_bytes;
}

void WorkbookReading::finish() {
  if (decomposed_ > 0) add(workbook::kDecomposed, {{"count", std::to_string(decomposed_)}});
}

void read_shared_strings(const std::string& xml, const std::string& part, WorkbookReading& reading) {
  XmlScanner scanner(xml);
  std::string stored;
  bool within = true;
  if (scanner.next() == XmlScanner::Token::start)
    scanner.children([&](std::string_view name) {
      if (name != "si") return;
      const auto item = read_rich_text(scanner, stored);
      within = within && reading.count_text(item.size() + sizeof(std::string));
      if (within) reading.shared_strings.push_back(reading.text_of(scanner, item));
    });
  reading.check(scanner, part);
}

void read_styles(const std::string& xml, const std::string& part, WorkbookReading& reading) {
  XmlScanner scanner(xml);
  struct Shown {
    bool day = false, percent = false;
  };
  std::map<int, Shown> own_formats;
  std::vector<int> formats_of_cells;
  if (scanner.next() == XmlScanner::Token::start)
    scanner.children([&](std::string_view group) {
      if (group == "numFmts")
        scanner.children([&](std::string_view) {
          const std::string code(scanner.attribute("formatCode"));
          own_formats[whole(scanner.raw_attribute("numFmtId"), -1)] = {shows_day(code), shows_percent(code)};
        });
      else if (group == "cellXfs")
        scanner.children([&](std::string_view) {
          formats_of_cells.push_back(whole(scanner.raw_attribute("numFmtId"), 0));
        });
    });
  if (!reading.check(scanner, part)) return;
  for (const int format : formats_of_cells) {
    const auto own = own_formats.find(format);
    const Shown shown =
        own != own_formats.end() ? own->second : Shown{shows_day(format), shows_percent(format)};
    reading.format_shows_day.push_back(shown.day);
    reading.format_shows_percent.push_back(shown.percent);
  }
}

std::string_view read_rich_text(XmlScanner& scanner, std::string& buffer) {
  std::string_view only;  // nearly every text is one run, a piece of the part
  buffer.clear();
  const auto take = [&](std::string_view name) {
    if (name != "t") return;
    const auto run = scanner.text_view();
    if (only.empty() && buffer.empty() && scanner.has(run)) {
      only = run;
      return;
    }
    buffer += std::exchange(only, {});
    buffer += run;
  };
  scanner.children([&](std::string_view name) {
    if (name == "r")
      scanner.children(take);
    else
      take(name);
  });
  return only.empty() ? buffer : only;
}

}  // namespace xanh
