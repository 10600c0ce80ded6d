#include "services/secrets.hpp"

#include "base/bytes.hpp"
#include "base/password.hpp"
#include "domain/people_rules.hpp"

namespace frostkeep::services {
namespace {

constexpr std::string_view kLetters = "abcdefghjkmnpqrstuvwxyz23456789";
constexpr std::size_t kGroups = 4;
constexpr std::size_t kGroupLength = 4;

/// Refused in words where the gate of the hashes is full.
template <typename Hash>
auto behind_gate(Hash hash) {
  try {
    return hash();
  } catch (const base::PasswordGateFull&) {
    throw domain::Refused(domain::ErrorCode::busy_try_again, {{"retry_after_s", "2"}});
  }
}

}  // namespace

std::string make_password(base::Random& random) {
  const std::string bytes = random.bytes(kGroups * kGroupLength);
  std::string password;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i > 0 && i % kGroupLength == 0) password += '-';
    password += kLetters[static_cast<unsigned char>(bytes[i]) % kLetters.size()];
  }
  return password;
}

std::string make_pin(base::Random& random) {
  while (true) {
    const std::string bytes = random.bytes(sizeof(std::uint64_t));
    std::string pin = std::to_string(1'000'000 + base::ByteReader(bytes).u64() % 1'000'000).substr(1);
    if (!domain::problem_of_pin(pin)) return pin;
  }
}

std::string hash_secret(const House& house, const std::string& secret) {
  return behind_gate([&] { return base::hash_password(secret, house.pepper); });
}

bool gives_hash(const House& house, const std::string& hash, const std::string& secret) {
  return behind_gate([&] { return base::verify_password(hash, secret, house.pepper); });
}

}  // namespace frostkeep::services
