#include "domain/accession_rules.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "domain/code_text.hpp"
#include "domain/reference_table.hpp"

namespace frostkeep::domain {
namespace {

constexpr std::size_t kMaxRole = 64;

/// Collects what is wrong with one tube.
class Check {
 public:
  Check(const TubeEntry& entry, base::Timestamp now) : entry_(entry), now_(now) {}

  Checked<CheckedTube> run() {
    codes();
    material();
    kind();
    amount();
    tube();
    role();
    times();
    thaws();
    out_.parent = read_code(entry_.parent, "parent");
    out_.participant = read_code(entry_.participant, "participant");
    out_.event = base::trim(entry_.event);
    if (!violations_.empty()) return std::move(violations_);
    return std::move(out_);
  }

 private:
  void refuse(ErrorCode code, const std::string& field, std::string value, std::string limit = {}) {
    Violation violation{code, {{"field", field}}};
    if (!value.empty()) violation.values["value"] = std::move(value);
    if (!limit.empty()) violation.values["limit"] = std::move(limit);
    violations_.push_back(std::move(violation));
  }

  std::string read_code(const std::string& text, const std::string& field) {
    if (base::trim(text).empty()) return {};
    auto code = normalise_scanned_code(text);
    if (code) return *code;
    for (Violation& violation : code.violations) {
      violation.values["field"] = field;
      violations_.push_back(std::move(violation));
    }
    return {};
  }

  void codes() {
    out_.sample.code = read_code(entry_.code, "code");
    if (has_own_shape(out_.sample.code) && !is_own_code(out_.sample.code)) {
      out_.warnings.push_back({"code_check_wrong", {{"code", out_.sample.code}}});
    }
    for (const std::string& text : entry_.more_codes) {
      const std::string code = read_code(text, "codes");
      if (!code.empty()) out_.more_codes.push_back(code);
    }
  }

  void material() {
    const std::string text(base::trim(entry_.material));
    if (text.empty()) return refuse(ErrorCode::field_missing, "material", {});
    const Material* found = read_material(text);
    if (found == nullptr) return refuse(ErrorCode::field_malformed, "material", text, "SER, PL1, BLD");
    out_.sample.material = found->code;
  }

  void kind() {
    const bool has_parent = !base::trim(entry_.parent).empty();
    if (entry_.kind.empty()) {
      out_.sample.kind = has_parent ? SampleKind::aliquot : SampleKind::primary;
      return;
    }
    const auto found = sample_kind_of(entry_.kind);
    if (!found) return refuse(ErrorCode::field_malformed, "kind", entry_.kind, "primary, aliquot, derivative, control");
    out_.sample.kind = *found;
  }

  void amount() {
    const bool nothing = base::trim(entry_.amount).empty() && base::trim(entry_.unit).empty();
    if (nothing) return;
    auto measure = base::trim(entry_.unit).empty() ? parse_measure(entry_.amount)
                                                   : parse_measure(entry_.amount, entry_.unit, "amount");
    if (!measure) {
      violations_.insert(violations_.end(), measure.violations.begin(), measure.violations.end());
      return;
    }
    out_.sample.amount = amount_of(*measure);
    out_.sample.amount_text = measure->text;
    out_.sample.amount_unit = measure->unit;
  }

  void tube() {
    const std::string code = base::to_upper(base::trim(entry_.tube));
    if (!code.empty() && !reference_table("tubes").find(code)) {
      return refuse(ErrorCode::field_malformed, "tube", code, "SST, PED");
    }
    out_.sample.tube = code;
  }

  void role() {
    const std::string text = base::nfc(std::string(base::trim(entry_.role)));
    if (base::length_in_characters(text) > kMaxRole) {
      return refuse(ErrorCode::field_too_long, "role", {}, std::to_string(kMaxRole));
    }
    out_.sample.role = text;
  }

  void times() {
    out_.sample.collected_at = entry_.collected_at;
    out_.sample.received_at = entry_.received_at;
    out_.sample.frozen_at = entry_.frozen_at;
    const std::pair<const char*, std::optional<base::Timestamp>> all[] = {
        {"collected_at", entry_.collected_at}, {"received_at", entry_.received_at}, {"frozen_at", entry_.frozen_at}};
    for (const auto& [field, when] : all) {
      if (!when) continue;
      if (auto future = judge_event_time(*when, now_, field)) {
        violations_.push_back(std::move(*future));
      } else if (entry_.collected_at && *when < *entry_.collected_at) {
        const std::string limit = "≥ " + base::to_text(*entry_.collected_at);
        refuse(ErrorCode::field_out_of_range, field, base::to_text(*when), limit);
      }
    }
  }

  void thaws() {
    const int count = entry_.thaw_count.value_or(0);
    if (count < 0 || count > kMaxThawCount) {
      return refuse(ErrorCode::field_out_of_range, "thaw_count", std::to_string(count),
                    "0–" + std::to_string(kMaxThawCount));
    }
    out_.sample.thaw_count = count;
  }

  const TubeEntry& entry_;
  const base::Timestamp now_;
  CheckedTube out_;
  std::vector<Violation> violations_;
};

}  // namespace

Checked<CheckedTube> check_tube(const TubeEntry& entry, base::Timestamp now) {
  return Check(entry, now).run();
}

const Material* read_material(std::string_view text) {
  const std::string plain = base::nfkc(base::trim(text));
  if (const Material* found = find_material(base::to_upper(plain))) return found;
  const auto& all = all_materials();
  const auto named = std::ranges::find_if(all, [&](const Material& m) {
    return base::nfkc(m.zh_cn) == plain || base::to_lower(m.en) == base::to_lower(plain);
  });
  return named == all.end() ? nullptr : &*named;
}

std::optional<Violation> judge_event_time(base::Timestamp when, base::Timestamp now, const std::string& field) {
  if (when <= now + base::kMinute) return std::nullopt;
  return Violation{ErrorCode::field_out_of_range,
                   {{"field", field}, {"value", base::to_text(when)}, {"limit", "≤ " + base::to_text(now)}}};
}

}  // namespace frostkeep::domain
