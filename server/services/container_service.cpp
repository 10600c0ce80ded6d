#include "services/container_service.hpp"

#include <set>

namespace frostkeep::services {

using database::ReadTransaction;

ContainerView ContainerService::view(const domain::Scope& scope, domain::ContainerId id) const {
  return house_.database.read([&](const ReadTransaction& tx) {
    ContainerView view;
    auto container = database::find_container(tx, id);
    if (!container || !scope.contains_site(container->site)) throw domain::Refused(domain::ErrorCode::not_found);
    view.container = std::move(*container);
    view.site = database::find_site(tx, view.container.site);
    view.cells = database::read_cells(tx, id);
    const auto path = database::read_path(tx, id.value);
    view.path = house_.types.describe(tx, path);
    if (!path.empty()) view.position = house_.types.label(tx, path.front().type, path.front().position);
    const domain::ContainerLayout& layout = view.container.type.layout;
    if (layout.has_grid()) {
      std::set<int> taken;
      for (const database::OccupiedCell& cell : view.cells) taken.insert(cell.position);
      const auto next = domain::next_position(layout, taken);
      if (next) view.next_position = domain::label_of(layout, *next);
    }
    return view;
  });
}

std::vector<domain::ContainerType> ContainerService::types() const {
  return house_.database.read([](const ReadTransaction& tx) { return database::read_container_types(tx); });
}

}  // namespace frostkeep::services
