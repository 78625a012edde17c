#include "reporting/next_year_draft.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace xanh {
namespace {

/// A sentence that grows in both languages.
class Why {
 public:
  void add(const std::string& vi, const std::string& en) {
    if (vi.empty()) return;
    text_.vi += (text_.vi.empty() ? "" : "; ") + vi;
    text_.en += (text_.en.empty() ? "" : "; ") + (en.empty() ? vi : en);
  }
  [[nodiscard]] Bilingual take() { return std::move(text_); }

 private:
  Bilingual text_;
};

/// As a unit wrote it, on one line.
std::string one_line(std::string text) {
  for (char& c : text)
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  std::string out;
  for (const auto& word : split(text, ' '))
    if (!word.empty()) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::string number(const std::optional<Number>& value, int decimals, bool vietnamese) {
  return value ? to_text_grouped(value->value.rounded(decimals), decimals, vietnamese) : std::string{};
}

class Draft {
 public:
  Draft(const Plan& plan, int plan_year, const Consolidation& result, const Register& units)
      : plan_(plan), result_(result), units_(units), next_(next_year_of(plan, plan_year, result)) {
    next_.year = plan_year + 1;
  }

  Amendment run(const std::string& unit, const std::vector<std::string>& pending) {
    Amendment out;
    out.unit = unit;
    out.title = {fmt::format("Dự thảo Kế hoạch năm {}", next_.year),
                 fmt::format("Draft plan of {}", next_.year)};
    out.effective_from = make_date(next_.year, 1, 1);
    Node year = Node::map();
    year.add("year", to_node(next_.year));
    put(fmt::format("years/{}", next_.year), std::move(year),
        {fmt::format("Kế hoạch năm {}", next_.year), fmt::format("the plan of {}", next_.year)});
    targets();
    for (const auto& task : next_.tasks) one_task(task);
    for (const auto& code : next_.left_over) left_over(code);
    out.reason = reason(pending);
    out.operations = std::move(operations_);
    return out;
  }

 private:
  void put(const std::string& at, Node to, Bilingual why) {
    AmendmentOperation one;
    one.op = AmendmentOp::add;
    one.at = at;
    one.to = std::move(to);
    one.reason = std::move(why);
    operations_.push_back(std::move(one));
  }

  [[nodiscard]] const TargetResult* result_of(const std::string& target) const {
    for (const auto& one : result_.targets)
      if (one.code == target) return &one;
    return nullptr;
  }

  void targets() {
    std::vector<const ProposedTarget*> order;
    for (const auto& one : next_.targets)
      if (one.proposed) order.push_back(&one);
    const auto at_risk = [&](const ProposedTarget* one) {
      const TargetResult* result = result_of(one->target);
      return result && result->grade == Grade::not_achieved;
    };
    std::stable_partition(order.begin(), order.end(), at_risk);
    for (const auto* one : order) {
      const Target* target = plan_.target(one->target);
      const int decimals = target ? target->decimals : 0;
      Why why;
      if (at_risk(one)) why.add("chưa đạt mức phải đạt năm nay", "not where it was to be this year");
      if (one->estimate)
        why.add("ước năm nay " + number(one->estimate, decimals, true),
                "estimated this year " + number(one->estimate, decimals, false));
      if (one->milestone && one->milestone->year) milestone(*one, decimals, why);
      if (one->ground) why.add(one_line(*one->ground), {});
      why.add("đơn vị đăng ký: " + names(one->units, Language::vi),
              "registered by " + names(one->units, Language::en));
      put("assigned/" + one->target, Node::text(one->proposed->value.to_text()), why.take());
    }
  }

  static void milestone(const ProposedTarget& one, int decimals, Why& why) {
    const ReportMilestone& next = *one.milestone;
    const auto& promised = next.value ? next.value : next.at_least ? next.at_least : next.at_most;
    if (promised)
      why.add(fmt::format("mốc năm {}: {}", *next.year, number(promised, decimals, true)),
              fmt::format("milestone of {}: {}", *next.year, number(promised, decimals, false)));
    if (one.needed_per_year)
      why.add("để đạt mốc, mỗi năm cần " + number(one.needed_per_year, decimals, true),
              "to reach it a year has to bring " + number(one.needed_per_year, decimals, false));
  }

  [[nodiscard]] std::string name(const std::string& unit, Language language) const {
    const UnitRow* row = units_.any_unit(unit);
    return row ? in(language, row->names()) : unit;
  }
  [[nodiscard]] std::string names(const std::vector<std::string>& units, Language language) const {
    std::vector<std::string> out;
    for (const auto& unit : units) out.push_back(name(unit, language));
    return join(out, ", ");
  }

  void slip(const std::string& code, Why& why) const {
    for (const auto& task : result_.tasks) {
      if (task.code != code) continue;
      if (task.days_late > 0)
        why.add(fmt::format("trễ {} ngày làm việc", task.days_late),
                fmt::format("{} working days late", task.days_late));
      if (task.cause_text && !task.cause_text->empty()) why.add(one_line(*task.cause_text), {});
    }
    for (const auto& project : result_.projects)
      if (project.task == code && project.planned && project.disbursed &&
          *project.disbursed < *project.planned)
        why.add(
            fmt::format("đã giải ngân {} trên {} triệu đồng", to_text_grouped(*project.disbursed, -1, true),
                        to_text_grouped(*project.planned, -1, true)),
            fmt::format("{} of {} million dong disbursed", to_text_grouped(*project.disbursed, -1, false),
                        to_text_grouped(*project.planned, -1, false)));
  }

  void one_task(const ProposedTask& proposed) {
    Why why;
    const Bilingual origin = name_of(proposed.origin);
    why.add(origin.vi, origin.en);
    for (const auto& reason : proposed.reasons) why.add(one_line(reason), {});
    slip(proposed.task, why);
    Task task;
    if (const Task* before = plan_.task(proposed.task)) {
      task = *before;
    } else {
      task.code = fmt::format("n{}_{}", next_.year, ++fresh_);
      task.text.vi = one_line(proposed.text);
      task.solution = proposed.solution;
      task.source = "Biểu 09";
      for (const auto& lead : proposed.leads)
        if (units_.any_unit(lead))
          task.leads.push_back(lead);
        else
          why.add("chủ trì theo đăng ký: " + lead, "lead as registered: " + lead);
      if (!proposed.coordinates.empty())
        why.add("phối hợp: " + one_line(proposed.coordinates), "with: " + one_line(proposed.coordinates));
    }
    if (!proposed.product.empty()) task.product = Bilingual{one_line(proposed.product), {}};
    if (proposed.to && !task.recurring) task.due = proposed.to;
    for (const auto& need : proposed.money)
      why.add("nhu cầu " + to_text_grouped(need.amount, -1, true) + " triệu đồng",
              "asks " + to_text_grouped(need.amount, -1, false) + " million dong");
    put("tasks/" + task.code, to_node(task), why.take());
  }

  void left_over(const std::string& code) {
    const Task* task = plan_.task(code);
    if (!task) return;
    Why why;
    why.add("chưa xong, chưa đơn vị nào đăng ký: hỏi đơn vị chủ trì trước khi ban hành",
            "not done, and nobody registered it: ask its lead before it is decided");
    slip(code, why);
    put("tasks/" + code, to_node(*task), why.take());
  }

  [[nodiscard]] Bilingual reason(const std::vector<std::string>& pending) const {
    std::vector<std::string> silent, several;
    for (const auto& one : next_.targets) {
      const Target* target = plan_.target(one.target);
      if (!target || one.qualitative || one.proposed) continue;
      (one.registered > 1 ? several : silent).push_back(target->code);
    }
    const auto list = [&](const std::vector<std::string>& codes, Language language) {
      std::vector<std::string> out;
      for (const auto& code : codes) out.push_back(in(language, plan_.target(code)->names));
      return join(out, "; ");
    };
    Bilingual out{fmt::format("Lập từ đăng ký của các đơn vị và kết quả năm {}.", next_.year - 1),
                  fmt::format("From the units' registrations and the results of {}.", next_.year - 1)};
    if (!silent.empty()) {
      out.vi += " Chưa có đơn vị đăng ký: " + list(silent, Language::vi) + ".";
      out.en += " Nobody registered: " + list(silent, Language::en) + ".";
    }
    if (!several.empty()) {
      out.vi += " Mỗi đơn vị đăng ký mức riêng, chưa có mức chung: " + list(several, Language::vi) + ".";
      out.en += " Figures of single units only, none for the city: " + list(several, Language::en) + ".";
    }
    for (const auto& review : next_.reviews) {
      if (review.proposals.empty()) continue;
      const SolutionGroup* group = plan_.solution_group(review.solution);
      if (!group) continue;
      const Bilingual& named = group->short_names.empty() ? group->names : group->short_names;
      out.vi += fmt::format(" Nhóm giải pháp “{}”: {} đề nghị sửa, {} đề nghị bỏ.", named.vi,
                            review.change.size(), review.drop.size());
      out.en += fmt::format(" Solution group “{}”: {} ask to change it, {} to drop it.", named.en,
                            review.change.size(), review.drop.size());
    }
    if (!pending.empty()) {
      out.vi += " Đề xuất điều chỉnh khác còn chờ quyết định: " + join(pending, ", ") + ".";
      out.en += " Other proposals that wait to be decided: " + join(pending, ", ") + ".";
    }
    return out;
  }

  const Plan& plan_;
  const Consolidation& result_;
  const Register& units_;
  NextYear next_;
  std::vector<AmendmentOperation> operations_;
  int fresh_ = 0;
};

}  // namespace

Amendment next_year_amendment(const Plan& plan, int plan_year, const Consolidation& result,
                              const Register& units, const std::string& unit,
                              const std::vector<std::string>& pending) {
  return Draft(plan, plan_year, result, units).run(unit, pending);
}

}  // namespace xanh
