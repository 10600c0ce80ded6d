#include "database/constraint_errors.hpp"

#include <array>
#include <string_view>

namespace frostkeep::database {
namespace {

using domain::ErrorCode;

struct Mapping {
  std::string_view key;
  ErrorCode code;
};

// Unique keys are matched as the server prints them at the end of its sentence; a primary key, which has no name of its
// own in MariaDB, as table.PRIMARY of the one table that the failed statement writes.
constexpr std::array kMappings = {
    Mapping{"uq_ledger_entry_stream", ErrorCode::version_stale},
    Mapping{"uq_site_code", ErrorCode::name_taken},
    Mapping{"uq_study_code", ErrorCode::name_taken},
    Mapping{"uq_user_account_user_name", ErrorCode::name_taken},
    Mapping{"uq_role_grant_active", ErrorCode::grant_held},
    Mapping{"uq_session_token_digest", ErrorCode::busy_try_again},
    Mapping{"ck_sample_volume", ErrorCode::amount_too_small},
    Mapping{"ck_sample_mass", ErrorCode::amount_too_small},
    Mapping{"ck_sample_cells", ErrorCode::amount_too_small},
    Mapping{"uq_container_type_code", ErrorCode::code_taken},
    Mapping{"uq_container_id_rank", ErrorCode::code_taken},
    Mapping{"uq_occupancy_occupant", ErrorCode::placed_elsewhere},
    Mapping{"ck_occupancy_rank", ErrorCode::rank_not_allowed},
    Mapping{"ck_participant_birth", ErrorCode::date_invalid},
    Mapping{"uq_enrolment_study_code", ErrorCode::code_taken},
    Mapping{"uq_enrolment_participant_study", ErrorCode::participant_double},
    Mapping{"uq_consent_form_version", ErrorCode::name_taken},
    Mapping{"ck_consent_valid", ErrorCode::field_out_of_range},
    Mapping{"uq_protocol_version", ErrorCode::name_taken},
    Mapping{"uq_collection_event_visit", ErrorCode::name_taken},
    Mapping{"uq_import_file_content", ErrorCode::name_taken},
    Mapping{"uq_printer_name", ErrorCode::name_taken},
    Mapping{"uq_label_print_job", ErrorCode::version_stale},
    Mapping{"uq_label_print_copy", ErrorCode::version_stale},
    Mapping{"ck_processing_step_times", ErrorCode::field_out_of_range},
};

}  // namespace

std::optional<domain::Refused> refusal_of(const DatabaseError& error) {
  if (!error.is_duplicate_key() && !error.is_check_violation()) return std::nullopt;
  const std::string_view text = error.what();
  for (const Mapping& mapping : kMappings) {
    if (text.find(mapping.key) != std::string_view::npos) return domain::Refused(mapping.code);
  }
  return std::nullopt;
}

}  // namespace frostkeep::database
