#include "app/system_user.hpp"

#include <fmt/format.h>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>

#include "app/exit_code.hpp"

namespace frostkeep::app {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const std::string& what) {
  throw CommandFailure(ExitCode::no_permission, fmt::format("{}: {}", what, std::strerror(errno)));
}

void hand_over(const fs::path& folder, const passwd& user) {
  std::error_code error;
  fs::create_directories(folder.parent_path(), error);
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) refuse(folder.string());
  struct stat status {};
  if (::stat(folder.c_str(), &status) != 0) refuse(folder.string());
  if (status.st_uid != 0) return;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (::lchown(entry.path().c_str(), user.pw_uid, user.pw_gid) != 0) refuse(entry.path().string());
  }
  if (::chown(folder.c_str(), user.pw_uid, user.pw_gid) != 0) refuse(folder.string());
}

}  // namespace

void become_system_user(const std::string& user, const fs::path& data_folder) {
  if (::geteuid() != 0) return;
  const passwd* found = ::getpwnam(user.c_str());
  if (found == nullptr || found->pw_uid == 0)
    throw CommandFailure(ExitCode::configuration,
                         fmt::format("Frostkeep doesn't run as root, and there is no other user \"{0}\". Make it with: "
                                     "adduser --system --group --no-create-home {0}",
                                     user));
  hand_over(data_folder, *found);
  if (::initgroups(user.c_str(), found->pw_gid) != 0 || ::setgid(found->pw_gid) != 0 || ::setuid(found->pw_uid) != 0)
    refuse("becoming the user " + user);
  if (::access(data_folder.c_str(), R_OK | W_OK | X_OK) != 0)
    throw CommandFailure(ExitCode::no_permission,
                         fmt::format("{}: the user {} can't reach this folder, perhaps because one above it is closed. "
                                     "Put the data elsewhere, for instance under {}",
                                     data_folder.string(), user, "/var/lib/frostkeep"));
}

}  // namespace frostkeep::app
