// Storage as a tree: fill levels of the visible level, sums over freezers, lists of boxes with room.

#include "support/freezer.hpp"

namespace frostkeep::services {
namespace {

using domain::ErrorCode;

class ContainerStorageTest : public tests::StorageTest {
 protected:
  std::vector<StorageNode> roots() { return house.services.storage.sites(house.everywhere()).front().nodes; }
  std::vector<std::string> codes(const database::ContainerFilter& filter) {
    std::vector<std::string> found;
    ContainerQuery query{filter};
    query.limit = 3;
    while (true) {
      const ContainerPage page = house.services.storage.list(house.everywhere(), query);
      for (const auto& item : page.items) found.push_back(item.node.container.code);
      if (page.next.empty()) return found;
      query.after = *domain::ContainerId::parse(page.next);
    }
  }
};

TEST_F(ContainerStorageTest, EachLevelKnowsItsCellsAndTheTubesBelow) {
  const auto top = build(node(room, 1, {a_freezer(2, 1, 3)}));
  const auto cold = children(top.id).front().container;
  const auto one = first_below(cold.id, domain::rank::kBox);
  const auto tubes = house.small.tubes(4);
  for (int i = 0; i < 4; ++i) {
    house.services.placements.place(asked(), {one.id, "A" + std::to_string(i + 1), tubes[static_cast<size_t>(i)].code});
  }
  house.services.placements.take_out(asked(), {one.id, "A1", tubes[0].code, true});
  house.services.containers.block(asked("cracked"), {one.id, {"I8", "I9"}});
  house.database.clock.advance(kFillAge);
  const auto nodes = roots();
  ASSERT_EQ(nodes.size(), 2u);
  for (const StorageNode& n : nodes) {
    ASSERT_TRUE(n.tubes);
    EXPECT_EQ(n.tubes->tubes.boxes, 6);
    EXPECT_EQ(n.tubes->tubes.positions, 6 * 81);
    EXPECT_EQ(n.tubes->tubes.cells.filled, 3);
    EXPECT_EQ(n.tubes->tubes.cells.held, 1);
    EXPECT_EQ(n.tubes->tubes.cells.blocked, 2);
  }
  EXPECT_EQ(nodes[0].own.filled, 1) << "a room with one freezer";
  EXPECT_EQ(nodes[1].own.filled, 2) << "a freezer with two shelves";
  const auto shelves = children(cold.id);
  ASSERT_EQ(shelves.size(), 2u);
  EXPECT_EQ(shelves[0].tubes->tubes.cells.filled + shelves[1].tubes->tubes.cells.filled, 3);
  EXPECT_EQ(shelves[1].position, "2");
}

TEST_F(ContainerStorageTest, AFreezersSumIsKeptForAMinuteAndCostsNothingMeanwhile) {
  const auto cold = build(a_freezer(1, 1, 2));
  const auto one = first_below(cold.id, domain::rank::kBox);
  EXPECT_EQ(roots().front().tubes->tubes.cells.filled, 0);
  house.services.placements.place(asked(), {one.id, "A1", house.small.a_tube().code});
  const auto sent = statements([&] { EXPECT_EQ(roots().front().tubes->tubes.cells.filled, 0); });
  EXPECT_LE(sent, 3u) << "containers, their cells, sites";
  house.database.clock.advance(kFillAge);
  EXPECT_EQ(roots().front().tubes->tubes.cells.filled, 1);
}

TEST_F(ContainerStorageTest, AnotherSitesContainersDontExist) {
  const auto cold = build(a_freezer(1, 1, 1));
  EXPECT_EQ(refused([&] { house.services.storage.children(stranger().scope, cold.id); }), ErrorCode::not_found);
  EXPECT_TRUE(house.services.storage.sites(stranger().scope).empty());
  EXPECT_TRUE(house.services.storage.list(stranger().scope, {}).items.empty());
}

TEST_F(ContainerStorageTest, BoxesWithRoomAreFoundByWhatTheyMayTake) {
  auto serum = node(box, 2);
  serum.materials = {"SER"};
  serum.name = "serum {n}";
  auto study = node(box, 1);
  study.study = house.small.study;
  const auto top = build(node(rack, 1, {serum, study, node(box, 1)}));
  const auto loose = build(node(box, 1));
  const auto below = children(top.id);
  const auto code = [&](std::size_t i) { return below[i].container.code; };
  house.services.racks.place_rack(asked(), [&] {
    RackPlacement full{below[0].container.id, {}};
    for (const auto& tube : house.small.tubes(80, "SER")) {
      const std::size_t i = full.wells.size();
      full.wells.push_back({fmt::format("{}{}", static_cast<char>('A' + i / 9), i % 9 + 1), tube.code});
    }
    return full;
  }());
  database::ContainerFilter filter;
  filter.under = top.id;
  filter.holds_samples = true;
  EXPECT_EQ(codes(filter).size(), 4u);
  filter.free = 2;
  EXPECT_EQ(codes(filter), (std::vector<std::string>{code(1), code(2), code(3)}));
  filter.takes_material = "PL1";
  EXPECT_EQ(codes(filter), (std::vector<std::string>{code(2), code(3)}));
  filter.takes_study = domain::StudyId{4711};
  EXPECT_EQ(codes(filter), (std::vector<std::string>{code(3)}));
  database::ContainerFilter by_name;
  by_name.name = "serum 2";
  EXPECT_EQ(codes(by_name), std::vector<std::string>{code(1)});
  database::ContainerFilter by_itself;
  by_itself.loose = true;
  by_itself.rank = domain::rank::kBox;
  EXPECT_EQ(codes(by_itself), std::vector<std::string>{loose.code});
  filter.takes_material = "JAM";
  EXPECT_EQ(refused([&] { codes(filter); }), ErrorCode::field_malformed);
}

TEST_F(ContainerStorageTest, AListIsAFileToo) {
  const auto top = build(node(rack, 1, {node(box, 3)}));
  ContainerQuery query;
  query.filter.under = top.id;
  const std::string file = house.services.storage.list_csv(house.everywhere(), query, domain::Language::en);
  EXPECT_NE(file.find("\"" + top.code + " / 1-3\""), std::string::npos) << file;
  EXPECT_EQ(refused([&] { house.services.storage.list_csv(house.everywhere(), query, domain::Language::en, 2); }),
            ErrorCode::list_too_long);
}

}  // namespace
}  // namespace frostkeep::services
