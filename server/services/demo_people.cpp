#include "services/demo_people.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/random.hpp"
#include "domain/reference_table.hpp"

namespace frostkeep::services {
namespace {

constexpr std::array<std::string_view, 48> kGivenCharacters = {
    "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明",
    "超", "兰", "霞", "平", "刚", "桂", "英", "华", "玉", "萍", "红", "林", "鹏", "宇", "晨", "欣",
    "怡", "佳", "思", "雨", "子", "轩", "浩", "然", "建", "国", "春", "梅", "秀", "云", "志", "文"};
constexpr std::array<std::string_view, 10> kStreets = {"文一路", "学院路", "湖滨路", "人民路", "解放路",
                                                       "中山路", "建设路", "和平路", "新华路", "东风路"};

constexpr std::uint64_t kBirthDays = 20'011;  ///< prime, so that a step through them meets each before it repeats
constexpr std::uint64_t kBirthStep = 7'919;
const std::int64_t kFirstBirthDay = base::days_since_epoch({1940, 1, 1});

std::string surname(std::uint64_t draw) {
  static const std::vector<std::pair<std::uint64_t, std::string>> shares = [] {
    const domain::ReferenceTable& table = domain::reference_table("surnames");
    std::vector<std::pair<std::uint64_t, std::string>> sums;
    std::uint64_t sum = 0;
    for (std::size_t row = 0; row < table.size(); ++row) {
      sum += static_cast<std::uint64_t>(table.number(row, "share_ppm").value_or(0));
      sums.emplace_back(sum, table.cell(row, "surname"));
    }
    return sums;
  }();
  const std::uint64_t wanted = draw % shares.back().first;
  return std::upper_bound(shares.begin(), shares.end(), wanted, [](auto w, const auto& s) { return w < s.first; })
      ->second;
}

struct County {
  std::string code;
  std::string address;  ///< with province and city
};

const County& county(std::uint64_t draw) {
  static const std::vector<County> counties = [] {
    const domain::ReferenceTable& table = domain::reference_table("zhejiang_divisions");
    std::vector<County> found;
    for (std::size_t row = 0; row < table.size(); ++row) {
      if (table.cell(row, "level") != "county" || !table.cell(row, "valid_to").empty()) continue;
      found.push_back(
          {table.cell(row, "code"),
           "浙江省" + table.name_of(table.cell(row, "parent"), domain::Language::zh_cn) + table.cell(row, "zh_cn")});
    }
    return found;
  }();
  return counties[draw % counties.size()];
}

/// GB 11643: the check character of ISO 7064 MOD 11-2 behind the 17 digits.
std::string with_check(std::string digits) {
  int sum = 0;
  for (const char digit : digits) sum = (sum + (digit - '0')) * 2 % 11;
  constexpr std::string_view kCheck = "10X98765432";
  digits.push_back(kCheck[static_cast<std::size_t>(sum % 11)]);
  return digits;
}

}  // namespace

InventedPerson invent_person(std::uint64_t seed, std::uint64_t number) {
  base::SeededRandom random(seed * 0x9E3779B97F4A7C15ULL ^ number);
  InventedPerson person;
  const bool male = random.below(2) == 0;
  const County& home = county(random.next());
  const std::uint64_t day = (number + seed) * kBirthStep % kBirthDays;
  const base::Date birth = base::date_of_days(kFirstBirthDay + static_cast<std::int64_t>(day));
  const std::uint64_t serial = number / kBirthDays % 500 * 2 + (male ? 1 : 0);
  domain::Identity& identity = person.entry.identity;
  identity.name = surname(random.next());
  for (std::uint64_t i = random.below(4) == 0 ? 1 : 0; i < 2; ++i) {
    identity.name += kGivenCharacters[random.below(kGivenCharacters.size())];
  }
  identity.resident_id =
      with_check(fmt::format("{}{:04}{:02}{:02}{:03}", home.code, birth.year, birth.month, birth.day, serial));
  identity.phone = fmt::format("13{:09}", random.below(1'000'000'000));
  identity.address =
      fmt::format("{}{}{}号", home.address, kStreets[random.below(kStreets.size())], random.below(400) + 1);
  person.entry.sex = male ? domain::Sex::male : domain::Sex::female;
  person.entry.birth = base::PartialDate{birth, birth};
  const std::uint64_t health = random.below(10);
  person.stratum = health < 7   ? domain::Stratum::healthy
                   : health < 9 ? domain::Stratum::high_risk
                                : domain::Stratum::diseased;
  return person;
}

}  // namespace frostkeep::services
