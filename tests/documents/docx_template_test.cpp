#include "documents/docx_template.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/at_hand.hpp"
#include "documents/docx_sample.hpp"

namespace xanh {
namespace {

using docx_sample::cell;
using docx_sample::Extra;
using docx_sample::paragraph;
using docx_sample::table;
using docx_sample::word_file;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

Node tree(const std::string& json) {
  auto read = read_json(json, "values.json");
  EXPECT_TRUE(read.ok()) << json;
  return read.value;
}

const char* const kValues =
    R"({"name": "Sở Xây dựng", "empty": null, "zero": 0, "none": [], "yes": true, "no": false,
  "goal": {"name": "Nước thải", "value": "21,2"},
  "rows": [{"name": "Quận 1", "value": "10"}, {"name": "Quận 7", "value": "20"}],
  "goals": [{"name": "A", "targets": [{"code": "t1"}, {"code": "t2"}]}, {"name": "B", "targets": []}],
  "words": ["một", "hai"], "lines": "dòng một\ndòng hai", "hostile": "<w:t>&amp;{{name}}\u0001\u000b</w:t>"})";

Outcome<std::string> filled(const std::string& body, const Extra& extra = {}) {
  return fill_template(word_file(body, extra), "mau.docx", tree(kValues), {});
}

std::string text_of(const std::string& body, const Extra& extra = {}) {
  const auto out = filled(body, extra);
  for (const Problem& p : out.problems) ADD_FAILURE() << to_line(p, Language::en);
  const auto text = docx_text(out.value);
  for (const Problem& p : text.problems) ADD_FAILURE() << to_line(p, Language::en);
  return text.value;
}

std::string xml_of(const std::string& docx, const std::string& part = "word/document.xml") {
  const auto package = Package::open(docx, "out.docx");
  const std::string* bytes = package.value.part(part);
  return bytes ? *bytes : std::string();
}

TEST(DocxTemplate, AFieldIsReplacedByItsValueAlongItsPath) {
  EXPECT_EQ(text_of(paragraph("{{name}}: {{ goal.name }} {{goal.value}} %")),
            "Sở Xây dựng: Nước thải 21,2 %\n");
}

TEST(DocxTemplate, AMarkCutIntoSeveralRunsKeepsTheFormattingOfItsFirstRun) {
  const std::string body =
      "<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:t>Kính gửi: "
      "</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{</w:t></w:r>"
      "<w:proofErr w:type=\"spellStart\"/><w:r><w:rPr><w:i/></w:rPr><w:t>{na</w:t></w:r><w:bookmarkStart "
      "w:id=\"0\" w:name=\"x\"/>"
      "<w:r><w:t>me}</w:t></w:r><w:r><w:t>} ./.</w:t></w:r></w:p>";
  EXPECT_EQ(text_of(body), "Kính gửi: Sở Xây dựng ./.\n");
  EXPECT_THAT(xml_of(filled(body).value),
              HasSubstr("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">Sở Xây dựng</w:t></w:r>"));
  EXPECT_THAT(xml_of(filled(body).value), HasSubstr("<w:jc w:val=\"center\"/>"));
}

TEST(DocxTemplate, RowsRepeatFromTheFirstCellToTheLastAndKeepTheirShading) {
  const std::string shaded =
      "<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/><w:shd w:val=\"clear\" "
      "w:fill=\"DDDDDD\"/></w:tcPr>" +
      paragraph("Bảng") + "</w:tc></w:tr>";
  const std::string body =
      table(shaded + "<w:tr>" + cell("{{#each rows}}{{@number}}. {{name}}") + cell("{{value}}{{/each}}") +
            "</w:tr><w:tr>" + cell("Cộng") + cell("30") + "</w:tr>");
  EXPECT_EQ(text_of(body), "Bảng\n1. Quận 1\t10\n2. Quận 7\t20\nCộng\t30\n");
  EXPECT_THAT(xml_of(filled(body).value),
              HasSubstr("<w:gridSpan w:val=\"2\"/><w:shd w:val=\"clear\" w:fill=\"DDDDDD\"/>"));
}

TEST(DocxTemplate, SeveralRowsRepeatTogetherAndARowOfMarksDisappears) {
  const std::string body = table("<w:tr>" + cell("{{#each goals}}{{name}}") + cell("") + "</w:tr><w:tr>" +
                                 cell("{{#each targets}}") + cell("") + "</w:tr><w:tr>" + cell("{{code}}") +
                                 cell("{{name}}") + "</w:tr><w:tr>" + cell("{{/each}}") + cell("") +
                                 "</w:tr><w:tr>" + cell("hết") + cell("{{name}}{{/each}}") + "</w:tr>");
  EXPECT_EQ(text_of(body), "A\t\nt1\tA\nt2\tA\nhết\tA\nB\t\nhết\tB\n");
}

TEST(DocxTemplate, AMarkAloneInItsParagraphRepeatsParagraphsAndDisappears) {
  EXPECT_EQ(text_of(paragraph("{{#each rows}}") + paragraph("- {{name}}") + paragraph("{{/each}}") +
                    paragraph("hết")),
            "- Quận 1\n- Quận 7\nhết\n");
}

TEST(DocxTemplate, TextRepeatsWithinAParagraph) {
  EXPECT_EQ(text_of(paragraph("Gồm {{#each rows}}{{name}}{{#if @last}}.{{else}}; {{/if}}{{/each}}")),
            "Gồm Quận 1; Quận 7.\n");
  EXPECT_EQ(text_of(paragraph("{{#each words}}[{{@value}}]{{/each}}")), "[một][hai]\n");
}

TEST(DocxTemplate, ConditionsNestAndAFigureOfZeroHolds) {
  EXPECT_EQ(
      text_of(
          paragraph("{{#if yes}}") +
          paragraph(
              "{{#if no}}a{{else}}b{{/if}}{{#if !empty}}c{{/if}}{{#if zero}}d{{/if}}{{#if none}}e{{/if}}") +
          paragraph("{{else}}") + paragraph("f") + paragraph("{{/if}}")),
      "bcd\n");
}

TEST(DocxTemplate, NamesResolveInnermostFirst) {
  EXPECT_EQ(text_of(paragraph("{{#each rows}}{{name}}/{{goal.name}} {{/each}}{{name}}")),
            "Quận 1/Nước thải Quận 7/Nước thải Sở Xây dựng\n");
}

TEST(DocxTemplate, ALineEndInAValueStartsAParagraphOfTheSameForm) {
  const std::string body =
      "<w:p><w:pPr><w:ind w:firstLine=\"567\"/></w:pPr><w:r><w:t>Ý kiến: {{lines}} (hết)</w:t></w:r></w:p>";
  EXPECT_EQ(text_of(body), "Ý kiến: dòng một\ndòng hai (hết)\n");
  const std::string xml = xml_of(filled(body).value);
  const size_t first = xml.find("w:firstLine");
  EXPECT_NE(xml.find("w:firstLine", first + 1), std::string::npos);
}

TEST(DocxTemplate, HostileValuesComeOutAsText) {
  EXPECT_EQ(text_of(paragraph("[{{hostile}}]")), "[<w:t>&amp;{{name}}</w:t>]\n");
}

TEST(DocxTemplate, ANullReadsAsNothing) {
  EXPECT_EQ(text_of(paragraph("[{{empty}}{{empty.deeper}}]")), "[]\n");
}

TEST(DocxTemplate, HeadersAreFilledToo) {
  Extra extra;
  extra.header = paragraph("Mã {{goal.value}}");
  EXPECT_EQ(text_of(paragraph("x"), extra), "x\nMã 21,2\n");
}

TEST(DocxTemplate, MarksInLinksContentControlsAndTextBoxesAreFilled) {
  const std::string run = "<w:r><w:t>{{goal.value}}</w:t></w:r>";
  EXPECT_EQ(text_of("<w:sdt><w:sdtContent><w:p><w:hyperlink r:id=\"rId1\">" + run +
                    "</w:hyperlink></w:p></w:sdtContent></w:sdt>" + "<w:p><w:r><w:pict><w:txbxContent><w:p>" +
                    run + "</w:p></w:txbxContent></w:pict></w:r>" + run + "</w:p>"),
            "21,2\n21,221,2\n");
}

TEST(DocxTemplate, AnEmptyTableAndAnEmptiedCellStayReadable) {
  EXPECT_THAT(xml_of(filled(table("<w:tr>" + cell("{{#each none}}") + cell("{{/each}}") + "</w:tr>")).value),
              Not(HasSubstr("<w:tbl>")));
  const std::string emptied = table("<w:tr><w:tc>" + paragraph("{{#if no}}") + paragraph("x") +
                                    paragraph("{{/if}}") + "</w:tc></w:tr>");
  EXPECT_THAT(xml_of(filled(emptied).value), HasSubstr("<w:tc><w:p/></w:tc>"));
}

TEST(DocxTemplate, TablesOfARepeatedPartStayApart) {
  const std::string body =
      paragraph("{{#each rows}}") + table("<w:tr>" + cell("{{name}}") + "</w:tr>") + paragraph("{{/each}}");
  EXPECT_THAT(xml_of(filled(body).value), HasSubstr("</w:tbl><w:p/><w:tbl>"));
}

TEST(DocxTemplate, APageBreakStandsInTheBodyOnly) {
  EXPECT_EQ(text_of(paragraph("a{{page_break}}b")), "a\fb\n");
  Extra extra;
  extra.header = paragraph("{{page_break}}");
  EXPECT_THAT(codes(filled(paragraph("x"), extra).problems), ElementsAre("template-mark-misplaced"));
}

TEST(DocxTemplate, AnImageBringsItsPartRelationshipAndType) {
  const auto values = tree(R"({"chart": {"png": "c", "alt": "Biểu đồ \"1\""}})");
  const auto out = fill_template(word_file(paragraph("{{image chart 8}}") + paragraph("{{image chart 4,5}}")),
                                 "m.docx", values, {{"c", docx_sample::png_header(200, 100)}});
  ASSERT_TRUE(out.ok());
  const std::string xml = xml_of(out.value);
  EXPECT_THAT(xml, HasSubstr("<wp:extent cx=\"2880000\" cy=\"1440000\"/><wp:docPr id=\"1\""));
  EXPECT_THAT(xml, HasSubstr("<wp:extent cx=\"1620000\" cy=\"810000\"/><wp:docPr id=\"2\""));
  EXPECT_THAT(xml, HasSubstr("descr=\"Biểu đồ &quot;1&quot;\""));
  EXPECT_EQ(xml_of(out.value, "word/media/filled1.png"), docx_sample::png_header(200, 100));
  EXPECT_EQ(xml_of(out.value, "word/media/filled2.png"), "");
  EXPECT_THAT(xml_of(out.value, "word/_rels/document.xml.rels"), HasSubstr("Id=\"rIdFilled1\""));
  EXPECT_THAT(xml_of(out.value, "[Content_Types].xml"),
              HasSubstr("<Default Extension=\"png\" ContentType=\"image/png\"/>"));
}

TEST(DocxTemplate, WhatIsNoPngIsAProblem) {
  const auto values = tree(R"({"a": {"png": "x"}, "b": {"png": "missing"}, "c": "words"})");
  const auto out = fill_template(word_file(paragraph("{{image a 8}}{{image b 8}}{{image c 8}}")), "m.docx",
                                 values, {{"x", "GIF89a"}});
  EXPECT_THAT(codes(out.problems),
              ElementsAre("template-no-image", "template-no-image", "template-no-image"));
}

TEST(DocxTemplate, AllProblemsAreToldAtOnceWithTheirPlaceAndThereIsNoDocument) {
  const auto out = filled(paragraph("x {{naem}}") + paragraph("{{#each name}}") + paragraph("y") +
                          paragraph("{{/each}}") + paragraph("{{goal}} {{what is this}} {{name"));
  EXPECT_THAT(codes(out.problems),
              ElementsAre("template-unknown-mark", "template-mark-not-ended", "template-unknown-field",
                          "template-no-list", "template-no-text"));
  EXPECT_TRUE(out.value.empty());
  const Problem& unknown = out.problems[2];
  EXPECT_EQ(unknown.suggestion, "name");
  EXPECT_EQ(unknown.place, (Place{"mau.docx", 0, 0, "word/document.xml", "p1", "x {{naem}}"}));
}

TEST(DocxTemplate, AnUnknownFieldOfManyRowsIsToldOnce) {
  EXPECT_THAT(codes(filled(paragraph("{{#each rows}}{{nmae}}{{/each}}")).problems),
              ElementsAre("template-unknown-field"));
}

TEST(DocxTemplate, OpenAndCloseMustFit) {
  EXPECT_THAT(codes(filled(paragraph("{{#each rows}}") + paragraph("x")).problems),
              ElementsAre("template-not-closed"));
  EXPECT_THAT(codes(filled(paragraph("x") + paragraph("{{/if}}")).problems),
              ElementsAre("template-not-opened"));
  EXPECT_THAT(codes(filled(paragraph("{{#if yes}}") + paragraph("{{else}}") + paragraph("{{else}}") +
                           paragraph("{{/if}}"))
                        .problems),
              ElementsAre("template-not-opened"));
  EXPECT_THAT(codes(filled(paragraph("a {{#each rows}}") + paragraph("{{name}}")).problems),
              ElementsAre("template-mark-misplaced"));
  EXPECT_THAT(codes(filled(table("<w:tr>" + cell("a") + cell("{{#if yes}}b") + "</w:tr>")).problems),
              ElementsAre("template-mark-misplaced"));
  EXPECT_THAT(codes(filled(paragraph("{{@number}}")).problems), ElementsAre("template-mark-misplaced"));
}

TEST(DocxTemplate, TheSameInputGivesTheSameBytesAndUntouchedPartsStay) {
  Extra extra;
  extra.parts["docProps/core.xml"] = "<c xmlns=\"x\"><created>2021-01-01</created></c>";
  const auto once = filled(paragraph("{{name}}"), extra);
  EXPECT_EQ(once.value, filled(paragraph("{{name}}"), extra).value);
  EXPECT_EQ(xml_of(once.value, "docProps/core.xml"), extra.parts["docProps/core.xml"]);
}

TEST(DocxTemplate, ATemplateFileOfWordBecomesADocument) {
  Extra extra;
  extra.main_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml";
  EXPECT_THAT(xml_of(filled(paragraph("{{name}}"), extra).value, "[Content_Types].xml"),
              HasSubstr("wordprocessingml.document.main+xml"));
}

TEST(DocxTemplate, MarksOfTwoCopiesAreNotDoubledWhereWordWantsOne) {
  const std::string body = paragraph("{{#each rows}}") +
                           "<w:p w14:paraId=\"00000001\"><w:bookmarkStart w:id=\"0\" "
                           "w:name=\"one\"/><w:r><w:t>{{name}}</w:t></w:r></w:p>" +
                           paragraph("{{/each}}");
  const std::string xml = xml_of(filled(body).value);
  EXPECT_EQ(xml.find("w:name=\"one\""), xml.rfind("w:name=\"one\""));
  EXPECT_THAT(xml, Not(HasSubstr("paraId")));
}

TEST(DocxTemplate, TheFieldsOfATemplateCanBeListed) {
  const auto fields =
      template_fields(word_file(paragraph("{{name}} {{#if yes}}{{goal.name}}{{/if}}{{#each "
                                          "rows}}{{@number}}{{value}}{{image chart 5}}{{/each}}{{name}}")),
                      "m.docx");
  EXPECT_THAT(fields.value,
              ElementsAre("name", "yes", "goal.name", "rows[]", "rows[].value", "rows[].chart"));
}

struct Hostile {
  const char* what;
  Extra extra;
  std::string body = paragraph("x");
};

TEST(DocxTemplate, DangerousTemplatesAreRefused) {
  const std::string relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  const auto linked = [&](const std::string& type, bool external) {
    Extra extra;
    extra.document_relationships = "<Relationship Id=\"rId9\" Type=\"" + relations + type +
                                   "\" Target=\"http://example.org/x\"" +
                                   (external ? " TargetMode=\"External\"" : "") + "/>";
    return extra;
  };
  Extra macro;
  macro.parts["word/vbaProject.bin"] = "x";
  Extra macro_type;
  macro_type.main_type = "application/vnd.ms-word.document.macroEnabled.main+xml";
  Extra doctype;
  doctype.parts["word/settings.xml"] = "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>";
  Extra prefixed;
  prefixed.parts["word/_rels/settings.xml.rels"] =
      "<p:Relationships xmlns:p=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
      "<p:Relationship Id=\"a\" Type=\"" +
      relations + "oleObject\" Target=\"b\"/></p:Relationships>";
  Extra deep;
  for (int i = 0; i < 3000; ++i) deep.parts["word/deep.xml"] += "<a>";
  for (int i = 0; i < 3000; ++i) deep.parts["word/deep.xml"] += "</a>";
  const std::vector<Hostile> all{
      {"attached template", linked("attachedTemplate", true)},
      {"embedded object", linked("oleObject", false)},
      {"linked picture", linked("image", true)},
      {"macro", macro},
      {"macro type", macro_type},
      {"document type", doctype},
      {"other prefix", prefixed},
      {"deep nesting", deep},
      {"field reading files",
       {},
       "<w:p><w:r><w:instrText> INCLUDE</w:instrText></w:r><w:r><w:instrText>PICTURE "
       "\"/etc/x\"</w:instrText></w:r></w:p>"}};
  for (const Hostile& one : all) {
    const auto out = fill_template(word_file(one.body, one.extra), "m.docx", Node::map(), {});
    EXPECT_FALSE(out.ok()) << one.what;
    EXPECT_TRUE(out.value.empty()) << one.what;
    EXPECT_THAT(codes(out.problems), ::testing::Contains("template-unsafe")) << one.what;
  }
  EXPECT_TRUE(
      fill_template(word_file(paragraph("x"), linked("hyperlink", true)), "m.docx", Node::map(), {}).ok());
}

TEST(DocxTemplate, WhatIsNoWordFileIsAProblem) {
  EXPECT_FALSE(fill_template("", "m.docx", Node::map(), {}).ok());
  EXPECT_FALSE(fill_template("hello", "m.docx", Node::map(), {}).ok());
  PackageWriter writer;
  writer.add("[Content_Types].xml", "<Types/>");
  EXPECT_THAT(codes(fill_template(writer.finish(), "m.docx", Node::map(), {}).problems),
              ElementsAre("template-not-word"));
}

TEST(DocxTemplate, ListsWithinListsWithinListsEndWithAProblem) {
  Node values = Node::map();
  Node list = Node::list();
  for (int i = 0; i < 2000; ++i) list.push(Node::map());
  values.add("l", list);
  const auto out =
      fill_template(word_file(paragraph("{{#each l}}{{#each l}}{{#each l}}x{{/each}}{{/each}}{{/each}}")),
                    "m.docx", values, {});
  EXPECT_THAT(codes(out.problems), ElementsAre("template-result-too-large"));
}

}  // namespace
}  // namespace xanh
