#include <cstdlib>
#include <fstream>

#include "exchange/form_workbook_city.hpp"

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
