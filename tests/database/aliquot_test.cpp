// What is taken out of a tube is gone from it, to the last unit, whoever takes at the same time.

#include <atomic>

#include "support/bench.hpp"

namespace frostkeep::services {
namespace {

using domain::ErrorCode;
using domain::SampleState;

class AliquotTest : public tests::BenchTest {
 protected:
  AliquotTest() : BenchTest({.readers = 8, .writers = 32}) {}

  domain::Sample a_tube(const std::string& amount, const std::string& material = "SER") {
    return tube({.material = material, .amount = amount});
  }
  AliquotView aliquot(domain::SampleId id, std::vector<ChildOrder> children, const std::string& taken = "",
                      bool used_up = false) {
    return house.services.aliquots.aliquot(asked(), {id, std::move(children), taken, used_up});
  }
  /// Somebody who agreed to research, with a form of their own.
  database::Enrolment willing() {
    const auto person = somebody();
    const auto form = house.services.consents.add_form(asked(), {{},
                                                                 0,
                                                                 house.small.study,
                                                                 "ICF",
                                                                 std::to_string(++forms_),
                                                                 "知情同意书",
                                                                 "Consent form",
                                                                 {"storage", "research"},
                                                                 false});
    house.services.consents.record(asked(), person.participant,
                                   {form.id, house.database.clock.now(), {{"storage", true}, {"research", true}}});
    return person;
  }
  int forms_ = 0;
};

TEST_F(AliquotTest, ChildrenAndRestAreTheParent) {
  const auto parent = a_tube("2 mL");
  const auto view =
      aliquot(parent.id, {{.amount = "500 µL", .role = "serum", .count = 3}, {.code = "MINE", .amount = "100 µL"}});
  ASSERT_EQ(view.children.size(), 4u);
  EXPECT_EQ(read(parent.id).amount.volume_nl, 400'000);
  EXPECT_EQ(read(view.children[0].id).amount.volume_nl, 500'000);
  EXPECT_EQ(read(view.children[0].id).state, SampleState::in_process);
  EXPECT_EQ(read(view.children[0].id).kind, domain::SampleKind::aliquot);
  EXPECT_EQ(view.children[3].code, "MINE");
  const auto family = house.services.samples.view(house.everywhere(), parent.id);
  EXPECT_EQ(family.children.size(), 4u);
  expect_sound();
}

TEST_F(AliquotTest, AWholePlateOfChildrenCostsFewStatements) {
  const auto parent = a_tube("100 mL");
  EXPECT_LE(statements([&] { aliquot(parent.id, {{.amount = "200 µL", .count = 384}}); }), 40u);
  EXPECT_EQ(refused([&] { aliquot(parent.id, {{.count = 385}}); }), ErrorCode::field_out_of_range);
}

TEST_F(AliquotTest, MoreThanIsThereLeavesEverythingAsItWas) {
  const auto parent = a_tube("1 mL");
  EXPECT_EQ(refused([&] { aliquot(parent.id, {{.amount = "300 µL", .count = 4}}); }), ErrorCode::amounts_do_not_add_up);
  EXPECT_EQ(read(parent.id).amount.volume_nl, 1'000'000);
  EXPECT_EQ(read(parent.id).version, 1u);
}

TEST_F(AliquotTest, AUsedUpParentIsDepletedAndLeavesItsCell) {
  const auto parent = a_tube("8 mL", "BLD");
  const auto box = house.small.a_box();
  house.services.placements.place(asked(), {box.id, "A1", parent.code});
  const auto view = aliquot(parent.id, {{.material = "SER", .amount = "3 mL"}}, "", true);
  EXPECT_EQ(view.children.front().kind, domain::SampleKind::derivative);
  EXPECT_EQ(read(parent.id).state, SampleState::depleted);
  EXPECT_TRUE(house.containers().view(house.everywhere(), box.id).cells.empty());
  EXPECT_EQ(refused([&] { aliquot(parent.id, {{.count = 1}}); }), ErrorCode::state_forbids);
  expect_sound();
}

TEST_F(AliquotTest, EachThawIsCountedAndTheLastOneIsTheLast) {
  const auto parent = tube({.material = "SER", .amount = "1 mL", .frozen_at = house.database.clock.now()});
  const auto box = house.small.a_box();
  house.services.placements.place(asked(), {box.id, "A1", parent.code});
  const auto view = aliquot(parent.id, {{.amount = "100 µL"}});
  EXPECT_EQ(view.children.front().thaw_count, 1) << "it was frozen and in its place, so it was thawed";
  const auto second = house.services.aliquots.thaw(asked(), parent.id, {});
  EXPECT_EQ(second.sample.thaw_count, 2);
  ASSERT_EQ(second.warnings.size(), 1u);
  EXPECT_EQ(second.warnings.front().code, "thaw_limit_near");
  house.services.aliquots.thaw(asked(), parent.id, {});
  EXPECT_EQ(refused([&] { house.services.aliquots.thaw(asked(), parent.id, {}); }), ErrorCode::thaw_limit_reached);
  EXPECT_EQ(refused([&] { aliquot(parent.id, {{.amount = "100 µL"}}); }), ErrorCode::thaw_limit_reached);
  expect_sound();
}

TEST_F(AliquotTest, TwoHundredDrawsOfTenMicrolitresFromAMillilitre) {
  const auto parent = a_tube("1000 µL");
  std::atomic<int> done = 0;
  std::atomic<int> too_small = 0;
  std::vector<std::thread> people;
  for (int i = 0; i < 200; ++i) {
    people.emplace_back([&] {
      try {
        house.services.aliquots.draw(asked(), {parent.id, "10 µL"});
        ++done;
      } catch (const domain::Refused& refused) {
        if (refused.code() == ErrorCode::amount_too_small) ++too_small;
      }
    });
  }
  for (std::thread& person : people) person.join();
  EXPECT_EQ(done, 100);
  EXPECT_EQ(too_small, 100);
  EXPECT_EQ(read(parent.id).amount.volume_nl, 0);
  EXPECT_EQ(read(parent.id).version, 101u);
  expect_sound();
}

TEST_F(AliquotTest, ADrawTakesCellsInProportion) {
  auto tubes = std::vector<domain::Sample>{house.small.a_tube("BUF")};
  tubes[0].code = "CELLS-1";
  tubes[0].amount = {.volume_nl = 1'000'000, .cells = 4'000'000};
  house.small.register_tubes(tubes);
  const auto view = house.services.aliquots.draw(asked(), {tubes[0].id, "250 µL"});
  EXPECT_EQ(view.taken.cells, 1'000'000);
  EXPECT_EQ(read(tubes[0].id).amount.cells, 3'000'000);
  EXPECT_EQ(refused([&] { house.services.aliquots.draw(asked(), {tubes[0].id, ""}); }), ErrorCode::field_missing);
  EXPECT_EQ(
      refused([&] {
        house.services.aliquots.draw(asked(), {tubes[0].id, "1 µL", false, house.database.clock.now() + base::kHour});
      }),
      ErrorCode::field_out_of_range);
}

TEST_F(AliquotTest, WhoWithdrewIsNotServedFromAgainButTheTubeIsKept) {
  const auto person = willing();
  const auto parent = tube({.material = "SER", .amount = "1 mL", .participant = person.study_code});
  aliquot(parent.id, {{.amount = "100 µL"}});
  house.services.consents.withdraw(asked("asked to"), person.participant, house.small.study,
                                   {domain::WithdrawalLevel::no_new_use});
  EXPECT_EQ(refused([&] { aliquot(parent.id, {{.amount = "100 µL"}}); }), ErrorCode::consent_withdrawn);
  EXPECT_EQ(refused([&] {
              house.services.aliquots.draw(asked(), {parent.id, "10 µL"});
            }),
            ErrorCode::consent_withdrawn);
  const auto box = house.small.a_box();
  EXPECT_NO_THROW(house.services.placements.place(asked(), {box.id, "A1", parent.code}));
  const auto unasked = somebody();
  const auto other = tube({.material = "SER", .amount = "1 mL", .participant = unasked.study_code});
  EXPECT_EQ(refused([&] { aliquot(other.id, {{.amount = "100 µL"}}); }), ErrorCode::consent_missing);
}

TEST_F(AliquotTest, APoolComesFromAllItsDonors) {
  const auto one = willing();
  const auto two = willing();
  const auto first = tube({.code = "P1", .material = "SER", .amount = "1 mL", .participant = one.study_code});
  const auto second = tube({.code = "P2", .material = "SER", .amount = "500 µL", .participant = two.study_code});
  const auto pool = house.services.aliquots.pool(asked(), {{{"P1", "200 µL"}, {"P2", ""}}, "POOL-1"}).children.front();
  EXPECT_EQ(read(pool.id).amount.volume_nl, 700'000);
  EXPECT_EQ(read(pool.id).kind, domain::SampleKind::pool);
  EXPECT_EQ(donors(pool.id).size(), 2u);
  EXPECT_EQ(read(first.id).amount.volume_nl, 800'000);
  EXPECT_EQ(read(second.id).state, SampleState::depleted);
  EXPECT_EQ(refused([&] {
              house.services.aliquots.pool(asked(), {{{"P1", ""}, {"P1", ""}}});
            }),
            ErrorCode::duplicate_in_request);
  expect_sound();
}

TEST_F(AliquotTest, ForeignTubesDontExist) {
  const auto parent = a_tube("1 mL");
  EXPECT_EQ(refused([&] { house.services.aliquots.draw(stranger(), {parent.id, "1 µL"}); }), ErrorCode::not_found);
  EXPECT_EQ(refused([&] {
              house.services.aliquots.aliquot(stranger(), {parent.id, {{.count = 1}}});
            }),
            ErrorCode::not_found);
}

}  // namespace
}  // namespace frostkeep::services
