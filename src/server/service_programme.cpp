// The programme as decided, and the results of published reports: open to all.
#include "office/publish_use.hpp"
#include "office/results_use.hpp"
#include "server/answers.hpp"

namespace xanh {
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
  return out;
}

}  // namespace xanh
