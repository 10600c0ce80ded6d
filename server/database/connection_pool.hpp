#pragma once
/// A bounded set of connections, each owned by one thread while it is out.

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "database/statement.hpp"

namespace frostkeep::database {

/// Thread rule: lend() from any thread; a Loan stays in the thread that took it.
class ConnectionPool {
 public:
  /// Opens connections when they are first needed, at most `size` (2 to 4 times the database's cores: more only wait).
  ConnectionPool(ConnectionSettings settings, ConnectionMode mode, std::size_t size);
  ~ConnectionPool();

  /// A connection while it is held. A broken one (mark_broken) is closed instead of given back.
  class Loan {
   public:
    Loan(ConnectionPool& pool, std::unique_ptr<Connection> connection);
    ~Loan();
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    Connection& operator*() const;
    Connection* operator->() const { return &**this; }
    void mark_broken() { broken_ = true; }

   private:
    ConnectionPool& pool_;
    std::unique_ptr<Connection> connection_;
    std::thread::id owner_;
    bool broken_ = false;
    std::uint64_t sent_before_;
  };

  /// Waits at most 10 s for a free connection; then DatabaseError (number 0). One that lay idle for more than 5 s is
  /// asked whether it is alive first, and replaced if not.
  Loan lend();
  /// Closes all idle connections, as after the database went away.
  void drop_idle();
  std::size_t waiting() const;
  /// Statements sent by connections that have been given back, since the pool was made.
  std::uint64_t statements_sent() const;

 private:
  struct Idle {
    std::unique_ptr<Connection> connection;
    std::int64_t since_ms;
  };
  void give_back(std::unique_ptr<Connection> connection, bool broken, std::uint64_t sent);

  const ConnectionSettings settings_;
  const ConnectionMode mode_;
  const std::size_t size_;
  mutable std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<Idle> idle_;
  std::size_t open_ = 0;
  std::size_t waiting_ = 0;
  std::uint64_t sent_ = 0;
};

}  // namespace frostkeep::database
