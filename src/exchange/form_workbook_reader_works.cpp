// Projects, money, answers to directives and the registration of a form that came back.
#include <fmt/format.h>

#include "base/text.hpp"
#include "exchange/form_workbook_reader.hpp"

namespace xanh::form_workbook {
namespace {

bool names(const Bilingual& name, const std::string& wanted) {
  return wanted == folded(name.vi) || wanted == folded(name.en);
}

}  // namespace

std::string FormReader::word_code(const InputLine& line, std::string_view field,
                                  const std::vector<Word>& words) {
  const std::string text = read_.text(line, field);
  if (text.empty()) return {};
  const std::string wanted = folded(text);
  std::vector<std::string> choices;
  for (const auto& word : words) {
    if (names(word.names, wanted) || text == word.code) return word.code;
    choices.push_back(word.names.vi);
  }
  read_.unknown_word(line, field, text, choices);
  return {};
}

std::string FormReader::solution_code(const InputLine& line, std::string_view field) {
  const std::string text = read_.text(line, field);
  if (text.empty()) return {};
  const std::string wanted = folded(text);
  std::vector<std::string> choices;
  for (const auto& group : plan_.programme.solution_groups) {
    if (names(group.short_names, wanted) || names(group.names, wanted) || text == group.code)
      return group.code;
    choices.push_back(group.short_names.empty() ? group.names.vi : group.short_names.vi);
  }
  read_.unknown_word(line, field, text, choices);
  return {};
}

std::string FormReader::target_code(const std::string& text) const {
  const std::string wanted = folded(text);
  if (wanted.empty()) return {};
  for (const auto& target : plan_.targets)
    if (!target.nameless() && (names(target.names, wanted) || text == target.code)) return target.code;
  return text;
}

void FormReader::projects() {
  auto& out = out_.value.submission.projects;
  std::map<std::string, std::vector<ProjectStage>, std::less<>> stages;
  for (const InputLine* line : lines(about::kStage)) {
    const size_t slash = line->code.find('/');
    if (slash == std::string::npos) continue;
    ProjectStage one;
    one.stage = line->code.substr(slash + 1);
    one.planned = read_.date(*line, "planned");
    one.actual = read_.date(*line, "actual");
    one.expected = read_.date(*line, "expected");
    one.place = read_.place(*line, "planned");
    if (one.planned || one.actual || one.expected)
      stages[line->code.substr(0, slash)].push_back(std::move(one));
  }
  for (const InputLine* line : lines(about::kProject)) {
    ReportedProject one;
    bool question = false;
    one.task = line->code;
    one.location = read_.text(*line, "location");
    one.funds = read_.text(*line, "funds");
    one.total = read_.number(*line, "total", nullptr, question);
    one.cleared = read_.number(*line, "cleared", nullptr, question);
    one.done = read_.number(*line, "done", nullptr, question);
    one.operating = read_.number(*line, "operating", nullptr, question);
    one.obstacle = read_.text(*line, "obstacle");
    one.authority = read_.text(*line, "authority");
    one.asked_by = read_.date(*line, "asked_by");
    one.place = read_.place(*line, "location");
    if (const auto found = stages.find(line->code); found != stages.end())
      one.stages = std::move(found->second);
    // Days that the form printed from the plan are no report.
    const Task* task = plan_.task(one.task);
    const bool told = std::any_of(one.stages.begin(), one.stages.end(), [&](const ProjectStage& stage) {
      return !task ||
             std::none_of(task->milestones.begin(), task->milestones.end(), [&](const TaskMilestone& m) {
               return m.code == stage.stage && m.planned == stage.planned && m.actual == stage.actual &&
                      !stage.expected;
             });
    });
    const bool any = !one.location.empty() || !one.funds.empty() || one.total || one.cleared || one.done ||
                     one.operating || !one.obstacle.empty() || !one.authority.empty() || one.asked_by || told;
    if (!any) continue;
    if (!task)
      read_.report(kNoLongerAsked, one.place, {{"code", one.task}});
    else
      out.push_back(std::move(one));
  }
}

void FormReader::money() {
  Submission& to = out_.value.submission;
  for (const InputLine* found : with_inserted_rows(about::kMoney, "task", false)) {
    const InputLine& line = *found;
    ReportedMoney one;
    bool question = false;
    const std::string text = read_.text(line, "task");
    if (const std::string code = item_code(text); plan_.task(code))
      one.task = code;
    else
      one.text = text;
    const size_t before = out_.problems.size();
    one.fund = word_code(line, "fund", plan_.programme.funds);
    const bool told = out_.problems.size() != before;
    one.total = read_.number(line, "total", nullptr, question);
    one.disbursed_before = read_.number(line, "disbursed_before", nullptr, question);
    one.planned = read_.number(line, "planned", nullptr, question);
    one.adjusted = read_.number(line, "adjusted", nullptr, question);
    one.disbursed = read_.number(line, "disbursed", nullptr, question);
    one.year_estimate = read_.number(line, "year_estimate", nullptr, question);
    one.currency = read_.text(line, "currency");
    one.foreign = read_.number(line, "foreign", nullptr, question);
    one.rate = read_.number(line, "rate", nullptr, question);
    one.rate_on = read_.date(line, "rate_on");
    one.cause = read_.text(line, "cause");
    one.place = read_.place(line, "task");
    // A printed project without money, or only with what last time's row left there, says nothing.
    const bool amounts = one.disbursed_before || one.planned || one.adjusted || one.disbursed ||
                         one.year_estimate || one.foreign;
    if (!amounts && one.cause.empty()) {
      // A row that somebody wrote, and forgot the amounts of.
      if (!one.text.empty()) read_.report(kNoAmount, one.place);
      continue;
    }
    if (one.fund.empty()) {
      if (!told) read_.report(kNoFund, read_.place(line, "fund"));
      continue;
    }
    to.money.push_back(std::move(one));
  }
  for (const InputLine* line : lines(about::kMoneyTotal)) {
    StatedTotal total;
    bool question = false;
    total.planned = read_.number(*line, "planned", nullptr, question);
    total.disbursed = read_.number(*line, "disbursed", nullptr, question);
    total.year_estimate = read_.number(*line, "year_estimate", nullptr, question);
    total.place = read_.place(*line, "planned");
    if (total.planned || total.disbursed || total.year_estimate) to.money_total = std::move(total);
  }
}

void FormReader::directives() {
  for (const InputLine* line : lines(about::kDirective)) {
    DirectiveAnswer one;
    one.directive = line->code;
    one.result = read_.text(*line, "result");
    const auto status = read_.word_of<DirectiveStatus>(*line, "status");
    one.reason = read_.text(*line, "reason");
    one.place = read_.place(*line, "result");
    if (!status) {
      if (!one.result.empty() || !one.reason.empty())
        read_.report(kNoAnswerStatus, read_.place(*line, "status"));
      continue;
    }
    one.status = *status;
    out_.value.submission.directives.push_back(std::move(one));
  }
}

void FormReader::registration() {
  Registration all;
  for (const InputLine* line : lines(about::kRegisteredTarget)) {
    TargetRegistration one;
    bool question = false;
    one.target = line->code;
    one.registered = read_.number(*line, "registered", nullptr, question);
    one.ground = read_.text(*line, "ground");
    one.place = read_.place(*line, "registered");
    if (one.registered || !one.ground.empty()) all.targets.push_back(std::move(one));
  }
  for (const InputLine* found : with_inserted_rows(about::kRegisteredTask, "text", false)) {
    const InputLine& line = *found;
    TaskRegistration one;
    bool question = false;
    one.text = read_.text(line, "text");
    const size_t before = out_.problems.size();
    const auto origin = read_.word_of<TaskOrigin>(line, "origin");
    const bool told = out_.problems.size() != before;
    one.place = read_.place(line, "text");
    if (const std::string code = item_code(one.text); plan_.task(code)) one.task = code;
    if (!origin) {
      // A task of this year whose origin was left empty is done; a new one that says none is new.
      const bool more = !read_.text(line, "amount").empty() || !read_.text(line, "product").empty() ||
                        !read_.text(line, "to").empty() || !read_.text(line, "reason").empty();
      if (one.text.empty() && more && !told) read_.report(kNoContent, one.place);
      if (told || one.text.empty() || !one.task.empty()) continue;
    }
    one.origin = origin.value_or(TaskOrigin::fresh);
    if (one.text.empty()) {
      read_.report(kNoContent, one.place);
      continue;
    }
    one.solution = solution_code(line, "solution");
    one.lead = unit_code(read_.text(line, "lead"));
    one.coordinates = read_.text(line, "coordinates");
    one.product = read_.text(line, "product");
    one.from = read_.date(line, "from");
    one.to = read_.date(line, "to");
    one.fund = word_code(line, "fund", plan_.programme.funds);
    one.amount = read_.number(line, "amount", nullptr, question);
    one.target = target_code(read_.text(line, "target"));
    one.reason = read_.text(line, "reason");
    if (!one.task.empty()) one.text.clear();  // the plan has its wording
    all.tasks.push_back(std::move(one));
  }
  for (const InputLine* line : lines(about::kReview)) {
    SolutionReview one;
    one.solution = line->code.substr(0, line->code.find('+'));
    const auto verdict = read_.word_of<Verdict>(*line, "verdict");
    one.subject = read_.text(*line, "subject");
    one.proposal = read_.text(*line, "proposal");
    one.place = read_.place(*line, "verdict");
    if (!verdict) {
      if (!one.subject.empty() || !one.proposal.empty()) read_.report(kNoVerdict, one.place);
      continue;
    }
    one.verdict = *verdict;
    all.reviews.push_back(std::move(one));
  }
  if (!all.empty()) out_.value.submission.registration = std::move(all);
}

}  // namespace xanh::form_workbook
