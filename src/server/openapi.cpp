#include "server/openapi.hpp"

#include <fmt/format.h>

namespace xanh {
namespace {

Node text(std::string_view words) {
  return Node::text(std::string(words));
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
               const Address& address) {
  Node out = Node::map();
  out.add("name", Node::text(name));
  out.add("in", text(in));
  if (!says.empty()) out.add("description", Node::text(both(says)));
  out.add("required", Node::boolean(required));
  out.add("schema", SchemaBook::type("string"));
  if (const auto example = address.example.find(name); example != address.example.end())
    out.add("example", Node::text(example->second));
  return out;
}

Node content(const std::string& media_type, Node schema) {
  Node out = Node::map();
  out.add(media_type, Node::map()).add("schema", std::move(schema));
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

Node operation(const Address& address, SchemaBook& book) {
  Node out = Node::map();
  out.add("operationId", Node::text(operation_id(address)));
  out.add("summary", Node::text(both(address.says)));
  out.add("tags", Node::list()).push(Node::text(tag_of(address)));
  if (address.entry == Entry::open) out.add("security", Node::list());
  Node parameters = Node::list();
  for (size_t i = address.path.find('{'); i != std::string::npos; i = address.path.find('{', i + 1))
    parameters.push(
        parameter(address.path.substr(i + 1, address.path.find('}', i) - i - 1), "path", {}, true, address));
  for (const auto& key : address.query)
    parameters.push(parameter(key.name, "query", key.says, key.required, address));
  if (address.guarded) {
    parameters.push(
        parameter("If-Match", "header", {"ETag của bản đã xem", "ETag of what was seen"}, false, address));
    parameters.push(parameter("If-None-Match", "header", {"* khi chưa có gì", "* where there was nothing"},
                              false, address));
  }
  if (!parameters.items.empty()) out.add("parameters", std::move(parameters));
  if (address.takes || !address.takes_files.empty()) {
    Node body = Node::map();
    body.add("required", Node::boolean(true));
    Node kinds = address.takes ? content("application/json", address.takes(book)) : Node::map();
    for (const auto& kind : address.takes_files)
      kinds.add(kind, Node::map()).add("schema", Node::map());  // bytes, as OpenAPI 3.1 has them
    body.add("content", std::move(kinds));
    out.add("requestBody", std::move(body));
  }
  Node& responses = out.add("responses", Node::map());
  Node good = Node::map();
  good.add("description", Node::text("Được / done"));
  Node file = SchemaBook::type("string");
  file.add("contentMediaType", Node::text(address.media_type));
  good.add("content", content(address.media_type, address.gives ? address.gives(book) : std::move(file)));
  responses.add("200", std::move(good));
  responses.add("default", Node::map()).add("$ref", text("#/components/responses/Problem"));
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
  Node problem = Node::map();
  problem.add("description", text("Vấn đề, RFC 9457 / problems, RFC 9457"));
  problem.add("content", content("application/problem+json", SchemaBook::reference("Problem")));
  components.add("responses", Node::map()).add("Problem", std::move(problem));
  return out;
}

}  // namespace xanh
