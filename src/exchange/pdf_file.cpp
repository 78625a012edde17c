#include "exchange/pdf_file.hpp"

#include <fmt/format.h>
#include <qpdf/qpdf-c.h>

#include <algorithm>
#include <filesystem>

#include "exchange/guarded_child.hpp"
#include "exchange/whole_file.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kNotPdf{"pdf-not-a-pdf",
                              Severity::error,
                              "đây không phải tệp PDF",
                              "this is no PDF",
                              "quét hoặc xuất văn bản đã ký ra PDF rồi nêu tệp đó",
                              "scan or export the signed paper as PDF and give that file"};
constexpr ProblemKind kTooLarge{"pdf-too-large",
                                Severity::error,
                                "tệp PDF dài {have} MB, giới hạn {limit} MB",
                                "the PDF has {have} MB, the limit is {limit} MB",
                                "quét lại ở độ phân giải thấp hơn",
                                "scan it again with a lower resolution"};
constexpr ProblemKind kBroken{"pdf-broken",
                              Severity::error,
                              "tệp PDF hỏng, không mở được",
                              "the PDF is broken and cannot be opened",
                              "xin lại tệp, hoặc quét lại bản giấy",
                              "ask for the file again, or scan the paper again"};
constexpr ProblemKind kMended{"pdf-damaged",
                              Severity::warning,
                              "tệp PDF có chỗ hỏng, vẫn đọc được",
                              "the PDF is damaged in places, and could be read",
                              "mở tệp xem có đủ trang không",
                              "open it and see whether all pages are there"};
constexpr ProblemKind kEncrypted{"pdf-encrypted",
                                 Severity::error,
                                 "tệp PDF có mật khẩu",
                                 "the PDF needs a password",
                                 "xin lại tệp không đặt mật khẩu",
                                 "ask for the file without a password"};
constexpr ProblemKind kTooManyPages{"pdf-too-many-pages",
                                    Severity::error,
                                    "tệp PDF có {have} trang, giới hạn {limit} trang",
                                    "the PDF has {have} pages, the limit is {limit}",
                                    "chỉ nêu văn bản đã ký, không kèm tài liệu khác",
                                    "give the signed paper only, without other documents"};
constexpr ProblemKind kTooMuch{
    "pdf-too-much",
    Severity::error,
    "tệp PDF cần quá nhiều bộ nhớ hoặc thời gian để đọc (giới hạn {seconds} giây)",
    "the PDF takes too much memory or time to be read (the limit is {seconds} seconds)",
    "quét lại bản giấy thành tệp PDF mới",
    "scan the paper again into a new PDF"};
constexpr ProblemKind kNoReader{"pdf-no-reader",
                                Severity::error,
                                "không tìm thấy pdftotext nên không đọc được chữ trong PDF",
                                "pdftotext was not found, so the text of the PDF cannot be read",
                                "cài gói poppler-utils",
                                "install the package poppler-utils"};

/// What the child that opens the file tells.
struct Structure {
  std::string problem;  ///< a word; empty: it opened
  int pages = 0;
  bool mended = false;
  std::vector<PdfSeal> seals;
};
BOOST_DESCRIBE_STRUCT(Structure, (), (problem, pages, mended, seals))

/// A PDF under libqpdf's interface in C: clang cannot take its headers of C++.
class OpenPdf {
 public:
  explicit OpenPdf(const std::string& bytes) : pdf_(qpdf_init()) {
    qpdf_silence_errors(pdf_);
    qpdf_set_suppress_warnings(pdf_, QPDF_TRUE);
    qpdf_read_memory(pdf_, "pdf", bytes.data(), bytes.size(), nullptr);
  }
  ~OpenPdf() { qpdf_cleanup(&pdf_); }
  OpenPdf(const OpenPdf&) = delete;
  OpenPdf& operator=(const OpenPdf&) = delete;

  /// A word for the error that came up since it was asked last; empty when there was none.
  std::string problem() {
    if (qpdf_has_error(pdf_) == QPDF_FALSE) return {};
    qpdf_error error = qpdf_get_error(pdf_);
    if (qpdf_get_error_code(pdf_, error) == qpdf_e_password) return "encrypted";
    const std::string_view detail = qpdf_get_error_message_detail(pdf_, error);
    return detail.find("bad_alloc") == std::string_view::npos ? "broken" : "too-much";
  }
  int pages() { return qpdf_get_num_pages(pdf_); }
  bool warned() { return qpdf_more_warnings(pdf_) != QPDF_FALSE; }
  qpdf_oh root() { return qpdf_get_root(pdf_); }
  bool is_dictionary(qpdf_oh at) { return qpdf_oh_is_dictionary(pdf_, at) != QPDF_FALSE; }
  qpdf_oh key(qpdf_oh at, const char* name) { return qpdf_oh_get_key(pdf_, at, name); }
  /// 0 for what is no array.
  int items(qpdf_oh at) {
    return qpdf_oh_is_array(pdf_, at) != QPDF_FALSE ? qpdf_oh_get_array_n_items(pdf_, at) : 0;
  }
  qpdf_oh item(qpdf_oh at, int i) { return qpdf_oh_get_array_item(pdf_, at, i); }
  /// "/Sig", or empty.
  std::string name(qpdf_oh at) {
    return qpdf_oh_is_name(pdf_, at) != QPDF_FALSE ? qpdf_oh_get_name(pdf_, at) : std::string{};
  }
  std::string text(qpdf_oh at) {
    return qpdf_oh_is_string(pdf_, at) != QPDF_FALSE ? qpdf_oh_get_utf8_value(pdf_, at) : std::string{};
  }
  std::optional<long long> number(qpdf_oh at) {
    long long value = 0;
    if (qpdf_oh_get_value_as_longlong(pdf_, at, &value) == QPDF_FALSE) return std::nullopt;
    return value;
  }

 private:
  qpdf_data pdf_;
};

/// Signature fields of a form of 10,000 fields, 32 levels deep: no form of an office is larger.
class Seals {
 public:
  Seals(OpenPdf& pdf, size_t file_size, std::vector<PdfSeal>& out)
      : pdf_(pdf), size_(static_cast<long long>(file_size)), out_(out) {}

  void walk(qpdf_oh fields, const std::string& inherited, int depth) {
    if (depth > 32) return;
    const int count = pdf_.items(fields);
    for (int i = 0; i < count && visited_ < 10'000; ++i) {
      ++visited_;
      const qpdf_oh field = pdf_.item(fields, i);
      if (!pdf_.is_dictionary(field)) continue;
      std::string kind = pdf_.name(pdf_.key(field, "/FT"));
      if (kind.empty()) kind = inherited;
      const qpdf_oh value = pdf_.key(field, "/V");
      if (kind == "/Sig" && pdf_.is_dictionary(value)) take(value);
      walk(pdf_.key(field, "/Kids"), kind, depth + 1);
    }
  }

 private:
  void take(qpdf_oh value) {
    PdfSeal seal;
    seal.kind = pdf_.name(pdf_.key(value, "/SubFilter"));
    if (seal.kind.starts_with('/')) seal.kind.erase(0, 1);
    seal.name = pdf_.text(pdf_.key(value, "/Name"));
    for (std::string* text : {&seal.kind, &seal.name}) {
      text->resize(std::min<size_t>(text->size(), 200));
      *text = to_nfc(*text).value_or("");  // cut within a character: not worth more
    }
    // [0 a b c]: all but the hole from a to b, where the signature itself stands.
    const qpdf_oh range = pdf_.key(value, "/ByteRange");
    if (pdf_.items(range) == 4) {
      const auto at = [&](int i) { return pdf_.number(pdf_.item(range, i)).value_or(-1); };
      const long long hole = at(1), after = at(2), rest = at(3);
      seal.whole_file = at(0) == 0 && 0 < hole && hole < after && after <= size_ && rest == size_ - after;
    }
    out_.push_back(std::move(seal));
  }

  OpenPdf& pdf_;
  long long size_;
  std::vector<PdfSeal>& out_;
  int visited_ = 0;
};

Structure open_pdf(const std::string& bytes) {
  Structure out;
  OpenPdf pdf(bytes);
  out.problem = pdf.problem();
  if (!out.problem.empty()) return out;
  out.pages = pdf.pages();
  out.problem = pdf.problem();
  if (out.problem.empty() && out.pages <= 0) out.problem = "broken";
  if (!out.problem.empty()) return out;
  const qpdf_oh form = pdf.key(pdf.root(), "/AcroForm");
  if (pdf.is_dictionary(form)) Seals{pdf, bytes.size(), out.seals}.walk(pdf.key(form, "/Fields"), {}, 0);
  out.mended = pdf.warned();
  out.problem = pdf.problem();
  return out;
}

/// A text by page; pdftotext ends each page with a form feed.
std::vector<std::string> pages_of(const std::string& text, int pages) {
  std::vector<std::string> out;
  size_t begin = 0;
  while (begin < text.size() && static_cast<int>(out.size()) < pages) {
    const size_t end = std::min(text.find('\f', begin), text.size());
    out.push_back(to_nfc(std::string_view(text).substr(begin, end - begin)).value_or(""));
    begin = end + 1;
  }
  out.resize(static_cast<size_t>(pages));
  return out;
}

std::string megabytes(size_t bytes) {
  return fmt::format("{:.1f}", static_cast<double>(bytes) / (1 << 20));
}

}  // namespace

bool PdfFile::has_text() const {
  return std::any_of(text.begin(), text.end(),
                     [](const std::string& page) { return !trimmed(page).empty(); });
}

Outcome<std::string> read_pdf_bytes(const std::string& path, const PdfLimits& limits) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (!error && size > limits.bytes)
    return {{},
            {problem(kTooLarge, Place{path, 0, 0, {}, {}, {}},
                     {{"have", megabytes(size)}, {"limit", megabytes(limits.bytes)}})}};
  return read_whole_file(path);  // a missing or unreadable one is told there
}

Outcome<PdfFile> read_pdf(const std::string& bytes, const std::string& file, const PdfLimits& limits) {
  Outcome<PdfFile> out;
  const Place place{file, 0, 0, {}, {}, {}};
  const std::string seconds = std::to_string(limits.time.count());
  const auto refuse = [&](Problem problem) {
    out.problems.push_back(std::move(problem));
    return out;
  };
  // Readers look for the mark within the first kilobyte: some programs put a line of their own before it.
  if (std::string_view(bytes).substr(0, 1024).find("%PDF-") == std::string_view::npos)
    return refuse(problem(kNotPdf, place));
  if (bytes.size() > limits.bytes)
    return refuse(
        problem(kTooLarge, place, {{"have", megabytes(bytes.size())}, {"limit", megabytes(limits.bytes)}}));

  const ChildLimits child{limits.time, limits.memory, limits.text_bytes};
  const ChildResult opened =
      run_in_child([&bytes] { return write_json_line(to_node(open_pdf(bytes))); }, child);
  if (opened.end == ChildResult::End::too_long || opened.end == ChildResult::End::too_much)
    return refuse(problem(kTooMuch, place, {{"seconds", seconds}}));
  const auto tree = read_json(opened.output, file);
  const auto told = from_node<Structure>(tree.value, file);
  if (opened.end != ChildResult::End::done || !tree.ok() || !told.ok())
    return refuse(problem(kBroken, place));
  const Structure& structure = told.value;
  if (structure.problem == "encrypted") return refuse(problem(kEncrypted, place));
  if (structure.problem == "too-much") return refuse(problem(kTooMuch, place, {{"seconds", seconds}}));
  if (!structure.problem.empty()) return refuse(problem(kBroken, place));
  if (structure.pages > limits.pages)
    return refuse(
        problem(kTooManyPages, place,
                {{"have", std::to_string(structure.pages)}, {"limit", std::to_string(limits.pages)}}));
  if (structure.mended) out.problems.push_back(problem(kMended, place));
  out.value.pages = structure.pages;
  out.value.seals = structure.seals;

  const ChildResult text = run_program({"pdftotext", "-layout", "-enc", "UTF-8", "-", "-"}, bytes, child);
  switch (text.end) {
    case ChildResult::End::missing:
      return refuse(problem(kNoReader, place));
    case ChildResult::End::too_long:
    case ChildResult::End::too_much:
    case ChildResult::End::failed:
      return refuse(problem(kTooMuch, place, {{"seconds", seconds}}));
    case ChildResult::End::done:
      break;
  }
  // 3: the file forbids copying its text; then it is read by a person, like a scan.
  if (text.code != 0 && text.code != 3) return refuse(problem(kBroken, place));
  out.value.text = pages_of(text.output, structure.pages);
  return out;
}

}  // namespace xanh
