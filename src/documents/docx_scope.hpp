// The values a template is filled with, as the marks see them: names resolve in the innermost loop first.
#pragma once

#include <string>
#include <vector>

#include "base/node.hpp"

namespace xanh::docx {

class Scope {
 public:
  explicit Scope(const Node& root) : frames_{{&root, {}, {}}} {}

  void enter(const Node& item, size_t number, bool last) {
    frames_.push_back({&item, Node::number(std::to_string(number)), Node::boolean(last)});
  }
  void leave() { frames_.pop_back(); }
  [[nodiscard]] bool in_loop() const { return frames_.size() > 1; }

  /// The value of a path, until this loop is left; nothing when there is no such field. Anything below a null
  /// is null.
  [[nodiscard]] const Node* find(const std::string& path) const;
  /// The field nearest in spelling that would resolve here, or empty.
  [[nodiscard]] std::string suggestion(const std::string& path) const;

 private:
  struct Frame {
    const Node* value;
    Node number;
    Node last;
  };
  std::vector<Frame> frames_;
};

/// Null, false, empty texts, lists and maps do not hold in {{#if}}; a figure of 0 does, for it is a figure.
[[nodiscard]] bool holds(const Node& value);

}  // namespace xanh::docx
