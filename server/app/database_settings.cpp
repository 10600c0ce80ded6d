#include "app/database_settings.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "app/database_folder.hpp"

namespace frostkeep::app {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMib = 1 << 20;
constexpr std::uint64_t kSmallestPoolMib = 128;
constexpr std::uint64_t kLargestPoolMib = 16 * 1024;

/// The control group of this process under version 2, as a folder; empty if there is none.
fs::path control_group() {
  std::ifstream file("/proc/self/cgroup");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("0::/")) return fs::path("/sys/fs/cgroup") / line.substr(4);
  }
  return {};
}

}  // namespace

std::uint64_t memory_limit_bytes() {
  std::uint64_t limit =
      static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  for (fs::path group = control_group(); group.string().starts_with("/sys/fs/cgroup"); group = group.parent_path()) {
    std::uint64_t value = 0;  // "max" is no number and leaves the limit as it is
    if (std::ifstream(group / "memory.max") >> value) limit = std::min(limit, value);
  }
  return limit;
}

std::uint64_t buffer_pool_mib(const PrivateDatabaseOptions& options, std::uint64_t memory_limit) {
  if (options.buffer_pool_mib != 0) return options.buffer_pool_mib;
  return std::clamp(memory_limit / 2 / kMib, kSmallestPoolMib, kLargestPoolMib);
}

std::string settings_text(const DatabaseSettings& settings) {
  std::string text = fmt::format(
      "# Written by frostkeep at each start; changes are lost.\n"
      "[mariadbd]\n"
      "datadir={}\n"
      "tmpdir={}\n"
      "socket={}\n"
      "pid-file={}\n"
      "innodb_buffer_pool_size={}M\n"
      "innodb_log_file_size={}M\n",
      settings.tables.string(), settings.scratch.string(), settings.socket.string(),
      (settings.socket.parent_path() / "db.pid").string(),
      settings.buffer_pool_mib, settings.redo_log_mib);
  text +=
      // Only over the socket.
      "skip_networking=ON\n"
      "skip_name_resolve=ON\n"
      "local_infile=OFF\n"
      "symbolic_links=OFF\n"
      "event_scheduler=OFF\n"
      // What is acknowledged is on disk, whole.
      "innodb_flush_log_at_trx_commit=1\n"
      "innodb_doublewrite=ON\n"
      "innodb_flush_method=O_DIRECT\n"
      "sync_binlog=1\n"
      "default_storage_engine=InnoDB\n"
      // Nothing is cut, rounded or guessed.
      "sql_mode=STRICT_ALL_TABLES,STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,"
      "ONLY_FULL_GROUP_BY,NO_ENGINE_SUBSTITUTION\n"
      "character_set_server=utf8mb4\n"
      "collation_server=utf8mb4_bin\n"
      "default_time_zone=+00:00\n"
      // Races end quickly and by a clear error; a lock wait that gives up undoes its whole transaction.
      "transaction_isolation=READ-COMMITTED\n"
      "innodb_snapshot_isolation=ON\n"
      "innodb_lock_wait_timeout=5\n"
      "innodb_rollback_on_timeout=ON\n"
      "lock_wait_timeout=60\n"
      "idle_transaction_timeout=30\n"
      "max_connections=200\n"
      "max_allowed_packet=64M\n"
      "performance_schema=OFF\n"
      // The pool's connections idle for a night; a client that went away without a word is no news.
      "wait_timeout=86400\n"
      "log_warnings=1\n";
  return text;
}

}  // namespace frostkeep::app
