// A neutral tree of maps, lists and scalars with its positions: what YAML and JSON are read into and written
// from. Scalars keep their text, so a figure leaves with exactly the digits it came with.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/problem.hpp"

namespace xanh {

struct Member;

struct Node {
  enum class Kind { null, boolean, number, text, list, map };
  Kind kind = Kind::null;
  std::string scalar;  ///< of a boolean ("true", "false"), a number (its digits) or a text
  std::vector<Node> items;
  std::vector<Member> members;
  int line = 0;
  int column = 0;
  int key_line = 0;  ///< where the key of this value stands, when it is an entry of a map
  int key_column = 0;

  Node();  // in node.cpp: clang cannot judge a defaulted one while pair<string, Node> is incomplete

  static Node text(std::string value);
  static Node number(std::string digits);
  static Node number(double value);
  static Node boolean(bool value);
  static Node list();
  static Node map();

  [[nodiscard]] const Node* find(std::string_view key) const;
  Node& add(std::string key, Node value);
  Node& push(Node value);
  bool operator==(const Node& other) const;  ///< by content, not by position
};

/// An entry of a map. Not a std::pair: a pair of an unfinished Node asks Node for its constructors, and clang
/// refuses that.
struct Member {
  std::string first;  ///< the key
  Node second;
  bool operator==(const Member&) const = default;
};

/// JSON text to a tree, numbers kept digit by digit. Depth at most 64, doubled keys are problems.
[[nodiscard]] Outcome<Node> read_json(std::string_view text, const std::string& file);
/// Readable JSON, two blanks a level, members in the tree's order. A number that YAML allows and JSON does
/// not
/// ("+5", ".5", "007") is written as JSON spells it.
[[nodiscard]] std::string write_json(const Node& node);
/// One line.
[[nodiscard]] std::string write_json_line(const Node& node);
/// Appends a text in quotes; a boolean, a number or null.
void append_json_text(std::string_view text, std::string& out);
void append_json_scalar(const Node& node, std::string& out);
/// Shortest digits that give the same double, no exponent between 1e-6 and 1e21 (ECMAScript's form, which RFC
/// 8785 takes over).
[[nodiscard]] std::string number_text(double value);

}  // namespace xanh
