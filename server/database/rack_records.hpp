#pragma once
/// SQL for tubes by the codes that a rack scanner read.

#include <span>
#include <string>
#include <vector>

#include "database/occupancy_records.hpp"
#include "domain/sample.hpp"

namespace frostkeep::database {

/// A tube that a code names, with what a placement is judged by and where it is.
struct CodedRackTube {
  std::string scanned;    ///< the code asked for
  domain::Sample sample;  ///< id, code, material, state, study, owner_site and mark only
  std::optional<Occupancy> occupancy = {};
  std::string container_code = {};
  domain::ContainerTypeId container_type = {};
};

/// Every tube that one of the codes names, in order of code and id; unlocked, one statement a batch.
std::vector<CodedRackTube> read_rack_tubes(const ReadTransaction& tx, std::span<const std::string> codes);

}  // namespace frostkeep::database
