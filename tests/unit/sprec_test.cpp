#include "domain/sprec.hpp"

#include <gtest/gtest.h>

#include <string>

namespace frostkeep::domain {
namespace {

using Done = SpinFacts::Done;
constexpr base::Timestamp kDrawn{1'800'000'000'000'000};

/// K-EDTA blood kept cold 90 min; 2000 g, 10 min, 4 °C, brake; no second spin; 70 min at 4 °C; cryotube at −80 °C.
FluidFacts cold_plasma() {
  FluidFacts facts{.type = "PL1", .container = "PED", .drawn = kDrawn, .waiting_mdeg_c = 4'000};
  facts.first = {.done = Done::yes,
                 .started = kDrawn + 90 * base::kMinute,
                 .force_g = 2'000,
                 .minutes = 10,
                 .brake = true,
                 .temperature_mdeg_c = 4'000};
  facts.second.done = Done::no;
  facts.between_mdeg_c = 4'000;
  facts.stored = kDrawn + (90 + 10 + 70) * base::kMinute;
  facts.storage_container = "cryotube_1_to_2_ml";
  facts.storage_mdeg_c = -80'000;
  return facts;
}

/// Clot-activator serum at room temperature 45 min; 2500 g, 10 min, brake; 30 min; PP tube 0.5–2 mL at −80 °C.
FluidFacts warm_serum(int waited_minutes = 45) {
  FluidFacts facts{.type = "SER", .container = "SST", .drawn = kDrawn, .waiting_mdeg_c = 22'000};
  facts.first = {.done = Done::yes,
                 .started = kDrawn + waited_minutes * base::kMinute,
                 .force_g = 2'500,
                 .minutes = 10,
                 .brake = true,
                 .temperature_mdeg_c = 22'000};
  facts.second.done = Done::no;
  facts.between_mdeg_c = 22'000;
  facts.stored = *facts.first.started + 40 * base::kMinute;
  facts.storage_container = "pp_tube_0_5_to_2_ml";
  facts.storage_mdeg_c = -80'000;
  return facts;
}

std::string element(const FluidFacts& facts, std::size_t number) {
  return derive_sprec(facts).code.elements[number - 1];
}

TEST(Sprec, a_fluid_code_is_read_into_seven_elements) {
  const auto code = parse_sprec("BALCATCGFEV");
  ASSERT_TRUE(code);
  EXPECT_FALSE(code->is_solid);
  EXPECT_EQ(code->elements, (std::array<std::string, 7>{"BAL", "CAT", "C", "G", "F", "E", "V"}));
  EXPECT_EQ(to_text(*code), "BAL-CAT-C-G-F-E-V");
  EXPECT_EQ(packed(*code), "BALCATCGFEV");
}

TEST(Sprec, a_solid_code_is_read_into_seven_elements) {
  const auto code = parse_sprec("FNAA48EFETHCD");
  ASSERT_TRUE(code);
  EXPECT_TRUE(code->is_solid);
  EXPECT_EQ(code->elements, (std::array<std::string, 7>{"FNA", "A48", "E", "F", "ETH", "C", "D"}));
  EXPECT_EQ(*parse_sprec(" tis-srg-n-b-snp-a-a "), *parse_sprec("TISSRGNBSNPAA"));
}

TEST(Sprec, both_codes_for_fine_needle_collection_are_read_and_one_is_written) {
  EXPECT_EQ(to_text(*parse_sprec("FNA-ASN-E-F-ETH-C-D")), "FNA-FNA-E-F-ETH-C-D");
}

TEST(Sprec, each_wrong_element_is_named) {
  const auto code = parse_sprec("QQQ-PED-B-D-M-C-U");
  ASSERT_EQ(code.violations.size(), 3U);
  EXPECT_EQ(code.violations[0].values.at("element"), "1");
  EXPECT_EQ(code.violations[1].values.at("element"), "5") << "the slow spin is no second spin";
  EXPECT_EQ(code.violations[2].values.at("element"), "7") << "U is a letter of later versions";
  for (const auto* bad : {"", "PL1", "PL1-PED-B", "PL1PEDBDNC", "PL1PEDBDNCDA", "PL1--PED-B-D-N-C", "EXOPEDBDNCD"}) {
    EXPECT_FALSE(parse_sprec(bad)) << bad;
  }
}

TEST(Sprec, elements_have_names_in_both_languages) {
  const auto code = *parse_sprec("PL1PEDBDNCD");
  EXPECT_EQ(name_of_element(code, 2, Language::en), "potassium EDTA");
  EXPECT_EQ(name_of_element(code, 2, Language::zh_cn), "EDTA 钾管");
  EXPECT_EQ(sprec_version(), 2);
}

TEST(Sprec, published_protocols_give_their_codes) {
  EXPECT_EQ(to_text(derive_sprec(cold_plasma()).code), "PL1-PED-B-D-N-C-D");
  EXPECT_EQ(to_text(derive_sprec(warm_serum()).code), "SER-SST-A-B-N-B-A");
  EXPECT_TRUE(derive_sprec(cold_plasma()).warnings.empty());
}

TEST(Sprec, a_delay_on_the_border_belongs_to_the_longer_band) {
  EXPECT_EQ(element(warm_serum(119), 3), "A");
  EXPECT_EQ(element(warm_serum(120), 3), "C");
  EXPECT_EQ(element(warm_serum(2'880), 3), "M");
  auto facts = cold_plasma();
  const auto spun = *facts.first.started + 10 * base::kMinute;
  for (const auto& [minutes, letter] : {std::pair{1'139, "G"}, {1'140, "G"}, {1'439, "G"}, {1'440, "I"}}) {
    facts.stored = spun + minutes * base::kMinute;
    EXPECT_EQ(element(facts, 6), letter) << minutes << " min after the spin";
  }
  facts.stored = spun + (60 * base::kMinute - 1);
  EXPECT_EQ(element(facts, 6), "A") << "one microsecond under an hour";
}

TEST(Sprec, what_was_not_recorded_is_unknown_and_never_guessed) {
  EXPECT_EQ(to_text(derive_sprec(FluidFacts{}).code), "ZZZ-XXX-X-X-X-X-X");
  EXPECT_EQ(to_text(derive_sprec(SolidFacts{}).code), "ZZZ-ZZZ-X-X-XXX-X-X");
  auto facts = cold_plasma();
  facts.first.force_g.reset();
  EXPECT_EQ(element(facts, 4), "X");
  facts = cold_plasma();
  facts.first.minutes.reset();
  EXPECT_EQ(element(facts, 4), "X");
  EXPECT_EQ(element(facts, 6), "X") << "its end is not known either";
  facts = cold_plasma();
  facts.waiting_mdeg_c.reset();
  EXPECT_EQ(element(facts, 3), "X");
  facts = cold_plasma();
  facts.second.done = Done::unknown;
  EXPECT_EQ(element(facts, 5), "X");
  EXPECT_EQ(element(facts, 6), "X") << "a second spin may have come later";
}

TEST(Sprec, what_was_recorded_but_has_no_code_is_other) {
  auto facts = cold_plasma();
  facts.waiting_mdeg_c = 15'000;
  EXPECT_EQ(element(facts, 3), "Z");
  facts = cold_plasma();
  facts.first.minutes = 20;
  EXPECT_EQ(element(facts, 4), "Z");
  facts = cold_plasma();
  facts.storage_mdeg_c = -50'000;
  EXPECT_EQ(element(facts, 7), "Z");
  facts.type = "EXO";
  EXPECT_EQ(element(facts, 1), "ZZZ");
  facts = warm_serum(130);
  facts.waiting_mdeg_c = 37'000;
  EXPECT_EQ(element(facts, 3), "Z") << "warm has a code under two hours only";
}

TEST(Sprec, spins_by_force_brake_and_temperature) {
  struct Row {
    int force_g, minutes;
    bool brake;
    int mdeg_c;
    const char* code;
  };
  for (const Row& row : {Row{1'500, 10, false, 20'000, "A"},
                         {2'999, 15, true, 4'000, "D"},
                         {3'000, 12, true, 4'000, "F"},
                         {6'000, 10, true, 4'000, "H"},
                         {9'999, 10, true, 20'000, "G"},
                         {10'000, 10, true, 4'000, "J"},
                         {900, 30, false, 20'000, "M"},
                         {4'000, 10, false, 20'000, "Z"},
                         {900, 30, false, 4'000, "Z"}}) {
    auto facts = cold_plasma();
    facts.first.force_g = row.force_g;
    facts.first.minutes = row.minutes;
    facts.first.brake = row.brake;
    facts.first.temperature_mdeg_c = row.mdeg_c;
    EXPECT_EQ(element(facts, 4), row.code) << row.force_g << " g, " << row.minutes << " min";
  }
}

TEST(Sprec, storage_by_container_and_condition) {
  struct Row {
    const char* container;
    const char* way;
    int mdeg_c;
    const char* code;
  };
  for (const Row& row : {Row{"straw", "programmable_below_135", 0, "I"},
                         {"cryotube_1_to_2_ml", "liquid_nitrogen", 0, "C"},
                         {"pp_tube_0_5_to_2_ml", "", -150'000, "V"},
                         {"pp_tube_0_5_to_2_ml", "", -135'000, "Z"},
                         {"original_container", "", -20'000, "Y"},
                         {"dry_medium", "", 20'000, "R"},
                         {"", "", -80'000, "X"}}) {
    auto facts = cold_plasma();
    facts.storage_container = row.container;
    facts.storage_way = row.way;
    facts.storage_mdeg_c = row.mdeg_c;
    EXPECT_EQ(element(facts, 7), row.code) << row.container << " " << row.way << " " << row.mdeg_c;
  }
}

TEST(Sprec, an_unspun_tube_has_no_delay_after_a_spin) {
  FluidFacts urine{
      .type = "URN", .container = "PPS", .drawn = kDrawn, .processed = kDrawn + base::kHour, .waiting_mdeg_c = 4'000};
  urine.first.done = Done::no;
  urine.second.done = Done::no;
  urine.stored = kDrawn + 2 * base::kHour;
  urine.storage_container = "cryotube_1_to_2_ml";
  urine.storage_mdeg_c = -80'000;
  EXPECT_EQ(to_text(derive_sprec(urine).code), "URN-PPS-B-N-N-N-D");
}

TEST(Sprec, a_solid_sample_is_derived_from_its_ischaemia_and_fixation) {
  const SolidFacts facts{.type = "TIS",
                         .collection = "SRG",
                         .warm_ischaemia_us = base::kMinute,
                         .cold_ischaemia_us = 10 * base::kMinute,
                         .fixation = "SNP",
                         .fixation_us = 14 * base::kMinute,
                         .storage_container = "pp_tube_0_5_to_2_ml",
                         .storage_mdeg_c = -80'000};
  EXPECT_EQ(to_text(derive_sprec(facts).code), "TIS-SRG-A-C-SNP-A-A");
}

TEST(Sprec, contradictions_are_warned_of) {
  auto facts = cold_plasma();
  facts.second = facts.first;
  facts.second.started = *facts.first.started + 20 * base::kMinute;
  EXPECT_EQ(derive_sprec(facts).warnings.front().code, "sprec_single_spun_twice");
  EXPECT_EQ(warnings_of(*parse_sprec("PL2-PED-B-D-N-C-D")).front().code, "sprec_double_spun_once");
  EXPECT_TRUE(warnings_of(*parse_sprec("PL2-PED-B-D-D-C-D")).empty());
  facts = cold_plasma();
  facts.first.started = kDrawn + -base::kMinute;
  const auto derived = derive_sprec(facts);
  EXPECT_EQ(derived.code.elements[2], "X");
  EXPECT_EQ(derived.warnings.front().code, "sprec_times_contradict");
}

TEST(Sprec, each_row_of_the_rule_tables_names_a_code_of_its_list) {
  const auto known = [](const std::string& list, const std::string& code) {
    const auto& codes = reference_table("sprec_v2_codes");
    for (std::size_t row = 0; row < codes.size(); ++row) {
      if (codes.cell(row, "element") == list && codes.cell(row, "code") == code) return true;
    }
    return false;
  };
  const auto& delays = reference_table("sprec_v2_delays");
  for (std::size_t row = 0; row < delays.size(); ++row) {
    EXPECT_TRUE(known(delays.cell(row, "element"), delays.cell(row, "code"))) << row;
  }
  const auto& spins = reference_table("sprec_v2_spins");
  for (std::size_t row = 0; row < spins.size(); ++row) EXPECT_TRUE(known("fluid4", spins.cell(row, "code"))) << row;
  const auto& storage = reference_table("sprec_v2_storage");
  for (std::size_t row = 0; row < storage.size(); ++row) {
    EXPECT_TRUE(known("storage", storage.cell(row, "code"))) << row;
  }
}

}  // namespace
}  // namespace frostkeep::domain
