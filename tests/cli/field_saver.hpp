// Fields of drafts saved over HTTP by many at once; the value of each is its number, so that what is there
// says by itself whether something was lost.
#pragma once

#include <fmt/format.h>

#include <cstdlib>

#include "cli/served.hpp"
#include "server/raw_client.hpp"

namespace xanh::terminal_test {

class FieldSaver {
 public:
  FieldSaver(std::string target, std::string headers)
      : target_(std::move(target)), headers_(std::move(headers)) {}

  /// Looks what is there. The status; 0 when nothing came.
  int look(xanh::loopback::RawClient& client) {
    const auto reply = client.ask(xanh::loopback::get(target_, headers_));
    if (!reply || reply->status != 200) return reply ? reply->status : 0;
    number_ = std::atol(reply->header("etag").c_str() + 1);
    EXPECT_GE(number_, acknowledged_) << target_ << ": what was acknowledged is gone";
    if (number_ > 0) {
      const Node tree = read_json(reply->body, "reply").value;
      EXPECT_EQ(at(tree, {"value"}).scalar, std::to_string(number_)) << "a save was written over";
    }
    return 200;
  }
  /// Saves the next number over the one seen last; who came too late looks again.
  int save(xanh::loopback::RawClient& client) {
    const std::string body = fmt::format(R"({{"value": "{}"}})", number_ + 1);
    const auto reply = client.ask(
        fmt::format("PUT {} HTTP/1.1\r\nHost: xanh\r\n{}Content-Type: application/json\r\nIf-Match: "
                    "\"{}\"\r\nContent-Length: {}\r\n\r\n{}",
                    target_, headers_, number_, body.size(), body));
    if (!reply) return 0;
    if (reply->status == 200) {
      acknowledged_ = ++number_;
      ++saves_;
    } else if (reply->status == 412) {
      look(client);
    } else {
      refusal_ = reply->body;
    }
    return reply->status;
  }
  [[nodiscard]] long saves() const { return saves_; }  ///< that were acknowledged to this one
  [[nodiscard]] long number() const { return number_; }
  [[nodiscard]] const std::string& refusal() const { return refusal_; }  ///< the last

 private:
  std::string target_, headers_;
  long number_ = 0, acknowledged_ = 0, saves_ = 0;
  std::string refusal_;
};

/// A store with the city's programme, its first cycle open, and an officer who may write every draft.
struct OfficeOnline : ::testing::Test {
  void make(const std::string& store) {
    t.environment["XANH_STORE"] = store;
    t.environment["XANH_NOW"] = "2023-06-09T09:00:00+07:00";
    ASSERT_EQ(t.run({"init", kProgramme}).code, 0);
    ASSERT_EQ(t.run({"cycle", "open", "2023-H1"}).code, 0);
    const auto made = t.json({"user", "invite", "can-bo", "--name", "Minh họa", "--role", "agency_officer"});
    ASSERT_EQ(made.code, 0) << made.out;
    const size_t secret = made.out.find("xl_");
    link = made.out.substr(secret, made.out.find('"', secret) - secret);
  }
  void come_in(const Served& server) { headers = Browser(server, link).headers(); }
  /// Of sixteen: four fields of four units.
  [[nodiscard]] FieldSaver saver(int i) const {
    constexpr const char* units[] = {"q1", "q7", "so-xd", "h-can-gio"};
    constexpr const char* fields[] = {"contact", "letter:number", "letter:signer", "letter:received_number"};
    return FieldSaver(fmt::format("/api/cycles/2023-H1/drafts/{}/fields/{}", units[i % 4], fields[i / 4 % 4]),
                      headers);
  }
  static unsigned short port_of(const Served& server) { return static_cast<unsigned short>(server.port()); }
  Terminal t;
  std::string link, headers;
};

}  // namespace xanh::terminal_test
