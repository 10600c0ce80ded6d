#include "database/connection_pool.hpp"

#include <mysql_driver.h>

#include <chrono>

#include "base/invariant.hpp"

namespace frostkeep::database {
namespace {

constexpr std::int64_t kAskAfterIdleMs = 5'000;
constexpr auto kLongestWait = std::chrono::seconds(10);

std::int64_t monotonic_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

/// The connector wants each thread that uses it to be announced, once, and said farewell to at its end.
void announce_thread() {
  struct Announcement {
    Announcement() { sql::mysql::get_driver_instance()->threadInit(); }
    ~Announcement() { sql::mysql::get_driver_instance()->threadEnd(); }
  };
  thread_local const Announcement announced;
}

}  // namespace

ConnectionPool::ConnectionPool(ConnectionSettings settings, ConnectionMode mode, std::size_t size)
    : settings_(std::move(settings)), mode_(mode), size_(size) {
  FROSTKEEP_INVARIANT(size > 0);
}

ConnectionPool::~ConnectionPool() = default;

ConnectionPool::Loan ConnectionPool::lend() {
  announce_thread();
  std::unique_lock lock(mutex_);
  ++waiting_;
  const bool in_time = freed_.wait_for(lock, kLongestWait, [this] { return !idle_.empty() || open_ < size_; });
  --waiting_;
  if (!in_time) throw DatabaseError(0, "no free database connection within 10 s");
  if (!idle_.empty()) {
    Idle idle = std::move(idle_.back());
    idle_.pop_back();
    lock.unlock();
    if (monotonic_ms() - idle.since_ms < kAskAfterIdleMs || idle.connection->is_alive()) {
      return {*this, std::move(idle.connection)};
    }
    idle.connection.reset();
  } else {
    ++open_;
    lock.unlock();
  }
  try {
    return {*this, std::make_unique<Connection>(settings_, mode_)};
  } catch (...) {
    give_back(nullptr, true, 0);
    throw;
  }
}

void ConnectionPool::give_back(std::unique_ptr<Connection> connection, bool broken, std::uint64_t sent) {
  if (broken) connection.reset();
  const std::lock_guard lock(mutex_);
  sent_ += sent;
  if (broken) {
    --open_;
  } else {
    idle_.push_back({std::move(connection), monotonic_ms()});
  }
  freed_.notify_one();
}

void ConnectionPool::drop_idle() {
  std::vector<Idle> dropped;
  const std::lock_guard lock(mutex_);
  open_ -= idle_.size();
  dropped.swap(idle_);
  freed_.notify_all();
}

std::size_t ConnectionPool::waiting() const {
  const std::lock_guard lock(mutex_);
  return waiting_;
}

std::uint64_t ConnectionPool::statements_sent() const {
  const std::lock_guard lock(mutex_);
  return sent_;
}

ConnectionPool::Loan::Loan(ConnectionPool& pool, std::unique_ptr<Connection> connection)
    : pool_(pool),
      connection_(std::move(connection)),
      owner_(std::this_thread::get_id()),
      sent_before_(connection_->statements_sent()) {}

ConnectionPool::Loan::~Loan() {
  const std::uint64_t sent = connection_->statements_sent() - sent_before_;
  pool_.give_back(std::move(connection_), broken_, sent);
}

Connection& ConnectionPool::Loan::operator*() const {
  FROSTKEEP_INVARIANT(owner_ == std::this_thread::get_id());
  return *connection_;
}

}  // namespace frostkeep::database
