#pragma once
/// Between who somebody is and the bytes that the database may hold.

#include <optional>
#include <string>

#include "database/identity_records.hpp"
#include "domain/participant.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

/// Seals each known field to its row and makes the blind indexes; `birth` joins the name only if it is one day.
database::SealedIdentity seal_identity(const House& house, domain::ParticipantId id, const domain::Identity& identity,
                                       const std::optional<base::PartialDate>& birth);
/// Throws base::BadBytes if a field doesn't open: it was altered, moved from another row, or sealed with another key.
domain::Identity open_identity(const House& house, const database::SealedIdentity& sealed);

/// The blind indexes to search by; nothing if no such value can exist.
std::optional<std::string> resident_id_index(const House& house, const std::string& number);
std::optional<std::string> phone_index(const House& house, const std::string& phone);
std::optional<std::string> name_index(const House& house, const std::string& name);

}  // namespace frostkeep::services
