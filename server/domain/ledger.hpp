#pragma once
/// What can happen to a thing, the bytes of a ledger entry and the chain rule (docs/ledger.md has vectors).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/digest.hpp"
#include "base/timestamp.hpp"

namespace frostkeep::domain {

/// Kinds of things that have a stream of entries. Numbers stand in the ledger for ever.
enum class StreamKind : std::uint8_t {
  session = 1,
  site = 2,
  study = 3,
  user = 4,
  grant = 5,
  container_type = 6,
  container = 7,
  sample = 8,
  participant = 9,
  identity = 10,
  enrolment = 11,
  consent = 12,
  protocol = 13,
  collection_event = 14,
  printer = 15,
  label_print = 16,
  equipment = 17,
  consent_form = 18,
  stratum = 19,
  import_file = 20,
  processing_step = 21,
  house = 22,
  reception = 23,
  withdrawal = 24,
  print_job = 25,
};

/// What an entry says happened. Numbers stand in the ledger for ever; new ones are added at the end.
// clang-format off
#define FROSTKEEP_HAPPENINGS(X) \
  X(registered, 1) X(edited, 2) X(retired, 3) X(placed, 4) X(moved, 5) X(taken_out, 6) X(checked_out, 7) \
  X(returned, 8) \
  X(received, 9) X(collected, 10) X(rejected, 11) X(processed, 12) X(aliquoted, 13) X(derived, 14) X(pooled, 15) \
  X(drawn, 16) X(thawed, 17) X(depleted, 18) X(corrected, 19) X(undone, 20) X(quarantined, 21) X(released, 22) \
  X(lost, 23) X(found, 24) X(destroyed, 25) X(labelled, 26) X(code_added, 27) X(blocked, 28) X(unblocked, 29) \
  X(signed_in, 30) X(signed_out, 31) X(sign_in_refused, 32) X(locked_out, 33) X(permission_refused, 34) \
  X(identity_viewed, 35) X(password_changed, 36) X(disabled, 37) X(enabled, 38) X(granted, 39) X(revoked, 40) \
  X(consented, 41) X(consent_withdrawn, 42) X(enrolled, 43) X(merged, 44) X(stratified, 45) X(restored, 46) \
  X(imported, 47) X(person_switched, 48) X(entered_in_error, 49) X(swapped, 50) X(measured, 51) X(printed, 52) \
  X(pin_changed, 53)
// clang-format on

enum class Happening : std::uint16_t {
#define FROSTKEEP_NAME(name, number) name = number,
  FROSTKEEP_HAPPENINGS(FROSTKEEP_NAME)
#undef FROSTKEEP_NAME
};

/// `placed` for Happening::placed; `unknown` for a number that isn't in the list.
std::string_view name_of(Happening happening);
std::string_view name_of(StreamKind kind);

/// The value of a field: nothing, an integer, or bytes (text is UTF-8 bytes).
using FieldValue = std::variant<std::monostate, std::int64_t, std::string>;

inline FieldValue field_value(std::nullopt_t) {
  return {};
}
inline FieldValue field_value(std::int64_t v) {
  return v;
}
inline FieldValue field_value(std::string v) {
  return v;
}

/// One field of a thing, before and after. Of a field with several values (codes, parents) each change adds (before is
/// nothing) or removes (after is nothing) one.
struct FieldChange {
  std::uint16_t field = 0;
  FieldValue before = {};
  FieldValue after = {};
  bool operator==(const FieldChange&) const = default;
};

/// Field numbers from here on have no column in the thing's own row; they are told by derived tables.
constexpr std::uint16_t kFirstVirtualField = 200;
/// A code that names the thing: issuer (8 bytes) ‖ code. Several values.
constexpr std::uint16_t kCodeField = 200;
/// Where the thing is: container (8 bytes) ‖ position (4) ‖ stay (8).
constexpr std::uint16_t kPlaceField = 201;
/// The place that is kept while the thing is out: as kPlaceField.
constexpr std::uint16_t kKeptPlaceField = 202;
/// A sample's parent: its id (8 bytes). Several values.
constexpr std::uint16_t kParentField = 203;
/// A participant from whom the material comes: the id (8 bytes). Several values.
constexpr std::uint16_t kDonorField = 204;
/// A blocked position of a container: position (4 bytes) ‖ block id (8). Several values.
constexpr std::uint16_t kBlockField = 205;
/// A processing step in which a sample was: its id (8 bytes). Several values.
constexpr std::uint16_t kStepField = 206;

/// Changes as tagged bytes: per change, in ascending order of field: field (varint), types (before × 16 + after; 0
/// nothing, 1 integer, 2 bytes), then the values present (integer zigzag varint, bytes length-prefixed).
std::string encode_changes(const std::vector<FieldChange>& changes);
/// Throws base::BadBytes for bytes that encode_changes can't have written.
std::vector<FieldChange> decode_changes(std::string_view payload);

/// One entry, as it stands in the table but for its two hashes.
struct LedgerEntry {
  std::uint64_t entry_id = 0;
  StreamKind stream_kind = StreamKind::house;
  std::uint64_t stream_id = 0;
  std::uint32_t sequence = 0;
  Happening what = Happening::registered;
  base::Timestamp event_time;
  base::Timestamp entry_time;
  std::uint64_t actor = 0;
  std::uint64_t on_behalf_of = 0;
  std::uint64_t site = 0;
  std::uint64_t device = 0;
  std::uint64_t request = 0;
  std::uint64_t corrects = 0;
  std::string reason;
  base::DigestAlgorithm algorithm = base::DigestAlgorithm::sha256;
  std::string payload;
};

/// Fixed header ‖ previous hash ‖ length-prefixed reason ‖ length-prefixed payload; numbers big-endian.
std::string leaf_bytes(const LedgerEntry& entry, const base::Digest& previous);
/// digest(0x00 ‖ leaf): also the leaf hash of RFC 9162, 2.1.1.
base::Digest entry_hash(const LedgerEntry& entry, const base::Digest& previous);

}  // namespace frostkeep::domain
