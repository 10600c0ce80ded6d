#pragma once
/// Bodies of jobs.

#include <optional>

#include "http/shapes/common_shapes.hpp"

namespace frostkeep::http {

using domain::JobKind;
using domain::JobState;

struct JobErrorView {
  std::string code;
  std::string detail;
  std::string remedy;
};
inline const Shape<JobErrorView> kJobErrorView{
    "JobError",
    {field("code", &JobErrorView::code), field("detail", &JobErrorView::detail, max_length(1000)),
     field("remedy", &JobErrorView::remedy, max_length(1000))}};

struct JobBody {
  domain::JobId id;
  JobKind kind = JobKind::import_check;
  std::string subject_id;
  JobState state = JobState::queued;
  std::uint32_t attempts = 0;
  std::int64_t done = 0;
  std::int64_t total = 0;
  bool cancel_asked = false;
  std::optional<domain::SiteId> site_id;
  std::optional<domain::StudyId> study_id;
  domain::UserId asked_by_id;
  std::string asked_by;
  base::Timestamp created_at;
  std::optional<base::Timestamp> started_at;
  std::optional<base::Timestamp> finished_at;
  std::optional<base::Timestamp> next_attempt_at;
  std::optional<JobErrorView> error;
};
inline const Shape<JobBody> kJobBody{
    "Job",
    {field("id", &JobBody::id),
     field("kind", &JobBody::kind, one_of(domain::kAllJobKinds)),
     field("subject_id", &JobBody::subject_id, about("The thing that it is about; the kind says which.")),
     field("state", &JobBody::state, one_of(domain::kAllJobStates)),
     field("attempts", &JobBody::attempts, about("Since it last got on.")),
     field("done", &JobBody::done),
     field("total", &JobBody::total, about("0: not known yet.")),
     field("cancel_asked", &JobBody::cancel_asked, about("It will stop at its next batch.")),
     field("site_id", &JobBody::site_id),
     field("study_id", &JobBody::study_id),
     field("asked_by_id", &JobBody::asked_by_id),
     field("asked_by", &JobBody::asked_by),
     field("created_at", &JobBody::created_at),
     field("started_at", &JobBody::started_at),
     field("finished_at", &JobBody::finished_at),
     field("next_attempt_at", &JobBody::next_attempt_at, about("When a waiting job is taken, at the earliest.")),
     field("error", &JobBody::error, kJobErrorView)}};
JobBody body_of(const database::JobLine& line, Language language);

struct JobListQuery {
  std::optional<JobKind> kind;
  std::optional<JobState> state;
  bool mine = false;
  std::optional<domain::JobId> after;
  std::uint32_t limit = 50;
};
inline const Shape<JobListQuery> kJobListQuery{
    "JobListQuery",
    {field("kind", &JobListQuery::kind, one_of(domain::kAllJobKinds)),
     field("state", &JobListQuery::state, one_of(domain::kAllJobStates)),
     field("mine", &JobListQuery::mine, defaulted(), about("Only those that the asker started.")),
     field("after", &JobListQuery::after, about("The last id of the page before.")),
     field("limit", &JobListQuery::limit, range(1, 200), defaulted())}};

struct JobListBody {
  std::vector<JobBody> items;
  std::optional<domain::JobId> next;
};
inline const Shape<JobListBody> kJobListBody{
    "JobList", {field("items", &JobListBody::items, kJobBody), field("next", &JobListBody::next)}};
JobListBody body_of(const services::JobPage& page, Language language);

}  // namespace frostkeep::http
