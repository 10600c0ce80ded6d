// Eight technicians move tubes while server and database are killed again and again: nothing that was acknowledged is
// lost, nothing happens twice, and the ledger is sound. FROSTKEEP_KILLS sets how often each is killed (3; the long run
// uses 20), FROSTKEEP_SEED repeats a run.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <random>
#include <sstream>
#include <thread>

#include "app/process.hpp"
#include "base/random.hpp"
#include "domain/code_text.hpp"
#include "support/api_client.hpp"
#include "support/private_mariadb.hpp"

namespace frostkeep::tests {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr int kClients = 8;
constexpr int kTubesEach = 4;
constexpr std::uint16_t kPort = 28'317;

int from_environment(const char* name, int otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::atoi(text);
}

/// What one technician knows for certain.
struct Technician {
  int number = 0;
  std::string box;                           ///< id
  std::vector<std::string> codes;            ///< of tubes
  std::map<std::string, std::string> place;  ///< code → acknowledged position
  std::map<std::string, std::vector<std::string>> went;  ///< code → every acknowledged position, in order
  int repeats = 0;                           ///< answers that came from the stored effect
  std::vector<std::string> surprises;
};

class KillTest : public ::testing::Test {
 protected:
  void SetUp() override {
    sweep_leftovers();
    folder_ = make_test_folder("kill");
    fs::permissions(folder_, fs::perms(0777));
    ASSERT_EQ(run({"demo", "--participants", "50"}), 0);
    std::ifstream accounts(folder_ / "data" / "demo-accounts.txt");
    for (std::string line; std::getline(accounts, line);) {
      std::istringstream words(line);
      std::string user, role, password;
      words >> user >> role >> password;
      if (user == "technician") password_ = password;
    }
    start_server();
  }

  void TearDown() override {
    if (server_) {
      server_->signal(SIGTERM);
      server_->wait(seconds(40));
    }
    while (auto left = app::find_process("mariadbd", "--defaults-file=" + folder_.string() + "/")) {
      left->signal(SIGKILL);
      left->wait(seconds(10));
    }
    fs::remove_all(folder_);
  }

  std::vector<std::string> arguments(std::vector<std::string> command) const {
    for (const char* word : {"--system-user", "nobody", "--buffer-pool-mib", "128", "--redo-log-mib", "64"})
      command.emplace_back(word);
    command.insert(command.end(), {"--data", (folder_ / "data").string(), "--runtime-folder", folder_.string()});
    return command;
  }

  int run(std::vector<std::string> command) {
    app::Process process =
        app::Process::spawn({FROSTKEEP_PROGRAM, arguments(std::move(command)), folder_ / "command.log"});
    if (!process.wait(seconds(120))) process.signal(SIGKILL);
    return process.exit_code().value_or(-1);
  }

  void start_server() {
    server_.emplace(app::Process::spawn({FROSTKEEP_PROGRAM, arguments({"serve", "--port", std::to_string(kPort)}),
                                         folder_ / fmt::format("serve-{}.log", ++starts_)}));
    await_ready();
  }

  /// Seconds until /readyz says yes.
  double await_ready() {
    const auto begin = steady_clock::now();
    while (steady_clock::now() - begin < seconds(60)) {
      try {
        ApiClient client(kPort);
        if (client.get("/readyz").status == 200) break;
      } catch (const std::exception&) {
      }
      std::this_thread::sleep_for(milliseconds(20));
    }
    return std::chrono::duration<double>(steady_clock::now() - begin).count();
  }

  void work(Technician& me, std::uint64_t seed) {
    base::SeededRandom random(seed);
    ApiClient client(kPort);
    bool signed_in = false;
    for (int act = 0; !stop_; ++act) {
      const std::string& code = me.codes[random.below(me.codes.size())];
      const std::string to = free_cell(me, random);
      const std::string key = fmt::format("kill-{}-{}-{}", seed, me.number, act);
      const std::string body = nlohmann::json{{"code", code}, {"move", true}}.dump();
      while (true) {
        try {
          if (!signed_in) signed_in = client.sign_in("technician", password_);
          const ApiAnswer answer = client.send("PUT", "/api/v1/containers/" + me.box + "/positions/" + to, body, key);
          if (answer.status == 200) {
            if (answer.headers.count("idempotency-replayed")) ++me.repeats;
            if (answer.json().at("position") != to) me.surprises.push_back(to + " was answered by " + answer.text);
            me.place[code] = to;
            me.went[code].push_back(to);
            break;
          }
          if (answer.status == 401) signed_in = false;
          if (answer.status != 503 && answer.status != 401 && answer.status != 429) {
            me.surprises.push_back(answer.text);
            break;
          }
        } catch (const std::exception&) {
        }
        std::this_thread::sleep_for(milliseconds(50));
      }
    }
  }

  /// Where a tube went by its timeline, its registration left out.
  static std::vector<std::string> places_of(const nlohmann::json& items) {
    std::vector<std::string> places;
    for (std::size_t i = 1; i < items.size(); ++i) {
      for (const nlohmann::json& change : items[i].at("changes")) {
        const std::string after = change.at("field") == "place" ? change.at("after") : "";
        if (!after.empty()) places.push_back(after.substr(after.rfind(' ') + 1));
      }
    }
    return places;
  }

  /// Every item of a tube's timeline, page by page.
  static nlohmann::json timeline_of(ApiClient& client, const std::string& id) {
    nlohmann::json items = nlohmann::json::array();
    std::string after;
    do {
      const std::string query = after.empty() ? "" : "?after=" + after;
      const nlohmann::json page = client.get("/api/v1/samples/" + id + "/timeline" + query).json();
      items.insert(items.end(), page.at("items").begin(), page.at("items").end());
      after = page.value("next", "");
    } while (!after.empty());
    return items;
  }

  static std::string free_cell(const Technician& me, base::SeededRandom& random) {
    while (true) {
      const std::string cell = fmt::format("{}{}", static_cast<char>('H' + random.below(2)), random.below(9) + 1);
      bool taken = false;
      for (const auto& [code, at] : me.place) taken = taken || at == cell;
      if (!taken) return cell;
    }
  }

  fs::path folder_;
  std::string password_;
  std::optional<app::Process> server_;
  std::atomic<bool> stop_{false};
  int starts_ = 0;
};

TEST_F(KillTest, NothingAcknowledgedIsLostAndNothingHappensTwice) {
  const int kills = from_environment("FROSTKEEP_KILLS", 3);
  const auto seed = static_cast<std::uint64_t>(
      from_environment("FROSTKEEP_SEED", static_cast<int>(std::random_device{}() & 0xFFFFFF)));
  fmt::print("seed {} ({} kills of each)\n", seed, kills);
  ApiClient client(kPort);
  ASSERT_TRUE(client.sign_in("technician", password_));
  std::vector<Technician> technicians(kClients);
  for (int i = 0; i < kClients; ++i) {
    Technician& t = technicians[static_cast<std::size_t>(i)];
    t.number = i;
    t.box = client.get("/api/v1/scan-codes/" + domain::make_code("BX", i + 1 + 4)).json().at("id");
    for (int tube = 0; tube < kTubesEach; ++tube)
      t.codes.push_back(domain::make_code("ZJ", 401 + i * kTubesEach + tube));
  }
  std::vector<std::thread> threads;
  for (Technician& t : technicians) threads.emplace_back([this, &t, seed] { work(t, seed); });

  base::SeededRandom random(seed);
  double slowest = 0;
  for (int i = 0; i < 2 * kills; ++i) {
    std::this_thread::sleep_for(milliseconds(300 + random.below(900)));
    if (i % 2 == 0) {
      server_->signal(SIGKILL);
      server_->wait(seconds(10));
      const auto begin = steady_clock::now();
      start_server();
      slowest = std::max(slowest, std::chrono::duration<double>(steady_clock::now() - begin).count());
    } else {
      auto database = app::find_process("mariadbd", "--defaults-file=" + folder_.string() + "/");
      ASSERT_TRUE(database.has_value());
      database->signal(SIGKILL);
      std::this_thread::sleep_for(milliseconds(50));
      slowest = std::max(slowest, await_ready());
    }
  }
  std::this_thread::sleep_for(milliseconds(500));
  stop_ = true;
  for (std::thread& thread : threads) thread.join();

  int acts = 0, repeats = 0;
  ApiClient after(kPort);
  ASSERT_TRUE(after.sign_in("technician", password_));
  for (const Technician& t : technicians) {
    repeats += t.repeats;
    for (const std::string& surprise : t.surprises) ADD_FAILURE() << surprise;
    for (const auto& [code, place] : t.place) {
      const auto thing = after.get("/api/v1/scan-codes/" + code).json();
      EXPECT_EQ(thing.at("position"), place) << code << " of technician " << t.number;
      const std::string id = thing.at("id");
      const auto& went = t.went.at(code);
      EXPECT_EQ(places_of(timeline_of(after, id)), went) << code;
      acts += static_cast<int>(went.size());
    }
  }
  EXPECT_EQ(run({"verify"}), 0);
  fmt::print("{} acknowledged acts, {} answered from the stored effect, ready again after at most {:.1f} s\n", acts,
             repeats, slowest);
  EXPECT_GT(acts, 50);
  EXPECT_LE(slowest, 5.0 * (std::getenv("CI") ? 3 : 1)) << "seconds until ready again";
}

}  // namespace
}  // namespace frostkeep::tests
