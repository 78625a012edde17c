// Changes of the plan: proposed, discussed, decided; and the difference of two versions.
#include "office/amendment_use.hpp"
#include "office/next_plan_use.hpp"
#include "office/plan_difference_words.hpp"
#include "server/answers.hpp"
#include "server/page.hpp"

namespace xanh {
namespace {

struct ProposedAmendment {
  Bilingual title, reason;
  std::string ground;
  std::optional<Date> effective_from;
  std::vector<AmendmentOperation> operations;
  static constexpr std::array kRequired{"title", "reason", "operations"};
};
BOOST_DESCRIBE_STRUCT(ProposedAmendment, (), (title, reason, ground, effective_from, operations))

struct SaidOpinion {
  std::string text;
  static constexpr std::array kRequired{"text"};
};
BOOST_DESCRIBE_STRUCT(SaidOpinion, (), (text))

struct AnsweredOpinion {
  bool taken = false;
  std::string text;
  static constexpr std::array kRequired{"taken", "text"};
};
BOOST_DESCRIBE_STRUCT(AnsweredOpinion, (), (taken, text))

Answer propose(const Call& call) {
  return with_body<ProposedAmendment>(call, [&](const ProposedAmendment& said) {
    Amendment whole;
    whole.unit = call.path.at("unit");
    whole.title = said.title;
    whole.reason = said.reason;
    whole.ground = said.ground;
    whole.effective_from = said.effective_from;
    whole.operations = said.operations;
    return answer_of(propose_amendment(call.desk, whole, call.query.contains("dry_run")));
  });
}

Answer redline(const Call& call, const Outcome<ComparedPlans>& compared) {
  Answer out;
  out.problems = compared.problems;
  if (has_error(out.problems)) return out;
  out.bytes = redline_of(compared.value, paper_language(call), call.desk.now);
  out.media_type = kDocx;
  out.file_name = "so-sanh-" + std::to_string(compared.value.from.version) + "-" +
                  std::to_string(compared.value.to.version) + ".docx";
  return out;
}

Answer difference(const Outcome<ComparedPlans>& compared) {
  Answer out;
  out.problems = compared.problems;
  if (!has_error(out.problems)) out.body = to_node(difference_page(compared.value), Absent::null);
  return out;
}

Outcome<ComparedPlans> compared(const Call& call) {
  return compare_plans(call.desk, query_of(call, "from"), query_of(call, "to"));
}

Address of_amendment(const char* method, const std::string& rest, const Bilingual& says,
                     std::optional<Act> needs) {
  Address out{method, "/api/amendments/{amendment}" + rest, says, Entry::signed_in};
  out.needs = needs;
  out.example = {{"amendment", "A1"}};
  out.gives = [](SchemaBook& book) { return book.of<AmendmentPage>(); };
  return out;
}

void add_reading(std::vector<Address>& out) {
  Address list{"GET",
               "/api/amendments",
               {"Đề xuất bổ sung, điều chỉnh Kế hoạch", "Proposed changes of the plan"},
               Entry::signed_in};
  list.needs = Act::read_programme;
  list.query = paged({});
  list.gives = [](SchemaBook& book) { return page_schema<AmendmentPage>(book); };
  list.act = [](const Call& call) {
    // A10 comes behind A9.
    return page_of_list(call, list_amendments(call.desk), [](const AmendmentPage& page) {
      return std::string(8 - std::min<size_t>(8, page.code.size()), '0') + page.code;
    });
  };
  out.push_back(std::move(list));

  Address one = of_amendment("GET", "", {"Một đề xuất", "One of them"}, Act::read_programme);
  one.act = [](const Call& call) { return answer_of(show_amendment(call.desk, call.path.at("amendment"))); };
  out.push_back(std::move(one));

  Address preview = of_amendment(
      "GET", "/difference",
      {"Kế hoạch sẽ khác thế nào nếu được chấp thuận", "How the plan would differ, were it approved"},
      Act::read_programme);
  preview.gives = [](SchemaBook& book) { return book.of<DifferencePage>(); };
  preview.act = [](const Call& call) {
    return difference(preview_amendment(call.desk, call.path.at("amendment")));
  };
  out.push_back(std::move(preview));

  Address paper = of_amendment(
      "GET", "/redline",
      {"Bản so sánh của đề xuất, Word có theo dõi thay đổi", "The same as a Word file with tracked changes"},
      Act::read_programme);
  paper.query = {language_key()};
  paper.gives = nullptr;
  paper.media_type = kDocx;
  paper.act = [](const Call& call) {
    return redline(call, preview_amendment(call.desk, call.path.at("amendment")));
  };
  out.push_back(std::move(paper));

  Address places{
      "GET",
      "/api/amendable",
      {"Những gì sửa được của một chỉ tiêu, nhiệm vụ", "What of a target or a task can be changed"},
      Entry::signed_in};
  places.needs = Act::read_programme;
  places.query = {{"at",
                   {"targets/MÃ hoặc tasks/MÃ; để trống: chỉ các danh sách để chọn",
                    "targets/CODE or tasks/CODE; left out: only the lists to choose from"}}};
  places.example = {{"at", "targets/t01"}};
  places.gives = [](SchemaBook& book) { return book.of<AmendableItem>(); };
  places.act = [](const Call& call) { return answer_of(show_amendable(call.desk, query_of(call, "at"))); };
  out.push_back(std::move(places));
}

void add_changing(std::vector<Address>& out) {
  Address proposed{"POST",
                   "/api/units/{unit}/amendments",
                   {"Đề xuất bổ sung, điều chỉnh Kế hoạch", "Propose changes of the plan"},
                   Entry::signed_in};
  proposed.needs = Act::draft_report;
  proposed.query = {{"dry_run", {"chỉ kiểm tra", "only check"}}};
  proposed.example = {{"unit", "q7"}};
  proposed.takes = [](SchemaBook& book) { return book.of<ProposedAmendment>(); };
  proposed.example_body =
      R"({"title": {"vi": "Giảm mốc năm 2030"}, "reason": {"vi": "Chưa bố trí vốn"}, "operations": )"
      R"([{"op": "replace", "at": "targets/t01/milestones/2030/value", "to": "99"}]})";
  proposed.gives = [](SchemaBook& book) { return book.of<AmendmentPage>(); };
  proposed.act = propose;
  out.push_back(std::move(proposed));

  Address opinion = of_amendment("POST", "/opinions/{unit}",
                                 {"Ý kiến của một đơn vị", "What a unit thinks of it"}, Act::draft_report);
  opinion.example["unit"] = "q7";
  opinion.takes = [](SchemaBook& book) { return book.of<SaidOpinion>(); };
  opinion.example_body = R"({"text": "Nhất trí"})";
  opinion.act = [](const Call& call) {
    return with_body<SaidOpinion>(call, [&](const SaidOpinion& said) {
      return answer_of(give_opinion(call.desk, call.path.at("amendment"), call.path.at("unit"), said.text));
    });
  };
  out.push_back(std::move(opinion));

  Address answered = of_amendment("POST", "/opinions/{unit}/answer",
                                  {"Tiếp thu, giải trình một ý kiến", "What the agency makes of an opinion"},
                                  Act::review_report);
  answered.example["unit"] = "q7";
  answered.takes = [](SchemaBook& book) { return book.of<AnsweredOpinion>(); };
  answered.example_body = R"({"taken": true, "text": "Đã bổ sung vào dự thảo"})";
  answered.act = [](const Call& call) {
    return with_body<AnsweredOpinion>(call, [&](const AnsweredOpinion& said) {
      return answer_of(answer_opinion(call.desk, call.path.at("amendment"),
                                      {call.path.at("unit"), said.taken, said.text}));
    });
  };
  out.push_back(std::move(answered));

  // Of the unit that proposed it, which stands in the amendment and not in the path.
  Address withdrawn = of_amendment("POST", "/withdraw", {"Rút đề xuất", "Take it back"}, std::nullopt);
  withdrawn.act = [](const Call& call) {
    return answer_of(withdraw_amendment(call.desk, call.path.at("amendment")));
  };
  out.push_back(std::move(withdrawn));

  Address decided = of_amendment("POST", "/decisions",
                                 {"Quyết định từng thay đổi; xong hết thì có bản Kế hoạch mới",
                                  "Decide change by change; when all are decided there is a new version"},
                                 Act::change_programme);
  decided.takes = [](SchemaBook& book) { return book.of<AmendmentDecision>(); };
  decided.example_body =
      R"({"operations": [1], "approved": true, "document": "(minh họa) 1500/QĐ-UBND", "date": "2023-06-20"})";
  decided.act = [](const Call& call) {
    return with_body<AmendmentDecision>(call, [&](AmendmentDecision said) {
      said.code = call.path.at("amendment");
      return answer_of(decide_amendment(call.desk, said));
    });
  };
  out.push_back(std::move(decided));
}

Answer submission(const Call& call) {
  SubmissionPaper paper;
  for (const auto& code : split(query_of(call, "codes"), ','))
    if (!code.empty()) paper.codes.push_back(code);
  paper.language = paper_language(call);
  auto made = write_submission_paper(call.desk, paper);
  Answer out;
  out.problems = std::move(made.problems);
  out.bytes = std::move(made.value);
  out.media_type = kDocx;
  out.file_name = "to-trinh-dieu-chinh.docx";
  return out;
}

void add_papers(std::vector<Address>& out) {
  Address gathered{"GET",
                   "/api/amendment-submission",
                   {"Tờ trình các đề xuất với bảng tiếp thu, giải trình (Word)",
                    "The submission of proposed changes with the table of opinions (Word)"},
                   Entry::signed_in};
  gathered.needs = Act::review_report;
  gathered.query = {{"codes",
                     {"mã các đề xuất, cách nhau bằng dấu phẩy; để trống: mọi đề xuất chờ quyết định",
                      "codes of amendments, with commas; left out: all that wait to be decided"}},
                    language_key()};
  gathered.media_type = kDocx;
  gathered.act = submission;
  out.push_back(std::move(gathered));

  Address kept = of_amendment("POST", "/files", {"Đính kèm một văn bản", "Attach a paper"}, std::nullopt);
  kept.query = {{"name", {"tên tệp", "name of the file"}, true}};
  kept.example["name"] = "to-trinh.pdf";
  kept.takes_files = {kPdf, "image/jpeg", "image/png", kDocx, kXlsx, "text/plain", kBytes};
  kept.act = [](const Call& call) {
    return answer_of(
        keep_amendment_file(call.desk, call.path.at("amendment"), query_of(call, "name"), call.request.body));
  };
  out.push_back(std::move(kept));

  Address file = of_amendment("GET", "/files/{sha256}", {"Một văn bản kèm đề xuất", "A paper beside it"},
                              Act::read_programme);
  file.example["sha256"] = std::string(64, '0');
  file.gives = nullptr;
  file.media_type = "*/*";  // as it was found to be when it came
  file.act = [](const Call& call) {
    auto found = read_amendment_file(call.desk, call.path.at("amendment"), call.path.at("sha256"));
    Answer answer;
    answer.problems = std::move(found.problems);
    answer.bytes = std::move(found.value.bytes);
    answer.media_type = found.value.file.media_type;
    answer.file_name = found.value.file.name;
    return answer;
  };
  out.push_back(std::move(file));
}

/// Open: what was decided is public, and so is what it changed.
void add_versions(std::vector<Address>& out) {
  const std::vector<QueryKey> two{
      {"from", {"bản trước: số của bản, hoặc năm", "the earlier version: its number, or a year"}, true},
      {"to", {"bản sau", "the later version"}, true}};
  Address changes{"GET",
                  "/api/plan/difference",
                  {"Khác nhau giữa hai bản Kế hoạch", "Difference of two versions of the plan"},
                  Entry::open};
  changes.query = two;
  changes.example = {{"from", "1"}, {"to", "1"}};
  changes.gives = [](SchemaBook& book) { return book.of<DifferencePage>(); };
  changes.kept = true;
  changes.act = [](const Call& call) { return difference(compared(call)); };
  out.push_back(std::move(changes));

  Address paper{"GET",
                "/api/plan/redline",
                {"Bản so sánh hai bản Kế hoạch, Word có theo dõi thay đổi",
                 "The same as a Word file with tracked changes"},
                Entry::open};
  paper.query = two;
  paper.query.push_back(language_key());
  paper.example = {{"from", "1"}, {"to", "1"}};
  paper.media_type = kDocx;
  paper.act = [](const Call& call) { return redline(call, compared(call)); };
  out.push_back(std::move(paper));
}

}  // namespace

std::vector<Address> amendment_addresses() {
  std::vector<Address> out;
  Address next{"POST",
               "/api/next-plan",
               {"Lập dự thảo Kế hoạch năm sau thành một đề xuất, từng dòng có lý do",
                "Draft next year's plan as an amendment, each line with its reason"},
               Entry::signed_in};
  next.needs = Act::review_report;
  next.takes = [](SchemaBook& book) { return book.of<NextPlan>(); };
  next.gives = [](SchemaBook& book) { return book.of<AmendmentPage>(); };
  next.example_body = R"({"year": 2024, "dry_run": true})";
  next.act = [](const Call& call) {
    return with_body<NextPlan>(
        call, [&](const NextPlan& asked) { return answer_of(draft_next_plan(call.desk, asked)); });
  };
  out.push_back(std::move(next));
  add_versions(out);
  add_reading(out);
  add_changing(out);
  add_papers(out);
  return out;
}

}  // namespace xanh
