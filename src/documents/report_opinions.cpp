// What the units and agencies propose to change, with what the standing agency says to it (bảng tiếp thu,
// giải trình ý kiến góp ý). Comments that come on the draft itself are written into the empty rows by hand.
#include "base/text.hpp"
#include "documents/report_parts.hpp"

namespace xanh::report {

void add_opinions(Node& values, const Desk& desk) {
  Node rows = Node::list();
  const auto add = [&](const std::string& unit, const std::string& about, const std::string& text,
                       const std::string& reply) {
    if (text.empty()) return;
    Node& row = rows.push(Node::map());
    put(row, "unit", desk.words.unit(unit));
    put(row, "about", about);
    put(row, "text", sentence(text));
    put(row, "reply", reply);
  };
  for (const auto& d : desk.result().difficulties) {
    const Difficulty& what = d.difficulty;
    if (what.kind != DifficultyKind::add && what.kind != DifficultyKind::change &&
        what.kind != DifficultyKind::stop)
      continue;
    std::string text = one_line(what.content);
    if (!what.proposed.empty())
      text = sentence(text) + desk.say(" Đề xuất: ", " Proposed: ") + one_line(what.proposed);
    std::string reply = d.opinion ? sentence(*d.opinion) : std::string{};
    if (d.outcome) reply += (reply.empty() ? "" : " ") + sentence(*d.outcome);
    add(d.unit, desk.words.item(what.item), text, reply);
  }
  if (desk.result().registration)
    for (const auto& [unit, review] : desk.result().registration->reviews) {
      if (review.proposal.empty()) continue;
      const SolutionGroup* group = desk.plan().solution_group(review.solution);
      std::string about = group
                              ? desk.words.in(group->short_names.empty() ? group->names : group->short_names)
                              : review.solution;
      if (!review.subject.empty()) about += ": " + one_line(review.subject);
      add(unit, about, desk.words.in(name_of(review.verdict)) + ": " + one_line(review.proposal), {});
    }
  put(values, "opinions_count", static_cast<int>(rows.items.size()));
  values.add("opinions", std::move(rows));
}

}  // namespace xanh::report
