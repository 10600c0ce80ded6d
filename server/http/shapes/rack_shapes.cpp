#include "http/shapes/rack_shapes.hpp"

namespace frostkeep::http {

services::RackRegistration order_of(const RackRegistrationBody& body, domain::ContainerId container) {
  services::RackRegistration order{container, body.study, body.site.value_or(domain::SiteId{}), {}};
  for (const NewWellBody& well : body.wells) order.wells.push_back({well.position, entry_of(well.sample)});
  return order;
}

services::RackPlacement order_of(const RackPlacementBody& body, domain::ContainerId container) {
  services::RackPlacement order{container, {}, body.move};
  for (const ScannedWellBody& well : body.wells) order.wells.push_back({well.position, well.code});
  return order;
}

RackBody body_of(const services::RackView& view, Language language) {
  RackBody body{view.container, view.container_code, {}, warnings_of(view.warnings, language)};
  for (const services::WellView& well : view.wells) {
    body.wells.push_back({well.position, well.id, well.code, {}});
    if (well.entry_id != 0) body.wells.back().entry_id = std::to_string(well.entry_id);
  }
  return body;
}

}  // namespace frostkeep::http
