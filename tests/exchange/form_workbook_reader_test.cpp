#include "exchange/form_workbook_city.hpp"

namespace xanh {
namespace {

using form_city::City;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

/// A form of Quận 7 that comes back, changed by hand.
class ReturnedForm : public testing::Test {
 protected:
  void SetUp() override {
    draft_ = form_city::illustrative("q7");
    form_ = city_.form();
    FormContext context = city_.context();
    context.draft = &draft_;
    workbook_ = read_workbook(write_form_workbook(form_, context), "q7.xlsx").value;
  }

  Sheet& sheet(std::string_view name) {
    for (auto& one : workbook_.sheets)
      if (one.name == name) return one;
    throw std::out_of_range(std::string(name));
  }
  const Reference& reference(const std::string& name) { return workbook_.names.find(name)->second; }
  std::string place(const std::string& name) {
    const auto& at = reference(name);
    return std::string(at.sheet) + "!" + cell_name(at.range.first.row, at.range.first.column);
  }
  void put(const std::string& name, Cell value) {
    const auto& at = reference(name);
    put(at.sheet, at.range.first, std::move(value));
  }
  void put(std::string_view sheet_name, CellAddress at, Cell value) {
    value.row = at.row;
    value.column = at.column;
    auto& cells = sheet(sheet_name).cells;
    const auto found = std::lower_bound(cells.begin(), cells.end(), at, [](const Cell& cell, CellAddress to) {
      return CellAddress{cell.row, cell.column} < to;
    });
    if (found != cells.end() && CellAddress{found->row, found->column} == at) {
      if (value.kind == Cell::Kind::empty)
        cells.erase(found);
      else
        *found = std::move(value);
    } else if (value.kind != Cell::Kind::empty) {
      cells.insert(found, std::move(value));
    }
    sheet(sheet_name).max_row = std::max(sheet(sheet_name).max_row, at.row);
  }
  static Cell text(std::string_view value) { return {.kind = Cell::Kind::text, .text = value}; }
  static Cell number(std::string_view digits) { return {.kind = Cell::Kind::number, .digits = digits}; }
  static Cell nothing() { return {}; }

  /// As a spreadsheet does it: cells and names below move down by one.
  void insert_row(const std::string& name, int row) {
    for (auto& cell : sheet(name).cells)
      if (cell.row >= row) ++cell.row;
    for (auto& [key, at] : workbook_.names)
      if (at.sheet == name && at.range.first.row >= row) {
        ++at.range.first.row;
        ++at.range.last.row;
      }
    for (auto& area : sheet(name).merged)
      if (area.first.row >= row) {
        ++area.first.row;
        ++area.last.row;
      }
    ++sheet(name).max_row;
  }

  Outcome<ReadForm> read() { return read_form_workbook(workbook_, "q7.xlsx", form_, city_.plan); }
  /// "code sheet!cell" of every problem, but for rows the illustrative report leaves open.
  static std::vector<std::string> told(const Outcome<ReadForm>& outcome) {
    std::vector<std::string> out;
    for (const auto& problem : outcome.problems)
      out.push_back(problem.code + " " + problem.place.sheet + "!" + problem.place.cell);
    return out;
  }
  static std::optional<Decimal> this_period(const Outcome<ReadForm>& outcome, const std::string& element) {
    const auto* figure = outcome.value.submission.figure(element);
    return figure ? figure->this_period : std::nullopt;
  }

  City city_ = form_city::real_city();
  Form form_;
  Submission draft_;
  Workbook workbook_;
};

TEST_F(ReturnedForm, AsItWentOutHasNoProblem) {
  EXPECT_THAT(told(read()), IsEmpty());
}

TEST_F(ReturnedForm, TextIsReadTheVietnameseWay) {
  put("x_comm_people_this_period", text("1.234"));
  put("x_comm_students_this_period", text("12 345"));
  put("x_canal_rubbish_this_period", text("1.234,5"));
  put("x_waste_generated_local_this_period", text("1,234.5"));
  put("x_canal_dredged_this_period", text("'\u00a05,7\u00a0"));
  put("x_waste_collected_local_this_period", text("1,234"));
  const auto read = this->read();
  EXPECT_EQ(this_period(read, "comm_people"), Decimal{1234});
  EXPECT_EQ(this_period(read, "comm_students"), Decimal{12345});
  EXPECT_EQ(this_period(read, "canal_rubbish"), Decimal::parse("1234.5"));
  EXPECT_EQ(this_period(read, "waste_generated_local"), Decimal::parse("1234.5"));
  EXPECT_EQ(this_period(read, "canal_dredged"), Decimal::parse("5.7"));
  EXPECT_EQ(this_period(read, "waste_collected_local"), Decimal::parse("1.234"));
  EXPECT_THAT(told(read),
              UnorderedElementsAre("form-number-read-as " + place("x_comm_people_this_period"),
                                   "form-number-read-as " + place("x_waste_collected_local_this_period")));
  EXPECT_TRUE(read.ok());
}

TEST_F(ReturnedForm, WordsInAFigureCellAreAQuestion) {
  const std::vector<std::string> words{"KPS", "không", "-", "N/A", "Không phát sinh"};
  const std::vector<std::string> elements{"comm_activities", "comm_people", "comm_students", "comm_news",
                                          "trees_planted"};
  for (size_t i = 0; i < words.size(); ++i) {
    for (const std::string field :
         {"_this_period", "_year_to_date", "_same_period", "_year_estimate", "_state"})
      put("x_" + elements[i] + field, nothing());
    put("x_" + elements[i] + "_this_period", text(words[i]));
  }
  const auto read = this->read();
  EXPECT_TRUE(read.ok());
  ASSERT_EQ(read.problems.size(), words.size());
  for (const auto& problem : read.problems) EXPECT_EQ(problem.code, "form-word-for-figure");
  for (const auto& element : elements) EXPECT_FALSE(read.value.submission.figure(element)) << element;
}

TEST_F(ReturnedForm, WhatIsWrongIsToldOfEveryCellAndHidesNothing) {
  put("x_comm_people_this_period", text("nhiều"));
  put("x_comm_students_this_period", number("-5"));
  put("x_comm_news_this_period", number("12.5"));
  put("x_trees_planted_this_period", {.kind = Cell::Kind::error, .text = "#REF!"});
  put("x_canal_dredged_state", text("Chinh thưc 1"));
  put("x_cover_letter_date", text("32/13/2023"));
  put("x_n_communication_status", text("Thuong xuyen"));  // without marks it is still the word
  const auto read = this->read();
  EXPECT_FALSE(read.ok());
  EXPECT_THAT(told(read), UnorderedElementsAre("form-not-a-number " + place("x_comm_people_this_period"),
                                               "form-below-least " + place("x_comm_students_this_period"),
                                               "form-not-whole " + place("x_comm_news_this_period"),
                                               "form-error-cell " + place("x_trees_planted_this_period"),
                                               "form-unknown-word " + place("x_canal_dredged_state"),
                                               "form-not-a-date " + place("x_cover_letter_date")));
  EXPECT_EQ(read.value.submission.task("n_communication")->status, TaskStatus::recurring);
  EXPECT_EQ(read.value.submission.figure("comm_people")->year_to_date, Decimal{14082});
  EXPECT_EQ(this_period(read, "comm_activities"), Decimal{53});
  for (const auto& problem : read.problems) {
    EXPECT_FALSE(problem.message.vi.empty() || problem.message.en.empty() || problem.advice.vi.empty() ||
                 problem.place.field.empty())
        << problem.code;
    if (problem.code == "form-unknown-word") {
      EXPECT_EQ(problem.suggestion, "Chính thức");
    }
  }
}

TEST_F(ReturnedForm, AStateAndItsFigureMustAgree) {
  put("x_comm_activities_state", text("Không áp dụng"));
  put("x_comm_news_this_period", nothing());
  put("x_comm_people_state", nothing());
  for (const std::string field :
       {"_this_period", "_year_to_date", "_same_period", "_year_estimate", "_state"})
    put("x_trees_planted" + field, nothing());
  put("x_black_spots_again_this_period", number("0"));
  const auto read = this->read();
  EXPECT_TRUE(read.ok());
  EXPECT_THAT(told(read),
              UnorderedElementsAre("form-state-contradicts " + place("x_comm_activities_this_period"),
                                   "form-figure-missing " + place("x_comm_news_state"),
                                   "form-not-answered " + place("x_trees_planted_this_period")));
  EXPECT_EQ(read.value.submission.figure("comm_people")->state, FigureState::official);
}

TEST_F(ReturnedForm, EachLanguageNamesTargetsElementsTasksAndStatesInItsOwnWords) {
  for (auto& element : city_.plan.elements)
    if (element.code == "black_spots_new") element.name_en.clear();
  put("x_comm_activities_state", text("Không áp dụng"));
  put("x_comm_activities_this_period", number("1053.5"));
  put("x_comm_news_this_period", nothing());
  for (const std::string element : {"trees_planted", "black_spots_new"})
    for (const std::string field :
         {"_this_period", "_year_to_date", "_same_period", "_year_estimate", "_state", "_note"})
      if (workbook_.names.contains("x_" + element + field)) put("x_" + element + field, nothing());
  std::map<std::string, std::set<std::string>> vi, en;
  const auto read = this->read();
  for (const auto& problem : read.problems) {
    vi[problem.code].insert(problem.message.vi);
    en[problem.code].insert(problem.message.en);
  }
  const auto name = [&](const std::string& code) { return city_.plan.element(code)->names(); };
  EXPECT_THAT(vi["form-not-answered"], UnorderedElementsAre("chưa trả lời: " + name("trees_planted").vi,
                                                            "chưa trả lời: " + name("black_spots_new").vi));
  EXPECT_THAT(en["form-not-answered"], UnorderedElementsAre("not answered: " + name("trees_planted").en,
                                                            "not answered: " + name("black_spots_new").vi));
  EXPECT_THAT(*vi["form-state-contradicts"].begin(), HasSubstr("`Không áp dụng`"));
  EXPECT_THAT(*en["form-state-contradicts"].begin(), HasSubstr("`Not applicable`"));
  EXPECT_THAT(*vi["form-state-contradicts"].begin(), testing::EndsWith(" 1.053,5"));
  EXPECT_THAT(*en["form-state-contradicts"].begin(), testing::EndsWith(" 1,053.5"));
  EXPECT_THAT(*vi["form-figure-missing"].begin(), HasSubstr("`Chính thức`"));
  EXPECT_THAT(*en["form-figure-missing"].begin(), HasSubstr("`Official`"));
}

TEST_F(ReturnedForm, AnotherWordThanTheTwoOfTheCoverIsAsked) {
  put("x_cover_content", text("Không phát sinh"));
  const auto read = this->read();
  EXPECT_FALSE(read.value.submission.nothing_to_report);
  EXPECT_THAT(told(read), testing::Contains(testing::HasSubstr("form-unknown-word")));
  put("x_cover_content", text("không phát sinh toàn bộ"));
  EXPECT_TRUE(this->read().value.submission.nothing_to_report);
}

TEST_F(ReturnedForm, InsertedRowsAndMovedCellsDoNoHarm) {
  insert_row("Biểu 05", 8);
  insert_row("Biểu 01", 5);
  Reference& moved = workbook_.names.find("x_comm_news_this_period")->second;
  put("Biểu 05", {300, 20}, number("77"));
  moved.range = {{300, 20}, {300, 20}};
  const auto read = this->read();
  EXPECT_THAT(told(read), IsEmpty());
  EXPECT_EQ(this_period(read, "comm_news"), Decimal{77});
  EXPECT_EQ(this_period(read, "ww_sites_ok"), Decimal{82});
  EXPECT_EQ(this_period(read, "trees_planted"), Decimal{553});
}

TEST_F(ReturnedForm, ALostNameIsReadByTheCodeInColumnA) {
  const std::string before = place("x_comm_news_this_period");
  workbook_.names.erase("x_comm_news_this_period");
  workbook_.names.find("x_ww_sites_ok_this_period")->second.broken = true;
  const auto read = this->read();
  EXPECT_TRUE(read.ok());
  EXPECT_EQ(this_period(read, "comm_news"), Decimal{88});
  EXPECT_EQ(this_period(read, "ww_sites_ok"), Decimal{82});
  ASSERT_EQ(read.problems.size(), 2u);
  for (const auto& problem : read.problems) EXPECT_EQ(problem.code, "form-name-lost");
  EXPECT_THAT(told(read), testing::Contains("form-name-lost " + before));
}

TEST_F(ReturnedForm, ADeletedRowAndANameForTwoCellsAreErrors) {
  const CellAddress news = reference("x_comm_news_this_period").range.first;
  for (auto& [name, at] : workbook_.names)
    if (name.starts_with("x_comm_news_")) at.broken = true;
  for (int column = 1; column < 16; ++column) put("Biểu 05", {news.row, column}, nothing());
  Reference twin = reference("x_comm_people_this_period");
  twin.range = {{400, 3}, {400, 3}};
  workbook_.names.emplace("x_comm_people_this_period", twin);
  const auto read = this->read();
  EXPECT_FALSE(read.ok());
  int lost = 0, twice = 0;
  for (const auto& problem : read.problems) {
    lost += problem.code == "form-cell-lost";
    twice += problem.code == "form-name-twice";
  }
  EXPECT_EQ(lost, 7);
  EXPECT_EQ(twice, 1);
  EXPECT_EQ(this_period(read, "comm_students"), Decimal{3083});
}

TEST_F(ReturnedForm, ACopiedSheetIsToldOnce) {
  std::vector<std::pair<std::string, Reference>> copies;
  for (const auto& [name, at] : workbook_.names)
    if (at.sheet == "Biểu 05" && name.starts_with("x_")) copies.emplace_back(name, at);
  Sheet copy = sheet("Biểu 05");
  copy.name = "Biểu 05 (2)";
  workbook_.sheets.push_back(copy);
  for (auto& [name, at] : copies) {
    at.scope = workbook_.sheets.size() - 1;
    at.sheet = copy.name;
    workbook_.names.emplace(name, at);
  }
  EXPECT_THAT(told(read()), ElementsAre("form-sheet-copied Biểu 05 (2)!"));
}

TEST_F(ReturnedForm, ARowAddedBetweenDifficultiesIsReadToo) {
  const CellAddress content = reference("x_difficulty_1_content").range.first;
  insert_row("Biểu 07", content.row + 1);
  put("Biểu 07", {content.row + 1, content.column - 1}, text("Kiến nghị"));
  put("Biểu 07", {content.row + 1, content.column}, text("Bổ sung kinh phí"));
  const auto read = this->read();
  EXPECT_THAT(told(read), IsEmpty());
  ASSERT_EQ(read.value.submission.difficulties.size(), 1u);
  EXPECT_EQ(read.value.submission.difficulties[0].kind, DifficultyKind::request);
}

TEST_F(ReturnedForm, AFigureInARowNobodyPrintedIsNotLostInSilence) {
  const CellAddress at = reference("x_comm_news_this_period").range.first;
  insert_row("Biểu 05", at.row);
  put("Biểu 05", at, number("12"));
  EXPECT_THAT(told(read()), ElementsAre("form-row-unknown Biểu 05!" + cell_name(at.row, at.column)));
}

TEST_F(ReturnedForm, AnInputMergedAwayIsTold) {
  const CellAddress people = reference("x_comm_people_this_period").range.first;
  put("x_comm_people_this_period", nothing());
  sheet("Biểu 05").merged.push_back({{people.row - 1, people.column}, people});
  EXPECT_THAT(told(read()), testing::Contains("form-cell-merged " + place("x_comm_people_this_period")));
}

TEST_F(ReturnedForm, APercentageIsReadAsOne) {
  Element& element = *std::find_if(city_.plan.elements.begin(), city_.plan.elements.end(),
                                   [](const Element& one) { return one.code == "canal_dredged"; });
  element.unit = "%";
  put("x_canal_dredged_this_period", text("21,2%"));
  put("x_canal_dredged_year_to_date", number("0.212"));
  const auto read = this->read();
  EXPECT_EQ(this_period(read, "canal_dredged"), Decimal::parse("21.2"));
  EXPECT_THAT(told(read), ElementsAre("form-share-or-percent " + place("x_canal_dredged_year_to_date")));
}

TEST_F(ReturnedForm, DigitsThatExcelAddsAreTakenAway) {
  put("x_canal_dredged_this_period", number("338.89999999999998"));
  put("x_canal_rubbish_this_period", number("1.0000000000000001E-5"));
  const auto read = this->read();
  EXPECT_EQ(read.value.submission.figure("canal_dredged")->this_period->to_text(), "338.9");
  EXPECT_EQ(read.value.submission.figure("canal_rubbish")->this_period->to_text(), "0.00001");
}

TEST_F(ReturnedForm, TextsBeyondTheirLimitAreKeptWithAWarning) {
  std::string longer;
  for (int i = 0; i < 1001; ++i) longer += "ư";
  put("x_text_1", text(longer));
  const auto read = this->read();
  EXPECT_THAT(told(read), ElementsAre("form-text-too-long " + place("x_text_1")));
  EXPECT_EQ(read.value.submission.text("1"), longer);
}

TEST_F(ReturnedForm, AFormOfAnotherProgrammeCycleOrUnitIsRefused) {
  Plan other = city_.plan;
  other.programme.code = "other";
  Form form = form_;
  form.unit = "q1";
  form.cycle = "2023-Y";
  const auto read = read_form_workbook(workbook_, "q7.xlsx", form, other);
  std::vector<std::string> codes;
  for (const auto& problem : read.problems) codes.push_back(problem.code);
  EXPECT_THAT(codes, ElementsAre("form-other-programme", "form-other-cycle", "form-other-unit"));
}

TEST_F(ReturnedForm, WhatAnOlderFormDidNotAskIsNamed) {
  Element added;
  added.code = "added_element";
  added.name_vi = "Số liệu mới";
  form_.tables.front().rows.push_back({&added, true});
  EXPECT_THAT(read().value.new_items, ElementsAre("added_element"));
}

TEST_F(ReturnedForm, WhatThePlanNoLongerHasIsLeftOutWithAWarning) {
  std::erase_if(city_.plan.elements, [](const Element& element) { return element.code == "comm_news"; });
  const auto read = this->read();
  EXPECT_TRUE(read.ok());
  ASSERT_EQ(read.problems.size(), 1u);
  EXPECT_EQ(read.problems[0].code, "form-no-longer-asked");
  EXPECT_FALSE(read.value.submission.figure("comm_news"));
}

TEST(FormStampOfAWorkbook, SaysWhichFormItIs) {
  const City city = form_city::real_city();
  const Form form = city.form();
  const auto stamp = read_form_stamp(write_form_workbook(form, city.context(Language::en)), "q7.xlsx");
  ASSERT_TRUE(stamp.ok());
  EXPECT_EQ(stamp.value.programme, "hcmc-2020-2030");
  EXPECT_EQ(stamp.value.cycle, "2023-H1");
  EXPECT_EQ(stamp.value.unit, "q7");
  EXPECT_EQ(stamp.value.form_digest, form.digest());
  EXPECT_EQ(stamp.value.plan_digest, form.plan_digest);
  EXPECT_EQ(stamp.value.language, Language::en);
  EXPECT_FALSE(stamp.value.illustrative);
}

TEST(FormStampOfAWorkbook, IsMissingFromAWorkbookThatIsNotOurs) {
  Workbook workbook;
  workbook.sheets.push_back({.name = "Sheet1"});
  const auto stamp = read_form_stamp(workbook, "other.xlsx");
  ASSERT_EQ(stamp.problems.size(), 1u);
  EXPECT_EQ(stamp.problems[0].code, "form-not-ours");
}

TEST(AnEmptyForm, SaysWhatIsNotAnswered) {
  const City city = form_city::real_city();
  const Form form = city.form();
  const auto read = read_form_workbook(write_form_workbook(form, city.context()), "q7.xlsx", form, city.plan);
  EXPECT_TRUE(read.ok());
  size_t required = 0;
  for (const auto& row : form.elements()) required += row.required;
  size_t leads = 0;
  for (const auto& row : form.tasks) leads += row.part != TaskPart::coordinate;
  EXPECT_EQ(read.problems.size(), required + leads);
  EXPECT_THAT(read.value.submission.figures, IsEmpty());
}

}  // namespace
}  // namespace xanh
