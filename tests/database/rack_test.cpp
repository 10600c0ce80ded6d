// Registered tubes go into their wells at once: each violation of each well is told, and one stops them all.

#include "support/bench.hpp"

namespace frostkeep::services {
namespace {

using domain::ErrorCode;

class RackTest : public tests::BenchTest {
 protected:
  RackPlacement rack(domain::ContainerId id, const std::vector<domain::Sample>& tubes, bool move = false) {
    RackPlacement order{id, {}, move};
    for (std::size_t i = 0; i < tubes.size(); ++i) {
      order.wells.push_back({fmt::format("{}{}", static_cast<char>('A' + i / 12), i % 12 + 1), tubes[i].code});
    }
    return order;
  }
  std::string place(const std::string& code) {
    const auto view = house.services.samples.view(house.everywhere(), id_of(code));
    return view.location.empty() ? "" : view.location.back().code + " " + view.position;
  }
};

TEST_F(RackTest, NinetySixTubesCostTwelveBesideTheSession) {
  const auto warm = house.small.a_box(8, 12);
  house.services.racks.place_rack(asked_with_key<RackView>("warm-up-9"), rack(warm.id, house.small.tubes(96)));
  const auto box = house.small.a_box(8, 12);
  const auto tubes = house.small.tubes(96);
  const auto order = rack(box.id, tubes);
  const auto sent = statements([&] { house.services.racks.place_rack(asked_with_key<RackView>("rack-key-9"), order); });
  EXPECT_LE(sent, 12u);
  EXPECT_EQ(place(tubes[95].code), box.code + " H12");
  EXPECT_EQ(read(tubes[95].id).state, domain::SampleState::stored);
  expect_sound();
}

TEST_F(RackTest, EveryWellThatIsWrongIsTold) {
  const auto box = house.small.a_box(8, 12);
  const auto other = house.small.a_box();
  const auto tubes = house.small.tubes(5);
  house.services.placements.place(asked(), {other.id, "A1", tubes[0].code});
  house.services.placements.place(asked(), {box.id, "A2", tubes[4].code});
  RackPlacement order{box.id,
                      {{"A1", tubes[0].code},
                       {"A2", tubes[1].code},
                       {"A3", "NOBODY"},
                       {"Z9", tubes[2].code},
                       {"A5", tubes[2].code},
                       {"A6", tubes[2].code},
                       {"A5", tubes[3].code}}};
  std::set<std::string> seen;
  for (const auto& v : refusals([&] { house.services.racks.place_rack(asked(), order); })) {
    seen.insert(std::string(name_of(v.code)) + " " + v.values.at("row"));
  }
  const std::set<std::string> expected = {"placed_elsewhere 1",    "position_occupied 2",    "code_unknown 3",
                                          "position_outside 4",    "duplicate_in_request 5", "duplicate_in_request 6",
                                          "duplicate_in_request 7"};
  EXPECT_EQ(seen, expected);
  EXPECT_EQ(place(tubes[2].code), "");
  expect_sound();
}

TEST_F(RackTest, TubesExchangeTheirWellsAndComeFromOtherBoxes) {
  const auto box = house.small.a_box(8, 12);
  const auto other = house.small.a_box();
  const auto tubes = house.small.tubes(4);
  house.services.racks.place_rack(asked(), rack(box.id, {tubes[0], tubes[1], tubes[2]}));
  house.services.placements.place(asked(), {other.id, "A1", tubes[3].code});
  EXPECT_EQ(refused([&] {
              house.services.racks.place_rack(asked(), rack(box.id, {tubes[1], tubes[0], tubes[2], tubes[3]}));
            }),
            ErrorCode::placed_elsewhere);
  const auto view =
      house.services.racks.place_rack(asked(), rack(box.id, {tubes[1], tubes[0], tubes[2], tubes[3]}, true));
  EXPECT_EQ(view.wells[2].entry_id, 0u) << "it stood there already";
  EXPECT_EQ(place(tubes[0].code), box.code + " A2");
  EXPECT_EQ(place(tubes[1].code), box.code + " A1");
  EXPECT_EQ(place(tubes[3].code), box.code + " A4");
  expect_sound();
}

TEST_F(RackTest, ATubeThatIsOutComesBackWithTheRack) {
  const auto box = house.small.a_box(8, 12);
  const auto tubes = house.small.tubes(2);
  house.services.racks.place_rack(asked(), rack(box.id, tubes));
  house.services.placements.take_out(asked("for a look"), {box.id, "A1", "", true});
  house.services.racks.place_rack(asked(), rack(box.id, tubes));
  EXPECT_EQ(read(tubes[0].id).state, domain::SampleState::stored);
  EXPECT_EQ(place(tubes[0].code), box.code + " A1");
  EXPECT_EQ(timeline(tubes[0].id).items.back().entry.what, domain::Happening::returned);
  expect_sound();
}

TEST_F(RackTest, ForeignTubesAreUnknownAndForeignRacksDontExist) {
  const auto box = house.small.a_box(8, 12);
  const auto order = rack(box.id, house.small.tubes(1));
  EXPECT_EQ(refused([&] { house.services.racks.place_rack(stranger(), order); }), ErrorCode::not_found);
}

}  // namespace
}  // namespace frostkeep::services
