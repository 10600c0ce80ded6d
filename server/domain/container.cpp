#include "domain/container.hpp"

#include "base/text.hpp"

namespace frostkeep::domain {

std::string_view name_of(ContainerState state) {
  switch (state) {
    case ContainerState::active: return "active";
    case ContainerState::out_of_service: return "out_of_service";
    case ContainerState::retired: return "retired";
  }
  return "unknown";
}

std::string_view name_of(ContainerPurpose purpose) {
  switch (purpose) {
    case ContainerPurpose::ordinary: return "ordinary";
    case ContainerPurpose::quarantine: return "quarantine";
    case ContainerPurpose::problem: return "problem";
  }
  return "unknown";
}

std::string_view name_of(OccupantKind kind) {
  switch (kind) {
    case OccupantKind::sample: return "sample";
    case OccupantKind::container: return "container";
    case OccupantKind::kept: return "hold";
    case OccupantKind::block: return "block";
  }
  return "unknown";
}

std::vector<std::string> list_of(std::string_view joined) {
  std::vector<std::string> items;
  for (const std::string_view item : base::split(joined, ',')) {
    if (!base::trim(item).empty()) items.emplace_back(base::trim(item));
  }
  return items;
}

std::string joined_list(const std::vector<std::string>& items) {
  std::string joined;
  for (const std::string& item : items) joined += (joined.empty() ? "" : ",") + item;
  return joined;
}

}  // namespace frostkeep::domain
