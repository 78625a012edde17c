// Biểu 06. Thuyết minh; Biểu 07. Khó khăn, vướng mắc, kiến nghị; Biểu 09. Nhiệm vụ trọng tâm 6 tháng cuối
// năm.
#include <fmt/format.h>

#include "base/text.hpp"
#include "exchange/form_titles.hpp"
#include "exchange/form_workbook_writer.hpp"

namespace xanh::form_workbook {
namespace {

constexpr std::uint32_t kHead = 3, kFirst = 4;
constexpr size_t kRowsOfDifficulties = 10, kRowsOfNextTasks = 12, kSpareRows = 2;

}  // namespace

void FormWriter::texts() {
  enum Column : std::uint16_t { kNo = 1, kTitle, kText, kCount, kLast, kRemark };
  FormSheet& sheet = book_.sheet(in({"Biểu 06", "Table 06"}));
  sheet.columns({6, 24, 84, 11, 32, 18});
  heading(sheet, kLast, form_titles::kTexts,
          {"Viết ngắn gọn, nêu việc và kết quả; số liệu đã có ở Biểu 01, 02, 05 thì không chép lại. Xuống "
           "dòng bằng Alt+Enter.",
           "Be brief: what was done, with what result; do not copy figures of the other tables. Alt+Enter "
           "breaks a line."});
  head(sheet, kHead,
       {{"Mục", "Part"},
        {"Đề cương", "Outline"},
        {"Nội dung", "Text"},
        {"Số ký tự", "Characters"},
        {"Bản kỳ trước", "Last period"}},
       false);
  std::uint32_t row = kFirst;
  int n = 0;
  for (const auto& part : outline(*context_.programme)) {
    ++n;
    const std::string last = context_.last ? context_.last->text(part.section) : "";
    const std::string text = context_.draft ? context_.draft->text(part.section) : "";
    sheet.text(row, kNo, part.no, {.centre = true});
    sheet.words(row, kTitle, part.title, {.bold = true});
    auto& line = sheet.line(row, about::kText, part.section,
                            book_.stems().of(about::kText, std::to_string(n)), "text_" + std::to_string(n));
    sheet.input(line, row, kText, {},
                {.text = text,
                 .limit = part.limit,
                 .hint = {fmt::format("Tối đa {} ký tự", part.limit),
                          fmt::format("{} characters at most", part.limit)}});
    sheet.formula(row, kCount, fmt::format("LEN({})&\"/{}\"", sheet.cell(row, kText), part.limit),
                  {.look = Look::computed, .centre = true});
    sheet.text(row, kLast, last);
    sheet.formula(
        row, kRemark,
        fmt::format("IF(LEN({0})>{1},{2},IF(AND({0}<>\"\",{0}={3}),{4},\"\"))", sheet.cell(row, kText),
                    part.limit, excel_text(in({"Dài quá giới hạn", "Too long"})), sheet.cell(row, kLast),
                    excel_text(in({"Trùng kỳ trước", "As last period"}))),
        {.look = Look::remark});
    sheet.alarm(row, kCount, row, kCount, fmt::format("LEN({})>{}", sheet.cell(row, kText), part.limit));
    if (!last.empty())
      sheet.alarm(row, kLast, row, kLast,
                  fmt::format("AND({0}<>\"\",{0}={1})", sheet.cell(row, kText), sheet.cell(row, kLast)));
    sheet.height(row, 48);  // room to write
    ++row;
  }
  remarks_.push_back({sheet.title(), sheet.far_range(kFirst, row - 1, kRemark)});
  sheet.freeze(kFirst, kText);
  sheet.page(kHead, kHead, footer());
  sheet.print_to(row - 1, kLast);
}

void FormWriter::difficulties() {
  enum Column : std::uint16_t {
    kNo = 1,
    kKind,
    kContent,
    kItem,
    kCurrent,
    kProposed,
    kReason,
    kAuthority,
    kDue,
    kOpinion,
    kOutcome
  };
  FormSheet& sheet = book_.sheet(in({"Biểu 07", "Table 07"}));
  sheet.columns({5, 12, 30, 22, 18, 18, 20, 17, 11, 15, 15});
  heading(sheet, kOutcome, form_titles::kDifficulties,
          {"Mỗi dòng một việc, nêu rõ cơ quan có thẩm quyền và thời hạn. Hai cột cuối do cơ quan thường trực "
           "ghi.",
           "One matter a row, with the authority asked and a date. The last two columns belong to the "
           "standing agency."});
  head(sheet, kHead,
       {{"STT", "No."},
        {"Loại", "Kind"},
        {"Nội dung", "Matter"},
        {"Chỉ tiêu, nhiệm vụ liên quan", "Target or task"},
        {"Quy định hiện hành trong Kế hoạch", "As it stands in the plan"},
        {"Đề xuất sửa thành", "Proposed"},
        {"Lý do, căn cứ", "Reason, ground"},
        {"Cơ quan có thẩm quyền", "Authority"},
        {"Thời hạn đề nghị", "By"},
        {"(Cơ quan thường trực ghi) Ý kiến", "(Standing agency) Opinion"},
        {"(Cơ quan thường trực ghi) Kết quả giải quyết", "(Standing agency) Outcome"}},
       false);
  std::uint32_t first = kFirst;
  const auto agency_columns = [&](std::uint32_t row, const StandingDifficulty& one) {
    std::string outcome = one.outcome;
    std::vector<std::string> by;
    for (const auto& part : {one.answered_by, one.document})
      if (!part.empty()) by.push_back(part);
    if (one.answered_on) by.push_back(vi() ? to_text_vi(*one.answered_on) : to_text(*one.answered_on));
    if (!by.empty()) outcome += (outcome.empty() ? "" : " ") + ("(" + join(by, ", ") + ")");
    sheet.text(row, kOpinion, one.opinion);
    sheet.text(row, kOutcome, outcome);
  };
  bool earlier = false;
  for (const auto& one : context_.difficulties) {
    if (one.cycle == form_.cycle) continue;
    if (!earlier)
      sheet.merged(first++, kNo, kOutcome,
                   in({"Đã nêu kỳ trước (in sẵn); còn vướng mắc thì không ghi lại",
                       "Raised before (printed); what still stands need not be written again"}),
                   {.look = Look::band});
    earlier = true;
    sheet.text(first, kNo, "–", {.centre = true});
    sheet.words(first, kKind, name_of(one.difficulty.kind));
    sheet.text(first, kContent, one.difficulty.content);
    sheet.text(first, kItem, item_name(one.difficulty.item));
    sheet.text(first, kCurrent, one.difficulty.current);
    sheet.text(first, kProposed, one.difficulty.proposed);
    sheet.text(first, kReason, one.difficulty.reason);
    sheet.text(first, kAuthority, one.difficulty.authority);
    sheet.date(first, kDue, one.difficulty.due);
    agency_columns(first, one);
    ++first;
  }
  if (earlier) sheet.merged(first++, kNo, kOutcome, in({"Kỳ này", "This period"}), {.look = Look::band});
  const std::vector<Difficulty> none;
  const auto& given = context_.draft ? context_.draft->difficulties : none;
  const size_t rows = std::max(kRowsOfDifficulties, given.size() + kSpareRows);
  for (size_t i = 0; i < rows; ++i) {
    const auto row = first + static_cast<std::uint32_t>(i);
    const Difficulty empty;
    const Difficulty& one = i < given.size() ? given[i] : empty;
    const std::string number = std::to_string(i + 1);
    auto& line = sheet.line(row, about::kDifficulty, number, book_.stems().of(about::kDifficulty, number),
                            "difficulty_" + number);
    std::string item = one.item;
    if (const Target* target = context_.plan->target(one.item); target && form_target(one.item))
      item = in(target->names);
    if (const Task* task = context_.plan->task(one.item); task && form_task(one.item)) item = in(task->text);
    sheet.text(row, kNo, number, {.centre = true});
    sheet.input(line, row, kKind, "kind",
                {.text = i < given.size() ? in(name_of(one.kind)) : "", .list = "difficulties"});
    sheet.input(line, row, kContent, "content", {.text = one.content});
    sheet.input(line, row, kItem, "item", {.text = item, .list = "items", .list_only = false});
    sheet.input(line, row, kCurrent, "current", {.text = one.current});
    sheet.input(line, row, kProposed, "proposed", {.text = one.proposed});
    sheet.input(line, row, kReason, "reason", {.text = one.reason});
    sheet.input(line, row, kAuthority, "authority", {.text = one.authority});
    sheet.input(line, row, kDue, "due", {.kind = Kind::date, .date = one.due});
    sheet.blanks(row, kOpinion, kOutcome);
    for (const auto& standing : context_.difficulties)
      if (standing.cycle == form_.cycle && i < given.size() && standing.difficulty.content == one.content)
        agency_columns(row, standing);
    sheet.height(row, 36);
  }
  sheet.freeze(kFirst, kContent);
  sheet.page(kHead, kHead, footer());
  sheet.print_to(first + static_cast<std::uint32_t>(rows) - 1, kOutcome);
}

void FormWriter::next_tasks() {
  enum Column : std::uint16_t { kNo = 1, kContent, kLead, kCoordinates, kProduct, kDue };
  FormSheet& sheet = book_.sheet(in({"Biểu 09", "Table 09"}));
  sheet.columns({5, 54, 28, 28, 28, 12});
  heading(sheet, kDue, form_titles::kNextTasks,
          {"Nhiệm vụ đơn vị chủ trì hoặc đề nghị đưa vào báo cáo sơ kết.",
           "Tasks the unit leads or proposes for the report."});
  head(sheet, kHead,
       {{"STT", "No."},
        {"Nội dung", "Task"},
        {"Chủ trì", "Lead"},
        {"Phối hợp", "Coordinating"},
        {"Sản phẩm", "Product"},
        {"Thời hạn", "Due"}},
       false);
  const std::vector<NextTask> none;
  const auto& given = context_.draft ? context_.draft->next_tasks : none;
  const size_t rows = std::max(kRowsOfNextTasks, given.size() + kSpareRows);
  for (size_t i = 0; i < rows; ++i) {
    const auto row = kFirst + static_cast<std::uint32_t>(i);
    const NextTask empty;
    const NextTask& one = i < given.size() ? given[i] : empty;
    const std::string number = std::to_string(i + 1);
    auto& line = sheet.line(row, about::kNextTask, number, book_.stems().of(about::kNextTask, number),
                            "next_" + number);
    const bool unit = context_.units->any_unit(one.lead) != nullptr;
    sheet.text(row, kNo, number, {.centre = true});
    sheet.input(line, row, kContent, "content", {.text = one.content});
    sheet.input(line, row, kLead, "lead", {.text = unit ? unit_name(one.lead) : one.lead});
    sheet.input(line, row, kCoordinates, "coordinates", {.text = one.coordinates});
    sheet.input(line, row, kProduct, "product", {.text = one.product});
    sheet.input(line, row, kDue, "due", {.kind = Kind::date, .date = one.due});
    sheet.height(row, 34);
  }
  sheet.freeze(kFirst, kLead);
  sheet.page(kHead, kHead, footer());
  sheet.print_to(kFirst + static_cast<std::uint32_t>(rows) - 1, kDue);
}

}  // namespace xanh::form_workbook
