#include "documents/docx_scope.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace xanh::docx {
namespace {

const Node kNull{};
constexpr int kDeepestSuggestion = 4;

void all_paths(const Node& node, const std::string& prefix, int depth, std::vector<std::string>& paths) {
  if (depth > kDeepestSuggestion) return;
  for (const auto& [name, value] : node.members) {
    paths.push_back(prefix + name);
    all_paths(value, prefix + name + ".", depth + 1, paths);
  }
}

}  // namespace

const Node* Scope::find(const std::string& path) const {
  const Frame& innermost = frames_.back();
  if (path.starts_with('@')) {
    if (!in_loop()) return nullptr;
    return path == "@number" ? &innermost.number : path == "@last" ? &innermost.last : innermost.value;
  }
  const std::vector<std::string> names = split(path, '.');
  for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame) {
    const Node* at = frame->value->find(names.front());
    if (!at) continue;
    for (size_t i = 1; i < names.size(); ++i) {
      if (at->kind == Node::Kind::null) return &kNull;
      at = at->find(names[i]);
      if (!at) return nullptr;
    }
    return at;
  }
  return nullptr;
}

std::string Scope::suggestion(const std::string& path) const {
  std::vector<std::string> paths;
  for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame)
    all_paths(*frame->value, "", 1, paths);
  return nearest(path, paths);
}

bool holds(const Node& value) {
  switch (value.kind) {
    case Node::Kind::null:
      return false;
    case Node::Kind::boolean:
      return value.scalar == "true";
    case Node::Kind::number:
      return true;
    case Node::Kind::text:
      return !value.scalar.empty();
    case Node::Kind::list:
      return !value.items.empty();
    case Node::Kind::map:
      return !value.members.empty();
  }
  return false;
}

}  // namespace xanh::docx
