import type { Job } from '../api/jobs';
import { is_message, t } from '../i18n/language.svelte';

/** What the work is; the wire's word where the catalogue has none. */
export function job_title(job: Pick<Job, 'kind'>): string {
  const key = `job.kind.${job.kind}`;
  return is_message(key) ? t(key) : job.kind;
}

/** The page of what the work is about; none where this version has no page. */
export function job_href(job: Pick<Job, 'kind' | 'subject_id'>): string | undefined {
  if (job.kind.startsWith('import_')) return `/imports/${job.subject_id}`;
  return job.kind === 'print_label' ? '/printers' : undefined;
}
