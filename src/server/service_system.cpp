// Whether the server is alive and ready, and the description of all its addresses.
#include <fmt/format.h>

#include "office/doctor.hpp"
#include "server/answers.hpp"
#include "server/openapi.hpp"
#include "store/query_times.hpp"

namespace xanh {
namespace {

Node state_schema(SchemaBook&) {
  return SchemaBook::object_of({{"state", SchemaBook::type("string")}});
}

Answer state(const char* word) {
  Answer out;
  out.body = Node::map();
  out.body.add("state", Node::text(word));
  return out;
}

/// What the store was asked, by query.
std::string store_metrics() {
  std::string asked =
      "# HELP xanh_store_queries_total Queries of the store by verb and table.\n"
      "# TYPE xanh_store_queries_total counter\n";
  std::string took =
      "# HELP xanh_store_query_seconds_total Time of these queries in the database.\n"
      "# TYPE xanh_store_query_seconds_total counter\n";
  for (const auto& one : query_times()) {
    asked += fmt::format("xanh_store_queries_total{{query=\"{}\"}} {}\n", one.query, one.asked);
    took += fmt::format("xanh_store_query_seconds_total{{query=\"{}\"}} {:.6f}\n", one.query,
                        static_cast<double>(one.took.count()) / 1e6);
  }
  return asked + took;
}

}  // namespace

std::vector<Address> system_addresses() {
  std::vector<Address> out;
  Address health{"GET", "/healthz", {"Tiến trình còn chạy", "The process is alive"}, Entry::open};
  health.gives = state_schema;
  health.act = [](const Call&) { return state("alive"); };
  out.push_back(std::move(health));

  Address ready{
      "GET", "/readyz", {"Sẵn sàng: kho dữ liệu đọc được", "Ready: the store can be read"}, Entry::open};
  ready.gives = state_schema;
  ready.act = [](const Call& call) {
    call.desk.store->read([](const Transaction& t) { static_cast<void>(t.latest_plan_version()); });
    return state("ready");
  };
  out.push_back(std::move(ready));

  Address counted{"GET", "/metrics", {"Số đo cho Prometheus", "Figures for Prometheus"}, Entry::open};
  counted.media_type = "text/plain";
  counted.act = [](const Call& call) {
    Answer made;
    made.bytes = call.metrics.text() + store_metrics();
    made.media_type = "text/plain; version=0.0.4; charset=utf-8";
    return made;
  };
  out.push_back(std::move(counted));

  Address examined{"GET",
                   "/api/health",
                   {"Tình trạng máy và kho dữ liệu, có kiểm tra toàn bộ kho",
                    "How machine and store are; checks the whole store"},
                   Entry::signed_in};
  examined.needs = Act::manage_store;
  examined.gives = [](SchemaBook& book) { return list_schema<DoctorLine>(book); };
  examined.act = [](const Call& call) {
    auto found = examine(call.desk);
    // What is not well is what was asked for, not a reason to say nothing.
    if (!found.value.empty())
      for (auto& one : found.problems) one.severity = Severity::warning;
    return list_answer(std::move(found));
  };
  out.push_back(std::move(examined));

  Address described{"GET",
                    "/api/openapi.json",
                    {"Mô tả mọi địa chỉ (OpenAPI 3.1)", "The description of every address (OpenAPI 3.1)"},
                    Entry::open};
  described.gives = [](SchemaBook&) { return SchemaBook::type("object"); };
  described.kept = true;
  described.act = [](const Call&) {
    Answer made;
    made.body = openapi(addresses());
    return made;
  };
  out.push_back(std::move(described));
  return out;
}

}  // namespace xanh
