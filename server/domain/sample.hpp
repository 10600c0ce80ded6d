#pragma once
/// One physical tube: primary, derivative, aliquot or pool.

#include <cstdint>
#include <optional>
#include <string>

#include "base/digest.hpp"
#include "base/timestamp.hpp"
#include "domain/ids.hpp"
#include "domain/sample_state.hpp"

namespace frostkeep::domain {

/// Numbers stand in the database.
enum class SampleKind : std::uint8_t { primary = 1, derivative = 2, aliquot = 3, pool = 4, control = 5 };
std::string_view name_of(SampleKind kind);
std::optional<SampleKind> sample_kind_of(std::string_view name);

/// What is left in a tube. Each is known or not; a tube may have a volume and a count.
struct Amount {
  std::optional<std::int64_t> volume_nl = {};
  std::optional<std::int64_t> mass_pg = {};
  std::optional<std::int64_t> cells = {};
  bool operator==(const Amount&) const = default;
};

/// A tube as its row tells it.
struct Sample {
  SampleId id;
  std::uint32_t version = 0;
  base::Digest head_hash = {};
  StudyId study;
  SiteId owner_site;
  EventId event;
  SampleKind kind = SampleKind::primary;
  std::string material;  ///< SPREC code of schema/reference/materials.csv
  SampleState state = SampleState::expected;
  std::string code;
  std::string tube;  ///< SPREC code of the primary container
  std::string role;  ///< its name in the protocol ("EDTA 1", "plasma 3")
  Amount amount;
  std::string amount_text;  ///< as it was entered
  std::string amount_unit;  ///< UCUM
  std::optional<std::int64_t> concentration_pg_per_ul = {};
  int thaw_count = 0;
  std::optional<base::Timestamp> collected_at = {};
  std::optional<base::Timestamp> received_at = {};
  std::optional<base::Timestamp> frozen_at = {};
  /// The spins in which it, or what it was made of, has been: start of the first, end of the last.
  std::optional<base::Timestamp> spun_at = {};
  std::optional<base::Timestamp> spin_ended_at = {};
  std::optional<std::int32_t> kept_mdeg_c = {};  ///< how warm it was kept since the last spin
  std::string sprec;
  int sprec_version = 0;
  std::string mark;  ///< a condition seen at reception (schema/reference/conditions.csv), or empty
};

/// Gone for good: no state follows.
bool is_gone(SampleState state);
/// Whether a tube in this state can be put into a position.
bool may_be_placed(SampleState state);

}  // namespace frostkeep::domain
