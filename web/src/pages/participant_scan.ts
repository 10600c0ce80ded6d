import * as api from '../api/frostkeep';
import { t } from '../i18n/language.svelte';
import type { Outcome, ScanWork } from '../scan/scan_queue.svelte';
import { open_code, refuse } from '../shell/open_thing';
import { refusal_of } from '../shell/refusal';
import { go } from '../shell/router.svelte';

/** Among the records of people a card opens the record, not the chair. */
export function opening_record(code: string): ScanWork {
  return { note: t('scan.looking_up'), run: () => open_record(code) };
}

async function open_record(code: string): Promise<Outcome> {
  try {
    const thing = await api.resolve_code(code);
    if (thing.kind !== 'participant') return await open_code(code);
    go(`/participants/${thing.id}`);
    return { fate: 'done', note: thing.title };
  } catch (error) {
    const { title, sentence } = refusal_of(error);
    return refuse(title, sentence, code);
  }
}
