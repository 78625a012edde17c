// What the fields of a plan and their values are called, as the difference of two versions shows them.
#pragma once

#include <string>

#include "documents/report_words.hpp"
#include "programme/plan_difference.hpp"

namespace xanh {

[[nodiscard]] Bilingual name_of(PlanItem kind);
/// "đơn vị chủ trì"; a field that has no name here is shown by its key.
[[nodiscard]] Bilingual name_of_field(const std::string& field);
/// Whether it is a figure, a day or a sum of money: "đổi số".
[[nodiscard]] bool is_figure(const std::string& field);

/// Values of one version, with the names and days of its own time.
class PlanValues {
 public:
  PlanValues(const Plan& plan, const Register& units, Language language)
      : plan_(plan), words_(plan, units, plan.in_force_from(), language) {}

  /// One line; an absent value is "–".
  [[nodiscard]] std::string text(const std::string& field, const Node& value) const;
  /// What an item says beside its name, for one that came or went: "đơn vị chủ trì: …; mốc: …".
  [[nodiscard]] std::string summary(PlanItem kind, const Node& item) const;
  [[nodiscard]] const ReportWords& words() const { return words_; }

 private:
  [[nodiscard]] std::string scalar(const std::string& key, const std::string& text) const;
  [[nodiscard]] std::string list(const std::string& key, const Node& value) const;
  [[nodiscard]] std::string map(const std::string& key, const Node& value) const;
  [[nodiscard]] std::string milestone(const Node& value) const;

  const Plan& plan_;
  ReportWords words_;
};

}  // namespace xanh
