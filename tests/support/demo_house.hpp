#pragma once
/// A test database that holds the demo: its small house and as many people as asked.

#include <nlohmann/json.hpp>

#include "database/verify.hpp"
#include "services/demo_service.hpp"
#include "services/services.hpp"
#include "support/test_database.hpp"

namespace frostkeep::tests {

inline domain::PlannedTube planned_tube(const nlohmann::json& json) {
  domain::PlannedTube tube{json.at("role"), json.at("material"), json.at("container")};
  tube.amount = *domain::parse_measure(json.at("amount").get<std::string>());
  tube.count = json.at("count");
  for (const nlohmann::json& child : json.value("children", nlohmann::json::array())) {
    tube.children.push_back(planned_tube(child));
  }
  return tube;
}

/// Those that come with the program, read without the API's shapes.
inline std::vector<domain::Protocol> shipped_protocols() {
  std::vector<domain::Protocol> all;
  for (const base::EmbeddedFile& file : domain::reference_files()) {
    if (!file.name.starts_with("protocols/")) continue;
    const auto json = nlohmann::json::parse(file.bytes);
    domain::Protocol protocol{json.at("code"), 1, json.at("name_zh"), json.at("name_en"), json.at("source")};
    for (const nlohmann::json& e : json.at("events")) {
      domain::PlannedEvent event{e.at("code"), e.at("name_zh"), e.at("name_en")};
      event.kind = *domain::parse_event_kind(e.at("kind").get<std::string>());
      event.after_months = e.at("after_months");
      for (const nlohmann::json& tube : e.at("tubes")) event.tubes.push_back(planned_tube(tube));
      protocol.events.push_back(std::move(event));
    }
    all.push_back(std::move(protocol));
  }
  return all;
}

class DemoTestHouse {
 public:
  explicit DemoTestHouse(std::uint64_t people, std::uint64_t seed = 1) {
    order.protocols = shipped_protocols();
    accounts = services::DemoService(house).fill(order);
    if (people > 0) add_people(people, seed);
  }

  /// Up to this number; those that are there already count.
  services::CohortReport add_people(std::uint64_t people, std::uint64_t seed = 1) {
    services::DemoCohort cohort(house, services::DemoService(house).describe(order));
    return cohort.fill({seed, people});
  }

  services::DemoAccount account(const std::string& user_name) const {
    for (const services::DemoAccount& a : accounts) {
      if (a.user_name == user_name) return a;
    }
    return {};
  }

  domain::Scope everywhere() const { return domain::Scope({domain::Scope::Pair{}}); }

  database::VerifyReport verify(database::VerifyOptions options = {}) {
    return database::verify(database.accounts().reader, database.clock, random, options);
  }

  /// A number that one statement answers with.
  std::int64_t number(const std::string& sql) { return database.root().query(sql).at(0).integer(0); }

  TestDatabase database;
  base::SystemRandom random;
  services::House house{*database, random, {1, std::string(32, 's')}, std::string(32, 'b'), std::string(32, 'p')};
  services::Services services{house};
  services::DemoOrder order;
  std::vector<services::DemoAccount> accounts;
};

}  // namespace frostkeep::tests
