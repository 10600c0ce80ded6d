#pragma once
/// Passwords and PINs: made, hashed with the house's pepper, checked.

#include <string>

#include "services/house.hpp"

namespace frostkeep::services {

/// A password to be used once: 79 random bits as `xxxx-xxxx-xxxx-xxxx`, without letters that are taken for digits.
std::string make_password(base::Random& random);
/// Six random digits that domain::problem_of_pin takes.
std::string make_pin(base::Random& random);

/// base::hash_password; Refused(busy_try_again) where too many wait already.
std::string hash_secret(const House& house, const std::string& secret);
/// base::verify_password, for an empty hash in the same time; Refused(busy_try_again).
bool gives_hash(const House& house, const std::string& hash, const std::string& secret);

}  // namespace frostkeep::services
