#pragma once
/// Fills an empty house with invented people, places and tubes, the same for the same seed. Nothing in it is real.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

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

struct DemoOrder {
  std::uint64_t seed = 1;
  int tubes_in_boxes = 400;
  int loose_tubes = 40;
};

class DemoService {
 public:
  explicit DemoService(House& house) : house_(house) {}

  /// Refused(name_taken) if the house has a user already. Names, codes and places follow from the seed; passwords and
  /// PINs don't: they are drawn anew and returned once.
  std::vector<DemoAccount> fill(const DemoOrder& order);

 private:
  House& house_;
};

}  // namespace frostkeep::services
