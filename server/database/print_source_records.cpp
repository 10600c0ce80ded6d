#include "database/print_source_records.hpp"

#include <map>
#include <set>

#include "database/batch.hpp"

namespace frostkeep::database {
namespace {

using domain::SampleId;

constexpr std::string_view kTubesMore =
    ", y.code, y.name_zh, y.name_en, "
    "(select case when count(*) = 1 then max(e.study_code) else '' end from sample_donor d join enrolment e "
    "on e.participant_id = d.participant_id and e.study_id = s.study_id where d.sample_id = s.id), "
    "v.protocol_id, v.event_code, t.zone from sample s join study y on y.id = s.study_id "
    "left join collection_event v on v.id = s.event_id join site t on t.id = coalesce(v.site_id, s.owner_site_id) "
    "where s.id in ";
constexpr std::string_view kChildrenHead = "select sample_id from sample_parent where parent_id in ";
constexpr std::string_view kPlanned = "select id from sample where event_id = ? and state = 1 order by id";

TubeToLabel tube_from(const Row& row) {
  std::size_t at = kSampleColumnCount;
  TubeToLabel tube{sample_from(row, 0), row.text(at), row.text(at + 1), row.text(at + 2), row.text(at + 3)};
  at += 4;
  if (!row.is_null(at)) {
    tube.protocol = row.id_as<domain::ProtocolId>(at);
    tube.event_code = row.text(at + 1);
  }
  tube.zone = row.text(at + 2);
  return tube;
}

}  // namespace

std::vector<TubeToLabel> read_tubes_to_label(const ReadTransaction& tx, std::span<const SampleId> ids) {
  std::map<SampleId, TubeToLabel> found;
  const std::vector<Bind> binds(ids.begin(), ids.end());
  const std::string head = "select " + std::string(kSampleColumns) + std::string(kTubesMore);
  for (const Row& row : query_in(tx.connection(), head, "", binds)) {
    TubeToLabel tube = tube_from(row);
    const SampleId id = tube.sample.id;
    found.emplace(id, std::move(tube));
  }
  std::vector<TubeToLabel> tubes;
  for (const SampleId id : ids) {
    if (const auto tube = found.find(id); tube != found.end()) tubes.push_back(tube->second);
  }
  return tubes;
}

std::vector<SampleId> children_to_label(const ReadTransaction& tx, std::span<const SampleId> parents) {
  // A list is filled up by repeating its last id, so a row may come more than once.
  std::set<SampleId> children;
  const std::vector<Bind> binds(parents.begin(), parents.end());
  for (const Row& row : query_in(tx.connection(), kChildrenHead, "", binds)) children.insert(row.id_as<SampleId>(0));
  return {children.begin(), children.end()};
}

std::vector<SampleId> planned_to_label(const ReadTransaction& tx, domain::EventId event) {
  std::vector<SampleId> tubes;
  for (const Row& row : tx.query(kPlanned, event)) tubes.push_back(row.id_as<SampleId>(0));
  return tubes;
}

}  // namespace frostkeep::database
