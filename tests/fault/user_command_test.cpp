/// Accounts from the command line: the first administrator of an empty house, and the way back in.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <fstream>
#include <sstream>

#include "app/process.hpp"
#include "support/private_mariadb.hpp"

namespace frostkeep::app {
namespace {

namespace fs = std::filesystem;
using std::chrono::seconds;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

class UserCommand : public ::testing::Test {
 protected:
  void SetUp() override {
    tests::sweep_leftovers();
    folder_ = tests::make_test_folder("user");
    fs::permissions(folder_, fs::perms(0777));  // the program leaves root and makes its socket here
    ASSERT_EQ(run({"migrate"}), 0) << output_;
  }
  void TearDown() override {
    while (auto left = find_process("mariadbd", "--defaults-file=" + folder_.string() + "/")) {
      left->signal(SIGKILL);
      left->wait(seconds(10));
    }
    fs::remove_all(folder_);
  }

  /// Runs the program and keeps what it prints to stdout and stderr.
  int run(std::vector<std::string> command) {
    for (const char* word : {"--system-user", "nobody", "--buffer-pool-mib", "128", "--redo-log-mib", "64"}) {
      command.emplace_back(word);
    }
    command.insert(command.end(), {"--data", (folder_ / "data").string(), "--runtime-folder", folder_.string()});
    const fs::path file = folder_ / "output";
    Process process = Process::spawn({FROSTKEEP_PROGRAM, std::move(command), file});
    if (!process.wait(seconds(60))) process.signal(SIGKILL);
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    output_ = text.str();
    return process.exit_code().value_or(-1);
  }

  fs::path folder_;
  std::string output_;
};

TEST_F(UserCommand, makes_lists_disables_and_lets_in_again_whoever_the_operator_says) {
  EXPECT_EQ(run({"user", "list"}), 0);
  EXPECT_THAT(output_, Not(HasSubstr("administrator")));
  ASSERT_EQ(run({"user", "add", "Xu.Lan", "--display-name", "徐岚", "--role", "administrator"}), 0) << output_;
  EXPECT_THAT(output_, HasSubstr("xu.lan "));
  EXPECT_EQ(run({"user", "add", "xu.lan"}), 1);
  EXPECT_THAT(output_, HasSubstr("already in use"));
  EXPECT_EQ(run({"user", "add", "lin", "--site", "HZ"}), 64) << "a site without a role";
  EXPECT_EQ(run({"user", "add", "lin", "--role", "technician", "--site", "HZ"}), 1);
  EXPECT_THAT(output_, HasSubstr("there is no site HZ"));
  EXPECT_EQ(run({"user", "disable", "xu.lan"}), 1) << "the last who can grant rights";
  EXPECT_EQ(run({"user", "add", "other", "--role", "security_administrator"}), 0);
  EXPECT_EQ(run({"user", "disable", "xu.lan"}), 0);
  EXPECT_EQ(run({"user", "password", "xu.lan"}), 0);
  EXPECT_THAT(output_, HasSubstr("xu.lan "));
  EXPECT_EQ(run({"user", "enable", "xu.lan"}), 0);
  EXPECT_EQ(run({"user", "password", "nobody"}), 1);
  ASSERT_EQ(run({"user", "list"}), 0);
  EXPECT_THAT(output_, HasSubstr("徐岚"));
  EXPECT_THAT(output_, HasSubstr("security_administrator"));
  EXPECT_EQ(run({"verify"}), 0) << output_;
}

}  // namespace
}  // namespace frostkeep::app
