#include "services/identity_seal.hpp"

#include "base/bytes.hpp"
#include "base/seal.hpp"

namespace frostkeep::services {
namespace {

constexpr std::string_view kTable = "participant_identity";

std::optional<std::string> sealed(const House& house, domain::ParticipantId id, std::string_view column,
                                  const std::string& plain) {
  if (plain.empty()) return std::nullopt;
  return base::seal(house.sealing, {kTable, column, id.value}, plain);
}

std::string opened(const House& house, domain::ParticipantId id, std::string_view column,
                   const std::optional<std::string>& bytes) {
  if (!bytes) return {};
  auto plain = base::open_sealed(house.sealing, {kTable, column, id.value}, *bytes);
  if (!plain) throw base::BadBytes("a sealed field of participant " + id.text() + " doesn't open");
  return std::move(*plain);
}

std::optional<std::string> index_of(const House& house, std::string_view column, const std::string& key) {
  if (key.empty()) return std::nullopt;
  return base::blind_index(house.blind_index_key, column, key);
}

}  // namespace

database::SealedIdentity seal_identity(const House& house, domain::ParticipantId id, const domain::Identity& identity,
                                       const std::optional<base::PartialDate>& birth) {
  database::SealedIdentity s;
  s.id = id;
  s.name = sealed(house, id, "name_sealed", identity.name);
  s.resident_id = sealed(house, id, "resident_id_sealed", identity.resident_id);
  s.phone = sealed(house, id, "phone_sealed", identity.phone);
  s.address = sealed(house, id, "address_sealed", identity.address);
  s.name_index = name_index(house, identity.name);
  s.resident_id_index = resident_id_index(house, identity.resident_id);
  s.phone_index = phone_index(house, identity.phone);
  if (s.name_index && birth && birth->from == birth->to) {
    s.name_birth_index =
        index_of(house, "name_birth_index", domain::name_key(identity.name) + "|" + base::to_text(birth->from));
  }
  return s;
}

domain::Identity open_identity(const House& house, const database::SealedIdentity& s) {
  return {opened(house, s.id, "name_sealed", s.name), opened(house, s.id, "resident_id_sealed", s.resident_id),
          opened(house, s.id, "phone_sealed", s.phone), opened(house, s.id, "address_sealed", s.address)};
}

std::optional<std::string> resident_id_index(const House& house, const std::string& number) {
  return index_of(house, "resident_id_index", domain::resident_id_key(number));
}

std::optional<std::string> phone_index(const House& house, const std::string& phone) {
  return index_of(house, "phone_index", domain::phone_key(phone));
}

std::optional<std::string> name_index(const House& house, const std::string& name) {
  return index_of(house, "name_index", domain::name_key(name));
}

}  // namespace frostkeep::services
