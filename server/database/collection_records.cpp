#include "database/collection_records.hpp"

#include "database/participant_tables.hpp"

namespace frostkeep::database {
namespace {

using domain::Happening;

#define EVENT_COLUMNS \
  "v.id, v.version, v.head_hash, v.enrolment_id, v.protocol_id, v.event_code, v.site_id, v.started_at, v.closed_at"

constexpr std::string_view kFind = "select " EVENT_COLUMNS " from collection_event v where v.id = ?";
constexpr std::string_view kLock = "select " EVENT_COLUMNS " from collection_event v where v.id = ? for update";
constexpr std::string_view kFindOfEnrolment =
    "select " EVENT_COLUMNS " from collection_event v where v.enrolment_id = ? and v.event_code = ?";
constexpr std::string_view kOfParticipant = "select " EVENT_COLUMNS
                                            " from enrolment e join collection_event v on v.enrolment_id = e.id "
                                            "where e.participant_id = ? order by v.started_at, v.id";
constexpr std::string_view kTubesTail =
    ", (select p.parent_id from sample_parent p where p.sample_id = s.id order by p.parent_id limit 1) from sample s "
    "where s.event_id = ? "
    "order by s.id";
constexpr std::string_view kTubesIn =
    "select s.code from occupancy o join sample s on s.id = o.occupant_id where o.container_id = ? and o.kind = 1 "
    "order by o.position";

CollectionEvent event_from(const Row& r) {
  CollectionEvent event{r.id_as<domain::EventId>(0),
                        static_cast<std::uint32_t>(r.integer(1)),
                        r.digest(2),
                        r.id_as<domain::EnrolmentId>(3),
                        r.id_as<domain::ProtocolId>(4),
                        r.text(5),
                        r.id_as<domain::SiteId>(6),
                        r.time(7),
                        {}};
  if (!r.is_null(8)) event.closed_at = r.time(8);
  return event;
}

std::optional<CollectionEvent> first_of(const Rows& rows) {
  return rows.empty() ? std::nullopt : std::optional(event_from(rows[0]));
}

}  // namespace

std::vector<domain::FieldChange> changes_of(const CollectionEvent& e) {
  Changes changes;
  changes.set(CollectionEventField::enrolment, value_of(e.enrolment))
      .set(CollectionEventField::protocol, value_of(e.protocol))
      .set(CollectionEventField::event_code, value_of(e.event_code))
      .set(CollectionEventField::site, value_of(e.site))
      .set(CollectionEventField::started_at, value_of(e.started_at));
  return changes.take();
}

std::vector<domain::FieldChange> closing_changes(const CollectionEvent& e, base::Timestamp at) {
  Changes changes;
  changes.change(CollectionEventField::closed_at, value_of(e.closed_at), value_of(at));
  return changes.take();
}

void insert_collection_event(WriteTransaction& tx, const CollectionEvent& e) {
  insert_thing(tx, kCollectionEvents, {e.id.value, changes_of(e)}, {Happening::registered, e.started_at});
}

void close_collection_event(WriteTransaction& tx, const CollectionEvent& e, base::Timestamp at) {
  change_thing(tx, kCollectionEvents, {{e.id.value, e.version, e.head_hash}, closing_changes(e, at)},
               {Happening::collected, at});
}

std::optional<CollectionEvent> find_collection_event(const ReadTransaction& tx, domain::EventId id) {
  return first_of(tx.query(kFind, id));
}

std::optional<CollectionEvent> find_collection_event(const ReadTransaction& tx, domain::EnrolmentId enrolment,
                                                     const std::string& event_code) {
  return first_of(tx.query(kFindOfEnrolment, enrolment, event_code));
}

std::optional<CollectionEvent> lock_collection_event(WriteTransaction& tx, domain::EventId id) {
  return first_of(tx.query(kLock, id));
}

std::vector<CollectionEvent> collection_events_of(const ReadTransaction& tx, domain::ParticipantId participant) {
  std::vector<CollectionEvent> events;
  for (const Row& row : tx.query(kOfParticipant, participant)) events.push_back(event_from(row));
  return events;
}

std::vector<TubeOfEvent> tubes_of_event(const ReadTransaction& tx, domain::EventId id) {
  static const std::string kSql = "select " + std::string(kSampleColumns) + std::string(kTubesTail);
  std::vector<TubeOfEvent> tubes;
  for (const Row& row : tx.query(kSql, id)) {
    TubeOfEvent tube{sample_from(row, 0), {}};
    const std::size_t parent = row.size() - 1;
    if (!row.is_null(parent)) tube.parent = row.id_as<domain::SampleId>(parent);
    tubes.push_back(std::move(tube));
  }
  return tubes;
}

std::vector<domain::FieldChange> changes_of(const Reception& r) {
  Changes changes;
  changes.set(ReceptionField::site, value_of(r.site))
      .set(ReceptionField::from_site, value_of(r.from_site))
      .set(ReceptionField::container, value_of(r.container))
      .set(ReceptionField::received_at, value_of(r.received_at))
      .set(ReceptionField::note, value_of(r.note));
  if (r.temperature_mdeg_c) changes.set(ReceptionField::temperature, value_of(static_cast<int>(*r.temperature_mdeg_c)));
  return changes.take();
}

void insert_reception(WriteTransaction& tx, const Reception& r) {
  insert_thing(tx, kReceptions, {r.id.value, changes_of(r)}, {Happening::received, r.received_at});
}

std::vector<std::string> tube_codes_in(const ReadTransaction& tx, domain::ContainerId container) {
  std::vector<std::string> codes;
  for (const Row& row : tx.query(kTubesIn, container)) codes.push_back(row.text(0));
  return codes;
}

}  // namespace frostkeep::database
