#pragma once
/// Instants in UTC microseconds, their ISO 8601 text, and the site's local time.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace frostkeep::base {

/// An instant: microseconds since 1970-01-01T00:00:00Z, leap seconds smeared as POSIX does.
struct Timestamp {
  std::int64_t microseconds = 0;
  auto operator<=>(const Timestamp&) const = default;
};

constexpr Timestamp operator+(Timestamp t, std::int64_t microseconds) { return {t.microseconds + microseconds}; }
constexpr std::int64_t operator-(Timestamp a, Timestamp b) { return a.microseconds - b.microseconds; }

constexpr std::int64_t kMillisecond = 1'000;
constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;

/// A calendar date of the proleptic Gregorian calendar; month and day are 1-based.
struct Date {
  int year = 0;
  int month = 0;
  int day = 0;
  auto operator<=>(const Date&) const = default;
};

/// Whether the date exists (29 February only in leap years).
bool is_valid(const Date& date);
/// Days since 1970-01-01 of a valid date.
std::int64_t days_since_epoch(const Date& date);
/// The date of a number of days since 1970-01-01.
Date date_of_days(std::int64_t days);
/// `2026-11-24`.
std::string to_text(const Date& date);
/// Reads exactly `YYYY-MM-DD`; nothing for any other text or a date that doesn't exist.
std::optional<Date> parse_date(std::string_view text);

/// A date known to the year, the month or the day, as the days from which to which it may lie.
struct PartialDate {
  Date from;
  Date to;
  auto operator<=>(const PartialDate&) const = default;
};
/// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
std::optional<PartialDate> parse_partial_date(std::string_view text);
/// The shortest of the three texts that says the same range; `from/to` for any other range.
std::string to_text(const PartialDate& date);

/// `2026-11-24T18:05:09.123456Z`: always UTC, six decimals.
std::string to_text(Timestamp t);
/// Reads RFC 3339 (`T` or a space; `Z` or an offset; up to six decimals). Nothing for any other text.
std::optional<Timestamp> parse_timestamp(std::string_view text);
/// Reads `YYYY-MM-DD HH:MM[:SS]` as local time of an IANA zone. Nothing if the text is no such time, the zone is
/// unknown, or the zone skipped that time.
std::optional<Timestamp> parse_local_time(std::string_view text, const std::string& zone);
/// `2026-11-24 18:05:09` in an IANA zone.
std::string to_local_text(Timestamp t, const std::string& zone);
/// The calendar day of an instant in an IANA zone.
Date local_date(Timestamp t, const std::string& zone);
/// Whether ICU knows the IANA zone name.
bool is_known_zone(const std::string& zone);

}  // namespace frostkeep::base
