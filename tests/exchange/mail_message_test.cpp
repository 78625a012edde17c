// A mail on the wire: UTF-8 in headers and body, lines that every server takes, nothing that ends a header.
#include "exchange/mail_message.hpp"

namespace xanh {
namespace {

using testing::HasSubstr;
using testing::Not;

MailMessage sample() {
  return {"Xanh",
          "xanh@city.example",
          "Người nhận minh họa",
          "an@q7.example",
          "Đề nghị gửi báo cáo",
          "Kính gửi …\nhai dòng\n",
          "0123456789abcdef@city.example",
          *parse_instant("2023-06-20T17:00:00+07:00")};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  size_t start = 0;
  for (size_t end = text.find("\r\n"); end != std::string::npos; end = text.find("\r\n", start)) {
    out.push_back(text.substr(start, end - start));
    start = end + 2;
  }
  EXPECT_EQ(start, text.size()) << "the last line ends, too";
  return out;
}

TEST(MailMessage, IsAsciiInShortLines) {
  MailMessage mail = sample();
  for (int i = 0; i < 30; ++i) mail.subject += " — Kế hoạch giảm ô nhiễm môi trường";
  for (int i = 0; i < 300; ++i) mail.body += "Một dòng rất dài không có chỗ ngắt";
  const std::string bytes = mail_bytes(mail);
  for (const auto& line : lines_of(bytes)) {
    EXPECT_LE(line.size(), 78u) << line;
    for (const char c : line) EXPECT_TRUE(c >= 0x20 && c < 0x7f) << line;
  }
  EXPECT_THAT(bytes, HasSubstr("Date: Tue, 20 Jun 2023 10:00:00 +0000\r\n"));
  EXPECT_THAT(bytes, HasSubstr("Message-ID: <0123456789abcdef@city.example>\r\n"));
}

TEST(MailMessage, EncodedWordsDivideNoCharacter) {
  std::string text;
  for (int i = 0; i < 60; ++i) text += "ệ";
  const std::string words = encoded_words(text);
  for (const auto& word : lines_of(words + "\r\n")) {
    const size_t start = word.find("?B?") + 3, end = word.rfind("?=");
    ASSERT_NE(end, std::string::npos);
    // 3 bytes a character are 4 letters of base64: a divided one would leave padding in the middle.
    EXPECT_EQ((end - start) % 4, 0u);
    EXPECT_EQ(word.substr(start, end - start).find('='), std::string::npos) << word;
    EXPECT_LE(word.size(), 76u);
  }
}

TEST(MailMessage, NothingGivenEndsAHeader) {
  MailMessage mail = sample();
  mail.subject = "Hạn\r\nBcc: all@city.example\r\n\r\nnội dung khác";
  mail.to_name = "An\nX-Evil: yes";
  mail.from_name = "Xanh\r\n\r\n";
  const std::string bytes = mail_bytes(mail);
  const std::string head = bytes.substr(0, bytes.find("\r\n\r\n") + 2);
  for (const auto& line : lines_of(head)) {
    EXPECT_THAT(line, Not(testing::StartsWith("Bcc")));
    EXPECT_THAT(line, Not(testing::StartsWith("X-Evil")));
  }
  for (const char* address : {"an@q7.example\r\nBcc: x@y.z", "an@q7.example>", "<an@q7.example", "an q7@x.y",
                              "an@", "@q7", "an", "", "an@q7..example", "an@q7.example,b@c.d",
                              "án@q7.example", "\"an\"@q7.example", "-an@q7.example", "an@[127.0.0.1]"}) {
    EXPECT_FALSE(is_mail_address(address)) << address;
    mail = sample();
    mail.to = address;
    EXPECT_THROW(mail_bytes(mail), std::invalid_argument) << address;
  }
  EXPECT_TRUE(is_mail_address("thu.an+q7@stnmt.tphcm.example"));
}

}  // namespace
}  // namespace xanh
