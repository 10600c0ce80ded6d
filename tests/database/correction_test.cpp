// Mistakes are put right beside what was written, never over it; and what a preview says is what then happens.

#include <algorithm>

#include "support/bench.hpp"

namespace frostkeep::services {
namespace {

using domain::ErrorCode;

class CorrectionTest : public tests::BenchTest {
 protected:
  CorrectionView correct(const CorrectionOrder& order) {
    const CorrectionView seen = house.services.corrections.preview(asked("typing error"), order);
    const CorrectionView done = house.services.corrections.correct(asked("typing error"), order);
    EXPECT_EQ(shape(seen), shape(done)) << "the preview said something else";
    return done;
  }
  static std::string shape(const CorrectionView& view) {
    std::string text;
    for (const Consequence& tube : view.tubes) {
      text += tube.code + (tube.relabel ? "!" : "");
      for (const TimelineChange& c : tube.changes) text += " " + c.field;
      text += "\n";
    }
    return text;
  }
  std::string place(domain::SampleId id) {
    const auto view = house.services.samples.view(house.everywhere(), id);
    return view.location.empty() ? "" : view.location.back().code + " " + view.position;
  }
  ErrorCode refused_order(const CorrectionOrder& order, const std::string& reason = "why not") {
    return refused([&] { house.services.corrections.correct(asked(reason), order); });
  }
};

TEST_F(CorrectionTest, AWrongAmountIsStruckAndStays) {
  const auto made = tube({.code = "A-1", .material = "SER", .amount = "15 mL"});
  const auto view = correct({.sample = made.id, .amount = "1.5 mL"});
  EXPECT_EQ(read(made.id).amount.volume_nl, 1'500'000);
  EXPECT_FALSE(view.tubes.front().relabel);
  const Timeline story = timeline(made.id);
  ASSERT_EQ(story.items.size(), 2u);
  EXPECT_EQ(story.items[0].struck_by, story.items[1].entry.entry_id);
  EXPECT_EQ(story.items[1].entry.what, domain::Happening::corrected);
  EXPECT_EQ(story.items[1].entry.reason, "typing error");
  expect_sound();
}

TEST_F(CorrectionTest, APreviewChangesNothing) {
  const auto made = tube({.material = "SER", .amount = "1 mL"});
  house.services.corrections.preview(asked("looking"), {.sample = made.id, .amount = "2 mL"});
  EXPECT_EQ(read(made.id).version, 1u);
  EXPECT_EQ(timeline(made.id).items.size(), 1u);
  expect_sound();
}

TEST_F(CorrectionTest, ATimeAndAMarkGoOnToThoseWhoHaveThemFromTheTube) {
  const base::Timestamp wrong = house.database.clock.now() + -base::kHour;
  const base::Timestamp right = house.database.clock.now() + -2 * base::kHour;
  const auto parent = tube({.material = "BLD", .amount = "8 mL", .collected_at = wrong});
  const auto child =
      house.services.aliquots.aliquot(asked(), {parent.id, {{.material = "SER", .amount = "3 mL"}}}).children.front();
  const auto view = correct({.sample = parent.id, .mark = "haemolysed", .collected_at = {{right}}});
  EXPECT_EQ(view.tubes.size(), 2u);
  EXPECT_TRUE(view.tubes.back().relabel);
  EXPECT_EQ(read(child.id).collected_at, right);
  EXPECT_EQ(read(child.id).mark, "haemolysed");
  correct({.sample = parent.id, .mark = "", .only_this = true});
  EXPECT_EQ(read(child.id).mark, "haemolysed");
  EXPECT_EQ(refused_order({.sample = parent.id, .received_at = {{right + -base::kHour}}}),
            ErrorCode::field_out_of_range);
  EXPECT_EQ(refused_order({.sample = parent.id, .mark = "purple"}), ErrorCode::field_malformed);
  expect_sound();
}

TEST_F(CorrectionTest, AMaterialMustStillAllowWhatCameOutOfIt) {
  auto tubes = std::vector<domain::Sample>{house.small.a_tube("SER")};
  tubes[0].code = "M-1";
  tubes[0].sprec = "SERSSTADNBA";
  tubes[0].sprec_version = 2;
  house.small.register_tubes(tubes);
  const auto child = house.services.aliquots.aliquot(asked(), {tubes[0].id, {{.amount = "100 µL"}}}).children.front();
  correct({.sample = tubes[0].id, .material = "PL1"});
  EXPECT_EQ(read(child.id).material, "PL1");
  EXPECT_EQ(read(tubes[0].id).sprec, "PL1-XXX-X-X-X-X-A") << "derived anew from what is recorded";
  const auto blood = tube({.code = "M-2", .material = "BLD", .amount = "8 mL"});
  house.services.aliquots.aliquot(asked(), {blood.id, {{.material = "SER"}}});
  EXPECT_EQ(refused_order({.sample = blood.id, .material = "URN"}), ErrorCode::material_not_derivable);
  expect_sound();
}

TEST_F(CorrectionTest, ATubeThatLiesInAnotherBoxIsThere) {
  const auto box = house.small.a_box();
  const auto right = house.small.a_box();
  const auto made = tube({.material = "SER"});
  EXPECT_EQ(refused_order({.sample = made.id, .container = right.id, .position = "A1"}), ErrorCode::state_forbids);
  house.services.placements.place(asked(), {box.id, "A1", made.code});
  correct({.sample = made.id, .container = right.id, .position = "C3"});
  EXPECT_EQ(place(made.id), right.code + " C3");
  EXPECT_NE(timeline(made.id).items[1].struck_by, 0u);
  const auto other = house.small.a_tube();
  house.services.placements.place(asked(), {right.id, "C4", other.code});
  EXPECT_EQ(refused_order({.sample = made.id, .container = right.id, .position = "C4"}), ErrorCode::position_occupied);
  expect_sound();
}

TEST_F(CorrectionTest, OfSwappedTubesEachGetsTheOthersCodeAndPlace) {
  const auto box = house.small.a_box();
  const auto one = tube({.code = "ONE", .more_codes = {"ONE-2D"}, .material = "SER"});
  const auto two = tube({.code = "TWO", .material = "SER"});
  house.services.placements.place(asked(), {box.id, "A1", "ONE"});
  house.services.placements.place(asked(), {box.id, "A2", "TWO"});
  const auto view = correct({.sample = one.id, .swap_with = "TWO"});
  EXPECT_EQ(view.tubes.size(), 2u);
  EXPECT_EQ(id_of("TWO"), one.id);
  EXPECT_EQ(id_of("ONE-2D"), two.id);
  EXPECT_EQ(place(one.id), box.code + " A2");
  EXPECT_EQ(place(two.id), box.code + " A1");
  EXPECT_NE(timeline(two.id).items.front().struck_by, 0u);
  const auto loose = tube({.code = "LOOSE", .material = "SER"});
  correct({.sample = loose.id, .swap_with = "ONE"});
  EXPECT_EQ(place(two.id), "");
  EXPECT_EQ(place(loose.id), box.code + " A1");
  EXPECT_EQ(read(loose.id).state, domain::SampleState::stored);
  EXPECT_EQ(refused_order({.sample = loose.id, .swap_with = "ONE"}), ErrorCode::duplicate_in_request);
  expect_sound();
}

TEST_F(CorrectionTest, AnotherPersonGoesOnToAllThatCameOfTheTube) {
  const auto wrong = somebody();
  const auto right = somebody();
  const auto bystander = somebody();
  const auto blood = tube({.code = "B-1", .material = "BLD", .participant = wrong.study_code});
  const auto serum = tube({.code = "B-2", .material = "SER", .parent = "B-1"});
  const auto aliquot = tube({.code = "B-3", .material = "SER", .parent = "B-2"});
  const auto other = tube({.code = "B-4", .material = "SER", .participant = bystander.study_code});
  const auto view = correct({.sample = blood.id, .participant = right.study_code});
  EXPECT_EQ(view.tubes.size(), 3u);
  for (const auto& id : {blood.id, serum.id, aliquot.id}) EXPECT_EQ(donors(id), std::vector{right.participant});
  EXPECT_EQ(donors(other.id), std::vector{bystander.participant});
  EXPECT_EQ(refused_order({.sample = serum.id, .participant = wrong.study_code}), ErrorCode::field_malformed);
  EXPECT_EQ(refused_order({.sample = blood.id, .participant = "NOBODY"}), ErrorCode::code_unknown);
  expect_sound();
}

TEST_F(CorrectionTest, APoolKeepsTheDonorsOfItsOtherParts) {
  const auto wrong = somebody();
  const auto right = somebody();
  const auto other = somebody();
  const auto part = tube({.code = "Q-1", .material = "SER", .participant = wrong.study_code});
  const auto second = tube({.code = "Q-2", .material = "SER", .participant = other.study_code});
  const auto pool = house.database->write(asked().context, [&](database::WriteTransaction& tx) {
    database::NewSample made{read(part.id)};
    made.sample.id = domain::SampleId{tx.next_id()};
    made.sample.code = "Q-POOL";
    made.sample.kind = domain::SampleKind::pool;
    made.parents = {part.id, second.id};
    made.donors = {wrong.participant, other.participant};
    database::insert_samples(tx, std::span(&made, 1), {domain::Happening::pooled});
    return made.sample.id;
  });
  correct({.sample = part.id, .participant = right.study_code});
  auto expected = std::vector{right.participant, other.participant};
  auto found = donors(pool);
  std::ranges::sort(expected);
  std::ranges::sort(found);
  EXPECT_EQ(found, expected);
  expect_sound();
}

TEST_F(CorrectionTest, NeedsAReasonOneKindAndTheRightEntry) {
  const auto made = tube({.code = "N-1", .material = "SER", .amount = "1 mL"});
  const auto other = tube({.code = "N-2", .material = "SER"});
  EXPECT_EQ(refused_order({.sample = made.id, .amount = "2 mL"}, ""), ErrorCode::reason_missing);
  EXPECT_EQ(refused_order({.sample = made.id}), ErrorCode::field_missing);
  EXPECT_EQ(refused_order({.sample = made.id, .amount = "2 mL", .swap_with = "N-2"}), ErrorCode::field_malformed);
  const domain::EntryId foreign{timeline(other.id).items.front().entry.entry_id};
  EXPECT_EQ(refused_order({.sample = made.id, .corrects = foreign, .amount = "2 mL"}), ErrorCode::undo_not_possible);
  EXPECT_EQ(refused([&] { house.services.corrections.correct(stranger(), {.sample = made.id, .amount = "2 mL"}); }),
            ErrorCode::not_found);
}

}  // namespace
}  // namespace frostkeep::services
