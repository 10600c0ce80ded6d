#include "domain/protocol.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "domain/reference_table.hpp"

namespace frostkeep::domain {
namespace {

PlannedTube tube_from(const nlohmann::json& json) {
  PlannedTube tube{json.at("role"), json.at("material"), json.at("container")};
  const auto amount = parse_measure(json.at("amount").get<std::string>());
  EXPECT_TRUE(amount) << json.at("amount");
  tube.amount = amount.value;
  tube.count = json.at("count");
  for (const auto& child : json.value("children", nlohmann::json::array())) tube.children.push_back(tube_from(child));
  return tube;
}

Protocol shipped(const std::string& name) {
  const auto json = nlohmann::json::parse(reference_file("protocols/" + name + ".json").value());
  Protocol protocol{json.at("code"), json.at("version"), json.at("name_zh"), json.at("name_en"), json.at("source")};
  for (const auto& event : json.at("events")) {
    PlannedEvent planned{event.at("code"), event.at("name_zh"), event.at("name_en"),
                         parse_event_kind(event.at("kind").get<std::string>()).value(), event.at("after_months")};
    for (const auto& tube : event.at("tubes")) planned.tubes.push_back(tube_from(tube));
    protocol.events.push_back(planned);
  }
  return protocol;
}

Protocol good() {
  const Measure five{AmountKind::volume, 5'000'000, "5 mL", "mL"};
  const Measure half{AmountKind::volume, 500'000, "500 uL", "uL"};
  PlannedTube plasma{"plasma", "PL1", "CRY", half, 3};
  PlannedTube edta{"EDTA", "BLD", "PED", five, 1, {plasma}};
  PlannedEvent baseline{"baseline", "基线", "Baseline", EventKind::baseline, 0, {edta}};
  return {"mine", 1, "方案", "Protocol", "", {baseline}};
}

/// Pointers of all violations of one code.
std::vector<std::string> pointers(const Protocol& protocol, ErrorCode code) {
  std::vector<std::string> out;
  for (const Violation& violation : violations_of(protocol)) {
    if (violation.code == code) out.push_back(violation.values.at("pointer"));
  }
  return out;
}

using Pointers = std::vector<std::string>;

TEST(Protocol, the_shipped_ones_are_right_and_say_where_they_come_from) {
  const auto files = reference_files();
  const auto shipped_files =
      std::ranges::count_if(files, [](const auto& f) { return f.name.starts_with("protocols/"); });
  EXPECT_EQ(shipped_files, 3);
  for (const auto* name : {"uk_biobank_like", "china_kadoorie_like", "health_check_kit"}) {
    const Protocol protocol = shipped(name);
    for (const Violation& violation : violations_of(protocol)) {
      ADD_FAILURE() << name << ": " << name_of(violation.code) << " at " << violation.values.at("pointer");
    }
    EXPECT_FALSE(protocol.source.empty());
    EXPECT_GE(protocol.events.size(), 2U) << "baseline and a follow-up";
  }
}

TEST(Protocol, the_kadoorie_like_kit_gives_three_plasma_and_one_buffy_coat) {
  const auto tubes = expected_tubes(shipped("china_kadoorie_like").events.front());
  ASSERT_EQ(tubes.size(), 5U);
  EXPECT_EQ(tubes[0].role, "EDTA");
  EXPECT_FALSE(tubes[0].parent);
  EXPECT_EQ(tubes[1].role, "plasma 1");
  EXPECT_EQ(tubes[3].role, "plasma 3");
  EXPECT_EQ(tubes[4].role, "buffy coat");
  EXPECT_EQ(tubes[4].parent, 0U);
}

TEST(Protocol, the_uk_biobank_like_kit_gives_thirty_aliquots_under_their_own_tubes) {
  const auto tubes = expected_tubes(shipped("uk_biobank_like").events.front());
  EXPECT_EQ(std::ranges::count_if(tubes, [](const auto& tube) { return tube.parent.has_value(); }), 30);
  EXPECT_EQ(tubes[0].role, "EDTA 1");
  EXPECT_EQ(tubes[7].role, "EDTA 2");
  EXPECT_EQ(tubes[8].parent, 7U);
}

TEST(Protocol, a_right_one_has_no_violations) {
  EXPECT_TRUE(violations_of(good()).empty());
}

TEST(Protocol, everything_that_is_wrong_is_told_at_once_with_its_place) {
  Protocol protocol = good();
  protocol.code = "";
  protocol.name_en = " ";
  PlannedTube& edta = protocol.events[0].tubes[0];
  edta.container = "QQQ";
  edta.children[0].count = 0;
  edta.children[0].material = "STL";
  EXPECT_EQ(pointers(protocol, ErrorCode::field_missing), (Pointers{"/code", "/name_en"}));
  EXPECT_EQ(pointers(protocol, ErrorCode::field_malformed),
            (Pointers{"/events/0/tubes/0/container", "/events/0/tubes/0/children/0/material"}));
  EXPECT_EQ(pointers(protocol, ErrorCode::field_out_of_range), (Pointers{"/events/0/tubes/0/children/0/count"}));
}

TEST(Protocol, aliquots_may_not_hold_more_than_their_tube) {
  Protocol protocol = good();
  protocol.events[0].tubes[0].children[0].count = 10;
  EXPECT_TRUE(violations_of(protocol).empty()) << "ten times 0.5 mL are 5 mL";
  protocol.events[0].tubes[0].children[0].count = 11;
  EXPECT_EQ(pointers(protocol, ErrorCode::amounts_do_not_add_up), (Pointers{"/events/0/tubes/0/children"}));
}

TEST(Protocol, aliquots_go_into_storage_tubes) {
  Protocol protocol = good();
  protocol.events[0].tubes[0].children[0].container = "PED";
  EXPECT_EQ(pointers(protocol, ErrorCode::field_malformed), (Pointers{"/events/0/tubes/0/children/0/container"}));
}

TEST(Protocol, roles_and_codes_are_not_repeated) {
  Protocol protocol = good();
  protocol.events[0].tubes.push_back(protocol.events[0].tubes[0]);
  protocol.events.push_back(protocol.events[0]);
  EXPECT_EQ(pointers(protocol, ErrorCode::name_taken),
            (Pointers{"/events/0/tubes/1/role", "/events/1/tubes/1/role", "/events/1/code"}));
}

TEST(Protocol, the_baseline_comes_first_and_visits_follow_in_time) {
  Protocol protocol = good();
  PlannedEvent later = protocol.events[0];
  later.code = "y3";
  later.kind = EventKind::follow_up;
  later.after_months = 36;
  protocol.events.push_back(later);
  EXPECT_TRUE(violations_of(protocol).empty());
  std::swap(protocol.events[0], protocol.events[1]);
  EXPECT_EQ(pointers(protocol, ErrorCode::field_malformed), (Pointers{"/events/0/kind", "/events/1/kind"}));
  EXPECT_EQ(pointers(protocol, ErrorCode::field_out_of_range), (Pointers{"/events/1/after_months"}));
}

TEST(Protocol, size_and_depth_are_bounded) {
  Protocol protocol = good();
  PlannedTube& edta = protocol.events[0].tubes[0];
  edta.amount.reset();
  edta.children[0].amount.reset();
  edta.count = 100;
  edta.children[0].count = 100;
  EXPECT_EQ(pointers(protocol, ErrorCode::field_out_of_range), (Pointers{"/events/0/tubes"}));
  protocol = good();
  PlannedTube* deepest = &protocol.events[0].tubes[0].children[0];
  deepest->amount.reset();
  deepest->count = 1;
  for (int level = 3; level <= kMaxPlanDepth + 1; ++level) {
    deepest->children = {PlannedTube{"aliquot", "PL1", "CRY"}};
    deepest = &deepest->children.front();
  }
  EXPECT_EQ(pointers(protocol, ErrorCode::field_out_of_range).size(), 1U);
  EXPECT_EQ(pointers({}, ErrorCode::field_missing), (Pointers{"/code", "/name_zh", "/name_en", "/events"}));
}

}  // namespace
}  // namespace frostkeep::domain
