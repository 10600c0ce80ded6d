import Next from 'lucide:corner-down-left';
import Undo from 'lucide:undo-2';
import type { PlacementView } from '../api/types';
import { clock_time } from '../i18n/format';
import { sentences, t } from '../i18n/language.svelte';
import { material_name } from '../i18n/materials';
import { band } from '../shell/band.svelte';
import { acknowledged, open_code } from '../shell/open_thing';
import type { Refusal } from '../shell/refusal';
import { session } from '../shell/session.svelte';
import type { BoardVoice } from './container_board.svelte';

/** Refusals that say "this isn't a thing to put here": the code is opened instead. */
const kNotForHere: readonly string[] = [
  'rank_not_allowed',
  'sample_not_placeable',
  'container_in_itself',
  'full',
];

/** The sentences of the container page. `undo` takes the last placement back. */
export function container_voice(undo: () => void): BoardVoice {
  return {
    pending: (position) => position,
    placed: (placement, next) => placed(placement, next, undo),
    refused,
    already_here: (_, position) => t('container.already_here', { position }),
    this_container: () => t('container.this_one'),
    full: () => ({
      code: 'full',
      title: t('container.full.title'),
      sentence: t('container.full.sentence'),
      codes: [],
      first: undefined,
    }),
    open_instead: async (code, refusal) => {
      if (!kNotForHere.includes(refusal.first?.code ?? refusal.code)) return null;
      const outcome = await open_code(code, true);
      return outcome === null ? null : outcome.note;
    },
  };
}

function placed(
  placement: PlacementView,
  next: string | null,
  undo: () => void,
): { note: string; warned: boolean } {
  const { code, material, position, warnings } = placement;
  const facts = [
    code,
    material === null ? '' : material_name(material),
    clock_time(new Date(), session.current.site.zone),
    next === null ? t('container.now_full') : t('container.next_is', { position: next }),
  ];
  const title = t('container.placed', { position });
  const said = sentences(...warnings.map(({ detail }) => detail));
  band.show({
    kind: warnings.length > 0 ? 'warning' : 'done',
    title,
    sentence: sentences(said, facts.filter(Boolean).join(' · ')),
    codes: [code, next ?? ''],
    actions: [{ label: t('band.undo'), icon: Undo, filled: false, run: undo }],
    until: new Date(placement.undo_until),
  });
  if (said === '') return { note: position, warned: false };
  return { note: t('container.placed_warned', { position, warning: said }), warned: true };
}

function refused(refusal: Refusal, position: string | null, next: string | null): string {
  const elsewhere = position !== null && next !== null && next !== position;
  const label = elsewhere ? t('container.go_to', { position: next }) : t('band.understood');
  band.show({
    kind: 'refused',
    title: refusal.title,
    sentence: sentences(occupied_by(refusal), refusal.sentence),
    codes: [...refusal.codes, next ?? ''],
    actions: [{ label, icon: Next, filled: true, run: acknowledged }],
  });
  return refusal.title;
}

function occupied_by(refusal: Refusal): string {
  const occupant = refusal.first?.occupant;
  if (!occupant) return '';
  return t('container.occupied_by', {
    code: occupant.code,
    material: occupant.material === null ? '' : material_name(occupant.material),
    by: occupant.by,
    time: clock_time(occupant.since, session.current.site.zone),
  });
}
