// Reminders of reports that have not come, step by step up to the standing agency. The steps are data; the
// server's clock asks again and again, and each step is taken once.
#pragma once

#include "office/mail_use.hpp"

namespace xanh {

struct ReminderStep {
  std::string code;      ///< names the step for ever: what was sent under it is not sent again
  int working_days = 0;  ///< after the due day; below 0: before it
  std::vector<Role> to;  ///< of the unit; those of the agency get one mail about all its units
  static constexpr std::array kRequired{"code", "working_days", "to"};
};
BOOST_DESCRIBE_STRUCT(ReminderStep, (), (code, working_days, to))

/// Five working days before and on the due day, one and three after it to the unit (the second also to who
/// signs), five after it to the agency's officers.
[[nodiscard]] const std::vector<ReminderStep>& usual_reminder_steps();
/// From a YAML list. Problems: reminder-step, and those of the file.
[[nodiscard]] Outcome<std::vector<ReminderStep>> read_reminder_steps(const std::string& file);

/// Writes to the outbox what is due now: of open cycles, for units that owe a report and have sent none (one
/// with nothing to report is sent, too), counted from the later day where one was granted. On working days of
/// the register from 7 o'clock on; of steps that were missed only the last is taken. How many mails were
/// written. Called by the server itself, so nobody is asked whether he may.
[[nodiscard]] Outcome<int> remind(const Desk& desk, const std::vector<ReminderStep>& steps);

inline constexpr std::string_view kClockActor = "server:clock";

}  // namespace xanh
