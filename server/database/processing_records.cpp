#include "database/processing_records.hpp"

#include <algorithm>
#include <set>

#include "base/bytes.hpp"
#include "database/batch.hpp"

namespace frostkeep::database {
namespace {

using domain::Happening;
using domain::Processing;
using domain::SampleId;

#define STEP_COLUMNS                                                                                                 \
  "w.id, w.version, w.head_hash, w.kind, w.site_id, w.operator_id, w.started_at, w.ended_at, w.force_g, w.minutes, " \
  "w.temperature_mdeg_c, w.brake, w.kept_before_mdeg_c, w.kept_after_mdeg_c, w.freezing_way, w.equipment, w.deviation"

constexpr std::string_view kFind = "select " STEP_COLUMNS " from processing_step w where w.id = ?";
constexpr std::string_view kLock = "select " STEP_COLUMNS " from processing_step w where w.id = ? for update";
constexpr std::string_view kTubesOf = "select sample_id from processing_tube where step_id = ? order by sample_id";
constexpr std::string_view kTubeHead = "insert into processing_tube (sample_id, step_id) values ";
constexpr std::string_view kSamplesOf =
    " from processing_tube t join sample s on s.id = t.sample_id where t.step_id = ? order by s.id";
constexpr std::string_view kMadeHead =
    "select p.sample_id, e.event_time, (select count(*) from sample_parent q where q.sample_id = p.sample_id) "
    "from sample_parent p join ledger_entry e on e.stream_id = p.sample_id and e.stream_kind = 8 and e.sequence = 1 "
    "where p.parent_id in ";
constexpr std::string_view kStepsOf = "select " STEP_COLUMNS
                                      " from processing_tube t join processing_step w on w.id = t.step_id "
                                      "where t.sample_id = ? order by w.started_at, w.id";
constexpr std::string_view kRunning = "select t.sample_id, " STEP_COLUMNS
                                      " from processing_step w left join processing_tube t on t.step_id = w.id "
                                      "where w.site_id = ? and w.started_at > ? and w.ended_at is null "
                                      "order by w.started_at, w.id, t.sample_id";

// From each tube upwards to the one that was drawn; a step counts for it if it began before the next tube was made.
constexpr std::string_view kHistoryHead =
    "with recursive line (tube_id, member_id, until_time, depth) as ("
    "select s.id, s.id, cast(9223372036854775807 as signed), 0 from sample s where s.id in ";
constexpr std::string_view kHistoryTail =
    " union all select l.tube_id, p.parent_id, least(l.until_time, e.event_time), l.depth + 1 from line l "
    "join sample_parent p on p.sample_id = l.member_id "
    "join ledger_entry e on e.stream_id = l.member_id and e.stream_kind = 8 and e.sequence = 1 where l.depth < 8) "
    "select l.tube_id, l.member_id, l.depth, m.tube, r.temperature_mdeg_c, " STEP_COLUMNS
    " from line l join sample m on m.id = l.member_id left join reception r on r.id = m.reception_id "
    "left join processing_tube t on t.sample_id = l.member_id "
    "left join processing_step w on w.id = t.step_id and w.started_at <= l.until_time "
    "order by l.tube_id, l.depth, l.member_id";
constexpr std::size_t kHistoryStepColumn = 5;

std::optional<std::int32_t> number_at(const Row& row, std::size_t column) {
  if (row.is_null(column)) return std::nullopt;
  return static_cast<std::int32_t>(row.integer(column));
}

Processing step_from(const Row& row, std::size_t at) {
  Processing step;
  step.id = row.id_as<domain::ProcessingId>(at);
  step.version = static_cast<std::uint32_t>(row.integer(at + 1));
  step.head_hash = row.digest(at + 2);
  step.kind = static_cast<domain::ProcessingKind>(row.integer(at + 3));
  step.site = row.id_as<domain::SiteId>(at + 4);
  step.operator_id = row.id_as<domain::UserId>(at + 5);
  step.started_at = row.time(at + 6);
  if (!row.is_null(at + 7)) step.ended_at = row.time(at + 7);
  step.force_g = number_at(row, at + 8);
  step.minutes = number_at(row, at + 9);
  step.temperature_mdeg_c = number_at(row, at + 10);
  if (!row.is_null(at + 11)) step.brake = row.integer(at + 11) != 0;
  step.kept_before_mdeg_c = number_at(row, at + 12);
  step.kept_after_mdeg_c = number_at(row, at + 13);
  step.freezing_way = row.text(at + 14);
  step.equipment = row.text(at + 15);
  step.deviation = row.text(at + 16);
  return step;
}

std::vector<std::pair<std::uint16_t, domain::FieldValue>> fields_of(const Processing& s) {
  return {{ProcessingField::kind, value_of(static_cast<int>(s.kind))},
          {ProcessingField::site, value_of(s.site)},
          {ProcessingField::operator_id, value_of(s.operator_id)},
          {ProcessingField::started_at, value_of(s.started_at)},
          {ProcessingField::ended_at, value_of(s.ended_at)},
          {ProcessingField::force_g, value_of(s.force_g)},
          {ProcessingField::minutes, value_of(s.minutes)},
          {ProcessingField::temperature, value_of(s.temperature_mdeg_c)},
          {ProcessingField::brake, value_of(s.brake)},
          {ProcessingField::kept_before, value_of(s.kept_before_mdeg_c)},
          {ProcessingField::kept_after, value_of(s.kept_after_mdeg_c)},
          {ProcessingField::freezing_way, s.freezing_way},
          {ProcessingField::equipment, s.equipment},
          {ProcessingField::deviation, s.deviation}};
}

std::optional<Processing> first_of(const Rows& rows) {
  return rows.empty() ? std::nullopt : std::optional(step_from(rows[0], 0));
}

/// The rows of one tube, nearest member first, become its history.
class HistoryReader {
 public:
  void add(const Row& row) {
    const auto depth = static_cast<std::size_t>(row.integer(2));
    if (members_.size() <= depth) members_.resize(depth + 1);
    members_[depth].insert(row.id(1));
    rows_.push_back(&row);
  }

  domain::TubeHistory take() {
    domain::TubeHistory history;
    std::size_t known = 0;
    while (known < members_.size() && members_[known].size() == 1) ++known;
    std::set<domain::ProcessingId> seen;
    for (const Row* row : rows_) {
      const auto depth = static_cast<std::size_t>(row->integer(2));
      if (depth >= known) continue;
      if (depth + 1 == members_.size()) history.primary_tube = row->text(3);
      if (!history.reception_mdeg_c) history.reception_mdeg_c = number_at(*row, 4);
      if (row->is_null(kHistoryStepColumn)) continue;
      Processing step = step_from(*row, kHistoryStepColumn);
      if (seen.insert(step.id).second) history.steps.push_back(std::move(step));
    }
    std::ranges::sort(history.steps, [](const Processing& a, const Processing& b) {
      return std::pair(a.started_at, a.id) < std::pair(b.started_at, b.id);
    });
    return history;
  }

 private:
  std::vector<std::set<std::uint64_t>> members_;  ///< by depth
  std::vector<const Row*> rows_;
};

}  // namespace

const ThingTable kProcessingSteps = {domain::StreamKind::processing_step,
                                     "processing_step",
                                     {{ProcessingField::kind, "kind"},
                                      {ProcessingField::site, "site_id"},
                                      {ProcessingField::operator_id, "operator_id"},
                                      {ProcessingField::started_at, "started_at"},
                                      {ProcessingField::ended_at, "ended_at"},
                                      {ProcessingField::force_g, "force_g"},
                                      {ProcessingField::minutes, "minutes"},
                                      {ProcessingField::temperature, "temperature_mdeg_c"},
                                      {ProcessingField::brake, "brake"},
                                      {ProcessingField::kept_before, "kept_before_mdeg_c"},
                                      {ProcessingField::kept_after, "kept_after_mdeg_c"},
                                      {ProcessingField::freezing_way, "freezing_way"},
                                      {ProcessingField::equipment, "equipment"},
                                      {ProcessingField::deviation, "deviation"}}};

void insert_processing(WriteTransaction& tx, const Processing& step) {
  Changes changes;
  for (auto& [field, value] : fields_of(step)) changes.set(field, std::move(value));
  insert_thing(tx, kProcessingSteps, {step.id.value, changes.take()}, {Happening::processed, step.started_at});
}

void change_processing(WriteTransaction& tx, const Processing& before, const Processing& after) {
  auto was = fields_of(before);
  auto is = fields_of(after);
  Changes changes;
  for (std::size_t i = 0; i < was.size(); ++i) {
    changes.change(was[i].first, std::move(was[i].second), std::move(is[i].second));
  }
  change_thing(tx, kProcessingSteps, {{before.id.value, before.version, before.head_hash}, changes.take()},
               {Happening::processed, after.ended_at});
}

std::optional<Processing> find_processing(const ReadTransaction& tx, domain::ProcessingId id) {
  return first_of(tx.query(kFind, id));
}

std::optional<Processing> lock_processing(WriteTransaction& tx, domain::ProcessingId id) {
  return first_of(tx.query(kLock, id));
}

void insert_processing_tubes(WriteTransaction& tx, domain::ProcessingId id, std::span<const SampleId> tubes) {
  std::vector<Bind> binds;
  for (const SampleId tube : tubes) binds.insert(binds.end(), {tube, id});
  execute_batch(tx.connection(), kTubeHead, "(?, ?)", ", ", "", binds, 2);
}

domain::FieldChange step_change(domain::ProcessingId id) {
  base::ByteWriter w;
  w.u64(id.value);
  return {domain::kStepField, {}, w.take()};
}

std::vector<SampleId> tubes_of_processing(const ReadTransaction& tx, domain::ProcessingId id) {
  std::vector<SampleId> tubes;
  for (const Row& row : tx.query(kTubesOf, id)) tubes.push_back(row.id_as<SampleId>(0));
  return tubes;
}

std::vector<domain::Sample> samples_of_processing(const ReadTransaction& tx, domain::ProcessingId id) {
  static const std::string kSql = "select " + std::string(kSampleColumns) + std::string(kSamplesOf);
  std::vector<domain::Sample> samples;
  for (const Row& row : tx.query(kSql, id)) samples.push_back(sample_from(row, 0));
  return samples;
}

std::vector<SampleId> made_after(const ReadTransaction& tx, std::vector<SampleId> tubes, base::Timestamp when) {
  std::set<SampleId> made;
  while (!tubes.empty()) {
    const std::vector<Bind> binds(tubes.begin(), tubes.end());
    tubes.clear();
    for (const Row& row : query_in(tx.connection(), kMadeHead, "", binds)) {
      const bool later = row.time(1) >= when && row.integer(2) == 1;
      if (later && made.insert(row.id_as<SampleId>(0)).second) tubes.push_back(row.id_as<SampleId>(0));
    }
  }
  return {made.begin(), made.end()};
}

std::vector<Processing> steps_of_tube(const ReadTransaction& tx, SampleId id) {
  std::vector<Processing> steps;
  for (const Row& row : tx.query(kStepsOf, id)) steps.push_back(step_from(row, 0));
  return steps;
}

std::vector<RunningStep> running_steps(const ReadTransaction& tx, domain::SiteId site, base::Timestamp since) {
  std::vector<RunningStep> running;
  for (const Row& row : tx.query(kRunning, site, since)) {
    if (running.empty() || running.back().step.id.value != row.id(1)) running.push_back({step_from(row, 1)});
    if (!row.is_null(0)) running.back().tubes.push_back(row.id_as<SampleId>(0));
  }
  return running;
}

std::map<SampleId, domain::TubeHistory> histories_of(const ReadTransaction& tx, std::span<const SampleId> ids) {
  std::map<SampleId, domain::TubeHistory> histories;
  if (ids.empty()) return histories;
  const std::vector<Bind> binds(ids.begin(), ids.end());
  const Rows rows = query_in(tx.connection(), kHistoryHead, kHistoryTail, binds);
  std::map<SampleId, HistoryReader> readers;
  for (const Row& row : rows) readers[row.id_as<SampleId>(0)].add(row);
  for (auto& [id, reader] : readers) histories[id] = reader.take();
  return histories;
}

}  // namespace frostkeep::database
