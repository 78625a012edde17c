// What can be wrong with a signed copy that comes back.
#pragma once

#include "base/problem.hpp"

namespace xanh::signed_copy {

inline constexpr ProblemKind kUnknownSubject{
    "signed-unknown-paper",
    Severity::error,
    "không có báo cáo `{subject}`",
    "there is no paper `{subject}`",
    "viết 2023-H1/q7 cho báo cáo của đơn vị, 2023-H1 hoặc 2023-H1/bc-so cho báo cáo tổng hợp",
    "write 2023-H1/q7 for a unit's report, 2023-H1 or 2023-H1/bc-so for the consolidated one"};
inline constexpr ProblemKind kAmbiguous{
    "signed-ambiguous",
    Severity::error,
    "`{subject}` vừa là tên văn bản vừa là mã một đơn vị",
    "`{subject}` is a document's name and a unit's code as well",
    "với đơn vị, nêu cả lần gửi: {subject}/1; với báo cáo tổng hợp, chỉ nêu kỳ",
    "for the unit add the revision: {subject}/1; for the consolidated report name the cycle only"};
inline constexpr ProblemKind kNoSnapshot{
    "signed-no-snapshot",
    Severity::error,
    "kỳ {cycle} chưa có bản chốt số liệu nên chưa có báo cáo để ký",
    "cycle {cycle} has no snapshot yet, so there is no report to sign",
    "tổng hợp trước: `xanh consolidate --cycle {cycle} -o out --pdf`",
    "consolidate first: `xanh consolidate --cycle {cycle} -o out --pdf`"};
inline constexpr ProblemKind kScan{
    "signed-scan",
    Severity::error,
    "tệp không có lớp chữ (bản quét), nên mã đối chiếu, số và ngày phải do người đọc; còn thiếu {options}",
    "the file has no text (a scan), so that code, number and day must be read by a person; still missing: "
    "{options}",
    "đọc trên bản giấy rồi thêm {options}; mã đối chiếu ở cuối mỗi trang",
    "read them on the paper and add {options}; the code stands at the foot of each page"};
inline constexpr ProblemKind kBadCode{"signed-bad-code",
                                      Severity::error,
                                      "`{code}` không phải mã đối chiếu",
                                      "`{code}` is no control code",
                                      "mã có 12 ký tự gồm 0-9 và a-f",
                                      "a code has 12 characters, 0-9 and a-f"};
inline constexpr ProblemKind kNoCode{
    "signed-no-code",
    Severity::error,
    "không trang nào có mã đối chiếu {code} của {subject}",
    "no page has {code}, the control code of {subject}",
    "kiểm tra có đúng tệp không; nếu mã chỉ đọc được bằng mắt thì thêm `--match MÃ`",
    "see whether it is the right file; if the code can only be read by eye add `--match CODE`"};
inline constexpr ProblemKind kUnknownCode{
    "signed-code-unknown",
    Severity::error,
    "mã đối chiếu {code} không thuộc báo cáo nào của kỳ này; {subject} có "
    "mã {wanted}",
    "the control code {code} is of no report of this cycle; {subject} has "
    "{wanted}",
    "kiểm tra có đúng tệp, đúng mã không",
    "see whether it is the right file and the right code"};
inline constexpr ProblemKind kOtherNumber{
    "signed-other-revision",
    Severity::error,
    "bản này là {what} lần {have}, hiện hành lần {current} (mã đối chiếu {code})",
    "this is {what_en} {have}, the current one is {current} (control code {code})",
    "xin bản ký của lần {current}; nếu vẫn lưu bản này thì nêu rõ {subject}",
    "ask for the signed copy of {current}; to keep this one all the same, name {subject}"};
inline constexpr ProblemKind kOtherPaper{"signed-other-paper",
                                         Severity::error,
                                         "mã đối chiếu {code} là của {have}, không phải của {subject}",
                                         "the control code {code} is of {have}, not of {subject}",
                                         "nêu đúng báo cáo, hoặc chọn đúng tệp",
                                         "name the right report, or give the right file"};
inline constexpr ProblemKind kMixedPages{
    "signed-mixed-pages",
    Severity::error,
    "trang {pages} có mã đối chiếu {code} của {have}, các trang khác là của {subject}",
    "pages {pages} have {code}, the control code of {have}, the others are of {subject}",
    "xin lại tệp có đủ các trang của cùng một bản",
    "ask for a file whose pages are all of one copy"};
inline constexpr ProblemKind kPagesWithoutCode{
    "signed-pages-without-code",
    Severity::warning,
    "trang {pages} không có mã đối chiếu",
    "pages {pages} have no control code",
    "xem các trang này có đúng là của văn bản không (trang ký, phụ lục quét)",
    "see whether these pages belong to it (a scanned page, an enclosure)"};
inline constexpr ProblemKind kCodeOfForm{
    "signed-code-of-form",
    Severity::warning,
    "mã đối chiếu {code} là của biểu mẫu, không phải của số liệu trong {subject}",
    "the control code {code} is of the form, not of the figures in {subject}",
    "so số liệu trên giấy với báo cáo đã nhận; biểu lập lại sau khi nhận có mã của báo cáo",
    "compare the paper's figures with the report; a form made after it came has the report's code"};
inline constexpr ProblemKind kNotText{"signed-not-utf-8",
                                      Severity::error,
                                      "`{option}` không phải là chữ UTF-8",
                                      "`{option}` is no UTF-8 text",
                                      "gõ lại bằng bảng mã Unicode (UTF-8)",
                                      "type it again as Unicode (UTF-8)"};
inline constexpr ProblemKind kNoNumber{"signed-no-number",
                                       Severity::error,
                                       "không đọc được số, ký hiệu trên văn bản",
                                       "the number cannot be read on the paper",
                                       "thêm `--number SỐ`",
                                       "add `--number NUMBER`"};
inline constexpr ProblemKind kNoDay{"signed-no-day",
                                    Severity::error,
                                    "không đọc được ngày trên văn bản",
                                    "the day cannot be read on the paper",
                                    "thêm `--date NGÀY`",
                                    "add `--date DAY`"};
inline constexpr ProblemKind kContradicts{"signed-contradicts",
                                          Severity::warning,
                                          "{what}: đã ghi {taken}, nhưng {where} là {have}",
                                          "{what_en}: {taken} was taken, but {where_en} has {have}",
                                          "kiểm tra lại; nếu nhầm thì làm lại với `--replace`",
                                          "check it; if it is a slip do it again with `--replace`"};
inline constexpr ProblemKind kInFuture{"signed-in-future",
                                       Severity::warning,
                                       "ngày ký {day} sau hôm nay ({today})",
                                       "the day {day} is after today ({today})",
                                       "kiểm tra lại ngày",
                                       "check the day"};
inline constexpr ProblemKind kSealPartial{
    "signed-seal-partial",
    Severity::warning,
    "chữ ký số không bao trùm toàn bộ tệp: tệp có phần thêm vào sau khi ký",
    "the digital signature does not cover the whole file: something was added after it was signed",
    "mở tệp bằng phần mềm ký số để xem phần nào đã ký",
    "open it with a signing program to see what was signed"};
inline constexpr ProblemKind kAlready{
    "signed-already",
    Severity::error,
    "{subject} đã có bản ký: {paper} (tệp {file})",
    "{subject} has a signed copy already: {paper_en} (file {file})",
    "nếu tệp, số hoặc ngày này thay bản trước thì thêm `--replace`; cả hai đều được giữ",
    "if this file, number or day takes its place add `--replace`; both are kept"};

}  // namespace xanh::signed_copy
