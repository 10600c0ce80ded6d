// Lists of containers, on the screen and as a file.

#include <sstream>

#include "documents/csv.hpp"
#include "domain/material.hpp"
#include "services/container_storage.hpp"

namespace frostkeep::services {
namespace {

using database::ReadTransaction;
using domain::ErrorCode;
using domain::Language;

/// Lines that are read at once for a file.
constexpr std::uint32_t kExportPage = 1'000;

std::vector<std::string> heading(Language language) {
  if (language == Language::zh_cn) {
    return {"编号", "条码", "名称",   "类型",   "级别", "状态", "用途", "允许样本类型",
            "温度", "位置", "总格数", "已占用", "保留", "停用", "空位"};
  }
  return {"id",          "code",     "name",      "type",   "rank", "state",   "purpose", "materials",
          "temperature", "location", "positions", "filled", "held", "blocked", "free"};
}

std::string location_text(const ContainerListItem& item) {
  std::string text;
  for (const domain::PlaceStep& step : item.path) {
    if (!text.empty()) text += " / ";
    text += (step.position.empty() ? "" : step.position + " ") + step.code;
  }
  if (!text.empty() && !item.node.position.empty()) text += " / " + item.node.position;
  return text;
}

std::vector<std::string> cells_of(const ContainerListItem& item, Language language) {
  const domain::Container& c = item.node.container;
  const database::CellCounts& own = item.node.own;
  const std::int64_t cells = c.type.layout.cells();
  const std::string free = cells > 0 ? std::to_string(cells - own.filled - own.held - own.blocked) : std::string();
  return {c.id.text(),
          c.code,
          c.name,
          language == Language::zh_cn ? c.type.name_zh : c.type.name_en,
          std::to_string(c.type.rank),
          std::string(name_of(c.state)),
          std::string(name_of(c.purpose)),
          domain::joined_list(c.materials.empty() ? c.type.materials : c.materials),
          c.temperature() ? std::to_string(*c.temperature() / 1000) : std::string(),
          location_text(item),
          cells > 0 ? std::to_string(cells) : std::string(),
          std::to_string(own.filled),
          std::to_string(own.held),
          std::to_string(own.blocked),
          free};
}

void check(const database::ContainerFilter& filter) {
  if (filter.takes_material.empty() || domain::find_material(filter.takes_material) != nullptr) return;
  throw domain::Refused(ErrorCode::field_malformed, {{"field", "material"}, {"value", filter.takes_material}});
}

}  // namespace

ContainerPage StorageService::page(const ReadTransaction& tx, const domain::Scope& scope,
                                   const ContainerQuery& query) const {
  // One line more than asked for tells whether there is a next page.
  auto standing = database::list_containers(tx, scope, query.filter, query.after, query.limit + 1);
  ContainerPage page;
  if (standing.size() > query.limit) {
    standing.pop_back();
    page.next = standing.back().container.id.text();
  }
  std::vector<std::uint64_t> ids;
  for (const auto& one : standing) ids.push_back(one.container.id.value);
  const auto paths = database::read_paths(tx, ids);
  for (StorageNode& node : nodes_of(tx, std::move(standing))) {
    const auto path = paths.find(node.container.id.value);
    auto steps = path == paths.end() ? std::vector<domain::PlaceStep>{} : house_.types.describe(tx, path->second);
    page.items.push_back({std::move(node), std::move(steps)});
  }
  return page;
}

ContainerPage StorageService::list(const domain::Scope& scope, const ContainerQuery& query) const {
  check(query.filter);
  return house_.database.read([&](const ReadTransaction& tx) { return page(tx, scope, query); });
}

std::string StorageService::list_csv(const domain::Scope& scope, const ContainerQuery& query, Language language,
                                     std::uint32_t most) const {
  check(query.filter);
  return house_.database.snapshot([&](const ReadTransaction& tx) {
    std::ostringstream out;
    documents::CsvWriter csv(out, documents::CsvKind::for_excel);
    csv.row(heading(language));
    ContainerQuery part = query;
    part.limit = kExportPage;
    std::uint32_t rows = 0;
    while (true) {
      const ContainerPage lines = page(tx, scope, part);
      rows += static_cast<std::uint32_t>(lines.items.size());
      if (rows > most) throw domain::Refused(ErrorCode::list_too_long, {{"limit", std::to_string(most)}});
      for (const ContainerListItem& item : lines.items) csv.row(cells_of(item, language));
      if (lines.next.empty()) return std::move(out).str();
      part.after = *domain::ContainerId::parse(lines.next);
    }
  });
}

}  // namespace frostkeep::services
