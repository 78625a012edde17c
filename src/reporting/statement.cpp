#include "reporting/statement.hpp"

#include <map>
#include <set>

#include "base/canonical.hpp"

namespace xanh {

std::string statements_digest(const std::vector<Statement>& statements) {
  return digest_of("statements", canonical(to_node(statements)));
}

std::vector<Contradiction> contradictions(const std::vector<Statement>& statements) {
  std::map<std::string, std::vector<const Statement*>> by_target;
  for (const auto& s : statements) by_target[s.target].push_back(&s);
  std::vector<Contradiction> out;
  for (auto& [target, group] : by_target) {
    std::set<std::string> values, definitions;
    for (const auto* s : group) {
      values.insert(s->value);
      definitions.insert(s->definition);
    }
    if (group.size() < 2 || (values.size() < 2 && definitions.size() < 2)) continue;
    std::stable_sort(group.begin(), group.end(),
                     [](const Statement* a, const Statement* b) { return a->as_of < b->as_of; });
    out.push_back({target, std::move(group)});
  }
  return out;
}

}  // namespace xanh
