import { written_amount } from './amounts';
import type { PlanLine, Visit, VisitTube } from '../api/people_types';

/**
 * A tube of a visit as the strip draws it. drawn · warned: drawn, with a mark · next: the one to scan now ·
 * expected: still to be drawn · skipped: will not be drawn · extra: beside the plan.
 */
export interface StripTube {
  id: string;
  code: string;
  /** What stands on the drawn label: a letter of the role and a running number, `E2`. */
  letters: string;
  material: string;
  container: string;
  amount: string;
  look: 'drawn' | 'warned' | 'next' | 'expected' | 'skipped' | 'extra';
  /** Conditions of the mark. */
  mark: string[];
  collected_at?: string;
  /** Height of the tube among the others, 0 to 1. */
  height: number;
}

const kShortest = 0.72;
const kTallestMl = 10;

/** What has been drawn or is gone into the lab since. */
function is_drawn({ state, collected_at }: VisitTube): boolean {
  return state !== 'expected' && collected_at !== undefined;
}

/** Millilitres of an amount as written in a plan, `5 mL`; null where it isn't one. */
export function millilitres(amount: string): number | null {
  const match = /^\s*([0-9]+(?:\.[0-9]+)?)\s*(mL|uL|µL|L)\s*$/i.exec(amount);
  if (!match) return null;
  const value = Number(match[1]);
  const unit = match[2]!.toLowerCase();
  if (unit === 'ml') return value;
  return unit === 'l' ? value * 1000 : value / 1000;
}

/** As entered, with its unit; the text may name it already. */
function amount_of({ amount, unit }: VisitTube): string {
  return /[a-zµ]/i.test(amount) || amount === '' ? amount : `${amount} ${unit}`.trim();
}

function height_of(amount: string): number {
  const volume = millilitres(amount) ?? kTallestMl / 2;
  return kShortest + (1 - kShortest) * Math.min(volume / kTallestMl, 1);
}

function look_of(tube: VisitTube, next: string): StripTube['look'] {
  if (is_drawn(tube)) return tube.mark === '' ? 'drawn' : 'warned';
  if (tube.state !== 'expected') return 'skipped';
  return tube.id === next ? 'next' : 'expected';
}

/** The tubes of a visit that are drawn from the person: the plan in its order, then those beside it. */
export function strip_tubes(visit: Visit, next: string): StripTube[] {
  const counts = new Map<string, number>();
  const letters = (role: string): string => {
    const letter = (role.trim()[0] ?? '?').toUpperCase();
    const count = (counts.get(letter) ?? 0) + 1;
    counts.set(letter, count);
    return `${letter}${count}`;
  };
  const strip = (tube: VisitTube, amount: string, look: StripTube['look']): StripTube => ({
    id: tube.id,
    code: tube.code,
    letters: letters(tube.role || tube.container),
    material: tube.material,
    container: tube.container,
    amount: written_amount(amount_of(tube) || amount),
    look,
    mark: tube.mark === '' ? [] : tube.mark.split(','),
    ...(tube.collected_at === undefined ? {} : { collected_at: tube.collected_at }),
    height: height_of(amount),
  });
  const planned = drawn_lines(visit).map(({ tube, amount }) => strip(tube, amount, look_of(tube, next)));
  const beside = visit.unplanned
    .filter((tube) => is_drawn(tube))
    .map((tube) => strip(tube, tube.amount, tube.mark === '' ? 'extra' : 'warned'));
  return [...planned, ...beside];
}

/** The lines of the plan that are drawn from the person, with their tubes. */
export function drawn_lines(visit: Visit): (PlanLine & { tube: VisitTube })[] {
  return visit.lines.filter((line): line is PlanLine & { tube: VisitTube } => {
    return line.parent === undefined && line.tube !== undefined;
  });
}

/** The tube to be drawn next: the chosen one while it is expected, else the first that is. */
export function next_tube(visit: Visit, chosen: string): string {
  const waiting = drawn_lines(visit).filter(({ tube }) => tube.state === 'expected');
  return (waiting.find(({ tube }) => tube.id === chosen) ?? waiting[0])?.tube.id ?? '';
}

/** How many of the plan are drawn, of how many that are not skipped. */
export function tally(visit: Visit): { drawn: number; planned: number } {
  const tubes = drawn_lines(visit).map(({ tube }) => tube);
  const drawn = tubes.filter((tube) => is_drawn(tube)).length;
  return { drawn, planned: drawn + tubes.filter(({ state }) => state === 'expected').length };
}
