#include "domain/import_rules.hpp"

#include <array>
#include <charconv>

#include "base/text.hpp"
#include "domain/code_text.hpp"
#include "domain/national_id.hpp"

namespace frostkeep::domain {
namespace {

constexpr std::size_t kMaxRule = 64;

std::string cell(const ImportCells& cells, std::string_view field) {
  const auto found = cells.find(field);
  return found == cells.end() ? std::string() : found->second;
}

/// The value of the first word that the text is.
template <typename Value, std::size_t N>
std::optional<Value> value_of_word(std::string_view text,
                                   const std::array<std::pair<std::string_view, Value>, N>& words) {
  const std::string plain = base::to_lower(base::nfkc(text));
  for (const auto& [word, value] : words) {
    if (plain == word) return value;
  }
  return std::nullopt;
}

constexpr std::array<std::pair<std::string_view, Sex>, 6> kSexWords = {{{"男", Sex::male},
                                                                        {"女", Sex::female},
                                                                        {"male", Sex::male},
                                                                        {"female", Sex::female},
                                                                        {"m", Sex::male},
                                                                        {"f", Sex::female}}};
constexpr std::array<std::pair<std::string_view, Stratum>, 9> kStratumWords = {{{"healthy", Stratum::healthy},
                                                                                {"high_risk", Stratum::high_risk},
                                                                                {"high-risk", Stratum::high_risk},
                                                                                {"high risk", Stratum::high_risk},
                                                                                {"diseased", Stratum::diseased},
                                                                                {"健康", Stratum::healthy},
                                                                                {"高危", Stratum::high_risk},
                                                                                {"患病", Stratum::diseased},
                                                                                {"疾病", Stratum::diseased}}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The digits of a date's parts joined as YYYY-MM-DD, and what follows the date; nothing if it doesn't begin with one.
std::optional<std::pair<std::string, std::string>> split_date(std::string_view text) {
  std::array<std::string, 3> parts;
  std::size_t at = 0;
  if (text.size() >= 8 && text.find_first_not_of("0123456789") >= 8) {
    parts = {std::string(text.substr(0, 4)), std::string(text.substr(4, 2)), std::string(text.substr(6, 2))};
    at = 8;
  } else {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      while (at < text.size() && is_digit(text[at])) parts[i].push_back(text[at++]);
      const bool separated = at < text.size() && std::string_view("-/.").find(text[at]) != std::string_view::npos;
      if (i < 2 && !separated) return std::nullopt;
      if (i < 2) ++at;
    }
  }
  if (parts[0].size() != 4 || parts[1].empty() || parts[2].empty()) return std::nullopt;
  std::string date = parts[0];
  for (const std::string& part : {parts[1], parts[2]}) date.append(part.size() == 1 ? "-0" : "-").append(part);
  return std::pair(std::move(date), std::string(text.substr(at)));
}

/// A cell as it names a position, for comparison only: "a-01" and "A1" are the same.
std::string plain_position(std::string_view text) {
  std::string out;
  for (const char c : base::to_upper(base::nfkc(text))) {
    const bool blank = std::string_view(" -/_").find(c) != std::string_view::npos;
    const bool leading_zero = c == '0' && (out.empty() || !is_digit(out.back()));
    if (!blank && !leading_zero) out.push_back(c);
  }
  return out;
}

/// Several codes of one cell, with spaces or semicolons between them.
std::vector<std::string> codes_in(const ImportCells& cells) {
  std::string text = cell(cells, "codes");
  for (char& c : text) c = c == ';' ? ' ' : c;
  std::vector<std::string> codes;
  for (const std::string_view code : base::split(text, ' ')) {
    if (!base::trim(code).empty()) codes.emplace_back(base::trim(code));
  }
  return codes;
}

void read_when(const ImportCells& cells, const char* field, const std::string& zone,
               std::optional<base::Timestamp>& to, std::vector<Violation>& violations) {
  const std::string text = cell(cells, field);
  if (text.empty()) return;
  to = read_time(text, zone);
  if (to) return;
  violations.push_back(
      {ErrorCode::field_malformed, {{"field", field}, {"value", text}, {"limit", "2026-11-24 08:05"}}});
}

}  // namespace

std::optional<base::Date> read_date(std::string_view text) {
  const auto parts = split_date(base::nfkc(base::trim(text)));
  return parts && parts->second.empty() ? base::parse_date(parts->first) : std::nullopt;
}

std::optional<base::Timestamp> read_time(std::string_view text, const std::string& zone) {
  const auto parts = split_date(base::nfkc(base::trim(text)));
  if (!parts) return std::nullopt;
  const auto& [date, rest] = *parts;
  if (rest.empty()) return base::parse_local_time(date + " 00:00", zone);
  if (rest.front() != ' ' && rest.front() != 'T') return std::nullopt;
  std::string clock(base::trim(std::string_view(rest).substr(1)));
  if (clock.find(':') == 1) clock.insert(clock.begin(), '0');
  if (const auto instant = base::parse_timestamp(date + "T" + clock)) return instant;
  return base::parse_local_time(date + " " + clock, zone);
}

ParticipantRow read_participant_row(const ImportCells& cells, std::vector<Violation>& violations) {
  ParticipantRow row;
  row.person.identity = {cell(cells, "name"), cell(cells, "resident_id"), cell(cells, "phone"), cell(cells, "address")};
  const auto refuse = [&](const char* field, const char* limit) {
    violations.push_back({ErrorCode::field_malformed, {{"field", field}, {"limit", limit}}});
  };
  if (const std::string sex = cell(cells, "sex"); !sex.empty()) {
    row.person.sex = value_of_word(sex, kSexWords);
    if (!row.person.sex) refuse("sex", "男, 女, male, female");
  }
  if (const std::string birth = cell(cells, "birth_date"); !birth.empty()) {
    row.person.birth = base::parse_partial_date(birth);
    if (const auto day = read_date(birth); !row.person.birth && day) row.person.birth = base::PartialDate{*day, *day};
    if (!row.person.birth) refuse("birth_date", "1968, 1968-05, 1968-05-31");
  }
  if (const std::string stratum = cell(cells, "stratum"); !stratum.empty()) {
    row.stratum = value_of_word(stratum, kStratumWords);
    if (!row.stratum) refuse("stratum", "健康, 高危, 患病, healthy, high_risk, diseased");
  }
  if (const std::string since = cell(cells, "stratum_since"); !since.empty()) {
    row.stratum_since = read_date(since);
    if (!row.stratum_since) refuse("stratum_since", "2026-11-24");
    if (cell(cells, "stratum").empty()) violations.push_back({ErrorCode::field_missing, {{"field", "stratum"}}});
  }
  row.stratum_rule = base::nfc(cell(cells, "stratum_rule"));
  if (base::length_in_characters(row.stratum_rule) > kMaxRule) {
    violations.push_back(
        {ErrorCode::field_too_long, {{"field", "stratum_rule"}, {"limit", std::to_string(kMaxRule)}}});
  }
  if (const std::string code = cell(cells, "study_code"); !code.empty()) {
    auto read = normalise_scanned_code(code);
    for (Violation& violation : read.violations) {
      violation.values["field"] = "study_code";
      violations.push_back(std::move(violation));
    }
    if (read) row.study_code = *read;
  }
  return row;
}

SampleRow read_sample_row(const ImportCells& cells, const std::string& zone, std::vector<Violation>& violations) {
  SampleRow row;
  TubeEntry& tube = row.tube;
  tube.code = cell(cells, "code");
  tube.more_codes = codes_in(cells);
  tube.parent = cell(cells, "parent");
  tube.participant = cell(cells, "participant");
  tube.event = cell(cells, "event");
  tube.material = cell(cells, "material");
  tube.kind = cell(cells, "kind");
  tube.tube = cell(cells, "tube");
  tube.role = cell(cells, "role");
  tube.amount = cell(cells, "amount");
  tube.unit = cell(cells, "unit");
  read_when(cells, "collected_at", zone, tube.collected_at, violations);
  read_when(cells, "received_at", zone, tube.received_at, violations);
  read_when(cells, "frozen_at", zone, tube.frozen_at, violations);
  if (const std::string thaws = cell(cells, "thaw_count"); !thaws.empty()) {
    int count = 0;
    const auto [end, error] = std::from_chars(thaws.data(), thaws.data() + thaws.size(), count);
    if (error == std::errc{} && end == thaws.data() + thaws.size()) {
      tube.thaw_count = count;
    } else {
      violations.push_back(
          {ErrorCode::field_malformed, {{"field", "thaw_count"}, {"value", thaws}, {"limit", "0"}}});
    }
  }
  row.box = cell(cells, "box");
  row.position = cell(cells, "position");
  if (row.box.empty() != row.position.empty()) {
    violations.push_back({ErrorCode::field_missing, {{"field", row.box.empty() ? "box" : "position"}}});
  }
  return row;
}

std::string unique_code(std::string_view code) {
  const auto read = normalise_scanned_code(code);
  return read ? "code|" + *read : std::string();
}

std::vector<ImportUnique> unique_values(ImportKind kind, const ImportCells& cells) {
  std::vector<ImportUnique> values;
  const auto add = [&](std::string_view field, std::string value) {
    if (!value.empty()) values.push_back({field, std::move(value)});
  };
  if (kind == ImportKind::participants) {
    add("study_code", unique_code(cell(cells, "study_code")));
    const std::string number = resident_id_key(cell(cells, "resident_id"));
    add("resident_id", number.empty() ? number : "resident_id|" + number);
    return values;
  }
  add("code", unique_code(cell(cells, "code")));
  for (const std::string& code : codes_in(cells)) add("codes", unique_code(code));
  const std::string box = unique_code(cell(cells, "box"));
  const std::string position = plain_position(cell(cells, "position"));
  if (!box.empty() && !position.empty()) add("position", "cell|" + box + "|" + position);
  return values;
}

}  // namespace frostkeep::domain
