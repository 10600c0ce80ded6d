#pragma once
/// A study's collection protocol: at which visits which tubes are drawn, and what is made of them. The cohort's kit is
/// not fixed, so a protocol is data; three stand in schema/reference/protocols. Whoever reads the JSON gives it here as
/// a value.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/amount.hpp"
#include "domain/refusal.hpp"

namespace frostkeep::domain {

constexpr int kMaxTubeCount = 100;      ///< of one planned tube
constexpr int kMaxTubesPerEvent = 500;  ///< of one visit, aliquots included
constexpr int kMaxPlanDepth = 4;        ///< primary, derivative, aliquot, aliquot of it

/// A tube to be drawn, or to be made of the tube above it.
struct PlannedTube {
  std::string role;                    ///< "EDTA 1", "plasma"; unique among its siblings, up to 40 bytes
  std::string material;                ///< code of materials.csv
  std::string container;               ///< code of tubes.csv: any for a primary tube, a storage tube for what is made
  std::optional<Measure> amount = {};  ///< of one tube
  int count = 1;
  std::vector<PlannedTube> children = {};
};

enum class EventKind : std::uint8_t { baseline = 1, follow_up = 2 };
std::string_view to_text(EventKind kind);
std::optional<EventKind> parse_event_kind(std::string_view text);

/// A visit.
struct PlannedEvent {
  std::string code;  ///< short and unique: "baseline", "y3"
  std::string name_zh;
  std::string name_en;
  EventKind kind = EventKind::baseline;
  int after_months = 0;  ///< since baseline; 0 for baseline itself
  std::vector<PlannedTube> tubes = {};
};

struct Protocol {
  std::string code;
  int version = 1;
  std::string name_zh;
  std::string name_en;
  std::string source;  ///< where its facts come from
  std::vector<PlannedEvent> events = {};
};

/// Everything that is wrong, each with {field, pointer}: field_missing, field_malformed, field_out_of_range,
/// field_too_long, name_taken {name} for a repeated code or role, amounts_do_not_add_up where the children of one
/// tube hold more than it.
std::vector<Violation> violations_of(const Protocol& protocol);

/// One tube that a visit should bring, as the chair shows it: roles of several are numbered ("plasma 1", "plasma 2").
struct ExpectedTube {
  std::string role;
  std::string material;
  std::string container;
  std::optional<Measure> amount = {};
  std::optional<std::size_t> parent = {};  ///< index in the same list; nothing for a primary tube
};
/// All tubes of a visit, each behind its parent. The visit has no violations.
std::vector<ExpectedTube> expected_tubes(const PlannedEvent& event);

}  // namespace frostkeep::domain
