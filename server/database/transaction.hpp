#pragma once
/// The unit of work: one place opens, commits and retries transactions; rights to write are a type.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <typeindex>

#include "base/clock.hpp"
#include "base/id_source.hpp"
#include "base/invariant.hpp"
#include "database/connection_pool.hpp"
#include "domain/ids.hpp"
#include "domain/ledger.hpp"

namespace frostkeep::database {

/// What a repeat of the same request is answered with.
struct StoredAnswer {
  int status = 200;
  std::string body;
};

/// A client-made key of one effect. `render` turns the result of the write into the answer that is stored beside it, in
/// the same transaction; `result_type` is what it expects.
struct Idempotency {
  std::string key;
  base::Digest input_digest;
  std::type_index result_type = typeid(void);
  std::function<StoredAnswer(const void*)> render = {};
};

/// Thrown by Database::write when the key has had its effect already. Nothing was changed this time.
struct Replayed {
  StoredAnswer answer;
};

/// No write without knowing who, why and when.
struct WriteContext {
  domain::UserId actor;
  domain::UserId on_behalf_of = {};
  domain::SiteId site = {};
  domain::DeviceId device = {};
  domain::RequestId request = {};
  std::string reason = {};
  base::Timestamp now;         ///< entry time; also the event time unless an entry says otherwise
  std::optional<Idempotency> idempotency = {};
};

/// Reads. Each statement sees the latest committed state (Database::read) or one consistent state (snapshot).
class ReadTransaction {
 public:
  explicit ReadTransaction(Connection& connection) : connection_(connection) {}
  ReadTransaction(const ReadTransaction&) = delete;
  ReadTransaction& operator=(const ReadTransaction&) = delete;
  Connection& connection() const { return connection_; }
  template <typename... Args>
  Rows query(std::string_view sql, const Args&... args) const {
    return connection_.query(sql, args...);
  }

 private:
  Connection& connection_;
};

/// Reads and writes; one attempt of a write. Everything done through it is committed or nothing is.
class WriteTransaction : public ReadTransaction {
 public:
  WriteTransaction(Connection& connection, const WriteContext& context, base::IdSource& ids)
      : ReadTransaction(connection), context_(context), ids_(ids) {}
  const WriteContext& context() const { return context_; }
  base::Timestamp now() const { return context_.now; }
  std::uint64_t next_id() { return ids_.next(); }
  std::uint64_t next_ids(std::uint64_t count) { return ids_.next_block(count); }
  template <typename... Args>
  std::uint64_t execute(std::string_view sql, const Args&... args) {
    return connection().execute(sql, args...);
  }

 private:
  const WriteContext& context_;
  base::IdSource& ids_;
};

/// The database as the services see it. Safe from any thread.
class Database {
 public:
  struct Options {
    std::size_t readers = 8;
    std::size_t writers = 8;
  };
  Database(const DatabaseAccounts& accounts, const base::Clock& clock, base::IdSource& ids, Options options);

  /// Runs `work(const ReadTransaction&)` with each statement on its own; tried once more if the connection turns out
  /// to be dead.
  template <typename Work>
  auto read(Work work);
  /// Runs `work(const ReadTransaction&)` in one consistent, read-only view of the data.
  template <typename Work>
  auto snapshot(Work work);
  /// Runs `work(WriteTransaction&)` as one transaction: commits if it returns, rolls back if it throws, and runs it
  /// again on a deadlock or lock timeout (at most 5 times; the idempotency statement 10). The lambda touches nothing
  /// but the transaction: it may run several times.
  /// Throws Replayed if the context's key has had its effect; domain::Refused as the lambda does; DatabaseError.
  template <typename Work>
  auto write(const WriteContext& context, Work work);

  ConnectionPool& readers() { return readers_; }
  ConnectionPool& writers() { return writers_; }
  const base::Clock& clock() const { return clock_; }
  base::IdSource& ids() { return ids_; }

 private:
  void attempt(const WriteContext& context, const std::function<void(WriteTransaction&)>& work,
               const std::function<StoredAnswer()>& answer);
  void read_with_retry(const std::function<void(Connection&)>& work);

  ConnectionPool readers_;
  ConnectionPool writers_;
  const base::Clock& clock_;
  base::IdSource& ids_;
};

template <typename Work>
auto Database::read(Work work) {
  using Result = std::invoke_result_t<Work, const ReadTransaction&>;
  std::optional<Result> result;
  read_with_retry([&](Connection& connection) { result.emplace(work(ReadTransaction(connection))); });
  return std::move(*result);
}

template <typename Work>
auto Database::snapshot(Work work) {
  using Result = std::invoke_result_t<Work, const ReadTransaction&>;
  std::optional<Result> result;
  read_with_retry([&](Connection& connection) {
    connection.run_text("set transaction isolation level repeatable read");
    connection.run_text("start transaction with consistent snapshot, read only");
    try {
      result.emplace(work(ReadTransaction(connection)));
    } catch (...) {
      connection.rollback();
      throw;
    }
    connection.commit();
  });
  return std::move(*result);
}

template <typename Work>
auto Database::write(const WriteContext& context, Work work) {
  using Result = std::invoke_result_t<Work, WriteTransaction&>;
  std::optional<Result> result;
  attempt(
      context, [&](WriteTransaction& tx) { result.emplace(work(tx)); },
      [&] {
        FROSTKEEP_INVARIANT(context.idempotency->result_type == typeid(Result));
        return context.idempotency->render(&*result);
      });
  return std::move(*result);
}

}  // namespace frostkeep::database
