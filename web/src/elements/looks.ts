import type { PositionView } from '../api/types';
import type { MessageKey } from '../i18n/format';

/**
 * How a cell looks: fill and outline (a tone of style/tokens.css), a glyph, and a word. No two looks share a glyph,
 * so that none is told by colour alone; tests/looks_test.ts holds this in grey.
 */
export type LookName =
  | 'stored'
  | 'in_process'
  | 'collected'
  | 'received'
  | 'checked_out'
  | 'in_transit'
  | 'quarantined'
  | 'distributed'
  | 'destroyed'
  | 'lost'
  | 'depleted'
  | 'entered_in_error'
  | 'expected'
  | 'blocked'
  | 'empty'
  | 'container';

export type Tone =
  'stored' | 'in-process' | 'checked-out' | 'in-transit' | 'quarantined' | 'distributed' | 'gone' | 'bare';

export type Outline = 'solid' | 'dashed' | 'dotted';

export interface Look {
  tone: Tone;
  outline: Outline;
  hatched: boolean;
  /** Stroked path on a 24 × 24 grid around the disc's centre; empty for the plain disc and the plain ring. */
  glyph: string;
  word: MessageKey;
}

const look = (
  tone: Tone,
  glyph: string,
  word: MessageKey,
  outline: Outline = 'solid',
  hatched = false,
): Look => ({
  tone,
  glyph,
  word,
  outline,
  hatched,
});

export const kLooks: Readonly<Record<LookName, Look>> = {
  stored: look('stored', '', 'state.stored'),
  in_process: look('in-process', 'M12 6a6 6 0 1 1 0 12a6 6 0 1 1 0-12M12 8.6V12l2.4 1.4', 'state.in_process'),
  collected: look('in-process', 'M12 6.2c2.6 3 4 5 4 7a4 4 0 0 1-8 0c0-2 1.4-4 4-7', 'state.collected'),
  received: look('in-process', 'M12 6v7.4M8.6 10.4l3.4 3.4l3.4-3.4M7 17h10', 'state.received'),
  checked_out: look('checked-out', 'M8.6 15.4l6.4-6.4M9.6 8.8H15.2V14.4', 'state.checked_out', 'dashed'),
  in_transit: look(
    'in-transit',
    'M5.6 8h7v7.4h-7zM12.6 10.6h3.2l2.6 2.4v2.4h-5.8M8.4 15.6v1.4M15.6 15.6v1.4',
    'state.in_transit',
  ),
  quarantined: look('quarantined', 'M12 6.6V13M12 16.6v.3', 'state.quarantined', 'solid', true),
  distributed: look('distributed', 'M7 12h10M13.2 8.2L17 12l-3.8 3.8', 'state.distributed'),
  destroyed: look('gone', 'M8.4 8.4l7.2 7.2M15.6 8.4l-7.2 7.2', 'state.destroyed'),
  lost: look(
    'gone',
    'M9.2 9.6c.2-1.9 1.4-2.8 2.9-2.8c1.7 0 2.9 1 2.9 2.6c0 2.3-3 2.2-3 4.4M12 17v.3',
    'state.lost',
  ),
  depleted: look('gone', 'M12 7.4a4.6 4.6 0 1 1 0 9.2a4.6 4.6 0 1 1 0-9.2M8 16l8-8', 'state.depleted'),
  entered_in_error: look('gone', 'M7.6 12h8.8M7.6 9h8.8M7.6 15h8.8', 'state.entered_in_error'),
  expected: look('bare', 'M12 12v.01', 'state.expected', 'dotted'),
  blocked: look('bare', 'M8 12h8', 'state.blocked', 'solid', true),
  empty: look('bare', '', 'state.empty'),
  container: look('stored', 'M8 8.6h8v7.2h-8zM8 11h8', 'state.container'),
};

/** Order of the legend; what an occupied cell of a box can be, from the usual to the rare. */
export const kLegendOrder: readonly LookName[] = [
  'stored',
  'container',
  'collected',
  'received',
  'in_process',
  'checked_out',
  'in_transit',
  'quarantined',
  'distributed',
  'depleted',
  'lost',
  'destroyed',
  'entered_in_error',
  'expected',
  'blocked',
  'empty',
];

/** The look of a tube's state; a word that isn't known here looks stored, since it does sit there. */
export function look_of_state(state: string): LookName {
  return state in kLooks ? (state as LookName) : 'stored';
}

export function look_of(occupant: PositionView | undefined): LookName {
  if (!occupant) return 'empty';
  if (occupant.kind === 'block') return 'blocked';
  if (occupant.kind === 'hold') return 'checked_out';
  if (occupant.kind === 'container') return 'container';
  if (occupant.restricted) return 'quarantined';
  return look_of_state(occupant.state);
}
