// The programme as decided, and the results of published reports: open to all.
#include "office/open_data.hpp"
#include "office/plan_page.hpp"
#include "office/portal_use.hpp"
#include "office/publish_use.hpp"
#include "office/results_use.hpp"
#include "office/series_use.hpp"
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

Answer table(const Call& call, Outcome<std::string> made, const char* kind) {
  Answer out;
  out.problems = std::move(made.problems);
  out.bytes = std::move(made.value);
  out.media_type = "text/csv; charset=utf-8";
  out.file_name = call.path.at("cycle") + "-" + kind + ".csv";
  return out;
}

/// The same for spreadsheets and statistics programs.
void add_tables(std::vector<Address>& out) {
  Address results{"GET",
                  "/api/cycles/{cycle}/results.csv",
                  {"Kết quả các chỉ tiêu đã công bố, dạng bảng (CSV)", "Published results as a table (CSV)"},
                  Entry::open};
  results.example = {{"cycle", "2023-H1"}};
  results.media_type = "text/csv";
  results.kept = true;
  results.act = [](const Call& call) {
    return table(call, results_table(call.desk, call.path.at("cycle")), "results");
  };
  out.push_back(std::move(results));

  Address figures{"GET",
                  "/api/cycles/{cycle}/figures.csv",
                  {"Số liệu của từng đơn vị đã công bố, dạng bảng (CSV)",
                   "Published figures of every unit as a table (CSV)"},
                  Entry::open};
  figures.example = {{"cycle", "2023-H1"}};
  figures.media_type = "text/csv";
  figures.kept = true;
  figures.act = [](const Call& call) {
    return table(call, figures_table(call.desk, call.path.at("cycle")), "figures");
  };
  out.push_back(std::move(figures));

  Address package{"GET",
                  "/api/datapackage.json",
                  {"Các bảng đã công bố với mô tả từng cột (Data Package)",
                   "The published tables with a description of every column (Data Package)"},
                  Entry::open};
  package.gives = [](SchemaBook&) { return SchemaBook::type("object"); };
  package.kept = true;
  package.act = [](const Call& call) {
    auto made = data_package(call.desk, call.language);
    Answer answer;
    answer.problems = std::move(made.problems);
    answer.body = std::move(made.value);
    return answer;
  };
  out.push_back(std::move(package));

  Address outlines{"GET",
                   "/api/areas.geojson",
                   {"Ranh giới các địa bàn (GeoJSON), khi chương trình có",
                    "Outlines of the areas (GeoJSON), where the programme has them"},
                   Entry::open};
  outlines.query = {
      {"day", {"địa bàn của ngày này; để trống là hôm nay", "areas of this day; left out: of today"}}};
  outlines.gives = [](SchemaBook&) { return SchemaBook::type("object"); };
  outlines.kept = true;
  outlines.act = [](const Call& call) {
    const std::string day = query_of(call, "day");
    const auto date = parse_date(day);
    if (!day.empty() && !date)
      return refused({problem(http_problems::kQueryNotRead, Place{{}, 0, 0, {}, {}, "day"})});
    auto made = public_outlines(call.desk, day.empty() ? std::nullopt : date);
    Answer answer;
    answer.problems = std::move(made.problems);
    answer.body = std::move(made.value);
    return answer;
  };
  out.push_back(std::move(outlines));
}

/// What the people of the programme see of its plans.
void add_plan(std::vector<Address>& out) {
  Address plan{"GET",
               "/api/plan",
               {"Kế hoạch: các bản, chỉ tiêu, nhiệm vụ và tình hình thực hiện",
                "The plan: its versions, targets and tasks, and where they stand"},
               Entry::signed_in};
  plan.needs = Act::read_programme;
  plan.query = {{"version",
                 {"số của bản; để trống là bản đang có hiệu lực",
                  "number of the version; left out: the one in force"}}};
  plan.gives = [](SchemaBook& book) { return book.of<PlanPage>(); };
  plan.act = [](const Call& call) {
    const std::string text = query_of(call, "version");
    int version = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), version);
    if (!text.empty() && (read.ec != std::errc{} || read.ptr != text.data() + text.size() || version < 1))
      return refused({problem(http_problems::kQueryNotRead, Place{{}, 0, 0, {}, {}, "version"})});
    return answer_of(plan_page(call.desk, version));
  };
  out.push_back(std::move(plan));
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

  Address series{"GET",
                 "/api/series/{code}",
                 {"Một số liệu hoặc chỉ tiêu qua các kỳ, trên địa bàn lúc đó, hiện nay, hoặc chung",
                  "An element or target through the cycles, on the areas of then, of now, or common to all"},
                 Entry::signed_in};
  series.needs = Act::read_cycle;
  series.example = {{"code", "ww_sites_ok"}};
  series.query = {
      {"areas",
       {"then (lúc đó, mặc định), now (hiện nay) hoặc common (chung)", "then (the default), now, or common"}},
      {"basis", {"trọng số nào khi địa bàn bị chia", "by which weights land that was split is parted"}}};
  series.gives = [](SchemaBook& book) { return book.of<Series>(); };
  series.act = [](const Call& call) {
    SeriesRequest asked;
    asked.code = call.path.at("code");
    asked.basis = query_of(call, "basis");
    const std::string areas = query_of(call, "areas");
    const auto read = from_word<Territory>(areas);
    if (!areas.empty() && !read)
      return refused({problem(http_problems::kQueryNotRead, Place{{}, 0, 0, {}, {}, "areas"})});
    asked.areas = read.value_or(Territory::then);
    return answer_of(figure_series(call.desk, asked));
  };
  out.push_back(std::move(series));

  Address manifest{"GET",
                   "/api/cycles/{cycle}/manifest",
                   {"Bản kê có dấu niêm phong dữ liệu của báo cáo đã công bố, từng byte",
                    "The sealed manifest of a published report, byte for byte"},
                   Entry::open};
  manifest.example = {{"cycle", "2023-H1"}};
  manifest.query = {{"snapshot", {"của lần đính chính này", "of the correction by this snapshot"}}};
  manifest.act = [](const Call& call) {
    auto found = published_manifest(call.desk, call.path.at("cycle"), query_of(call, "snapshot"));
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
  add_tables(out);
  add_plan(out);
  return out;
}

}  // namespace xanh
