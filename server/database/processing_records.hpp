#pragma once
/// SQL for processing steps and for which tubes were in them.

#include <map>
#include <optional>
#include <span>
#include <vector>

#include "database/sample_records.hpp"
#include "domain/sprec_of_tube.hpp"

namespace frostkeep::database {

struct ProcessingField {
  enum : std::uint16_t {
    kind = 1,
    site,
    operator_id,
    started_at,
    ended_at,
    force_g,
    minutes,
    temperature,
    brake,
    kept_before,
    kept_after,
    freezing_way,
    equipment,
    deviation
  };
};
extern const ThingTable kProcessingSteps;

void insert_processing(WriteTransaction& tx, const domain::Processing& step);
/// One entry with what differs. Refused(version_stale) if another transaction was faster.
void change_processing(WriteTransaction& tx, const domain::Processing& before, const domain::Processing& after);
std::optional<domain::Processing> find_processing(const ReadTransaction& tx, domain::ProcessingId id);
std::optional<domain::Processing> lock_processing(WriteTransaction& tx, domain::ProcessingId id);

/// Says which tubes are in the step; the caller puts step_change() into the entry of each.
void insert_processing_tubes(WriteTransaction& tx, domain::ProcessingId id, std::span<const domain::SampleId> tubes);
domain::FieldChange step_change(domain::ProcessingId id);
/// In order of id.
std::vector<domain::SampleId> tubes_of_processing(const ReadTransaction& tx, domain::ProcessingId id);
std::vector<domain::Sample> samples_of_processing(const ReadTransaction& tx, domain::ProcessingId id);
/// Tubes that came out of these, or out of what came out of them, at `when` or later; pools and what is below them are
/// left out. One statement a generation.
std::vector<domain::SampleId> made_after(const ReadTransaction& tx, std::vector<domain::SampleId> tubes,
                                         base::Timestamp when);
/// Steps in which a tube itself was, oldest first.
std::vector<domain::Processing> steps_of_tube(const ReadTransaction& tx, domain::SampleId id);

/// Steps of a site that began after `since` and have not ended, each with its tubes, oldest first.
struct RunningStep {
  domain::Processing step;
  std::vector<domain::SampleId> tubes = {};
};
std::vector<RunningStep> running_steps(const ReadTransaction& tx, domain::SiteId site, base::Timestamp since);

/// What was done with each tube and with those that it came out of, as domain::derive_sprec needs it: one statement per
/// 1,000 tubes. Beyond a pool nothing is followed.
std::map<domain::SampleId, domain::TubeHistory> histories_of(const ReadTransaction& tx,
                                                             std::span<const domain::SampleId> ids);

}  // namespace frostkeep::database
