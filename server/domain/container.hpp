#pragma once
/// Anything with positions: room, freezer, rack, box, plate. What kinds there are is data (container_type).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/container_layout.hpp"
#include "domain/ids.hpp"

namespace frostkeep::domain {

/// Where a kind of thing stands in the tree; a thing lies only in something of a lower rank, so no cycle can exist.
/// Ranks of containers are type data; these are the usual ones and the sample's.
namespace rank {
constexpr int kRoom = 10;
constexpr int kFreezer = 20;
constexpr int kShelf = 30;
constexpr int kRack = 40;
constexpr int kBox = 60;
constexpr int kSample = 100;
}  // namespace rank

/// Numbers stand in the database.
enum class ContainerState : std::uint8_t { active = 1, out_of_service = 2, retired = 3 };
enum class ContainerPurpose : std::uint8_t { ordinary = 1, quarantine = 2, problem = 3 };

std::string_view name_of(ContainerState state);
std::string_view name_of(ContainerPurpose purpose);

/// Who sits in a position. Numbers stand in the database.
enum class OccupantKind : std::uint8_t {
  sample = 1,
  container = 2,
  kept = 3,   ///< the place is kept for a tube that is out
  block = 4,  ///< nothing may be put here
};
std::string_view name_of(OccupantKind kind);

/// A comma-separated list as the database holds it ("SER,PL1"); empty means "no limit".
std::vector<std::string> list_of(std::string_view joined);
std::string joined_list(const std::vector<std::string>& items);

struct ContainerType {
  ContainerTypeId id;
  std::string code;
  std::string name_zh;
  std::string name_en;
  int rank = rank::kBox;
  ContainerLayout layout;
  bool holds_samples = true;
  std::vector<std::string> materials;  ///< SPREC codes that may lie in it; empty: any
  std::optional<std::int32_t> temperature_mdeg_c;
  bool retired = false;       ///< no new container of it is built; those that stand go on
  std::uint32_t version = 0;  ///< of the type itself; 0 where it was read beside a container
  bool operator==(const ContainerType&) const = default;
};

/// A container as the placement rules see it: its own limits beside its type's.
struct Container {
  ContainerId id;
  std::uint32_t version = 0;
  ContainerType type;
  SiteId site;
  std::string code;
  std::string name;
  ContainerState state = ContainerState::active;
  ContainerPurpose purpose = ContainerPurpose::ordinary;
  std::vector<std::string> materials;  ///< narrows the type's list; empty: as the type
  StudyId study;                       ///< kept for one study; none: any
  std::optional<std::int32_t> temperature_mdeg_c;

  /// Its own temperature, else its type's.
  std::optional<std::int32_t> temperature() const {
    return temperature_mdeg_c ? temperature_mdeg_c : type.temperature_mdeg_c;
  }
};

/// One step of a location, from the site downwards.
struct PlaceStep {
  ContainerId id;
  std::string code;
  std::string position;  ///< in its parent; empty for the top
  std::string type_zh;
  std::string type_en;
};

}  // namespace frostkeep::domain
