// PDFs that somebody sent: their text and signatures, and everything a hostile one can do.
#include "exchange/pdf_file.hpp"

#include <zlib.h>

#include "base/at_hand.hpp"
#include "exchange/small_pdf.hpp"

namespace xanh {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string deflated(const std::string& bytes) {
  std::string out(compressBound(bytes.size()), '\0');
  uLongf size = out.size();
  compress2(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()),
            bytes.size(), 9);
  out.resize(size);
  return out;
}

TEST(PdfFileTest, TextComesByPage) {
  const auto pdf = read_pdf(pdf_test::small_pdf({"abc 0123456789ab", "", "last"}), "f.pdf");
  ASSERT_TRUE(pdf.ok());
  EXPECT_THAT(pdf.problems, IsEmpty());
  EXPECT_EQ(pdf.value.pages, 3);
  ASSERT_EQ(pdf.value.text.size(), 3u);
  EXPECT_THAT(pdf.value.text[0], HasSubstr("0123456789ab"));
  EXPECT_EQ(trimmed(pdf.value.text[1]), "");
  EXPECT_THAT(pdf.value.text[2], HasSubstr("last"));
  EXPECT_TRUE(pdf.value.has_text());
  EXPECT_THAT(pdf.value.seals, IsEmpty());
}

TEST(PdfFileTest, AScanHasPagesAndNoText) {
  const auto pdf = read_pdf(pdf_test::small_pdf({"", ""}), "f.pdf");
  ASSERT_TRUE(pdf.ok());
  EXPECT_EQ(pdf.value.pages, 2);
  EXPECT_FALSE(pdf.value.has_text());
}

TEST(PdfFileTest, ARealSignatureIsFoundAndItsCoverageKnown) {
  const pdf_test::Bench bench;
  const std::string bytes = pdf_test::signed_pdf(bench, pdf_test::small_pdf({"to be signed"}));
  bench.put("signed.pdf", bytes);
  // Another program agrees that this is a signature and that it holds.
  EXPECT_THAT(bench.run("pdfsig -nocert signed.pdf"), HasSubstr("Signature is Valid"));
  const auto pdf = read_pdf(bytes, "f.pdf");
  ASSERT_TRUE(pdf.ok());
  ASSERT_EQ(pdf.value.seals.size(), 1u);
  EXPECT_EQ(pdf.value.seals[0].kind, "adbe.pkcs7.detached");
  EXPECT_EQ(pdf.value.seals[0].name, "Nguyen Van A");
  EXPECT_TRUE(pdf.value.seals[0].whole_file);

  const auto more = read_pdf(bytes + "% added afterwards\n", "f.pdf");
  ASSERT_TRUE(more.ok());
  EXPECT_FALSE(more.value.seals.at(0).whole_file);
}

TEST(PdfFileTest, TwoSignaturesAreBothFoundAndTheSecondCoversTheFile) {
  const pdf_test::Bench bench;
  const std::string once = pdf_test::signed_pdf(bench, pdf_test::small_pdf({"x"}), "ETSI.CAdES.detached");
  const std::string twice = pdf_test::signed_pdf(bench, once, "adbe.pkcs7.detached");
  bench.put("twice.pdf", twice);
  EXPECT_THAT(bench.run("pdfsig -nocert twice.pdf"), HasSubstr("Signature #2"));
  const auto pdf = read_pdf(twice, "f.pdf");
  ASSERT_TRUE(pdf.ok());
  ASSERT_EQ(pdf.value.seals.size(), 2u);
  EXPECT_EQ(pdf.value.seals[0].kind, "adbe.pkcs7.detached");
  EXPECT_TRUE(pdf.value.seals[0].whole_file);
  EXPECT_EQ(pdf.value.seals[1].kind, "ETSI.CAdES.detached");
  EXPECT_FALSE(pdf.value.seals[1].whole_file) << "it was signed before the second one was added";
}

TEST(PdfFileTest, ASignatureFieldThatIsNotSignedIsNoSignature) {
  pdf_test::PdfWriter pdf;
  pdf.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 10 10] >>");
  pdf.add("<< /Type /Pages /Count 1 /Kids [1 0 R] >>");
  pdf.add("<< /FT /Sig /T (later) >>");
  const auto read = read_pdf(
      pdf.finish(pdf.add("<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [3 0 R] >> >>")), "f.pdf");
  ASSERT_TRUE(read.ok());
  EXPECT_THAT(read.value.seals, IsEmpty());
}

TEST(PdfFileTest, WhatIsNoPdfOrBrokenIsAProblem) {
  EXPECT_THAT(codes(read_pdf("", "f.pdf").problems), ElementsAre("pdf-not-a-pdf"));
  EXPECT_THAT(codes(read_pdf("PK\x03\x04 a workbook", "f.pdf").problems), ElementsAre("pdf-not-a-pdf"));
  EXPECT_THAT(codes(read_pdf("%PDF-1.7\nnothing else", "f.pdf").problems), ElementsAre("pdf-broken"));
  const std::string whole = pdf_test::small_pdf({"a", "b"});
  for (size_t length = 9; length < whole.size(); length += 37) {
    const auto read = read_pdf(whole.substr(0, length), "f.pdf");
    EXPECT_FALSE(read.problems.empty()) << "cut at " << length;
  }
}

TEST(PdfFileTest, APasswordIsAProblem) {
  const pdf_test::Bench bench;
  bench.put("secret.txt", "secret");
  bench.run(
      "soffice -env:UserInstallation=file://$PWD/profile --headless --convert-to "
      "'pdf:writer_pdf_Export:{\"EncryptFile\":{\"type\":\"boolean\",\"value\":\"true\"},"
      "\"DocumentOpenPassword\":{\"type\":\"string\",\"value\":\"x\"}}' secret.txt");
  const auto read = read_pdf(bytes_of(bench.path("secret.pdf")), "f.pdf");
  EXPECT_THAT(codes(read.problems), ElementsAre("pdf-encrypted"));
}

TEST(PdfFileTest, AHundredPagesAreReadAndMoreThanTheLimitAreRefused) {
  const std::string bytes = pdf_test::small_pdf(std::vector<std::string>(100, "page"));
  const auto pdf = read_pdf(bytes, "f.pdf");
  ASSERT_TRUE(pdf.ok());
  EXPECT_EQ(pdf.value.pages, 100);
  EXPECT_THAT(pdf.value.text.back(), HasSubstr("page"));
  PdfLimits limits;
  limits.pages = 99;
  EXPECT_THAT(codes(read_pdf(bytes, "f.pdf", limits).problems), ElementsAre("pdf-too-many-pages"));
  limits.bytes = 1000;
  EXPECT_THAT(codes(read_pdf(bytes, "f.pdf", limits).problems), ElementsAre("pdf-too-large"));
}

TEST(PdfFileTest, AStreamThatUnfoldsToGigabytesIsRefusedInTime) {
  // A cross-reference stream that is two gigabytes of noughts, packed twice: 5 KB of file.
  const std::string once = deflated(std::string(size_t{256} << 20, '\0'));
  pdf_test::PdfWriter pdf;
  pdf.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 10 10] /Contents 3 0 R >>");
  pdf.add("<< /Type /Pages /Count 1 /Kids [1 0 R] >>");
  pdf.add(pdf_test::PdfWriter::stream(deflated(once), "/Filter [/FlateDecode /FlateDecode]"));
  pdf.add(pdf_test::PdfWriter::stream(deflated(once),
                                      "/Type /ObjStm /N 1000 /First 10 /Filter [/FlateDecode /FlateDecode]"));
  PdfLimits limits;
  limits.time = std::chrono::seconds{5};
  limits.memory = size_t{256} << 20;
  const auto begun = std::chrono::steady_clock::now();
  const auto read = read_pdf(pdf.finish(pdf.add("<< /Type /Catalog /Pages 2 0 R >>")), "f.pdf", limits);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds{15});
  for (const auto& p : read.problems) EXPECT_TRUE(p.code.starts_with("pdf-")) << p.code;
}

TEST(PdfFileTest, APageTreeThatHoldsItselfIsAProblem) {
  pdf_test::PdfWriter pdf;
  pdf.add("<< /Type /Pages /Count 9 /Kids [1 0 R 1 0 R 2 0 R] >>");
  pdf.add("<< /Type /Pages /Count 9 /Kids [1 0 R] /Parent 1 0 R >>");
  const auto read = read_pdf(pdf.finish(pdf.add("<< /Type /Catalog /Pages 1 0 R >>")), "f.pdf");
  EXPECT_FALSE(read.ok());
}

TEST(PdfFileTest, FormFieldsThatHoldThemselvesEnd) {
  pdf_test::PdfWriter pdf;
  pdf.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 10 10] >>");
  pdf.add("<< /Type /Pages /Count 1 /Kids [1 0 R] >>");
  pdf.add(
      "<< /FT /Sig /T (a) /Kids [3 0 R 3 0 R] /V << /SubFilter /x /ByteRange [0 -1 9223372036854775807 5] >> "
      ">>");
  const auto read = read_pdf(
      pdf.finish(pdf.add("<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [3 0 R] >> >>")), "f.pdf");
  ASSERT_TRUE(read.ok());
  EXPECT_FALSE(read.value.seals.at(0).whole_file);
}

}  // namespace
}  // namespace xanh
