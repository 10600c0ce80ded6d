#pragma once
/// What tests of work at the bench share: an asker at the small house's site, refusals as values, people with consent.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <thread>

#include "database/consent_records.hpp"
#include "database/participant_records.hpp"
#include "database/sample_family_records.hpp"
#include "support/test_house.hpp"

namespace frostkeep::tests {

class BenchTest : public ::testing::Test {
 protected:
  explicit BenchTest(database::Database::Options options = {}) : house(options) {}

  TestHouse house;

  services::Asked asked(const std::string& reason = "") {
    services::Asked a = house.asked();
    a.context.site = house.small.site;
    a.context.reason = reason;
    return a;
  }
  services::Asked stranger() {
    services::Asked a = asked("none of theirs");
    a.scope = domain::Scope({domain::Scope::Pair{domain::SiteId{4711}, {}}});
    return a;
  }
  /// What the act is refused with; a test fails if it isn't.
  template <typename Act>
  std::vector<domain::Violation> refusals(Act act) {
    try {
      act();
    } catch (const domain::Refused& refused) {
      return refused.violations();
    }
    ADD_FAILURE() << "it was not refused";
    return {{domain::ErrorCode::internal_error}};
  }
  template <typename Act>
  domain::ErrorCode refused(Act act) {
    return refusals(act).front().code;
  }
  domain::Sample read(domain::SampleId id) { return house.services.samples.view(house.everywhere(), id).sample; }
  domain::SampleId id_of(const std::string& code) {
    return domain::SampleId{house.services.scans.find(house.everywhere(), code).thing.id};
  }
  std::vector<domain::ParticipantId> donors(domain::SampleId id) {
    return (*house.database).read([&](const database::ReadTransaction& tx) { return database::donors_of(tx, id); });
  }
  services::Timeline timeline(domain::SampleId id) { return house.services.samples.timeline(house.everywhere(), id); }
  /// A participant of the small house's study; gives the study code.
  database::Enrolment somebody() {
    services::RegistrationOrder order{house.small.study};
    order.person.sex = domain::Sex::female;
    return house.services.participants.add(asked(), order).enrolments.front().enrolment;
  }
  /// One tube registered by the service.
  domain::Sample tube(domain::TubeEntry entry) {
    services::AccessionOrder order{house.small.study};
    order.rows = {std::move(entry)};
    return house.services.accessions.add(asked(), order).tubes.front();
  }
  void expect_sound() {
    for (const database::Finding& f : house.verify().findings) {
      ADD_FAILURE() << f.table << " " << f.problem << " " << f.detail;
    }
  }
  /// Statements that the server was sent by this house's connections while `act` ran.
  template <typename Act>
  std::uint64_t statements(Act act) {
    const auto sent = [&] {
      return house.database->readers().statements_sent() + house.database->writers().statements_sent();
    };
    const auto before = sent();
    act();
    return sent() - before;
  }
  template <typename View>
  services::Asked asked_with_key(const std::string& key) {
    services::Asked a = asked();
    a.context.idempotency = database::Idempotency{key, base::sha256(key), typeid(View), [](const void*) {
                                                    return database::StoredAnswer{200, "{}"};
                                                  }};
    return a;
  }
};

}  // namespace frostkeep::tests
