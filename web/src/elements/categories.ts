import type { PositionView } from '../api/types';
import type { Tone } from './looks';

/** How one material or study is drawn: shape, fill and letters together, so that none depends on colour. */
export interface Category {
  value: string;
  letters: string;
  tone: Tone;
  /** Outline of a shape of diameter 2 around the origin. */
  shape: string;
  /** How far below the origin the letters stand, as a share of the diameter. */
  lowered: number;
  count: number;
}

const kTones: readonly Tone[] = ['stored', 'in-process', 'in-transit', 'quarantined', 'distributed', 'gone'];

/** Shapes of diameter 2 around the origin, by the names that schema/reference/materials.csv uses. */
const kShapes: Readonly<Record<string, string>> = {
  circle: 'M1 0A1 1 0 1 1 -1 0A1 1 0 1 1 1 0Z',
  square: 'M-.86 -.86H.86V.86H-.86Z',
  diamond: 'M0 -1.05L1.05 0L0 1.05L-1.05 0Z',
  hexagon: 'M-.58 -.98H.58L1.08 0L.58 .98H-.58L-1.08 0Z',
  pentagon: 'M0 -1.02L1.04 -.26L.66 .96H-.66L-1.04 -.26Z',
  triangle: 'M0 -1.1L1.15 .9H-1.15Z',
  drop: 'M0 -1.15C.5 -.5 .95 -.15 .95 .3A.95 .8 0 0 1 -.95 .3C-.95 -.15 -.5 -.5 0 -1.15Z',
  star: 'M0 -1.12L.34 -.46L1.08 -.36L.55 .17L.68 .92L0 .56L-.68 .92L-.55 .17L-1.08 -.36L-.34 -.46Z',
};
const kLowered: Readonly<Record<string, number>> = { triangle: 0.1, drop: 0.05 };
const kAnyShape = Object.values(kShapes);

/** Whether a position holds a tube now: neither awaited nor taken out. */
export function is_present(occupant: PositionView): boolean {
  return occupant.kind === 'sample' && occupant.state !== 'expected';
}

export interface Marking {
  letters: (value: string) => string;
  /** Name of a shape; another text lets the order decide. */
  shape: (value: string) => string;
}

/** The distinct values of `field` among the occupants, the commonest first; each with its own look. */
export function categories_of(
  positions: readonly PositionView[],
  field: 'material' | 'study',
  marking: Marking,
): Category[] {
  const counts = new Map<string, number>();
  for (const { [field]: value } of positions.filter(is_present)) {
    if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([a, many], [b, few]) => few - many || a.localeCompare(b));
  return sorted.map(([value, count], index) => ({
    value,
    count,
    letters: marking.letters(value),
    tone: kTones[index % kTones.length]!,
    lowered: kLowered[marking.shape(value)] ?? 0,
    shape: kShapes[marking.shape(value)] ?? kAnyShape[index % kAnyShape.length]!,
  }));
}

/** One value by itself, without neighbours to be told from: its shape and letters on a calm ground. */
export function plain_category(value: string, marking: Marking): Category {
  return {
    value,
    count: 0,
    letters: marking.letters(value),
    tone: 'distributed',
    lowered: kLowered[marking.shape(value)] ?? 0,
    shape: kShapes[marking.shape(value)] ?? kShapes['circle']!,
  };
}
