// Bìa: what is asked of whom, until when; letter, signer and contact.
#include <fmt/format.h>

#include "base/text.hpp"
#include "exchange/form_workbook_writer.hpp"

namespace xanh::form_workbook {
namespace {

constexpr std::uint16_t kLabel = 1, kValue = 2, kInputLabel = 4, kInput = 5;

std::string day_text(Date day, bool vi) {
  return vi ? to_text_vi(day) : to_text(day);
}

}  // namespace

void FormWriter::cover() {
  const Cycle& cycle = *context_.cycle;
  const AsOf as_of{cycle.cut_off(), {}};
  FormSheet& sheet = book_.sheet(in({"Bìa", "Cover"}));
  sheet.columns({30, 48, 2, 36, 48});
  sheet.merged(0, 1, 5, unit_name(form_.unit), {.look = Look::plain, .bold = true});
  sheet.merged(1, 1, 5, in({"BIỂU MẪU BÁO CÁO CỦA ĐƠN VỊ", "REPORT FORM OF THE UNIT"}),
               {.look = Look::title, .centre = true});
  sheet.merged(2, 1, 5, in(context_.programme->names), {.look = Look::plain, .centre = true, .bold = true});
  sheet.merged(3, 1, 5, in(cycle.names), {.look = Look::plain, .centre = true, .bold = true});
  if (context_.draft && context_.draft->illustrative)
    sheet.merged(4, 1, 5, "SỐ LIỆU MINH HỌA / ILLUSTRATIVE", {.look = Look::warning, .centre = true});
  sheet.height(1, 26);
  sheet.merged(5, kLabel, kValue, in({"In sẵn", "Printed"}), {.look = Look::head});
  sheet.merged(5, kInputLabel, kInput, in({"Đơn vị điền", "To be filled in by the unit"}),
               {.look = Look::head});

  std::uint32_t row = 6;
  const auto printed = [&](const Bilingual& label, const std::string& value) {
    sheet.height(row, 30);
    sheet.words(row, kLabel, label, {.bold = true});
    sheet.text(row++, kValue, value);
  };
  const auto window = [&](const Window& w) {
    return vi() ? fmt::format("Từ {} đến {}", day_text(w.first, true), day_text(w.last, true))
                : fmt::format("{} to {}", day_text(w.first, false), day_text(w.last, false));
  };
  printed({"Tên đơn vị", "Unit"}, unit_name(form_.unit));
  printed({"Vai trò", "Role"}, form_.kind == FormKind::brief
                                   ? in({"Cơ quan phối hợp", "Coordinating body"})
                                   : in({"Cơ quan, đơn vị thực hiện", "Executing unit"}));
  printed({"Nơi nhận báo cáo", "Report to"},
          unit_name(context_.plan->agency(AgencyRole::standing, as_of.day)));
  printed({"Kỳ báo cáo", "Cycle"}, in(cycle.names));
  printed({"Kỳ số liệu", "Period of the figures"}, window(cycle.window));
  printed({"Kỳ số liệu kinh phí", "Period of the money"}, window(cycle.money_window.value_or(cycle.window)));
  printed({"Hạn gửi", "Due"}, context_.due ? fmt::format("{} {}", in({"Chậm nhất ngày", "At the latest on"}),
                                                         day_text(*context_.due, vi()))
                                           : "");
  sheet.height(row, 30);
  sheet.words(row, kLabel, {"Số ngày làm việc còn lại (tự tính)", "Working days left (computed)"},
              {.bold = true});
  if (context_.due) {
    const std::string due = excel_date(*context_.due);
    sheet.formula(row, kValue,
                  fmt::format("IF(TODAY()>={0},0,NETWORKDAYS(TODAY()+1,{0},{1}))", due, holidays_),
                  {.look = Look::computed, .kind = Kind::whole, .centre = true});
  } else {
    sheet.text(row, kValue, std::string{});
  }
  ++row;
  const PlanYear* year = context_.plan->year(cycle.plan_year);
  std::string decision;
  if (year && !year->decision.number.empty())
    decision =
        year->decision.date
            ? fmt::format("{} {} {} {}", in({year->decision.kind().vi + " số", year->decision.kind().en}),
                          year->decision.number, in({"ngày", "of"}), day_text(*year->decision.date, vi()))
            : year->decision.number;
  printed({fmt::format("Kế hoạch năm {}", cycle.plan_year), fmt::format("Plan of {}", cycle.plan_year)},
          decision);
  printed({"Mã đối chiếu", "Reference code"}, control_code());
  const std::uint32_t printed_end = row;

  row = 6;
  const Submission empty;
  const Submission& draft = context_.draft ? *context_.draft : empty;
  const auto input = [&](const std::string& field, const Bilingual& label, const Input& given) {
    sheet.height(row, 30);
    sheet.words(row, kInputLabel, label, {.bold = true});
    const std::string code = "cover_" + field;
    auto& line = sheet.line(row, about::kCover, field, book_.stems().of(about::kCover, field), code);
    sheet.input(line, row++, kInput, {}, given);
  };
  const UnitRow* unit = context_.units->unit(form_.unit, as_of);
  std::string authority = draft.letter.signing_authority;
  if (!context_.draft && unit) authority = join(split(unit->signature, '|'), " - ");
  input("content", {"Loại báo cáo", "Kind of report"},
        {.text = in(draft.nothing_to_report ? kNothingAtAll : kSomething), .list = "content"});
  input("request_letter", {"Văn bản yêu cầu (số, ngày)", "Letter that asks (number, date)"}, {});
  input("letter_number", {"Số, ký hiệu báo cáo", "Number of the report"}, {.text = draft.letter.number});
  input("letter_date", {"Ngày ký", "Date signed"}, {.kind = Kind::date, .date = draft.letter.date});
  input("signer", {"Người ký", "Signed by"}, {.text = draft.letter.signer});
  input("signing_authority", {"Chức vụ, thẩm quyền ký (TM./KT./TL./TUQ.)", "Title, authority to sign"},
        {.text = authority});
  input("leader", {"Lãnh đạo phụ trách", "Leader in charge"}, {});
  input("contact", {"Đầu mối (họ tên, điện thoại, thư điện tử)", "Contact (name, telephone, e-mail)"},
        {.text = draft.contact});
  input("prepared_by", {"Người lập biểu", "Prepared by"}, {});
  input("unit_plan",
        {"Kế hoạch của đơn vị triển khai Chương trình trong năm (số, ngày)",
         "The unit's own plan of the year (number, date)"},
        {.text = draft.own_plan});

  row = std::max(row, printed_end) + 1;
  sheet.merged(
      row, 1, 5,
      in({"Ô xám: in sẵn, khóa. Ô vàng nhạt: đơn vị điền. Xem hướng dẫn và kết quả tự kiểm ở hai trang cuối.",
          "Grey cells are printed and locked. Pale yellow cells are yours. Guidance and checks are on the "
          "last two sheets."}),
      {.look = Look::subtitle});
  sheet.page(0, 0, footer());
  sheet.print_to(row, 5);
}

}  // namespace xanh::form_workbook
