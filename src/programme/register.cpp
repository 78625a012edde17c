#include "programme/register.hpp"

#include <set>
#include <tuple>

#include "base/canonical.hpp"

namespace xanh {
namespace {

bool known(const std::optional<Instant>& recorded, const std::optional<Instant>& by) {
  return !by || !recorded || *recorded <= *by;
}

template <class T>
Node sorted_rows(const std::vector<T>& rows, const std::optional<Instant>& by) {
  std::vector<std::pair<std::string, Node>> lines;
  for (const auto& row : rows) {
    if (!known(row.recorded, by)) continue;
    Node node = to_node(row);
    std::string line = canonical(node);
    lines.emplace_back(std::move(line), std::move(node));
  }
  std::sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  Node out = Node::list();
  for (auto& [line, node] : lines) out.push(std::move(node));
  return out;
}

}  // namespace

bool UnitRow::in_group(std::string_view group) const {
  const auto list = split(groups, ';');
  return std::find(list.begin(), list.end(), group) != list.end();
}

Register::Register(RegisterRows rows) : rows_(std::move(rows)) {
  for (size_t i = 0; i < rows_.units.size(); ++i) {
    by_code_.emplace(rows_.units[i].code, i);
    for (auto& group : split(rows_.units[i].groups, ';')) by_group_[std::move(group)].push_back(i);
    in_order_.push_back(i);
  }
  std::sort(in_order_.begin(), in_order_.end(), [&](size_t x, size_t y) {
    const UnitRow &a = rows_.units[x], &b = rows_.units[y];
    if (a.kind != b.kind) return a.kind < b.kind;
    const int order = collate_vi(a.name_vi, b.name_vi);
    return order != 0 ? order < 0 : a.code < b.code;
  });
}

const UnitRow* Register::unit(std::string_view code, const AsOf& as_of) const {
  for (auto [it, end] = by_code_.equal_range(code); it != end; ++it) {
    const UnitRow& row = rows_.units[it->second];
    if (row.validity().holds_on(as_of.day) && known(row.recorded, as_of.known)) return &row;
  }
  return nullptr;
}

const UnitRow* Register::any_unit(std::string_view code) const {
  const UnitRow* latest = nullptr;
  for (auto [it, end] = by_code_.equal_range(code); it != end; ++it) {
    const UnitRow& row = rows_.units[it->second];
    if (!latest || row.valid_from > latest->valid_from) latest = &row;
  }
  return latest;
}

const AreaRow* Register::area(std::string_view code, const AsOf& as_of) const {
  for (const auto& row : rows_.areas)
    if (row.code == code && row.validity().holds_on(as_of.day) && known(row.recorded, as_of.known))
      return &row;
  return nullptr;
}

std::vector<const UnitRow*> Register::units(const AsOf& as_of) const {
  std::vector<const UnitRow*> out;
  for (const size_t i : in_order_) {
    const UnitRow& row = rows_.units[i];
    if (row.validity().holds_on(as_of.day) && known(row.recorded, as_of.known)) out.push_back(&row);
  }
  return out;
}

bool Register::is_group(std::string_view code) const {
  return by_group_.contains(code);
}

std::vector<std::string> Register::members(std::string_view unit_or_group, const AsOf& as_of) const {
  std::set<std::string> out;
  if (by_code_.find(unit_or_group) != by_code_.end()) {
    if (unit(unit_or_group, as_of)) return {std::string(unit_or_group)};
    for (auto& next : successors(unit_or_group, as_of))
      if (unit(next, as_of)) out.insert(std::move(next));
  } else {
    const auto group = by_group_.find(unit_or_group);
    if (group == by_group_.end()) return {};
    for (const size_t i : group->second) {
      const UnitRow& row = rows_.units[i];
      if (row.validity().holds_on(as_of.day) && known(row.recorded, as_of.known)) out.insert(row.code);
    }
  }
  return {out.begin(), out.end()};
}

std::vector<const UnitRow*> Register::children(std::string_view code, const AsOf& as_of) const {
  std::vector<const UnitRow*> out;
  for (const UnitRow* row : units(as_of))
    if (row->parent == code) out.push_back(row);
  return out;
}

std::vector<std::string> Register::successors(std::string_view code, const AsOf& as_of) const {
  std::vector<std::string> now{std::string(code)};
  std::vector<const UnitChange*> changes;
  for (const auto& change : rows_.changes)
    if (change.date <= as_of.day && known(change.recorded, as_of.known)) changes.push_back(&change);
  std::stable_sort(changes.begin(), changes.end(), [](auto* a, auto* b) { return a->date < b->date; });
  for (const auto* change : changes) {
    if (change->kind == ChangeKind::move) continue;
    const auto from = split(change->from, ';');
    const auto to = split(change->to, ';');
    std::vector<std::string> next;
    bool hit = false;
    for (const auto& unit_code : now) {
      if (std::find(from.begin(), from.end(), unit_code) == from.end())
        next.push_back(unit_code);
      else
        hit = true;
    }
    if (hit)
      for (const auto& unit_code : to)
        if (std::find(next.begin(), next.end(), unit_code) == next.end()) next.push_back(unit_code);
    now = std::move(next);
  }
  return now;
}

std::vector<Predecessor> Register::predecessors(std::string_view code, const AsOf& as_of) const {
  std::vector<Predecessor> out;
  std::vector<std::string> wanted{std::string(code)};
  std::set<std::string> seen{std::string(code)};
  while (!wanted.empty()) {
    const std::string to_code = wanted.back();
    wanted.pop_back();
    for (const auto& change : rows_.changes) {
      // A split has no series of its own part before it: the whole is not the part's past.
      if (change.date > as_of.day || !known(change.recorded, as_of.known) ||
          (change.kind != ChangeKind::merge && change.kind != ChangeKind::rename))
        continue;
      const auto to = split(change.to, ';');
      if (to.size() != 1 || to[0] != to_code) continue;
      for (const auto& from : split(change.from, ';')) {
        if (!seen.insert(from).second) continue;
        out.push_back({from, change.date});
        wanted.push_back(from);
      }
    }
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
    return std::tie(a.until, a.code) < std::tie(b.until, b.code);
  });
  return out;
}

WorkCalendar Register::calendar(const AsOf& as_of) const {
  std::set<Date> holidays, worked;
  for (const auto& day : rows_.days)
    if (known(day.recorded, as_of.known)) (day.kind == DayKind::holiday ? holidays : worked).insert(day.date);
  return {std::move(holidays), std::move(worked)};
}

std::vector<std::string> Register::unit_codes() const {
  std::set<std::string> out;
  for (const auto& row : rows_.units) out.insert(row.code);
  return {out.begin(), out.end()};
}

std::string Register::bytes(const std::optional<Instant>& by) const {
  Node out = Node::map();
  out.add("units", sorted_rows(rows_.units, by));
  out.add("changes", sorted_rows(rows_.changes, by));
  out.add("areas", sorted_rows(rows_.areas, by));
  out.add("days", sorted_rows(rows_.days, by));
  return canonical(out);
}

std::string Register::digest(const std::optional<Instant>& by) const {
  return digest_of("register", bytes(by));
}

}  // namespace xanh
