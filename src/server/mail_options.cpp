#include "server/mail_options.hpp"

#include <charconv>
#include <cstdlib>

#include "exchange/mail_message.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kSetting{"mail-setting",
                               Severity::error,
                               "thiết lập thư điện tử {name} không dùng được: `{value}`",
                               "the mail setting {name} cannot be used: `{value}`",
                               "{what}",
                               "{what_en}"};

Problem wrong(const char* name, const std::string& value, const char* what, const char* what_en) {
  return problem(kSetting, Place{}, {{"name", name}, {"value", value}, {"what", what}, {"what_en", what_en}});
}

std::string given(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

}  // namespace

Problems check_mail_options(const MailOptions& options) {
  Problems out;
  if (options.host.empty()) return out;
  constexpr std::string_view kHost = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:";
  if (options.host.find_first_not_of(kHost) != std::string::npos)
    out.push_back(wrong("XANH_SMTP_HOST", options.host, "ghi tên hoặc địa chỉ máy chủ",
                        "give the name or address of the mail server"));
  if (options.port < 0 || options.port > 65535)
    out.push_back(wrong("XANH_SMTP_PORT", std::to_string(options.port), "cổng từ 1 đến 65535",
                        "a port from 1 to 65535"));
  if (!is_mail_address(options.from))
    out.push_back(wrong("XANH_SMTP_FROM", options.from, "ghi địa chỉ thư của người gửi",
                        "give the mail address of the sender"));
  const bool here = options.host == "localhost" || options.host == "::1" || options.host.starts_with("127.");
  if (options.security == MailSecurity::none && !here)
    out.push_back(wrong("XANH_SMTP_SECURITY", "none",
                        "chỉ gửi không mã hóa trong cùng máy; dùng starttls hoặc tls",
                        "in clear only within this machine; use starttls or tls"));
  return out;
}

Outcome<MailOptions> mail_options_from_environment() {
  Outcome<MailOptions> out;
  MailOptions& o = out.value;
  o.host = given("XANH_SMTP_HOST");
  o.user = given("XANH_SMTP_USER");
  o.password = given("XANH_SMTP_PASSWORD");
  o.from = given("XANH_SMTP_FROM");
  o.ca_file = given("XANH_SMTP_CA");
  o.site = given("XANH_SITE");
  o.reminders = given("XANH_REMINDERS");
  if (const auto name = given("XANH_SMTP_FROM_NAME"); !name.empty()) o.from_name = name;
  if (const auto port = given("XANH_SMTP_PORT"); !port.empty()) {
    const auto read = std::from_chars(port.data(), port.data() + port.size(), o.port);
    if (read.ec != std::errc{} || read.ptr != port.data() + port.size() || o.port < 1)
      out.problems.push_back(wrong("XANH_SMTP_PORT", port, "cổng từ 1 đến 65535", "a port from 1 to 65535"));
  }
  if (const auto security = given("XANH_SMTP_SECURITY"); security == "none")
    o.security = MailSecurity::none;
  else if (security == "tls")
    o.security = MailSecurity::tls;
  else if (!security.empty() && security != "starttls")
    out.problems.push_back(
        wrong("XANH_SMTP_SECURITY", security, "dùng none, starttls hoặc tls", "use none, starttls or tls"));
  append(out.problems, check_mail_options(o));
  return out;
}

}  // namespace xanh
