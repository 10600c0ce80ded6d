#pragma once
/// What is said of a value that couldn't be read; shared by the JSON and the query reader.

#include "domain/refusal.hpp"
#include "http/value_types.hpp"

namespace frostkeep::http {

/// The violation of a result that isn't ok: field_malformed (with `allowed` words for an enumeration), field_too_long
/// (`maximum`) or field_out_of_range (`minimum`, `maximum`), each with `field` = `where`.
domain::Violation violation_of(ReadResult result, const ValueSpec& spec, const std::string& where);

}  // namespace frostkeep::http
