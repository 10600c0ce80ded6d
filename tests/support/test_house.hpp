#pragma once
/// The services over a test database, asked by somebody who may do everything.

#include "base/random.hpp"
#include "database/verify.hpp"
#include "services/services.hpp"
#include "support/test_database.hpp"

namespace frostkeep::tests {

class TestHouse {
 public:
  explicit TestHouse(database::Database::Options options = {}) : database(options) {
    house.reader = database.accounts().reader;
  }

  domain::Scope everywhere() const { return domain::Scope({domain::Scope::Pair{}}); }
  services::Asked asked() const { return {everywhere(), database.context()}; }
  const services::ContainerService& containers() const { return services.containers; }
  database::VerifyReport verify(database::VerifyOptions options = {}) {
    return database::verify(database.accounts().reader, database.clock, random, options);
  }

  TestDatabase database;
  base::SystemRandom random;
  SmallHouse small{database};
  services::House house{*database, random, {1, std::string(32, 's')}, std::string(32, 'b'), std::string(32, 'p')};
  services::Services services{house};
};

}  // namespace frostkeep::tests
