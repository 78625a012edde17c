// Biểu 03. Dự án, công trình; Biểu 04. Kinh phí; Biểu 08. Thực hiện ý kiến chỉ đạo kỳ trước.
#include <fmt/format.h>

#include "base/text.hpp"
#include "exchange/form_titles.hpp"
#include "exchange/form_workbook_writer.hpp"

namespace xanh::form_workbook {
namespace {

constexpr std::uint32_t kHead = 3, kFirst = 4;
constexpr size_t kRowsOfMoney = 8, kSpareRows = 3;

const ReportedProject* of_task(const Submission* report, const std::string& task) {
  if (report)
    for (const auto& one : report->projects)
      if (one.task == task) return &one;
  return nullptr;
}

const ProjectStage* of_stage(const ReportedProject* project, const std::string& stage) {
  if (project)
    for (const auto& one : project->stages)
      if (one.stage == stage) return &one;
  return nullptr;
}

}  // namespace

void FormWriter::project_rows(FormSheet& sheet, std::uint32_t& row, const Task& task, int no) {
  enum Column : std::uint16_t {
    kNo = 1,
    kText,
    kOwner,
    kLocation,
    kScale,
    kSupports,
    kTotal,
    kFunds,
    kStage,
    kPlanned,
    kActual,
    kNew,
    kCleared,
    kDone,
    kOperating,
    kObstacle,
    kAuthority,
    kAskedBy
  };
  const ReportedProject none;
  const ReportedProject* draft = of_task(context_.draft, task.code);
  // What does not change from one half-year to the next is copied from the last report.
  const ReportedProject* last = of_task(context_.last, task.code);
  const ReportedProject& given = draft ? *draft : none;
  const ReportedProject& standing = draft ? *draft : last ? *last : none;
  sheet.text(row, kNo, std::to_string(no), {.centre = true});
  sheet.text(row, kText, in(task.text), {.bold = true});
  sheet.text(row, kOwner, unit_name(form_.unit));
  sheet.text(
      row, kScale,
      task.capacity ? to_text_grouped(task.capacity->value, -1, vi()) + " " + task.capacity->unit : "");
  std::vector<std::string> supports;
  for (const auto& contribution : task.contributions)
    if (const auto name = item_name(contribution.target);
        std::find(supports.begin(), supports.end(), name) == supports.end())
      supports.push_back(name);
  sheet.text(row, kSupports, join(supports, "; "));
  auto& line =
      sheet.line(row, about::kProject, task.code, book_.stems().of(about::kProject, task.code), task.code);
  sheet.input(line, row, kLocation, "location", {.text = standing.location});
  sheet.input(line, row, kTotal, "total",
              {.kind = Kind::decimal,
               .number = standing.total,
               .hint = {"Tổng mức đầu tư, triệu đồng", "Total investment, million dong"}});
  sheet.input(line, row, kFunds, "funds", {.text = standing.funds});
  sheet.input(line, row, kCleared, "cleared",
              {.kind = Kind::decimal,
               .number = given.cleared,
               .hint = {"Giải phóng mặt bằng, % diện tích", "Site cleared, % of the area"}});
  sheet.input(line, row, kDone, "done",
              {.kind = Kind::decimal,
               .number = given.done,
               .hint = {"Khối lượng thực hiện, % hợp đồng", "Work done, % of the contract"}});
  sheet.input(line, row, kOperating, "operating",
              {.kind = Kind::decimal,
               .number = given.operating,
               .hint = {"Công suất vận hành thực tế, cùng đơn vị với công suất thiết kế",
                        "Capacity in operation, in the unit of the design"}});
  sheet.input(line, row, kObstacle, "obstacle", {.text = given.obstacle});
  sheet.input(line, row, kAuthority, "authority",
              {.text = given.authority, .hint = {"Cơ quan giải quyết vướng mắc", "Who can remove it"}});
  sheet.input(line, row, kAskedBy, "asked_by", {.kind = Kind::date, .date = given.asked_by});
  bool first = true;
  for (const auto& stage : context_.programme->project_stages) {
    const std::string code = task.code + "/" + stage.code;
    if (!first) {
      sheet.blanks(row, kNo, kFunds);
      sheet.blanks(row, kCleared, kAskedBy);
    }
    sheet.words(row, kStage, stage.names);
    auto& days =
        sheet.line(row, about::kStage, code, book_.stems().of(about::kStage, code), first ? task.code : code);
    const ProjectStage* now = of_stage(draft, stage.code);
    const ProjectStage* before = of_stage(last, stage.code);
    std::optional<Date> planned = now ? now->planned : before ? before->planned : std::nullopt;
    std::optional<Date> actual = now ? now->actual : before ? before->actual : std::nullopt;
    for (const auto& milestone : task.milestones)
      if (milestone.code == stage.code) {
        if (!planned) planned = milestone.planned;
        if (!actual) actual = milestone.actual;
      }
    sheet.input(days, row, kPlanned, "planned",
                {.kind = Kind::date, .date = planned, .hint = {"Ngày theo kế hoạch", "Day of the plan"}});
    sheet.input(days, row, kActual, "actual",
                {.kind = Kind::date, .date = actual, .hint = {"Ngày thực tế", "Day it happened"}});
    sheet.input(days, row, kNew, "expected",
                {.kind = Kind::date,
                 .date = now ? now->expected : std::nullopt,
                 .hint = {"Ngày dự kiến mới", "Day expected now"}});
    first = false;
    ++row;
  }
}

void FormWriter::projects() {
  FormSheet& sheet = book_.sheet(in({"Biểu 03", "Table 03"}));
  sheet.columns({4, 26, 16, 13, 12, 18, 11, 13, 16, 10, 10, 10, 8, 8, 10, 20, 15, 10});
  heading(
      sheet, 18, form_titles::kProjects,
      {"Tiền tính bằng triệu đồng. Mỗi mốc ghi ngày theo kế hoạch, ngày thực tế; mốc chậm ghi ngày dự kiến "
       "mới. Vướng mắc phải nêu cơ quan giải quyết và thời hạn đề nghị.",
       "Money in million dong. For each stage the day of the plan and the day it happened; for a late one "
       "the day expected now. An obstacle names the authority asked, and by when."});
  head(sheet, kHead,
       {{"STT", "No."},
        {"Dự án", "Project"},
        {"Đơn vị chủ trì", "Lead"},
        {"Địa điểm", "Place"},
        {"Quy mô, công suất", "Scale, capacity"},
        {"Chỉ tiêu hỗ trợ", "Target supported"},
        {"Tổng mức đầu tư", "Total investment"},
        {"Nguồn vốn", "Funds"},
        {"Mốc", "Stage"},
        {"Kế hoạch", "Planned"},
        {"Thực tế", "Actual"},
        {"Mới", "New"},
        {"GPMB (%)", "Site (%)"},
        {"Khối lượng (%)", "Work (%)"},
        {"Công suất vận hành thực tế", "In operation"},
        {"Vướng mắc chính", "Main obstacle"},
        {"Cơ quan giải quyết", "Authority"},
        {"Thời hạn đề nghị", "Asked by"}},
       false);
  std::uint32_t row = kFirst;
  int no = 1;
  for (const Task* task : form_.projects) project_rows(sheet, row, *task, no++);
  sheet.freeze(kFirst, 3);
  sheet.page(kHead, kHead, footer());
  sheet.print_to(row - 1, 18);
}

namespace money_columns {
enum Column : std::uint16_t {
  kNo = 1,
  kTask,
  kFund,
  kTotal,
  kBefore,
  kPlanned,
  kAdjusted,
  kDisbursed,
  kRate,
  kYear,
  kYearRate,
  kCurrency,
  kForeign,
  kExchange,
  kExchangeDay,
  kCause
};
}

void FormWriter::money_row(FormSheet& sheet, std::uint32_t row, int no, const ReportedMoney& given) {
  using namespace money_columns;
  const std::string number = std::to_string(no);
  sheet.text(row, kNo, number, {.centre = true});
  auto& line =
      sheet.line(row, about::kMoney, number, book_.stems().of(about::kMoney, number), "money_" + number);
  sheet.input(
      line, row, kTask, "task",
      {.text = given.task.empty() ? given.text : item_name(given.task),
       .list = "tasks",
       .list_only = false,
       .hint = {"Chọn nhiệm vụ, dự án, hoặc ghi nội dung khác", "Choose a task, or write what it is for"}});
  sheet.input(
      line, row, kFund, "fund",
      {.text = given.fund.empty() ? "" : word_in(context_.programme->funds, given.fund), .list = "funds"});
  const auto amount = [&](std::uint16_t column, const char* field, const std::optional<Decimal>& value) {
    sheet.input(line, row, column, field, {.kind = Kind::decimal, .number = value});
  };
  amount(kTotal, "total", given.total);
  amount(kBefore, "disbursed_before", given.disbursed_before);
  amount(kPlanned, "planned", given.planned);
  amount(kAdjusted, "adjusted", given.adjusted);
  amount(kDisbursed, "disbursed", given.disbursed);
  amount(kYear, "year_estimate", given.year_estimate);
  const auto rate = [&](std::uint16_t column, std::uint16_t part) {
    sheet.formula(
        row, column,
        fmt::format("IF(AND(ISNUMBER({0}),N(IF({2}=\"\",{1},{2}))>0),100*{0}/IF({2}=\"\",{1},{2}),\"\")",
                    sheet.cell(row, part), sheet.cell(row, kPlanned), sheet.cell(row, kAdjusted)),
        {.look = Look::computed, .kind = Kind::fixed, .decimals = 1});
  };
  rate(kRate, kDisbursed);
  rate(kYearRate, kYear);
  sheet.input(line, row, kCurrency, "currency",
              {.text = given.currency, .hint = {"Ví dụ JPY, USD", "For example JPY, USD"}});
  amount(kForeign, "foreign", given.foreign);
  amount(kExchange, "rate", given.rate);
  sheet.input(line, row, kExchangeDay, "rate_on", {.kind = Kind::date, .date = given.rate_on});
  sheet.input(line, row, kCause, "cause", {.text = given.cause});
}

void FormWriter::money() {
  using namespace money_columns;
  FormSheet& sheet = book_.sheet(in({"Biểu 04", "Table 04"}));
  sheet.columns({4, 34, 19, 11, 11, 11, 11, 11, 8, 11, 8, 8, 12, 9, 10, 24});
  heading(
      sheet, kCause, form_titles::kMoney,
      {"Đơn vị tính: triệu đồng. Mỗi dòng một nguồn của một nhiệm vụ, dự án. Vốn nước ngoài ghi thêm nguyên "
       "tệ, tỷ giá (đồng) và ngày của tỷ giá.",
       "In million dong; one source of one task a row. Foreign money also with the amount in its currency, "
       "the rate in dong and its day."});
  const std::string to =
      in({"Giải ngân đến ", "Disbursed to "}) +
      (vi() ? to_text_vi(context_.cycle->money_window.value_or(context_.cycle->window).last)
            : to_text(context_.cycle->money_window.value_or(context_.cycle->window).last));
  head(sheet, kHead,
       {{"STT", "No."},
        {"Nhiệm vụ, dự án", "Task, project"},
        {"Nguồn", "Source"},
        {"Tổng mức", "Total"},
        {"Lũy kế giải ngân đến 31/12 năm trước", "Disbursed to 31/12 last year"},
        {"Kế hoạch vốn năm", "Plan of the year"},
        {"Điều chỉnh", "Adjusted"},
        {to, to},
        {"Tỷ lệ (%)", "Rate (%)"},
        {"Ước cả năm", "Year's estimate"},
        {"Tỷ lệ ước (%)", "Rate (%)"},
        {"Loại tiền", "Currency"},
        {"Nguyên tệ đã giải ngân", "Disbursed in it"},
        {"Tỷ giá", "Rate of exchange"},
        {"Ngày tỷ giá", "Its day"},
        {"Nguyên nhân giải ngân thấp", "Why little was disbursed"}},
       false);
  std::vector<ReportedMoney> rows;
  if (context_.draft && !context_.draft->money.empty()) {
    rows = context_.draft->money;
  } else {
    // Last time's rows stand for this time, without what belongs to their period.
    if (context_.last)
      for (const auto& before : context_.last->money) {
        ReportedMoney one;
        one.task = before.task;
        one.text = before.text;
        one.fund = before.fund;
        one.total = before.total;
        one.currency = before.currency;
        rows.push_back(std::move(one));
      }
    for (const Task* task : form_.projects)
      if (std::none_of(rows.begin(), rows.end(), [&](const auto& row) { return row.task == task->code; })) {
        ReportedMoney one;
        one.task = task->code;
        rows.push_back(std::move(one));
      }
  }
  const size_t count = std::max(kRowsOfMoney, rows.size() + kSpareRows);
  for (size_t i = 0; i < count; ++i) {
    const ReportedMoney none;
    money_row(sheet, kFirst + static_cast<std::uint32_t>(i), static_cast<int>(i + 1),
              i < rows.size() ? rows[i] : none);
  }
  const std::uint32_t sums = kFirst + static_cast<std::uint32_t>(count), stated = sums + 1;
  sheet.merged(sums, kNo, kFund, in({"Tổng cộng (tự tính)", "Total (computed)"}),
               {.look = Look::computed, .bold = true});
  for (std::uint16_t column = kTotal; column <= kYear; ++column)
    if (column != kRate)
      sheet.formula(sums, column,
                    fmt::format("SUM({}:{})", sheet.cell(kFirst, column), sheet.cell(sums - 1, column)),
                    {.look = Look::computed, .kind = Kind::decimal, .bold = true});
  sheet.merged(stated, kNo, kFund,
               in({"Tổng theo báo cáo đã ký (nếu khác)", "Total of the signed report (if another)"}),
               {.look = Look::printed, .bold = true});
  const StatedTotal none;
  const StatedTotal& total =
      context_.draft && context_.draft->money_total ? *context_.draft->money_total : none;
  auto& line = sheet.line(stated, about::kMoneyTotal, "total", book_.stems().of(about::kMoneyTotal, "total"),
                          "money_total");
  sheet.input(line, stated, kPlanned, "planned", {.kind = Kind::decimal, .number = total.planned});
  sheet.input(line, stated, kDisbursed, "disbursed", {.kind = Kind::decimal, .number = total.disbursed});
  sheet.input(line, stated, kYear, "year_estimate", {.kind = Kind::decimal, .number = total.year_estimate});
  sheet.freeze(kFirst, kFund);
  sheet.page(kHead, kHead, footer());
  sheet.print_to(stated, kCause);
}

void FormWriter::directives() {
  enum Column : std::uint16_t { kNo = 1, kDocument, kContent, kDue, kResult, kStatus, kReason, kRemark };
  FormSheet& sheet = book_.sheet(in({"Biểu 08", "Table 08"}));
  sheet.columns({5, 22, 46, 12, 46, 16, 32, 18});
  heading(sheet, kReason, form_titles::kDirectives,
          {"Nêu kết quả cụ thể (sản phẩm, số liệu, văn bản). Việc chưa xong phải nêu lý do.",
           "Say what came of it (product, figures, document). What is not done needs a reason."});
  head(sheet, kHead,
       {{"STT", "No."},
        {"Văn bản (số, ngày)", "Document (number, date)"},
        {"Nội dung giao", "What was asked"},
        {"Thời hạn", "Due"},
        {"Kết quả", "Result"},
        {"Tình trạng", "Status"},
        {"Lý do chưa xong", "Why it is not done"}},
       false);
  std::uint32_t row = kFirst;
  int no = 1;
  for (const Directive* asked : context_.directives) {
    const DirectiveAnswer* given = nullptr;
    if (context_.draft)
      for (const auto& one : context_.draft->directives)
        if (one.directive == asked->code) given = &one;
    std::string document = asked->document;
    if (asked->date)
      document += (document.empty() ? "" : in({" ngày ", " of "})) +
                  (vi() ? to_text_vi(*asked->date) : to_text(*asked->date));
    sheet.text(row, kNo, std::to_string(no++), {.centre = true});
    sheet.text(row, kDocument, document);
    sheet.text(row, kContent, asked->content);
    sheet.date(row, kDue, asked->due);
    auto& line = sheet.line(row, about::kDirective, asked->code,
                            book_.stems().of(about::kDirective, asked->code), "directive_" + asked->code);
    sheet.input(line, row, kResult, "result", {.text = given ? given->result : ""});
    sheet.input(line, row, kStatus, "status",
                {.text = given ? in(name_of(given->status)) : "", .list = "directive_statuses"});
    sheet.input(line, row, kReason, "reason", {.text = given ? given->reason : ""});
    sheet.formula(row, kRemark,
                  fmt::format("IF({0}=\"\",{1},IF(AND({0}<>{2},{3}=\"\"),{4},\"\"))",
                              sheet.cell(row, kStatus), excel_text(in(remark::kUnanswered)),
                              excel_text(in(name_of(DirectiveStatus::done))), sheet.cell(row, kReason),
                              excel_text(in({"Nêu lý do chưa xong", "Say why it is not done"}))),
                  {.look = Look::remark});
    sheet.height(row, 48);
    ++row;
  }
  remarks_.push_back({sheet.title(), sheet.far_range(kFirst, row - 1, kRemark)});
  sheet.freeze(kFirst, kContent);
  sheet.page(kHead, kHead, footer());
  sheet.print_to(row - 1, kReason);
}

}  // namespace xanh::form_workbook
