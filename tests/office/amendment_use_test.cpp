// Amendments from the proposal to the next version of the plan.
#include "office/amendment_use.hpp"

#include "exchange/ooxml/package.hpp"
#include "office/office_sample.hpp"

namespace xanh::office_test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

/// All words of a Word document.
std::string read_docx_text(const std::string& bytes) {
  const auto package = Package::open(bytes, "paper.docx");
  const std::string* xml = package.value.part("word/document.xml");
  std::string out;
  bool tag = false;
  for (const char c : xml ? *xml : std::string()) {
    tag |= c == '<';
    if (!tag) out += c;
    if (c == '>') tag = false;
  }
  return out;
}

class Amendments : public testing::Test {
 protected:
  /// The day on which the decisions of these tests are signed.
  [[nodiscard]] Desk september() const {
    Desk out = office.desk();
    out.now = *parse_instant("2023-09-01T16:00:00+07:00");
    return out;
  }
  static AmendmentOperation operation(AmendmentOp op, const std::string& at, Node to = {}) {
    AmendmentOperation out;
    out.op = op;
    out.at = at;
    out.to = std::move(to);
    return out;
  }
  static Amendment amendment(std::vector<AmendmentOperation> operations) {
    Amendment out;
    out.unit = "so-tnmt";
    out.title = {"Lùi mốc 80% rác đốt phát điện, tái chế", "Move the milestone of 80 % of waste"};
    out.reason = {"Các nhà máy đốt rác chậm tiến độ", "The plants are late"};
    out.operations = std::move(operations);
    return out;
  }
  /// The milestone of the waste target, from 2025 to 2027, and a later due day of a task.
  Amendment two() const {
    return amendment(
        {operation(AmendmentOp::move, "targets/" + target() + "/milestones/2025", Node::number("2027")),
         operation(AmendmentOp::replace, "tasks/" + task() + "/due", Node::text("2024-06-30"))});
  }
  [[nodiscard]] Plan newest() const {
    Plan out;
    office.store().read([&](const Transaction& t) { out = recall(t).plans.back(); });
    return out;
  }
  [[nodiscard]] std::string target() const {
    const Plan plan = newest();
    for (const auto& one : plan.targets)
      for (const auto& m : one.milestones)
        if (m.year == 2025) return one.code;
    return {};
  }
  [[nodiscard]] std::string task() const {
    const Plan plan = newest();
    for (const auto& one : plan.tasks())
      if (one.due) return one.code;
    return {};
  }
  [[nodiscard]] AmendmentDecision decision(std::vector<int> operations, bool approved,
                                           const std::string& code = "A1") const {
    return {code, std::move(operations), approved, "1500/QĐ-UBND", parse_date("2023-09-01")};
  }

  Office office;
};

TEST_F(Amendments, TheWholeWayFromTheProposalToTheNextVersion) {
  const Plan before = newest();
  const std::string moved = target(), delayed = task();
  const auto proposed = propose_amendment(office.desk(), two());
  ASSERT_TRUE(proposed.ok()) << lines(proposed.problems);
  EXPECT_EQ(proposed.value.code, "A1");
  EXPECT_EQ(proposed.value.items[0].operation.from.scalar, "2025") << "what it was proposed against";

  ASSERT_TRUE(give_opinion(office.desk(), "A1", "q7", "Nhất trí").ok());
  ASSERT_TRUE(give_opinion(office.desk(), "A1", "q7", "Nhất trí, đề nghị nêu rõ nguồn vốn").ok());
  EXPECT_EQ(show_amendment(office.desk(), "A1").value.opinions.size(), 1u) << "the last word counts";

  const auto first = decide_amendment(september(), decision({1}, true));
  ASSERT_TRUE(first.ok()) << lines(first.problems);
  EXPECT_EQ(first.value.stage, AmendmentStage::proposed);
  EXPECT_EQ(newest().version, before.version) << "one change is still open";
  const auto second = decide_amendment(september(), decision({}, false));
  ASSERT_TRUE(second.ok()) << lines(second.problems);
  EXPECT_EQ(second.value.version, before.version + 1);

  const Plan now = newest();
  EXPECT_EQ(now.version, before.version + 1);
  EXPECT_EQ(now.in_force_from(), parse_date("2023-09-01"));
  EXPECT_EQ(now.years.back().decision.number, "1500/QĐ-UBND");
  EXPECT_EQ(now.years.back().source, "1500/QĐ-UBND") << "the source before told of another decision";
  for (const auto& m : now.target(moved)->milestones)
    EXPECT_EQ(m.source == "1500/QĐ-UBND", m.year == 2027) << "and so did that of the milestone";
  const auto years = [&](const Plan& plan) {
    std::vector<int> out;
    for (const auto& m : plan.target(moved)->milestones) out.push_back(m.year.value_or(0));
    return out;
  };
  EXPECT_THAT(years(now), Contains(2027));
  EXPECT_EQ(now.task(delayed)->due, before.task(delayed)->due) << "that change was refused";
  // What was in force on a day stays in force on that day.
  office.store().read([&](const Transaction& t) {
    const Memory memory = recall(t);
    EXPECT_EQ(plan_in_force(memory.plans, *parse_date("2023-08-31"))->version, before.version);
    EXPECT_EQ(plan_in_force(memory.plans, *parse_date("2023-09-01"))->version, now.version);
  });
}

TEST_F(Amendments, ATrialKeepsNothing) {
  ASSERT_TRUE(propose_amendment(office.desk(), two(), true).ok());
  EXPECT_THAT(list_amendments(office.desk()).value, IsEmpty());
}

TEST_F(Amendments, WhatIsWrongIsToldAndNotKept) {
  EXPECT_THAT(codes(propose_amendment(office.desk(), amendment({})).problems),
              ElementsAre("amendment-says-nothing"));
  EXPECT_THAT(codes(propose_amendment(
                        office.desk(),
                        amendment({operation(AmendmentOp::replace, "targets/t99/unit", Node::text("%"))}))
                        .problems),
              Contains("amendment-place"));
  EXPECT_THAT(list_amendments(office.desk()).value, IsEmpty());
}

TEST_F(Amendments, OnesThatExcludeEachOtherAreToldBeforeAndStoppedAtTheDecision) {
  ASSERT_TRUE(propose_amendment(office.desk(), two()).ok());
  const auto other = propose_amendment(
      office.desk(),
      amendment({operation(AmendmentOp::replace, "tasks/" + task() + "/due", Node::text("2024-12-31")),
                 operation(AmendmentOp::replace, "tasks/" + task() + "/text/vi", Node::text("Việc khác"))}));
  EXPECT_THAT(codes(other.problems), ElementsAre("amendment-may-conflict"));
  EXPECT_THAT(show_amendment(office.desk(), "A1").value.items[1].conflicts, ElementsAre("A2/1"));
  ASSERT_TRUE(decide_amendment(september(), decision({2}, true)).ok());
  EXPECT_THAT(codes(decide_amendment(september(), decision({1}, true, "A2")).problems),
              ElementsAre("amendment-conflict"));
  EXPECT_TRUE(decide_amendment(september(), decision({1}, false, "A2")).ok());
}

TEST_F(Amendments, AProposalStandsAfterChangesElsewhereAndSaysWhyNotAfterOneAtItsPlace) {
  ASSERT_TRUE(propose_amendment(office.desk(), two()).ok());
  ASSERT_TRUE(propose_amendment(office.desk(),
                                amendment({operation(AmendmentOp::replace, "tasks/" + task() + "/text/vi",
                                                     Node::text("Việc khác"))}))
                  .ok());
  ASSERT_TRUE(decide_amendment(september(), decision({}, true, "A2")).ok());
  const auto still = show_amendment(office.desk(), "A1").value;
  EXPECT_THAT(still.items[1].stands, IsEmpty());
  ASSERT_TRUE(
      propose_amendment(office.desk(), amendment({operation(AmendmentOp::replace, "tasks/" + task() + "/due",
                                                            Node::text("2025-01-31"))}))
          .ok());
  ASSERT_TRUE(decide_amendment(september(), decision({}, true, "A3")).ok());
  const auto stopped = show_amendment(office.desk(), "A1").value;
  EXPECT_THAT(stopped.items[0].stands, IsEmpty());
  EXPECT_THAT(codes(stopped.items[1].stands), ElementsAre("amendment-changed"));
  const Plan before = newest();
  EXPECT_THAT(codes(decide_amendment(september(), decision({}, true)).problems),
              Contains("amendment-changed"));
  EXPECT_EQ(newest().version, before.version);
  EXPECT_FALSE(show_amendment(office.desk(), "A1").value.items[0].approved) << "nothing was decided by it";
}

TEST_F(Amendments, ADecisionNamesItsDocumentAndIsMadeOnce) {
  ASSERT_TRUE(propose_amendment(office.desk(), two()).ok());
  EXPECT_THAT(codes(decide_amendment(september(), {"A1", {}, true, {}, {}}).problems),
              ElementsAre("amendment-document"));
  EXPECT_THAT(codes(decide_amendment(september(), decision({3}, true)).problems),
              ElementsAre("no-such-operation"));
  EXPECT_THAT(codes(decide_amendment(september(), decision({}, true, "A7")).problems),
              ElementsAre("no-such-amendment"));
  ASSERT_TRUE(decide_amendment(september(), decision({1}, true)).ok());
  EXPECT_THAT(codes(decide_amendment(september(), decision({1}, false)).problems),
              ElementsAre("amendment-decided"));
  EXPECT_THAT(codes(withdraw_amendment(office.desk(), "A1").problems), ElementsAre("amendment-closed"));
}

TEST_F(Amendments, NobodyRecordsADecisionBeforeItIsSigned) {
  ASSERT_TRUE(propose_amendment(office.desk(), two()).ok());
  EXPECT_THAT(codes(decide_amendment(office.desk(), decision({1}, true)).problems),
              ElementsAre("amendment-document-later"));
  EXPECT_TRUE(decide_amendment(september(), decision({1}, true)).ok());
}

TEST_F(Amendments, OneThatIsWithdrawnIsNoLongerInAnybodysWay) {
  ASSERT_TRUE(propose_amendment(office.desk(), two()).ok());
  ASSERT_TRUE(withdraw_amendment(office.desk(), "A1").ok());
  EXPECT_THAT(propose_amendment(office.desk(), two()).problems, IsEmpty());
  EXPECT_THAT(codes(decide_amendment(september(), decision({}, true)).problems),
              ElementsAre("amendment-closed"));
}

TEST_F(Amendments, AVersionThatWouldBeginBeforeTheNewestIsNotMade) {
  Amendment early = two();
  early.effective_from = parse_date("2020-01-01");
  ASSERT_TRUE(propose_amendment(office.desk(), early).ok());
  EXPECT_THAT(codes(decide_amendment(september(), decision({}, true)).problems),
              ElementsAre("amendment-before"));
}

TEST_F(Amendments, AnOpinionIsAnsweredByTheAgencyAndANewOneIsNotYet) {
  ASSERT_TRUE(propose_amendment(office.desk(), two()).ok());
  EXPECT_THAT(codes(answer_opinion(office.desk(), "A1", {"q7", true, "Đã bổ sung"}).problems),
              ElementsAre("no-such-opinion"));
  EXPECT_THAT(codes(give_opinion(office.desk(), "A1", "q7", " ").problems), ElementsAre("opinion-empty"));
  ASSERT_TRUE(give_opinion(office.desk(), "A1", "q7", "Đề nghị nêu rõ nguồn vốn").ok());
  const auto answered = answer_opinion(office.desk(), "A1", {"q7", true, "Đã bổ sung nguồn vốn"});
  ASSERT_TRUE(answered.ok()) << lines(answered.problems);
  ASSERT_EQ(answered.value.opinions.size(), 1u);
  EXPECT_EQ(answered.value.opinions[0].taken, true);
  EXPECT_EQ(answered.value.opinions[0].answer, "Đã bổ sung nguồn vốn");
  EXPECT_EQ(answered.value.opinions[0].names.vi, "Ủy ban nhân dân Quận 7");
  const auto anew = give_opinion(office.desk(), "A1", "q7", "Nhất trí");
  EXPECT_FALSE(anew.value.opinions.at(0).taken) << "the answer was to other words";
}

TEST_F(Amendments, APaperBesideItIsKeptByteForByte) {
  ASSERT_TRUE(propose_amendment(office.desk(), two()).ok());
  const std::string bytes = "%PDF-1.4 minh hoạ";
  Desk of_q7 = office.desk();
  of_q7.actor = "nguoi-minh-hoa";
  of_q7.posts = {{Role::drafter, "q7", {}, {}, {}}};
  const auto kept = keep_amendment_file(office.desk(), "A1", "../cong-van.pdf", bytes);
  ASSERT_TRUE(kept.ok()) << lines(kept.problems);
  ASSERT_EQ(kept.value.files.size(), 1u);
  EXPECT_EQ(kept.value.files[0].name, "cong-van.pdf");
  EXPECT_EQ(read_amendment_file(office.desk(), "A1", kept.value.files[0].sha256).value.bytes, bytes);
  EXPECT_THAT(codes(read_amendment_file(office.desk(), "A1", std::string(64, '0')).problems),
              ElementsAre("no-such-file"));
  EXPECT_THAT(codes(keep_amendment_file(office.desk(), "A1", "..", bytes).problems), Contains("file-name"));
  EXPECT_THAT(codes(keep_amendment_file(of_q7, "A1", "cong-van.pdf", bytes).problems),
              ElementsAre("not-allowed"));
  ASSERT_TRUE(withdraw_amendment(office.desk(), "A1").ok());
  EXPECT_THAT(codes(keep_amendment_file(office.desk(), "A1", "khac.pdf", bytes).problems),
              ElementsAre("amendment-closed"));
}

TEST_F(Amendments, WhatIsProposedIsSaidInTheWordsOfThePlan) {
  const auto made = propose_amendment(office.desk(), two());
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  const ShownOperation& moved = made.value.items[0].shown;
  EXPECT_EQ(moved.kind_names.vi, "Chỉ tiêu");
  EXPECT_EQ(moved.names, newest().target(target())->names);
  EXPECT_EQ(moved.field, (Bilingual{"mốc 2025", "milestone 2025"}));
  EXPECT_EQ(moved.from.vi, "2025");
  EXPECT_EQ(moved.to.vi, "2027");
  const ShownOperation& delayed = made.value.items[1].shown;
  EXPECT_EQ(delayed.kind, PlanItem::task);
  EXPECT_EQ(delayed.field.vi, "thời hạn");
  EXPECT_EQ(delayed.to.vi, "30/6/2024");
  EXPECT_EQ(delayed.to.en, "30 June 2024");
}

TEST_F(Amendments, AreSubmittedTogetherWithEveryOpinionAndWhatWasMadeOfIt) {
  const SubmissionPaper paper{
      {}, Language::vi, XANH_SOURCE_DIR "/programmes/hcmc-2020-2030/templates", {}, {}};
  EXPECT_THAT(codes(write_submission_paper(office.desk(), paper).problems), ElementsAre("amendments-none"));
  ASSERT_TRUE(propose_amendment(office.desk(), two()).ok());
  ASSERT_TRUE(give_opinion(office.desk(), "A1", "q7", "Đề nghị nêu rõ nguồn vốn").ok());
  ASSERT_TRUE(answer_opinion(office.desk(), "A1", {"q7", true, "đã bổ sung nguồn vốn"}).ok());
  const auto made = write_submission_paper(office.desk(), paper);
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  const std::string text = read_docx_text(made.value);
  for (const char* said : {"Lùi mốc 80% rác đốt phát điện", "mốc 2025", "2027", "30/6/2024", "Quận 7",
                           "Đề nghị nêu rõ nguồn vốn.", "Tiếp thu: đã bổ sung nguồn vốn."})
    EXPECT_THAT(text, testing::HasSubstr(said));
  SubmissionPaper english = paper;
  english.language = Language::en;
  EXPECT_THAT(read_docx_text(write_submission_paper(office.desk(), english).value),
              testing::HasSubstr("Move the milestone of 80 % of waste"));
  Desk unit = office.desk();
  unit.actor = "nguoi-minh-hoa";
  unit.posts = {{Role::drafter, "q7", {}, {}, {}}};
  EXPECT_THAT(codes(write_submission_paper(unit, paper).problems), ElementsAre("not-allowed"));
}

TEST_F(Amendments, APreviewShowsThePlanAsItWouldBe) {
  ASSERT_TRUE(propose_amendment(office.desk(), two()).ok());
  const auto seen = preview_amendment(office.desk(), "A1");
  ASSERT_TRUE(seen.ok()) << lines(seen.problems);
  EXPECT_EQ(seen.value.changes.size(), 2u);
  EXPECT_EQ(seen.value.to.version, newest().version + 1);
  ASSERT_TRUE(decide_amendment(september(), decision({2}, false)).ok());
  EXPECT_EQ(preview_amendment(office.desk(), "A1").value.changes.size(), 1u) << "without what was refused";
  ASSERT_TRUE(decide_amendment(september(), decision({}, true)).ok());
  const auto then = preview_amendment(office.desk(), "A1");
  EXPECT_EQ(then.value.to.version, newest().version);
  EXPECT_EQ(then.value.to.decision, "1500/QĐ-UBND");
  EXPECT_EQ(then.value.changes.front().kind, PlanItem::target);
}

TEST_F(Amendments, EveryPlaceThatAPageOffersCanBeChangedThere) {
  const Plan plan = newest();
  const auto target_places = show_amendable(office.desk(), "targets/" + target());
  ASSERT_TRUE(target_places.ok()) << lines(target_places.problems);
  EXPECT_EQ(target_places.value.places.front().names.vi, "mốc năm 2025 ≥");
  EXPECT_TRUE(target_places.value.places.front().moves);
  const auto task_places = show_amendable(office.desk(), "tasks/" + task());
  EXPECT_EQ(task_places.value.places.front().input, PlaceInput::day);
  for (const auto* item : {&target_places.value, &task_places.value})
    for (const auto& place : item->places) {
      EXPECT_TRUE(value_at(plan, place.at).ok()) << place.at;
      EXPECT_NE(place.names.vi, place.at) << "it has a name";
    }
  EXPECT_THAT(codes(show_amendable(office.desk(), "targets/t99").problems), ElementsAre("not-amendable"));
  EXPECT_THAT(codes(show_amendable(office.desk(), "elements/x").problems), ElementsAre("not-amendable"));
}

}  // namespace
}  // namespace xanh::office_test
