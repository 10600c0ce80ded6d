#include "support/private_mariadb.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <fstream>

#include "base/log.hpp"
#include "database/statement.hpp"

namespace frostkeep::tests {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFolderPrefix = "frostkeep-test-";

fs::path base_folder() {
  return ::access("/dev/shm", W_OK | X_OK) == 0 ? "/dev/shm" : fs::temp_directory_path();
}

/// Folders are named frostkeep-test-<pid>-<purpose>.
bool is_orphan(const std::string& name) {
  if (!name.starts_with(kFolderPrefix)) return false;
  pid_t pid = 0;
  std::from_chars(name.data() + kFolderPrefix.size(), name.data() + name.size(), pid);
  return pid > 0 && ::kill(pid, 0) != 0 && errno == ESRCH;
}

std::unique_ptr<MariaDb>& the_one() {
  static std::unique_ptr<MariaDb> one;
  return one;
}

class StopAtTheEnd final : public ::testing::Environment {
 public:
  void TearDown() override { the_one().reset(); }
};

[[maybe_unused]] const auto* registered =
    ::testing::AddGlobalTestEnvironment(std::make_unique<StopAtTheEnd>().release());

}  // namespace

app::PrivateDatabaseOptions small_database(const fs::path& data_folder) {
  app::PrivateDatabaseOptions options;
  options.data_folder = data_folder;
  options.system_user = "nobody";
  options.buffer_pool_mib = 128;
  options.redo_log_mib = 64;
  return options;
}

fs::path make_test_folder(const std::string& purpose) {
  const fs::path folder = base_folder() / fmt::format("{}{}-{}", kFolderPrefix, ::getpid(), purpose);
  fs::remove_all(folder);
  fs::create_directory(folder);
  return folder;
}

void sweep_leftovers() {
  for (const auto& entry : fs::directory_iterator(base_folder())) {
    if (!is_orphan(entry.path().filename())) continue;
    const std::string under = "--defaults-file=" + entry.path().string() + "/";
    while (auto left = app::find_process("mariadbd", under)) {
      left->signal(SIGKILL);
      left->wait(std::chrono::seconds(10));
    }
    std::error_code error;
    fs::remove_all(entry.path(), error);
  }
}

MariaDb::MariaDb() {
  base::configure_log(base::LogLevel::warning, base::LogFormat::text);
  const char* shared = std::getenv("FROSTKEEP_TEST_MARIADB");
  if (shared != nullptr) {
    database_ = std::make_unique<app::PrivateDatabase>(small_database(shared));
    database_->start_or_borrow();
    return;
  }
  sweep_leftovers();
  own_folder_ = make_test_folder("mariadb");
  auto options = small_database(own_folder_ / "data");
  options.runtime_folder = own_folder_;
  database_ = std::make_unique<app::PrivateDatabase>(options);
  database_->start_or_adopt();
}

MariaDb::~MariaDb() {
  try {
    if (own_folder_.empty() && !schemas_.empty()) {
      database::Connection connection(root(), database::ConnectionMode::reader);
      for (const std::string& schema : schemas_) connection.run_text("DROP DATABASE IF EXISTS " + schema);
    }
    database_.reset();
    if (!own_folder_.empty()) fs::remove_all(own_folder_);
  } catch (const std::exception& failure) {
    ADD_FAILURE() << "cleaning up: " << failure.what();
  }
}

database::ConnectionSettings MariaDb::root(const std::string& schema) const {
  auto settings = database_->root();
  settings.schema = schema.empty() ? settings.schema : schema;
  return settings;
}

database::DatabaseAccounts MariaDb::accounts(const std::string& schema) const {
  auto accounts = database_->accounts();
  for (auto* one : {&accounts.migrate, &accounts.app, &accounts.reader}) one->schema = schema;
  return accounts;
}

std::string MariaDb::make_schema() {
  const std::string name = fmt::format("test_{}_{}", ::getpid(), schemas_.size() + 1);
  database::Connection connection(root(), database::ConnectionMode::reader);
  connection.run_text("DROP DATABASE IF EXISTS " + name);
  connection.run_text("CREATE DATABASE " + name);
  const auto users = accounts(name);
  connection.run_text(
      fmt::format("GRANT ALL PRIVILEGES ON {}.* TO '{}'@'localhost' WITH GRANT OPTION", name, users.migrate.user));
  connection.run_text(fmt::format("GRANT SELECT ON {}.* TO '{}'@'localhost'", name, users.reader.user));
  schemas_.push_back(name);
  return name;
}

MariaDb& test_mariadb() {
  auto& one = the_one();
  if (!one) one = std::make_unique<MariaDb>();
  return *one;
}

}  // namespace frostkeep::tests
