import * as api from '../api/frostkeep';
import type { ScanCodeView } from '../api/types';
import { sentences, t } from '../i18n/language.svelte';
import type { Outcome, ScanWork } from '../scan/scan_queue.svelte';
import { visible } from '../scan/scan_code';
import { bench } from './bench.svelte';
import { band } from './band.svelte';
import { refusal_of } from './refusal';
import { go, settled } from './router.svelte';
import { scans } from './scans';
import { session } from './session.svelte';
import check from 'lucide:corner-down-left';

/** The page of a thing, or null if this version has none. */
export function page_of(thing: Pick<ScanCodeView, 'kind' | 'id'>): string | null {
  if (thing.kind === 'container') return `/containers/${thing.id}`;
  if (thing.kind === 'sample') return `/samples/${thing.id}`;
  if (thing.kind !== 'participant') return null;
  // Who draws tubes scans a card to begin; for all others it opens the record.
  return session.may('collection_record') ? `/chair/${thing.id}` : `/participants/${thing.id}`;
}

/** What a scan does on a page without plans of its own: it opens what the code belongs to. */
export function opening(code: string, key: string): ScanWork {
  const asker = scans.taker;
  return {
    note: t('scan.looking_up'),
    run: (_, offline) => {
      // A scan before this one may have opened a page meanwhile: then it is for that page.
      const taker = scans.taker;
      return taker && taker !== asker ? taker.take(code, key).run(key, offline) : open_code(code);
    },
  };
}

export async function open_code(code: string): Promise<Outcome>;
/** With `quietly`, null instead of a refusal on the screen. */
export async function open_code(code: string, quietly: true): Promise<Outcome | null>;
export async function open_code(code: string, quietly = false): Promise<Outcome | null> {
  try {
    const thing = await api.resolve_code(code);
    if (thing.kind === 'user') {
      bench.ask(code, thing.title);
      return { fate: 'done', note: thing.title };
    }
    const page = page_of(thing);
    if (page === null && quietly) return null;
    if (page === null) return refuse(t('scan.no_page.title', { code }), t('scan.no_page.sentence'), code);
    band.clear();
    go(page);
    await settled();
    return { fate: 'done', note: thing.title };
  } catch (error) {
    if (quietly) return null;
    const { title, sentence } = refusal_of(error);
    return refuse(title, sentence, code);
  }
}

/** A refusal of a scan: it stays on the screen until somebody acknowledges it. */
export function refuse(title: string, sentence: string, code: string): Outcome {
  const acknowledge = { label: t('band.understood'), icon: check, filled: true, run: acknowledged };
  const read = t('scan.read_as', { code: visible(code) });
  band.show({
    kind: 'refused',
    title,
    sentence: sentences(sentence, read),
    codes: [visible(code)],
    actions: [acknowledge],
  });
  return { fate: 'refused', note: title };
}

/** The person has seen the refusal. */
export function acknowledged(): void {
  if (band.message?.kind === 'refused') band.clear();
  scans.acknowledge();
}
