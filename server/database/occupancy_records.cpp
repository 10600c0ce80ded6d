#include "database/occupancy_records.hpp"

#include "base/bytes.hpp"
#include "database/batch.hpp"
#include "domain/refusal.hpp"

namespace frostkeep::database {
namespace {

constexpr std::string_view kSitHead =
    "insert into occupancy (container_id, position, kind, occupant_id, container_rank, occupant_rank, stay_id) values ";
constexpr std::string_view kStayHead =
    "insert into stay (id, occupant_kind, occupant_id, container_id, position, from_time) values ";
constexpr std::string_view kStandUp =
    "delete from occupancy where container_id = ? and position = ? and occupant_id = ? and stay_id = ? and kind in (1, "
    "2)";
constexpr std::string_view kCloseStay = "update stay set to_time = ?, closed_by = ? where id = ? and closed_by is null";
constexpr std::string_view kMove =
    "update occupancy set container_id = ?, position = ?, container_rank = ?, stay_id = ? "
    "where container_id = ? and position = ? and occupant_id = ? and stay_id = ? and kind in (1, 2)";
constexpr std::string_view kKeep =
    "update occupancy set kind = 3 where container_id = ? and position = ? and occupant_id = ? and stay_id = ? "
    "and kind = 1";
constexpr std::string_view kReturn =
    "update occupancy set kind = ?, stay_id = ? where container_id = ? and position = ? and occupant_id = ? "
    "and stay_id = ? and kind = 3";
constexpr std::string_view kReleaseKept =
    "delete from occupancy where container_id = ? and position = ? and occupant_id = ? and stay_id = ? and kind = 3";
constexpr std::string_view kFind = "select kind, container_id, position, stay_id from occupancy where occupant_id = ?";
constexpr std::string_view kCells =
    "select o.position, o.kind, o.occupant_id, coalesce(s.code, c.code), s.state, c.state, s.material, s.study_id, "
    "y.from_time, s.mark, w.code, e.reason from occupancy o left join sample s on s.id = o.occupant_id "
    "left join container c on c.id = o.occupant_id left join stay y on y.id = o.stay_id "
    "left join study w on w.id = s.study_id "
    "left join ledger_entry e on e.entry_id = case when o.kind = 4 then o.stay_id end "
    "where o.container_id = ? order by o.position";
constexpr std::string_view kTaken = "select position from occupancy where container_id = ? order by position";
constexpr std::string_view kSitter =
    "select o.kind, o.occupant_id, coalesce(s.code, c.code, ''), coalesce(s.material, ''), s.state, c.state, "
    "coalesce(u.display_name, ''), coalesce(e.event_time, 0), coalesce(e.reason, '') from occupancy o "
    "left join sample s on s.id = o.occupant_id left join container c on c.id = o.occupant_id "
    "left join ledger_entry e on e.entry_id = o.stay_id left join user_account u on u.id = e.actor_id "
    "where o.container_id = ? and o.position = ?";

void must_change(std::uint64_t changed, std::uint64_t expected) {
  if (changed != expected) throw domain::Refused(domain::ErrorCode::version_stale);
}

void open_stays(WriteTransaction& tx, std::span<const Placing> placings) {
  std::vector<Bind> binds;
  binds.reserve(placings.size() * 6);
  for (const Placing& p : placings) {
    binds.insert(binds.end(), {p.stay, static_cast<int>(p.kind), p.occupant, p.container, p.position, p.from});
  }
  execute_batch(tx.connection(), kStayHead, "(?, ?, ?, ?, ?, ?)", ", ", "", binds, 6);
}

[[noreturn]] void refuse_taken(const DatabaseError& e, const Placing& p) {
  const bool occupant = std::string_view(e.what()).find("uq_occupancy_occupant") != std::string_view::npos;
  throw domain::Refused(occupant ? domain::ErrorCode::placed_elsewhere : domain::ErrorCode::position_occupied,
                        {{"container_id", p.container.text()}, {"position_index", std::to_string(p.position)}});
}

std::string state_text(const Row& row, std::size_t sample_column, std::size_t container_column) {
  if (!row.is_null(sample_column)) {
    return std::string(to_text(static_cast<domain::SampleState>(row.integer(sample_column))));
  }
  if (row.is_null(container_column)) return {};
  return std::string(name_of(static_cast<domain::ContainerState>(row.integer(container_column))));
}

}  // namespace

domain::FieldChange place_change(std::uint16_t field, const std::optional<PlaceRef>& before,
                                 const std::optional<PlaceRef>& after) {
  const auto bytes = [](const std::optional<PlaceRef>& place) -> domain::FieldValue {
    if (!place) return {};
    base::ByteWriter w;
    w.u64(place->container.value);
    w.u32(static_cast<std::uint32_t>(place->position));
    w.u64(place->stay);
    return w.take();
  };
  return {field, bytes(before), bytes(after)};
}

PlaceRef place_of(const domain::FieldValue& value) {
  const auto* bytes = std::get_if<std::string>(&value);
  if (bytes == nullptr) throw base::BadBytes("no place");
  base::ByteReader r(*bytes);
  PlaceRef place;
  place.container.value = r.u64();
  place.position = static_cast<int>(r.u32());
  place.stay = r.u64();
  if (!r.at_end()) throw base::BadBytes("a place of more than 20 bytes");
  return place;
}

void sit_down(WriteTransaction& tx, std::span<const Placing> placings) {
  if (placings.empty()) return;
  std::vector<Bind> binds;
  binds.reserve(placings.size() * 7);
  for (const Placing& p : placings) {
    binds.insert(binds.end(), {p.container, p.position, static_cast<int>(p.kind), p.occupant, p.container_rank,
                               p.occupant_rank, p.stay});
  }
  try {
    execute_batch(tx.connection(), kSitHead, "(?, ?, ?, ?, ?, ?, ?)", ", ", "", binds, 7);
  } catch (const DatabaseError& e) {
    if (!e.is_duplicate_key()) throw;
    refuse_taken(e, placings.front());
  }
  open_stays(tx, placings);
}

void stand_up(WriteTransaction& tx, std::uint64_t occupant, const PlaceRef& place, std::uint64_t closed_by,
              base::Timestamp to) {
  must_change(tx.execute(kStandUp, place.container, place.position, occupant, place.stay), 1);
  must_change(tx.execute(kCloseStay, to, closed_by, place.stay), 1);
}

void change_place(WriteTransaction& tx, const PlaceRef& from, const Placing& to) {
  try {
    must_change(tx.execute(kMove, to.container, to.position, to.container_rank, to.stay, from.container, from.position,
                           to.occupant, from.stay),
                1);
  } catch (const DatabaseError& e) {
    if (!e.is_duplicate_key()) throw;
    refuse_taken(e, to);
  }
  must_change(tx.execute(kCloseStay, to.from, to.stay, from.stay), 1);
  open_stays(tx, std::span(&to, 1));
}

void keep_place(WriteTransaction& tx, std::uint64_t occupant, const PlaceRef& place, std::uint64_t closed_by,
                base::Timestamp to) {
  must_change(tx.execute(kKeep, place.container, place.position, occupant, place.stay), 1);
  must_change(tx.execute(kCloseStay, to, closed_by, place.stay), 1);
}

void return_to_place(WriteTransaction& tx, const Placing& p, std::uint64_t kept_stay) {
  must_change(tx.execute(kReturn, static_cast<int>(p.kind), p.stay, p.container, p.position, p.occupant, kept_stay), 1);
  open_stays(tx, std::span(&p, 1));
}

void release_kept_place(WriteTransaction& tx, std::uint64_t occupant, const PlaceRef& place) {
  must_change(tx.execute(kReleaseKept, place.container, place.position, occupant, place.stay), 1);
}

std::optional<Occupancy> find_occupancy(const ReadTransaction& tx, std::uint64_t occupant) {
  const Rows rows = tx.query(kFind, occupant);
  if (rows.empty()) return std::nullopt;
  return Occupancy{static_cast<domain::OccupantKind>(rows[0].integer(0)),
                   occupant,
                   {rows[0].id_as<domain::ContainerId>(1), static_cast<int>(rows[0].integer(2)), rows[0].id(3)}};
}

std::vector<OccupiedCell> read_cells(const ReadTransaction& tx, domain::ContainerId container) {
  std::vector<OccupiedCell> cells;
  for (const Row& row : tx.query(kCells, container)) {
    OccupiedCell cell;
    cell.position = static_cast<int>(row.integer(0));
    cell.kind = static_cast<domain::OccupantKind>(row.integer(1));
    cell.id = row.id(2);
    cell.code = row.text(3);
    cell.state = state_text(row, 4, 5);
    cell.material = row.text(6);
    cell.study = row.id_as<domain::StudyId>(7);
    cell.since = row.time(8);
    cell.restricted = !row.text(9).empty();
    cell.study_code = row.text(10);
    cell.reason = row.text(11);
    cells.push_back(std::move(cell));
  }
  return cells;
}

std::vector<int> taken_positions(const ReadTransaction& tx, domain::ContainerId container) {
  std::vector<int> taken;
  for (const Row& row : tx.query(kTaken, container)) taken.push_back(static_cast<int>(row.integer(0)));
  return taken;
}

std::optional<domain::Sitter> describe_sitter(const ReadTransaction& tx, domain::ContainerId container, int position) {
  const Rows rows = tx.query(kSitter, container, position);
  if (rows.empty()) return std::nullopt;
  const Row& row = rows[0];
  return domain::Sitter{static_cast<domain::OccupantKind>(row.integer(0)),
                        row.id(1),
                        row.text(2),
                        row.text(3),
                        state_text(row, 4, 5),
                        row.text(6),
                        row.time(7),
                        row.text(8)};
}

}  // namespace frostkeep::database
