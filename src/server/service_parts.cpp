// A unit's form split for its wards and offices, each of which comes in by a link of its own.
#include "office/part_link_use.hpp"
#include "server/answers.hpp"

namespace xanh {
namespace {

struct LinksAsked {
  Date due{};
  std::string parts;  ///< the list as CSV, as for `collect split`; empty: the parts of the register
  std::string only;
  static constexpr std::array kRequired{"due"};
};
BOOST_DESCRIBE_STRUCT(LinksAsked, (), (due, parts, only))
struct Overrides {
  std::string overrides;  ///< as CSV, as for `collect merge`
};
BOOST_DESCRIBE_STRUCT(Overrides, (), (overrides))

Address of_unit(const char* method, const char* behind, const Bilingual& says) {
  Address out{method, std::string("/api/cycles/{cycle}/parts/{unit}") + behind, says, Entry::signed_in};
  out.needs = Act::draft_report;
  out.example = {{"cycle", "2023-H1"}, {"unit", "q7"}};
  return out;
}

/// Without an account: the secret of the address is what lets in.
Address of_link(const char* method, const char* behind, const Bilingual& says) {
  Address out{method, std::string("/api/parts/{link}") + behind, says, Entry::open};
  out.example = {{"link", "xw_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"}};
  return out;
}

Outcome<MergedParts> merged(const Call& call, const std::string& overrides) {
  return merge_sent_parts(call.desk, call.path.at("cycle"), call.path.at("unit"), overrides);
}

Answer workbook(Outcome<WholeFile> made) {
  Answer out;
  out.problems = std::move(made.problems);
  if (has_error(out.problems)) return out;
  out.bytes = std::move(made.value.bytes);
  out.file_name = std::move(made.value.name);
  out.media_type = kXlsx;
  return out;
}

}  // namespace

std::vector<Address> part_addresses() {
  std::vector<Address> out;
  Address list = of_unit("GET", "", {"Các phần biểu: ai đã gửi", "The parts of a split form: who has sent"});
  list.gives = [](SchemaBook& book) { return list_schema<PartStanding>(book); };
  list.act = [](const Call& call) {
    return list_answer(list_parts(call.desk, call.path.at("cycle"), call.path.at("unit")));
  };
  out.push_back(std::move(list));

  Address links = of_unit("POST", "/links",
                          {"Chia biểu: một liên kết cho mỗi phường, phòng ban",
                           "Split the form: a link for each ward and office"});
  links.takes = [](SchemaBook& book) { return book.of<LinksAsked>(); };
  links.gives = [](SchemaBook& book) { return list_schema<PartLink>(book); };
  links.repeats = Repeats::told;
  links.example_body = R"({"due": "2023-06-21"})";
  links.act = [](const Call& call) {
    return with_body<LinksAsked>(call, [&](const LinksAsked& asked) {
      return list_answer(make_part_links(
          call.desk, {call.path.at("cycle"), call.path.at("unit"), asked.parts, asked.due, asked.only}));
    });
  };
  out.push_back(std::move(links));

  Address sums = of_unit("POST", "/merge", {"Cộng các phần đã gửi", "Add up what the parts have sent"});
  sums.takes = [](SchemaBook& book) { return book.of<Overrides>(); };
  sums.example_body = "{}";
  sums.gives = [](SchemaBook& book) { return book.of<MergedForm>(); };
  sums.act = [](const Call& call) {
    return with_body<Overrides>(call, [&](const Overrides& given) {
      auto made = merged(call, given.overrides);
      return answer_of(Outcome<MergedForm>{std::move(made.value.form), std::move(made.problems)});
    });
  };
  out.push_back(std::move(sums));

  Address form = of_unit("POST", "/form",
                         {"Biểu của đơn vị, điền từ các phần đã gửi (.xlsx)",
                          "The unit's form filled in from its parts (.xlsx)"});
  form.takes = [](SchemaBook& book) { return book.of<Overrides>(); };
  form.example_body = "{}";
  form.media_type = kXlsx;
  form.act = [](const Call& call) {
    return with_body<Overrides>(call, [&](const Overrides& given) {
      auto made = merged(call, given.overrides);
      return workbook({std::move(made.value.workbook), std::move(made.problems)});
    });
  };
  out.push_back(std::move(form));

  Address opened = of_link("GET", "", {"Phần biểu mà liên kết này mở", "The part that this link opens"});
  opened.gives = [](SchemaBook& book) { return book.of<OpenedPart>(); };
  opened.act = [](const Call& call) { return answer_of(open_part(call.desk, call.path.at("link"))); };
  out.push_back(std::move(opened));

  Address blank = of_link("GET", "/form", {"Phần biểu để điền (.xlsx)", "The part to fill in (.xlsx)"});
  blank.query = {language_key()};
  blank.media_type = kXlsx;
  blank.act = [](const Call& call) {
    return workbook(part_workbook(call.desk, call.path.at("link"), paper_language(call)));
  };
  out.push_back(std::move(blank));

  Address sent = of_link(
      "POST", "/form",
      {"Gửi phần biểu đã điền; dùng hết liên kết", "Send the part that was filled in; uses the link up"});
  sent.takes_files = {kXlsx};
  sent.gives = [](SchemaBook& book) { return book.of<OpenedPart>(); };
  sent.act = [](const Call& call) {
    return answer_of(send_part(call.desk, call.path.at("link"), call.request.body));
  };
  out.push_back(std::move(sent));
  return out;
}

}  // namespace xanh
