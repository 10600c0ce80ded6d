#pragma once
/// Sealed fields (AES-256-GCM) and blind indexes (HMAC) for identity: the only road by which a name, an ID number, a
/// phone or an address reaches the database.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace frostkeep::base {

/// What a sealed field is bound to: the same ciphertext in another table, column or row doesn't open.
struct SealBinding {
  std::string_view table;
  std::string_view column;
  std::uint64_t row = 0;
};

/// A key of 32 bytes with the number that sealed fields name it by.
struct SealKey {
  std::uint32_t id = 0;
  std::string bytes;
};

/// Layout: version 1 ‖ key id (4 bytes) ‖ nonce (12 random bytes) ‖ ciphertext ‖ tag (16 bytes).
std::string seal(const SealKey& key, const SealBinding& binding, std::string_view plain);
/// Nothing if the bytes were altered, moved to another row, or sealed with another key.
std::optional<std::string> open_sealed(const SealKey& key, const SealBinding& binding, std::string_view sealed);
/// The number of the key that sealed these bytes; nothing if they are no sealed field.
std::optional<std::uint32_t> key_id_of_sealed(std::string_view sealed);
/// First 16 bytes of HMAC-SHA-256 under the column's own key; equal values give equal bytes, so the caller normalises
/// the value first. Only for values of high entropy: equal indexes show equal values.
std::string blind_index(std::string_view key, std::string_view column, std::string_view normalised);

}  // namespace frostkeep::base
