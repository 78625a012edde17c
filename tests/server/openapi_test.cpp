// The served description: its rules, and every example of it sent to a running server and its answer held
// against the schema that stands there.
#include "server/openapi.hpp"

#include <set>

#include "exchange/own_sheet.hpp"
#include "exchange/small_pdf.hpp"
#include "exchange/small_photo.hpp"
#include "office/amendment_use.hpp"
#include "office/draft_use.hpp"
#include "office/feedback_use.hpp"
#include "office/file_use.hpp"
#include "office/level_use.hpp"
#include "office/paper_use.hpp"
#include "office/part_link_use.hpp"
#include "office/portal_use.hpp"
#include "office/show_use.hpp"
#include "office/signed_papers.hpp"
#include "office/submission_use.hpp"
#include "server/door_sample.hpp"
#include "server/json_schema.hpp"
#include "server/raw_client.hpp"
#include "server/server.hpp"

namespace xanh::server_test {
namespace {

using office_test::Office;
using ::testing::IsEmpty;
using ::testing::Not;

std::string small(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

struct Document : ::testing::Test {
  Node tree = openapi(addresses());
  struct Operation {
    std::string name;
    const Node* node;
  };
  [[nodiscard]] std::vector<Operation> operations() const {
    std::vector<Operation> out;
    for (const auto& [path, methods] : tree.find("paths")->members)
      for (const auto& [method, node] : methods.members) out.push_back({method + " " + path, &node});
    return out;
  }
  static void references(const Node& node, std::set<std::string>& out) {
    for (const auto& [key, value] : node.members) {
      if (key == "$ref") out.insert(value.scalar);
      references(value, out);
    }
    for (const auto& item : node.items) references(item, out);
  }
  static bool in_both(const Node* said) {
    return said && said->scalar.find(" / ") > 0 && said->scalar.find(" / ") + 3 < said->scalar.size();
  }
};

TEST_F(Document, EveryOperationHasOneNameItsOwnTagAndASentenceInBothLanguages) {
  std::set<std::string> ids, tags;
  for (const auto& tag : tree.find("tags")->items) {
    EXPECT_TRUE(tags.insert(tag.find("name")->scalar).second);
    EXPECT_TRUE(in_both(tag.find("description")))
        << "say what `" << tag.find("name")->scalar << "` is in kTags of src/server/openapi.cpp";
  }
  std::set<std::string> used;
  for (const auto& [name, node] : operations()) {
    EXPECT_TRUE(ids.insert(node->find("operationId")->scalar).second) << name;
    EXPECT_TRUE(in_both(node->find("summary"))) << name;
    ASSERT_EQ(node->find("tags")->items.size(), 1u) << name;
    used.insert(node->find("tags")->items[0].scalar);
  }
  EXPECT_EQ(used, tags);
}

TEST_F(Document, EveryParameterIsDescribedInBothLanguagesWithASchema) {
  for (const auto& [name, node] : operations()) {
    const Node* parameters = node->find("parameters");
    std::set<std::string> seen;
    for (const auto& one : parameters ? parameters->items : std::vector<Node>{}) {
      const std::string what = one.find("name")->scalar;
      EXPECT_TRUE(seen.insert(what).second) << name << " " << what;
      EXPECT_TRUE(in_both(one.find("description")))
          << name << ": say what `" << what << "` is (of a path: in kParts of src/server/openapi.cpp)";
      EXPECT_NE(one.find("schema"), nullptr) << name << " " << what;
      if (one.find("in")->scalar == "path") {
        EXPECT_EQ(one.find("required")->scalar, "true") << name;
        EXPECT_NE(one.find("example"), nullptr) << name << ": an example for {" << what << "}";
      }
    }
    for (size_t i = name.find('{'); i != std::string::npos; i = name.find('{', i + 1))
      EXPECT_TRUE(seen.contains(name.substr(i + 1, name.find('}', i) - i - 1))) << name;
  }
}

TEST_F(Document, EveryResponseSaysWhatItIsAndHasASchemaAndTheRefusalsAreThere) {
  for (const auto& [name, node] : operations()) {
    const Node& responses = *node->find("responses");
    for (const auto& [status, response] : responses.members) {
      const Node* at = &response;
      if (const Node* reference = response.find("$ref")) at = JsonSchema(tree).at(reference->scalar);
      ASSERT_NE(at, nullptr) << name << " " << status;
      EXPECT_TRUE(in_both(at->find("description"))) << name << " " << status;
      ASSERT_NE(at->find("content"), nullptr) << name << " " << status;
      for (const auto& [media_type, content] : at->find("content")->members)
        EXPECT_NE(content.find("schema"), nullptr) << name << " " << status << " " << media_type;
    }
    EXPECT_NE(responses.find("200"), nullptr) << name;
    EXPECT_NE(responses.find("422"), nullptr) << name;
    EXPECT_NE(responses.find("default"), nullptr) << name;
    const Node* open = node->find("security");
    if (!open) {
      EXPECT_NE(responses.find("401"), nullptr) << name;
      EXPECT_NE(responses.find("403"), nullptr) << name;
    }
    if (name.find('{') != std::string::npos) {
      EXPECT_NE(responses.find("404"), nullptr) << name;
    }
  }
}

TEST_F(Document, WhatTakesABodyHasAnExampleOfItThatFitsItsSchema) {
  for (const auto& [name, node] : operations()) {
    const Node* body = node->find("requestBody");
    if (!body) continue;
    const Node* json = body->find("content")->find("application/json");
    if (!json) continue;  // files
    ASSERT_NE(json->find("example"), nullptr)
        << name << ": give its Address an example_body, of the demonstration";
    EXPECT_THAT(JsonSchema(tree).faults(*json->find("example"), *json->find("schema")), IsEmpty()) << name;
  }
}

TEST_F(Document, EveryReferenceLeadsSomewhereAndNothingStandsUnused) {
  std::set<std::string> used;
  references(tree, used);
  for (const auto& reference : used) EXPECT_NE(JsonSchema(tree).at(reference), nullptr) << reference;
  for (const char* kind : {"schemas", "responses"})
    for (const auto& [name, value] : tree.find("components")->find(kind)->members)
      EXPECT_TRUE(used.contains("#/components/" + std::string(kind) + "/" + name)) << kind << " " << name;
  std::set<std::string> schemes;
  for (const auto& one : tree.find("security")->items) schemes.insert(one.members.at(0).first);
  for (const auto& [name, value] : tree.find("components")->find("securitySchemes")->members)
    EXPECT_TRUE(schemes.contains(name)) << name;
}

TEST(JsonSchemaTest, FindsWhatDoesNotFit) {
  const Node document =
      read_json(R"({"schemas": {"P": {"type": "object", "properties": {"a": {"type": "integer"},
    "d": {"type": "string", "format": "date"}, "s": {"anyOf": [{"type": "string", "pattern": "^x"}, {"type": "null"}]},
    "l": {"type": "array", "items": {"$ref": "#/schemas/P"}}, "m": {"type": "object", "additionalProperties":
    {"type": "number"}}, "e": {"type": "string", "enum": ["u", "v"]}}, "required": ["a"]}}})",
                "document")
          .value;
  JsonSchema schema(document);
  const auto faults = [&](const char* value) {
    return schema.faults(read_json(value, "value").value, *schema.at("#/schemas/P"));
  };
  EXPECT_THAT(faults(R"({"a": 1, "d": "2023-06-15", "s": null, "l": [{"a": 2}], "m": {"z": 1.5}, "e": "u"})"),
              IsEmpty());
  for (const char* wrong : {R"([])", R"({})", R"({"a": "1"})", R"({"a": 1.5})", R"({"a": 1, "b": 2})",
                            R"({"a": 1, "d": "15/6"})", R"({"a": 1, "s": "y"})", R"({"a": 1, "l": [{}]})",
                            R"({"a": 1, "m": {"z": "x"}})", R"({"a": 1, "e": "w"})", R"({"a": null})"})
    EXPECT_THAT(faults(wrong), Not(IsEmpty())) << wrong;
}

/// A server on a store of the demonstration, its people in it, and the description as it is served.
struct Served : ::testing::Test {
  Served() {
    office.with_reports({"q7", "so-xd"});
    for (size_t role = 0; role < kRoles; ++role)
      for (const char* unit : {"q7", "so-tp"}) {
        const Role one = static_cast<Role>(role);
        if (!is_unit_role(one) && std::string_view(unit) != "q7") continue;
        with("all", one, unit);
      }
    with("q7.van-thu", Role::clerk, "q7");
    with("q7.ky-nhay", Role::reviewer, "q7");
    for (const char* person : {"all", "q7.van-thu"}) set_first_password(person);
    ServeOptions options;
    options.listen = "127.0.0.1:0";
    auto started = Server::start(office.store(), options, [] { return Office::now(); });
    EXPECT_TRUE(started.ok());
    server = std::move(started.value);
    const std::string address = server->address();
    port = static_cast<unsigned short>(std::stoi(address.substr(address.rfind(':') + 1)));
    tree = read_json(ask("GET", "/api/openapi.json").body, "served").value;
  }
  void with(const std::string& person, Role role, const std::string& unit) {
    const auto made =
        invite(office.desk(), {person, "Minh họa", {}, {role, is_unit_role(role) ? unit : "", {}, {}}});
    EXPECT_TRUE(made.ok()) << lines(made.problems);
  }
  void set_first_password(const std::string& person) {
    const auto link = new_link(office.desk(), person);
    const auto opened = open_link(office.desk(), keeper, link.value.secret);
    EXPECT_THAT(set_password(office.desk(), keeper, opened.value.who, {}, kPassword), IsEmpty());
  }
  xanh::loopback::RawReply ask(const std::string& method, const std::string& target,
                               const std::string& body = {}, const Browser* who = nullptr,
                               const std::string& headers = {}) {
    xanh::loopback::RawClient client(port);
    std::string request =
        method + " " + target + " HTTP/1.1\r\nHost: xanh\r\nConnection: close\r\n" + headers;
    if (who) request += "Cookie: " + who->cookie + "\r\nX-CSRF-Token: " + who->csrf + "\r\n";
    if (!body.empty() && headers.find("Content-Type") == std::string::npos)
      request += "Content-Type: application/json\r\n";
    if (method != "GET") request += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    const auto reply = client.ask(request + "\r\n" + body);
    EXPECT_TRUE(reply.has_value()) << method << " " << target;
    return reply.value_or(xanh::loopback::RawReply{});
  }
  /// What an example names that is there only once somebody made it.
  std::string made(std::string text, const Browser& who) {
    const auto put = [&](const std::string& example, const std::function<std::string()>& real) {
      if (const size_t at = text.find(example); at != std::string::npos)
        text.replace(at, example.size(), real());
    };
    put("xl_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG",
        [&] { return new_link(office.desk(), "q7.ky-nhay").value.secret; });
    put("amendments/A1", [&] { return "amendments/" + amendment_for(text); });
    put(std::string(64, '0'), [&] {
      if (text.starts_with("/api/amendments/")) return last_amendment_.files.at(0).sha256;
      if (text.starts_with("/api/documents/"))
        return public_documents(office.desk()).value.front().files.front().sha256;
      const std::string unit = text.find("so-dl") == std::string::npos ? "q7" : "so-dl";
      return keep_report_file(office.desk(), {"2023-H1", unit, "cong-van.pdf", "%PDF-1.4 minh hoạ", {}})
          .value.sha256;
    });
    put("xw_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG", [&] {
      return make_part_links(office.desk(), {"2023-H1", "q7", {}, *parse_date("2023-06-21"), "q7-tan-phu"})
          .value.at(0)
          .secret;
    });
    put("xc_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG", [&] { return open_calendar(); });
    put("GY-2345-6789", [&] { return feedback_for(text); });
    // Shorter ones after those that hold them.
    put("0123456789ab", [&] {
      const Node* body = find("post", "/api/me/tokens")->find("requestBody");
      const auto reply =
          ask("POST", "/api/me/tokens",
              write_json(*body->find("content")->find("application/json")->find("example")), &who);
      return read_json(reply.body, "reply").value.find("token")->find("id")->scalar;
    });
    put("123456", [&] { return code(0); });
    put("654321", [&] { return code(1); });
    return text;
  }
  /// With an opinion and a file, by the agency.
  std::string amendment_for(const std::string& target) {
    Amendment one;
    one.unit = "so-tnmt";
    one.title = one.reason = {"minh hoạ", "illustrative"};
    AmendmentOperation& change = one.operations.emplace_back();
    change.op = AmendmentOp::replace;
    change.at = "targets/t01/milestones/2030/value";
    change.to = Node::text("99");
    const auto made = propose_amendment(office.desk(), one);
    EXPECT_TRUE(made.ok()) << lines(made.problems);
    const std::string code = made.value.code;
    if (target.find("/opinions/") != std::string::npos) {
      EXPECT_TRUE(give_opinion(office.desk(), code, "q7", "Nhất trí").ok());
    }
    last_amendment_ = keep_amendment_file(office.desk(), code, "cong-van.pdf", "%PDF-1.4 minh hoạ").value;
    EXPECT_EQ(last_amendment_.files.size(), 1u);
    return code;
  }
  AmendmentPage last_amendment_;
  /// With a photo, and published, where the address gives that out to everybody.
  std::string feedback_for(const std::string& target) {
    const std::string code = give_feedback(office.desk(), {"target:t01", "minh hoạ", {}}).value.code;
    last_feedback_ = code;
    if (!target.ends_with("/photo")) return code;
    if (target.starts_with("/api/feedback/") && adding_) return code;
    EXPECT_TRUE(add_feedback_photo(office.desk(), code, photo_test::small_jpeg()).ok());
    EXPECT_TRUE(settle_feedback(office.desk(), code, {FeedbackState::published, {}, {}}, {}).ok());
    return code;
  }
  std::string last_feedback_;
  bool adding_ = false;  ///< the example adds what others read
  std::string open_calendar() {
    const Browser& who = session();
    const auto reply = ask("POST", "/api/me/calendar", {}, &who);
    const std::string address = read_json(reply.body, "reply").value.find("address")->scalar;
    return address.substr(std::string("/calendar/").size(),
                          address.rfind('.') - std::string("/calendar/").size());
  }
  /// The file that an address takes: what it, or the one beside it, gives out; a signed copy for what is
  /// signed.
  std::string file_for(const Address& row, const std::string& target, const Browser& who) {
    if (row.path.ends_with("/workbook"))
      return ask("GET", "/api/cycles/2023-H1/forms/" + row.example.at("unit"), {}, &who).body;
    if (row.path.ends_with("/own-workbook"))
      return testing_workbook::own_workbook({{"Nội dung", "Kỳ này"}, {"Cơ sở phải xử lý nước thải", "100"}});
    if (row.path.ends_with("/photo")) return photo_test::small_jpeg();
    if (row.path.ends_with("/files")) return "%PDF-1.4 minh hoạ";
    if (row.path.ends_with("/signed")) return pdf_test::small_pdf({"Ma doi chieu: " + control_code_of(row)});
    return ask("GET", target, {}, &who).body;
  }
  std::string control_code_of(const Address& row) {
    std::string digest;
    office.store().read([&](const Transaction& t) {
      if (row.path.find("{unit}") == std::string::npos) digest = t.snapshots("2023-H1").back().digest;
      for (const auto& one : t.latest_revisions("2023-H1"))
        if (digest.empty() && one.unit == "q7") digest = one.digest;
    });
    return control_code(digest);
  }
  /// If-Match with the tag that the address itself gives, or the next one above it; else If-None-Match: *.
  std::string guard_of(const Address& row, const Browser& who) {
    for (std::string path = row.path; path.size() > 4; path = path.substr(0, path.rfind('/'))) {
      const auto found = std::find_if(addresses().begin(), addresses().end(), [&](const Address& other) {
        return other.method == "GET" && other.path == path;
      });
      if (found == addresses().end()) continue;
      auto example = row.example;
      if (example.contains("feedback")) example["feedback"] = last_feedback_;
      const auto seen = ask("GET", path_of(*found, example), {}, &who);
      if (seen.status == 200) return "If-Match: " + seen.header("ETag") + "\r\n";
      break;
    }
    return "If-None-Match: *\r\n";
  }
  /// A figure of District 7 is found wrong after the publication, and its correction noted.
  void correct() {
    ASSERT_TRUE(review(office.desk(), {{"2023-H1/q7"}, false, {"ww_sites_ok"}, "báo nhầm"}).ok());
    const auto before = show_report(office.desk(), "2023-H1/q7");
    Submission after = before.value.report;
    for (auto& figure : after.figures)
      if (figure.element == "ww_sites_ok") figure.this_period = *figure.this_period - Decimal(1);
    const auto sent = submit_received(
        office.desk(), {"report.json", write_json(to_node(after)), "2023-H1", "q7", std::nullopt, false});
    ASSERT_TRUE(sent.ok()) << lines(sent.problems);
    office.note();
    (void)office.consolidated();
  }
  /// What has to be so before an example can be followed.
  void prepare(const Address& row) {
    const std::string what = row.method + " " + row.path;
    if (what == "POST /api/cycles/{cycle}/reports/{unit}/note" || what == "POST /api/cycles/{cycle}/note") {
      send_again(what);
    } else if (what == "POST /api/cycles/{cycle}/drafts/{unit}/send") {
      for (const auto& [field, value] :
           {std::pair{"letter:number", "412/BC-UBND"}, {"letter:date", "2023-06-14"}})
        (void)save_draft_field(office.desk(), {"2023-H1", "q7", field, Node::text(value), std::nullopt});
      for (const auto stage : {DraftStage::in_review, DraftStage::signed_})
        (void)move_draft(office.desk(), "2023-H1", "q7", stage, {});
    } else if (what == "GET /api/amendment-submission") {
      (void)amendment_for(what);
    } else if (what == "GET /api/cycles/{cycle}/parts/{unit}") {
      EXPECT_TRUE(make_part_links(office.desk(), {"2023-H1", "q7", {}, *parse_date("2023-06-21"), {}}).ok());
    } else if (what == "POST /api/cycles/{cycle}/levels/{unit}/pass-up") {
      EXPECT_TRUE(set_up_level(office.desk(), {"2023-H1", "q7", {}, {}}).ok());
      EXPECT_TRUE(open_cycle(office.desk(), "2023-H1@q7").ok());
      EXPECT_TRUE(consolidate_cycle(office.desk(), {"2023-H1@q7", {}, 1}).ok());
    } else if (what == "GET /api/cycles/{cycle}/changes") {
      send_again(what);
      office.note();
      (void)office.consolidated();
    } else if (what == "POST /api/next-plan") {
      (void)open_cycle(office.desk(), "2023-Y");
      EXPECT_TRUE(consolidate_cycle(office.desk(), {"2023-Y", {}, 1}).ok());
    } else if (what == "POST /api/cycles/{cycle}/restate") {
      correct();
    } else if (what == "POST /api/cycles/{cycle}/publish" ||
               what == "GET /api/cycles/{cycle}/snapshots/{number}") {
      (void)office.consolidated();
    } else if (what == "POST /api/mail/{mail}/again") {
      office.store().transact([](Transaction& t) {
        const auto taken = t.take_mail(Office::now(), "test", Office::now());
        ASSERT_TRUE(taken.has_value() && taken->seq == 1);
        t.settle_mail(1, "test", MailState::refused, Office::now(), "550 no such mailbox");
      });
    }
  }
  void send_again(const std::string& contact) {
    Submission report = Office::report("q7");
    report.contact = contact;
    EXPECT_TRUE(office.send(report).ok());
  }
  [[nodiscard]] const Node* find(const std::string& method, const std::string& path) const {
    return tree.find("paths")->find(path)->find(method);
  }
  static std::string target_of(const std::string& path, const Node& operation) {
    std::string out = path, query;
    const Node* parameters = operation.find("parameters");
    for (const auto& one : parameters ? parameters->items : std::vector<Node>{}) {
      const Node* example = one.find("example");
      if (!example) continue;
      const std::string name = one.find("name")->scalar;
      if (one.find("in")->scalar == "query")
        query += (query.empty() ? "?" : "&") + name + "=" + example->scalar;
      else if (const size_t at = out.find("{" + name + "}"); at != std::string::npos)
        out.replace(at, name.size() + 2, example->scalar);
    }
    return out + query;
  }
  void try_example(const Address& row) {
    const std::string method = small(row.method), what = row.method + " " + row.path;
    const Node& operation = *find(method, row.path);
    const Browser who = session();
    prepare(row);
    adding_ = row.method == "POST";
    const std::string target = made(target_of(row.path, operation), who);
    std::string sent, headers;
    if (row.takes) {
      const Node* body = operation.find("requestBody");
      sent = made(write_json(*body->find("content")->find("application/json")->find("example")), who);
    } else if (!row.takes_files.empty()) {
      sent = file_for(row, target, who);
      headers = "Content-Type: " + row.takes_files.front() + "\r\n";
    }
    if (row.guarded) headers += guard_of(row, who);
    const auto reply = ask(row.method, target, sent, row.entry == Entry::open ? nullptr : &who, headers);
    // This server has no identity provider; identity_test has. No work is under way; work_test has some.
    if (row.path.find("identity") != std::string::npos || row.path.starts_with("/api/work/")) {
      EXPECT_EQ(reply.status, 404) << what << "\n" << reply.body;
      return;
    }
    ASSERT_EQ(reply.status, 200) << what << "\n" << reply.body;
    const Node& content = *operation.find("responses")->find("200")->find("content");
    const std::string media_type = reply.header("Content-Type");
    const Node* described = content.find("*/*");
    if (!described) described = content.find(media_type.substr(0, media_type.find(';')));
    ASSERT_NE(described, nullptr) << what << " came as " << media_type;
    if (!media_type.starts_with("application/json")) return;
    EXPECT_THAT(JsonSchema(tree).faults(read_json(reply.body, "reply").value, *described->find("schema")),
                IsEmpty())
        << what << "\n"
        << reply.body.substr(0, 2000);
    if (row.path == "/api/me/password") set_first_password("all");
  }
  /// A session of somebody who holds every role; a new one when an example ended the last.
  const Browser& session() {
    if (all.cookie.empty() || ask("GET", "/api/me", {}, &all).status != 200)
      all = browser_in(office.desk(), "all");
    return all;
  }
  /// A code of the second factor that is on, or else of the one that was offered.
  std::string code(std::int64_t steps_later) {
    std::string secret;
    office.store().read([&](const Transaction& t) {
      const auto person = person_of(t, "all");
      secret = person->totp_secret.empty() ? person->totp_offered : person->totp_secret;
    });
    return totp_code(secret, totp_step(Office::now()) + steps_later);
  }
  static constexpr const char* kPassword = "một câu dài khó đoán";
  Office office;
  Doorkeeper keeper;
  Browser all;
  std::unique_ptr<Server> server;
  unsigned short port = 0;
  Node tree;
};

TEST_F(Served, EveryExampleIsAnsweredAsItsSchemaSays) {
  // These end something that the examples of others need, or need what the others make; in this order.
  const std::vector<std::string> late{"POST /api/cycles/{cycle}/rebase",
                                      "POST /api/cycles/{cycle}/close",
                                      "POST /api/cycles/{cycle}/publish",
                                      "GET /api/cycles/{cycle}/manifest",
                                      "GET /api/results",
                                      "GET /api/cycles/{cycle}/results",
                                      "GET /api/cycles/{cycle}/figures",
                                      "GET /api/cycles/{cycle}/results.csv",
                                      "GET /api/cycles/{cycle}/figures.csv",
                                      "GET /api/works",
                                      "GET /api/documents",
                                      "GET /api/documents/{sha256}",
                                      "POST /api/cycles/{cycle}/restate",
                                      "POST /api/cycles/{cycle}/release",
                                      "POST /api/next-plan",
                                      "POST /api/people/{person}/end"};
  const auto is_late = [&](const Address& row) {
    return std::find(late.begin(), late.end(), row.method + " " + row.path) != late.end();
  };
  for (const auto& row : addresses())
    if (!is_late(row) && !row.page && row.media_type != "text/event-stream")  // a stream has no end
      try_example(row);
  for (const auto& name : late)
    for (const auto& row : addresses())
      if (row.method + " " + row.path == name) try_example(row);
}

TEST_F(Served, RefusalsAreAsTheirSchemaSays) {
  const Browser who = browser_in(office.desk(), "q7.van-thu");
  for (const auto& row : addresses()) {
    if (row.page) continue;
    const Node& responses = *find(small(row.method), row.path)->find("responses");
    const std::string target = target_of(row.path, *find(small(row.method), row.path));
    for (const Browser* asks : {static_cast<const Browser*>(nullptr), &who}) {
      const auto reply =
          ask(row.method, target + (target.find('?') == std::string::npos ? "?" : "&") + "what=1",
              row.takes ? "{" : "", asks);
      const Node* described = responses.find(std::to_string(reply.status));
      ASSERT_NE(described, nullptr) << row.method << " " << row.path << " says nothing of " << reply.status;
      const Node* response = JsonSchema(tree).at(described->find("$ref")->scalar);
      EXPECT_EQ(reply.header("Content-Type"), "application/problem+json");
      EXPECT_THAT(JsonSchema(tree).faults(
                      read_json(reply.body, "reply").value,
                      *response->find("content")->find("application/problem+json")->find("schema")),
                  IsEmpty())
          << row.path << reply.body;
    }
  }
}

}  // namespace
}  // namespace xanh::server_test
