#pragma once
/// SQL for visits at which material was taken, and for receptions.

#include <optional>
#include <string>
#include <vector>

#include "database/sample_records.hpp"
#include "database/things.hpp"

namespace frostkeep::database {

/// One visit. A view over its tubes, never a gate: tubes may come late.
struct CollectionEvent {
  domain::EventId id;
  std::uint32_t version = 0;
  base::Digest head_hash = {};
  domain::EnrolmentId enrolment;
  domain::ProtocolId protocol;
  std::string event_code;  ///< of the protocol's event
  domain::SiteId site;
  base::Timestamp started_at;
  std::optional<base::Timestamp> closed_at = {};
};
/// What the entries of a visit tell: the first, and the one that closes it.
std::vector<domain::FieldChange> changes_of(const CollectionEvent& event);
std::vector<domain::FieldChange> closing_changes(const CollectionEvent& event, base::Timestamp at);
/// Refused(name_taken) if the person has this visit already.
void insert_collection_event(WriteTransaction& tx, const CollectionEvent& event);
void close_collection_event(WriteTransaction& tx, const CollectionEvent& event, base::Timestamp at);
std::optional<CollectionEvent> find_collection_event(const ReadTransaction& tx, domain::EventId id);
std::optional<CollectionEvent> find_collection_event(const ReadTransaction& tx, domain::EnrolmentId enrolment,
                                                     const std::string& event_code);
std::optional<CollectionEvent> lock_collection_event(WriteTransaction& tx, domain::EventId id);
/// A participant's visits, oldest first.
std::vector<CollectionEvent> collection_events_of(const ReadTransaction& tx, domain::ParticipantId participant);

/// A tube of a visit with the one it was made of.
struct TubeOfEvent {
  domain::Sample sample;
  domain::SampleId parent = {};
};
/// Drawn tubes and what was made of them, in order of id.
std::vector<TubeOfEvent> tubes_of_event(const ReadTransaction& tx, domain::EventId id);

/// A delivery that was taken over.
struct Reception {
  domain::ReceptionId id;
  domain::SiteId site;
  domain::SiteId from_site = {};
  domain::ContainerId container = {};  ///< the box that was scanned for its contents
  base::Timestamp received_at;
  std::optional<std::int32_t> temperature_mdeg_c = {};
  std::string note = {};
};
std::vector<domain::FieldChange> changes_of(const Reception& reception);
void insert_reception(WriteTransaction& tx, const Reception& reception);
/// Codes of the tubes in a container, in order of position.
std::vector<std::string> tube_codes_in(const ReadTransaction& tx, domain::ContainerId container);

}  // namespace frostkeep::database
