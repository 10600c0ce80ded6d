#include "app/keys.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "app/exit_code.hpp"
#include "app/secret_file.hpp"

namespace frostkeep::app {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class KeysTest : public ::testing::Test {
 protected:
  KeysTest() : folder_(fs::temp_directory_path() / ("frostkeep-keys-" + std::to_string(::getpid()))) {}
  ~KeysTest() override { fs::remove_all(folder_); }

  std::string failure(bool database_is_new) {
    try {
      load_keys(folder_, database_is_new);
    } catch (const CommandFailure& refusal) {
      return refusal.what();
    }
    return "";
  }

  fs::path folder_;
};

mode_t mode_of(const fs::path& path) {
  struct stat status {};
  ::stat(path.c_str(), &status);
  return status.st_mode & 07777;
}

TEST_F(KeysTest, are_made_once_differ_and_are_closed_to_all_others) {
  const Keys first = load_keys(folder_, true);
  EXPECT_EQ(first.sealing.id, 1U);
  EXPECT_EQ(first.sealing.bytes.size(), 32U);
  EXPECT_NE(first.sealing.bytes, first.blind_index);
  EXPECT_NE(first.pepper, first.signing);
  EXPECT_EQ(mode_of(folder_), 0700U);
  for (const auto& entry : fs::directory_iterator(folder_)) EXPECT_EQ(mode_of(entry.path()), 0400U) << entry.path();
  const Keys second = load_keys(folder_, false);
  EXPECT_EQ(second.sealing.bytes, first.sealing.bytes);
  EXPECT_EQ(second.blind_index, first.blind_index);
  EXPECT_EQ(second.pepper, first.pepper);
  EXPECT_EQ(second.signing, first.signing);
}

TEST_F(KeysTest, are_never_made_for_a_database_that_has_been_written) {
  EXPECT_THAT(failure(false), HasSubstr("Bring the keys back"));
  load_keys(folder_, true);
  fs::remove(folder_ / "pepper.key");
  EXPECT_THAT(failure(false), HasSubstr("pepper.key missing"));
  EXPECT_FALSE(fs::exists(folder_ / "pepper.key"));
}

TEST_F(KeysTest, go_on_where_a_first_start_was_cut_short) {
  const Keys first = load_keys(folder_, true);
  fs::remove(folder_ / "signing.key");
  const Keys second = load_keys(folder_, true);
  EXPECT_EQ(second.sealing.bytes, first.sealing.bytes);
  EXPECT_NE(second.signing, first.signing);
}

TEST_F(KeysTest, open_to_others_are_refused) {
  load_keys(folder_, true);
  fs::permissions(folder_ / "pepper.key", fs::perms(0440));
  EXPECT_THAT(failure(false), HasSubstr("chmod"));
  fs::permissions(folder_ / "pepper.key", fs::perms(0400));
  fs::permissions(folder_, fs::perms(0750));
  EXPECT_THAT(failure(false), HasSubstr("chmod"));
}

TEST_F(KeysTest, that_are_links_or_hold_something_else_are_refused) {
  load_keys(folder_, true);
  fs::rename(folder_ / "pepper.key", folder_ / "elsewhere");
  fs::create_symlink(folder_ / "elsewhere", folder_ / "pepper.key");
  EXPECT_THAT(failure(false), HasSubstr("is a link"));
  fs::remove(folder_ / "pepper.key");
  write_new_secret(folder_ / "pepper.key", "0123abcd");
  EXPECT_THAT(failure(false), HasSubstr("holds no key"));
}

TEST_F(KeysTest, differ_from_what_the_database_remembers_by_name) {
  const auto ours = key_checks(load_keys(folder_, true));
  EXPECT_EQ(ours.size(), 4U);
  EXPECT_THAT(key_problems(ours, ours), IsEmpty());
  EXPECT_THAT(key_problems(ours, {}), IsEmpty()) << "a database that remembers nothing yet";
  auto remembered = ours;
  remembered[2].value = std::string(16, '0');
  remembered.push_back({"sealing-2.key", "0011223344556677"});
  EXPECT_THAT(key_problems(ours, remembered), ElementsAre(HasSubstr("pepper.key: isn't the key"),
                                                          HasSubstr("sealing-2.key: the database was written")));
}

TEST_F(KeysTest, have_the_check_values_that_another_hmac_gives) {
  const Keys keys{{1, std::string(32, 'a')}, std::string(32, 'b'), std::string(32, 'c'), std::string(32, 'd')};
  const auto checks = key_checks(keys);
  EXPECT_EQ(checks[0], (KeyCheck{"sealing-1.key", "a090a0aef8ec801a"}));
  EXPECT_EQ(checks[2], (KeyCheck{"pepper.key", "bcd6e2694736a071"}));
}

}  // namespace
}  // namespace frostkeep::app
