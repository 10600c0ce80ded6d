#include "database/identity_records.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "database/participant_tables.hpp"

namespace frostkeep::database {
namespace {

using domain::Happening;
using domain::ParticipantId;

constexpr std::string_view kFind =
    "select id, version, head_hash, name_sealed, resident_id_sealed, phone_sealed, address_sealed, name_index, "
    "name_birth_index, resident_id_index, phone_index from participant_identity where id = ?";
// The no-op update takes the row's lock whether it was there or not.
constexpr std::string_view kGuard =
    "insert into identity_guard (index_value) values (?) on duplicate key update index_value = index_value";
constexpr std::string_view kWithResidentId =
    "select id from participant_identity where resident_id_index = ? order by id limit 100";
constexpr std::string_view kWithNameAndBirth =
    "select id from participant_identity where name_birth_index = ? order by id limit 100";
constexpr std::string_view kWithName = "select id from participant_identity where name_index = ? order by id limit 100";
constexpr std::string_view kWithPhone =
    "select id from participant_identity where phone_index = ? order by id limit 100";

using Member = std::optional<std::string> SealedIdentity::*;
constexpr std::array<std::pair<std::uint16_t, Member>, 8> kMembers = {{
    {IdentityField::name, &SealedIdentity::name},
    {IdentityField::resident_id, &SealedIdentity::resident_id},
    {IdentityField::phone, &SealedIdentity::phone},
    {IdentityField::address, &SealedIdentity::address},
    {IdentityField::name_index, &SealedIdentity::name_index},
    {IdentityField::name_birth_index, &SealedIdentity::name_birth_index},
    {IdentityField::resident_id_index, &SealedIdentity::resident_id_index},
    {IdentityField::phone_index, &SealedIdentity::phone_index},
}};

std::vector<ParticipantId> ids_of(const Rows& rows) {
  std::vector<ParticipantId> ids;
  for (const Row& row : rows) ids.push_back(row.id_as<ParticipantId>(0));
  return ids;
}

}  // namespace

std::vector<domain::FieldChange> changes_of(const SealedIdentity& identity) {
  Changes changes;
  for (const auto& [field, member] : kMembers) changes.set(field, value_of(identity.*member));
  return changes.take();
}

void insert_identity(WriteTransaction& tx, const SealedIdentity& identity) {
  insert_thing(tx, kIdentities, {identity.id.value, changes_of(identity)}, {Happening::registered});
}

void change_identity(WriteTransaction& tx, const SealedIdentity& before, const SealedIdentity& after) {
  Changes changes;
  for (const auto& [field, member] : kMembers) changes.change(field, value_of(before.*member), value_of(after.*member));
  std::vector<domain::FieldChange> list = changes.take();
  if (list.empty()) return;
  change_thing(tx, kIdentities, {{before.id.value, before.version, before.head_hash}, std::move(list)},
               {Happening::edited});
}

std::optional<SealedIdentity> find_identity(const ReadTransaction& tx, ParticipantId id) {
  const Rows rows = tx.query(kFind, id);
  if (rows.empty()) return std::nullopt;
  const Row& row = rows[0];
  SealedIdentity found;
  found.id = id;
  found.version = static_cast<std::uint32_t>(row.integer(1));
  found.head_hash = row.digest(2);
  for (std::size_t i = 0; i < kMembers.size(); ++i) {
    if (!row.is_null(i + 3)) found.*kMembers[i].second = row.text(i + 3);
  }
  return found;
}

void guard_identity(WriteTransaction& tx, const SealedIdentity& identity) {
  std::vector<std::string> values;
  if (identity.resident_id_index) values.push_back(*identity.resident_id_index);
  if (identity.name_birth_index) values.push_back(*identity.name_birth_index);
  std::sort(values.begin(), values.end());
  for (const std::string& value : values) tx.execute(kGuard, value);
}

std::vector<ParticipantId> with_resident_id(const ReadTransaction& tx, const std::string& index) {
  return ids_of(tx.query(kWithResidentId, index));
}
std::vector<ParticipantId> with_name_and_birth(const ReadTransaction& tx, const std::string& index) {
  return ids_of(tx.query(kWithNameAndBirth, index));
}
std::vector<ParticipantId> with_name(const ReadTransaction& tx, const std::string& index) {
  return ids_of(tx.query(kWithName, index));
}
std::vector<ParticipantId> with_phone(const ReadTransaction& tx, const std::string& index) {
  return ids_of(tx.query(kWithPhone, index));
}

}  // namespace frostkeep::database
