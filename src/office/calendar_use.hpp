// A person's calendar under a secret address: the days on which the reports of their units are due.
#pragma once

#include "exchange/calendar_file.hpp"
#include "office/memory.hpp"
#include "office/sign_in_use.hpp"

namespace xanh {

struct CalendarAddress {
  std::string secret;  ///< `xc_` and 43 letters; shown once, and stored nowhere
  Instant made_at{};
};

/// A new address; an earlier one opens nothing from now on. Problems: token-may-not.
[[nodiscard]] Outcome<CalendarAddress> make_calendar(const Desk& desk, const SignedIn& who);
[[nodiscard]] Problems revoke_calendar(const Desk& desk, const SignedIn& who);
/// When the present address was made; absent when there is none.
[[nodiscard]] Outcome<std::optional<Instant>> calendar_made_at(const Desk& desk, const SignedIn& who);

struct PersonCalendar {
  Bilingual name;
  std::vector<CalendarDay> days;
};
/// For whoever knows the secret, without signing in: of the person's posts of today, and of cycles that are
/// not published. Problems: no-such-calendar.
[[nodiscard]] Outcome<PersonCalendar> read_calendar(const Desk& desk, const std::string& secret);

}  // namespace xanh
