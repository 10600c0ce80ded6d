import { read, write } from './client';
import type { AmountView, WarningView } from './types';

/** Lists of tubes, and tubes that come in. */

export interface SampleLine {
  id: string;
  code: string;
  /** The code that begins as asked; empty if none was asked for. */
  found_code: string;
  kind: string;
  state: string;
  material: string;
  study_id: string;
  study: string;
  /** Study codes of the donors. */
  participant: string;
  amount: AmountView;
  thaw_count: number;
  collected_at?: string;
  received_at?: string;
  frozen_at?: string;
  mark: string;
  container_id?: string;
  container: string;
  position: string;
  place_kept: boolean;
}

export interface SamplePage {
  items: SampleLine[];
  /** `after` of the next page; absent on the last. */
  next?: string;
}

/** What a list may be narrowed by; an absent one doesn't narrow. */
export interface SampleFilter {
  participant_id?: string;
  event_id?: string;
  container_id?: string;
  study_id?: string;
  material?: string;
  state?: string;
  code?: string;
}

function query_of(filter: SampleFilter): URLSearchParams {
  return new URLSearchParams(Object.entries(filter).filter(([, value]) => value));
}

export const list = (filter: SampleFilter, after: string, limit: number) => {
  const query = query_of(filter);
  if (after) query.set('after', after);
  query.set('limit', String(limit));
  return read<SamplePage>(`/samples?${query.toString()}`);
};

/** Address of the whole list as a CSV file, for a link. */
export const csv_address = (filter: SampleFilter) => `/api/v1/samples.csv?${query_of(filter).toString()}`;

/** A tube to be registered; what isn't told is absent. */
export interface NewTube {
  code?: string;
  codes?: string[];
  material: string;
  kind?: string;
  amount?: string;
  unit?: string;
  tube?: string;
  role?: string;
  parent?: string;
  participant?: string;
  event?: string;
  collected_at?: string;
  received_at?: string;
  frozen_at?: string;
  thaw_count?: number;
}

export interface Accession {
  /** In order of the rows. */
  samples: { id: string; code: string }[];
  warnings: WarningView[];
}

export const add_batch = (study_id: string, rows: readonly NewTube[], key: string) =>
  write<Accession>('POST', '/sample-batches', { key, body: { study_id, rows } });

/** A participant's visit, as a list to choose from needs it. */
export interface Visit {
  id: string;
  event: string;
  event_name_zh: string;
  event_name_en: string;
  started_at: string;
}

export const list_visits = (participant_id: string) =>
  read<{ items: Visit[] }>(`/participants/${encodeURIComponent(participant_id)}/collection-events`);
