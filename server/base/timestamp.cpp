#include "base/timestamp.hpp"

#include <fmt/format.h>
#include <unicode/calendar.h>
#include <unicode/gregocal.h>
#include <unicode/timezone.h>

#include <memory>

namespace frostkeep::base {
namespace {

constexpr int kDaysBeforeMonth[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};

bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int days_in_month(int year, int month) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/// Reads digits at `at`, exactly `count` of them; -1 if they are not there.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

struct LocalTime {
  Date date;
  int hour = 0;
  int minute = 0;
  int second = 0;
};

/// Reads `YYYY-MM-DD[T ]HH:MM[:SS]` and leaves the rest of the text.
std::optional<LocalTime> read_local(std::string_view& text) {
  if (text.size() < 16 || text[13] != ':' || (text[10] != 'T' && text[10] != ' ')) return std::nullopt;
  const auto date = parse_date(text.substr(0, 10));
  LocalTime local{date.value_or(Date{}), digits(text, 11, 2), digits(text, 14, 2), 0};
  if (!date || local.hour < 0 || local.hour > 23 || local.minute < 0 || local.minute > 59) return std::nullopt;
  text.remove_prefix(16);
  if (!text.empty() && text[0] == ':') {
    local.second = digits(text, 1, 2);
    if (local.second < 0 || local.second > 59) return std::nullopt;
    text.remove_prefix(3);
  }
  return local;
}

std::int64_t seconds_of(const LocalTime& t) {
  return days_since_epoch(t.date) * 86'400 + t.hour * 3'600 + t.minute * 60 + t.second;
}

std::unique_ptr<icu::TimeZone> zone_of(const std::string& name) {
  std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
  if (*zone == icu::TimeZone::getUnknown()) return nullptr;
  return zone;
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

std::int64_t local_microseconds(Timestamp t, const std::string& name) {
  const auto zone = zone_of(name);
  if (!zone) return t.microseconds;
  std::int32_t raw = 0;
  std::int32_t dst = 0;
  UErrorCode status = U_ZERO_ERROR;
  zone->getOffset(static_cast<double>(floor_div(t.microseconds, 1'000)), false, raw, dst, status);
  return t.microseconds + (static_cast<std::int64_t>(raw) + dst) * 1'000;
}

}  // namespace

bool is_valid(const Date& d) {
  return d.year >= 1 && d.year <= 9999 && d.month >= 1 && d.month <= 12 && d.day >= 1 &&
         d.day <= days_in_month(d.year, d.month);
}

std::int64_t days_since_epoch(const Date& d) {
  const std::int64_t y = d.year - 1;
  const std::int64_t before_year = y * 365 + y / 4 - y / 100 + y / 400;
  const int leap_day = d.month > 2 && is_leap(d.year) ? 1 : 0;
  constexpr std::int64_t kDaysTo1970 = 719'162;
  return before_year + kDaysBeforeMonth[d.month - 1] + leap_day + (d.day - 1) - kDaysTo1970;
}

Date date_of_days(std::int64_t days) {
  // Not later than the year looked for: few days a year before 1970 count back too far, many behind it not far enough.
  int year = static_cast<int>(1970 + floor_div(days, days < 0 ? 365 : 366));
  while (days_since_epoch({year + 1, 1, 1}) <= days) ++year;
  Date date{year, 1, 1};
  while (date.month < 12 && days_since_epoch({year, date.month + 1, 1}) <= days) ++date.month;
  date.day = static_cast<int>(days - days_since_epoch({year, date.month, 1})) + 1;
  return date;
}

std::string to_text(const Date& d) { return fmt::format("{:04}-{:02}-{:02}", d.year, d.month, d.day); }

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const Date date{digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2)};
  if (!is_valid(date)) return std::nullopt;
  return date;
}

std::optional<PartialDate> parse_partial_date(std::string_view text) {
  if (text.size() == 10) {
    const auto date = parse_date(text);
    if (!date) return std::nullopt;
    return PartialDate{*date, *date};
  }
  const int year = digits(text, 0, 4);
  if (year < 1) return std::nullopt;
  if (text.size() == 4) return PartialDate{{year, 1, 1}, {year, 12, 31}};
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  const int month = digits(text, 5, 2);
  if (month < 1 || month > 12) return std::nullopt;
  return PartialDate{{year, month, 1}, {year, month, days_in_month(year, month)}};
}

std::string to_text(const PartialDate& d) {
  if (d.from == d.to) return to_text(d.from);
  if (d == PartialDate{{d.from.year, 1, 1}, {d.from.year, 12, 31}}) return fmt::format("{:04}", d.from.year);
  if (d.from.day == 1 && d.to == Date{d.from.year, d.from.month, days_in_month(d.from.year, d.from.month)}) {
    return fmt::format("{:04}-{:02}", d.from.year, d.from.month);
  }
  return to_text(d.from) + "/" + to_text(d.to);
}

std::string to_text(Timestamp t) {
  const std::int64_t seconds = floor_div(t.microseconds, kSecond);
  const std::int64_t days = floor_div(seconds, 86'400);
  const std::int64_t rest = seconds - days * 86'400;
  return fmt::format("{}T{:02}:{:02}:{:02}.{:06}Z", to_text(date_of_days(days)), rest / 3'600, rest / 60 % 60,
                     rest % 60, t.microseconds - seconds * kSecond);
}

std::optional<Timestamp> parse_timestamp(std::string_view text) {
  const auto local = read_local(text);
  if (!local) return std::nullopt;
  std::int64_t fraction = 0;
  if (!text.empty() && text[0] == '.') {
    text.remove_prefix(1);
    std::int64_t unit = 100'000;
    while (!text.empty() && text[0] >= '0' && text[0] <= '9') {
      fraction += (text[0] - '0') * unit;
      unit /= 10;
      text.remove_prefix(1);
    }
  }
  std::int64_t offset = 0;
  if (text != "Z" && text != "z") {
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
    const int hours = digits(text, 1, 2);
    const int minutes = digits(text, 4, 2);
    if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) return std::nullopt;
    offset = (hours * 3'600 + minutes * 60) * (text[0] == '-' ? -1 : 1);
  }
  return Timestamp{(seconds_of(*local) - offset) * kSecond + fraction};
}

std::optional<Timestamp> parse_local_time(std::string_view text, const std::string& name) {
  const auto local = read_local(text);
  const auto zone = zone_of(name);
  if (!local || !text.empty() || !zone) return std::nullopt;
  std::int32_t raw = 0;
  std::int32_t dst = 0;
  UErrorCode status = U_ZERO_ERROR;
  zone->getOffset(static_cast<double>(seconds_of(*local) * 1'000), true, raw, dst, status);
  const Timestamp found{(seconds_of(*local) * 1'000 - raw - dst) * 1'000};
  // A time that the zone skipped maps to an instant whose local time is another one.
  if (local_microseconds(found, name) != seconds_of(*local) * kSecond) return std::nullopt;
  return found;
}

std::string to_local_text(Timestamp t, const std::string& zone) {
  std::string text = to_text(Timestamp{local_microseconds(t, zone)});
  text[10] = ' ';
  return text.substr(0, 19);
}

Date local_date(Timestamp t, const std::string& zone) {
  return date_of_days(floor_div(local_microseconds(t, zone), kDay));
}

bool is_known_zone(const std::string& zone) { return zone_of(zone) != nullptr; }

}  // namespace frostkeep::base
