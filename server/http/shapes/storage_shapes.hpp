#pragma once
/// Bodies of storage as a tree with fill levels and of lists of containers.

#include "http/shapes/build_shapes.hpp"

namespace frostkeep::http {

/// Cells for tubes in a container and all below.
struct FillBody {
  std::int64_t boxes = 0;
  std::int64_t positions = 0;
  std::int64_t filled = 0;
  std::int64_t held = 0;
  std::int64_t blocked = 0;
  std::int64_t free = 0;
  int fill_permille = 0;
  base::Timestamp counted_at;
};
inline const Shape<FillBody> kFillBody{
    "Fill",
    {field("boxes", &FillBody::boxes, about("Containers that hold tubes.")),
     field("positions", &FillBody::positions, about("Their cells.")), field("filled", &FillBody::filled),
     field("held", &FillBody::held, about("Kept for tubes that are out.")), field("blocked", &FillBody::blocked),
     field("free", &FillBody::free),
     field("fill_permille", &FillBody::fill_permille, about("Filled and held of the cells that aren't blocked.")),
     field("counted_at", &FillBody::counted_at, about("Of a freezer up to a minute ago."))}};
FillBody body_of(const services::FillSums::Sum& sum);

/// A container with how its own cells are used.
struct StorageNodeBody {
  ContainerHeadBody container;
  std::optional<domain::ContainerId> parent;
  std::string position;
  int positions = 0;
  std::int64_t filled = 0;
  std::int64_t held = 0;
  std::int64_t blocked = 0;
  std::optional<std::int64_t> free;
  std::optional<FillBody> tubes;
};
inline const Shape<StorageNodeBody> kStorageNodeBody{
    "StorageNode",
    {field("container", &StorageNodeBody::container, kContainerHeadBody),
     field("parent_id", &StorageNodeBody::parent, about("Absent: it stands by itself.")),
     field("position", &StorageNodeBody::position, about("In the parent.")),
     field("positions", &StorageNodeBody::positions, about("Its own cells; 0: no grid.")),
     field("filled", &StorageNodeBody::filled, about("By tubes or containers.")), field("held", &StorageNodeBody::held),
     field("blocked", &StorageNodeBody::blocked),
     field("free", &StorageNodeBody::free, about("Absent without a grid.")),
     field("tubes", &StorageNodeBody::tubes, kFillBody,
           about("Of itself and all below; absent in lists, and where it is still to be counted: ask again."))}};
StorageNodeBody body_of(const services::StorageNode& node);

struct SiteStorageBody {
  SiteRef site;
  std::vector<StorageNodeBody> nodes;
};
inline const Shape<SiteStorageBody> kSiteStorageBody{
    "SiteStorage",
    {field("site", &SiteStorageBody::site, kSiteRef),
     field("nodes", &SiteStorageBody::nodes, kStorageNodeBody, max_items(10'000),
           about("Rooms, freezers and what else stands in a room, by rank; parent_id nests them."))}};
struct StorageBody {
  std::vector<SiteStorageBody> sites;
};
inline const Shape<StorageBody> kStorageBody{"Storage", {field("sites", &StorageBody::sites, kSiteStorageBody)}};
StorageBody body_of(const std::vector<services::SiteStorage>& sites);

struct ChildrenBody {
  std::vector<StorageNodeBody> items;
};
inline const Shape<ChildrenBody> kChildrenBody{
    "ContainerChildren",
    {field("items", &ChildrenBody::items, kStorageNodeBody, max_items(10'000), about("By position."))}};

/// What a list of containers is cut down to.
struct ContainerListQuery {
  std::optional<domain::SiteId> site;
  std::optional<domain::ContainerTypeId> type;
  std::optional<domain::ContainerId> under;
  std::optional<domain::StudyId> study;
  std::optional<std::string> name;
  std::optional<int> rank;
  std::optional<domain::ContainerState> state;
  std::optional<domain::ContainerPurpose> purpose;
  std::optional<bool> holds_samples;
  std::optional<bool> loose;
  std::optional<int> free;
  std::optional<std::string> material;
  std::optional<domain::StudyId> for_study;
  std::optional<domain::ContainerId> after;
  std::optional<std::uint32_t> limit;
};
inline const Shape<ContainerListQuery> kContainerListQuery{
    "ContainerListQuery",
    {field("site_id", &ContainerListQuery::site), field("type_id", &ContainerListQuery::type),
     field("under", &ContainerListQuery::under, about("Anywhere below this container (a room, a freezer).")),
     field("study_id", &ContainerListQuery::study, about("Kept for this study.")),
     field("name", &ContainerListQuery::name, max_length(100), about("Part of the name.")),
     field("rank", &ContainerListQuery::rank, range(1, 99)),
     field("state", &ContainerListQuery::state,
           one_of({domain::ContainerState::active, domain::ContainerState::out_of_service,
                   domain::ContainerState::retired}),
           about("Absent: all but retired ones.")),
     field("purpose", &ContainerListQuery::purpose,
           one_of({domain::ContainerPurpose::ordinary, domain::ContainerPurpose::quarantine,
                   domain::ContainerPurpose::problem})),
     field("holds_samples", &ContainerListQuery::holds_samples, about("true: boxes and plates only.")),
     field("loose", &ContainerListQuery::loose, about("true: those that stand in nothing.")),
     field("free", &ContainerListQuery::free, range(1, domain::kMaxCells), about("With at least so many free cells.")),
     field("material", &ContainerListQuery::material, max_length(16), about("That may take this material.")),
     field("for_study_id", &ContainerListQuery::for_study, about("Kept for this study or for none.")),
     field("after", &ContainerListQuery::after), field("limit", &ContainerListQuery::limit, range(1, 200))}};
services::ContainerQuery query_of(const ContainerListQuery& query);

struct ContainerLineBody {
  StorageNodeBody node;
  std::vector<PlaceStepView> path;
};
inline const Shape<ContainerLineBody> kContainerLineBody{
    "ContainerLine",
    {field("node", &ContainerLineBody::node, kStorageNodeBody),
     field("path", &ContainerLineBody::path, kPlaceStepView, about("Outermost first, without itself."))}};
struct ContainerListBody {
  std::vector<ContainerLineBody> items;
  std::optional<std::string> next;
};
inline const Shape<ContainerListBody> kContainerListBody{
    "ContainerList",
    {field("items", &ContainerListBody::items, kContainerLineBody),
     field("next", &ContainerListBody::next, about("`after` of the next page; absent on the last."))}};
ContainerListBody body_of(const services::ContainerPage& page);

}  // namespace frostkeep::http
