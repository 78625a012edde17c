// The chain by itself, without a database.
#include "store/audit.hpp"

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include "store/store_fixture.hpp"

namespace xanh::store_test {
namespace {

using testing::ElementsAre;

std::vector<AuditRow> chain(int length) {
  std::vector<AuditRow> out;
  AuditHead head = audit_beginning();
  for (int i = 0; i < length; ++i) {
    out.push_back(next_audit_row(head, act("note", "2023-H1/q" + std::to_string(i))));
    head = {out.back().seq, out.back().hash};
  }
  return out;
}

AuditReport walked(const std::vector<AuditRow>& rows, const std::optional<AuditHead>& expected = {}) {
  AuditWalk walk;
  if (expected) walk.expect(*expected);
  for (const auto& row : rows) walk.take(row);
  return walk.finish();
}

TEST(Audit, TheHashOfARowNeverChanges) {
  const auto rows = chain(1);
  EXPECT_EQ(rows[0].previous, std::string(64, '0'));
  // Worked out outside this program: SHA-256 of "xanh/audit/1\n" and the row as sorted JSON.
  EXPECT_EQ(rows[0].hash, "3c8f4523d6999c95c79f1529da7b44740a03cf92cee1760fc82269061c96934b");
}

TEST(Audit, AnEmptyLogIsSoundUntilAHeadIsKnown) {
  EXPECT_TRUE(walked({}).sound());
  EXPECT_EQ(walked({}).head, audit_beginning());
  EXPECT_THAT(walked({}, AuditHead{3, "h"}).breaks, ElementsAre(AuditBreak{3, AuditFault::cut}));
}

TEST(Audit, AChangeOfAnyFieldOfAnyRowIsFound) {
  const auto sound = chain(4);
  using Text = std::string AuditRow::*;
  for (const Text field : {&AuditRow::by, &AuditRow::action, &AuditRow::subject, &AuditRow::detail,
                           &AuditRow::previous, &AuditRow::hash})
    for (size_t i = 0; i < sound.size(); ++i) {
      auto rows = sound;
      rows[i].*field += "0";
      EXPECT_FALSE(walked(rows).sound());
    }
  auto rows = sound;
  rows[2].at.utc += std::chrono::seconds(1);
  EXPECT_THAT(walked(rows).breaks, ElementsAre(AuditBreak{3, AuditFault::altered}));
}

TEST(Audit, AnAlteredRowWithANewHashBreaksTheLinkBehindIt) {
  auto rows = chain(4);
  rows[1].detail = "khác";
  rows[1].hash = audit_hash(rows[1]);
  EXPECT_THAT(walked(rows).breaks, ElementsAre(AuditBreak{3, AuditFault::unlinked}));
}

TEST(Audit, AWholeChainWrittenAnewIsFoundByAHeadWrittenDown) {
  const auto head = AuditHead{4, chain(4)[3].hash};
  auto rows = chain(4);
  AuditHead at = audit_beginning();
  for (auto& row : rows) {
    row.detail = "khác";
    row.previous = at.hash;
    row.hash = audit_hash(row);
    at = {row.seq, row.hash};
  }
  EXPECT_TRUE(walked(rows).sound()) << "nothing within the chain can tell";
  EXPECT_THAT(walked(rows, head).breaks, ElementsAre(AuditBreak{4, AuditFault::cut}));
}

TEST(Audit, AnyRowDroppedOrTwoRowsSwappedAreFound) {
  const auto sound = chain(12);
  const AuditHead head{12, sound.back().hash};
  EXPECT_TRUE(rc::check([&] {
    auto rows = sound;
    const auto i = *rc::gen::inRange<size_t>(0, rows.size());
    const auto j = *rc::gen::inRange<size_t>(0, rows.size());
    if (i == j)
      rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(i));
    else
      std::swap(rows[i], rows[j]);
    RC_ASSERT(!walked(rows, head).sound());
  }));
}

TEST(Audit, EveryFaultIsToldInBothLanguages) {
  for (const auto fault : {AuditFault::missing, AuditFault::altered, AuditFault::unlinked, AuditFault::cut}) {
    const auto told = to_problem(AuditBreak{7, fault});
    EXPECT_EQ(told.message.en.find('{'), std::string::npos);
    EXPECT_NE(told.message.vi.find("dòng 7"), std::string::npos);
    EXPECT_EQ(told.place.field, "audit[7]");
  }
}

}  // namespace
}  // namespace xanh::store_test
