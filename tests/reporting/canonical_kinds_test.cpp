// Canonical bytes and digest of every kind, as files a person has reviewed (tests/golden/canonical/KIND.txt):
// the form never changes once released. XANH_WRITE_GOLDEN=1 writes them anew.
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "base/canonical.hpp"
#include "reporting/city.hpp"

namespace xanh::test {
namespace {

void expect_golden(const std::string& kind, const std::string& bytes, const std::string& digest) {
  const std::string path = std::string(XANH_SOURCE_DIR "/tests/golden/canonical/") + kind + ".txt";
  const std::string now = bytes + "\n" + digest + "\n";
  if (std::getenv("XANH_WRITE_GOLDEN")) std::ofstream(path, std::ios::binary) << now;
  std::ifstream file(path, std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), now) << path;
}

City drawn() {
  City city(R"(
    units    so-tnmt consolidates | q2 q9 tptd q7 report
    merge    2021-01-01 q2 q9 -> tptd
    target   x1 "rác phân loại" % rises  2020: 13.20  2025: 58  2030: >=88.3  = #{sorted} / #{generated}, sum over units, covered from 0.5
    element  sorted 0..1000.50
    owes     sorted q7 optional
    assigned 2023 x1 40.0
    task     n1 "xây trạm" q7, tptd due 2023-05-31
    check    sorted <= generated
    holiday  2023-05-01
    cycle    2022-H1  window 2021-12-15..2022-06-14
    cycle    2023-H1  window 2022-12-15..2023-06-14  due 2 working days after
  )");
  auto& report = city.reports("q7", "2023-06-16", {{"sorted", "20.50"}, {"generated", 100}});
  report.letter.number = "12/BC-UBND";
  report.texts.push_back({"1", "Đã thực hiện \"3R\"", {}});
  city.reports("tptd", "2023-06-15", {}).nothing_to_report = true;
  return city;
}

TEST(CanonicalKinds, Plan) {
  expect_golden("plan", plan_bytes(drawn().plan), plan_digest(drawn().plan));
}
TEST(CanonicalKinds, Register) {
  expect_golden("register", drawn().units.bytes(), drawn().units.digest());
}
TEST(CanonicalKinds, Cycle) {
  const City city = drawn();
  expect_golden("cycle", cycle_bytes(city.cycle("2023-H1")), cycle_digest(city.cycle("2023-H1")));
}
TEST(CanonicalKinds, Submission) {
  const City city = drawn();
  expect_golden("submission", submission_bytes(city.sent.front()), submission_digest(city.sent.front()));
}
TEST(CanonicalKinds, Statements) {
  Statement said;
  said.target = "x1";
  said.value = "<10";
  said.source = "báo cáo";
  expect_golden("statements", canonical(to_node(std::vector{said})), statements_digest({said}));
}
TEST(CanonicalKinds, Manifest) {
  const auto june = drawn().consolidate("2023-H1", seen_at("2023-06-20"));
  const std::string bytes = manifest_bytes(june.manifest);
  expect_golden("manifest", bytes, digest_of("manifest", bytes));
}
TEST(CanonicalKinds, Snapshot) {
  const auto june = drawn().consolidate("2023-H1", seen_at("2023-06-20"));
  expect_golden("snapshot", consolidation_bytes(june.result), june.digest());
}

}  // namespace
}  // namespace xanh::test
