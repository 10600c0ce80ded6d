import { expect, test } from 'vitest';
import type { Visit } from '../src/api/people_types';
import { children_of, order_of, shares } from '../src/pages/aliquot_plan';

const visit = {
  lines: [
    { role: 'EDTA', material: 'BLD', container: 'PED', amount: '5 mL', tube: { id: '7' } },
    { role: 'plasma 1', material: 'PL1', container: 'CRY', amount: '500 uL', parent: 0, tube: { id: '8' } },
    { role: 'plasma 2', material: 'PL1', container: 'CRY', amount: '500 uL', parent: 0 },
    { role: 'buffy coat', material: 'BFF', container: 'CRY', amount: '300 uL', parent: 0 },
    { role: 'serum tube', material: 'BLD', container: 'SST', amount: '5 mL', tube: { id: '9' } },
    { role: 'serum', material: 'SER', container: 'CRY', amount: '500 uL', parent: 4 },
  ],
} as unknown as Visit;

test('the plan gives the children of this tube that are not made yet', () => {
  expect(children_of(visit, '7').map(({ role }) => role)).toEqual(['plasma 2', 'buffy coat']);
  expect(children_of(visit, '9').map(({ role }) => role)).toEqual(['serum']);
  expect(children_of(visit, '8')).toEqual([]);
  expect(children_of(visit, '1')).toEqual([]);
});

test('only what was scanned is recorded, or all with codes to be made', () => {
  const children = children_of(visit, '7').map((child, index) =>
    index === 0 ? { ...child, code: 'AB1' } : child,
  );
  expect(order_of(children, false)).toEqual([
    { code: 'AB1', material: 'PL1', amount: '500 uL', tube: 'CRY', role: 'plasma 2' },
  ]);
  expect(order_of(children, true)[1]).toEqual({
    material: 'BFF',
    amount: '300 uL',
    tube: 'CRY',
    role: 'buffy coat',
  });
});

test('volumes add up to the parent, and what is too much is seen before', () => {
  const children = children_of(visit, '7');
  expect(shares(5, children)).toEqual({ parts: [0.5, 0.3], left: 4.2 });
  expect(shares(0.6, children)!.left).toBeCloseTo(-0.2);
  expect(shares(null, children)).toBeNull();
  expect(shares(5, [{ ...children[0]!, amount: '2 mg' }])).toBeNull();
});
