#include "domain/sprec.hpp"

#include <algorithm>

#include "base/invariant.hpp"
#include "base/text.hpp"

namespace frostkeep::domain {
namespace {

using Lengths = std::array<std::size_t, 7>;
constexpr Lengths kFluidLengths = {3, 3, 1, 1, 1, 1, 1};
constexpr Lengths kSolidLengths = {3, 3, 1, 1, 3, 1, 1};

const ReferenceTable& codes() {
  return reference_table("sprec_v2_codes");
}

std::string list_of(bool is_solid, int element) {
  if (element == 7) return "storage";
  return (is_solid ? "solid" : "fluid") + std::to_string(element);
}

std::optional<std::size_t> row_of(const std::string& list, std::string_view code) {
  for (std::size_t row = 0; row < codes().size(); ++row) {
    if (codes().cell(row, "element") == list && codes().cell(row, "code") == code) return row;
  }
  return std::nullopt;
}

/// The elements of a text with marks between them, or of one that is packed.
std::vector<std::string> elements_of(const std::string& text) {
  std::vector<std::string> out;
  if (text.find('-') != std::string::npos) {
    for (const std::string_view part : base::split(text, '-')) out.emplace_back(part);
    return out;
  }
  const Lengths& lengths = text.size() == 13 ? kSolidLengths : kFluidLengths;
  std::size_t at = 0;
  for (const std::size_t length : lengths) {
    out.push_back(text.substr(std::min(at, text.size()), length));
    at += length;
  }
  if (at != text.size()) out.clear();
  return out;
}

bool has_lengths(const std::vector<std::string>& elements, const Lengths& lengths) {
  return std::ranges::equal(elements, lengths, {}, &std::string::size);
}

// --- derivation -----------------------------------------------------------------------------------------------------

bool is_between(long long value, std::optional<long long> from, std::optional<long long> below) {
  return (!from || value >= *from) && (!below || value < *below);
}

std::string band_of(int temperature_mdeg_c) {
  const auto& bands = reference_table("sprec_v2_bands");
  for (std::size_t row = 0; row < bands.size(); ++row) {
    const auto to = bands.number(row, "to_mdeg_c");
    const auto below = to ? std::optional(*to + 1) : std::nullopt;
    if (is_between(temperature_mdeg_c, bands.number(row, "from_mdeg_c"), below)) return bands.cell(row, "band");
  }
  return "none";
}

std::optional<long long> minutes_to_us(std::optional<long long> minutes) {
  return minutes ? std::optional(*minutes * base::kMinute) : std::nullopt;
}

/// Code of a delay at a temperature band; an empty band matches rows without one.
std::string delay_code(std::string_view element, std::optional<std::int64_t> delay_us, const std::string& band) {
  if (!delay_us || *delay_us < 0) return "X";
  const auto& delays = reference_table("sprec_v2_delays");
  for (std::size_t row = 0; row < delays.size(); ++row) {
    const bool fits = delays.cell(row, "element") == element && delays.cell(row, "band") == band;
    const auto from = minutes_to_us(delays.number(row, "from_minutes"));
    const auto below = minutes_to_us(delays.number(row, "to_minutes"));
    if (fits && is_between(*delay_us, from, below)) return delays.cell(row, "code");
  }
  return "Z";
}

std::string spin_code(const SpinFacts& spin, bool is_second) {
  if (spin.done == SpinFacts::Done::no) return "N";
  const bool complete = spin.force_g && spin.minutes && spin.brake && spin.temperature_mdeg_c;
  if (spin.done == SpinFacts::Done::unknown || !complete) return "X";
  const auto& spins = reference_table("sprec_v2_spins");
  const std::string band = band_of(*spin.temperature_mdeg_c);
  for (std::size_t row = 0; row < spins.size(); ++row) {
    const bool fits = spins.cell(row, "band") == band && (spins.cell(row, "brake") == "yes") == *spin.brake &&
                      (!is_second || spins.cell(row, "second") == "yes");
    const bool lasts = *spin.minutes >= spins.number(row, "from_minutes").value_or(0) &&
                       *spin.minutes <= spins.number(row, "to_minutes").value_or(0);
    if (fits && lasts && is_between(*spin.force_g, spins.number(row, "from_g"), spins.number(row, "to_g"))) {
      return spins.cell(row, "code");
    }
  }
  return "Z";
}

std::string storage_code(const std::string& container, const std::string& way, std::optional<int> mdeg_c) {
  if (container.empty() || (way.empty() && !mdeg_c)) return "X";
  const std::string condition = way.empty() ? band_of(*mdeg_c) : way;
  const auto& storage = reference_table("sprec_v2_storage");
  for (std::size_t row = 0; row < storage.size(); ++row) {
    if (storage.cell(row, "container") == container && storage.cell(row, "condition") == condition) {
      return storage.cell(row, "code");
    }
  }
  return "Z";
}

/// The element as given if the list knows it, `unknown` where nothing is given, ZZZ for anything else.
std::string listed_or(const std::string& list, const std::string& code, const char* unknown) {
  if (code.empty()) return unknown;
  const auto row = row_of(list, code);
  if (!row) return "ZZZ";
  const std::string& canonical = codes().cell(*row, "canonical");
  return canonical.empty() ? code : canonical;
}

std::optional<std::int64_t> time_between(std::optional<base::Timestamp> from, std::optional<base::Timestamp> to) {
  return from && to ? std::optional(*to - *from) : std::nullopt;
}

std::optional<base::Timestamp> end_of(const SpinFacts& spin) {
  if (spin.ended || !spin.started || !spin.minutes) return spin.ended;
  return *spin.started + *spin.minutes * base::kMinute;
}

std::string before_spin_code(const FluidFacts& facts, std::optional<std::int64_t> delay_us) {
  return facts.waiting_mdeg_c ? delay_code("fluid3", delay_us, band_of(*facts.waiting_mdeg_c)) : "X";
}

std::string after_spin_code(const FluidFacts& facts, std::optional<std::int64_t> delay_us) {
  if (facts.first.done == SpinFacts::Done::no) return "N";
  if (facts.first.done == SpinFacts::Done::unknown || !facts.between_mdeg_c) return "X";
  return delay_code("fluid6", delay_us, band_of(*facts.between_mdeg_c));
}

}  // namespace

int sprec_version() {
  return std::stoi(std::string(codes().version()));
}

std::string to_text(const Sprec& code) {
  std::string out;
  for (const std::string& element : code.elements) out += (out.empty() ? "" : "-") + element;
  return out;
}

std::string packed(const Sprec& code) {
  std::string out;
  for (const std::string& element : code.elements) out += element;
  return out;
}

Checked<Sprec> parse_sprec(std::string_view text) {
  const std::string plain = base::to_upper(base::trim(text));
  const auto elements = elements_of(plain);
  Sprec code{.is_solid = has_lengths(elements, kSolidLengths)};
  if (!code.is_solid && !has_lengths(elements, kFluidLengths)) {
    return Violation{ErrorCode::field_malformed, {{"field", "sprec"}, {"value", std::string(base::trim(text))}}};
  }
  std::vector<Violation> unknown;
  for (int element = 1; element <= 7; ++element) {
    const auto at = static_cast<std::size_t>(element - 1);
    const auto row = row_of(list_of(code.is_solid, element), elements[at]);
    if (!row) {
      unknown.push_back({ErrorCode::field_malformed,
                         {{"field", "sprec"}, {"element", std::to_string(element)}, {"value", elements[at]}}});
      continue;
    }
    const std::string& canonical = codes().cell(*row, "canonical");
    code.elements[at] = canonical.empty() ? elements[at] : canonical;
  }
  if (!unknown.empty()) return unknown;
  return code;
}

std::string name_of_element(const Sprec& code, int element, Language language) {
  FROSTKEEP_INVARIANT(element >= 1 && element <= 7);
  const std::string& value = code.elements[static_cast<std::size_t>(element - 1)];
  const auto row = row_of(list_of(code.is_solid, element), value);
  return row ? codes().cell(*row, language == Language::zh_cn ? "zh_cn" : "en") : value;
}

std::vector<Warning> warnings_of(const Sprec& code) {
  const std::string& second_spin = code.elements[4];
  const bool spun_twice = second_spin != "N" && second_spin != "X";
  if (code.is_solid) return {};
  if (code.elements[0] == "PL1" && spun_twice) return {{"sprec_single_spun_twice", {{"value", to_text(code)}}}};
  if (code.elements[0] == "PL2" && second_spin == "N") return {{"sprec_double_spun_once", {{"value", to_text(code)}}}};
  return {};
}

DerivedSprec derive_sprec(const FluidFacts& facts) {
  const bool unspun = facts.first.done == SpinFacts::Done::no;
  const bool spun_twice = facts.second.done == SpinFacts::Done::yes;
  const auto before = time_between(facts.drawn, unspun ? facts.processed : facts.first.started);
  // Without knowing whether a second spin followed, the last one is not known either.
  const bool last_known = facts.second.done != SpinFacts::Done::unknown;
  const auto last_end = spun_twice ? end_of(facts.second) : end_of(facts.first);
  const auto after = last_known ? time_between(last_end, facts.stored) : std::nullopt;
  DerivedSprec out{
      .code = {.is_solid = false,
               .elements = {listed_or("fluid1", facts.type, "ZZZ"), listed_or("fluid2", facts.container, "XXX"),
                            before_spin_code(facts, before), spin_code(facts.first, false),
                            spin_code(facts.second, true), after_spin_code(facts, after),
                            storage_code(facts.storage_container, facts.storage_way, facts.storage_mdeg_c)}}};
  out.warnings = warnings_of(out.code);
  const auto between = spun_twice ? time_between(end_of(facts.first), facts.second.started) : std::nullopt;
  const bool backwards = (before && *before < 0) || (after && *after < 0) || (between && *between < 0);
  if (backwards) out.warnings.push_back({"sprec_times_contradict", {}});
  return out;
}

DerivedSprec derive_sprec(const SolidFacts& facts) {
  DerivedSprec out{
      .code = {.is_solid = true,
               .elements = {listed_or("solid1", facts.type, "ZZZ"), listed_or("solid2", facts.collection, "ZZZ"),
                            delay_code("solid3", facts.warm_ischaemia_us, ""),
                            delay_code("solid4", facts.cold_ischaemia_us, ""),
                            listed_or("solid5", facts.fixation, "XXX"), delay_code("solid6", facts.fixation_us, ""),
                            storage_code(facts.storage_container, facts.storage_way, facts.storage_mdeg_c)}}};
  const bool backwards = facts.warm_ischaemia_us.value_or(0) < 0 || facts.cold_ischaemia_us.value_or(0) < 0 ||
                         facts.fixation_us.value_or(0) < 0;
  if (backwards) out.warnings.push_back({"sprec_times_contradict", {}});
  return out;
}

}  // namespace frostkeep::domain
