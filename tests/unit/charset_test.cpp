#include "documents/charset.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "documents/bad_document.hpp"

namespace frostkeep::documents {
namespace {

using namespace std::string_literals;

Charset charset_of(const std::string& bytes) {
  DetectedCharset found;
  to_utf8(bytes, &found);
  return found.charset;
}

BadDocument refusal_of(const std::string& bytes) {
  try {
    to_utf8(bytes);
  } catch (const BadDocument& bad) {
    return bad;
  }
  return {"accepted", {}, ""};
}

TEST(Charset, RareCharactersHaveTheirGb18030Bytes) {
  const std::pair<std::string, std::string> vectors[] = {
      {"𠮷", "\x95\x34\xB2\x35"}, {"蜀", "\xCA\xF1"}, {"䶮", "\xFE\x9F"}, {"㛃", "\x82\x30\xB7\x31"}};
  for (const auto& [text, bytes] : vectors) {
    EXPECT_EQ(to_utf8(bytes), text);
    EXPECT_EQ(charset_of(bytes), Charset::gb18030);
    EXPECT_EQ(from_utf8(text, Charset::gb18030), bytes);
  }
}

TEST(Charset, PositionsChangedIn2022GiveTheirRealCharacters) {
  EXPECT_EQ(to_utf8("\xFE\x59\xFE\x51", Charset::gb18030), "\u9FB4\U00020087");
  EXPECT_EQ(to_utf8("\xA6\xD9", Charset::gb18030), "\uFE10");
}

TEST(Charset, PrivateUseCharactersAreRefusedWithTheirPlace) {
  const BadDocument bad = refusal_of("a\n\xCA\xF1\xAA\xA1");
  EXPECT_EQ(bad.code(), "charset_unknown");
  EXPECT_EQ(bad.place().line, 2u);
  EXPECT_EQ(bad.place().byte, 5u);
}

TEST(Charset, MarksAreReadAndDropped) {
  for (const Charset charset : {Charset::utf8, Charset::utf16_le, Charset::utf16_be, Charset::gb18030}) {
    const std::string bytes = from_utf8("\uFEFF血浆,1\r\n𠮷", charset);
    DetectedCharset found;
    EXPECT_EQ(to_utf8(bytes, &found), "血浆,1\r\n𠮷") << to_text(charset);
    EXPECT_EQ(found.charset, charset);
    EXPECT_EQ(found.file_bytes, bytes.size());
    EXPECT_EQ(to_utf8(bytes, charset), "血浆,1\r\n𠮷");
  }
}

TEST(Charset, Utf16WithoutMarkIsReadOnlyWhereHalfTheBytesSaySo) {
  EXPECT_EQ(charset_of(from_utf8("A1,AB10000001\r\n", Charset::utf16_le)), Charset::utf16_le);
  EXPECT_EQ(charset_of(from_utf8("A1,AB10000001\r\n", Charset::utf16_be)), Charset::utf16_be);
  EXPECT_EQ(charset_of("A1,\0B"s), Charset::utf8);
}

TEST(Charset, Utf32IsNamedAndRefused) {
  EXPECT_EQ(refusal_of("\xFF\xFE\0\0A\0\0\0"s).code(), "charset_not_supported");
  EXPECT_EQ(refusal_of("\0\0\xFE\xFF\0\0\0A"s).code(), "charset_not_supported");
}

TEST(Charset, MalformedUtf8IsNeverTakenForUtf8) {
  for (const std::string bytes : {"\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE4\xB8"}) {
    EXPECT_THROW(to_utf8(bytes, Charset::utf8), BadDocument);
  }
}

TEST(Charset, AHalfSurrogateInUtf16IsRefusedWithItsByte) {
  const BadDocument bad = refusal_of(
      "\xFF\xFE"
      "A\0\n\0\x00\xDC"
      "B\0"s);
  EXPECT_EQ(bad.code(), "charset_malformed");
  EXPECT_EQ(bad.place().line, 2u);
  EXPECT_EQ(bad.place().byte, 7u);
  EXPECT_EQ(refusal_of("\xFF\xFE"
                       "A\0\x00\xD8"s)
                .code(),
            "charset_malformed");
  EXPECT_EQ(refusal_of("\xFF\xFE"
                       "A"s)
                .code(),
            "charset_malformed");
}

TEST(Charset, BytesOfNoCharsetAreRefusedWithLineAndByte) {
  const BadDocument bad = refusal_of("code\r\nA\r\nB\xFF\n");
  EXPECT_EQ(bad.code(), "charset_unknown");
  EXPECT_EQ(bad.place().line, 3u);
  EXPECT_EQ(bad.place().byte, 11u);
}

TEST(Charset, MixedLinesAreRefusedInsteadOfBecomingGarbage) {
  const std::string gb = from_utf8("张某某", Charset::gb18030);
  const BadDocument bad = refusal_of("id,name\n1," + gb + "\n2,血浆血清\n");
  EXPECT_EQ(bad.code(), "charset_mixed");
  EXPECT_EQ(bad.place().line, 3u);
  EXPECT_EQ(refusal_of("1,血浆血清\r2," + gb + "\r").place().line, 2u);
}

TEST(Charset, ACharacterCutByAPieceIsWhole) {
  const std::string text = std::string(kPieceBytes - 1, 'a') + "𠮷" + std::string(kPieceBytes, 'b') + "蜀";
  for (const Charset charset : {Charset::utf8, Charset::gb18030}) {
    EXPECT_EQ(to_utf8(from_utf8(text, charset)), text);
  }
  EXPECT_EQ(to_utf8(from_utf8("\uFEFF" + text, Charset::utf16_le)), text);
}

TEST(Charset, AStreamIsReadTwiceFromWhereItStood) {
  std::istringstream stream("skipped" + from_utf8("䶮,1", Charset::gb18030));
  stream.seekg(7);
  StreamSource source(stream);
  TextSource text(source);
  EXPECT_EQ(text.next(), "䶮,1");
  EXPECT_EQ(text.detected().charset, Charset::gb18030);
}

TEST(Charset, AFileOverTheLimitIsRefused) {
  const std::string bytes(101, 'a');
  MemorySource source(bytes);
  EXPECT_NO_THROW(detect_charset(source, 101));
  try {
    detect_charset(source, 100);
    FAIL() << "one byte too many was accepted";
  } catch (const BadDocument& bad) {
    EXPECT_EQ(bad.code(), "file_too_large");
  }
}

TEST(Charset, NothingIsUtf8) {
  EXPECT_EQ(to_utf8(""), "");
}

}  // namespace
}  // namespace frostkeep::documents
