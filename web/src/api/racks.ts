import { write } from './client';
import type { NewTube } from './samples';
import type { PlacementView, WarningView } from './types';

/** Files of rack scanners, and whole racks. */

export type WellState = 'code' | 'empty' | 'unread' | 'not_reported';

export interface Well {
  position: string;
  state: WellState;
  code: string;
}

export interface RackFile {
  /** From a column or a line above the table. */
  rack?: string;
  profile: string;
  /** By the scanner's clock, in no zone. */
  scanned_at?: string;
  wells: Well[];
  /** With any, the scan must not be used. */
  errors: { line: number; code: string; detail: string }[];
}

export type Verdict =
  'same' | 'moved' | 'extra' | 'unknown' | 'missing' | 'vacated' | 'unreadable' | 'not_reported';

export interface RackTube {
  id: string;
  code: string;
  material: string;
  state: string;
}

export interface RackLine {
  position: string;
  verdict: Verdict;
  state: WellState;
  code: string;
  /** That was seen. */
  tube?: RackTube;
  /** Where that tube is recorded, if not here. */
  from?: { container_id: string; container_code: string; position: string; kept: boolean };
  /** That should be here. */
  recorded?: RackTube;
  /** And was seen nowhere in the rack. */
  recorded_missing: boolean;
  recorded_seen_at?: string;
  /** Why the tube may not be put here. */
  problems: WarningView[];
}

export interface RackComparison {
  container_id: string;
  container_code: string;
  container_name: string;
  rows: number;
  columns: number;
  rack?: string;
  rack_matches: boolean;
  profile?: string;
  scanned_at?: string;
  digest: string;
  counts: Record<'same' | 'moved' | 'extra' | 'unknown' | 'missing' | 'unreadable' | 'not_reported', number>;
  /** Every cell that isn't empty on both sides, in order. */
  lines: RackLine[];
  wells: Well[];
}

export interface RackApplied {
  container_id: string;
  container_code: string;
  placed: { position: string; id: string; code: string }[];
  taken_out: { position: string; id: string; code: string }[];
  warnings: WarningView[];
}

const query_of = (fields: Readonly<Record<string, string | number>>): string =>
  new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)])).toString();

export const read_file = (file: File, rows: number, columns: number, key: string) =>
  write<RackFile>('POST', `/rack-readings?${query_of({ rows, columns, file_name: file.name })}`, {
    key,
    file,
  });

export const compare = (file: File, container_id: string, key: string) =>
  write<RackComparison>('POST', `/rack-comparisons?${query_of({ container_id, file_name: file.name })}`, {
    key,
    file,
  });

export interface Application {
  digest: string;
  wells: Well[];
  missing: 'leave' | 'take_out';
  moved: 'leave' | 'move_here';
  reason?: string;
}

const of_container = (id: string) => `/containers/${encodeURIComponent(id)}`;

export const apply = (container_id: string, body: Application, key: string) =>
  write<RackApplied>('POST', `${of_container(container_id)}/rack-applications`, { key, body });

export const register = (
  container_id: string,
  body: { study_id: string; wells: { position: string; sample: NewTube }[] },
  key: string,
) =>
  write<{ wells: { code: string }[]; warnings: WarningView[] }>(
    'POST',
    `${of_container(container_id)}/rack-registrations`,
    { key, body },
  );

/** Puts a thing into the next free cell of a container. */
export const place_next = (container_id: string, code: string, key: string) =>
  write<PlacementView>('POST', `${of_container(container_id)}/contents`, { key, body: { code } });
