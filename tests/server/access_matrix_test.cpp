// Every address as every role of an own, a sibling, a parent and a foreign unit, and as a visitor, against
// the table written by hand; and the order in which what is wrong is told.
#include "server/access_matrix.hpp"

#include <fmt/format.h>

#include <set>

#include "server/door_sample.hpp"
#include "server/problem_reply.hpp"

namespace xanh::server_test {
namespace {

using office_test::Office;

constexpr const char* kUnit = "q7";  // of the address
constexpr const char* kPaper =
    "khong-co";  // whoever may, is told that there is no such paper: none is printed
// Whose people ask: of that unit, of one beside it, of the one above, of one far from it.
constexpr std::array kFrom{"q7", "q8", "ubnd-tp", "tt-qlhtkt"};

struct Matrix : testing::Test {
  Matrix() {
    for (size_t role = 0; role < kRoles; ++role)
      for (const char* unit : kFrom) invited(static_cast<Role>(role), unit);
  }
  static std::string code_of(Role role, const std::string& unit) {
    std::string out = word(role) + "." + (is_unit_role(role) ? unit : "all");
    std::replace(out.begin(), out.end(), '_', '-');
    return out;
  }
  void invited(Role role, const std::string& unit) {
    const std::string code = code_of(role, unit);
    if (!sessions.emplace(code, Browser{}).second) return;
    const auto made = invite(
        office.desk(), {code, "Minh họa", {}, {role, is_unit_role(role) ? unit : std::string(), {}, {}}});
    ASSERT_TRUE(made.ok()) << lines(made.problems);
  }
  /// The person's session; a new one when an address ended the last.
  const Browser& browser(const std::string& person) {
    Browser& out = sessions[person];
    if (out.cookie.empty() || router.work(request_of("GET", "/api/me", {}, &out)).status != 200)
      out = browser_in(office.desk(), person);
    return out;
  }
  HttpReply ask(const Address& row, const std::string& body, const Browser* who, HttpHeaders headers = {}) {
    return router.work(request_of(row.method, path_of(row, {{"unit", kUnit}, {"document", kPaper}}), body,
                                  who, std::move(headers)));
  }
  bool may(const Address& row, const Browser* who) {
    HttpHeaders headers{{"if-none-match", "*"}};
    std::string body = !row.takes ? "" : row.example_body.empty() ? "{}" : row.example_body;
    // The unit of the body is that of the path.
    if (const auto unit = row.example.find("unit"); unit != row.example.end())
      if (const size_t at = body.find("\"" + unit->second + "\""); at != std::string::npos)
        body.replace(at + 1, unit->second.size(), kUnit);
    if (!row.takes && !row.takes_files.empty()) {
      body = "no such file";
      headers.emplace_back("content-type", row.takes_files.front());
    }
    const std::string told = problem_of(ask(row, body, who, std::move(headers)));
    return told != "not-signed-in" && told != "not-allowed" && told != "unknown-actor" &&
           told != "csrf-missing" && told != "token-may-not";
  }
  /// The letter of a role: for people of which of the four units the address opens.
  char reach(const Address& row, Role role) {
    std::string out;
    for (const char* unit : kFrom) {
      if (!is_unit_role(role) && !out.empty()) {  // the same person of no unit
        out += out.front();
        continue;
      }
      const Browser who = browser(code_of(role, unit));
      out += may(row, &who) ? '+' : '-';
    }
    return out == "----" ? '-' : out == "+---" ? 'o' : out == "+-+-" ? 'b' : out == "++++" ? 'c' : '?';
  }
  std::string line(const Address& row) {
    std::string roles;
    for (size_t i = 0; i < kRoles; ++i) {
      if (i == 4 || i == 6) roles += ' ';
      roles += reach(row, static_cast<Role>(i));
    }
    return fmt::format("MayRow{{\"{} {}\", '{}', \"{}\"}},", row.method, row.path,
                       may(row, nullptr) ? 'v' : '-', roles);
  }
  void check(const Address& row);
  Office office;
  std::map<std::string, Browser> sessions;
  Router router{*office.desk().store, [] { return Office::now(); }};
};

const MayRow* written(const Address& row) {
  const std::string name = row.method + " " + row.path;
  const auto found =
      std::find_if(kMatrix.begin(), kMatrix.end(), [&](const MayRow& may) { return may.address == name; });
  return found == kMatrix.end() ? nullptr : &*found;
}

void Matrix::check(const Address& row) {
  const std::string found = line(row);
  const MayRow* may = written(row);
  if (!may) {
    ADD_FAILURE() << "no line for this address. If those are the right ones, add to\n"
                     "tests/server/access_matrix.hpp:\n    "
                  << found;
    return;
  }
  EXPECT_EQ(found, fmt::format("MayRow{{\"{}\", '{}', \"{}\"}},", may->address, may->visitor, may->roles));
}

TEST_F(Matrix, EveryAddressThatIsReadOpensToThoseItIsForAndToNobodyElse) {
  for (const auto& row : addresses())
    if (row.method == "GET") check(row);
}

TEST_F(Matrix, EveryAddressThatChangesSomethingOpensToThoseItIsForAndToNobodyElse) {
  for (const auto& row : addresses())
    if (row.method != "GET") check(row);
}

TEST(MatrixRows, EveryLineHasItsAddressAndStandsOnce) {
  std::set<std::string_view> seen;
  for (const auto& may : kMatrix) {
    EXPECT_TRUE(seen.insert(may.address).second) << "twice: " << may.address;
    EXPECT_TRUE(std::any_of(addresses().begin(), addresses().end(),
                            [&](const Address& row) { return row.method + " " + row.path == may.address; }))
        << "there is no address " << may.address << ": take its line out of tests/server/access_matrix.hpp";
  }
}

/// As somebody who holds every role there is, at the unit and in the city.
struct Order : Matrix {
  Order() {
    for (size_t role = 0; role < kRoles; ++role) {
      const Role one = static_cast<Role>(role);
      const auto made =
          invite(office.desk(), {"all", "Minh họa", {}, {one, is_unit_role(one) ? kUnit : "", {}, {}}});
      EXPECT_TRUE(made.ok()) << lines(made.problems);
    }
  }
  const HttpHeaders plain{{"content-type", "text/plain"}, {"if-match", "W/wrong"}};
};

TEST_F(Order, AVisitorLearnsNothingHoweverWrongTheRestIs) {
  for (const auto& row : addresses()) {
    if (row.entry == Entry::open) continue;
    EXPECT_EQ(ask(row, "{", nullptr, plain).status, 401) << row.method << " " << row.path;
    // Where something of the path is open, which methods it takes is told to all.
    const bool some_open = std::any_of(addresses().begin(), addresses().end(), [&](const Address& other) {
      return other.path == row.path && other.entry == Entry::open;
    });
    EXPECT_EQ(router.work(request_of("PATCH", path_of(row))).status, some_open ? 405 : 401)
        << "PATCH " << row.path;
  }
}

TEST_F(Order, WhoMayNotLearnsNothingHoweverWrongTheRestIs) {
  for (const auto& row : addresses()) {
    if (!row.needs) continue;
    for (const auto& [person, session] : sessions) {
      const Browser who = browser(person);
      if (may(row, &who)) continue;
      const auto reply =
          router.work(request_of(row.method, path_of(row, {{"unit", kUnit}}) + "?what=1", "{", &who, plain));
      EXPECT_EQ(reply.status, 403) << row.method << " " << row.path << " as " << person;
      break;
    }
  }
}

TEST_F(Order, WhetherThereIsSuchAThingComesBeforeHowItWasAsked) {
  for (const auto& row : addresses()) {
    if (row.entry == Entry::open || !row.takes) continue;
    for (const char* part : {"cycle", "unit", "person"}) {
      if (row.path.find("{" + std::string(part) + "}") == std::string::npos) continue;
      // Of a unit that is in no register nobody is; whoever reaches every unit learns that it is not there.
      if (std::string_view(part) == "unit" && row.needs &&
          reach_of(*row.needs, Role::agency_leader) != Reach::city)
        continue;
      const Browser who = browser("all");
      const auto reply = router.work(
          request_of(row.method, path_of(row, {{part, "khong-co"}, {"unit", kUnit}}), "{", &who, plain));
      EXPECT_EQ(reply.status, 404) << row.method << " " << row.path << " " << part << *reply.body;
    }
  }
}

TEST_F(Order, HowItWasAskedComesBeforeTheGuardAndTheGuardBeforeTheContent) {
  for (const char* person : {"q7.van-thu", "q7.ky-nhay"})
    ASSERT_TRUE(invite(office.desk(), {person, "Minh họa", {}, {Role::clerk, kUnit, {}, {}}}).ok());
  for (const auto& row : addresses()) {
    if (row.entry == Entry::open || !row.takes) continue;
    const std::string what = row.method + " " + row.path;
    const Browser who = browser("all");
    EXPECT_EQ(router.work(request_of("PATCH", path_of(row), "{", &who)).status, 405) << what;
    EXPECT_EQ(ask(row, "{", &who, plain).status, 415) << what;
    const auto content = ask(row, "{", &who, {{"if-none-match", "*"}});
    EXPECT_EQ(content.status, 422) << what;
    if (!row.guarded) continue;
    EXPECT_EQ(ask(row, "{", &who).status, 428) << what;
    EXPECT_EQ(ask(row, "{", &who, {{"if-match", "W/wrong"}}).status, 412) << what;
  }
}

TEST(OrderOfRefusals, OfSeveralTheFirstIsTheStatus) {
  const auto one = [](const char* code) {
    Problem out;
    out.code = code;
    return out;
  };
  Problems all{one("cycle-wrong-stage")};
  EXPECT_EQ(status_of(all), 409);
  for (const auto& [code, status] : std::vector<std::pair<const char*, int>>{{"missing-key", 422},
                                                                             {"revision-moved", 412},
                                                                             {"precondition-required", 428},
                                                                             {"media-type-not-taken", 415},
                                                                             {"method-not-allowed", 405},
                                                                             {"unknown-cycle", 404},
                                                                             {"not-allowed", 403},
                                                                             {"not-signed-in", 401}}) {
    all.push_back(one(code));
    EXPECT_EQ(status_of(all), status) << code;
  }
}

}  // namespace
}  // namespace xanh::server_test
