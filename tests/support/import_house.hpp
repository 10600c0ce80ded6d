#pragma once
/// Files on their way into a test house.

#include <gtest/gtest.h>

#include "database/people_records.hpp"
#include "jobs/import_job.hpp"
#include "support/test_house.hpp"

namespace frostkeep::tests {

class ImportHouse : public TestHouse {
 public:
  ImportHouse() {
    database->write(database.context(), [&](database::WriteTransaction& tx) {
      database::User user;
      user.id = loader;
      user.user_name = "loader";
      user.display_name = "Loader";
      user.home_site = small.site;
      database::insert_user(tx, user);
      database::insert_grant(tx, {domain::GrantId{tx.next_id()}, 0, loader, {domain::Role::data_manager, {}, {}}});
      return 0;
    });
  }

  services::Asked by_loader() const {
    services::Asked who = asked();
    who.context.actor = loader;
    who.context.site = small.site;
    return who;
  }
  domain::ImportId upload(domain::ImportKind kind, const std::string& bytes, const std::string& columns = {}) {
    return services.imports.upload(by_loader(), {kind, small.study, {}, "file.csv", columns}, bytes).file.id;
  }
  /// Uploads and checks.
  services::ImportView checked(domain::ImportKind kind, const std::string& bytes, const std::string& columns = {}) {
    const auto id = upload(kind, bytes, columns);
    work();
    return view(id);
  }
  services::ImportView applied(domain::ImportId id, bool good_only = false) {
    services.imports.apply(by_loader(), id, good_only);
    work();
    return view(id);
  }
  services::ImportView view(domain::ImportId id) { return services.imports.view(everywhere(), id); }
  /// Runs jobs until none is due.
  void work() {
    while (worker.run_once()) {
    }
  }
  std::int64_t count(const std::string& table) {
    return database.root().query("select count(*) from " + table)[0].integer(0);
  }
  bool is_sound() { return verify({.settle = 0}).findings.empty(); }

  const domain::UserId loader{4'000'001};
  jobs::Worker worker{services, jobs::all_handlers()};
};

/// A valid resident ID of somebody born in 1970, another one for each number up to 300,000.
inline std::string a_resident_id(int number) {
  const auto padded = [](int value, std::size_t width) {
    const std::string digits = std::to_string(value);
    return std::string(width - digits.size(), '0') + digits;
  };
  const int month = number / 27'000 + 1;
  const int day = number / 1'000 % 27 + 1;
  const std::string digits = "3301061970" + padded(month, 2) + padded(day, 2) + padded(number % 1'000, 3);
  constexpr int kWeights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < 17; ++i) sum += (digits[i] - '0') * kWeights[i];
  return digits + "10X98765432"[sum % 11];
}

}  // namespace frostkeep::tests
