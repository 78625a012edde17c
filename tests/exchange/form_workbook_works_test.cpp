// Biểu 03, 04, 07, 08 and 09 of the form: out, in, and what they say when they are wrong.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/at_hand.hpp"
#include "exchange/form_workbook_city.hpp"

namespace xanh {
namespace {

using form_city::City;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Date day(const char* text) {
  return *parse_date(text);
}
Decimal decimal(const char* text) {
  return *Decimal::parse(text);
}

/// The year's form of the department that owns the treatment plants.
struct YearForm : testing::Test {
  YearForm() : city(form_city::real_city()) {
    for (const auto& cycle : read_programme_folder(XANH_SOURCE_DIR "/programmes/hcmc-2020-2030").value.cycles)
      if (cycle.code == "2023-Y") city.cycle = cycle;
    draft.cycle = "2023-Y";
    draft.unit = "so-xd";
  }
  [[nodiscard]] std::string written(const FormContext& context) const {
    return write_form_workbook(city.form("so-xd"), context);
  }
  [[nodiscard]] FormContext context(Language language = Language::vi) const {
    FormContext out = city.context(language);
    out.draft = &draft;
    return out;
  }
  [[nodiscard]] Outcome<ReadForm> read(const std::string& bytes) const {
    return read_form_workbook(bytes, "form.xlsx", city.form("so-xd"), city.plan);
  }
  static std::vector<std::string> sheets(const std::string& bytes) {
    std::vector<std::string> out;
    for (const auto& sheet : read_workbook(bytes, "form.xlsx").value.sheets) out.push_back(sheet.name);
    return out;
  }
  City city;
  Submission draft;
};

TEST_F(YearForm, HasTheSheetsOfTheDecisionInTheirOrder) {
  Directive asked;
  asked.code = "cd-1";
  asked.content = "Báo cáo phương án";
  FormContext with = context();
  with.directives = {&asked};
  EXPECT_THAT(
      sheets(written(with)),
      testing::ElementsAre("Bìa", "Biểu 01", "Biểu 02", "Biểu 03", "Biểu 04", "Biểu 05", "Biểu 06", "Biểu 07",
                           "Biểu 08", "Biểu 09", "Kiểm tra", "Hướng dẫn", testing::_, testing::_));
  EXPECT_THAT(sheets(written(context())), Not(Contains("Biểu 08"))) << "nobody asked it anything";
}

TEST_F(YearForm, ACoordinatingBodyGetsTheShortForm) {
  const City half = form_city::real_city();
  const auto names = sheets(write_form_workbook(half.form("mttq"), half.context()));
  for (const char* absent : {"Biểu 01", "Biểu 03", "Biểu 04", "Biểu 09"})
    EXPECT_THAT(names, Not(Contains(absent)));
  for (const char* there : {"Bìa", "Biểu 02", "Biểu 05", "Biểu 06", "Biểu 07"})
    EXPECT_THAT(names, Contains(there));
}

TEST_F(YearForm, EverythingComesBackAsItWentOut) {
  ReportedProject project;
  project.task = "p_tl_bc_2";
  project.location = "Quận 12";
  project.funds = "Doanh nghiệp; vốn vay";
  project.total = decimal("1870000");
  project.stages = {{"policy", day("2023-12-31"), {}, day("2024-06-30"), {}},
                    {"operation", day("2026-12-31"), {}, {}, {}}};
  project.cleared = decimal("97.5");
  project.done = Decimal{0};
  project.obstacle = "Chưa có phương án giá";
  project.authority = "Sở Tài chính";
  project.asked_by = day("2024-03-31");
  draft.projects = {project};
  ReportedMoney own, foreign;
  own.text = "Nạo vét, duy tu";
  own.fund = "city";
  own.planned = decimal("310000");
  own.adjusted = decimal("325000");
  own.disbursed = Decimal{0};
  own.year_estimate = decimal("325000");
  own.cause = "Chờ quyết toán";
  foreign.task = "p_drain_tl_bc";
  foreign.fund = "oda_loan";
  foreign.total = decimal("6678000");
  foreign.disbursed_before = decimal("12.5");
  foreign.planned = decimal("100");
  foreign.currency = "USD";
  foreign.foreign = decimal("4100.25");
  foreign.rate = decimal("24390");
  foreign.rate_on = day("2023-12-14");
  draft.money = {own, foreign};
  draft.money_total = StatedTotal{decimal("325100"), Decimal{0}, {}, {}};
  Directive asked;
  asked.code = "cd-1";
  asked.content = "Báo cáo phương án";
  draft.directives = {{"cd-1", "Đã báo cáo", DirectiveStatus::under_way, "Chờ ý kiến", {}}};
  draft.registration.emplace();
  draft.registration->targets = {{"t09", decimal("29.3"), "Nhà máy vận hành quý III", {}}};
  TaskRegistration carried, fresh;
  carried.task = "p_tl_bc_2";
  carried.origin = TaskOrigin::changed;
  carried.solution = "s4";
  carried.to = day("2026-12-31");
  carried.fund = "enterprise";
  carried.amount = decimal("250000");
  carried.target = "t09";
  carried.reason = "Điều chỉnh công suất";
  fresh.text = "Lập danh mục đấu nối hộ dân";
  fresh.origin = TaskOrigin::fresh;
  fresh.solution = "s4";
  fresh.lead = "so-xd";
  fresh.coordinates = "Ủy ban nhân dân các quận, huyện";
  fresh.product = "Danh mục";
  fresh.from = day("2024-01-15");
  draft.registration->tasks = {carried, fresh};
  draft.registration->reviews = {{"s4", "Kêu gọi từng nhà máy", Verdict::change, "Gộp theo lưu vực", {}},
                                 {"s4", "Nạo vét", Verdict::keep, "", {}},
                                 {"s5", "", Verdict::drop, "Đã hết hiệu lực", {}}};
  for (const Language language : {Language::vi, Language::en}) {
    FormContext with = context(language);
    with.directives = {&asked};
    const auto back = read(written(with));
    const Submission& got = back.value.submission;
    const auto same = [&](const auto& a, const auto& b) {
      EXPECT_EQ(write_yaml(to_node(a)), write_yaml(to_node(b)));
    };
    same(got.projects, draft.projects);
    same(got.money, draft.money);
    same(got.money_total, draft.money_total);
    same(got.directives, draft.directives);
    same(got.registration, draft.registration);
  }
}

TEST_F(YearForm, AnEmptyFormSaysNothingOfProjectsMoneyOrNextYear) {
  FormContext blank = city.context();
  const Submission got = read(written(blank)).value.submission;
  EXPECT_THAT(got.money, IsEmpty()) << "a printed project without an amount is no row of money";
  EXPECT_FALSE(got.registration) << "printed tasks whose origin nobody chose are not registered";
  EXPECT_THAT(got.directives, IsEmpty());
}

TEST_F(YearForm, MoneyWithoutItsSourceIsRefusedAtItsCell) {
  ReportedMoney row;
  row.text = "Nạo vét";
  row.planned = Decimal{100};
  draft.money = {row};
  const auto back = read(written(context()));
  ASSERT_THAT(codes(back.problems), Contains("form-fund-missing"));
  for (const auto& p : back.problems)
    if (p.code == "form-fund-missing") {
      EXPECT_EQ(p.place.sheet, "Biểu 04");
      EXPECT_EQ(p.place.cell, "D5");
    }
}

TEST_F(YearForm, WhatTheUnitRaisedBeforeIsPrintedWithTheAgencysColumns) {
  StandingDifficulty before;
  before.code = "2023-H1/so-xd/1";
  before.cycle = "2023-H1";
  before.unit = "so-xd";
  before.difficulty.content = "Cho ý kiến về phương án gộp";
  before.opinion = "Thống nhất";
  before.outcome = "Đã chấp thuận";
  before.answered_by = "UBND Thành phố";
  FormContext with = context();
  with.difficulties = {before};
  const auto bytes = written(with);
  const auto book = read_workbook(bytes, "form.xlsx").value;
  std::string all;
  for (const auto& cell : book.sheet("Biểu 07")->cells) (all += cell.text) += "\n";
  for (const char* words : {"Cho ý kiến về phương án gộp", "Thống nhất", "Đã chấp thuận (UBND Thành phố)"})
    EXPECT_THAT(all, HasSubstr(words));
  EXPECT_THAT(read(bytes).value.submission.difficulties, IsEmpty())
      << "it is not raised again by being printed";
}

}  // namespace
}  // namespace xanh
