// Each kind of tampering is found and named, nothing else is, also while others write.

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "database/ledger_records.hpp"
#include "support/test_house.hpp"

namespace frostkeep::database {
namespace {

class VerifyTest : public ::testing::Test {
 protected:
  tests::TestHouse house;
  domain::Container box = house.small.a_box();
  std::vector<domain::Sample> tubes = house.small.tubes(6);

  void SetUp() override {
    for (int i = 0; i < 4; ++i) place(i, "A" + std::to_string(i + 1));
    services::TakeOrder take{box.id, "A2", "", true};
    house.services.placements.take_out(house.asked(), take);
    house.services.placements.take_out(house.asked(), {box.id, "A3", "", false});
  }
  void place(int tube, const std::string& position) {
    house.services.placements.place(house.asked(), {box.id, position, tubes[static_cast<std::size_t>(tube)].code});
  }
  std::string id(int tube) const { return tubes[static_cast<std::size_t>(tube)].id.text(); }

  /// Tampers with one statement as root, expects exactly this finding, and takes it back with another.
  void expect_named(const std::string& tamper, const std::string& table, const std::string& problem,
                    const std::string& take_back = "") {
    house.database.root().run_text(tamper);
    const auto report = house.verify();
    const bool named = std::any_of(report.findings.begin(), report.findings.end(),
                                   [&](const Finding& f) { return f.table == table && f.problem == problem; });
    std::string all;
    for (const Finding& f : report.findings) all += f.table + " " + f.problem + " (" + f.detail + ")\n";
    EXPECT_TRUE(named) << tamper << "\nexpected " << table << " " << problem << ", found:\n" << all;
    if (!take_back.empty()) {
      house.database.root().run_text(take_back);
      EXPECT_TRUE(house.verify().findings.empty()) << "taken back: " << tamper;
    }
  }
};

TEST_F(VerifyTest, ASoundHouseHasNoFindings) {
  const auto report = house.verify();
  EXPECT_TRUE(report.findings.empty());
  EXPECT_GT(report.entries, 10u);
  EXPECT_EQ(report.looked_again, 0u);
}

TEST_F(VerifyTest, AnEditedRowIsNamedWithItsColumn) {
  expect_named("update sample set volume_nl = volume_nl - 1 where id = " + id(0), "sample", "row_altered",
               "update sample set volume_nl = volume_nl + 1 where id = " + id(0));
  const std::string b = box.id.text();
  expect_named("update container set name = 'x' where id = " + b, "container", "row_altered",
               "update container set name = '' where id = " + b);
  expect_named("update container_type set name_zh = 'x'", "container_type", "row_altered");
}

TEST_F(VerifyTest, EditedDeletedAndInsertedDerivedRowsAreNamed) {
  expect_named("update occupancy set position = 80 where occupant_id = " + id(0), "occupancy", "row_altered",
               "update occupancy set position = 1 where occupant_id = " + id(0));
  expect_named("update occupancy set kind = 1 where occupant_id = " + id(1), "occupancy", "row_altered",
               "update occupancy set kind = 3 where occupant_id = " + id(1));
  expect_named("update stay set from_time = from_time + 1 where occupant_id = " + id(0), "stay", "row_altered",
               "update stay set from_time = from_time - 1 where occupant_id = " + id(0));
  expect_named("insert into stay values (7, 1, " + id(5) + ", " + box.id.text() + ", 3, 1, 2, 3)", "stay",
               "row_unexpected", "delete from stay where id = 7");
  expect_named("insert into scan_code values ('ALIAS', 0, 8, " + id(0) + ")", "scan_code", "row_unexpected",
               "delete from scan_code where code = 'ALIAS'");
  expect_named("insert into sample_parent values (" + id(0) + ", " + id(1) + ")", "sample_parent", "row_unexpected",
               "delete from sample_parent");
  expect_named("insert into sample_donor values (5, " + id(0) + ")", "sample_donor", "row_unexpected",
               "delete from sample_donor");
  expect_named("delete from occupancy where occupant_id = " + id(3), "occupancy", "row_missing");
  expect_named("delete from stay where occupant_id = " + id(2), "stay", "row_missing");
  expect_named("update scan_code set code = 'OTHER' where thing_id = " + id(4), "scan_code", "row_altered");
}

TEST_F(VerifyTest, InsertedAndDeletedRowsAreNamed) {
  house.database.root().run_text("create temporary table copy select * from sample where id = " + id(0));
  house.database.root().run_text("update copy set id = 4711");
  expect_named("insert into sample select * from copy", "sample", "row_unexpected",
               "delete from sample where id = 4711");
  expect_named("delete from sample where id = " + id(5), "sample", "row_missing");
  expect_named("delete from site", "site", "row_missing");
}

TEST_F(VerifyTest, TamperingWithEntriesIsNamed) {
  const std::string first = "stream_id = " + id(0) + " and sequence = 1";
  const std::string second = "stream_id = " + id(0) + " and sequence = 2";
  expect_named("update ledger_entry set actor_id = actor_id + 1 where " + first, "ledger_entry", "entry_altered",
               "update ledger_entry set actor_id = actor_id - 1 where " + first);
  expect_named("update ledger_entry set reason = 'because' where " + second, "ledger_entry", "entry_altered",
               "update ledger_entry set reason = '' where " + second);
  expect_named("update ledger_entry set payload = concat(payload, 'x') where " + second, "ledger_entry",
               "entry_altered");
  expect_named("delete from ledger_entry where stream_id = " + id(1) + " and sequence = 2", "ledger_entry",
               "entry_missing");
  expect_named("delete from ledger_entry where stream_id = " + id(2) + " and sequence = 3", "ledger_entry",
               "head_differs");
}

TEST_F(VerifyTest, SwappedEntriesAreNamed) {
  auto& root = house.database.root();
  const std::string of_tube = "stream_id = " + id(1) + " and sequence = ";
  root.run_text("update ledger_entry set sequence = 99 where " + of_tube + "1");
  root.run_text("update ledger_entry set sequence = 1 where " + of_tube + "2");
  root.run_text("update ledger_entry set sequence = 2 where " + of_tube + "99");
  const auto report = house.verify();
  const auto altered = std::count_if(report.findings.begin(), report.findings.end(),
                                     [](const Finding& f) { return f.problem == "entry_altered"; });
  EXPECT_EQ(altered, 2);
}

TEST_F(VerifyTest, ARewrittenStreamThatIsSoundInItselfIsFoundByAnEarlierHead) {
  house.database.clock.advance(base::kMinute);
  const auto earlier = house.verify();
  ASSERT_FALSE(earlier.head.nodes.empty());
  VerifyOptions against;
  against.against = earlier.head.nodes;
  house.database.clock.advance(base::kMinute);
  house.small.tubes(3);
  EXPECT_TRUE(house.verify(against).findings.empty()) << "growth is no finding";
  // A tube that never was: its row, codes and entries go together, and nothing points at it.
  for (const std::string table : {"ledger_entry where stream_id", "scan_code where thing_id", "sample where id"}) {
    house.database.root().run_text("delete from " + table + " = " + id(5));
  }
  EXPECT_TRUE(house.verify().findings.empty()) << "no trace is left inside";
  const auto report = house.verify(against);
  ASSERT_EQ(report.findings.size(), 1u);
  EXPECT_EQ(report.findings[0].problem, "ledger_shortened");
}

TEST_F(VerifyTest, WhatChangesMeanwhileIsNoFinding) {
  std::atomic<bool> stop{false};
  std::vector<std::thread> writers;
  for (int w = 0; w < 8; ++w) {
    writers.emplace_back([&, w] {
      const auto own = house.small.a_box();
      const auto tube = house.small.a_tube();
      for (int i = 0; !stop && i < 10'000; ++i) {
        house.services.placements.place(house.asked(), {own.id, i % 2 == 0 ? "A1" : "B2", tube.code, i > 0});
      }
    });
  }
  std::uint64_t looked_again = 0;
  for (int round = 0; round < 10; ++round) {
    const auto report = house.verify();
    looked_again += report.looked_again;
    for (const Finding& f : report.findings) ADD_FAILURE() << f.table << " " << f.problem << " " << f.detail;
  }
  stop = true;
  for (std::thread& writer : writers) writer.join();
  EXPECT_GT(looked_again, 0u) << "the writers were too slow for this test to mean anything";
}

}  // namespace
}  // namespace frostkeep::database
