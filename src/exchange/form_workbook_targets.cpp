// Biểu 01. Kết quả thực hiện chỉ tiêu được giao: columns (1) to (18) of the unit form; (8), (11), (14), (15)
// are live formulas. Under each target stand the figures it is computed from, each with what belongs to it
// alone.
#include <fmt/format.h>

#include <set>

#include "base/text.hpp"
#include "exchange/form_titles.hpp"
#include "exchange/form_workbook_writer.hpp"

namespace xanh::form_workbook {
namespace {

/// What stands in the other cell, and nothing when nothing does (a bare reference shows 0).
std::string shown_from(const std::string& cell) {
  return "IF(" + cell + "=\"\",\"\"," + cell + ")";
}

enum Column : std::uint16_t {
  kNo = 1,
  kName,
  kUnit,
  kNear,
  kFar,
  kPlanned,
  kLastYear,
  kSame,
  kNumerator,
  kDenominator,
  kResult,
  kToDate,
  kEstimate,
  kChange,
  kShare,
  kMethod,
  kState,
  kCause,
  kRemark
};

constexpr std::uint32_t kHead = 3, kFirst = 5;

std::string milestone_text(const Target& target, int year, bool vi) {
  for (const auto& milestone : target.milestones) {
    if (milestone.year != year || !milestone.figure()) continue;
    const char* sign = milestone.at_least ? "≥ " : milestone.at_most ? "≤ " : "";
    return sign + to_text_grouped(*milestone.figure(), -1, vi);
  }
  return {};
}

/// The first and the last milestone year from the plan year on.
std::pair<int, int> milestone_years(const std::vector<Target>& targets, int from) {
  std::set<int> years;
  for (const auto& target : targets)
    for (const auto& milestone : target.milestones)
      if (milestone.year && *milestone.year >= from) years.insert(*milestone.year);
  return years.empty() ? std::pair{0, 0} : std::pair{*years.begin(), *years.rbegin()};
}

}  // namespace

std::optional<FigureState> FormWriter::shared_state(const std::vector<std::string>& elements) const {
  std::optional<FigureState> state;
  for (const auto& code : elements) {
    if (!asked_.contains(code)) continue;
    const ReportedFigure* figure = drafted(code);
    if (!figure || (state && *state != figure->state)) return std::nullopt;
    state = figure->state;
  }
  return state;
}

void FormWriter::element_row(FormSheet& sheet, std::uint32_t row, const Target& target,
                             const Element& element, const std::string& label, bool this_period_here) {
  const CellStyle small{.italic = true};
  const Kind kind = element.type == ElementType::integer ? Kind::whole : Kind::decimal;
  const ReportedFigure* draft = drafted(element.code);
  const ReportedFigure none;
  const ReportedFigure& given = draft ? *draft : none;
  auto& line = sheet.line(row, about::kElement, element.code, book_.stems().of(about::kElement, element.code),
                          element.code);
  const Bilingual name =
      element.name_en.empty() ? Bilingual{element.name_vi, element.name_vi} : element.names();
  sheet.blanks(row, kNo, kCause, small);
  sheet.text(row, kName, fmt::format("{}{}", label, in(name)), small);
  sheet.text(row, kUnit, element.unit, {.centre = true, .italic = true});
  const auto figure = [&](std::uint16_t column, const std::string& field, const std::optional<Decimal>& value,
                          const Bilingual& what) {
    sheet.input(line, row, column, field,
                {.kind = kind,
                 .number = value,
                 .bounds = &element,
                 .hint = {what.vi + ": " + name.vi, what.en + ": " + in(name)}});
  };
  const auto same = same_figures_.find(element.code);
  const auto known =
      same == same_figures_.end() ? std::nullopt : same->second->value(FigureColumn::this_period);
  if (known && !given.same_period)
    sheet.number(row, kSame, known, {.kind = kind});
  else
    figure(kSame, "same_period", given.same_period, {"Cùng kỳ năm trước", "Same period last year"});
  if (this_period_here) {
    figure(kNumerator, "this_period", given.this_period, {"Kỳ này", "This period"});
    this_period_[element.code] = sheet.far_cell(row, kNumerator);
  }
  figure(kToDate, "year_to_date", given.year_to_date,
         {"Lũy kế từ đầu năm", "Since the beginning of the year"});
  figure(kEstimate, "year_estimate", given.year_estimate, {"Ước cả năm", "Estimate for the year"});
  if (element.kind == ElementKind::cumulative || given.since_start)
    figure(kResult, "since_start", given.since_start,
           {"Lũy kế từ đầu Chương trình", "Since the start of the programme"});
  sheet.input(
      line, row, kMethod, "note",
      {.text = given.note, .hint = {"Ghi chú, nguồn của số liệu này", "Note, source of this figure"}});
  const bool shared = shared_state(inputs_of(target)).has_value();
  sheet.input(line, row, kState, "state",
              {.text = draft && !shared ? in(name_of(given.state)) : "",
               .list = "states",
               .hint = {"Chỉ chọn khi khác với tình trạng ở dòng chỉ tiêu.",
                        "Only when it differs from the state in the target's row."}});
  sheet.input(line, row, kCause, "expected_on",
              {.kind = Kind::date,
               .date = given.expected_on,
               .hint = {"Chưa có số liệu: ngày dự kiến có", "Not available: the day it is expected"}});
  printed_[element.code] = true;
}

void FormWriter::target_rows(FormSheet& sheet, std::uint32_t& row, const Target& target, int no) {
  const auto elements = inputs_of(target);
  const bool ratio = !target.numerator.empty() && !target.denominator.empty();
  const std::uint32_t main = row++;
  const CellStyle figure{.kind = Kind::fixed, .decimals = target.decimals},
      live{.look = Look::computed, .kind = Kind::fixed, .decimals = target.decimals};
  const auto [near, far] = milestone_years(context_.plan->targets, context_.cycle->plan_year);
  const PlanYear* year = context_.plan->year(context_.cycle->plan_year);
  const auto assigned =
      year ? year->assigned.find(target.code) : std::map<std::string, Decimal>::const_iterator{};
  const bool has_assigned = year && assigned != year->assigned.end();

  sheet.text(main, kNo, std::to_string(no), {.centre = true});
  sheet.text(main, kName, in(target.names), {.bold = true});
  sheet.text(main, kUnit, target.unit, {.centre = true});
  sheet.text(main, kNear, milestone_text(target, near, vi()), {.centre = true});
  sheet.text(main, kFar, near == far ? "" : milestone_text(target, far, vi()), {.centre = true});
  sheet.number(main, kPlanned, has_assigned ? std::optional(assigned->second) : std::nullopt, figure);
  sheet.blanks(main, kLastYear, kCause);

  auto& line = sheet.line(main, about::kTarget, target.code, book_.stems().of(about::kTarget, target.code),
                          target.code);
  const auto this_period = [&](std::uint16_t column, const std::string& code) {
    const Element* element = context_.plan->element(code);
    if (!element || !asked_.contains(code)) return;
    if (printed_.contains(code)) {  // stands under an earlier target already
      sheet.formula(main, column, shown_from(this_period_[code]),
                    {.look = Look::computed, .kind = Kind::decimal});
      return;
    }
    auto& inputs = book_.line({std::string(about::kElement),
                               code,
                               book_.stems().of(about::kElement, code),
                               sheet.title(),
                               target.code,
                               {}});
    const ReportedFigure* draft = drafted(code);
    sheet.input(inputs, main, column, "this_period",
                {.kind = Kind::decimal,
                 .number = draft ? draft->this_period : std::nullopt,
                 .bounds = element,
                 .hint = element->name_en.empty() ? Bilingual{element->name_vi, element->name_vi}
                                                  : element->names()});
    this_period_[code] = sheet.far_cell(main, column);
  };
  if (ratio) {
    this_period(kNumerator, target.numerator);
    this_period(kDenominator, target.denominator);
  }

  std::map<std::string, std::string, std::less<>> now, before;
  const std::uint32_t below = row;
  std::vector<std::string> own;  // elements whose rows stand under this target
  for (const auto& code : elements) {
    const Element* element = context_.plan->element(code);
    if (!element || !asked_.contains(code)) continue;
    if (printed_.contains(code)) continue;
    const std::string label =
        !ratio ? "– "
               : in(code == target.numerator ? Bilingual{"– (9) Tử số: ", "– (9) Numerator: "}
                                             : Bilingual{"– (10) Mẫu số: ", "– (10) Denominator: "});
    before[code] = sheet.cell(row, kSame);
    own.push_back(code);
    element_row(sheet, row, target, *element, label, !ratio);
    if (ratio)
      sheet.formula(row, code == target.numerator ? kNumerator : kDenominator,
                    shown_from(sheet.cell(main, code == target.numerator ? kNumerator : kDenominator)),
                    {.look = Look::computed,
                     .kind = element->type == ElementType::integer ? Kind::whole : Kind::decimal,
                     .italic = true});
    ++row;
  }
  for (const auto& code : elements)
    if (this_period_.contains(code)) now[code] = this_period_[code];

  // (11) and (8): the same arithmetic over this period and the same one last year.
  const auto result = [&](std::uint16_t column,
                          const std::map<std::string, std::string, std::less<>>& cells) {
    if (elements.empty() || cells.size() < elements.size()) return;
    std::string all;
    for (const auto& [code, cell] : cells) all += (all.empty() ? "" : ",") + cell;
    std::string value = excel_formula(target.formula, cells);
    if (ratio)
      value = fmt::format("{}/{}*{}", cells.at(target.numerator), cells.at(target.denominator),
                          target.factor.value_or(Decimal{1}).to_text());
    else if (target.formula.empty())
      value = cells.at(target.numerator);
    if (value.empty()) return;
    sheet.formula(
        main, column,
        fmt::format("IF(COUNT({})<{},\"\",IF(ISERROR({}),\"\",{}))", all, cells.size(), value, value), live);
  };
  result(kResult, now);
  result(kSame, before);
  sheet.formula(
      main, kChange,
      fmt::format("IF(COUNT({0},{1})<2,\"\",{0}-{1})", sheet.cell(main, kResult), sheet.cell(main, kSame)),
      live);
  const bool falls = target.direction == Direction::fall;
  sheet.formula(main, kShare,
                fmt::format("IF(COUNT({0},{1})<2,\"\",IF({3}=0,\"\",{2}/{3}*100))", sheet.cell(main, kResult),
                            sheet.cell(main, kPlanned), sheet.cell(main, falls ? kPlanned : kResult),
                            sheet.cell(main, falls ? kResult : kPlanned)),
                {.look = Look::computed, .kind = Kind::fixed, .decimals = 1});

  const ReportedTarget none;
  const ReportedTarget* given = &none;
  if (context_.draft)
    for (const auto& reported : context_.draft->targets)
      if (reported.target == target.code) given = &reported;
  sheet.input(line, main, kToDate, "year_to_date",
              {.kind = Kind::decimal,
               .number = given->year_to_date,
               .hint = {"Lũy kế từ đầu năm của chỉ tiêu", "The target since the beginning of the year"}});
  estimates_[target.code] = sheet.far_cell(main, kEstimate);
  sheet.input(line, main, kEstimate, "year_estimate",
              {.kind = Kind::decimal,
               .number = given->year_estimate,
               .hint = {"Ước thực hiện cả năm của chỉ tiêu", "The target, estimated for the whole year"}});
  const Bilingual how =
      target.collected == Collected::survey
          ? Bilingual{"Tên khảo sát, thời gian, cỡ mẫu, phương pháp, sai số",
                      "Survey, time, sample, method, error"}
          : Bilingual{"Cách tính, nguồn số liệu, ngày chốt", "How computed, source, cut-off"};
  sheet.input(line, main, kMethod, "method", {.text = given->method, .hint = how});
  input_state(sheet, line, main, kState, shared_state(elements));
  sheet.input(line, main, kCause, "cause",
              {.text = given->cause,
               .hint = {"Nguyên nhân tăng, giảm; giải trình", "Why it rose or fell; explanation"}});

  for (size_t i = 0; i < own.size(); ++i) {
    // A figure's own state, else the one of its target's row.
    const std::uint32_t at = below + static_cast<std::uint32_t>(i);
    const std::string state =
        fmt::format("IF({0}=\"\",{1},{0})", sheet.cell(at, kState), sheet.cell(main, kState));
    const std::string& value = this_period_[own[i]];
    sheet.formula(at, kRemark,
                  figure_remark(value.substr(value.rfind('!') + 1), state, asked_[own[i]],
                                context_.plan->element(own[i])),
                  {.look = Look::remark});
  }
  if (target.definition && !in(target.definition->text).empty())
    sheet.merged(row++, kName, kCause,
                 fmt::format("{}: {}", in({"Cách tính", "Definition"}), in(target.definition->text)),
                 {.italic = true});
}

void FormWriter::ratings(FormSheet& sheet, std::uint32_t& row, int no) {
  ++row;
  sheet.merged(row++, 1, kCause, in({"Chỉ tiêu đánh giá định tính", "Targets assessed qualitatively"}),
               {.look = Look::band});
  const auto head = [&](std::uint16_t first, std::uint16_t last, const Bilingual& text) {
    if (first == last)
      sheet.words(row, first, text, {.look = Look::head});
    else
      sheet.merged(row, first, last, in(text), {.look = Look::head});
  };
  constexpr std::uint16_t kRating = kUnit, kSummary = kPlanned, kProof = kMethod;
  head(kNo, kNo, {"STT", "No."});
  head(kName, kName, {"Chỉ tiêu", "Target"});
  head(kRating, kFar, {"Tự đánh giá", "Own assessment"});
  head(kSummary, kShare, {"Tóm tắt (tối đa 600 ký tự)", "Summary (600 characters at most)"});
  head(kProof, kCause, {"Minh chứng 1-5", "Proofs 1-5"});
  ++row;
  for (const Target* target : form_.targets) {
    if (target->collected != Collected::qualitative) continue;
    const QualitativeReport* given = nullptr;
    if (context_.draft)
      for (const auto& report : context_.draft->qualitative)
        if (report.target == target->code) given = &report;
    const std::uint32_t first = row;
    auto& line = sheet.line(first, about::kRating, target->code,
                            book_.stems().of(about::kTarget, target->code), target->code);
    for (size_t i = 0; i < kProofs; ++i, ++row) {
      if (i == 0) {
        sheet.text(row, kNo, std::to_string(no++), {.centre = true});
        sheet.text(row, kName, in(target->names), {.bold = true});
        sheet.merged(row, kRating, kFar, "", {.look = Look::input});
        sheet.input(line, row, kRating, "rating",
                    {.text = given ? in(name_of(given->rating)) : "",
                     .list = "ratings",
                     .hint = {"Theo tiêu chí của chỉ tiêu", "By the criteria of the target"}});
        sheet.merged(row, kSummary, kShare, "", {.look = Look::input});
        sheet.input(line, row, kSummary, "summary",
                    {.text = given ? given->summary : "", .limit = kSummaryLimit});
        sheet.height(row, 60);
      } else {
        sheet.blanks(row, kNo, kShare);
      }
      sheet.merged(row, kProof, kCause, "", {.look = Look::input});
      sheet.input(line, row, kProof, fmt::format("proof_{}", i + 1),
                  {.text = given && i < given->proofs.size() ? given->proofs[i] : "",
                   .hint = {"Văn bản, đường dẫn, tên tệp", "Document, link, name of a file"}});
    }
  }
}

void FormWriter::surveys(FormSheet& sheet, std::uint32_t& row) {
  ++row;
  sheet.merged(
      row++, 1, kCause,
      in({"Khảo sát làm căn cứ của chỉ tiêu (không khảo sát trong kỳ thì để trống: số đã công bố gần nhất "
          "được giữ)",
          "Surveys behind targets (leave empty without one in this period: the last published figure "
          "stands)"}),
      {.look = Look::band});
  const auto head = [&](std::uint16_t first, std::uint16_t last, const Bilingual& text) {
    if (first == last)
      sheet.words(row, first, text, {.look = Look::head});
    else
      sheet.merged(row, first, last, in(text), {.look = Look::head});
  };
  head(kNo, kNo, {"STT", "No."});
  head(kName, kName, {"Chỉ tiêu", "Target"});
  head(kUnit, kPlanned, {"Tên khảo sát", "Survey"});
  head(kLastYear, kSame, {"Thời gian", "When"});
  head(kNumerator, kNumerator, {"Cỡ mẫu", "Sample"});
  head(kDenominator, kDenominator, {"Sai số (±)", "Margin (±)"});
  head(kResult, kCause, {"Phương pháp", "Method"});
  ++row;
  int no = 1;
  for (const Target* target : form_.targets) {
    if (target->collected != Collected::survey) continue;
    const SurveyReport none;
    const SurveyReport* given = &none;
    if (context_.draft)
      for (const auto& one : context_.draft->surveys)
        if (one.target == target->code) given = &one;
    auto& line = sheet.line(row, about::kSurvey, target->code, book_.stems().of(about::kSurvey, target->code),
                            "survey_" + target->code);
    sheet.text(row, kNo, std::to_string(no++), {.centre = true});
    sheet.text(row, kName, in(target->names), {.bold = true});
    sheet.merged(row, kUnit, kPlanned, "", {.look = Look::input});
    sheet.input(line, row, kUnit, "name", {.text = given->name});
    sheet.merged(row, kLastYear, kSame, "", {.look = Look::input});
    sheet.input(line, row, kLastYear, "period", {.text = given->period});
    sheet.input(line, row, kNumerator, "sample", {.kind = Kind::decimal, .number = given->sample});
    sheet.input(line, row, kDenominator, "margin",
                {.kind = Kind::decimal,
                 .number = given->margin,
                 .hint = {"Cùng đơn vị với chỉ tiêu", "In the unit of the target"}});
    sheet.merged(row, kResult, kCause, "", {.look = Look::input});
    sheet.input(line, row, kResult, "method", {.text = given->method});
    sheet.height(row++, 30);
  }
}

void FormWriter::targets() {
  FormSheet& sheet = book_.sheet(in({"Biểu 01", "Table 01"}));
  sheet.columns({4, 29, 9, 7.5, 7.5, 8.5, 8.5, 8.5, 10, 10, 9, 10, 10, 8.5, 8.5, 19, 12, 20, 16});
  heading(sheet, kCause, form_titles::kTargets,
          {"Điền (9), (10), (12), (13), (16)-(18). Cột (8), (11), (14), (15) tự tính.",
           "Fill in (9), (10), (12), (13), (16)-(18). (8), (11), (14), (15) are computed."});
  const auto [near, far] = milestone_years(context_.plan->targets, context_.cycle->plan_year);
  const auto goal = [&](int year, bool there) {
    return there ? Bilingual{fmt::format("Mục tiêu {}", year), fmt::format("Target {}", year)}
                 : Bilingual{"Mục tiêu", "Target"};
  };
  head(sheet, kHead,
       {{"STT", "No."},
        {"Chỉ tiêu", "Target"},
        {"ĐVT", "Unit"},
        goal(near, near != 0),
        goal(far, far != near),
        {"Kế hoạch năm (nếu được giao)", "Plan of the year (if assigned)"},
        {"Thực hiện năm trước", "Last year"},
        {"Cùng kỳ năm trước", "Same period last year"},
        {"Kỳ này: tử số", "This period: numerator"},
        {"Kỳ này: mẫu số", "This period: denominator"},
        {"Kết quả kỳ này = (9)/(10)", "Result = (9)/(10)"},
        {"Lũy kế từ đầu năm", "Since January"},
        {"Ước thực hiện cả năm", "Estimate for the year"},
        {"So cùng kỳ (+/-)", "Change on same period"},
        {"So kế hoạch năm (%)", "Share of the plan (%)"},
        {"Cách tính, nguồn số liệu, ngày chốt", "Method, source, cut-off"},
        {"Tình trạng số liệu", "State of the figure"},
        {"Nguyên nhân tăng, giảm; giải trình", "Why it rose or fell; explanation"}},
       true);
  std::uint32_t row = kFirst;
  int no = 1;
  bool qualitative = false;
  for (const Target* target : form_.targets) {
    if (target->collected == Collected::qualitative)
      qualitative = true;
    else
      target_rows(sheet, row, *target, no++);
  }
  if (qualitative) ratings(sheet, row, no);
  if (std::any_of(form_.targets.begin(), form_.targets.end(),
                  [](const Target* target) { return target->collected == Collected::survey; }))
    surveys(sheet, row);
  remarks_.push_back({sheet.title(), sheet.far_range(kFirst, std::max(row, kFirst + 1) - 1, kRemark)});
  sheet.freeze(kFirst, kUnit);
  sheet.page(kHead, kHead + 1, footer());
  sheet.print_to(row - 1, kCause);
}

}  // namespace xanh::form_workbook
