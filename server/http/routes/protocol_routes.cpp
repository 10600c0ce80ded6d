#include <algorithm>

#include "http/routes.hpp"
#include "http/shapes/consent_shapes.hpp"
#include "http/shapes/protocol_shapes.hpp"

namespace frostkeep::http {
namespace {

using domain::ErrorCode;
using domain::Permission;
using domain::ProtocolId;

ProtocolBody wanted_protocol(const ProtocolOrderBody& order) {
  if (order.shipped.has_value() == order.protocol.has_value()) {
    throw domain::Refused(ErrorCode::field_missing, {{"field", "protocol"}, {"pointer", "/protocol"}});
  }
  if (order.protocol) return *order.protocol;
  const auto& shipped = shipped_protocols();
  const auto found = std::ranges::find(shipped, *order.shipped, &ProtocolBody::code);
  if (found == shipped.end()) throw domain::Refused(ErrorCode::not_found, {{"field", "protocol"}});
  return *found;
}

Response add_protocol(const Request& request, services::Services& services) {
  const auto body = request.body_as(kProtocolOrderBody);
  const domain::Protocol protocol = protocol_of(wanted_protocol(body));
  return write_once(
      request, services, kProtocolBody, 201, {},
      [&](const services::Asked& asked) { return services.protocols.add(asked, body.study_id, protocol); },
      [](const database::StoredProtocol& stored) { return body_of(stored); });
}

Response list_protocols(const Request& request, const services::Services& services) {
  ProtocolsBody body;
  for (const auto& stored : services.protocols.list(request.scope, request.query_as(kStudyQuery).study_id)) {
    body.items.push_back(body_of(stored));
  }
  return answer(kProtocolsBody, body);
}

Response list_shipped(const Request&, const services::Services&) {
  return answer(kProtocolsBody, {shipped_protocols()});
}

Response read_protocol(const Request& request, const services::Services& services) {
  return answer(kProtocolBody,
                body_of(services.protocols.view(request.scope, request.path_id<ProtocolId>("protocol_id"))));
}

}  // namespace

std::vector<Route> protocol_routes() {
  return {
      Route::post("/api/v1/protocols", "add_protocol", Permission::protocol_edit, add_protocol)
          .takes(kProtocolOrderBody)
          .gives(kProtocolBody, 201)
          .summary("新增采集方案版本", "Add a version of a protocol, one's own or a shipped one"),
      Route::get("/api/v1/protocols", "list_protocols", Permission::protocol_read, list_protocols)
          .queries(kStudyQuery)
          .gives(kProtocolsBody)
          .summary("采集方案", "A study's protocols"),
      Route::get("/api/v1/protocols/{protocol_id}", "read_protocol", Permission::protocol_read, read_protocol)
          .gives(kProtocolBody)
          .summary("一个采集方案", "A protocol"),
      Route::get("/api/v1/shipped-protocols", "list_shipped_protocols", Permission::protocol_read, list_shipped)
          .gives(kProtocolsBody)
          .summary("自带采集方案", "The protocols that come with the program"),
  };
}

}  // namespace frostkeep::http
