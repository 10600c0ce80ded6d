#pragma once
/// Passwords and PINs by Argon2id (libsodium: 64 MiB, 2 passes), behind a gate that bounds memory.

#include <string>
#include <string_view>

namespace frostkeep::base {

/// Hashes with a fresh salt; the parameters stand in the result. The pepper is mixed in first (HMAC-SHA-256), so a
/// stolen table alone can't be guessed at. Takes about 60 ms and 64 MiB; at most two run at once in a process.
std::string hash_password(std::string_view password, std::string_view pepper);
/// Whether the password gives this hash. An empty hash costs the same time and is false, so that unknown users
/// can't be told from wrong passwords.
bool verify_password(const std::string& hash, std::string_view password, std::string_view pepper);

/// Thrown when too many hashes wait already; the caller answers "busy, try again".
class PasswordGateFull {};

}  // namespace frostkeep::base
