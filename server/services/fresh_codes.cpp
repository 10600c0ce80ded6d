#include "services/fresh_codes.hpp"

#include <set>

#include "base/bytes.hpp"
#include "database/scan_code_records.hpp"
#include "domain/code_text.hpp"

namespace frostkeep::services {
namespace {

std::uint64_t random_number(base::Random& random, int digits) {
  std::uint64_t bound = 1;
  for (int i = 0; i < digits; ++i) bound *= 10;
  const std::string bytes = random.bytes(sizeof(std::uint64_t));
  // The first digit isn't zero, so that all numbers of a kind are equally long.
  return bound / 10 + base::ByteReader(bytes).u64() % (bound - bound / 10);
}

}  // namespace

std::vector<std::string> fresh_codes(const database::ReadTransaction& tx, base::Random& random,
                                     const std::string& prefix, int digits, std::size_t count) {
  std::set<std::string> codes;
  while (codes.size() < count) {
    std::vector<std::string> drawn;
    for (std::size_t i = codes.size(); i < count; ++i) {
      drawn.push_back(domain::make_code(prefix, random_number(random, digits)));
    }
    codes.insert(drawn.begin(), drawn.end());
    for (const std::string& taken : database::codes_in_use(tx, drawn)) codes.erase(taken);
  }
  return {codes.begin(), codes.end()};
}

std::string prefix_of(const std::string& study_code, const std::string& otherwise) {
  return domain::is_code_prefix(study_code) ? study_code : otherwise;
}

}  // namespace frostkeep::services
