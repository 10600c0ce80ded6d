// A container's map with all its cells, for paper and for spreadsheets.

#include <map>
#include <sstream>

#include "database/sample_list_records.hpp"
#include "documents/csv.hpp"
#include "services/amount_text.hpp"
#include "services/container_service.hpp"

namespace frostkeep::services {
namespace {

using database::ReadTransaction;
using domain::Language;
using domain::OccupantKind;

std::vector<std::string> axis(domain::AxisScheme scheme, int length) {
  std::vector<std::string> labels;
  for (int i = 1; i <= length; ++i) labels.push_back(domain::axis_label(scheme, i));
  return labels;
}

std::string state_text(const MapCell& cell, Language language) {
  if (!cell.sitter) return language == Language::zh_cn ? "空" : "empty";
  switch (cell.sitter->kind) {
    case OccupantKind::sample:
      return domain::reference_table("sample_states").name_of(cell.sitter->state, language);
    case OccupantKind::container:
      return cell.sitter->state;
    case OccupantKind::kept:
      return language == Language::zh_cn ? "保留" : "kept";
    case OccupantKind::block:
      return language == Language::zh_cn ? "停用" : "blocked";
  }
  return {};
}

}  // namespace

ContainerMap ContainerService::map(const domain::Scope& scope, domain::ContainerId id) const {
  ContainerMap map{view(scope, id), {}, {}, {}};
  const domain::ContainerLayout& layout = map.view.container.type.layout;
  map.row_labels = axis(layout.row_scheme, layout.rows);
  map.column_labels = axis(layout.column_scheme, layout.columns);
  database::SampleFilter filter;
  filter.container = id;
  const auto lines = house_.database.read(
      [&](const ReadTransaction& tx) { return database::list_samples(tx, scope, filter, "", domain::kMaxCells); });
  std::map<std::uint64_t, const database::SampleLine*> by_id;
  for (const database::SampleLine& line : lines) by_id[line.sample.id.value] = &line;
  std::map<int, const database::OccupiedCell*> taken;
  for (const database::OccupiedCell& cell : map.view.cells) taken[cell.position] = &cell;
  const auto add = [&](int index, domain::Position at, std::string label) {
    MapCell cell{std::move(label), at.row, at.column, {}, {}, {}, {}};
    if (const auto sitter = taken.find(index); sitter != taken.end()) cell.sitter = *sitter->second;
    const auto line = cell.sitter ? by_id.find(cell.sitter->id) : by_id.end();
    if (line != by_id.end()) {
      cell.amount = line->second->sample.amount;
      cell.study = line->second->study_code;
      cell.participant = line->second->participant_code;
    }
    map.cells.push_back(std::move(cell));
  };
  for (int index = 1; index <= layout.cells(); ++index) {
    const domain::Position at = *domain::position_of(layout, index);
    add(index, at, domain::label_of(layout, at));
  }
  if (!layout.has_grid()) {
    for (const auto& [index, cell] : taken) add(index, {0, 0}, std::to_string(index));
  }
  return map;
}

std::string ContainerService::contents_csv(const domain::Scope& scope, domain::ContainerId id,
                                           Language language) const {
  const ContainerMap contents = map(scope, id);
  std::ostringstream out;
  documents::CsvWriter csv(out, documents::CsvKind::for_excel);
  const bool chinese = language == Language::zh_cn;
  csv.row(chinese
              ? std::vector<std::string>{"容器", "位置", "条码", "样本类型", "状态", "量", "研究", "参与者", "放入时间"}
              : std::vector<std::string>{"container", "position", "code", "material", "state", "amount", "study",
                                         "participant", "since"});
  for (const MapCell& cell : contents.cells) {
    const bool dated = cell.sitter && cell.sitter->since.microseconds != 0;
    csv.row(std::vector<std::string>{contents.view.container.code, cell.position,
                                     cell.sitter ? cell.sitter->code : std::string(),
                                     cell.sitter ? cell.sitter->material : std::string(), state_text(cell, language),
                                     amount_text(cell.amount, language), cell.study, cell.participant,
                                     dated ? base::to_text(cell.sitter->since) : std::string()});
  }
  return std::move(out).str();
}

}  // namespace frostkeep::services
