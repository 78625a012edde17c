// indicator, as a person at a terminal or a script runs it.
#include "cli/terminal.hpp"

namespace xanh::terminal_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

TEST(IndicatorCommand, GivesATableACsvAndAnObject) {
  Terminal t;
  t.with_reports({"q1", "q7"});
  const std::string formula = "100 * #{ww_sites_ok} / #{ww_sites_obliged}";
  EXPECT_THAT(t.must({"indicator", formula, "--lang", "en"}).out, HasSubstr("(2/22)"));
  EXPECT_THAT(t.must({"indicator", "--by", "unit,year", formula, "--csv"}).out,
              StartsWith("unit,unit_vi,unit_en,period,value,units_expected,units_given\n"));
  EXPECT_THAT(t.must({"indicator", "--group", "q1", "--group=q7", "--cycle", "2023-H1", formula}).out,
              HasSubstr("Quận 7"));
  const Node found = t.must({"indicator", formula, "--group", "q7", "--json"}).json();
  EXPECT_EQ(at(found, {"rows", "0", "code"}).scalar, "q7");
  EXPECT_EQ(at(found, {"rows", "0", "cells", "0", "given"}).scalar, "1");
  EXPECT_EQ(at(found, {"periods", "0", "cycles", "0"}).scalar, "2023-H1");
}

TEST(IndicatorCommand, TakesAFormulaThatBeginsWithAMinusAndSaysWhatIsWrongWithOne) {
  Terminal t;
  t.with_reports({"q7"});
  EXPECT_THAT(t.must({"indicator", "-#{ww_sites_ok}", "--group", "q7"}).out, HasSubstr(" -"));
  EXPECT_THAT(t.json({"indicator", "#{ww_site_ok}"}).codes(), ElementsAre("indicator-element"));
  EXPECT_THAT(t.json({"indicator", "#{ww_site_ok}"}).suggestions(), ElementsAre("ww_sites_ok"));
  EXPECT_THAT(t.json({"indicator"}).codes(), ElementsAre("indicator-no-formula"));
}

}  // namespace
}  // namespace xanh::terminal_test
