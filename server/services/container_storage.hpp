#pragma once
/// Storage as a tree with fill levels, and containers as lists.

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "database/container_list_records.hpp"
#include "database/people_records.hpp"
#include "domain/reference_table.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

/// How long the sum over a whole freezer is shown before it is counted anew.
constexpr std::int64_t kFillAge = base::kMinute;
/// How long one view counts freezers; what is left shows its last sum, or none yet, and is counted by the next view.
constexpr std::int64_t kCountingTime = base::kSecond;

/// Sums over whole freezers, kept in the process: a site's page would else read every tube of the site. Safe from any
/// thread.
class FillSums {
 public:
  struct Sum {
    database::TubeCounts tubes;
    base::Timestamp counted_at;
  };
  std::optional<Sum> find(domain::ContainerId id) const;
  void keep(domain::ContainerId id, const Sum& sum);

 private:
  mutable std::mutex mutex_;
  std::map<domain::ContainerId, Sum> sums_;
};

/// A container in the tree.
struct StorageNode {
  domain::Container container;
  domain::ContainerId parent;
  std::string position;                     ///< in the parent
  database::CellCounts own;                 ///< of its own cells
  std::optional<FillSums::Sum> tubes = {};  ///< of the cells for tubes below; nothing: not counted yet
};
struct SiteStorage {
  database::Site site;
  std::vector<StorageNode> nodes;  ///< rooms, and what stands in them or by itself up to freezers; by rank, then code
};

/// What a list of containers is asked for.
struct ContainerQuery {
  database::ContainerFilter filter = {};
  domain::ContainerId after = {};
  std::uint32_t limit = 50;
};
struct ContainerListItem {
  StorageNode node;  ///< `tubes` isn't counted
  std::vector<domain::PlaceStep> path;
};
struct ContainerPage {
  std::vector<ContainerListItem> items;
  std::string next;  ///< `after` of the next page; empty on the last
};

/// Lines that a list may have as a file.
constexpr std::uint32_t kMaxContainerRows = 20'000;

class StorageService {
 public:
  explicit StorageService(House& house) : house_(house) {}

  /// The scope's sites with their rooms and freezers. Sums over freezers may be kFillAge old.
  std::vector<SiteStorage> sites(const domain::Scope& scope) const;
  /// What stands in a container. From freezers downwards counted at once: the tubes of one freezer are read.
  std::vector<StorageNode> children(const domain::Scope& scope, domain::ContainerId id) const;
  /// A page, in order of building. Refused(field_malformed) for a material that isn't one.
  ContainerPage list(const domain::Scope& scope, const ContainerQuery& query) const;
  /// The whole list for a spreadsheet. Refused(list_too_long {limit}) beyond `most`.
  std::string list_csv(const domain::Scope& scope, const ContainerQuery& query, domain::Language language,
                       std::uint32_t most = kMaxContainerRows) const;

 private:
  std::vector<StorageNode> nodes_of(const database::ReadTransaction& tx,
                                    std::vector<database::StandingContainer> standing) const;
  void sum_freezers(const database::ReadTransaction& tx, std::vector<StorageNode>& nodes) const;
  ContainerPage page(const database::ReadTransaction& tx, const domain::Scope& scope,
                     const ContainerQuery& query) const;

  House& house_;
  mutable FillSums sums_;
};

}  // namespace frostkeep::services
