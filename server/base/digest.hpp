#pragma once
/// SHA-256, SM3 and keyed digests, by OpenSSL. Algorithms are fetched once per process (docs/performance: 2.4 times
/// cheaper than a look-up per call). Safe from any thread: each thread keeps its own context.

#include <array>
#include <cstdint>
#include <memory>
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

/// A SHA-256 that grows piece by piece. One thread at a time.
class RunningSha256 {
 public:
  RunningSha256();
  ~RunningSha256();
  RunningSha256(RunningSha256&& other) noexcept;
  RunningSha256& operator=(RunningSha256&& other) noexcept;
  void add(std::string_view bytes);
  /// The digest of what was added so far; more may be added afterwards.
  Digest so_far() const;

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

inline std::string_view as_bytes(const Digest& d) { return {reinterpret_cast<const char*>(d.data()), d.size()}; }
/// The digest whose 32 bytes these are; all zeros for any other length.
Digest digest_of_bytes(std::string_view bytes);
/// Compares without telling by its time where the difference is.
bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace frostkeep::base
