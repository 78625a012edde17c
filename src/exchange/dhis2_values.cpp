#include "exchange/dhis2_values.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "exchange/csv.hpp"
#include "exchange/dhis2_problems.hpp"
#include "exchange/ooxml/xml_scanner.hpp"
#include "exchange/text_file.hpp"

namespace xanh::dhis2 {
namespace {

using Values = Outcome<std::vector<RawValue>>;

Place whole(const std::string& file) {
  return {file, 0, 0, {}, {}, {}};
}

Problem too_many(const std::string& file) {
  return problem(kTooLarge, whole(file),
                 {{"limit", std::to_string(kMostValues)}, {"what_vi", "giá trị"}, {"what_en", "values"}});
}

Problem not_values(const std::string& file, std::string_view vi, std::string_view en) {
  return problem(kNotValues, whole(file), {{"what_vi", vi}, {"what_en", en}});
}

/// What the set says holds for its values where they say nothing.
std::string own_or(const std::string& own, const std::string& common) {
  return own.empty() ? common : own;
}

void of_json(std::string_view text, const std::string& file, size_t room, Values& out) {
  const auto tree = read_placed_json(text, file);
  append(out.problems, tree.problems);
  if (!tree.ok()) return;
  const Node& root = tree.value;
  const Node* list = root.kind == Node::Kind::map ? root.find("dataValues") : nullptr;
  if (!list || list->kind != Node::Kind::list) {
    out.problems.push_back(
        not_values(file, "không có danh sách `dataValues`", "it has no list `dataValues`"));
    return;
  }
  if (list->items.size() > room) {
    out.problems.push_back(too_many(file));
    return;
  }
  const std::string period = text_of(root, "period"), unit = text_of(root, "orgUnit"),
                    attribute = text_of(root, "attributeOptionCombo"), set = text_of(root, "dataSet");
  for (size_t i = 0; i < list->items.size(); ++i) {
    const Node& node = list->items[i];
    RawValue one;
    one.place = place_of(node, file, "/dataValues/" + std::to_string(i));
    one.element = text_of(node, "dataElement");
    one.period = own_or(text_of(node, "period"), period);
    one.unit = own_or(text_of(node, "orgUnit"), unit);
    one.combo = text_of(node, "categoryOptionCombo");
    one.attribute = own_or(text_of(node, "attributeOptionCombo"), attribute);
    one.data_set = set;
    one.value = text_of(node, "value");
    one.comment = text_of(node, "comment");
    one.deleted = text_of(node, "deleted") == "true";
    out.value.push_back(std::move(one));
  }
}

void of_csv(std::string_view text, const std::string& file, size_t room, Values& out) {
  const auto table = read_csv(without_mark(text), file);
  append(out.problems, table.problems);
  if (!table.ok()) return;
  if (table.value.rows.size() > room) {
    out.problems.push_back(too_many(file));
    return;
  }
  const auto column = [&](std::string_view name) {
    for (size_t i = 0; i < table.value.header.size(); ++i) {
      std::string plain;
      for (const char c : folded(table.value.header[i]))
        if ((c >= 'a' && c <= 'z') || is_digit(c)) plain += c;
      if (plain == name) return i;
    }
    return std::string::npos;
  };
  const size_t element = column("dataelement"), period = column("period"), unit = column("orgunit"),
               combo = column("categoryoptioncombo"), attribute = column("attributeoptioncombo"),
               value = column("value"), comment = column("comment"), deleted = column("deleted");
  if (element == std::string::npos || period == std::string::npos || unit == std::string::npos ||
      value == std::string::npos) {
    out.problems.push_back(not_values(file, "dòng đầu cần có dataelement, period, orgunit, value",
                                      "its first row needs dataelement, period, orgunit, value"));
    return;
  }
  for (const auto& row : table.value.rows) {
    const auto cell = [&](size_t at) {
      return at < row.cells.size() ? to_nfc(trimmed(row.cells[at])).value_or("") : std::string{};
    };
    RawValue one;
    one.element = cell(element);
    one.period = cell(period);
    one.unit = cell(unit);
    one.combo = cell(combo);
    one.attribute = cell(attribute);
    one.value = cell(value);
    one.comment = cell(comment);
    one.deleted = cell(deleted) == "true";
    one.place = {file, row.line_of(value), row.columns[value], {}, {}, "value"};
    out.value.push_back(std::move(one));
  }
}

/// Attributes of dataValue and group that are not categories of ADX.
constexpr std::array kKnownAttributes{"dataElement",
                                      "value",
                                      "categoryOptionCombo",
                                      "attributeOptionCombo",
                                      "dataSet",
                                      "period",
                                      "orgUnit",
                                      "completeDate",
                                      "comment",
                                      "storedBy",
                                      "created",
                                      "lastUpdated",
                                      "timestamp",
                                      "followUp",
                                      "followup",
                                      "deleted",
                                      "xmlns",
                                      "idScheme"};

class XmlValues {
 public:
  XmlValues(std::string_view text, const std::string& file, size_t room, Values& out)
      : text_(text), file_(file), room_(room), out_(out), scan_(text) {}

  void run() {
    using Token = XmlScanner::Token;
    bool known = false;
    for (Token token = scan_.next(); token != Token::finished && token != Token::failed;
         token = scan_.next()) {
      if (token != Token::start) continue;
      const std::string_view name = scan_.name();
      if (scan_.depth() == 1) {
        known = name == "dataValueSet" || name == "adx";
        if (!known) break;
        common_ = attributes();
        if (name == "adx") common_ = {};
      } else if (name == "group" && scan_.depth() == 2) {
        common_ = attributes();
        common_.group_options = std::move(common_.options);
        common_.options.clear();
      } else if (name == "dataValue") {
        value();
        if (out_.value.size() > room_) {
          out_.value.clear();
          out_.problems.push_back(too_many(file_));
          return;
        }
      } else if (name == "annotation" && !out_.value.empty()) {
        std::string said;
        scan_.read_text(said);
        out_.value.back().comment = to_nfc(trimmed(said)).value_or("");
      }
    }
    if (scan_.fault() != XmlScanner::Fault::none) {
      fault();
    } else if (!known) {
      out_.problems.push_back(not_values(file_, "phần tử gốc không phải dataValueSet hay adx",
                                         "its root is neither dataValueSet nor adx"));
    }
  }

 private:
  RawValue attributes() {
    RawValue out;
    out.element = scan_.attribute("dataElement");
    out.period = scan_.attribute("period");
    out.unit = scan_.attribute("orgUnit");
    out.combo = scan_.attribute("categoryOptionCombo");
    out.attribute = scan_.attribute("attributeOptionCombo");
    out.data_set = scan_.attribute("dataSet");
    out.value = scan_.attribute("value");
    out.comment = scan_.attribute("comment");
    out.deleted = scan_.attribute("deleted") == "true";
    constexpr size_t kMostOptions = 32;
    for (const auto& [name, raw] : scan_.attributes()) {
      if (out.options.size() == kMostOptions) break;
      if (std::find(kKnownAttributes.begin(), kKnownAttributes.end(), name) == kKnownAttributes.end())
        out.options.emplace_back(std::string(name), scan_.attribute(name));
    }
    for (std::string* text : {&out.element, &out.period, &out.unit, &out.value, &out.comment})
      *text = to_nfc(trimmed(*text)).value_or("");
    return out;
  }

  void value() {
    RawValue one = attributes();
    one.period = own_or(one.period, common_.period);
    one.unit = own_or(one.unit, common_.unit);
    one.attribute = own_or(one.attribute, common_.attribute);
    one.data_set = own_or(one.data_set, common_.data_set);
    one.group_options = common_.group_options;
    one.place = {file_, 0, 0, {}, {}, "dataValue"};
    // Only what was read since the last value is gone over.
    const size_t open = text_.rfind('<', scan_.offset() - 1);
    for (; counted_ < open; ++counted_) {
      if (text_[counted_] != '\n') continue;
      ++line_;
      line_begin_ = counted_ + 1;
    }
    one.place.line = line_;
    constexpr size_t kLongestLine = 4096;  // a file of one line would be counted again for every value
    if (open - line_begin_ < kLongestLine)
      one.place.column = character_count(text_.substr(line_begin_, open - line_begin_)) + 1;
    out_.value.push_back(std::move(one));
  }

  void fault() {
    using Fault = XmlScanner::Fault;
    const TextPosition at = position_of(text_, scan_.offset());
    const auto [vi, en] =
        scan_.fault() == Fault::doctype
            ? std::pair{"có khai báo DOCTYPE, thứ không được phép vì có thể chứa thực thể độc hại",
                        "it has a DOCTYPE, which is not allowed since it may declare harmful entities"}
        : scan_.fault() == Fault::not_utf8 ? std::pair{"không phải UTF-8", "it is not UTF-8"}
                                           : std::pair{"sai cú pháp", "broken syntax"};
    out_.value.clear();
    out_.problems.push_back(
        problem(kXml, {file_, at.line, at.column, {}, {}, {}}, {{"what_vi", vi}, {"what_en", en}}));
  }

  std::string_view text_;
  const std::string& file_;
  size_t room_;
  Values& out_;
  XmlScanner scan_;
  RawValue common_;
  size_t counted_ = 0, line_begin_ = 0;
  int line_ = 1;
};

}  // namespace

Values read_values(std::string_view text, const std::string& file, size_t already) {
  Values out;
  if (text.size() > kMostBytes) {
    out.problems.push_back(
        problem(kTooLarge, whole(file),
                {{"limit", std::to_string(kMostBytes >> 20)}, {"what_vi", "MiB"}, {"what_en", "MiB"}}));
    return out;
  }
  const size_t room = kMostValues - std::min(already, kMostValues);
  // What it holds and not how it is named: files are renamed on their way.
  const std::string_view begin = trimmed(without_mark(text));
  if (begin.empty())
    out.problems.push_back(not_values(file, "tệp trống", "it is empty"));
  else if (begin.front() == '{' || begin.front() == '[')
    of_json(text, file, room, out);
  else if (begin.front() == '<')
    XmlValues(text, file, room, out).run();
  else
    of_csv(text, file, room, out);
  if (!out.ok()) out.value.clear();
  return out;
}

}  // namespace xanh::dhis2
