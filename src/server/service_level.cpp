// A unit that collects from the units under it. The cycle it has for that (2023-H1@q7) is asked for and moved
// by the addresses of every cycle.
#include "office/level_use.hpp"
#include "server/answers.hpp"

namespace xanh {
namespace {

/// What a form on screen says of it; a plan of the unit's own comes as a file at the terminal.
struct LevelAsked {
  std::optional<Date> due;
  std::vector<std::string> tables;  ///< 01, 05a …; empty: the whole form
};
BOOST_DESCRIBE_STRUCT(LevelAsked, (), (due, tables))

}  // namespace

std::vector<Address> level_addresses() {
  std::vector<Address> out;
  Address list{
      "GET",
      "/api/cycles/{cycle}/levels",
      {"Các đơn vị thu số liệu từ đơn vị trực thuộc", "Units that collect from the units under them"},
      Entry::signed_in};
  list.example = {{"cycle", "2023-H1"}};
  list.gives = [](SchemaBook& book) { return list_schema<LevelStanding>(book); };
  list.act = [](const Call& call) { return list_answer(list_levels(call.desk, call.path.at("cycle"))); };
  out.push_back(std::move(list));

  Address owed{"GET",
               "/api/levels",
               {"Báo cáo mà đơn vị của mình nợ đơn vị cấp trên trực tiếp",
                "Reports that one's units owe to the unit above them"},
               Entry::signed_in};
  owed.gives = [](SchemaBook& book) { return list_schema<OwedBelow>(book); };
  owed.act = [](const Call& call) { return list_answer(list_owed_below(call.desk)); };
  out.push_back(std::move(owed));

  Address set{"POST",
              "/api/cycles/{cycle}/levels/{unit}",
              {"Lập kỳ thu số liệu của đơn vị trực thuộc: thu gì, đến bao giờ",
               "Set up a unit's collection from those under it: what, until when"},
              Entry::signed_in};
  set.needs = Act::draft_report;
  set.example = {{"cycle", "2023-H1"}, {"unit", "q7"}};
  set.takes = [](SchemaBook& book) { return book.of<LevelAsked>(); };
  set.example_body = R"({"due": "2023-06-12", "tables": ["01", "05a"]})";
  set.gives = [](SchemaBook& book) { return book.of<CycleLine>(); };
  set.act = [](const Call& call) {
    return with_body<LevelAsked>(call, [&](const LevelAsked& asked) {
      LevelRequest request{call.path.at("cycle"), call.path.at("unit"), {}, {}};
      request.terms.due = asked.due;
      request.terms.tables = asked.tables;
      return answer_of(set_up_level(call.desk, request));
    });
  };
  out.push_back(std::move(set));

  Address up{"POST",
             "/api/cycles/{cycle}/levels/{unit}/pass-up",
             {"Đưa số đã tổng hợp của cấp dưới vào bản soạn báo cáo của đơn vị",
              "Put what a level found into the draft of its unit's own report"},
             Entry::signed_in};
  up.needs = Act::draft_report;
  up.example = {{"cycle", "2023-H1"}, {"unit", "q7"}};
  up.gives = [](SchemaBook& book) { return book.of<Draft>(); };
  up.act = [](const Call& call) {
    return answer_of(pass_up(call.desk, level_code(call.path.at("cycle"), call.path.at("unit"))));
  };
  out.push_back(std::move(up));
  return out;
}

}  // namespace xanh
