// The audit log as it is read, the chain that shows what was done to it, and refusals that do not flood it.
#include "office/audit_use.hpp"

#include "office/office_sample.hpp"
#include "store/store_fixture.hpp"

namespace xanh::office_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

struct AuditLog : testing::Test {
  static Instant at(const std::string& text) { return *parse_instant(text); }
  void row(const std::string& by, const std::string& subject, const std::string& when) const {
    office.store().transact([&](Transaction& t) { t.audit({at(when), by, "test", subject, {}}); });
  }
  [[nodiscard]] std::vector<std::string> subjects(const AuditQuery& query) const {
    const auto found = read_audit(office.desk(), query);
    EXPECT_TRUE(found.ok()) << lines(found.problems);
    std::vector<std::string> out;
    for (const auto& item : found.value.items)
      if (item.action == "test") out.push_back(item.subject);
    return out;
  }
  [[nodiscard]] std::vector<AuditRow> refused() const {
    std::vector<AuditRow> out;
    office.store().read([&](const Transaction& t) {
      for (auto& one : t.audit_rows())
        if (one.action == "refused") out.push_back(std::move(one));
    });
    return out;
  }
  std::string beside(const std::string& sql) const {
    return store_test::ask_sqlite(office.folder() / "store" / "programme.sqlite", sql);
  }
  Office office;
};

TEST_F(AuditLog, IsFoundBySubjectWithWhatStandsUnderItByActorAndByDay) {
  row("q7.lan", "2023-H1/q7/1", "2023-06-20T01:00:00+07:00");
  row("q7.lan", "2023-H1/q7", "2023-06-20T23:59:59+07:00");
  row("q7.lanh", "2023-H1/q70", "2023-06-21T00:00:00+07:00");
  row("sở", "2023-H10", "2023-06-21T12:00:00+07:00");
  AuditQuery query;
  query.subject = "2023-H1/q7";
  EXPECT_THAT(subjects(query), ElementsAre("2023-H1/q7/1", "2023-H1/q7"));
  query.subject = "2023-H1";
  EXPECT_THAT(subjects(query), ElementsAre("2023-H1/q7/1", "2023-H1/q7", "2023-H1/q70"));
  query = {};
  query.actor = "q7.lan";
  EXPECT_THAT(subjects(query), SizeIs(2));
  query = {};
  query.day = parse_date("2023-06-20");
  EXPECT_THAT(subjects(query), ElementsAre("2023-H1/q7/1", "2023-H1/q7")) << "days of the programme's zone";
  query.day = parse_date("2023-06-21");
  query.actor = "sở";
  EXPECT_THAT(subjects(query), ElementsAre("2023-H10"));
}

TEST_F(AuditLog, IsReadPageByPageToItsEnd) {
  for (int i = 0; i < 25; ++i) row("a", std::to_string(i), "2023-06-20T01:00:00+07:00");
  AuditQuery query;
  query.actor = "a";
  query.limit = 10;
  std::vector<std::string> all;
  for (int pages = 0; pages < 5; ++pages) {
    const auto page = read_audit(office.desk(), query);
    ASSERT_TRUE(page.ok());
    for (const auto& item : page.value.items) all.push_back(item.subject);
    if (!page.value.next) break;
    query.after = *page.value.next;
  }
  ASSERT_THAT(all, SizeIs(25));
  for (int i = 0; i < 25; ++i) EXPECT_EQ(all[static_cast<size_t>(i)], std::to_string(i));
  query.limit = 0;
  EXPECT_THAT(codes(read_audit(office.desk(), query).problems), ElementsAre("audit-limit"));
}

TEST_F(AuditLog, IsForThoseWhoMayReadIt) {
  Desk officer = office.desk();
  officer.actor = "chuyen-vien";
  officer.posts = {{Role::agency_officer, "", {}, {}, {}}};
  EXPECT_THAT(codes(read_audit(officer, {}).problems), ElementsAre("not-allowed"));
  EXPECT_THAT(codes(verify_audit_log(officer).problems), ElementsAre("not-allowed"));
  officer.posts = {{Role::agency_leader, "", {}, {}, {}}};
  EXPECT_TRUE(read_audit(officer, {}).ok());
}

TEST_F(AuditLog, AnAlteredADroppedAReorderedAndACutRowAreFound) {
  for (int i = 0; i < 6; ++i) row("a", std::to_string(i), "2023-06-20T01:00:00+07:00");
  const auto whole = verify_audit_log(office.desk());
  EXPECT_TRUE(whole.value.whole);
  EXPECT_THAT(whole.problems, IsEmpty());
  const int last = whole.value.rows;
  const std::string before = beside("SELECT detail FROM audit WHERE seq = " + std::to_string(last - 4));
  beside("UPDATE audit SET by = 'b' WHERE seq = " + std::to_string(last - 4));
  EXPECT_THAT(codes(verify_audit_log(office.desk()).problems), ElementsAre("audit-chain-broken"));
  beside("UPDATE audit SET by = 'a' WHERE seq = " + std::to_string(last - 4));
  EXPECT_TRUE(verify_audit_log(office.desk()).value.whole) << "as it was";
  // Two neighbours change places, with their hashes.
  beside("UPDATE audit SET seq = -1 WHERE seq = " + std::to_string(last - 2));
  beside("UPDATE audit SET seq = " + std::to_string(last - 2) + " WHERE seq = " + std::to_string(last - 1));
  beside("UPDATE audit SET seq = " + std::to_string(last - 1) + " WHERE seq = -1");
  EXPECT_FALSE(verify_audit_log(office.desk()).value.whole);
  beside("UPDATE audit SET seq = -1 WHERE seq = " + std::to_string(last - 2));
  beside("UPDATE audit SET seq = " + std::to_string(last - 2) + " WHERE seq = " + std::to_string(last - 1));
  beside("UPDATE audit SET seq = " + std::to_string(last - 1) + " WHERE seq = -1");
  EXPECT_TRUE(verify_audit_log(office.desk()).value.whole) << "as it was";
  beside("DELETE FROM audit WHERE seq = " + std::to_string(last));
  EXPECT_FALSE(verify_audit_log(office.desk()).value.whole) << "the last one is missed, too";
  beside("DELETE FROM audit WHERE seq = " + std::to_string(last - 3));
  EXPECT_THAT(codes(verify_audit_log(office.desk()).problems), SizeIs(2));
}

TEST_F(AuditLog, RefusalsAreWrittenOnceAMinuteAndCounted) {
  RefusalLog log;
  Desk desk = office.desk();
  desk.actor = "q1.an";
  for (int i = 0; i < 500; ++i) log.add(desk, "GET /api/audit", "not-allowed");
  log.add(desk, "GET /api/people", "not-allowed");
  ASSERT_THAT(refused(), SizeIs(2));
  EXPECT_EQ(refused()[0].by, "q1.an");
  EXPECT_EQ(refused()[0].subject, "GET /api/audit");
  EXPECT_EQ(refused()[0].detail, "not-allowed");
  log.write_counted(desk);
  EXPECT_THAT(refused(), SizeIs(2)) << "the minute is not over";
  desk.now = at("2023-06-20T17:01:00+07:00");
  log.write_counted(desk);
  ASSERT_THAT(refused(), SizeIs(3));
  EXPECT_EQ(refused()[2].detail, "not-allowed × 499");
  log.add(desk, "GET /api/audit", "not-allowed");
  EXPECT_THAT(refused(), SizeIs(4)) << "a new minute begins";
}

TEST_F(AuditLog, ManyKindsOfRefusalsAreCountedTogether) {
  RefusalLog log;
  Desk desk = office.desk();
  desk.actor.clear();
  for (int i = 0; i < 1000; ++i) log.add(desk, "GET /" + std::to_string(i), "not-signed-in");
  EXPECT_LE(refused().size(), RefusalLog::kMost + 1);
  log.write_counted(desk, true);
  EXPECT_LE(refused().size(), RefusalLog::kMost + 2);
  EXPECT_EQ(refused().back().detail, "refused × 799");
  EXPECT_EQ(refused().back().by, "visitor");
}

}  // namespace
}  // namespace xanh::office_test
