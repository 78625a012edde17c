// The programme as decided, and the results of published reports: open to all.
#include "office/portal_use.hpp"
#include "office/publish_use.hpp"
#include "office/results_use.hpp"
#include "server/answers.hpp"

namespace xanh {
namespace {

void add_portal(std::vector<Address>& out) {
  Address target{"GET",
                 "/api/targets/{target}",
                 {"Một chỉ tiêu qua các báo cáo đã công bố", "A target through the published reports"},
                 Entry::open};
  target.example = {{"target", "t01"}};
  target.gives = [](SchemaBook& book) { return book.of<TargetPage>(); };
  target.kept = true;
  target.act = [](const Call& call) { return answer_of(target_page(call.desk, call.path.at("target"))); };
  out.push_back(std::move(target));

  Address works{"GET",
                "/api/works",
                {"Nhiệm vụ, dự án theo báo cáo được công bố gần nhất",
                 "Tasks and projects by the report published last"},
                Entry::open};
  works.query = {{"cycle", {"kỳ báo cáo", "the cycle"}}};
  works.gives = [](SchemaBook& book) { return book.of<PublishedWorks>(); };
  works.kept = true;
  works.act = [](const Call& call) { return answer_of(published_works(call.desk, query_of(call, "cycle"))); };
  out.push_back(std::move(works));

  Address documents{"GET",
                    "/api/documents",
                    {"Báo cáo đã công bố, kế hoạch, văn bản làm căn cứ",
                     "Published reports, plans and the decisions behind them"},
                    Entry::open};
  documents.gives = [](SchemaBook& book) { return list_schema<PublicDocument>(book); };
  documents.kept = true;
  documents.act = [](const Call& call) { return list_answer(public_documents(call.desk)); };
  out.push_back(std::move(documents));

  Address file{"GET",
               "/api/documents/{sha256}",
               {"Một tệp của báo cáo đã công bố, từng byte", "A file of a published report, byte for byte"},
               Entry::open};
  file.example = {{"sha256", std::string(64, '0')}};
  file.media_type = "*/*";  // as its name says
  file.act = [](const Call& call) {
    auto found = public_file(call.desk, call.path.at("sha256"));
    Answer made;
    made.problems = std::move(found.problems);
    made.bytes = std::move(found.value.bytes);
    made.media_type = found.value.media_type;
    made.file_name = found.value.name;
    return made;
  };
  out.push_back(std::move(file));
}

}  // namespace

std::vector<Address> programme_addresses() {
  std::vector<Address> out;
  Address programme{
      "GET",
      "/api/programme",
      {"Chương trình và các chỉ tiêu đang có hiệu lực", "The programme and its targets in force"},
      Entry::open};
  programme.gives = [](SchemaBook& book) { return book.of<PublicProgramme>(); };
  programme.kept = true;
  programme.act = [](const Call& call) { return answer_of(public_programme(call.desk)); };
  out.push_back(std::move(programme));

  Address latest{"GET",
                 "/api/results",
                 {"Kết quả các chỉ tiêu của báo cáo được công bố gần nhất",
                  "Results of the targets in the report published last"},
                 Entry::open};
  latest.gives = [](SchemaBook& book) { return book.of<PublishedResults>(); };
  latest.kept = true;
  latest.act = [](const Call& call) { return answer_of(published_results(call.desk, {})); };
  out.push_back(std::move(latest));

  Address results{"GET",
                  "/api/cycles/{cycle}/results",
                  {"Kết quả các chỉ tiêu của báo cáo đã công bố của một kỳ",
                   "Results of the targets in a cycle's published report"},
                  Entry::open};
  results.example = {{"cycle", "2023-H1"}};
  results.gives = [](SchemaBook& book) { return book.of<PublishedResults>(); };
  results.kept = true;
  results.act = [](const Call& call) {
    return answer_of(published_results(call.desk, call.path.at("cycle")));
  };
  out.push_back(std::move(results));

  Address manifest{"GET",
                   "/api/cycles/{cycle}/manifest",
                   {"Bản kê có dấu niêm phong dữ liệu của báo cáo đã công bố, từng byte",
                    "The sealed manifest of a published report, byte for byte"},
                   Entry::open};
  manifest.example = {{"cycle", "2023-H1"}};
  manifest.act = [](const Call& call) {
    auto found = published_manifest(call.desk, call.path.at("cycle"));
    Answer made;
    made.problems = std::move(found.problems);
    made.bytes = std::move(found.value);
    made.media_type = "application/json";
    made.file_name = call.path.at("cycle") + "-manifest.json";
    return made;
  };
  out.push_back(std::move(manifest));
  Address figures{"GET",
                  "/api/cycles/{cycle}/figures",
                  {"Số liệu của từng đơn vị mà kết quả đã công bố được tính từ đó",
                   "Every unit's figures from which the published results were computed"},
                  Entry::open};
  figures.example = {{"cycle", "2023-H1"}};
  figures.gives = [](SchemaBook& book) { return book.of<PublishedFigures>(); };
  figures.kept = true;
  figures.act = [](const Call& call) {
    return answer_of(published_figures(call.desk, call.path.at("cycle")));
  };
  out.push_back(std::move(figures));
  add_portal(out);
  return out;
}

}  // namespace xanh
