#pragma once
/// The server's keys, as files of 32 bytes in hexadecimal under DATA/keys: made at the first start, never again.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/seal.hpp"

namespace frostkeep::app {

struct Keys {
  base::SealKey sealing;    ///< identity fields
  std::string blind_index;  ///< exact search over them
  std::string pepper;       ///< passwords and PINs
  std::string signing;      ///< seed of the Ed25519 key that signs heads of the ledger
};

/// What the database remembers of a key: enough to tell a wrong one, useless to find it.
struct KeyCheck {
  std::string name;   ///< the file's name, as in DATA/keys
  std::string value;  ///< 16 hexadecimal digits of HMAC-SHA-256 over a fixed text
  bool operator==(const KeyCheck&) const = default;
};

/// Reads the keys, and makes those that are missing if `database_is_new`: call it before the database is made, so that
/// a start that was cut short goes on. Throws CommandFailure: no_permission if a file or the folder is open to others;
/// configuration if a key is missing and the database isn't new, or if a file holds no key.
Keys load_keys(const std::filesystem::path& folder, bool database_is_new);

std::vector<KeyCheck> key_checks(const Keys& keys);
/// Sentences about the keys that differ from what the database remembers; none if all agree. A key of which the
/// database knows nothing yet agrees.
std::vector<std::string> key_problems(const std::vector<KeyCheck>& ours, const std::vector<KeyCheck>& remembered);

}  // namespace frostkeep::app
