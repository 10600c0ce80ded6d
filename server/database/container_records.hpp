#pragma once
/// SQL for containers and their types.

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "database/scan_code_records.hpp"
#include "database/things.hpp"
#include "domain/container.hpp"

namespace frostkeep::database {

std::vector<domain::ContainerType> read_container_types(const ReadTransaction& tx);
std::uint64_t insert_container_type(WriteTransaction& tx, const domain::ContainerType& type);
struct LockedContainerType {
  domain::ContainerType type;
  Head head;
};
std::optional<LockedContainerType> lock_container_type(WriteTransaction& tx, domain::ContainerTypeId id);
/// Writes what differs; false if nothing does. Rank, grid and labels of a type never change.
bool change_container_type(WriteTransaction& tx, const LockedContainerType& locked, const domain::ContainerType& after,
                           domain::Happening what);

/// Container types by id, kept in the process. A type's grid and labels never change once it exists, so a kept one is
/// never wrong where it counts; names that another server edited may be old here. Safe from any thread.
class TypeCache {
 public:
  /// Reads all types again on an unknown id. Throws Refused(not_found) if there is no such type.
  std::shared_ptr<const domain::ContainerType> get(const ReadTransaction& tx, domain::ContainerTypeId id);
  /// The type of a container, remembered by the container's id; nothing if there is no such container. The caller
  /// compares it with the type that its own locking read brings.
  std::shared_ptr<const domain::ContainerType> type_of_container(const ReadTransaction& tx, domain::ContainerId id);
  /// Steps as people read them, outermost first.
  std::vector<domain::PlaceStep> describe(const ReadTransaction& tx, const std::vector<PathStep>& path);
  /// The label of a stored position in a container of this type.
  std::string label(const ReadTransaction& tx, domain::ContainerTypeId type, int position);
  void forget(domain::ContainerId id);
  /// After a type was edited here.
  void forget_types();

 private:
  std::mutex mutex_;
  std::map<domain::ContainerTypeId, std::shared_ptr<const domain::ContainerType>> types_;
  std::map<domain::ContainerId, domain::ContainerTypeId> containers_;
};

/// One container with its type. Unlocked.
std::optional<domain::Container> find_container(const ReadTransaction& tx, domain::ContainerId id);
/// As find_container, with the row locked for update, and its head.
struct LockedContainer {
  domain::Container container;
  Head head;
};
std::optional<LockedContainer> lock_container(WriteTransaction& tx, domain::ContainerId id);

/// The columns that `container_from` reads, of `container c join container_type t`.
extern const std::string_view kContainerColumns;
constexpr std::size_t kContainerColumnCount = 23;
domain::Container container_from(const Row& row, std::size_t first_column);

/// The fields of a new container's first entry.
std::vector<domain::FieldChange> changes_of(const domain::Container& container);
/// What differs between two states of one container's row.
std::vector<domain::FieldChange> changes_between(const domain::Container& before, const domain::Container& after);
/// Rows, codes and first entries of new containers; their places are occupancy_records.hpp's.
void insert_containers(WriteTransaction& tx, std::span<const domain::Container> containers,
                       std::span<const std::vector<domain::FieldChange>> extra,
                       std::span<const std::uint64_t> entry_ids);

}  // namespace frostkeep::database
