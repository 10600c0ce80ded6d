#include "http/shapes/container_shapes.hpp"

namespace frostkeep::http {
namespace {

std::string id_text(std::uint64_t id) { return id == 0 ? std::string() : std::to_string(id); }

}  // namespace

ContainerTypeView view_of(const domain::ContainerType& t) {
  return {t.id,
          t.code,
          t.name_zh,
          t.name_en,
          t.rank,
          t.layout.rows,
          t.layout.columns,
          std::string(domain::to_text(t.layout.row_scheme)),
          std::string(domain::to_text(t.layout.column_scheme)),
          domain::to_text(t.layout.fill_order),
          t.holds_samples,
          t.materials,
          t.temperature_mdeg_c,
          {},
          {}};
}

ContainerTypeView whole_view_of(const domain::ContainerType& t) {
  ContainerTypeView view = view_of(t);
  view.retired = t.retired;
  view.version = t.version;
  return view;
}

ContainerBody body_of(const services::ContainerView& view) {
  const domain::Container& c = view.container;
  ContainerBody body;
  body.id = c.id;
  body.code = c.code;
  body.name = c.name;
  body.version = c.version;
  body.state = name_of(c.state);
  body.purpose = name_of(c.purpose);
  body.type = view_of(c.type);
  if (view.site) body.site = ref_of(*view.site);
  body.path = steps_of(view.path);
  body.position = view.position;
  body.allowed_materials = c.materials.empty() ? c.type.materials : c.materials;
  if (c.study) body.allowed_study = c.study;
  body.temperature_mdeg_c = c.temperature();
  body.capacity = c.type.layout.cells();
  body.next_position = view.next_position;
  for (const database::OccupiedCell& cell : view.cells) {
    const auto at = domain::position_of(c.type.layout, cell.position);
    body.positions.push_back({at ? domain::label_of(c.type.layout, *at) : std::to_string(cell.position),
                              std::string(name_of(cell.kind)), id_text(cell.id), cell.code, cell.state, cell.material,
                              cell.study_code, cell.restricted, cell.since, {}});
    if (cell.kind == domain::OccupantKind::block) body.positions.back().reason = cell.reason;
  }
  return body;
}

PlacementBody body_of(const services::PlacementView& v, Language language) {
  PlacementBody body;
  body.entry_id = id_text(v.entry_id);
  body.container_id = v.container;
  body.container_code = v.container_code;
  body.position = v.position;
  body.kind = name_of(v.kind);
  body.id = id_text(v.id);
  body.code = v.code;
  body.state = v.state;
  body.material = v.material;
  body.study = id_text(v.study.value);
  body.restricted = v.restricted;
  if (!v.moved_from.empty()) body.moved_from = v.moved_from;
  body.warnings = warnings_of(v.warnings, language);
  body.since = v.since;
  body.undo_until = v.undo_until;
  return body;
}

}  // namespace frostkeep::http
