#pragma once
/// A house with container types, from which tests build freezers.

#include "support/bench.hpp"

namespace frostkeep::tests {

class StorageTest : public BenchTest {
 protected:
  explicit StorageTest(database::Database::Options options = {}) : BenchTest(options) {}

  domain::ContainerType a_type(const std::string& code, int rank, int rows, int columns, bool samples = false) {
    domain::ContainerType type;
    type.code = code;
    type.name_zh = code;
    type.name_en = code;
    type.rank = rank;
    type.layout.rows = rows;
    type.layout.columns = columns;
    type.holds_samples = samples;
    if (!samples) type.layout.row_scheme = domain::AxisScheme::numbers;
    return house.services.container_types.add(asked(), type);
  }

  domain::ContainerType room = a_type("ROOM", domain::rank::kRoom, 1, 20);
  domain::ContainerType freezer = a_type("FREEZER", domain::rank::kFreezer, 5, 1);
  domain::ContainerType shelf = a_type("SHELF", domain::rank::kShelf, 1, 6);
  domain::ContainerType rack = a_type("RACK", domain::rank::kRack, 5, 4);
  domain::ContainerType box = a_type("BOX", domain::rank::kBox, 9, 9, true);

  static domain::TreeNode node(const domain::ContainerType& type, int count,
                               std::vector<domain::TreeNode> contents = {}) {
    domain::TreeNode one;
    one.type = type.id;
    one.count = count;
    one.contents = std::move(contents);
    return one;
  }
  /// A freezer of so many shelves, racks a shelf and boxes a rack.
  domain::TreeNode a_freezer(int shelves, int racks, int boxes) {
    return node(freezer, 1, {node(shelf, shelves, {node(rack, racks, {node(box, boxes)})})});
  }
  domain::Container build(const domain::TreeNode& tree, domain::ContainerId parent = {}, domain::SiteId site = {}) {
    return house.services.containers.build(asked(), {site ? site : house.small.site, parent, {}, tree})
        .outermost.front();
  }
  std::vector<services::StorageNode> children(domain::ContainerId id) {
    return house.services.storage.children(house.everywhere(), id);
  }
  /// The first container of the type's rank below this one.
  domain::Container first_below(domain::ContainerId id, int rank) {
    for (auto below = children(id); !below.empty(); below = children(below.front().container.id)) {
      if (below.front().container.type.rank == rank) return below.front().container;
    }
    ADD_FAILURE() << "nothing of rank " << rank;
    return {};
  }
  domain::Container seen(domain::ContainerId id) {
    return house.services.containers.view(house.everywhere(), id).container;
  }
  domain::SiteId another_site() {
    return house.database->write(house.database.context(), [&](database::WriteTransaction& tx) {
      const database::Site site{domain::SiteId{tx.next_id()}, 0, "NB", "宁波样本库", "Ningbo biobank", "Asia/Shanghai"};
      database::insert_site(tx, site);
      return site.id;
    });
  }
};

}  // namespace frostkeep::tests
