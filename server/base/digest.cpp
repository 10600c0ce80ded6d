#include "base/digest.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <cstring>
#include <memory>

#include "base/invariant.hpp"

namespace frostkeep::base {
namespace {

struct FreeContext {
  void operator()(EVP_MD_CTX* c) const { EVP_MD_CTX_free(c); }
  void operator()(EVP_MAC_CTX* c) const { EVP_MAC_CTX_free(c); }
};

Digest run(const EVP_MD* algorithm, std::string_view first, std::string_view second) {
  thread_local const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
  Digest out{};
  const bool done = EVP_DigestInit_ex2(context.get(), algorithm, nullptr) == 1 &&
                    EVP_DigestUpdate(context.get(), first.data(), first.size()) == 1 &&
                    EVP_DigestUpdate(context.get(), second.data(), second.size()) == 1 &&
                    EVP_DigestFinal_ex(context.get(), out.data(), nullptr) == 1;
  FROSTKEEP_INVARIANT(done);
  return out;
}

}  // namespace

Digest sha256(std::string_view first, std::string_view second) {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return run(algorithm, first, second);
}

Digest sm3(std::string_view first, std::string_view second) {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SM3", nullptr);
  return run(algorithm, first, second);
}

Digest digest(DigestAlgorithm algorithm, std::string_view first, std::string_view second) {
  return algorithm == DigestAlgorithm::sm3 ? sm3(first, second) : sha256(first, second);
}

Digest hmac_sha256(std::string_view key, std::string_view message) {
  static EVP_MAC* const algorithm = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  thread_local const std::unique_ptr<EVP_MAC_CTX, FreeContext> context(EVP_MAC_CTX_new(algorithm));
  char name[] = "SHA256";
  const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string("digest", name, 0), OSSL_PARAM_construct_end()};
  Digest out{};
  std::size_t length = 0;
  const bool done =
      EVP_MAC_init(context.get(), reinterpret_cast<const unsigned char*>(key.data()), key.size(), parameters) == 1 &&
      EVP_MAC_update(context.get(), reinterpret_cast<const unsigned char*>(message.data()), message.size()) == 1 &&
      EVP_MAC_final(context.get(), out.data(), &length, out.size()) == 1;
  FROSTKEEP_INVARIANT(done && length == out.size());
  return out;
}

struct RunningSha256::Context {
  std::unique_ptr<EVP_MD_CTX, FreeContext> inner{EVP_MD_CTX_new()};
};

RunningSha256::RunningSha256() : context_(std::make_unique<Context>()) {
  FROSTKEEP_INVARIANT(EVP_DigestInit_ex2(context_->inner.get(), EVP_sha256(), nullptr) == 1);
}
RunningSha256::~RunningSha256() = default;
RunningSha256::RunningSha256(RunningSha256&& other) noexcept = default;
RunningSha256& RunningSha256::operator=(RunningSha256&& other) noexcept = default;

void RunningSha256::add(std::string_view bytes) {
  FROSTKEEP_INVARIANT(EVP_DigestUpdate(context_->inner.get(), bytes.data(), bytes.size()) == 1);
}

Digest RunningSha256::so_far() const {
  const std::unique_ptr<EVP_MD_CTX, FreeContext> copy(EVP_MD_CTX_new());
  Digest out{};
  const bool done = EVP_MD_CTX_copy_ex(copy.get(), context_->inner.get()) == 1 &&
                    EVP_DigestFinal_ex(copy.get(), out.data(), nullptr) == 1;
  FROSTKEEP_INVARIANT(done);
  return out;
}

Digest digest_of_bytes(std::string_view bytes) {
  Digest out{};
  if (bytes.size() == out.size()) std::memcpy(out.data(), bytes.data(), out.size());
  return out;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace frostkeep::base
