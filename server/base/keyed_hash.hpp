#pragma once
/// A keyed 128-bit hash (SipHash-2-4, by libsodium) and sums of such hashes in which what was added twice is gone.

#include <cstdint>
#include <string>
#include <string_view>

namespace frostkeep::base {

/// 128 bits; ^= adds or, a second time, removes.
struct Hash128 {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  Hash128& operator^=(const Hash128& other) {
    high ^= other.high;
    low ^= other.low;
    return *this;
  }
  bool is_zero() const { return high == 0 && low == 0; }
  bool operator==(const Hash128&) const = default;
};

/// With a key that nobody knows beforehand, nobody can choose two messages, or two sets of them, of equal sum.
class KeyedHash {
 public:
  /// `key` has 16 bytes.
  explicit KeyedHash(std::string key);
  Hash128 operator()(std::string_view message) const;

 private:
  std::string key_;
};

}  // namespace frostkeep::base
