import conditions from 'code-list:conditions';
import purposes from 'code-list:consent_purposes';
import reasons from 'code-list:reasons';
import tubes from 'code-list:tubes';
import { language } from './language.svelte';

interface Row {
  readonly zh_cn: string;
  readonly en: string;
}

function name_in(list: Readonly<Record<string, Row>>, code: string): string {
  const row = list[code];
  if (!row) return code;
  return language() === 'zh-CN' ? row.zh_cn : row.en;
}

/** Names of the reference lists in the person's language; the code itself where the list has none. */
export const tube_name = (code: string): string => name_in(tubes, code);
export const condition_name = (code: string): string => name_in(conditions, code);
export const purpose_name = (code: string): string => name_in(purposes, code);

/** The colour of the tube's cap by its usual name; empty where there is none. */
export function cap_colour(code: string): string {
  return tubes[code]?.cap_colour ?? '';
}

/** The primary containers, as a list to choose from. */
export const primary_tubes: readonly string[] = Object.keys(tubes).filter(
  (code) => tubes[code]?.use === 'primary',
);

export const all_conditions: readonly string[] = Object.keys(conditions);

export const all_purposes: readonly string[] = Object.keys(purposes);

/** Whether a tube in this condition is usually turned away. */
export function is_usually_rejected(condition: string): boolean {
  return conditions[condition]?.usual === 'reject';
}

/** The sentences to choose a reason from, for a group of activities; the last one asks for words of one's own. */
export function reasons_for(use: string): { code: string; text: string }[] {
  return Object.entries(reasons)
    .filter(([, row]) => row.use === use || row.use === 'any')
    .map(([code]) => ({ code, text: name_in(reasons, code) }));
}
