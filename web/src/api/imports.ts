import { read, write } from './client';
import type { Job } from './jobs';

/** Files that are loaded in two phases: checked, then applied. */

export type ImportKind = 'participants' | 'samples';
export type ImportState = 'uploaded' | 'checked' | 'refused' | 'applying' | 'applied' | 'discarded';

export interface ImportError {
  line?: number;
  /** As a spreadsheet counts; 0 for what is wrong with the file itself. */
  row: number;
  /** From 1. */
  column?: number;
  heading: string;
  field: string;
  code: string;
  detail: string;
  remedy: string;
}

export interface Import {
  id: string;
  kind: ImportKind;
  state: ImportState;
  study_id: string;
  site_id: string;
  name: string;
  bytes: number;
  /** Empty until it is checked. */
  charset: string;
  uploaded_at: string;
  finished_at?: string;
  rows_total: number;
  /** Those that were applied included. */
  rows_good: number;
  rows_bad: number;
  rows_applied: number;
  /** The same bytes were uploaded before: this is that import. */
  replayed: boolean;
  /** The first of them; none in lists. */
  errors: ImportError[];
  more_errors: boolean;
  job?: Job;
}

const of_import = (id: string) => `/imports/${encodeURIComponent(id)}`;

export const imports = async () => (await read<{ items: Import[] }>('/imports?limit=50')).items;

export const one_import = (id: string) => read<Import>(of_import(id));

export const upload = (kind: ImportKind, study: string, file: File, key: string) => {
  const query = new URLSearchParams({ kind, study, name: file.name });
  const type = /\.(tsv|tab)$/i.test(file.name) ? 'text/tab-separated-values' : 'text/csv';
  return write<Import>('POST', `/imports?${query.toString()}`, { key, file: new Blob([file], { type }) });
};

export const apply_import = (id: string, rows: 'all' | 'good', key: string) =>
  write<Import>('POST', `${of_import(id)}/application`, { key, body: { rows } });

export const cancel_import = (id: string, key: string) =>
  write<Import>('POST', `${of_import(id)}/cancellation`, { key });

/** Address of the bad rows as a file, for a link. */
export const errors_address = (id: string) => `/api/v1${of_import(id)}/errors.csv`;
