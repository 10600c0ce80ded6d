// Lists of tubes, on the screen and as a file.

#include <sstream>

#include "documents/csv.hpp"
#include "domain/accession_rules.hpp"
#include "domain/code_text.hpp"
#include "services/amount_text.hpp"
#include "services/sample_service.hpp"

namespace frostkeep::services {
namespace {

using database::ReadTransaction;
using domain::ErrorCode;
using domain::Language;

/// Lines that are read at once for a file.
constexpr std::uint32_t kExportPage = 1'000;

void refuse(const std::string& field, const std::string& value) {
  throw domain::Refused(ErrorCode::field_malformed, {{"field", field}, {"value", value}});
}

database::SampleFilter filter_of(const SampleQuery& query) {
  database::SampleFilter filter = query.filter;
  if (!query.material.empty()) {
    const domain::Material* material = domain::read_material(query.material);
    if (material == nullptr) refuse("material", query.material);
    filter.material = material->code;
  }
  if (!query.state.empty()) {
    filter.state = domain::parse_sample_state(query.state);
    if (!filter.state) refuse("state", query.state);
  }
  if (!filter.code.empty() && !domain::is_code_text(filter.code)) refuse("code", filter.code);
  const bool known = query.after.empty() || (filter.code.empty() ? domain::SampleId::parse(query.after).has_value()
                                                                 : domain::is_code_text(query.after));
  if (!known) refuse("after", query.after);
  return filter;
}

std::string cursor_of(const database::SampleLine& line, const database::SampleFilter& filter) {
  return filter.code.empty() ? line.sample.id.text() : line.found_code;
}

SamplePage page_of(const ReadTransaction& tx, House& house, const domain::Scope& scope,
                   const database::SampleFilter& filter, const std::string& after, std::uint32_t limit) {
  // One line more than asked for tells whether there is a next page.
  auto lines = database::list_samples(tx, scope, filter, after, limit + 1);
  SamplePage page;
  const bool more = lines.size() > limit;
  if (more) lines.pop_back();
  if (more) page.next = cursor_of(lines.back(), filter);
  for (database::SampleLine& line : lines) {
    std::string position = line.container ? house.types.label(tx, line.container_type, line.position) : std::string();
    page.items.push_back({std::move(line), std::move(position)});
  }
  return page;
}

std::string time_text(const std::optional<base::Timestamp>& time) {
  return time ? base::to_text(*time) : std::string();
}

std::vector<std::string> heading(Language language) {
  if (language == Language::zh_cn) {
    return {"编号",     "条码",     "样本类型", "样本类别", "状态", "研究", "参与者", "量",      "冻融次数",
            "采集时间", "接收时间", "冻存时间", "SPREC",    "容器", "位置", "位置保留", "状况标记"};
  }
  return {"id",          "code",      "material", "kind",         "state",       "study",
          "participant", "amount",    "thaws",    "collected_at", "received_at", "frozen_at",
          "sprec",       "container", "position", "place_kept",   "mark"};
}

std::vector<std::string> cells_of(const SampleListItem& item, Language language) {
  const domain::Sample& s = item.line.sample;
  return {s.id.text(),
          s.code,
          s.material,
          std::string(name_of(s.kind)),
          domain::reference_table("sample_states").name_of(to_text(s.state), language),
          item.line.study_code,
          item.line.participant_code,
          amount_text(s.amount, language),
          std::to_string(s.thaw_count),
          time_text(s.collected_at),
          time_text(s.received_at),
          time_text(s.frozen_at),
          s.sprec,
          item.line.container_code,
          item.position,
          item.line.place_kept ? "1" : "",
          s.mark};
}

}  // namespace

std::string amount_text(const domain::Amount& amount, Language language) {
  std::string text;
  const auto add = [&](domain::AmountKind kind, const std::optional<std::int64_t>& value) {
    if (!value) return;
    if (!text.empty()) text += ", ";
    text += domain::to_text(kind, *value, language);
  };
  add(domain::AmountKind::volume, amount.volume_nl);
  add(domain::AmountKind::mass, amount.mass_pg);
  add(domain::AmountKind::cells, amount.cells);
  return text;
}

SamplePage SampleService::list(const domain::Scope& scope, const SampleQuery& query) const {
  const database::SampleFilter filter = filter_of(query);
  const std::uint32_t limit = std::min(query.limit, kMaxPage);
  return house_.database.read(
      [&](const ReadTransaction& tx) { return page_of(tx, house_, scope, filter, query.after, limit); });
}

std::string SampleService::list_csv(const domain::Scope& scope, const SampleQuery& query, Language language,
                                    std::uint32_t most) const {
  const database::SampleFilter filter = filter_of(query);
  return house_.database.snapshot([&](const ReadTransaction& tx) {
    std::ostringstream out;
    documents::CsvWriter csv(out, documents::CsvKind::for_excel);
    csv.row(heading(language));
    std::uint32_t rows = 0;
    std::string after = query.after;
    do {
      const SamplePage page = page_of(tx, house_, scope, filter, after, kExportPage);
      rows += static_cast<std::uint32_t>(page.items.size());
      if (rows > most) throw domain::Refused(ErrorCode::list_too_long, {{"limit", std::to_string(most)}});
      for (const SampleListItem& item : page.items) csv.row(cells_of(item, language));
      after = page.next;
    } while (!after.empty());
    return std::move(out).str();
  });
}

}  // namespace frostkeep::services
