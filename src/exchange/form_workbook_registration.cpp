// Biểu 09 cuối năm. Đăng ký Kế hoạch năm sau: A. chỉ tiêu, B. nhiệm vụ, C. rà soát giải pháp.
#include <fmt/format.h>

#include "base/text.hpp"
#include "exchange/form_titles.hpp"
#include "exchange/form_workbook_writer.hpp"

namespace xanh::form_workbook {
namespace {

constexpr std::uint16_t kLastColumn = 14;
constexpr size_t kSpareRows = 6;

}  // namespace

void FormWriter::registered_targets(FormSheet& sheet, std::uint32_t& row, const Registration& given) {
  enum Column : std::uint16_t { kNo = 1, kName, kUnit, kEstimate, kRegistered, kGround };
  if (form_.targets.empty()) return;
  sheet.merged(row++, 1, kLastColumn, in({"A. Chỉ tiêu", "A. Targets"}), {.look = Look::band, .bold = true});
  const int next = context_.cycle->plan_year + 1;
  head(sheet, row++,
       {{"STT", "No."},
        {"Chỉ tiêu", "Target"},
        {"ĐVT", "Unit"},
        {"Ước thực hiện năm nay", "This year's estimate"},
        {fmt::format("Đăng ký năm {}", next), fmt::format("Registered for {}", next)},
        {"Cơ sở tính", "Ground"}},
       false);
  int no = 1;
  for (const Target* target : form_.targets) {
    if (target->collected == Collected::qualitative) continue;
    const TargetRegistration* one = nullptr;
    for (const auto& told : given.targets)
      if (told.target == target->code) one = &told;
    sheet.text(row, kNo, std::to_string(no++), {.centre = true});
    sheet.text(row, kName, in(target->names));
    sheet.text(row, kUnit, target->unit, {.centre = true});
    if (const auto cell = estimates_.find(target->code); cell != estimates_.end())
      sheet.formula(row, kEstimate, fmt::format("IF({0}=\"\",\"\",{0})", cell->second),
                    {.look = Look::computed, .kind = Kind::decimal});
    else
      sheet.text(row, kEstimate, std::string{});
    auto& line = sheet.line(row, about::kRegisteredTarget, target->code,
                            book_.stems().of(about::kRegisteredTarget, target->code), "09a_" + target->code);
    sheet.input(line, row, kRegistered, "registered",
                {.kind = Kind::decimal, .number = one ? one->registered : std::nullopt});
    sheet.input(line, row, kGround, "ground", {.text = one ? one->ground : ""});
    ++row;
  }
  ++row;
}

void FormWriter::registered_tasks(FormSheet& sheet, std::uint32_t& row, const Registration& given) {
  enum Column : std::uint16_t {
    kNo = 1,
    kText,
    kOrigin,
    kSolution,
    kLead,
    kCoordinates,
    kProduct,
    kFrom,
    kTo,
    kFund,
    kAmount,
    kTarget,
    kReason
  };
  sheet.merged(row++, 1, kLastColumn, in({"B. Nhiệm vụ", "B. Tasks"}), {.look = Look::band, .bold = true});
  head(sheet, row++,
       {{"STT", "No."},
        {"Nhiệm vụ", "Task"},
        {"Chuyển tiếp, mới hoặc điều chỉnh", "Carried over, new or changed"},
        {"Nhóm giải pháp", "Solution group"},
        {"Chủ trì", "Lead"},
        {"Phối hợp", "Coordinating"},
        {"Sản phẩm", "Product"},
        {"Bắt đầu", "From"},
        {"Kết thúc", "To"},
        {"Nguồn kinh phí", "Source of funds"},
        {"Kinh phí (triệu đồng)", "Million dong"},
        {"Chỉ tiêu hỗ trợ", "Target supported"},
        {"Lý do chuyển tiếp, điều chỉnh", "Why it goes on or changes"}},
       false);
  std::vector<TaskRegistration> rows = given.tasks;
  const bool fresh = rows.empty();
  // The unit's own tasks of this year stand ready to be carried over: what is finished stays unchosen.
  if (fresh)
    for (const auto& asked : form_.tasks)
      if (asked.part == TaskPart::lead) {
        TaskRegistration one;
        one.task = asked.task->code;
        one.text = in(asked.task->text);
        one.solution = asked.task->solution;
        one.product = in(asked.task->product);
        one.to = asked.task->due;
        rows.push_back(std::move(one));
      }
  const size_t ready = rows.size();
  rows.resize(ready + kSpareRows);
  for (size_t i = 0; i < rows.size(); ++i, ++row) {
    const TaskRegistration& one = rows[i];
    const std::string number = std::to_string(i + 1);
    sheet.text(row, kNo, number, {.centre = true});
    auto& line = sheet.line(row, about::kRegisteredTask, number,
                            book_.stems().of(about::kRegisteredTask, number), "09b_" + number);
    sheet.input(line, row, kText, "text",
                {.text = one.text.empty() && !one.task.empty() ? item_name(one.task) : one.text,
                 .list = "tasks",
                 .list_only = false});
    sheet.input(line, row, kOrigin, "origin",
                {.text = !fresh && i < ready ? in(name_of(one.origin)) : "", .list = "origins"});
    sheet.input(line, row, kSolution, "solution",
                {.text = one.solution.empty() ? "" : short_name(one.solution), .list = "solutions"});
    const bool unit = context_.units->any_unit(one.lead) != nullptr;
    sheet.input(line, row, kLead, "lead", {.text = unit ? unit_name(one.lead) : one.lead});
    sheet.input(line, row, kCoordinates, "coordinates", {.text = one.coordinates});
    sheet.input(line, row, kProduct, "product", {.text = one.product});
    sheet.input(line, row, kFrom, "from", {.kind = Kind::date, .date = one.from});
    sheet.input(line, row, kTo, "to", {.kind = Kind::date, .date = one.to});
    sheet.input(
        line, row, kFund, "fund",
        {.text = one.fund.empty() ? "" : word_in(context_.programme->funds, one.fund), .list = "funds"});
    sheet.input(line, row, kAmount, "amount", {.kind = Kind::decimal, .number = one.amount});
    sheet.input(
        line, row, kTarget, "target",
        {.text = one.target.empty() ? "" : item_name(one.target), .list = "targets", .list_only = false});
    sheet.input(line, row, kReason, "reason", {.text = one.reason});
    sheet.height(row, 30);
  }
  ++row;
}

void FormWriter::reviews(FormSheet& sheet, std::uint32_t& row, const Registration& given) {
  enum Column : std::uint16_t { kNo = 1, kSolution, kVerdict, kSubject, kProposal };
  sheet.merged(row++, 1, kLastColumn, in({"C. Rà soát giải pháp", "C. Review of the solutions"}),
               {.look = Look::band, .bold = true});
  head(sheet, row++,
       {{"STT", "No."},
        {"Nhóm giải pháp hiện hành", "Solution group"},
        {"Còn phù hợp, cần sửa, bỏ", "Keep, change or drop"},
        {"Giải pháp cụ thể", "Which solution"},
        {"Đề xuất", "Proposal"}},
       false);
  int no = 1;
  std::set<std::string> printed;
  const auto one_row = [&](const std::string& solution, const SolutionReview* one, const std::string& code) {
    sheet.text(row, kNo, std::to_string(no++), {.centre = true});
    sheet.text(row, kSolution, short_name(solution));
    auto& line = sheet.line(row, about::kReview, code, book_.stems().of(about::kReview, code), "09c_" + code);
    sheet.input(line, row, kVerdict, "verdict",
                {.text = one ? in(name_of(one->verdict)) : "", .list = "verdicts"});
    sheet.input(line, row, kSubject, "subject", {.text = one ? one->subject : ""});
    sheet.input(line, row, kProposal, "proposal", {.text = one ? one->proposal : ""});
    sheet.height(row, 30);
    ++row;
  };
  for (const auto& group : context_.programme->solution_groups) {
    int n = 0;
    for (const auto& told : given.reviews)
      if (told.solution == group.code) {
        one_row(group.code, &told, n == 0 ? group.code : fmt::format("{}+{}", group.code, n));
        ++n;
      }
    if (n == 0) one_row(group.code, nullptr, group.code);
  }
}

void FormWriter::registration() {
  FormSheet& sheet = book_.sheet(in({"Biểu 09", "Table 09"}));
  sheet.columns({4, 34, 14, 18, 18, 18, 16, 10, 10, 16, 11, 20, 22, 4});
  const int next = context_.cycle->plan_year + 1;
  heading(
      sheet, kLastColumn,
      {fmt::format("Biểu 09. Đăng ký Kế hoạch năm {}", next),
       fmt::format("Table 09. Registration for the plan of {}", next)},
      {"A: mức đăng ký và cơ sở tính. B: nhiệm vụ năm nay in sẵn, chọn Chuyển tiếp hoặc Điều chỉnh nếu còn "
       "thực hiện, để trống nếu đã xong; nhiệm vụ mới ghi ở dòng trống. C: giải pháp còn phù hợp, cần sửa "
       "hay bỏ.",
       "A: what is registered, and its ground. B: this year's tasks are printed; choose carried over or "
       "changed if they go on, leave empty what is done; write new ones below. C: whether the solutions "
       "still fit."});
  static const Registration kNone;
  const Registration& given =
      context_.draft && context_.draft->registration ? *context_.draft->registration : kNone;
  std::uint32_t row = 3;
  registered_targets(sheet, row, given);
  registered_tasks(sheet, row, given);
  reviews(sheet, row, given);
  sheet.page(0, 1, footer());
  sheet.print_to(row - 1, kLastColumn - 1);
}

}  // namespace xanh::form_workbook
