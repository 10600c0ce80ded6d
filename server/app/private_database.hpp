#pragma once
/// The MariaDB that a server without a configured database runs for itself: started, watched, restarted and stopped by
/// it, but not killed with it. A server started anew adopts the one that a killed server left behind.

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "app/database_folder.hpp"
#include "app/process.hpp"
#include "database/connection_settings.hpp"
#include "database/private_accounts.hpp"

namespace frostkeep::app {

/// Safe from any thread after start_or_adopt().
class PrivateDatabase {
 public:
  /// Makes and checks the folders. Throws CommandFailure.
  explicit PrivateDatabase(PrivateDatabaseOptions options);
  /// Stops in order.
  ~PrivateDatabase();
  PrivateDatabase(const PrivateDatabase&) = delete;
  PrivateDatabase& operator=(const PrivateDatabase&) = delete;

  /// Returns when connections are answered: takes the folder's lock (waits for it up to `lock_wait`), makes the system
  /// tables at the first start, and adopts a live database of this folder or starts one. From then on a database that
  /// dies is started again, at once and then with growing pauses of at most 5 s, until stop().
  /// Throws CommandFailure if another server has the folder, or with MariaDB's own words if it won't start.
  void start_or_adopt();
  /// For a command beside a server: uses the database that a server looks after, without looking after it; does
  /// start_or_adopt() if nobody does.
  void start_or_borrow();
  /// Orderly stop, for good: returns when the database has ended and its socket is gone. A borrowed one goes on.
  void stop();

  /// Whether the database answered when it was last (re)started and hasn't died since.
  bool is_ready() const { return ready_; }
  bool wait_until_ready(std::chrono::milliseconds longest) const;
  /// Whether the running database was there before us.
  bool was_adopted() const { return adopted_; }
  /// Times that it was started again after it died.
  unsigned restarts() const { return restarts_; }
  pid_t pid() const;

  /// Valid from construction on: the passwords are made with the folder.
  database::DatabaseAccounts accounts() const;
  database::ConnectionSettings root() const;
  database::ConnectionSettings backup() const;
  const DatabaseFolder& folder() const { return folder_; }

 private:
  database::ConnectionSettings account(const char* user, const std::string& password) const;
  void start_locked();
  bool adopt();
  void start();
  void keep(Process process);
  void await_ready();
  void end_process();
  void watch();
  /// Waits; false as soon as stop() was called.
  bool pause(std::chrono::milliseconds length) const;

  PrivateDatabaseOptions options_;
  DatabaseFolder folder_;
  bool passwords_made_ = false;
  database::PrivateAccounts accounts_;
  FileDescriptor lock_;
  FileDescriptor stopping_;  ///< an eventfd, readable once stop() was called
  mutable std::mutex mutex_;
  std::optional<Process> process_;  ///< replaced under mutex_, and by the watcher alone while it runs
  std::atomic<bool> ready_ = false;
  std::atomic<bool> adopted_ = false;
  std::atomic<unsigned> restarts_ = 0;
  std::thread watcher_;
};

}  // namespace frostkeep::app
