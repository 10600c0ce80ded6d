#include "database/transaction.hpp"

#include <chrono>
#include <thread>

#include "base/log.hpp"
#include "base/random.hpp"
#include "database/constraint_errors.hpp"
#include "domain/refusal.hpp"

namespace frostkeep::database {
namespace {

constexpr int kAttempts = 5;
constexpr int kIdempotencyAttempts = 10;
constexpr std::size_t kLargestStoredAnswer = 512 * 1024;

constexpr std::string_view kInsertKey =
    "insert into idempotency (actor_id, idempotency_key, input_digest, status, answer, created_at) "
    "values (?, ?, ?, 0, '', ?)";
constexpr std::string_view kReadKey =
    "select input_digest, status, answer from idempotency where actor_id = ? and idempotency_key = ?";
constexpr std::string_view kStoreAnswer =
    "update idempotency set status = ?, answer = ? where actor_id = ? and idempotency_key = ?";

/// Waits 5 ms, 10 ms, 20 ms … each with as much again at random, so that two losers don't meet again.
void back_off(int attempt) {
  const auto base_ms = 5u << std::min(attempt, 6);
  const std::string random = base::SystemRandom().bytes(2);
  const unsigned jitter =
      (static_cast<unsigned char>(random[0]) << 8 | static_cast<unsigned char>(random[1])) % base_ms;
  std::this_thread::sleep_for(std::chrono::milliseconds(base_ms + jitter));
}

/// Claims the key, or throws what its first use was answered.
void claim_key(Connection& connection, const WriteContext& context) {
  const Idempotency& key = *context.idempotency;
  try {
    connection.execute(kInsertKey, context.actor, key.key, key.input_digest, context.now);
    return;
  } catch (const DatabaseError& e) {
    if (!e.is_duplicate_key()) throw;
  }
  connection.rollback();
  const Rows rows = connection.query(kReadKey, context.actor, key.key);
  connection.rollback();
  // The holder of the key rolled back between the two statements: claim it now.
  if (rows.empty()) throw DatabaseError(1213, "the idempotency key was let go");
  if (rows[0].digest(0) != key.input_digest) throw domain::Refused(domain::ErrorCode::idempotency_key_reused);
  throw Replayed{{static_cast<int>(rows[0].integer(1)), rows[0].text(2)}};
}

void store_answer(Connection& connection, const WriteContext& context, const StoredAnswer& answer) {
  FROSTKEEP_INVARIANT(answer.body.size() <= kLargestStoredAnswer);
  connection.execute(kStoreAnswer, answer.status, answer.body, context.actor, context.idempotency->key);
}

}  // namespace

Database::Database(const DatabaseAccounts& accounts, const base::Clock& clock, base::IdSource& ids, Options options)
    : readers_(accounts.app, ConnectionMode::reader, options.readers),
      writers_(accounts.app, ConnectionMode::writer, options.writers),
      clock_(clock),
      ids_(ids) {}

void Database::read_with_retry(const std::function<void(Connection&)>& work) {
  for (int tries = 0;; ++tries) {
    auto loan = readers_.lend();
    try {
      work(*loan);
      return;
    } catch (const DatabaseError& e) {
      if (!e.is_connection_lost()) throw;
      loan.mark_broken();
      readers_.drop_idle();
      if (tries > 0) throw;
    }
  }
}

void Database::attempt(const WriteContext& context, const std::function<void(WriteTransaction&)>& work,
                       const std::function<StoredAnswer()>& answer) {
  for (int tries = 0;; ++tries) {
    auto loan = writers_.lend();
    bool key_claimed = !context.idempotency;
    bool commit_sent = false;
    try {
      if (context.idempotency) {
        claim_key(*loan, context);
        key_claimed = true;
      }
      WriteTransaction tx(*loan, context, ids_);
      work(tx);
      if (context.idempotency) store_answer(*loan, context, answer());
      commit_sent = true;
      loan->commit();
      return;
    } catch (const DatabaseError& e) {
      if (e.is_connection_lost()) {
        loan.mark_broken();
        writers_.drop_idle();
        // Before COMMIT nothing can have been applied; after it, with a key the repeat finds out what was.
        if ((!commit_sent || context.idempotency) && tries < 1) continue;
        throw;
      }
      loan->rollback();
      if (const auto refusal = refusal_of(e)) throw *refusal;
      const int allowed = key_claimed ? kAttempts : kIdempotencyAttempts;
      if (!e.is_retriable() || tries + 1 >= allowed) throw;
    } catch (...) {
      try {
        loan->rollback();
      } catch (const DatabaseError&) {
        loan.mark_broken();
      }
      throw;
    }
    back_off(tries);
  }
}

}  // namespace frostkeep::database
