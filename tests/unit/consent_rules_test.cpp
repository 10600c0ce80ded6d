#include "domain/consent_rules.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "domain/reference_table.hpp"

namespace frostkeep::domain {
namespace {

constexpr base::Timestamp kSigned{1'000'000};
constexpr base::Timestamp kWithdrawn{2'000'000};
constexpr base::Timestamp kNow{3'000'000};

Consent agreed(const std::vector<std::string>& more = {}) {
  Consent consent;
  for (const auto* purpose : {"storage", "research"}) {
    consent.answers.push_back({.purpose = purpose, .agreed = true, .valid_from = kSigned});
  }
  for (const std::string& purpose : more) {
    consent.answers.push_back({.purpose = purpose, .agreed = true, .valid_from = kSigned});
  }
  return consent;
}

Consent withdrawn(WithdrawalLevel level) {
  Consent consent = agreed({"recontact", "sharing"});
  consent.withdrawals.push_back({level, kWithdrawn});
  return consent;
}

ConsentDecision decide(const Consent& consent, ConsentStep step) {
  return judge_consent(consent, step, kNow).decision;
}

constexpr ConsentStep kUses[] = {ConsentStep::search,         ConsentStep::reserve,    ConsentStep::approve,
                                 ConsentStep::pick,           ConsentStep::derive,     ConsentStep::pool,
                                 ConsentStep::plate,          ConsentStep::hand_over,  ConsentStep::load_result,
                                 ConsentStep::release_result, ConsentStep::export_data};

TEST(Consent, three_levels_at_eleven_steps) {
  for (const ConsentStep step : kUses) {
    EXPECT_EQ(decide(withdrawn(WithdrawalLevel::no_contact), step), ConsentDecision::allowed) << to_text(step);
    for (const auto level : {WithdrawalLevel::no_new_use, WithdrawalLevel::destroy}) {
      const auto judged = judge_consent(withdrawn(level), step, kNow);
      if (step == ConsentStep::load_result) {
        EXPECT_EQ(judged.decision, ConsentDecision::withheld) << "the well runs, its result is sealed";
        EXPECT_TRUE(judged.violations.empty());
        continue;
      }
      EXPECT_EQ(judged.decision, ConsentDecision::refused) << to_text(step);
      EXPECT_EQ(judged.violations.front().code, ErrorCode::consent_withdrawn) << to_text(step);
    }
  }
}

TEST(Consent, storage_is_always_allowed) {
  for (const auto level : {WithdrawalLevel::no_new_use, WithdrawalLevel::destroy}) {
    const auto judged = judge_consent(withdrawn(level), ConsentStep::store, kNow);
    EXPECT_EQ(judged.decision, ConsentDecision::allowed_with_warning);
    EXPECT_TRUE(judged.violations.empty());
    EXPECT_EQ(judged.warnings.front().code, "consent_withdrawn");
  }
  EXPECT_EQ(decide(withdrawn(WithdrawalLevel::no_contact), ConsentStep::store), ConsentDecision::allowed);
  EXPECT_EQ(decide(agreed(), ConsentStep::store), ConsentDecision::allowed);
  const auto without = judge_consent({}, ConsentStep::store, kNow);
  EXPECT_EQ(without.decision, ConsentDecision::allowed_with_warning);
  EXPECT_EQ(without.warnings.front().code, "consent_missing");
}

TEST(Consent, destruction_needs_no_consent) {
  for (const auto level : {WithdrawalLevel::no_contact, WithdrawalLevel::no_new_use, WithdrawalLevel::destroy}) {
    EXPECT_EQ(decide(withdrawn(level), ConsentStep::destroy), ConsentDecision::allowed);
  }
}

TEST(Consent, a_withdrawn_person_is_not_contacted_and_not_drawn_from) {
  EXPECT_EQ(decide(agreed({"recontact"}), ConsentStep::contact), ConsentDecision::allowed);
  EXPECT_EQ(decide(agreed(), ConsentStep::contact), ConsentDecision::refused) << "never agreed to it";
  EXPECT_EQ(decide(withdrawn(WithdrawalLevel::no_contact), ConsentStep::contact), ConsentDecision::refused);
  EXPECT_EQ(decide(withdrawn(WithdrawalLevel::no_new_use), ConsentStep::collect), ConsentDecision::refused);
  EXPECT_EQ(decide({}, ConsentStep::collect), ConsentDecision::refused);
  EXPECT_EQ(decide(agreed(), ConsentStep::collect), ConsentDecision::allowed);
}

TEST(Consent, each_missing_purpose_is_named) {
  const auto judged = judge_consent(agreed(), ConsentStep::hand_over, kNow, {"sharing", "abroad", "research"});
  ASSERT_EQ(judged.violations.size(), 2U);
  EXPECT_EQ(judged.violations[0].values.at("purpose"), "sharing");
  EXPECT_EQ(judged.violations[1].values.at("purpose"), "abroad");
  EXPECT_EQ(judge_consent(agreed({"sharing"}), ConsentStep::hand_over, kNow, {"sharing"}).decision,
            ConsentDecision::allowed);
  EXPECT_EQ(judge_consent({}, ConsentStep::derive, kNow).violations.size(), 2U) << "both core purposes";
}

TEST(Consent, the_answer_that_began_last_decides) {
  Consent consent = agreed();
  consent.answers.push_back({.purpose = "research", .agreed = false, .valid_from = kWithdrawn});
  EXPECT_EQ(answer_at(consent, "research", kSigned), true);
  EXPECT_EQ(answer_at(consent, "research", kNow), false);
  EXPECT_FALSE(answer_at(consent, "research", {kSigned.microseconds - 1}));
  EXPECT_FALSE(answer_at(consent, "genetic", kNow));
  consent.answers.back().valid_to = kNow;
  EXPECT_FALSE(answer_at(consent, "research", kNow)) << "the end is not included, and the older answer is past";
}

TEST(Consent, a_withdrawal_holds_from_its_instant_on_and_the_furthest_counts) {
  Consent consent = withdrawn(WithdrawalLevel::destroy);
  consent.withdrawals.push_back({WithdrawalLevel::no_contact, kNow});
  EXPECT_FALSE(withdrawal_at(consent, {kWithdrawn.microseconds - 1}));
  EXPECT_EQ(withdrawal_at(consent, kWithdrawn), WithdrawalLevel::destroy);
  EXPECT_EQ(withdrawal_at(consent, kNow), WithdrawalLevel::destroy);
}

TEST(Consent, words_come_back_and_purposes_are_listed) {
  for (const auto level : {WithdrawalLevel::no_contact, WithdrawalLevel::no_new_use, WithdrawalLevel::destroy}) {
    EXPECT_EQ(parse_withdrawal_level(to_text(level)), level);
  }
  EXPECT_FALSE(parse_withdrawal_level("all"));
  EXPECT_EQ(all_consent_steps().size(), 15U);
  for (const auto* purpose : {"storage", "research", "recontact", "sharing", "abroad"}) {
    EXPECT_TRUE(reference_table("consent_purposes").find(purpose)) << purpose;
  }
}

}  // namespace
}  // namespace frostkeep::domain
