#include "database/bench_records.hpp"

#include <set>

#include "database/batch.hpp"
#include "database/scope_sql.hpp"
#include "domain/protocol_text.hpp"

namespace frostkeep::database {
namespace {

// Put together as in sample_list_records.cpp: only the scope brings literal integers.
constexpr std::string_view kBenchColumns =
    ", y.code, coalesce((select group_concat(e.study_code order by e.study_code separator ' ') from sample_donor d "
    "join enrolment e on e.participant_id = d.participant_id and e.study_id = s.study_id "
    "where d.sample_id = s.id), ''), coalesce(v.event_code, ''), v.protocol_id, "
    "exists (select 1 from sample_parent p where p.parent_id = s.id), "
    "(select max(t.to_time) from stay t where t.occupant_id = s.id) ";
constexpr std::string_view kBenchFrom =
    "from sample s join study y on y.id = s.study_id left join collection_event v on v.id = s.event_id "
    "where s.owner_site_id = ? and s.state in (2, 4, 5, 7) and ";
constexpr std::string_view kOfStudy = " and s.study_id = ?";
constexpr std::string_view kNewestFirst = " order by s.id desc limit ?";
constexpr std::string_view kPlansHead = "select id, plan from protocol where id in ";
constexpr std::string_view kPlanOfTubesHead =
    "select s.id, v.protocol_id, v.event_code, s.role from sample s join collection_event v on v.id = s.event_id "
    "where s.id in ";
constexpr std::string_view kVisits =
    "select v.id, e.participant_id, e.study_code, y.code, v.event_code, v.started_at, "
    "cast(sum(s.state = 1) as signed), cast(sum(s.collected_at is not null) as signed) "
    "from collection_event v join enrolment e on e.id = v.enrolment_id join study y on y.id = e.study_id "
    "left join sample s on s.event_id = v.id and s.kind = 1 "
    "where v.site_id = ? and v.started_at >= ? and v.closed_at is null and ";
constexpr std::string_view kVisitsTail = " group by v.id order by v.started_at desc, v.id desc limit ?";
constexpr std::string_view kReceptions =
    "select r.id, r.received_at, coalesce(f.code, ''), r.temperature_mdeg_c, count(s.id), "
    "cast(coalesce(sum(s.mark like 'rejected%'), 0) as signed) from reception r "
    "left join site f on f.id = r.from_site_id join sample s on s.reception_id = r.id and ";
constexpr std::string_view kReceptionsTail =
    " where r.site_id = ? and r.received_at >= ? group by r.id order by r.received_at desc, r.id desc limit ?";
constexpr std::string_view kPlaces =
    "select c.id, c.code, c.name, c.type_id, max(t.from_time), count(*) "
    "from (select container_id, from_time from stay order by id desc limit ?) t "
    "join container c on c.id = t.container_id where c.site_id = ? and c.state = 1 "
    "group by c.id order by max(t.from_time) desc, c.id limit ?";
constexpr std::string_view kSurroundings =
    "select d.participant_id, coalesce(e.study_code, ''), p.withdrawal, v.id, v.event_code, "
    "v.protocol_id, v.started_at, r.id, r.received_at, coalesce(f.code, ''), r.temperature_mdeg_c from sample s "
    "left join sample_donor d on d.sample_id = s.id left join participant p on p.id = d.participant_id "
    "left join enrolment e on e.participant_id = d.participant_id and e.study_id = s.study_id "
    "left join collection_event v on v.id = s.event_id left join reception r on r.id = s.reception_id "
    "left join site f on f.id = r.from_site_id where s.id = ? order by d.participant_id";

constexpr std::string_view kLastStay = "select max(to_time) from stay where occupant_id = ?";

constexpr std::int64_t kUseWithdrawn = 2;

std::optional<std::int32_t> temperature_at(const Row& row, std::size_t column) {
  if (row.is_null(column)) return std::nullopt;
  return static_cast<std::int32_t>(row.integer(column));
}

}  // namespace

std::vector<BenchLine> tubes_at_bench(const ReadTransaction& tx, const domain::Scope& scope, domain::SiteId site,
                                      domain::StudyId study, std::uint32_t limit) {
  std::string sql = "select " + std::string(kSampleColumns);
  sql.append(kBenchColumns).append(kBenchFrom).append(scope_sql(scope, "s.owner_site_id", "s.study_id"));
  std::vector<Bind> binds = {site};
  if (study) {
    sql.append(kOfStudy);
    binds.emplace_back(study);
  }
  sql.append(kNewestFirst);
  binds.emplace_back(limit);
  std::vector<BenchLine> lines;
  for (const Row& row : tx.connection().query(sql, std::span<const Bind>(binds))) {
    constexpr std::size_t kAt = kSampleColumnCount;
    BenchLine line{sample_from(row, 0),    row.text(kAt),
                   row.text(kAt + 1),      row.text(kAt + 2),
                   row.id_as<domain::ProtocolId>(kAt + 3), row.integer(kAt + 4) != 0};
    if (!row.is_null(kAt + 5)) line.taken_out = row.time(kAt + 5);
    lines.push_back(std::move(line));
  }
  return lines;
}

std::map<domain::ProtocolId, std::vector<domain::PlannedEvent>> read_plans(const ReadTransaction& tx,
                                                                           std::span<const domain::ProtocolId> ids) {
  std::map<domain::ProtocolId, std::vector<domain::PlannedEvent>> plans;
  if (ids.empty()) return plans;
  const std::vector<Bind> binds(ids.begin(), ids.end());
  for (const Row& row : query_in(tx.connection(), kPlansHead, "", binds)) {
    plans[row.id_as<domain::ProtocolId>(0)] = domain::parse_plan(row.text(1));
  }
  return plans;
}

PlansOfTubes plans_of_tubes(const ReadTransaction& tx, std::span<const domain::SampleId> ids) {
  PlansOfTubes plans;
  if (ids.empty()) return plans;
  const std::vector<Bind> binds(ids.begin(), ids.end());
  std::set<domain::ProtocolId> protocols;
  for (const Row& row : query_in(tx.connection(), kPlanOfTubesHead, "", binds)) {
    const auto protocol = row.id_as<domain::ProtocolId>(1);
    plans.tubes[row.id_as<domain::SampleId>(0)] = {protocol, row.text(2), row.text(3)};
    protocols.insert(protocol);
  }
  plans.events = read_plans(tx, std::vector<domain::ProtocolId>(protocols.begin(), protocols.end()));
  return plans;
}

std::vector<OpenVisit> open_visits(const ReadTransaction& tx, const domain::Scope& scope, domain::SiteId site,
                                   base::Timestamp since, std::uint32_t limit) {
  std::string sql(kVisits);
  sql.append(scope_sql(scope, "v.site_id", "e.study_id")).append(kVisitsTail);
  std::vector<OpenVisit> visits;
  for (const Row& row : tx.query(sql, site, since, limit)) {
    visits.push_back({row.id_as<domain::EventId>(0), row.id_as<domain::ParticipantId>(1), row.text(2), row.text(3),
                      row.text(4), row.time(5), static_cast<int>(row.integer(6)), static_cast<int>(row.integer(7))});
  }
  return visits;
}

std::vector<ReceptionLine> receptions_since(const ReadTransaction& tx, const domain::Scope& scope, domain::SiteId site,
                                            base::Timestamp since, std::uint32_t limit) {
  std::string sql(kReceptions);
  sql.append(scope_sql(scope, "s.owner_site_id", "s.study_id")).append(kReceptionsTail);
  std::vector<ReceptionLine> lines;
  for (const Row& row : tx.query(sql, site, since, limit)) {
    lines.push_back({row.id_as<domain::ReceptionId>(0), row.time(1), row.text(2), temperature_at(row, 3),
                     static_cast<int>(row.integer(4)), static_cast<int>(row.integer(5))});
  }
  return lines;
}

std::vector<RecentPlace> recent_places(const ReadTransaction& tx, domain::SiteId site, std::uint32_t window,
                                       std::uint32_t limit) {
  std::vector<RecentPlace> places;
  for (const Row& row : tx.query(kPlaces, window, site, limit)) {
    places.push_back({row.id_as<domain::ContainerId>(0), row.text(1), row.text(2),
                      row.id_as<domain::ContainerTypeId>(3), row.time(4), static_cast<int>(row.integer(5))});
  }
  return places;
}

std::optional<base::Timestamp> last_stay_ended(const ReadTransaction& tx, domain::SampleId id) {
  const Rows rows = tx.query(kLastStay, id);
  return rows[0].is_null(0) ? std::nullopt : std::optional(rows[0].time(0));
}

TubeSurroundings surroundings_of(const ReadTransaction& tx, domain::SampleId id) {
  TubeSurroundings around;
  for (const Row& row : tx.query(kSurroundings, id)) {
    if (!row.is_null(0)) {
      const bool withdrawn = row.optional_integer(2).value_or(0) >= kUseWithdrawn;
      around.donors.push_back({row.id_as<domain::ParticipantId>(0), row.text(1), withdrawn});
    }
    if (!row.is_null(3) && !around.visit) {
      around.visit = {row.id_as<domain::EventId>(3), row.text(4), row.id_as<domain::ProtocolId>(5), row.time(6)};
    }
    if (!row.is_null(7) && !around.reception) {
      around.reception = ReceptionLine{row.id_as<domain::ReceptionId>(7), row.time(8), row.text(9),
                                       temperature_at(row, 10)};
    }
  }
  return around;
}

}  // namespace frostkeep::database
