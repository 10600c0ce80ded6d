#pragma once
/// SQL for lists of tubes.

#include <optional>
#include <string>
#include <vector>

#include "database/sample_records.hpp"
#include "domain/policy.hpp"

namespace frostkeep::database {

/// What a list is cut down to; what is empty doesn't count.
struct SampleFilter {
  domain::ParticipantId participant = {};  ///< also by way of records that were merged into this one
  domain::EventId event = {};
  domain::ContainerId container = {};
  domain::StudyId study = {};
  std::string material = {};
  std::optional<domain::SampleState> state = {};
  std::string code = {};  ///< how any of its codes begins
};

/// One line of a list.
struct SampleLine {
  domain::Sample sample;
  std::string found_code;        ///< the first code that begins as asked; empty if none was asked for
  std::string participant_code;  ///< study codes of its donors, separated by spaces
  std::string study_code;
  domain::ContainerId container;
  std::string container_code;
  domain::ContainerTypeId container_type;
  int position = 0;
  bool place_kept = false;
};

/// A page from behind `after`: in order of id, or of found_code if a code is asked for; `after` is the last line's id
/// or found_code, empty for the first page. A tube stands in the list once, whatever number of its codes fits.
std::vector<SampleLine> list_samples(const ReadTransaction& tx, const domain::Scope& scope, const SampleFilter& filter,
                                     const std::string& after, std::uint32_t limit);

}  // namespace frostkeep::database
