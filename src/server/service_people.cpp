// Who may come in, and as what: for administrators.
#include "office/people_use.hpp"
#include "server/page.hpp"

namespace xanh {
namespace {

struct Invitation {
  std::string person, name, contact;
  Role role{};
  std::string unit;
  std::optional<Date> from, to;
  static constexpr std::array kRequired{"person", "name", "role"};
};
BOOST_DESCRIBE_STRUCT(Invitation, (), (person, name, contact, role, unit, from, to))
struct Link {
  std::string person, link;
  Instant ends_at{};
};
BOOST_DESCRIBE_STRUCT(Link, (), (person, link, ends_at))
struct Successor {
  std::string successor;
};
BOOST_DESCRIBE_STRUCT(Successor, (), (successor))

Answer link_of(Outcome<MadeLink> made) {
  Answer out;
  out.problems = std::move(made.problems);
  if (!has_error(out.problems))
    out.body = to_node(Link{made.value.person, made.value.secret, made.value.ends_at}, Absent::null);
  return out;
}

Answer people(const Call& call) {
  auto found = list_people(call.desk, call.query.contains("with_ended"));
  if (!has_error(found.problems))
    return page_answer(call, found.value, [](const PersonLine& line) { return line.code; });
  Answer out;
  out.problems = std::move(found.problems);
  return out;
}

Answer invited(const Call& call) {
  Answer out;
  const auto read = from_node<Invitation>(call.body, "body");
  out.problems = read.problems;
  if (has_error(out.problems)) return out;
  const Invitation& who = read.value;
  return link_of(
      invite(call.desk, {who.person, who.name, who.contact, {who.role, who.unit, who.from, who.to}}));
}

Answer ended(const Call& call) {
  Answer out;
  const auto read = from_node<Successor>(call.body, "body");
  out.problems = read.problems;
  if (has_error(out.problems)) return out;
  auto made = end_person(call.desk, call.path.at("person"), read.value.successor);
  out.problems = std::move(made.problems);
  if (!has_error(out.problems)) out.body = to_node(made.value, Absent::null);
  return out;
}

}  // namespace

std::vector<Address> people_addresses() {
  std::vector<Address> out;
  Address list{"GET", "/api/people", {"Người dùng và vai trò", "People and their posts"}, Entry::signed_in};
  list.needs = Act::manage_people;
  list.query = paged({{"with_ended", {"cả người đã thôi", "also those who have left"}}});
  list.example = {{"with_ended", "yes"}};
  list.gives = [](SchemaBook& book) { return page_schema<PersonLine>(book); };
  list.act = people;
  out.push_back(std::move(list));

  Address asked{"POST",
                "/api/people",
                {"Mời một người; nhận khóa vào một lần", "Invite somebody; gives a one-time link"},
                Entry::signed_in};
  asked.needs = Act::manage_people;
  asked.example_body =
      R"({"person": "q7.soan", "name": "Minh họa", "contact": "q7.soan@example.vn", "role": "drafter", "unit": "q7"})";
  asked.takes = [](SchemaBook& book) { return book.of<Invitation>(); };
  asked.gives = [](SchemaBook& book) { return book.of<Link>(); };
  asked.repeats = Repeats::told;
  asked.act = invited;
  out.push_back(std::move(asked));

  Address link{
      "POST", "/api/people/{person}/link", {"Khóa vào một lần mới", "A new one-time link"}, Entry::signed_in};
  link.needs = Act::manage_people;
  link.example = {{"person", "q7.van-thu"}};
  link.gives = [](SchemaBook& book) { return book.of<Link>(); };
  link.repeats = Repeats::told;
  link.query = {{"without_totp",
                 {"cũng tắt mã xác thực hai bước và kết thúc mọi phiên: người đó mất điện thoại",
                  "also takes the second factor off and ends all sessions: the telephone is lost"}}};
  link.act = [](const Call& call) {
    return link_of(new_link(call.desk, call.path.at("person"), call.query.contains("without_totp")));
  };
  out.push_back(std::move(link));

  Address gone{"POST",
               "/api/people/{person}/end",
               {"Một người thôi việc; có thể giao lại cho người khác",
                "Somebody leaves; may hand over to a successor"},
               Entry::signed_in};
  gone.needs = Act::manage_people;
  gone.example = {{"person", "q7.van-thu"}};
  gone.example_body = R"({"successor": "q7.ky-nhay"})";
  gone.takes = [](SchemaBook& book) { return book.of<Successor>(); };
  gone.gives = [](SchemaBook& book) { return book.of<PersonLine>(); };
  gone.act = ended;
  out.push_back(std::move(gone));
  return out;
}

}  // namespace xanh
