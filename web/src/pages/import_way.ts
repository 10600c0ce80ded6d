import type { Import } from '../api/imports';
import { t } from '../i18n/language.svelte';

export interface ImportStep {
  word: 'read' | 'check' | 'apply';
  fate: 'done' | 'now' | 'later' | 'failed';
  note: string;
}

type Way = Pick<Import, 'state' | 'rows_total' | 'rows_bad' | 'rows_applied'>;

/** How far a file has come on its way. Rows are counted once all are read. */
export function steps_of(file: Way): ImportStep[] {
  const { state } = file;
  const read = file.rows_total > 0 || (state !== 'uploaded' && state !== 'refused');
  const checked = state === 'checked' || state === 'applying' || state === 'applied';
  const rows = (count: number): string => t('imports.rows', { count });
  return [
    {
      word: 'read',
      fate: read ? 'done' : state === 'refused' ? 'failed' : 'now',
      note: file.rows_total > 0 ? rows(file.rows_total) : '',
    },
    {
      word: 'check',
      fate: checked
        ? 'done'
        : state === 'refused' && read
          ? 'failed'
          : state === 'uploaded' && read
            ? 'now'
            : 'later',
      note: checked ? t('imports.bad', { count: file.rows_bad }) : '',
    },
    {
      word: 'apply',
      fate: state === 'applied' ? 'done' : state === 'checked' || state === 'applying' ? 'now' : 'later',
      note: state === 'checked' ? t('imports.waits') : file.rows_applied > 0 ? rows(file.rows_applied) : '',
    },
  ];
}
