#pragma once
/// SQL for who people are: sealed values and blind indexes only. Nothing here can read either.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "database/things.hpp"
#include "domain/ids.hpp"

namespace frostkeep::database {

/// Sealed fields (base/seal.hpp, bound to table, column and row) and blind indexes; nothing where nothing is known.
struct SealedIdentity {
  domain::ParticipantId id;
  std::uint32_t version = 0;
  base::Digest head_hash = {};
  std::optional<std::string> name = {};
  std::optional<std::string> resident_id = {};
  std::optional<std::string> phone = {};
  std::optional<std::string> address = {};
  std::optional<std::string> name_index = {};
  std::optional<std::string> name_birth_index = {};
  std::optional<std::string> resident_id_index = {};
  std::optional<std::string> phone_index = {};
};

/// What the first entry of the row tells.
std::vector<domain::FieldChange> changes_of(const SealedIdentity& identity);
void insert_identity(WriteTransaction& tx, const SealedIdentity& identity);
/// Refused(version_stale) if `before` isn't the row any more.
void change_identity(WriteTransaction& tx, const SealedIdentity& before, const SealedIdentity& after);
std::optional<SealedIdentity> find_identity(const ReadTransaction& tx, domain::ParticipantId id);

/// Holds off everybody who registers the same values until this transaction ends: a row per value, locked in ascending
/// order. The indexes themselves aren't unique, because two records may rightly share one.
void guard_identity(WriteTransaction& tx, const SealedIdentity& identity);

/// Whose index is this? In order of id.
std::vector<domain::ParticipantId> with_resident_id(const ReadTransaction& tx, const std::string& index);
std::vector<domain::ParticipantId> with_name_and_birth(const ReadTransaction& tx, const std::string& index);
std::vector<domain::ParticipantId> with_name(const ReadTransaction& tx, const std::string& index);
std::vector<domain::ParticipantId> with_phone(const ReadTransaction& tx, const std::string& index);

}  // namespace frostkeep::database
