#pragma once
/// Bodies of containers, their maps and what is put into them.

#include <optional>

#include "http/shapes/common_shapes.hpp"

namespace frostkeep::http {

struct ContainerTypeView {
  domain::ContainerTypeId id;
  std::string code;
  std::string name_zh;
  std::string name_en;
  int rank = 0;
  int rows = 0;
  int columns = 0;
  std::string row_labels;
  std::string column_labels;
  std::string fill_order;
  bool holds_samples = true;
  std::vector<std::string> materials;
  std::optional<std::int32_t> temperature_mdeg_c;
  std::optional<bool> retired;
  std::optional<std::uint32_t> version;
};
inline const Shape<ContainerTypeView> kContainerTypeView{
    "ContainerType",
    {field("id", &ContainerTypeView::id), field("code", &ContainerTypeView::code),
     field("name_zh", &ContainerTypeView::name_zh), field("name_en", &ContainerTypeView::name_en),
     field("rank", &ContainerTypeView::rank), field("rows", &ContainerTypeView::rows, about("0: no grid.")),
     field("columns", &ContainerTypeView::columns), field("row_labels", &ContainerTypeView::row_labels),
     field("column_labels", &ContainerTypeView::column_labels), field("fill_order", &ContainerTypeView::fill_order),
     field("holds_samples", &ContainerTypeView::holds_samples), field("materials", &ContainerTypeView::materials),
     field("temperature_mdeg_c", &ContainerTypeView::temperature_mdeg_c),
     field("retired", &ContainerTypeView::retired, about("Told with the type itself, not beside a container.")),
     field("version", &ContainerTypeView::version, about("As retired."))}};
ContainerTypeView view_of(const domain::ContainerType& type);
/// With what is told of a type that was asked for itself.
ContainerTypeView whole_view_of(const domain::ContainerType& type);

struct CellView {
  std::string position;
  std::string kind;
  std::string id;
  std::string code;
  std::string state;
  std::string material;
  std::string study;
  bool restricted = false;
  base::Timestamp since;
  std::optional<std::string> reason;
};
inline const Shape<CellView> kCellView{
    "Cell",
    {field("position", &CellView::position), field("kind", &CellView::kind, about("sample, container, hold or block")),
     field("id", &CellView::id), field("code", &CellView::code), field("state", &CellView::state),
     field("material", &CellView::material), field("study", &CellView::study, about("The study's code.")),
     field("restricted", &CellView::restricted), field("since", &CellView::since),
     field("reason", &CellView::reason, about("Why it is blocked."))}};

struct ContainerBody {
  domain::ContainerId id;
  std::string code;
  std::string name;
  std::uint32_t version = 0;
  std::string state;
  std::string purpose;
  ContainerTypeView type;
  std::optional<SiteRef> site;
  std::vector<PlaceStepView> path;
  std::string position;
  std::vector<std::string> allowed_materials;
  std::optional<domain::StudyId> allowed_study;
  std::optional<std::int32_t> temperature_mdeg_c;
  int capacity = 0;
  std::string next_position;
  std::vector<CellView> positions;
};
inline const Shape<ContainerBody> kContainerBody{
    "Container",
    {field("id", &ContainerBody::id), field("code", &ContainerBody::code), field("name", &ContainerBody::name),
     field("version", &ContainerBody::version), field("state", &ContainerBody::state),
     field("purpose", &ContainerBody::purpose), field("type", &ContainerBody::type, kContainerTypeView),
     field("site", &ContainerBody::site, kSiteRef), field("path", &ContainerBody::path, kPlaceStepView),
     field("position", &ContainerBody::position, about("Its own cell in the last step of the path.")),
     field("allowed_materials", &ContainerBody::allowed_materials),
     field("allowed_study", &ContainerBody::allowed_study),
     field("temperature_mdeg_c", &ContainerBody::temperature_mdeg_c), field("capacity", &ContainerBody::capacity),
     field("next_position", &ContainerBody::next_position, about("The next free cell in fill order; empty if full.")),
     field("positions", &ContainerBody::positions, kCellView, max_items(10'000), about("Taken cells only."))}};
ContainerBody body_of(const services::ContainerView& view);

struct PlaceBody {
  std::string code;
  std::optional<bool> move;
};
inline const Shape<PlaceBody> kPlaceBody{
    "PlaceBody",
    {field("code", &PlaceBody::code, max_length(80)),
     field("move", &PlaceBody::move, about("True if it is known to lie elsewhere and shall come here."))}};

struct TakeQuery {
  std::optional<std::string> code;
  std::optional<bool> keep_place;
};
inline const Shape<TakeQuery> kTakeQuery{
    "TakeQuery",
    {field("code", &TakeQuery::code, max_length(80), about("What must sit there; anything else is refused.")),
     field("keep_place", &TakeQuery::keep_place, about("True: checked out, its place waits for it."))}};

struct PlacementBody {
  std::string entry_id;
  domain::ContainerId container_id;
  std::string container_code;
  std::string position;
  std::string kind;
  std::string id;
  std::string code;
  std::string state;
  std::string material;
  std::string study;
  bool restricted = false;
  std::optional<std::string> moved_from;
  std::vector<WarningView> warnings;
  base::Timestamp since;
  base::Timestamp undo_until;
};
inline const Shape<PlacementBody> kPlacementBody{
    "Placement",
    {field("entry_id", &PlacementBody::entry_id, about("Names the entry, for undo.")),
     field("container_id", &PlacementBody::container_id), field("container_code", &PlacementBody::container_code),
     field("position", &PlacementBody::position), field("kind", &PlacementBody::kind), field("id", &PlacementBody::id),
     field("code", &PlacementBody::code), field("state", &PlacementBody::state),
     field("material", &PlacementBody::material), field("study", &PlacementBody::study),
     field("restricted", &PlacementBody::restricted), field("moved_from", &PlacementBody::moved_from),
     field("warnings", &PlacementBody::warnings, kWarningView), field("since", &PlacementBody::since),
     field("undo_until", &PlacementBody::undo_until)}};
PlacementBody body_of(const services::PlacementView& view, Language language);

}  // namespace frostkeep::http
