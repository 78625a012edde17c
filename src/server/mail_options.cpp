#include "server/mail_options.hpp"

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
  return problem(kSetting, {{}, 0, 0, {}, {}, name},
                 {{"name", name}, {"value", value}, {"what", what}, {"what_en", what_en}});
}

}  // namespace

Problems check_mail_options(const MailOptions& options) {
  Problems out;
  if (options.host.empty()) return out;
  constexpr std::string_view kHost = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:";
  if (options.host.find_first_not_of(kHost) != std::string::npos)
    out.push_back(wrong("smtp_host", options.host, "ghi tên hoặc địa chỉ máy chủ",
                        "give the name or address of the mail server"));
  if (options.port < 0 || options.port > 65535)
    out.push_back(
        wrong("smtp_port", std::to_string(options.port), "cổng từ 1 đến 65535", "a port from 1 to 65535"));
  if (!is_mail_address(options.from))
    out.push_back(wrong("smtp_from", options.from, "ghi địa chỉ thư của người gửi",
                        "give the mail address of the sender"));
  const bool here = options.host == "localhost" || options.host == "::1" || options.host.starts_with("127.");
  if (options.security == MailSecurity::none && !here)
    out.push_back(wrong("smtp_security", "none",
                        "chỉ gửi không mã hóa trong cùng máy; dùng starttls hoặc tls",
                        "in clear only within this machine; use starttls or tls"));
  return out;
}

}  // namespace xanh
