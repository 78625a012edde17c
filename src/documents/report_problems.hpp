// What can go wrong when a report is written.
#pragma once

#include "base/problem.hpp"

namespace xanh::report {

inline constexpr ProblemKind kNoTemplate{
    "report-no-template",
    Severity::error,
    "không có mẫu Word `{name}`",
    "there is no Word template `{name}`",
    "đặt tệp này vào thư mục templates của kho, hoặc dùng `--templates`",
    "put this file into the store's folder templates, or give `--templates`"};
inline constexpr ProblemKind kNoOffice{"pdf-no-office",
                                       Severity::error,
                                       "không tìm thấy LibreOffice (soffice) nên không xuất được PDF",
                                       "LibreOffice (soffice) was not found, so there is no PDF",
                                       "cài gói libreoffice-writer-nogui",
                                       "install the package libreoffice-writer-nogui"};
inline constexpr ProblemKind kOfficeFailed{"pdf-failed",
                                           Severity::error,
                                           "LibreOffice không chuyển được văn bản thành PDF: {why_vi}",
                                           "LibreOffice could not turn the document into PDF: {why_en}",
                                           "mở văn bản trong Word hoặc LibreOffice để xem lỗi",
                                           "open the document in Word or LibreOffice to see what is wrong"};

}  // namespace xanh::report
