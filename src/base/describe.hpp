// Structs to and from trees by their Boost.Describe description: one description serves YAML, JSON, CSV rows
// and the canonical form, names every key, and finds unknown and missing ones with their places.
//
// A described struct may have, beside its described members:
//   static constexpr std::array kRequired{"code", …}   texts, words and lists that may not be absent
//   Place place;                                       filled with where it stands
// A member name that is a C++ keyword carries a trailing underscore (`operator_`), which the key does not
// have.
#pragma once

#include <boost/describe.hpp>
#include <boost/mp11.hpp>

#include <algorithm>
#include <charconv>
#include <concepts>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/decimal.hpp"
#include "base/instant.hpp"
#include "base/node.hpp"
#include "base/problem.hpp"
#include "base/text.hpp"

namespace xanh {

BOOST_DESCRIBE_STRUCT(Bilingual, (), (vi, en))
BOOST_DESCRIBE_STRUCT(Window, (), (first, last))

/// A decimal that stands in files as a number and not as text.
struct Number {
  Decimal value;
  bool operator==(const Number&) const = default;
};

/// `yes` and `no` of a table's cell; `true` and `false` are read as well. In YAML `no` stays a word
/// everywhere else.
enum class YesNo { no, yes };
BOOST_DESCRIBE_ENUM(YesNo, no, yes)

/// Problems of reading a tree into structs.
namespace reading {
inline constexpr ProblemKind kUnknownKey{"unknown-key",
                                         Severity::error,
                                         "không có khóa `{key}` ở đây",
                                         "there is no key `{key}` here",
                                         "xóa khóa này hoặc sửa tên",
                                         "remove it or mend its name"};
inline constexpr ProblemKind kMissingKey{"missing-key",
                                         Severity::error,
                                         "thiếu `{key}`",
                                         "`{key}` is missing",
                                         "thêm `{key}` vào mục này",
                                         "add `{key}` to this entry"};
inline constexpr ProblemKind kWrongType{"wrong-type",
                                        Severity::error,
                                        "`{key}` cần {want_vi}, nhưng đang là `{have}`",
                                        "`{key}` needs {want_en}, but is `{have}`",
                                        "sửa giá trị",
                                        "mend the value"};
// Of a file's whole content, which has no key to name.
inline constexpr ProblemKind kWrongContent{"wrong-type",
                                           Severity::error,
                                           "tệp này cần {want_vi}, nhưng nội dung đang là `{have}`",
                                           "this file needs {want_en}, but holds `{have}`",
                                           "sửa nội dung tệp, hoặc chọn đúng tệp",
                                           "mend what it holds, or choose the right file"};
inline constexpr ProblemKind kEmptyFile{"file-empty",
                                        Severity::error,
                                        "tệp không có nội dung, trong khi cần {want_vi}",
                                        "the file is empty, but needs {want_en}",
                                        "ghi nội dung vào tệp, hoặc chọn đúng tệp",
                                        "fill it in, or choose the right file"};
inline constexpr ProblemKind kUnknownWord{"unknown-word",
                                          Severity::error,
                                          "`{key}`: không có giá trị `{have}`",
                                          "`{key}`: there is no value `{have}`",
                                          "chọn một trong: {choices}",
                                          "choose one of: {choices}"};
inline constexpr ProblemKind kNotNfc{"not-composed",
                                     Severity::warning,
                                     "`{key}`: chữ tiếng Việt ở dạng tổ hợp rời",
                                     "`{key}`: Vietnamese letters in decomposed form",
                                     "đã đọc ở dạng dựng sẵn (NFC)",
                                     "taken in composed form (NFC)"};
inline constexpr ProblemKind kNotUtf8{
    "not-utf-8",          Severity::error,           "`{key}`: không phải UTF-8",
    "`{key}`: not UTF-8", "lưu tệp ở bảng mã UTF-8", "save the file as UTF-8"};
}  // namespace reading

/// Where the reading of one file stands; collects its problems.
class NodeReader {
 public:
  NodeReader(std::string file, Problems& problems) : file_(std::move(file)), problems_(problems) {}
  [[nodiscard]] Place place(const Node& node, const std::string& field) const {
    return {file_, node.line, node.column, {}, {}, field};
  }
  /// Of the key, where the reader of the file knows it: a long value may begin lines below.
  [[nodiscard]] Place key_place(const Node& node, const std::string& field) const {
    if (node.key_line == 0) return place(node, field);
    return {file_, node.key_line, node.key_column, {}, {}, field};
  }
  void add(Problem problem) { problems_.push_back(std::move(problem)); }
  void wrong_type(const Node& node, const std::string& field, std::string_view want_vi,
                  std::string_view want_en) {
    const std::string have = node.kind == Node::Kind::map    ? "{…}"
                             : node.kind == Node::Kind::list ? "[…]"
                                                             : node.scalar;
    if (field.empty()) {
      const bool empty = node.kind == Node::Kind::null || (node.kind == Node::Kind::text && have.empty());
      return add(problem(empty ? reading::kEmptyFile : reading::kWrongContent, place(node, field),
                         {{"want_vi", want_vi}, {"want_en", want_en}, {"have", have}}));
    }
    add(problem(reading::kWrongType, place(node, field),
                {{"key", field}, {"want_vi", want_vi}, {"want_en", want_en}, {"have", have}}));
  }

 private:
  std::string file_;
  Problems& problems_;
};

namespace detail {

template <class T>
concept DescribedStruct = boost::describe::has_describe_members<T>::value;
template <class T>
concept DescribedEnum = std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value;
template <class T>
using Members =
    boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsMap : std::false_type {};
template <class T>
struct IsMap<std::map<std::string, T>> : std::true_type {};

constexpr std::string_view key_of(std::string_view member) {
  if (member.ends_with('_')) member.remove_suffix(1);
  return member;
}

template <class T>
bool is_required(std::string_view key) {
  if constexpr (requires { T::kRequired; })
    for (const std::string_view name : T::kRequired)
      if (name == key) return true;
  return false;
}

/// `prefix`: the path of the node with a dot behind it.
template <class T>
void report_unknown_keys(const Node& node, NodeReader& reader, const std::string& prefix) {
  std::vector<std::string> known;
  boost::mp11::mp_for_each<Members<T>>([&](auto d) { known.emplace_back(key_of(d.name)); });
  for (const auto& [key, member] : node.members)
    if (std::find(known.begin(), known.end(), key) == known.end())
      reader.add(problem(reading::kUnknownKey, reader.key_place(member, prefix + key), {{"key", key}},
                         nearest(key, known)));
}

}  // namespace detail

/// Every word of a described enum, in order.
template <detail::DescribedEnum E>
[[nodiscard]] std::vector<std::string> words() {
  std::vector<std::string> out;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
      [&](auto d) { out.emplace_back(detail::key_of(d.name)); });
  return out;
}

template <detail::DescribedEnum E>
[[nodiscard]] std::string word(E value) {
  std::string out;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
    if (d.value == value) out = detail::key_of(d.name);
  });
  return out;
}

template <detail::DescribedEnum E>
[[nodiscard]] std::optional<E> from_word(std::string_view text) {
  std::optional<E> out;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
    if (text == detail::key_of(d.name)) out = d.value;
  });
  return out;
}

/// `field` is the path of the node; it grows and shrinks on the way down and comes back as it was.
template <class T>
void read_node(const Node& node, T& value, NodeReader& reader, std::string& field) {
  using Kind = Node::Kind;
  [[maybe_unused]] const size_t length = field.size();
  if constexpr (std::same_as<T, Node>) {
    value = node;
  } else if constexpr (detail::IsOptional<T>::value) {
    if (node.kind == Kind::null) return;
    read_node(node, value.emplace(), reader, field);
  } else if constexpr (detail::IsVector<T>::value) {
    if (node.kind == Kind::null) return;
    if (node.kind != Kind::list) return reader.wrong_type(node, field, "một danh sách", "a list");
    value.reserve(node.items.size());
    for (size_t i = 0; i < node.items.size(); ++i) {
      ((field += '[') += std::to_string(i)) += ']';
      read_node(node.items[i], value.emplace_back(), reader, field);
      field.resize(length);
    }
  } else if constexpr (detail::IsMap<T>::value) {
    if (node.kind == Kind::null) return;
    if (node.kind != Kind::map) return reader.wrong_type(node, field, "các cặp khóa và giá trị", "a mapping");
    for (const auto& [key, member] : node.members) {
      (field += '.') += key;
      read_node(member, value[key], reader, field);
      field.resize(length);
    }
  } else if constexpr (std::same_as<T, std::string>) {
    if (node.kind != Kind::text && node.kind != Kind::number && node.kind != Kind::boolean)
      return reader.wrong_type(node, field, "một dòng chữ", "a text");
    if (is_ascii(node.scalar)) {  // most texts, which need no copy to compare with
      value = node.scalar;
      return;
    }
    auto composed = to_nfc(node.scalar);
    if (!composed) return reader.add(problem(reading::kNotUtf8, reader.place(node, field), {{"key", field}}));
    if (*composed != node.scalar)
      reader.add(problem(reading::kNotNfc, reader.place(node, field), {{"key", field}}));
    value = std::move(*composed);
  } else if constexpr (std::same_as<T, bool>) {
    if (node.kind != Kind::boolean) return reader.wrong_type(node, field, "true hoặc false", "true or false");
    value = node.scalar == "true";
  } else if constexpr (std::same_as<T, int>) {
    const auto end = node.scalar.data() + node.scalar.size();
    const auto read = std::from_chars(node.scalar.data(), end, value);
    if (node.kind != Kind::number || read.ptr != end || read.ec != std::errc{})
      return reader.wrong_type(node, field, "một số nguyên", "a whole number");
  } else if constexpr (std::same_as<T, double>) {
    const auto end = node.scalar.data() + node.scalar.size();
    const auto read = std::from_chars(node.scalar.data(), end, value);
    if (node.kind != Kind::number || read.ptr != end || read.ec != std::errc{})
      return reader.wrong_type(node, field, "một số", "a number");
  } else if constexpr (std::same_as<T, Decimal>) {
    const auto parsed =
        node.kind == Kind::number || node.kind == Kind::text ? Decimal::parse(node.scalar) : std::nullopt;
    if (!parsed) return reader.wrong_type(node, field, "một số thập phân", "a decimal number");
    value = *parsed;
  } else if constexpr (std::same_as<T, Number>) {
    read_node(node, value.value, reader, field);
  } else if constexpr (std::same_as<T, Date>) {
    const auto parsed = node.kind == Kind::text ? parse_date(node.scalar) : std::nullopt;
    if (!parsed) return reader.wrong_type(node, field, "một ngày dạng 2023-06-14", "a day as 2023-06-14");
    value = *parsed;
  } else if constexpr (std::same_as<T, Instant>) {
    const auto parsed = node.kind == Kind::text ? parse_instant(node.scalar) : std::nullopt;
    if (!parsed)
      return reader.wrong_type(node, field, "một thời điểm dạng 2023-06-14T17:00:00+07:00",
                               "a moment as 2023-06-14T17:00:00+07:00");
    value = *parsed;
  } else if constexpr (detail::DescribedEnum<T>) {
    std::string scalar = node.scalar;
    if constexpr (std::same_as<T, YesNo>)
      if (node.kind == Kind::boolean) scalar = node.scalar == "true" ? "yes" : "no";
    if (const auto parsed = from_word<T>(scalar)) {
      value = *parsed;
    } else {
      const auto choices = words<T>();
      reader.add(problem(reading::kUnknownWord, reader.place(node, field),
                         {{"key", field}, {"have", node.scalar}, {"choices", join(choices, ", ")}},
                         nearest(node.scalar, choices)));
    }
  } else {
    static_assert(detail::DescribedStruct<T>, "describe the struct, or teach read_node its type");
    if constexpr (std::same_as<T, Bilingual>)  // a plain text is Vietnamese: names of agencies, of people
      if (node.kind == Kind::text) return read_node(node, value.vi, reader, field);
    if constexpr (requires { value.place; }) value.place = reader.place(node, field);
    if (node.kind != Kind::map) return reader.wrong_type(node, field, "các cặp khóa và giá trị", "a mapping");
    if (!field.empty()) field += '.';
    const size_t prefix = field.size();
    size_t found = 0;
    boost::mp11::mp_for_each<detail::Members<T>>([&](auto d) {
      using M = std::remove_cvref_t<decltype(value.*d.pointer)>;
      const std::string_view key = detail::key_of(d.name);
      const Node* member = node.find(key);
      field += key;
      if (member) {
        ++found;
        read_node(*member, value.*d.pointer, reader, field);
        // Written, an empty text is left out: taken in, it could not be read back.
        if constexpr (std::same_as<M, std::string>)
          if (detail::is_required<T>(key) && trimmed(value.*d.pointer).empty() && member->kind == Kind::text)
            reader.add(problem(reading::kMissingKey, reader.place(*member, field), {{"key", key}}));
      } else {
        constexpr bool always = std::same_as<M, Decimal> || std::same_as<M, Date> || std::same_as<M, Instant>;
        if (always || detail::is_required<T>(key))
          reader.add(problem(reading::kMissingKey, reader.place(node, field), {{"key", key}}));
      }
      field.resize(prefix);
    });
    if (found < node.members.size()) detail::report_unknown_keys<T>(node, reader, field);
    field.resize(length);
  }
}

/// How an absent value is written: left out (the canonical form) or as null (report.json, where every key
/// shows).
enum class Absent { left_out, null };

template <class T>
[[nodiscard]] Node to_node(const T& value, Absent absent = Absent::left_out) {
  if constexpr (std::same_as<T, Node>) {
    return value;
  } else if constexpr (detail::IsOptional<T>::value) {
    return value ? to_node(*value, absent) : Node{};
  } else if constexpr (detail::IsVector<T>::value) {
    Node out = Node::list();
    for (const auto& item : value) out.push(to_node(item, absent));
    return out;
  } else if constexpr (detail::IsMap<T>::value) {
    Node out = Node::map();
    for (const auto& [key, item] : value) out.add(key, to_node(item, absent));
    return out;
  } else if constexpr (std::same_as<T, std::string>) {
    return Node::text(value);
  } else if constexpr (std::same_as<T, bool>) {
    return Node::boolean(value);
  } else if constexpr (std::integral<T>) {
    return Node::number(std::to_string(value));
  } else if constexpr (std::same_as<T, double>) {
    return Node::number(value);
  } else if constexpr (std::same_as<T, Decimal>) {
    return Node::text(value.to_text());
  } else if constexpr (std::same_as<T, Number>) {
    return Node::number(value.value.to_double());
  } else if constexpr (std::same_as<T, Date>) {
    return Node::text(to_text(value));
  } else if constexpr (std::same_as<T, Instant>) {
    return Node::text(to_text_utc(value));
  } else if constexpr (detail::DescribedEnum<T>) {
    return Node::text(word(value));
  } else {
    static_assert(detail::DescribedStruct<T>, "describe the struct, or teach to_node its type");
    Node out = Node::map();
    boost::mp11::mp_for_each<detail::Members<T>>([&](auto d) {
      const auto& member = value.*d.pointer;
      using M = std::remove_cvref_t<decltype(member)>;
      bool empty = false;
      if constexpr (detail::IsOptional<M>::value) empty = !member.has_value();
      if constexpr (detail::IsVector<M>::value || detail::IsMap<M>::value || std::same_as<M, std::string>)
        empty = absent == Absent::left_out && member.empty();
      if constexpr (std::same_as<M, Bilingual>) empty = member.empty();
      if (empty && absent == Absent::left_out) return;
      out.add(std::string(detail::key_of(d.name)), empty ? Node{} : to_node(member, absent));
    });
    return out;
  }
}

/// Reads a whole tree; what could be read stands in the value even when there are problems.
template <class T>
[[nodiscard]] Outcome<T> from_node(const Node& node, const std::string& file) {
  Outcome<T> out;
  NodeReader reader(file, out.problems);
  std::string field;
  read_node(node, out.value, reader, field);
  return out;
}

}  // namespace xanh
