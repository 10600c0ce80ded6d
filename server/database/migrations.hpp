#pragma once
/// Brings the schema to what this build expects, and gives the accounts their rights, table by table.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/embedded_file.hpp"
#include "database/statement.hpp"

namespace frostkeep::database {

/// The SQL files of schema/migrations, compiled in, in order of their number.
std::span<const base::EmbeddedFile> migration_files();
/// schema/tables.csv and schema/reference, compiled in.
std::span<const base::EmbeddedFile> schema_files();

/// How a table is covered by the ledger (docs/ledger.md).
enum class TableClass { replayed, derived, append_only, sealed, operational };

struct TableInfo {
  std::string name;
  TableClass table_class;
};
/// The rows of schema/tables.csv.
const std::vector<TableInfo>& all_tables();

/// The number of the last migration in this build.
std::uint32_t schema_number();

/// Thrown when the schema can't be used; the text says what to do.
class SchemaProblem : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Applies what is missing, in order, each file once; a file that was interrupted runs again. Two servers keep apart by
/// a lease row. Then grants rights by class: replayed SELECT, INSERT, UPDATE; derived and operational also DELETE;
/// append-only and sealed SELECT, INSERT. Throws SchemaProblem if the schema is newer than this build or a landed
/// migration was changed.
void migrate(const DatabaseAccounts& accounts, const base::Clock& clock);

/// Throws SchemaProblem unless the schema is exactly this build's and the server's settings are durable
/// (innodb_flush_log_at_trx_commit=1, sync_binlog=1 where there is a binary log, a strict SQL mode).
void check_schema(const ConnectionSettings& app);

}  // namespace frostkeep::database
