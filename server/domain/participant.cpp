#include "domain/participant.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace frostkeep::domain {
namespace {

constexpr int kEarliestBirthYear = 1850;
constexpr std::size_t kShortestPhone = 5;
constexpr std::size_t kLongestPhone = 20;
constexpr std::string_view kMiddleDot = "·";
// What keyboards offer between the parts of a name such as 阿不都·热合曼.
constexpr std::array<std::string_view, 5> kOtherDots = {"•", "・", "‧", "∙", "･"};

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

/// NFKC, trimmed, one space where there were several, one kind of middle dot.
std::string tidy(std::string_view text) {
  const std::string plain = base::nfkc(text);
  std::string out;
  for (const char c : base::trim(plain)) {
    const bool space = c == ' ' || c == '\t';
    if (!space || out.back() != ' ') out.push_back(space ? ' ' : c);
  }
  for (const std::string_view dot : kOtherDots) out = replaced(std::move(out), dot, kMiddleDot);
  return out;
}

class Check {
 public:
  Check(const PersonEntry& entry, const base::Date& today) : entry_(entry), today_(today) {}

  Checked<CheckedPerson> run() {
    person_.sex = entry_.sex;
    person_.birth = entry_.birth;
    person_.identity.name = text("name", entry_.identity.name, kMaxPersonName);
    person_.identity.address = text("address", entry_.identity.address, kMaxAddress);
    phone();
    birth_date();
    resident_id();
    if (!violations_.empty()) return violations_;
    return person_;
  }

 private:
  std::string text(const std::string& field, const std::string& entered, std::size_t longest) {
    if (!base::is_utf8(entered) || base::has_forbidden_character(entered)) {
      violations_.push_back({ErrorCode::field_malformed, {{"field", field}}});
      return {};
    }
    std::string clean = tidy(entered);
    if (base::length_in_characters(clean) > longest) {
      violations_.push_back({ErrorCode::field_too_long, {{"field", field}, {"limit", std::to_string(longest)}}});
    }
    return clean;
  }

  void phone() {
    if (base::trim(entry_.identity.phone).empty()) return;
    person_.identity.phone = phone_key(entry_.identity.phone);
    const std::string& digits = person_.identity.phone;
    if (digits.size() < kShortestPhone || digits.size() > kLongestPhone) {
      violations_.push_back({ErrorCode::field_malformed, {{"field", "phone"}, {"limit", "13812345678"}}});
    }
  }

  void birth_date() {
    if (!entry_.birth) return;
    const auto& [from, to] = *entry_.birth;
    if (from.year >= kEarliestBirthYear && from <= to && from <= today_) return;
    violations_.push_back(
        {ErrorCode::field_out_of_range, {{"field", "birth_date"}, {"limit", "1850 – " + base::to_text(today_)}}});
  }

  void resident_id() {
    if (base::trim(entry_.identity.resident_id).empty()) return;
    auto read = parse_resident_id(entry_.identity.resident_id);
    if (!read) {
      for (Violation& violation : read.violations) {
        violation.values.erase("value");
        violation.values["field"] = "resident_id";
        violations_.push_back(std::move(violation));
      }
      return;
    }
    person_.identity.resident_id = read->number;
    person_.warnings = read->warnings;
    const base::PartialDate born{read->birth_date, read->birth_date};
    if (!person_.birth) person_.birth = born;
    const bool within = person_.birth->from <= born.from && born.to <= person_.birth->to;
    if (!within) person_.warnings.push_back({"identity_contradicts", {{"field", "birth_date"}}});
    if (!person_.sex) person_.sex = read->sex;
    if (*person_.sex != read->sex) person_.warnings.push_back({"identity_contradicts", {{"field", "sex"}}});
  }

  const PersonEntry& entry_;
  const base::Date today_;
  CheckedPerson person_;
  std::vector<Violation> violations_;
};

}  // namespace

std::string_view name_of(Sex sex) {
  return sex == Sex::male ? "male" : "female";
}

std::string_view name_of(Stratum stratum) {
  switch (stratum) {
    case Stratum::healthy:
      return "healthy";
    case Stratum::high_risk:
      return "high_risk";
    case Stratum::diseased:
      return "diseased";
  }
  return "unknown";
}

std::string_view name_of(WithdrawalLevel level) {
  return to_text(level);
}

Checked<CheckedPerson> check_person(const PersonEntry& entry, const base::Date& today) {
  return Check(entry, today).run();
}

std::string name_key(std::string_view name) {
  std::string key = base::to_upper(tidy(name));
  key = replaced(std::move(key), kMiddleDot, "");
  return replaced(std::move(key), " ", "");
}

std::string phone_key(std::string_view phone) {
  const std::string plain = base::nfkc(phone);
  std::string digits;
  for (const char c : plain) {
    if (c >= '0' && c <= '9') digits.push_back(c);
    // Letters make it no phone number; signs between the digits are how people write them.
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return {};
  }
  if (plain.find('+') != std::string::npos && digits.starts_with("86")) digits.erase(0, 2);
  if (digits.starts_with("0086")) digits.erase(0, 4);
  return digits;
}

std::string resident_id_key(std::string_view number) {
  const auto read = parse_resident_id(number);
  return read ? read->number : std::string();
}

}  // namespace frostkeep::domain
