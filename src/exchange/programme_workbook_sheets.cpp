#include "exchange/programme_workbook_sheets.hpp"

#include <stdexcept>

namespace xanh::programme_workbook {
namespace {

const ListedWords kDirection{{"rise", "tăng"}, {"fall", "giảm"}, {"maintain", "duy trì"}};
const ListedWords kCollected{{"lead", "đơn vị chủ trì báo cáo"}, {"sum_of_units", "cộng từ các đơn vị"},
                             {"register", "đếm từ sổ theo dõi"}, {"survey", "khảo sát"},
                             {"evidence", "quan trắc"},          {"qualitative", "đánh giá định tính"}};
const ListedWords kKnown{
    {"verified", "đã đối chiếu"}, {"partly", "đối chiếu một phần"}, {"unconfirmed", "chưa đối chiếu"}};
const ListedWords kAgency{{"standing", "cơ quan thường trực"}, {"approving", "cấp phê duyệt"}};
const ListedWords kUnitKind{{"committee", "ủy ban nhân dân Thành phố"},
                            {"department", "sở, ngành"},
                            {"board", "ban quản lý"},
                            {"enterprise", "doanh nghiệp"},
                            {"district", "quận, huyện, thành phố"},
                            {"ward", "phường, xã"},
                            {"coordinating", "đơn vị phối hợp"},
                            {"other", "khác"}};
const ListedWords kUnitRole{{"approving", "phê duyệt"},
                            {"standing", "thường trực"},
                            {"executing", "thực hiện"},
                            {"coordinating", "phối hợp"},
                            {"subordinate", "trực thuộc"}};
const ListedWords kChange{{"merge", "sáp nhập"},
                          {"split", "chia tách"},
                          {"rename", "đổi tên"},
                          {"move", "chuyển"},
                          {"end", "kết thúc"}};
const ListedWords kDay{{"holiday", "ngày nghỉ"}, {"working_day", "ngày làm bù"}};
const ListedWords kElementType{
    {"integer", "số nguyên"}, {"decimal", "số thập phân"}, {"text", "chữ"}, {"boolean", "có hoặc không"}};
const ListedWords kElementKind{{"flow", "phát sinh trong kỳ"},
                               {"mean", "mức trung bình"},
                               {"stock", "số cuối kỳ"},
                               {"cumulative", "lũy kế"}};
const ListedWords kYesNo{{"yes", "có"}, {"no", "không"}};
const ListedWords kCycle{{"half_year", "6 tháng"},
                         {"year", "năm"},
                         {"quarter", "quý"},
                         {"month", "tháng"},
                         {"special", "chuyên đề"}};
const ListedWords kTaskKind{
    {"task", "nhiệm vụ"}, {"programme", "chương trình"}, {"scheme", "đề án"}, {"project", "dự án"}};
const ListedWords kDue{{"by", "chậm nhất"}, {"before", "trước"}};
const ListedWords kSeverity{{"error", "lỗi"}, {"warning", "cảnh báo"}};
const ListedWords kFrom{{"completion", "khi hoàn thành"}, {"steps", "theo từng mốc"}, {"ramp", "tăng dần"}};

using H = Holds;

Column code(std::string path = "code", Bilingual title = {"Mã", "Code"}) {
  return {std::move(path), std::move(title), H::code, 16, nullptr, {}};
}
Column text(std::string path, std::string vi, std::string en, int width = 24) {
  return {std::move(path), {std::move(vi), std::move(en)}, H::text, width, nullptr, {}};
}
Column of(H holds, std::string path, std::string vi, std::string en, int width = 14) {
  return {std::move(path), {std::move(vi), std::move(en)}, holds, width, nullptr, {}};
}
Column words(std::string path, std::string vi, std::string en, const ListedWords& list) {
  return {std::move(path), {std::move(vi), std::move(en)}, H::words, 20, &list, {}};
}
Column from(std::string path, std::string vi, std::string en, std::string choices) {
  return {std::move(path), {std::move(vi), std::move(en)}, H::code, 14, nullptr, std::move(choices)};
}
Column number() {
  return of(H::code, "no", "Số", "No", 8);
}
Column source() {
  return text("source", "Nguồn", "Source", 30);
}

std::vector<Column> with_names(std::vector<Column> first, const std::string& path, std::vector<Column> rest) {
  first.push_back(text(path + ".vi", "Tên, nội dung (tiếng Việt)", "Name, text (Vietnamese)", 48));
  first.push_back(text(path + ".en", "Tên, nội dung (tiếng Anh)", "Name, text (English)", 32));
  for (auto& one : rest) first.push_back(std::move(one));
  return first;
}

std::vector<Column> note_and_known() {
  return {words("known", "Mức đối chiếu", "Known", kKnown), source(),
          text("note.vi", "Ghi chú (tiếng Việt)", "Note (Vietnamese)", 30),
          text("note.en", "Ghi chú (tiếng Anh)", "Note (English)", 24)};
}

std::vector<Column> joined(std::vector<Column> first, std::vector<Column> second) {
  for (auto& one : second) first.push_back(std::move(one));
  return first;
}

const std::vector<Column> kWordColumns{code(), of(H::text, "symbol", "Ký hiệu", "Symbol", 8),
                                       text("names.vi", "Từ ngữ (tiếng Việt)", "Words (Vietnamese)", 40),
                                       text("names.en", "Từ ngữ (tiếng Anh)", "Words (English)", 40)};

std::vector<SheetKind> programme_sheets() {
  return {
      {"programme",
       {"Chương trình", "Programme"},
       {"Một dòng: tên, giai đoạn và mục tiêu chung của chương trình.",
        "One row: name, period and general goal of the programme."},
       {of(H::whole, "format", "Định dạng", "Format", 10), code(),
        text("names.vi", "Tên (tiếng Việt)", "Name (Vietnamese)", 48),
        text("names.en", "Tên (tiếng Anh)", "Name (English)", 40),
        of(H::code, "zone", "Múi giờ", "Time zone", 18),
        of(H::whole, "period.first_year", "Từ năm", "First year"),
        of(H::whole, "period.last_year", "Đến năm", "Last year"),
        text("general_goal.vi", "Mục tiêu chung (tiếng Việt)", "General goal (Vietnamese)", 48),
        text("general_goal.en", "Mục tiêu chung (tiếng Anh)", "General goal (English)", 40),
        text("general_goal_source", "Nguồn của mục tiêu chung", "Source of the general goal"),
        of(H::figure, "grades.over_95_from", "Ngưỡng đạt trên 95% (%)", "Threshold of over 95 (%)", 16)}},
      {"agencies",
       {"Cơ quan", "Agencies"},
       {"Cơ quan thường trực và cấp phê duyệt theo thời gian. Ngày kết thúc không tính.",
        "Standing agency and approving authority through time. The last day is not included."},
       {words("role", "Vai trò", "Role", kAgency), from("unit", "Đơn vị", "Unit", "units"),
        of(H::day, "from", "Từ ngày", "From"), of(H::day, "to", "Đến ngày", "To"), source()}},
      {"documents",
       {"Văn bản", "Documents"},
       {"Quyết định, kế hoạch, công văn làm căn cứ. Chưa biết thì để trống.",
        "Decisions, plans and letters behind the programme. What is not known stays empty."},
       {code(), of(H::code, "number", "Số, ký hiệu", "Number", 22), of(H::day, "date", "Ngày", "Date"),
        text("kind", "Loại", "Kind", 14),
        text("issuer.vi", "Cơ quan ban hành (tiếng Việt)", "Issuer (Vietnamese)"),
        text("issuer.en", "Cơ quan ban hành (tiếng Anh)", "Issuer (English)"),
        text("signer.vi", "Người ký", "Signer (Vietnamese)", 20),
        text("signer.en", "Người ký (tiếng Anh)", "Signer (English)", 20),
        text("title.vi", "Trích yếu (tiếng Việt)", "Title (Vietnamese)", 40),
        text("title.en", "Trích yếu (tiếng Anh)", "Title (English)", 40), source(),
        text("note.vi", "Ghi chú (tiếng Việt)", "Note (Vietnamese)"),
        text("note.en", "Ghi chú (tiếng Anh)", "Note (English)")}},
      {"goals",
       {"Nhóm mục tiêu", "Goals"},
       {"Mỗi dòng một nhóm mục tiêu.", "One goal a row."},
       with_names({code(), number()}, "names", note_and_known())},
      {"solution_groups",
       {"Nhóm giải pháp", "Solution groups"},
       {"Mỗi dòng một nhóm giải pháp; Biểu là bảng số liệu của nhóm trong biểu mẫu (05a … 05e).",
        "One solution group a row; Table is its table of figures in the form (05a … 05e)."},
       with_names({code(), number()}, "names",
                  {text("short_names.vi", "Tên ngắn (tiếng Việt)", "Short name (Vietnamese)"),
                   text("short_names.en", "Tên ngắn (tiếng Anh)", "Short name (English)"),
                   of(H::code, "table", "Biểu", "Table", 8), source()})},
      {"grades",
       {"Mức độ chỉ tiêu", "Grades of targets"},
       {"Từ ngữ cho mức độ hoàn thành chỉ tiêu.", "Words for how far a target is attained."},
       kWordColumns},
      {"task_grades",
       {"Mức độ nhiệm vụ", "Grades of tasks"},
       {"Từ ngữ cho tình trạng nhiệm vụ.", "Words for the state of a task."},
       kWordColumns},
      {"delay_causes",
       {"Nguyên nhân chậm", "Causes of delay"},
       {"Danh mục nguyên nhân chậm, đơn vị chọn khi báo cáo.", "Causes of delay that units choose from."},
       kWordColumns},
      {"project_stages",
       {"Mốc dự án", "Project stages"},
       {"Các mốc của dự án trong Biểu 03, theo thứ tự.",
        "The stages of a project in table 03, in their order."},
       kWordColumns},
      {"funds",
       {"Nguồn vốn", "Sources of funds"},
       {"Các nguồn vốn trong Biểu 04, theo thứ tự.", "The sources of funds in table 04, in their order."},
       kWordColumns},
  };
}

std::vector<SheetKind> plan_sheets() {
  return {
      {"targets",
       {"Chỉ tiêu", "Targets"},
       {"Mỗi dòng một chỉ tiêu. Các cột năm ở cuối: mốc đến 31/12 của năm, viết 58, ≥ 58 hoặc ≤ 58. Nhiều "
        "đơn vị "
        "cách nhau bằng dấu chấm phẩy.",
        "One target a row. Years stand in the last columns: the milestone at 31/12 of the year, as 58, ≥ 58 "
        "or ≤ "
        "58. Several units are separated by semicolons."},
       joined(
           with_names(
               {code(), number(), from("goal", "Nhóm mục tiêu", "Goal", "goals")}, "names",
               {of(H::text, "unit", "Đơn vị tính", "Unit", 12),
                of(H::whole, "decimals", "Số chữ số thập phân", "Decimals", 10),
                words("direction", "Hướng", "Direction", kDirection),
                words("collected", "Cách thu thập", "Collected", kCollected),
                of(H::list, "leads", "Đơn vị chủ trì", "Leads", 20),
                text("leads_source", "Nguồn về đơn vị chủ trì", "Source of the leads"),
                of(H::code, "definition.id", "Mã định nghĩa", "Definition id", 22),
                text("definition.text.vi", "Định nghĩa (tiếng Việt)", "Definition (Vietnamese)", 40),
                text("definition.text.en", "Định nghĩa (tiếng Anh)", "Definition (English)", 32),
                from("numerator", "Tử số", "Numerator", "elements"),
                from("denominator", "Mẫu số", "Denominator", "elements"),
                of(H::figure, "factor", "Hệ số", "Factor", 8), text("formula", "Công thức", "Formula"),
                of(H::whole, "baseline.year", "Năm hiện trạng", "Baseline year", 10),
                of(H::figure, "baseline.value", "Hiện trạng", "Baseline", 12),
                of(H::code, "baseline.definition", "Định nghĩa của hiện trạng", "Definition of the baseline"),
                text("baseline.source", "Nguồn của hiện trạng", "Source of the baseline"),
                of(H::figure, "min_coverage", "Tỷ lệ đơn vị tối thiểu (0-1)", "Least coverage (0-1)")}),
           joined(note_and_known(),
                  {of(H::list, "assumptions", "Giả định (tên khóa)", "Assumptions (keys)", 20)}))},
      {"elements",
       {"Số liệu đầu vào", "Data elements"},
       {"Mỗi dòng một số liệu hỏi đơn vị.", "One figure asked of units a row."},
       {code(), text("name_vi", "Tên (tiếng Việt)", "Name (Vietnamese)", 48),
        text("name_en", "Tên (tiếng Anh)", "Name (English)", 40),
        of(H::text, "unit", "Đơn vị tính", "Unit", 12), words("type", "Kiểu", "Type", kElementType),
        of(H::figure, "min", "Nhỏ nhất", "Least", 10), of(H::figure, "max", "Lớn nhất", "Most", 10),
        words("kind", "Cách cộng", "Kind", kElementKind),
        of(H::code, "definition", "Mã định nghĩa", "Definition", 22),
        of(H::code, "table", "Biểu", "Table", 8),
        words("ratio_only", "Chỉ dùng cho tỷ lệ", "Ratio only", kYesNo)}},
      {"obligations",
       {"Nghĩa vụ báo cáo", "Obligations"},
       {"Ai phải báo cáo gì: số liệu, chỉ tiêu, nhiệm vụ hoặc biểu (table:05a), của đơn vị hoặc nhóm đơn vị.",
        "Who owes what: an element, target, task or table (table:05a), of a unit or a group."},
       {of(H::code, "item", "Nội dung", "Item", 22),
        of(H::code, "unit", "Đơn vị hoặc nhóm", "Unit or group", 18), of(H::day, "from", "Từ ngày", "From"),
        of(H::day, "to", "Đến ngày", "To"), words("required", "Bắt buộc", "Required", kYesNo), source()}},
      {"checks",
       {"Kiểm tra số liệu", "Checks"},
       {"Vế trái, phép so sánh, vế phải: phải đúng, nếu không đơn vị phải giải trình.",
        "Left, operator, right: it must hold, or the unit explains."},
       {code(), text("left", "Vế trái", "Left"), of(H::text, "operator", "Phép so sánh", "Operator", 10),
        text("right", "Vế phải", "Right"), words("severity", "Mức", "Severity", kSeverity),
        text("message.vi", "Thông báo (tiếng Việt)", "Message (Vietnamese)", 40),
        text("message.en", "Thông báo (tiếng Anh)", "Message (English)", 40)}},
      {"years",
       {"Kế hoạch năm", "Plan years"},
       {"Mỗi dòng một kế hoạch năm và quyết định ban hành.", "One plan year and its decision a row."},
       {of(H::whole, "year", "Năm", "Year", 8),
        of(H::code, "decision.number", "Số quyết định", "Decision", 22),
        of(H::day, "decision.date", "Ngày ban hành", "Date"),
        text("decision.issuer.vi", "Cơ quan ban hành (tiếng Việt)", "Issuer (Vietnamese)"),
        text("decision.issuer.en", "Cơ quan ban hành (tiếng Anh)", "Issuer (English)"),
        text("decision.signer", "Người ký", "Signer"),
        text("decision.signer_title.vi", "Chức vụ người ký (tiếng Việt)", "Title of the signer (Vietnamese)"),
        text("decision.signer_title.en", "Chức vụ người ký (tiếng Anh)", "Title of the signer (English)"),
        of(H::day, "in_force_from", "Hiệu lực từ", "In force from"), source()}},
      {"tasks",
       {"Nhiệm vụ", "Tasks"},
       {"Mỗi dòng một nhiệm vụ, nguyên văn như quyết định. Có thời hạn hoặc thường xuyên, không cả hai.",
        "One task a row, worded as in the decision. Due or recurring, not both."},
       joined(with_names({code(), number(), words("kind", "Loại", "Kind", kTaskKind),
                          from("solution", "Nhóm giải pháp", "Solution group", "solution_groups")},
                         "text",
                         {of(H::list, "leads", "Đơn vị chủ trì", "Leads", 20),
                          of(H::list, "coordinates", "Đơn vị phối hợp", "Coordinates", 20),
                          text("product.vi", "Sản phẩm (tiếng Việt)", "Product (Vietnamese)"),
                          text("product.en", "Sản phẩm (tiếng Anh)", "Product (English)"),
                          of(H::day, "due", "Thời hạn", "Due"),
                          of(H::flag, "recurring", "Thường xuyên (x)", "Recurring (x)", 12),
                          of(H::figure, "capacity.value", "Công suất", "Capacity", 12),
                          of(H::text, "capacity.unit", "ĐVT công suất", "Unit of capacity", 12),
                          of(H::list, "area", "Địa bàn", "Area", 14)}),
              joined(note_and_known(),
                     {of(H::list, "assumptions", "Giả định (tên khóa)", "Assumptions (keys)", 20)}))},
      {"task_milestones",
       {"Mốc nhiệm vụ", "Milestones of tasks"},
       {"Các mốc của nhiệm vụ: kế hoạch và thực tế.", "Milestones of tasks: planned and actual."},
       with_names({of(H::whole, "plan_year", "Năm kế hoạch", "Plan year", 10),
                   code("task", {"Mã nhiệm vụ", "Task"}), code()},
                  "names",
                  {of(H::day, "planned", "Kế hoạch", "Planned"), of(H::day, "actual", "Thực tế", "Actual"),
                   source()})},
      {"budgets",
       {"Kinh phí", "Budgets"},
       {"Kinh phí của nhiệm vụ theo nguồn; đồng tiền VND_million là triệu đồng.",
        "Money of tasks by source; the currency VND_million is million dong."},
       {of(H::whole, "plan_year", "Năm kế hoạch", "Plan year", 10), code("task", {"Mã nhiệm vụ", "Task"}),
        text("source_of_funds", "Nguồn vốn", "Source of funds"), of(H::figure, "amount", "Số tiền", "Amount"),
        of(H::code, "currency", "Đồng tiền", "Currency"), source()}},
      {"contributions",
       {"Đóng góp", "Contributions"},
       {"Nhiệm vụ hoàn thành thì thêm bao nhiêu vào số liệu nào.",
        "What a task adds to an element when it is done."},
       {of(H::whole, "plan_year", "Năm kế hoạch", "Plan year", 10), code("task", {"Mã nhiệm vụ", "Task"}),
        from("target", "Chỉ tiêu", "Target", "targets"), from("element", "Số liệu", "Element", "elements"),
        of(H::figure, "adds", "Thêm", "Adds"), of(H::text, "unit", "Đơn vị tính", "Unit"),
        words("from", "Tính từ khi", "From", kFrom), source()}},
  };
}

std::vector<SheetKind> other_sheets() {
  const auto due = [](const std::string& level, const std::string& vi, const std::string& en) {
    const std::string path = "due." + level;
    return std::vector<Column>{
        of(H::day, path + ".date", vi + ": ngày", en + ": day"),
        of(H::whole, path + ".working_days", vi + ": số ngày làm việc", en + ": working days"),
        words(path + ".rule", vi + ": cách tính", en + ": rule", kDue),
        text(path + ".source", vi + ": nguồn", en + ": source")};
  };
  std::vector<Column> cycle{code(),
                            of(H::whole, "plan_year", "Năm kế hoạch", "Plan year", 10),
                            words("kind", "Loại kỳ", "Kind", kCycle),
                            text("names.vi", "Tên (tiếng Việt)", "Name (Vietnamese)", 36),
                            text("names.en", "Tên (tiếng Anh)", "Name (English)", 30),
                            of(H::day, "window.first", "Số liệu từ", "Figures from"),
                            of(H::day, "window.last", "Số liệu đến", "Figures to"),
                            of(H::day, "money_window.first", "Kinh phí từ", "Money from"),
                            of(H::day, "money_window.last", "Kinh phí đến", "Money to"),
                            of(H::day, "opens", "Mở kỳ", "Opens")};
  cycle = joined(joined(std::move(cycle), due("unit", "Hạn của đơn vị", "Due of units")),
                 joined(due("authority", "Hạn trình", "Due to the authority"), {source()}));
  return {
      {"cycles",
       {"Kỳ báo cáo", "Cycles"},
       {"Mỗi dòng một kỳ báo cáo; hạn ghi ngày, hoặc số ngày làm việc sau ngày chốt.",
        "One cycle a row; due on a day, or so many working days after the cut-off."},
       std::move(cycle)},
      {"statements",
       {"Số liệu đã công bố", "Statements"},
       {"Số liệu đã công bố ở đâu, ngày nào; số liệu trái nhau để cạnh nhau.",
        "Published figures, where and when; those that contradict stand side by side."},
       {of(H::code, "target", "Chỉ tiêu", "Target", 12), of(H::text, "value", "Giá trị", "Value", 12),
        of(H::text, "numerator", "Tử số", "Numerator", 12),
        of(H::text, "denominator", "Mẫu số", "Denominator", 12),
        of(H::code, "definition", "Định nghĩa", "Definition", 22),
        of(H::code, "territory", "Địa bàn", "Territory"), of(H::text, "as_of", "Đến ngày", "As of", 12),
        text("reporter", "Đơn vị báo cáo", "Reporter"), text("document", "Văn bản", "Document", 40), source(),
        of(H::text, "chosen", "Được chọn", "Chosen", 10), text("reason", "Lý do", "Reason", 30)}},
      {"units",
       {"Đơn vị", "Units"},
       {"Danh bạ đơn vị. Một mã có thể có nhiều dòng theo thời gian; mã không đổi. Nhóm cách nhau bằng dấu "
        "chấm phẩy.",
        "The register of units. A code may have several rows through time; codes never change. Groups are "
        "separated "
        "by semicolons."},
       {code(), text("name_vi", "Tên (tiếng Việt)", "Name (Vietnamese)", 48),
        text("name_en", "Tên (tiếng Anh)", "Name (English)", 40), words("kind", "Loại", "Kind", kUnitKind),
        of(H::code, "parent", "Cấp trên", "Parent"), of(H::code, "groups", "Nhóm", "Groups", 18),
        of(H::day, "valid_from", "Hiệu lực từ", "Valid from"),
        of(H::day, "valid_to", "Hiệu lực đến", "Valid to"), words("role", "Vai trò", "Role", kUnitRole),
        of(H::text, "symbol", "Ký hiệu văn bản", "Symbol", 12),
        text("signature", "Chữ ký (dòng cách nhau bằng |)", "Signature (lines separated by |)")}},
      {"unit_changes",
       {"Thay đổi đơn vị", "Changes of units"},
       {"Sáp nhập, chia tách, đổi tên. Nhiều mã cách nhau bằng dấu chấm phẩy.",
        "Mergers, splits, renames. Several codes are separated by semicolons."},
       {of(H::day, "date", "Ngày", "Date"), words("kind", "Loại", "Kind", kChange),
        of(H::code, "from", "Từ", "From", 20), of(H::code, "to", "Thành", "To", 20),
        of(H::figure, "weight", "Tỷ trọng", "Weight", 10), text("basis", "Căn cứ", "Basis", 40),
        text("document", "Văn bản", "Document", 30)}},
      {"areas",
       {"Địa bàn", "Areas"},
       {"Địa bàn theo thời gian; hàng và cột là ô trên bản đồ.",
        "Areas through time; row and column place the tile."},
       {code(), of(H::text, "official_code", "Mã hành chính", "Official code"),
        text("name_vi", "Tên (tiếng Việt)", "Name (Vietnamese)", 36),
        text("name_en", "Tên (tiếng Anh)", "Name (English)", 30), of(H::code, "parent", "Cấp trên", "Parent"),
        of(H::day, "valid_from", "Hiệu lực từ", "Valid from"),
        of(H::day, "valid_to", "Hiệu lực đến", "Valid to"), of(H::whole, "row", "Hàng", "Row", 8),
        of(H::whole, "column", "Cột", "Column", 8),
        text("outline", "Ranh giới (GeoJSON)", "Outline (GeoJSON)", 20)}},
      {"days",
       {"Ngày nghỉ", "Holidays"},
       {"Ngày nghỉ lễ, và ngày cuối tuần làm bù.", "Public holidays, and weekend days worked in exchange."},
       {of(H::day, "date", "Ngày", "Date"), words("kind", "Loại", "Kind", kDay),
        text("name_vi", "Tên (tiếng Việt)", "Name (Vietnamese)", 36),
        text("name_en", "Tên (tiếng Anh)", "Name (English)", 36), source()}},
  };
}

}  // namespace

const std::vector<SheetKind>& sheets() {
  static const std::vector<SheetKind> kAll = [] {
    std::vector<SheetKind> out = programme_sheets();
    for (auto part : {plan_sheets(), other_sheets()})
      for (auto& one : part) out.push_back(std::move(one));
    return out;
  }();
  return kAll;
}

const SheetKind& sheet(std::string_view code) {
  for (const auto& one : sheets())
    if (one.code == code) return one;
  throw std::logic_error("no sheet " + std::string(code));
}

}  // namespace xanh::programme_workbook
