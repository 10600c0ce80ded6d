#pragma once
/// What is said of a value that couldn't be read; shared by the JSON and the query reader.

#include "domain/refusal.hpp"
#include "http/value_types.hpp"

namespace frostkeep::http {

/// Where a value stands: its bare name (shown to people by its name in fields.csv), its JSON pointer (empty in a query)
/// and the 1-based number of the row it is in (0: in none).
struct FieldPlace {
  std::string name;
  std::string pointer = {};
  std::size_t row = 0;
};

/// A violation at a place, with its values `field`, `pointer` and `row`.
domain::Violation violation_at(domain::ErrorCode code, const FieldPlace& place);
/// The violation of a result that isn't ok: field_malformed, field_too_long or field_out_of_range, with `limit`.
domain::Violation violation_of(ReadResult result, const ValueSpec& spec, const FieldPlace& place);

}  // namespace frostkeep::http
