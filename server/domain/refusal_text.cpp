#include "domain/refusal_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/invariant.hpp"
#include "base/sentence.hpp"

namespace frostkeep::domain {
namespace {

using Values = std::map<std::string, std::string>;

/// Value names whose values are words of a code list.
constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kListOfValue = {{
    {"state", "sample_states"},
    {"activity", "activities"},
    {"material", "materials"},
    {"parent", "materials"},
    {"purpose", "consent_purposes"},
    {"condition", "conditions"},
    {"field", "fields"},
    {"step", "processing_steps"},
    {"reason", "reasons"},
    {"print_state", "print_states"},
    {"rack_problem", "rack_errors"},
}};

Values with_names(const Values& values, Language language) {
  Values out = values;
  for (const auto& [value, list] : kListOfValue) {
    const auto found = out.find(std::string(value));
    if (found != out.end()) found->second = reference_table(list).name_of(found->second, language);
  }
  return out;
}

/// Calls `visit` with each name in braces.
template <typename Visit>
void each_name(std::string_view text, Visit visit) {
  for (auto open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    const auto close = text.find('}', open);
    FROSTKEEP_INVARIANT(close != std::string_view::npos);
    visit(std::string(text.substr(open + 1, close - open - 1)));
  }
}

bool knows_all(const Values& values, std::string_view part) {
  bool all = true;
  each_name(part, [&](const std::string& name) {
    const auto found = values.find(name);
    all = all && found != values.end() && !found->second.empty();
  });
  return all;
}

/// Calls `plain` and `optional` with the pieces of a sentence in order.
template <typename Plain, typename Optional>
void each_piece(std::string_view sentence, Plain plain, Optional optional) {
  while (true) {
    const auto open = sentence.find('[');
    plain(sentence.substr(0, open));
    if (open == std::string_view::npos) return;
    const auto close = sentence.find(']', open);
    FROSTKEEP_INVARIANT(close != std::string_view::npos);
    optional(sentence.substr(open + 1, close - open - 1));
    sentence.remove_prefix(close + 1);
  }
}

Sentence filled(const ReferenceTable& table, std::string_view code, const Values& values, Language language) {
  const auto row = table.find(code);
  FROSTKEEP_INVARIANT(row.has_value());
  const bool chinese = language == Language::zh_cn;
  const Values named = with_names(values, language);
  return {fill_with_options(table.cell(*row, chinese ? "zh_cn" : "en"), named),
          fill_with_options(table.cell(*row, chinese ? "remedy_zh_cn" : "remedy_en"), named)};
}

}  // namespace

std::string fill_with_options(std::string_view sentence, const Values& values) {
  std::string chosen;
  each_piece(
      sentence, [&](std::string_view plain) { chosen.append(base::fill_sentence(plain, values)); },
      [&](std::string_view part) {
        const auto bar = std::min(part.find('|'), part.size());
        const std::string_view wanted = part.substr(0, bar);
        const std::string_view otherwise = part.substr(std::min(bar + 1, part.size()));
        chosen.append(base::fill_sentence(knows_all(values, wanted) ? wanted : otherwise, values));
      });
  return chosen;
}

Sentence sentence_of(const Violation& violation, Language language) {
  return filled(reference_table("refusals"), name_of(violation.code), violation.values, language);
}

Sentence sentence_of(const Warning& warning, Language language) {
  return filled(reference_table("warnings"), warning.code, warning.values, language);
}

std::vector<std::string> required_values(ErrorCode code) {
  const auto& table = reference_table("refusals");
  const auto row = table.find(name_of(code));
  FROSTKEEP_INVARIANT(row.has_value());
  std::vector<std::string> out;
  for (const auto* column : {"zh_cn", "en", "remedy_zh_cn", "remedy_en"}) {
    each_piece(
        table.cell(*row, column),
        [&](std::string_view plain) {
          each_name(plain, [&](const std::string& name) {
            if (std::ranges::find(out, name) == out.end()) out.push_back(name);
          });
        },
        [](std::string_view) {});
  }
  return out;
}

}  // namespace frostkeep::domain
