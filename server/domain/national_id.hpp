#pragma once
/// Chinese identifiers: the resident ID number (GB 11643-1999) and the unified social credit code (GB 32100-2015).

#include <string>
#include <string_view>
#include <vector>

#include "base/timestamp.hpp"
#include "domain/checked.hpp"
#include "domain/reference_table.hpp"

namespace frostkeep::domain {

/// Numbers of GB/T 2261.1 as far as a number can tell.
enum class Sex { male = 1, female = 2 };

/// A resident ID number that passed its check (ISO 7064 MOD 11-2) and whose birth date exists.
struct ResidentId {
  std::string number;    ///< 18 characters, X in upper case
  std::string division;  ///< first six digits: the division at the time of issue, which may be gone today
  base::Date birth_date;
  Sex sex = Sex::male;  ///< odd sequence number: male
  std::vector<Warning> warnings = {};
};

/// Reads 18 characters (x in lower case and full-width digits too) or the 15 of the old form, which had no check: it is
/// written with 19yy and a check character, warning resident_id_15_digits; keep what was entered beside it. The
/// division is never a reason to refuse; resident_id_division_unknown warns where its province doesn't exist or, in
/// Zhejiang, no such division is listed. Violations: resident_id_invalid, date_invalid {value}. Neither names the
/// number.
Checked<ResidentId> parse_resident_id(std::string_view text);
/// "330106********0013": for screens where the number isn't to be read.
std::string masked_resident_id(std::string_view number);
/// Name of a division of a number as far as it is listed: county, else province, else empty.
std::string division_name(std::string_view division, Language language);

/// A unified social credit code: 18 of 31 characters (no I, O, S, V, Z).
struct SocialCreditCode {
  std::string code;
  std::string division;  ///< six digits behind the first two characters
  std::vector<Warning> warnings = {};
};
/// A wrong check character is a warning (uscc_check_wrong), since some issued codes have one; any other shape is
/// field_malformed {field = uscc, value}.
Checked<SocialCreditCode> parse_social_credit_code(std::string_view text);

}  // namespace frostkeep::domain
