// What can go wrong with a store, in words its user can act on; and the one exception in which it leaves this
// room once a store is open.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include "base/problem.hpp"

namespace xanh {

namespace store_problems {
inline constexpr ProblemKind kMissing{"store-missing",
                                      Severity::error,
                                      "ở đây chưa có kho dữ liệu",
                                      "there is no store here",
                                      "kiểm tra đường dẫn, hoặc tạo kho bằng `xanh init`",
                                      "check the address, or make one with `xanh init`"};
inline constexpr ProblemKind kNotAStore{"not-a-store",
                                        Severity::error,
                                        "đây không phải kho dữ liệu của Xanh",
                                        "this is not a store of Xanh",
                                        "chọn đúng thư mục hoặc cơ sở dữ liệu",
                                        "give the right folder or database"};
inline constexpr ProblemKind kExists{"store-exists",
                                     Severity::error,
                                     "ở đây đã có kho dữ liệu",
                                     "there is a store here already",
                                     "mở kho đó, hoặc chọn nơi khác",
                                     "open that one, or choose another place"};
inline constexpr ProblemKind kPlaceTaken{"store-place-taken",
                                         Severity::error,
                                         "nơi này đã có tệp khác",
                                         "this place holds other files",
                                         "chọn một thư mục mới hoặc thư mục trống",
                                         "choose a new or an empty folder"};
inline constexpr ProblemKind kOwned{"store-owned",
                                    Severity::error,
                                    "kho đang do tiến trình {pid} giữ để ghi",
                                    "process {pid} holds the store for writing",
                                    "dùng chương trình đang chạy đó, hoặc chờ nó kết thúc",
                                    "use that running program, or wait until it ends"};
inline constexpr ProblemKind kReadOnlyPlace{"store-place-read-only",
                                            Severity::error,
                                            "không ghi được vào nơi này ({reason})",
                                            "this place cannot be written to ({reason})",
                                            "cấp quyền ghi, hoặc mở kho để đọc",
                                            "grant the right to write, or open the store for reading"};
inline constexpr ProblemKind kDiskFull{"store-disk-full",
                                       Severity::error,
                                       "hết chỗ trên đĩa; chưa ghi gì",
                                       "the disk is full; nothing was written",
                                       "giải phóng dung lượng rồi làm lại",
                                       "free some space and do it again"};
inline constexpr ProblemKind kNewer{"store-newer",
                                    Severity::error,
                                    "kho ở phiên bản {found}, chương trình này chỉ biết đến {known}",
                                    "the store is of version {found}, this program knows up to {known}",
                                    "dùng bản Xanh mới hơn",
                                    "use a newer release of Xanh"};
inline constexpr ProblemKind kOlder{
    "store-older",
    Severity::error,
    "kho ở phiên bản {found}, cần nâng lên {known} trước khi đọc",
    "the store is of version {found} and has to be brought to {known} before it is read",
    "mở kho để ghi một lần, kho sẽ được sao lưu và nâng cấp",
    "open it for writing once: it is backed up and brought up to date"};
inline constexpr ProblemKind kOwnedOlder{
    "store-owned-older",
    Severity::error,
    "kho ở phiên bản {found}, chương trình này cần {known}, mà một chương trình khác đang giữ kho",
    "the store is of version {found} and this program needs {known}, while another program holds the store",
    "dừng máy chủ, rồi khởi động lại bằng chương trình này",
    "stop the server and start it anew with this program"};
inline constexpr ProblemKind kDamaged{"store-damaged",
                                      Severity::error,
                                      "tệp của kho bị hỏng ({reason})",
                                      "a file of the store is damaged ({reason})",
                                      "khôi phục từ bản sao lưu gần nhất",
                                      "restore the latest backup"};
inline constexpr ProblemKind kUnreachable{"store-unreachable",
                                          Severity::error,
                                          "không kết nối được cơ sở dữ liệu ({reason})",
                                          "the database cannot be reached ({reason})",
                                          "kiểm tra địa chỉ, máy chủ và quyền truy cập",
                                          "check the address, the server and the rights"};
inline constexpr ProblemKind kOutcomeUnknown{
    "store-outcome-unknown",
    Severity::error,
    "mất kết nối đúng lúc ghi: không rõ đã ghi hay chưa",
    "the connection broke while saving: it is not known whether it was saved",
    "xem lại trạng thái trước khi làm lại",
    "look at the state before doing it again"};
inline constexpr ProblemKind kBusy{"store-busy",
                                   Severity::error,
                                   "kho đang bận, đã thử lại nhiều lần",
                                   "the store is busy, also after several tries",
                                   "làm lại sau ít phút",
                                   "try again in a few minutes"};
inline constexpr ProblemKind kOpenedForReading{
    "store-opened-for-reading",           Severity::error, "kho đang mở chỉ để đọc",
    "the store is open for reading only", "mở kho để ghi", "open it for writing"};
inline constexpr ProblemKind kNotUtf8{"database-not-utf-8",
                                      Severity::error,
                                      "cơ sở dữ liệu dùng bảng mã {encoding}",
                                      "the database is in the encoding {encoding}",
                                      "tạo cơ sở dữ liệu với bảng mã UTF8",
                                      "make a database in the encoding UTF8"};
inline constexpr ProblemKind kAlreadyStored{"already-stored",
                                            Severity::error,
                                            "đã có bản ghi này trong `{record}`",
                                            "this record is in `{record}` already",
                                            "tải lại rồi xem bản đã có",
                                            "load again and look at the one that is there"};
inline constexpr ProblemKind kDiskFault{"store-fault",
                                        Severity::error,
                                        "kho báo lỗi ({reason})",
                                        "the store reports a fault ({reason})",
                                        "kiểm tra đĩa và máy chủ, xem nhật ký hệ thống",
                                        "check the disk and the server, see the system log"};
inline constexpr ProblemKind kAuditBroken{"audit-chain-broken",
                                          Severity::error,
                                          "nhật ký kiểm toán, dòng {seq}: {what_vi}",
                                          "audit log, row {seq}: {what_en}",
                                          "giữ nguyên kho, đối chiếu với bản sao lưu",
                                          "leave the store as it is and compare it with a backup"};
}  // namespace store_problems

/// A store that was open could not do what it was asked; nothing of the transaction was written, but for
/// store-outcome-unknown, which says so. Holds the problem to show.
class StoreFailure : public std::runtime_error {
 public:
  explicit StoreFailure(Problem problem)
      : std::runtime_error(problem.code + ": " + problem.message.en), problem_(std::move(problem)) {}
  [[nodiscard]] const Problem& problem() const { return problem_; }

 private:
  Problem problem_;
};

/// A record of this identity is there already (a revision sent twice, two snapshots of one number).
class AlreadyStored : public StoreFailure {
 public:
  AlreadyStored(Problem problem, std::string record)
      : StoreFailure(std::move(problem)), record_(std::move(record)) {}
  /// The table: "revisions", "plan_versions", …
  [[nodiscard]] const std::string& record() const { return record_; }

 private:
  std::string record_;
};

}  // namespace xanh
