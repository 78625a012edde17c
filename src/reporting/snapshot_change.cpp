#include "reporting/snapshot_change.hpp"

#include <fmt/format.h>

namespace xanh {
namespace {

/// Without trailing noughts: a figure read back from a snapshot has lost them, and is no other figure.
std::string shown(const std::optional<Decimal>& value) {
  std::string out = value ? value->to_text() : std::string{};
  if (out.find('.') == std::string::npos) return out;
  out.erase(out.find_last_not_of('0') + 1);
  if (out.ends_with('.')) out.pop_back();
  return out;
}
std::string shown(const std::optional<Number>& value) {
  return shown(value ? std::optional(value->value) : std::nullopt);
}
template <class E>
std::string shown(const std::optional<E>& value)
  requires std::is_enum_v<E>
{
  return value ? word(*value) : std::string{};
}

/// The fields of one item that are held against each other, by name.
using Fields = std::vector<std::pair<std::string, std::string>>;

class Changes {
 public:
  /// Items of one kind by their codes.
  template <class T, class Code, class Values>
  void compare(ChangedKind kind, const std::vector<T>& before, const std::vector<T>& after, Code code,
               Values values) {
    std::map<std::string, Fields> was;
    for (const T& item : before) was.emplace(code(item), values(item));
    for (const T& item : after) {
      const std::string name = code(item);
      const auto found = was.find(name);
      add(kind, name, found == was.end() ? Fields{} : found->second, values(item));
      if (found != was.end()) was.erase(found);
    }
    for (const auto& [name, fields] : was) add(kind, name, fields, {});
  }
  std::vector<SnapshotChange> take() { return std::move(out_); }

 private:
  void add(ChangedKind kind, const std::string& code, const Fields& from, const Fields& to) {
    const auto value = [](const Fields& fields, const std::string& name) {
      for (const auto& [field, text] : fields)
        if (field == name) return text;
      return std::string{};
    };
    // A row whose other fields are all empty is still there, or gone.
    for (const auto& [field, text] : to)
      if (const auto was = value(from, field); was != text) out_.push_back({kind, code, field, was, text});
    for (const auto& [field, text] : from)
      if (to.empty() && !text.empty()) out_.push_back({kind, code, field, text, {}});
  }
  std::vector<SnapshotChange> out_;
};

}  // namespace

std::vector<SnapshotChange> changes_between(const Consolidation& before, const Consolidation& after) {
  Changes out;
  const auto code = [](const auto& item) { return item.code; };
  out.compare(ChangedKind::target, before.targets, after.targets, code, [](const TargetResult& t) {
    return Fields{{"value", shown(t.value)},
                  {"grade", word(t.grade)},
                  {"year_estimate", shown(t.year_estimate)},
                  {"coverage", fmt::format("{}/{}", t.coverage.noted, t.coverage.expected)}};
  });
  out.compare(ChangedKind::task, before.tasks, after.tasks, code, [](const TaskResult& t) {
    return Fields{{"grade", shown(t.grade)}, {"days_late", std::to_string(t.days_late)}};
  });
  out.compare(ChangedKind::unit, before.units, after.units, code, [](const UnitResult& u) {
    return Fields{{"state", word(u.state)}, {"carried_from", u.carried_from.value_or("")}};
  });
  out.compare(
      ChangedKind::element, before.elements, after.elements, [](const ElementResult& e) { return e.element; },
      [](const ElementResult& e) { return Fields{{"this_period", e.this_period.value_or("")}}; });
  out.compare(
      ChangedKind::money, before.money, after.money, [](const MoneyResult& m) { return m.fund; },
      [](const MoneyResult& m) {
        return Fields{{"planned", shown(m.planned)}, {"disbursed", shown(m.disbursed)}};
      });
  out.compare(
      ChangedKind::directive, before.directives, after.directives,
      [](const DirectiveResult& d) { return d.directive.code; },
      [](const DirectiveResult& d) {
        const auto answered =
            std::count_if(d.replies.begin(), d.replies.end(),
                          [](const DirectiveReply& reply) { return reply.answer.has_value(); });
        return Fields{{"content", d.directive.content},
                      {"answers", fmt::format("{}/{}", answered, d.replies.size())},
                      {"status", shown(d.status)},
                      {"closed_on", d.closed_on ? to_text(*d.closed_on) : ""}};
      });
  // A difficulty gets its code when it is first answered or its cycle closes: the same one, not another.
  const auto words_of = [](const DifficultyResult& d) { return d.unit + ": " + d.difficulty.content; };
  std::map<std::string, std::string> codes;
  for (const auto* side : {&before, &after})
    for (const auto& d : side->difficulties)
      if (d.code) codes.emplace(words_of(d), *d.code);
  out.compare(
      ChangedKind::difficulty, before.difficulties, after.difficulties,
      [&](const DifficultyResult& d) {
        if (d.code) return *d.code;
        const auto found = codes.find(words_of(d));
        return found == codes.end() ? words_of(d) : found->second;
      },
      [](const DifficultyResult& d) {
        return Fields{{"content", d.difficulty.content},
                      {"authority", d.difficulty.authority},
                      {"opinion", d.opinion.value_or("")},
                      {"outcome", d.outcome.value_or("")}};
      });
  return out.take();
}

std::vector<SnapshotChange> changes_between(const Consolidation& before, const Manifest& from,
                                            const Consolidation& after, const Manifest& to) {
  auto out = changes_between(before, after);
  for (const auto& now : to.revisions)
    for (const auto& was : from.revisions)
      if (was.unit == now.unit && !now.carried_from && !was.carried_from && was.sha256 != now.sha256)
        out.push_back({ChangedKind::unit, now.unit, "report", std::to_string(was.revision),
                       std::to_string(now.revision)});
  return out;
}

}  // namespace xanh
