// What can be wrong with a file that should be an Office Open XML package (.xlsx, .docx), before its XML is
// looked at.
#pragma once

#include "base/problem.hpp"

namespace xanh::package {

inline constexpr ProblemKind kEmpty{"package-empty",
                                    Severity::error,
                                    "tệp rỗng",
                                    "the file is empty",
                                    "tải lại hoặc lưu lại tệp",
                                    "download or save the file again"};
inline constexpr ProblemKind kNotZip{
    "package-not-zip",
    Severity::error,
    "không phải tệp Office Open XML (.xlsx, .docx)",
    "not an Office Open XML file (.xlsx, .docx)",
    "mở bằng Excel, Word hoặc LibreOffice rồi lưu lại ở dạng .xlsx hoặc .docx",
    "open it in Excel, Word or LibreOffice and save it as .xlsx or .docx"};
inline constexpr ProblemKind kDamaged{"package-damaged",
                                      Severity::error,
                                      "tệp bị hỏng hoặc chưa tải hết",
                                      "the file is damaged or was not downloaded whole",
                                      "lấy lại tệp gốc hoặc lưu lại",
                                      "fetch the original again or save it anew"};
inline constexpr ProblemKind kOldFormat{"package-old-format",
                                        Severity::error,
                                        "định dạng Office cũ (.xls, .doc)",
                                        "the old Office format (.xls, .doc)",
                                        "lưu lại ở dạng .xlsx hoặc .docx",
                                        "save it as .xlsx or .docx"};
inline constexpr ProblemKind kPassword{"package-password",
                                       Severity::error,
                                       "tệp được bảo vệ bằng mật khẩu",
                                       "the file is protected by a password",
                                       "bỏ mật khẩu mở tệp rồi lưu lại",
                                       "remove the password for opening and save it again"};
inline constexpr ProblemKind kEncryptedPart{"package-part-encrypted",
                                            Severity::error,
                                            "phần `{part}` trong tệp bị mã hóa",
                                            "the part `{part}` of the file is encrypted",
                                            "lưu lại tệp không đặt mật khẩu",
                                            "save the file without a password"};
inline constexpr ProblemKind kTooManyParts{"package-too-many-parts",
                                           Severity::error,
                                           "tệp có {count} phần, nhiều hơn {limit}",
                                           "the file has {count} parts, more than {limit}",
                                           "bỏ bớt hình ảnh, trang tính",
                                           "remove pictures or sheets"};
inline constexpr ProblemKind kPartTooLarge{"package-part-too-large",
                                           Severity::error,
                                           "phần `{part}` giải nén ra hơn {limit} MiB",
                                           "the part `{part}` unpacks to more than {limit} MiB",
                                           "xóa dữ liệu thừa rồi lưu lại",
                                           "remove what is not needed and save it again"};
inline constexpr ProblemKind kTooLarge{"package-too-large",
                                       Severity::error,
                                       "tệp giải nén ra hơn {limit} MiB",
                                       "the file unpacks to more than {limit} MiB",
                                       "xóa dữ liệu thừa rồi lưu lại",
                                       "remove what is not needed and save it again"};
inline constexpr ProblemKind kBomb{
    "package-bomb",
    Severity::error,
    "phần `{part}` giải nén ra hơn {limit} lần kích thước nén (bom nén)",
    "the part `{part}` unpacks to more than {limit} times its packed size (a zip bomb)",
    "lấy tệp từ nguồn tin cậy rồi lưu lại bằng Excel hoặc Word",
    "take the file from a source you trust and save it again with Excel or Word"};
inline constexpr ProblemKind kBadName{"package-part-name",
                                      Severity::error,
                                      "tên phần `{part}` trong tệp không được phép",
                                      "the part name `{part}` in the file is not allowed",
                                      "mở bằng Excel, Word hoặc LibreOffice rồi lưu lại",
                                      "open it in Excel, Word or LibreOffice and save it again"};
inline constexpr ProblemKind kDoubledName{"package-part-doubled",
                                          Severity::error,
                                          "phần `{part}` có hai lần trong tệp",
                                          "the part `{part}` stands twice in the file",
                                          "mở bằng Excel, Word hoặc LibreOffice rồi lưu lại",
                                          "open it in Excel, Word or LibreOffice and save it again"};
inline constexpr ProblemKind kUnreadable{
    "package-part-unreadable",
    Severity::error,
    "không giải nén được phần `{part}`: hỏng hoặc cách nén lạ",
    "the part `{part}` cannot be unpacked: damaged or packed in an unusual way",
    "lấy lại tệp gốc hoặc lưu lại",
    "fetch the original again or save it anew"};

}  // namespace xanh::package
