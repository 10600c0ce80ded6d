#pragma once
/// What is done with tubes between draw and freezer: spins, holds, freezing. One step has many tubes (a rotor's, a
/// rack's), and each tube keeps which steps it was in.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/processing_rules.hpp"
#include "domain/protocol.hpp"
#include "domain/sample.hpp"

namespace frostkeep::domain {

/// Numbers stand in the database.
enum class ProcessingKind : std::uint8_t {
  first_spin = 1,
  second_spin = 2,
  not_spun = 3,  ///< its processing begins, and it is not spun: said, never guessed
  hold = 4,      ///< incubated or kept somewhere: on ice, in a water bath, while it clots
  freezing = 5,
};
const std::vector<ProcessingKind>& all_processing_kinds();
/// The word on the wire.
std::string_view name_of(ProcessingKind kind);
bool is_spin(ProcessingKind kind);

/// One step as its row tells it. What wasn't recorded is missing, and SPREC says unknown there.
struct Processing {
  ProcessingId id;
  std::uint32_t version = 0;
  base::Digest head_hash = {};
  ProcessingKind kind = ProcessingKind::first_spin;
  SiteId site;
  UserId operator_id;
  base::Timestamp started_at;
  std::optional<base::Timestamp> ended_at = {};  ///< missing while it goes on
  std::optional<std::int32_t> force_g = {};
  std::optional<std::int32_t> minutes = {};
  std::optional<std::int32_t> temperature_mdeg_c = {};  ///< of the centrifuge, the bath, the freezer
  std::optional<bool> brake = {};
  std::optional<std::int32_t> kept_before_mdeg_c = {};  ///< how warm the tubes were since draw or the step before
  std::optional<std::int32_t> kept_after_mdeg_c = {};   ///< and from here on
  std::string freezing_way = {};  ///< a condition of sprec_v2_storage.csv that is no temperature band, or empty
  std::string equipment = {};     ///< code of the centrifuge, freezer …
  std::string deviation = {};     ///< what was not as the SOP says

  /// The end as recorded, else the start and the minutes.
  std::optional<base::Timestamp> end() const;
};

/// What is wrong with the step itself: field_out_of_range {field, limit} for a start in the future, an end before the
/// start, an impossible force, time or temperature; field_malformed {field, value} for facts of another kind of step
/// and for an unknown way of freezing.
std::vector<Violation> violations_of(const Processing& step, base::Timestamp now);

struct ProcessingJudgement {
  std::vector<Violation> violations = {};
  std::vector<Warning> warnings = {};
};
/// May this tube be in the step? Violations, each with {code}: state_forbids, processing_not_for_material {material}
/// for a spin of what isn't fluid, already_spun for a first spin after one, field_out_of_range {field, limit} for a
/// step before the draw. Warnings {code, step, minutes}: what of `limits` was passed by then.
ProcessingJudgement judge_processing(const Sample& sample, const Processing& step,
                                     const std::vector<ProcessingLimit>& limits);

/// What the step changes in the tube's row, its SPREC aside: state, times of spins and freezing, how it is kept.
/// Also told again when the step has ended.
void apply_processing(Sample& sample, const Processing& step);

/// Limits by which a tube is timed: those of the materials that shall be made of it, since blood is spun for its
/// plasma; else of what its primary tube is drawn for (tubes.csv, column yields); else its own. The strictest of each.
std::vector<ProcessingLimit> limits_of_tube(const Sample& sample, const std::vector<std::string>& planned_materials);

/// Materials that the plan of a visit wants to be made of the tube with this role ("EDTA 1"), each once.
std::vector<std::string> planned_materials(const std::vector<PlannedEvent>& events, const std::string& event,
                                           const std::string& role);

/// What is to be done next with a tube at the bench.
enum class NextStep : std::uint8_t { receive, wait, spin, aliquot, store, put_back };
std::string_view name_of(NextStep step);

/// What the bench knows of a tube beside its row.
struct BenchFacts {
  std::vector<std::string> planned_materials = {};  ///< of the tubes that the protocol wants of it
  bool has_children = false;
  std::optional<base::Timestamp> taken_out = {};  ///< out of a freezer, while it is out
};
struct BenchJudgement {
  NextStep next = NextStep::store;
  std::vector<ProcessingClock> clocks = {};  ///< the most urgent first
};
BenchJudgement judge_bench(const Sample& sample, const BenchFacts& facts, base::Timestamp now);

}  // namespace frostkeep::domain
