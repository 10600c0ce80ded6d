#pragma once
/// One person of the demo's cohort with the first visit: registered, asked for consent, drawn, received, divided, put
/// away. Every act is judged by the rule that judges it in the house.

#include "services/demo_cohort.hpp"
#include "services/demo_people.hpp"

namespace frostkeep::services {

/// What is drawn by lot for a person, the same for the same seed and number.
struct PersonPlan {
  std::uint64_t number = 0;
  std::size_t site = 0;
  std::size_t study = 0;
  std::optional<domain::WithdrawalLevel> withdrawal = {};
};
PersonPlan plan_of(std::uint64_t seed, std::uint64_t number);

/// How many tubes of a plan are kept in the end: those from which nothing else is made.
std::vector<bool> kept_tubes(const std::vector<domain::ExpectedTube>& tubes);

/// Rows of one transaction, by table.
struct CohortBatch {
  std::vector<database::NewScanCode> cards = {};
  std::vector<database::ThingWithPast> participants = {};
  std::vector<database::ThingWithPast> identities = {};
  std::vector<database::ThingWithPast> enrolments = {};
  std::vector<database::ThingWithPast> strata = {};
  std::vector<database::ThingWithPast> answers = {};
  std::vector<database::ThingWithPast> withdrawals = {};
  std::vector<database::ThingWithPast> events = {};
  std::vector<database::ThingWithPast> receptions = {};
  OpenedContainers containers = {};
  std::vector<database::NewSample> tubes = {};  ///< as their first entries tell them
  std::vector<database::ThingWithPast> samples = {};
  std::vector<database::Placing> placings = {};
  std::vector<database::Placing> kept = {};
  std::vector<database::EndedStay> ended = {};
  std::uint64_t aliquots = 0;

  /// Writes all of it, table by table; returns the number of rows.
  std::uint64_t write(database::WriteTransaction& tx);
};

/// Adds the person to the batch. `first_tube` numbers the codes; `visit` is when the person came.
void add_person(CohortBatch& batch, database::WriteTransaction& tx, const House& house, const DemoHouse& demo,
                DemoStore& store, std::uint64_t seed, const PersonPlan& plan, std::uint64_t first_tube,
                base::Timestamp visit);

}  // namespace frostkeep::services
