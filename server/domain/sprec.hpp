#pragma once
/// SPREC, the standard preanalytical code of a sample, version 2: read, judged and derived from recorded facts.
///
/// Seven elements. Fluid: type, primary container, pre-centrifugation delay, first spin, second spin, delay after the
/// spins, long-term storage (3-3-1-1-1-1-1 characters). Solid: type, collection, warm and cold ischaemia, fixation,
/// fixation time, storage (3-3-1-1-3-1-1). The code lists and bounds are schema/reference/sprec_v2_*.csv; the raw times
/// are kept beside the code, which is lossy. A code of version 3 or 4 is never read as one of version 2.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/timestamp.hpp"
#include "domain/checked.hpp"
#include "domain/reference_table.hpp"
#include "domain/refusal.hpp"

namespace frostkeep::domain {

struct Sprec {
  bool is_solid = false;
  std::array<std::string, 7> elements = {};
  bool operator==(const Sprec&) const = default;
};

/// Version of the lists that codes are read and derived with; stored beside each code.
int sprec_version();
/// "PL1-PED-B-D-N-C-D".
std::string to_text(const Sprec& code);
/// "PL1PEDBDNCD".
std::string packed(const Sprec& code);
/// Reads both forms, in lower case too. Violations: one field_malformed {field = sprec, value} for a text that is no
/// code, or one per unknown element {field = sprec, element = "3", value}.
Checked<Sprec> parse_sprec(std::string_view text);
/// Name of an element (1 to 7) in a language: element 2 "PED" → "potassium EDTA".
std::string name_of_element(const Sprec& code, int element, Language language);
/// What contradicts itself though each element is right: sprec_single_spun_twice, sprec_double_spun_once.
std::vector<Warning> warnings_of(const Sprec& code);

/// What is known of one centrifugation. Not recorded is the default and gives X, never a guess.
struct SpinFacts {
  enum class Done { unknown, no, yes };
  Done done = Done::unknown;
  std::optional<base::Timestamp> started = {};
  std::optional<base::Timestamp> ended = {};  ///< where missing: started + minutes
  std::optional<int> force_g = {};
  std::optional<int> minutes = {};
  std::optional<bool> brake = {};
  std::optional<int> temperature_mdeg_c = {};
};

/// What was recorded of a fluid tube. An empty text or optional means "not recorded".
struct FluidFacts {
  std::string type = {};       ///< element 1; empty gives ZZZ, the only code there is for it
  std::string container = {};  ///< element 2
  std::optional<base::Timestamp> drawn = {};
  std::optional<base::Timestamp> processed = {};  ///< start of processing where nothing was spun
  std::optional<int> waiting_mdeg_c = {};         ///< temperature between draw and spin
  SpinFacts first = {};
  SpinFacts second = {};
  std::optional<int> between_mdeg_c = {};  ///< temperature between the last spin and storage
  std::optional<base::Timestamp> stored = {};
  std::string storage_container = {};  ///< word of sprec_v2_storage.csv, e.g. "cryotube_1_to_2_ml"
  std::string storage_way = {};  ///< "liquid_nitrogen", "liquid_nitrogen_after_minus_80", "programmable_below_135"
  std::optional<int> storage_mdeg_c = {};  ///< used where storage_way is empty
};

/// What was recorded of a solid sample.
struct SolidFacts {
  std::string type = {};        ///< element 1; empty gives ZZZ
  std::string collection = {};  ///< element 2; empty gives ZZZ
  std::optional<std::int64_t> warm_ischaemia_us = {};
  std::optional<std::int64_t> cold_ischaemia_us = {};
  std::string fixation = {};  ///< element 5; empty gives XXX
  std::optional<std::int64_t> fixation_us = {};
  std::string storage_container = {};
  std::string storage_way = {};
  std::optional<int> storage_mdeg_c = {};
};

struct DerivedSprec {
  Sprec code;
  std::vector<Warning> warnings =
      {};  ///< as warnings_of, and sprec_times_contradict where a time lies before an earlier one
};

/// Not recorded gives X (XXX), recorded but in no row of the tables gives Z (ZZZ).
DerivedSprec derive_sprec(const FluidFacts& facts);
DerivedSprec derive_sprec(const SolidFacts& facts);

}  // namespace frostkeep::domain
