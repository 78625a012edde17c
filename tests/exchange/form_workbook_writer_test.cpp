#include <cstdlib>
#include <fstream>

#include "exchange/form_workbook_city.hpp"
#include "exchange/ooxml/package.hpp"

namespace xanh {
namespace {

using form_city::City;

TEST(FormWorkbookWriter, TheSameFormGivesTheSameBytes) {
  const City city = form_city::real_city();
  const Form form = city.form();
  EXPECT_EQ(write_form_workbook(form, city.context()), write_form_workbook(form, city.context()));
}

TEST(FormWorkbookWriter, TheWorkbookSaysWhatItIsOnAVeryHiddenSheet) {
  const City city = form_city::real_city();
  const auto workbook = read_workbook(write_form_workbook(city.form(), city.context()), "q7.xlsx");
  ASSERT_TRUE(workbook.ok());
  const Sheet* stamp = workbook.value.sheet("_xanh");
  ASSERT_TRUE(stamp);
  EXPECT_EQ(stamp->visibility, Sheet::Visibility::very_hidden);
  EXPECT_TRUE(workbook.value.names.contains("x_ww_sites_ok_this_period"));
  EXPECT_TRUE(workbook.value.names.contains("x_n_communication_status"));
  EXPECT_TRUE(workbook.value.names.contains("x_text_1"));
}

TEST(FormWorkbookWriter, EqualInputsOneBelowTheOtherShareOneRule) {
  City city = form_city::real_city();
  const auto rules = [&] {
    const auto opened = Package::open(write_form_workbook(city.form(), city.context()), "q7.xlsx", {});
    size_t count = 0;
    for (const auto& name : opened.value.names())
      if (const std::string& xml = *opened.value.part(name); name.starts_with("xl/worksheets/sheet"))
        for (size_t at = 0; (at = xml.find("<dataValidation ", at)) != std::string::npos; ++at) ++count;
    return count;
  };
  const size_t before = rules();
  // A hundred figures more, alike but for their names.
  const Element* like = city.plan.element("ww_sites_ok");
  ASSERT_TRUE(like);
  Element more = *like;
  more.table = "05a";
  for (int i = 0; i < 100; ++i) {
    more.code = "more_" + std::to_string(i);
    city.plan.elements.push_back(more);
    Obligation asked;
    asked.item = more.code;
    asked.unit = "q7";
    city.plan.obligations.push_back(asked);
  }
  EXPECT_LT(rules(), before + 20);
}

/// Writes the workbooks to a folder, to be looked at: XANH_FORMS_OUT=/tmp/forms.
TEST(FormWorkbookWriter, WorkbooksCanBeLookedAt) {
  const char* folder = std::getenv("XANH_FORMS_OUT");
  if (!folder) GTEST_SKIP() << "XANH_FORMS_OUT is not set";
  const City city = form_city::real_city();
  for (const std::string unit : {"q7", "so-xd", "mttq", "so-tnmt"}) {
    const Form form = city.form(unit);
    const Submission draft = form_city::illustrative(unit);
    for (const bool filled : {false, true}) {
      FormContext context = city.context();
      if (filled) context.draft = &draft;
      std::ofstream(std::string(folder) + "/" + unit + (filled ? "-filled" : "") + ".xlsx", std::ios::binary)
          << write_form_workbook(form, context);
    }
  }
  FormContext english = city.context(Language::en);
  std::ofstream(std::string(folder) + "/q7-en.xlsx", std::ios::binary)
      << write_form_workbook(city.form(), english);
}

}  // namespace
}  // namespace xanh
