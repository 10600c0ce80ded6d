// Many scanners at once: the database's keys decide, each time exactly one is right, and the ledger agrees afterwards.

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <thread>

#include "database/verify.hpp"
#include "services/services.hpp"
#include "support/test_house.hpp"

namespace frostkeep::services {
namespace {

class PlacementRaceTest : public ::testing::Test {
 protected:
  tests::TestHouse house{{.readers = 16, .writers = 16}};

  /// Runs `act(i)` in so many threads at once and counts what each was answered ("done" or the refusal's code).
  std::map<std::string, int> at_once(int threads, const std::function<void(int)>& act) {
    std::map<std::string, int> answers;
    std::mutex mutex;
    std::vector<std::thread> running;
    for (int i = 0; i < threads; ++i) {
      running.emplace_back([&, i] {
        std::string answer = "done";
        try {
          act(i);
        } catch (const domain::Refused& refused) {
          answer = name_of(refused.code());
        } catch (const std::exception& e) {
          answer = e.what();
        }
        const std::lock_guard lock(mutex);
        ++answers[answer];
      });
    }
    for (std::thread& thread : running) thread.join();
    return answers;
  }

  void expect_sound() {
    const auto report = house.verify();
    for (const database::Finding& f : report.findings) ADD_FAILURE() << f.table << " " << f.problem << " " << f.detail;
  }
};

TEST_F(PlacementRaceTest, SixtyFourClientsPutTheirTubesIntoOnePosition) {
  const auto box = house.small.a_box();
  const auto tubes = house.small.tubes(64);
  const auto answers = at_once(64, [&](int i) {
    house.services.placements.place(house.asked(), {box.id, "C5", tubes[static_cast<std::size_t>(i)].code});
  });
  EXPECT_EQ(answers.at("done"), 1);
  EXPECT_EQ(answers.at("position_occupied"), 63);
  EXPECT_EQ(house.containers().view(house.everywhere(), box.id).cells.size(), 1u);
  expect_sound();
}

TEST_F(PlacementRaceTest, OneTubeGoesToOneOfSixtyFourPositions) {
  const auto box = house.small.a_box();
  const auto tube = house.small.a_tube();
  const auto answers = at_once(64, [&](int i) {
    const std::string position = std::string(1, static_cast<char>('A' + i / 9)) + std::to_string(i % 9 + 1);
    house.services.placements.place(house.asked(), {box.id, position, tube.code});
  });
  EXPECT_EQ(answers.at("done"), 1);
  EXPECT_EQ(answers.at("placed_elsewhere"), 63);
  EXPECT_EQ(house.containers().view(house.everywhere(), box.id).cells.size(), 1u);
  expect_sound();
}

TEST_F(PlacementRaceTest, EightScannersFillOneBoxTogether) {
  const auto box = house.small.a_box();
  const auto tubes = house.small.tubes(80);
  const auto answers = at_once(8, [&](int scanner) {
    for (int i = scanner * 10; i < scanner * 10 + 10; ++i) {
      const std::string position = std::string(1, static_cast<char>('A' + i / 9)) + std::to_string(i % 9 + 1);
      house.services.placements.place(house.asked(), {box.id, position, tubes[static_cast<std::size_t>(i)].code});
    }
  });
  EXPECT_EQ(answers.at("done"), 8);
  EXPECT_EQ(house.containers().view(house.everywhere(), box.id).cells.size(), 80u);
  expect_sound();
}

TEST_F(PlacementRaceTest, ContainersPutIntoEachOtherAtOnceMakeNoRing) {
  for (int round = 0; round < 10; ++round) {
    const auto shelf = house.small.a_nest(domain::rank::kShelf);
    const auto rack = house.small.a_nest(domain::rank::kRack);
    const auto answers = at_once(2, [&](int i) {
      const auto& thing = i == 0 ? rack : shelf;
      const auto& into = i == 0 ? shelf : rack;
      house.services.placements.place(house.asked(), {into.id, "1-1", thing.code});
    });
    EXPECT_EQ(answers.at("done"), 1);
    EXPECT_EQ(answers.at("rank_not_allowed"), 1);
  }
  expect_sound();
}

TEST_F(PlacementRaceTest, TwoBoxesSwapTubesWithoutLosingOne) {
  const auto one = house.small.a_box();
  const auto two = house.small.a_box();
  const auto tubes = house.small.tubes(40);
  for (int i = 0; i < 40; ++i) {
    const std::string position = std::string(1, static_cast<char>('A' + i / 9)) + std::to_string(i % 9 + 1);
    house.services.placements.place(house.asked(), {one.id, position, tubes[static_cast<std::size_t>(i)].code});
  }
  at_once(8, [&](int thread) {
    for (int i = 0; i < 40; ++i) {
      const int pick = (i * 7 + thread * 5) % 40;
      const auto& target = (i + thread) % 2 == 0 ? two : one;
      const std::string position = std::string(1, static_cast<char>('A' + pick / 9)) + std::to_string(pick % 9 + 1);
      try {
        house.services.placements.place(house.asked(),
                                        {target.id, position, tubes[static_cast<std::size_t>(pick)].code, true});
      } catch (const domain::Refused&) {
      }
    }
  });
  EXPECT_EQ(house.containers().view(house.everywhere(), one.id).cells.size() +
                house.containers().view(house.everywhere(), two.id).cells.size(),
            40u);
  expect_sound();
}

}  // namespace
}  // namespace frostkeep::services
