#include "database/migrations.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <map>
#include <thread>

#include "base/bytes.hpp"
#include "base/digest.hpp"
#include "base/invariant.hpp"
#include "base/log.hpp"
#include "base/random.hpp"
#include "base/text.hpp"

namespace frostkeep::database {
namespace {

constexpr const char* kBootstrap =
    "create table if not exists schema_migration (number int unsigned not null, checksum binary(32) not null, "
    "started_at bigint not null, finished_at bigint null, holder varbinary(16) not null, lease_until bigint not null, "
    "primary key (number)) engine=InnoDB default charset=utf8mb4 collate=utf8mb4_bin";
// Row 0 is the lease that keeps two servers apart.
constexpr const char* kMakeLease =
    "insert ignore into schema_migration (number, checksum, started_at, finished_at, holder, lease_until) "
    "values (0, '', 0, null, '', 0)";
constexpr std::string_view kTakeLease =
    "update schema_migration set holder = ?, lease_until = greatest(lease_until + 1, ?) "
    "where number = 0 and (lease_until < ? or holder = ?)";
constexpr std::string_view kLetLeaseGo = "update schema_migration set lease_until = 0 where number = 0 and holder = ?";
constexpr std::string_view kReadApplied =
    "select number, checksum, finished_at from schema_migration where number > 0 order by number";
constexpr std::string_view kStart =
    "insert into schema_migration (number, checksum, started_at, finished_at, holder, lease_until) "
    "values (?, ?, ?, null, '', 0) on duplicate key update started_at = values(started_at)";
constexpr std::string_view kFinish = "update schema_migration set finished_at = ? where number = ?";
constexpr std::string_view kCurrentUser = "select current_user()";
constexpr std::string_view kDurability =
    "select @@innodb_flush_log_at_trx_commit, @@log_bin, @@sync_binlog, @@innodb_doublewrite";

constexpr std::int64_t kLease = 60 * base::kSecond;

struct Applied {
  base::Digest checksum;
  bool finished;
};

std::uint32_t number_of(std::string_view file_name) {
  std::uint32_t number = 0;
  std::from_chars(file_name.data(), file_name.data() + std::min<std::size_t>(4, file_name.size()), number);
  FROSTKEEP_INVARIANT(number > 0);
  return number;
}

std::map<std::uint32_t, Applied> read_applied(Connection& connection) {
  std::map<std::uint32_t, Applied> applied;
  for (const Row& row : connection.query(kReadApplied)) {
    applied[static_cast<std::uint32_t>(row.integer(0))] = {row.digest(1), !row.is_null(2)};
  }
  return applied;
}

void refuse_foreign_schema(const std::map<std::uint32_t, Applied>& applied) {
  if (!applied.empty() && applied.rbegin()->first > schema_number()) {
    throw SchemaProblem(fmt::format("the database has schema {}, this build knows {}: install the newer frostkeep",
                                    applied.rbegin()->first, schema_number()));
  }
  for (const base::EmbeddedFile& file : migration_files()) {
    const auto found = applied.find(number_of(file.name));
    if (found != applied.end() && found->second.checksum != base::sha256(file.bytes)) {
      throw SchemaProblem(fmt::format("migration {} was changed after it had been applied", file.name));
    }
  }
}

void apply(Connection& connection, const base::EmbeddedFile& file, const base::Clock& clock) {
  const std::uint32_t number = number_of(file.name);
  connection.execute(kStart, number, base::sha256(file.bytes), clock.now());
  std::string_view rest = file.bytes;
  while (true) {
    const auto end = rest.find(";\n");
    const std::string_view statement = base::trim(rest.substr(0, end));
    if (!statement.empty()) connection.run_text(std::string(statement));
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 2);
  }
  connection.execute(kFinish, clock.now(), number);
  base::log(base::LogLevel::info, "migration_applied", {{"file", std::string(file.name)}});
}

std::string_view rights_of(TableClass table_class) {
  switch (table_class) {
    case TableClass::replayed: return "select, insert, update";
    case TableClass::derived: return "select, insert, update, delete";
    case TableClass::operational: return "select, insert, update, delete";
    case TableClass::append_only: return "select, insert";
    case TableClass::sealed: return "select, insert";
  }
  return "select";
}

/// `'user'@'host'` as the server knows the account that these settings sign in as.
std::string grantee_of(const ConnectionSettings& settings) {
  ConnectionSettings anywhere = settings;
  anywhere.schema.clear();
  Connection connection(anywhere, ConnectionMode::reader);
  const std::string account = connection.query(kCurrentUser).at(0).text(0);
  const auto at = account.rfind('@');
  return fmt::format("'{}'@'{}'", account.substr(0, at), account.substr(at + 1));
}

void grant_rights(Connection& connection, const DatabaseAccounts& accounts) {
  const std::string app = grantee_of(accounts.app);
  const std::string reader = grantee_of(accounts.reader);
  for (const TableInfo& table : all_tables()) {
    connection.run_text(
        fmt::format("grant {} on `{}`.`{}` to {}", rights_of(table.table_class), accounts.app.schema, table.name, app));
    connection.run_text(fmt::format("grant select on `{}`.`{}` to {}", accounts.app.schema, table.name, reader));
  }
}

void take_lease(Connection& connection, const std::string& holder, const base::Clock& clock) {
  while (true) {
    const base::Timestamp now = clock.now();
    if (connection.execute(kTakeLease, holder, now + kLease, now, holder) == 1) return;
    base::log(base::LogLevel::info, "migration_waits", {{"reason", "another server migrates"}});
    std::this_thread::sleep_for(std::chrono::seconds(1));
  }
}

}  // namespace

const std::vector<TableInfo>& all_tables() {
  static const std::vector<TableInfo> tables = [] {
    const std::map<std::string_view, TableClass> classes = {{"replayed", TableClass::replayed},
                                                            {"derived", TableClass::derived},
                                                            {"append-only", TableClass::append_only},
                                                            {"sealed", TableClass::sealed},
                                                            {"operational", TableClass::operational}};
    std::vector<TableInfo> read;
    for (const base::EmbeddedFile& file : schema_files()) {
      if (file.name != "tables.csv") continue;
      for (const std::string_view line : base::split(file.bytes, '\n')) {
        const auto cells = base::split(base::trim(line), ',');
        if (cells.size() != 2 || cells[0] == "table") continue;
        read.push_back({std::string(cells[0]), classes.at(cells[1])});
      }
    }
    return read;
  }();
  return tables;
}

std::uint32_t schema_number() { return number_of(migration_files().back().name); }

void migrate(const DatabaseAccounts& accounts, const base::Clock& clock) {
  Connection connection(accounts.migrate, ConnectionMode::reader);
  connection.run_text(kBootstrap);
  connection.run_text(kMakeLease);
  const std::string holder = base::SystemRandom().bytes(16);
  take_lease(connection, holder, clock);
  const auto applied = read_applied(connection);
  refuse_foreign_schema(applied);
  bool changed = false;
  for (const base::EmbeddedFile& file : migration_files()) {
    const auto found = applied.find(number_of(file.name));
    if (found != applied.end() && found->second.finished) continue;
    take_lease(connection, holder, clock);
    apply(connection, file, clock);
    changed = true;
  }
  if (changed) grant_rights(connection, accounts);
  connection.execute(kLetLeaseGo, holder);
}

void check_schema(const ConnectionSettings& app) {
  Connection connection(app, ConnectionMode::reader);
  std::map<std::uint32_t, Applied> applied;
  try {
    applied = read_applied(connection);
  } catch (const DatabaseError& e) {
    if (e.is_connection_lost()) throw;
    throw SchemaProblem("the database has no Frostkeep schema: run `frostkeep migrate`");
  }
  refuse_foreign_schema(applied);
  if (applied.size() < schema_number() || !applied.rbegin()->second.finished) {
    throw SchemaProblem(fmt::format("the database has schema {}, this build needs {}: run `frostkeep migrate`",
                                    applied.size(), schema_number()));
  }
  const Row durability = connection.query(kDurability).at(0);
  const bool durable = durability.integer(0) == 1 && (durability.integer(1) == 0 || durability.integer(2) == 1) &&
                       durability.integer(3) != 0;
  if (!durable) {
    throw SchemaProblem(
        "the database would lose acknowledged work: set innodb_flush_log_at_trx_commit=1, innodb_doublewrite=1 and, "
        "where there is a binary log, sync_binlog=1");
  }
}

}  // namespace frostkeep::database
