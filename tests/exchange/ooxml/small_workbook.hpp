// Hand-made workbooks for tests: the parts every .xlsx has, each of which a test may replace.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/at_hand.hpp"
#include "exchange/ooxml/workbook_reader.hpp"

namespace xanh::testing_workbook {

inline const std::string kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
inline const std::string kRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
inline const std::string kPackage = "http://schemas.openxmlformats.org/package/2006/relationships";

inline std::string relation(const std::string& id, const std::string& type, const std::string& target) {
  return "<Relationship Id=\"" + id + "\" Type=\"" + kRelations + "/" + type + "\" Target=\"" + target +
         "\"/>";
}

struct SmallWorkbook {
  std::string rows{};                          ///< inside sheetData
  std::string after_rows{};                    ///< after it, e.g. mergeCells
  std::string properties{};                    ///< workbookPr
  std::string more_sheets{};                   ///< sheet elements after the first
  std::string names{};                         ///< definedName elements
  std::string strings{};                       ///< si elements
  std::string relations{};                     ///< of the workbook
  std::map<std::string, std::string> parts{};  ///< more parts, or others instead of the usual ones

  [[nodiscard]] std::string bytes() const {
    std::map<std::string, std::string> all{
        {"[Content_Types].xml",
         "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"},
        {"_rels/.rels", "<Relationships xmlns=\"" + kPackage + "\">" +
                            relation("rId1", "officeDocument", "xl/workbook.xml") + "</Relationships>"},
        {"xl/workbook.xml", "<workbook xmlns=\"" + kMain + "\" xmlns:r=\"" + kRelations + "\">" + properties +
                                "<sheets><sheet name=\"Một\" sheetId=\"1\" r:id=\"rId1\"/>" + more_sheets +
                                "</sheets><definedNames>" + names + "</definedNames></workbook>"},
        {"xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"" + kPackage + "\">" +
                                           relation("rId1", "worksheet", "worksheets/sheet1.xml") +
                                           relation("rId2", "sharedStrings", "sharedStrings.xml") +
                                           relation("rId3", "styles", "styles.xml") + relations +
                                           "</Relationships>"},
        {"xl/sharedStrings.xml", "<sst xmlns=\"" + kMain + "\">" + strings + "</sst>"},
        {"xl/styles.xml",
         "<styleSheet xmlns=\"" + kMain +
             "\"><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts><cellStyleXfs><xf "
             "numFmtId=\"14\"/></cellStyleXfs>"
             "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"14\"/><xf "
             "numFmtId=\"20\"/></cellXfs></styleSheet>"},
        {"xl/worksheets/sheet1.xml",
         "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"" + kMain +
             "\"><sheetData>" + rows + "</sheetData>" + after_rows + "</worksheet>"}};
    for (const auto& [name, content] : parts) all[name] = content;
    PackageWriter writer;
    for (const auto& [name, content] : all) writer.add(name, content);
    return writer.finish();
  }
};

inline std::vector<std::string> codes(const SmallWorkbook& workbook, const WorkbookLimits& limits = {}) {
  return codes(read_workbook(workbook.bytes(), "f.xlsx", limits).problems);
}

}  // namespace xanh::testing_workbook
