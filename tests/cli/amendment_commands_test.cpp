// plan amend, amendments, opinion, decide: the milestone of 80 % of waste moves from 2025 to 2027.
#include "cli/terminal.hpp"

namespace xanh::terminal_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::string kLater = R"(unit: so-tnmt
title: {vi: Lùi mốc 80% rác đốt phát điện và tái chế, en: Move the milestone of 80 % of waste}
reason: {vi: Các nhà máy chậm tiến độ (minh họa), en: The plants are late (made up)}
operations:
  - {op: move, at: targets/t06/milestones/2025, to: 2027}
)";

class AmendmentCommands : public testing::Test {
 protected:
  AmendmentCommands() {
    t.must({"init", kProgramme, "--store", "s"});
    put_bytes(t / "later.yaml", kLater);
    t.environment["XANH_NOW"] = "2023-09-01T16:00:00+07:00";  // decisions of these tests are signed that day
  }
  [[nodiscard]] Ran on_store(std::vector<std::string> words) const {
    words.insert(words.end(), {"--store", "s"});
    return t.json(std::move(words));
  }
  [[nodiscard]] size_t versions() const {
    return on_store({"plan", "list"}).json().find("items")->items.size();
  }

  mutable Terminal t;
};

TEST_F(AmendmentCommands, AnApprovedChangeMakesTheNextVersionInForceFromItsDay) {
  EXPECT_EQ(on_store({"plan", "amend", "later.yaml", "--dry-run"}).code, 0);
  EXPECT_TRUE(on_store({"plan", "amendments"}).json().find("items")->items.empty())
      << "a trial keeps nothing";
  ASSERT_EQ(on_store({"plan", "amend", "later.yaml"}).code, 0);
  ASSERT_EQ(on_store({"plan", "opinion", "A1", "--unit", "q7", "--text", "Nhất trí"}).code, 0);
  const Ran decided =
      on_store({"plan", "decide", "A1", "--approve", "--document", "1500/QĐ-UBND", "--date", "2023-09-01"});
  ASSERT_EQ(decided.code, 0) << decided.out;
  EXPECT_EQ(at(decided.json(), {"version"}).scalar, "2");
  EXPECT_EQ(at(on_store({"plan", "as-of", "2023-08-31"}).json(), {"version"}).scalar, "1");
  EXPECT_EQ(at(on_store({"plan", "as-of", "2023-09-01"}).json(), {"version"}).scalar, "2");
  EXPECT_THAT(t.must({"plan", "show", "--store", "s"}).out, HasSubstr("2027: ≥ 80%"));
  EXPECT_EQ(on_store({"audit", "verify"}).code, 0);
}

TEST_F(AmendmentCommands, ARefusedOneMakesNone) {
  ASSERT_EQ(on_store({"plan", "amend", "later.yaml"}).code, 0);
  ASSERT_EQ(
      on_store({"plan", "decide", "A1", "--reject", "--document", "9/TB-VP", "--date", "2023-09-01"}).code,
      0);
  EXPECT_EQ(versions(), 1u);
}

TEST_F(AmendmentCommands, WhatIsWrongIsToldWithItsLineAndNothingIsKept) {
  put_bytes(t / "wrong.yaml", replaced(kLater, "t06", "t66"));
  const Ran wrong = on_store({"plan", "amend", "wrong.yaml"});
  EXPECT_EQ(wrong.code, 1);
  const Node problem = at(wrong.json(), {"problems"}).items.at(0);
  EXPECT_EQ(problem.find("code")->scalar, "amendment-place");
  EXPECT_EQ(problem.find("line")->scalar, "5");
  EXPECT_EQ(problem.find("suggestion")->scalar, "t06");
  EXPECT_TRUE(on_store({"plan", "amendments"}).json().find("items")->items.empty());
}

TEST_F(AmendmentCommands, ADecisionSaysWhichWayItGoesAndByWhichDocument) {
  ASSERT_EQ(on_store({"plan", "amend", "later.yaml"}).code, 0);
  EXPECT_EQ(on_store({"plan", "decide", "A1"}).code, 2);
  EXPECT_EQ(on_store({"plan", "decide", "A1", "--approve"}).code, 1);
  EXPECT_EQ(on_store({"plan", "decide", "A1", "--approve", "--document", "1", "--date", "hôm nay"}).code, 1);
  EXPECT_EQ(versions(), 1u);
}

}  // namespace
}  // namespace xanh::terminal_test
