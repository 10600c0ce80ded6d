#pragma once
/// Bind, run, read: the small wrapper around MySQL Connector/C++. Nothing above this folder sees the connector.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/digest.hpp"
#include "base/invariant.hpp"
#include "base/timestamp.hpp"
#include "base/typed_id.hpp"
#include "database/connection_settings.hpp"
#include "domain/ledger.hpp"

namespace frostkeep::database {

/// A value bound to one `?`. Text is bound by view: it must outlive the call.
class Bind {
 public:
  Bind(std::nullopt_t) {}
  Bind(bool v) : kind_(Kind::integer), integer_(v ? 1 : 0) {}
  Bind(int v) : kind_(Kind::integer), integer_(v) {}
  Bind(std::int64_t v) : kind_(Kind::integer), integer_(v) {}
  Bind(std::uint32_t v) : kind_(Kind::integer), integer_(v) {}
  Bind(std::uint64_t v) : kind_(Kind::unsigned_integer), integer_(static_cast<std::int64_t>(v)) {}
  Bind(std::string_view v) : kind_(Kind::text), text_(v) {}
  Bind(const std::string& v) : kind_(Kind::text), text_(v) {}
  Bind(const char* v) : kind_(Kind::text), text_(v) {}
  Bind(const base::Digest& v) : kind_(Kind::text), text_(base::as_bytes(v)) {}
  Bind(base::Timestamp v) : Bind(v.microseconds) {}
  template <typename Tag>
  Bind(base::TypedId<Tag> v) : Bind(v.value) {}
  template <typename T>
  Bind(const std::optional<T>& v) {
    if (v) *this = Bind(*v);
  }

  enum class Kind { null, integer, unsigned_integer, text };
  Kind kind() const { return kind_; }
  std::int64_t integer() const { return integer_; }
  std::string_view text() const { return text_; }

 private:
  Kind kind_ = Kind::null;
  std::int64_t integer_ = 0;
  std::string_view text_;
};

/// One cell: the server's integer or bytes, or null.
struct Cell {
  bool null = true;
  bool holds_bytes = false;
  std::int64_t integer = 0;
  std::string bytes;
};

/// One row of an answer; columns are counted from 0.
class Row {
 public:
  explicit Row(std::vector<Cell> cells) : cells_(std::move(cells)) {}
  bool is_null(std::size_t column) const { return cells_.at(column).null; }
  /// The column's integer, 0 for null. A column of text or bytes is a bug: a sum or a DECIMAL comes as text and needs a
  /// cast in its statement.
  std::int64_t integer(std::size_t column) const {
    const Cell& cell = cells_.at(column);
    FROSTKEEP_INVARIANT(!cell.holds_bytes);
    return cell.integer;
  }
  std::uint64_t id(std::size_t column) const { return static_cast<std::uint64_t>(integer(column)); }
  template <typename Id>
  Id id_as(std::size_t column) const { return Id{id(column)}; }
  const std::string& text(std::size_t column) const { return cells_.at(column).bytes; }
  base::Timestamp time(std::size_t column) const { return {integer(column)}; }
  base::Digest digest(std::size_t column) const { return base::digest_of_bytes(text(column)); }
  std::optional<std::int64_t> optional_integer(std::size_t column) const {
    return is_null(column) ? std::nullopt : std::optional(integer(column));
  }
  /// Whether the column is text or bytes rather than an integer.
  bool holds_bytes(std::size_t column) const { return cells_.at(column).holds_bytes; }
  std::size_t size() const { return cells_.size(); }

 private:
  std::vector<Cell> cells_;
};

using Rows = std::vector<Row>;

/// Autocommit on (each statement sees the latest), or off (every use ends in commit or rollback).
enum class ConnectionMode { reader, writer };

/// One connection with its prepared statements, kept until it dies. Owned by one thread at a time (ConnectionPool).
class Connection {
 public:
  /// Throws DatabaseError if the server can't be reached or has unsafe settings for this session.
  Connection(const ConnectionSettings& settings, ConnectionMode mode);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Runs a prepared statement that answers with rows, all of them read before it returns. `sql` is prepared once per
  /// connection and remembered by its text.
  Rows query(std::string_view sql, std::span<const Bind> binds = {});
  template <typename... Args>
  Rows query(std::string_view sql, const Args&... args) {
    const Bind binds[] = {Bind(args)...};
    return query(sql, std::span<const Bind>(binds));
  }
  /// Runs a prepared statement that changes rows and returns how many it changed (matched rows that already had the
  /// new values are not counted).
  std::uint64_t execute(std::string_view sql, std::span<const Bind> binds = {});
  template <typename... Args>
  std::uint64_t execute(std::string_view sql, const Args&... args) {
    const Bind binds[] = {Bind(args)...};
    return execute(sql, std::span<const Bind>(binds));
  }
  /// Runs one statement that can't be prepared (DDL, SET, GRANT). Never with a value from outside in its text.
  void run_text(const std::string& sql);
  /// Streams an unprepared statement's rows without buffering them; `visit` may not use this connection.
  template <typename Visit>
  void stream(const std::string& sql, Visit visit);

  void commit();
  void rollback();
  /// One round trip: whether the server still answers.
  bool is_alive();
  /// Statements sent since the connection was opened; commit and rollback count, preparing doesn't.
  std::uint64_t statements_sent() const { return statements_sent_; }

  struct Handle;
  /// One row of a stream, read in place.
  class StreamRow {
   public:
    StreamRow(void* result, std::vector<bool> integers) : result_(result), integers_(std::move(integers)) {}
    std::uint64_t id(unsigned column) const;
    std::int64_t integer(unsigned column) const;
    bool is_null(unsigned column) const;
    std::string text(unsigned column) const;
    /// The column as a field of the ledger: nothing, integer or bytes.
    domain::FieldValue value(unsigned column) const;

   private:
    void* result_;
    std::vector<bool> integers_;
  };

 private:
  void stream_rows(const std::string& sql, void (*visit)(void*, const StreamRow&), void* state);
  std::unique_ptr<Handle> handle_;
  std::uint64_t statements_sent_ = 0;
};

template <typename Visit>
void Connection::stream(const std::string& sql, Visit visit) {
  stream_rows(
      sql, [](void* state, const StreamRow& row) { (*static_cast<Visit*>(state))(row); }, &visit);
}

/// What went wrong below, by the server's own number (0 where there is none).
class DatabaseError : public std::exception {
 public:
  DatabaseError(int number, std::string text) : number_(number), text_(std::move(text)) {}
  int number() const { return number_; }
  const char* what() const noexcept override { return text_.c_str(); }

  /// Definitely not applied; the same transaction may be tried again (1213, 1205, 1020, 1317).
  bool is_retriable() const;
  /// The connection is gone; at COMMIT nobody knows whether the transaction was applied (2006, 2013).
  bool is_connection_lost() const;
  bool is_duplicate_key() const { return number_ == 1062; }
  bool is_check_violation() const { return number_ == 4025; }

 private:
  int number_;
  std::string text_;
};

}  // namespace frostkeep::database
