#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/at_hand.hpp"
#include "exchange/form_workbook_city.hpp"

namespace xanh {
namespace {

using form_city::City;

Submission without_arrival(Submission submission) {
  submission.sent_at.reset();
  submission.letter.received_on.reset();
  submission.letter.received_number.clear();
  submission.entered_by.clear();
  // Workbooks hold numbers, not their trailing noughts: 12.0 comes back as 12.
  const auto plain = [](std::optional<Decimal>& value) {
    if (!value) return;
    std::string text = value->to_text();
    if (text.find('.') != std::string::npos) {
      text.erase(text.find_last_not_of('0') + 1);
      if (text.ends_with('.')) text.pop_back();
    }
    value = Decimal::parse(text);
  };
  for (auto& row : submission.money)
    for (auto* value : {&row.total, &row.planned, &row.disbursed, &row.rate, &row.foreign}) plain(*value);
  for (auto& f : submission.figures)
    for (auto* value : {&f.this_period, &f.year_to_date, &f.same_period, &f.year_estimate, &f.since_start})
      plain(*value);
  std::sort(submission.figures.begin(), submission.figures.end(),
            [](const auto& a, const auto& b) { return a.element < b.element; });
  std::sort(submission.tasks.begin(), submission.tasks.end(),
            [](const auto& a, const auto& b) { return a.task < b.task; });
  std::sort(submission.texts.begin(), submission.texts.end(),
            [](const auto& a, const auto& b) { return a.section < b.section; });
  return submission;
}

class EveryUnit : public testing::TestWithParam<const char*> {};

TEST_P(EveryUnit, ItsReportComesBackAsItWentOut) {
  const City city = form_city::real_city();
  const Submission draft = form_city::illustrative(GetParam());
  const Form form = city.form(GetParam());
  std::vector<Directive> asked;  // those it answered
  for (const auto& answer : draft.directives) {
    asked.emplace_back().code = answer.directive;
    asked.back().content = "Nội dung giao";
  }
  for (const Language language : {Language::vi, Language::en}) {
    FormContext context = city.context(language);
    context.draft = &draft;
    for (const auto& one : asked) context.directives.push_back(&one);
    const auto read = read_form_workbook(write_form_workbook(form, context), "form.xlsx", form, city.plan);
    EXPECT_TRUE(read.ok()) << lines(read.problems);
    EXPECT_EQ(write_yaml(to_node(without_arrival(read.value.submission))),
              write_yaml(to_node(without_arrival(draft))))
        << lines(read.problems);
    EXPECT_TRUE(read.value.new_items.empty());
  }
}

INSTANTIATE_TEST_SUITE_P(FormWorkbook, EveryUnit,
                         testing::Values("q7", "so-xd", "so-tnmt", "mttq", "hepza", "ban-gt", "so-gtvt",
                                         "so-gddt", "h-can-gio"));

/// A report with every state and every kind of value.
Submission with_everything(const City& city) {
  Submission out = form_city::illustrative("q7");
  out.illustrative = false;
  out.contact = "Trần Thị Ngọc Ánh, 028.3785.1234, anh@quan7.example";
  out.letter.signer = "Nguyễn Văn Đ’Ước & “Con” <A>";
  const auto d = [](const char* text) { return *Decimal::parse(text); };
  const std::vector<FigureState> states{
      FigureState::official,      FigureState::preliminary,       FigureState::estimate,
      FigureState::provisional,   FigureState::nothing_to_report, FigureState::not_applicable,
      FigureState::not_available, FigureState::not_due,           FigureState::not_sent};
  out.figures.clear();
  size_t i = 0;
  for (const auto& row : city.form().elements()) {
    ReportedFigure figure;
    figure.element = row.element->code;
    figure.state = states[i++ % states.size()];
    if (carries_value(figure.state) && figure.state != FigureState::nothing_to_report) {
      figure.this_period = row.element->type == ElementType::integer ? Decimal{1234567} : d("1234567.125");
      figure.year_estimate = d("0");
      figure.since_start = d("99999999999999");
    }
    if (figure.state == FigureState::not_available) {
      figure.note = "Chờ Chi cục Thống kê;\ndòng hai";
      figure.expected_on = make_date(2023, 7, 15);
    }
    out.figures.push_back(figure);
  }
  out.targets = {{.target = "t01",
                  .year_to_date = d("95.3"),
                  .year_estimate = d("97"),
                  .method = "Cộng từ danh sách cơ sở",
                  .cause = "Tăng do xử phạt",
                  .place = {}}};
  out.tasks = {{.task = "n_communication",
                .result = "Xong",
                .products_issued = "12/KH-UBND",
                .status = TaskStatus::done,
                .finished_on = make_date(2023, 5, 30),
                .expected_on = make_date(2023, 12, 31),
                .cause = "other",
                .cause_text = "Khác",
                .asks = TaskAsk::extend,
                .new_due = make_date(2024, 2, 29),
                .place = {}}};
  out.difficulties = {{.kind = DifficultyKind::stop,
                       .content = "Dừng",
                       .item = "t07",
                       .current = "a",
                       .proposed = "b",
                       .reason = "c",
                       .authority = "d",
                       .due = make_date(2023, 9, 2),
                       .place = {}},
                      {.kind = DifficultyKind::add,
                       .content = "Thêm",
                       .item = "việc ngoài kế hoạch",
                       .current = "",
                       .proposed = "",
                       .reason = "",
                       .authority = "",
                       .due = {},
                       .place = {}}};
  return out;
}

TEST(FormWorkbook, EveryStateAndKindOfValueComesBack) {
  const City city = form_city::real_city();
  const Submission draft = with_everything(city);
  const Form form = city.form();
  FormContext context = city.context();
  context.draft = &draft;
  const auto read = read_form_workbook(write_form_workbook(form, context), "q7.xlsx", form, city.plan);
  EXPECT_TRUE(read.ok()) << lines(read.problems);
  EXPECT_EQ(write_yaml(to_node(without_arrival(read.value.submission))),
            write_yaml(to_node(without_arrival(draft))))
      << lines(read.problems);
}

TEST(FormWorkbook, LibreOfficeOpensAndSavesItWithoutLoss) {
  const City city = form_city::real_city();
  const Submission draft = with_everything(city);
  const Form form = city.form();
  FormContext context = city.context();
  context.draft = &draft;
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("xanh-form-test-" + std::to_string(getpid()));
  std::filesystem::create_directories(folder / "out");
  std::ofstream(folder / "q7.xlsx", std::ios::binary) << write_form_workbook(form, context);
  const std::string command = "cd " + folder.string() +
                              " && timeout 120 soffice -env:UserInstallation=file://" + folder.string() +
                              "/profile --headless --convert-to xlsx --outdir out q7.xlsx >/dev/null 2>&1";
  const bool there = std::system("command -v soffice >/dev/null 2>&1") == 0;
  const bool done = there && std::system(command.c_str()) == 0;
  const std::string bytes = form_city::file_text((folder / "out/q7.xlsx").string());
  std::filesystem::remove_all(folder);
  if (!there) GTEST_SKIP() << "soffice is not installed";
  ASSERT_TRUE(done && !bytes.empty());
  const auto read = read_form_workbook(bytes, "q7.xlsx", form, city.plan);
  EXPECT_TRUE(read.ok()) << lines(read.problems);
  EXPECT_EQ(write_yaml(to_node(without_arrival(read.value.submission))),
            write_yaml(to_node(without_arrival(draft))))
      << lines(read.problems);
}

}  // namespace
}  // namespace xanh
