import type * as wire from './bench_types';
import { read, write } from './client';
import type { Visit } from './people_types';
import type { SampleView } from './types';

/** The bench: clocks, spins, aliquots, corrections. Failures: as in frostkeep.ts. */

const segment = encodeURIComponent;
const sample_path = (id: string) => `/samples/${segment(id)}`;

export const bench = () => read<wire.BenchView>('/bench');

export const start_spin = (body: wire.SpinOrder, key: string, patient: (n: number) => void) =>
  write<wire.ProcessingView>('POST', '/processing-steps', { key, body, patient });

export const end_step = (id: string, key: string, patient?: (n: number) => void) =>
  write<wire.ProcessingView>('POST', `/processing-steps/${segment(id)}/end`, {
    key,
    body: {},
    ...(patient ? { patient } : {}),
  });

/** A tube with the visit in which it was drawn. */
export const tube_of_visit = (id: string) => read<SampleView & { visit?: { id: string } }>(sample_path(id));

export const visit = (id: string) => read<Visit>(`/collection-events/${segment(id)}`);

export const aliquot = (id: string, children: wire.ChildOrder[], key: string, patient: (n: number) => void) =>
  write<wire.AliquotsView>('POST', `${sample_path(id)}/aliquots`, { key, body: { children }, patient });

/** What a correction would do; nothing is changed. */
export const preview_correction = (id: string, body: wire.CorrectionOrder, key: string) =>
  write<wire.CorrectionView>('POST', `${sample_path(id)}/correction-previews`, { key, body });

export const correct = (id: string, body: wire.CorrectionOrder, key: string) =>
  write<wire.CorrectionView>('POST', `${sample_path(id)}/corrections`, { key, body });

/** Prints at the printer whose code was scanned, on what stock it has loaded. */
export const print_at = (
  printer_code: string,
  things: { planned_tubes_of?: string[]; children_of?: string[] },
  key: string,
) => write<{ id: string }>('POST', '/print-jobs', { key, body: { printer_code, things } });
