#include "http/shapes/storage_shapes.hpp"

#include <algorithm>

namespace frostkeep::http {

FillBody body_of(const services::FillSums::Sum& sum) {
  const database::TubeCounts& tubes = sum.tubes;
  const database::CellCounts& cells = tubes.cells;
  FillBody body{tubes.boxes, tubes.positions, cells.filled, cells.held, cells.blocked, 0, 0, sum.counted_at};
  const std::int64_t usable = tubes.positions - cells.blocked;
  // Boxes without a grid hold tubes without adding cells.
  body.free = std::max<std::int64_t>(usable - cells.filled - cells.held, 0);
  if (usable > 0) {
    body.fill_permille = static_cast<int>(std::min<std::int64_t>((cells.filled + cells.held) * 1000 / usable, 1000));
  }
  return body;
}

StorageNodeBody body_of(const services::StorageNode& node) {
  StorageNodeBody body;
  body.container = head_of(node.container);
  if (node.parent) body.parent = node.parent;
  body.position = node.position;
  body.positions = node.container.type.layout.cells();
  body.filled = node.own.filled;
  body.held = node.own.held;
  body.blocked = node.own.blocked;
  if (body.positions > 0) body.free = body.positions - body.filled - body.held - body.blocked;
  if (node.tubes) body.tubes = body_of(*node.tubes);
  return body;
}

StorageBody body_of(const std::vector<services::SiteStorage>& sites) {
  StorageBody body;
  for (const services::SiteStorage& site : sites) {
    body.sites.push_back({ref_of(site.site), {}});
    for (const services::StorageNode& node : site.nodes) body.sites.back().nodes.push_back(body_of(node));
  }
  return body;
}

services::ContainerQuery query_of(const ContainerListQuery& query) {
  services::ContainerQuery out;
  database::ContainerFilter& filter = out.filter;
  filter.site = query.site.value_or(domain::SiteId{});
  filter.type = query.type.value_or(domain::ContainerTypeId{});
  filter.under = query.under.value_or(domain::ContainerId{});
  filter.study = query.study.value_or(domain::StudyId{});
  filter.name = query.name.value_or("");
  filter.rank = query.rank;
  filter.state = query.state;
  filter.purpose = query.purpose;
  filter.holds_samples = query.holds_samples;
  filter.loose = query.loose.value_or(false);
  filter.free = query.free.value_or(0);
  filter.takes_material = query.material.value_or("");
  filter.takes_study = query.for_study.value_or(domain::StudyId{});
  out.after = query.after.value_or(domain::ContainerId{});
  out.limit = query.limit.value_or(out.limit);
  return out;
}

ContainerListBody body_of(const services::ContainerPage& page) {
  ContainerListBody body;
  for (const services::ContainerListItem& item : page.items) {
    body.items.push_back({body_of(item.node), steps_of(item.path)});
  }
  if (!page.next.empty()) body.next = page.next;
  return body;
}

}  // namespace frostkeep::http
