#include "base/seal.hpp"

#include <openssl/evp.h>

#include <memory>

#include "base/bytes.hpp"
#include "base/digest.hpp"
#include "base/invariant.hpp"
#include "base/random.hpp"

namespace frostkeep::base {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kHeader = 5;
constexpr std::size_t kNonce = 12;
constexpr std::size_t kTag = 16;

struct FreeCipher {
  void operator()(EVP_CIPHER_CTX* c) const { EVP_CIPHER_CTX_free(c); }
};

EVP_CIPHER_CTX* context() {
  thread_local const std::unique_ptr<EVP_CIPHER_CTX, FreeCipher> kept(EVP_CIPHER_CTX_new());
  return kept.get();
}

const EVP_CIPHER* algorithm() {
  static const EVP_CIPHER* const fetched = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  return fetched;
}

const unsigned char* in(std::string_view s) { return reinterpret_cast<const unsigned char*>(s.data()); }
unsigned char* out(std::string& s) { return reinterpret_cast<unsigned char*>(s.data()); }

std::string bound_data(std::string_view header, const SealBinding& binding) {
  ByteWriter w;
  w.raw(header);
  w.prefixed(binding.table);
  w.prefixed(binding.column);
  w.u64(binding.row);
  return w.take();
}

}  // namespace

std::string seal(const SealKey& key, const SealBinding& binding, std::string_view plain) {
  FROSTKEEP_INVARIANT(key.bytes.size() == 32);
  ByteWriter header;
  header.u8(kVersion);
  header.u32(key.id);
  const std::string nonce = SystemRandom().bytes(kNonce);
  const std::string bound = bound_data(header.bytes(), binding);
  std::string cipher(plain.size(), '\0');
  std::string tag(kTag, '\0');
  int length = 0;
  EVP_CIPHER_CTX* c = context();
  const bool done = EVP_EncryptInit_ex2(c, algorithm(), in(key.bytes), in(nonce), nullptr) == 1 &&
                    EVP_EncryptUpdate(c, nullptr, &length, in(bound), static_cast<int>(bound.size())) == 1 &&
                    EVP_EncryptUpdate(c, out(cipher), &length, in(plain), static_cast<int>(plain.size())) == 1 &&
                    EVP_EncryptFinal_ex(c, out(cipher) + length, &length) == 1 &&
                    EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_GCM_GET_TAG, kTag, tag.data()) == 1;
  FROSTKEEP_INVARIANT(done);
  return header.bytes() + nonce + cipher + tag;
}

std::optional<std::uint32_t> key_id_of_sealed(std::string_view sealed) {
  if (sealed.size() < kHeader + kNonce + kTag || static_cast<std::uint8_t>(sealed[0]) != kVersion) return std::nullopt;
  return ByteReader(sealed.substr(1, 4)).u32();
}

std::optional<std::string> open_sealed(const SealKey& key, const SealBinding& binding, std::string_view sealed) {
  if (key_id_of_sealed(sealed) != key.id) return std::nullopt;
  const std::string_view nonce = sealed.substr(kHeader, kNonce);
  const std::string_view cipher = sealed.substr(kHeader + kNonce, sealed.size() - kHeader - kNonce - kTag);
  std::string tag(sealed.substr(sealed.size() - kTag));
  const std::string bound = bound_data(sealed.substr(0, kHeader), binding);
  std::string plain(cipher.size(), '\0');
  int length = 0;
  EVP_CIPHER_CTX* c = context();
  const bool done = EVP_DecryptInit_ex2(c, algorithm(), in(key.bytes), in(nonce), nullptr) == 1 &&
                    EVP_DecryptUpdate(c, nullptr, &length, in(bound), static_cast<int>(bound.size())) == 1 &&
                    EVP_DecryptUpdate(c, out(plain), &length, in(cipher), static_cast<int>(cipher.size())) == 1 &&
                    EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_GCM_SET_TAG, kTag, tag.data()) == 1 &&
                    EVP_DecryptFinal_ex(c, out(plain) + length, &length) == 1;
  if (!done) return std::nullopt;
  return plain;
}

std::string blind_index(std::string_view key, std::string_view column, std::string_view normalised) {
  ByteWriter w;
  w.prefixed(column);
  w.raw(normalised);
  return std::string(as_bytes(hmac_sha256(key, w.bytes())).substr(0, 16));
}

}  // namespace frostkeep::base
