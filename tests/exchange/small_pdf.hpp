// Hand-made PDFs for tests: pages of text or of nothing, and a real signature put into any of them by an
// incremental update, with a certificate of its own made by openssl.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/at_hand.hpp"

namespace xanh::pdf_test {

namespace fs = std::filesystem;

/// Objects, cross-reference table and trailer.
class PdfWriter {
 public:
  PdfWriter() : out_("%PDF-1.7\n") {}
  /// The number it got.
  int add(const std::string& body) {
    places_.push_back(out_.size());
    out_ += fmt::format("{} 0 obj\n{}\nendobj\n", places_.size(), body);
    return static_cast<int>(places_.size());
  }
  static std::string stream(const std::string& bytes, const std::string& more = {}) {
    return fmt::format("<< /Length {} {} >>\nstream\n{}\nendstream", bytes.size(), more, bytes);
  }
  std::string finish(int root, const std::string& more = {}) {
    const size_t table = out_.size();
    out_ += fmt::format("xref\n0 {}\n0000000000 65535 f \n", places_.size() + 1);
    for (const size_t at : places_) out_ += fmt::format("{:010} 00000 n \n", at);
    out_ += fmt::format("trailer\n<< /Size {} /Root {} 0 R {} >>\nstartxref\n{}\n%%EOF\n", places_.size() + 1,
                        root, more, table);
    return out_;
  }

 private:
  std::string out_;
  std::vector<size_t> places_;
};

/// A page for each text (ASCII); an empty text is a page without any, as a scan has.
inline std::string small_pdf(const std::vector<std::string>& pages) {
  PdfWriter pdf;
  const int font = pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
  const int parent = font + 1 + 2 * static_cast<int>(pages.size());
  std::string kids;
  for (const auto& text : pages) {
    const std::string drawn =
        text.empty() ? "0 0 m 10 10 l S" : "BT /F1 12 Tf 72 720 Td (" + text + ") Tj ET";
    const int content = pdf.add(PdfWriter::stream(drawn));
    kids += fmt::format(
        "{} 0 R ",
        pdf.add(fmt::format("<< /Type /Page /Parent {} 0 R /MediaBox [0 0 595 842] /Contents {} 0 R "
                            "/Resources << /Font << /F1 {} 0 R >> >> >>",
                            parent, content, font)));
  }
  pdf.add(fmt::format("<< /Type /Pages /Count {} /Kids [{}] >>", pages.size(), kids));
  return pdf.finish(pdf.add(fmt::format("<< /Type /Catalog /Pages {} 0 R >>", parent)));
}

/// A folder for openssl and others, removed at the end.
class Bench {
 public:
  Bench() {
    std::string name = fs::temp_directory_path() / "xanh-pdf-test-XXXXXX";
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    folder_ = name;
  }
  ~Bench() {
    std::error_code error;
    fs::remove_all(folder_, error);
  }
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;
  [[nodiscard]] fs::path path(const std::string& name) const { return folder_ / name; }
  fs::path put(const std::string& name, const std::string& bytes) const {
    std::ofstream(path(name), std::ios::binary) << bytes;
    return path(name);
  }
  /// Runs a command of the shell in the folder; its standard output. A failure is a failure of the test.
  std::string run(const std::string& command) const {
    const std::string whole = "cd '" + folder_.string() + "' && " + command + " > told 2> messages";
    EXPECT_EQ(std::system(whole.c_str()), 0) << command << "\n" << bytes_of(path("messages"));
    return bytes_of(path("told"));
  }

 private:
  fs::path folder_;
};

inline size_t last_number_after(const std::string& pdf, const std::string& key) {
  const size_t at = pdf.rfind(key);
  if (at == std::string::npos) throw std::runtime_error("no " + key);
  return std::stoul(pdf.substr(at + key.size()));
}

/// Signs the file for real: PKCS#7 over everything but the hole for itself, in an incremental update. The
/// file must have a cross-reference table, as those of LibreOffice have.
inline std::string signed_pdf(const Bench& bench, const std::string& pdf,
                              const std::string& kind = "adbe.pkcs7.detached") {
  const size_t root = last_number_after(pdf, "/Root "), size = last_number_after(pdf, "/Size "),
               table = last_number_after(pdf, "startxref\n");
  const std::string head = fmt::format("\n{} 0 obj", root);
  const size_t begin = pdf.rfind(head);
  if (begin == std::string::npos) throw std::runtime_error("no catalog");
  const size_t open = pdf.find("<<", begin), end = pdf.find("endobj", open);
  std::string catalog = pdf.substr(open, end - open);
  // A second signature is one more field of the form that the first one made.
  constexpr std::string_view kFields = "/Fields [";
  if (const size_t fields = catalog.find(kFields); fields != std::string::npos)
    catalog.insert(fields + kFields.size(), fmt::format("{} 0 R ", size));
  else
    catalog.insert(2, fmt::format(" /AcroForm << /SigFlags 3 /Fields [{} 0 R] >> ", size));
  constexpr size_t kHole = 16'000;
  std::string out = pdf;
  if (out.back() != '\n') out += '\n';
  const size_t catalog_at = out.size();
  out += fmt::format("{} 0 obj\n{}endobj\n", root, catalog);
  const size_t field_at = out.size();
  out += fmt::format(
      "{} 0 obj\n<< /FT /Sig /Type /Annot /Subtype /Widget /Rect [0 0 0 0] /F 132 /T (ky{}) /V {} 0 R "
      ">>\nendobj\n",
      size, size, size + 1);
  const size_t seal_at = out.size();
  out += fmt::format(
      "{} 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /{} /Name (Nguyen Van A) /ByteRange ",
      size + 1, kind);
  const size_t range_at = out.size();
  out += std::string(60, ' ') + "/Contents <";
  const size_t hole = out.size() - 1;
  out += std::string(kHole, '0') + "> >>\nendobj\n";
  const size_t after = hole + kHole + 2, xref = out.size();
  out += fmt::format("xref\n{} 1\n{:010} 00000 n \n{} 2\n{:010} 00000 n \n{:010} 00000 n \n", root,
                     catalog_at, size, field_at, seal_at);
  out += fmt::format("trailer\n<< /Size {} /Root {} 0 R /Prev {} >>\nstartxref\n{}\n%%EOF\n", size + 2, root,
                     table, xref);
  const std::string range = fmt::format("[0 {} {} {}]", hole, after, out.size() - after);
  out.replace(range_at, range.size(), range);

  bench.put("to-sign", out.substr(0, hole) + out.substr(after));
  if (!fs::exists(bench.path("key.pem")))
    bench.run(
        "openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 3650 "
        "-subj '/CN=Nguyen Van A/O=Xanh test'");
  bench.run(
      "openssl cms -sign -binary -in to-sign -signer cert.pem -inkey key.pem -md sha256 -nosmimecap "
      "-outform DER -out seal.der");
  size_t at = hole + 1;
  for (const unsigned char c : bytes_of(bench.path("seal.der"))) {
    out.replace(at, 2, fmt::format("{:02x}", c));
    at += 2;
  }
  return out;
}

}  // namespace xanh::pdf_test
