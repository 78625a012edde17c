// programme import of a DHIS2: one command makes a folder that passes the check, opens a store and gives its
// reports; nothing is written when a file is refused.
#include "../exchange/dhis2_sample.hpp"
#include "cli/terminal.hpp"
#include "exchange/csv.hpp"

namespace xanh::terminal_test {
namespace {

using dhis2_test::Sample;
using dhis2_test::set_of;
using dhis2_test::value;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(Dhis2Command, OneCommandMakesAFolderWhoseReportsComeIntoAStore) {
  Terminal t;
  put_bytes(t / "metadata.json", Sample{}.json());
  put_bytes(t / "a.json", set_of({value("aaaaaaaaaa1", "202001", "30", "ooooooooo01"),
                                  value("aaaaaaaaaa2", "202001", "7")}));
  put_bytes(
      t / "b.csv",
      "dataelement,period,orgunit,categoryoptioncombo,value\naaaaaaaaaa1,202001,uuuuuuuuuu1,ooooooooo02,x\n");
  const Ran ran = t.json({"programme", "import", "--values", "a.json", "metadata.json", "--values", "b.csv",
                          "-o", "made", "--name", "Malaria"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(at(ran.json(), {"programme"}).scalar, "malaria");
  EXPECT_EQ(at(ran.json(), {"elements"}).scalar, "3");
  EXPECT_EQ(at(ran.json(), {"values"}).scalar, "3");
  EXPECT_EQ(at(ran.json(), {"values_taken"}).scalar, "2");
  EXPECT_THAT(ran.codes(), Contains("dhis2-text-among-numbers"));
  const Ran check = t.json({"check", "made"});
  EXPECT_EQ(check.code, 0) << check.err;
  EXPECT_THAT(check.codes(), testing::Not(Contains("unknown-file")));
  const auto list = read_csv(bytes_of(t / "made" / "import.csv"), "import.csv");
  ASSERT_TRUE(list.ok());
  EXPECT_THAT(bytes_of(t / "made" / "import.csv"), HasSubstr("dhis2-text-among-numbers"));
  t.must({"init", "made", "--store", "s"});
  t.must({"cycle", "open", "2020-M01", "--store", "s"});
  const Ran sent =
      t.must({"submit", "made/demonstration/2020-M01/uuuuuuuuuu1.yaml", "--store", "s", "--json"});
  EXPECT_THAT(sent.codes(), testing::Not(Contains("not-asked")));
}

TEST(Dhis2Command, NothingIsWrittenWhenAFileIsRefused) {
  Terminal t;
  put_bytes(t / "metadata.json", Sample{}.json());
  put_bytes(t / "bad.json", "{\"dataValues\": [");
  put_bytes(t / "a.docx", "no zip");
  EXPECT_THAT(t.json({"programme", "import", "metadata.json", "--values", "bad.json", "-o", "made"}).codes(),
              Contains("json-syntax"));
  EXPECT_THAT(t.json({"programme", "import", "metadata.json", "--values", "none.json", "-o", "made"}).codes(),
              ElementsAre("file-not-found"));
  EXPECT_THAT(t.json({"programme", "import", "metadata.json", "a.docx", "-o", "made"}).codes(),
              ElementsAre("dhis2-alone"));
  EXPECT_THAT(t.json({"programme", "import", "a.docx", "--values", "bad.json", "-o", "made"}).codes(),
              ElementsAre("dhis2-values-alone"));
  const Ran ran = t.json({"programme", "import", "metadata.json", "-o", "made"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.codes(), Contains("dhis2-year-unknown"));
  EXPECT_FALSE(fs::exists(t / "made"));
  put_bytes(t / "full" / "note.txt", "mine");
  EXPECT_THAT(t.json({"programme", "import", "metadata.json", "--year", "2020", "-o", "full"}).codes(),
              Contains("place-not-empty"));
  EXPECT_EQ(files_below(t / "full").size(), 1u);
}

}  // namespace
}  // namespace xanh::terminal_test
