#pragma once
/// SHA-256, SM3 and keyed digests, by OpenSSL. Algorithms are fetched once per process (docs/performance: 2.4 times
/// cheaper than a look-up per call). Safe from any thread: each thread keeps its own context.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace frostkeep::base {

using Digest = std::array<std::uint8_t, 32>;

/// Numbers as they stand in a ledger entry.
enum class DigestAlgorithm : std::uint8_t { sha256 = 1, sm3 = 2 };

/// FIPS 180-4 SHA-256 of the concatenation of `first` and `second`.
Digest sha256(std::string_view first, std::string_view second = {});
/// GB/T 32905-2016 SM3 of the concatenation.
Digest sm3(std::string_view first, std::string_view second = {});
Digest digest(DigestAlgorithm algorithm, std::string_view first, std::string_view second = {});
/// RFC 2104 HMAC with SHA-256.
Digest hmac_sha256(std::string_view key, std::string_view message);

inline std::string_view as_bytes(const Digest& d) { return {reinterpret_cast<const char*>(d.data()), d.size()}; }
/// The digest whose 32 bytes these are; all zeros for any other length.
Digest digest_of_bytes(std::string_view bytes);
/// Compares without telling by its time where the difference is.
bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace frostkeep::base
