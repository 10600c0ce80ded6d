#pragma once
/// The labels of a thing, in its timeline.

#include "services/timeline.hpp"

namespace frostkeep::services {

/// Adds the labels printed for a thing whose entries lie from `from` (inclusive) to `below` (exclusive), in order of
/// event time, each with its part and copy number.
void add_label_prints(const database::ReadTransaction& tx, House& house, std::uint64_t thing, domain::EntryId from,
                      domain::EntryId below, Timeline& timeline);

}  // namespace frostkeep::services
