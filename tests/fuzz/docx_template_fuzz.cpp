// Templates come from people: any bytes as a package, and any XML as the body of a well-formed one, must end
// in problems or in a document that reads back.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "documents/docx_template.hpp"
#include "exchange/ooxml/package.hpp"

namespace {

const xanh::Node& values() {
  static const xanh::Node kValues =
      xanh::read_json(
          R"({"a": "x", "n": null, "t": true, "l": [{"a": "1\n2"}, {"a": "<\t"}], "m": {"a": "y"}, "p": {"png": "i"}})",
          "v")
          .value;
  return kValues;
}

const std::map<std::string, std::string>& images() {
  static const std::map<std::string, std::string> kImages{
      {"i", std::string("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x02\0\0\0\x01", 24) + std::string(16, '\0')}};
  return kImages;
}

std::string package_of(const std::string& body) {
  xanh::PackageWriter writer;
  writer.add("[Content_Types].xml",
             "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override "
             "PartName=\"/word/document.xml\" "
             "ContentType=\"application/"
             "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>");
  writer.add("word/document.xml",
             "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>" +
                 body + "</w:body></w:document>");
  return writer.finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string input(reinterpret_cast<const char*>(data), size);
  const std::string docx = input.starts_with("PK") ? input : package_of(input);
  const auto filled = xanh::fill_template(docx, "fuzz.docx", values(), images());
  if (filled.ok() == filled.value.empty()) std::abort();
  if (filled.ok() && !xanh::docx_text(filled.value).ok()) std::abort();
  (void)xanh::template_fields(docx, "fuzz.docx");
  return 0;
}
