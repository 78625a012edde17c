#include "office/thread_use.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "exchange/text_file.hpp"
#include "office/revision_request.hpp"
#include "office/signed_papers.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kEmpty{
    "message-empty",          Severity::error,  "chưa có nội dung trao đổi", "the message says nothing",
    "viết nội dung trao đổi", "write a message"};
constexpr ProblemKind kTooLong{"message-too-long",
                               Severity::error,
                               "nội dung trao đổi dài hơn 2.000 ký tự",
                               "the message is longer than 2,000 characters",
                               "viết ngắn lại, hoặc đính kèm tệp",
                               "shorten it, or attach a file"};
constexpr ProblemKind kFigure{"figure-not-in-report",
                              Severity::error,
                              "`{figure}` không có trong biểu mẫu của {unit}",
                              "`{figure}` is not in the form of {unit}",
                              "nêu đúng mã số liệu, chỉ tiêu hoặc nhiệm vụ.trường",
                              "name an element, a target or task.field"};
constexpr int kLongest = 2000;

Problems check_figure(const Memory& memory, const std::string& cycle, const std::string& unit,
                      const std::string& figure) {
  const auto found = find_cycle(memory, cycle);
  Problems out = found.problems;
  if (!found.ok()) return out;
  append(out, find_reporting_unit(memory, *found.value, unit));
  if (has_error(out) || figure.empty()) return out;
  const auto names = names_to_ask(form_maker(memory, *found.value).form(unit));
  if (std::find(names.begin(), names.end(), figure) == names.end())
    out.push_back(problem(kFigure, Place{}, {{"figure", figure}, {"unit", unit}}, nearest(figure, names)));
  return out;
}

}  // namespace

Outcome<FigureMessage> say_of_figure(const Desk& desk, const std::string& cycle, const std::string& unit,
                                     const std::string& figure, const std::string& text) {
  Outcome<FigureMessage> out;
  out.problems = authorise(desk, Act::draft_report, unit);
  if (has_error(out.problems)) return out;
  const std::string said = std::string(trimmed(to_nfc(text).value_or("")));
  if (said.empty()) out.problems.push_back(problem(kEmpty, Place{}));
  if (character_count(said) > kLongest) out.problems.push_back(problem(kTooLong, Place{}));
  Problems wrong;
  append(out.problems, attempt([&] {
           desk.store->transact([&](Transaction& t) {
             wrong = check_figure(recall(t), cycle, unit, figure);
             if (has_error(wrong) || has_error(out.problems)) return;
             out.value = {figure, said, desk.now, desk.actor};
             t.add_submission_event({0,
                                     cycle,
                                     unit,
                                     {},
                                     std::string(kSaidEvent),
                                     write_json_line(to_node(out.value)),
                                     desk.now,
                                     desk.actor});
             t.audit({desk.now, desk.actor, "figure.say", cycle + "/" + unit, figure});
           });
         }));
  append(out.problems, std::move(wrong));
  return out;
}

Outcome<std::vector<FigureMessage>> list_messages(const Desk& desk, const std::string& cycle,
                                                  const std::string& unit,
                                                  const std::optional<std::string>& figure) {
  Outcome<std::vector<FigureMessage>> out;
  Problems refused;
  out.problems = attempt([&] {
    desk.store->read([&](const Transaction& t) {
      const Memory memory = recall(t);
      refused = authorise(desk, Act::read_report, unit, &memory.units);
      if (has_error(refused)) return;
      for (const auto& event : t.submission_events(cycle)) {
        if (event.unit != unit || event.event != kSaidEvent) continue;
        auto tree = read_json(event.detail, "store");
        auto said = from_node<FigureMessage>(tree.value, "store");
        if (said.ok() && (!figure || said.value.figure == *figure))
          out.value.push_back(std::move(said.value));
      }
    });
  });
  append(out.problems, std::move(refused));
  return out;
}

}  // namespace xanh
