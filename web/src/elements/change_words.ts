import type { FieldChange } from '../api/types';
import { clock_time, day } from '../i18n/format';
import { is_message, t } from '../i18n/language.svelte';
import { material_name } from '../i18n/materials';
import { amount_text } from './amounts';
import { kLooks, look_of_state } from './looks';

/** What the ledger keeps beside the facts that people read: derived, doubled or only for programs. */
const kSilent: ReadonlySet<string> = new Set([
  'study_id',
  'event_id',
  'reception_id',
  'owner_site_id',
  'kind',
  'tube',
  'role',
  'sprec_version',
  'code_label',
  'amount_text',
  'amount_unit',
]);

const typed = { entered: '', unit: '' };

function value_text(field: string, value: string, zone: string): string {
  if (value === '') return '∅';
  if (field === 'state') return t(kLooks[look_of_state(value)].word);
  if (field === 'material') return material_name(value);
  if (field === 'volume_nl') return amount_text({ ...typed, volume_nl: Number(value) });
  if (field === 'mass_pg') return amount_text({ ...typed, mass_pg: Number(value) });
  if (field.endsWith('_at')) return `${day(value, zone)} ${clock_time(value, zone)}`;
  return value;
}

/** The changes of an entry that people read: `volume 550 µL → 500 µL · state Stored`. */
export function changes_text(changes: readonly FieldChange[], zone: string): string {
  return changes
    .filter(({ field, before, after }) => !kSilent.has(field) && before !== after)
    .filter(({ before, after }) => before !== '' || (after !== '' && after !== '0'))
    .map(({ field, before, after }) => {
      const key = `field.${field}`;
      const name = is_message(key) ? t(key) : field;
      if (before === '')
        return t('timeline.first_value', { field: name, after: value_text(field, after, zone) });
      const values = { before: value_text(field, before, zone), after: value_text(field, after, zone) };
      return t('timeline.change', { field: name, ...values });
    })
    .join(' · ');
}
