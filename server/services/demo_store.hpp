#pragma once
/// Where the demo's tubes go: boxes that are opened as they are needed, in racks, shelves, freezers and rooms that are
/// too. Which box gets which code and stands where follows from the order of the tubes alone.

#include <array>
#include <map>
#include <vector>

#include "database/bulk_things.hpp"
#include "domain/container.hpp"

namespace frostkeep::services {

/// The types of the levels, outermost first.
struct DemoTypes {
  domain::ContainerType room;
  domain::ContainerType freezer;
  domain::ContainerType shelf;
  domain::ContainerType rack;
  domain::ContainerType box;
};

/// Containers that were opened and have to be written, each with its past.
struct OpenedContainers {
  std::vector<database::ThingWithPast> things;
  std::vector<database::NewScanCode> codes;
  std::vector<database::Placing> placings;
  std::vector<database::EndedStay> ended;
};

/// The state of both sites' stores. A copy is a try: throw it away if the transaction is.
class DemoStore {
 public:
  DemoStore(const DemoTypes& types, const std::array<domain::SiteId, 2>& sites) : types_(types), sites_(sites) {}

  struct Cell {
    const domain::Container* box = nullptr;  ///< valid until the next call
    int position = 0;
  };
  /// The next free cell for a material at a site (0 or 1). Opens a box where the last one is full, into `opened`.
  Cell next(database::WriteTransaction& tx, std::size_t site, const std::string& material, base::Timestamp at,
            domain::UserId keeper, OpenedContainers& opened);
  /// A cell that an earlier run used: the same counting, nothing made.
  void skip(std::size_t site, const std::string& material);

 private:
  struct Level {
    domain::Container container;
    int used = 0;
  };
  static constexpr std::size_t kLevels = 4;  ///< room, freezer, shelf, rack
  struct Opening;
  const domain::ContainerType& type_of(std::size_t level) const;
  void open(std::size_t site, std::size_t level, Level& target, Opening* opening);
  Level& next_box(std::size_t site, const std::string& material, Opening* opening);
  void find(database::WriteTransaction& tx, domain::Container& container) const;

  DemoTypes types_;
  std::array<domain::SiteId, 2> sites_;
  std::array<std::array<Level, kLevels>, 2> levels_ = {};
  std::array<std::array<std::uint64_t, kLevels + 1>, 2> opened_ = {};
  std::map<std::pair<std::size_t, std::string>, Level> boxes_ = {};
};

}  // namespace frostkeep::services
