#include "database/statement.hpp"

#include <cppconn/connection.h>
#include <cppconn/driver.h>
#include <cppconn/exception.h>
#include <cppconn/prepared_statement.h>
#include <cppconn/resultset.h>
#include <cppconn/resultset_metadata.h>
#include <cppconn/statement.h>
#include <mysql_driver.h>

#include "base/invariant.hpp"

namespace frostkeep::database {
namespace {

struct TransparentHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

[[noreturn]] void translate(const sql::SQLException& e) {
  throw DatabaseError(e.getErrorCode(), e.what());
}

template <typename Work>
auto translated(Work work) {
  try {
    return work();
  } catch (const sql::SQLException& e) {
    translate(e);
  }
}

bool is_loopback(const std::string& host) {
  return host == "127.0.0.1" || host == "::1" || host == "localhost";
}

sql::ConnectOptionsMap options_of(const ConnectionSettings& s) {
  sql::ConnectOptionsMap options;
  options["hostName"] = s.socket.empty() ? "tcp://" + s.host + ":" + std::to_string(s.port) : "unix://" + s.socket;
  options["userName"] = s.user;
  options["password"] = s.password;
  options["OPT_CONNECT_TIMEOUT"] = 5;
  options["OPT_READ_TIMEOUT"] = 330;
  options["OPT_CHARSET_NAME"] = "utf8mb4";
  options["CLIENT_MULTI_STATEMENTS"] = false;
  if (s.socket.empty() && !is_loopback(s.host)) {
    options["sslEnforce"] = true;
    options["sslVerify"] = true;
    options["sslCA"] = s.tls_ca;
  }
  return options;
}

}  // namespace

struct Connection::Handle {
  std::unique_ptr<sql::Connection> connection;
  // Statements die before their connection: members are destroyed in reverse order.
  std::unordered_map<std::string, std::unique_ptr<sql::PreparedStatement>, TransparentHash, std::equal_to<>> prepared;

  sql::PreparedStatement& prepare(std::string_view sql_text) {
    auto found = prepared.find(sql_text);
    if (found == prepared.end()) {
      std::string text(sql_text);
      std::unique_ptr<sql::PreparedStatement> statement(connection->prepareStatement(text));
      found = prepared.emplace(std::move(text), std::move(statement)).first;
    }
    return *found->second;
  }
};

Connection::Connection(const ConnectionSettings& settings, ConnectionMode mode) : handle_(std::make_unique<Handle>()) {
  translated([&] {
    sql::ConnectOptionsMap options = options_of(settings);
    handle_->connection.reset(sql::mysql::get_driver_instance()->connect(options));
    if (!settings.schema.empty()) handle_->connection->setSchema(settings.schema);
  });
  run_text(
      "set session sql_mode='STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,"
      "NO_ENGINE_SUBSTITUTION', time_zone='+00:00', innodb_lock_wait_timeout=5, "
      "tx_isolation='READ-COMMITTED', group_concat_max_len=1048576, autocommit=" +
      std::string(mode == ConnectionMode::reader ? "1" : "0"));
  statements_sent_ = 0;
}

Connection::~Connection() = default;

namespace {

void bind_all(sql::PreparedStatement& statement, std::span<const Bind> binds) {
  unsigned at = 1;
  for (const Bind& b : binds) {
    switch (b.kind()) {
      case Bind::Kind::null:
        statement.setNull(at, sql::DataType::SQLNULL);
        break;
      case Bind::Kind::integer:
        statement.setInt64(at, b.integer());
        break;
      case Bind::Kind::unsigned_integer:
        statement.setUInt64(at, static_cast<std::uint64_t>(b.integer()));
        break;
      case Bind::Kind::text:
        statement.setString(at, sql::SQLString(b.text().data(), b.text().size()));
        break;
    }
    ++at;
  }
}

bool is_integer(int type) {
  return type == sql::DataType::TINYINT || type == sql::DataType::SMALLINT || type == sql::DataType::MEDIUMINT ||
         type == sql::DataType::INTEGER || type == sql::DataType::BIGINT;
}

Cell read_cell(sql::ResultSet& result, sql::ResultSetMetaData& meta, unsigned column) {
  Cell cell;
  if (result.isNull(column)) return cell;
  cell.null = false;
  if (is_integer(meta.getColumnType(column))) {
    cell.integer =
        meta.isSigned(column) ? result.getInt64(column) : static_cast<std::int64_t>(result.getUInt64(column));
  } else {
    cell.holds_bytes = true;
    cell.bytes = result.getString(column).asStdString();
  }
  return cell;
}

}  // namespace

Rows Connection::query(std::string_view sql_text, std::span<const Bind> binds) {
  ++statements_sent_;
  return translated([&] {
    sql::PreparedStatement& statement = handle_->prepare(sql_text);
    bind_all(statement, binds);
    const std::unique_ptr<sql::ResultSet> result(statement.executeQuery());
    sql::ResultSetMetaData* meta = result->getMetaData();
    const unsigned columns = meta->getColumnCount();
    Rows rows;
    rows.reserve(result->rowsCount());
    while (result->next()) {
      std::vector<Cell> cells;
      cells.reserve(columns);
      for (unsigned c = 1; c <= columns; ++c) cells.push_back(read_cell(*result, *meta, c));
      rows.emplace_back(std::move(cells));
    }
    return rows;
  });
}

std::uint64_t Connection::execute(std::string_view sql_text, std::span<const Bind> binds) {
  ++statements_sent_;
  return translated([&] {
    sql::PreparedStatement& statement = handle_->prepare(sql_text);
    bind_all(statement, binds);
    return static_cast<std::uint64_t>(statement.executeUpdate());
  });
}

void Connection::run_text(const std::string& sql) {
  ++statements_sent_;
  translated([&] {
    const std::unique_ptr<sql::Statement> statement(handle_->connection->createStatement());
    statement->execute(sql);
  });
}

void Connection::stream_rows(const std::string& sql, void (*visit)(void*, const StreamRow&), void* state) {
  ++statements_sent_;
  translated([&] {
    const std::unique_ptr<sql::Statement> statement(handle_->connection->createStatement());
    statement->setResultSetType(sql::ResultSet::TYPE_FORWARD_ONLY);
    const std::unique_ptr<sql::ResultSet> result(statement->executeQuery(sql));
    std::vector<bool> integers;
    sql::ResultSetMetaData* meta = result->getMetaData();
    for (unsigned c = 1; c <= meta->getColumnCount(); ++c) integers.push_back(is_integer(meta->getColumnType(c)));
    const StreamRow row(result.get(), std::move(integers));
    while (result->next()) visit(state, row);
  });
}

std::uint64_t Connection::StreamRow::id(unsigned column) const {
  return static_cast<sql::ResultSet*>(result_)->getUInt64(column + 1);
}
std::int64_t Connection::StreamRow::integer(unsigned column) const {
  return static_cast<sql::ResultSet*>(result_)->getInt64(column + 1);
}
bool Connection::StreamRow::is_null(unsigned column) const {
  return static_cast<sql::ResultSet*>(result_)->isNull(column + 1);
}
std::string Connection::StreamRow::text(unsigned column) const {
  return static_cast<sql::ResultSet*>(result_)->getString(column + 1).asStdString();
}

domain::FieldValue Connection::StreamRow::value(unsigned column) const {
  if (is_null(column)) return {};
  if (integers_.at(column)) return integer(column);
  return text(column);
}

// The connector's own commit(), rollback() and setAutoCommit() drop the result of the call that they make: a COMMIT
// that met a dead server would look like one that worked. As statements they throw.
void Connection::commit() { run_text("commit"); }

void Connection::rollback() { run_text("rollback"); }

bool Connection::is_alive() {
  try {
    return handle_->connection->isValid();
  } catch (const sql::SQLException&) {
    return false;
  }
}

bool DatabaseError::is_retriable() const {
  return number_ == 1213 || number_ == 1205 || number_ == 1020 || number_ == 1317;
}

bool DatabaseError::is_connection_lost() const {
  return number_ == 2006 || number_ == 2013 || number_ == 2002 || number_ == 2003 || number_ == 2055 || number_ == 1927;
}

}  // namespace frostkeep::database
