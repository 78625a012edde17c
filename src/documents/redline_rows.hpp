// One version of the plan as the sentences and rows of a paper, for a redline to lay beside another's.
#pragma once

#include <string>
#include <vector>

#include "documents/report_words.hpp"

namespace xanh {

struct RedlineRow {
  std::string key;  ///< the same item in the same group has the same one in both versions
  bool is_group = false;
  std::vector<std::string> cells;  ///< of a group one; the first of an item is its printed number
};

struct RedlineColumn {
  int width = 0;  ///< mm
  std::string head;
  bool centred = false;
  bool by_item = false;  ///< names, figures or days with "; " between them
};

struct RedlineTable {
  std::vector<RedlineColumn> columns;
  std::vector<RedlineRow> rows;
};

/// Names of units as of the day the version is in force from. Texts are empty where the plan says nothing.
class PlanOnPaper {
 public:
  PlanOnPaper(const Plan& plan, const Register& units, Language language)
      : plan_(plan), words_(plan, units, plan.in_force_from(), language) {}

  [[nodiscard]] const char* say(const char* vietnamese, const char* english) const {
    return words_.say(vietnamese, english);
  }
  /// The standing agency, or the programme where it has none.
  [[nodiscard]] std::string author() const;
  [[nodiscard]] std::string programme() const;
  [[nodiscard]] std::string title() const;
  /// "(Kèm theo Quyết định số 1200/QĐ-UBND ngày 04 tháng 4 năm 2023 của …)"
  [[nodiscard]] std::string decision() const;
  /// "Kế hoạch năm 2023 (bản 1, 1200/QĐ-UBND)"
  [[nodiscard]] std::string version() const;
  [[nodiscard]] std::string general_goal() const;
  [[nodiscard]] RedlineTable targets() const;
  /// How many targets have no content to show.
  [[nodiscard]] std::string unnamed() const;
  [[nodiscard]] RedlineTable tasks() const;

 private:
  [[nodiscard]] RedlineRow target_row(const Target& target) const;
  [[nodiscard]] RedlineRow task_row(const Task& task) const;
  [[nodiscard]] std::string milestones(const Target& target, bool last) const;
  [[nodiscard]] int middle_year() const;

  const Plan& plan_;
  ReportWords words_;
};

}  // namespace xanh
