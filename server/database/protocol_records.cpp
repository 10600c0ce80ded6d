#include "database/protocol_records.hpp"

#include "database/participant_tables.hpp"
#include "domain/protocol_text.hpp"

namespace frostkeep::database {
namespace {

constexpr std::string_view kFind =
    "select id, version, study_id, code, protocol_version, name_zh, name_en, source, plan, retired from protocol "
    "where id = ?";
constexpr std::string_view kOfStudy =
    "select id, version, study_id, code, protocol_version, name_zh, name_en, source, plan, retired from protocol "
    "where study_id = ? order by code, protocol_version desc";
constexpr std::string_view kLastVersion =
    "select protocol_version from protocol where study_id = ? and code = ? order by protocol_version desc limit 1";

StoredProtocol protocol_from(const Row& r) {
  return {r.id_as<domain::ProtocolId>(0),
          static_cast<std::uint32_t>(r.integer(1)),
          r.id_as<domain::StudyId>(2),
          {r.text(3), static_cast<int>(r.integer(4)), r.text(5), r.text(6), r.text(7), domain::parse_plan(r.text(8))},
          r.integer(9) != 0};
}

}  // namespace

void insert_protocol(WriteTransaction& tx, const StoredProtocol& p) {
  Changes changes;
  changes.set(ProtocolField::study, value_of(p.study))
      .set(ProtocolField::code, value_of(p.protocol.code))
      .set(ProtocolField::protocol_version, value_of(p.protocol.version))
      .set(ProtocolField::name_zh, value_of(p.protocol.name_zh))
      .set(ProtocolField::name_en, value_of(p.protocol.name_en))
      .set(ProtocolField::source, value_of(p.protocol.source))
      .set(ProtocolField::plan, value_of(domain::plan_text(p.protocol.events)))
      .set(ProtocolField::retired, value_of(p.retired));
  insert_thing(tx, kProtocols, {p.id.value, changes.take()}, {domain::Happening::registered});
}

std::optional<StoredProtocol> find_protocol(const ReadTransaction& tx, domain::ProtocolId id) {
  const Rows rows = tx.query(kFind, id);
  return rows.empty() ? std::nullopt : std::optional(protocol_from(rows[0]));
}

std::vector<StoredProtocol> read_protocols(const ReadTransaction& tx, domain::StudyId study) {
  std::vector<StoredProtocol> protocols;
  for (const Row& row : tx.query(kOfStudy, study)) protocols.push_back(protocol_from(row));
  return protocols;
}

int last_version(const ReadTransaction& tx, domain::StudyId study, const std::string& code) {
  const Rows rows = tx.query(kLastVersion, study, code);
  return rows.empty() ? 0 : static_cast<int>(rows[0].integer(0));
}

}  // namespace frostkeep::database
