#pragma once
/// Fills an empty house with invented people, places and tubes, the same for the same seed. Nothing in it is real.

#include <cstdint>
#include <string>
#include <vector>

#include "domain/protocol.hpp"
#include "services/demo_cohort.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

struct DemoAccount {
  std::string user_name;
  std::string password;
  std::string pin;
  std::string badge;
  std::string display_name;
  std::string role;
  std::string site;
};

/// The small house that every demo begins with: two sites, a freezer with eight boxes each, tubes in the boxes and
/// loose ones that no study has planned.
struct DemoOrder {
  int tubes_in_boxes = 400;
  int loose_tubes = 40;
  std::vector<domain::Protocol> protocols = {};  ///< those that come with the program: one study each
};

class DemoService {
 public:
  explicit DemoService(House& house) : house_(house) {}

  /// Whether anybody has an account: fill() needs a house where nobody has.
  bool is_empty() const;
  /// Refused(name_taken) if the house has a user already. Names, codes and places are always the same; passwords and
  /// PINs aren't: they are drawn anew and returned once.
  std::vector<DemoAccount> fill(const DemoOrder& order);
  /// What a cohort needs of the house that fill() made; Refused(not_found {field}) if it isn't one.
  DemoHouse describe(const DemoOrder& order) const;

 private:
  House& house_;
};

}  // namespace frostkeep::services
