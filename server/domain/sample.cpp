#include "domain/sample.hpp"

namespace frostkeep::domain {

std::string_view name_of(SampleKind kind) {
  switch (kind) {
    case SampleKind::primary: return "primary";
    case SampleKind::derivative: return "derivative";
    case SampleKind::aliquot: return "aliquot";
    case SampleKind::pool: return "pool";
    case SampleKind::control: return "control";
  }
  return "unknown";
}

std::optional<SampleKind> sample_kind_of(std::string_view name) {
  for (const SampleKind kind : {SampleKind::primary, SampleKind::derivative, SampleKind::aliquot, SampleKind::pool,
                                SampleKind::control}) {
    if (name_of(kind) == name) return kind;
  }
  return std::nullopt;
}

bool is_gone(SampleState state) {
  return state == SampleState::distributed || state == SampleState::depleted || state == SampleState::destroyed ||
         state == SampleState::entered_in_error;
}

bool may_be_placed(SampleState state) { return !is_gone(state) && state != SampleState::expected; }

}  // namespace frostkeep::domain
