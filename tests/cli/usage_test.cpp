// What every command promises (interfaces.md): exit codes, the one JSON object, options anywhere, two
// languages, words for what was misspelt.
#include "cli/terminal.hpp"

#include "base/text.hpp"

namespace xanh::terminal_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(Usage, EndsWith2ForAnUnknownCommandAndNamesTheLikelyOne) {
  const Terminal t;
  for (const auto& [words, likely] :
       std::map<std::vector<std::string>, std::string>{{{"consolidat", "--cycle", "2023-H1"}, "consolidate"},
                                                       {{"plan", "lst"}, "list"},
                                                       {{"cycle", "--store", "x", "opne", "2023-H1"}, "open"},
                                                       {{"plan", "list", "--stroe", "x"}, "--store"},
                                                       {{"submit", "a.xlsx", "--dryrun"}, "--dry-run"},
                                                       {{"audit", "verfy"}, "verify"}}) {
    const Ran ran = t.json(words);
    EXPECT_EQ(ran.code, 2);
    EXPECT_THAT(ran.suggestions(), ElementsAre(likely));
  }
  EXPECT_THAT(t.json({"frobnicate"}).codes(), ElementsAre("unknown-command"));
  EXPECT_THAT(t.json({"plan", "list", "--frobnicate"}).codes(), ElementsAre("unknown-option"));
}

TEST(Usage, EndsWith2ForWhatALackingOptionOrArgumentLeavesOpen) {
  const Terminal t;
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{},
        {"plan"},
        {"init", "--store", "s"},
        {"submit", "--store", "s"},
        {"form", "--store", "s", "--cycle", "2023-H1", "-o", "x"},
        {"form", "--store", "s", "--unit", "q7", "-o", "x"},
        {"review", "2023-H1/q7", "--store", "s"},
        {"consolidate", "--store", "s", "-o", "x"},
        {"consolidate", "--store", "s", "-o", "x", "--cycle", "2023-H1", "--rendering", "pdf"},
        {"form", "--store", "s", "--cycle", "2023-H1", "--unit", "q7", "--all", "-o", "x"},
        {"review", "2023-H1/q7", "--note", "--revise", "x", "--message", "m", "--store", "s"},
        {"submit", "a.xlsx", "--letter", "l.pdf", "--store", "s"},
        {"plan", "list", "--store"},
        {"plan", "list"},
        {"init", kProgramme},
        {"programme", "import", "metadata.json", "--values", "values.json"},
        {"plan", "list", "--store", ""},
        {"init", kProgramme, "--store", ""},
        {"doctor", "--store", ""},
        {"eval"},
        {"eval", "--"},
        {"eval", "--values", "nowhere.json"},
        {"indicator", "--store", "s"},
        {"indicator", "#{a}", "--by", "month", "--store", "s"},
        {"plan", "list", "--lang", "fr"}}) {
    const Ran ran = t.run(words);
    EXPECT_EQ(ran.code, 2) << testing::PrintToString(words) << ran.out << ran.err;
    EXPECT_THAT(ran.out, IsEmpty());
    EXPECT_THAT(ran.err, Not(IsEmpty()));
    EXPECT_THAT(t.json(words).codes(), testing::SizeIs(1));
  }
  EXPECT_FALSE(fs::exists(t / "s"));
}

TEST(Usage, AWrongCommandIsToldInVietnamese) {
  const Terminal t;
  for (const auto& [words, what] : std::vector<std::pair<std::vector<std::string>, std::string>>{
           {{"status"}, "thiếu `--cycle`"},
           {{"submit"}, "thiếu `files`"},
           {{"plan"},
            "thiếu lệnh; chọn một trong: `list`, `show`, `as-of`, `diff`, `amend`, `next`, `amendments`, "
            "`opinion`, `submission`, `withdraw`, `decide`"},
           {{"plan", "list", "--store"}, "`--store` thiếu giá trị"},
           {{"plan", "list", "--lang", "fr"}, "`--lang` không nhận `fr`; chọn một trong: `vi`, `en`"},
           {{"submit", "a.xlsx", "--letter", "l.pdf"}, "`--letter` phải đi cùng `--on-behalf`"},
           {{"review", "2023-H1/q7", "--note", "--message", "m"}, "`--note` không đi cùng `--message`"},
           {{"status", "--cycle", "2023-H1", "--cycle", "2023-Y"}, "`--cycle` nêu nhiều lần"},
           {{"status", "--cycle", "2023-H1", "thừa"}, "thừa `thừa`"}}) {
    const Ran ran = t.run(words);
    EXPECT_EQ(ran.code, 2);
    EXPECT_THAT(ran.err, HasSubstr("lệnh viết chưa đúng (" + what + ")"));
  }
  EXPECT_THAT(t.run({"status", "--lang", "en"}).err, HasSubstr("(--cycle is required)"));
}

TEST(Usage, HelpAndVersionAreAnswersOnStandardOutput) {
  const Terminal t;
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"--help"}, {"--version"}, {"plan", "--help"}, {"submit", "--help"}}) {
    const Ran ran = t.run(words);
    EXPECT_EQ(ran.code, 0);
    EXPECT_THAT(ran.out, Not(IsEmpty()));
    EXPECT_THAT(ran.err, IsEmpty());
  }
}

TEST(Usage, OptionsMayStandAnywhere) {
  Terminal t;
  t.must({"init", "--store", "s", kProgramme});
  const std::string usual = t.must({"plan", "list", "--json", "--store", "s"}).out;
  EXPECT_THAT(usual, HasSubstr("1200/QĐ-UBND"));
  EXPECT_EQ(t.must({"--json", "plan", "--store=s", "list"}).out, usual);
  EXPECT_EQ(t.must({"--store", "s", "plan", "list", "--json"}).out, usual);
  EXPECT_EQ(t.must({"plan", "--store", "s", "--json", "list"}).out, usual);
  t.environment["XANH_STORE"] = t / "s";
  EXPECT_EQ(t.must({"--json", "plan", "list"}).out, usual);
}

TEST(Usage, ResultsGoToStandardOutputAndMessagesToStandardError) {
  const Terminal t;
  const Ran ran = t.run({"check", "nowhere"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, IsEmpty());
  EXPECT_THAT(ran.err, HasSubstr("nowhere: error folder-missing: "));
}

TEST(Usage, WithJsonEveryEndingIsOneObjectWithItsProblems) {
  const Terminal t;
  for (const std::vector<std::string>& words : {std::vector<std::string>{"check", "nowhere"},
                                                {"plan", "list", "--store", "nowhere"},
                                                {"plan", "list"},
                                                {"eval", "1 +"},
                                                {"doctor"},
                                                {"doctor", "--store", "nowhere"},
                                                {"submit", "a.xlsx", "--store", "nowhere"}}) {
    const Ran ran = t.json(words);
    EXPECT_NE(ran.json().find("problems"), nullptr);
    EXPECT_THAT(ran.err, IsEmpty());
  }
  const Node one = t.json({"check", "nowhere"}).json().find("problems")->items.at(0);
  std::vector<std::string> keys;
  for (const auto& member : one.members) keys.push_back(member.first);
  EXPECT_THAT(keys, ElementsAre("code", "severity", "file", "line", "column", "sheet", "cell", "field",
                                "message", "suggestion"));
  EXPECT_EQ(one.find("file")->scalar, "nowhere");
  EXPECT_EQ(one.find("line")->kind, Node::Kind::null);
  EXPECT_THAT(at(one, {"message", "vi"}).scalar, HasSubstr("không có thư mục"));
  EXPECT_THAT(at(one, {"message", "en"}).scalar, HasSubstr("no such folder"));
}

TEST(Usage, LanguageOfMessagesIsVietnameseUnlessEnglishIsAsked) {
  const Terminal t;
  EXPECT_THAT(t.run({"check", "nowhere"}).err, HasSubstr("không có thư mục này"));
  EXPECT_THAT(t.run({"check", "nowhere", "--lang", "en"}).err, HasSubstr("there is no such folder"));
  EXPECT_THAT(t.run({"--lang=en", "check", "nowhere"}).err, HasSubstr("there is no such folder"));
  EXPECT_THAT(t.run({"frobnicate", "--lang", "en"}).err, HasSubstr("there is no command `frobnicate`"));
  EXPECT_THAT(t.run({"frobnicate"}).err, HasSubstr("không có lệnh `frobnicate`"));
}

TEST(Usage, TheClockOfTheEnvironmentMustBeAMoment) {
  Terminal t;
  t.environment["XANH_NOW"] = "hôm qua";
  const Ran ran = t.json({"eval", "1"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.codes(), ElementsAre("bad-now"));
}

TEST(Usage, SomebodyUnknownMayDoNothing) {
  Terminal t;
  t.open_cycle();
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"cycle", "close", "2023-H1"},
        {"submit", kReports + "/q7.yaml"},
        {"review", "2023-H1", "--note"},
        {"consolidate", "--cycle", "2023-H1", "-o", "out"},
        {"form", "--cycle", "2023-H1", "--unit", "q7", "-o", "q7.xlsx"}}) {
    auto all = words;
    all.insert(all.end(), {"--as", "an.nguyen"});
    const Ran ran = t.json(all);
    EXPECT_EQ(ran.code, 1) << words[0];
    EXPECT_THAT(ran.codes(), ElementsAre("unknown-actor")) << words[0];
  }
  EXPECT_FALSE(fs::exists(t / "out"));
  EXPECT_EQ(at(t.json({"status", "--cycle", "2023-H1"}).json(), {"sent"}).scalar, "0");
}

TEST(Usage, ADatabaseThatCannotBeReachedIsAFaultOfTheSystem) {
  const Terminal t;
  for (const char* command : {"plan", "cycle"}) {
    const Ran ran = t.json({command, "list", "--store", "postgresql://127.0.0.1:1/xanh"});
    EXPECT_EQ(ran.code, 3);
    EXPECT_THAT(ran.codes(), ElementsAre("store-unreachable"));
  }
  EXPECT_EQ(t.run({"doctor", "--store", "postgresql://127.0.0.1:1/xanh"}).code, 3);
}

TEST(Usage, JsonIsUtf8WhateverWasTyped) {
  Terminal t;
  t.open_cycle();
  const Ran ran = t.json({"status", "--cycle", "\xff"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(is_utf8(ran.out)) << ran.out;
  EXPECT_THAT(ran.out, HasSubstr("`\uFFFD`"));
}

TEST(Usage, APathThatCannotBeLookedAtIsAProblemOfTheInput) {
  Terminal t;
  t.open_cycle();
  fs::create_symlink("loop", t / "loop");
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"check", "loop"},
        {"submit", "loop/q7.yaml"},
        {"form", "--cycle", "2023-H1", "--unit", "q7", "-o", "loop"},
        {"form", "--cycle", "2023-H1", "--unit", "q7", "-o", "loop/q7.xlsx"},
        {"form", "--cycle", "2023-H1", "--unit", "q7", "-o", std::string(300, 'x')},
        {"programme", "export", "-o", "loop"}}) {
    const Ran ran = t.json(words);
    EXPECT_EQ(ran.code, 1) << testing::PrintToString(words) << ran.out;
    EXPECT_THAT(ran.codes(), Not(testing::Contains("fault")));
  }
}

TEST(Usage, AnswersThatCannotBeDeliveredAreToldOnStandardError) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "there is no /dev/full";
  Terminal t;
  t.open_cycle();
  for (const std::vector<std::string>& words : {std::vector<std::string>{"completion", "bash"},
                                                {"--help"},
                                                {"--version"},
                                                {"eval", "1"},
                                                {"plan", "show"},  // more than one buffer of the stream
                                                {"plan", "show", "--json"},
                                                {"frobnicate", "--json"}}) {
    EXPECT_EQ(Terminal::wait_for(t.start(words, "/dev/full", t / "err")), 3) << testing::PrintToString(words);
    EXPECT_THAT(bytes_of(t / "err"), HasSubstr("output-not-written")) << testing::PrintToString(words);
  }
  EXPECT_EQ(Terminal::wait_for(t.start({"check", "nowhere"}, t / "out", "/dev/full")), 1);
}

TEST(Usage, AResultThatCannotBeDeliveredIsAFaultOfTheSystem) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "there is no /dev/full";
  const Terminal t;
  EXPECT_EQ(Terminal::wait_for(t.start({"eval", "1"}, "/dev/full", t / "err")), 3);
}

TEST(Eval, TakesItsArgumentAsItIs) {
  const Terminal t;
  const auto value = [&](const std::vector<std::string>& words) { return t.must(words).out; };
  EXPECT_EQ(value({"eval", "-1 + 2"}), "1\n");
  EXPECT_EQ(value({"eval", "-1"}), "-1\n");
  EXPECT_EQ(value({"--lang", "en", "eval", "-1"}), "-1\n");
  EXPECT_EQ(value({"eval", "--", "-1"}), "-1\n");
  EXPECT_EQ(value({"eval", "1/0 > 5"}), "true\n");
  EXPECT_EQ(value({"eval", "null"}), "null\n");
  EXPECT_EQ(at(t.must({"eval", "--json", "--store=s", "--as=operator", "-2 * 3"}).json(), {"value"}).scalar,
            "-6");
}

TEST(Eval, RefusesAResultThatIsNotFinite) {
  const Terminal t;
  for (const char* formula : {"1/0", "-1/0", "0/0"}) {
    const Ran ran = t.json({"eval", formula});
    EXPECT_EQ(ran.code, 1) << formula;
    EXPECT_THAT(ran.codes(), ElementsAre("formula-not-finite")) << formula;
    EXPECT_EQ(ran.json().find("value")->kind, Node::Kind::null);
  }
}

TEST(Eval, ListsOfValuesArePeriods) {
  const Terminal t;
  put_bytes(t / "values.json", R"({"a": [5, null, 10], "C{k}": 2, "b.x": [1, 2, 3]})");
  const auto value = [&](const char* formula) {
    return t.must({"eval", formula, "--values", "values.json"}).out;
  };
  EXPECT_EQ(value("#{a} * C{k}"), "20\n");
  EXPECT_EQ(value("avg(#{a})"), "7.5\n");
  EXPECT_EQ(value("sum(#{b.x}) + #{b.x}.periodOffset(-1)"), "8\n");
  put_bytes(t / "uneven.json", R"({"a": [5, 10], "b": [1]})");
  EXPECT_THAT(t.json({"eval", "1", "--values", "uneven.json"}).codes(), ElementsAre("bad-values"));
}

TEST(Eval, ReadsValuesAndListsAndTellsTheLineOfEveryProblem) {
  const Terminal t;
  put_bytes(t / "values.json", R"({"a": 1.5, "b": 2, "n": null})");
  EXPECT_EQ(t.must({"eval", "#{a} / #{b} * 100", "--values", "values.json"}).out, "75\n");
  EXPECT_EQ(t.run({"eval", "#{n} + 1", "--values", "values.json"}).code, 1);
  EXPECT_EQ(t.run({"eval", "1", "--values", "nowhere.json"}).code, 1);
  put_bytes(t / "list", "1 + 1\n\n1/0\n2 +\n3\n");
  const Ran ran = t.json({"eval", "--file", "list"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.of_problems("line"), ElementsAre("3", "4"));
  EXPECT_EQ(at(ran.json(), {"items", "0", "value"}).scalar, "2");
  EXPECT_EQ(at(ran.json(), {"items", "3", "value"}).scalar, "3");
  put_bytes(t / "bad.json", R"({"a": "ba"})");
  EXPECT_THAT(t.json({"eval", "#{a}", "--values", "bad.json"}).codes(), ElementsAre("bad-values"));
}

TEST(Eval, IsACommandOnlyWhereACommandStands) {
  Terminal t;
  t.open_cycle();
  const Ran ran = t.json({"submit", "eval", "q7.yaml"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.of_problems("file"), ElementsAre("eval", "q7.yaml"));
}

}  // namespace
}  // namespace xanh::terminal_test
