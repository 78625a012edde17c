#include "programme/amendment.hpp"

#include "programme/plan_check.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kNoPlace{"amendment-place",
                               Severity::error,
                               "Kế hoạch không có `{step}` trong `{at}`",
                               "the plan has no `{step}` in `{at}`",
                               "xem mã bằng `xanh plan show`",
                               "see the codes by `xanh plan show`"};
constexpr ProblemKind kThere{"amendment-there",
                             Severity::error,
                             "`{at}` đã có trong Kế hoạch",
                             "`{at}` is in the plan already",
                             "dùng replace để sửa, hoặc chọn mã khác",
                             "replace it, or choose another code"};
constexpr ProblemKind kChanged{"amendment-changed",
                               Severity::error,
                               "`{at}` nay là {now}, không còn là {from} như khi đề xuất",
                               "`{at}` is {now} now, no longer {from} as it was when this was proposed",
                               "đề xuất lại trên giá trị hiện hành",
                               "propose it anew on what stands there now"};
constexpr ProblemKind kDone{"amendment-done",         Severity::warning, "`{at}` đã là {to}",
                            "`{at}` is {to} already", "bỏ thay đổi này", "leave this change out"};
constexpr ProblemKind kMove{
    "amendment-move",
    Severity::error,
    "`{at}` không chuyển được sang `{to}`",
    "`{at}` cannot be moved to `{to}`",
    "chuyển được: mốc sang năm khác, nhiệm vụ sang nhóm giải pháp khác, chỉ tiêu sang "
    "nhóm mục tiêu khác",
    "what moves: a milestone to a year, a task to a solution group, a target to a goal"};
constexpr ProblemKind kYear{"amendment-year",
                            Severity::error,
                            "`{at}`: chỉ thêm được Kế hoạch của năm sau năm {now}",
                            "`{at}`: only the plan of a year after {now} can be added",
                            "năm đã có thì sửa nhiệm vụ, số giao của năm đó",
                            "of a year that is there change its tasks and figures"};
constexpr ProblemKind kNothing{"amendment-empty",
                               Severity::error,
                               "thay đổi ở `{at}` chưa nói giá trị mới",
                               "the change at `{at}` says no new value",
                               "thêm `to`",
                               "add `to`"};

std::vector<std::string> steps_of(const std::string& at) {
  std::vector<std::string> out;
  for (const auto& step : split(at, '/'))
    if (!step.empty()) out.emplace_back(step);
  return out;
}

/// The name by which an entry of a list goes in a path.
std::string name_of_entry(const Node& entry, size_t index) {
  const auto text = [&](const char* key) {
    const Node* found = entry.find(key);
    return found ? found->scalar : std::string{};
  };
  if (entry.kind != Node::Kind::map) return entry.scalar;
  if (auto code = text("code"); !code.empty()) return code;
  if (entry.find("item")) return text("item") + ":" + text("unit");
  if (entry.find("year")) return text("year");
  if (auto fund = text("source_of_funds"); !fund.empty()) return fund;
  return std::to_string(index + 1);
}

/// A plan as a tree, to be changed at its places.
class Tree {
 public:
  explicit Tree(const Plan& plan) : root_(to_node(plan, Absent::null)) {}

  [[nodiscard]] const Node& root() const { return root_; }

  struct Spot {
    Node* parent = nullptr;  ///< a map or a list
    size_t index = 0;        ///< in it; one past the end of a list: not there
    std::string step;        ///< the last one
    [[nodiscard]] bool there() const {
      return parent->kind == Node::Kind::map ? index < parent->members.size() : index < parent->items.size();
    }
    [[nodiscard]] Node& node() const {
      return parent->kind == Node::Kind::map ? parent->members[index].second : parent->items[index];
    }
  };

  /// Where the path leads; all but its last step must be there.
  std::optional<Spot> find(const std::string& at, const Place& place, Problems& problems) {
    const auto steps = steps_of(at);
    Node* here = nullptr;
    std::optional<Spot> out;
    for (size_t i = 0; i < steps.size(); ++i) {
      if (i == 0) {
        here = home_of(steps[0]);
        if (!here) {
          tell_missing(steps[0], at, homes(), place, problems);
          return std::nullopt;
        }
        if (steps.size() == 1) return home_spot(steps[0]);
        continue;
      }
      std::vector<std::string> names;
      const auto found = step_into(*here, steps[i], names);
      const bool last = i + 1 == steps.size();
      // A map that is a struct has only the members that it has; a list and a map of codes can take more.
      const bool open = here->kind == Node::Kind::list || (i == 1 && steps[0] == "assigned");
      if (!found && !(last && open)) {
        tell_missing(steps[i], at, names, place, problems);
        return std::nullopt;
      }
      out = Spot{here, found.value_or(size_of(*here)), steps[i]};
      if (last) return out;
      here = &out->node();
      if (here->kind == Node::Kind::null) {
        tell_missing(steps[i + 1], at, {}, place, problems);
        return std::nullopt;
      }
    }
    tell_missing(at, at, homes(), place, problems);
    return std::nullopt;
  }

 private:
  static size_t size_of(const Node& node) {
    return node.kind == Node::Kind::map ? node.members.size() : node.items.size();
  }

  static const std::vector<std::string>& homes() {
    static const std::vector<std::string> all{"targets", "elements", "obligations",     "checks", "goals",
                                              "tasks",   "assigned", "solution_groups", "years"};
    return all;
  }

  static Node* member(Node* map, std::string_view key) {
    for (auto& m : map->members)
      if (m.first == key) return &m.second;
    return nullptr;
  }

  /// The list or map that the first step of a path names.
  Node* holder_of(const std::string& home) {
    if (home == "goals" || home == "solution_groups") return member(&root_, "programme");
    if (home == "tasks" || home == "assigned") {
      Node* years = member(&root_, "years");
      return years && !years->items.empty() ? &years->items.back() : nullptr;
    }
    return &root_;
  }
  Node* home_of(const std::string& home) {
    if (std::find(homes().begin(), homes().end(), home) == homes().end()) return nullptr;
    Node* holder = holder_of(home);
    return holder ? member(holder, home) : nullptr;
  }
  std::optional<Spot> home_spot(const std::string& home) {
    Node* holder = holder_of(home);
    for (size_t i = 0; i < holder->members.size(); ++i)
      if (holder->members[i].first == home) return Spot{holder, i, home};
    return std::nullopt;
  }

  static std::optional<size_t> step_into(const Node& here, const std::string& step,
                                         std::vector<std::string>& names) {
    for (size_t i = 0; i < size_of(here); ++i) {
      names.push_back(here.kind == Node::Kind::map ? here.members[i].first : name_of_entry(here.items[i], i));
      if (names.back() == step) return i;
    }
    return std::nullopt;
  }

  static void tell_missing(const std::string& step, const std::string& at,
                           const std::vector<std::string>& names, const Place& place, Problems& problems) {
    problems.push_back(problem(kNoPlace, place, {{"step", step}, {"at", at}}, nearest(step, names)));
  }

  Node root_;
};

/// Leaves by their text: a figure is the same whether a file wrote it as a number or as a text.
bool same(const Node& a, const Node& b) {
  const auto leaf = [](const Node& n) { return n.items.empty() && n.members.empty(); };
  if (leaf(a) && leaf(b)) {
    const auto x = Decimal::parse(a.scalar), y = Decimal::parse(b.scalar);
    return x && y ? *x == *y : a.scalar == b.scalar;
  }
  if (a.kind != b.kind) return false;
  if (a.kind == Node::Kind::list)
    return std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), same);
  // A member that is null is one that is not there.
  const auto within = [](const Node& of, const Node& other) {
    return std::all_of(of.members.begin(), of.members.end(), [&](const Member& m) {
      const Node* there = other.find(m.first);
      return there ? same(m.second, *there) : same(m.second, Node());
    });
  };
  return within(a, b) && within(b, a);
}

/// As files have it: what is not known is left out. Trees are at most as deep as what was read.
Node without_nulls(const Node& node) {
  Node out = node;
  out.items.clear();
  out.members.clear();
  for (const auto& item : node.items) out.push(without_nulls(item));
  for (const auto& member : node.members)
    if (member.second.kind != Node::Kind::null) out.add(member.first, without_nulls(member.second));
  return out;
}

std::string shown_value(const Node& value) {
  if (value.kind == Node::Kind::null) return "–";
  if (value.items.empty() && value.members.empty()) return value.scalar;
  return write_json_line(value);
}

/// Carries operations out on a tree, each by itself: one that cannot be leaves the tree as it was.
class Amending {
 public:
  Amending(const Plan& plan, Problems& problems) : tree_(plan), problems_(problems) {}

  void carry_out(const AmendmentOperation& one) {
    auto spot = tree_.find(one.at, one.place, problems_);
    if (!spot) return;
    switch (one.op) {
      case AmendmentOp::add:
        return add(one, *spot);
      case AmendmentOp::remove:
        return remove(one, *spot);
      case AmendmentOp::replace:
        return replace(one, *spot);
      case AmendmentOp::move:
        return move(one, *spot);
    }
  }
  [[nodiscard]] const Node& root() const { return tree_.root(); }

 private:
  void tell(const ProblemKind& kind, const AmendmentOperation& one, const Node& now = {}) {
    problems_.push_back(problem(kind, one.place,
                                {{"at", one.at},
                                 {"now", shown_value(now)},
                                 {"from", shown_value(one.from)},
                                 {"to", shown_value(one.to)},
                                 {"step", one.at}}));
  }

  /// Whether it stands as who proposed it saw it.
  bool as_seen(const AmendmentOperation& one, const Node& now) {
    if (one.from.kind == Node::Kind::null || same(one.from, now)) return true;
    tell(kChanged, one, now);
    return false;
  }

  void add(const AmendmentOperation& one, const Tree::Spot& spot) {
    if (one.to.kind == Node::Kind::null) return tell(kNothing, one);
    if (one.at.starts_with("years/") && !is_next_year(one, spot)) return;
    if (spot.there() && spot.node().kind != Node::Kind::null) {
      tell(same(spot.node(), one.to) ? kDone : kThere, one);
      return;
    }
    if (spot.there())
      spot.node() = one.to;
    else if (spot.parent->kind == Node::Kind::list)
      filled(one, spot.parent->push(one.to));
    else
      spot.parent->add(spot.step, one.to);
  }

  /// A year that says nothing of figures and tasks has room for those that are added to it.
  static void filled(const AmendmentOperation& one, Node& added) {
    if (!one.at.starts_with("years/")) return;
    if (!added.find("assigned")) added.add("assigned", Node::map());
    if (!added.find("tasks")) added.add("tasks", Node::list());
    // The day comes with the decision.
    if (!added.find("in_force_from"))
      added.add("in_force_from", Node::text(one.at.substr(one.at.find('/') + 1) + "-01-01"));
  }

  /// A plan year goes at the end, under its own number and after the last one.
  bool is_next_year(const AmendmentOperation& one, const Tree::Spot& spot) {
    const auto& years = spot.parent->items;
    const Node last = years.empty() ? Node() : Node::text(name_of_entry(years.back(), 0));
    const Node* year = one.to.find("year");
    if (year && year->scalar == spot.step && year->scalar.size() == 4 && year->scalar > last.scalar)
      return true;
    tell(kYear, one, last);
    return false;
  }

  void remove(const AmendmentOperation& one, const Tree::Spot& spot) {
    if (!spot.there()) return tell(kNoPlace, one);
    if (!as_seen(one, spot.node())) return;
    if (spot.parent->kind == Node::Kind::list)
      spot.parent->items.erase(spot.parent->items.begin() + static_cast<std::ptrdiff_t>(spot.index));
    else
      spot.parent->members.erase(spot.parent->members.begin() + static_cast<std::ptrdiff_t>(spot.index));
  }

  void replace(const AmendmentOperation& one, const Tree::Spot& spot) {
    if (!spot.there()) return tell(kNoPlace, one);
    if (one.to.kind == Node::Kind::null) return tell(kNothing, one);
    if (same(spot.node(), one.to)) return tell(kDone, one);
    if (as_seen(one, spot.node())) spot.node() = one.to;
  }

  void move(const AmendmentOperation& one, const Tree::Spot& spot) {
    const auto steps = steps_of(one.at);
    const bool milestone = steps.size() == 4 && steps[0] == "targets" && steps[2] == "milestones";
    const char* key = milestone                                    ? "year"
                      : steps.size() == 2 && steps[0] == "tasks"   ? "solution"
                      : steps.size() == 2 && steps[0] == "targets" ? "goal"
                                                                   : nullptr;
    if (!key || one.to.scalar.empty()) return tell(kMove, one);
    if (!spot.there()) return tell(kNoPlace, one);
    if (milestone)
      for (const auto& other : spot.parent->items)
        if (name_of_entry(other, 0) == one.to.scalar) return tell(kThere, one);
    for (auto& member : spot.node().members)
      if (member.first == key) {
        if (same(member.second, one.to)) return tell(kDone, one);
        if (as_seen(one, member.second)) member.second = one.to;
        return;
      }
    tell(kMove, one);
  }

  Tree tree_;
  Problems& problems_;
};

/// What the decision added or changed as a whole has it as its source, and is known by it: the source that
/// was there told of something else.
void set_source(Plan& plan, const AmendmentOperation& one, const std::string& number) {
  const auto steps = steps_of(one.at);
  const bool whole = one.op == AmendmentOp::add && steps.size() == 2;
  for (auto& target : plan.targets) {
    if (steps[0] != "targets" || steps.size() < 2 || target.code != steps[1]) continue;
    if (whole) {
      target.source = number;
      target.known = Known::verified;
    }
    const std::string year = one.op == AmendmentOp::move ? one.to.scalar : steps.size() > 3 ? steps[3] : "";
    const bool milestone = steps.size() > 3 && steps[2] == "milestones";
    for (auto& entry : target.milestones)
      if (whole || (milestone && entry.year && std::to_string(*entry.year) == year)) entry.source = number;
  }
  for (auto& task : plan.years.back().tasks)
    if (whole && steps[0] == "tasks" && task.code == steps[1]) {
      task.source = number;
      task.known = Known::verified;
    }
}

bool is_within(const std::vector<std::string>& inner, const std::vector<std::string>& outer) {
  return inner.size() > outer.size() && std::equal(outer.begin(), outer.end(), inner.begin());
}

}  // namespace

Outcome<Node> value_at(const Plan& plan, const std::string& at, const Place& place) {
  Outcome<Node> out;
  Tree tree(plan);
  const auto spot = tree.find(at, place, out.problems);
  if (spot && spot->there()) out.value = spot->node();
  return out;
}

Outcome<std::vector<AmendmentOperation>> seen_in(const Plan& plan,
                                                 std::vector<AmendmentOperation> operations) {
  Outcome<std::vector<AmendmentOperation>> out;
  Tree tree(plan);
  for (auto& one : operations) {
    const auto spot = tree.find(one.at, one.place, out.problems);
    if (!spot || !spot->there() || one.from.kind != Node::Kind::null || one.op == AmendmentOp::add) continue;
    if (one.op != AmendmentOp::move) {
      one.from = spot->node();
      continue;
    }
    for (const char* key : {"year", "solution", "goal"})
      if (const Node* now = spot->node().find(key); now && now->kind != Node::Kind::null) {
        one.from = *now;
        break;
      }
  }
  out.value = std::move(operations);
  return out;
}

Outcome<Plan> amended(const Plan& plan, const std::vector<AmendmentOperation>& operations,
                      const Decision& decision, Date in_force_from, const Register& units) {
  Outcome<Plan> out;
  Amending amending(plan, out.problems);
  for (const auto& one : operations) amending.carry_out(one);
  if (has_error(out.problems)) return out;
  auto read = from_node<Plan>(without_nulls(amending.root()), {});
  append(out.problems, std::move(read.problems));
  if (has_error(out.problems)) return out;
  read.value.version = plan.version + 1;
  if (!read.value.years.empty()) {
    PlanYear& year = read.value.years.back();
    const bool decided = !decision.number.empty() && decision.number != year.decision.number;
    year.decision = decision;
    year.in_force_from = in_force_from;
    if (decided) {
      year.source = decision.number;
      for (const auto& one : operations) set_source(read.value, one, decision.number);
    }
  }
  append(out.problems, check_plan(read.value, units));
  if (!has_error(out.problems)) out.value = std::move(read.value);
  return out;
}

std::vector<AmendmentConflict> conflicts(const std::vector<AmendmentOperation>& operations) {
  std::vector<AmendmentConflict> out;
  std::vector<std::vector<std::string>> places;
  for (const auto& one : operations) places.push_back(steps_of(one.at));
  for (size_t i = 0; i < operations.size(); ++i)
    for (size_t j = i + 1; j < operations.size(); ++j) {
      const auto &a = operations[i], &b = operations[j];
      // A target or a task keeps its place when it moves to another group; a milestone goes by its year.
      const auto covers = [](const AmendmentOperation& outer) {
        return outer.op != AmendmentOp::move || steps_of(outer.at).size() > 2;
      };
      const bool one_place = places[i] == places[j] && (a.op != b.op || !same(a.to, b.to));
      if (one_place || (is_within(places[i], places[j]) && covers(b)) ||
          (is_within(places[j], places[i]) && covers(a)))
        out.push_back({i, j});
    }
  return out;
}

}  // namespace xanh
