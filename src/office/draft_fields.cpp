// A report as fields with names, and back.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "office/draft_use.hpp"

namespace xanh {
namespace {

struct KeyedList {
  std::string_view list, key;  ///< an empty key: rows go by their number
};
constexpr std::array kLists{KeyedList{"figures", "element"},
                            KeyedList{"targets", "target"},
                            KeyedList{"tasks", "task"},
                            KeyedList{"qualitative", "target"},
                            KeyedList{"surveys", "target"},
                            KeyedList{"texts", "section"},
                            KeyedList{"directives", "directive"},
                            KeyedList{"difficulties", ""},
                            KeyedList{"next_tasks", ""},
                            KeyedList{"projects", ""},
                            KeyedList{"money", ""}};

const KeyedList* list_named(std::string_view name) {
  const auto found =
      std::find_if(kLists.begin(), kLists.end(), [&](const KeyedList& l) { return l.list == name; });
  return found == kLists.end() ? nullptr : &*found;
}

int row_number(std::string_view text) {
  int out = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size() ? out : 0;
}

/// "figures:ww_treated:this_period" → figures, ww_treated, this_period. A code may hold a colon no more than
/// a name of a member does.
std::vector<std::string> steps_of(const std::string& field) {
  return split(field, ':');
}

/// Rows in the order of their numbers, the others as they come (by code).
bool comes_before(const DraftValue* a, const DraftValue* b) {
  const auto x = steps_of(a->field), y = steps_of(b->field);
  if (x.front() == y.front() && x.size() > 1 && y.size() > 1)
    if (const KeyedList* list = list_named(x.front()); list && list->key.empty() && x[1] != y[1])
      return row_number(x[1]) < row_number(y[1]);
  return a->field < b->field;
}

Node& child(Node& map, const std::string& key, Node::Kind kind) {
  for (auto& member : map.members)
    if (member.first == key) return member.second;
  return map.add(key, kind == Node::Kind::list ? Node::list() : Node::map());
}

class Tree {
 public:
  void put(const DraftValue& value) {
    const auto steps = steps_of(value.field);
    const KeyedList* list = list_named(steps.front());
    if (!list || steps.size() != 3) {
      Node* at = &root_;
      for (size_t i = 0; i + 1 < steps.size(); ++i) at = &child(*at, steps[i], Node::Kind::map);
      at->add(steps.back(), value.value);
      return;
    }
    Node& rows = child(root_, steps[0], Node::Kind::list);
    auto& names = names_[steps[0]];
    if (names.empty() || names.back() != steps[1]) {
      names.push_back(steps[1]);
      Node row = Node::map();
      if (!list->key.empty()) row.add(std::string(list->key), Node::text(steps[1]));
      rows.push(std::move(row));
    }
    rows.items.back().add(steps[2], value.value);
  }
  [[nodiscard]] Node& root() { return root_; }
  /// `figures[2].this_period` and `figures.ww_treated.this_period` → figures:ww_treated:this_period; of a row
  /// as a whole without its last part.
  [[nodiscard]] std::string field_of(const std::string& place) const {
    const size_t open = place.find('['), close = place.find(']');
    if (open == std::string::npos || close == std::string::npos) return named_by_code(place);
    const auto names = names_.find(place.substr(0, open));
    size_t row = 0;
    std::from_chars(place.data() + open + 1, place.data() + close, row);
    if (names == names_.end() || row >= names->second.size()) return place;
    const std::string whole = fmt::format("{}:{}", names->first, names->second[row]);
    return close + 2 < place.size() ? whole + ":" + place.substr(close + 2) : whole;
  }

 private:
  /// Codes of figures hold no dot; those of tasks and sections do.
  static std::string named_by_code(std::string place) {
    const size_t dot = place.find('.');
    if (dot == std::string::npos || !list_named(place.substr(0, dot))) return place;
    place[dot] = ':';
    if (place.starts_with("figures:")) std::replace(place.begin(), place.end(), '.', ':');
    return place;
  }
  Node root_ = Node::map();
  std::map<std::string, std::vector<std::string>> names_;
};

Tree tree_of(const Draft& draft) {
  std::vector<const DraftValue*> order;
  for (const auto& value : draft.fields)
    if (value.value.kind != Node::Kind::null) order.push_back(&value);
  std::sort(order.begin(), order.end(), comes_before);
  Tree tree;
  tree.root().add("cycle", Node::text(draft.cycle));
  tree.root().add("unit", Node::text(draft.unit));
  for (const DraftValue* value : order) tree.put(*value);
  return tree;
}

}  // namespace

void name_fields(const Draft& draft, Problems& problems) {
  const Tree tree = tree_of(draft);
  for (auto& p : problems) p.place.field = tree.field_of(p.place.field);
}

Outcome<Submission> report_of(const Draft& draft) {
  Tree tree = tree_of(draft);
  auto out = from_node<Submission>(tree.root(), "draft");
  for (auto& p : out.problems) {
    const std::string place = p.place.field;
    p.place.field = tree.field_of(place);
    // The sentence names the field as the form does, not its place in the tree.
    for (std::string* text : {&p.message.vi, &p.message.en})
      if (const size_t at = text->find("`" + place + "`"); !place.empty() && at != std::string::npos)
        text->replace(at + 1, place.size(), p.place.field);
  }
  return out;
}

std::vector<std::pair<std::string, Node>> fields_of(const Submission& report) {
  std::vector<std::pair<std::string, Node>> out;
  const Node root = to_node(report);
  for (const auto& [name, value] : root.members) {
    if (name == "cycle" || name == "unit" || name == "sent_at" || name == "entered_by" || name == "parts" ||
        name == "illustrative")
      continue;
    const KeyedList* list = list_named(name);
    if (!list) {
      if (value.kind != Node::Kind::map) {
        out.emplace_back(name, value);
        continue;
      }
      for (const auto& [key, inner] : value.members) out.emplace_back(name + ":" + key, inner);
      continue;
    }
    for (size_t i = 0; i < value.items.size(); ++i) {
      const Node& row = value.items[i];
      const Node* key = list->key.empty() ? nullptr : row.find(list->key);
      const std::string named = key ? key->scalar : std::to_string(i + 1);
      for (const auto& [inner_name, inner] : row.members)
        if (inner_name != list->key)
          out.emplace_back(fmt::format("{}:{}:{}", name, named, inner_name), inner);
    }
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return out;
}

}  // namespace xanh
