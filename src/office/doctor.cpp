#include "office/doctor.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

#include "office/memory.hpp"
#include "office/seal.hpp"
#include "store/columnar_copy.hpp"

namespace xanh {
namespace {

namespace fs = std::filesystem;

constexpr ProblemKind kZonesMissing{"zones-missing",
                                    Severity::error,
                                    "máy không có bảng múi giờ",
                                    "the machine has no time-zone tables",
                                    "cài gói tzdata",
                                    "install the package tzdata"};
constexpr ProblemKind kNoOfficeSuite{"libreoffice-missing",
                                     Severity::warning,
                                     "không có LibreOffice, không lập được PDF",
                                     "there is no LibreOffice, so no PDF can be made",
                                     "cài gói libreoffice-writer-nogui",
                                     "install the package libreoffice-writer-nogui"};
constexpr ProblemKind kNoPdfReader{"pdftotext-missing",
                                   Severity::warning,
                                   "không có pdftotext, không đọc được bản đã ký",
                                   "there is no pdftotext, so no signed copy can be read",
                                   "cài gói poppler-utils",
                                   "install the package poppler-utils"};
constexpr ProblemKind kLittleSpace{"little-space",
                                   Severity::warning,
                                   "nơi chứa kho chỉ còn {mb} MB",
                                   "only {mb} MB are left where the store is",
                                   "giải phóng dung lượng",
                                   "free some space"};

constexpr ProblemKind kSealExposed{
    "seal-key-exposed",
    Severity::warning,
    "người khác đọc được khóa niêm phong",
    "others may read the key of the seal",
    "chạy `chmod 600` với tệp này; nếu nghi đã lộ, tạo khóa mới bằng `xanh seal new`",
    "run `chmod 600` on it; if it was seen, make another with `xanh seal new`"};

bool on_path(const std::string& program) {
  const char* path = std::getenv("PATH");
  std::error_code error;
  for (const auto& folder : split(path ? path : "", ':'))
    if (fs::exists(fs::path(folder) / program, error)) return true;
  return false;
}

using Examined = Outcome<std::vector<DoctorLine>>;

void put(Examined& out, std::string what, bool well, Bilingual says) {
  out.value.push_back({std::move(what), well, std::move(says)});
}

void look_at_machine(Instant now, Examined& out) {
  const bool zones = Zone::named("Asia/Ho_Chi_Minh").has_value();
  put(out, "tzdata", zones,
      zones ? Bilingual{"có bảng múi giờ", "time-zone tables found"} : Bilingual{"thiếu", "missing"});
  if (!zones) out.problems.push_back(problem(kZonesMissing, Place{}));
  const bool suite = on_path("soffice");
  put(out, "LibreOffice", suite,
      suite ? Bilingual{"lập được PDF", "PDF can be made"} : Bilingual{"thiếu", "missing"});
  if (!suite) out.problems.push_back(problem(kNoOfficeSuite, Place{}));
  const bool reader = on_path("pdftotext");
  put(out, "pdftotext", reader,
      reader ? Bilingual{"đọc được PDF", "PDF can be read"} : Bilingual{"thiếu", "missing"});
  if (!reader) out.problems.push_back(problem(kNoPdfReader, Place{}));
  if (zones) put(out, "clock", true, {to_text(now, *Zone::named("Asia/Ho_Chi_Minh")), to_text_utc(now)});
}

/// The copy of the figures for questions over all of them: it may be missing.
void look_at_copy(const fs::path& folder, Examined& out) {
  std::error_code error;
  const auto bytes = fs::file_size(folder / columnar_copy::kFile, error);
  if (error)
    put(out, "figures.copy", true,
        {"chưa có bản sao dạng cột của số liệu; lập khi chạy `xanh indicator`",
         "no columnar copy of the figures yet; made by `xanh indicator`"});
  else
    put(out, "figures.copy", true,
        {fmt::format("bản sao dạng cột của số liệu: {:.1f} MB, xóa được khi không ai dùng",
                     static_cast<double>(bytes) / 1e6),
         fmt::format("columnar copy of the figures: {:.1f} MB, may be deleted while nobody uses it",
                     static_cast<double>(bytes) / 1e6)});
}

void look_at_space(const fs::path& folder, Examined& out) {
  if (seal_is_exposed(folder))
    out.problems.push_back(problem(kSealExposed, {(folder / kSealFile).string(), 0, 0, {}, {}, {}}));
  std::error_code error;
  const auto space = fs::space(folder, error);
  const auto mb = error ? 0 : space.available / (1024 * 1024);
  put(out, "disk", mb >= 500, {fmt::format("còn {} MB", mb), fmt::format("{} MB left", mb)});
  if (mb < 500) out.problems.push_back(problem(kLittleSpace, Place{}, {{"mb", std::to_string(mb)}}));
}

void look_at_store(const ProgrammeStore& store, Examined& out) {
  auto damage = store.check();
  put(out, "store.check", damage.empty(),
      damage.empty() ? Bilingual{"tệp và chuỗi kiểm toán nguyên vẹn", "file and audit chain are whole"}
                     : Bilingual{"có hỏng hóc", "damaged"});
  append(out.problems, std::move(damage));
  append(out.problems, attempt([&] {
           store.read([&](const Transaction& t) {
             const Memory memory = recall(t);
             const auto seal = public_seal(t);
             put(out, "seal", true,
                 seal ? Bilingual{"dấu niêm phong dữ liệu, khóa công khai " + *seal,
                                  "the seal's public key is " + *seal}
                      : Bilingual{"chưa có khóa niêm phong; tạo khi công bố lần đầu hoặc khi chạy máy chủ",
                                  "no key of the seal yet; made at the first publication or by the server"});
             put(out, "programme", true,
                 {fmt::format("{}, {} bản kế hoạch, {} kỳ báo cáo", store.programme(), memory.plans.size(),
                              memory.cycles.size()),
                  fmt::format("{}, {} plan versions, {} cycles", store.programme(), memory.plans.size(),
                              memory.cycles.size())});
           });
         }));
  if (store.folder().empty()) return;
  look_at_copy(store.folder(), out);
  look_at_space(store.folder(), out);
}

}  // namespace

Outcome<std::vector<DoctorLine>> examine(const std::string& address, Instant now) {
  Examined out;
  look_at_machine(now, out);
  if (address.empty()) return out;
  auto opened = ProgrammeStore::open(address, ProgrammeStore::Mode::read_only);
  put(out, "store", opened.ok(), {address_to_show(address), address_to_show(address)});
  append(out.problems, std::move(opened.problems));
  if (opened.value) look_at_store(*opened.value, out);
  return out;
}

Outcome<std::vector<DoctorLine>> examine(const Desk& desk) {
  Examined out;
  out.problems = authorise(desk, Act::manage_store);
  if (has_error(out.problems)) return out;
  look_at_machine(desk.now, out);
  look_at_store(*desk.store, out);
  return out;
}

}  // namespace xanh
