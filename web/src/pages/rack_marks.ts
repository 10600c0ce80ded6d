import type { RackLine, Verdict, WellState } from '../api/racks';
import type { MessageKey } from '../i18n/format';

/** How a well looks: tone, outline, glyph (a path on 24 × 24) and word; no two share a glyph. */
export interface Mark {
  tone: 'same' | 'missing' | 'moved' | 'extra' | 'unknown' | 'unread' | 'bare' | 'code';
  dashed: boolean;
  glyph: string;
  word: MessageKey;
}

export const kVerdicts: Readonly<Record<Verdict | 'empty', Mark>> = {
  same: { tone: 'same', dashed: false, glyph: 'M8 12.4l2.8 2.8l5.4-5.8', word: 'rack.same' },
  missing: { tone: 'missing', dashed: true, glyph: 'M8 12h8', word: 'rack.missing' },
  moved: { tone: 'moved', dashed: false, glyph: 'M16 9.4H8l2.4-2.4M8 14.6h8l-2.4 2.4', word: 'rack.moved' },
  extra: { tone: 'extra', dashed: false, glyph: 'M12 8v8M8 12h8', word: 'rack.extra' },
  unknown: {
    tone: 'unknown',
    dashed: false,
    glyph: 'M12 7.6v8.8M8.2 9.8l7.6 4.4M15.8 9.8l-7.6 4.4',
    word: 'rack.unknown',
  },
  vacated: { tone: 'bare', dashed: true, glyph: 'M9 15l6-6M10.4 9H15v4.6', word: 'rack.vacated' },
  unreadable: {
    tone: 'unread',
    dashed: false,
    glyph: 'M9.4 9.8c.2-1.8 1.3-2.6 2.7-2.6c1.6 0 2.7 1 2.7 2.4c0 2.2-2.8 2.1-2.8 4.1M12 16.8v.2',
    word: 'rack.unreadable',
  },
  not_reported: { tone: 'bare', dashed: true, glyph: 'M12 12v.01', word: 'rack.not_reported' },
  empty: { tone: 'bare', dashed: false, glyph: '', word: 'state.empty' },
};

/** Before the comparison: only what the scanner saw. */
export const kReadings: Readonly<Record<WellState, Mark>> = {
  code: { tone: 'code', dashed: false, glyph: '', word: 'rack.code' },
  empty: kVerdicts.empty,
  unread: kVerdicts.unreadable,
  not_reported: kVerdicts.not_reported,
};

/** The order in which the counts stand, what needs nothing first. */
export const kCounted = [
  'same',
  'missing',
  'moved',
  'extra',
  'unknown',
  'unreadable',
  'not_reported',
] as const;

/** The lines that a person has to look at. */
export function differences(lines: readonly RackLine[]): RackLine[] {
  return lines.filter(
    ({ verdict, state, recorded_missing }) =>
      !(verdict === 'same' || (verdict === 'not_reported' && state === 'not_reported')) || recorded_missing,
  );
}
