import { read, write } from './client';
import type { SiteView } from './types';

/** Label printers and what they were given. */

export interface Printer {
  id: string;
  version: number;
  code: string;
  name: string;
  site?: SiteView;
  /** `tcp://host:port`, or `file`. */
  address: string;
  dpi: number;
  /** The template whose stock is loaded; empty: not told. */
  stock: string;
  retired: boolean;
}

export type PrintState = 'queued' | 'sending' | 'sent' | 'failed' | 'unknown' | 'withdrawn' | 'replaced';
export type PrintDecision = 'printed' | 'print_again' | 'not_printed';

export interface PrintedLabel {
  kind: string;
  thing_id: string;
  code: string;
  part: string;
  copy: number;
  void: boolean;
}

export interface PrintJob {
  id: string;
  version: number;
  printer: { id: string; code: string; name: string };
  state: PrintState;
  problem: string;
  attempts: number;
  template: string;
  label_count: number;
  asked_by: string;
  asked_at: string;
  changed_at: string;
  reason: string;
  replaced_by?: string;
  /** Only when one job is read. */
  labels?: PrintedLabel[];
}

export interface LabelTemplate {
  id: string;
  purpose: string;
  title_zh: string;
  title_en: string;
  width_um: number;
  height_um: number;
}

export const printers = async () => (await read<{ items: Printer[] }>('/printers')).items;

export const add_printer = (
  body: { name: string; address: string; dpi: number; stock: string },
  key: string,
) => write<Printer>('POST', '/printers', { key, body });

export const print_test = (id: string, key: string) =>
  write<PrintJob>('POST', `/printers/${encodeURIComponent(id)}/test-labels`, { key });

export const print_jobs = async () => (await read<{ items: PrintJob[] }>('/print-jobs?limit=50')).items;

export const print_job = (id: string) => read<PrintJob>(`/print-jobs/${encodeURIComponent(id)}`);

export const resolve = (id: string, decision: PrintDecision, reason: string, key: string) =>
  write<PrintJob>('POST', `/print-jobs/${encodeURIComponent(id)}/resolution`, {
    key,
    body: reason ? { decision, reason } : { decision },
  });

/** One more of each label, on the same printer; asks for its reason. */
export const print_more = (
  printer_id: string,
  template: string,
  codes: readonly string[],
  reason: string,
  key: string,
) =>
  write<PrintJob>('POST', '/print-jobs', { key, body: { printer_id, template, things: { codes }, reason } });

export const templates = async () => (await read<{ items: LabelTemplate[] }>('/label-templates')).items;

/** Address of a label's picture. */
export const picture_of = (code: string, template: string, language: string) =>
  `/api/v1/label-images?${new URLSearchParams({ code, template, language }).toString()}`;

export const print_badge = (user_id: string, printer_id: string, reason: string, key: string) =>
  write<PrintJob>('POST', `/users/${encodeURIComponent(user_id)}/badge-prints`, {
    key,
    body: reason ? { printer_id, reason } : { printer_id },
  });
