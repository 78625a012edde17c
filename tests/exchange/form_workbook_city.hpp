// The programme of Thành phố Hồ Chí Minh as it comes with the source, for the tests of the form workbook.
#pragma once

#include <optional>
#include <string>

#include "exchange/form_workbook.hpp"
#include "exchange/programme_folder.hpp"
#include "exchange/text_file.hpp"
#include "exchange/yaml.hpp"

namespace xanh::form_city {

/// The plan in force in the first half of 2023, the register, that cycle.
struct City {
  Plan plan;
  Register units;
  Cycle cycle;
  [[nodiscard]] Form form(const std::string& unit = "q7") const { return form_of(plan, units, cycle, unit); }
  [[nodiscard]] FormContext context(Language language = Language::vi) const {
    FormContext out;
    out.programme = &plan.programme;
    out.plan = &plan;
    out.units = &units;
    out.cycle = &cycle;
    out.language = language;
    out.due = due_day(cycle, "unit", units.calendar({cycle.cut_off(), {}}));
    return out;
  }
};

City real_city();
/// The illustrative submission of a unit.
Submission illustrative(const std::string& unit);

std::string file_text(const std::string& path);

}  // namespace xanh::form_city
