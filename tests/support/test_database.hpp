#pragma once
/// A migrated, empty database with a clock that stands still, and builders that speak the lab's language.

#include <atomic>
#include <memory>
#include <string>

#include "database/migrations.hpp"
#include "database/transaction.hpp"
#include "domain/container.hpp"
#include "domain/sample.hpp"
#include "support/fake_clock.hpp"
#include "support/private_mariadb.hpp"

namespace frostkeep::tests {

/// One per test suite: the schema is made and migrated when it is constructed.
class TestDatabase {
 public:
  explicit TestDatabase(database::Database::Options options = {});

  database::Database& operator*() { return *database_; }
  database::Database* operator->() { return database_.get(); }
  /// A connection as `root`, to look behind and to tamper.
  database::Connection& root() { return *root_; }
  const database::DatabaseAccounts& accounts() const { return accounts_; }
  database::WriteContext context() const;

  FakeClock clock;
  base::IdSource ids{clock, 1};
  domain::UserId somebody{77};

 private:
  database::DatabaseAccounts accounts_;
  std::unique_ptr<database::Connection> root_;
  std::unique_ptr<database::Database> database_;
};

/// What most tests need: a site, a study, a box type and a way to make boxes and tubes.
class SmallHouse {
 public:
  explicit SmallHouse(TestDatabase& database);

  domain::Container a_box(int rows = 9, int columns = 9);
  /// A box that stands in the cold.
  domain::Container a_cold_box(std::int32_t temperature_mdeg_c = -80'000);
  /// A container for containers, of this rank, with 5 × 4 positions ("1-1").
  domain::Container a_nest(int rank);
  domain::Sample a_tube(const std::string& material = "PL1");
  std::vector<domain::Sample> tubes(int count, const std::string& material = "PL1");
  domain::ContainerType a_box_type(int rows, int columns);
  /// Writes tubes that were built by hand.
  void register_tubes(std::vector<domain::Sample>& tubes);

  domain::SiteId site;
  domain::StudyId study;

 private:
  domain::Container a_container(domain::ContainerType type);
  TestDatabase& database_;
  std::atomic<int> made_ = 0;
};

}  // namespace frostkeep::tests
