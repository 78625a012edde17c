#include "programme/plan_difference.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>

#include "programme/plan_items.hpp"

namespace xanh {
namespace {

const Node kAbsent;

const Node& member_of(const Node& tree, std::string_view key) {
  const Node* found = tree.find(key);
  return found ? *found : kAbsent;
}

bool is_absent(const Node& node) {
  return node.kind == Node::Kind::null;
}

bool is_list_of_maps(const Node& node) {
  return node.kind == Node::Kind::list && !node.items.empty() && node.items.front().kind == Node::Kind::map;
}

/// A Bilingual as a tree: nothing but vi and en.
bool is_bilingual(const Node& node) {
  return node.kind == Node::Kind::map && !node.members.empty() &&
         std::all_of(node.members.begin(), node.members.end(),
                     [](const Member& m) { return m.first == "vi" || m.first == "en"; });
}

/// What an entry of a list is known by. A milestone of a target has a year, one of a task a code.
std::vector<std::string_view> identity(std::string_view list) {
  if (list == "milestones") return {"year", "code"};
  if (list == "budget") return {"source_of_funds", "currency"};
  if (list == "contributions") return {"target", "element"};
  if (list == "agencies") return {"role", "unit", "from"};
  return {"code"};
}

/// Members of the entry as one text to compare: those of its identity, or all others but its source.
std::string part_of_entry(const Node& entry, const std::vector<std::string_view>& keys, bool identifying) {
  Node part = Node::map();
  for (const auto& [key, value] : entry.members) {
    const bool is_key = std::find(keys.begin(), keys.end(), key) != keys.end();
    if (identifying ? is_key : !is_key && key != "source") part.add(key, value);
  }
  return write_json_line(part);
}

/// All changes of one item that both versions have.
class ItemComparison {
 public:
  ItemComparison(PlanItem kind, const ItemOfPlan& after, std::vector<PlanChange>& out)
      : kind_(kind), after_(after), out_(out) {}

  void moved(const std::string& field, const Node& from, const Node& to) {
    add(PlanChangeOp::moved, field, from, to);
  }

  void members(const std::string& prefix, const Node& from, const Node& to) {
    std::vector<std::string> keys;
    for (const Node* side : {&to, &from})
      for (const Member& member : side->members)
        if (std::find(keys.begin(), keys.end(), member.first) == keys.end()) keys.push_back(member.first);
    for (const auto& key : keys)
      if (!(prefix.empty() && said_otherwise(key)))
        value(prefix + key, key, member_of(from, key), member_of(to, key));
  }

 private:
  /// Its place is told as a move, and a code never changes.
  [[nodiscard]] bool said_otherwise(const std::string& key) const {
    return (key == "code" && kind_ != PlanItem::programme) || key == "no" ||
           (key == "goal" && kind_ == PlanItem::target) || (key == "solution" && kind_ == PlanItem::task);
  }

  void value(const std::string& field, const std::string& key, const Node& from, const Node& to) {
    if (from == to) return;
    const bool one_absent = is_absent(from) || is_absent(to);
    const Node& present = is_absent(from) ? to : from;
    if (kind_ == PlanItem::element && (key == "name_vi" || key == "name_en")) {
      text("names", key == "name_vi" ? "vi" : "en", from, to);
    } else if (is_bilingual(present) && (one_absent || is_bilingual(to))) {
      text(field, "vi", member_of(from, "vi"), member_of(to, "vi"));
      text(field, "en", member_of(from, "en"), member_of(to, "en"));
    } else if (from.kind == Node::Kind::map && to.kind == Node::Kind::map) {
      members(field + ".", from, to);
    } else if (is_list_of_maps(from) || is_list_of_maps(to)) {
      entries(field, from, to);
    } else {
      add(PlanChangeOp::changed, field, from, to);
    }
  }

  void text(const std::string& field, const char* language, const Node& from, const Node& to) {
    if (from.scalar == to.scalar) return;  // an empty text is no other than none
    PlanChange& change = add(PlanChangeOp::reworded, field, from, to);
    change.language = language;
    change.words = word_runs(from.scalar, to.scalar);
  }

  /// Entries are one by their identity; then those left over by all else they say, so that a milestone put
  /// off by two years is one change and not two.
  void entries(const std::string& field, const Node& from, const Node& to) {
    const auto keys = identity(field);
    std::vector<const Node*> gone, come;
    for (const Node& entry : from.items) gone.push_back(&entry);
    for (const Node& entry : to.items) come.push_back(&entry);
    bool any = false;
    for (const bool identifying : {true, false})
      for (auto old = gone.begin(); old != gone.end();) {
        const std::string wanted = part_of_entry(**old, keys, identifying);
        const auto other = std::find_if(come.begin(), come.end(), [&](const Node* entry) {
          return part_of_entry(*entry, keys, identifying) == wanted;
        });
        if (other == come.end()) {
          ++old;
          continue;
        }
        if (!(**old == **other)) {
          add(PlanChangeOp::changed, field, **old, **other);
          any = true;
        }
        come.erase(other);
        old = gone.erase(old);
      }
    for (const Node* entry : gone) add(PlanChangeOp::changed, field, *entry, kAbsent);
    for (const Node* entry : come) add(PlanChangeOp::changed, field, kAbsent, *entry);
    if (!any && gone.empty() && come.empty()) add(PlanChangeOp::changed, field, from, to);  // their order
  }

  PlanChange& add(PlanChangeOp op, const std::string& field, const Node& from, const Node& to) {
    PlanChange& change = out_.emplace_back();
    change.op = op;
    change.kind = kind_;
    change.code = after_.code;
    change.no = after_.no;
    change.names = after_.names;
    change.field = field;
    change.from = from;
    change.to = to;
    return change;
  }

  PlanItem kind_;
  const ItemOfPlan& after_;
  std::vector<PlanChange>& out_;
};

PlanChange whole(PlanChangeOp op, PlanItem kind, const ItemOfPlan& item) {
  PlanChange change;
  change.op = op;
  change.kind = kind;
  change.code = item.code;
  change.no = item.no;
  change.names = item.names;
  (op == PlanChangeOp::added ? change.to : change.from) = item.content;
  return change;
}

/// A unit may owe one item in several spells of time: equal ones are the same, and what is left over if it is
/// one on either side; which of several went on as which nobody can say.
void tell_apart(std::vector<ItemOfPlan>& before, std::vector<ItemOfPlan>& after) {
  std::map<std::string, std::vector<ItemOfPlan*>> old_ones, new_ones;
  for (ItemOfPlan& item : before) old_ones[item.id].push_back(&item);
  for (ItemOfPlan& item : after) new_ones[item.id].push_back(&item);
  for (auto& [id, olds] : old_ones) {
    auto& news = new_ones[id];
    if (olds.size() < 2 && news.size() < 2) continue;
    int number = 0;
    const auto name = [&](ItemOfPlan* item, int n) { item->id = id + "#" + std::to_string(n); };
    for (auto old = olds.begin(); old != olds.end();) {
      const auto same = std::find_if(
          news.begin(), news.end(), [&](const ItemOfPlan* item) { return item->content == (*old)->content; });
      if (same == news.end()) {
        ++old;
        continue;
      }
      name(*old, ++number);
      name(*same, number);
      news.erase(same);
      old = olds.erase(old);
    }
    const bool one_each = olds.size() == 1 && news.size() == 1;
    for (ItemOfPlan* old : olds) name(old, ++number);
    for (ItemOfPlan* item : news) name(item, one_each ? number : ++number);
  }
  for (auto& [id, news] : new_ones)  // several that the earlier version has none of
    if (!old_ones.contains(id) && news.size() > 1)
      for (size_t i = 0; i < news.size(); ++i) news[i]->id = id + "#" + std::to_string(i + 1);
}

class Comparison {
 public:
  Comparison(PlanItem kind, const Plan& before, const Plan& after)
      : kind_(kind), before_(items_of(before, kind)), after_(items_of(after, kind)) {
    tell_apart(before_, after_);
    for (size_t i = 0; i < before_.size(); ++i) old_place_.emplace(before_[i].id, i);
    for (size_t i = 0; i < after_.size(); ++i) new_place_.emplace(after_[i].id, i);
  }

  void tell(std::vector<PlanChange>& out) {
    find_displaced();
    std::vector<std::string> old_ids, new_ids;
    for (const ItemOfPlan& item : before_) old_ids.push_back(item.id);
    for (const ItemOfPlan& item : after_) new_ids.push_back(item.id);
    for (const std::string& id : merged_order(old_ids, new_ids)) {
      const auto old = old_place_.find(id), now = new_place_.find(id);
      if (now == new_place_.end())
        out.push_back(whole(PlanChangeOp::removed, kind_, before_[old->second]));
      else if (old == old_place_.end())
        out.push_back(whole(PlanChangeOp::added, kind_, after_[now->second]));
      else
        both(before_[old->second], after_[now->second], out);
    }
  }

 private:
  void both(const ItemOfPlan& old, const ItemOfPlan& now, std::vector<PlanChange>& out) {
    ItemComparison item(kind_, now, out);
    const size_t so_far = out.size();
    if (old.group != now.group)
      item.moved(kind_ == PlanItem::target ? "goal" : "solution",
                 member_of(old.content, kind_ == PlanItem::target ? "goal" : "solution"),
                 member_of(now.content, kind_ == PlanItem::target ? "goal" : "solution"));
    if (old.no != now.no) item.moved("no", member_of(old.content, "no"), member_of(now.content, "no"));
    if (out.size() == so_far && displaced_.contains(now.id))
      item.moved("order", place(old_place_.at(now.id)), place(new_place_.at(now.id)));
    item.members({}, old.content, now.content);
  }

  static Node place(size_t index) { return Node::number(std::to_string(index + 1)); }

  /// Who has to move when the fewest do. Those of another goal or solution group hold nobody's place.
  void find_displaced() {
    if (kind_ == PlanItem::obligation || kind_ == PlanItem::check) return;
    const auto stays = [&](const std::string& id) {
      const auto old = old_place_.find(id), now = new_place_.find(id);
      return old != old_place_.end() && now != new_place_.end() &&
             before_[old->second].group == after_[now->second].group;
    };
    std::vector<std::string> old_ids, new_ids;
    for (const ItemOfPlan& item : before_)
      if (stays(item.id)) old_ids.push_back(item.id);
    for (const ItemOfPlan& item : after_)
      if (stays(item.id)) new_ids.push_back(item.id);
    for (const EditStep& step : edit_script(old_ids, new_ids))
      if (step.op == RunOp::deleted) displaced_.insert(old_ids[step.before]);
  }

  PlanItem kind_;
  std::vector<ItemOfPlan> before_, after_;
  std::unordered_map<std::string, size_t> old_place_, new_place_;
  std::set<std::string> displaced_;
};

}  // namespace

std::vector<std::string> merged_order(const std::vector<std::string>& before,
                                      const std::vector<std::string>& after) {
  const std::set<std::string_view> kept(after.begin(), after.end());
  // What stood behind an item that is still there, and at the beginning.
  std::unordered_map<std::string_view, std::vector<std::string>> behind;
  std::vector<std::string> out;
  std::optional<std::string_view> anchor;
  for (const std::string& id : before) {
    if (kept.contains(id))
      anchor = id;
    else
      (anchor ? behind[*anchor] : out).push_back(id);
  }
  for (const std::string& id : after) {
    out.push_back(id);
    if (const auto found = behind.find(id); found != behind.end())
      out.insert(out.end(), found->second.begin(), found->second.end());
  }
  return out;
}

std::vector<PlanChange> plan_difference(const Plan& before, const Plan& after) {
  std::vector<PlanChange> out;
  for (const PlanItem kind :
       {PlanItem::goal, PlanItem::target, PlanItem::solution_group, PlanItem::task, PlanItem::element,
        PlanItem::obligation, PlanItem::check, PlanItem::year, PlanItem::programme})
    Comparison(kind, before, after).tell(out);
  return out;
}

}  // namespace xanh
