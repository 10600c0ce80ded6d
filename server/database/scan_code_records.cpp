#include "database/scan_code_records.hpp"

#include <set>

#include "base/bytes.hpp"
#include "database/batch.hpp"
#include "domain/refusal.hpp"
#include "domain/sample_state.hpp"

namespace frostkeep::database {
namespace {

// Seven left joins climb from the thing to the room: a tube lies at most in box, rack, shelf, freezer, room.
constexpr std::string_view kFindByCode =
    "select k.issuer, k.thing_kind, k.thing_id, s.code, s.state, s.material, s.owner_site_id, s.study_id, "
    "c.code, c.state, c.site_id, u.display_name, o1.kind, "
    "o1.container_id, c1.code, c1.type_id, o1.position, o2.container_id, c2.code, c2.type_id, o2.position, "
    "o3.container_id, c3.code, c3.type_id, o3.position, o4.container_id, c4.code, c4.type_id, o4.position, "
    "o5.container_id, c5.code, c5.type_id, o5.position, o6.container_id, c6.code, c6.type_id, o6.position, "
    "e.study_code, e.study_id, r.name, r.site_id, r.retired from scan_code k "
    "left join sample s on k.thing_kind = 8 and s.id = k.thing_id "
    "left join container c on k.thing_kind = 7 and c.id = k.thing_id "
    "left join user_account u on k.thing_kind = 4 and u.id = k.thing_id "
    "left join enrolment e on k.thing_kind = 9 and e.participant_id = k.thing_id "
    "left join printer r on k.thing_kind = 15 and r.id = k.thing_id "
    "left join occupancy o1 on o1.occupant_id = k.thing_id left join container c1 on c1.id = o1.container_id "
    "left join occupancy o2 on o2.occupant_id = o1.container_id left join container c2 on c2.id = o2.container_id "
    "left join occupancy o3 on o3.occupant_id = o2.container_id left join container c3 on c3.id = o3.container_id "
    "left join occupancy o4 on o4.occupant_id = o3.container_id left join container c4 on c4.id = o4.container_id "
    "left join occupancy o5 on o5.occupant_id = o4.container_id left join container c5 on c5.id = o5.container_id "
    "left join occupancy o6 on o6.occupant_id = o5.container_id left join container c6 on c6.id = o6.container_id "
    "where k.code = ? order by e.id";

// The same climb for things whose ids are known.
#define PATH_COLUMNS                                                                                              \
  "o1.container_id, c1.code, c1.type_id, o1.position, o2.container_id, c2.code, c2.type_id, o2.position, "         \
  "o3.container_id, c3.code, c3.type_id, o3.position, o4.container_id, c4.code, c4.type_id, o4.position, "         \
  "o5.container_id, c5.code, c5.type_id, o5.position, o6.container_id, c6.code, c6.type_id, o6.position "
#define PATH_JOINS                                                                                                \
  "from occupancy o1 join container c1 on c1.id = o1.container_id "                                                \
  "left join occupancy o2 on o2.occupant_id = o1.container_id left join container c2 on c2.id = o2.container_id "  \
  "left join occupancy o3 on o3.occupant_id = o2.container_id left join container c3 on c3.id = o3.container_id "  \
  "left join occupancy o4 on o4.occupant_id = o3.container_id left join container c4 on c4.id = o4.container_id "  \
  "left join occupancy o5 on o5.occupant_id = o4.container_id left join container c5 on c5.id = o5.container_id "  \
  "left join occupancy o6 on o6.occupant_id = o5.container_id left join container c6 on c6.id = o6.container_id "
constexpr std::string_view kReadPath = "select " PATH_COLUMNS PATH_JOINS "where o1.occupant_id = ?";
constexpr std::string_view kReadPathsHead = "select " PATH_COLUMNS ", o1.occupant_id " PATH_JOINS
                                            "where o1.occupant_id in ";

constexpr std::string_view kCodesOf = "select code from scan_code where thing_id = ? order by issuer, code";
constexpr std::string_view kInsertHead = "insert into scan_code (code, issuer, thing_kind, thing_id) values ";
constexpr std::string_view kSamplesByCodeHead =
    "select code, thing_id from scan_code where thing_kind = 8 and code in ";
constexpr std::string_view kTakenHead = "select code, issuer from scan_code where code in ";

constexpr std::size_t kDepth = 6;
constexpr std::size_t kFirstPathColumn = 13;
constexpr std::size_t kEnrolmentColumn = kFirstPathColumn + 4 * kDepth;
constexpr std::size_t kPrinterColumn = kEnrolmentColumn + 2;

std::vector<PathStep> path_from(const Row& row, std::size_t first_column) {
  std::vector<PathStep> path;
  for (std::size_t step = 0; step < kDepth; ++step) {
    const std::size_t at = first_column + step * 4;
    if (row.is_null(at)) break;
    path.push_back({row.id_as<domain::ContainerId>(at), row.text(at + 1), row.id_as<domain::ContainerTypeId>(at + 2),
                    static_cast<int>(row.integer(at + 3))});
  }
  return path;
}

ScannedThing thing_from(const std::string& code, const Row& row) {
  ScannedThing thing{code,  row.id(0), static_cast<domain::StreamKind>(row.integer(1)), row.id(2), {}, {}, {}, {}, {},
                     false, {}};
  if (thing.kind == domain::StreamKind::sample && !row.is_null(3)) {
    thing.title = row.text(3);
    thing.state = to_text(static_cast<domain::SampleState>(row.integer(4)));
    thing.material = row.text(5);
    thing.site = row.id_as<domain::SiteId>(6);
    thing.study = row.id_as<domain::StudyId>(7);
  } else if (thing.kind == domain::StreamKind::container && !row.is_null(8)) {
    thing.title = row.text(8);
    thing.state = name_of(static_cast<domain::ContainerState>(row.integer(9)));
    thing.site = row.id_as<domain::SiteId>(10);
  } else if (thing.kind == domain::StreamKind::user && !row.is_null(11)) {
    thing.title = row.text(11);
  } else if (thing.kind == domain::StreamKind::participant && !row.is_null(kEnrolmentColumn)) {
    thing.title = row.text(kEnrolmentColumn);
    thing.study = row.id_as<domain::StudyId>(kEnrolmentColumn + 1);
  } else if (thing.kind == domain::StreamKind::printer && !row.is_null(kPrinterColumn)) {
    thing.title = row.text(kPrinterColumn);
    thing.site = row.id_as<domain::SiteId>(kPrinterColumn + 1);
    thing.state = row.integer(kPrinterColumn + 2) != 0 ? "retired" : "active";
  } else {
    thing.title = code;
  }
  thing.kept = !row.is_null(12) && static_cast<domain::OccupantKind>(row.integer(12)) == domain::OccupantKind::kept;
  thing.path = path_from(row, kFirstPathColumn);
  return thing;
}

}  // namespace

std::vector<ScannedThing> find_by_code(const ReadTransaction& tx, const std::string& code) {
  std::vector<ScannedThing> found;
  for (const Row& row : tx.query(kFindByCode, code)) found.push_back(thing_from(code, row));
  return found;
}

std::vector<PathStep> read_path(const ReadTransaction& tx, std::uint64_t occupant) {
  const Rows rows = tx.query(kReadPath, occupant);
  return rows.empty() ? std::vector<PathStep>{} : path_from(rows[0], 0);
}

std::map<std::uint64_t, std::vector<PathStep>> read_paths(const ReadTransaction& tx,
                                                          std::span<const std::uint64_t> occupants) {
  std::map<std::uint64_t, std::vector<PathStep>> paths;
  const std::vector<Bind> binds(occupants.begin(), occupants.end());
  for (const Row& row : query_in(tx.connection(), kReadPathsHead, "", binds)) {
    paths[row.id(4 * kDepth)] = path_from(row, 0);
  }
  return paths;
}

std::vector<std::string> codes_of(const ReadTransaction& tx, std::uint64_t thing) {
  std::vector<std::string> codes;
  for (const Row& row : tx.query(kCodesOf, thing)) codes.push_back(row.text(0));
  return codes;
}

void insert_scan_codes(WriteTransaction& tx, std::span<const NewScanCode> codes) {
  std::vector<Bind> binds;
  binds.reserve(codes.size() * 4);
  for (const NewScanCode& c : codes) {
    binds.insert(binds.end(), {c.code, c.issuer, static_cast<int>(c.kind), c.thing});
  }
  try {
    execute_batch(tx.connection(), kInsertHead, "(?, ?, ?, ?)", ", ", "", binds, 4);
  } catch (const DatabaseError& e) {
    if (!e.is_duplicate_key()) throw;
    std::vector<Bind> wanted;
    for (const NewScanCode& c : codes) wanted.emplace_back(c.code);
    std::vector<domain::Violation> violations;
    for (const Row& row : query_in(tx.connection(), kTakenHead, "", wanted)) {
      for (const NewScanCode& c : codes) {
        if (c.code == row.text(0) && c.issuer == row.id(1)) {
          violations.push_back({domain::ErrorCode::code_taken, {{"code", c.code}}});
          break;
        }
      }
    }
    // Two of the new codes may be the same, or the other one may have been rolled back meanwhile.
    if (violations.empty()) violations.push_back({domain::ErrorCode::code_taken, {{"code", codes.front().code}}});
    throw domain::Refused(std::move(violations));
  }
}

std::multimap<std::string, domain::SampleId> samples_by_code(const ReadTransaction& tx,
                                                             std::span<const std::string> codes) {
  // A list is filled up by repeating its last code, so a row may come more than once.
  std::set<std::pair<std::string, domain::SampleId>> found;
  const std::vector<Bind> binds(codes.begin(), codes.end());
  for (const Row& row : query_in(tx.connection(), kSamplesByCodeHead, "", binds)) {
    found.emplace(row.text(0), row.id_as<domain::SampleId>(1));
  }
  return {found.begin(), found.end()};
}

std::vector<std::string> codes_in_use(const ReadTransaction& tx, std::span<const std::string> codes) {
  const std::vector<Bind> binds(codes.begin(), codes.end());
  std::vector<std::string> taken;
  for (const Row& row : query_in(tx.connection(), kTakenHead, "", binds)) taken.push_back(row.text(0));
  return taken;
}

domain::FieldChange code_change(const std::string& code, std::uint64_t issuer) {
  base::ByteWriter w;
  w.u64(issuer);
  w.raw(code);
  return {domain::kCodeField, {}, w.take()};
}

}  // namespace frostkeep::database
