#include "http/shapes/build_shapes.hpp"

namespace frostkeep::http {
namespace {

template <typename T>
T word(const std::optional<std::string>& text, std::optional<T> (*parse)(std::string_view), T otherwise,
       const std::string& name) {
  if (!text) return otherwise;
  const auto parsed = parse(*text);
  if (!parsed) {
    throw domain::Refused(domain::ErrorCode::field_malformed,
                          {{"field", name}, {"pointer", "/" + name}, {"value", *text}});
  }
  return *parsed;
}

domain::TreeNode node_of(const TreeNodeBody& body) {
  domain::TreeNode node;
  node.type = body.type;
  node.count = body.count;
  node.code = body.code.value_or("");
  node.code_prefix = body.code_prefix.value_or("");
  if (body.first_number) node.first_number = static_cast<std::uint64_t>(*body.first_number);
  node.name = body.name.value_or("");
  node.purpose = body.purpose.value_or(domain::ContainerPurpose::ordinary);
  node.materials = body.materials.value_or(std::vector<std::string>{});
  node.study = body.study.value_or(domain::StudyId{});
  node.temperature_mdeg_c = body.temperature_mdeg_c;
  for (const TreeNodeBody& below : body.contents) node.contents.push_back(node_of(below));
  return node;
}

}  // namespace

// A node holds nodes: the shape refers to itself, by its address only.
const Shape<TreeNodeBody> kTreeNodeBody{
    "TreeNode",
    {field("type_id", &TreeNodeBody::type), field("count", &TreeNodeBody::count, defaulted()),
     field("code", &TreeNodeBody::code, max_length(64), about("Of the one container that the node makes.")),
     field("code_prefix", &TreeNodeBody::code_prefix, max_length(12),
           about("Codes are made: prefix, number, two check digits. Absent: RM, FZ, SH, RK or BX by rank.")),
     field("first_number", &TreeNodeBody::first_number, range(1, 99'999'999),
           about("Codes count on from it (labels that are printed already); absent: drawn at random.")),
     field("name", &TreeNodeBody::name, max_length(100),
           about("{n}: number among its kind, {position}: its cell, {parent}: the name of what it stands in.")),
     field("purpose", &TreeNodeBody::purpose,
           one_of({domain::ContainerPurpose::ordinary, domain::ContainerPurpose::quarantine,
                   domain::ContainerPurpose::problem})),
     field("materials", &TreeNodeBody::materials), field("study_id", &TreeNodeBody::study),
     field("temperature_mdeg_c", &TreeNodeBody::temperature_mdeg_c, about("Absent: of what it stands in.")),
     field("contents", &TreeNodeBody::contents, kTreeNodeBody, defaulted(), about("Of each copy, in fill order."))}};

domain::ContainerType type_of(const NewContainerTypeBody& body) {
  domain::ContainerType type;
  type.code = body.code;
  type.name_zh = body.name_zh;
  type.name_en = body.name_en;
  type.rank = body.rank;
  type.layout.rows = body.rows;
  type.layout.columns = body.columns;
  type.layout.row_scheme =
      word(body.row_labels, domain::parse_axis_scheme,
           body.holds_samples ? domain::AxisScheme::letters : domain::AxisScheme::numbers, "row_labels");
  type.layout.column_scheme =
      word(body.column_labels, domain::parse_axis_scheme, domain::AxisScheme::numbers, "column_labels");
  type.layout.fill_order = word(body.fill_order, domain::parse_fill_order, domain::FillOrder{}, "fill_order");
  type.holds_samples = body.holds_samples;
  type.materials = body.materials.value_or(std::vector<std::string>{});
  type.temperature_mdeg_c = body.temperature_mdeg_c;
  return type;
}

services::ContainerTypeService::Edit edit_of(const ContainerTypeEditBody& body) {
  services::ContainerTypeService::Edit edit{body.name_zh, body.name_en, {}, body.materials, body.temperature_mdeg_c,
                                            body.retired};
  if (body.fill_order) {
    edit.fill_order = word(body.fill_order, domain::parse_fill_order, domain::FillOrder{}, "fill_order");
  }
  return edit;
}

services::BuildOrder order_of(const BuildBody& body) {
  return {body.site, body.parent.value_or(domain::ContainerId{}), body.position.value_or(""), node_of(body.tree)};
}

BuiltBody body_of(const services::BuildView& view) {
  BuiltBody body{view.total, {}, {}};
  for (const auto& line : view.types) {
    body.types.push_back({line.type.id, line.type.code, line.type.name_zh, line.type.name_en, line.count});
  }
  for (std::size_t i = 0; i < view.outermost.size(); ++i) {
    const domain::Container& c = view.outermost[i];
    body.outermost.push_back({c.id, c.code, c.name, view.positions[i]});
  }
  return body;
}

ContainerHeadBody head_of(const domain::Container& c) {
  ContainerHeadBody body;
  body.id = c.id;
  body.code = c.code;
  body.name = c.name;
  body.version = c.version;
  body.state = name_of(c.state);
  body.purpose = name_of(c.purpose);
  body.type = c.type.id;
  body.type_code = c.type.code;
  body.type_zh = c.type.name_zh;
  body.type_en = c.type.name_en;
  body.rank = c.type.rank;
  body.holds_samples = c.type.holds_samples;
  body.site = c.site;
  body.materials = c.materials;
  if (c.study) body.study = c.study;
  body.temperature_mdeg_c = c.temperature();
  return body;
}

services::ContainerEdit edit_of(const ContainerEditBody& body) {
  return {body.name, body.state, body.purpose, body.materials, body.study, body.temperature_mdeg_c};
}

BlockedBody body_of(const services::BlockView& view) {
  return {view.container.id, view.container.code, view.container.version, view.positions, view.blocked, view.reason};
}

}  // namespace frostkeep::http
