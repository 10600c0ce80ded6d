#pragma once
/// People as the cohort knows them: without a name. Who they are stands apart and sealed.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.hpp"
#include "domain/checked.hpp"
#include "domain/consent_rules.hpp"
#include "domain/ids.hpp"
#include "domain/national_id.hpp"

namespace frostkeep::domain {

std::string_view name_of(Sex sex);

/// Numbers stand in the database.
enum class Stratum : std::uint8_t { healthy = 1, high_risk = 2, diseased = 3 };
std::string_view name_of(Stratum stratum);

std::string_view name_of(WithdrawalLevel level);

/// A person as the row tells it.
struct Participant {
  ParticipantId id;
  std::uint32_t version = 0;
  base::Digest head_hash = {};
  std::optional<Sex> sex = {};
  std::optional<base::PartialDate> birth = {};
  std::uint32_t consent_epoch = 0;                 ///< grows with every answer and withdrawal
  std::optional<WithdrawalLevel> withdrawal = {};  ///< the furthest that holds
  ParticipantId merged_into = {};                  ///< another record of the same person, which is the one to use

  bool use_withdrawn() const { return withdrawal && *withdrawal >= WithdrawalLevel::no_new_use; }
};

/// Who somebody is, in clear; lives in memory only, and only while it is sealed, compared or shown. Empty: not known.
struct Identity {
  std::string name;
  std::string resident_id;  ///< 18 characters
  std::string phone;
  std::string address;
  bool operator==(const Identity&) const = default;
};

/// What was entered of a person.
struct PersonEntry {
  Identity identity = {};
  std::optional<Sex> sex = {};
  std::optional<base::PartialDate> birth = {};
};

/// The same, normalised: NFKC, single spaces; sex and birth date from the resident ID where they weren't entered.
struct CheckedPerson {
  Identity identity = {};
  std::optional<Sex> sex = {};
  std::optional<base::PartialDate> birth = {};
  std::vector<Warning> warnings = {};  ///< those of the resident ID; identity_contradicts {field}: sex, birth_date
};

constexpr std::size_t kMaxPersonName = 100;  ///< characters
constexpr std::size_t kMaxAddress = 200;     ///< characters

/// Violations, none of which repeats what was entered, each with {field}: field_malformed, field_too_long,
/// resident_id_invalid, date_invalid, field_out_of_range for a birth date before 1850 or after `today`.
Checked<CheckedPerson> check_person(const PersonEntry& entry, const base::Date& today);

/// By which equal people are found: a name without spaces and dots in upper case, a phone number's digits without +86,
/// a resident ID's 18 characters (15 are converted); empty if nothing is left or the number is wrong.
std::string name_key(std::string_view name);
std::string phone_key(std::string_view phone);
std::string resident_id_key(std::string_view number);

}  // namespace frostkeep::domain
