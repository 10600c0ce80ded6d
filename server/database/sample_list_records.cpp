#include "database/sample_list_records.hpp"

#include "database/scope_sql.hpp"

namespace frostkeep::database {
namespace {

// A list is put together of these pieces. Which piece stands in it depends on what is asked for, never on a value; only
// the scope brings literal integers.
constexpr std::string_view kMore =
    ", (select group_concat(e.study_code order by e.study_code separator ' ') from sample_donor d "
    "join enrolment e on e.participant_id = d.participant_id and e.study_id = s.study_id where d.sample_id = s.id), "
    "y.code, o.container_id, oc.code, oc.type_id, o.position, o.kind ";
constexpr std::string_view kFrom = "from sample s ";
constexpr std::string_view kFromCode = "from scan_code k join sample s on s.id = k.thing_id ";
constexpr std::string_view kJoins =
    "join study y on y.id = s.study_id left join occupancy o on o.occupant_id = s.id "
    "left join container oc on oc.id = o.container_id where ";
constexpr std::string_view kCodeBegins =
    " and k.thing_kind = 8 and k.code >= ? and k.code < ? and k.code > ? and not exists (select 1 from scan_code k2 "
    "where k2.thing_id = k.thing_id and k2.code >= ? and k2.code < k.code)";
constexpr std::string_view kIdAfter = " and s.id > ?";
constexpr std::string_view kOfParticipant =
    " and s.id in (select d.sample_id from sample_donor d join participant p on p.id = d.participant_id "
    "where p.id = ? or p.merged_into = ?)";
constexpr std::string_view kOfEvent = " and s.event_id = ?";
constexpr std::string_view kInContainer = " and o.container_id = ?";
constexpr std::string_view kOfMaterial = " and s.material = ?";
constexpr std::string_view kInState = " and s.state = ?";
constexpr std::string_view kOfStudy = " and s.study_id = ?";
constexpr std::string_view kByCode = " order by k.code limit ?";
constexpr std::string_view kById = " order by s.id limit ?";

SampleLine line_from(const Row& row) {
  SampleLine line;
  line.sample = sample_from(row, 0);
  std::size_t at = kSampleColumnCount;
  line.found_code = row.text(at);
  line.participant_code = row.text(at + 1);
  line.study_code = row.text(at + 2);
  if (row.is_null(at + 3)) return line;
  line.container = row.id_as<domain::ContainerId>(at + 3);
  line.container_code = row.text(at + 4);
  line.container_type = row.id_as<domain::ContainerTypeId>(at + 5);
  line.position = static_cast<int>(row.integer(at + 6));
  line.place_kept = static_cast<domain::OccupantKind>(row.integer(at + 7)) == domain::OccupantKind::kept;
  return line;
}

}  // namespace

std::vector<SampleLine> list_samples(const ReadTransaction& tx, const domain::Scope& scope, const SampleFilter& filter,
                                     const std::string& after, std::uint32_t limit) {
  const bool by_code = !filter.code.empty();
  const std::string end_of_codes = filter.code + "\x7f";  // no code holds a character behind it
  std::string sql = "select " + std::string(kSampleColumns) + (by_code ? ", k.code" : ", ''") + std::string(kMore);
  sql.append(by_code ? kFromCode : kFrom).append(kJoins).append(scope_sql(scope, "s.owner_site_id", "s.study_id"));
  std::vector<Bind> binds;
  const auto add = [&](bool wanted, std::string_view piece, std::initializer_list<Bind> values) {
    if (!wanted) return;
    sql.append(piece);
    binds.insert(binds.end(), values);
  };
  const auto after_id = domain::SampleId::parse(after).value_or(domain::SampleId{});
  add(by_code, kCodeBegins, {filter.code, end_of_codes, after, filter.code});
  add(!by_code, kIdAfter, {after_id});
  add(bool(filter.participant), kOfParticipant, {filter.participant, filter.participant});
  add(bool(filter.event), kOfEvent, {filter.event});
  add(bool(filter.container), kInContainer, {filter.container});
  add(!filter.material.empty(), kOfMaterial, {filter.material});
  add(filter.state.has_value(), kInState, {static_cast<int>(filter.state.value_or(domain::SampleState::expected))});
  add(bool(filter.study), kOfStudy, {filter.study});
  add(true, by_code ? kByCode : kById, {limit});
  std::vector<SampleLine> lines;
  for (const Row& row : tx.connection().query(sql, std::span<const Bind>(binds))) lines.push_back(line_from(row));
  return lines;
}

}  // namespace frostkeep::database
