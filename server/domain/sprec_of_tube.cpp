#include "domain/sprec_of_tube.hpp"

#include <algorithm>
#include <array>

#include "domain/reference_table.hpp"

namespace frostkeep::domain {
namespace {

// Types of solid samples among the materials (sprec_v2_codes.csv, solid1).
constexpr std::array<std::string_view, 2> kSolid = {"TIS", "HAR"};

constexpr std::size_t kContainer = 1;
constexpr std::size_t kBeforeSpin = 2;
constexpr std::size_t kFirstSpin = 3;
constexpr std::size_t kSecondSpin = 4;
constexpr std::size_t kAfterSpin = 5;
constexpr std::size_t kStorage = 6;

bool is_solid(const Sample& sample) {
  return std::ranges::find(kSolid, sample.material) != kSolid.end();
}

/// Nothing can be said of a tube that isn't there yet, or of water in a tube.
bool has_sprec(const Sample& sample) {
  return sample.state != SampleState::expected && sample.kind != SampleKind::control;
}

std::string tube_cell(const std::string& tube, std::string_view column) {
  const ReferenceTable& tubes = reference_table("tubes");
  const auto row = tubes.find(tube);
  return row ? tubes.cell(*row, column) : std::string();
}

/// The tube's code, if it is one for drawing.
std::string primary_or_none(const std::string& tube) {
  return tube_cell(tube, "use") == "primary" ? tube : std::string();
}

std::string storage_container(const Sample& sample) {
  const std::string word = tube_cell(sample.tube, "storage_container");
  return word.empty() && !primary_or_none(sample.tube).empty() ? "original_container" : word;
}

/// Codes of element 7 that tell a way of freezing rather than a temperature, all of them below −135 °C.
bool tells_a_way(const std::string& code) {
  const ReferenceTable& storage = reference_table("sprec_v2_storage");
  const ReferenceTable& bands = reference_table("sprec_v2_bands");
  for (std::size_t row = 0; row < storage.size(); ++row) {
    if (storage.cell(row, "code") == code && !bands.find(storage.cell(row, "condition"))) return true;
  }
  return false;
}

constexpr std::int32_t kWayNeedsMdegC = -135'000;

/// Element 7 of the row stands where the place is not told, and a recorded way as long as the place is as cold.
bool storage_stands(const std::optional<Sprec>& stored, std::optional<std::int32_t> place_mdeg_c) {
  if (!stored || stored->elements[kStorage] == "X") return false;
  return !place_mdeg_c || (*place_mdeg_c < kWayNeedsMdegC && tells_a_way(stored->elements[kStorage]));
}

void store(Sample& sample, const Sprec& code) {
  sample.sprec = to_text(code);
  sample.sprec_version = sprec_version();
}

const Processing* last_of(const std::vector<Processing>& steps, ProcessingKind kind) {
  const auto is_of_kind = [&](const Processing& step) { return step.kind == kind; };
  const auto found = std::find_if(steps.rbegin(), steps.rend(), is_of_kind);
  return found == steps.rend() ? nullptr : &*found;
}

SpinFacts spin_facts(const Processing& step) {
  return {SpinFacts::Done::yes, step.started_at, step.end(), step.force_g,
          step.minutes,         step.brake,      step.temperature_mdeg_c};
}

/// How warm the tube was before `step`: as the step says, else the last hold before it, else as it arrived.
std::optional<int> waiting_temperature(const TubeHistory& history, const Processing& step) {
  if (step.kept_before_mdeg_c) return step.kept_before_mdeg_c;
  std::optional<int> found = history.reception_mdeg_c;
  for (const Processing& earlier : history.steps) {
    const bool holds = earlier.kind == ProcessingKind::hold && earlier.started_at < step.started_at;
    if (holds && earlier.temperature_mdeg_c) found = earlier.temperature_mdeg_c;
  }
  return found;
}

/// A plasma that is single-spun by its very type had no second spin; nor had a frozen tube whose record lacks it.
bool second_is_ruled_out(const Sample& sample) {
  return sample.material == "PL1" || sample.frozen_at.has_value();
}

FluidFacts facts_of(const Sample& sample, const TubeHistory& history) {
  FluidFacts facts{.type = sample.material, .drawn = sample.collected_at};
  facts.container = primary_or_none(history.primary_tube);
  const Processing* first = last_of(history.steps, ProcessingKind::first_spin);
  const Processing* second = last_of(history.steps, ProcessingKind::second_spin);
  const Processing* unspun = last_of(history.steps, ProcessingKind::not_spun);
  if (first != nullptr) {
    facts.first = spin_facts(*first);
    facts.waiting_mdeg_c = waiting_temperature(history, *first);
    if (second_is_ruled_out(sample)) facts.second.done = SpinFacts::Done::no;
  } else if (unspun != nullptr && second == nullptr) {
    facts.first.done = facts.second.done = SpinFacts::Done::no;
    facts.processed = unspun->started_at;
    facts.waiting_mdeg_c = waiting_temperature(history, *unspun);
  }
  if (second != nullptr) facts.second = spin_facts(*second);
  facts.between_mdeg_c = sample.kept_mdeg_c;
  facts.stored = sample.frozen_at;
  facts.storage_container = storage_container(sample);
  if (const Processing* freezing = last_of(history.steps, ProcessingKind::freezing)) {
    facts.storage_way = freezing->freezing_way;
  }
  return facts;
}

/// What the row alone says of the spins; their letters come from the code that is stored.
FluidFacts row_facts(const Sample& sample, const std::optional<Sprec>& stored) {
  FluidFacts facts{.type = sample.material, .container = primary_or_none(sample.tube), .drawn = sample.collected_at};
  const bool unspun = stored && stored->elements[kFirstSpin] == "N";
  if (unspun) facts.first.done = facts.second.done = SpinFacts::Done::no;
  if (sample.spun_at && !unspun) {
    facts.first.done = SpinFacts::Done::yes;
    facts.first.ended = sample.spin_ended_at;
    if (second_is_ruled_out(sample)) facts.second.done = SpinFacts::Done::no;
    const std::string second = stored ? stored->elements[kSecondSpin] : "X";
    if (second != "X" && second != "N") {
      facts.second.done = SpinFacts::Done::yes;
      facts.second.ended = sample.spin_ended_at;
    }
  }
  facts.between_mdeg_c = sample.kept_mdeg_c;
  facts.stored = sample.frozen_at;
  facts.storage_container = storage_container(sample);
  return facts;
}

SolidFacts solid_facts(const Sample& sample) {
  return {.type = sample.material, .storage_container = storage_container(sample)};
}

Sprec solid_code(const Sample& sample, const std::optional<Sprec>& stored, std::optional<std::int32_t> place_mdeg_c) {
  SolidFacts facts = solid_facts(sample);
  facts.storage_mdeg_c = place_mdeg_c;
  Sprec code = derive_sprec(facts).code;
  if (storage_stands(stored, place_mdeg_c)) code.elements[kStorage] = stored->elements[kStorage];
  return code;
}

/// The elements of a tube that came out of others: nothing was done with it yet, nor is it anywhere.
Sprec unstored(Sprec code, const Sample& sample) {
  const Sprec fresh = derive_sprec(row_facts(sample, {})).code;
  code.elements[0] = fresh.elements[0];
  code.elements[kAfterSpin] = code.elements[kFirstSpin] == "N" ? "N" : "X";
  code.elements[kStorage] = "X";
  const bool single = sample.material == "PL1" && sample.spun_at && code.elements[kSecondSpin] == "X";
  if (single) code.elements[kSecondSpin] = "N";
  return code;
}

}  // namespace

std::optional<Sprec> sprec_of(const Sample& sample) {
  if (sample.sprec.empty() || sample.sprec_version != sprec_version()) return std::nullopt;
  const auto parsed = parse_sprec(sample.sprec);
  return parsed ? std::optional(*parsed) : std::nullopt;
}

void derive_sprec(Sample& sample, const TubeHistory& history, std::optional<std::int32_t> place_mdeg_c) {
  if (!has_sprec(sample)) return;
  const auto stored = sprec_of(sample);
  if (is_solid(sample)) return store(sample, solid_code(sample, stored, place_mdeg_c));
  FluidFacts facts = facts_of(sample, history);
  facts.storage_mdeg_c = place_mdeg_c;
  const bool way_holds = !place_mdeg_c || *place_mdeg_c < kWayNeedsMdegC;
  if (!way_holds) facts.storage_way.clear();
  Sprec code = derive_sprec(facts).code;
  const bool stands = facts.storage_way.empty() && storage_stands(stored, place_mdeg_c);
  if (stands) code.elements[kStorage] = stored->elements[kStorage];
  store(sample, code);
}

void refresh_sprec(Sample& sample, std::optional<std::int32_t> place_mdeg_c) {
  if (!has_sprec(sample)) return;
  const auto stored = sprec_of(sample);
  if (is_solid(sample)) return store(sample, solid_code(sample, stored, place_mdeg_c));
  FluidFacts facts = row_facts(sample, stored);
  facts.storage_mdeg_c = place_mdeg_c;
  Sprec code = derive_sprec(facts).code;
  if (stored && !stored->is_solid) {
    for (const std::size_t element : {kContainer, kBeforeSpin, kFirstSpin}) {
      code.elements[element] = stored->elements[element];
    }
    if (stored->elements[kSecondSpin] != "X") code.elements[kSecondSpin] = stored->elements[kSecondSpin];
  }
  if (storage_stands(stored, place_mdeg_c)) code.elements[kStorage] = stored->elements[kStorage];
  store(sample, code);
}

void inherit_sprec(Sample& child, const Sample& parent) {
  const auto of_parent = sprec_of(parent);
  child.spun_at = parent.spun_at;
  child.spin_ended_at = parent.spin_ended_at;
  child.kept_mdeg_c = parent.kept_mdeg_c;
  child.sprec.clear();
  child.sprec_version = 0;
  if (!has_sprec(child)) return;
  if (!of_parent || of_parent->is_solid || is_solid(child)) return refresh_sprec(child);
  store(child, unstored(*of_parent, child));
}

void mix_sprec(Sample& pool, const std::vector<const Sample*>& parts) {
  if (parts.empty()) return;
  inherit_sprec(pool, *parts.front());
  auto code = sprec_of(pool);
  for (const Sample* part : parts) {
    if (part->spun_at != pool.spun_at) pool.spun_at.reset();
    if (part->spin_ended_at != pool.spin_ended_at) pool.spin_ended_at.reset();
    if (part->kept_mdeg_c != pool.kept_mdeg_c) pool.kept_mdeg_c.reset();
    if (!code || code->is_solid) continue;
    Sample alone = pool;
    inherit_sprec(alone, *part);
    const auto of_part = sprec_of(alone);
    for (const std::size_t element : {kContainer, kBeforeSpin, kFirstSpin, kSecondSpin, kAfterSpin}) {
      const bool same = of_part && of_part->elements[element] == code->elements[element];
      if (!same) code->elements[element] = element == kContainer ? "XXX" : "X";
    }
  }
  if (code) store(pool, *code);
}

}  // namespace frostkeep::domain
