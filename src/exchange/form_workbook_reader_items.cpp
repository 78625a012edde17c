// Figures, targets, tasks, texts and difficulties of a form that came back.
#include <fmt/format.h>

#include "base/code_search.hpp"
#include "base/text.hpp"
#include "exchange/form_workbook_number.hpp"
#include "exchange/form_workbook_reader.hpp"

namespace xanh::form_workbook {

void FormReader::targets() {
  for (const InputLine* line : lines(about::kTarget)) {
    target_states_[line->code] = read_.word_of<FigureState>(*line, "state");
    ReportedTarget one;
    bool question = false;
    one.target = line->code;
    one.year_to_date = read_.number(*line, "year_to_date", nullptr, question);
    one.year_estimate = read_.number(*line, "year_estimate", nullptr, question);
    one.method = read_.text(*line, "method");
    one.cause = read_.text(*line, "cause");
    if (!one.year_to_date && !one.year_estimate && one.method.empty() && one.cause.empty()) continue;
    one.place = read_.place(*line, "method");
    if (!plan_.target(line->code))
      read_.report(kNoLongerAsked, one.place, {{"code", line->code}});
    else
      out_.value.submission.targets.push_back(std::move(one));
  }
  for (const InputLine* line : lines(about::kRating)) {
    QualitativeReport one;
    one.target = line->code;
    const auto rating = read_.word_of<Rating>(*line, "rating");
    one.summary = read_.text(*line, "summary", kSummaryLimit);
    for (size_t i = 1; i <= kProofs; ++i)
      if (auto proof = read_.text(*line, fmt::format("proof_{}", i)); !proof.empty())
        one.proofs.push_back(std::move(proof));
    one.place = read_.place(*line, "rating");
    const Target* target = plan_.target(line->code);
    if (!rating && one.summary.empty() && one.proofs.empty()) {
      if (target && !out_.value.submission.nothing_to_report)
        read_.report(
            kNotAnswered, one.place,
            {{"name", in(Language::vi, target->names)}, {"name_en", in(Language::en, target->names)}});
      continue;
    }
    if (!rating) {
      read_.report(kNoRating, one.place);
      continue;
    }
    one.rating = *rating;
    if (!target)
      read_.report(kNoLongerAsked, one.place, {{"code", line->code}});
    else
      out_.value.submission.qualitative.push_back(std::move(one));
  }
}

void FormReader::surveys() {
  for (const InputLine* line : lines(about::kSurvey)) {
    SurveyReport one;
    bool question = false;
    one.target = line->code;
    one.name = read_.text(*line, "name");
    one.period = read_.text(*line, "period");
    one.method = read_.text(*line, "method");
    one.sample = read_.number(*line, "sample", nullptr, question);
    one.margin = read_.number(*line, "margin", nullptr, question);
    one.place = read_.place(*line, "name");
    const bool any =
        !one.name.empty() || !one.period.empty() || !one.method.empty() || one.sample || one.margin;
    if (any && plan_.target(one.target)) out_.value.submission.surveys.push_back(std::move(one));
  }
}

void FormReader::figures() {
  auto known = CodeSearch::of(plan_.elements);
  std::vector<bool> required(known.size());
  for (const auto& row : form_.elements())
    if (const auto place = known.find(row.element->code)) required[*place] = row.required;
  // The lines of each element stand together, in the order of its first.
  auto grouped = lines(about::kElement);
  size_t last = 0;
  const auto precedes = [&](const InputLine* line) {
    const auto place = known.find(line->code);
    return place && *place >= std::exchange(last, *place);
  };
  if (!std::all_of(grouped.begin(), grouped.end(), precedes)) {  // they are, where none was moved
    std::unordered_map<std::string_view, size_t> groups;
    for (const InputLine* line : grouped) groups.emplace(line->code, groups.size());
    std::stable_sort(grouped.begin(), grouped.end(), [&](const InputLine* a, const InputLine* b) {
      return groups.find(a->code)->second < groups.find(b->code)->second;
    });
  }
  // The rows of an element stand in and under the row of their target, whose state they share.
  std::string_view target, sheet;
  for (const auto& line : stamp_.lines) {
    if (line.about == about::kTarget) {
      target = line.code;
      sheet = line.sheet;
    } else if (line.about == about::kElement && !target.empty() && line.sheet == sheet) {
      element_target_.emplace(line.code, target);
    } else {
      target = {};
    }
  }
  for (auto begin = grouped.begin(), end = begin; begin != grouped.end(); begin = end) {
    const std::string& code = (*begin)->code;
    end = std::find_if(begin, grouped.end(), [&](const InputLine* line) { return line->code != code; });
    const std::span<const InputLine* const> lines(begin, end);
    const auto element = known.find(code);
    if (!element) {
      for (const InputLine* line : lines) {
        const bool value = std::any_of(line->fields.begin(), line->fields.end(), [&](const auto& field) {
          return !read_.text(*line, field.first).empty();
        });
        if (value)
          read_.report(kNoLongerAsked, read_.place(*line, line->fields.front().first), {{"code", code}});
      }
      continue;
    }
    const auto shared = element_target_.find(code);
    figure(plan_.elements[*element], required[*element], lines,
           shared == element_target_.end() ? std::string_view{} : shared->second);
  }
}

void FormReader::figure(const Element& element, bool required, std::span<const InputLine* const> lines,
                        std::string_view shared_line) {
  ReportedFigure one;
  one.element = element.code;
  std::optional<FigureState> state;
  bool question = false, untold = true;
  Place place;
  const InputLine* state_line = nullptr;
  for (const InputLine* line : lines) {
    for (const auto& [field, column] : line->fields) {
      const auto value = [&](std::optional<Decimal>& to) {
        const size_t before = out_.problems.size();
        to = read_.number(*line, field, &element, question);
        if (out_.problems.size() != before && !to) untold = false;
      };
      if (field == "this_period") {
        value(one.this_period);
        place = read_.place(*line, field);
      } else if (field == "year_to_date")
        value(one.year_to_date);
      else if (field == "same_period")
        value(one.same_period);
      else if (field == "year_estimate")
        value(one.year_estimate);
      else if (field == "since_start")
        value(one.since_start);
      else if (field == "note")
        one.note = read_.text(*line, field);
      else if (field == "expected_on")
        one.expected_on = read_.date(*line, field);
      else if (field == "state") {
        const size_t before = out_.problems.size();
        state = read_.word_of<FigureState>(*line, field);
        state_line = line;
        if (out_.problems.size() != before && !state) untold = false;
      }
    }
  }
  const bool any =
      one.this_period || one.year_to_date || one.same_period || one.year_estimate || one.since_start;
  const auto shared = target_states_.find(shared_line);
  const bool inherited = !state && shared != target_states_.end() && shared->second;
  if (inherited &&
      (any || !carries_value(*shared->second) || *shared->second == FigureState::nothing_to_report))
    state = shared->second;
  if (!state && !any) {
    // One message a cell: what was asked or reported about it already stands for the missing answer.
    const bool wanted = required || !one.note.empty() || one.expected_on;
    if (wanted && !question && untold && !out_.value.submission.nothing_to_report)
      read_.report(kNotAnswered, place,
                   {{"name", element.name_vi}, {"name_en", in(Language::en, element.names())}});
    return;
  }
  one.state = state.value_or(FigureState::official);
  const Bilingual name = name_of(one.state);
  const bool valued = carries_value(one.state) && one.state != FigureState::nothing_to_report;
  if (valued && !one.this_period && !question && untold && !inherited)
    read_.report(kNoFigure, state_line ? read_.place(*state_line, "state") : place,
                 {{"state", name.vi}, {"state_en", name.en}});
  const bool nought =
      one.state == FigureState::nothing_to_report && one.this_period && one.this_period->is_zero();
  if (!valued && one.this_period && !nought)
    read_.report(kStateContradicts, place,
                 {{"state", name.vi},
                  {"state_en", name.en},
                  {"have", to_text_grouped(*one.this_period, -1, true)},
                  {"have_en", to_text_grouped(*one.this_period, -1, false)}});
  one.place = std::move(place);
  out_.value.submission.figures.push_back(std::move(one));
}

void FormReader::tasks() {
  std::map<std::string, TaskPart, std::less<>> parts;
  for (const auto& row : form_.tasks) parts.emplace(row.task->code, row.part);
  for (const InputLine* line : lines(about::kTask)) {
    ReportedTask one;
    one.task = line->code;
    const size_t before = out_.problems.size();
    const auto status = read_.word_of<TaskStatus>(*line, "status");
    const bool told = out_.problems.size() != before;
    one.result = read_.text(*line, "result");
    one.products_issued = read_.text(*line, "products");
    one.finished_on = read_.date(*line, "finished_on");
    one.expected_on = read_.date(*line, "expected_on");
    const std::string cause = read_.text(*line, "cause");
    if (!cause.empty()) {
      std::vector<std::string> choices;
      for (const auto& word : plan_.programme.delay_causes) {
        choices.push_back(word.names.vi);
        if (folded(cause) == folded(word.names.vi) || folded(cause) == folded(word.names.en) ||
            cause == word.code)
          one.cause = word.code;
      }
      if (one.cause.empty()) read_.unknown_word(*line, "cause", cause, choices);
    }
    one.cause_text = read_.text(*line, "cause_text");
    one.asks = read_.word_of<TaskAsk>(*line, "asks");
    one.new_due = read_.date(*line, "new_due");
    one.place = read_.place(*line, "status");
    const Task* task = plan_.task(line->code);
    const bool any = !one.result.empty() || !one.products_issued.empty() || one.finished_on ||
                     one.expected_on || !one.cause.empty() || !one.cause_text.empty() || one.asks ||
                     one.new_due;
    if (!status && !any) {
      const auto part = parts.find(line->code);
      const bool lead = part != parts.end() && part->second != TaskPart::coordinate;
      if (lead && !told && !out_.value.submission.nothing_to_report)
        read_.report(kNotAnswered, one.place,
                     {{"name", task ? in(Language::vi, task->text) : line->code},
                      {"name_en", task ? in(Language::en, task->text) : line->code}});
      continue;
    }
    if (!task) {
      read_.report(kNoLongerAsked, one.place, {{"code", line->code}});
      continue;
    }
    if (!status && !told) read_.report(kNoStatus, one.place);
    one.status = status.value_or(TaskStatus::under_way);
    out_.value.submission.tasks.push_back(std::move(one));
  }
}

void FormReader::texts() {
  std::map<std::string, size_t> limits;
  for (const auto& part : outline(plan_.programme)) limits[part.section] = part.limit;
  for (const InputLine* line : lines(about::kText)) {
    TextSection one{line->code, read_.text(*line, "", limits[line->code]), {}};
    if (one.text.empty()) continue;
    one.place = read_.place(*line, "");
    out_.value.submission.texts.push_back(std::move(one));
  }
}

std::string FormReader::item_code(const std::string& text) const {
  const std::string wanted = folded(text);
  if (wanted.empty()) return {};
  for (const Target* target : form_.targets)
    if (wanted == folded(target->names.vi) || wanted == folded(target->names.en)) return target->code;
  for (const auto& row : form_.tasks)
    if (wanted == folded(row.task->text.vi) || wanted == folded(row.task->text.en)) return row.task->code;
  return text;
}

std::string FormReader::unit_code(const std::string& text) const {
  const auto found = stamp_.names_of_units.find(folded(text));
  return found == stamp_.names_of_units.end() ? text : found->second;
}

std::vector<const InputLine*> FormReader::with_inserted_rows(std::string_view about, std::string_view content,
                                                             bool below) {
  std::vector<const InputLine*> out = lines(about);
  std::set<int> rows;
  const Sheet* sheet = nullptr;
  for (const InputLine* line : out) {
    const Place at = read_.place(*line, content);
    if (const auto address = parse_cell_name(at.cell)) {
      rows.insert(address->row);
      sheet = workbook_.sheet(at.sheet);
    }
  }
  if (!sheet || rows.empty()) return out;
  // A row put between the printed ones has no names; its cells stand in the columns of the others.
  std::vector<std::pair<std::string, std::uint16_t>> fields;
  int content_column = 0;
  for (const auto& [field, column] : out.front()->fields) {
    const auto at = parse_cell_name(read_.place(*out.front(), field).cell);
    if (at) fields.emplace_back(field, static_cast<std::uint16_t>(at->column - 1));
    if (at && field == content) content_column = at->column;
  }
  const int last = below ? sheet->max_row : *rows.rbegin();
  for (int row = *rows.begin(); content_column && row <= last; ++row) {
    const Cell* cell = rows.contains(row) ? nullptr : sheet->cell(row, content_column);
    if (!cell || cell->kind != Cell::Kind::text || plain_text(cell->text).empty()) continue;
    out.push_back(&inserted_.emplace_back(InputLine{
        std::string(about), fmt::format("+{}", row), {}, sheet->name, fmt::format("#{}", row), fields}));
  }
  return out;
}

void FormReader::difficulties() {
  for (const InputLine* found : with_inserted_rows(about::kDifficulty, "content")) {
    const InputLine& line = *found;
    Difficulty one;
    const size_t before = out_.problems.size();
    const auto kind = read_.word_of<DifficultyKind>(line, "kind");
    const bool told = out_.problems.size() != before;
    one.content = read_.text(line, "content");
    one.item = item_code(read_.text(line, "item"));
    one.current = read_.text(line, "current");
    one.proposed = read_.text(line, "proposed");
    one.reason = read_.text(line, "reason");
    one.authority = read_.text(line, "authority");
    one.due = read_.date(line, "due");
    one.place = read_.place(line, "content");
    const bool rest = !one.item.empty() || !one.current.empty() || !one.proposed.empty() ||
                      !one.reason.empty() || !one.authority.empty() || one.due;
    if (one.content.empty()) {
      if (rest || kind) read_.report(kNoContent, one.place);
      if (!rest) continue;
    }
    if (!kind && !told) {
      const Bilingual taken = name_of(DifficultyKind::difficulty);
      read_.report(kNoWord, read_.place(line, "kind"), {{"taken", taken.vi}, {"taken_en", taken.en}});
    }
    one.kind = kind.value_or(DifficultyKind::difficulty);
    out_.value.submission.difficulties.push_back(std::move(one));
  }
}

void FormReader::next_tasks() {
  for (const InputLine* found : with_inserted_rows(about::kNextTask, "content")) {
    const InputLine& line = *found;
    NextTask one;
    one.content = read_.text(line, "content");
    one.lead = unit_code(read_.text(line, "lead"));
    one.coordinates = read_.text(line, "coordinates");
    one.product = read_.text(line, "product");
    one.due = read_.date(line, "due");
    const bool rest = !one.lead.empty() || !one.coordinates.empty() || !one.product.empty() || one.due;
    if (one.content.empty() && rest) read_.report(kNoContent, read_.place(line, "content"));
    if (one.content.empty() && !rest) continue;
    out_.value.submission.next_tasks.push_back(std::move(one));
  }
}

void FormReader::strange_rows() {
  // A figure typed into a row that nobody printed would otherwise vanish without a word.
  std::map<std::string, int> columns;  // sheet → column of this period
  for (const InputLine* line : lines(about::kElement))
    for (const auto& [field, column] : line->fields)
      if (field == "this_period" && !columns.contains(line->sheet)) {
        const auto at = parse_cell_name(read_.place(*line, field).cell);
        if (at) columns[line->sheet] = at->column;
      }
  for (const auto& [name, column] : columns) {
    const Sheet* sheet = workbook_.sheet(name);
    if (!sheet) continue;
    const auto& rows = finder_.rows(sheet);
    if (rows.empty()) continue;
    for (const Cell& cell : sheet->cells)
      if (cell.column == column && cell.row > *rows.begin() && cell.kind == Cell::Kind::number &&
          cell.formula.empty() && !rows.contains(cell.row))
        read_.report(kRowWithoutCode, Place{file_, 0, 0, name, xanh::cell_name(cell.row, cell.column), {}},
                     {{"have", cell.digits}});
  }
}

}  // namespace xanh::form_workbook
