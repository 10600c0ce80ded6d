#pragma once
/// Body of a container's whole map, as a page prints it.

#include "http/shapes/build_shapes.hpp"

namespace frostkeep::http {

struct MapCellBody {
  std::string position;
  int row = 0;
  int column = 0;
  std::string kind;
  std::string id;
  std::string code;
  std::string state;
  std::string material;
  std::string study;
  std::string participant;
  std::string amount;
  bool restricted = false;
  std::optional<base::Timestamp> since;
  std::optional<std::string> reason;
};
inline const Shape<MapCellBody> kMapCellBody{
    "MapCell",
    {field("position", &MapCellBody::position), field("row", &MapCellBody::row, about("From 1; 0 without a grid.")),
     field("column", &MapCellBody::column),
     field("kind", &MapCellBody::kind, about("empty, sample, container, hold or block")), field("id", &MapCellBody::id),
     field("code", &MapCellBody::code), field("state", &MapCellBody::state), field("material", &MapCellBody::material),
     field("study", &MapCellBody::study, about("Its code.")),
     field("participant", &MapCellBody::participant, about("Study codes of the donors.")),
     field("amount", &MapCellBody::amount, about("As text, in the asked language.")),
     field("restricted", &MapCellBody::restricted), field("since", &MapCellBody::since),
     field("reason", &MapCellBody::reason, about("Why it is blocked."))}};

struct ContainerMapBody {
  ContainerHeadBody container;
  std::optional<SiteRef> site;
  std::vector<PlaceStepView> path;
  std::string position;
  base::Timestamp read_at;
  int rows = 0;
  int columns = 0;
  std::vector<std::string> row_labels;
  std::vector<std::string> column_labels;
  std::vector<MapCellBody> cells;
};
inline const Shape<ContainerMapBody> kContainerMapBody{
    "ContainerMap",
    {field("container", &ContainerMapBody::container, kContainerHeadBody),
     field("site", &ContainerMapBody::site, kSiteRef), field("path", &ContainerMapBody::path, kPlaceStepView),
     field("position", &ContainerMapBody::position), field("read_at", &ContainerMapBody::read_at),
     field("rows", &ContainerMapBody::rows), field("columns", &ContainerMapBody::columns),
     field("row_labels", &ContainerMapBody::row_labels), field("column_labels", &ContainerMapBody::column_labels),
     field("cells", &ContainerMapBody::cells, kMapCellBody, max_items(domain::kMaxCells),
           about("Every cell, row by row: rows × columns of them; without a grid what lies in it."))}};
ContainerMapBody body_of(const services::ContainerMap& map, base::Timestamp now, Language language);

}  // namespace frostkeep::http
