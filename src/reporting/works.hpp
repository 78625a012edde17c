// What a unit reports of its projects (Biểu 03) and of money (Biểu 04).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/describe.hpp"

namespace xanh {

/// A stage of a project (mốc): the day of the plan, the day it happened, the day expected now.
struct ProjectStage {
  std::string stage;  ///< code of the programme's project stages
  std::optional<Date> planned, actual, expected;
  Place place;
  static constexpr std::array kRequired{"stage"};
  bool operator==(const ProjectStage& o) const {  // what it says, wherever it was read
    return stage == o.stage && planned == o.planned && actual == o.actual && expected == o.expected;
  }
};
BOOST_DESCRIBE_STRUCT(ProjectStage, (), (stage, planned, actual, expected))

/// A row of Biểu 03: one project as its owner sees it.
struct ReportedProject {
  std::string task;                  ///< the project's code in the plan
  std::string location;              ///< địa điểm
  std::string funds;                 ///< nguồn vốn, in words
  std::optional<Decimal> total;      ///< tổng mức đầu tư, triệu đồng
  std::vector<ProjectStage> stages;  ///< in the programme's order
  std::optional<Decimal> cleared;    ///< giải phóng mặt bằng, % of the area
  std::optional<Decimal> done;       ///< khối lượng thực hiện, %
  std::optional<Decimal> operating;  ///< công suất vận hành thực tế, in the unit of the project's capacity
  std::string obstacle, authority;   ///< vướng mắc chính, cơ quan giải quyết
  std::optional<Date> asked_by;      ///< thời hạn đề nghị
  Place place;
  static constexpr std::array kRequired{"task"};
};
BOOST_DESCRIBE_STRUCT(ReportedProject, (),
                      (task, location, funds, total, stages, cleared, done, operating, obstacle, authority,
                       asked_by))

/// A row of Biểu 04: one source of one task's money, in triệu đồng. A foreign amount stands beside its amount
/// in đồng with the rate and its day; nothing is converted here.
struct ReportedMoney {
  std::string task;  ///< a task of the plan; empty when `text` says what it is for
  std::string text;
  std::string fund;                          ///< code of the programme's sources of funds
  std::optional<Decimal> total;              ///< tổng mức
  std::optional<Decimal> disbursed_before;   ///< lũy kế giải ngân đến 31/12 năm trước
  std::optional<Decimal> planned, adjusted;  ///< kế hoạch vốn năm, and as adjusted
  std::optional<Decimal> disbursed;          ///< giải ngân from 1/1 to the end of the money window
  std::optional<Decimal> year_estimate;      ///< ước giải ngân cả năm
  std::string currency;                      ///< of `foreign`: "JPY"
  std::optional<Decimal> foreign;            ///< what was disbursed, in the foreign currency
  std::optional<Decimal> rate;               ///< đồng for one unit of the currency
  std::optional<Date> rate_on;
  std::string cause;  ///< nguyên nhân giải ngân thấp
  Place place;
  static constexpr std::array kRequired{"fund"};
  /// The plan that counts: as adjusted, where it was.
  [[nodiscard]] std::optional<Decimal> plan() const { return adjusted ? adjusted : planned; }
};
BOOST_DESCRIBE_STRUCT(ReportedMoney, (),
                      (task, text, fund, total, disbursed_before, planned, adjusted, disbursed, year_estimate,
                       currency, foreign, rate, rate_on, cause))

/// The unit's own total of its rows of Biểu 04, triệu đồng. Where it differs from their sum both are shown.
struct StatedTotal {
  std::optional<Decimal> planned, disbursed, year_estimate;
  Place place;
};
BOOST_DESCRIBE_STRUCT(StatedTotal, (), (planned, disbursed, year_estimate))

/// Sums of the rows, each over those that give the figure; absent when none does.
[[nodiscard]] StatedTotal sum_of(const std::vector<ReportedMoney>& rows);
/// The sum of the plans as they were before any adjustment.
[[nodiscard]] std::optional<Decimal> as_planned(const std::vector<ReportedMoney>& rows);

}  // namespace xanh
