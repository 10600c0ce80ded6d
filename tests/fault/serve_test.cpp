/// The program itself, as a service manager or an operator starts, stops and kills it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <thread>

#include "app/process.hpp"
#include "support/private_mariadb.hpp"

namespace frostkeep::app {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;
using ::testing::HasSubstr;
using ::testing::Not;

class ProgramTest : public ::testing::Test {
 protected:
  void SetUp() override {
    tests::sweep_leftovers();
    folder_ = tests::make_test_folder("program");
    fs::permissions(folder_, fs::perms(0777));  // the program leaves root and makes its socket here
  }

  void TearDown() override {
    while (auto left = find_process("mariadbd", "--defaults-file=" + folder_.string() + "/")) {
      left->signal(SIGKILL);
      left->wait(seconds(10));
    }
    fs::remove_all(folder_);
  }

  std::vector<std::string> on_small_data(const std::string& command) const {
    return {command,
            "--data",
            (folder_ / "data").string(),
            "--port",
            port_,
            "--runtime-folder",
            folder_.string(),
            "--system-user",
            "nobody",
            "--buffer-pool-mib",
            "128",
            "--redo-log-mib",
            "64"};
  }

  /// A port of loopback that nobody listens on.
  static std::string free_port() {
    const FileDescriptor probe(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(::bind(probe.number(), reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(::getsockname(probe.number(), reinterpret_cast<sockaddr*>(&address), &size), 0);
    return std::to_string(ntohs(address.sin_port));
  }

  Process start(const std::vector<std::string>& arguments) {
    output_ = folder_ / ("output-" + std::to_string(++runs_));
    return Process::spawn({FROSTKEEP_PROGRAM, arguments, output_});
  }

  int exit_code_of(const std::vector<std::string>& arguments) {
    Process process = start(arguments);
    if (!process.wait(seconds(60))) process.signal(SIGKILL);
    return process.exit_code().value_or(-1);
  }

  std::string output() const {
    std::ostringstream text;
    text << std::ifstream(output_).rdbuf();
    return text.str();
  }

  bool says(const std::string& word) const {
    const auto deadline = steady_clock::now() + seconds(60);
    while (output().find(word) == std::string::npos) {
      if (steady_clock::now() > deadline) return false;
      std::this_thread::sleep_for(milliseconds(10));
    }
    return true;
  }

  std::optional<Process> database() const {
    return find_process("mariadbd", "--defaults-file=" + folder_.string() + "/");
  }

  fs::path folder_;
  fs::path output_;
  const std::string port_ = free_port();
  int runs_ = 0;
};

TEST_F(ProgramTest, tells_its_version_and_its_commands_with_exit_code_0) {
  EXPECT_EQ(exit_code_of({"--version"}), 0);
  EXPECT_THAT(output(), HasSubstr("frostkeep 0."));
  EXPECT_THAT(output(), HasSubstr("schema "));
  EXPECT_EQ(exit_code_of({"--help"}), 0);
  for (const char* command : {"serve", "migrate", "check"}) {
    EXPECT_THAT(output(), HasSubstr(command));
    const auto shown = output_;
    EXPECT_EQ(exit_code_of({command, "--help"}), 0);
    EXPECT_THAT(output(), HasSubstr("--data"));
    output_ = shown;
  }
}

TEST_F(ProgramTest, ends_with_64_for_a_line_it_does_not_understand) {
  EXPECT_EQ(exit_code_of({}), 64);
  EXPECT_EQ(exit_code_of({"frob"}), 64);
  EXPECT_EQ(exit_code_of({"check", "--nonsense"}), 64);
  EXPECT_EQ(exit_code_of({"serve", "--port", "70000"}), 64);
}

TEST_F(ProgramTest, ends_with_78_for_a_file_of_settings_that_is_wrong_and_check_says_where) {
  std::ofstream(folder_ / "wrong.toml") << "[server]\nprot = 1\n";
  const std::string file = (folder_ / "wrong.toml").string();
  EXPECT_EQ(exit_code_of({"serve", "--config", file}), 78);
  EXPECT_THAT(output(), HasSubstr("line 2: there is no setting server.prot"));
  EXPECT_EQ(exit_code_of({"check", "--config", file, "--json"}), 78);
  EXPECT_THAT(output(), HasSubstr("\"problems\":[\"file " + file + " line 2: there is no setting server.prot\""));
}

TEST_F(ProgramTest, reads_a_rack_file_and_ends_with_0_for_a_sound_one_1_for_errors_and_2_for_no_such_file) {
  const fs::path file = folder_ / "rack.csv";
  std::ofstream(file) << "Position,Barcode\nA1,FK0000001\nA2,FK0000002\n";
  EXPECT_EQ(exit_code_of({"rack-parse", file.string(), "--json"}), 0) << output();
  EXPECT_THAT(output(), HasSubstr("\"code\": \"FK0000002\""));
  std::ofstream(file) << "Position,Barcode\nA1,FK0000001\nA1,FK0000002\n";
  EXPECT_EQ(exit_code_of({"rack-parse", file.string()}), 1) << output();
  EXPECT_THAT(output(), HasSubstr("position_repeated"));
  EXPECT_EQ(exit_code_of({"rack-parse", (folder_ / "missing.csv").string()}), 2);
  EXPECT_EQ(exit_code_of({"rack-parse"}), 64);
}

TEST_F(ProgramTest, ends_with_77_for_a_data_folder_where_others_may_write) {
  fs::create_directory(folder_ / "data");
  fs::permissions(folder_ / "data", fs::perms(0777));
  EXPECT_EQ(exit_code_of(on_small_data("serve")), 77);
}

TEST_F(ProgramTest, stops_in_order_with_exit_code_0_when_asked_and_takes_its_database_along) {
  for (const int number : {SIGTERM, SIGINT}) {
    Process server = start(on_small_data("serve"));
    ASSERT_TRUE(says(" ready")) << output();
    EXPECT_TRUE(database().has_value());
    server.signal(number);
    ASSERT_TRUE(server.wait(seconds(30)));
    EXPECT_EQ(server.exit_code(), 0) << output();
    EXPECT_THAT(output(), Not(HasSubstr("node_not_released")));
    EXPECT_FALSE(database().has_value());
  }
}

TEST_F(ProgramTest, ends_at_once_at_the_second_signal) {
  Process server = start(on_small_data("serve"));
  ASSERT_TRUE(says(" ready")) << output();
  auto stuck = database();
  ASSERT_TRUE(stuck.has_value());
  stuck->signal(SIGSTOP);  // a database that doesn't stop
  server.signal(SIGTERM);
  ASSERT_TRUE(says("stopping"));
  EXPECT_FALSE(server.wait(milliseconds(300)));
  server.signal(SIGTERM);
  EXPECT_TRUE(server.wait(seconds(2)));
  EXPECT_EQ(server.end(), "signal 15");
}

TEST_F(ProgramTest, killed_by_signal_9_is_followed_by_one_that_adopts_the_database) {
  Process killed = start(on_small_data("serve"));
  ASSERT_TRUE(says(" ready")) << output();
  const pid_t left = database()->pid();
  killed.signal(SIGKILL);
  ASSERT_TRUE(killed.wait(seconds(5)));
  const auto begin = steady_clock::now();
  Process next = start(on_small_data("serve"));
  ASSERT_TRUE(says(" ready")) << output();
  EXPECT_LT(steady_clock::now() - begin, seconds(5));
  EXPECT_THAT(output(), HasSubstr("database_adopted pid=\"" + std::to_string(left) + "\""));
  next.signal(SIGTERM);
  ASSERT_TRUE(next.wait(seconds(30)));
  EXPECT_EQ(next.exit_code(), 0);
  EXPECT_FALSE(database().has_value());
}

TEST_F(ProgramTest, refuses_a_database_whose_keys_are_gone) {
  ASSERT_EQ(exit_code_of(on_small_data("migrate")), 0) << output();
  fs::remove(folder_ / "data" / "keys" / "sealing-1.key");
  EXPECT_EQ(exit_code_of(on_small_data("serve")), 78);
  EXPECT_THAT(output(), HasSubstr("sealing-1.key missing"));
}

TEST_F(ProgramTest, migrates_beside_a_server_without_disturbing_it) {
  Process server = start(on_small_data("serve"));
  ASSERT_TRUE(says(" ready")) << output();
  const auto servers_output = output_;
  const pid_t pid = database()->pid();
  EXPECT_EQ(exit_code_of(on_small_data("migrate")), 0);
  EXPECT_THAT(output(), HasSubstr("schema "));
  EXPECT_EQ(database()->pid(), pid);
  output_ = servers_output;
  EXPECT_THAT(output(), Not(HasSubstr("database_died")));
  server.signal(SIGTERM);
  EXPECT_TRUE(server.wait(seconds(30)));
}

}  // namespace
}  // namespace frostkeep::app
