#include "base/keyed_hash.hpp"

#include <sodium.h>

#include <cstring>

#include "base/invariant.hpp"

namespace frostkeep::base {

KeyedHash::KeyedHash(std::string key) : key_(std::move(key)) {
  FROSTKEEP_INVARIANT(key_.size() == crypto_shorthash_siphashx24_KEYBYTES);
}

Hash128 KeyedHash::operator()(std::string_view message) const {
  Hash128 hash;
  static_assert(sizeof(hash) == crypto_shorthash_siphashx24_BYTES);
  unsigned char out[sizeof(hash)];
  crypto_shorthash_siphashx24(out, reinterpret_cast<const unsigned char*>(message.data()), message.size(),
                              reinterpret_cast<const unsigned char*>(key_.data()));
  std::memcpy(&hash, out, sizeof(hash));
  return hash;
}

}  // namespace frostkeep::base
