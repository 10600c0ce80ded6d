#pragma once
/// Containers to look at, to build and to change: one box with its map, a whole freezer at once, blocked cells.

#include <optional>
#include <string>
#include <vector>

#include "database/occupancy_records.hpp"
#include "database/people_records.hpp"
#include "domain/reference_table.hpp"
#include "domain/sample.hpp"
#include "services/container_build.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

/// A container with everything its page shows.
struct ContainerView {
  domain::Container container;
  std::optional<database::Site> site;
  std::vector<domain::PlaceStep> path;  ///< outermost first, without the container itself
  std::string position;                 ///< its own cell in the last step of the path
  std::vector<database::OccupiedCell> cells;
  std::string next_position;  ///< the next free cell in fill order, or empty
};

/// One cell of a map, taken or not.
struct MapCell {
  std::string position;
  int row = 0;  ///< from 1; 0 without a grid
  int column = 0;
  std::optional<database::OccupiedCell> sitter = {};
  domain::Amount amount = {};    ///< of a tube in the asker's scope
  std::string study = {};        ///< its code, as amount
  std::string participant = {};  ///< study codes of its donors, as amount
};
struct ContainerMap {
  ContainerView view;
  std::vector<std::string> row_labels;
  std::vector<std::string> column_labels;
  std::vector<MapCell> cells;  ///< row by row, every one; without a grid what lies in it
};

/// What was built: a line for each type and the outermost containers.
struct BuildView {
  struct OfType {
    domain::ContainerType type;
    int count = 0;
  };
  int total = 0;
  std::vector<OfType> types;                 ///< outermost first
  std::vector<domain::Container> outermost;  ///< as many as the tree's root has copies
  std::vector<std::string> positions;        ///< of these, in what they stand; empty where they stand by themselves
};

/// Fields to change; what is absent stays.
struct ContainerEdit {
  std::optional<std::string> name = {};
  std::optional<domain::ContainerState> state = {};  ///< active or out_of_service; retiring is an act of its own
  std::optional<domain::ContainerPurpose> purpose = {};
  std::optional<std::vector<std::string>> materials = {};
  std::optional<std::optional<domain::StudyId>> study = {};
  std::optional<std::optional<std::int32_t>> temperature_mdeg_c = {};
};

/// Cells of one container that are blocked or released together.
struct BlockOrder {
  domain::ContainerId container;
  std::vector<std::string> positions;
};
struct BlockView {
  domain::Container container;  ///< with its new version
  std::vector<std::string> positions;
  bool blocked = false;
  std::string reason;
};

class ContainerService {
 public:
  explicit ContainerService(House& house) : house_(house) {}

  /// Refused(not_found) outside the scope.
  ContainerView view(const domain::Scope& scope, domain::ContainerId id) const;

  /// Every cell with what a printed map shows.
  ContainerMap map(const domain::Scope& scope, domain::ContainerId id) const;
  /// The same for a spreadsheet.
  std::string contents_csv(const domain::Scope& scope, domain::ContainerId id, domain::Language language) const;

  /// Builds a tree in one transaction whatever its size; see build_containers.
  BuildView build(const Asked& asked, const BuildOrder& order);
  /// Changes fields on condition of the version: Refused(version_stale), field_malformed, field_too_long,
  /// container_retired.
  domain::Container edit(const Asked& asked, domain::ContainerId id, std::uint32_t version, const ContainerEdit& edit);
  /// Takes an empty container out of use for good, and out of where it stands: Refused(container_not_empty {count}),
  /// reason_missing, container_retired.
  domain::Container retire(const Asked& asked, domain::ContainerId id);
  /// Nothing may be put into these cells until they are released; the reason is the context's. All or none:
  /// position_blocked, position_occupied, duplicate_in_request, reason_missing and what the text of a position can be.
  BlockView block(const Asked& asked, const BlockOrder& order);
  /// Refused(position_not_blocked) for a cell that isn't.
  BlockView release(const Asked& asked, const BlockOrder& order);

 private:
  House& house_;
};

/// Kinds of containers, the same in the whole house.
class ContainerTypeService {
 public:
  explicit ContainerTypeService(House& house) : house_(house) {}

  /// Fields to change; grid, labels and rank stay as they are for ever.
  struct Edit {
    std::optional<std::string> name_zh = {};
    std::optional<std::string> name_en = {};
    std::optional<domain::FillOrder> fill_order = {};
    std::optional<std::vector<std::string>> materials = {};
    std::optional<std::optional<std::int32_t>> temperature_mdeg_c = {};
    std::optional<bool> retired = {};
  };

  /// By rank and code, retired ones too.
  std::vector<domain::ContainerType> list() const;
  domain::ContainerType read(domain::ContainerTypeId id) const;
  /// Refused with all that domain::violations_of finds; code_taken.
  domain::ContainerType add(const Asked& asked, domain::ContainerType type);
  domain::ContainerType edit(const Asked& asked, domain::ContainerTypeId id, std::uint32_t version, const Edit& edit);

 private:
  House& house_;
};

}  // namespace frostkeep::services
