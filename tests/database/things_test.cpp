// A row and its entry go together, and a version decides who was faster.

#include <gtest/gtest.h>

#include "database/ledger_records.hpp"
#include "database/sample_records.hpp"
#include "database/thing_tables.hpp"
#include "support/test_database.hpp"

namespace frostkeep::database {
namespace {

using domain::Happening;

class ThingsTest : public ::testing::Test {
 protected:
  tests::TestDatabase database;
  tests::SmallHouse house{database};

  ThingChange new_mark(const domain::Sample& s, const std::string& mark) {
    Changes changes;
    changes.change(SampleField::mark, value_of(s.mark), value_of(mark));
    return {{s.id.value, s.version, s.head_hash}, changes.take()};
  }
  domain::Sample again(const domain::Sample& s) {
    return database->read([&](const ReadTransaction& tx) { return find_sample(tx, s.id); })->sample;
  }
};

TEST_F(ThingsTest, EachChangeIsAnEntryChainedToTheOneBefore) {
  const domain::Sample tube = again(house.a_tube());
  database->write(database.context(), [&](WriteTransaction& tx) {
    return change_thing(tx, kSamples, new_mark(tube, "haemolysed"), {Happening::edited});
  });
  const auto stream = database->read([&](const ReadTransaction& tx) {
    return read_stream(tx, domain::StreamKind::sample, tube.id.value, 0, 10);
  });
  ASSERT_EQ(stream.size(), 2u);
  EXPECT_EQ(stream[0].entry.sequence, 1u);
  EXPECT_EQ(stream[0].previous, base::Digest{});
  EXPECT_EQ(stream[1].previous, stream[0].hash);
  for (const StoredEntry& s : stream) EXPECT_EQ(domain::entry_hash(s.entry, s.previous), s.hash);
  const domain::Sample now = again(tube);
  EXPECT_EQ(now.version, 2u);
  EXPECT_EQ(now.head_hash, stream[1].hash);
  EXPECT_EQ(now.mark, "haemolysed");
}

TEST_F(ThingsTest, AStaleVersionChangesNothing) {
  const domain::Sample tube = again(house.a_tube());
  const auto mark = [&](const std::string& text) {
    database->write(database.context(), [&](WriteTransaction& tx) {
      return change_thing(tx, kSamples, new_mark(tube, text), {Happening::edited});
    });
  };
  mark("clotted");
  try {
    mark("lipaemic");
    FAIL() << "the second edit of the same version went through";
  } catch (const domain::Refused& refused) {
    EXPECT_EQ(refused.code(), domain::ErrorCode::version_stale);
  }
  EXPECT_EQ(again(tube).mark, "clotted");
}

TEST_F(ThingsTest, ManyChangeInOneStatementOrNoneDoes) {
  std::vector<domain::Sample> tubes;
  for (const domain::Sample& tube : house.tubes(96)) tubes.push_back(again(tube));
  std::vector<ThingChange> changes;
  for (const domain::Sample& tube : tubes) changes.push_back(new_mark(tube, "underfilled"));
  std::uint64_t statements = 0;
  database->write(database.context(), [&](WriteTransaction& tx) {
    const auto before = tx.connection().statements_sent();
    change_things(tx, kSamples, changes, {Happening::edited});
    statements = tx.connection().statements_sent() - before;
    return 0;
  });
  EXPECT_EQ(statements, 2u) << "one update, one insert of entries";
  for (const domain::Sample& tube : tubes) EXPECT_EQ(again(tube).mark, "underfilled");

  for (ThingChange& change : changes) change.entry_id = 0;
  EXPECT_THROW(database->write(database.context(),
                               [&](WriteTransaction& tx) {
                                 changes[0].head.version = 2;
                                 return change_things(tx, kSamples, changes, {Happening::edited});
                               }),
               domain::Refused);
}

TEST_F(ThingsTest, ACodeIsUsedOnce) {
  domain::Sample twin;
  twin.study = house.study;
  twin.owner_site = house.site;
  twin.material = "SER";
  twin.state = domain::SampleState::received;
  twin.code = house.a_tube().code;
  std::vector<domain::Sample> twins = {twin};
  try {
    house.register_tubes(twins);
    FAIL() << "a code was used twice";
  } catch (const domain::Refused& refused) {
    EXPECT_EQ(refused.code(), domain::ErrorCode::code_taken);
    EXPECT_EQ(refused.violations()[0].values.at("code"), twin.code);
  }
}

}  // namespace
}  // namespace frostkeep::database
