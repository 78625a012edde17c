#include "documents/redline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "documents/redline_rows.hpp"
#include "documents/tracked_docx.hpp"
#include "programme/word_difference.hpp"

namespace xanh {
namespace {

using docx::Align;
using docx::In;
using docx::Look;
using docx::TrackedCell;
using docx::Wording;

constexpr Look kTitleLook{.align = Align::centre, .bold = true};
constexpr Look kHeadingLook{.bold = true, .after = 6, .keep_next = true};
constexpr Look kBodyLook{.align = Align::justified, .after = 6};
constexpr Look kDecisionLook{.align = Align::centre, .italic = true, .after = 12};
constexpr Look kGroupLook{.bold = true, .keep_next = true};
constexpr Look kHeadLook{.align = Align::centre, .bold = true};

/// A paragraph that one version may not have.
void optional_paragraph(docx::TrackedDocument& out, const Wording& text, const Look& look) {
  if (text.before.empty() && text.after.empty()) return;
  out.paragraph(text.before.empty() ? In::after : text.after.empty() ? In::before : In::both, text, look);
}

std::vector<TrackedCell> cells_of(const RedlineRow* before, const RedlineRow* after,
                                  const RedlineTable& table, int series) {
  const RedlineRow& any = after ? *after : *before;
  const auto text = [](const RedlineRow* row, size_t i) { return row ? row->cells.at(i) : std::string{}; };
  if (any.is_group)
    return {{{text(before, 0), text(after, 0)}, kGroupLook, static_cast<int>(table.columns.size()), 0}};
  std::vector<TrackedCell> out;
  for (size_t i = 0; i < any.cells.size(); ++i) {
    TrackedCell cell;
    cell.text = {text(before, i), text(after, i), table.columns.at(i).by_item};
    cell.look.align = table.columns.at(i).centred ? Align::centre : Align::left;
    // Without printed numbers Word counts: a number typed in would change in every row below a new one.
    if (i == 0 && cell.text.before.empty() && cell.text.after.empty()) cell.number_series = series;
    out.push_back(std::move(cell));
  }
  return out;
}

void add_table(docx::TrackedDocument& out, const RedlineTable& before, const RedlineTable& after,
               int series) {
  std::vector<int> widths;
  std::vector<TrackedCell> head;
  for (size_t i = 0; i < after.columns.size(); ++i) {
    widths.push_back(after.columns[i].width);
    head.push_back({{before.columns.at(i).head, after.columns[i].head}, kHeadLook, 1, 0});
  }
  out.open_table(widths);
  out.head_row(head);
  const auto keys = [](const RedlineTable& table) {
    std::vector<std::string> all;
    for (const RedlineRow& row : table.rows) all.push_back(row.key);
    return all;
  };
  for (const EditStep& step : edit_script(keys(before), keys(after))) {
    const RedlineRow* old = step.op == RunOp::inserted ? nullptr : &before.rows[step.before];
    const RedlineRow* now = step.op == RunOp::deleted ? nullptr : &after.rows[step.after];
    out.row(!old ? In::after : now ? In::both : In::before, cells_of(old, now, after, series));
  }
  out.close_table();
}

}  // namespace

std::string redline_docx(const Redline& redline) {
  const Plan &before = *redline.before, &after = *redline.after;
  const PlanOnPaper old(before, *redline.units, redline.language),
      now(after, *redline.units, redline.language);
  const auto both = [&](auto text) { return Wording{(old.*text)(), (now.*text)()}; };
  docx::TrackedDocument out(now.author(), redline.at);
  out.paragraph(In::both, both(&PlanOnPaper::programme), kTitleLook);
  out.paragraph(In::both, both(&PlanOnPaper::title), kTitleLook);
  optional_paragraph(out, both(&PlanOnPaper::decision), kDecisionLook);
  const Wording goal = both(&PlanOnPaper::general_goal);
  if (!goal.before.empty() || !goal.after.empty()) {
    const In in = goal.before.empty() ? In::after : goal.after.empty() ? In::before : In::both;
    const std::string heading = now.say("Mục tiêu tổng quát", "General goal");
    out.paragraph(in, {heading, heading}, kHeadingLook);
    out.paragraph(in, goal, kBodyLook);
  }
  const std::string targets = now.say("Chỉ tiêu", "Targets"),
                    tasks = now.say("Nhiệm vụ, chương trình, đề án, dự án",
                                    "Tasks, programmes, schemes, projects");
  out.paragraph(In::both, {targets, targets}, kHeadingLook);
  add_table(out, old.targets(), now.targets(), 1);
  out.paragraph(In::both, {}, {});
  optional_paragraph(out, both(&PlanOnPaper::unnamed), kBodyLook);
  out.paragraph(In::both, {tasks, tasks}, kHeadingLook);
  add_table(out, old.tasks(), now.tasks(), 2);
  out.paragraph(In::both, {}, {});
  if (plan_digest(before) == plan_digest(after)) return out.finish({});
  return out.finish(
      fmt::format(fmt::runtime(now.say(
                      "Bản so sánh {} với {}. Chữ gạch bỏ là của bản trước, chữ gạch chân là của bản sau; "
                      "chấp nhận mọi thay đổi thì còn bản sau, từ chối mọi thay đổi thì còn bản trước.",
                      "{} against {}. Struck out: the earlier version; underlined: the later one. Accept "
                      "all changes to keep the later version, reject all to keep the earlier one.")),
                  now.version(), old.version()));
}

}  // namespace xanh
