#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "domain/import_rules.hpp"

namespace frostkeep::domain {
namespace {

constexpr std::array kParticipantColumns = {
    ImportColumn{"study_code", "研究编号", "study code", "参与者编号|participant|participant code"},
    ImportColumn{"name", "姓名", "name"},
    ImportColumn{"resident_id", "身份证号", "resident id", "身份证号码|身份证|id number"},
    ImportColumn{"phone", "电话", "phone", "手机|手机号|联系电话|mobile"},
    ImportColumn{"address", "地址", "address", "住址"},
    ImportColumn{"sex", "性别", "sex", "gender"},
    ImportColumn{"birth_date", "出生日期", "birth date", "生日|date of birth"},
    ImportColumn{"stratum", "人群分层", "stratum", "分层|人群"},
    ImportColumn{"stratum_since", "分层日期", "stratum since"},
    ImportColumn{"stratum_rule", "分层依据", "stratum rule"},
};

constexpr std::array kSampleColumns = {
    ImportColumn{"code", "条码", "code", "样本编号|样本条码|sample code|barcode"},
    ImportColumn{"codes", "其他条码", "other codes", "第二条码|second code|second codes|codes"},
    ImportColumn{"parent", "父样本", "parent", "父样本条码|母管条码|来源管|parent code"},
    ImportColumn{"participant", "参与者编号", "participant", "研究编号|study code"},
    ImportColumn{"event", "采集事件", "event", "访视|访视代码|visit"},
    ImportColumn{"material", "样本类型", "material", "sample type"},
    ImportColumn{"kind", "样本类别", "kind"},
    ImportColumn{"tube", "采血管类型", "tube", "管型|tube type"},
    ImportColumn{"role", "用途", "role"},
    ImportColumn{"amount", "量", "amount", "体积|volume"},
    ImportColumn{"unit", "单位", "unit"},
    ImportColumn{"collected_at", "采集时间", "collected at", "采集日期|collection date"},
    ImportColumn{"received_at", "接收时间", "received at", "接收日期|received date"},
    ImportColumn{"frozen_at", "冻存时间", "frozen at", "冻存日期|freezing date"},
    ImportColumn{"thaw_count", "冻融次数", "thaw count", "thaws"},
    ImportColumn{"box", "盒码", "box", "盒子|冻存盒|box code"},
    ImportColumn{"position", "孔位", "position", "位置|well"},
};

constexpr std::string_view kErrorZh = "错误（改正后可保留本列）";
constexpr std::string_view kErrorEn = "errors (this column may stay)";

/// As headings are compared.
std::string plain(std::string_view heading) {
  std::string text = base::to_lower(base::nfkc(base::trim(heading)));
  std::erase_if(text, [](char c) { return c == ' ' || c == '_' || c == '\t' || c == '\n' || c == '\r'; });
  return text;
}

bool is_heading_of(const ImportColumn& column, const std::string& heading) {
  if (heading == plain(column.field) || heading == plain(column.zh_cn) || heading == plain(column.en)) return true;
  for (const std::string_view other : base::split(column.other, '|')) {
    if (!other.empty() && heading == plain(other)) return true;
  }
  return false;
}

const ImportColumn* column_of(ImportKind kind, const std::string& field) {
  const auto columns = import_columns(kind);
  const auto found = std::ranges::find_if(columns, [&](const ImportColumn& c) { return c.field == field; });
  return found == columns.end() ? nullptr : &*found;
}

std::string field_of(ImportKind kind, std::string_view heading) {
  const std::string text = plain(heading);
  for (const ImportColumn& column : import_columns(kind)) {
    if (is_heading_of(column, text)) return std::string(column.field);
  }
  return {};
}

bool is_ignored(std::string_view heading) {
  const std::string text = plain(heading);
  return text.empty() || text == plain(kErrorZh) || text == plain(kErrorEn);
}

/// Heading → field.
Checked<std::map<std::string, std::string>> read_mapping(ImportKind kind, std::string_view mapping) {
  std::map<std::string, std::string> fields;
  for (const std::string_view part : base::split(mapping, ';')) {
    if (base::trim(part).empty()) continue;
    const auto equals = part.find('=');
    const std::string field(base::trim(part.substr(0, equals)));
    if (equals == std::string_view::npos || column_of(kind, field) == nullptr) {
      return Violation{ErrorCode::field_malformed, {{"field", "columns"}, {"value", std::string(part)}}};
    }
    fields[plain(part.substr(equals + 1))] = field;
  }
  return fields;
}

}  // namespace

std::span<const ImportColumn> import_columns(ImportKind kind) {
  if (kind == ImportKind::participants) return kParticipantColumns;
  return kSampleColumns;
}

std::string_view error_heading(Language language) { return language == Language::zh_cn ? kErrorZh : kErrorEn; }

Checked<ImportHeading> read_heading(ImportKind kind, const std::vector<std::string>& cells, std::string_view mapping) {
  const auto mapped = read_mapping(kind, mapping);
  if (!mapped) return mapped.violations;
  ImportHeading heading;
  std::vector<Violation> violations;
  for (const std::string& cell : cells) {
    std::string field;
    if (!mapped->empty()) {
      const auto found = mapped->find(plain(cell));
      if (found != mapped->end()) field = found->second;
    } else if (!is_ignored(cell)) {
      field = field_of(kind, cell);
      if (field.empty()) violations.push_back({ErrorCode::field_unknown, {{"field", cell.substr(0, 100)}}});
    }
    if (!field.empty() && std::ranges::find(heading, field) != heading.end()) {
      violations.push_back({ErrorCode::row_repeated, {{"field", field}, {"other_row", "1"}}});
    }
    heading.push_back(std::move(field));
  }
  const auto need = [&](std::string_view field) {
    if (std::ranges::find(heading, field) != heading.end()) return;
    violations.push_back({ErrorCode::field_missing, {{"field", std::string(field)}}});
  };
  for (const auto& [text, field] : *mapped) need(field);
  if (kind == ImportKind::samples) need("material");
  if (kind == ImportKind::participants && std::ranges::all_of(heading, &std::string::empty)) need("name");
  if (!violations.empty()) return violations;
  return heading;
}

Checked<ImportCells> cells_of(const ImportHeading& heading, const std::vector<std::string>& cells) {
  ImportCells read;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string_view text = base::trim(cells[i]);
    if (text.empty()) continue;
    if (i >= heading.size()) {
      return Violation{ErrorCode::row_too_long, {{"limit", std::to_string(heading.size())}}};
    }
    if (!heading[i].empty()) read[heading[i]] = text;
  }
  return read;
}

}  // namespace frostkeep::domain
