// What stays open across cycles: directives of the approving authority, difficulties of the units.
#include "office/matter_use.hpp"
#include "server/answers.hpp"
#include "server/page.hpp"

namespace xanh {
namespace {

struct GivenDirectives {
  std::vector<Directive> items;
  static constexpr std::array kRequired{"items"};
};
BOOST_DESCRIBE_STRUCT(GivenDirectives, (), (items))
struct Closed {
  std::optional<Date> day;
  std::string outcome;
  static constexpr std::array kRequired{"outcome"};
};
BOOST_DESCRIBE_STRUCT(Closed, (), (day, outcome))

Answer add(const Call& call) {
  return with_body<GivenDirectives>(call, [&](const GivenDirectives& given) {
    Outcome<std::vector<DirectiveLine>> made;
    // JSON is YAML too, and the file of the terminal is a list.
    made.problems =
        hand_in("directives.yaml", write_json(to_node(given.items)), [&](const std::string& path) {
          made = add_directives(call.desk, path, call.query.contains("replace"));
          return std::move(made.problems);
        });
    return list_answer(std::move(made));
  });
}

std::string code_of(const Call& call) {
  return call.path.at("cycle") + "/" + call.path.at("unit") + "/" + call.path.at("number");
}

Answer with_tag(const StandingDifficulty& one) {
  Answer out;
  out.body = to_node(one, Absent::null);
  out.tag = tag_of(one);
  return out;
}

Answer difficulty(const Call& call) {
  auto found = list_difficulties(call.desk, call.path.at("cycle"), false);
  if (!found.ok()) return refused(std::move(found.problems));
  for (const auto& one : found.value)
    if (one.code == code_of(call)) return with_tag(one);
  return refused({problem(http_problems::kNoSuchAddress, Place{})});
}

Answer answered(const Call& call) {
  return with_body<DifficultyAnswer>(call, [&](const DifficultyAnswer& said) {
    auto made = answer_difficulty(call.desk, code_of(call), said, call.seen.value_or("nothing"));
    if (!made.ok() || made.value.empty()) return refused(std::move(made.problems));
    Answer out = with_tag(made.value.front());
    out.problems = std::move(made.problems);
    return out;
  });
}

Address of_difficulty(const char* method, const Bilingual& says, Act needs) {
  Address out{method, "/api/difficulties/{cycle}/{unit}/{number}", says, Entry::signed_in};
  out.needs = needs;
  out.example = {{"cycle", "2023-H1"}, {"unit", "so-xd"}, {"number", "1"}};
  out.gives = [](SchemaBook& book) { return book.of<StandingDifficulty>(); };
  return out;
}

}  // namespace

std::vector<Address> matter_addresses() {
  std::vector<Address> out;
  const QueryKey open{"open", {"chỉ việc chưa xong", "only what is open"}};

  Address list{"GET", "/api/directives", {"Ý kiến chỉ đạo", "Directives"}, Entry::signed_in};
  list.needs = Act::read_programme;
  list.query = paged({open});
  list.gives = [](SchemaBook& book) { return page_schema<DirectiveLine>(book); };
  list.act = [](const Call& call) {
    return page_of_list(call, list_directives(call.desk, call.query.contains("open")),
                        [](const DirectiveLine& line) { return line.directive.code; });
  };
  out.push_back(std::move(list));

  Address given{
      "POST", "/api/directives", {"Ghi nhận ý kiến chỉ đạo", "Record directives"}, Entry::signed_in};
  given.needs = Act::run_cycle;
  given.query = {{"replace", {"thay lời văn đã có", "in place of the wording that is there"}}};
  given.takes = [](SchemaBook& book) { return book.of<GivenDirectives>(); };
  given.example_body =
      R"({"items": [{"illustrative": true, "code": "cd-2212-1", "document": "(minh họa) 912/TB-VP", )"
      R"("date": "2022-12-28", "content": "Báo cáo tiến độ nhà máy xử lý nước thải Bình Hưng hằng tháng", )"
      R"("units": ["ban-gt"], "due": "2023-04-30"}]})";
  given.gives = [](SchemaBook& book) { return list_schema<DirectiveLine>(book); };
  given.act = add;
  out.push_back(std::move(given));

  Address closed{"POST",
                 "/api/directives/{directive}/close",
                 {"Kết thúc theo dõi một ý kiến chỉ đạo", "Close a directive"},
                 Entry::signed_in};
  closed.needs = Act::run_cycle;
  closed.example = {{"directive", "cd-2212-1"}};
  closed.takes = [](SchemaBook& book) { return book.of<Closed>(); };
  closed.gives = [](SchemaBook& book) { return list_schema<DirectiveLine>(book); };
  closed.example_body = R"({"outcome": "Đã vận hành thử"})";
  closed.act = [](const Call& call) {
    return with_body<Closed>(call, [&](const Closed& how) {
      return list_answer(close_directive(call.desk, call.path.at("directive"), how.day, how.outcome));
    });
  };
  out.push_back(std::move(closed));

  Address all{"GET",
              "/api/difficulties",
              {"Khó khăn, vướng mắc, kiến nghị", "Difficulties and requests"},
              Entry::signed_in};
  all.needs = Act::read_programme;
  all.query = paged({{"cycle", {"kỳ nêu ra", "the cycle that named them"}}, open});
  all.gives = [](SchemaBook& book) { return page_schema<StandingDifficulty>(book); };
  all.act = [](const Call& call) {
    return page_of_list(call,
                        list_difficulties(call.desk, query_of(call, "cycle"), call.query.contains("open")),
                        [](const StandingDifficulty& one) { return one.code; });
  };
  out.push_back(std::move(all));

  Address one =
      of_difficulty("GET", {"Một khó khăn, kiến nghị", "One difficulty or request"}, Act::read_report);
  one.act = difficulty;
  out.push_back(std::move(one));

  Address said = of_difficulty(
      "PUT", {"Ý kiến của Sở, kết quả giải quyết", "The agency's opinion, the outcome"}, Act::review_report);
  said.takes = [](SchemaBook& book) { return book.of<DifficultyAnswer>(); };
  said.example_body = R"({"opinion": "Sở đề nghị Ủy ban nhân dân Thành phố xem xét trong tháng 7"})";
  said.guarded = true;
  said.act = answered;
  out.push_back(std::move(said));
  return out;
}

}  // namespace xanh
