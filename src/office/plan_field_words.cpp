#include "office/plan_field_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace xanh {
namespace {

struct FieldName {
  std::string_view field;
  std::string_view vi, en;
};

constexpr std::array kFieldNames{
    FieldName{"names", "tên", "name"},
    FieldName{"short_names", "tên ngắn", "short name"},
    FieldName{"text", "nội dung", "text"},
    FieldName{"message", "câu nhắc", "message"},
    FieldName{"goal", "nhóm mục tiêu", "goal"},
    FieldName{"solution", "nhóm giải pháp", "solution group"},
    FieldName{"no", "số thứ tự in", "printed number"},
    FieldName{"order", "vị trí", "place"},
    FieldName{"unit", "đơn vị tính", "unit of measure"},
    FieldName{"decimals", "số chữ số thập phân", "decimals"},
    FieldName{"direction", "chiều hướng", "direction"},
    FieldName{"collected", "cách thu thập", "how it is collected"},
    FieldName{"leads", "đơn vị chủ trì", "lead units"},
    FieldName{"leads_source", "nguồn của đơn vị chủ trì", "source of the leads"},
    FieldName{"coordinates", "đơn vị phối hợp", "coordinating units"},
    FieldName{"definition", "định nghĩa", "definition"},
    FieldName{"definition.id", "mã định nghĩa", "id of the definition"},
    FieldName{"definition.text", "định nghĩa", "definition"},
    FieldName{"numerator", "tử số", "numerator"},
    FieldName{"denominator", "mẫu số", "denominator"},
    FieldName{"factor", "hệ số", "factor"},
    FieldName{"formula", "công thức", "formula"},
    FieldName{"baseline", "số liệu gốc", "baseline"},
    FieldName{"baseline.year", "năm gốc", "year of the baseline"},
    FieldName{"baseline.value", "số liệu gốc", "baseline"},
    FieldName{"milestones", "mốc", "milestone"},
    FieldName{"min_coverage", "tỷ lệ đơn vị tối thiểu", "least coverage"},
    FieldName{"assigned", "số giao trong năm", "figure of the year"},
    FieldName{"product", "sản phẩm", "product"},
    FieldName{"due", "thời hạn", "due"},
    FieldName{"recurring", "thường xuyên", "recurring"},
    FieldName{"budget", "kinh phí", "budget"},
    FieldName{"capacity", "công suất", "capacity"},
    FieldName{"capacity.value", "công suất", "capacity"},
    FieldName{"capacity.unit", "đơn vị tính công suất", "unit of the capacity"},
    FieldName{"contributions", "đóng góp", "contribution"},
    FieldName{"area", "địa bàn", "area"},
    FieldName{"kind", "loại", "kind"},
    FieldName{"type", "kiểu", "type"},
    FieldName{"min", "nhỏ nhất", "least"},
    FieldName{"max", "lớn nhất", "most"},
    FieldName{"table", "biểu", "table"},
    FieldName{"from", "từ ngày", "from"},
    FieldName{"to", "đến ngày", "to"},
    FieldName{"required", "bắt buộc", "required"},
    FieldName{"left", "vế trái", "left side"},
    FieldName{"operator", "phép so sánh", "comparison"},
    FieldName{"right", "vế phải", "right side"},
    FieldName{"severity", "mức độ", "severity"},
    FieldName{"year", "năm kế hoạch", "plan year"},
    FieldName{"decision", "quyết định", "decision"},
    FieldName{"decision.number", "số quyết định", "number of the decision"},
    FieldName{"decision.date", "ngày quyết định", "date of the decision"},
    FieldName{"decision.issuer", "cơ quan ban hành", "issuer"},
    FieldName{"decision.signer", "người ký", "signer"},
    FieldName{"decision.signer_title", "chức vụ người ký", "title of the signer"},
    FieldName{"in_force_from", "hiệu lực từ", "in force from"},
    FieldName{"general_goal", "mục tiêu tổng quát", "general goal"},
    FieldName{"documents", "căn cứ", "basis"},
    FieldName{"agencies", "cơ quan", "agency"},
    FieldName{"known", "mức đối chiếu", "how sure"},
    FieldName{"source", "nguồn", "source"},
    FieldName{"note", "ghi chú", "note"},
    FieldName{"assumptions", "giả định", "assumptions"},
};

struct ValueName {
  std::string_view field, value;
  const char *vi, *en;
};

constexpr std::array kValueNames{
    ValueName{"direction", "rise", "tăng", "rise"},
    ValueName{"direction", "fall", "giảm", "fall"},
    ValueName{"direction", "maintain", "giữ", "maintain"},
    ValueName{"collected", "lead", "đơn vị chủ trì báo cáo", "by its lead"},
    ValueName{"collected", "sum_of_units", "cộng theo đơn vị", "sum over units"},
    ValueName{"collected", "register", "sổ theo dõi", "from a register"},
    ValueName{"collected", "survey", "khảo sát", "by survey"},
    ValueName{"collected", "evidence", "quan trắc", "from evidence"},
    ValueName{"collected", "qualitative", "đánh giá định tính", "qualitative"},
    ValueName{"known", "verified", "đã đối chiếu", "verified"},
    ValueName{"known", "partly", "đối chiếu một phần", "partly verified"},
    ValueName{"known", "unconfirmed", "chưa đối chiếu", "unconfirmed"},
    ValueName{"required", "yes", "có", "yes"},
    ValueName{"required", "no", "không", "no"},
    ValueName{"recurring", "true", "có", "yes"},
    ValueName{"recurring", "false", "không", "no"},
    ValueName{"kind", "task", "nhiệm vụ", "task"},
    ValueName{"kind", "programme", "chương trình", "programme"},
    ValueName{"kind", "scheme", "đề án", "scheme"},
    ValueName{"kind", "project", "dự án", "project"},
};

constexpr std::array<std::string_view, 11> kFigureFields{"assigned", "value",   "factor", "min_coverage",
                                                         "min",      "max",     "adds",   "amount",
                                                         "at_least", "at_most", "planned"};
constexpr std::array<std::string_view, 6> kDayFields{"due", "from", "to", "in_force_from", "date", "planned"};

template <size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// The key behind the last dot.
std::string last_key(const std::string& field) {
  const size_t dot = field.rfind('.');
  return dot == std::string::npos ? field : field.substr(dot + 1);
}

std::string member_text(const Node& tree, std::string_view key) {
  const Node* found = tree.find(key);
  return found ? found->scalar : std::string{};
}

Bilingual bilingual_of(const Node& tree) {
  return {member_text(tree, "vi"), member_text(tree, "en")};
}

}  // namespace

Bilingual name_of(PlanItem kind) {
  switch (kind) {
    case PlanItem::goal:
      return {"Nhóm mục tiêu", "Goals"};
    case PlanItem::target:
      return {"Chỉ tiêu", "Targets"};
    case PlanItem::solution_group:
      return {"Nhóm giải pháp", "Solution groups"};
    case PlanItem::task:
      return {"Nhiệm vụ", "Tasks"};
    case PlanItem::element:
      return {"Số liệu đầu vào", "Data elements"};
    case PlanItem::obligation:
      return {"Nghĩa vụ báo cáo", "Obligations"};
    case PlanItem::check:
      return {"Kiểm tra", "Checks"};
    case PlanItem::year:
      return {"Kế hoạch năm", "Plan year"};
    case PlanItem::programme:
      break;
  }
  return {"Chương trình", "Programme"};
}

Bilingual name_of_field(const std::string& field) {
  for (const FieldName& name : kFieldNames)
    if (name.field == field) return {std::string(name.vi), std::string(name.en)};
  return {field, field};
}

bool is_figure(const std::string& field) {
  const std::string key = last_key(field);
  return is_one_of(kFigureFields, key) || is_one_of(kDayFields, key) || key == "milestones" ||
         key == "budget" || key == "year" || key == "decimals";
}

std::string PlanValues::scalar(const std::string& key, const std::string& text) const {
  for (const ValueName& name : kValueNames)
    if (name.field == key && name.value == text) return words_.say(name.vi, name.en);
  if (key == "goal")
    if (const Goal* goal = plan_.goal(text); goal && !goal->names.empty())
      return (goal->no.empty() ? "" : goal->no + ". ") + words_.in(goal->names);
  if (key == "numerator" || key == "denominator")
    if (const std::string name = words_.item(text); !name.empty()) return name;
  if (key == "solution")
    if (const SolutionGroup* group = plan_.solution_group(text); group && !group->names.empty())
      return (group->no.empty() ? "" : group->no + ". ") +
             words_.in(group->short_names.empty() ? group->names : group->short_names);
  if (is_one_of(kDayFields, key))
    if (const auto day = parse_date(text)) return words_.day(*day);
  if (is_one_of(kFigureFields, key))
    if (const auto figure = Decimal::parse(text)) return words_.number(*figure);
  return one_line(text);
}

/// "năm 2025: ≥ 80", "Khởi công: 30/4/2023"
std::string PlanValues::milestone(const Node& value) const {
  if (const Node* names = value.find("names")) {
    const std::string planned = member_text(value, "planned");
    return words_.in(bilingual_of(*names)) + (planned.empty() ? "" : ": " + scalar("planned", planned));
  }
  const std::string year = member_text(value, "year");
  std::string out = year.empty() ? words_.say("mọi thời điểm", "at any time")
                                 : std::string(words_.say("năm ", "in ")) + year;
  for (const auto& [key, sign] :
       {std::pair{"value", ": "}, std::pair{"at_least", ": ≥ "}, std::pair{"at_most", ": ≤ "}})
    if (const std::string figure = member_text(value, key); !figure.empty())
      out += sign + scalar(key, figure);
  return out;
}

std::string PlanValues::map(const std::string& key, const Node& value) const {
  if (key == "milestones") return milestone(value);
  if (key == "budget") {
    const std::string currency = member_text(value, "currency");
    return member_text(value, "source_of_funds") + ": " + scalar("amount", member_text(value, "amount")) +
           " " +
           (currency.empty() || currency == "VND_million" ? words_.say("triệu đồng", "million dong")
                                                          : currency.c_str());
  }
  if (key == "capacity")
    return scalar("value", member_text(value, "value")) + " " + member_text(value, "unit");
  if (key == "contributions") {
    const std::string element = member_text(value, "element"), name = words_.item(element);
    return (name.empty() ? element : name) + ": +" + scalar("adds", member_text(value, "adds")) + " " +
           member_text(value, "unit");
  }
  if (key == "definition")
    if (const Node* said = value.find("text")) return words_.in(bilingual_of(*said));
  if (value.find("vi") || value.find("en")) return words_.in(bilingual_of(value));
  std::vector<std::string> out;
  for (const auto& [name, member] : value.members)
    out.push_back(words_.in(name_of_field(name)) + " " + text(name, member));
  return join(out, ", ");
}

std::string PlanValues::list(const std::string& key, const Node& value) const {
  std::vector<std::string> out;
  for (const Node& item : value.items)
    out.push_back(item.kind == Node::Kind::map             ? map(key, item)
                  : key == "leads" || key == "coordinates" ? words_.unit(item.scalar)
                  : key == "assumptions"                   ? words_.in(name_of_field(item.scalar))
                                                           : item.scalar);
  return join(out, "; ");
}

std::string PlanValues::text(const std::string& field, const Node& value) const {
  const std::string key = last_key(field);
  switch (value.kind) {
    case Node::Kind::null:
      return "–";
    case Node::Kind::map:
      return map(key, value);
    case Node::Kind::list:
      return list(key, value);
    case Node::Kind::boolean:
    case Node::Kind::number:
    case Node::Kind::text:
      break;
  }
  return scalar(key, value.scalar);
}

std::string PlanValues::summary(PlanItem kind, const Node& item) const {
  // Its name stands before; what only says where it was read is in the data.
  static constexpr std::array<std::string_view, 11> kLeftOut{"code",         "no",    "names",      "name_vi",
                                                             "name_en",      "text",  "note",       "source",
                                                             "leads_source", "known", "assumptions"};
  // A target that is counted and not named has nothing of its own to say.
  if (const Node* names = item.find("names");
      kind == PlanItem::target && (!names || names->members.empty() || member_text(*names, "vi").empty()))
    return {};
  std::vector<std::string> out;
  for (const auto& [key, value] : item.members) {
    if (is_one_of(kLeftOut, key) || (key == "message" && kind == PlanItem::check)) continue;
    if (key == "recurring" && value.scalar == "false") continue;
    out.push_back(words_.in(name_of_field(key)) + ": " + text(key, value));
  }
  return join(out, "; ");
}

}  // namespace xanh
