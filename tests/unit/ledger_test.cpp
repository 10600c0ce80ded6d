// The bytes of an entry: the vectors of docs/ledger.md, which the second verifier in tests/peer reads too.

#include <gtest/gtest.h>

#include "base/bytes.hpp"
#include "domain/ledger.hpp"

namespace frostkeep::domain {
namespace {

const std::string kPayload = "0611080c16220007636c6f74746564c9010214000000000000000a00000003000000000000004d";

std::vector<FieldChange> changes() {
  return {{6, std::int64_t{4}, std::int64_t{6}},
          {22, std::string(), std::string("clotted")},
          {kPlaceField, {}, *base::from_hex("000000000000000a00000003000000000000004d")}};
}

LedgerEntry entry() {
  LedgerEntry e;
  e.entry_id = 77;
  e.stream_kind = StreamKind::sample;
  e.stream_id = 100;
  e.sequence = 2;
  e.what = Happening::placed;
  e.event_time = e.entry_time = {1'795'000'000'000'000};
  e.actor = 5;
  e.site = 6;
  e.device = 7;
  e.request = 8;
  e.reason = "因为";
  e.payload = *base::from_hex(kPayload);
  return e;
}

base::Digest elevens() {
  base::Digest d;
  d.fill(0x11);
  return d;
}

TEST(Ledger, WritesChangesAsDocumented) {
  EXPECT_EQ(base::to_hex(encode_changes(changes())), kPayload);
  EXPECT_EQ(decode_changes(*base::from_hex(kPayload)), changes());
}

TEST(Ledger, HashesAnEntryAsDocumented) {
  EXPECT_EQ(base::to_hex(base::as_bytes(entry_hash(entry(), elevens()))),
            "fbdec9bd6be45af52891cadf9b84cfa6cfe72dcf6ccf5e3731a7b383dba46306");
  LedgerEntry national = entry();
  national.algorithm = base::DigestAlgorithm::sm3;
  EXPECT_EQ(base::to_hex(base::as_bytes(entry_hash(national, elevens()))),
            "5cf912a089c00b7c05f45db4890de45373e9bf7475b7b9b23b7614f5e3d7a012");
}

TEST(Ledger, EveryByteOfTheLeafCounts) {
  const std::string leaf = leaf_bytes(entry(), elevens());
  EXPECT_EQ(leaf.size(), 1u + 1 + 8 + 1 + 8 + 4 + 2 + 8 * 8 + 32 + 4 + 6 + 4 + kPayload.size() / 2);
  LedgerEntry later = entry();
  later.event_time.microseconds += 1;
  EXPECT_NE(entry_hash(later, elevens()), entry_hash(entry(), elevens()));
  LedgerEntry moved = entry();
  moved.reason += moved.payload.substr(0, 1);
  moved.payload.erase(0, 1);
  EXPECT_NE(entry_hash(moved, elevens()), entry_hash(entry(), elevens())) << "lengths keep the parts apart";
}

TEST(Ledger, BytesThatNobodyWroteAreRefused) {
  for (const char* bad : {"06", "0611", "061108", "0633080c", "16220007"}) {
    EXPECT_THROW(decode_changes(base::from_hex(bad).value()), base::BadBytes) << bad;
  }
  EXPECT_THROW(decode_changes(*base::from_hex("16110204" "06110204")), base::BadBytes) << "fields out of order";
}

TEST(Ledger, EveryKindAndHappeningHasAName) {
  EXPECT_EQ(name_of(Happening::placed), "placed");
  EXPECT_EQ(name_of(static_cast<Happening>(9'999)), "unknown");
  EXPECT_EQ(name_of(StreamKind::container_type), "container_type");
}

}  // namespace
}  // namespace frostkeep::domain
