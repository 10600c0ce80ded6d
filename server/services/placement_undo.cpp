// Undo of a place, move or take: the fields of the entry go back to what they were, by an entry of their own.

#include <algorithm>

#include "database/ledger_records.hpp"
#include "database/thing_tables.hpp"
#include "services/placement_service.hpp"

namespace frostkeep::services {
namespace {

using database::PlaceRef;
using database::Placing;
using database::ReadTransaction;
using database::WriteTransaction;
using domain::ErrorCode;
using domain::FieldChange;
using domain::Happening;
using domain::OccupantKind;
using domain::Refused;

constexpr Happening kUndoable[] = {Happening::placed, Happening::moved, Happening::taken_out, Happening::checked_out,
                                   Happening::returned};

/// The thing that an entry is about, under lock, whichever kind it is.
struct Subject {
  database::Head head;
  OccupantKind kind = OccupantKind::sample;
  int rank = domain::rank::kSample;
  domain::SiteId site;
  domain::StudyId study;
  std::string code;
  std::string material;
  std::string state;
};

Subject lock_subject(WriteTransaction& tx, const domain::LedgerEntry& entry) {
  if (entry.stream_kind == domain::StreamKind::sample) {
    const auto locked = database::lock_sample(tx, domain::SampleId{entry.stream_id});
    if (!locked) throw Refused(ErrorCode::not_found);
    const domain::Sample& s = locked->sample;
    return {locked->head(), OccupantKind::sample, domain::rank::kSample,        s.owner_site, s.study,
            s.code,         s.material,           std::string(to_text(s.state))};
  }
  const auto locked = database::lock_container(tx, domain::ContainerId{entry.stream_id});
  if (!locked) throw Refused(ErrorCode::not_found);
  const domain::Container& c = locked->container;
  return {locked->head, OccupantKind::container, c.type.rank, c.site, {}, c.code, {}, std::string(name_of(c.state))};
}

struct Places {
  std::optional<PlaceRef> before;
  std::optional<PlaceRef> after;
  std::optional<PlaceRef> kept_before;
  std::optional<PlaceRef> kept_after;
};

std::optional<PlaceRef> place_or_none(const domain::FieldValue& value) {
  if (std::holds_alternative<std::monostate>(value)) return std::nullopt;
  return database::place_of(value);
}

Places places_of(const std::vector<FieldChange>& changes) {
  Places places;
  for (const FieldChange& change : changes) {
    if (change.field == domain::kPlaceField) {
      places.before = place_or_none(change.before);
      places.after = place_or_none(change.after);
    }
    if (change.field == domain::kKeptPlaceField) {
      places.kept_before = place_or_none(change.before);
      places.kept_after = place_or_none(change.after);
    }
  }
  return places;
}

/// Moves the thing back and returns where it is now.
std::optional<PlaceRef> move_back(WriteTransaction& tx, const Subject& subject, const Places& places,
                                  std::uint64_t undo_entry) {
  Placing back{subject.kind, subject.head.id, subject.rank, {}, 0, 0, undo_entry, tx.now()};
  if (places.before) {
    const auto container = database::find_container(tx, places.before->container);
    if (!container || container->state != domain::ContainerState::active) throw Refused(ErrorCode::undo_not_possible);
    back.container = container->id;
    back.container_rank = container->type.rank;
    back.position = places.before->position;
  }
  if (places.before && places.after) {
    database::change_place(tx, *places.after, back);
  } else if (places.after && places.kept_before) {
    const bool same = places.kept_before->container == places.after->container &&
                      places.kept_before->position == places.after->position;
    if (!same) throw Refused(ErrorCode::undo_not_possible);
    database::keep_place(tx, subject.head.id, *places.after, undo_entry, tx.now());
  } else if (places.after) {
    database::stand_up(tx, subject.head.id, *places.after, undo_entry, tx.now());
  } else if (places.before && places.kept_after) {
    database::return_to_place(tx, back, places.kept_after->stay);
  } else if (places.before) {
    database::sit_down(tx, std::span(&back, 1));
  }
  if (!places.before) return std::nullopt;
  return PlaceRef{back.container, back.position, undo_entry};
}

}  // namespace

PlacementView PlacementService::undo(const Asked& asked, domain::EntryId id) {
  return house_.database.write(asked.context, [&](WriteTransaction& tx) {
    const auto stored = database::read_entry(tx, id);
    const bool of_storage = stored && (stored->entry.stream_kind == domain::StreamKind::sample ||
                                       stored->entry.stream_kind == domain::StreamKind::container);
    if (!of_storage) throw Refused(ErrorCode::not_found);
    const domain::LedgerEntry& entry = stored->entry;
    const Subject subject = lock_subject(tx, entry);
    if (!asked.scope.contains(subject.site, subject.study)) throw Refused(ErrorCode::not_found);
    const bool undoable = std::find(std::begin(kUndoable), std::end(kUndoable), entry.what) != std::end(kUndoable);
    if (!undoable || subject.head.version != entry.sequence) throw Refused(ErrorCode::undo_not_possible);
    if (tx.now() - entry.entry_time > kUndoTime) {
      throw Refused(ErrorCode::undo_too_late, {{"limit", std::to_string(kUndoTime / base::kMinute) + " min"}});
    }
    std::vector<FieldChange> changes = domain::decode_changes(entry.payload);
    // A move that took its contents to another site or temperature is undone by moving back, contents and all.
    const bool carried =
        subject.kind == OccupantKind::container && std::ranges::any_of(changes, [](const FieldChange& c) {
          return c.field == database::ContainerField::site || c.field == database::ContainerField::temperature;
        });
    if (carried) throw Refused(ErrorCode::undo_not_possible);
    const Places places = places_of(changes);
    // A place that was given up may be somebody else's by now, and no stay tells whose it was.
    if (places.kept_before && !places.before && !places.after) throw Refused(ErrorCode::undo_not_possible);
    const std::uint64_t undo_entry = tx.next_id();
    const auto now_at = move_back(tx, subject, places, undo_entry);
    // Where a returned tube's place is kept again, it is the stay that has just been closed.
    const auto kept_now = places.kept_before ? places.after : std::nullopt;
    for (FieldChange& change : changes) {
      if (change.field == domain::kPlaceField) {
        change = database::place_change(domain::kPlaceField, places.after, now_at);
      } else if (change.field == domain::kKeptPlaceField) {
        change = database::place_change(domain::kKeptPlaceField, places.kept_after, kept_now);
      } else {
        std::swap(change.before, change.after);
      }
    }
    const bool tube = subject.kind == OccupantKind::sample;
    database::change_thing(tx, tube ? database::kSamples : database::kContainers,
                           {subject.head, std::move(changes), undo_entry}, {Happening::undone, {}, id.value});
    PlacementView view;
    view.entry_id = undo_entry;
    view.kind = subject.kind;
    view.id = subject.head.id;
    view.code = subject.code;
    view.material = subject.material;
    view.study = subject.study;
    view.since = tx.now();
    view.undo_until = tx.now();
    const auto& shown = now_at ? now_at : places.after;
    if (tube) view.state = to_text(database::find_sample(tx, domain::SampleId{subject.head.id})->sample.state);
    if (shown) {
      const auto container = database::find_container(tx, shown->container);
      view.container = shown->container;
      view.container_code = container->code;
      view.position = house_.types.label(tx, container->type.id, shown->position);
    }
    return view;
  });
}

}  // namespace frostkeep::services
