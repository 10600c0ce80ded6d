// Whoever changes rows behind the house's back is found: in each table that schema/tables.csv doesn't call operational
// a row is edited, inserted and deleted, entries of the ledger are edited, deleted and swapped, its tail is cut and
// yesterday's backup is put back, while eight people go on working. verify names each and nothing else.
// FROSTKEEP_TAMPER=each tries every column of every table by itself; otherwise one of each table, all at once.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <random>
#include <shared_mutex>
#include <thread>

#include "domain/code_text.hpp"
#include "http/routes.hpp"
#include "http/server.hpp"
#include "support/api_client.hpp"
#include "support/demo_house.hpp"
#include "support/tampering.hpp"

namespace frostkeep::tests {
namespace {

constexpr int kClients = 8;
constexpr int kTubesEach = 4;

bool each_by_itself() {
  const char* text = std::getenv("FROSTKEEP_TAMPER");
  return text != nullptr && std::string_view(text) == "each";
}

class TamperTest : public ::testing::Test {
 protected:
  void SetUp() override {
    demo.services.backups.note({demo.database.clock.now(), demo.database.clock.now(), false});
    tampering.fill_empty_tables();
    http::ServerHooks hooks;
    hooks.gate.session = [this](std::string_view token) { return demo.services.sessions.resolve(token); };
    hooks.gate.permission_refused = [](const auto&, auto, auto) {};
    hooks.next_request_id = [this] { return domain::RequestId{demo.database.ids.next()}; };
    hooks.ready = [] { return true; };
    hooks.metrics = [] { return std::string(); };
    http::ServerOptions options;
    options.spool_folder = ::testing::TempDir();
    server = std::make_unique<http::Server>(options, http::all_routes(), demo.services, pages, std::move(hooks));
    for (int i = 0; i < kClients; ++i) threads.emplace_back([this, i] { work(i); });
  }

  void TearDown() override {
    let_rest();
    fmt::print("{} acts meanwhile, {} streams read twice\n", acts.load(), looked_again);
    EXPECT_GT(acts, 0);
  }

  void let_rest() {
    stop = true;
    for (std::thread& thread : threads) thread.join();
    threads.clear();
  }

  /// Moves four tubes between the lower cells of a box.
  void work(int number) {
    try {
      move_tubes(number);
    } catch (const std::exception& failure) {
      if (!stop) fmt::print("somebody gave up: {}\n", failure.what());
    }
  }

  void move_tubes(int number) {
    ApiClient client(server->port());
    if (!client.sign_in("technician", demo.account("technician").password)) return;
    const std::string box = client.get("/api/v1/scan-codes/" + domain::make_code("BX", number + 5)).json().at("id");
    ++signed_in;
    for (int act = 0; !stop; ++act) {
      const int tube = act % kTubesEach;
      const std::string to = fmt::format("{}{}", act / kTubesEach % 2 == 0 ? 'H' : 'I', tube + 1);
      const std::string code = domain::make_code("ZJ", static_cast<std::uint64_t>(401 + number * kTubesEach + tube));
      // A lock that readers share would be theirs for ever.
      while (pause && !stop) std::this_thread::sleep_for(std::chrono::milliseconds(1));
      const std::shared_lock turn(quiet);
      const auto answer =
          client.send("PUT", "/api/v1/containers/" + box + "/positions/" + to,
                      nlohmann::json{{"code", code}, {"move", true}}.dump(), fmt::format("tamper-{}-{}", number, act));
      if (answer.status == 200) ++acts;
    }
  }

  /// Verify finds each of these tables and nothing that isn't about what was tampered with.
  void expect_named(const std::vector<Tampered>& done) {
    const auto report = demo.verify();
    looked_again += report.looked_again;
    for (const Tampered& t : done) {
      EXPECT_TRUE(std::ranges::any_of(report.findings, [&](const auto& f) { return t.names(f); })) << t.what;
    }
    for (const database::Finding& f : report.findings) {
      EXPECT_TRUE(std::ranges::any_of(done, [&](const Tampered& t) { return t.is_about(f); }))
          << "a false finding: " << f.table << " " << f.id << " " << f.problem << " " << f.detail;
    }
  }

  void try_tampering(const std::vector<std::function<Tampered()>>& acts_behind_our_back) {
    std::vector<Tampered> done;
    for (const auto& act : acts_behind_our_back) {
      done.push_back(act());
      if (done.back().what.empty()) done.pop_back();
      const bool at_once = !each_by_itself() && &act != &acts_behind_our_back.back();
      if (at_once || done.empty()) continue;
      expect_named(done);
      for (auto it = done.rbegin(); it != done.rend(); ++it) it->take_back();
      done.clear();
    }
    const auto report = demo.verify();
    for (const database::Finding& f : report.findings) {
      ADD_FAILURE() << "left behind: " << f.table << " " << f.id << " " << f.problem << " " << f.detail;
    }
  }

  DemoTestHouse demo{12};
  Tampering tampering{*demo.database, demo.database.root()};
  http::StaticFiles pages{std::span<const base::EmbeddedFile>{}};
  std::unique_ptr<http::Server> server;
  std::vector<std::thread> threads;
  std::atomic<bool> stop{false};
  std::atomic<int> acts{0};
  std::atomic<int> signed_in{0};
  std::atomic<bool> pause{false};
  std::shared_mutex quiet;  ///< held alone while nobody may write
  std::uint64_t looked_again = 0;
};

TEST_F(TamperTest, AnEditedRowOfEachTableIsNamed) {
  const auto seed = std::random_device{}();
  fmt::print("seed {}\n", seed);
  std::vector<std::function<Tampered()>> acts_behind_our_back;
  for (const std::string& table : tampering.tables()) {
    const auto columns = tampering.editable_columns(table);
    ASSERT_FALSE(columns.empty()) << table;
    for (std::size_t i = 0; i < (each_by_itself() ? columns.size() : 1); ++i) {
      const std::string column = columns[(seed + i) % columns.size()];
      acts_behind_our_back.push_back([this, table, column] { return tampering.edit(table, column); });
    }
  }
  try_tampering(acts_behind_our_back);
}

TEST_F(TamperTest, AnInsertedRowOfEachTableIsNamed) {
  std::vector<std::function<Tampered()>> acts_behind_our_back;
  for (const std::string& table : tampering.tables()) {
    acts_behind_our_back.push_back([this, table] { return tampering.insert(table); });
  }
  try_tampering(acts_behind_our_back);
}

TEST_F(TamperTest, ADeletedRowOfEachTableIsNamed) {
  std::vector<std::function<Tampered()>> acts_behind_our_back;
  for (const std::string& table : tampering.tables()) {
    acts_behind_our_back.push_back([this, table] { return tampering.erase(table); });
  }
  try_tampering(acts_behind_our_back);
}

TEST_F(TamperTest, EntriesEditedDeletedSwappedAndCutOffAreNamed) {
  try_tampering({[this] { return tampering.edit_entry("reason = 'because'"); }});
  try_tampering({[this] { return tampering.edit_entry("event_time = event_time + 1"); }});
  try_tampering({[this] { return tampering.edit_entry("payload = concat(payload, 'x')"); }});
  try_tampering({[this] { return tampering.edit_entry("hash = unhex(sha2(hash, 256))"); }});
  try_tampering({[this] { return tampering.delete_entry(false); }});
  try_tampering({[this] { return tampering.delete_entry(true); }});
  try_tampering({[this] { return tampering.swap_entries(); }});
  try_tampering({[this] { return tampering.cut_tail(25); }});
}

TEST_F(TamperTest, YesterdaysBackupIsNamedByTodaysHead) {
  while (signed_in < kClients) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  {
    pause = true;
    const std::unique_lock alone(quiet);
    tampering.remember_all("yesterday");
    pause = false;
  }
  const int before = acts;
  while (acts < before + 40) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  let_rest();
  demo.database.clock.advance(base::kMinute);
  const auto today = demo.verify();
  ASSERT_TRUE(today.findings.empty());
  database::VerifyOptions against;
  against.against = today.head.nodes;
  EXPECT_TRUE(demo.verify(against).findings.empty());
  tampering.put_back_all("yesterday");
  EXPECT_TRUE(demo.verify().findings.empty()) << "yesterday was sound, by itself";
  const auto report = demo.verify(against);
  ASSERT_EQ(report.findings.size(), 1u);
  EXPECT_EQ(report.findings[0].problem, "ledger_shortened");
}

}  // namespace
}  // namespace frostkeep::tests
