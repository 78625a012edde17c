// One row for every address of the server: what it is called, who is let in, what it takes and gives, and the
// use case behind it. Routing, OpenAPI and the test of who may what are made from these rows, so an address
// that is not a row does not exist.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/node.hpp"
#include "office/identity_use.hpp"
#include "office/long_work.hpp"
#include "office/repeat_use.hpp"
#include "office/sign_in_use.hpp"
#include "server/change_feed.hpp"
#include "server/flood.hpp"
#include "server/http.hpp"
#include "server/metrics.hpp"
#include "server/schema.hpp"

namespace xanh {

/// Who sends a request, and the secret that showed it.
struct Asker {
  Desk desk;
  std::optional<SignedIn> who;  ///< nobody for a visitor, and for the operator in tests
  std::string secret;
};

/// What a request says, read and checked; the use case sees nothing else of HTTP.
struct Call {
  const HttpRequest& request;
  const Desk& desk;
  const std::optional<SignedIn>& who;
  const std::string& secret;
  Doorkeeper& keeper;
  const Metrics& metrics;
  ChangeFeed& feed;
  LongWorks& works;
  Language language = Language::vi;
  std::map<std::string, std::string> path;   ///< {"cycle": "2023-H1"}
  std::map<std::string, std::string> query;  ///< only keys that the address names
  Node body;                                 ///< of an address that takes one
  std::string media_type;  ///< of the body, in lower case without parameters; empty: there is none
  /// Of a guarded address: the tag of what the caller has seen, absent when it has seen that there is
  /// nothing.
  std::optional<std::string> seen;
  IdentityDoor* identity = nullptr;  ///< null: this server has no identity provider
  std::string_view site{};           ///< https://… of the server as people know it; empty: not told
};

struct Answer {
  Node body;               ///< JSON, unless `bytes` is given
  std::string bytes;       ///< a file
  std::string media_type;  ///< of the file
  std::string file_name;   ///< the name to save it under
  std::string cookie{};    ///< Set-Cookie
  std::string tag;         ///< what If-Match of the next change names; empty: by the content
  Problems problems;       ///< with an error among them nothing else is sent
  int status = 200;        ///< when there is no error
  /// Goes on as long as the client listens.
  std::shared_ptr<HttpStream> stream{};
};

enum class Entry { open, signed_in };

struct QueryKey {
  std::string name;
  Bilingual says;
  bool required = false;
  std::vector<std::string> choices{};  ///< what it may say; empty: anything
};

/// The language of a paper, beside that of the messages.
[[nodiscard]] inline QueryKey language_key() {
  return {"language", {"ngôn ngữ của văn bản: vi, en", "language of the paper: vi, en"}, false, {"vi", "en"}};
}

struct Address {
  std::string method;  ///< GET, POST, PUT, DELETE
  std::string path;    ///< /api/cycles/{cycle}/results
  Bilingual says;
  Entry entry = Entry::signed_in;
  std::optional<Act> needs{};  ///< asked before all else, of the {unit} of the path where there is one
  std::vector<QueryKey> query{};
  std::map<std::string, std::string> example{};  ///< of path and query, of the demonstration
  std::string example_body{};                    ///< JSON, of an address that takes a body
  std::function<Node(SchemaBook&)> takes{};      ///< schema of the body; none: it takes no body
  std::vector<std::string> takes_files{};  ///< media types of a body that stays bytes; may be beside `takes`
  std::function<Node(SchemaBook&)> gives{};  ///< schema of the answer; none: a file of `media_type`
  std::string media_type = "application/json";
  /// Changes what somebody else may have changed: asks for If-Match, or If-None-Match: *.
  bool guarded = false;
  bool page =
      false;  ///< for people: HTML that the front end takes over, and that keeps its state in the query
  bool kept =
      false;  ///< an open one: its answer depends on the address, the store and the day, and lies ready
  std::optional<FloodLimit> limit{};  ///< of one caller's network address, beside that of all requests
  std::function<Answer(const Call&)> act{};
  /// Of a POST: what its Idempotency-Key keeps. `told` where the answer holds a secret, `none` where the
  /// request does; an open one keeps nothing.
  Repeats repeats = Repeats::kept;

  [[nodiscard]] bool repeatable() const {
    return method == "POST" && entry == Entry::signed_in && repeats != Repeats::none;
  }
};

/// The rows of each service. A new service is a new file and a line in `addresses`.
[[nodiscard]] std::vector<Address> programme_addresses();  // what was decided, what is published
[[nodiscard]] std::vector<Address> amendment_addresses();  // what is proposed to change it
[[nodiscard]] std::vector<Address> cycle_addresses();      // the half-year and the year at work
[[nodiscard]] std::vector<Address> report_addresses();     // forms, reports, their review and their files
[[nodiscard]] std::vector<Address> draft_addresses();      // reports while they are written
[[nodiscard]] std::vector<Address> level_addresses();      // collecting from the units below
[[nodiscard]] std::vector<Address> part_addresses();       // forms split for wards and offices
[[nodiscard]] std::vector<Address> paper_addresses();      // letters, snapshots, papers and their words
[[nodiscard]] std::vector<Address> work_addresses();       // long work that is under way
[[nodiscard]] std::vector<Address> matter_addresses();     // directives and difficulties
[[nodiscard]] std::vector<Address> feedback_addresses();   // what citizens say, and what is answered
[[nodiscard]] std::vector<Address> door_addresses();       // coming in, staying in, going out
[[nodiscard]] std::vector<Address> identity_addresses();   // coming in through an identity provider
[[nodiscard]] std::vector<Address> people_addresses();     // who may come in
[[nodiscard]] std::vector<Address> post_addresses();       // which posts they hold
[[nodiscard]] std::vector<Address> event_addresses();      // changes as they happen
[[nodiscard]] std::vector<Address> mail_addresses();       // what was told to people
[[nodiscard]] std::vector<Address> calendar_addresses();   // what is due, for calendar programs
[[nodiscard]] std::vector<Address> audit_addresses();      // the log of every change and refusal
[[nodiscard]] std::vector<Address> system_addresses();     // health, the description of all this
[[nodiscard]] std::vector<Address> portal_addresses();     // pages for everybody

/// All of them, in the order of the documentation.
[[nodiscard]] const std::vector<Address>& addresses();

}  // namespace xanh
