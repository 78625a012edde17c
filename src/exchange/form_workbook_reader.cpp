#include "exchange/form_workbook_reader.hpp"

#include "base/code_search.hpp"
#include "base/text.hpp"
#include "exchange/form_workbook_number.hpp"

namespace xanh {

Outcome<FormStamp> read_form_stamp(const Workbook& workbook, const std::string& file) {
  auto stamp = form_workbook::read_stamp(workbook, file);
  return {std::move(stamp.value.form), std::move(stamp.problems)};
}

Outcome<ReadForm> read_form_workbook(const Workbook& workbook, const std::string& file,
                                     const FormOfStamp& form_of) {
  auto stamp = form_workbook::read_stamp(workbook, file);
  if (!stamp.ok()) return {{}, std::move(stamp.problems)};
  const auto [form, plan] = form_of(stamp.value.form);
  if (!form) return {{}, std::move(stamp.problems)};
  return form_workbook::FormReader(workbook, file, *form, *plan, std::move(stamp.value)).run();
}

Outcome<ReadForm> read_form_workbook(const Workbook& workbook, const std::string& file, const Form& form,
                                     const Plan& plan) {
  return read_form_workbook(workbook, file, [&](const FormStamp&) { return std::pair(&form, &plan); });
}

Outcome<FormStamp> read_form_stamp(const std::string& bytes, const std::string& file) {
  auto workbook = read_workbook(bytes, file);
  if (!workbook.ok()) return {{}, std::move(workbook.problems)};
  return read_form_stamp(workbook.value, file);
}

Outcome<ReadForm> read_form_workbook(const std::string& bytes, const std::string& file, const Form& form,
                                     const Plan& plan) {
  auto workbook = read_workbook(bytes, file);
  if (workbook.value.sheets.empty()) return {{}, std::move(workbook.problems)};
  auto out = read_form_workbook(workbook.value, file, form, plan);
  out.problems.insert(out.problems.begin(), workbook.problems.begin(), workbook.problems.end());
  return out;
}

namespace form_workbook {

Outcome<Stamp> read_stamp(const Workbook& workbook, const std::string& file) {
  Outcome<Stamp> out;
  const Sheet* sheet = workbook.sheet(kStampSheet);
  if (!sheet) {
    out.problems.push_back(problem(kNotOurs, Place{file, 0, 0, {}, {}, {}}));
    return out;
  }
  FormStamp& form = out.value.form;
  std::string fields_text;  // of the line before: most lines have the same
  std::vector<std::pair<std::string, std::uint16_t>> fields;
  for (size_t i = 0; i < sheet->cells.size();) {
    std::array<std::string_view, 7> row;
    for (const int number = sheet->cells[i].row; i < sheet->cells.size() && sheet->cells[i].row == number;
         ++i) {
      const Cell& cell = sheet->cells[i];
      // An office suite may turn a digit-only text into a number.
      if (const auto column = static_cast<size_t>(cell.column - 1); column < row.size())
        row[column] = cell.kind == Cell::Kind::number ? cell.digits : cell.text;
    }
    const auto text = [&](size_t column) { return std::string(row[column]); };
    const std::string_view key = row[0];
    if (key == stamp::kFormat)
      out.value.format = text(1);
    else if (key == stamp::kProgramme)
      form.programme = text(1);
    else if (key == stamp::kCycle)
      form.cycle = text(1);
    else if (key == stamp::kUnit)
      form.unit = text(1);
    else if (key == stamp::kPlan)
      form.plan_digest = text(1);
    else if (key == stamp::kForm)
      form.form_digest = text(1);
    else if (key == stamp::kLanguage)
      form.language = row[1] == "en" ? Language::en : Language::vi;
    else if (key == stamp::kIllustrative)
      form.illustrative = folded(row[1]) == "true";
    else if (key == stamp::kName)
      out.value.names_of_units.emplace(folded(row[2]), text(1));
    else if (key == stamp::kPart) {
      form.part = text(1);
      form.part_name = text(2);
    } else if (key == stamp::kFromPart || key == stamp::kPartFigure)
      out.value.parts.push_back({text(0), text(1), text(2), text(3), text(4), text(5), text(6)});
    else if (key == stamp::kLine && !row[3].empty()) {  // only rows inserted by hand have no stem
      if (fields_text != row[6]) fields = fields_from_text(fields_text = row[6]);
      out.value.lines.push_back({text(1), text(2), text(3), text(4), text(5), fields});
    }
  }
  if (out.value.format != kFormat)
    out.problems.push_back(problem(kUnknownFormat, Place{file, 0, 0, std::string(kStampSheet), {}, "format"},
                                   {{"format", out.value.format}, {"known", kFormat}}));
  return out;
}

FormReader::FormReader(const Workbook& workbook, std::string file, const Form& form, const Plan& plan,
                       Stamp stamp)
    : workbook_(workbook),
      file_(std::move(file)),
      form_(form),
      plan_(plan),
      stamp_(std::move(stamp)),
      finder_(workbook_, file_, stamp_.lines, out_.problems),
      read_(finder_, out_.problems) {}

Outcome<ReadForm> FormReader::run() {
  ReadForm& read = out_.value;
  read.programme = stamp_.form.programme;
  read.cycle = read.submission.cycle = stamp_.form.cycle;
  read.unit = read.submission.unit = stamp_.form.unit;
  read.plan_digest = stamp_.form.plan_digest;
  read.form_digest = stamp_.form.form_digest;
  read.submission.illustrative = stamp_.form.illustrative;
  read.submission.place.file = file_;
  compare_stamp();
  cover();
  targets();
  surveys();
  figures();
  tasks();
  texts();
  difficulties();
  next_tasks();
  projects();
  money();
  directives();
  registration();
  parts();
  strange_rows();
  new_items();
  return std::move(out_);
}

void FormReader::compare_stamp() {
  const Place place{file_, 0, 0, std::string(kStampSheet), {}, {}};
  const auto differ = [&](const ProblemKind& kind, const std::string& have, const std::string& want) {
    if (have != want) out_.problems.push_back(problem(kind, place, {{"have", have}, {"want", want}}));
  };
  differ(kOtherProgramme, stamp_.form.programme, plan_.programme.code);
  differ(kOtherCycle, stamp_.form.cycle, form_.cycle);
  differ(kOtherUnit, stamp_.form.unit, form_.unit);
}

std::vector<const InputLine*> FormReader::lines(std::string_view about) const {
  std::vector<const InputLine*> out;
  for (const auto& line : stamp_.lines)
    if (line.about == about) out.push_back(&line);
  return out;
}

bool FormReader::nothing_at_all(const InputLine& line, const std::string& text) {
  const std::string chosen = folded(text);
  if (chosen == folded(kNothingAtAll.vi) || chosen == folded(kNothingAtAll.en)) return true;
  if (!chosen.empty() && chosen != folded(kSomething.vi) && chosen != folded(kSomething.en))
    read_.unknown_word(line, "", text, {kSomething.vi, kNothingAtAll.vi});
  return false;
}

void FormReader::cover() {
  Submission& to = out_.value.submission;
  for (const InputLine* line : lines(about::kCover)) {
    const std::string& field = line->code;
    if (field == "letter_date") {
      to.letter.date = read_.date(*line, "");
      continue;
    }
    const std::string text = read_.text(*line, "");
    if (field == "letter_number")
      to.letter.number = text;
    else if (field == "signer")
      to.letter.signer = text;
    else if (field == "signing_authority")
      to.letter.signing_authority = text;
    else if (field == "contact")
      to.contact = text;
    else if (field == "unit_plan")
      to.own_plan = text;
    else if (field == "content")
      to.nothing_to_report = nothing_at_all(*line, text);
    else if (!text.empty())
      out_.value.cover[field] = text;
  }
}

void FormReader::new_items() {
  std::map<std::string_view, std::vector<std::string_view>> codes;
  for (const auto& line : stamp_.lines) codes[line.about].push_back(line.code);
  std::map<std::string_view, CodeSearch> had;
  const auto take = [&](std::string_view about, const std::string& code) {
    auto at = had.find(about);
    if (at == had.end()) at = had.emplace(about, CodeSearch(std::move(codes[about]))).first;
    if (!at->second.find(code)) out_.value.new_items.push_back(code);
  };
  for (const auto& row : form_.elements()) take(about::kElement, row.element->code);
  for (const Target* target : form_.targets)
    take(target->collected == Collected::qualitative ? about::kRating : about::kTarget, target->code);
  for (const auto& row : form_.tasks) take(about::kTask, row.task->code);
}

}  // namespace form_workbook
}  // namespace xanh
