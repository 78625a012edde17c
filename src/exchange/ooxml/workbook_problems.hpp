// Why a workbook is not read, or not all of it.
#pragma once

#include "base/problem.hpp"

namespace xanh::workbook {

inline constexpr ProblemKind kText{"workbook-is-text",
                                   Severity::error,
                                   "đây là tệp văn bản (CSV, HTML, XML), không phải sổ tính .xlsx",
                                   "this is a text file (CSV, HTML, XML), no .xlsx workbook",
                                   "mở bằng Excel hoặc LibreOffice rồi lưu lại ở dạng .xlsx",
                                   "open it in Excel or LibreOffice and save it as .xlsx"};
inline constexpr ProblemKind kOpenDocument{"workbook-opendocument",
                                           Severity::error,
                                           "đây là tệp OpenDocument (.ods), không phải .xlsx",
                                           "this is an OpenDocument file (.ods), no .xlsx",
                                           "lưu lại ở dạng .xlsx",
                                           "save it as .xlsx"};
inline constexpr ProblemKind kBinary{"workbook-binary",
                                     Severity::error,
                                     "đây là sổ tính nhị phân (.xlsb), không phải .xlsx",
                                     "this is a binary workbook (.xlsb), no .xlsx",
                                     "lưu lại ở dạng .xlsx",
                                     "save it as .xlsx"};
inline constexpr ProblemKind kNotWorkbook{"workbook-none",        Severity::error,
                                          "tệp không có sổ tính", "there is no workbook in the file",
                                          "chọn đúng tệp .xlsx",  "choose the right .xlsx file"};
inline constexpr ProblemKind kMacros{"workbook-macros",
                                     Severity::error,
                                     "sổ tính có macro (`{part}`)",
                                     "the workbook has macros (`{part}`)",
                                     "lưu lại ở dạng .xlsx không có macro",
                                     "save it as .xlsx without macros"};
inline constexpr ProblemKind kExternalLinks{"workbook-external-links",
                                            Severity::error,
                                            "sổ tính có liên kết đến sổ tính khác (`{part}`)",
                                            "the workbook has links to other workbooks (`{part}`)",
                                            "trong Excel chọn Data, Edit Links, Break Link rồi lưu lại",
                                            "in Excel choose Data, Edit Links, Break Link and save it again"};
inline constexpr ProblemKind kEmbedded{"workbook-embedded-object",
                                       Severity::error,
                                       "sổ tính có đối tượng nhúng (`{part}`)",
                                       "the workbook has an embedded object (`{part}`)",
                                       "xóa đối tượng nhúng (OLE, ActiveX) rồi lưu lại",
                                       "delete the embedded object (OLE, ActiveX) and save it again"};
inline constexpr ProblemKind kTooManySheets{"workbook-too-many-sheets",
                                            Severity::error,
                                            "sổ tính có {count} trang tính, nhiều hơn {limit}",
                                            "the workbook has {count} sheets, more than {limit}",
                                            "xóa các trang tính không cần",
                                            "delete the sheets not needed"};
inline constexpr ProblemKind kLongSheetName{"workbook-sheet-name",
                                            Severity::error,
                                            "tên trang tính thứ {number} dài hơn {limit} byte",
                                            "the name of sheet {number} is longer than {limit} bytes",
                                            "đặt tên ngắn hơn",
                                            "give it a shorter name"};
inline constexpr ProblemKind kTooManyCells{
    "workbook-too-many-cells",     Severity::error,
    "sổ tính có hơn {limit} ô",    "the workbook has more than {limit} cells",
    "xóa các dòng, cột không cần", "delete rows and columns not needed"};
inline constexpr ProblemKind kTooMuchText{"workbook-too-much-text",
                                          Severity::error,
                                          "chữ trong các ô dài hơn {limit} MiB",
                                          "the text of the cells is longer than {limit} MiB",
                                          "rút gọn chữ trong các ô",
                                          "shorten the text in the cells"};
inline constexpr ProblemKind kOutside{
    "workbook-cell-outside",
    Severity::error,
    "vị trí `{cell}` nằm ngoài trang tính (1.048.576 dòng, 16.384 cột)",
    "the position `{cell}` lies outside a sheet (1,048,576 rows, 16,384 columns)",
    "mở bằng Excel hoặc LibreOffice rồi lưu lại",
    "open it in Excel or LibreOffice and save it again"};
inline constexpr ProblemKind kDoubledCell{"workbook-cell-doubled",
                                          Severity::error,
                                          "ô có hai lần trong tệp",
                                          "the cell stands twice in the file",
                                          "mở bằng Excel hoặc LibreOffice rồi lưu lại",
                                          "open it in Excel or LibreOffice and save it again"};
inline constexpr ProblemKind kBadCell{"workbook-cell-value",
                                      Severity::error,
                                      "không đọc được giá trị `{value}` của ô",
                                      "the cell's value `{value}` cannot be read",
                                      "nhập lại ô này rồi lưu",
                                      "type the cell again and save"};
inline constexpr ProblemKind kDoubledSheet{"workbook-sheet-doubled",
                                           Severity::error,
                                           "hai trang tính cùng tên `{sheet}`",
                                           "two sheets have the name `{sheet}`",
                                           "đổi tên một trang tính",
                                           "rename one of them"};
inline constexpr ProblemKind kDoctype{"workbook-doctype",
                                      Severity::error,
                                      "phần `{part}` khai báo DOCTYPE, không được phép",
                                      "the part `{part}` has a DOCTYPE declaration, which is not allowed",
                                      "mở bằng Excel hoặc LibreOffice rồi lưu lại",
                                      "open it in Excel or LibreOffice and save it again"};
inline constexpr ProblemKind kNotUtf8{"workbook-not-utf-8",
                                      Severity::error,
                                      "phần `{part}` không phải UTF-8 (byte {offset})",
                                      "the part `{part}` is not UTF-8 (byte {offset})",
                                      "mở bằng Excel hoặc LibreOffice rồi lưu lại",
                                      "open it in Excel or LibreOffice and save it again"};
inline constexpr ProblemKind kBrokenXml{"workbook-broken-xml",
                                        Severity::error,
                                        "phần `{part}` hỏng (byte {offset})",
                                        "the part `{part}` is broken (byte {offset})",
                                        "mở bằng Excel hoặc LibreOffice rồi lưu lại",
                                        "open it in Excel or LibreOffice and save it again"};
inline constexpr ProblemKind kMissingPart{"workbook-part-missing",
                                          Severity::error,
                                          "tệp thiếu phần `{part}`",
                                          "the file lacks the part `{part}`",
                                          "mở bằng Excel hoặc LibreOffice rồi lưu lại",
                                          "open it in Excel or LibreOffice and save it again"};
inline constexpr ProblemKind kDecomposed{"workbook-not-composed",
                                         Severity::warning,
                                         "chữ tiếng Việt ở dạng tổ hợp rời ({count} chỗ)",
                                         "Vietnamese letters in decomposed form ({count} places)",
                                         "đã đọc ở dạng dựng sẵn (NFC)",
                                         "taken in composed form (NFC)"};

}  // namespace xanh::workbook
