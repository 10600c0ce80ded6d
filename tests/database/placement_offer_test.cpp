// Where a rule keeps a tube out of its place another one is offered; cells that nobody names; places that are kept.

#include "services/placement_offer.hpp"

#include "support/freezer.hpp"

namespace frostkeep::services {
namespace {

using domain::ErrorCode;

class PlacementOfferTest : public tests::StorageTest {
 protected:
  PlacementOfferTest() : StorageTest({.readers = 16, .writers = 16}) {}

  domain::Container special(domain::ContainerPurpose purpose) {
    auto one = node(box, 1);
    one.purpose = purpose;
    return build(one);
  }
  domain::Container for_serum() {
    auto one = node(box, 1);
    one.materials = {"SER"};
    return build(one);
  }
};

TEST_F(PlacementOfferTest, ATubeThatIsKeptOutIsOfferedAProblemBox) {
  const auto target = for_serum();
  const auto tube = house.small.a_tube("PL1");
  const auto nowhere = refusals([&] { house.services.placements.place(asked(), {target.id, "A1", tube.code}); });
  EXPECT_FALSE(nowhere.front().values.contains("offered_container")) << "the site has no such box";
  const auto problem = special(domain::ContainerPurpose::problem);
  house.services.placements.place(asked(), {problem.id, "A1", house.small.a_tube().code});
  const auto told = refusals([&] { house.services.placements.place(asked(), {target.id, "A1", tube.code}); });
  EXPECT_EQ(told.front().code, ErrorCode::material_not_allowed);
  EXPECT_EQ(told.front().values.at("offered_container"), problem.code);
  EXPECT_EQ(told.front().values.at("offered_position"), "A2");
  house.services.placements.place(asked(), {problem.id, "A2", tube.code});
  expect_sound();
}

TEST_F(PlacementOfferTest, EachTubeOfARackIsOfferedACellOfItsOwn) {
  const auto target = for_serum();
  const auto problem = special(domain::ContainerPurpose::problem);
  const auto tubes = house.small.tubes(3, "PL1");
  RackPlacement rack{target.id, {{"A1", tubes[0].code}, {"A2", tubes[1].code}, {"A3", tubes[2].code}}};
  std::set<std::string> offered;
  for (const auto& v : refusals([&] { house.services.racks.place_rack(asked(), rack); })) {
    EXPECT_EQ(v.values.at("offered_container"), problem.code);
    offered.insert(v.values.at("offered_position"));
  }
  EXPECT_EQ(offered, (std::set<std::string>{"A1", "A2", "A3"}));
}

TEST_F(PlacementOfferTest, AQuarantineBoxIsOfferedWhereThereIsNoProblemBox) {
  const auto quarantine = special(domain::ContainerPurpose::quarantine);
  (*house.database).read([&](const database::ReadTransaction& tx) {
    const auto places = offered_places(tx, house.small.site, domain::ContainerPurpose::problem, 2);
    EXPECT_EQ(places.size(), 2u);
    EXPECT_EQ(places.at(1).container.code, quarantine.code);
    EXPECT_TRUE(offered_places(tx, domain::SiteId{4711}, domain::ContainerPurpose::problem, 1).empty());
    return 0;
  });
}

TEST_F(PlacementOfferTest, AReceivedTubeThatIsAmissIsOfferedAPlace) {
  const auto problem = special(domain::ContainerPurpose::problem);
  ReceptionOrder order;
  order.tubes = {{"NEVER-HEARD-OF"}};
  const ReceptionView view = house.services.receptions.receive(asked(), order);
  EXPECT_EQ(view.rows.front().outcome, "refused");
  EXPECT_EQ(view.rows.front().offered_container, problem.code);
  EXPECT_EQ(view.rows.front().offered_position, "A1");
}

TEST_F(PlacementOfferTest, WithoutACellTheNextFreeOneIsTakenHoweverManyScan) {
  const auto target = house.small.a_box(2, 4);
  const auto tubes = house.small.tubes(9);
  std::atomic<int> placed = 0, full = 0;
  std::vector<std::thread> scanners;
  for (std::size_t i = 0; i < 9; ++i) {
    scanners.emplace_back([&, i] {
      try {
        house.services.placements.place(asked(), {target.id, "", tubes[i].code});
        ++placed;
      } catch (const domain::Refused& refused) {
        full += refused.code() == ErrorCode::container_full ? 1 : 0;
      }
    });
  }
  for (std::thread& scanner : scanners) scanner.join();
  EXPECT_EQ(placed, 8);
  EXPECT_EQ(full, 1);
  expect_sound();
}

TEST_F(PlacementOfferTest, ThingsLieInAContainerWithoutAGridByNumber) {
  const auto bag = a_type("BAG", domain::rank::kBox, 0, 0, true);
  const auto target = build(node(bag, 1));
  const auto tubes = house.small.tubes(2);
  EXPECT_EQ(refused([&] {
              house.services.placements.place(asked(), {target.id, "A1", tubes[0].code});
            }),
            ErrorCode::container_has_no_grid);
  for (const auto& tube : tubes) house.services.placements.place(asked(), {target.id, "", tube.code});
  EXPECT_EQ(house.containers().view(house.everywhere(), target.id).cells.size(), 2u);
  EXPECT_EQ(refused([&] {
              house.services.placements.take_out(asked(), {target.id, "x", ""});
            }),
            ErrorCode::position_malformed);
  EXPECT_EQ(house.services.placements.take_out(asked(), {target.id, "2", tubes[1].code}).state, "in_process");
  expect_sound();
}

TEST_F(PlacementOfferTest, AKeptPlaceIsGivenUpByNamingItsTube) {
  const auto target = house.small.a_box();
  const auto tubes = house.small.tubes(2);
  house.services.placements.place(asked(), {target.id, "A1", tubes[0].code});
  house.services.placements.take_out(asked(), {target.id, "A1", tubes[0].code, true});
  EXPECT_EQ(refused([&] {
              house.services.placements.take_out(asked(), {target.id, "A1", ""});
            }),
            ErrorCode::position_empty);
  const auto given_up = house.services.placements.take_out(asked(), {target.id, "A1", tubes[0].code});
  EXPECT_EQ(given_up.state, "in_process");
  EXPECT_EQ(refused([&] { house.services.placements.undo(asked(), domain::EntryId{given_up.entry_id}); }),
            ErrorCode::undo_not_possible);
  house.services.placements.place(asked(), {target.id, "A1", tubes[1].code});
  expect_sound();
}

TEST_F(PlacementOfferTest, AMapHasEveryCellAndItsFileToo) {
  const auto target = house.small.a_box(2, 3);
  const auto tube = house.small.a_tube();
  house.services.placements.place(asked(), {target.id, "A2", tube.code});
  house.services.containers.block(asked("cracked"), {target.id, {"B3"}});
  const ContainerMap map = house.services.containers.map(house.everywhere(), target.id);
  ASSERT_EQ(map.cells.size(), 6u);
  EXPECT_EQ(map.row_labels, (std::vector<std::string>{"A", "B"}));
  EXPECT_EQ(map.cells[1].sitter->code, tube.code);
  EXPECT_EQ(map.cells[1].amount.volume_nl, 1'000'000);
  EXPECT_FALSE(map.cells[0].sitter);
  const std::string file = house.services.containers.contents_csv(house.everywhere(), target.id, domain::Language::en);
  EXPECT_NE(file.find("\"A2\",\"" + tube.code + "\",\"PL1\",\"stored\",\"1 mL\",\"ZJ\""), std::string::npos) << file;
  EXPECT_NE(file.find("\"B3\",\"\",\"\",\"blocked\""), std::string::npos) << file;
}

}  // namespace
}  // namespace frostkeep::services
