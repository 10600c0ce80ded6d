#include "http/shapes/job_shapes.hpp"

#include "domain/refusal_text.hpp"

namespace frostkeep::http {

JobBody body_of(const database::JobLine& line, Language language) {
  const domain::Job& job = line.job;
  JobBody body;
  body.id = job.id;
  body.kind = job.kind;
  body.subject_id = std::to_string(job.subject);
  body.state = job.state;
  body.attempts = job.attempts;
  body.done = static_cast<std::int64_t>(job.done);
  body.total = static_cast<std::int64_t>(job.total);
  body.cancel_asked = job.cancel_asked;
  if (job.site) body.site_id = job.site;
  if (job.study) body.study_id = job.study;
  body.asked_by_id = job.asked_by;
  body.asked_by = line.asked_by;
  body.created_at = job.created_at;
  body.started_at = job.started_at;
  body.finished_at = job.finished_at;
  if (job.state == JobState::queued) body.next_attempt_at = job.due_at;
  if (const auto code = domain::error_code_of(job.error_code)) {
    const domain::Sentence sentence = domain::sentence_of(domain::Violation{*code, job.error_values}, language);
    body.error = JobErrorView{job.error_code, sentence.text, sentence.remedy};
  }
  return body;
}

JobListBody body_of(const services::JobPage& page, Language language) {
  JobListBody body;
  for (const database::JobLine& line : page.items) body.items.push_back(body_of(line, language));
  if (page.next) body.next = page.next;
  return body;
}

}  // namespace frostkeep::http
