// Messages about one figure of a unit's report, between the unit and the standing agency: what is asked and
// answered while a report is written or reviewed. Only added to.
#pragma once

#include "office/memory.hpp"

namespace xanh {

struct FigureMessage {
  std::string figure;  ///< an element, a target or task.field of the form; empty: the report as a whole
  std::string text;
  Instant at;
  std::string by;
};
BOOST_DESCRIBE_STRUCT(FigureMessage, (), (figure, text, at, by))

/// By whoever may read the report and works on it: the unit's drafters and up, the standing agency. At most
/// 2,000 characters. Problems: message-empty, message-too-long, figure-not-in-report.
[[nodiscard]] Outcome<FigureMessage> say_of_figure(const Desk& desk, const std::string& cycle,
                                                   const std::string& unit, const std::string& figure,
                                                   const std::string& text);
/// By time; of one figure, or of all.
[[nodiscard]] Outcome<std::vector<FigureMessage>> list_messages(const Desk& desk, const std::string& cycle,
                                                                const std::string& unit,
                                                                const std::optional<std::string>& figure);

}  // namespace xanh
