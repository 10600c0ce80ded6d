import Next from 'lucide:corner-down-left';
import Move from 'lucide:move';
import Undo from 'lucide:undo-2';
import type { PlacementView } from '../api/types';
import { clock_time } from '../i18n/format';
import { sentences, t } from '../i18n/language.svelte';
import { material_name } from '../i18n/materials';
import { band, type BandAction } from '../shell/band.svelte';
import { acknowledged, open_code } from '../shell/open_thing';
import type { Refusal } from '../shell/refusal';
import { session } from '../shell/session.svelte';
import type { BoardVoice, RefusedScan } from './container_board.svelte';

/** Refusals that say "this isn't a thing to put here": the code is opened instead. */
const kNotForHere: readonly string[] = [
  'rank_not_allowed',
  'sample_not_placeable',
  'container_in_itself',
  'code_unknown',
  'full',
];

/** What the buttons of a band do. */
export interface BoardActs {
  undo(): void;
  /** The tube lies elsewhere; the person wants it here. */
  move_here(code: string, position: string): void;
}

/** The sentences of the container page. */
export function container_voice(acts: BoardActs): BoardVoice {
  return {
    pending: (position) => position,
    placed: (placement, next) => placed(placement, next, acts),
    refused: (what) => refused(what, acts),
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
  acts: BoardActs,
): { note: string; warned: boolean } {
  const { code, material, position, moved_from, warnings } = placement;
  const facts = [
    code,
    material === '' ? '' : material_name(material),
    moved_from === undefined ? '' : t('container.moved_from', { place: moved_from }),
    clock_time(placement.since, session.zone),
    next === null ? t('container.now_full') : t('container.next_is', { position: next }),
  ];
  const title = t('container.placed', { position });
  const said = sentences(...warnings.map(({ detail }) => detail));
  band.show({
    kind: warnings.length > 0 ? 'warning' : 'done',
    title,
    sentence: sentences(said, facts.filter(Boolean).join(' · ')),
    codes: [code, next ?? ''],
    actions: [{ label: t('band.undo'), icon: Undo, filled: false, run: () => acts.undo() }],
    until: new Date(placement.undo_until),
  });
  if (said === '') return { note: position, warned: false };
  return { note: t('container.placed_warned', { position, warning: said }), warned: true };
}

function refused({ refusal, code, position, next }: RefusedScan, acts: BoardActs): string {
  const elsewhere = position !== null && next !== null && next !== position;
  const label = elsewhere ? t('container.go_to', { position: next }) : t('band.understood');
  const actions: BandAction[] = [{ label, icon: Next, filled: true, run: acknowledged }];
  if (refusal.code === 'placed_elsewhere' && next !== null) {
    const run = (): void => {
      acknowledged();
      acts.move_here(code, next);
    };
    actions.unshift({ label: t('container.move_here', { position: next }), icon: Move, filled: false, run });
  }
  band.show({
    kind: 'refused',
    title: refusal.title,
    sentence: sentences(placed_by(refusal), refusal.sentence),
    codes: [...refusal.codes, next ?? ''],
    actions,
  });
  return refusal.title;
}

/** Who put the occupant there, and when; what it is stands in the server's sentence. */
function placed_by({ first }: Refusal): string {
  const { by, since, occupant_material } = first?.values ?? {};
  if (!by || !since) return '';
  const material = occupant_material ? material_name(occupant_material) : t('state.container');
  return t('container.occupied_by', { material, by, time: clock_time(since, session.zone) });
}
