/// The private MariaDB under kill -9, in wrong hands and in wrong places. Real processes, real signals.

#include "app/private_database.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "app/exit_code.hpp"
#include "base/log.hpp"
#include "database/statement.hpp"
#include "support/private_mariadb.hpp"

namespace frostkeep::app {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

class PrivateDatabaseTest : public ::testing::Test {
 protected:
  void SetUp() override {
    base::configure_log(base::LogLevel::error, base::LogFormat::text);
    tests::sweep_leftovers();
    folder_ = tests::make_test_folder("fault");
    options_ = tests::small_database(folder_ / "data");
    options_.runtime_folder = folder_;
    options_.lock_wait = milliseconds(200);
  }

  void TearDown() override {
    while (auto left = find_process("mariadbd", "--defaults-file=" + folder_.string() + "/")) {
      left->signal(SIGKILL);
      left->wait(seconds(10));
    }
    fs::remove_all(folder_);
  }

  /// What a server does that is killed at once: its own process starts the database and then dies by SIGKILL.
  pid_t start_and_die() {
    int pipe_ends[2];
    EXPECT_EQ(::pipe2(pipe_ends, O_CLOEXEC), 0);
    const pid_t server = ::fork();
    if (server == 0) {
      PrivateDatabase database(options_);
      database.start_or_adopt();
      const pid_t pid = database.pid();
      [[maybe_unused]] const auto written = ::write(pipe_ends[1], &pid, sizeof pid);
      while (true) ::pause();
    }
    pid_t database_pid = -1;
    EXPECT_EQ(::read(pipe_ends[0], &database_pid, sizeof database_pid), static_cast<ssize_t>(sizeof database_pid));
    ::close(pipe_ends[0]);
    ::close(pipe_ends[1]);
    ::kill(server, SIGKILL);
    ::waitpid(server, nullptr, 0);
    return database_pid;
  }

  std::string failure_of(const PrivateDatabaseOptions& options) {
    try {
      PrivateDatabase database(options);
      database.start_or_adopt();
    } catch (const CommandFailure& failure) {
      return failure.what();
    }
    return "it started";
  }

  static std::int64_t one_number(const PrivateDatabase& database, const std::string& sql) {
    database::Connection connection(database.root(), database::ConnectionMode::reader);
    return connection.query(sql).at(0).integer(0);
  }

  static std::string one_text(const PrivateDatabase& database, const std::string& sql) {
    database::Connection connection(database.root(), database::ConnectionMode::reader);
    return connection.query(sql).at(0).text(0);
  }

  fs::path folder_;
  PrivateDatabaseOptions options_;
};

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_F(PrivateDatabaseTest, starts_answers_and_stops_leaving_no_process_and_no_socket) {
  pid_t pid = -1;
  fs::path socket;
  {
    PrivateDatabase database(options_);
    database.start_or_adopt();
    EXPECT_TRUE(database.is_ready());
    EXPECT_FALSE(database.was_adopted());
    EXPECT_EQ(one_number(database, "SELECT 6 * 7"), 42);
    pid = database.pid();
    socket = database.folder().socket();
    EXPECT_TRUE(fs::exists(socket));
    EXPECT_FALSE(fs::exists(socket.parent_path() / "start.sql")) << "the script with the passwords is still there";
  }
  EXPECT_EQ(::kill(pid, 0), -1);
  EXPECT_FALSE(fs::exists(socket));
}

TEST_F(PrivateDatabaseTest, what_was_committed_is_there_at_the_next_start) {
  {
    PrivateDatabase database(options_);
    database.start_or_adopt();
    database::Connection connection(database.root(), database::ConnectionMode::reader);
    connection.run_text("CREATE TABLE frostkeep.kept (n INT PRIMARY KEY)");
    connection.run_text("INSERT INTO frostkeep.kept VALUES (7)");
  }
  PrivateDatabase database(options_);
  database.start_or_adopt();
  EXPECT_EQ(one_number(database, "SELECT n FROM frostkeep.kept"), 7);
}

TEST_F(PrivateDatabaseTest, runs_with_durable_and_strict_settings_and_without_a_network) {
  PrivateDatabase database(options_);
  database.start_or_adopt();
  EXPECT_EQ(one_number(database, "SELECT @@innodb_flush_log_at_trx_commit"), 1);
  EXPECT_EQ(one_number(database, "SELECT @@innodb_doublewrite"), 1);
  EXPECT_EQ(one_number(database, "SELECT @@skip_networking"), 1);
  EXPECT_EQ(one_number(database, "SELECT @@global.local_infile"), 0);
  EXPECT_EQ(one_number(database, "SELECT @@global.innodb_lock_wait_timeout"), 5);
  EXPECT_EQ(one_number(database, "SELECT @@innodb_rollback_on_timeout"), 1);
  EXPECT_EQ(one_number(database, "SELECT @@global.innodb_snapshot_isolation"), 1);
  EXPECT_EQ(one_number(database, "SELECT @@innodb_buffer_pool_size"), 128 << 20);
  EXPECT_EQ(one_text(database, "SELECT @@global.tx_isolation"), "READ-COMMITTED");
  EXPECT_EQ(one_text(database, "SELECT @@global.time_zone"), "+00:00");
  EXPECT_EQ(one_text(database, "SELECT @@global.character_set_server"), "utf8mb4");
  EXPECT_TRUE(contains(one_text(database, "SELECT @@global.sql_mode"), "STRICT_ALL_TABLES"));
}

TEST_F(PrivateDatabaseTest, nobody_gets_in_without_a_password_and_the_application_has_no_right_of_its_own) {
  PrivateDatabase database(options_);
  database.start_or_adopt();
  EXPECT_EQ(one_number(database,
                       "SELECT COUNT(*) FROM mysql.global_priv WHERE User IN ('root', '') "
                       "AND (Host <> 'localhost' OR JSON_VALUE(Priv, '$.authentication_string') = '')"),
            0);
  const auto open = [](const database::ConnectionSettings& settings) {
    database::Connection connection(settings, database::ConnectionMode::reader);
    return connection.query("SELECT 1").size();
  };
  EXPECT_EQ(open(database.accounts().migrate), 1U);
  EXPECT_EQ(open(database.accounts().reader), 1U);
  EXPECT_THROW(open(database.accounts().app), database::DatabaseError) << "before the migrator granted anything";
  EXPECT_THROW(open(database.root().as("root", "")), database::DatabaseError);
}

TEST_F(PrivateDatabaseTest, a_server_killed_by_signal_9_leaves_a_database_that_the_next_one_adopts) {
  const pid_t left = start_and_die();
  ASSERT_EQ(::kill(left, 0), 0) << "the database died with its server";
  PrivateDatabase database(options_);
  const auto begin = steady_clock::now();
  database.start_or_adopt();
  EXPECT_TRUE(database.was_adopted());
  EXPECT_EQ(database.pid(), left);
  EXPECT_LT(steady_clock::now() - begin, seconds(1));
  EXPECT_EQ(one_number(database, "SELECT 1"), 1);
}

TEST_F(PrivateDatabaseTest, an_adopted_database_with_other_settings_is_restarted_with_ours) {
  const pid_t left = start_and_die();
  options_.buffer_pool_mib = 160;
  PrivateDatabase database(options_);
  database.start_or_adopt();
  EXPECT_FALSE(database.was_adopted());
  EXPECT_NE(database.pid(), left);
  EXPECT_EQ(one_number(database, "SELECT @@innodb_buffer_pool_size"), 160 << 20);
}

TEST_F(PrivateDatabaseTest, a_database_killed_by_signal_9_is_ready_again_within_five_seconds) {
  PrivateDatabase database(options_);
  database.start_or_adopt();
  for (unsigned round = 1; round <= 3; ++round) {
    const auto begin = steady_clock::now();
    ::kill(database.pid(), SIGKILL);
    while (database.restarts() < round && steady_clock::now() - begin < seconds(30))
      std::this_thread::sleep_for(milliseconds(5));
    ASSERT_TRUE(database.wait_until_ready(seconds(30)));
    const auto took = std::chrono::duration_cast<milliseconds>(steady_clock::now() - begin);
    RecordProperty("ready_again_ms_" + std::to_string(round), static_cast<int>(took.count()));
    EXPECT_LT(took, seconds(5));
    EXPECT_EQ(one_number(database, "SELECT 1"), 1);
  }
}

TEST_F(PrivateDatabaseTest, an_adopted_database_is_watched_like_an_own_one) {
  const pid_t left = start_and_die();
  PrivateDatabase database(options_);
  database.start_or_adopt();
  ::kill(left, SIGKILL);
  const auto begin = steady_clock::now();
  while (database.restarts() == 0 && steady_clock::now() - begin < seconds(30))
    std::this_thread::sleep_for(milliseconds(5));
  EXPECT_TRUE(database.is_ready());
  EXPECT_NE(database.pid(), left);
}

TEST_F(PrivateDatabaseTest, a_stop_during_a_restart_returns_soon_and_leaves_nothing) {
  PrivateDatabase database(options_);
  database.start_or_adopt();
  const auto begin = steady_clock::now();
  ::kill(database.pid(), SIGKILL);
  database.stop();
  EXPECT_LT(steady_clock::now() - begin, seconds(10));
  EXPECT_FALSE(find_process("mariadbd", database.folder().identity_prefix()).has_value());
}

TEST_F(PrivateDatabaseTest, a_second_server_on_the_same_folder_is_told_who_has_it) {
  PrivateDatabase first(options_);
  first.start_or_adopt();
  const std::string failure = failure_of(options_);
  EXPECT_TRUE(contains(failure, "process " + std::to_string(::getpid()) + " looks after this data folder")) << failure;
  EXPECT_TRUE(first.is_ready());
}

TEST_F(PrivateDatabaseTest, a_second_server_waits_for_the_first_to_go) {
  auto first = std::make_unique<PrivateDatabase>(options_);
  first->start_or_adopt();
  options_.lock_wait = seconds(30);
  PrivateDatabase second(options_);
  std::thread waiting([&] { second.start_or_adopt(); });
  std::this_thread::sleep_for(milliseconds(100));
  EXPECT_FALSE(second.is_ready());
  first.reset();
  waiting.join();
  EXPECT_TRUE(second.is_ready());
  EXPECT_EQ(one_number(second, "SELECT 1"), 1);
}

TEST_F(PrivateDatabaseTest, a_command_beside_a_server_borrows_its_database_and_leaves_it_running) {
  PrivateDatabase server(options_);
  server.start_or_adopt();
  {
    PrivateDatabase command(options_);
    command.start_or_borrow();
    EXPECT_EQ(command.pid(), server.pid());
    EXPECT_EQ(one_number(command, "SELECT 1"), 1);
  }
  EXPECT_EQ(one_number(server, "SELECT 1"), 1);
}

TEST_F(PrivateDatabaseTest, a_command_without_a_server_starts_the_database_and_stops_it) {
  {
    PrivateDatabase command(options_);
    command.start_or_borrow();
    EXPECT_EQ(one_number(command, "SELECT 1"), 1);
  }
  EXPECT_FALSE(find_process("mariadbd", "--defaults-file=" + folder_.string() + "/").has_value());
}

TEST_F(PrivateDatabaseTest, a_first_start_that_was_cut_short_leaves_no_half_of_a_database) {
  fs::create_directories(folder_ / "data" / "mariadb.new" / "mysql");
  fs::permissions(folder_ / "data", fs::perms(0711));
  std::ofstream(folder_ / "data" / "mariadb.new" / "mysql" / "user.frm") << "half";
  PrivateDatabase database(options_);
  database.start_or_adopt();
  EXPECT_EQ(one_number(database, "SELECT 1"), 1);
}

TEST_F(PrivateDatabaseTest, a_runtime_folder_too_long_for_a_socket_is_refused_with_the_length) {
  options_.runtime_folder = folder_ / std::string(90, 'x');
  const std::string failure = failure_of(options_);
  EXPECT_TRUE(contains(failure, "107 are possible")) << failure;
  EXPECT_TRUE(contains(failure, "shorter runtime folder")) << failure;
}

TEST_F(PrivateDatabaseTest, a_data_folder_where_others_may_write_is_refused) {
  fs::create_directory(folder_ / "data");
  fs::permissions(folder_ / "data", fs::perms(0777));
  EXPECT_TRUE(contains(failure_of(options_), "nobody else may write in it"));
}

TEST_F(PrivateDatabaseTest, a_password_that_others_may_read_is_refused) {
  { PrivateDatabase makes_the_folder(options_); }
  const fs::path file = folder_ / "data" / "keys" / "database-root.password";
  fs::permissions(file, fs::perms(0440));
  const std::string failure = failure_of(options_);
  EXPECT_TRUE(contains(failure, file.string())) << failure;
  EXPECT_TRUE(contains(failure, "chmod")) << failure;
}

TEST_F(PrivateDatabaseTest, a_user_that_does_not_exist_is_refused_with_the_command_that_makes_it) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root changes to another user";
  options_.system_user = "frostkeep_nobody_of_that_name";
  EXPECT_TRUE(contains(failure_of(options_), "adduser --system"));
}

TEST_F(PrivateDatabaseTest, a_database_that_cannot_start_says_why_in_its_own_words) {
  {
    PrivateDatabase database(options_);
    database.start_or_adopt();
  }
  std::ofstream(folder_ / "data" / "mariadb" / "ibdata1", std::ios::trunc) << "rubbish";
  const std::string failure = failure_of(options_);
  EXPECT_TRUE(contains(failure, "[ERROR]")) << failure;
  EXPECT_TRUE(contains(failure, "mariadb.log")) << failure;
}

TEST(BufferPool, is_half_of_the_memory_limit_within_bounds) {
  PrivateDatabaseOptions options;
  constexpr std::uint64_t kGib = std::uint64_t{1} << 30;
  EXPECT_EQ(buffer_pool_mib(options, 24 * kGib), 12U * 1024);
  EXPECT_EQ(buffer_pool_mib(options, 256 * kGib), 16U * 1024);
  EXPECT_EQ(buffer_pool_mib(options, kGib / 8), 128U);
  options.buffer_pool_mib = 512;
  EXPECT_EQ(buffer_pool_mib(options, 24 * kGib), 512U);
}

}  // namespace
}  // namespace frostkeep::app
