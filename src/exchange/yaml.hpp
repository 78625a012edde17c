// YAML in (libyaml's events, the 1.2 core schema, with positions and limits) and out: the form of a programme
// folder.
#pragma once

#include <string>
#include <string_view>

#include "base/node.hpp"
#include "base/problem.hpp"

namespace xanh {

/// One document to a tree; lines and columns count from 1, columns in characters. What an alias stands for
/// keeps the position of its anchor, where it would be mended. Keys are texts, whatever they look like.
/// Limits: 16 MiB, 32 levels, 100,000 values after aliases are expanded, 1,000 aliases and 16 MiB of text
/// from them. Refused: doubled keys, keys that are no scalar, several documents, tags outside the core
/// schema, recursive aliases. A file whose syntax is broken gives exactly one problem, `yaml-syntax`, and an
/// empty tree.
[[nodiscard]] Outcome<Node> read_yaml(std::string_view text, const std::string& file);

/// Block style, members in the tree's order, lines not folded; `read_yaml` gives the same tree back.
/// Texts and keys must be UTF-8 (std::invalid_argument otherwise).
[[nodiscard]] std::string write_yaml(const Node& node);

/// What a plain scalar is in the core schema (YAML 1.2.2, 10.3.2): null, boolean, number or text.
/// Octal and hexadecimal (`0o17`, `0xff`), `.inf` and `.nan` count as text: no figure of a programme is
/// written so, and a figure that is none must not slip in as one.
[[nodiscard]] Node::Kind core_kind(std::string_view plain);

}  // namespace xanh
