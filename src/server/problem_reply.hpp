// Problems on the wire: RFC 9457, in both languages, with every problem at once and its place.
#pragma once

#include "base/problem_node.hpp"
#include "server/http.hpp"

namespace xanh {

namespace http_problems {
inline constexpr ProblemKind kNoSuchAddress{"no-such-address",       Severity::error,
                                            "không có địa chỉ này",  "there is no such address",
                                            "xem /api/openapi.json", "see /api/openapi.json"};
inline constexpr ProblemKind kWrongMethod{"method-not-allowed",
                                          Severity::error,
                                          "địa chỉ này không nhận {method}",
                                          "this address does not take {method}",
                                          "dùng một trong: {choices}",
                                          "use one of: {choices}"};
inline constexpr ProblemKind kNotSignedIn{"not-signed-in",         Severity::error,
                                          "chưa đăng nhập",        "nobody is signed in",
                                          "đăng nhập rồi làm lại", "sign in and do it again"};
inline constexpr ProblemKind kWrongMediaType{
    "media-type-not-taken",       Severity::error,  "ở đây không nhận tệp {have}",
    "a {have} is not taken here", "chọn {choices}", "choose {choices}"};
inline constexpr ProblemKind kQueryNotRead{"query-not-read",
                                           Severity::error,
                                           "phần sau dấu ? của địa chỉ viết chưa đúng",
                                           "what stands behind the ? of the address is not written right",
                                           "viết khóa=giá trị, nối bằng &",
                                           "write key=value, joined by &"};
inline constexpr ProblemKind kQueryUnknown{"query-unknown",
                                           Severity::error,
                                           "địa chỉ này không có tham số `{key}`",
                                           "this address has no parameter `{key}`",
                                           "bỏ tham số này hoặc sửa tên",
                                           "leave it out or mend its name"};
inline constexpr ProblemKind kQueryMissing{"query-missing",
                                           Severity::error,
                                           "thiếu tham số `{key}`",
                                           "the parameter `{key}` is missing",
                                           "thêm {key}=… vào sau dấu ?",
                                           "add {key}=… behind the ?"};
inline constexpr ProblemKind kQueryChoice{"query-choice",
                                          Severity::error,
                                          "tham số `{key}` không nhận `{value}`",
                                          "the parameter `{key}` does not take `{value}`",
                                          "dùng một trong: {choices}",
                                          "use one of: {choices}"};
inline constexpr ProblemKind kRefused{"request-refused",
                                      Severity::error,
                                      "yêu cầu không được nhận ({reason})",
                                      "the request was not taken ({reason})",
                                      "kiểm tra yêu cầu rồi gửi lại",
                                      "check the request and send it again"};
inline constexpr ProblemKind kNoCsrf{"csrf-missing",
                                     Severity::error,
                                     "thay đổi này thiếu X-CSRF-Token của phiên",
                                     "this change lacks the session's X-CSRF-Token",
                                     "gửi mã `csrf` nhận được khi đăng nhập hoặc ở /api/me",
                                     "send the `csrf` that came with the sign-in or stands in /api/me"};
inline constexpr ProblemKind kUnguarded{
    "precondition-required",
    Severity::error,
    "thay đổi này phải nêu bản đã xem",
    "this change has to name what was seen",
    "gửi If-Match với ETag của lần xem, hoặc If-None-Match: * khi chưa có gì",
    "send If-Match with the ETag seen, or If-None-Match: * where there was nothing"};
inline constexpr ProblemKind kTagNotRead{"precondition-not-read",
                                         Severity::error,
                                         "If-Match phải là đúng một ETag của địa chỉ này",
                                         "If-Match has to be one ETag of this address",
                                         "xem lại địa chỉ này rồi gửi ETag nhận được",
                                         "look at the address again and send the ETag that came"};
inline constexpr ProblemKind kTooMany{"too-many-requests",
                                      Severity::error,
                                      "gửi quá nhiều yêu cầu; chờ {seconds} giây",
                                      "too many requests; wait {seconds} seconds",
                                      "gửi thưa hơn",
                                      "send fewer"};
inline constexpr ProblemKind kFault{"fault",
                                    Severity::error,
                                    "lỗi của hệ thống",
                                    "a fault of the system",
                                    "dữ liệu đã lưu không bị ảnh hưởng; báo lại mã yêu cầu {request}",
                                    "what was saved is safe; report the request {request}"};
}  // namespace http_problems

/// 401, 403, 404, 405, 415, 409, 422, 500 or 503: by the gravest of them.
[[nodiscard]] int status_of(const Problems& problems);

/// application/problem+json: type, title, status, detail, instance and all `problems`.
[[nodiscard]] HttpReply problem_reply(const Problems& problems, Language language,
                                      const std::string& request_id, std::optional<int> status = {});

/// vi unless the request asks for English first (?lang= of the address, else Accept-Language).
[[nodiscard]] Language language_of(const HttpRequest& request);

}  // namespace xanh
