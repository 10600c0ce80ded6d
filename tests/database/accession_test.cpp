// Material comes in by the tube, by the grid and by the rack: all of it or nothing, and every wrong cell is told.

#include "domain/code_text.hpp"
#include "support/bench.hpp"

namespace frostkeep::services {
namespace {

using domain::ErrorCode;

class AccessionTest : public tests::BenchTest {
 protected:
  AccessionOrder grid(std::vector<domain::TubeEntry> rows) {
    AccessionOrder order{house.small.study};
    order.rows = std::move(rows);
    return order;
  }
  std::vector<NewWell> wells(int count, const std::string& prefix, const std::vector<std::string>& people = {}) {
    std::vector<NewWell> made;
    for (int i = 0; i < count; ++i) {
      domain::TubeEntry entry{.code = fmt::format("{}{:04}", prefix, i), .material = "PL1", .amount = "500 µL"};
      if (!people.empty()) entry.participant = people[static_cast<std::size_t>(i) % people.size()];
      made.push_back({fmt::format("{}{}", static_cast<char>('A' + i / 12), i % 12 + 1), entry});
    }
    return made;
  }
};

TEST_F(AccessionTest, OneTubeGetsACodeOfOursAndItsDonor) {
  const auto person = somebody();
  const auto made = tube({.material = "SER", .amount = "1.5 mL", .participant = person.study_code});
  EXPECT_TRUE(domain::is_own_code(made.code)) << made.code;
  const domain::Sample kept = read(made.id);
  EXPECT_EQ(kept.amount.volume_nl, 1'500'000);
  EXPECT_EQ(kept.state, domain::SampleState::received);
  EXPECT_EQ(kept.owner_site, house.small.site);
  EXPECT_EQ(donors(made.id), std::vector{person.participant});
  expect_sound();
}

TEST_F(AccessionTest, AGridOfAThousandRowsIsOneTransactionOfFewStatements) {
  std::vector<domain::TubeEntry> rows;
  for (int i = 0; i < 1'000; ++i) rows.push_back({.code = fmt::format("G{:05}", i), .material = "SER"});
  const auto sent = statements([&] { house.services.accessions.add(asked(), grid(rows)); });
  EXPECT_LE(sent, 6u);
  EXPECT_EQ(read(id_of("G00999")).material, "SER");
  rows.push_back({.code = "G01000", .material = "SER"});
  EXPECT_EQ(refused([&] { house.services.accessions.add(asked(), grid(rows)); }), ErrorCode::field_too_long);
}

TEST_F(AccessionTest, EveryWrongCellIsToldWithItsRowAndNothingIsKept) {
  tube({.code = "TAKEN-1", .material = "SER"});
  const auto found = refusals([&] {
    house.services.accessions.add(asked(), grid({{.code = "NEW-1", .material = "SER"},
                                                 {.code = "TAKEN-1", .material = "nonsense"},
                                                 {.code = "NEW-1", .material = "SER", .amount = "much"},
                                                 {.code = "NEW-2", .material = "SER", .parent = "NOBODY"},
                                                 {.code = "NEW-3", .material = "SER", .participant = "NOBODY"}}));
  });
  std::set<std::string> seen;
  for (const auto& v : found) {
    seen.insert(std::string(name_of(v.code)) + " " + v.values.at("row") + " " + v.values.at("pointer"));
  }
  const std::set<std::string> expected = {"field_malformed 2 /rows/1/material",  "code_taken 2 /rows/1/code",
                                          "duplicate_in_request 3 /rows/2/code", "field_malformed 3 /rows/2/amount",
                                          "code_unknown 4 /rows/3/parent",       "code_unknown 5 /rows/4/participant"};
  EXPECT_EQ(seen, expected);
  EXPECT_EQ(refused([&] { id_of("NEW-1"); }), ErrorCode::code_unknown);
}

TEST_F(AccessionTest, ACodeThatIsTakenIsFoundByTheKeyItself) {
  tube({.code = "TAKEN-2", .material = "SER"});
  const auto found = refusals([&] {
    house.services.accessions.add(asked(), grid({{.code = "FREE", .material = "SER"},
                                                 {.code = "OTHER", .more_codes = {"TAKEN-2"}, .material = "SER"}}));
  });
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found.front().code, ErrorCode::code_taken);
  EXPECT_EQ(found.front().values.at("pointer"), "/rows/1/codes");
}

TEST_F(AccessionTest, AnAliquotHasItsParentsDonorsAndDrawTime) {
  const auto person = somebody();
  const base::Timestamp drawn = house.database.clock.now() + -base::kHour;
  tube({.code = "P-1", .material = "BLD", .participant = person.study_code, .collected_at = drawn});
  const auto child = tube({.code = "C-1", .material = "SER", .parent = "P-1"});
  EXPECT_EQ(read(child.id).kind, domain::SampleKind::derivative);
  EXPECT_EQ(read(child.id).collected_at, drawn);
  EXPECT_EQ(donors(child.id), std::vector{person.participant});
  const auto other = somebody();
  EXPECT_EQ(refused([&] { tube({.material = "SER", .parent = "P-1", .participant = other.study_code}); }),
            ErrorCode::field_malformed);
  EXPECT_EQ(refused([&] { tube({.material = "BLD", .parent = "C-1"}); }), ErrorCode::material_not_derivable);
  expect_sound();
}

TEST_F(AccessionTest, NobodyRegistersWhereTheyMayNot) {
  AccessionOrder order = grid({{.material = "SER"}});
  order.site = house.small.site;
  EXPECT_EQ(refused([&] { house.services.accessions.add(stranger(), order); }), ErrorCode::not_found);
}

TEST_F(AccessionTest, ARackOfNinetySixWithDonorsCostsThirteenBesideTheSession) {
  std::vector<std::string> people;
  for (int i = 0; i < 4; ++i) people.push_back(somebody().study_code);
  const auto first = house.small.a_box(8, 12);
  house.services.racks.register_rack(asked_with_key<RackView>("warm-up-1"),
                                     {first.id, house.small.study, {}, wells(96, "W", people)});
  const auto rack = house.small.a_box(8, 12);
  const auto sent = statements([&] {
    const auto view = house.services.racks.register_rack(asked_with_key<RackView>("rack-key-2"),
                                                         {rack.id, house.small.study, {}, wells(96, "R", people)});
    EXPECT_EQ(view.wells.size(), 96u);
    EXPECT_EQ(view.wells[13].position, "B2");
  });
  EXPECT_LE(sent, 13u);
  EXPECT_EQ(house.containers().view(house.everywhere(), rack.id).cells.size(), 96u);
  EXPECT_EQ(read(id_of("R0095")).state, domain::SampleState::stored);
  expect_sound();
}

TEST_F(AccessionTest, ARackIsRefusedAsAWholeWithAllItsWells) {
  const auto rack = house.small.a_box(8, 12);
  auto some = wells(3, "F");
  some[0].position = "I1";
  some[1].position = "A3";
  some[2].tube.material = "";
  const auto found = refusals([&] {
    house.services.racks.register_rack(asked(), {rack.id, house.small.study, {}, some});
  });
  std::set<std::string> seen;
  for (const auto& v : found) seen.insert(std::string(name_of(v.code)) + " " + v.values.at("pointer"));
  const std::set<std::string> expected = {"position_outside /wells/0/position", "field_missing /wells/2/material",
                                          "duplicate_in_request /wells/2/position"};
  EXPECT_EQ(seen, expected);
  EXPECT_TRUE(house.containers().view(house.everywhere(), rack.id).cells.empty());
}

}  // namespace
}  // namespace frostkeep::services
