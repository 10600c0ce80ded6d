import type { PositionView } from '../api/types';
import type { Tone } from './looks';

/** How one material or study is drawn: shape, fill and letters together, so that none depends on colour. */
export interface Category {
  value: string;
  letters: string;
  tone: Tone;
  /** Outline of a shape of diameter 2 around the origin. */
  shape: string;
  count: number;
}

const kTones: readonly Tone[] = ['stored', 'in-process', 'in-transit', 'quarantined', 'distributed', 'gone'];

const kShapes: readonly string[] = [
  'M1 0A1 1 0 1 1 -1 0A1 1 0 1 1 1 0Z',
  'M-.82 -.82H.82V.82H-.82Z',
  'M0 -1.05L1.05 0L0 1.05L-1.05 0Z',
  'M-.58 -.95H.58L1.05 0L.58 .95H-.58L-1.05 0Z',
  'M0 -1.05L1 -.32L.62 .86H-.62L-1 -.32Z',
];

/** Whether a position holds a tube now: neither awaited nor taken out. */
export function is_present(occupant: PositionView): boolean {
  return occupant.kind === 'sample' && occupant.state !== 'expected';
}

/** The distinct values of `field` among the occupants, the commonest first; each with its own look. */
export function categories_of(
  positions: readonly PositionView[],
  field: 'material' | 'study',
  letters: (value: string) => string,
): Category[] {
  const counts = new Map<string, number>();
  for (const { [field]: value } of positions.filter(is_present)) {
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([a, many], [b, few]) => few - many || a.localeCompare(b));
  return sorted.map(([value, count], index) => ({
    value,
    count,
    letters: letters(value),
    tone: kTones[index % kTones.length]!,
    shape: kShapes[(index + Math.floor(index / kTones.length)) % kShapes.length]!,
  }));
}
