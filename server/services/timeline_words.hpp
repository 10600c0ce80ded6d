#pragma once
/// Values of ledger entries in words: codes for ids, dates for days, the house's words for numbers.

#include <map>
#include <string>

#include "database/things.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

class TimelineWords {
 public:
  TimelineWords(const database::ReadTransaction& tx, House& house) : tx_(tx), house_(house) {}

  /// Empty for nothing; the number itself where there is no word for it.
  std::string value(domain::StreamKind kind, std::uint16_t field, const domain::FieldValue& value);
  std::string field(domain::StreamKind kind, std::uint16_t field) const;
  std::string person(std::uint64_t user);
  std::string site(std::uint64_t site);

 private:
  using Names = std::map<std::uint64_t, std::string>;

  std::string virtual_value(std::uint16_t field, const domain::FieldValue& value);
  std::string place(const domain::FieldValue& value);
  std::string named_thing(const std::string& column, std::uint64_t id);
  std::string study(std::uint64_t id);
  /// The name under the id, found once by `find`.
  template <typename Find>
  static std::string once(Names& names, std::uint64_t id, Find find);

  const database::ReadTransaction& tx_;
  House& house_;
  Names people_;
  Names sites_;
  Names studies_;
  std::map<std::string, Names> things_;  ///< by column
};

}  // namespace frostkeep::services
