/// with_mariadb COMMAND [ARGUMENT…]: runs a command with one private MariaDB for all test programs that it starts, and
/// ends with its exit code.

#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "base/log.hpp"
#include "support/private_mariadb.hpp"

namespace {

namespace tests = frostkeep::tests;

int run(char** command) {
  frostkeep::base::configure_log(frostkeep::base::LogLevel::warning, frostkeep::base::LogFormat::text);
  tests::sweep_leftovers();
  const std::filesystem::path folder = tests::make_test_folder("shared");
  auto options = tests::small_database(folder / "data");
  options.runtime_folder = folder;
  int status = 0;
  {
    frostkeep::app::PrivateDatabase database(options);
    database.start_or_adopt();
    ::setenv("FROSTKEEP_TEST_MARIADB", options.data_folder.c_str(), 1);
    pid_t pid = -1;
    const int error = ::posix_spawnp(&pid, command[0], nullptr, nullptr, command, ::environ);
    if (error != 0) throw std::system_error(error, std::generic_category(), command[0]);
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
  }
  std::filesystem::remove_all(folder);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: with_mariadb COMMAND [ARGUMENT…]\n");
    return 64;
  }
  try {
    return run(argv + 1);
  } catch (const std::exception& failure) {
    fmt::print(stderr, "with_mariadb: {}\n", failure.what());
    return 2;
  }
}
