// How mail leaves the house: plain values, of the server's settings.
#pragma once

#include <chrono>
#include <string>

#include "base/describe.hpp"
#include "base/problem.hpp"

namespace xanh {

enum class MailSecurity {
  none,      ///< in clear: to this machine only
  starttls,  ///< begins in clear and must turn to TLS
  tls        ///< TLS from the first byte
};
BOOST_DESCRIBE_ENUM(MailSecurity, none, starttls, tls)

struct MailOptions {
  std::string host;  ///< empty: no mail is sent; it waits in the outbox and lapses there
  int port = 0;      ///< 0: 587 for starttls, 465 for tls, 25 for none
  MailSecurity security = MailSecurity::starttls;
  std::string user, password;  ///< AUTH PLAIN or LOGIN; empty: none
  std::string from;            ///< mail address
  std::string from_name = "Xanh";
  std::string site;                       ///< https://… of the server as people know it; stands in each mail
  std::string reminders;                  ///< YAML file of the steps of reminding; empty: the usual ones
  std::string ca_file;                    ///< PEM; empty: what the machine trusts
  std::chrono::milliseconds look{2000};   ///< between two looks for mail that waits
  std::chrono::seconds lease{300};        ///< after so long another may try what one has taken
  std::chrono::seconds time{60};          ///< for one mail, less than the lease
  std::chrono::seconds remind{300};       ///< between two looks for reports that are due
  std::chrono::milliseconds rest{15000};  ///< when the mail server is away; up to twice as long
};

/// What cannot work: a sender that is no address, a password or mail in clear beyond this machine. Problems:
/// mail-setting, with the key of the settings.
[[nodiscard]] Problems check_mail_options(const MailOptions& options);

}  // namespace xanh
