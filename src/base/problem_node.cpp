#include "base/problem_node.hpp"

namespace xanh {

Node to_node(const Problem& p) {
  Node out = Node::map();
  out.add("code", Node::text(p.code));
  out.add("severity", Node::text(p.severity == Severity::error ? "error" : "warning"));
  out.add("file", p.place.file.empty() ? Node{} : Node::text(p.place.file));
  out.add("line", p.place.line ? Node::number(std::to_string(p.place.line)) : Node{});
  out.add("column", p.place.column ? Node::number(std::to_string(p.place.column)) : Node{});
  out.add("sheet", p.place.sheet.empty() ? Node{} : Node::text(p.place.sheet));
  out.add("cell", p.place.cell.empty() ? Node{} : Node::text(p.place.cell));
  out.add("field", p.place.field.empty() ? Node{} : Node::text(p.place.field));
  Node message = Node::map();
  message.add("vi", Node::text(p.message.vi + (p.advice.vi.empty() ? "" : "; " + p.advice.vi)));
  message.add("en", Node::text(p.message.en + (p.advice.en.empty() ? "" : "; " + p.advice.en)));
  out.add("message", std::move(message));
  out.add("suggestion", p.suggestion.empty() ? Node{} : Node::text(p.suggestion));
  return out;
}

Node to_node(const Problems& problems) {
  Node out = Node::list();
  for (const auto& p : problems) out.push(to_node(p));
  return out;
}

}  // namespace xanh
