// What the connector does with values, rows and errors; the wrapper's promises rest on it.

#include <gtest/gtest.h>

#include "database/batch.hpp"
#include "support/test_database.hpp"

namespace frostkeep::database {
namespace {

class StatementTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    const std::string schema = tests::make_schema();
    Connection(tests::test_mariadb().root(schema), ConnectionMode::reader)
        .run_text("create table t (id bigint unsigned primary key, n bigint null, b varbinary(64), u varchar(20), "
                  "h binary(32), constraint ck_t_n check (n is null or n >= 0)) default charset=utf8mb4");
    settings = tests::test_mariadb().root(schema);
  }
  static inline ConnectionSettings settings;
};

TEST_F(StatementTest, ValuesComeBackAsTheyWent) {
  Connection c(settings, ConnectionMode::reader);
  std::string every_byte;
  for (int i = 0; i < 64; ++i) every_byte.push_back(static_cast<char>(i * 4));
  base::Digest digest{};
  digest[0] = 0xFF;
  digest[31] = 0x00;
  const std::uint64_t large = 0x7FFF'FFFF'FFFF'FFFFULL;
  EXPECT_EQ(c.execute("insert into t values (?, ?, ?, ?, ?)", large, std::nullopt, every_byte, "𠮷' 野", digest), 1u);
  const Row row = c.query("select * from t where id = ?", large).at(0);
  EXPECT_EQ(row.id(0), large);
  EXPECT_TRUE(row.is_null(1));
  EXPECT_EQ(row.text(2), every_byte);
  EXPECT_EQ(row.text(3), "𠮷' 野");
  EXPECT_EQ(row.digest(4), digest);
}

TEST_F(StatementTest, AnUpdateCountsWhatItChanged) {
  Connection c(settings, ConnectionMode::reader);
  c.execute("insert into t values (1, 5, '', '', '')");
  EXPECT_EQ(c.execute("update t set n = ? where id = ? and n = ?", 6, 1, 5), 1u);
  EXPECT_EQ(c.execute("update t set n = ? where id = ? and n = ?", 6, 1, 5), 0u);
}

TEST_F(StatementTest, ErrorsKeepTheServersNumber) {
  Connection c(settings, ConnectionMode::reader);
  c.execute("insert into t values (2, 5, '', '', '')");
  try {
    c.execute("insert into t values (2, 5, '', '', '')");
    FAIL() << "a double key went in";
  } catch (const DatabaseError& e) {
    EXPECT_TRUE(e.is_duplicate_key());
  }
  try {
    c.execute("update t set n = n - 10 where id = 2");
    FAIL() << "a negative number went in";
  } catch (const DatabaseError& e) {
    EXPECT_TRUE(e.is_check_violation());
    EXPECT_NE(std::string(e.what()).find("ck_t_n"), std::string::npos);
  }
  EXPECT_THROW(c.execute("insert into t values (3, 1, '', '\xC0\xAE', '')"), DatabaseError);
  EXPECT_THROW(c.run_text("select 1; select 2"), DatabaseError) << "one statement at a time";
}

TEST_F(StatementTest, BatchesOfAnySizeGoInFixedWidths) {
  Connection c(settings, ConnectionMode::reader);
  for (const std::size_t rows : {1u, 7u, 9u, 96u, 105u, 1'113u}) {
    c.execute("delete from t");
    std::vector<Bind> binds;
    for (std::size_t i = 0; i < rows; ++i) {
      binds.emplace_back(static_cast<std::int64_t>(i + 1));
      binds.emplace_back(static_cast<std::int64_t>(i));
    }
    EXPECT_EQ(execute_batch(c, "insert into t (id, n) values ", "(?, ?)", ", ", "", binds, 2), rows);
    std::vector<Bind> ids;
    for (std::size_t i = 0; i < rows; ++i) ids.emplace_back(static_cast<std::int64_t>(i + 1));
    EXPECT_EQ(query_in(c, "select id from t where id in ", "", ids).size(), rows);
  }
  const auto before = c.statements_sent();
  std::vector<Bind> binds;
  for (int i = 0; i < 96; ++i) binds.emplace_back(2'000 + i);
  execute_batch(c, "insert into t (id) values ", "(?)", ", ", "", binds, 1);
  EXPECT_EQ(c.statements_sent() - before, 1u);
}

TEST_F(StatementTest, AStreamReadsWithoutKeeping) {
  Connection c(settings, ConnectionMode::reader);
  c.execute("delete from t");
  for (int i = 1; i <= 100; ++i) c.execute("insert into t values (?, ?, '', '', '')", i, i * 2);
  std::int64_t sum = 0;
  c.stream("select id, n from t", [&](const Connection::StreamRow& row) { sum += row.integer(1); });
  EXPECT_EQ(sum, 100 * 101);
}

TEST_F(StatementTest, ACommitThatNoServerHeardIsAnError) {
  Connection writer(settings, ConnectionMode::writer);
  Connection other(settings, ConnectionMode::reader);
  other.execute("delete from t");
  const std::uint64_t id = writer.query("select connection_id()").at(0).id(0);
  writer.execute("insert into t (id) values (1)");
  other.run_text("kill " + std::to_string(id));
  try {
    writer.commit();
    FAIL() << "a commit that met a dead connection looked like one that worked";
  } catch (const DatabaseError& e) {
    EXPECT_TRUE(e.is_connection_lost()) << e.what();
  }
  EXPECT_THROW(writer.rollback(), DatabaseError);
  EXPECT_EQ(other.query("select id from t").size(), 0u);
}

TEST_F(StatementTest, AKilledConnectionIsReplacedByThePool) {
  ConnectionPool pool(settings, ConnectionMode::reader, 1);
  std::uint64_t id = 0;
  {
    auto loan = pool.lend();
    id = loan->query("select connection_id()").at(0).id(0);
  }
  Connection other(settings, ConnectionMode::reader);
  other.run_text("kill " + std::to_string(id));
  try {
    auto loan = pool.lend();
    loan->query("select 1");
    FAIL() << "the killed connection answered";
  } catch (const DatabaseError& e) {
    EXPECT_TRUE(e.is_connection_lost()) << e.number();
  }
  pool.drop_idle();
  EXPECT_EQ(pool.lend()->query("select 1").size(), 1u);
}

}  // namespace
}  // namespace frostkeep::database
