import { read, write } from './client';

/** Work that goes on in the background. */

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

export interface Job {
  id: string;
  kind: string;
  /** The thing that it is about; the kind says which. */
  subject_id: string;
  state: JobState;
  attempts: number;
  done: number;
  /** 0: not known yet. */
  total: number;
  cancel_asked: boolean;
  asked_by_id: string;
  asked_by: string;
  created_at: string;
  started_at?: string;
  finished_at?: string;
  next_attempt_at?: string;
  error?: { code: string; detail: string; remedy: string };
}

export interface JobPage {
  items: Job[];
  next?: string;
}

export const jobs = (wanted: { mine?: boolean; after?: string; limit?: number } = {}) => {
  const query = new URLSearchParams();
  if (wanted.mine) query.set('mine', 'true');
  if (wanted.after) query.set('after', wanted.after);
  query.set('limit', String(wanted.limit ?? 50));
  return read<JobPage>(`/jobs?${query.toString()}`);
};

export const cancel_job = (id: string, key: string) =>
  write<Job>('POST', `/jobs/${encodeURIComponent(id)}/cancellation`, { key });

/** Whether nothing will happen any more. */
export const is_over = (state: JobState) => state !== 'queued' && state !== 'running';
