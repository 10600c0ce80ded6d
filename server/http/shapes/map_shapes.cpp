#include "http/shapes/map_shapes.hpp"

#include "services/amount_text.hpp"

namespace frostkeep::http {

ContainerMapBody body_of(const services::ContainerMap& map, base::Timestamp now, Language language) {
  ContainerMapBody body;
  const domain::Container& c = map.view.container;
  body.container = head_of(c);
  if (map.view.site) body.site = ref_of(*map.view.site);
  body.path = steps_of(map.view.path);
  body.position = map.view.position;
  body.read_at = now;
  body.rows = c.type.layout.rows;
  body.columns = c.type.layout.columns;
  body.row_labels = map.row_labels;
  body.column_labels = map.column_labels;
  for (const services::MapCell& cell : map.cells) {
    MapCellBody shown;
    shown.position = cell.position;
    shown.row = cell.row;
    shown.column = cell.column;
    shown.kind = "empty";
    if (cell.sitter) {
      const database::OccupiedCell& sitter = *cell.sitter;
      shown.kind = name_of(sitter.kind);
      shown.id = std::to_string(sitter.id);
      shown.code = sitter.code;
      shown.state = sitter.state;
      shown.material = sitter.material;
      shown.restricted = sitter.restricted;
      if (sitter.since.microseconds != 0) shown.since = sitter.since;
      if (sitter.kind == domain::OccupantKind::block) shown.reason = sitter.reason;
    }
    shown.study = cell.study;
    shown.participant = cell.participant;
    shown.amount = services::amount_text(cell.amount, language);
    body.cells.push_back(std::move(shown));
  }
  return body;
}

}  // namespace frostkeep::http
