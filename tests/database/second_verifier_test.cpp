// The ledger is judged by a second program in another language, from the documentation alone.

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <fstream>

#include "base/bytes.hpp"
#include "support/test_house.hpp"

namespace frostkeep::tests {
namespace {

class SecondVerifierTest : public ::testing::Test {
 protected:
  TestHouse house;

  /// Its exit code and what it printed.
  std::pair<int, std::string> judge() {
    const std::string path = ::testing::TempDir() + "frostkeep-entries.tsv";
    std::ofstream file(path);
    house.database.root().stream(
        "select entry_id, stream_kind, stream_id, sequence, what, event_time, entry_time, actor_id, on_behalf_id, "
        "site_id, "
        "device_id, request_id, corrects, hex(reason), algorithm, hex(payload), hex(previous_hash), hex(hash) "
        "from ledger_entry order by entry_id",
        [&](const database::Connection::StreamRow& row) {
          for (unsigned c = 0; c < 18; ++c) file << (c == 0 ? "" : "\t") << row.text(c);
          file << "\n";
        });
    file.close();
    const std::string command = "node " FROSTKEEP_SOURCE_DIR "/tests/peer/ledger_verifier.mjs < '" + path + "'";
    FILE* pipe = ::popen(command.c_str(), "r");
    std::string printed;
    std::array<char, 4096> buffer;
    while (const std::size_t read = std::fread(buffer.data(), 1, buffer.size(), pipe))
      printed.append(buffer.data(), read);
    return {WEXITSTATUS(::pclose(pipe)), printed};
  }
};

TEST_F(SecondVerifierTest, AgreesWithTheFirst) {
  const auto box = house.small.a_box();
  const auto tubes = house.small.tubes(20);
  for (int i = 0; i < 9; ++i) {
    auto asked = house.asked();
    asked.context.reason = "因为 it's \t tabbed";
    house.services.placements.place(asked,
                                    {box.id, "A" + std::to_string(i + 1), tubes[static_cast<std::size_t>(i)].code});
  }
  const auto entries = house.verify().entries;
  const auto [code, printed] = judge();
  EXPECT_EQ(code, 0) << printed;
  EXPECT_EQ(printed.rfind(std::to_string(entries) + " entries in ", 0), 0u) << printed;

  house.database.root().run_text("update ledger_entry set site_id = site_id + 1 where sequence = 2 limit 1");
  const auto [tampered, said] = judge();
  EXPECT_EQ(tampered, 1);
  EXPECT_NE(said.find("its hash is another"), std::string::npos) << said;
}

}  // namespace
}  // namespace frostkeep::tests
