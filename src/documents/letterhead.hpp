// Head and foot of what the standing agency issues (Nghị định 30/2020/NĐ-CP, Phụ lục I): who issues, number,
// place and day, grounds, signature block. Reports and letters have them in common.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/node.hpp"
#include "documents/report_words.hpp"

namespace xanh {

/// What the clerk gives of a paper, and what is printed while it is blank.
struct Issue {
  std::string type;    ///< before the agency's symbol: "BC-"; a letter (công văn) has none
  std::string number;  ///< "123" or "123/BC-…"; empty: left blank
  std::optional<Date> date;
  Date blank_in{};  ///< month and year that stand there while the day is blank
};

/// The fields head, agency_name, addressee, signature and drafting_unit; names and signature as of the day.
void add_letterhead(Node& values, const ReportWords& words, const Plan& plan, const Register& units, Date day,
                    const Issue& issue);

/// The field own: head and signature of what a unit itself issues.
void add_own_head(Node& values, const ReportWords& words, const Register& units, const std::string& unit,
                  Date day, const Issue& issue);

/// The Party's resolutions, the decision that approved the programme (the earliest) and the one on the year's
/// plan, each as a part of a sentence.
[[nodiscard]] std::vector<std::string> grounds(const ReportWords& words, const Plan& plan, int plan_year);

}  // namespace xanh
