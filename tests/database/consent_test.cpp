// Consent decides use, never storage; a withdrawal is wholly before a use or wholly after it.

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "services/consent_guard.hpp"
#include "support/test_house.hpp"

namespace frostkeep::services {
namespace {

using domain::ErrorCode;
using domain::Refused;
using domain::WithdrawalLevel;

class ConsentTest : public ::testing::Test {
 protected:
  tests::TestHouse house;
  domain::StudyId study = house.small.study;

  Asked asked(const std::string& reason = "") {
    Asked a = house.asked();
    a.context.site = house.small.site;
    a.context.reason = reason;
    return a;
  }
  domain::ParticipantId somebody() {
    RegistrationOrder order{study};
    return house.services.participants.add(asked(), order).participant.id;
  }
  database::ConsentForm a_form(const std::string& version = "1.0") {
    return house.services.consents.add_form(
        asked(),
        {{}, 0, study, "ICF", version, "知情同意书", "Consent form", {"storage", "research", "genetic"}, false});
  }
  domain::ParticipantId agreed() {
    const auto id = somebody();
    house.services.consents.record(asked(), id,
                                   {form.id, house.database.clock.now(), {{"storage", true}, {"research", true}}});
    return id;
  }
  domain::Sample a_tube_of(domain::ParticipantId donor) {
    return house.database->write(asked().context, [&](database::WriteTransaction& tx) {
      database::NewSample fresh;
      fresh.sample.id = domain::SampleId{tx.next_id()};
      fresh.sample.study = study;
      fresh.sample.owner_site = house.small.site;
      fresh.sample.material = "PL1";
      fresh.sample.state = domain::SampleState::received;
      fresh.sample.code = "T-" + fresh.sample.id.text();
      fresh.donors = {donor};
      database::insert_samples(tx, std::span(&fresh, 1), {domain::Happening::registered});
      return fresh.sample;
    });
  }
  UseJudgement use(const domain::Sample& tube, const std::vector<std::string>& purposes = {},
                   domain::ConsentStep step = domain::ConsentStep::derive) {
    return house.database->write(asked().context, [&](database::WriteTransaction& tx) {
      const TubeOfUse one{tube.id, tube.study, tube.code};
      return judge_use(tx, std::span(&one, 1), step, purposes);
    });
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

  database::ConsentForm form = a_form();
};

TEST_F(ConsentTest, AUseNeedsTheAnswersOfItsPurposes) {
  const auto nobody_asked = a_tube_of(somebody());
  EXPECT_EQ(use(nobody_asked).violations.at(0).code, ErrorCode::consent_missing);
  EXPECT_EQ(use(nobody_asked).violations.at(0).values.at("code"), nobody_asked.code);
  const auto tube = a_tube_of(agreed());
  EXPECT_TRUE(use(tube).violations.empty());
  ASSERT_EQ(use(tube, {"genetic"}).violations.size(), 1u);
  EXPECT_EQ(use(tube, {"genetic"}).violations[0].values.at("purpose"), "genetic");
  EXPECT_TRUE(use(house.small.a_tube()).violations.empty()) << "a control has no donor and needs no consent";
}

TEST_F(ConsentTest, AWithdrawalBlocksUseAtOnceAndNeverStorage) {
  const auto donor = agreed();
  const auto tube = a_tube_of(donor);
  const auto epoch = house.services.consents.view(house.everywhere(), donor, study).participant.consent_epoch;
  const auto view =
      house.services.consents.withdraw(asked("by telephone"), donor, study, {WithdrawalLevel::no_new_use});
  EXPECT_EQ(view.participant.consent_epoch, epoch + 1);
  EXPECT_EQ(use(tube).violations.at(0).code, ErrorCode::consent_withdrawn);
  const auto box = house.small.a_box();
  const auto placed = house.services.placements.place(asked(), {box.id, "A1", tube.code});
  ASSERT_EQ(placed.warnings.size(), 1u);
  EXPECT_EQ(placed.warnings[0].code, "consent_withdrawn");
  EXPECT_TRUE(house.verify().findings.empty());
}

TEST_F(ConsentTest, WhoeverWantsNoContactStillLetsTheirTubesBeUsed) {
  const auto donor = agreed();
  const auto tube = a_tube_of(donor);
  house.services.consents.withdraw(asked(), donor, study, {WithdrawalLevel::no_contact});
  EXPECT_TRUE(use(tube).violations.empty());
  EXPECT_FALSE(use(tube, {}, domain::ConsentStep::contact).violations.empty());
  const auto box = house.small.a_box();
  EXPECT_TRUE(house.services.placements.place(asked(), {box.id, "A1", tube.code}).warnings.empty());
}

TEST_F(ConsentTest, AWithdrawalByMistakeIsVoidedWithAReasonAndKept) {
  const auto donor = agreed();
  const auto tube = a_tube_of(donor);
  const auto view = house.services.consents.withdraw(asked(), donor, study, {WithdrawalLevel::destroy});
  const std::uint64_t id = view.withdrawals.at(0).id;
  auto& consents = house.services.consents;
  EXPECT_EQ(refused([&] { consents.void_withdrawal(asked(), donor, study, id); }), ErrorCode::reason_missing);
  const auto after = consents.void_withdrawal(asked("wrong participant"), donor, study, id);
  EXPECT_EQ(after.participant.withdrawal, std::nullopt);
  EXPECT_TRUE(after.withdrawals.at(0).voided);
  EXPECT_TRUE(use(tube).violations.empty());
  EXPECT_EQ(refused([&] { consents.void_withdrawal(asked("again"), donor, study, id); }), ErrorCode::undo_not_possible);
}

TEST_F(ConsentTest, WhatADoubleWithdrewHoldsForBothRecords) {
  const auto one = agreed();
  const auto two = somebody();
  const auto tube_of_one = a_tube_of(one);
  const auto tube_of_two = a_tube_of(two);
  house.services.participants.merge(asked("same person"), two, one);
  EXPECT_TRUE(use(tube_of_two).violations.empty()) << "the answers of the other record count";
  house.services.consents.withdraw(asked(), two, study, {WithdrawalLevel::no_new_use});
  EXPECT_FALSE(use(tube_of_one).violations.empty());
  EXPECT_FALSE(use(tube_of_two).violations.empty());
  EXPECT_TRUE(house.verify().findings.empty());
}

TEST_F(ConsentTest, AnswersAreCheckedAgainstTheForm) {
  const auto donor = somebody();
  const auto now = house.database.clock.now();
  auto& consents = house.services.consents;
  EXPECT_EQ(refused([&] {
              consents.record(asked(), donor, {form.id, now, {{"abroad", true}}});
            }),
            ErrorCode::field_malformed);
  EXPECT_EQ(refused([&] {
              consents.record(asked(), donor, {form.id, now, {{"storage", true}, {"storage", false}}});
            }),
            ErrorCode::duplicate_in_request);
  EXPECT_EQ(refused([&] {
              consents.record(asked(), donor, {form.id, now + base::kDay, {{"storage", true}}});
            }),
            ErrorCode::field_out_of_range);
  EXPECT_EQ(refused([&] { a_form(); }), ErrorCode::name_taken);
  EXPECT_EQ(consents.forms(house.everywhere(), study).size(), 1u);
}

// Users note the moment before they lock and the moment after they commit; so does the one who withdraws. No use that
// began after the withdrawal was committed may have been allowed.
TEST_F(ConsentTest, NoUseComesThroughAfterAWithdrawalWasCommitted) {
  constexpr int kRounds = 8;
  for (int round = 0; round < kRounds; ++round) {
    const auto donor = agreed();
    const auto tube = a_tube_of(donor);
    std::atomic<bool> withdrawn = false;
    std::atomic<int> allowed = 0;
    std::atomic<int> too_late = 0;
    std::atomic<int> blocked = 0;
    {
      std::vector<std::jthread> users;
      for (int i = 0; i < 4; ++i) {
        users.emplace_back([&] {
          for (int attempt = 0; attempt < 12; ++attempt) {
            const bool was_withdrawn = withdrawn;
            if (use(tube).violations.empty()) {
              ++allowed;
              if (was_withdrawn) ++too_late;
            } else {
              ++blocked;
            }
          }
        });
      }
      std::jthread withdrawing([&] {
        while (allowed < 4) std::this_thread::yield();
        house.services.consents.withdraw(asked(), donor, study, {WithdrawalLevel::no_new_use});
        withdrawn = true;
      });
    }
    EXPECT_EQ(too_late, 0);
    EXPECT_GE(allowed, 4);
    EXPECT_FALSE(use(tube).violations.empty());
  }
}

}  // namespace
}  // namespace frostkeep::services
