#pragma once
/// Where the private MariaDB keeps its things, and the settings it runs with.
///
///     DATA/lock           held by the server (or command) that looks after the database
///     DATA/instance       16 hexadecimal digits: which database this is
///     DATA/keys/          passwords of the accounts, 0400
///     DATA/mariadb/       the tables
///     DATA/mariadb.cnf    the settings, written anew at each start
///     DATA/mariadb.log    what mariadbd says
///     DATA/mariadb.socket a link to the socket, which lies in a short folder

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "app/exit_code.hpp"
#include "app/process.hpp"

namespace frostkeep::app {

struct PrivateDatabaseOptions {
  std::filesystem::path data_folder;
  /// Where the socket's folder is made; empty: where it was the last time if that still stands, else the first of
  /// $RUNTIME_DIRECTORY, $XDG_RUNTIME_DIR and /tmp.
  std::filesystem::path runtime_folder = {};
  /// As whom mariadbd runs when we are root, whom it refuses; ignored for everybody else.
  std::string system_user = "frostkeep";
  /// 0: half of the memory limit, at least 128 MiB and at most 16 GiB (performance: a pool of 128 MiB makes a scan ten
  /// times slower at ten million tubes).
  std::uint64_t buffer_pool_mib = 0;
  /// 1 GiB keeps an import from forcing flushes.
  std::uint64_t redo_log_mib = 1024;
  std::string schema = "frostkeep";
  /// How long to wait for another server on the same folder to go.
  std::chrono::milliseconds lock_wait{10'000};
  /// Includes recovery after a crash, whose length is bounded by the redo log.
  std::chrono::milliseconds start_wait{600'000};
  /// After that an orderly stop becomes a kill, which costs nothing but a recovery.
  std::chrono::milliseconds stop_wait{60'000};
  std::filesystem::path server_program = "/usr/sbin/mariadbd";
  std::filesystem::path install_program = "/usr/bin/mariadb-install-db";
};

/// The memory this process may use: the least of the machine's and the limits of its control groups, in bytes.
std::uint64_t memory_limit_bytes();
/// What `buffer_pool_mib` says, or comes to.
std::uint64_t buffer_pool_mib(const PrivateDatabaseOptions& options, std::uint64_t memory_limit);

class DatabaseFolder {
 public:
  /// Makes what is missing. Throws CommandFailure if a path is too long for a socket (107 bytes), if a folder isn't
  /// ours or open to others, or if the user mariadbd should run as doesn't exist or can't reach the folder.
  explicit DatabaseFolder(const PrivateDatabaseOptions& options);

  /// Takes DATA/lock, which lasts as long as the descriptor; an empty descriptor if another process keeps it.
  FileDescriptor lock(std::chrono::milliseconds longest) const;
  /// Who has the lock, as a refusal for the operator.
  CommandFailure refusal_by_lock() const;
  /// Makes the system tables, if this hasn't happened. Throws CommandFailure with the last lines of the log.
  void install(const PrivateDatabaseOptions& options) const;
  /// Makes the folder of the socket and the link to it, and writes the settings that mariadbd reads.
  void prepare_start() const;
  /// Writes the script that mariadbd runs before it lets anybody in; it holds passwords: remove it when it has run.
  void write_start_script(const std::string& statements) const;
  void remove_start_script() const;
  /// After the database has ended.
  void remove_socket() const;

  /// Arguments that start mariadbd here.
  SpawnRequest server(const PrivateDatabaseOptions& options) const;
  /// The beginning of the argument by which a running mariadbd is known to be this database; and the whole of it, by
  /// which it is known to have these settings.
  std::string identity_prefix() const { return "--report-host=" + instance_ + "."; }
  std::string identity_argument() const { return identity_prefix() + settings_digest_; }

  std::filesystem::path socket() const { return socket_folder_ / "db.sock"; }
  std::filesystem::path keys() const { return data_ / "keys"; }
  std::filesystem::path log() const { return data_ / "mariadb.log"; }
  bool is_installed() const { return std::filesystem::exists(tables()); }
  /// The end of mariadbd's log, for a sentence that says why it didn't start.
  std::string last_words() const;

 private:
  std::filesystem::path tables() const { return data_ / "mariadb"; }
  std::filesystem::path scratch() const { return data_ / "mariadb.tmp"; }
  std::filesystem::path settings_file() const { return data_ / "mariadb.cnf"; }
  std::filesystem::path socket_link() const { return data_ / "mariadb.socket"; }
  std::filesystem::path start_script() const { return socket_folder_ / "start.sql"; }
  void find_user(const std::string& name);
  void prepare_data_folder() const;
  void choose_socket_folder(const std::filesystem::path& runtime);
  void give_to_server(const std::filesystem::path& path) const;

  std::filesystem::path data_;
  std::filesystem::path socket_folder_;
  std::string instance_;
  std::string user_;  ///< empty unless we are root
  uid_t uid_ = 0;
  gid_t gid_ = 0;
  std::string settings_;
  std::string settings_digest_;
};

}  // namespace frostkeep::app
