// The calendar of what is due, under a secret address that calendar programs subscribe to.
#include "office/calendar_use.hpp"
#include "server/address.hpp"
#include "server/problem_reply.hpp"

namespace xanh {
namespace {

constexpr std::string_view kEnding = ".ics";

struct CalendarState {
  std::optional<Instant> made_at;
};
BOOST_DESCRIBE_STRUCT(CalendarState, (), (made_at))
struct CalendarMade {
  std::string address;  ///< shown once
  Instant made_at{};
};
BOOST_DESCRIBE_STRUCT(CalendarMade, (), (address, made_at))
struct CalendarGone {};
BOOST_DESCRIBE_STRUCT(CalendarGone, (), ())

Answer calendar_state(const Call& call) {
  Answer out;
  auto found = calendar_made_at(call.desk, *call.who);
  out.problems = std::move(found.problems);
  out.body = to_node(CalendarState{found.value}, Absent::null);
  return out;
}

Answer made(const Call& call) {
  Answer out;
  auto fresh = make_calendar(call.desk, *call.who);
  out.problems = std::move(fresh.problems);
  out.body =
      to_node(CalendarMade{"/calendar/" + fresh.value.secret + std::string(kEnding), fresh.value.made_at},
              Absent::null);
  return out;
}

Answer gone(const Call& call) {
  Answer out;
  out.problems = revoke_calendar(call.desk, *call.who);
  out.body = Node::map();
  return out;
}

Answer feed(const Call& call) {
  Answer out;
  std::string secret = call.path.at("feed");
  if (secret.ends_with(kEnding)) secret.resize(secret.size() - kEnding.size());
  auto found = read_calendar(call.desk, secret);
  out.problems = std::move(found.problems);
  if (has_error(out.problems)) return out;
  std::optional<Language> language;
  if (const auto query = query_values(call.request.query))
    for (const auto& [key, value] : *query)
      if (key == "lang") language = value == "en" ? Language::en : Language::vi;
  out.bytes = calendar_bytes(found.value.name, found.value.days, language);
  out.media_type = "text/calendar; charset=utf-8";
  out.file_name = "xanh.ics";
  return out;
}

Address row(const char* method, const char* path, Bilingual says, std::function<Answer(const Call&)> act) {
  Address out{method, path, std::move(says), Entry::signed_in};
  out.act = std::move(act);
  return out;
}

}  // namespace

std::vector<Address> calendar_addresses() {
  std::vector<Address> out;
  out.push_back(row("GET", "/api/me/calendar",
                    {"Lịch của mình đã có địa chỉ chưa", "Whether one's calendar has an address"},
                    calendar_state));
  out.back().gives = [](SchemaBook& book) { return book.of<CalendarState>(); };
  out.push_back(row("POST", "/api/me/calendar",
                    {"Tạo địa chỉ bí mật của lịch; địa chỉ cũ hết hiệu lực",
                     "A secret address for one's calendar; the earlier one ends"},
                    made));
  out.back().repeats = Repeats::told;
  out.back().gives = [](SchemaBook& book) { return book.of<CalendarMade>(); };
  out.push_back(
      row("DELETE", "/api/me/calendar", {"Hủy địa chỉ của lịch", "End the address of one's calendar"}, gone));
  out.back().gives = [](SchemaBook& book) { return book.of<CalendarGone>(); };
  out.push_back(row("GET", "/calendar/{feed}",
                    {"Lịch hạn báo cáo (iCalendar), theo địa chỉ bí mật",
                     "The calendar of what is due (iCalendar), by its secret address"},
                    feed));
  out.back().entry = Entry::open;
  out.back().media_type = "text/calendar";
  out.back().example = {{"feed", "xc_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG.ics"}};
  return out;
}

}  // namespace xanh
