// Biểu 02. Tiến độ nhiệm vụ, chương trình, đề án được giao.
#include <fmt/format.h>

#include "base/text.hpp"
#include "exchange/form_titles.hpp"
#include "exchange/form_workbook_writer.hpp"

namespace xanh::form_workbook {
namespace {

enum Column : std::uint16_t {
  kNo = 1,
  kCode,
  kText,
  kSolution,
  kPart,
  kCoordinates,
  kProduct,
  kRecurring,
  kDue,
  kResult,
  kIssued,
  kStatus,
  kFinished,
  kExpected,
  kLate,
  kCauseGroup,
  kCause,
  kAsk,
  kNewDue,
  kRemark
};
constexpr std::uint32_t kHead = 3, kFirst = 4;

const Bilingual kNoStatus{"Chọn tình trạng", "Choose the status"},
    kNoCause{"Nêu nguyên nhân trễ", "Say why it is late"},
    kNoDay{"Thiếu ngày hoàn thành", "Day of completion missing"};

}  // namespace

void FormWriter::task_row(FormSheet& sheet, std::uint32_t row, const FormTask& asked, int no) {
  const Task& task = *asked.task;
  const ReportedTask none;
  const ReportedTask* draft = context_.draft ? context_.draft->task(task.code) : nullptr;
  const ReportedTask& given = draft ? *draft : none;
  const ReportedTask* last = context_.last ? context_.last->task(task.code) : nullptr;
  const SolutionGroup* group = context_.plan->solution_group(task.solution);
  sheet.text(row, kNo, std::to_string(no), {.centre = true});
  sheet.text(row, kCode, task.no.empty() ? task.code : task.no, {.centre = true});
  sheet.text(row, kText, in(task.text), {.bold = true});
  sheet.text(row, kSolution,
             group ? in(group->short_names.empty() ? group->names : group->short_names) : task.solution);
  sheet.words(row, kPart, name_of(asked.part), {.centre = true});
  sheet.text(row, kCoordinates, names_of_units(task.coordinates));
  sheet.text(row, kProduct, in(task.product));
  sheet.words(
      row, kRecurring,
      task.recurring ? Bilingual{"Thường xuyên", "Recurring"} : Bilingual{"Có thời hạn", "With a due date"},
      {.centre = true});
  sheet.date(row, kDue, task.due);

  auto& line = sheet.line(row, about::kTask, task.code, book_.stems().of(about::kTask, task.code), task.code);
  Bilingual before{"Kết quả trong kỳ", "Result of the period"};
  if (last && !last->result.empty()) before = {"Kỳ trước: " + last->result, "Last period: " + last->result};
  sheet.input(line, row, kResult, "result", {.text = given.result, .hint = before});
  sheet.input(line, row, kIssued, "products",
              {.text = given.products_issued,
               .hint = {"Số, ngày của văn bản, sản phẩm", "Number and date of what was issued"}});
  sheet.input(line, row, kStatus, "status",
              {.text = draft ? in(name_of(given.status)) : "", .list = "statuses"});
  sheet.input(line, row, kFinished, "finished_on",
              {.kind = Kind::date,
               .date = given.finished_on,
               .hint = {"Ngày hoàn thành thực tế", "Day it was finished"}});
  sheet.input(line, row, kExpected, "expected_on",
              {.kind = Kind::date,
               .date = given.expected_on,
               .hint = {"Ngày dự kiến hoàn thành", "Day it is expected"}});
  // Late until finished: counted to the day it was finished, else to the cut-off.
  const std::string cut_off = excel_date(context_.cycle->cut_off());
  sheet.formula(row, kLate,
                fmt::format("IF({0}=\"\",\"\",MAX(0,NETWORKDAYS({0}+1,IF({1}=\"\",{2},{1}),{3})))",
                            sheet.cell(row, kDue), sheet.cell(row, kFinished), cut_off, holidays_),
                {.look = Look::computed, .kind = Kind::whole});
  std::string cause = given.cause;
  for (const auto& known : context_.programme->delay_causes)
    if (known.code == given.cause) cause = in(known.names);
  sheet.input(line, row, kCauseGroup, "cause", {.text = cause, .list = "causes"});
  sheet.input(
      line, row, kCause, "cause_text",
      {.text = given.cause_text, .hint = {"Nguyên nhân cụ thể, trách nhiệm", "Cause and responsibility"}});
  sheet.input(line, row, kAsk, "asks", {.text = given.asks ? in(name_of(*given.asks)) : "", .list = "asks"});
  sheet.input(line, row, kNewDue, "new_due",
              {.kind = Kind::date, .date = given.new_due, .hint = {"Gia hạn đến ngày", "Extension until"}});
  const std::string status = sheet.cell(row, kStatus), done = excel_text(in(name_of(TaskStatus::done)));
  sheet.formula(
      row, kRemark,
      fmt::format(
          "IF({0}=\"\",{1},IF(AND({0}={2},{3}=\"\"),{4},IF(AND(N({5})>0,{6}=\"\",{7}=\"\"),{8},\"\")))",
          status, excel_text(in(kNoStatus)), done, sheet.cell(row, kFinished), excel_text(in(kNoDay)),
          sheet.cell(row, kLate), sheet.cell(row, kCauseGroup), sheet.cell(row, kCause),
          excel_text(in(kNoCause))),
      {.look = Look::remark});
}

void FormWriter::tasks() {
  FormSheet& sheet = book_.sheet(in({"Biểu 02", "Table 02"}));
  sheet.columns({4, 11, 27, 11.5, 8.5, 13, 11, 9, 10, 23, 13, 11.5, 10, 10, 7, 12, 15, 9, 10, 18});
  heading(
      sheet, kNewDue, form_titles::kTasks,
      {"Tình trạng, nhóm nguyên nhân, đề nghị: chọn trong danh sách. Số ngày trễ tự tính theo ngày làm việc.",
       "Choose status, cause and proposal from the lists. Delays are computed in working days."});
  head(sheet, kHead,
       {{"STT", "No."},
        {"Mã", "Code"},
        {"Nhiệm vụ", "Task"},
        {"Nhóm giải pháp", "Solution group"},
        {"Vai trò", "Part"},
        {"Đơn vị phối hợp", "Coordinating units"},
        {"Sản phẩm đầu ra", "Product"},
        {"Loại", "Kind"},
        {"Thời hạn theo Kế hoạch", "Due by the plan"},
        {"Kết quả trong kỳ", "Result of the period"},
        {"Sản phẩm đã ban hành (số, ngày)", "Issued (number, date)"},
        {"Tình trạng", "Status"},
        {"Ngày hoàn thành thực tế", "Finished on"},
        {"Ngày hoàn thành dự kiến", "Expected on"},
        {"Trễ (ngày làm việc, tự tính)", "Late (working days)"},
        {"Nhóm nguyên nhân", "Cause"},
        {"Nguyên nhân cụ thể, trách nhiệm", "Cause in words, responsibility"},
        {"Đề nghị", "Proposal"},
        {"Gia hạn đến", "Extend to"}},
       false);
  std::uint32_t row = kFirst;
  int no = 1;
  for (const auto& task : form_.tasks) task_row(sheet, row++, task, no++);
  remarks_.push_back({sheet.title(), sheet.far_range(kFirst, row - 1, kRemark)});
  sheet.freeze(kFirst, kSolution);
  sheet.page(kHead, kHead, footer());
  sheet.print_to(row - 1, kNewDue);
}

}  // namespace xanh::form_workbook
