// Assessment, key tasks to come, requests and proposals (Báo cáo mục III, IV, V; Bảng 6, 7; Phụ lục VIII).
#include <fmt/format.h>

#include <set>
#include <tuple>

#include "base/text.hpp"
#include "documents/report_parts.hpp"

namespace xanh::report {

namespace {

constexpr size_t kNextShown = 12;
constexpr size_t kAboutRoom = 120;  // characters of what a request is about; longer ones stand in the annex

std::vector<std::string> achieved(const Desk& desk) {
  std::map<std::string, int> grades;
  for (const auto& t : desk.result().targets) ++grades[word(t.grade)];
  std::vector<std::string> parts;
  for (const auto& w : desk.plan().programme.grades.words)
    if (grades[w.code] > 0)
      parts.push_back(fmt::format(fmt::runtime(desk.say("{} chỉ tiêu {}", "{}: {}")), grades[w.code],
                                  desk.words.lower_first(desk.words.in(w.names))));
  std::vector<std::string> out;
  if (!parts.empty())
    out.push_back(
        fmt::format(fmt::runtime(desk.say("Về chỉ tiêu: trong {} chỉ tiêu có {}.", "Of {} targets: {}.")),
                    desk.result().targets.size(), join(parts, ", ")));
  std::map<std::string, int> tasks;
  for (const auto& row : desk.result().task_counts)
    for (const auto& [grade, n] : row.by_grade) tasks[grade] += n;
  parts.clear();
  for (const auto& w : desk.plan().programme.task_grades)
    if (tasks[w.code] > 0)
      parts.push_back(fmt::format(fmt::runtime(desk.say("{} nhiệm vụ {}", "{}: {}")), tasks[w.code],
                                  desk.words.lower_first(desk.words.in(w.names))));
  if (!parts.empty())
    out.push_back(
        fmt::format(fmt::runtime(desk.say("Về nhiệm vụ, chương trình, đề án, dự án: trong {} nhiệm vụ có {}.",
                                          "Of {} tasks: {}.")),
                    desk.result().tasks.size(), join(parts, ", ")));
  if (desk.cycle().kind == CycleKind::year) return out;  // a year's report has them under its lessons
  for (const auto& h : highlights(desk, "4", {}))
    out.push_back(fmt::format(fmt::runtime(desk.say("Cách làm hay của {}: {}", "Good practice of {}: {}")),
                              h.unit, h.text));
  return out;
}

std::vector<std::string> shortcomings(const Desk& desk) {
  std::vector<std::string> out, names;
  for (const auto& t : desk.result().targets)
    if (t.grade == Grade::not_achieved) names.push_back(desk.words.lower_first(desk.words.in(t.names)));
  if (!names.empty())
    out.push_back(desk.say("Chỉ tiêu đang thực hiện, chưa đạt: ", "Targets under way, not achieved: ") +
                  join(names, "; ") + ".");
  names.clear();
  for (const auto& t : desk.result().targets)
    if (t.grade == Grade::no_data) names.push_back(desk.words.lower_first(desk.words.in(t.names)));
  if (!names.empty())
    out.push_back(fmt::format(
        fmt::runtime(desk.say("Còn {} chỉ tiêu chưa có số liệu: {}.", "Targets without data ({}): {}.")),
        names.size(), join(names, "; ")));
  for (const auto& task : desk.result().tasks)
    if (task.grade == TaskGrade::under_way_overdue || task.days_late > 0) {
      std::string text = desk.words.in(task.text);
      if (task.due) text += desk.say(": thời hạn ", ": due ") + desk.words.day(*task.due);
      if (task.days_late > 0)
        text += fmt::format(fmt::runtime(desk.say(", chậm {} ngày làm việc", ", {} working days late")),
                            task.days_late);
      if (const auto cause = task_cause(desk, task); !cause.empty())
        text += desk.say("; nguyên nhân: ", "; cause: ") + desk.words.lower_first(cause);
      out.push_back(sentence(text));
    }
  for (const auto& h : highlights(desk, "3", {})) out.push_back(h.unit + ": " + h.text);
  return out;
}

/// Causes of delay by the programme's list, each with what it holds up.
std::vector<std::string> causes(const Desk& desk) {
  std::vector<std::string> out;
  for (const auto& cause : desk.plan().programme.delay_causes) {
    std::vector<std::string> words;
    for (const auto& task : desk.result().tasks)
      if (task.cause == cause.code)
        words.push_back(task.cause_text ? desk.words.lower_first(one_line(*task.cause_text))
                                        : desk.words.in(task.text));
    if (words.empty()) continue;
    std::vector<std::string> once;
    for (auto& w : words)
      if (std::find(once.begin(), once.end(), w) == once.end()) once.push_back(w);
    out.push_back(fmt::format(fmt::runtime(desk.say("{} ({} nhiệm vụ): {}.", "{} ({} tasks): {}.")),
                              desk.words.in(cause.names), words.size(), join(once, "; ")));
  }
  return out;
}

/// Order of kinds of units when only a few rows have room: who works for the whole city first.
int rank_of(const Desk& desk, const std::string& unit) {
  const UnitRow* row = desk.context.units->unit(unit, desk.as_of());
  if (!row) return 9;
  switch (row->kind) {
    case UnitKind::committee:
      return 0;
    case UnitKind::department:
      return 1;
    case UnitKind::board:
      return 2;
    case UnitKind::enterprise:
      return 3;
    case UnitKind::coordinating:
      return 4;
    case UnitKind::district:
      return 5;
    case UnitKind::ward:
      return 6;
    case UnitKind::other:
      return 7;
  }
  return 9;
}

Node next_row(const Desk& desk, const NextTaskResult& next) {
  Node row = Node::map();
  put(row, "content", one_line(next.task.content));
  put(row, "lead", desk.words.unit(next.task.lead.empty() ? next.unit : next.task.lead));
  put(row, "coordinates", desk.words.units(split(next.task.coordinates, ';')));
  put(row, "product", one_line(next.task.product));
  put(row, "due", next.task.due ? desk.words.day(*next.task.due) : std::string{});
  return row;
}

bool is_proposal(DifficultyKind kind) {
  return kind == DifficultyKind::add || kind == DifficultyKind::change || kind == DifficultyKind::stop;
}

std::string request_text(const Desk& desk, const DifficultyResult& d, bool with_unit) {
  const Difficulty& what = d.difficulty;
  std::string out = sentence(what.content);
  if (!what.proposed.empty()) out += desk.say(" Đề xuất: ", " Proposed: ") + sentence(what.proposed);
  if (!what.item.empty())
    if (const auto about = desk.words.item(what.item); !about.empty() && characters(about) <= kAboutRoom)
      out += desk.say(" Liên quan: ", " About: ") + sentence(desk.words.lower_first(about));
  if (!what.reason.empty())
    out += desk.say(" Lý do: ", " Reason: ") + sentence(desk.words.lower_first(what.reason));
  if (what.due) out += desk.say(" Thời hạn đề nghị: ", " Asked by: ") + sentence(desk.words.day(*what.due));
  if (d.since)
    out += fmt::format(
        fmt::runtime(desk.say(" Đã nêu từ kỳ {}, chưa được giải quyết.", " Raised in cycle {}, still open.")),
        cycle_name(desk, *d.since));
  if (d.opinion) out += desk.say(" Ý kiến của Sở: ", " The department's opinion: ") + sentence(*d.opinion);
  if (with_unit) out += desk.say(" (Đơn vị kiến nghị: ", " (Asked by ") + desk.words.unit(d.unit) + ")";
  return out;
}

const UnitRow* agency_row(const Desk& desk, AgencyRole role) {
  return desk.context.units->unit(desk.plan().agency(role, desk.cycle().cut_off()), desk.as_of());
}

/// The authority as the unit wrote it; a known unit by its name in the report's language.
std::string authority_name(const Desk& desk, const std::string& authority) {
  for (const UnitRow* row : desk.context.units->units(desk.as_of()))
    if (row->name_vi == authority) return desk.words.in(row->names());
  const UnitRow* committee = agency_row(desk, AgencyRole::approving);
  return committee && !authority.empty() && committee->name_vi.starts_with(authority) && !desk.words.vi()
             ? desk.words.in(committee->names())
             : authority;
}

/// Ministries and the Government, Party and Council, the Committee, then departments and districts; own
/// matters and unnamed ones last.
int authority_rank(const Desk& desk, const std::string& authority) {
  if (authority.empty()) return 6;
  const UnitRow* committee = agency_row(desk, AgencyRole::approving);
  const UnitRow* own = agency_row(desk, AgencyRole::standing);
  for (const auto* central : {"Bộ ", "Chính phủ", "Thủ tướng", "Quốc hội", "Ngân hàng Nhà nước"})
    if (authority.starts_with(central)) return 1;
  for (const auto* party : {"Thành ủy", "Hội đồng nhân dân"})
    if (authority.starts_with(party)) return 2;
  return committee && (authority == committee->name_vi || committee->name_vi.starts_with(authority)) ? 3
         : own && authority == own->name_vi                                                          ? 5
                                                                                                     : 4;
}

/// "Kiến nghị Ủy ban nhân dân Thành phố"; what is asked of the reporting agency itself is no request to the
/// Committee.
std::string request_heading(const Desk& desk, const std::string& authority) {
  if (authority.empty())
    return desk.say("Kiến nghị chưa nêu cơ quan có thẩm quyền", "Requests that name no authority");
  const UnitRow* own = agency_row(desk, AgencyRole::standing);
  if (desk.context.document == "bc-ubnd" && authority_rank(desk, authority) == 3)
    return desk.say("Nội dung thuộc thẩm quyền của Ủy ban nhân dân Thành phố",
                    "Matters that the People's Committee itself decides");
  if (desk.context.document == "bc-ubnd" && own && authority == own->name_vi)
    return fmt::format(fmt::runtime(desk.say("Nội dung giao {} giải quyết", "Matters given to the {}")),
                       desk.words.in(own->names()));
  if (own && authority == own->name_vi)
    return fmt::format(fmt::runtime(desk.say("Nội dung {} tiếp nhận, giải quyết theo thẩm quyền",
                                             "Matters that the {} itself deals with")),
                       desk.words.in(own->names()));
  return desk.say("Kiến nghị ", "Requests to: ") + authority_name(desk, authority);
}

}  // namespace

std::string cycle_name(const Desk& desk, const std::string& code) {
  const auto parts = split(code, '-');
  if (parts.size() != 2) return code;
  if (parts[1] == "H1") return desk.say("6 tháng đầu năm ", "first half of ") + parts[0];
  if (parts[1] == "Y") return desk.say("năm ", "year ") + parts[0];
  return code;
}

void add_assessment(Node& values, const Desk& desk) {
  Node out = Node::map();
  // The brief: counts, what fell short, without the units' own words.
  std::vector<std::string> brief = achieved(desk);
  brief.resize(std::min<size_t>(brief.size(), 2));
  const auto short_of = shortcomings(desk);
  for (size_t i = 0; i < std::min<size_t>(short_of.size(), 2); ++i) brief.push_back(short_of[i]);
  values.add("brief", list_of_texts(brief));
  const auto words = [&](const char* section, const std::vector<std::string>& own) {
    auto edited = edited_texts(desk, section);
    out.add(section, list_of_texts(edited.empty() ? own : edited));
  };
  words("achieved", achieved(desk));
  words("shortcomings", shortcomings(desk));
  out.add("causes", list_of_texts(causes(desk)));
  Node& lessons = out.add("lessons", Node::list());  // Biểu 06, mục 4: cách làm hay
  for (const auto& one : highlights(desk, "4", {}))
    put(lessons.push(Node::map()), "text", one.unit + ": " + one.text);
  values.add("assessment", std::move(out));
}

std::vector<const NextTaskResult*> next_tasks_in_order(const Desk& desk) {
  std::vector<const NextTaskResult*> out;
  std::set<std::string> known;
  for (const auto& next : desk.result().next_tasks)
    if (known.insert(folded(next.task.content)).second) out.push_back(&next);
  const auto key = [&](const NextTaskResult* n) {
    return std::tuple(rank_of(desk, n->task.lead.empty() ? n->unit : n->task.lead),
                      n->task.due.value_or(Date::max()), n->unit, n->task.content);
  };
  std::sort(out.begin(), out.end(), [&](const auto* a, const auto* b) { return key(a) < key(b); });
  return out;
}

void add_next_tasks(Node& values, const Desk& desk) {
  Node shown = Node::list(), others = Node::list();
  for (const auto* next : next_tasks_in_order(desk))
    (shown.items.size() < kNextShown ? shown : others).push(next_row(desk, *next));
  Node out = Node::map();
  put(out, "others_count", static_cast<int>(others.items.size()));
  out.add("shown", std::move(shown));
  out.add("others", std::move(others));
  values.add("next", std::move(out));
}

void add_requests(Node& values, const Desk& desk) {
  std::map<std::pair<int, std::string>, std::vector<const DifficultyResult*>> by_authority;
  Node proposals = Node::list();
  for (const auto& d : desk.result().difficulties) {
    if (d.outcome) continue;  // answered: it stands in the annex with the answer
    if (!is_proposal(d.difficulty.kind)) {
      by_authority[{authority_rank(desk, d.difficulty.authority), one_line(d.difficulty.authority)}]
          .push_back(&d);
      continue;
    }
    Node& row = proposals.push(Node::map());
    const std::string about = desk.words.item(d.difficulty.item);
    put(row, "current",
        d.difficulty.current.empty()
            ? about
            : (about.empty() ? "" : about + ": ") + desk.words.lower_first(one_line(d.difficulty.current)));
    put(row, "proposed",
        d.difficulty.proposed.empty() ? one_line(d.difficulty.content) : one_line(d.difficulty.proposed));
    put(row, "reason", one_line(d.difficulty.reason));
    put(row, "unit", desk.words.unit(d.unit));
    put(row, "opinion", d.opinion ? one_line(*d.opinion) : std::string{});
  }
  Node groups = Node::list();
  for (const auto& [key, items] : by_authority) {
    Node& group = groups.push(Node::map());
    put(group, "heading", request_heading(desk, key.second));
    std::vector<std::string> texts;
    for (const auto* d : items) texts.push_back(request_text(desk, *d, true));
    group.add("items", list_of_texts(texts));
  }
  put(values, "proposals_no", static_cast<int>(groups.items.size()) + 1);
  values.add("requests", std::move(groups));
  values.add("proposals", std::move(proposals));

  // What the Committee itself has to decide: asked of it by name, or a change of its plan.
  Node decisions = Node::list();
  for (const auto& d : desk.result().difficulties) {
    const Difficulty& what = d.difficulty;
    if (d.outcome || what.kind == DifficultyKind::difficulty ||
        (!is_proposal(what.kind) && authority_rank(desk, one_line(what.authority)) != 3))
      continue;
    Node& row = decisions.push(Node::map());
    std::string asked = sentence(what.content);
    if (!what.proposed.empty()) asked += desk.say(" Đề xuất: ", " Proposed: ") + sentence(what.proposed);
    put(row, "what", asked);
    put(row, "authority", authority_name(desk, one_line(what.authority)));
    put(row, "due", what.due ? desk.words.day(*what.due) : std::string{});
    std::string why = what.reason.empty() ? std::string{} : sentence(what.reason);
    if (d.opinion)
      why += (why.empty() ? "" : " ") + std::string(desk.say("Ý kiến của Sở: ", "The department: ")) +
             sentence(*d.opinion);
    put(row, "reason", why);
    put(row, "unit", desk.words.unit(d.unit));
    put(row, "text", request_text(desk, d, true));
  }
  // The brief has room for these; the others stand in the report.
  constexpr size_t kOnOnePage = 6;
  Node shown = Node::list();
  for (size_t i = 0; i < std::min(kOnOnePage, decisions.items.size()); ++i) shown.push(decisions.items[i]);
  const size_t more = decisions.items.size() - shown.items.size();
  put(values, "decisions_more", more > 0 ? Node::number(std::to_string(more)) : Node());
  values.add("decisions_first", std::move(shown));
  values.add("decisions", std::move(decisions));

  Node by_unit = Node::list();
  for (const auto& unit : desk.result().units)
    for (const auto& d : desk.result().difficulties) {
      if (d.unit != unit.code) continue;
      Node& row = by_unit.push(Node::map());
      put(row, "unit", desk.words.unit(d.unit));
      put(row, "kind", desk.words.in(name_of(d.difficulty.kind)));
      put(row, "content", one_line(d.difficulty.content));
      put(row, "about", desk.words.item(d.difficulty.item));
      put(row, "current", one_line(d.difficulty.current));
      put(row, "proposed", one_line(d.difficulty.proposed));
      put(row, "reason", one_line(d.difficulty.reason));
      put(row, "authority", authority_name(desk, one_line(d.difficulty.authority)));
      put(row, "due", d.difficulty.due ? desk.words.day(*d.difficulty.due) : std::string{});
      put(row, "since", d.since ? cycle_name(desk, *d.since) : std::string{});
      put(row, "opinion", d.opinion ? one_line(*d.opinion) : std::string{});
      std::vector<std::string> by;
      for (const auto& part : {d.answered_by, d.document})
        if (part) by.push_back(one_line(*part));
      if (d.answered_on) by.push_back(desk.words.day(*d.answered_on));
      std::string outcome = d.outcome ? one_line(*d.outcome) : std::string{};
      if (!by.empty()) outcome += " (" + join(by, ", ") + ")";
      put(row, "outcome", outcome);
    }
  values.add("requests_by_unit", std::move(by_unit));
}

}  // namespace xanh::report
