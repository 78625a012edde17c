// What is told at the door. None of it says whether a name exists.
#pragma once

#include "base/problem.hpp"

namespace xanh::sign_in_problems {

inline constexpr ProblemKind kRefused{"sign-in-refused",
                                      Severity::error,
                                      "tên đăng nhập hoặc mật khẩu không đúng",
                                      "the sign-in name or the password is not right",
                                      "nhập lại, hoặc nhờ quản trị gửi liên kết mới",
                                      "try again, or ask an administrator for a new link"};
inline constexpr ProblemKind kWait{"sign-in-wait",
                                   Severity::error,
                                   "đã thử sai nhiều lần; chờ {seconds} giây",
                                   "too many wrong tries; wait {seconds} seconds",
                                   "chờ rồi thử lại",
                                   "wait, then try again"};
inline constexpr ProblemKind kTotpWanted{"totp-wanted",
                                         Severity::error,
                                         "cần mã 6 số của ứng dụng xác thực",
                                         "the 6-digit code of the authenticator is needed",
                                         "nhập mã đang hiện trong ứng dụng",
                                         "type the code the application shows now"};
inline constexpr ProblemKind kTotpWrong{"totp-wrong",
                                        Severity::error,
                                        "mã 6 số không đúng hoặc đã dùng",
                                        "the 6-digit code is not right, or was used before",
                                        "chờ mã kế tiếp, kiểm tra đồng hồ của điện thoại",
                                        "wait for the next code, check the clock of the telephone"};
inline constexpr ProblemKind kNoPost{"no-post-today",
                                     Severity::error,
                                     "hôm nay bạn không giữ vai trò nào",
                                     "you hold no post today",
                                     "nhờ quản trị giao vai trò",
                                     "ask an administrator for one"};
inline constexpr ProblemKind kLink{"link-refused",
                                   Severity::error,
                                   "liên kết đã dùng, đã hết hạn hoặc không đúng",
                                   "the link was used, has ended or is not right",
                                   "nhờ quản trị gửi liên kết mới",
                                   "ask an administrator for a new link"};
inline constexpr ProblemKind kSessionEnded{
    "session-ended",         Severity::error, "phiên làm việc đã kết thúc",
    "the session has ended", "đăng nhập lại", "sign in again"};
inline constexpr ProblemKind kTokenMayNot{"token-may-not",
                                          Severity::error,
                                          "khóa truy cập không đổi được mật khẩu, khóa và phiên",
                                          "a token cannot change passwords, tokens and sessions",
                                          "đăng nhập bằng mật khẩu",
                                          "sign in with the password"};
inline constexpr ProblemKind kPasswordLength{"password-length",
                                             Severity::error,
                                             "mật khẩu dài từ {least} đến {most} ký tự",
                                             "a password has {least} to {most} characters",
                                             "chọn một câu dễ nhớ",
                                             "choose a sentence you remember"};
inline constexpr ProblemKind kPasswordCommon{"password-common",
                                             Severity::error,
                                             "mật khẩu này quá dễ đoán",
                                             "this password is too easy to guess",
                                             "chọn một câu dễ nhớ, không phải tên hay dãy số",
                                             "choose a sentence you remember, no name and no row of digits"};
inline constexpr ProblemKind kPasswordText{"password-text",
                                           Severity::error,
                                           "mật khẩu có byte không phải UTF-8",
                                           "the password holds bytes that are no UTF-8",
                                           "gõ lại mật khẩu",
                                           "type it again"};
inline constexpr ProblemKind kOldPassword{"password-wrong",
                                          Severity::error,
                                          "mật khẩu hiện tại không đúng",
                                          "the present password is not right",
                                          "nhập lại, hoặc nhờ quản trị gửi liên kết mới",
                                          "try again, or ask an administrator for a new link"};
inline constexpr ProblemKind kNoOffer{
    "totp-not-started",   Severity::error, "chưa bắt đầu bật mã xác thực", "no second factor was offered",
    "bắt đầu lại từ đầu", "start again"};
inline constexpr ProblemKind kTokenPost{"token-post",
                                        Severity::error,
                                        "bạn không giữ vai trò này",
                                        "you do not hold this post",
                                        "chọn một vai trò đang giữ",
                                        "choose one you hold"};
inline constexpr ProblemKind kTokenEnd{"token-end",
                                       Severity::error,
                                       "khóa truy cập cần ngày hết hạn sau bây giờ, nhiều nhất một năm",
                                       "a token ends after now and within a year",
                                       "chọn ngày gần hơn",
                                       "choose a nearer day"};
inline constexpr ProblemKind kTokenName{"token-name",
                                        Severity::error,
                                        "khóa truy cập cần một tên, tối đa 100 ký tự",
                                        "a token needs a name of at most 100 characters",
                                        "đặt tên theo chương trình dùng khóa",
                                        "name it after the program that uses it"};
inline constexpr ProblemKind kNoToken{
    "no-such-token",          Severity::error,      "không có khóa truy cập này",
    "there is no such token", "xem danh sách khóa", "see the list of tokens"};

}  // namespace xanh::sign_in_problems
