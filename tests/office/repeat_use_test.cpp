// A request that is sent again is done once: after an answer that got lost, at the same time, after a
// restart.
#include "office/repeat_use.hpp"

#include <atomic>
#include <thread>

#include "office/office_sample.hpp"

namespace xanh::office_test {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;

struct Repeat : testing::Test {
  [[nodiscard]] Desk desk() const {
    Desk out = office.desk();
    out.actor = "q7.van-thu";
    out.now = now;
    return out;
  }
  Outcome<std::optional<Repeated>> once(const std::string& key, const std::string& digest = "d",
                                        Repeats repeats = Repeats::kept) {
    return once(repeater, key, digest, repeats);
  }
  Outcome<std::optional<Repeated>> once(Repeater& by, const std::string& key, const std::string& digest,
                                        Repeats repeats) {
    return by.once(desk(), {key, digest, repeats}, [&]() -> std::optional<std::string> {
      std::this_thread::sleep_for(pause);
      int mine = 0;
      const auto failed = attempt([&] {
        office.store().transact([&](Transaction& t) { t.audit({now, "q7.van-thu", "test", key, {}}); });
        mine = ++done;
      });
      if (has_error(failed)) return std::nullopt;
      if (lose_answer) throw std::runtime_error("killed here");
      return "answer " + std::to_string(mine);
    });
  }
  [[nodiscard]] int in_the_log(const std::string& key) const {
    int out = 0;
    office.store().read([&](const Transaction& t) {
      for (const auto& row : t.audit_rows()) out += row.action == "test" && row.subject == key ? 1 : 0;
    });
    return out;
  }
  Office office;
  Repeater repeater;
  Instant now = Office::now();
  std::atomic<int> done = 0;
  bool lose_answer = false;
  std::chrono::milliseconds pause{0};
};

TEST_F(Repeat, TheSameRequestAgainGetsTheSameAnswerAndIsDoneOnce) {
  const auto first = once("k");
  ASSERT_TRUE(first.ok() && first.value);
  EXPECT_FALSE(first.value->again);
  const auto again = once("k");
  ASSERT_TRUE(again.ok() && again.value);
  EXPECT_EQ(again.value->text, first.value->text);
  EXPECT_TRUE(again.value->again);
  EXPECT_EQ(in_the_log("k"), 1);
  EXPECT_FALSE(once("other key").value.has_value());
  EXPECT_EQ(once("other-key").value->text, "answer 2");
}

TEST_F(Repeat, AfterARestartToo) {
  const auto first = once("k");
  Repeater other;
  const auto again = once(other, "k", "d", Repeats::kept);
  ASSERT_TRUE(again.value);
  EXPECT_EQ(again.value->text, first.value->text);
  EXPECT_EQ(in_the_log("k"), 1);
}

TEST_F(Repeat, AnotherRequestUnderTheSameKeyIsRefused) {
  ASSERT_TRUE(once("k").ok());
  EXPECT_THAT(codes(once("k", "another").problems), ElementsAre("request-key-used"));
  EXPECT_EQ(in_the_log("k"), 1);
}

TEST_F(Repeat, AKeyIsForgottenAfterADay) {
  ASSERT_TRUE(once("k").ok());
  now.utc += kRepeatLife - std::chrono::seconds(1);
  EXPECT_TRUE(once("k").value->again);
  now.utc += std::chrono::seconds(1);
  EXPECT_FALSE(once("k").value->again);
}

TEST_F(Repeat, ManyAtOnceAreDoneOnce) {
  pause = std::chrono::milliseconds(20);
  std::vector<std::string> texts(8);
  std::vector<std::thread> threads;
  for (auto& text : texts) threads.emplace_back([&] { text = once("k").value.value_or(Repeated{}).text; });
  for (auto& thread : threads) thread.join();
  EXPECT_THAT(texts, Each("answer 1"));
  EXPECT_EQ(in_the_log("k"), 1);
}

TEST_F(Repeat, InTwoProcessesAtOnceTooItIsDoneOnce) {
  pause = std::chrono::milliseconds(50);
  std::array<Repeater, 4> processes;
  std::vector<std::string> texts(processes.size());
  std::vector<std::thread> threads;
  for (size_t i = 0; i < processes.size(); ++i)
    threads.emplace_back(
        [&, i] { texts[i] = once(processes[i], "k", "d", Repeats::kept).value.value_or(Repeated{}).text; });
  for (auto& thread : threads) thread.join();
  EXPECT_THAT(texts, Each("answer 1"));
  EXPECT_EQ(in_the_log("k"), 1);
}

TEST_F(Repeat, KilledBetweenTheChangeAndItsAnswerARepeatChangesNothingAndSaysSo) {
  lose_answer = true;
  EXPECT_THROW(once("k"), std::runtime_error);
  lose_answer = false;
  EXPECT_THAT(codes(once("k").problems), ElementsAre("request-answer-lost"));
  EXPECT_EQ(in_the_log("k"), 1);
}

TEST_F(Repeat, ARefusalIsNotRemembered) {
  const auto refused = repeater.once(desk(), {"k", "d"}, []() -> std::optional<std::string> { return {}; });
  EXPECT_THAT(refused.problems, IsEmpty());
  EXPECT_FALSE(refused.value.has_value());
  EXPECT_EQ(once("k").value->text, "answer 1");
}

TEST_F(Repeat, ASecretInTheAnswerIsNotKept) {
  ASSERT_EQ(once("k", "d", Repeats::told).value->text, "answer 1");
  EXPECT_THAT(codes(once("k", "d", Repeats::told).problems), ElementsAre("request-done"));
  office.store().read([](const Transaction& t) { EXPECT_EQ(t.answer("q7.van-thu", "k")->answer, ""); });
}

TEST_F(Repeat, AKeyIsShortPrintableAscii) {
  for (const std::string& key : {std::string(), std::string(201, 'k'), std::string("a b"),
                                 std::string("khóa"), std::string("a\n"), std::string("a\0b", 3)})
    EXPECT_THAT(codes(once(key).problems), ElementsAre("request-key")) << key;
  EXPECT_TRUE(once(std::string(200, 'k')).ok());
}

TEST_F(Repeat, OnePersonsKeyIsNotAnothers) {
  ASSERT_TRUE(once("k").ok());
  Desk other = desk();
  other.actor = "q1.van-thu";
  const auto made = repeater.once(other, {"k", "d"}, [] { return std::optional<std::string>("mine"); });
  EXPECT_EQ(made.value->text, "mine");
}

}  // namespace
}  // namespace xanh::office_test
