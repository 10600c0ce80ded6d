// Whole freezers in one transaction, changed and moved with all that is in them; of two builders one is right.

#include "domain/code_text.hpp"
#include "support/freezer.hpp"

namespace frostkeep::services {
namespace {

using domain::ErrorCode;

class ContainerBuildTest : public tests::StorageTest {
 protected:
  ContainerBuildTest() : StorageTest({.readers = 16, .writers = 16}) {}
};

TEST_F(ContainerBuildTest, AFreezerOfFiveHundredBoxesStandsAfterOneAct) {
  const BuildOrder order{house.small.site, {}, {}, a_freezer(5, 5, 20)};
  BuildView view;
  const auto sent = statements([&] { view = house.services.containers.build(asked(), order); });
  EXPECT_EQ(view.total, 1 + 5 + 25 + 500);
  ASSERT_EQ(view.types.size(), 4u);
  EXPECT_EQ(view.types[3].type.code, "BOX");
  EXPECT_EQ(view.types[3].count, 500);
  EXPECT_LE(sent, 120u) << "by the batch, not by the box";
  const auto first = first_below(view.outermost.front().id, domain::rank::kBox);
  EXPECT_TRUE(domain::is_own_code(first.code)) << first.code;
  const auto tube = house.small.a_tube();
  house.services.placements.place(asked(), {first.id, "A1", tube.code});
  EXPECT_EQ(house.services.samples.view(house.everywhere(), tube.id).location.size(), 4u);
  expect_sound();
}

TEST_F(ContainerBuildTest, BoxesGoIntoTheFreeCellsOfARack) {
  const auto parent = build(node(rack, 1, {node(box, 3)}));
  const BuildView view = house.services.containers.build(asked(), {house.small.site, parent.id, "2-1", node(box, 2)});
  EXPECT_EQ(view.positions, (std::vector<std::string>{"2-1", "2-2"}));
  EXPECT_EQ(refused([&] {
              house.services.containers.build(asked(), {house.small.site, parent.id, "2-2", node(box, 1)});
            }),
            ErrorCode::position_occupied);
  EXPECT_EQ(refused([&] {
              house.services.containers.build(asked(), {another_site(), parent.id, {}, node(box, 1)});
            }),
            ErrorCode::site_not_allowed);
  EXPECT_EQ(refused([&] {
              house.services.containers.build(stranger(), {house.small.site, {}, {}, node(box, 1)});
            }),
            ErrorCode::not_found);
  expect_sound();
}

TEST_F(ContainerBuildTest, OfTwoBuildersWithOneCodeOneBuilds) {
  std::atomic<int> done = 0, taken = 0;
  std::vector<std::thread> builders;
  for (int i = 0; i < 8; ++i) {
    builders.emplace_back([&] {
      auto tree = a_freezer(2, 2, 2);
      tree.code = "FREEZER-OF-ALL";
      try {
        house.services.containers.build(asked(), {house.small.site, {}, {}, tree});
        ++done;
      } catch (const domain::Refused& refused) {
        taken += refused.code() == ErrorCode::code_taken ? 1 : 0;
      }
    });
  }
  for (std::thread& builder : builders) builder.join();
  EXPECT_EQ(done, 1);
  EXPECT_EQ(taken, 7);
  expect_sound();
}

TEST_F(ContainerBuildTest, OfTwoWhoBlockOnePositionOneDoes) {
  const auto one = house.small.a_box();
  std::atomic<int> done = 0, refusals = 0;
  std::vector<std::thread> people;
  for (int i = 0; i < 8; ++i) {
    people.emplace_back([&] {
      try {
        house.services.containers.block(asked("cracked"), {one.id, {"A1", "B2"}});
        ++done;
      } catch (const domain::Refused& refused) {
        refusals += refused.code() == ErrorCode::position_blocked ? 1 : 0;
      }
    });
  }
  for (std::thread& person : people) person.join();
  EXPECT_EQ(done, 1);
  EXPECT_EQ(refusals, 7);
  expect_sound();
}

TEST_F(ContainerBuildTest, ABlockedCellTakesNothingUntilItIsReleased) {
  const auto one = house.small.a_box();
  const auto tubes = house.small.tubes(2);
  house.services.placements.place(asked(), {one.id, "A1", tubes[0].code});
  EXPECT_EQ(refused([&] { house.services.containers.block(asked(), {one.id, {"A2"}}); }), ErrorCode::reason_missing);
  EXPECT_EQ(refused([&] {
              house.services.containers.block(asked("x"), {one.id, {"A2", "A1"}});
            }),
            ErrorCode::position_occupied);
  EXPECT_EQ(house.services.containers.block(asked("cracked"), {one.id, {"A2"}}).container.version, 2u);
  const auto told = refusals([&] { house.services.placements.place(asked(), {one.id, "A2", tubes[1].code}); });
  EXPECT_EQ(told.front().code, ErrorCode::position_blocked);
  EXPECT_EQ(told.front().values.at("reason"), "cracked");
  EXPECT_EQ(told.front().values.at("offered"), "A3");
  EXPECT_EQ(house.containers().view(house.everywhere(), one.id).cells.at(1).reason, "cracked");
  EXPECT_EQ(refused([&] {
              house.services.containers.release(asked(), {one.id, {"A3"}});
            }),
            ErrorCode::position_not_blocked);
  house.services.containers.release(asked(), {one.id, {"A2"}});
  house.services.placements.place(asked(), {one.id, "A2", tubes[1].code});
  expect_sound();
}

TEST_F(ContainerBuildTest, OnlyAnEmptyContainerIsRetiredAndItLeavesItsPlace) {
  const auto parent = build(node(rack, 1, {node(box, 1)}));
  const auto one = first_below(parent.id, domain::rank::kBox);
  const auto tube = house.small.a_tube();
  house.services.placements.place(asked(), {one.id, "A1", tube.code});
  EXPECT_EQ(refused([&] { house.services.containers.retire(asked("worn out"), one.id); }),
            ErrorCode::container_not_empty);
  house.services.placements.take_out(asked(), {one.id, "A1", tube.code});
  EXPECT_EQ(house.services.containers.retire(asked("worn out"), one.id).state, domain::ContainerState::retired);
  EXPECT_TRUE(children(parent.id).empty());
  EXPECT_EQ(refused([&] {
              house.services.placements.place(asked(), {one.id, "A1", tube.code});
            }),
            ErrorCode::container_retired);
  expect_sound();
}

TEST_F(ContainerBuildTest, AnEditNeedsTheVersionThatWasRead) {
  const auto one = house.small.a_box();
  ContainerEdit edit;
  edit.name = "problem tubes";
  edit.purpose = domain::ContainerPurpose::problem;
  edit.study = std::optional(house.small.study);
  EXPECT_EQ(house.services.containers.edit(asked(), one.id, 1, edit).version, 2u);
  EXPECT_EQ(refused([&] { house.services.containers.edit(asked(), one.id, 1, edit); }), ErrorCode::version_stale);
  edit.study = std::optional<domain::StudyId>();
  EXPECT_FALSE(house.services.containers.edit(asked(), one.id, 2, edit).study);
  EXPECT_EQ(seen(one.id).name, "problem tubes");
  expect_sound();
}

TEST_F(ContainerBuildTest, ATypeIsMadeOnceChangedAndRetired) {
  domain::ContainerType again = box;
  EXPECT_EQ(refused([&] { house.services.container_types.add(asked(), again); }), ErrorCode::code_taken);
  again.layout.rows = -1;
  EXPECT_EQ(refused([&] { house.services.container_types.add(asked(), again); }), ErrorCode::field_out_of_range);
  ContainerTypeService::Edit edit;
  edit.name_en = "cryobox";
  edit.retired = true;
  EXPECT_EQ(house.services.container_types.edit(asked(), box.id, 1, edit).version, 2u);
  EXPECT_EQ(refused([&] { house.services.container_types.edit(asked(), box.id, 1, edit); }), ErrorCode::version_stale);
  EXPECT_EQ(refused([&] { build(node(box, 1)); }), ErrorCode::container_type_retired);
  EXPECT_EQ(house.services.container_types.read(box.id).name_en, "cryobox");
  expect_sound();
}

TEST_F(ContainerBuildTest, AFreezerMovesToAnotherSiteWithAllThatIsInIt) {
  const auto here = build(node(room, 1, {a_freezer(2, 2, 3)}));
  const auto moved = children(here.id).front().container;
  const auto one = first_below(moved.id, domain::rank::kBox);
  const auto there = build(node(room, 1), {}, another_site());
  auto only_here = asked();
  only_here.scope = domain::Scope({domain::Scope::Pair{house.small.site, {}}});
  EXPECT_EQ(refused([&] {
              house.services.placements.place(only_here, {there.id, "1", moved.code, true});
            }),
            ErrorCode::not_found);
  const auto placed = house.services.placements.place(asked(), {there.id, "1", moved.code, true});
  EXPECT_EQ(seen(moved.id).site, there.site);
  EXPECT_EQ(seen(one.id).site, there.site);
  EXPECT_EQ(refused([&] { house.services.placements.undo(asked(), domain::EntryId{placed.entry_id}); }),
            ErrorCode::undo_not_possible);
  house.services.placements.place(asked(), {here.id, "1", moved.code, true});
  EXPECT_EQ(seen(one.id).site, house.small.site);
  expect_sound();
}

TEST_F(ContainerBuildTest, ABoxIsAsColdAsWhereItStands) {
  auto cold = node(rack, 1, {node(box, 1)});
  cold.temperature_mdeg_c = -80'000;
  auto cool = node(rack, 1);
  cool.temperature_mdeg_c = -20'000;
  const auto from = build(cold);
  const auto to = build(cool);
  const auto one = first_below(from.id, domain::rank::kBox);
  EXPECT_EQ(one.temperature(), -80'000);
  house.services.placements.place(asked(), {to.id, "1-1", one.code, true});
  EXPECT_EQ(seen(one.id).temperature(), -20'000);
  expect_sound();
}

TEST_F(ContainerBuildTest, AMoveToAnotherSiteAndABoxOnItsWayInNeverPart) {
  const auto here = build(node(room, 1, {a_freezer(1, 1, 1)}));
  const auto moved = children(here.id).front().container;
  const auto into = first_below(moved.id, domain::rank::kRack);
  const auto there = build(node(room, 1), {}, another_site());
  const auto loose = build(node(box, 1));
  std::thread mover([&] {
    try {
      house.services.placements.place(asked(), {there.id, "1", moved.code, true});
    } catch (const domain::Refused&) {
    }
  });
  std::thread placer([&] {
    try {
      house.services.placements.place(asked(), {into.id, "5-4", loose.code});
    } catch (const domain::Refused&) {
    }
  });
  mover.join();
  placer.join();
  for (const StorageNode& below : children(into.id)) {
    EXPECT_EQ(below.container.site, seen(into.id).site) << below.container.code;
  }
  expect_sound();
}

}  // namespace
}  // namespace frostkeep::services
