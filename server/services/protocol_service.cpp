#include "services/protocol_service.hpp"

#include "database/people_records.hpp"
#include "domain/protocol_text.hpp"

namespace frostkeep::services {

using database::ReadTransaction;
using domain::ErrorCode;
using domain::Refused;

database::StoredProtocol ProtocolService::add(const Asked& asked, domain::StudyId study, domain::Protocol protocol) {
  if (!asked.scope.contains({}, study)) throw Refused(ErrorCode::not_found);
  protocol.version = 1;
  std::vector<domain::Violation> violations = domain::violations_of(protocol);
  if (violations.empty() && domain::plan_text(protocol.events).size() > domain::kMaxPlanBytes) {
    violations.push_back(
        {ErrorCode::field_too_long, {{"field", "protocol"}, {"limit", std::to_string(domain::kMaxPlanBytes)}}});
  }
  if (!violations.empty()) throw Refused(std::move(violations));
  return house_.database.write(asked.context, [&](database::WriteTransaction& tx) {
    if (!database::find_study(tx, study)) throw Refused(ErrorCode::not_found);
    database::StoredProtocol fresh{domain::ProtocolId{tx.next_id()}, 1, study, protocol, false};
    fresh.protocol.version = database::last_version(tx, study, protocol.code) + 1;
    database::insert_protocol(tx, fresh);
    return fresh;
  });
}

std::vector<database::StoredProtocol> ProtocolService::list(const domain::Scope& scope, domain::StudyId study) const {
  if (!scope.contains({}, study)) throw Refused(ErrorCode::not_found);
  return house_.database.read([&](const ReadTransaction& tx) { return database::read_protocols(tx, study); });
}

database::StoredProtocol ProtocolService::view(const domain::Scope& scope, domain::ProtocolId id) const {
  auto found = house_.database.read([&](const ReadTransaction& tx) { return database::find_protocol(tx, id); });
  if (!found || !scope.contains({}, found->study)) throw Refused(ErrorCode::not_found);
  return std::move(*found);
}

}  // namespace frostkeep::services
