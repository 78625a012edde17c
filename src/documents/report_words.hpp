// Figures, days, names and lists as the papers of an office write them, in both languages.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "documents/report.hpp"

namespace xanh {

class ReportWords {
 public:
  explicit ReportWords(const ReportContext& context);
  /// Names of units as of the day.
  ReportWords(const Plan& plan, const Register& units, Date day, Language language)
      : plan_(plan), units_(units), language_(language), as_of_{day, {}} {}

  [[nodiscard]] bool vi() const { return language_ == Language::vi; }
  [[nodiscard]] const char* say(const char* vietnamese, const char* english) const {
    return vi() ? vietnamese : english;
  }
  /// In the language, or in the other one where only that is there: a Vietnamese name is better than a gap.
  [[nodiscard]] std::string in(const Bilingual& text) const;

  /// "Sở Xây dựng"; a group by what it is ("Ủy ban nhân dân cấp huyện"); anything else as it stands.
  [[nodiscard]] std::string unit(const std::string& code_or_text) const;
  [[nodiscard]] std::string units(const std::vector<std::string>& codes) const;
  /// At most `shown` names, then how many more: "Quận 4, Sở Du lịch và 3 đơn vị khác".
  [[nodiscard]] std::string some_units(const std::vector<std::string>& codes, size_t shown) const;
  /// What an item code of a difficulty stands for: the words of the target, task or element.
  [[nodiscard]] std::string item(const std::string& code) const;

  /// "1.234,5"; all its own digits when `decimals` is negative.
  [[nodiscard]] std::string number(const Decimal& value, int decimals = -1) const;
  /// "21,2%", "1.750.000 m³/ngày"
  [[nodiscard]] std::string with_unit(const Decimal& value, const std::string& measure,
                                      int decimals = -1) const;
  /// "14/6/2023", "14 June 2023"
  [[nodiscard]] std::string day(Date day) const;
  /// "ngày 04 tháng 4 năm 2023" (leading zeros as Nghị định 30/2020 asks), "4 April 2023"
  [[nodiscard]] std::string long_day(Date day) const;
  /// "ngày      tháng 6 năm 2023" for the pen
  [[nodiscard]] std::string blank_day(Date due) const;

  [[nodiscard]] std::string target_grade(Grade grade) const;
  [[nodiscard]] std::string task_grade(const std::string& code) const;
  [[nodiscard]] std::string cause(const std::string& code) const;
  /// "≥ 97", "100"
  [[nodiscard]] std::string milestone(const ReportMilestone& milestone) const;

  [[nodiscard]] std::string list(const std::vector<std::string>& words) const;
  [[nodiscard]] std::string upper(const std::string& text) const;
  [[nodiscard]] std::string lower_first(const std::string& text) const;

 private:
  const Plan& plan_;
  const Register& units_;
  Language language_;
  AsOf as_of_;
};

/// A unit's name, or what the members of a group are, in both languages; a code that is neither stands as it
/// is.
[[nodiscard]] Bilingual names_of_unit(const Plan& plan, const Register& units, Date day,
                                      const std::string& code);

/// One line without line ends, ended by a full stop.
[[nodiscard]] std::string sentence(const std::string& text);
[[nodiscard]] std::string one_line(const std::string& text);

}  // namespace xanh
