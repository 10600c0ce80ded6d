#pragma once
/// All refusals, in order of precedence: where several rules are broken at once, the first in this list leads the
/// answer. The sentence and remedy of each, in zh-CN and English, stand in schema/reference/refusals.csv.

#include <optional>
#include <string_view>

namespace frostkeep::domain {

/// How a refusal is answered; HTTP translates it once (http/error_response.cpp).
enum class ErrorKind {
  malformed,        ///< 400: the request can't be read
  unauthenticated,  ///< 401: nobody is signed in
  forbidden,        ///< 403: signed in, but not allowed
  not_found,        ///< 404: no such thing in the asker's scope
  conflict,         ///< 409: the state of things forbids it
  stale,            ///< 412: the thing changed since it was read
  too_large,        ///< 413: more bytes or rows than are taken
  invalid,          ///< 422: well formed, but a value breaks a rule
  required,         ///< 428: a precondition header is missing
  busy,             ///< 429: too much at once; Retry-After says when
  unavailable,      ///< 503: a part that is needed is away
};

// clang-format off
#define FROSTKEEP_ERROR_CODES(X) \
  /* the request itself */ \
  X(malformed_request, malformed) X(malformed_json, malformed) X(body_too_large, too_large) \
  X(unsupported_media_type, malformed) X(field_unknown, invalid) X(field_missing, invalid) \
  X(field_malformed, invalid) X(field_out_of_range, invalid) X(field_too_long, invalid) X(query_unknown, malformed) \
  /* who and what may be done */ \
  X(not_signed_in, unauthenticated) X(sign_in_refused, unauthenticated) X(account_locked, busy) \
  X(session_expired, unauthenticated) X(csrf_refused, forbidden) X(permission_missing, forbidden) \
  X(grant_exceeds_own, forbidden) X(own_account, forbidden) X(last_administrator, conflict) \
  X(grant_held, conflict) X(password_change_needed, forbidden) X(password_too_weak, invalid) X(pin_too_weak, invalid) \
  /* repeats and versions */ \
  X(idempotency_key_missing, malformed) X(idempotency_key_reused, invalid) X(version_missing, required) \
  X(version_stale, stale) \
  /* finding things */ \
  X(not_found, not_found) X(code_unknown, not_found) X(code_ambiguous, conflict) X(code_taken, conflict) \
  X(code_malformed, invalid) X(name_taken, conflict) \
  /* placement, as a ladder */ \
  X(sample_gone, conflict) X(sample_not_placeable, conflict) X(container_retired, conflict) \
  X(container_has_no_grid, invalid) X(position_malformed, invalid) X(position_outside, invalid) \
  X(position_blocked, conflict) X(material_not_allowed, conflict) X(study_not_allowed, conflict) \
  X(temperature_not_allowed, conflict) X(rank_not_allowed, conflict) X(placed_elsewhere, conflict) \
  X(position_occupied, conflict) X(position_empty, conflict) X(container_full, conflict) \
  X(container_not_empty, conflict) X(container_in_itself, conflict) X(site_not_allowed, conflict) \
  X(container_type_retired, conflict) X(position_not_blocked, conflict) \
  /* samples */ \
  X(state_forbids, conflict) X(amount_too_small, conflict) X(amounts_do_not_add_up, invalid) \
  X(material_not_derivable, invalid) X(thaw_limit_reached, conflict) X(consent_withdrawn, conflict) \
  X(consent_missing, conflict) X(sample_restricted, conflict) X(undo_too_late, conflict) \
  X(undo_not_possible, conflict) X(processing_not_for_material, conflict) X(already_spun, conflict) \
  X(processing_ended, conflict) X(reason_missing, invalid) X(duplicate_in_request, invalid) \
  /* participants */ \
  X(resident_id_invalid, invalid) X(participant_double, conflict) X(date_invalid, invalid) \
  /* files and jobs */ \
  X(list_too_long, too_large) X(charset_unknown, malformed) X(file_unreadable, malformed) \
  X(row_too_long, invalid) X(row_repeated, invalid) X(rows_have_errors, conflict) X(import_not_ready, conflict) \
  X(job_not_cancellable, conflict) X(job_gave_up, unavailable) X(rack_file_refused, invalid) \
  X(rack_difference_stale, stale) \
  /* labels */ \
  X(template_unknown, not_found) X(label_unreadable, conflict) X(label_does_not_fit, invalid) \
  X(nothing_to_print, conflict) X(printer_address_refused, invalid) X(printer_retired, conflict) \
  X(print_job_settled, conflict) \
  /* the house */ \
  X(busy_try_again, busy) X(database_away, unavailable) X(internal_error, unavailable)
// clang-format on

enum class ErrorCode {
#define FROSTKEEP_NAME(name, kind) name,
  FROSTKEEP_ERROR_CODES(FROSTKEEP_NAME)
#undef FROSTKEEP_NAME
};

/// The code as it stands on the wire and in refusals.csv.
std::string_view name_of(ErrorCode code);
/// The code of that name; nothing for any other text.
std::optional<ErrorCode> error_code_of(std::string_view name);
ErrorKind kind_of(ErrorCode code);

}  // namespace frostkeep::domain
