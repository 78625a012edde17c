// Which posts people hold, who fills them meanwhile, and what becomes of them when a unit ends.
#include "office/people_use.hpp"
#include "server/address.hpp"
#include "server/answers.hpp"

namespace xanh {
namespace {

struct PostAsked {
  Role role{};
  std::string unit;
  std::optional<Date> from, to;
  static constexpr std::array kRequired{"role"};
};
BOOST_DESCRIBE_STRUCT(PostAsked, (), (role, unit, from, to))
struct PostEnd {
  Role role{};
  std::string unit;
  std::optional<Date> last_day;
  static constexpr std::array kRequired{"role"};
};
BOOST_DESCRIBE_STRUCT(PostEnd, (), (role, unit, last_day))
struct DeputyAsked {
  std::string deputy_for;
  Role role{};
  std::string unit;
  std::optional<Date> from, to;
  static constexpr std::array kRequired{"deputy_for", "role", "from", "to"};
};
BOOST_DESCRIBE_STRUCT(DeputyAsked, (), (deputy_for, role, unit, from, to))
struct HandOverAsked {
  std::string successor;
  std::optional<Date> from;
  static constexpr std::array kRequired{"successor"};
};
BOOST_DESCRIBE_STRUCT(HandOverAsked, (), (successor, from))

Answer post_given(const Call& call) {
  return with_body<PostAsked>(call, [&](const PostAsked& post) {
    return answer_of(add_post(call.desk, call.path.at("person"), {post.role, post.unit, post.from, post.to}));
  });
}

Answer post_ended(const Call& call) {
  return with_body<PostEnd>(call, [&](const PostEnd& post) {
    return answer_of(end_post(call.desk, call.path.at("person"), post.role, post.unit, post.last_day));
  });
}

Answer deputised(const Call& call) {
  return with_body<DeputyAsked>(call, [&](const DeputyAsked& asked) {
    return answer_of(
        deputise(call.desk,
                 {call.path.at("person"), asked.deputy_for, {asked.role, asked.unit, asked.from, asked.to}}));
  });
}

Answer handed_over(const Call& call) {
  return with_body<HandOverAsked>(call, [&](const HandOverAsked& asked) {
    auto made = hand_over_unit(call.desk, {call.path.at("unit"), asked.successor, asked.from});
    Answer out;
    out.problems = std::move(made.problems);
    out.body = Node::map();
    out.body.add("items", to_node(made.value, Absent::null));
    return out;
  });
}

template <class T>
Address row(const char* path, Bilingual says, const char* example, std::function<Answer(const Call&)> act) {
  Address out{"POST", path, std::move(says), Entry::signed_in};
  out.needs = Act::manage_people;
  out.example = {{"person", "q7.van-thu"}};
  out.takes = [](SchemaBook& book) { return book.of<T>(); };
  out.example_body = example;
  out.gives = [](SchemaBook& book) { return book.of<PersonLine>(); };
  out.act = std::move(act);
  return out;
}

}  // namespace

std::vector<Address> post_addresses() {
  std::vector<Address> out;
  out.push_back(row<PostAsked>("/api/people/{person}/posts", {"Giao một vai trò", "Give a post"},
                               R"({"role": "signatory", "unit": "q7", "from": "2023-07-01"})", post_given));
  out.push_back(row<PostEnd>(
      "/api/people/{person}/posts/end",
      {"Kết thúc một vai trò, cùng những người làm thay", "End a post, and those who fill it meanwhile"},
      R"({"role": "signatory", "unit": "q7", "last_day": "2023-12-31"})", post_ended));
  out.push_back(row<DeputyAsked>(
      "/api/people/{person}/deputy",
      {"Người này làm thay một người khác, từ ngày đến ngày",
       "This person fills another's post, from day to day"},
      R"({"deputy_for": "q7.van-thu", "role": "clerk", "unit": "q7", "from": "2023-07-01", "to": "2023-07-15"})",
      deputised));
  out.back().example = {{"person", "q7.ky-nhay"}};

  Address put{"POST",
              "/api/people/{person}/sign-out",
              {"Kết thúc mọi phiên, liên kết và khóa của một người",
               "End all sessions, links and tokens of a person"},
              Entry::signed_in};
  put.needs = Act::manage_people;
  put.example = {{"person", "q7.van-thu"}};
  put.gives = [](SchemaBook& book) { return book.of<PersonLine>(); };
  put.act = [](const Call& call) { return answer_of(put_out(call.desk, call.path.at("person"))); };
  out.push_back(std::move(put));

  out.push_back(
      row<HandOverAsked>("/api/units/{unit}/hand-over",
                         {"Đơn vị đã hết: người giữ vai trò ở đó chuyển sang đơn vị tiếp nhận",
                          "A unit has ended: those who hold posts there hold them at its successor"},
                         R"({"successor": "tp-thu-duc"})", handed_over));
  out.back().example = {{"unit", "q2"}};
  out.back().gives = [](SchemaBook& book) { return list_schema<PersonLine>(book); };
  return out;
}

}  // namespace xanh
