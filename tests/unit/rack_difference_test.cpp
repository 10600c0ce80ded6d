#include "domain/rack_difference.hpp"

#include <gtest/gtest.h>

namespace frostkeep::domain {
namespace {

constexpr ContainerId kHere{1};
constexpr ContainerId kElsewhere{2};

class RackDifferenceTest : public ::testing::Test {
 protected:
  std::map<int, ScannedCell> scanned;
  std::map<int, RecordedCell> recorded;

  static RackTube tube(std::uint64_t id, ContainerId at = {}, int cell = 0, bool kept = false) {
    RackTube t;
    t.id = SampleId{id};
    t.code = "T" + std::to_string(id);
    t.container = at;
    t.cell = cell;
    t.kept = kept;
    return t;
  }
  void stands(int cell, std::uint64_t id) { recorded[cell] = {OccupantKind::sample, tube(id)}; }
  void sees(int cell, const RackTube& t) { scanned[cell] = {ScannedState::code, t.code, {t}}; }
  void sees(int cell, ScannedState state) { scanned[cell] = {state, "", {}}; }

  std::map<int, RackDifference> differences() const {
    std::map<int, RackDifference> out;
    for (RackDifference& d : difference_of(kHere, scanned, recorded)) out[d.cell] = std::move(d);
    return out;
  }
};

TEST_F(RackDifferenceTest, EachCellGetsOneVerdict) {
  stands(1, 11);
  sees(1, tube(11, kHere, 1));
  stands(2, 12);
  sees(2, ScannedState::empty);
  sees(3, tube(13));
  sees(4, tube(14, kElsewhere, 9));
  stands(5, 15);
  sees(5, ScannedState::unread);
  stands(6, 16);
  scanned[7] = {ScannedState::code, "NOBODY", {}};
  sees(8, ScannedState::empty);
  const auto d = differences();
  EXPECT_EQ(d.at(1).verdict, RackVerdict::same);
  EXPECT_EQ(d.at(2).verdict, RackVerdict::missing);
  EXPECT_TRUE(d.at(2).recorded_missing);
  EXPECT_EQ(d.at(3).verdict, RackVerdict::extra);
  EXPECT_EQ(d.at(4).verdict, RackVerdict::moved);
  EXPECT_EQ(d.at(5).verdict, RackVerdict::unreadable);
  EXPECT_FALSE(d.at(5).recorded_missing) << "something stands there";
  EXPECT_EQ(d.at(6).verdict, RackVerdict::not_reported);
  EXPECT_FALSE(d.at(6).recorded_missing) << "nobody looked";
  EXPECT_EQ(d.at(7).verdict, RackVerdict::unknown);
  EXPECT_FALSE(d.contains(8)) << "empty on both sides";
}

TEST_F(RackDifferenceTest, TwoTubesThatChangedPlacesAreMovedAndNeitherIsMissing) {
  stands(1, 11);
  stands(2, 12);
  sees(1, tube(12, kHere, 2));
  sees(2, tube(11, kHere, 1));
  const auto d = differences();
  for (const int cell : {1, 2}) {
    EXPECT_EQ(d.at(cell).verdict, RackVerdict::moved);
    EXPECT_EQ(d.at(cell).recorded_seen_at, 3 - cell);
    EXPECT_FALSE(d.at(cell).recorded_missing);
  }
}

TEST_F(RackDifferenceTest, ACellWhoseTubeStandsElsewhereInTheRackIsVacated) {
  stands(1, 11);
  sees(1, ScannedState::empty);
  sees(5, tube(11, kHere, 1));
  const auto d = differences();
  EXPECT_EQ(d.at(1).verdict, RackVerdict::vacated);
  EXPECT_EQ(d.at(1).recorded_seen_at, 5);
  EXPECT_EQ(d.at(5).verdict, RackVerdict::moved);
}

TEST_F(RackDifferenceTest, AnotherTubeInTheCellMakesTheRecordedOneMissing) {
  stands(1, 11);
  sees(1, tube(12));
  EXPECT_TRUE(differences().at(1).recorded_missing);
  scanned[1] = {ScannedState::code, "NOBODY", {}};
  EXPECT_FALSE(differences().at(1).recorded_missing) << "the code may be another one of the very tube";
}

TEST_F(RackDifferenceTest, ATubeThatIsOutComesBackAsAnExtra) {
  recorded[1] = {OccupantKind::kept, tube(11)};
  sees(1, tube(11, kHere, 1, true));
  const auto d = differences();
  EXPECT_EQ(d.at(1).verdict, RackVerdict::extra);
  EXPECT_FALSE(d.at(1).recorded);
}

TEST_F(RackDifferenceTest, ACodeOfTwoTubesNamesNeither) {
  scanned[1] = {ScannedState::code, "BOTH", {tube(11), tube(12)}};
  EXPECT_EQ(differences().at(1).verdict, RackVerdict::unknown);
  EXPECT_FALSE(differences().at(1).tube);
}

}  // namespace
}  // namespace frostkeep::domain
