#include "domain/protocol.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "domain/material.hpp"
#include "domain/reference_table.hpp"

namespace frostkeep::domain {
namespace {

constexpr std::size_t kMaxCodeLength = 16;
constexpr std::size_t kMaxNameLength = 100;
constexpr std::size_t kMaxRoleBytes = 40;
constexpr int kMaxMonths = 1'200;

/// Collects violations below one place of the JSON.
class Findings {
 public:
  explicit Findings(std::vector<Violation>& out, std::string pointer = "") : out_(out), pointer_(std::move(pointer)) {}

  Findings below(const std::string& name, std::size_t index) const {
    return Findings(out_, pointer_ + "/" + name + "/" + std::to_string(index));
  }
  void add(ErrorCode code, const std::string& field, std::map<std::string, std::string> values = {}) {
    values["field"] = field;
    values["pointer"] = pointer_ + "/" + field;
    out_.push_back({code, std::move(values)});
  }
  void need_name(const std::string& field, const std::string& text, std::size_t longest = kMaxNameLength) {
    if (base::trim(text).empty()) {
      add(ErrorCode::field_missing, field);
    } else if (!base::is_utf8(text) || base::has_forbidden_character(text)) {
      add(ErrorCode::field_malformed, field);
    } else if (base::length_in_characters(text) > longest) {
      add(ErrorCode::field_too_long, field, {{"limit", std::to_string(longest)}});
    }
  }
  void need_range(const std::string& field, int value, int least, int most) {
    if (value >= least && value <= most) return;
    add(ErrorCode::field_out_of_range, field, {{"limit", std::to_string(least) + "-" + std::to_string(most)}});
  }

 private:
  std::vector<Violation>& out_;
  std::string pointer_;
};

void check_code(const std::string& code, Findings& found) {
  const bool plain = std::ranges::all_of(code, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  if (code.empty()) found.add(ErrorCode::field_missing, "code");
  if (!plain) found.add(ErrorCode::field_malformed, "code", {{"value", code}});
  if (code.size() > kMaxCodeLength)
    found.add(ErrorCode::field_too_long, "code", {{"limit", std::to_string(kMaxCodeLength)}});
}

void check_container(const PlannedTube& tube, bool is_made, Findings& found) {
  const ReferenceTable& tubes = reference_table("tubes");
  const auto row = tubes.find(tube.container);
  const bool fits = row && (!is_made || tubes.cell(*row, "use") == "storage");
  if (tube.container.empty()) {
    found.add(ErrorCode::field_missing, "container");
  } else if (!fits) {
    found.add(ErrorCode::field_malformed, "container", {{"value", tube.container}});
  }
}

void check_material(const PlannedTube& tube, const PlannedTube* parent, Findings& found) {
  const Material* material = find_material(tube.material);
  const Material* made_of = parent ? find_material(parent->material) : nullptr;
  const bool possible = !made_of || !material || made_of == material || can_be_made_of(*material, *made_of);
  if (tube.material.empty()) {
    found.add(ErrorCode::field_missing, "material");
  } else if (!material || !possible) {
    found.add(ErrorCode::field_malformed, "material", {{"value", tube.material}});
  }
}

/// Only what is measured alike can be compared: 8 mL of blood give no 8 mL of plasma, but never more than 8 mL.
void check_sum(const PlannedTube& tube, Findings& found) {
  if (!tube.amount) return;
  std::vector<Amount> parts;
  for (const PlannedTube& child : tube.children) {
    if (!child.amount || child.count < 1 || child.count > kMaxTubeCount) continue;
    parts.insert(parts.end(), static_cast<std::size_t>(child.count), amount_of(*child.amount));
  }
  for (const Violation& violation : check_division(amount_of(*tube.amount), parts)) {
    found.add(violation.code, "children", violation.values);
  }
}

void check_tubes(const std::string& name, const std::vector<PlannedTube>& tubes, const PlannedTube* parent, int depth,
                 const Findings& above) {
  std::set<std::string> roles;
  for (std::size_t i = 0; i < tubes.size(); ++i) {
    const PlannedTube& tube = tubes[i];
    Findings found = above.below(name, i);
    found.need_name("role", tube.role, kMaxRoleBytes);
    if (tube.role.size() > kMaxRoleBytes && base::length_in_characters(tube.role) <= kMaxRoleBytes) {
      found.add(ErrorCode::field_too_long, "role", {{"limit", std::to_string(kMaxRoleBytes)}});
    }
    if (!roles.insert(tube.role).second) found.add(ErrorCode::name_taken, "role", {{"name", tube.role}});
    check_material(tube, parent, found);
    check_container(tube, parent != nullptr, found);
    found.need_range("count", tube.count, 1, kMaxTubeCount);
    if (tube.amount && tube.amount->value <= 0) found.add(ErrorCode::field_out_of_range, "amount", {{"limit", "> 0"}});
    check_sum(tube, found);
    if (depth == kMaxPlanDepth && !tube.children.empty()) {
      found.add(ErrorCode::field_out_of_range, "children", {{"limit", std::to_string(kMaxPlanDepth)}});
    } else {
      check_tubes("children", tube.children, &tube, depth + 1, found);
    }
  }
}

/// Tubes of a visit; above the limit it stops counting, so that no product can overflow.
int count_tubes(const std::vector<PlannedTube>& tubes) {
  int sum = 0;
  for (const PlannedTube& tube : tubes) {
    const int count = std::clamp(tube.count, 0, kMaxTubesPerEvent + 1);
    sum = std::min(kMaxTubesPerEvent + 1, sum + count * (1 + count_tubes(tube.children)));
  }
  return sum;
}

void check_event(const PlannedEvent& event, Findings& found) {
  check_code(event.code, found);
  found.need_name("name_zh", event.name_zh);
  found.need_name("name_en", event.name_en);
  const bool baseline = event.kind == EventKind::baseline;
  found.need_range("after_months", event.after_months, baseline ? 0 : 1, baseline ? 0 : kMaxMonths);
  if (event.tubes.empty()) found.add(ErrorCode::field_missing, "tubes");
  check_tubes("tubes", event.tubes, nullptr, 1, found);
  if (count_tubes(event.tubes) > kMaxTubesPerEvent) {
    found.add(ErrorCode::field_out_of_range, "tubes", {{"limit", "1-" + std::to_string(kMaxTubesPerEvent)}});
  }
}

void add_expected(const std::vector<PlannedTube>& tubes, std::optional<std::size_t> parent,
                  std::vector<ExpectedTube>& out) {
  for (const PlannedTube& tube : tubes) {
    for (int number = 1; number <= tube.count; ++number) {
      const std::string role = tube.count > 1 ? tube.role + " " + std::to_string(number) : tube.role;
      out.push_back({role, tube.material, tube.container, tube.amount, parent});
      add_expected(tube.children, out.size() - 1, out);
    }
  }
}

}  // namespace

std::string_view to_text(EventKind kind) {
  return kind == EventKind::baseline ? "baseline" : "follow_up";
}

std::optional<EventKind> parse_event_kind(std::string_view text) {
  for (const EventKind kind : {EventKind::baseline, EventKind::follow_up}) {
    if (to_text(kind) == text) return kind;
  }
  return std::nullopt;
}

std::vector<Violation> violations_of(const Protocol& protocol) {
  std::vector<Violation> out;
  Findings found(out);
  check_code(protocol.code, found);
  found.need_range("version", protocol.version, 1, 10'000);
  found.need_name("name_zh", protocol.name_zh);
  found.need_name("name_en", protocol.name_en);
  if (protocol.events.empty()) found.add(ErrorCode::field_missing, "events");
  std::set<std::string> codes;
  int previous_months = -1;
  for (std::size_t i = 0; i < protocol.events.size(); ++i) {
    const PlannedEvent& event = protocol.events[i];
    Findings at = found.below("events", i);
    check_event(event, at);
    if (!codes.insert(event.code).second) at.add(ErrorCode::name_taken, "code", {{"name", event.code}});
    if ((event.kind == EventKind::baseline) != (i == 0)) at.add(ErrorCode::field_malformed, "kind");
    if (event.after_months <= previous_months) {
      at.add(ErrorCode::field_out_of_range, "after_months", {{"limit", "> " + std::to_string(previous_months)}});
    }
    previous_months = std::max(previous_months, event.after_months);
  }
  return out;
}

std::vector<ExpectedTube> expected_tubes(const PlannedEvent& event) {
  std::vector<ExpectedTube> out;
  add_expected(event.tubes, std::nullopt, out);
  return out;
}

}  // namespace frostkeep::domain
