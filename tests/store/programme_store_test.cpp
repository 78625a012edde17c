// One contract for both engines: what is put in comes out equal, in one order, and nothing is written by
// halves.
#include "store/programme_store.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <atomic>
#include <stdexcept>
#include <thread>

#include "base/canonical.hpp"
#include "store/store_fixture.hpp"

namespace xanh::store_test {
namespace {

using testing::ElementsAre;
using Mode = ProgrammeStore::Mode;

INSTANTIATE_TEST_SUITE_P(Both, StoreContract, testing::Values(Kind::folder, Kind::server),
                         [](const auto& kind) {
                           return kind.param == Kind::folder ? "sqlite" : "postgresql";
                         });

TEST_P(StoreContract, WhatIsPutInComesOutEqualAfterOpeningAgain) {
  const CycleEvent opening{0,          "2023-H1", "opened", 1, "công văn 123", moment("2023-05-02T01:00:00Z"),
                           "an.nguyen"};
  const SubmissionEvent extension{
      0, "2023-H1", "q7", {}, "extension_asked", "", moment("2023-06-15T01:00:00Z"), "q7.lan"};
  const StoredCycle cycle{"2023-H1", 0, "{}", digest_of("cycle", "{}"), moment("2023-05-01T01:00:00Z")};
  const StoredStatement statement{0, R"({"target":"t09"})", digest_of("statement", "x"),
                                  moment("2023-01-05T01:00:00Z")};
  const std::vector<RegisterRow> rows{
      {0, RegisterKind::unit, "q7", R"({"name_vi":"Quận 7"})", moment("2023-01-05T01:00:00Z")},
      {0, RegisterKind::day, "2023-04-21", "{}", moment("2023-02-05T01:00:00Z")}};
  {
    const auto store = created();
    store->transact([&](Transaction& to) {
      to.add_register_rows(rows);
      EXPECT_EQ(to.add_cycle(cycle), 1);
      to.add_cycle_event(opening);
      to.add_statements(std::vector{statement});
      to.add_submission_event(extension);
      to.add_revision(revision("q7", 1), figures("q7", 1, 30));
      EXPECT_EQ(to.add_snapshot({"2023-H1", 0, "{\"m\":1}", "{\"r\":1}", "d", moment("2023-06-20T10:00:00Z"),
                                 "an.nguyen"}),
                1);
    });
  }
  const auto store = opened(Mode::read_only);
  EXPECT_EQ(store->programme(), "hcmc-2020-2030");
  store->read([&](const Transaction& from) {
    EXPECT_THAT(from.plans(), ElementsAre(plan(1)));
    EXPECT_EQ(from.plan(1), plan(1));
    EXPECT_EQ(from.plan(2), std::nullopt);
    EXPECT_EQ(from.latest_plan_version(), 1);
    auto expected = rows;
    expected[0].seq = 1;
    expected[1].seq = 2;
    EXPECT_EQ(from.register_rows(), expected);
    auto first = cycle;
    first.seq = 1;
    EXPECT_THAT(from.cycles(), ElementsAre(first));
    auto event = opening;
    event.seq = 1;
    EXPECT_THAT(from.cycle_events("2023-H1"), ElementsAre(event));
    EXPECT_THAT(from.cycle_events(), ElementsAre(event));
    auto told = statement;
    told.seq = 1;
    EXPECT_THAT(from.statements(), ElementsAre(told));
    auto asked = extension;
    asked.seq = 1;
    EXPECT_THAT(from.submission_events("2023-H1"), ElementsAre(asked));
    EXPECT_THAT(from.revisions("2023-H1", "q7"), ElementsAre(revision("q7", 1)));
    const auto found = from.figures("2023-H1", "q7", 1);
    EXPECT_EQ(found, figures("q7", 1, 30));
    EXPECT_EQ(found[0].value->to_text(), "0.50") << "the digits as reported";
    EXPECT_EQ(from.snapshots("2023-H1").at(0).manifest, "{\"m\":1}");
  });
}

TEST_P(StoreContract, SubmissionEventsOfOneKindComeFromWhereTheLastReaderStood) {
  const auto store = created();
  const auto event = [](const std::string& cycle, const std::string& what) {
    return SubmissionEvent{0, cycle, "q7", 1, what, "", moment("2023-06-20T03:00:00Z"), "binh.tran"};
  };
  store->transact([&](Transaction& to) {
    for (const auto& one : {event("2022-H1", "noted"), event("2023-H1", "sent"), event("2023-H1", "noted")})
      to.add_submission_event(one);
  });
  store->read([&](const Transaction& from) {
    const auto all = from.submission_events_after(0, "noted");
    ASSERT_EQ(all.size(), 2);
    EXPECT_EQ(all[0].cycle, "2022-H1");
    EXPECT_THAT(from.submission_events_after(1, "noted"), ElementsAre(all[1]));
    EXPECT_THAT(from.submission_events_after(all[1].seq, "noted"), IsEmpty());
  });
}

TEST_P(StoreContract, FiguresComeOrderedByTheBytesOfTheirCodesOnBothEngines) {
  const auto store = created();
  store->transact([&](Transaction& to) {
    for (const char* unit : {"q10", "q1", "Q2", "huyen-can-gio", "q_1", "đ1"})
      to.add_revision(revision(unit, 1), figures(unit, 1, 3));
    to.add_revision(revision("q1", 2), figures("q1", 2, 2));
  });
  store->read([](const Transaction& from) {
    std::vector<std::string> units;
    for (const auto& row : from.latest_revisions("2023-H1"))
      units.push_back(fmt::format("{}/{}", row.unit, row.revision));
    EXPECT_THAT(units, ElementsAre("Q2/1", "huyen-can-gio/1", "q1/2", "q10/1", "q_1/1", "đ1/1"));
    const auto latest = from.latest_figures("2023-H1");
    ASSERT_EQ(latest.size(), 17u);
    EXPECT_EQ(latest[6].unit, "q1");
    EXPECT_EQ(latest[6].revision, 2);
    EXPECT_EQ(from.figures("2023-H1").size(), 20u);
    EXPECT_EQ(from.next_revision("2023-H1", "q1"), 3);
    EXPECT_EQ(from.next_revision("2023-H1", "q9"), 1);
  });
}

TEST_P(StoreContract, ReadingAsKnownAtAMomentLeavesOutWhatWasRecordedLater) {
  const auto store = created();
  store->transact([&](Transaction& to) {
    to.add_cycle({"2023-H1", 0, "one", "d", moment("2023-05-01T01:00:00Z")});
    to.add_cycle({"2023-H1", 0, "two", "d", moment("2023-05-20T01:00:00Z")});
    to.add_revision(revision("q7", 1, "2023-06-16T03:00:00Z"), {});
    to.add_revision(revision("q7", 2, "2023-06-18T03:00:00Z"), {});
  });
  const auto before = moment("2023-06-17T00:00:00Z");
  store->read([&](const Transaction& from) {
    EXPECT_EQ(from.latest_revisions("2023-H1", before).at(0).revision, 1);
    EXPECT_EQ(from.latest_revisions("2023-H1").at(0).revision, 2);
    EXPECT_EQ(from.cycles(moment("2023-05-10T00:00:00Z")).at(0).bytes, "one");
    EXPECT_EQ(from.cycles().at(0).bytes, "two");
    EXPECT_EQ(from.cycles().at(0).seq, 2);
    EXPECT_EQ(from.wordings_of_cycle("2023-H1").size(), 2u);
    EXPECT_TRUE(from.plans(moment("2023-01-01T00:00:00Z")).empty());
  });
}

TEST_P(StoreContract, TheSameRevisionTwiceIsAlreadyStoredAndNothingOfItsTransactionStays) {
  const auto store = created();
  store->transact([](Transaction& to) { to.add_revision(revision("q7", 1), figures("q7", 1, 2)); });
  try {
    store->transact([](Transaction& to) {
      to.audit(act("submit"));
      to.add_revision(revision("q8", 1), {});
      to.add_revision(revision("q7", 1), {});
    });
    FAIL() << "taken twice";
  } catch (const AlreadyStored& e) {
    EXPECT_EQ(e.record(), "revisions");
    EXPECT_EQ(e.problem().code, "already-stored");
    EXPECT_EQ(e.problem().message.en, "this record is in `revisions` already");
  }
  store->read([](const Transaction& from) {
    EXPECT_EQ(from.latest_revisions("2023-H1").size(), 1u);
    EXPECT_TRUE(from.audit_rows().empty());
  });
}

TEST_P(StoreContract, AFailureThatTheCallerCatchesStillEndsTheTransaction) {
  const auto store = created();
  EXPECT_THROW(store->transact([](Transaction& to) {
    to.add_plan(plan(2));
    try {
      to.add_plan(plan(1));
    } catch (const AlreadyStored&) {
    }
  }),
               AlreadyStored);
  store->read([](const Transaction& from) { EXPECT_EQ(from.latest_plan_version(), 1); });
}

TEST_P(StoreContract, WhatTheCallerThrowsComesThroughAndNothingIsWritten) {
  const auto store = created();
  EXPECT_THROW(store->transact([](Transaction& to) {
    to.add_plan(plan(2));
    throw std::domain_error("the office thinks better of it");
  }),
               std::domain_error);
  store->transact([](Transaction& to) { EXPECT_EQ(to.latest_plan_version(), 1); });
}

TEST_P(StoreContract, AFigureWithoutItsRevisionIsRefused) {
  const auto store = created();
  EXPECT_THROW(store->transact([](Transaction& to) { to.add_figures(figures("q7", 1, 1)); }), StoreFailure);
}

TEST_P(StoreContract, TextThatIsNoUtf8OrHoldsANulIsRefusedAlike) {
  const auto store = created();
  EXPECT_THROW(store->transact([](Transaction& to) { to.audit(act("submit", "\xff")); }),
               std::invalid_argument);
  auto rows = figures("q7", 1, 3);
  rows[2].state = std::string("a\0b", 3);
  EXPECT_THROW(store->transact([&](Transaction& to) { to.add_revision(revision("q7", 1), rows); }),
               std::invalid_argument);
  store->transact([](Transaction& to) { to.add_revision(revision("q7", 1), figures("q7", 1, 3)); });
}

TEST_P(StoreContract, FiguresDroppedAndBuiltAgainFromTheRevisionsAreEqual) {
  const auto store = created();
  store->transact([](Transaction& to) {
    for (const char* unit : {"q1", "q7"}) to.add_revision(revision(unit, 1), figures(unit, 1, 2500));
  });
  std::vector<FigureRow> before;
  store->read([&](const Transaction& from) { before = from.figures("2023-H1"); });
  ASSERT_EQ(before.size(), 5000u);
  store->transact([](Transaction& to) {
    to.drop_figures();
    EXPECT_TRUE(to.figures("2023-H1").empty());
    to.each_revision(
        [&](const StoredRevision& found) { to.add_figures(figures(found.unit, found.revision, 2500)); });
  });
  store->read([&](const Transaction& from) { EXPECT_EQ(from.figures("2023-H1"), before); });
  EXPECT_EQ(beside("SELECT value_scaled FROM figures WHERE unit = 'q7' AND element = 'element_000001'"),
            "7919500000");
  EXPECT_EQ(beside("SELECT COUNT(*) FROM figures WHERE value_scaled IS NULL AND value_text IS NOT NULL"),
            "454")
      << "what 64 bits do not hold in millionths has only its text";
}

TEST_P(StoreContract, SnapshotsOfACycleAreNumberedFromOne) {
  const auto store = created();
  const auto add = [&](const std::string& cycle) {
    int number = 0;
    store->transact([&](Transaction& to) {
      number = to.add_snapshot({cycle, 0, "{}", "{}", "d", moment("2023-06-20T10:00:00Z"), "an"});
    });
    return number;
  };
  EXPECT_EQ(add("2023-H1"), 1);
  EXPECT_EQ(add("2023-H1"), 2);
  EXPECT_EQ(add("2023-Y"), 1);
  store->read([](const Transaction& from) { EXPECT_EQ(from.next_snapshot_number("2023-H1"), 3); });
}

TEST_P(StoreContract, APublishedDocumentComesBackByteForByte) {
  const auto store = created();
  std::string bytes;
  for (int i = 0; i < 100'000; ++i) bytes += static_cast<char>(i * 31 % 256);
  const PublishedDocument document{"", "báo cáo.docx", "application/docx", bytes,
                                   moment("2023-06-20T10:00:00Z")};
  std::string digest;
  store->transact([&](Transaction& to) {
    digest = to.add_published_document(document);
    EXPECT_EQ(to.add_published_document(document), digest) << "the same bytes again";
  });
  EXPECT_EQ(digest, sha256(bytes));
  store->read([&](const Transaction& from) {
    auto expected = document;
    expected.digest = digest;
    EXPECT_EQ(from.published_document(digest), expected);
    EXPECT_EQ(from.published_document(sha256("other")), std::nullopt);
  });
  beside("UPDATE published_documents SET bytes = 'QUJD'");
  try {
    store->read([&](const Transaction& from) { static_cast<void>(from.published_document(digest)); });
    FAIL() << "altered bytes were handed out";
  } catch (const StoreFailure& e) {
    EXPECT_EQ(e.problem().code, "store-damaged");
  }
}

TEST_P(StoreContract, TwoThreadsThatWriteAtOnceLoseNothing) {
  const auto store = created();
  constexpr int kEach = 25;
  const auto write = [&](const std::string& unit) {
    for (int i = 0; i < kEach; ++i)
      store->transact([&](Transaction& to) {
        const int next = to.next_revision("2023-H1", unit);
        to.add_revision(revision(unit, next), figures(unit, next, 3));
        to.audit(act("submit", fmt::format("2023-H1/{}/{}", unit, next)));
      });
  };
  std::thread other([&] { write("q1"); });
  write("q2");
  other.join();
  store->read([](const Transaction& from) {
    EXPECT_EQ(from.next_revision("2023-H1", "q1"), kEach + 1);
    EXPECT_EQ(from.next_revision("2023-H1", "q2"), kEach + 1);
    const auto report = from.verify_audit();
    EXPECT_TRUE(report.sound());
    EXPECT_EQ(report.rows, 2 * kEach);
  });
}

TEST_P(StoreContract, AReaderSeesOneStateWhileOthersWrite) {
  const auto store = created();
  store->read([&](const Transaction& from) {
    EXPECT_EQ(from.latest_plan_version(), 1);
    std::thread([&] { store->transact([](Transaction& to) { to.add_plan(plan(2)); }); }).join();
    EXPECT_EQ(from.latest_plan_version(), 1);
  });
  store->read([](const Transaction& from) { EXPECT_EQ(from.latest_plan_version(), 2); });
}

TEST_P(StoreContract, AWriterThatFindsTheStoreHeldTriesAgainAndThenSaysItIsBusy) {
  StoreOptions options;
  options.wait = std::chrono::milliseconds(20);
  options.attempts = 3;
  const auto store = created(options);
  const auto write = [&] { store->transact([](Transaction& to) { to.add_plan(plan(2)); }); };
  {
    const ForeignWriter holder(GetParam(), address_);
    try {
      write();
      FAIL() << "two writers at once";
    } catch (const StoreFailure& e) {
      EXPECT_EQ(e.problem().code, "store-busy");
    }
    store->read([](const Transaction& from) {
      EXPECT_EQ(from.latest_plan_version(), 1) << "readers are not held up";
    });
  }
  write();
}

TEST_P(StoreContract, AWriterThatIsHeldUpForAWhileSucceedsAtALaterTry) {
  StoreOptions options;
  options.wait = std::chrono::milliseconds(20);
  options.attempts = 50;
  const auto store = created(options);
  auto holder = std::make_unique<ForeignWriter>(GetParam(), address_);
  std::thread release([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    holder.reset();
  });
  EXPECT_NO_THROW(store->transact([](Transaction& to) { to.add_plan(plan(2)); }));
  release.join();
}

TEST_P(StoreContract, TransactWithinTransactIsAMistakeOfTheProgram) {
  const auto store = created();
  EXPECT_THROW(store->transact([&](Transaction&) { store->transact([](Transaction&) {}); }),
               std::logic_error);
  store->transact([](Transaction& to) { to.add_plan(plan(2)); });
}

TEST_P(StoreContract, AStoreOpenedForReadingDoesNotWrite) {
  created().reset();
  const auto store = opened(Mode::read_only);
  try {
    store->transact([](Transaction& to) { to.add_plan(plan(2)); });
    FAIL();
  } catch (const StoreFailure& e) {
    EXPECT_EQ(e.problem().code, "store-opened-for-reading");
  }
}

TEST_P(StoreContract, AStoreThatExistsIsNotMadeAgain) {
  created().reset();
  const auto again = ProgrammeStore::create(address_, about());
  EXPECT_THAT(codes(again.problems), ElementsAre("store-exists"));
  opened()->read([](const Transaction& from) { EXPECT_EQ(from.latest_plan_version(), 1); });
}

TEST_P(StoreContract, AFillThatFailsLeavesNoStore) {
  EXPECT_THROW(static_cast<void>(ProgrammeStore::create(address_, about(),
                                                        [](Transaction& to) {
                                                          to.add_plan(plan(1));
                                                          throw std::domain_error("no");
                                                        })),
               std::domain_error);
  const auto twice = ProgrammeStore::create(address_, about(), [](Transaction& to) {
    to.add_plan(plan(1));
    to.add_plan(plan(1));
  });
  EXPECT_THAT(codes(twice.problems), ElementsAre("already-stored"));
  EXPECT_THAT(codes(ProgrammeStore::open(address_, Mode::read_write).problems), ElementsAre("store-missing"));
  EXPECT_NE(created(), nullptr);
}

TEST_P(StoreContract, AStoreOfANewerVersionIsRefused) {
  const auto store = created();
  beside("UPDATE meta SET value = '99' WHERE key = 'schema'");
  EXPECT_THROW(store->transact([](Transaction& to) { to.add_plan(plan(2)); }), StoreFailure)
      << "upgraded under an open store";
  EXPECT_THROW(store->read([](const Transaction&) {}), StoreFailure);
  const auto again = ProgrammeStore::open(address_, Mode::read_only);
  EXPECT_THAT(codes(again.problems), ElementsAre("store-newer"));
  EXPECT_NE(again.problems[0].message.en.find("99"), std::string::npos);
}

TEST_P(StoreContract, AForeignDatabaseIsNotAStore) {
  created().reset();
  beside("UPDATE meta SET key = 'other' WHERE key = 'schema'");
  EXPECT_THAT(codes(ProgrammeStore::open(address_, Mode::read_write).problems), ElementsAre("not-a-store"));
}

TEST_P(StoreContract, AnAlteredADroppedAndACutAuditRowAreFound) {
  const auto store = created();
  for (int i = 1; i <= 9; ++i)
    store->transact([&](Transaction& to) { to.audit(act("submit", fmt::format("2023-H1/q{}", i))); });
  AuditHead written_down;
  store->read([&](const Transaction& from) {
    EXPECT_TRUE(from.verify_audit().sound());
    written_down = from.audit_head();
    EXPECT_EQ(from.audit_rows(6, 2).at(1).subject, "2023-H1/q8");
  });
  EXPECT_TRUE(store->check().empty());
  const auto breaks = [&] {
    std::vector<AuditBreak> out;
    store->read([&](const Transaction& from) { out = from.verify_audit(written_down).breaks; });
    return out;
  };
  beside("UPDATE audit SET detail = 'x' WHERE seq = 2");
  EXPECT_THAT(breaks(), ElementsAre(AuditBreak{2, AuditFault::altered}));
  beside("DELETE FROM audit WHERE seq = 5");
  EXPECT_THAT(breaks(), ElementsAre(AuditBreak{2, AuditFault::altered}, AuditBreak{6, AuditFault::missing}));
  EXPECT_THAT(codes(store->check()), ElementsAre("audit-chain-broken", "audit-chain-broken"));
  beside("UPDATE audit SET seq = 100 WHERE seq = 7");
  beside("UPDATE audit SET seq = 7 WHERE seq = 8");
  beside("UPDATE audit SET seq = 8 WHERE seq = 100");
  EXPECT_THAT(breaks(), testing::IsSupersetOf(
                            {AuditBreak{7, AuditFault::altered}, AuditBreak{7, AuditFault::unlinked},
                             AuditBreak{8, AuditFault::altered}, AuditBreak{9, AuditFault::unlinked}}));
  beside("DELETE FROM audit WHERE seq >= 8");
  EXPECT_THAT(breaks(), testing::Contains(AuditBreak{9, AuditFault::cut}));
  store->transact([](Transaction& to) {
    EXPECT_EQ(to.audit(act("submit")).seq, 10) << "goes on after the rows that were cut";
  });
  EXPECT_THAT(breaks(), testing::Contains(AuditBreak{10, AuditFault::missing}));
}

}  // namespace
}  // namespace xanh::store_test
