#include "programme/territory.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace xanh {
namespace {

constexpr int kWeightedDecimals = 6;
constexpr int kShareDecimals = 8;  // with them the largest figure there can be still is parted exactly

/// Gives a whole away in rounded parts that add up to it: each part is what the shares until then make,
/// rounded, without what was given before.
class Parts {
 public:
  Parts(const Decimal& whole, int decimals) : whole_(whole), decimals_(decimals) {}
  [[nodiscard]] Decimal next(const Decimal& share) {
    shares_ += share;
    const Decimal until = shares_ == Decimal(1) ? whole_ : (whole_ * shares_).rounded(decimals_);
    const Decimal part = until - given_;
    given_ = until;
    return part;
  }

 private:
  const Decimal whole_;
  const int decimals_;
  Decimal shares_, given_;
};

/// Where the land of one unit lies by now, with its share; absent: unknown.
using Lying = std::map<std::string, std::optional<Decimal>>;

void add_to(Lying& lying, const std::string& unit, const std::optional<Decimal>& share) {
  const auto [found, fresh] = lying.emplace(unit, share);
  if (fresh) return;
  if (!found->second || !share)
    found->second.reset();
  else
    *found->second += *share;
}

/// Rows of one day and one kind that split or move land of one unit.
struct Parting {
  Date date{};
  ChangeKind kind{};
  std::string from;
  std::map<std::string, std::vector<const UnitChange*>> to;
};

std::optional<Decimal> weight_of(const std::vector<const UnitChange*>& rows, const std::string& basis) {
  for (const auto* row : rows)
    if (!basis.empty() && row->basis == basis) return row->weight;
  return rows.size() == 1 ? rows.front()->weight : std::nullopt;
}

class Following {
 public:
  Following(const Register& units, Date of, const AsOf& later, const std::string& basis) : basis_(basis) {
    for (const auto& change : units.rows().changes) {
      const bool known = !later.known || !change.recorded || *change.recorded <= *later.known;
      if (change.date > of && change.date <= later.day && known) changes_.push_back(&change);
    }
    std::stable_sort(changes_.begin(), changes_.end(), [](auto* a, auto* b) { return a->date < b->date; });
  }

  [[nodiscard]] Lying land_of(const std::string& unit) const {
    Lying lying{{unit, Decimal(1)}};
    std::set<const UnitChange*> done;
    for (const auto* change : changes_) {
      if (done.contains(change)) continue;
      for (const auto& from : split(change->from, ';')) {
        const auto found = lying.find(from);
        if (found == lying.end()) continue;
        const auto share = found->second;
        switch (change->kind) {
          case ChangeKind::merge:
          case ChangeKind::rename:
            lying.erase(found);
            for (const auto& to : split(change->to, ';')) add_to(lying, to, share);
            break;
          case ChangeKind::end:
            lying.erase(found);
            break;
          case ChangeKind::split:
          case ChangeKind::move:
            part(lying, gathered(*change, from, done), share);
            break;
        }
      }
    }
    return lying;
  }

 private:
  /// All rows by which this unit's land parts on that day.
  [[nodiscard]] Parting gathered(const UnitChange& first, const std::string& from,
                                 std::set<const UnitChange*>& done) const {
    Parting out{first.date, first.kind, from, {}};
    for (const auto* change : changes_) {
      if (change->date != first.date || change->kind != first.kind || change->from != first.from) continue;
      done.insert(change);
      for (const auto& to : split(change->to, ';')) out.to[to].push_back(change);
    }
    return out;
  }

  void part(Lying& lying, const Parting& parting, const std::optional<Decimal>& share) const {
    lying.erase(parting.from);
    std::optional<Decimal> left{Decimal(1)};
    Parts parts(share.value_or(Decimal(0)), kShareDecimals);
    const auto part_of = [&](const std::optional<Decimal>& weight) {
      return share && weight ? std::optional(parts.next(*weight)) : std::nullopt;
    };
    for (const auto& [to, rows] : parting.to) {
      // One row for several names no share of any of them.
      const bool alone = split(rows.front()->to, ';').size() == 1;
      const auto weight = alone ? weight_of(rows, basis_) : std::nullopt;
      add_to(lying, to, part_of(weight));
      if (!left || !weight)
        left.reset();
      else
        *left = *left - *weight;
    }
    // What moved away leaves the rest where it was.
    if (parting.kind == ChangeKind::move && !(left && left->is_zero()))
      add_to(lying, parting.from, part_of(left));
  }

  const std::string& basis_;
  std::vector<const UnitChange*> changes_;
};

/// Adds up what is there; something missing leaves no value.
class Sum {
 public:
  void add(const std::map<std::string, Decimal>& figures, const std::string& unit) {
    const auto found = figures.find(unit);
    add(unit, found == figures.end() ? std::nullopt : std::optional(found->second));
  }
  void add(const std::string& unit, const std::optional<Decimal>& value) {
    out_.of.push_back(unit);
    if (!value)
      out_.missing.push_back(unit);
    else
      sum_ += *value;
  }
  void estimated() { out_.weighted = true; }
  void miss(const std::string& unit) { out_.missing.push_back(unit); }
  TerritoryFigure take(std::vector<std::string> units) {
    out_.units = std::move(units);
    if (out_.missing.empty() && !out_.of.empty()) out_.value = sum_;
    return std::move(out_);
  }

 private:
  TerritoryFigure out_;
  Decimal sum_;
};

}  // namespace

std::vector<AreaFlow> area_flows(const Register& units, const std::vector<std::string>& of_units, Date of,
                                 const AsOf& later, const std::string& basis) {
  std::vector<AreaFlow> out;
  const Following following(units, of, later, basis);
  for (const auto& unit : of_units)
    for (const auto& [to, share] : following.land_of(unit)) {
      // A unit whose validity ended without a word about it has gone on nowhere.
      if (units.unit(to, later)) out.push_back({unit, to, share});
    }
  return out;
}

std::vector<CommonArea> common_areas(const std::vector<AreaFlow>& flows,
                                     const std::vector<std::string>& of_units) {
  std::map<std::string, size_t> before, after;  // unit → place in `areas`
  std::vector<CommonArea> areas;
  for (const auto& unit : of_units) {
    before[unit] = areas.size();
    areas.push_back({{unit}, {}});
  }
  for (const auto& flow : flows) {
    const size_t here = before.at(flow.from);
    const auto [found, fresh] = after.emplace(flow.to, here);
    if (fresh) {
      areas[here].after.push_back(flow.to);
      continue;
    }
    const size_t there = found->second;
    if (there == here) continue;
    // Both are one area: the later place goes up in the earlier one.
    const size_t kept = std::min(here, there), gone = std::max(here, there);
    for (const auto side : {&CommonArea::before, &CommonArea::after}) {
      auto& into = areas[kept].*side;
      into.insert(into.end(), (areas[gone].*side).begin(), (areas[gone].*side).end());
      (areas[gone].*side).clear();
    }
    for (std::map<std::string, size_t>* side : {&before, &after})
      for (auto& [unit, at] : *side)
        if (at == gone) at = kept;
  }
  std::erase_if(areas, [](const CommonArea& area) { return area.before.empty(); });
  for (auto& area : areas) {
    std::sort(area.before.begin(), area.before.end());
    std::sort(area.after.begin(), area.after.end());
  }
  return areas;
}

std::vector<TerritoryFigure> figures_on(Territory territory, const std::map<std::string, Decimal>& figures,
                                        const std::vector<std::string>& of_units,
                                        const std::vector<AreaFlow>& flows) {
  std::vector<TerritoryFigure> out;
  switch (territory) {
    case Territory::then:
      for (const auto& unit : of_units) {
        Sum sum;
        sum.add(figures, unit);
        out.push_back(sum.take({unit}));
      }
      break;
    case Territory::now: {
      std::map<std::string, Sum> sums;
      std::map<std::string, Parts> parts;  // of a figure, among the units its land lies in
      for (const auto& flow : flows) {
        Sum& sum = sums[flow.to];
        const auto figure = figures.find(flow.from);
        if (figure == figures.end() || !flow.share) {
          sum.add(flow.from, std::nullopt);
        } else if (*flow.share == Decimal(1)) {
          sum.add(flow.from, figure->second);
        } else {
          const int decimals = std::max(kWeightedDecimals, figure->second.scale());
          const auto part = parts.try_emplace(flow.from, figure->second, decimals).first;
          sum.add(flow.from, part->second.next(*flow.share));
          sum.estimated();
        }
      }
      for (auto& [unit, sum] : sums) out.push_back(sum.take({unit}));
      break;
    }
    case Territory::common:
      for (const auto& area : common_areas(flows, of_units)) {
        Sum sum;
        for (const auto& unit : area.before) sum.add(figures, unit);
        out.push_back(sum.take(area.after.empty() ? area.before : area.after));
      }
      break;
  }
  return out;
}

std::vector<TerritoryFigure> later_figures_on(Territory territory,
                                              const std::map<std::string, Decimal>& figures,
                                              const std::vector<std::string>& of_units,
                                              const std::vector<AreaFlow>& flows) {
  std::vector<TerritoryFigure> out;
  std::map<std::string, int> sources;  // of a later unit, how many earlier ones lie in it
  for (const auto& flow : flows) ++sources[flow.to];
  if (territory == Territory::now) {
    for (const auto& [unit, count] : sources) {
      Sum sum;
      sum.add(figures, unit);
      out.push_back(sum.take({unit}));
    }
    return out;
  }
  if (territory == Territory::common) {
    for (const auto& area : common_areas(flows, of_units)) {
      Sum sum;
      for (const auto& unit : area.after) sum.add(figures, unit);
      if (area.after.empty())
        for (const auto& unit : area.before) sum.miss(unit);
      out.push_back(sum.take(area.after.empty() ? area.before : area.after));
    }
    return out;
  }
  for (const auto& unit : of_units) {
    Sum sum;
    bool any = false;
    for (const auto& flow : flows) {
      if (flow.from != unit) continue;
      any = true;
      // Land of others lies in that later unit too: what of its figure is this unit's, nobody knows.
      if (sources[flow.to] > 1)
        sum.miss(flow.to);
      else
        sum.add(figures, flow.to);
    }
    if (!any) sum.miss(unit);
    out.push_back(sum.take({unit}));
  }
  return out;
}

}  // namespace xanh
