// One mail to the mail server (RFC 5321), over libcurl: TLS, authentication and the dialogue are its
// business; here is what each answer means for the mail.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include "server/mail_options.hpp"

namespace xanh {

struct SmtpAnswer {
  enum class What {
    taken,    ///< the server has it
    refused,  ///< this mail for good: the reader or the content (5xx)
    later,    ///< this mail not now (4xx), or it is not known whether the server has it
    away      ///< the server as such: no connection, TLS, sign-in or sender refused
  };
  What what = What::away;
  std::string says;  ///< the server's last line, or why there was none
};

class SmtpClient {
 public:
  explicit SmtpClient(const MailOptions& options);
  ~SmtpClient();
  SmtpClient(const SmtpClient&) = delete;
  SmtpClient& operator=(const SmtpClient&) = delete;

  /// `bytes` is asked for when the server has said that it takes a mail for this reader; when it gives
  /// nothing, or throws, nothing is sent. Ends early when `stop` is set before that. The connection is kept
  /// for the next mail.
  SmtpAnswer send(const std::string& to, const std::function<std::string()>& bytes,
                  const std::atomic<bool>& stop);
  /// Lets go of the connection.
  void rest();

 private:
  struct Body;
  std::unique_ptr<Body> body_;
};

}  // namespace xanh
