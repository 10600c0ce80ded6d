// Keys have one effect, deadlocks are tried again, and nothing half done stays.

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "support/test_database.hpp"

namespace frostkeep::database {
namespace {

class TransactionTest : public ::testing::Test {
 protected:
  tests::TestDatabase database;
  void SetUp() override {
    database.root().run_text("create table counter (id int primary key, n int not null)");
    database.root().run_text("insert into counter values (1, 0), (2, 0)");
    const Connection who(database.accounts().app, ConnectionMode::reader);
    database.root().run_text("grant all on counter to " + app_account());
  }
  std::string app_account() {
    const std::string name =
        Connection(database.accounts().app, ConnectionMode::reader).query("select current_user()")[0].text(0);
    return "'" + name.substr(0, name.find('@')) + "'@'" + name.substr(name.find('@') + 1) + "'";
  }
  std::int64_t count(int id = 1) {
    return database.root().query("select n from counter where id = ?", id)[0].integer(0);
  }
  WriteContext with_key(const std::string& key, const std::string& input) {
    WriteContext context = database.context();
    context.idempotency = Idempotency{key, base::sha256(input), typeid(int), [](const void* result) {
                                        return StoredAnswer{201, std::to_string(*static_cast<const int*>(result))};
                                      }};
    return context;
  }
  auto add_one() {
    return [](WriteTransaction& tx) {
      tx.execute("update counter set n = n + 1 where id = 1");
      return static_cast<int>(tx.query("select n from counter where id = 1")[0].integer(0));
    };
  }
};

TEST_F(TransactionTest, TheSameKeyFiftyTimesInParallelHasOneEffectAndOneAnswer) {
  std::atomic<int> first{0};
  std::atomic<int> repeats{0};
  std::vector<std::string> answers(50);
  std::vector<std::thread> threads;
  for (int i = 0; i < 50; ++i) {
    threads.emplace_back([&, i] {
      try {
        answers[static_cast<std::size_t>(i)] = std::to_string(database->write(with_key("key-1", "body"), add_one()));
        ++first;
      } catch (const Replayed& replayed) {
        answers[static_cast<std::size_t>(i)] = replayed.answer.body;
        EXPECT_EQ(replayed.answer.status, 201);
        ++repeats;
      }
    });
  }
  for (std::thread& t : threads) t.join();
  EXPECT_EQ(first, 1);
  EXPECT_EQ(repeats, 49);
  EXPECT_EQ(count(), 1);
  for (const std::string& answer : answers) EXPECT_EQ(answer, "1");
}

TEST_F(TransactionTest, AKeyWithOtherInputIsRefused) {
  database->write(with_key("key-2", "body"), add_one());
  try {
    database->write(with_key("key-2", "another body"), add_one());
    FAIL() << "the key had a second effect";
  } catch (const domain::Refused& refused) {
    EXPECT_EQ(refused.code(), domain::ErrorCode::idempotency_key_reused);
  }
}

TEST_F(TransactionTest, ARefusalIsNotRemembered) {
  const auto refuse = [](WriteTransaction& tx) -> int {
    tx.execute("update counter set n = n + 1 where id = 1");
    throw domain::Refused(domain::ErrorCode::position_occupied);
  };
  EXPECT_THROW(database->write(with_key("key-3", "body"), refuse), domain::Refused);
  EXPECT_EQ(count(), 0);
  EXPECT_EQ(database->write(with_key("key-3", "body"), add_one()), 1);
}

TEST_F(TransactionTest, DeadlocksAreTriedAgainUntilBothAreDone) {
  std::atomic<int> failures{0};
  const auto both = [&](int first, int second) {
    for (int i = 0; i < 20; ++i) {
      try {
        database->write(database.context(), [&](WriteTransaction& tx) {
          tx.execute("update counter set n = n + 1 where id = ?", first);
          std::this_thread::sleep_for(std::chrono::milliseconds(2));
          tx.execute("update counter set n = n + 1 where id = ?", second);
          return 0;
        });
      } catch (const DatabaseError&) {
        ++failures;
      }
    }
  };
  std::thread one(both, 1, 2);
  std::thread two(both, 2, 1);
  one.join();
  two.join();
  EXPECT_EQ(count(1), 40 - failures);
  EXPECT_EQ(count(2), 40 - failures);
  EXPECT_LE(failures, 2) << "back-off parts two of a kind";
}

TEST_F(TransactionTest, AReadGoesOnAfterItsConnectionDied) {
  const auto id = database->read([](const ReadTransaction& tx) { return tx.query("select connection_id()")[0].id(0); });
  database.root().run_text("kill " + std::to_string(id));
  EXPECT_EQ(database->read([](const ReadTransaction& tx) { return tx.query("select 41 + 1")[0].integer(0); }), 42);
}

TEST_F(TransactionTest, ASnapshotDoesNotSeeWhatHappensMeanwhile) {
  const auto seen = database->snapshot([&](const ReadTransaction& tx) {
    const auto before = tx.query("select n from counter where id = 1")[0].integer(0);
    database->write(database.context(), add_one());
    return tx.query("select n from counter where id = 1")[0].integer(0) - before;
  });
  EXPECT_EQ(seen, 0);
  EXPECT_EQ(count(), 1);
}

}  // namespace
}  // namespace frostkeep::database
