#include "exchange/ooxml/xml_text.hpp"

#include <gtest/gtest.h>

namespace xanh {
namespace {

TEST(XmlText, MarkupIsEscapedAndVietnameseStaysAsItIs) {
  EXPECT_EQ(xml_text("Tỷ lệ <58 % & \"tăng\" ]]>"), "Tỷ lệ &lt;58 % &amp; \"tăng\" ]]&gt;");
}

TEST(XmlText, CharactersXmlForbidsAreLeftOut) {
  EXPECT_EQ(xml_text(std::string("a\0b\x01\x1F", 5) + "c\t\n"), "abc\t\n");
  EXPECT_EQ(xml_text("a\xEF\xBF\xBE\xEF\xBF\xBF"
                     "b😀"),
            "ab😀");
}

TEST(XmlText, BytesThatAreNoUtf8BecomeReplacementCharacters) {
  EXPECT_EQ(xml_text("a\xFF"
                     "b"),
            "a\xEF\xBF\xBD"
            "b");
}

TEST(XmlText, CarriageReturnSurvivesReadingBack) {
  EXPECT_EQ(xml_text("a\r\nb"), "a&#13;\nb");
}

TEST(XmlText, QuotesTabsAndLineBreaksAreEscapedInAttributes) {
  EXPECT_EQ(xml_attribute("\"Quận 7\"\t\n"), "&quot;Quận 7&quot;&#9;&#10;");
}

}  // namespace
}  // namespace xanh
