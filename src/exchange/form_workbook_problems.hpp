// What can be wrong with a form workbook that comes back.
#pragma once

#include "base/problem.hpp"

namespace xanh::form_workbook {

inline constexpr ProblemKind kNotOurs{"form-not-ours",
                                      Severity::error,
                                      "tệp này không phải biểu mẫu của Xanh (thiếu trang tính ẩn `_xanh`)",
                                      "this is no form of Xanh (it lacks the hidden sheet `_xanh`)",
                                      "gửi lại chính tệp biểu mẫu đã nhận, không chép sang tệp khác",
                                      "send back the very file that was received, not a copy of its sheets"};
inline constexpr ProblemKind kUnknownFormat{"form-format",
                                            Severity::error,
                                            "biểu mẫu có định dạng `{format}`, chỉ đọc được `{known}`",
                                            "the form has the format `{format}`, only `{known}` can be read",
                                            "xuất lại biểu mẫu",
                                            "export the form again"};
inline constexpr ProblemKind kOtherProgramme{"form-other-programme",
                                             Severity::error,
                                             "biểu mẫu của chương trình `{have}`, không phải `{want}`",
                                             "a form of the programme `{have}`, not of `{want}`",
                                             "chọn đúng tệp",
                                             "choose the right file"};
inline constexpr ProblemKind kOtherCycle{"form-other-cycle",
                                         Severity::error,
                                         "biểu mẫu của kỳ `{have}`, không phải `{want}`",
                                         "a form of the cycle `{have}`, not of `{want}`",
                                         "chọn đúng tệp",
                                         "choose the right file"};
inline constexpr ProblemKind kOtherUnit{"form-other-unit",
                                        Severity::error,
                                        "biểu mẫu của đơn vị `{have}`, không phải `{want}`",
                                        "a form of the unit `{have}`, not of `{want}`",
                                        "chọn đúng tệp",
                                        "choose the right file"};
inline constexpr ProblemKind kNameTwice{"form-name-twice",
                                        Severity::error,
                                        "tên ô `{name}` chỉ hai nơi: {cells}",
                                        "the cell name `{name}` stands for two places: {cells}",
                                        "xóa bản chép, chỉ giữ ô gốc",
                                        "delete the copy, keep the original cell"};
inline constexpr ProblemKind kSheetTwice{"form-sheet-copied",
                                         Severity::error,
                                         "trang tính `{sheet}` lặp lại {count} ô của biểu mẫu",
                                         "the sheet `{sheet}` repeats {count} cells of the form",
                                         "xóa trang tính đã chép thêm",
                                         "delete the copied sheet"};
inline constexpr ProblemKind kNameLost{
    "form-name-lost",
    Severity::warning,
    "mất tên ô `{name}`, đã đọc theo mã `{code}` ở cột A",
    "the cell name `{name}` is lost, read by the code `{code}` in column A",
    "kiểm tra lại giá trị của ô này",
    "check the value of this cell"};
inline constexpr ProblemKind kCellLost{"form-cell-lost",
                                       Severity::error,
                                       "không còn ô `{name}` (đã xóa dòng hoặc cột)",
                                       "the cell `{name}` is gone (its row or column was deleted)",
                                       "chép số liệu sang biểu mẫu mới xuất",
                                       "copy the figures into a newly exported form"};
inline constexpr ProblemKind kNotNumber{"form-not-a-number",
                                        Severity::error,
                                        "`{have}` không phải là số",
                                        "`{have}` is not a number",
                                        "chỉ nhập số, không kèm đơn vị tính",
                                        "enter the number only, without its unit"};
inline constexpr ProblemKind kWordForFigure{
    "form-word-for-figure",
    Severity::warning,
    "`{have}` là không phát sinh, không áp dụng hay chưa có số liệu?",
    "does `{have}` mean nothing to report, not applicable or not available?",
    "để trống ô số và chọn Tình trạng số liệu",
    "leave the cell empty and choose the state of the figure"};
inline constexpr ProblemKind kGrouped{"form-number-read-as",
                                      Severity::warning,
                                      "chữ `{have}` đã đọc là {value}",
                                      "the text `{have}` was read as {value}",
                                      "nếu không đúng, nhập lại dạng số",
                                      "if that is wrong, enter it as a number"};
inline constexpr ProblemKind kShare{"form-share-or-percent",
                                    Severity::warning,
                                    "{have}: tỷ lệ tính bằng %, có phải {value}%?",
                                    "{have_en}: the figure is in %, is it {value_en} %?",
                                    "nhập 21,2 cho 21,2%",
                                    "enter 21.2 for 21.2 %"};
inline constexpr ProblemKind kBelow{"form-below-least",
                                    Severity::warning,
                                    "{have} nhỏ hơn mức nhỏ nhất {bound}",
                                    "{have_en} is less than the least value {bound_en}",
                                    "kiểm tra lại số liệu",
                                    "check the figure"};
inline constexpr ProblemKind kAbove{"form-above-most",
                                    Severity::warning,
                                    "{have} lớn hơn mức lớn nhất {bound}",
                                    "{have_en} is more than the greatest value {bound_en}",
                                    "kiểm tra lại số liệu, đơn vị tính",
                                    "check the figure and its unit"};
inline constexpr ProblemKind kNotWhole{"form-not-whole",        Severity::warning,
                                       "{have}: cần số nguyên", "{have_en}: a whole number is needed",
                                       "kiểm tra lại số liệu",  "check the figure"};
inline constexpr ProblemKind kNoFigure{"form-figure-missing",
                                       Severity::warning,
                                       "tình trạng là `{state}` nhưng không có số liệu",
                                       "the state is `{state_en}` but there is no figure",
                                       "nhập số liệu hoặc chọn tình trạng khác",
                                       "enter the figure or choose another state"};
inline constexpr ProblemKind kStateContradicts{"form-state-contradicts",
                                               Severity::warning,
                                               "tình trạng là `{state}` nhưng ô số có {have}",
                                               "the state is `{state_en}` but the figure is {have_en}",
                                               "xóa số hoặc chọn tình trạng khác",
                                               "clear the figure or choose another state"};
inline constexpr ProblemKind kNotAnswered{"form-not-answered",
                                          Severity::warning,
                                          "chưa trả lời: {name}",
                                          "not answered: {name_en}",
                                          "nhập số liệu hoặc chọn tình trạng",
                                          "enter it or choose a state"};
inline constexpr ProblemKind kUnknownWord{"form-unknown-word",          Severity::error,
                                          "không có lựa chọn `{have}`", "there is no choice `{have}`",
                                          "chọn một trong: {choices}",  "choose one of: {choices}"};
inline constexpr ProblemKind kNotDate{"form-not-a-date",
                                      Severity::error,
                                      "`{have}` không phải là ngày",
                                      "`{have}` is not a day",
                                      "nhập dạng ngày/tháng/năm: 14/6/2023",
                                      "enter it as day/month/year: 14/6/2023"};
inline constexpr ProblemKind kErrorCell{"form-error-cell",
                                        Severity::error,
                                        "ô báo lỗi {have}",
                                        "the cell shows the error {have}",
                                        "sửa công thức hoặc nhập lại giá trị",
                                        "mend the formula or enter the value"};
inline constexpr ProblemKind kTooLong{"form-text-too-long",
                                      Severity::warning,
                                      "dài {have} ký tự, giới hạn {limit}",
                                      "{have} characters, the limit is {limit}",
                                      "rút gọn",
                                      "shorten it"};
inline constexpr ProblemKind kNoStatus{
    "form-status-missing",
    Severity::error,
    "nhiệm vụ có nội dung nhưng chưa chọn tình trạng; tạm ghi Đang thực hiện",
    "the task has content but no status; taken as under way",
    "chọn tình trạng của nhiệm vụ",
    "choose the status of the task"};
inline constexpr ProblemKind kNoWord{"form-kind-missing",
                                     Severity::warning,
                                     "chưa chọn loại; tạm ghi `{taken}`",
                                     "the kind is not chosen; taken as `{taken_en}`",
                                     "chọn trong danh sách",
                                     "choose from the list"};
inline constexpr ProblemKind kNoRating{"form-rating-missing",
                                       Severity::error,
                                       "có tóm tắt hoặc minh chứng nhưng chưa tự đánh giá",
                                       "there is a summary or a proof but no assessment",
                                       "chọn mức tự đánh giá",
                                       "choose the assessment"};
inline constexpr ProblemKind kNoContent{
    "form-content-missing",       Severity::warning,
    "dòng này chưa có nội dung",  "this row has no matter",
    "ghi nội dung hoặc xóa dòng", "say what it is about or clear the row"};
inline constexpr ProblemKind kNoAmount{"form-amount-missing",
                                       Severity::warning,
                                       "dòng này chưa có số tiền nào, không được đọc",
                                       "this row has no amount and is not read",
                                       "ghi số tiền (triệu đồng) hoặc xóa dòng",
                                       "give the amounts (million dong) or clear the row"};
inline constexpr ProblemKind kNoAnswerStatus{
    "form-status-missing",
    Severity::error,
    "ý kiến chỉ đạo này có nội dung trả lời nhưng chưa chọn tình trạng",
    "this directive is answered without choosing its state",
    "chọn một tình trạng trong danh sách",
    "choose one of the states in the list"};
inline constexpr ProblemKind kNoVerdict{"form-verdict-missing",
                                        Severity::error,
                                        "có đề xuất nhưng chưa chọn còn phù hợp, cần sửa hay bỏ",
                                        "there is a proposal without keep, change or drop",
                                        "chọn một trong ba",
                                        "choose one of the three"};
inline constexpr ProblemKind kNoLongerAsked{"form-no-longer-asked",
                                            Severity::warning,
                                            "kế hoạch hiện hành không còn mục `{code}`, đã bỏ qua",
                                            "the plan in force has no item `{code}` any more; left out",
                                            "không cần làm gì",
                                            "nothing to do"};
inline constexpr ProblemKind kMergedAway{"form-cell-merged",
                                         Severity::warning,
                                         "ô này bị gộp với ô khác nên không có giá trị riêng",
                                         "this cell was merged with another and has no value of its own",
                                         "tách ô rồi nhập lại",
                                         "split the cells and enter it again"};
inline constexpr ProblemKind kRowWithoutCode{
    "form-row-unknown",
    Severity::warning,
    "dòng này không thuộc biểu mẫu, số `{have}` không được đọc",
    "this row is no part of the form, its figure `{have}` was not read",
    "chuyển số vào dòng in sẵn, hoặc ghi ở Biểu 06",
    "move it to a printed row, or tell it in table 06"};

inline constexpr ProblemKind kNoFund{"form-fund-missing",
                                     Severity::error,
                                     "dòng kinh phí chưa chọn nguồn vốn",
                                     "a row of money without its source of funds",
                                     "chọn nguồn ở cột 3; mỗi nguồn một dòng",
                                     "choose the source in column 3; one source a row"};

}  // namespace xanh::form_workbook
