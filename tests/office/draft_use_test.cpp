// A report while it is written: every field kept, two people at once, the steps inside the unit.
#include "office/draft_use.hpp"

#include <map>
#include <thread>

#include "exchange/whole_file.hpp"
#include "office/form_use.hpp"
#include "office/office_sample.hpp"
#include "office/submission_use.hpp"

namespace xanh::office_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct DraftUse : testing::Test {
  [[nodiscard]] Desk as(Role role, const std::string& unit = "q7") const {
    Desk out = office.desk();
    out.actor = "nguoi-minh-hoa";
    out.posts = {{role, unit, {}, {}, {}}};
    return out;
  }
  [[nodiscard]] Outcome<DraftValue> save(const std::string& field, Node value,
                                         const std::optional<std::string>& seen = {}) const {
    return save_draft_field(as(Role::drafter), {"2023-H1", "q7", field, std::move(value), seen});
  }
  Office office;
};

TEST_F(DraftUse, AReportTakenApartIntoFieldsAndPutTogetherIsTheSame) {
  for (const auto& unit : Office::report_units()) {
    Submission report = Office::report(unit);
    report.illustrative = false;
    report.sent_at.reset();
    Draft draft;
    draft.cycle = report.cycle;
    draft.unit = report.unit;
    for (auto& [field, value] : fields_of(report)) draft.fields.push_back({field, value, 1, {}, {}});
    const auto again = report_of(draft);
    ASSERT_TRUE(again.ok()) << unit << "\n" << lines(again.problems);
    Submission sorted = report;
    const auto by = [](auto& list, auto key) {
      std::sort(list.begin(), list.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
    };
    by(sorted.figures, [](const auto& f) { return f.element; });
    by(sorted.targets, [](const auto& f) { return f.target; });
    by(sorted.tasks, [](const auto& f) { return f.task; });
    by(sorted.texts, [](const auto& f) { return f.section; });
    by(sorted.directives, [](const auto& f) { return f.directive; });
    by(sorted.projects, [](const auto& f) { return f.task; });
    for (auto& project : sorted.projects) by(project.stages, [](const auto& f) { return f.stage; });
    EXPECT_EQ(submission_bytes(again.value), submission_bytes(sorted)) << unit;
  }
}

TEST_F(DraftUse, RowsWithinRowsHaveFieldsOfTheirOwn) {
  Submission report;
  report.cycle = "2023-H1";
  report.unit = "q7";
  ReportedProject project;
  project.task = "II.1.a";
  project.location = "Bình Chánh";
  for (const char* stage : {"decision", "start"}) {
    ProjectStage one;
    one.stage = stage;
    one.expected = make_date(2024, 6, 30);
    project.stages.push_back(one);
  }
  report.projects = {project};
  ReportedMoney money;
  money.fund = "city";
  for (int i = 1; i <= 11; ++i) {
    money.planned = Decimal(i);
    report.money.push_back(money);
  }
  Registration registration;
  registration.targets.push_back({"ww_sites", Decimal(90), "khảo sát", {}});
  registration.tasks.resize(2);
  registration.tasks[0].text = "Nạo vét";
  registration.tasks[1].text = "Tuyên truyền";
  report.registration = registration;

  Draft draft;
  draft.cycle = report.cycle;
  draft.unit = report.unit;
  std::vector<std::string> names;
  for (auto& [field, value] : fields_of(report)) {
    names.push_back(field);
    draft.fields.push_back({field, value, 1, {}, {}});
  }
  EXPECT_THAT(names,
              testing::IsSupersetOf({"projects:II.1.a:location", "projects:II.1.a:stages:start:expected",
                                     "money:11:planned", "registration:targets:ww_sites:registered",
                                     "registration:tasks:2:text"}));
  const auto again = report_of(draft);
  ASSERT_TRUE(again.ok()) << lines(again.problems);
  EXPECT_EQ(submission_bytes(again.value), submission_bytes(report)) << "the eleventh row comes last";

  Problems problems(4);
  problems[0].place.field = "projects[0].stages[1].expected";
  problems[1].place.field = "money[10].planned";
  problems[2].place.field = "registration.tasks[1].text";
  problems[3].place.field = "letter.number";
  name_fields(draft, problems);
  std::vector<std::string> places;
  for (const auto& p : problems) places.push_back(p.place.field);
  EXPECT_THAT(places, ElementsAre("projects:II.1.a:stages:start:expected", "money:11:planned",
                                  "registration:tasks:2:text", "letter:number"));
}

TEST_F(DraftUse, AFieldIsSavedAsTypedAndWhatIsWrongIsToldBesideIt) {
  const auto good = save("figures:ww_sites_ok:this_period", Node::number("12"));
  EXPECT_THAT(codes(good.problems), IsEmpty());
  EXPECT_EQ(good.value.number, 1);
  const auto odd = save("figures:ww_sites_ok:this_period", Node::text("mười hai"));
  EXPECT_TRUE(odd.ok());
  EXPECT_THAT(codes(odd.problems), ElementsAre("wrong-type"));
  const auto draft = show_draft(as(Role::drafter), "2023-H1", "q7");
  ASSERT_EQ(draft.value.fields.size(), 1U);
  EXPECT_EQ(draft.value.fields[0].value.scalar, "mười hai");
  EXPECT_EQ(draft.value.fields[0].number, 2);
  const auto report = report_of(draft.value);
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.problems.front().place.field, "figures:ww_sites_ok:this_period");
  EXPECT_THAT(report.problems.front().message.en, testing::HasSubstr("`figures:ww_sites_ok:this_period`"));
}

TEST_F(DraftUse, WhatIsNoFieldOfAReportIsRefused) {
  for (const char* field : {"",
                            "figures",
                            "figures:x",
                            "figures:x:y",
                            "figures:x:this_period:z",
                            "letter",
                            "letter:number:x",
                            "unit",
                            "cycle:x",
                            "sent_at",
                            "no_such",
                            "contact:x",
                            "figures::this_period",
                            "texts:1",
                            "parts:1:name",
                            "projects:II.1.a:stages",
                            "projects:II.1.a:stages:start",
                            "money:x",
                            "registration",
                            "registration:tasks:1",
                            "registration:tasks:1:text:x"})
    EXPECT_THAT(codes(save(field, Node::text("x")).problems), ElementsAre("draft-field")) << field;
  for (const char* field :
       {"contact", "letter:number", "texts:2.s1:text", "tasks:I.1.a:result", "difficulties:1:content",
        "nothing_to_report", "projects:II.1.a:stages:start:planned", "money_total:planned",
        "registration:reviews:1:proposal"})
    EXPECT_TRUE(save(field, Node::text("x")).ok()) << field;
  EXPECT_THAT(codes(save("contact", Node::text(std::string(20000, 'x'))).problems),
              ElementsAre("draft-full"));
}

TEST_F(DraftUse, TwoAtOneFieldLoseNothing) {
  ASSERT_TRUE(save("contact", Node::text("của A"), "0").ok());
  EXPECT_THAT(codes(save("contact", Node::text("của B"), "0").problems), ElementsAre("changed-meanwhile"));
  EXPECT_EQ(show_draft_field(as(Role::drafter), "2023-H1", "q7", "contact").value.value.scalar, "của A");
  EXPECT_TRUE(save("contact", Node::text("của B"), "1").ok());

  // Eight people count one field up together: each has to see the last before it counts.
  std::vector<std::thread> people;
  for (int p = 0; p < 8; ++p)
    people.emplace_back([&] {
      for (int i = 0; i < 5;) {
        const auto now = show_draft_field(as(Role::drafter), "2023-H1", "q7", "own_plan");
        const std::string have = now.value.value.scalar;
        const int count = have.empty() ? 0 : std::stoi(have);
        i += save("own_plan", Node::text(std::to_string(count + 1)), std::to_string(now.value.number)).ok();
      }
    });
  for (auto& one : people) one.join();
  EXPECT_EQ(show_draft_field(as(Role::drafter), "2023-H1", "q7", "own_plan").value.value.scalar, "40");
}

TEST_F(DraftUse, GoesFromWritingOverReviewToTheSignatureAndBackWhenItIsChanged) {
  const auto move = [&](Role role, DraftStage to) {
    return codes(move_draft(as(role), "2023-H1", "q7", to, "").problems);
  };
  EXPECT_THAT(move(Role::drafter, DraftStage::in_review), ElementsAre("draft-wrong-stage"))
      << "nothing is in it";
  ASSERT_TRUE(save("contact", Node::text("x")).ok());
  EXPECT_THAT(move(Role::signatory, DraftStage::signed_), ElementsAre("draft-wrong-stage"));
  EXPECT_THAT(move(Role::drafter, DraftStage::in_review), IsEmpty());
  EXPECT_THAT(move(Role::drafter, DraftStage::signed_), ElementsAre("not-allowed"));
  EXPECT_THAT(move(Role::signatory, DraftStage::signed_), IsEmpty());
  ASSERT_TRUE(save("contact", Node::text("y")).ok());
  EXPECT_EQ(show_draft(as(Role::drafter), "2023-H1", "q7").value.stage, DraftStage::writing)
      << "what was signed is no longer what is there";
}

TEST_F(DraftUse, IsInitialledByTheReviewerBeforeItIsSigned) {
  const auto move = [&](Role role, DraftStage to) {
    return codes(move_draft(as(role), "2023-H1", "q7", to, "").problems);
  };
  ASSERT_TRUE(save("contact", Node::text("x")).ok());
  EXPECT_THAT(move(Role::reviewer, DraftStage::initialled), ElementsAre("draft-wrong-stage"));
  EXPECT_THAT(move(Role::drafter, DraftStage::in_review), IsEmpty());
  EXPECT_THAT(move(Role::drafter, DraftStage::initialled), ElementsAre("not-allowed"));
  EXPECT_THAT(move(Role::clerk, DraftStage::initialled), ElementsAre("not-allowed"));
  EXPECT_THAT(move(Role::reviewer, DraftStage::initialled), IsEmpty());
  EXPECT_THAT(codes(ready_to_send(show_draft(as(Role::clerk), "2023-H1", "q7").value)),
              ElementsAre("draft-not-signed", "draft-no-letter"));
  EXPECT_THAT(move(Role::signatory, DraftStage::signed_), IsEmpty());
  const auto stage = [&] { return show_draft(as(Role::clerk), "2023-H1", "q7").value.stage; };
  ASSERT_TRUE(save("letter:number", Node::text("412/BC-UBND")).ok());
  ASSERT_TRUE(save("letter:date", Node::text("2023-06-12")).ok());
  EXPECT_EQ(stage(), DraftStage::signed_) << "the clerk numbers what was signed";
  EXPECT_THAT(ready_to_send(show_draft(as(Role::clerk), "2023-H1", "q7").value), IsEmpty());
  ASSERT_TRUE(save("letter:signer", Node::text("khác")).ok());
  EXPECT_EQ(stage(), DraftStage::writing);
}

TEST_F(DraftUse, WhatWasSentStaysToBeRead) {
  office.with_reports({"q7"});
  const auto sent = show_draft(as(Role::drafter), "2023-H1", "q7").value;
  EXPECT_EQ(sent.sent.size(), fields_of(Office::report("q7")).size());
  EXPECT_THAT(sent.fields, IsEmpty());
  ASSERT_TRUE(save("contact", Node::text("x")).ok());
  EXPECT_EQ(show_draft(as(Role::drafter), "2023-H1", "q7").value.sent.size(), sent.sent.size());
}

TEST_F(DraftUse, EveryRevisionThatWasSentCanBeShown) {
  office.with_reports({"q7"});
  const auto first = show_draft(as(Role::drafter), "2023-H1", "q7", "1");
  ASSERT_TRUE(first.ok()) << lines(first.problems);
  EXPECT_EQ(first.value.sent.size(), fields_of(Office::report("q7")).size());
  for (const char* wrong : {"2", "0", "x", "1/2", "-1"})
    EXPECT_TRUE(has_error(show_draft(as(Role::drafter), "2023-H1", "q7", wrong).problems)) << wrong;
}

TEST_F(DraftUse, WhoOnlyReadsSeesWhatWasSentAndNothingOfWhatIsWritten) {
  office.with_reports({"q7"});
  ASSERT_TRUE(save("contact", Node::text("đang viết")).ok());
  const auto read = show_draft(as(Role::authority, ""), "2023-H1", "q7");
  ASSERT_TRUE(read.ok()) << lines(read.problems);
  EXPECT_FALSE(read.value.sent.empty());
  EXPECT_THAT(read.value.fields, IsEmpty());
  EXPECT_THAT(codes(show_draft(as(Role::drafter, "q1"), "2023-H1", "q7").problems),
              ElementsAre("not-allowed"));
}

TEST_F(DraftUse, StartsFromTheReportThatWasSentAndNeverOverWhatIsThere) {
  EXPECT_THAT(codes(start_draft(as(Role::drafter), "2023-H1", "q7").problems),
              ElementsAre("draft-nothing-before"));
  office.with_reports({"q7"});
  const auto started = start_draft(as(Role::drafter), "2023-H1", "q7");
  ASSERT_TRUE(started.ok()) << lines(started.problems);
  EXPECT_EQ(started.value.fields.size(), fields_of(Office::report("q7")).size());
  EXPECT_EQ(started.value.revision, 1);
  EXPECT_THAT(codes(start_draft(as(Role::drafter), "2023-H1", "q7").problems),
              ElementsAre("draft-not-empty"));
}

TEST_F(DraftUse, ChangesNothingOfTheReportsThatWereSent) {
  office.with_reports({"q7"});
  const auto before = office.consolidated()->snapshot.sha256;
  ASSERT_TRUE(save("contact", Node::text("x")).ok());
  ASSERT_TRUE(move_draft(as(Role::drafter), "2023-H1", "q7", DraftStage::in_review, "").ok());
  EXPECT_EQ(office.account("q7").state, SubmissionState::noted);
  EXPECT_EQ(office.consolidated()->snapshot.sha256, before);
}

TEST_F(DraftUse, IsForTheUnitAloneAndOnlyWhileTheCycleIsOpen) {
  EXPECT_THAT(
      codes(save_draft_field(as(Role::drafter, "q1"), {"2023-H1", "q7", "contact", Node::text("x"), {}})
                .problems),
      ElementsAre("not-allowed"));
  EXPECT_THAT(
      codes(save_draft_field(office.desk(), {"2023-H1", "q99", "contact", Node::text("x"), {}}).problems),
      ElementsAre("unknown-unit"));
  ASSERT_TRUE(close_cycle(office.desk(), "2023-H1").ok());
  EXPECT_THAT(codes(save("contact", Node::text("x")).problems), ElementsAre("cycle-not-open"));
}

TEST_F(DraftUse, AFilledWorkbookGoesIntoTheDraftAndWhatItSaysNothingOfStays) {
  office.with_reports({"q7"});
  const std::string path = (office.folder() / "q7.xlsx").string();
  ASSERT_TRUE(write_forms(office.desk(), {"2023-H1", "q7", path, Language::vi}).ok());
  ASSERT_TRUE(save("difficulties:9:content", Node::text("Chờ vốn")).ok());
  const ReceivedReport received{"report.xlsx", read_whole_file(path).value, "2023-H1", "q7", {}, false};
  const auto checked = check_received(as(Role::drafter), received);
  ASSERT_TRUE(checked.value.report) << lines(checked.problems);
  const auto filled = fill_draft(as(Role::drafter), *checked.value.report);
  ASSERT_TRUE(filled.ok()) << lines(filled.problems);
  std::map<std::string, std::string> fields;
  for (const auto& one : filled.value.fields) fields[one.field] = one.value.scalar;
  EXPECT_EQ(fields["difficulties:9:content"], "Chờ vốn");
  for (const auto& figure : Office::report("q7").figures) {
    if (!figure.this_period) continue;
    EXPECT_EQ(fields["figures:" + figure.element + ":this_period"], figure.this_period->to_text())
        << figure.element;
  }
  EXPECT_EQ(codes(submit_received(as(Role::drafter), received).problems).front(), "not-allowed")
      << "who drafts may ask what would be said of a report, and not send it";
}

TEST_F(DraftUse, AWorkbookChangesOnlyWhatARevisionAsksFor) {
  office.with_reports({"q7"});
  ReviewRequest ask{{"2023-H1/q7"}, false, {"ww_sites_ok"}, "Số liệu khác kỳ trước"};
  ASSERT_TRUE(review(office.desk(), ask).ok());
  ASSERT_TRUE(start_draft(as(Role::drafter), "2023-H1", "q7").ok());
  Submission changed = Office::report("q7");
  for (auto& figure : changed.figures)
    if (figure.element == "ww_sites_ok" || figure.element == "ww_sites_obliged")
      figure.this_period = *figure.this_period - Decimal(1);
  changed.contact = "Bà Minh Họa";
  const auto filled = fill_draft(as(Role::drafter), changed);
  ASSERT_TRUE(filled.ok()) << lines(filled.problems);
  EXPECT_THAT(codes(filled.problems), ElementsAre("draft-not-asked"));
  EXPECT_THAT(lines(filled.problems),
              testing::HasSubstr("Facilities outside industrial zones that must treat wastewater"));
  const auto report = report_of(filled.value).value;
  const Submission sent = Office::report("q7");
  EXPECT_EQ(report.figure("ww_sites_ok")->this_period, changed.figure("ww_sites_ok")->this_period);
  EXPECT_EQ(report.figure("ww_sites_obliged")->this_period, sent.figure("ww_sites_obliged")->this_period)
      << "nobody asked for it";
  EXPECT_EQ(report.contact, changed.contact);
  EXPECT_THAT(codes(fill_draft(as(Role::drafter), report).problems), IsEmpty());
}

TEST_F(DraftUse, AWorkbookOfAnotherUnitFillsNothing) {
  const std::string path = (office.folder() / "q3.xlsx").string();
  ASSERT_TRUE(write_forms(office.desk(), {"2023-H1", "q3", path, Language::vi}).ok());
  const auto checked = check_received(
      as(Role::drafter), {"report.xlsx", read_whole_file(path).value, "2023-H1", "q7", {}, false});
  EXPECT_FALSE(checked.value.report);
  EXPECT_TRUE(has_error(checked.problems));
}

TEST_F(DraftUse, WhatIsSaidOfTheReportNamesTheFieldsOfTheDraft) {
  Draft draft;
  draft.cycle = "2023-H1";
  draft.unit = "q7";
  for (const char* field : {"figures:ww_sites_obliged:this_period", "figures:ww_sites_ok:this_period",
                            "tasks:I.1.a:result", "difficulties:2:content", "texts:2.s1:text"})
    draft.fields.push_back({field, Node::text("1"), 1, {}, {}});
  Problems problems;
  for (const char* place :
       {"figures[1].this_period", "figures[0]", "figures.hh_total", "figures.hh_total.state",
        "tasks[0].result", "texts[0]", "difficulties[0].content", "directives.d-1.2", "letter"})
    problems.push_back(
        problem(ProblemKind{"x", Severity::warning, "x", "x", "x", "x"}, {{}, 0, 0, {}, {}, place}));
  name_fields(draft, problems);
  std::vector<std::string> named;
  for (const auto& p : problems) named.push_back(p.place.field);
  EXPECT_THAT(named, ElementsAre("figures:ww_sites_ok:this_period", "figures:ww_sites_obliged",
                                 "figures:hh_total", "figures:hh_total:state", "tasks:I.1.a:result",
                                 "texts:2.s1", "difficulties:2:content", "directives:d-1.2", "letter"));
}

}  // namespace
}  // namespace xanh::office_test
