// Time, ids, bytes, digests and sealed fields: values from the standards' own examples.

#include <gtest/gtest.h>

#include "base/bytes.hpp"
#include "base/digest.hpp"
#include "base/id_source.hpp"
#include "base/password.hpp"
#include "base/seal.hpp"
#include "base/sentence.hpp"
#include "base/text.hpp"
#include "base/timestamp.hpp"
#include "base/typed_id.hpp"
#include "support/fake_clock.hpp"

namespace frostkeep::base {
namespace {

std::string hex(const Digest& d) { return to_hex(as_bytes(d)); }

TEST(Digest, GivesTheStandardsOwnValues) {
  EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex(sha256("a", "bc")), hex(sha256("abc")));
  EXPECT_EQ(hex(sm3("abc")), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  // RFC 4231, case 2
  EXPECT_EQ(hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Timestamp, ReadsAndWritesIso8601) {
  EXPECT_EQ(to_text(Timestamp{0}), "1970-01-01T00:00:00.000000Z");
  EXPECT_EQ(to_text(Timestamp{-1}), "1969-12-31T23:59:59.999999Z");
  const auto t = parse_timestamp("2026-11-24T18:05:09.5+08:00");
  ASSERT_TRUE(t);
  EXPECT_EQ(to_text(*t), "2026-11-24T10:05:09.500000Z");
  for (const char* bad : {"2026-02-29T00:00:00Z", "2026-11-24T24:00:00Z", "2026-11-24T18:05:09", "2026-11-24", "",
                          "2026-11-24T18:05:09+8:00", "2026-11-24T18:05:09Zx"}) {
    EXPECT_FALSE(parse_timestamp(bad)) << bad;
  }
}

TEST(Timestamp, KnowsTheSitesDay) {
  const auto t = parse_local_time("2026-11-24 18:05", "Asia/Shanghai");
  ASSERT_TRUE(t);
  EXPECT_EQ(to_text(*t), "2026-11-24T10:05:00.000000Z");
  EXPECT_EQ(to_local_text(*t, "Asia/Shanghai"), "2026-11-24 18:05:00");
  EXPECT_EQ(local_date(Timestamp{t->microseconds + 6 * kHour}, "Asia/Shanghai"), (Date{2026, 11, 25}));
  EXPECT_FALSE(parse_local_time("2026-03-29 02:30", "Europe/Berlin")) << "the clocks skipped this half hour";
  EXPECT_FALSE(is_known_zone("Asia/Hangzhou"));
}

TEST(Date, RoundTripsEachDayOfFourCenturies) {
  for (std::int64_t day = -100'000; day < 50'000; ++day) {
    ASSERT_TRUE(is_valid(date_of_days(day))) << day;
    ASSERT_EQ(days_since_epoch(date_of_days(day)), day);
  }
}

TEST(PartialDate, SpansTheYearTheMonthOrTheDay) {
  EXPECT_EQ(to_text(*parse_partial_date("1961")), "1961");
  EXPECT_EQ(parse_partial_date("1964-02")->to, (Date{1964, 2, 29}));
  EXPECT_EQ(to_text(*parse_partial_date("1964-02")), "1964-02");
  EXPECT_EQ(to_text(*parse_partial_date("1964-02-03")), "1964-02-03");
  EXPECT_FALSE(parse_partial_date("1964-13"));
  EXPECT_FALSE(parse_partial_date("64"));
}

TEST(IdSource, GrowsEvenWhenTheClockStepsBack) {
  tests::FakeClock clock;
  IdSource ids(clock, 3);
  const auto first = ids.next();
  clock.advance(-kHour);
  const auto second = ids.next();
  EXPECT_EQ(second, first + 1);
  EXPECT_EQ(first >> 53, 3u);
  IdSource restarted(clock, 3, second);
  EXPECT_GT(restarted.next(), second);
}

TEST(TypedId, ReadsOnlyPlainNumbers) {
  struct Tag {};
  using Id = TypedId<Tag>;
  EXPECT_EQ(Id::parse("42")->value, 42u);
  for (const char* bad : {"", "0", "042", "+4", "-4", "4 ", "18446744073709551616", "4x"})
    EXPECT_FALSE(Id::parse(bad)) << bad;
}

TEST(Bytes, RoundTripNumbers) {
  ByteWriter w;
  w.u16(0x0102);
  w.varint(300);
  w.signed_varint(-65);
  w.i64(-2);
  w.prefixed("tube");
  ByteReader r(w.bytes());
  EXPECT_EQ(r.u16(), 0x0102);
  EXPECT_EQ(r.varint(), 300u);
  EXPECT_EQ(r.signed_varint(), -65);
  EXPECT_EQ(r.i64(), -2);
  EXPECT_EQ(r.prefixed(), "tube");
  EXPECT_TRUE(r.at_end());
  EXPECT_THROW(r.u8(), BadBytes);
  EXPECT_EQ(from_hex("00fF"), std::string("\0\xFF", 2));
  EXPECT_FALSE(from_hex("0"));
}

TEST(Seal, OpensOnlyInItsOwnRow) {
  const SealKey key{7, std::string(32, 'k')};
  const SealBinding here{"participant_identity", "name", 42};
  const std::string sealed = seal(key, here, "单于婉清");
  EXPECT_EQ(open_sealed(key, here, sealed), "单于婉清");
  EXPECT_EQ(key_id_of_sealed(sealed), 7u);
  EXPECT_FALSE(open_sealed(key, {"participant_identity", "name", 43}, sealed));
  EXPECT_FALSE(open_sealed(key, {"participant_identity", "phone", 42}, sealed));
  EXPECT_FALSE(open_sealed({7, std::string(32, 'x')}, here, sealed));
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string altered = sealed;
    altered[i] = static_cast<char>(altered[i] ^ 1);
    EXPECT_FALSE(open_sealed(key, here, altered)) << "byte " << i;
  }
  EXPECT_NE(seal(key, here, "a"), seal(key, here, "a")) << "each sealing has its own nonce";
}

TEST(Password, IsTheRightOneOrNot) {
  const std::string hash = hash_password("correct horse battery", "pepper");
  EXPECT_EQ(hash.rfind("$argon2id$", 0), 0u);
  EXPECT_TRUE(verify_password(hash, "correct horse battery", "pepper"));
  EXPECT_FALSE(verify_password(hash, "correct horse battery", "other pepper"));
  EXPECT_FALSE(verify_password(hash, "Correct horse battery", "pepper"));
  EXPECT_FALSE(verify_password("", "", "pepper"));
}

TEST(Text, NormalisesAndRefuses) {
  EXPECT_EQ(nfkc("ＢＢ－０７"), "BB-07");
  EXPECT_FALSE(is_utf8("\xC0\xAE"));
  EXPECT_FALSE(is_utf8("\xED\xA0\x80"));
  EXPECT_TRUE(is_utf8("𠮷"));
  EXPECT_EQ(length_in_characters("𠮷野"), 2u);
  EXPECT_TRUE(has_forbidden_character("a\xE2\x80\xAE" "b"));
  EXPECT_TRUE(has_forbidden_character(std::string_view("a\0b", 3)));
  EXPECT_FALSE(has_forbidden_character("Zoë\t1"));
  EXPECT_EQ(trim(" \t x y\r\n"), "x y");
}

TEST(Sentence, FillsNamedValues) {
  EXPECT_EQ(fill_sentence("{position} holds {code}.", {{"position", "E5"}, {"code", "ZJ-1"}}), "E5 holds ZJ-1.");
  EXPECT_EQ(fill_sentence("{gap} {", {}), "{gap} {");
}

}  // namespace
}  // namespace frostkeep::base
