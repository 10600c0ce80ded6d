#include "app/database_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <pwd.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <thread>

#include "app/database_settings.hpp"
#include "app/secret_file.hpp"
#include "base/bytes.hpp"
#include "base/digest.hpp"

namespace frostkeep::app {
namespace {

namespace fs = std::filesystem;
using std::chrono::steady_clock;

constexpr std::size_t kLongestSocketPath = sizeof(sockaddr_un::sun_path) - 1;
constexpr std::uintmax_t kLargestLog = 16 << 20;

[[noreturn]] void refuse_errno(const fs::path& path) {
  throw CommandFailure(ExitCode::no_permission, fmt::format("{}: {}", path.string(), std::strerror(errno)));
}

fs::path default_runtime_folder() {
  for (const char* name : {"RUNTIME_DIRECTORY", "XDG_RUNTIME_DIR"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && value[0] == '/' && ::access(value, W_OK | X_OK) == 0) return value;
  }
  return "/tmp";
}

}  // namespace

DatabaseFolder::DatabaseFolder(const PrivateDatabaseOptions& options)
    : data_(fs::absolute(options.data_folder).lexically_normal()) {
  if (!data_.has_filename()) data_ = data_.parent_path();
  find_user(options.system_user);
  prepare_data_folder();
  bool made = false;
  instance_ = read_or_make_secret(data_ / "instance", 8, made);
  choose_socket_folder(options.runtime_folder);
  settings_ = settings_text(
      {tables(), scratch(), socket(), buffer_pool_mib(options, memory_limit_bytes()), options.redo_log_mib});
  settings_digest_ = base::to_hex(base::as_bytes(base::sha256(settings_)).substr(0, 4));
}

void DatabaseFolder::find_user(const std::string& name) {
  uid_ = ::geteuid();
  gid_ = ::getegid();
  if (uid_ != 0) return;
  const passwd* found = ::getpwnam(name.c_str());
  if (found == nullptr || found->pw_uid == 0)
    throw CommandFailure(ExitCode::configuration,
                         fmt::format("MariaDB doesn't run as root, and there is no other user \"{0}\". Make it with: "
                                     "adduser --system --group --no-create-home {0}",
                                     name));
  user_ = name;
  uid_ = found->pw_uid;
  gid_ = found->pw_gid;
}

void DatabaseFolder::prepare_data_folder() const {
  std::error_code error;
  fs::create_directories(data_.parent_path(), error);
  // As root, another user must be able to pass through to its tables; all else in here is closed by itself.
  const mode_t mode = user_.empty() ? 0700 : 0711;
  if (::mkdir(data_.c_str(), mode) == 0) {
    if (::chmod(data_.c_str(), mode) != 0) refuse_errno(data_);
  } else if (errno != EEXIST) {
    refuse_errno(data_);
  }
  struct stat status {};
  if (::stat(data_.c_str(), &status) != 0) refuse_errno(data_);
  if (!S_ISDIR(status.st_mode) || status.st_uid != ::geteuid() || (status.st_mode & 022) != 0)
    throw CommandFailure(ExitCode::no_permission,
                         fmt::format("{}: the data folder must belong to the user that runs this, and nobody else may "
                                     "write in it (chmod go-w)",
                                     data_.string()));
  for (fs::path above = data_; !user_.empty() && above.has_relative_path(); above = above.parent_path()) {
    if (::stat(above.c_str(), &status) != 0) refuse_errno(above);
    if ((status.st_mode & 0001) == 0 && status.st_uid != uid_)
      throw CommandFailure(ExitCode::no_permission,
                           fmt::format("{}: the user {} that MariaDB runs as can't pass through this folder (mode "
                                       "{:04o}). Put the data elsewhere, for instance under /var/lib/frostkeep",
                                       above.string(), user_, status.st_mode & 07777));
  }
  make_secret_folder(keys());
}

void DatabaseFolder::choose_socket_folder(const fs::path& runtime) {
  std::error_code error;
  const fs::path last = fs::read_symlink(socket_link(), error).parent_path();
  if (!runtime.empty()) {
    socket_folder_ = fs::absolute(runtime) / ("frostkeep-" + instance_);
  } else if (fs::is_directory(last, error)) {
    socket_folder_ = last;
  } else {
    socket_folder_ = default_runtime_folder() / ("frostkeep-" + instance_);
  }
  if (socket().string().size() > kLongestSocketPath)
    throw CommandFailure(ExitCode::configuration,
                         fmt::format("{}: too long for a socket, {} bytes where {} are possible. Choose a shorter "
                                     "runtime folder",
                                     socket().string(), socket().string().size(), kLongestSocketPath));
}

void DatabaseFolder::prepare_start() const {
  for (const fs::path& folder : {socket_folder_, scratch()}) {
    if (::mkdir(folder.c_str(), 0700) == 0) {
      give_to_server(folder);
    } else if (errno != EEXIST) {
      refuse_errno(folder);
    }
  }
  struct stat status {};
  if (::lstat(socket_folder_.c_str(), &status) != 0) refuse_errno(socket_folder_);
  if (!S_ISDIR(status.st_mode) || status.st_uid != uid_ || (status.st_mode & 077) != 0)
    throw CommandFailure(ExitCode::no_permission,
                         fmt::format("{}: isn't a folder of user {} alone; remove it", socket_folder_.string(), uid_));
  std::error_code error;
  fs::remove(socket_link(), error);
  fs::create_symlink(socket(), socket_link());
  if (fs::file_size(log(), error) > kLargestLog && !error) fs::rename(log(), log().string() + ".1", error);
  const fs::path draft = settings_file().string() + ".new";
  std::ofstream(draft, std::ios::trunc) << settings_;
  fs::permissions(draft, fs::perms::owner_read | fs::perms::owner_write);
  fs::rename(draft, settings_file());
}

void DatabaseFolder::give_to_server(const fs::path& path) const {
  if (!user_.empty() && ::lchown(path.c_str(), uid_, gid_) != 0) refuse_errno(path);
}

FileDescriptor DatabaseFolder::lock(std::chrono::milliseconds longest) const {
  const fs::path file = data_ / "lock";
  FileDescriptor opened(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!opened) refuse_errno(file);
  const auto deadline = steady_clock::now() + longest;
  while (::flock(opened.number(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) refuse_errno(file);
    if (steady_clock::now() >= deadline) return {};
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  const std::string pid = fmt::format("{}\n", ::getpid());
  if (::ftruncate(opened.number(), 0) != 0 || ::pwrite(opened.number(), pid.data(), pid.size(), 0) < 0)
    refuse_errno(file);
  return opened;
}

CommandFailure DatabaseFolder::refusal_by_lock() const {
  std::string holder = "unknown";
  std::getline(std::ifstream(data_ / "lock"), holder);
  return {ExitCode::could_not_run,
          fmt::format("{}: process {} looks after this data folder already; stop it first", data_.string(), holder)};
}

void DatabaseFolder::install(const PrivateDatabaseOptions& options) const {
  if (is_installed()) return;
  // Made beside and then renamed: a start that was cut short leaves no half of a database.
  const fs::path draft = data_ / "mariadb.new";
  fs::remove_all(draft);
  if (::mkdir(draft.c_str(), 0700) != 0) refuse_errno(draft);
  give_to_server(draft);
  SpawnRequest request{
      options.install_program,
      {"--no-defaults", "--datadir=" + draft.string(), "--skip-test-db", "--skip-name-resolve",
       "--auth-root-authentication-method=normal", fmt::format("--innodb-log-file-size={}M", options.redo_log_mib)},
      log()};
  if (!user_.empty()) request.arguments.push_back("--user=" + user_);
  Process process = Process::spawn(request);
  if (!process.wait(options.start_wait)) process.signal(SIGKILL);
  if (process.exit_code() != 0)
    throw CommandFailure(ExitCode::could_not_run, fmt::format("MariaDB's system tables could not be made ({}): {}",
                                                              process.end(), last_words()));
  fs::rename(draft, tables());
}

void DatabaseFolder::write_start_script(const std::string& statements) const {
  remove_start_script();
  if (!write_new_secret(start_script(), statements)) refuse_errno(start_script());
  give_to_server(start_script());
}

void DatabaseFolder::remove_start_script() const {
  ::unlink(start_script().c_str());
}

void DatabaseFolder::remove_socket() const {
  std::error_code error;
  fs::remove_all(socket_folder_, error);
  fs::remove(socket_link(), error);
}

SpawnRequest DatabaseFolder::server(const PrivateDatabaseOptions& options) const {
  SpawnRequest request{
      options.server_program,
      {"--defaults-file=" + settings_file().string(), identity_argument(), "--init-file=" + start_script().string()},
      log()};
  if (!user_.empty()) request.arguments.push_back("--user=" + user_);
  return request;
}

std::string DatabaseFolder::last_words() const {
  std::ifstream file(log(), std::ios::binary | std::ios::ate);
  if (!file) return "it said nothing";
  const auto size = static_cast<std::int64_t>(file.tellg());
  file.seekg(std::max<std::int64_t>(size - 4096, 0));
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    if (line.find("[ERROR]") != std::string::npos) lines.push_back(line);
  }
  const std::string where = fmt::format("see {}", log().string());
  return lines.empty() ? where : fmt::format("{} ({})", lines.back(), where);
}

}  // namespace frostkeep::app
