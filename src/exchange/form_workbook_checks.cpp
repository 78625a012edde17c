// Kiểm tra: what is missing on each sheet and which of the programme's checks fail, live. Hướng dẫn: how to
// fill it in.
#include <fmt/format.h>

#include "exchange/form_workbook_writer.hpp"

namespace xanh::form_workbook {
namespace {

/// Excel's sign for a comparison of a check.
std::string_view excel_operator(std::string_view sign) {
  if (sign == "==") return "=";
  if (sign == "!=") return "<>";
  return sign;
}

std::string elements_list(std::string_view formula,
                          const std::map<std::string, std::string, std::less<>>& cells, int& count) {
  std::string out;
  for (size_t at = formula.find("#{"); at != std::string_view::npos; at = formula.find("#{", at + 2)) {
    const auto cell = cells.find(formula.substr(at + 2, formula.find('}', at) - at - 2));
    if (cell == cells.end()) continue;
    out += "," + cell->second;
    ++count;
  }
  return out;
}

}  // namespace

void FormWriter::checks() {
  FormSheet& sheet = book_.sheet(in({"Kiểm tra", "Checks"}));
  sheet.columns({5, 78, 18, 18, 30});
  heading(sheet, 5, {"Kiểm tra trước khi gửi", "Checks before sending"},
          {"Tự tính khi điền. Không mục nào ngăn việc gửi: nếu số liệu đúng, hãy giải trình ở cột Ghi chú.",
           "Computed while you fill in. Nothing here keeps you from sending: if the figure is right, explain "
           "it in the note."});
  std::uint32_t row = 3;
  head(sheet, row++,
       {{"STT", "No."},
        {"Biểu", "Table"},
        {"Chưa trả lời", "Not answered"},
        {"Cần xem lại", "To be checked"},
        {"Kết quả", "Result"}},
       false);
  int no = 1;
  const std::string unanswered = excel_text(in(remark::kUnanswered));
  for (const auto& column : remarks_) {
    sheet.text(row, 1, std::to_string(no++), {.centre = true});
    sheet.text(row, 2, column.sheet);
    sheet.formula(row, 3, fmt::format("COUNTIF({},{})", column.range, unanswered),
                  {.look = Look::computed, .kind = Kind::whole, .centre = true});
    sheet.formula(row, 4, fmt::format("COUNTIF({},\"?*\")-{}", column.range, sheet.cell(row, 3)),
                  {.look = Look::computed, .kind = Kind::whole, .centre = true});
    sheet.formula(
        row, 5,
        fmt::format("IF({}+{}=0,{},{})", sheet.cell(row, 3), sheet.cell(row, 4),
                    excel_text(in({"Đủ", "Complete"})),
                    excel_text(in({"Xem cột ghi đỏ bên phải biểu", "See the red remarks beside the table"}))),
        {.look = Look::computed});
    ++row;
  }
  ++row;
  head(sheet, row++,
       {{"STT", "No."},
        {"Nội dung cần xem lại nếu không khớp", "What to check when it does not hold"},
        {"Vế trái", "Left"},
        {"Vế phải", "Right"},
        {"Kết quả", "Result"}},
       false);
  no = 1;
  for (const auto& check : context_.plan->checks) {
    const std::string left = excel_formula(check.left, this_period_),
                      right = excel_formula(check.right, this_period_);
    if (left.empty() || right.empty()) continue;
    int figures = 0;
    const std::string cells = (elements_list(check.left, this_period_, figures) +
                               elements_list(check.right, this_period_, figures));
    if (!figures) continue;
    const std::string all = fmt::format("COUNT({})={}", cells.substr(1), figures);
    sheet.text(row, 1, std::to_string(no++), {.centre = true});
    sheet.words(row, 2, check.message);
    sheet.formula(row, 3, fmt::format("IF({},{},\"\")", all, left),
                  {.look = Look::computed, .kind = Kind::decimal});
    sheet.formula(row, 4, fmt::format("IF({},{},\"\")", all, right),
                  {.look = Look::computed, .kind = Kind::decimal});
    sheet.formula(
        row, 5,
        fmt::format("IF({},IF({}{}{},{},{}),\"–\")", all, sheet.cell(row, 3), excel_operator(check.operator_),
                    sheet.cell(row, 4), excel_text(in({"Khớp", "Holds"})),
                    excel_text(in({"Xem lại hoặc giải trình", "Check or explain"}))),
        {.look = Look::computed});
    sheet.alarm(row, 5, row, 5,
                fmt::format("{}={}", sheet.cell(row, 5),
                            excel_text(in({"Xem lại hoặc giải trình", "Check or explain"}))));
    ++row;
  }
  sheet.freeze(3, 1);
  sheet.unprinted();
}

void FormWriter::guide() {
  FormSheet& sheet = book_.sheet(in({"Hướng dẫn", "Guidance"}));
  sheet.columns({5, 130});
  heading(sheet, 2, {"Hướng dẫn điền biểu", "How to fill in the form"}, context_.cycle->names);
  std::vector<Bilingual> lines{
      {"Chỉ điền ô vàng nhạt. Ô xám in sẵn và khóa; nếu ô xám sai, ghi ở cột Ghi chú hoặc báo đầu mối của cơ "
       "quan thường trực.",
       "Fill in pale yellow cells only. Grey ones are printed and locked; if one is wrong, say so in a note "
       "or tell the standing agency."},
      {"Điền lần lượt: Bìa, các biểu theo số thứ tự; sau đó xem trang Kiểm tra.",
       "In this order: cover, then the tables by their numbers; then look at the checks."},
      {"Số liệu lấy trong kỳ ghi ở Bìa. Không cộng số của kỳ khác.",
       "Figures are those of the period on the cover. Do not add other periods."},
      {"Chỉ nhập số, không kèm đơn vị tính: 1.234,5 hoặc 1234,5. Tỷ lệ 21,2% nhập 21,2.",
       "Enter numbers only, without the unit: 1234.5. For 21.2 % enter 21.2."},
      {"Không có số thì để trống ô số và chọn Tình trạng số liệu. Không ghi KPS, không, -, N/A.",
       "Without a figure leave the cell empty and choose its state. Do not write none, -, N/A."},
      {"Không phát sinh: trong kỳ thật sự không có (bằng 0). Không áp dụng: đơn vị không có đối tượng này.",
       "Nothing to report: there truly was none (0). Not applicable: the unit has no such thing."},
      {"Chưa có số liệu: sẽ có sau; ghi ngày dự kiến có và lý do.",
       "Not available: it will come later; give the day and the reason."},
      {"Sơ bộ, Ước tính: số chưa chốt. Để trống tình trạng nghĩa là số chính thức.",
       "Preliminary, estimate: not final. An empty state means the figure is official."},
      {"Biểu 01: điền tử số, mẫu số ở dòng chỉ tiêu; kết quả và so sánh tự tính. Dòng dưới ghi chi tiết của "
       "từng số.",
       "Table 01: numerator and denominator in the target's row; results are computed. The rows below hold "
       "the details of each figure."},
      {"Biểu 02: nhiệm vụ trễ phải chọn nhóm nguyên nhân, nêu cụ thể và đề nghị giữ, gia hạn, điều chỉnh "
       "hoặc dừng.",
       "Table 02: for a late task choose the cause, explain it, and propose to keep, extend, change or stop "
       "it."},
      {"Ngày nhập dạng ngày/tháng/năm: 14/6/2023.", "Dates as day/month/year: 14/6/2023."},
      {"Biểu 06 có giới hạn ký tự; số ký tự hiện bên cạnh, quá giới hạn thì ghi đỏ.",
       "Table 06 is limited; the count stands beside the text and turns red beyond the limit."},
      {"Biểu 07: mỗi dòng một việc, nêu cơ quan có thẩm quyền giải quyết và thời hạn đề nghị.",
       "Table 07: one matter a row, with the authority that can settle it and a date."},
      {"Có thể chèn dòng, chỉnh độ rộng cột. Không xóa dòng in sẵn, không đổi tên trang tính.",
       "You may insert rows and widen columns. Do not delete printed rows or rename sheets."},
      {"Gửi lại chính tệp này (.xlsx) cùng văn bản đã ký; không gửi bản chụp hay PDF thay cho tệp.",
       "Send back this very file (.xlsx) with the signed letter; no scan or PDF instead of it."}};
  if (context_.part) {  // it has fewer sheets, and goes to the unit without a letter
    lines[1] = {"Điền lần lượt các trang có trong tệp; sau đó xem trang Kiểm tra.",
                "In the order of the sheets of this file; then look at the checks."};
    std::erase_if(lines, [](const Bilingual& line) { return line.vi.starts_with("Biểu 02:"); });
    lines.back() = {
        fmt::format("Gửi lại chính tệp này (.xlsx) cho {}; không chép sang tệp khác.", unit_name(form_.unit)),
        fmt::format("Send back this very file (.xlsx) to {}; do not copy its sheets.",
                    unit_name(form_.unit))};
  }
  std::uint32_t row = 3;
  for (size_t i = 0; i < lines.size(); ++i) {
    sheet.text(row, 1, std::to_string(i + 1), {.look = Look::guide, .centre = true});
    sheet.words(row++, 2, lines[i], {.look = Look::guide});
  }
  sheet.unprinted();
}

}  // namespace xanh::form_workbook
