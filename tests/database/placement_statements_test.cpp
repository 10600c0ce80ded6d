// Round trips are the currency: what each act may cost is a gate, not a wish.

#include <gtest/gtest.h>

#include "services/services.hpp"
#include "support/test_house.hpp"

namespace frostkeep::services {
namespace {

class PlacementStatementsTest : public ::testing::Test {
 protected:
  tests::TestHouse house;

  /// Statements that the server was sent by this database's connections while `act` ran.
  std::uint64_t statements(const std::function<void()>& act) {
    const auto sent = [&] {
      std::uint64_t all = 0;
      for (auto* pool : {&house.database->readers(), &house.database->writers()}) all += pool->statements_sent();
      return all;
    };
    const auto before = sent();
    act();
    return sent() - before;
  }
  Asked asked_with_key(const std::string& key) {
    Asked asked = house.asked();
    asked.context.idempotency = database::Idempotency{key, base::sha256(key), typeid(PlacementView), [](const void*) {
                                                        return database::StoredAnswer{200, "{}"};
                                                      }};
    return asked;
  }
};

TEST_F(PlacementStatementsTest, APlacementCostsEightBesideTheSession) {
  const auto box = house.small.a_box();
  const auto tubes = house.small.tubes(3);
  house.services.placements.place(asked_with_key("warm-up-1"), {box.id, "A1", tubes[0].code});
  EXPECT_EQ(statements([&] {
              house.services.placements.place(asked_with_key("key-2"), {box.id, "A2", tubes[1].code});
            }),
            8u);
}

TEST_F(PlacementStatementsTest, AScanCostsOneBesideTheSession) {
  const auto tube = house.small.a_tube();
  const auto box = house.small.a_box();
  house.services.placements.place(house.asked(), {box.id, "A1", tube.code});
  house.services.scans.find(house.everywhere(), tube.code);
  EXPECT_EQ(statements([&] { house.services.scans.find(house.everywhere(), tube.code); }), 1u);
}

TEST_F(PlacementStatementsTest, ABoxOfAnySizeIsReadByOneStatementForItsCells) {
  for (const int side : {5, 20}) {
    const auto box = house.small.a_box(side, side);
    house.services.containers.view(house.everywhere(), box.id);
    EXPECT_LE(statements([&] { house.services.containers.view(house.everywhere(), box.id); }), 4u);
  }
}

}  // namespace
}  // namespace frostkeep::services
