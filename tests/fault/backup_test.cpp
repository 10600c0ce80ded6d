// A backup made beside a working server becomes, in an empty folder, the same house again, and the house knows of it.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <pwd.h>
#include <signal.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <thread>

#include "app/private_database.hpp"
#include "app/process.hpp"
#include "database/migrations.hpp"
#include "database/statement.hpp"
#include "domain/code_text.hpp"
#include "support/api_client.hpp"
#include "support/private_mariadb.hpp"

namespace frostkeep::tests {
namespace {

namespace fs = std::filesystem;
using std::chrono::seconds;

constexpr std::uint16_t kPort = 28'319;

class BackupTest : public ::testing::Test {
 protected:
  void SetUp() override {
    sweep_leftovers();
    folder_ = make_test_folder("backup");
    fs::permissions(folder_, fs::perms(0777));
  }

  void TearDown() override {
    stop_server();
    while (auto left = app::find_process("mariadbd", "--defaults-file=" + folder_.string() + "/")) {
      left->signal(SIGKILL);
      left->wait(seconds(10));
    }
    fs::remove_all(folder_);
  }

  /// Runs the program on a data folder of this test; its words stand in `said_` afterwards.
  int run(std::vector<std::string> command, const std::string& data = "data") {
    const fs::path log = folder_ / fmt::format("run-{}.log", ++runs_);
    app::Process process = app::Process::spawn({FROSTKEEP_PROGRAM, arguments(std::move(command), data), log});
    if (!process.wait(seconds(180))) process.signal(SIGKILL);
    std::ostringstream words;
    words << std::ifstream(log).rdbuf();
    said_ = words.str();
    return process.exit_code().value_or(-1);
  }

  std::vector<std::string> arguments(std::vector<std::string> command, const std::string& data) const {
    for (const char* word : {"--system-user", "nobody", "--buffer-pool-mib", "128", "--redo-log-mib", "64"})
      command.emplace_back(word);
    command.insert(command.end(), {"--data", path(data), "--runtime-folder", folder_.string()});
    return command;
  }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  void start_server(const std::string& data) {
    server_.emplace(app::Process::spawn(
        {FROSTKEEP_PROGRAM, arguments({"serve", "--port", std::to_string(kPort)}, data), folder_ / "serve.log"}));
    for (int i = 0; i < 600; ++i) {
      try {
        if (ApiClient(kPort).get("/readyz").status == 200) return;
      } catch (const std::exception&) {
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    FAIL() << "the server didn't get ready";
  }

  void stop_server() {
    if (!server_) return;
    server_->signal(SIGTERM);
    server_->wait(seconds(40));
    server_.reset();
  }

  /// A checksum over each table, as the database's root sees it. As root of the system the folder is another user's.
  std::map<std::string, std::int64_t> checksums(const std::string& data) {
    database::ConnectionSettings root;
    root.schema = "frostkeep";
    root.user = "root";
    root.socket = fs::read_symlink(folder_ / data / "mariadb.socket").string();
    std::getline(std::ifstream(folder_ / data / "keys" / "database-root.password"), root.password);
    database::Connection connection(root, database::ConnectionMode::reader);
    std::map<std::string, std::int64_t> sums;
    for (const database::TableInfo& table : database::all_tables()) {
      // Leases, sessions and the like change by themselves.
      if (table.table_class == database::TableClass::operational) continue;
      sums[table.name] = connection.query("checksum table " + table.name).at(0).integer(1);
    }
    return sums;
  }

  fs::path folder_;
  std::optional<app::Process> server_;
  std::string said_;
  int runs_ = 0;
};

TEST_F(BackupTest, ARestoredBackupIsTheHouseAsItWasAndTheHouseKnows) {
  ASSERT_EQ(run({"demo", "--participants", "20"}), 0) << said_;
  std::string password;
  std::ifstream accounts(folder_ / "data" / "demo-accounts.txt");
  for (std::string line, user, role, word; std::getline(accounts, line);) {
    std::istringstream words(line);
    words >> user >> role >> word;
    if (user == "technician") password = word;
  }
  start_server("data");
  const auto before = checksums("data");
  // The folders belong to whom the program becomes.
  ASSERT_EQ(run({"backup", path("backup"), "--keys-to", path("keys-apart")}), 0) << said_;
  EXPECT_EQ(checksums("data"), before) << "nobody worked during the backup";
  for (const auto& entry : fs::recursive_directory_iterator(folder_ / "backup")) {
    EXPECT_NE(entry.path().extension(), ".key") << entry.path();
  }

  ApiClient client(kPort);
  ASSERT_TRUE(client.sign_in("technician", password));
  const std::string box = client.get("/api/v1/scan-codes/" + domain::make_code("BX", 12)).json().at("id");
  const std::string body = nlohmann::json{{"code", domain::make_code("ZJ", 401)}}.dump();
  ASSERT_EQ(client.send("PUT", "/api/v1/containers/" + box + "/positions/A1", body, "after-the-backup").status, 200);
  EXPECT_NE(checksums("data"), before);

  EXPECT_EQ(run({"restore", path("backup"), "--verify"}, "keyless"), 78) << "without keys: " << said_;
  ASSERT_EQ(run({"restore", path("backup"), "--keys-from", path("keys-apart"), "--verify", "--tried-for", path("data")},
                "restored"),
            0)
      << said_;
  const auto report = nlohmann::json::parse(said_.substr(said_.find('{'), said_.rfind('}') - said_.find('{') + 1));
  EXPECT_TRUE(report.at("sound"));
  EXPECT_GT(report.at("entries"), 1'000);
  EXPECT_EQ(run({"restore", path("backup"), "--keys-from", path("keys-apart")}, "restored"), 2)
      << "not empty: " << said_;
  EXPECT_EQ(run({"verify"}), 0) << "the trial is noted in the house's own stream: " << said_;
  stop_server();

  start_server("restored");
  auto after = checksums("restored");
  for (const char* told : {"house", "ledger_entry"}) {
    EXPECT_NE(after[told], before.at(told)) << "the first start tells of the restore in " << told;
    after[told] = before.at(told);
  }
  EXPECT_EQ(after, before);
  ApiClient again(kPort);
  ASSERT_TRUE(again.sign_in("technician", password)) << "the keys are the same";
  EXPECT_EQ(run({"verify"}, "restored"), 0) << said_;
  EXPECT_FALSE(fs::exists(folder_ / "restored" / "restored.json"));
}

TEST_F(BackupTest, KeysAndDataAreNotMixedAndWhatIsThereIsNotOverwritten) {
  EXPECT_EQ(run({"backup", path("there"), "--keys-to", path("there/keys")}), 64) << said_;
  fs::create_directory(folder_ / "full");
  std::ofstream(folder_ / "full" / "something") << "here";
  EXPECT_EQ(run({"backup", path("full")}), 2) << said_;
  EXPECT_EQ(run({"restore", path("full")}, "empty"), 2) << said_;
}

}  // namespace
}  // namespace frostkeep::tests
