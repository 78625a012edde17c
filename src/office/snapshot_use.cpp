#include "office/snapshot_use.hpp"

#include <fmt/format.h>

namespace xanh {
namespace {

constexpr ProblemKind kNoSuchSnapshot{"no-such-snapshot",
                                      Severity::error,
                                      "kỳ {cycle} không có bản chốt số liệu lần {number}",
                                      "cycle {cycle} has no snapshot {number}",
                                      "xem `xanh snapshot list --cycle {cycle}`",
                                      "see `xanh snapshot list --cycle {cycle}`"};

constexpr ProblemKind kTooFew{"too-few-snapshots",
                              Severity::error,
                              "kỳ {cycle} mới có {count} bản chốt số liệu, chưa so sánh được",
                              "cycle {cycle} has {count} snapshots, too few to compare",
                              "lập báo cáo lần nữa khi số liệu đã đổi: `xanh consolidate`",
                              "consolidate again once figures have changed: `xanh consolidate`"};

Bilingual field_name(const std::string& field) {
  if (field == "value" || field == "this_period") return {"số liệu", "figure"};
  if (field == "grade") return {"mức độ", "grade"};
  if (field == "coverage") return {"số đơn vị", "units covered"};
  if (field == "year_estimate") return {"ước cả năm", "estimate of the year"};
  if (field == "days_late") return {"trễ (ngày làm việc)", "working days late"};
  if (field == "state" || field == "status") return {"tình trạng", "state"};
  if (field == "carried_from") return {"số tạm tính lấy từ", "provisional figures from"};
  if (field == "planned") return {"kế hoạch vốn", "plan"};
  if (field == "disbursed") return {"giải ngân", "disbursed"};
  if (field == "opinion") return {"ý kiến của Sở", "the department's opinion"};
  if (field == "outcome") return {"kết quả giải quyết", "outcome"};
  if (field == "content") return {"nội dung", "content"};
  if (field == "authority") return {"cơ quan có thẩm quyền", "authority"};
  if (field == "answers") return {"số đơn vị đã trả lời", "units that answered"};
  if (field == "report") return {"bản báo cáo lần", "revision of the report"};
  if (field == "closed_on") return {"ngày hoàn thành", "done on"};
  return {field, field};
}

Bilingual item_name(const SnapshotChange& change, const Plan& plan, const Register& units) {
  const auto or_code = [&](const Bilingual* names) {
    return names ? *names : Bilingual{change.code, change.code};
  };
  switch (change.kind) {
    case ChangedKind::target: {
      const Target* target = plan.target(change.code);
      return or_code(target ? &target->names : nullptr);
    }
    case ChangedKind::task: {
      const Task* task = plan.task(change.code);
      return or_code(task ? &task->text : nullptr);
    }
    case ChangedKind::element: {
      const Element* element = plan.element(change.code);
      return element ? element->names() : Bilingual{change.code, change.code};
    }
    case ChangedKind::unit: {
      const UnitRow* unit = units.any_unit(change.code);
      return unit ? unit->names() : Bilingual{change.code, change.code};
    }
    case ChangedKind::money: {
      if (change.code.empty()) return {"Kinh phí, tổng cộng", "Money in all"};
      for (const auto& fund : plan.programme.funds)
        if (fund.code == change.code) return {"Kinh phí, " + fund.names.vi, "Money, " + fund.names.en};
      return {change.code, change.code};
    }
    case ChangedKind::directive:
      return {"Ý kiến chỉ đạo " + change.code, "Directive " + change.code};
    case ChangedKind::difficulty:
      return {"Khó khăn, kiến nghị " + change.code, "Difficulty " + change.code};
  }
  return {};
}

/// Words of the closed lists as a person reads them; figures grouped.
Bilingual value_words(const SnapshotChange& change, const std::string& text, const Plan& plan) {
  if (text.empty()) return {"chưa có", "none"};
  const auto word_of = [&](const std::vector<Word>& words) -> Bilingual {
    for (const auto& one : words)
      if (one.code == text) return one.names;
    return {text, text};
  };
  if (change.kind == ChangedKind::target && change.field == "grade")
    return word_of(plan.programme.grades.words);
  if (change.kind == ChangedKind::task && change.field == "grade") return word_of(plan.programme.task_grades);
  if (change.kind == ChangedKind::unit && change.field == "state")
    if (const auto state = from_word<SubmissionState>(text)) return name_of(*state);
  if (change.kind == ChangedKind::directive && change.field == "status")
    if (const auto status = from_word<DirectiveStatus>(text)) return name_of(*status);
  const auto number = Decimal::parse(text);
  if (!number) return {text, text};
  // A target's figure as it is printed, where that shows the change.
  if (const Target* target = plan.target(change.code); target && change.kind == ChangedKind::target) {
    const auto from = Decimal::parse(change.from), to = Decimal::parse(change.to);
    const Decimal printed = number->rounded(target->decimals);
    if (!from || !to || from->rounded(target->decimals) != to->rounded(target->decimals))
      return {to_text_grouped(printed, target->decimals, true),
              to_text_grouped(printed, target->decimals, false)};
  }
  // Six digits are kept; what is equal when printed would read as no change, so all that count are shown.
  std::string vi = to_text_grouped(*number, -1, true), en = to_text_grouped(*number, -1, false);
  const auto plain = [](std::string& shown, char mark) {
    if (shown.find(mark) == std::string::npos) return;
    shown.erase(shown.find_last_not_of('0') + 1);
    if (shown.back() == mark) shown.pop_back();
  };
  plain(vi, ',');
  plain(en, '.');
  return {vi, en};
}

}  // namespace

Consolidation result_of(const StoredSnapshot& snapshot) {
  auto tree = read_json(snapshot.result, "snapshot");
  auto value = from_node<Consolidation>(tree.value, "snapshot");
  if (!tree.ok() || !value.ok()) throw std::runtime_error("a snapshot of the store cannot be read");
  return std::move(value.value);
}

Manifest manifest_of(const StoredSnapshot& snapshot) {
  auto tree = read_json(snapshot.manifest, "snapshot");
  auto value = from_node<Manifest>(tree.value, "snapshot");
  if (!tree.ok() || !value.ok()) throw std::runtime_error("a manifest of the store cannot be read");
  return std::move(value.value);
}

Problem no_such_snapshot(const std::string& cycle, int number) {
  return problem(kNoSuchSnapshot, Place{}, {{"cycle", cycle}, {"number", std::to_string(number)}});
}

Bilingual words_of(const SnapshotChange& change, const Plan& plan, const Register& units) {
  const Bilingual item = item_name(change, plan, units), field = field_name(change.field),
                  from = value_words(change, change.from, plan), to = value_words(change, change.to, plan);
  return {fmt::format("{}: {} {} → {}", item.vi, field.vi, from.vi, to.vi),
          fmt::format("{}: {} {} → {}", item.en.empty() ? item.vi : item.en, field.en, from.en, to.en)};
}

bool counts_the_same(const Manifest& a, const Manifest& b) {
  return std::equal(a.revisions.begin(), a.revisions.end(), b.revisions.begin(), b.revisions.end(),
                    [](const ManifestRevision& x, const ManifestRevision& y) {
                      return x.unit == y.unit && x.sha256 == y.sha256;
                    });
}

std::vector<Bilingual> words_between(const std::vector<StoredSnapshot>& snapshots, int from, int to,
                                     const Plan& plan, const Register& units) {
  const StoredSnapshot *a = nullptr, *b = nullptr;
  for (const auto& snapshot : snapshots) {
    if (snapshot.number == from) a = &snapshot;
    if (snapshot.number == to) b = &snapshot;
  }
  std::vector<Bilingual> out;
  if (a && b)
    for (const auto& change : changes_between(result_of(*a), manifest_of(*a), result_of(*b), manifest_of(*b)))
      out.push_back(words_of(change, plan, units));
  return out;
}

Outcome<std::vector<SnapshotStanding>> list_snapshots(const Desk& desk, const std::string& cycle) {
  Outcome<std::vector<SnapshotStanding>> out;
  out.problems = authorise(at_level(desk, cycle), Act::read_cycle);
  if (has_error(out.problems)) return out;
  Problems wrong;
  append(out.problems, attempt([&] {
           desk.store->read([&](const Transaction& t) {
             out.value.clear();
             const Memory memory = recall(t);
             wrong = find_cycle(memory, cycle).problems;
             if (!wrong.empty()) return;
             const auto standing = memory.standing.find(cycle);
             std::optional<std::pair<Consolidation, Manifest>> before;
             for (const auto& snapshot : t.snapshots(cycle)) {
               Consolidation result = result_of(snapshot);
               SnapshotStanding& one = out.value.emplace_back();
               one.number = snapshot.number;
               one.sha256 = snapshot.digest;
               one.at = snapshot.at;
               one.by = snapshot.by;
               one.published = standing != memory.standing.end() &&
                               standing->second.published_snapshot == snapshot.number;
               if (standing != memory.standing.end())
                 for (const auto& restatement : standing->second.restatements)
                   one.restates |= restatement.snapshot == snapshot.number;
               for (const auto& unit : result.units)
                 one.noted +=
                     unit.state == SubmissionState::noted || unit.state == SubmissionState::nothing_to_report;
               Manifest manifest = manifest_of(snapshot);
               if (before)
                 one.changes = static_cast<int>(
                     changes_between(before->first, before->second, result, manifest).size());
               before.emplace(std::move(result), std::move(manifest));
             }
           });
         }));
  append(out.problems, std::move(wrong));
  return out;
}

Outcome<SnapshotDifference> snapshot_difference(const Desk& desk, const std::string& cycle, int from,
                                                int to) {
  Outcome<SnapshotDifference> out;
  out.problems = authorise(at_level(desk, cycle), Act::read_cycle);
  if (has_error(out.problems)) return out;
  Problems wrong;
  append(out.problems, attempt([&] {
           desk.store->read([&](const Transaction& t) {
             const Memory memory = recall(t);
             wrong = find_cycle(memory, cycle).problems;
             if (!wrong.empty()) return;
             const auto all = t.snapshots(cycle);
             if (all.size() < 2) {
               wrong.push_back(
                   problem(kTooFew, Place{}, {{"cycle", cycle}, {"count", std::to_string(all.size())}}));
               return;
             }
             out.value.to = to ? to : static_cast<int>(all.size());
             out.value.from = from ? from : out.value.to - 1;
             const auto find = [&](int number) -> const StoredSnapshot* {
               for (const auto& snapshot : all)
                 if (snapshot.number == number) return &snapshot;
               wrong.push_back(no_such_snapshot(cycle, number));
               return nullptr;
             };
             const StoredSnapshot* a = find(out.value.from);
             const StoredSnapshot* b = find(out.value.to);
             if (a && b)
               out.value.items =
                   changes_between(result_of(*a), manifest_of(*a), result_of(*b), manifest_of(*b));
           });
         }));
  append(out.problems, std::move(wrong));
  return out;
}

}  // namespace xanh
