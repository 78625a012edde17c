#include "office/amendment_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "documents/report_words.hpp"
#include "office/plan_field_words.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kNotAmendable{"not-amendable",
                                    Severity::error,
                                    "Kế hoạch không có chỉ tiêu hoặc nhiệm vụ `{at}`",
                                    "the plan has no target or task `{at}`",
                                    "viết như targets/t06 hoặc tasks/MÃ",
                                    "write it as targets/t06 or tasks/CODE"};

/// "targets/t06/milestones/2025/value" taken apart: what is at home in `targets`, and which of its fields.
struct Steps {
  explicit Steps(const std::string& at) {
    for (const auto& step : split(at, '/'))
      if (!step.empty()) all.emplace_back(step);
  }
  [[nodiscard]] std::string home() const { return all.empty() ? std::string{} : all[0]; }
  [[nodiscard]] std::string code() const { return all.size() < 2 ? std::string{} : all[1]; }
  std::vector<std::string> all;
};

constexpr std::array kHomes{
    std::pair{std::string_view("targets"), PlanItem::target},
    std::pair{std::string_view("assigned"), PlanItem::target},
    std::pair{std::string_view("tasks"), PlanItem::task},
    std::pair{std::string_view("elements"), PlanItem::element},
    std::pair{std::string_view("obligations"), PlanItem::obligation},
    std::pair{std::string_view("checks"), PlanItem::check},
    std::pair{std::string_view("goals"), PlanItem::goal},
    std::pair{std::string_view("solution_groups"), PlanItem::solution_group},
    std::pair{std::string_view("years"), PlanItem::year},
};

PlanItem kind_at(const std::string& home) {
  for (const auto& [name, kind] : kHomes)
    if (name == home) return kind;
  return PlanItem::programme;
}

std::string member_of(const Node& node, std::string_view key) {
  const Node* found = node.find(key);
  return found ? found->scalar : std::string{};
}

/// Name and number of an item as its own description has them.
void name_item(ShownOperation& out, const Node& item) {
  if (item.kind != Node::Kind::map) return;
  out.no = member_of(item, "no");
  for (const char* key : {"names", "text", "message"})
    if (const Node* said = item.find(key); said && said->kind == Node::Kind::map) {
      out.names = {member_of(*said, "vi"), member_of(*said, "en")};
      return;
    }
  if (item.find("name_vi")) out.names = {member_of(item, "name_vi"), member_of(item, "name_en")};
}

/// What is changed within the item: "số giao trong năm", "mốc 2025", "kinh phí, ngân sách".
std::string field_name(const PlanValues& values, const Node& item, const Steps& steps) {
  const auto& words = values.words();
  if (steps.home() == "assigned") return words.in(name_of_field("assigned"));
  std::string out, path;
  const Node* here = &item;
  for (size_t i = 2; i < steps.all.size(); ++i) {
    const std::string& step = steps.all[i];
    const bool entry = here && here->kind == Node::Kind::list;
    const Node* next = nullptr;
    if (entry) {
      std::string name = step;
      for (const auto& one : here->items) {
        if (member_of(one, "code") != step && member_of(one, "year") != step &&
            member_of(one, "source_of_funds") != step)
          continue;
        next = &one;
        if (const Node* names = one.find("names"))
          name = words.in({member_of(*names, "vi"), member_of(*names, "en")});
      }
      out += " " + name;
    } else if (step != "vi" && step != "en") {
      path += (path.empty() ? "" : ".") + step;
      const Bilingual name = name_of_field(path);
      // The value of a milestone is the milestone to a reader; what has a name of its own is said by it.
      if (step != "value" && step != "at_least" && step != "at_most" && step != "amount") {
        if (name.vi != path)
          out = words.in(name);
        else
          out += (out.empty() ? "" : ", ") + words.in(name_of_field(step));
      }
      next = here ? here->find(step) : nullptr;
    } else {
      out += step == "vi" ? words.say(" (tiếng Việt)", " (Vietnamese)")
                          : words.say(" (tiếng Anh)", " (English)");
    }
    here = next;
  }
  return out;
}

std::string value_text(const PlanValues& values, PlanItem kind, const Steps& steps,
                       const AmendmentOperation& one, const Node& value) {
  if (value.kind == Node::Kind::null) return "–";
  if (one.op == AmendmentOp::move) {
    const bool milestone = steps.all.size() > 2;
    return values.text(milestone ? "year" : kind == PlanItem::task ? "solution" : "goal", value);
  }
  if (steps.home() == "assigned") return values.text("assigned", value);
  if (steps.all.size() == 2) return values.summary(kind, value);
  // An entry of a list goes by the name of its list.
  const bool entry = value.kind == Node::Kind::map && steps.all.size() == 4;
  return values.text(entry ? steps.all[2] : steps.all.back(), value);
}

Node value_or_nothing(const Plan& plan, const std::string& at) {
  auto found = value_at(plan, at);
  return found.ok() ? std::move(found.value) : Node();
}

/// The places of one item, in the order in which a form shows them.
class Places {
 public:
  Places(const Plan& plan, const Register& units, AmendableItem& out, const Node& item)
      : vi_(plan, units, Language::vi), en_(plan, units, Language::en), out_(out), item_(item) {}

  void add(const std::string& field, PlaceInput input, bool removes = true) {
    const Node* found = item_.find(field);
    const Node value = found ? *found : Node();
    AmendablePlace place;
    place.at = out_.at + "/" + field;
    place.input = input;
    place.names = name_of_field(field);
    place.removes = removes && value.kind != Node::Kind::null;
    put(std::move(place), field, value);
  }

  /// A target's group or a task's: the item itself moves.
  void add_group(const std::string& field, PlaceInput input) {
    add(field, input, false);
    out_.places.back().at = out_.at;
  }

  void milestones() {
    const Node* list = item_.find("milestones");
    if (!list) return;
    for (const auto& one : list->items) {
      const std::string year = member_of(one, "year");
      if (year.empty()) continue;
      for (const char* key : {"value", "at_least", "at_most"}) {
        const Node* figure = one.find(key);
        if (!figure || figure->kind == Node::Kind::null) continue;
        AmendablePlace place;
        place.entry = out_.at + "/milestones/" + year;
        place.at = place.entry + "/" + key;
        place.input = PlaceInput::figure;
        const char* sign = std::string_view(key) == "at_least"  ? " ≥"
                           : std::string_view(key) == "at_most" ? " ≤"
                                                                : "";
        place.names = {fmt::format("mốc năm {}{}", year, sign), fmt::format("milestone of {}{}", year, sign)};
        place.removes = place.moves = true;
        put(std::move(place), key, *figure);
      }
    }
  }

  void stages() {
    const Node* list = item_.find("milestones");
    if (!list) return;
    for (const auto& one : list->items) {
      const std::string code = member_of(one, "code");
      if (code.empty()) continue;
      AmendablePlace place;
      place.at = out_.at + "/milestones/" + code + "/planned";
      place.input = PlaceInput::day;
      const Node* names = one.find("names");
      place.names =
          names ? Bilingual{member_of(*names, "vi"), member_of(*names, "en")} : Bilingual{code, code};
      const Node* planned = one.find("planned");
      put(std::move(place), "planned", planned ? *planned : Node());
    }
  }

  void money() {
    const Node* list = item_.find("budget");
    if (!list) return;
    for (const auto& one : list->items) {
      const std::string fund = member_of(one, "source_of_funds");
      if (fund.empty()) continue;
      AmendablePlace place;
      place.entry = out_.at + "/budget/" + fund;
      place.at = place.entry + "/amount";
      place.input = PlaceInput::figure;
      place.names = {"kinh phí, " + fund, "budget, " + fund};
      place.removes = true;
      const Node* amount = one.find("amount");
      put(std::move(place), "amount", amount ? *amount : Node());
    }
  }

  void assigned(const Plan& plan, const std::string& code) {
    const Node value = value_or_nothing(plan, "assigned/" + code);
    AmendablePlace place;
    place.at = "assigned/" + code;
    place.input = PlaceInput::figure;
    const std::string year = plan.years.empty() ? std::string() : std::to_string(plan.years.back().year);
    place.names = {"số giao năm " + year, "figure of " + year};
    place.removes = value.kind != Node::Kind::null;
    put(std::move(place), "assigned", value);
  }

 private:
  void put(AmendablePlace place, const std::string& field, const Node& value) {
    place.now = {vi_.text(field, value), en_.text(field, value)};
    place.value = value;
    out_.places.push_back(std::move(place));
  }

  PlanValues vi_, en_;
  AmendableItem& out_;
  const Node& item_;
};

}  // namespace

ShownOperation shown_operation(const Plan& plan, const Register& units, const AmendmentOperation& operation) {
  const Steps steps(operation.at);
  ShownOperation out;
  out.kind = kind_at(steps.home());
  out.kind_names = name_of(out.kind);
  out.code = steps.code();
  const std::string home = steps.home() == "assigned" ? "targets" : steps.home();
  const Node item = value_or_nothing(plan, home + "/" + steps.code());
  const bool whole = steps.all.size() == 2 && steps.home() != "assigned";
  name_item(out, item);
  if (whole && out.names.empty())
    name_item(out, operation.op == AmendmentOp::add ? operation.to : operation.from);
  const PlanValues vi(plan, units, Language::vi), en(plan, units, Language::en);
  if (whole && operation.op == AmendmentOp::move)
    out.field = name_of_field(out.kind == PlanItem::task ? "solution" : "goal");
  else
    out.field = {field_name(vi, item, steps), field_name(en, item, steps)};
  const auto both = [&](const Node& value) {
    return Bilingual{value_text(vi, out.kind, steps, operation, value),
                     value_text(en, out.kind, steps, operation, value)};
  };
  out.from = both(operation.op == AmendmentOp::add ? Node() : operation.from);
  out.to = both(operation.op == AmendmentOp::remove ? Node() : operation.to);
  return out;
}

Outcome<AmendableItem> amendable_item(const Plan& plan, const Register& units, Date day,
                                      const std::string& at) {
  Outcome<AmendableItem> out;
  out.value.version = plan.version;
  for (const UnitRow* unit : units.units({day, {}}))
    out.value.units.push_back({unit->code, {}, unit->names()});
  // Groups stand beside the units, as targets and tasks name them.
  std::set<std::string> groups;
  const auto gather = [&](const std::vector<std::string>& codes) {
    for (const auto& code : codes)
      if (units.is_group(code)) groups.insert(code);
  };
  for (const auto& target : plan.targets) gather(target.leads);
  for (const auto& task : plan.tasks()) {
    gather(task.leads);
    gather(task.coordinates);
  }
  for (const auto& code : groups)
    out.value.units.push_back({code, {}, names_of_unit(plan, units, day, code)});
  for (const auto& goal : plan.programme.goals) out.value.goals.push_back({goal.code, goal.no, goal.names});
  for (const auto& group : plan.programme.solution_groups)
    out.value.groups.push_back(
        {group.code, group.no, group.short_names.empty() ? group.names : group.short_names});
  if (at.empty()) return out;
  const Steps steps(at);
  const bool one = steps.all.size() == 2 && (steps.home() == "targets" || steps.home() == "tasks");
  const Node item = one ? value_or_nothing(plan, at) : Node();
  if (item.kind != Node::Kind::map) {
    out.problems.push_back(problem(kNotAmendable, Place{}, {{"at", at}}));
    return out;
  }
  ShownOperation named;
  name_item(named, item);
  out.value.at = steps.home() + "/" + steps.code();
  out.value.code = steps.code();
  out.value.no = named.no;
  out.value.names = named.names;
  out.value.kind_names = name_of(kind_at(steps.home()));
  Places places(plan, units, out.value, item);
  if (steps.home() == "targets") {
    places.milestones();
    places.assigned(plan, steps.code());
    places.add("names", PlaceInput::bilingual, false);
    places.add("leads", PlaceInput::units);
    places.add("unit", PlaceInput::line);
    places.add("direction", PlaceInput::direction);
    places.add("formula", PlaceInput::line);
    places.add("numerator", PlaceInput::line);
    places.add("denominator", PlaceInput::line);
    places.add("min_coverage", PlaceInput::figure);
    places.add_group("goal", PlaceInput::goal);
  } else {
    places.add("due", PlaceInput::day);
    places.add("recurring", PlaceInput::yes_no, false);
    places.stages();
    places.money();
    places.add("text", PlaceInput::bilingual, false);
    places.add("leads", PlaceInput::units);
    places.add("coordinates", PlaceInput::units);
    places.add("product", PlaceInput::bilingual);
    places.add_group("solution", PlaceInput::solution);
  }
  return out;
}

}  // namespace xanh
