// A store with reports of made-up units, to copy its figures as columns.
#pragma once

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "store/columnar_copy.hpp"
#include "store/store_fixture.hpp"

namespace xanh::store_test {

struct Given {
  std::string element, value;  ///< a decimal, or the word of a state without one
};

class ColumnarWorld : public testing::Test {
 protected:
  void SetUp() override {
    place_ = folder_.path() / "store";
    auto made = ProgrammeStore::create(place_.string(), about());
    ASSERT_TRUE(made.ok());
    store_ = std::move(made.value);
    store_->transact([](Transaction& t) {
      t.add_plan(plan(1));
      t.audit(act("init"));
    });
  }

  /// A revision with its figures, noted by the standing agency unless said otherwise; its number.
  int report(const std::string& cycle, const std::string& unit, const std::vector<Given>& given,
             bool noted = true, const std::string& definition = "d1") {
    int number = 0;
    store_->transact([&](Transaction& t) {
      number = t.next_revision(cycle, unit);
      StoredRevision one = revision(unit, number);
      one.cycle = cycle;
      std::vector<FigureRow> rows;
      for (const auto& figure : given) {
        FigureRow row{cycle, unit, number, figure.element, "this_period", "", definition, "official", {}};
        row.value = Decimal::parse(figure.value);
        if (!row.value) row.state = figure.value;
        rows.push_back(row);
      }
      t.add_revision(one, rows);
      if (noted) note(t, cycle, unit, number);
      t.audit(act("submit", fmt::format("{}/{}/{}", cycle, unit, number)));
    });
    return number;
  }
  void note(const std::string& cycle, const std::string& unit, int number) {
    store_->transact([&](Transaction& t) {
      note(t, cycle, unit, number);
      t.audit(act("note", fmt::format("{}/{}/{}", cycle, unit, number)));
    });
  }
  static void note(Transaction& t, const std::string& cycle, const std::string& unit, int number) {
    t.add_submission_event(
        {0, cycle, unit, number, "noted", "", moment("2023-06-20T03:00:00Z"), "binh.tran"});
  }

  CopyBrought bring(ColumnarCopy& copy) {
    CopyBrought out;
    store_->read([&](const Transaction& t) { out = copy.bring_up_to(t); });
    return out;
  }
  Problems ask(const std::function<void(ColumnarCopy&)>& act) {
    Problems out;
    store_->read([&](const Transaction& t) { out = ask_columnar_copy(t, store_->folder(), {}, act); });
    return out;
  }
  [[nodiscard]] std::filesystem::path file() const { return place_ / columnar_copy::kFile; }

  /// As a decimal; "-" where there is none.
  static std::string figure(ColumnarCopy& copy, const std::string& cycle, const std::string& unit,
                            const std::string& element, const std::string& definition = "d1") {
    const auto item = copy.item({element, "this_period", "", definition});
    const auto c = copy.cycle(cycle), u = copy.unit(unit);
    if (!item || !c || !u) return "-";
    const auto cube = copy.read(std::vector{item->number}, std::vector{*c}, std::vector{*u});
    if (cube.at(0, 0, 0) == FigureCube::kNone) return "-";
    std::string digits = std::to_string(std::abs(cube.at(0, 0, 0)));
    if (const auto short_of = item->digits + 1 - static_cast<int>(digits.size()); short_of > 0)
      digits.insert(0, static_cast<size_t>(short_of), '0');
    if (item->digits > 0) digits.insert(digits.size() - static_cast<size_t>(item->digits), ".");
    return (cube.at(0, 0, 0) < 0 ? "-" : "") + digits;
  }

  TemporaryFolder folder_;
  std::filesystem::path place_;
  std::unique_ptr<ProgrammeStore> store_;
};

}  // namespace xanh::store_test
