#include "server/openapi.hpp"

#include <fmt/format.h>

#include <array>
#include <set>

namespace xanh {
namespace {

struct Words {
  std::string_view key, vi, en;
};

/// What a part of a path names.
constexpr std::array kParts{
    Words{"cycle", "mã kỳ báo cáo", "code of the cycle"},
    Words{"unit", "mã đơn vị trong danh bạ", "code of the unit in the register"},
    Words{"target", "mã chỉ tiêu", "code of the target"},
    Words{"code", "mã số liệu hoặc chỉ tiêu", "code of the element or target"},
    Words{"element", "mã số liệu trong biểu mẫu", "code of the element in the form"},
    Words{"work", "tên người hỏi đặt cho việc", "the name that its asker gave the work"},
    Words{"feedback", "số của góp ý, dạng GY-XXXX-XXXX", "number of the feedback, as GY-XXXX-XXXX"},
    Words{"person", "tên đăng nhập của người đó", "sign-in name of the person"},
    Words{"token", "mã của khóa, như trong danh sách", "id of the token, as in the list"},
    Words{"number", "số thứ tự, từ 1", "its number, from 1"},
    Words{"sha256", "SHA-256 của tệp, như trong danh sách", "SHA-256 of the file, as in the list"},
    Words{"field", "tên trường, như `contact` hoặc `figures:ww_sites_ok:this_period`",
          "name of the field, as `contact` or `figures:ww_sites_ok:this_period`"},
    Words{"link", "bí mật của liên kết", "secret of the link"},
    Words{"document", "văn bản: bc-so, bc-ubnd, to-trinh, tom-tat, thong-bao",
          "the paper: bc-so, bc-ubnd, to-trinh, tom-tat, thong-bao"},
    Words{"amendment", "mã đề xuất, như A1", "code of the amendment, as A1"},
    Words{"directive", "mã ý kiến chỉ đạo", "code of the directive"},
    Words{"mail", "số của thư, như trong danh sách", "number of the mail, as in the list"},
    Words{"feed", "bí mật của lịch, có thể kèm .ics", "secret of the calendar, with or without .ics"},
};

/// The first part of the addresses of a service.
constexpr std::array kTags{
    Words{"programme", "Chương trình đang có hiệu lực", "The programme in force"},
    Words{"datapackage.json", "Mô tả các bảng đã công bố", "Description of the published tables"},
    Words{"areas.geojson", "Ranh giới các địa bàn", "Outlines of the areas"},
    Words{"plan", "Kế hoạch và tình hình thực hiện", "The plan and where it stands"},
    Words{"next-plan", "Dự thảo Kế hoạch năm sau", "The draft of next year's plan"},
    Words{"amendments", "Đề xuất bổ sung, điều chỉnh Kế hoạch", "Proposed changes of the plan"},
    Words{"amendment-submission", "Tờ trình các đề xuất điều chỉnh", "The submission of proposed changes"},
    Words{"amendable", "Những gì sửa được của Kế hoạch", "What of the plan can be changed"},
    Words{"levels", "Thu số liệu từ đơn vị trực thuộc", "Collecting from the units below"},
    Words{"results", "Kết quả đã công bố", "Published results"},
    Words{"targets", "Chỉ tiêu qua các báo cáo đã công bố", "Targets through the published reports"},
    Words{"series", "Một số liệu hoặc chỉ tiêu qua các kỳ", "An element or target through the cycles"},
    Words{"works", "Nhiệm vụ, dự án đã công bố", "Published tasks and projects"},
    Words{"documents", "Văn bản công khai", "Public documents"},
    Words{"cycles", "Kỳ báo cáo, tình hình và báo cáo của đơn vị",
          "Cycles, their standing, the reports of units"},
    Words{"sign-in", "Đăng nhập", "Coming in"},
    Words{"sign-out", "Đăng xuất", "Going out"},
    Words{"me", "Người đang đăng nhập", "Whoever is signed in"},
    Words{"people", "Người dùng và vai trò", "People and their posts"},
    Words{"units", "Đơn vị", "Units"},
    Words{"parts", "Phần biểu của phường, phòng ban, mở bằng liên kết", "Parts of a form, opened by links"},
    Words{"directives", "Ý kiến chỉ đạo", "Directives of the approving authority"},
    Words{"feedback", "Góp ý của người dân", "Feedback of citizens"},
    Words{"feedback-inbox", "Xử lý góp ý của người dân", "Feedback as the standing agency settles it"},
    Words{"difficulties", "Khó khăn, vướng mắc, kiến nghị", "Difficulties and requests"},
    Words{"events", "Thay đổi ngay khi có", "Changes as they happen"},
    Words{"mail", "Thư gửi đi", "Mail that was sent"},
    Words{"audit", "Nhật ký kiểm toán", "The log of every change and refusal"},
    Words{"health", "Tình trạng máy và kho dữ liệu", "How machine and store are"},
    Words{"work", "Việc dài đang chạy", "Long work that is under way"},
    Words{"system", "Hệ thống", "The system"},
};

struct Refusal {
  int status;
  std::string_view name, vi, en;
};
/// In the order in which they are told.
constexpr std::array kRefusals{
    Refusal{401, "NotSignedIn", "Chưa đăng nhập, hoặc không vào được", "Nobody is signed in, or is let in"},
    Refusal{403, "NotAllowed", "Không được phép, hoặc thiếu X-CSRF-Token",
            "Not allowed, or without X-CSRF-Token"},
    Refusal{404, "NotFound", "Không có", "There is no such thing"},
    Refusal{415, "MediaType", "Nội dung không thuộc kiểu được nhận",
            "The content is of no type that is taken"},
    Refusal{428, "Unguarded", "Chưa nêu bản đã xem", "It is not said what was seen"},
    Refusal{412, "Moved", "Đã có bản khác với bản đã xem", "It is no longer what was seen"},
    Refusal{422, "NotTaken", "Nội dung hoặc tham số cần sửa", "The content or a parameter has to be mended"},
    Refusal{409, "Against", "Trái với trạng thái hiện tại", "Against the present state"},
    Refusal{429, "TooMany", "Quá nhiều lần; Retry-After nêu số giây phải chờ",
            "Too many; Retry-After says the seconds to wait"},
};

const Bilingual kRepeatKept{
    "mã ngẫu nhiên của bên gửi; gửi lại với cùng mã trong 24 giờ thì nhận lại câu trả lời cũ, việc không làm "
    "lần nữa",
    "a random code of the sender's; sent again with it within 24 hours, the same answer comes and nothing is "
    "done "
    "twice"};
const Bilingual kRepeatTold{
    "mã ngẫu nhiên của bên gửi; gửi lại với cùng mã trong 24 giờ thì việc không làm lần nữa. Câu trả lời có "
    "khóa bí "
    "mật nên không được giữ: lần sau nhận request-done",
    "a random code of the sender's; sent again with it within 24 hours, nothing is done twice. The answer "
    "holds a "
    "secret and is not kept: a repeat is told request-done"};
const Bilingual kRepeatNone{
    "Idempotency-Key không có tác dụng ở đây: yêu cầu có bí mật hoặc làm lại cũng như một, nên không giữ gì.",
    "Idempotency-Key has no effect here: the request holds a secret, or doing it again changes nothing; so "
    "nothing "
    "is kept."};

Node text(std::string_view words) {
  return Node::text(std::string(words));
}

std::string both(const Words& words) {
  return fmt::format("{} / {}", words.vi, words.en);
}

template <size_t n>
const Words* words_of(const std::array<Words, n>& rows, std::string_view key) {
  for (const auto& row : rows)
    if (row.key == key) return &row;
  return nullptr;
}

std::string both(const Bilingual& words) {
  return words.vi + " / " + words.en;
}

/// get + /api/cycles/{cycle}/status → get_cycles_cycle_status
std::string operation_id(const Address& address) {
  std::string out;
  for (const char c : address.method) out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  std::string_view path = address.path;
  if (path.starts_with("/api")) path.remove_prefix(4);
  for (const char c : path) {
    if (c == '/')
      out += '_';
    else if (std::isalnum(static_cast<unsigned char>(c)) != 0)
      out += c;
  }
  return out;
}

/// /api/cycles/… → cycles
std::string tag_of(const Address& address) {
  std::string_view path = address.path;
  if (!path.starts_with("/api/")) return "system";
  path.remove_prefix(5);
  const std::string tag(path.substr(0, path.find('/')));
  return tag == "openapi.json" ? "system" : tag;
}

Node parameter(const std::string& name, const char* in, const Bilingual& says, bool required,
               const Address& address, const std::vector<std::string>& choices = {}) {
  Node out = Node::map();
  out.add("name", Node::text(name));
  out.add("in", text(in));
  if (!says.empty()) out.add("description", Node::text(both(says)));
  out.add("required", Node::boolean(required));
  Node& schema = out.add("schema", SchemaBook::type("string"));
  if (!choices.empty()) {
    Node& list = schema.add("enum", Node::list());
    for (const auto& choice : choices) list.push(Node::text(choice));
  }
  if (const auto example = address.example.find(name); example != address.example.end())
    out.add("example", Node::text(example->second));
  return out;
}

Node content(const std::string& media_type, Node schema, Node example = {}) {
  Node out = Node::map();
  Node& one = out.add(media_type, Node::map());
  one.add("schema", std::move(schema));
  if (example.kind != Node::Kind::null) one.add("example", std::move(example));
  return out;
}

/// The refusals that an address can give. What the server itself refuses (too long, too slow) is the default.
std::set<int> refusals_of(const Address& address) {
  std::set<int> out{422, 429};  // a query that it does not know; too many requests
  const bool changes = address.method != "GET";
  if (address.entry == Entry::signed_in) out.insert({401, 403});
  if (address.entry == Entry::open && changes) out.insert({401, 403});  // the doors themselves
  if (address.path.find('{') != std::string::npos) out.insert(404);
  if (address.takes || !address.takes_files.empty()) out.insert(415);
  if (changes) out.insert(409);
  if (address.guarded) out.insert({412, 428});
  return out;
}

Node parameters_of(const Address& address) {
  Node out = Node::list();
  for (size_t i = address.path.find('{'); i != std::string::npos; i = address.path.find('{', i + 1)) {
    const std::string name = address.path.substr(i + 1, address.path.find('}', i) - i - 1);
    const Words* said = words_of(kParts, name);
    out.push(parameter(name, "path",
                       said ? Bilingual{std::string(said->vi), std::string(said->en)} : Bilingual{}, true,
                       address));
  }
  for (const auto& key : address.query)
    out.push(parameter(key.name, "query", key.says, key.required, address, key.choices));
  if (address.guarded) {
    out.push(
        parameter("If-Match", "header", {"ETag của bản đã xem", "ETag of what was seen"}, false, address));
    out.push(parameter("If-None-Match", "header", {"* khi chưa có gì", "* where there was nothing"}, false,
                       address));
  }
  if (address.repeatable())
    out.push(parameter("Idempotency-Key", "header",
                       address.repeats == Repeats::kept ? kRepeatKept : kRepeatTold, false, address));
  return out;
}

Node problem_schema(SchemaBook& book) {
  Node message =
      SchemaBook::object_of({{"vi", SchemaBook::type("string")}, {"en", SchemaBook::type("string")}});
  const auto or_null = [](const char* type) {
    Node out = Node::map();
    Node& list = out.add("type", Node::list());
    list.push(text(type));
    list.push(text("null"));
    return out;
  };
  book.add("ProblemLine", SchemaBook::object_of({{"code", SchemaBook::type("string")},
                                                 {"severity", SchemaBook::type("string")},
                                                 {"file", or_null("string")},
                                                 {"line", or_null("integer")},
                                                 {"column", or_null("integer")},
                                                 {"sheet", or_null("string")},
                                                 {"cell", or_null("string")},
                                                 {"field", or_null("string")},
                                                 {"message", std::move(message)},
                                                 {"suggestion", or_null("string")}}));
  Node list = SchemaBook::type("array");
  list.add("items", SchemaBook::reference("ProblemLine"));
  return SchemaBook::object_of({{"type", SchemaBook::type("string")},
                                {"title", SchemaBook::type("string")},
                                {"status", SchemaBook::type("integer")},
                                {"detail", SchemaBook::type("string")},
                                {"instance", SchemaBook::type("string")},
                                {"problems", std::move(list)}});
}

/// What an answer in JSON is, and the warnings that may stand beside it.
Node with_warnings(Node answer) {
  Node list = SchemaBook::type("array");
  list.add("items", SchemaBook::reference("ProblemLine"));
  Node warnings = SchemaBook::type("object");
  warnings.add("properties", Node::map()).add("problems", std::move(list));
  Node out = Node::map();
  Node& all = out.add("allOf", Node::list());
  all.push(std::move(answer));
  all.push(std::move(warnings));
  return out;
}

Node operation(const Address& address, SchemaBook& book) {
  Node out = Node::map();
  out.add("operationId", Node::text(operation_id(address)));
  out.add("summary", Node::text(both(address.says)));
  if (address.method == "POST" && !address.repeatable())
    out.add("description", Node::text(both(kRepeatNone)));
  out.add("tags", Node::list()).push(Node::text(tag_of(address)));
  if (address.entry == Entry::open) out.add("security", Node::list());
  Node parameters = parameters_of(address);
  if (!parameters.items.empty()) out.add("parameters", std::move(parameters));
  if (address.takes || !address.takes_files.empty()) {
    Node body = Node::map();
    body.add("required", Node::boolean(true));
    const Node example =
        address.example_body.empty() ? Node() : read_json(address.example_body, "example").value;
    Node kinds = address.takes ? content("application/json", book.of_what_comes_in(address.takes), example)
                               : Node::map();
    for (const auto& kind : address.takes_files)
      kinds.add(kind, Node::map()).add("schema", Node::map());  // bytes, as OpenAPI 3.1 has them
    body.add("content", std::move(kinds));
    out.add("requestBody", std::move(body));
  }
  Node& responses = out.add("responses", Node::map());
  Node good = Node::map();
  good.add("description", Node::text("Được / done"));
  Node file = Node::map();  // bytes that are JSON say themselves what they are
  if (address.media_type != "application/json") {
    file = SchemaBook::type("string");
    file.add("contentMediaType", Node::text(address.media_type));
  }
  good.add("content",
           content(address.media_type, address.gives ? with_warnings(address.gives(book)) : std::move(file)));
  responses.add("200", std::move(good));
  const auto refused = refusals_of(address);
  for (const auto& row : kRefusals)
    if (refused.contains(row.status))
      responses.add(std::to_string(row.status), Node::map())
          .add("$ref", Node::text(fmt::format("#/components/responses/{}", row.name)));
  responses.add("default", Node::map()).add("$ref", text("#/components/responses/Problem"));
  return out;
}

Node problem_response(const std::string& said) {
  Node out = Node::map();
  out.add("description", Node::text(said));
  out.add("content", content("application/problem+json", SchemaBook::reference("Problem")));
  return out;
}

/// A browser has a cookie, a program a token.
Node security_schemes() {
  Node out = Node::map();
  Node& session = out.add("session", Node::map());
  session.add("type", text("apiKey"));
  session.add("in", text("cookie"));
  session.add("name", text("__Host-xanh"));
  session.add("description",
              text("Phiên của một người; mọi thay đổi gửi kèm X-CSRF-Token / A person's session; "
                   "every change carries X-CSRF-Token"));
  Node& token = out.add("token", Node::map());
  token.add("type", text("http"));
  token.add("scheme", text("bearer"));
  token.add("description",
            text("Khóa của một chương trình, với đúng một vai trò / A program's token, of one role"));
  return out;
}

}  // namespace

Node openapi(const std::vector<Address>& rows) {
  SchemaBook book;
  Node out = Node::map();
  out.add("openapi", text("3.1.0"));
  Node& info = out.add("info", Node::map());
  info.add("title", text("Xanh"));
  info.add("version", text("1"));
  info.add("description",
           text("Chương trình giảm ô nhiễm của một thành phố, từ quyết định đến báo cáo được ký. / A city's "
                "pollution-reduction programme, from the decision to the signed report."));
  out.add("servers", Node::list()).push(Node::map()).add("url", text("/"));
  Node paths = Node::map();
  for (const auto& row : rows) {
    if (row.page) continue;  // not for programs
    Node* item = nullptr;
    for (auto& member : paths.members)
      if (member.first == row.path) item = &member.second;
    if (!item) item = &paths.add(row.path, Node::map());
    std::string method;
    for (const char c : row.method) method += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    item->add(method, operation(row, book));
  }
  out.add("paths", std::move(paths));
  book.add("Problem", problem_schema(book));
  Node& components = out.add("components", Node::map());
  components.add("schemas", book.take());
  Node& responses = components.add("responses", Node::map());
  std::set<int> told;
  std::set<std::string> tags;
  for (const auto& row : rows) {
    told.merge(refusals_of(row));
    tags.insert(tag_of(row));
  }
  for (const auto& row : kRefusals)
    if (told.contains(row.status))
      responses.add(std::string(row.name), problem_response(fmt::format("{} / {}", row.vi, row.en)));
  responses.add("Problem", problem_response("Vấn đề khác, RFC 9457 / any other problem, RFC 9457"));
  components.add("securitySchemes", security_schemes());
  Node& security = out.add("security", Node::list());
  for (const char* scheme : {"session", "token"}) security.push(Node::map()).add(scheme, Node::list());
  Node& tag_list = out.add("tags", Node::list());
  for (const auto& tag : tags) {
    Node& one = tag_list.push(Node::map());
    one.add("name", Node::text(tag));
    if (const Words* said = words_of(kTags, tag)) one.add("description", Node::text(both(*said)));
  }
  return out;
}

}  // namespace xanh
