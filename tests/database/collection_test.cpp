// The chair and the door: planned tubes, kits of other makers, late and unplanned ones, deliveries.

#include <gtest/gtest.h>

#include <barrier>
#include <thread>

#include "base/bytes.hpp"
#include "domain/protocol_text.hpp"
#include "domain/reception_rules.hpp"
#include "support/test_house.hpp"

namespace frostkeep::services {
namespace {

using domain::ErrorCode;
using domain::Refused;
using domain::SampleState;

domain::Measure measure(const std::string& text) {
  return *domain::parse_measure(text);
}

domain::Protocol a_protocol() {
  domain::PlannedTube edta{"EDTA", "BLD", "PED", measure("9 mL"), 2, {}};
  edta.children.push_back({"plasma", "PL1", "PP2", measure("850 uL"), 4, {}});
  const domain::PlannedTube serum{"serum tube", "BLD", "SST", measure("8 mL"), 1, {}};
  return {"kit", 1,      "采集包",
          "Kit", "test", {{"baseline", "基线", "Baseline", domain::EventKind::baseline, 0, {edta, serum}}}};
}

class CollectionTest : public ::testing::Test {
 protected:
  tests::TestHouse house;
  domain::StudyId study = house.small.study;

  Asked asked(const std::string& reason = "") {
    Asked a = house.asked();
    a.context.site = house.small.site;
    a.context.reason = reason;
    return a;
  }
  std::string a_card(bool consenting = true) {
    const auto view = house.services.participants.add(asked(), {study});
    const auto id = view.participant.id;
    if (consenting) {
      if (!form) {
        form = house.services.consents
                   .add_form(asked(), {{}, 0, study, "ICF", "1", "同意书", "Form", {"storage", "research"}, false})
                   .id;
      }
      house.services.consents.record(
          asked(), id, {form, house.database.clock.now() + -base::kDay, {{"storage", true}, {"research", true}}});
    }
    return view.enrolments[0].enrolment.study_code;
  }
  CollectionView a_visit(const std::string& card) {
    return house.services.collections.start(asked(), {card, "baseline"});
  }
  CollectionView collect(const CollectionView& visit, const CollectOrder& order, const std::string& reason = "") {
    return house.services.collections.collect(asked(reason), visit.event.id, order);
  }
  CollectOrder scan(const std::string& code) {
    CollectOrder order;
    order.code = code;
    return order;
  }
  template <typename Act>
  ErrorCode refused(Act act) {
    try {
      act();
    } catch (const Refused& r) {
      return r.code();
    }
    ADD_FAILURE() << "it was not refused";
    return ErrorCode::internal_error;
  }
  void SetUp() override { house.services.protocols.add(asked(), study, a_protocol()); }

  domain::ConsentFormId form;
};

TEST_F(CollectionTest, APlanComesBackAsItWasWritten) {
  domain::Protocol protocol = a_protocol();
  protocol.events[0].name_en = "tab\there, back\\slash\nand line";
  const auto back = domain::parse_plan(domain::plan_text(protocol.events));
  ASSERT_EQ(back.size(), 1u);
  EXPECT_EQ(back[0].name_en, protocol.events[0].name_en);
  EXPECT_EQ(back[0].tubes[0].children[0].amount->value, 850'000);
  EXPECT_EQ(domain::plan_text(back), domain::plan_text(protocol.events));
  EXPECT_THROW(domain::parse_plan("tube\t1\tEDTA\tBLD\tPED\t\t1\n"), base::BadBytes);
}

TEST_F(CollectionTest, AProtocolGetsTheNextVersionOfItsCode) {
  EXPECT_EQ(house.services.protocols.add(asked(), study, a_protocol()).protocol.version, 2);
  domain::Protocol wrong = a_protocol();
  wrong.events[0].tubes[0].material = "XYZ";
  EXPECT_EQ(refused([&] { house.services.protocols.add(asked(), study, wrong); }), ErrorCode::field_malformed);
  EXPECT_EQ(house.services.protocols.list(house.everywhere(), study).size(), 2u);
}

TEST_F(CollectionTest, AVisitHasItsTubesBeforeTheDrawAndIsOpenedOnce) {
  const std::string card = a_card();
  const CollectionView visit = a_visit(card);
  EXPECT_EQ(visit.expected, 3);
  EXPECT_EQ(visit.lines.size(), 11u) << "three tubes and eight aliquots of plasma";
  EXPECT_EQ(visit.lines[0].sample->state, SampleState::expected);
  EXPECT_FALSE(visit.lines[0].sample->code.empty());
  EXPECT_EQ(visit.lines[1].tube.parent, 0u);
  EXPECT_FALSE(visit.lines[1].sample) << "aliquots are made at the bench";
  EXPECT_EQ(a_visit(card).event.id, visit.event.id);
}

TEST_F(CollectionTest, TwoChairsOpenOneVisit) {
  const std::string card = a_card();
  std::vector<domain::EventId> opened(4);
  {
    std::barrier start(4);
    std::vector<std::jthread> chairs;
    for (std::size_t i = 0; i < opened.size(); ++i) {
      chairs.emplace_back([&, i] {
        start.arrive_and_wait();
        opened[i] = a_visit(card).event.id;
      });
    }
  }
  for (const domain::EventId id : opened) EXPECT_EQ(id, opened[0]);
  EXPECT_EQ(house.services.collections.view(house.everywhere(), opened[0]).expected, 3);
  EXPECT_TRUE(house.verify().findings.empty());
}

TEST_F(CollectionTest, ATubeIsDrawnByItsCodeWithTimeAndShortDraw) {
  const CollectionView visit = a_visit(a_card());
  CollectOrder order = scan(visit.lines[0].sample->code);
  order.drawn_at = house.database.clock.now() + -base::kHour;
  order.amount = "5 mL";
  order.conditions = {"underfilled"};
  const CollectionView after = collect(visit, order);
  const domain::Sample& tube = *after.lines[0].sample;
  EXPECT_EQ(tube.state, SampleState::collected);
  EXPECT_EQ(tube.collected_at, order.drawn_at);
  EXPECT_EQ(tube.amount.volume_nl, 5'000'000);
  EXPECT_EQ(tube.mark, "underfilled");
  EXPECT_EQ(after.warnings.at(0).code, "amount_below_plan");
  EXPECT_EQ(after.touched, tube.id);
  EXPECT_EQ(after.expected, 2);
  EXPECT_EQ(refused([&] { collect(visit, order); }), ErrorCode::state_forbids);
  order.drawn_at = house.database.clock.now() + base::kHour;
  EXPECT_EQ(refused([&] { collect(visit, order); }), ErrorCode::field_out_of_range);
  EXPECT_TRUE(house.verify().findings.empty());
}

TEST_F(CollectionTest, WhatIsMadeOfATubeStandsUnderIt) {
  const CollectionView visit = a_visit(a_card());
  const domain::Sample drawn = *collect(visit, scan(visit.lines[0].sample->code)).lines[0].sample;
  house.database->write(asked().context, [&](database::WriteTransaction& tx) {
    database::NewSample plasma{drawn};
    plasma.sample.id = domain::SampleId{tx.next_id()};
    plasma.sample.kind = domain::SampleKind::aliquot;
    plasma.sample.role = "plasma 2";
    plasma.sample.code = "PLASMA-2";
    plasma.parents = {drawn.id};
    database::insert_samples(tx, std::span(&plasma, 1), {domain::Happening::aliquoted});
    return 0;
  });
  const CollectionView now = house.services.collections.view(house.everywhere(), visit.event.id);
  EXPECT_FALSE(now.lines[1].sample);
  ASSERT_TRUE(now.lines[2].sample);
  EXPECT_EQ(now.lines[2].sample->code, "PLASMA-2");
  EXPECT_EQ(now.collected, 1) << "an aliquot isn't drawn";
  EXPECT_TRUE(now.unplanned.empty());
}

TEST_F(CollectionTest, WithoutConsentToStorageNothingIsDrawn) {
  const CollectionView visit = a_visit(a_card(false));
  EXPECT_EQ(refused([&] { collect(visit, scan(visit.lines[0].sample->code)); }), ErrorCode::consent_missing);
}

TEST_F(CollectionTest, AMakersCodeIsBoundToAPlannedTube) {
  const CollectionView visit = a_visit(a_card());
  const domain::Sample planned = *visit.lines[0].sample;
  EXPECT_EQ(refused([&] { collect(visit, scan("MAKER-77")); }), ErrorCode::code_unknown);
  CollectOrder order = scan("MAKER-77");
  order.planned = planned.id;
  const CollectionView after = collect(visit, order);
  EXPECT_EQ(after.lines[0].sample->code, "MAKER-77");
  for (const std::string& code : {std::string("MAKER-77"), planned.code}) {
    EXPECT_EQ(house.services.scans.find(house.everywhere(), code).thing.id, planned.id.value) << code;
  }
  const CollectionView other = a_visit(a_card());
  CollectOrder stolen = scan("MAKER-77");
  stolen.planned = other.lines[0].sample->id;
  EXPECT_EQ(refused([&] { collect(other, stolen); }), ErrorCode::code_taken) << "one code, one tube";
  EXPECT_TRUE(house.verify().findings.empty());
}

TEST_F(CollectionTest, LateUnplannedAndSkippedTubesAreTold) {
  const CollectionView visit = a_visit(a_card());
  auto& collections = house.services.collections;
  const domain::SampleId skipped = visit.lines[10].sample->id;
  EXPECT_EQ(refused([&] { collections.skip(asked(), visit.event.id, skipped); }), ErrorCode::reason_missing);
  EXPECT_EQ(collections.skip(asked("veins"), visit.event.id, skipped).expected, 2);
  EXPECT_EQ(collections.close(asked(), visit.event.id).warnings.at(0).code, "tubes_missing");
  const CollectionView late = collect(visit, scan(visit.lines[0].sample->code));
  EXPECT_EQ(late.warnings.at(0).code, "late_tube");
  CollectOrder extra = scan("EXTRA-1");
  extra.unplanned = {"SAL", "PPS", "saliva"};
  EXPECT_EQ(refused([&] { collect(visit, extra); }), ErrorCode::reason_missing);
  const CollectionView with = collect(visit, extra, "extra draw");
  ASSERT_EQ(with.unplanned.size(), 1u);
  EXPECT_EQ(with.unplanned[0].material, "SAL");
  EXPECT_TRUE(house.verify().findings.empty());
}

TEST_F(CollectionTest, ABoxIsReceivedWithWhatIsInItAndTheRejectedAreMarked) {
  std::vector<domain::Sample> tubes = house.small.tubes(4);
  const domain::Container box = house.small.a_box();
  for (int i = 0; i < 3; ++i) {
    house.services.placements.place(asked(),
                                    {box.id, "A" + std::to_string(i + 1), tubes[static_cast<std::size_t>(i)].code});
  }
  house.database.root().run_text("update sample set state = 3");
  ReceptionOrder order;
  order.box = box.code;
  order.temperature_mdeg_c = 40'000;
  order.tubes.push_back({tubes[1].code, {{"haemolysed"}, false, ""}});
  order.tubes.push_back({tubes[2].code, {{"leaking"}, true, "the cap is open"}});
  const ReceptionView view = house.services.receptions.receive(asked(), order);
  ASSERT_EQ(view.rows.size(), 3u) << "the tube that isn't in the box isn't received";
  EXPECT_EQ(view.received, 2);
  EXPECT_EQ(view.rejected, 1);
  EXPECT_EQ(view.rows[0].mark, "haemolysed");
  EXPECT_EQ(view.rows[0].warnings.at(0).code, "reception_temperature");
  const auto look = [&](const domain::Sample& tube) {
    return house.services.samples.view(house.everywhere(), tube.id).sample;
  };
  EXPECT_TRUE(domain::is_rejected(look(tubes[2])));
  EXPECT_FALSE(domain::is_rejected(look(tubes[1])));
  EXPECT_EQ(look(tubes[0]).state, SampleState::received);
  EXPECT_EQ(look(tubes[3]).state, SampleState::in_transit);
  const ReceptionView again = house.services.receptions.receive(asked(), order);
  EXPECT_EQ(again.refused, 3);
  EXPECT_EQ(again.rows[0].violations.at(0).code, ErrorCode::state_forbids);
}

TEST_F(CollectionTest, AReceptionWithoutTubesOrInTheFutureIsRefused) {
  auto& receptions = house.services.receptions;
  EXPECT_EQ(refused([&] { receptions.receive(asked(), {}); }), ErrorCode::field_missing);
  ReceptionOrder order;
  order.received_at = house.database.clock.now() + base::kMinute;
  EXPECT_EQ(refused([&] { receptions.receive(asked(), order); }), ErrorCode::field_out_of_range);
  order = {};
  order.box = "NO-SUCH-BOX";
  EXPECT_EQ(refused([&] { receptions.receive(asked(), order); }), ErrorCode::code_unknown);
}

}  // namespace
}  // namespace frostkeep::services
