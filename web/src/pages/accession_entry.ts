import type { NewTube } from '../api/samples';
import type { Violation } from '../api/types';
import type { BatchColumn, CellError } from '../elements/batch_rows.svelte';
import { t } from '../i18n/language.svelte';
import { utc_of } from '../i18n/site_time';

/** What one request of the server takes. */
export const kMostRows = 1000;

const kTimes = ['collected_at', 'frozen_at'] as const;
const kTexts = ['code', 'amount', 'tube', 'participant', 'event', 'parent'] as const;

export function accession_columns(): readonly BatchColumn[] {
  return [
    {
      id: 'code',
      label: t('accession.code'),
      example: t('accession.code_example'),
      code: true,
      width: 'wide',
    },
    {
      id: 'material',
      label: t('samples.material'),
      example: t('accession.material_example'),
      width: 'usual',
    },
    { id: 'amount', label: t('sample.amount'), example: '1.5 mL', width: 'narrow' },
    { id: 'tube', label: t('accession.tube'), example: 'PED', width: 'narrow' },
    { id: 'participant', label: t('samples.participant'), example: '', code: true, width: 'usual' },
    { id: 'event', label: t('samples.visit'), example: '', width: 'narrow' },
    { id: 'parent', label: t('accession.parent'), example: '', code: true, width: 'usual' },
    { id: 'collected_at', label: t('sample.collected_at'), example: '2026-11-24 08:05', width: 'wide' },
    { id: 'frozen_at', label: t('sample.frozen_at'), example: '2026-11-24 10:30', width: 'wide' },
  ];
}

type Filled = readonly { at: number; cells: Readonly<Record<string, string>> }[];

/** The rows as the server takes them; times that are none are errors of their cells. */
export function tubes_of(filled: Filled, zone: string): { tubes: NewTube[]; errors: CellError[] } {
  const errors: CellError[] = [];
  const tubes = filled.map(({ at, cells }) => {
    const tube: NewTube = { material: cells['material'] ?? '' };
    for (const field of kTexts) if (cells[field]) tube[field] = cells[field];
    for (const field of kTimes) {
      const typed = cells[field] ?? '';
      if (typed === '') continue;
      const time = utc_of(typed, zone);
      if (time === null) errors.push({ row: at, column: field, text: t('accession.no_time') });
      else tube[field] = time;
    }
    return tube;
  });
  return { tubes, errors };
}

const kPointer = /^\/rows\/(\d+)(?:\/(\w+))?/;

/** The violations of an answer at the cells that were sent; those of no row are left out. */
export function errors_of(violations: readonly Violation[], filled: Filled): CellError[] {
  return violations.flatMap(({ field = '', detail, remedy }) => {
    const found = kPointer.exec(field);
    const sent = found ? filled[Number(found[1])] : undefined;
    if (!found || !sent) return [];
    return [{ row: sent.at, column: found[2] ?? '', text: [detail, remedy].filter(Boolean).join(' ') }];
  });
}
