#include "base/canonical.hpp"

#include <gtest/gtest.h>

#include "base/describe.hpp"

namespace xanh {
namespace {

std::string canonical_of(const char* json) {
  return canonical(read_json(json, "x").value);
}

TEST(Canonical, AbsentIsNotNull) {
  EXPECT_EQ(canonical_of(R"({"a":null})"), R"({"a":null})");
  EXPECT_NE(canonical_of(R"({"a":null})"), canonical_of("{}"));
}

TEST(Canonical, KeysAreInTheOrderOfTheirUtf16Units) {
  // U+1F600 begins with the unit D83D, which stands before U+FF21; by bytes it would come after.
  EXPECT_EQ(canonical_of("{\"\xEF\xBC\xA1\":1,\"\xF0\x9F\x98\x80\":2,\"b\":3,\"a\":4}"),
            "{\"a\":4,\"b\":3,\"\xF0\x9F\x98\x80\":2,\"\xEF\xBC\xA1\":1}");
}

TEST(Canonical, TextAndKeysAreComposed) {
  EXPECT_EQ(canonical_of("{\"u\xCC\x9B\":\"u\xCC\x9B\"}"), "{\"ư\":\"ư\"}");
}

TEST(Canonical, NumbersKeepTheirDigits) {
  EXPECT_EQ(canonical_of(R"(["1.50",1.50])"), R"(["1.50",1.50])");
}

TEST(Canonical, OrderOfKeysAndBlanksDoNotMatterAndOrderOfListsDoes) {
  EXPECT_EQ(canonical_of(R"({"b":[2, 1],"a":{"d":1,"c":2}})"), R"({"a":{"c":2,"d":1},"b":[2,1]})");
}

TEST(Canonical, TextThatIsNoUtf8IsRefused) {
  EXPECT_THROW((void)canonical(Node::text("\xff")), std::invalid_argument);
}

TEST(Digest, NamesItsKind) {
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");  // FIPS 180-4
  EXPECT_EQ(digest_of("plan", "{}"), sha256("xanh/plan/1\n{}"));
  EXPECT_NE(digest_of("plan", "{}"), digest_of("cycle", "{}"));
}

}  // namespace
}  // namespace xanh
