// Small Word files for tests, written as the XML that Word itself would write.
#pragma once

#include <map>
#include <string>

#include "exchange/ooxml/package.hpp"

namespace xanh::docx_sample {

inline std::string paragraph(const std::string& text) {
  return "<w:p><w:r><w:t xml:space=\"preserve\">" + text + "</w:t></w:r></w:p>";
}
inline std::string cell(const std::string& text) {
  return "<w:tc><w:tcPr><w:tcW w:w=\"3000\" w:type=\"dxa\"/></w:tcPr>" + paragraph(text) + "</w:tc>";
}
inline std::string table(const std::string& rows) {
  return "<w:tbl><w:tblPr><w:tblBorders><w:top w:val=\"single\" w:sz=\"4\"/><w:left w:val=\"single\" "
         "w:sz=\"4\"/><w:bottom w:val=\"single\" "
         "w:sz=\"4\"/><w:right w:val=\"single\" w:sz=\"4\"/><w:insideH w:val=\"single\" "
         "w:sz=\"4\"/><w:insideV w:val=\"single\" "
         "w:sz=\"4\"/></w:tblBorders></w:tblPr><w:tblGrid><w:gridCol w:w=\"3000\"/><w:gridCol "
         "w:w=\"3000\"/></w:tblGrid>" +
         rows + "</w:tbl>";
}

/// Parts that stand beside the body; an empty text takes a part away.
struct Extra {
  std::string header;
  std::string document_relationships;
  std::map<std::string, std::string> parts;
  std::string overrides;
  std::string main_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
};

inline std::string word_file(const std::string& body, const Extra& extra = {}) {
  const std::string head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
  const std::string word =
      "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
      "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
      "xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\"";
  const std::string types = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
  const std::string relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  PackageWriter writer;
  writer.add("[Content_Types].xml",
             head +
                 "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                 "<Default Extension=\"rels\" "
                 "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                 "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                 "<Override PartName=\"/word/document.xml\" ContentType=\"" +
                 extra.main_type + "\"/>" +
                 (extra.header.empty() ? ""
                                       : "<Override PartName=\"/word/header1.xml\" ContentType=\"" + types +
                                             "header+xml\"/>") +
                 extra.overrides + "</Types>");
  writer.add("_rels/.rels",
             head +
                 "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                 "<Relationship Id=\"rId1\" Type=\"" +
                 relations + "officeDocument\" Target=\"word/document.xml\"/></Relationships>");
  const std::string section =
      extra.header.empty() ? "" : "<w:headerReference w:type=\"default\" r:id=\"rId1\"/>";
  writer.add(
      "word/document.xml",
      head + "<w:document " + word + "><w:body>" + body + "<w:sectPr>" + section +
          "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" "
          "w:left=\"1701\" w:header=\"567\" w:footer=\"567\" "
          "w:gutter=\"0\"/></w:sectPr></w:body></w:document>");
  std::string links = extra.document_relationships;
  if (!extra.header.empty()) {
    links = "<Relationship Id=\"rId1\" Type=\"" + relations + "header\" Target=\"header1.xml\"/>" + links;
    writer.add("word/header1.xml", head + "<w:hdr " + word + ">" + extra.header + "</w:hdr>");
  }
  if (!links.empty())
    writer.add("word/_rels/document.xml.rels",
               head +
                   "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" +
                   links + "</Relationships>");
  for (const auto& [name, bytes] : extra.parts) writer.add(name, bytes);
  return writer.finish();
}

/// The smallest header of a PNG that tells its size; nothing here draws it.
inline std::string png_header(unsigned char width, unsigned char height) {
  std::string out = "\x89PNG\r\n\x1a\n";
  out += std::string("\0\0\0\x0dIHDR\0\0\0", 11);
  out += static_cast<char>(width);
  out += std::string("\0\0\0", 3);
  out += static_cast<char>(height);
  out += std::string(20, '\0');
  return out;
}

}  // namespace xanh::docx_sample
