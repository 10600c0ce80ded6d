#pragma once
/// Bodies by which storage is built and changed: container types, trees, blocked cells.

#include "http/shapes/container_shapes.hpp"

namespace frostkeep::http {

struct ContainerTypeListBody {
  std::vector<ContainerTypeView> items;
};
inline const Shape<ContainerTypeListBody> kContainerTypeListBody{
    "ContainerTypeList", {field("items", &ContainerTypeListBody::items, kContainerTypeView, max_items(10'000))}};

struct NewContainerTypeBody {
  std::string code;
  std::string name_zh;
  std::string name_en;
  int rank = 0;
  int rows = 0;
  int columns = 0;
  std::optional<std::string> row_labels;
  std::optional<std::string> column_labels;
  std::optional<std::string> fill_order;
  bool holds_samples = false;
  std::optional<std::vector<std::string>> materials;
  std::optional<std::int32_t> temperature_mdeg_c;
};
inline const Shape<NewContainerTypeBody> kNewContainerTypeBody{
    "NewContainerType",
    {field("code", &NewContainerTypeBody::code, max_length(32)),
     field("name_zh", &NewContainerTypeBody::name_zh, max_length(100)),
     field("name_en", &NewContainerTypeBody::name_en, max_length(100)),
     field(
         "rank", &NewContainerTypeBody::rank,
         about(
             "10 room, 20 freezer or tank, 30 shelf or canister, 40 rack or cane, 60 box or plate; between is free.")),
     field("rows", &NewContainerTypeBody::rows, defaulted(), about("0 rows and columns: no grid.")),
     field("columns", &NewContainerTypeBody::columns, defaulted()),
     field("row_labels", &NewContainerTypeBody::row_labels, about("numbers, letters, roman or running")),
     field("column_labels", &NewContainerTypeBody::column_labels),
     field("fill_order", &NewContainerTypeBody::fill_order, about("rows_from_top_left and fifteen more")),
     field("holds_samples", &NewContainerTypeBody::holds_samples, about("Tubes; else containers.")),
     field("materials", &NewContainerTypeBody::materials, about("That may lie in it; absent or empty: any.")),
     field("temperature_mdeg_c", &NewContainerTypeBody::temperature_mdeg_c)}};
/// Refused(field_malformed) for a word that is no labelling scheme or fill order.
domain::ContainerType type_of(const NewContainerTypeBody& body);

struct ContainerTypeEditBody {
  std::optional<std::string> name_zh;
  std::optional<std::string> name_en;
  std::optional<std::string> fill_order;
  std::optional<std::vector<std::string>> materials;
  std::optional<std::optional<std::int32_t>> temperature_mdeg_c;
  std::optional<bool> retired;
};
inline const Shape<ContainerTypeEditBody> kContainerTypeEditBody{
    "ContainerTypeEdit",
    {field("name_zh", &ContainerTypeEditBody::name_zh, max_length(100)),
     field("name_en", &ContainerTypeEditBody::name_en, max_length(100)),
     field("fill_order", &ContainerTypeEditBody::fill_order), field("materials", &ContainerTypeEditBody::materials),
     field("temperature_mdeg_c", &ContainerTypeEditBody::temperature_mdeg_c, about("null: none.")),
     field("retired", &ContainerTypeEditBody::retired, about("No new container of it is built."))}};
services::ContainerTypeService::Edit edit_of(const ContainerTypeEditBody& body);

struct TreeNodeBody {
  domain::ContainerTypeId type;
  int count = 1;
  std::optional<std::string> code;
  std::optional<std::string> code_prefix;
  std::optional<std::int64_t> first_number;
  std::optional<std::string> name;
  std::optional<domain::ContainerPurpose> purpose;
  std::optional<std::vector<std::string>> materials;
  std::optional<domain::StudyId> study;
  std::optional<std::int32_t> temperature_mdeg_c;
  std::vector<TreeNodeBody> contents;
};
extern const Shape<TreeNodeBody> kTreeNodeBody;

struct BuildBody {
  domain::SiteId site;
  std::optional<domain::ContainerId> parent;
  std::optional<std::string> position;
  std::optional<std::string> reason;
  TreeNodeBody tree;
};
inline const Shape<BuildBody> kBuildBody{
    "Build",
    {field("site_id", &BuildBody::site),
     field("parent_id", &BuildBody::parent, about("What it stands in; absent: a room, or something loose.")),
     field("position", &BuildBody::position, about("Its first cell there; absent: the next free ones.")),
     field("reason", &BuildBody::reason, max_length(500)), field("tree", &BuildBody::tree, kTreeNodeBody)}};
services::BuildOrder order_of(const BuildBody& body);

struct BuiltTypeView {
  domain::ContainerTypeId type;
  std::string code;
  std::string name_zh;
  std::string name_en;
  int count = 0;
};
inline const Shape<BuiltTypeView> kBuiltTypeView{
    "BuiltType",
    {field("type_id", &BuiltTypeView::type), field("code", &BuiltTypeView::code),
     field("name_zh", &BuiltTypeView::name_zh), field("name_en", &BuiltTypeView::name_en),
     field("count", &BuiltTypeView::count)}};
struct BuiltView {
  domain::ContainerId id;
  std::string code;
  std::string name;
  std::string position;
};
inline const Shape<BuiltView> kBuiltView{"BuiltContainer",
                                         {field("id", &BuiltView::id), field("code", &BuiltView::code),
                                          field("name", &BuiltView::name), field("position", &BuiltView::position)}};
struct BuiltBody {
  int total = 0;
  std::vector<BuiltTypeView> types;
  std::vector<BuiltView> outermost;
};
inline const Shape<BuiltBody> kBuiltBody{
    "Built",
    {field("total", &BuiltBody::total, about("Containers made.")),
     field("types", &BuiltBody::types, kBuiltTypeView, about("Outermost first.")),
     field("outermost", &BuiltBody::outermost, kBuiltView, max_items(domain::kMaxBuilt))}};
BuiltBody body_of(const services::BuildView& view);

/// A container without its cells.
struct ContainerHeadBody {
  domain::ContainerId id;
  std::string code;
  std::string name;
  std::uint32_t version = 0;
  std::string state;
  std::string purpose;
  domain::ContainerTypeId type;
  std::string type_code;
  std::string type_zh;
  std::string type_en;
  int rank = 0;
  bool holds_samples = true;
  domain::SiteId site;
  std::vector<std::string> materials;
  std::optional<domain::StudyId> study;
  std::optional<std::int32_t> temperature_mdeg_c;
};
inline const Shape<ContainerHeadBody> kContainerHeadBody{
    "ContainerHead",
    {field("id", &ContainerHeadBody::id), field("code", &ContainerHeadBody::code),
     field("name", &ContainerHeadBody::name), field("version", &ContainerHeadBody::version),
     field("state", &ContainerHeadBody::state), field("purpose", &ContainerHeadBody::purpose),
     field("type_id", &ContainerHeadBody::type), field("type_code", &ContainerHeadBody::type_code),
     field("type_zh", &ContainerHeadBody::type_zh), field("type_en", &ContainerHeadBody::type_en),
     field("rank", &ContainerHeadBody::rank), field("holds_samples", &ContainerHeadBody::holds_samples),
     field("site_id", &ContainerHeadBody::site),
     field("materials", &ContainerHeadBody::materials, about("Its own limit beside its type's; empty: as the type.")),
     field("study_id", &ContainerHeadBody::study),
     field("temperature_mdeg_c", &ContainerHeadBody::temperature_mdeg_c)}};
ContainerHeadBody head_of(const domain::Container& container);

struct ContainerEditBody {
  std::optional<std::string> name;
  std::optional<domain::ContainerState> state;
  std::optional<domain::ContainerPurpose> purpose;
  std::optional<std::vector<std::string>> materials;
  std::optional<std::optional<domain::StudyId>> study;
  std::optional<std::optional<std::int32_t>> temperature_mdeg_c;
  std::optional<std::string> reason;
};
inline const Shape<ContainerEditBody> kContainerEditBody{
    "ContainerEdit",
    {field("name", &ContainerEditBody::name, max_length(100)),
     field("state", &ContainerEditBody::state,
           one_of({domain::ContainerState::active, domain::ContainerState::out_of_service})),
     field("purpose", &ContainerEditBody::purpose,
           one_of({domain::ContainerPurpose::ordinary, domain::ContainerPurpose::quarantine,
                   domain::ContainerPurpose::problem})),
     field("materials", &ContainerEditBody::materials), field("study_id", &ContainerEditBody::study),
     field("temperature_mdeg_c", &ContainerEditBody::temperature_mdeg_c),
     field("reason", &ContainerEditBody::reason, max_length(500))}};
services::ContainerEdit edit_of(const ContainerEditBody& body);

struct BlockBody {
  std::vector<std::string> positions;
  std::optional<std::string> reason;
};
inline const Shape<BlockBody> kBlockBody{"PositionBlock",
                                         {field("positions", &BlockBody::positions, max_items(domain::kMaxCells)),
                                          field("reason", &BlockBody::reason, max_length(500),
                                                about("Needed to block; may be a code of the list of reasons."))}};

struct BlockedBody {
  domain::ContainerId container_id;
  std::string container_code;
  std::uint32_t version = 0;
  std::vector<std::string> positions;
  bool blocked = false;
  std::string reason;
};
inline const Shape<BlockedBody> kBlockedBody{
    "PositionsBlocked",
    {field("container_id", &BlockedBody::container_id), field("container_code", &BlockedBody::container_code),
     field("version", &BlockedBody::version, about("Of the container.")), field("positions", &BlockedBody::positions),
     field("blocked", &BlockedBody::blocked), field("reason", &BlockedBody::reason)}};
BlockedBody body_of(const services::BlockView& view);

}  // namespace frostkeep::http
