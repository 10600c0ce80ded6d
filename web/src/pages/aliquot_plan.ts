import type { ChildOrder } from '../api/bench_types';
import type { Visit } from '../api/people_types';
import { millilitres } from '../elements/strip_tubes';

/** A child that the plan wants of a tube, or that the person adds; `code` once its tube was scanned. */
export interface PlannedChild {
  role: string;
  material: string;
  container: string;
  /** Such as `500 uL`. */
  amount: string;
  code: string;
}

/** The children that the visit's plan wants of the tube and that don't exist yet. */
export function children_of(visit: Visit, sample_id: string): PlannedChild[] {
  const parent = visit.lines.findIndex(({ tube }) => tube?.id === sample_id);
  if (parent < 0) return [];
  return visit.lines
    .filter((line) => line.parent === parent && line.tube === undefined)
    .map(({ role, material, container, amount }) => ({ role, material, container, amount, code: '' }));
}

/** What is sent: scanned tubes with their codes; with `all`, also those for which the server makes one. */
export function order_of(children: readonly PlannedChild[], all: boolean): ChildOrder[] {
  return children
    .filter(({ code }) => all || code !== '')
    .map(({ role, material, container, amount, code }) => ({
      ...(code === '' ? {} : { code }),
      material,
      ...(amount === '' ? {} : { amount }),
      ...(container === '' ? {} : { tube: container }),
      ...(role === '' ? {} : { role }),
    }));
}

/** How a parent's volume is shared out, in millilitres; null where it isn't a volume. */
export function shares(
  parent_ml: number | null,
  children: readonly PlannedChild[],
): { parts: number[]; left: number } | null {
  const parts = children.map(({ amount }) => millilitres(amount));
  if (parent_ml === null || parent_ml <= 0 || parts.some((part) => part === null)) return null;
  const taken = (parts as number[]).reduce((sum, part) => sum + part, 0);
  return { parts: parts as number[], left: parent_ml - taken };
}
