// The schema is made by one chain of files, and each account may do what the class of a table allows.

#include "database/migrations.hpp"

#include <gtest/gtest.h>

#include <set>

#include "database/things.hpp"
#include "support/test_database.hpp"

namespace frostkeep::database {
namespace {

class MigrationsTest : public ::testing::Test {
 protected:
  tests::TestDatabase database;
};

TEST_F(MigrationsTest, RunningThemAgainChangesNothing) {
  migrate(database.accounts(), database.clock);
  EXPECT_NO_THROW(check_schema(database.accounts().app));
}

TEST_F(MigrationsTest, AnInterruptedFileRunsAgain) {
  database.root().execute("update schema_migration set finished_at = null where number = ?", schema_number());
  EXPECT_THROW(check_schema(database.accounts().app), SchemaProblem);
  migrate(database.accounts(), database.clock);
  EXPECT_NO_THROW(check_schema(database.accounts().app));
}

TEST_F(MigrationsTest, AChangedFileAndANewerSchemaAreRefused) {
  database.root().execute("insert into schema_migration values (?, '', 0, 1, '', 0)", schema_number() + 1);
  EXPECT_THROW(migrate(database.accounts(), database.clock), SchemaProblem);
  database.root().execute("delete from schema_migration where number > ?", schema_number());
  database.root().execute("update schema_migration set checksum = repeat('x', 32) where number = 1");
  database.clock.advance(base::kHour);
  EXPECT_THROW(migrate(database.accounts(), database.clock), SchemaProblem);
}

TEST_F(MigrationsTest, EachTableStandsInExactlyOneClass) {
  const Rows rows = database.root().query(
      "select table_name from information_schema.tables where table_schema = database()");
  std::multiset<std::string> in_schema, in_list;
  for (const Row& row : rows) in_schema.insert(row.text(0));
  for (const TableInfo& table : all_tables()) in_list.insert(table.name);
  EXPECT_EQ(in_schema, in_list);
}

TEST_F(MigrationsTest, EachReplayedTableHasADescriptionOfAllItsColumns) {
  for (const TableInfo& info : all_tables()) {
    if (info.table_class != TableClass::replayed) continue;
    const auto& tables = all_thing_tables();
    const auto found =
        std::find_if(tables.begin(), tables.end(), [&](const ThingTable* t) { return t->name == info.name; });
    ASSERT_NE(found, tables.end()) << info.name;
    std::vector<std::string> described = {"head_hash", "id", "version"};
    for (const ThingColumn& column : (*found)->columns) described.emplace_back(column.name);
    std::sort(described.begin(), described.end());
    std::vector<std::string> columns;
    for (const Row& row :
         database.root().query("select column_name from information_schema.columns "
                               "where table_schema = database() and table_name = ? order by column_name",
                               info.name)) {
      columns.push_back(row.text(0));
    }
    EXPECT_EQ(described, columns) << info.name;
  }
}

TEST_F(MigrationsTest, TheApplicationCantChangeTheLedger) {
  Connection app(database.accounts().app, ConnectionMode::reader);
  EXPECT_NO_THROW(app.query("select * from ledger_entry"));
  EXPECT_THROW(app.execute("update ledger_entry set what = 1"), DatabaseError);
  EXPECT_THROW(app.execute("delete from ledger_entry"), DatabaseError);
  EXPECT_THROW(app.execute("delete from sample"), DatabaseError) << "a replayed row never goes";
  EXPECT_THROW(app.run_text("create table x (id int primary key)"), DatabaseError);
  Connection reader(database.accounts().reader, ConnectionMode::reader);
  EXPECT_NO_THROW(reader.query("select * from sample"));
  EXPECT_THROW(reader.execute("update sample set mark = ''"), DatabaseError);
}

}  // namespace
}  // namespace frostkeep::database
