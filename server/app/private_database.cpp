#include "app/private_database.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "app/exit_code.hpp"
#include "app/secret_file.hpp"
#include "base/log.hpp"

namespace frostkeep::app {
namespace {

using base::LogLevel;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kLongestPause{5'000};
constexpr milliseconds kFirstPause{100};
/// A database that lived this long and then dies is started again without a pause.
constexpr milliseconds kLongLife{60'000};
constexpr milliseconds kProbeEvery{10};

database::PrivateAccounts read_or_make_accounts(const std::filesystem::path& keys, const std::string& schema,
                                                bool& made) {
  const auto password = [&](const char* account) {
    return read_or_make_secret(keys / fmt::format("database-{}.password", account), 16, made);
  };
  database::PrivateAccounts accounts;
  accounts.schema = schema;
  accounts.root_password = password("root");
  accounts.migrate_password = password("migrate");
  accounts.app_password = password("app");
  accounts.reader_password = password("reader");
  accounts.backup_password = password("backup");
  return accounts;
}

/// Whether the process that listens on the socket is this one and greets: MariaDB does so only when it has recovered
/// and run its start script. Waits for the greeting as long as the process lives, but at most `longest`.
bool greets(const std::filesystem::path& socket_path, const Process& process, milliseconds longest) {
  FileDescriptor client(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, socket_path.c_str(), sizeof address.sun_path - 1);
  if (!client || ::connect(client.number(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) return false;
  ucred peer{};
  socklen_t size = sizeof peer;
  if (::getsockopt(client.number(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0 || peer.pid != process.pid())
    return false;
  pollfd both[] = {{client.number(), POLLIN, 0}, {process.descriptor(), POLLIN, 0}};
  if (::poll(both, 2, static_cast<int>(longest.count())) <= 0 || (both[0].revents & POLLIN) == 0) return false;
  char first = 0;
  return ::recv(client.number(), &first, 1, 0) == 1;
}

}  // namespace

PrivateDatabase::PrivateDatabase(PrivateDatabaseOptions options)
    : options_(std::move(options)),
      folder_(options_),
      accounts_(read_or_make_accounts(folder_.keys(), options_.schema, passwords_made_)),
      stopping_(::eventfd(0, EFD_CLOEXEC)) {}

PrivateDatabase::~PrivateDatabase() {
  try {
    stop();
  } catch (const std::exception& failure) {
    base::log(LogLevel::error, "database_stop_failed", {{"why", failure.what()}});
  }
}

void PrivateDatabase::start_or_adopt() {
  lock_ = folder_.lock(options_.lock_wait);
  if (!lock_) throw folder_.refusal_by_lock();
  start_locked();
}

void PrivateDatabase::start_or_borrow() {
  const auto deadline = steady_clock::now() + options_.lock_wait;
  do {
    lock_ = folder_.lock(milliseconds(0));
    if (lock_) return start_locked();
    auto running = find_process(options_.server_program.filename(), folder_.identity_prefix());
    if (running && greets(folder_.socket(), *running, kFirstPause)) {
      keep(std::move(*running));
      adopted_ = ready_ = true;
      return;
    }
  } while (pause(kFirstPause) && steady_clock::now() < deadline);
  throw folder_.refusal_by_lock();
}

void PrivateDatabase::start_locked() {
  if (!adopt()) {
    folder_.install(options_);
    start();
  }
  watcher_ = std::thread([this] { watch(); });
}

bool PrivateDatabase::adopt() {
  auto running = find_process(options_.server_program.filename(), folder_.identity_prefix());
  if (!running) return false;
  const auto words = arguments_of(running->pid());
  const bool same_settings = std::find(words.begin(), words.end(), folder_.identity_argument()) != words.end();
  keep(std::move(*running));
  try {
    if (same_settings && !passwords_made_) {
      await_ready();
      adopted_ = true;
      base::log(LogLevel::info, "database_adopted", {{"pid", std::to_string(process_->pid())}});
      return true;
    }
    base::log(LogLevel::info, "database_restarted", {{"why", "it runs with other settings or passwords"}});
  } catch (const CommandFailure& failure) {
    base::log(LogLevel::warning, "database_not_adopted", {{"why", failure.what()}});
  }
  end_process();
  return false;
}

void PrivateDatabase::await_ready() {
  const auto deadline = steady_clock::now() + options_.start_wait;
  while (!greets(folder_.socket(), *process_, kFirstPause)) {
    if (process_->wait(kProbeEvery))
      throw CommandFailure(ExitCode::could_not_run,
                           fmt::format("MariaDB ended ({}): {}", process_->end(), folder_.last_words()));
    if (!pause(milliseconds(0))) throw CommandFailure(ExitCode::could_not_run, "stopped while MariaDB was starting");
    if (steady_clock::now() >= deadline) {
      end_process();
      throw CommandFailure(
          ExitCode::could_not_run,
          fmt::format("MariaDB didn't answer in {} s: {}", options_.start_wait.count() / 1000, folder_.last_words()));
    }
  }
  ready_ = true;
}

void PrivateDatabase::start() {
  folder_.prepare_start();
  folder_.write_start_script(database::private_accounts_script(accounts_));
  keep(Process::spawn(folder_.server(options_)));
  await_ready();
  adopted_ = false;
  folder_.remove_start_script();
  base::log(LogLevel::info, "database_started", {{"pid", std::to_string(process_->pid())}});
}

void PrivateDatabase::keep(Process process) {
  const std::lock_guard guard(mutex_);
  process_ = std::move(process);
}

void PrivateDatabase::end_process() {
  process_->signal(SIGTERM);
  if (!process_->wait(options_.stop_wait)) {
    base::log(LogLevel::warning, "database_killed", {{"why", "it didn't stop in time; it recovers at its next start"}});
    process_->signal(SIGKILL);
    process_->wait(options_.stop_wait);
  }
}

void PrivateDatabase::stop() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(stopping_.number(), &one, sizeof one);
  if (watcher_.joinable()) watcher_.join();
  ready_ = false;
  if (lock_ && process_) {
    end_process();
    folder_.remove_start_script();
    folder_.remove_socket();
    base::log(LogLevel::info, "database_stopped", {{"end", process_->end()}});
  }
  const std::lock_guard guard(mutex_);
  process_.reset();
  lock_.close();
}

void PrivateDatabase::watch() {
  milliseconds length{0};
  while (true) {
    const auto born = steady_clock::now();
    pollfd both[] = {{process_->descriptor(), POLLIN, 0}, {stopping_.number(), POLLIN, 0}};
    while (::poll(both, 2, -1) < 0) {
    }
    if (both[1].revents != 0) return;
    ready_ = false;
    process_->has_ended();
    base::log(LogLevel::error, "database_died", {{"end", process_->end()}, {"log", folder_.log().string()}});
    if (steady_clock::now() - born > kLongLife) length = milliseconds(0);
    while (!ready_) {
      if (!pause(length)) return;
      length = std::clamp(length * 2, kFirstPause, kLongestPause);
      try {
        start();
        ++restarts_;
      } catch (const std::exception& failure) {
        base::log(LogLevel::error, "database_restart_failed", {{"why", failure.what()}});
      }
    }
  }
}

bool PrivateDatabase::pause(milliseconds length) const {
  pollfd stopping{stopping_.number(), POLLIN, 0};
  return ::poll(&stopping, 1, static_cast<int>(length.count())) == 0;
}

bool PrivateDatabase::wait_until_ready(milliseconds longest) const {
  const auto deadline = steady_clock::now() + longest;
  while (!ready_ && steady_clock::now() < deadline) std::this_thread::sleep_for(kProbeEvery);
  return ready_;
}

pid_t PrivateDatabase::pid() const {
  const std::lock_guard guard(mutex_);
  return process_ ? process_->pid() : -1;
}

database::ConnectionSettings PrivateDatabase::account(const char* user, const std::string& password) const {
  database::ConnectionSettings settings;
  settings.socket = folder_.socket();
  settings.user = user;
  settings.password = password;
  settings.schema = accounts_.schema;
  return settings;
}

database::DatabaseAccounts PrivateDatabase::accounts() const {
  return {account(database::kMigrateUser, accounts_.migrate_password),
          account(database::kAppUser, accounts_.app_password),
          account(database::kReaderUser, accounts_.reader_password)};
}

database::ConnectionSettings PrivateDatabase::root() const {
  return account("root", accounts_.root_password);
}

database::ConnectionSettings PrivateDatabase::backup() const {
  return account(database::kBackupUser, accounts_.backup_password);
}

}  // namespace frostkeep::app
