// A scanner's reading against a box: shown first, then written in one transaction, or refused whole.

#include "support/bench.hpp"

namespace frostkeep::services {
namespace {

using domain::ErrorCode;
using domain::RackVerdict;
using domain::ScannedState;

class RackComparisonTest : public tests::BenchTest {
 protected:
  static std::string cell(std::size_t i) { return fmt::format("{}{}", static_cast<char>('A' + i / 12), i % 12 + 1); }
  RackPlacement rack(domain::ContainerId id, const std::vector<domain::Sample>& tubes) {
    RackPlacement order{id, {}, false};
    for (std::size_t i = 0; i < tubes.size(); ++i) order.wells.push_back({cell(i), tubes[i].code});
    return order;
  }
  RackComparison compare(domain::ContainerId id, const std::vector<RackReading>& wells) {
    return house.services.rack_comparisons.compare(house.everywhere(), id, wells);
  }
  RackApplication order(const RackComparison& shown, bool take_out, bool move) {
    return {shown.container.id, shown.digest, shown.wells, take_out, move};
  }
  RackApplied apply(const RackApplication& wanted, const std::string& reason = "rack scan") {
    return house.services.rack_comparisons.apply(asked(reason), wanted);
  }
  std::string place(const domain::Sample& tube) {
    const auto view = house.services.samples.view(house.everywhere(), tube.id);
    return view.location.empty() ? "" : view.location.back().code + " " + view.position;
  }
  std::map<std::string, RackVerdict> verdicts(const RackComparison& shown) {
    std::map<std::string, RackVerdict> out;
    for (const RackLine& line : shown.lines) out[line.position] = line.difference.verdict;
    return out;
  }
};

TEST_F(RackComparisonTest, ShowsAndThenWritesWhatDiffers) {
  const auto box = house.small.a_box(8, 12);
  const auto other = house.small.a_box();
  const auto tubes = house.small.tubes(6);
  house.services.racks.place_rack(asked(), rack(box.id, {tubes[0], tubes[1], tubes[2], tubes[3]}));
  house.services.placements.place(asked(), {other.id, "C3", tubes[4].code});
  const auto shown = compare(box.id, {{"A1", ScannedState::code, tubes[0].code},
                                      {"a02", ScannedState::empty},
                                      {"A3", ScannedState::unread},
                                      {"B1", ScannedState::code, tubes[4].code},
                                      {"B2", ScannedState::code, tubes[5].code},
                                      {"H12", ScannedState::empty}});
  const std::map<std::string, RackVerdict> expected = {
      {"A1", RackVerdict::same},         {"A2", RackVerdict::missing}, {"A3", RackVerdict::unreadable},
      {"A4", RackVerdict::not_reported}, {"B1", RackVerdict::moved},   {"B2", RackVerdict::extra}};
  EXPECT_EQ(verdicts(shown), expected);
  EXPECT_EQ(shown.lines[4].difference.tube->container_code, other.code);
  EXPECT_EQ(shown.lines[4].difference.tube->position, "C3");
  EXPECT_EQ(place(tubes[5]), "") << "nothing is written by looking";
  EXPECT_EQ(refused([&] { apply(order(shown, true, true), " "); }), ErrorCode::reason_missing);
  const RackApplied applied = apply(order(shown, true, true));
  EXPECT_EQ(applied.placed.wells.size(), 2u);
  ASSERT_EQ(applied.taken_out.size(), 1u);
  EXPECT_EQ(applied.taken_out[0].code, tubes[1].code);
  EXPECT_EQ(place(tubes[1]), "");
  EXPECT_EQ(read(tubes[1].id).state, domain::SampleState::in_process);
  EXPECT_EQ(place(tubes[2]), box.code + " A3");
  EXPECT_EQ(place(tubes[4]), box.code + " B1");
  EXPECT_EQ(place(tubes[5]), box.code + " B2");
  EXPECT_EQ(timeline(tubes[1].id).items.back().entry.reason, "rack scan");
  expect_sound();
}

TEST_F(RackComparisonTest, WhatIsToBeLeftStays) {
  const auto box = house.small.a_box(8, 12);
  const auto other = house.small.a_box();
  const auto tubes = house.small.tubes(3);
  house.services.racks.place_rack(asked(), rack(box.id, {tubes[0]}));
  house.services.placements.place(asked(), {other.id, "C3", tubes[1].code});
  const auto shown = compare(box.id, {{"A1", ScannedState::empty},
                                      {"A2", ScannedState::code, tubes[1].code},
                                      {"A3", ScannedState::code, tubes[2].code}});
  apply(order(shown, false, false), "");
  EXPECT_EQ(place(tubes[0]), box.code + " A1");
  EXPECT_EQ(place(tubes[1]), other.code + " C3");
  EXPECT_EQ(place(tubes[2]), box.code + " A3");
  expect_sound();
}

TEST_F(RackComparisonTest, ABoxThatChangedSinceIsComparedAgain) {
  const auto box = house.small.a_box(8, 12);
  const auto other = house.small.a_box();
  const auto tubes = house.small.tubes(3);
  const auto shown = compare(box.id, {{"A1", ScannedState::code, tubes[0].code}});
  house.services.placements.place(asked(), {box.id, "H1", tubes[1].code});
  EXPECT_EQ(refused([&] { apply(order(shown, false, false)); }), ErrorCode::rack_difference_stale);
  const auto again = compare(box.id, {{"A1", ScannedState::code, tubes[0].code}});
  house.services.placements.place(asked(), {other.id, "A1", tubes[0].code});
  EXPECT_EQ(refused([&] { apply(order(again, false, true)); }), ErrorCode::rack_difference_stale) << "the tube moved";
  auto forged = order(compare(box.id, {{"A1", ScannedState::code, tubes[0].code}}), false, true);
  forged.wells[0].code = tubes[2].code;
  EXPECT_EQ(refused([&] { apply(forged); }), ErrorCode::rack_difference_stale) << "other wells than were compared";
  expect_sound();
}

TEST_F(RackComparisonTest, OneWellThatCantBeWrittenStopsTheRack) {
  const auto box = house.small.a_box(8, 12);
  const auto tubes = house.small.tubes(3);
  house.services.racks.place_rack(asked(), rack(box.id, {tubes[0]}));
  const auto shown = compare(box.id, {{"A1", ScannedState::code, tubes[1].code},
                                      {"A2", ScannedState::code, "NOBODY"},
                                      {"A3", ScannedState::code, tubes[2].code}});
  EXPECT_EQ(shown.lines[1].problems.front().code, ErrorCode::code_unknown);
  EXPECT_TRUE(shown.lines[0].problems.empty()) << "free once the missing tube is taken out";
  std::set<std::string> seen;
  for (const auto& v : refusals([&] { apply(order(shown, false, false)); })) {
    seen.insert(std::string(name_of(v.code)) + " " + v.values.at("row") + " " + v.values.at("position"));
  }
  EXPECT_EQ(seen, (std::set<std::string>{"position_occupied 1 A1", "code_unknown 2 A2"}));
  EXPECT_EQ(place(tubes[2]), "");
  expect_sound();
}

TEST_F(RackComparisonTest, AWholeRackThatMovedCostsFourteenBesideTheSession) {
  for (const std::string round : {"warm-up", "counted"}) {
    const auto box = house.small.a_box(8, 12);
    auto tubes = house.small.tubes(96);
    house.services.racks.place_rack(asked(), rack(box.id, tubes));
    std::rotate(tubes.begin(), tubes.begin() + 1, tubes.end());
    std::vector<RackReading> wells;
    for (std::size_t i = 0; i < tubes.size(); ++i) wells.push_back({cell(i), ScannedState::code, tubes[i].code});
    const auto shown = compare(box.id, wells);
    const auto wanted = order(shown, false, true);
    const auto by_key = asked_with_key<RackApplied>("rack-" + round);
    const auto sent = statements([&] { house.services.rack_comparisons.apply(by_key, wanted); });
    if (round == "counted") {
      EXPECT_LE(sent, 14u);
    }
    EXPECT_EQ(place(tubes[0]), box.code + " A1");
  }
  expect_sound();
}

TEST_F(RackComparisonTest, AFileIsComparedWithTheBoxThatItNames) {
  const auto box = house.small.a_box(8, 12);
  const auto tube = house.small.a_tube();
  const std::string bytes = box.code + ",A1," + tube.code + "\n" + box.code + ",A2,EMPTY\n";
  const auto shown = house.services.rack_comparisons.compare_file(house.everywhere(), {}, {bytes});
  EXPECT_EQ(shown.container.id, box.id);
  EXPECT_EQ(verdicts(shown), (std::map<std::string, RackVerdict>{{"A1", RackVerdict::extra}}));
  const auto other = house.small.a_box(8, 12);
  EXPECT_FALSE(house.services.rack_comparisons.compare_file(house.everywhere(), other.id, {bytes}).rack_matches);
  const std::string broken = "A1," + tube.code + "\nA1,X-2\nZ9,X-3\n";
  const auto lines =
      refusals([&] { house.services.rack_comparisons.compare_file(house.everywhere(), box.id, {broken}); });
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].code, ErrorCode::rack_file_refused);
  EXPECT_EQ(lines[0].values.at("row"), "2");
  EXPECT_EQ(lines[1].values.at("rack_problem"), "position_outside");
  EXPECT_EQ(
      refused([&] { house.services.rack_comparisons.compare_file(house.everywhere(), box.id, {"good morning"}); }),
      ErrorCode::file_unreadable);
  EXPECT_EQ(refused([&] { house.services.rack_comparisons.compare_file(stranger().scope, box.id, {bytes}); }),
            ErrorCode::not_found);
}

}  // namespace
}  // namespace frostkeep::services
