#pragma once
/// A tube in a gloved hand is never left without a place: where a rule keeps it out of its own, another is offered.

#include <string>
#include <vector>

#include "domain/container.hpp"
#include "domain/refusal.hpp"
#include "services/house.hpp"

namespace frostkeep::services {

/// A free cell of a box for tubes that belong nowhere else. It is not held: whoever comes first has it.
struct OfferedPlace {
  domain::Container container;
  std::string position;
};

/// Up to `count` free cells in the site's boxes of this purpose (quarantine or problem), in the order of their codes
/// and cells; those of the other purpose where there are too few.
std::vector<OfferedPlace> offered_places(const database::ReadTransaction& tx, domain::SiteId site,
                                         domain::ContainerPurpose purpose, std::size_t count);

/// Adds offered_container_id, offered_container, offered_position and offered_purpose to every violation by which a
/// tube is kept out of this container (material, study or temperature not allowed, tube gone), each with a cell of its
/// own.
void offer_places(const House& house, domain::ContainerId container, std::vector<domain::Violation>& violations);

/// Runs `act` and adds such offers to what it is refused with.
template <typename Act>
auto with_offers(const House& house, domain::ContainerId container, Act act) {
  try {
    return act();
  } catch (const domain::Refused& refused) {
    std::vector<domain::Violation> violations = refused.violations();
    offer_places(house, container, violations);
    throw domain::Refused(std::move(violations));
  }
}

/// The same for warnings that a withdrawn donor's tube belongs in quarantine; nothing to do in a quarantine box.
void offer_quarantine(const House& house, domain::ContainerId container, std::vector<domain::Warning>& warnings);

}  // namespace frostkeep::services
