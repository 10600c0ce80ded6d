#include "app/configuration.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <set>

#include "app/exit_code.hpp"

namespace frostkeep::app {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ConfigurationTest : public ::testing::Test {
 protected:
  ConfigurationTest() : folder_(fs::temp_directory_path() / ("frostkeep-configuration-" + std::to_string(::getpid()))) {
    fs::create_directory(folder_);
    sources_.file = folder_ / "frostkeep.toml";
    write("");
  }
  ~ConfigurationTest() override { fs::remove_all(folder_); }

  void write(const std::string& text) { std::ofstream(*sources_.file, std::ios::trunc) << text; }
  std::string origin_of(std::string_view name) const {
    const Configuration configuration(sources_);
    for (const SettingValue& value : configuration.values()) {
      if (value.setting->name == name) return value.origin;
    }
    return "no such setting";
  }

  fs::path folder_;
  ConfigurationSources sources_;
};

TEST_F(ConfigurationTest, an_empty_file_gives_the_defaults_without_a_problem) {
  const Configuration configuration(sources_);
  EXPECT_THAT(configuration.problems(), IsEmpty());
  EXPECT_EQ(configuration.text("server.address"), "127.0.0.1");
  EXPECT_EQ(configuration.integer("server.port"), 8080);
  EXPECT_FALSE(configuration.boolean("server.behind_proxy"));
  EXPECT_TRUE(uses_private_database(configuration));
  EXPECT_NO_THROW(configuration.require_sound());
}

TEST_F(ConfigurationTest, a_flag_beats_the_environment_which_beats_the_file_which_beats_the_default) {
  EXPECT_EQ(origin_of("server.port"), "default");
  write("[server]\nport = 1001\n");
  EXPECT_EQ(origin_of("server.port"), "file " + sources_.file->string() + " line 2");
  EXPECT_EQ(Configuration(sources_).integer("server.port"), 1001);
  sources_.environment["FROSTKEEP_SERVER_PORT"] = "1002";
  EXPECT_EQ(origin_of("server.port"), "environment FROSTKEEP_SERVER_PORT");
  EXPECT_EQ(Configuration(sources_).integer("server.port"), 1002);
  sources_.flags["--port"] = "1003";
  EXPECT_EQ(origin_of("server.port"), "flag --port");
  EXPECT_EQ(Configuration(sources_).integer("server.port"), 1003);
}

TEST_F(ConfigurationTest, a_word_nobody_knows_is_a_problem_with_its_line) {
  write("data_folder = \"/srv/x\"\n[server]\nprot = 1001\n");
  sources_.environment["FROSTKEEP_SERVER_PROT"] = "1";
  EXPECT_THAT(Configuration(sources_).problems(),
              ElementsAre("file " + sources_.file->string() + " line 3: there is no setting server.prot",
                          "environment FROSTKEEP_SERVER_PROT: there is no such setting"));
}

TEST_F(ConfigurationTest, values_of_the_wrong_kind_or_range_are_problems_and_change_nothing) {
  write("[server]\nport = 70000\nbehind_proxy = \"yes\"\nthreads = [1]\n[log]\nlevel = \"loud\"\n");
  const Configuration configuration(sources_);
  EXPECT_THAT(configuration.problems(),
              ::testing::UnorderedElementsAre(HasSubstr("server.port = \"70000\" must be a number from 1 to 65535"),
                                              HasSubstr("server.behind_proxy = \"yes\" must be true or false"),
                                              HasSubstr("server.threads must be a text, a whole number"),
                                              HasSubstr("log.level = \"loud\" must be one of debug, info")));
  EXPECT_EQ(configuration.integer("server.port"), 8080);
}

TEST_F(ConfigurationTest, a_file_that_is_not_toml_or_not_there_is_a_problem_and_stops_a_start) {
  write("[server\nport = 1");
  EXPECT_THAT(Configuration(sources_).problems(), ElementsAre(HasSubstr("line 1")));
  sources_.file = folder_ / "missing.toml";
  const Configuration configuration(sources_);
  EXPECT_THAT(configuration.problems(), ElementsAre(HasSubstr("missing.toml")));
  try {
    configuration.require_sound();
    FAIL() << "it started";
  } catch (const CommandFailure& failure) {
    EXPECT_EQ(failure.code(), ExitCode::configuration);
  }
}

TEST_F(ConfigurationTest, listening_beyond_loopback_needs_a_proxy_in_front) {
  for (const char* address : {"0.0.0.0", "::", "10.0.0.7", "lab.example"}) {
    sources_.flags["--address"] = address;
    sources_.flags.erase("--behind-proxy");
    EXPECT_THAT(Configuration(sources_).problems(), ElementsAre(HasSubstr("behind_proxy"))) << address;
    sources_.flags["--behind-proxy"] = "true";
    EXPECT_THAT(Configuration(sources_).problems(), IsEmpty()) << address;
  }
}

TEST_F(ConfigurationTest, a_database_on_another_machine_needs_an_authority_and_three_passwords) {
  sources_.flags["--database-host"] = "db.example";
  EXPECT_THAT(Configuration(sources_).problems(),
              ElementsAre(HasSubstr("database.tls_ca"), HasSubstr("migrate_password_file"),
                          HasSubstr("app_password_file"), HasSubstr("reader_password_file")));
}

TEST_F(ConfigurationTest, the_accounts_of_an_external_database_read_their_passwords_from_closed_files) {
  sources_.flags["--database-socket"] = "/run/mysqld/mysqld.sock";
  for (const char* account : {"migrate", "app", "reader"}) {
    const fs::path file = folder_ / account;
    std::ofstream(file) << "secret of " << account << "\n";
    fs::permissions(file, fs::perms(0400));
    sources_.flags[std::string("--database-") + account + "-password-file"] = file;
  }
  const Configuration configuration(sources_);
  EXPECT_THAT(configuration.problems(), IsEmpty());
  const auto accounts = external_accounts(configuration);
  EXPECT_EQ(accounts.app.user, "frostkeep_app");
  EXPECT_EQ(accounts.app.password, "secret of app");
  EXPECT_EQ(accounts.reader.password, "secret of reader");
  EXPECT_EQ(accounts.migrate.socket, "/run/mysqld/mysqld.sock");
  fs::permissions(folder_ / "app", fs::perms(0444));
  EXPECT_THROW(external_accounts(configuration), CommandFailure);
}

TEST(Settings, have_each_a_name_and_a_flag_of_their_own_and_a_default_that_is_valid) {
  std::set<std::string_view> names, flags;
  for (const Setting& setting : all_settings()) {
    EXPECT_TRUE(names.insert(setting.name).second) << setting.name;
    EXPECT_TRUE(flags.insert(setting.flag).second) << setting.flag;
    EXPECT_FALSE(setting.meaning.empty()) << setting.name;
  }
  EXPECT_THAT(Configuration(ConfigurationSources{}).problems(), IsEmpty());
}

}  // namespace
}  // namespace frostkeep::app
