// A PDF that somebody sent: its text by page (poppler's pdftotext) and the digital signatures it carries
// (libqpdf). Both read it in processes of their own, within limits, for such a file may be hostile.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/describe.hpp"

namespace xanh {

/// A signature field that is signed. Whose certificate it is, and whether it holds, nobody has checked.
struct PdfSeal {
  std::string kind;         ///< ETSI.CAdES.detached, adbe.pkcs7.detached, ETSI.RFC3161 …
  bool whole_file = false;  ///< its byte range goes from the first byte to the last
  std::string name;         ///< as the signing program wrote it; no proof
};
BOOST_DESCRIBE_STRUCT(PdfSeal, (), (kind, whole_file, name))

struct PdfFile {
  int pages = 0;
  std::vector<std::string> text;  ///< of each page, NFC; empty where there is none (a scan)
  std::vector<PdfSeal> seals;
  [[nodiscard]] bool has_text() const;
};

struct PdfLimits {
  size_t bytes = size_t{64} << 20;
  int pages = 1000;
  size_t text_bytes = size_t{16} << 20;
  size_t memory = size_t{1} << 30;
  std::chrono::seconds time{60};
};

/// The bytes of a file that is not longer than a PDF may be.
[[nodiscard]] Outcome<std::string> read_pdf_bytes(const std::string& path, const PdfLimits& limits = {});

/// Refused: what is no PDF, is broken beyond mending, needs a password, or goes beyond the limits.
[[nodiscard]] Outcome<PdfFile> read_pdf(const std::string& bytes, const std::string& file,
                                        const PdfLimits& limits = {});

}  // namespace xanh
