#include "base/password.hpp"

#include <sodium.h>

#include <condition_variable>
#include <mutex>

#include "base/digest.hpp"
#include "base/invariant.hpp"

namespace frostkeep::base {
namespace {

// Two at once and 64 waiting bound memory to 128 MiB and the longest wait to about two seconds.
constexpr int kAtOnce = 2;
constexpr int kWaiting = 64;

class Gate {
 public:
  void enter() {
    std::unique_lock lock(mutex_);
    if (waiting_ >= kWaiting) throw PasswordGateFull{};
    ++waiting_;
    free_.wait(lock, [this] { return running_ < kAtOnce; });
    --waiting_;
    ++running_;
  }
  void leave() {
    const std::lock_guard lock(mutex_);
    --running_;
    free_.notify_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable free_;
  int running_ = 0;
  int waiting_ = 0;
};

Gate& gate() {
  static Gate only;
  return only;
}

struct Pass {
  Pass() { gate().enter(); }
  ~Pass() { gate().leave(); }
  Pass(const Pass&) = delete;
  Pass& operator=(const Pass&) = delete;
};

std::string hash_of(std::string_view peppered) {
  char out[crypto_pwhash_STRBYTES];
  const int failed = crypto_pwhash_str(out, peppered.data(), peppered.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                       crypto_pwhash_MEMLIMIT_INTERACTIVE);
  FROSTKEEP_INVARIANT(failed == 0);
  return out;
}

}  // namespace

std::string hash_password(std::string_view password, std::string_view pepper) {
  const Digest peppered = hmac_sha256(pepper, password);
  const Pass pass;
  return hash_of(as_bytes(peppered));
}

bool verify_password(const std::string& hash, std::string_view password, std::string_view pepper) {
  static const std::string nobody = hash_of("no password has this hash");
  const Digest peppered = hmac_sha256(pepper, password);
  const Pass pass;
  const std::string& against = hash.empty() ? nobody : hash;
  const bool same = crypto_pwhash_str_verify(against.c_str(), reinterpret_cast<const char*>(peppered.data()),
                                             peppered.size()) == 0;
  return same && !hash.empty();
}

}  // namespace frostkeep::base
