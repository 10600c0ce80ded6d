import { expect, test } from 'vitest';
import type { PlanLine, Visit, VisitTube } from '../src/api/people_types';
import { millilitres, next_tube, strip_tubes, tally } from '../src/elements/strip_tubes';

const tube = (id: string, more: Partial<VisitTube> = {}): VisitTube => ({
  id,
  code: `ZJ${id}`,
  state: 'expected',
  material: 'BLD',
  container: 'PED',
  role: 'EDTA',
  amount: '',
  unit: '',
  mark: '',
  ...more,
});
const drawn = { state: 'collected', collected_at: '2026-11-24T01:41:12Z' };

function visit(tubes: VisitTube[], unplanned: VisitTube[] = []): Visit {
  const lines: PlanLine[] = tubes.flatMap((one, index) => [
    { role: one.role, material: one.material, container: one.container, amount: '5 mL', tube: one },
    { role: 'plasma', material: 'PL1', container: 'CRY', amount: '500 uL', parent: index * 2 },
  ]);
  return { lines, unplanned } as unknown as Visit;
}

test('the strip has the tubes that are drawn, in the order of the plan, without what is made of them', () => {
  const strip = strip_tubes(visit([tube('1', drawn), tube('2'), tube('3', { role: 'serum tube' })]), '2');
  expect(strip.map(({ letters }) => letters)).toEqual(['E1', 'E2', 'S1']);
  expect(strip.map(({ look }) => look)).toEqual(['drawn', 'next', 'expected']);
  expect(strip.map(({ amount }) => amount)).toEqual(['5 mL', '5 mL', '5 mL']);
});

test('a mark, a skip and a tube beside the plan are told apart', () => {
  const skipped = tube('2', { state: 'entered_in_error' });
  const beside = tube('9', { ...drawn, role: '', amount: '4', unit: 'mL' });
  const strip = strip_tubes(
    visit([tube('1', { ...drawn, mark: 'underfilled,clotted' }), skipped], [beside]),
    '',
  );
  expect(strip.map(({ look }) => look)).toEqual(['warned', 'skipped', 'extra']);
  expect(strip[0]!.mark).toEqual(['underfilled', 'clotted']);
  expect(strip[2]!.amount).toBe('4 mL');
});

test('an amount as entered may name its unit itself', () => {
  const strip = strip_tubes(visit([tube('1', { ...drawn, amount: '3.7 mL', unit: 'mL' })]), '');
  expect(strip[0]!.amount).toBe('3.7 mL');
});

test('the next tube is the chosen one while it waits, else the first that does', () => {
  const one = visit([tube('1', drawn), tube('2'), tube('3')]);
  expect(next_tube(one, '3')).toBe('3');
  expect(next_tube(one, '1')).toBe('2');
  expect(next_tube(visit([tube('1', drawn)]), '')).toBe('');
});

test('a skipped tube is no longer planned', () => {
  expect(tally(visit([tube('1', drawn), tube('2'), tube('3', { state: 'entered_in_error' })]))).toEqual({
    drawn: 1,
    planned: 2,
  });
});

test('volumes of a plan in millilitres', () => {
  expect(['5 mL', '500 uL', '850 µL', '1 L', '2 mg'].map(millilitres)).toEqual([5, 0.5, 0.85, 1000, null]);
});
