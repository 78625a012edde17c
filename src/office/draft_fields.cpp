// A report as fields with names, and back.
#include <algorithm>
#include <array>
#include <charconv>

#include "office/draft_use.hpp"

namespace xanh {
namespace {

/// A list of a report whose rows have names in the draft. `place`: the way to it, a row above it as `*`.
struct KeyedList {
  std::string_view place, key;  ///< an empty key: rows go by their number
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
                            KeyedList{"projects", "task"},
                            KeyedList{"projects:*:stages", "stage"},
                            KeyedList{"money", ""},
                            KeyedList{"registration:targets", "target"},
                            KeyedList{"registration:tasks", ""},
                            KeyedList{"registration:reviews", ""}};

const KeyedList* list_at(std::string_view place) {
  const auto found =
      std::find_if(kLists.begin(), kLists.end(), [&](const KeyedList& l) { return l.place == place; });
  return found == kLists.end() ? nullptr : &*found;
}

/// Parts of a report that are no list and hold names of their own.
constexpr std::array<std::string_view, 3> kMaps{"letter", "money_total", "registration"};

std::string below(const std::string& place, const std::string& step) {
  return place.empty() ? step : place + ":" + step;
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

/// Rows of a list side by side: those with numbers in their order, the others by code.
bool comes_before(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::string shape;
  bool numbered = false;  // whether the step is the number of a row
  for (size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (a[i] != b[i]) {
      const int x = row_number(a[i]), y = row_number(b[i]);
      return numbered && x != y ? x < y : a[i] < b[i];
    }
    const bool row = list_at(shape) != nullptr;
    shape = below(shape, row ? "*" : a[i]);
    const KeyedList* list = list_at(shape);
    numbered = list && list->key.empty();
  }
  return a.size() < b.size();
}

Node& child(Node& map, const std::string& key, Node::Kind kind) {
  for (auto& member : map.members)
    if (member.first == key) return member.second;
  return map.add(key, kind == Node::Kind::list ? Node::list() : Node::map());
}

class Tree {
 public:
  void put(const std::vector<std::string>& steps, const Node& value) {
    Node* at = &root_;
    std::string shape, place;
    for (size_t i = 0; i + 1 < steps.size(); ++i) {
      shape = below(shape, steps[i]);
      place = below(place, steps[i]);
      const KeyedList* list = list_at(shape);
      if (!list || i + 2 >= steps.size()) {
        at = &child(*at, steps[i], Node::Kind::map);
        continue;
      }
      Node& rows = child(*at, steps[i], Node::Kind::list);
      const std::string& name = steps[++i];
      auto& names = names_[place];
      if (names.empty() || names.back() != name) {
        names.push_back(name);
        Node row = Node::map();
        if (!list->key.empty()) row.add(std::string(list->key), Node::text(name));
        rows.push(std::move(row));
      }
      at = &rows.items.back();
      shape = below(shape, "*");
      place = below(place, name);
    }
    at->add(steps.back(), value);
  }
  [[nodiscard]] Node& root() { return root_; }
  /// `figures[2].this_period` and `figures.ww_treated.this_period` → figures:ww_treated:this_period; of a row
  /// as a whole without its last part.
  [[nodiscard]] std::string field_of(const std::string& place) const {
    if (place.find('[') == std::string::npos) return named_by_code(place);
    std::string out;
    for (const auto& part : split(place, '.')) {
      const size_t open = part.find('['), close = part.find(']');
      out = below(out, part.substr(0, open));
      if (open == std::string::npos) continue;
      const auto names = names_.find(out);
      size_t row = 0;
      std::from_chars(part.data() + open + 1, part.data() + close, row);
      if (names == names_.end() || row >= names->second.size()) return place;
      out = below(out, names->second[row]);
    }
    return out;
  }

 private:
  /// Codes of figures hold no dot; those of tasks and sections do.
  static std::string named_by_code(std::string place) {
    const size_t dot = place.find('.');
    if (dot == std::string::npos) return place;
    place[dot] = ':';
    if (place.starts_with("figures:")) std::replace(place.begin(), place.end(), '.', ':');
    return place;
  }
  Node root_ = Node::map();
  std::map<std::string, std::vector<std::string>> names_;  ///< of the rows, by the place of their list
};

Tree tree_of(const Draft& draft) {
  std::vector<std::pair<std::vector<std::string>, const Node*>> order;
  for (const auto& value : draft.fields)
    if (value.value.kind != Node::Kind::null) order.emplace_back(steps_of(value.field), &value.value);
  std::sort(order.begin(), order.end(),
            [](const auto& a, const auto& b) { return comes_before(a.first, b.first); });
  Tree tree;
  tree.root().add("cycle", Node::text(draft.cycle));
  tree.root().add("unit", Node::text(draft.unit));
  for (const auto& [steps, value] : order) tree.put(steps, *value);
  return tree;
}

/// `place` with the names of rows, `shape` with stars for them.
void add_fields(const std::string& place, const std::string& shape, const Node& value,
                std::vector<std::pair<std::string, Node>>& out) {
  const KeyedList* list = list_at(shape);
  if (list && value.kind == Node::Kind::list) {
    for (size_t i = 0; i < value.items.size(); ++i) {
      const Node* key = list->key.empty() ? nullptr : value.items[i].find(list->key);
      const std::string row = below(place, key ? key->scalar : std::to_string(i + 1));
      for (const auto& [name, inner] : value.items[i].members)
        if (name != list->key) add_fields(below(row, name), below(shape, "*") + ":" + name, inner, out);
    }
  } else if (value.kind == Node::Kind::map) {
    for (const auto& [name, inner] : value.members)
      add_fields(below(place, name), below(shape, name), inner, out);
  } else {
    out.emplace_back(place, value);
  }
}

}  // namespace

bool names_a_value(const std::string& field) {
  const auto steps = steps_of(field);
  std::string shape;
  for (size_t i = 0; i < steps.size(); ++i) {
    shape = below(shape, steps[i]);
    const bool map = std::find(kMaps.begin(), kMaps.end(), shape) != kMaps.end();
    const bool last = i + 1 == steps.size();
    if (list_at(shape)) {
      if (i + 2 >= steps.size()) return false;
      shape = below(shape, "*");
      ++i;
    } else if (map == last) {
      return false;
    }
  }
  return true;
}

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
  for (const auto& [name, value] : to_node(report).members)
    if (name != "cycle" && name != "unit" && name != "sent_at" && name != "entered_by" && name != "parts" &&
        name != "illustrative")
      add_fields(name, name, value, out);
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return out;
}

}  // namespace xanh
