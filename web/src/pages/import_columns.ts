import type { ImportKind } from '../api/imports';

/** The headings that a file may have, by the names that need no language (server/domain/import_heading.cpp). */
export const kImportColumns: Readonly<Record<ImportKind, readonly string[]>> = {
  participants: [
    'study_code',
    'name',
    'resident_id',
    'phone',
    'address',
    'sex',
    'birth_date',
    'stratum',
    'stratum_since',
    'stratum_rule',
  ],
  samples: [
    'code',
    'codes',
    'parent',
    'participant',
    'event',
    'material',
    'kind',
    'tube',
    'role',
    'amount',
    'unit',
    'collected_at',
    'received_at',
    'frozen_at',
    'thaw_count',
    'box',
    'position',
  ],
};

/** Address of a file that has the headings and no row; with a BOM, so that spreadsheets read what is added right. */
export function empty_file(kind: ImportKind): string {
  return `data:text/csv;charset=utf-8,${encodeURIComponent(`\ufeff${kImportColumns[kind].join(',')}\r\n`)}`;
}
