// What can keep the server from starting.
#pragma once

#include "base/problem.hpp"

namespace xanh::http_problems {

inline constexpr ProblemKind kAddress{"http-address",
                                      Severity::error,
                                      "không mở được {address} cổng {port} ({reason})",
                                      "{address} port {port} cannot be listened on ({reason})",
                                      "dùng một địa chỉ IP của chính máy này và một cổng được phép mở",
                                      "give an IP address of this machine and a port you may open"};
inline constexpr ProblemKind kAddressTaken{"http-address-taken",
                                           Severity::error,
                                           "{address} cổng {port} đã có chương trình khác dùng",
                                           "another program listens on {address} port {port} already",
                                           "dừng chương trình đó, hoặc chọn cổng khác",
                                           "stop that program, or choose another port"};
inline constexpr ProblemKind kCertificate{
    "http-certificate",
    Severity::error,
    "không đọc được chứng thư số hoặc khóa ({reason})",
    "the certificate or key cannot be read ({reason})",
    "đưa cả chứng thư số và khóa dạng PEM, khóa không đặt mật khẩu, và cấp quyền đọc",
    "give both certificate and key as PEM, the key without a pass phrase, readable by this user"};
inline constexpr ProblemKind kCertificateKey{"http-certificate-key",
                                             Severity::error,
                                             "khóa này không phải của chứng thư số {certificate}",
                                             "this key does not belong to the certificate {certificate}",
                                             "chọn đúng cặp tệp chứng thư số và khóa",
                                             "give the certificate and key that were made together"};

}  // namespace xanh::http_problems
