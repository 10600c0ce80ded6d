#pragma once
/// What a participant's consent allows. Consent decides use, never storage: a withdrawn donor's tube is put away at
/// once, with a warning, and nothing else is done with it.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/timestamp.hpp"
#include "domain/refusal.hpp"

namespace frostkeep::domain {

/// One answer of a consent form; keys of schema/reference/consent_purposes.csv.
struct ConsentAnswer {
  std::string purpose;
  bool agreed = false;
  base::Timestamp valid_from;
  std::optional<base::Timestamp> valid_to = {};  ///< first instant at which it no longer holds
  std::string form_version = {};
};

/// How far a withdrawal goes. Numbers stand in the database; a higher one contains the lower ones.
enum class WithdrawalLevel : std::uint8_t {
  no_contact = 1,  ///< the person isn't called or written to; nothing changes in the laboratory
  no_new_use = 2,  ///< what is there is kept but not used
  destroy = 3,     ///< what is there is to be destroyed
};
std::string_view to_text(WithdrawalLevel level);
std::optional<WithdrawalLevel> parse_withdrawal_level(std::string_view text);

struct Withdrawal {
  WithdrawalLevel level = WithdrawalLevel::no_contact;
  base::Timestamp at;
};

/// A participant's consent as the transaction read it under the participant's lock.
struct Consent {
  std::vector<ConsentAnswer> answers = {};
  std::vector<Withdrawal> withdrawals = {};
};

/// Whether a purpose is agreed to at an instant; the answer that began last decides. Nothing: never asked, or over.
std::optional<bool> answer_at(const Consent& consent, std::string_view purpose, base::Timestamp when);
/// The furthest withdrawal that holds at an instant.
std::optional<WithdrawalLevel> withdrawal_at(const Consent& consent, base::Timestamp when);

/// Each step of a tube at which consent is judged anew.
enum class ConsentStep : std::uint8_t {
  collect,
  store,  ///< receive, place, move, return: always allowed
  search,
  reserve,
  approve,
  pick,
  derive,
  pool,
  plate,
  hand_over,
  load_result,
  release_result,
  export_data,
  contact,
  destroy,
};
std::string_view to_text(ConsentStep step);
const std::vector<ConsentStep>& all_consent_steps();

enum class ConsentDecision {
  allowed,
  allowed_with_warning,  ///< storage of what may not be used: offer quarantine
  withheld,              ///< a result of a well that runs already: kept sealed, shown to nobody
  refused,
};

struct ConsentJudgement {
  ConsentDecision decision = ConsentDecision::allowed;
  std::vector<Violation> violations = {};  ///< consent_withdrawn {level}; one consent_missing {purpose} per purpose
  std::vector<Warning> warnings = {};      ///< consent_withdrawn, consent_missing, contact_declined
};

/// Judges one step. `purposes` are those that the use needs beside the core ones (storage, research): `sharing` for
/// another institution, `abroad`, `genetic` … Contact needs `recontact` by itself.
ConsentJudgement judge_consent(const Consent& consent, ConsentStep step, base::Timestamp when,
                               const std::vector<std::string>& purposes = {});

}  // namespace frostkeep::domain
