#include "services/demo_cohort.hpp"

#include <algorithm>

#include "domain/code_text.hpp"
#include "services/demo_visit.hpp"

namespace frostkeep::services {
namespace {

constexpr std::uint64_t kBatch = 64;
/// Numbers below are those of the small house's tubes.
constexpr std::uint64_t kFirstTube = 1'001;
constexpr std::int64_t kFirstDay = 180;  ///< days ago
constexpr std::int64_t kLastDay = 2;
/// People come from eight to half past ten, at Shanghai.
constexpr std::int64_t kMorning = 150 * base::kMinute;

/// The visits are spread evenly over the days, and over the morning of each.
base::Timestamp visit_time(base::Timestamp now, std::uint64_t number, std::uint64_t people) {
  const std::int64_t span = (kFirstDay - kLastDay) * base::kDay;
  const auto part =
      static_cast<std::int64_t>(static_cast<double>(number) / static_cast<double>(people) * static_cast<double>(span));
  const std::int64_t midnight = (now.microseconds / base::kDay - kFirstDay) * base::kDay;
  const std::int64_t minutes = part % base::kDay * kMorning / base::kDay / base::kMinute;
  return {midnight + part / base::kDay * base::kDay + minutes * base::kMinute};
}

/// Counts what comes before a person: the same numbers whether it was made now or by an earlier run.
class Cursor {
 public:
  Cursor(const DemoHouse& demo, std::uint64_t seed) : demo_(demo), seed_(seed) {
    for (const DemoStudy& study : demo.studies) kept_.push_back(kept_tubes(study.tubes));
  }
  std::uint64_t number = 0;
  std::uint64_t tube = kFirstTube;

  PersonPlan next() {
    const PersonPlan plan = plan_of(seed_, number++);
    tube += demo_.studies[plan.study].tubes.size();
    return plan;
  }
  void skip(DemoStore& store) {
    const PersonPlan plan = next();
    const auto& tubes = demo_.studies[plan.study].tubes;
    for (std::size_t i = 0; i < tubes.size(); ++i) {
      if (kept_[plan.study][i]) store.skip(plan.site, tubes[i].material);
    }
  }

 private:
  const DemoHouse& demo_;
  std::uint64_t seed_;
  std::vector<std::vector<bool>> kept_;
};

/// How many people are there already: batches are whole and in order, so halving finds the first that is missing.
std::uint64_t people_there(const database::ReadTransaction& tx, const DemoHouse& demo, const CohortOrder& order) {
  const auto is_there = [&](std::uint64_t number) {
    const PersonPlan plan = plan_of(order.seed, number);
    const std::string code = domain::make_code(demo.studies[plan.study].code, number + 1);
    return !database::codes_in_use(tx, std::span(&code, 1)).empty();
  };
  std::uint64_t low = 0;
  std::uint64_t high = order.participants;
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    is_there(middle) ? low = middle + 1 : high = middle;
  }
  return low;
}

}  // namespace

CohortReport DemoCohort::fill(const CohortOrder& order) {
  CohortReport report;
  report.people_before =
      house_.database.read([&](const database::ReadTransaction& tx) { return people_there(tx, demo_, order); });
  DemoStore store(demo_.types, demo_.sites);
  Cursor cursor(demo_, order.seed);
  while (cursor.number < report.people_before) cursor.skip(store);
  const base::Timestamp now = house_.now();
  if (order.progress) order.progress(cursor.number, report.aliquots);
  while (cursor.number < order.participants) {
    const std::uint64_t end = std::min(cursor.number + kBatch, order.participants);
    // An attempt that fails is run again: it works on copies.
    auto [next_store, next_cursor, aliquots, rows] =
        house_.database.write({.actor = demo_.staff[0].technician, .now = now}, [&](database::WriteTransaction& tx) {
          DemoStore attempt_store = store;
          Cursor attempt = cursor;
          CohortBatch batch;
          while (attempt.number < end) {
            const base::Timestamp visit = visit_time(now, attempt.number, order.participants);
            const std::uint64_t first_tube = attempt.tube;
            add_person(batch, tx, house_, demo_, attempt_store, order.seed, attempt.next(), first_tube, visit);
          }
          const std::uint64_t written = batch.write(tx);
          return std::tuple(std::move(attempt_store), attempt, batch.aliquots, written);
        });
    store = std::move(next_store);
    report.people += end - cursor.number;
    cursor.number = next_cursor.number;
    cursor.tube = next_cursor.tube;
    report.aliquots += aliquots;
    report.rows += rows;
    if (order.progress) order.progress(cursor.number, report.aliquots);
  }
  return report;
}

}  // namespace frostkeep::services
