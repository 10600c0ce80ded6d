import { expect, test } from 'vitest';
import { exactly, matching } from '../src/elements/combobox_options';

const options = [
  { value: 'BLD', label: 'Whole blood' },
  { value: 'PL1', label: 'Plasma, single spun', hint: 'EDTA' },
  { value: 'SER', label: '血清', hint: 'serum' },
];

const values = (query: string) => matching(options, query).map(({ value }) => value);

test('without a query every option is shown', () => {
  expect(values('')).toEqual(['BLD', 'PL1', 'SER']);
});

test('words are found in the label, the hint and the value, in any order and in full width', () => {
  expect(values('spun plasma')).toEqual(['PL1']);
  expect(values('serum')).toEqual(['SER']);
  expect(values('ｐｌ１')).toEqual(['PL1']);
  expect(values('no such')).toEqual([]);
});

test('what begins with the query comes first', () => {
  expect(values('b')[0]).toBe('BLD');
  expect(values('s')[0]).toBe('SER');
});

test('a whole value, hint or label chooses by itself; a part does not', () => {
  expect(exactly(options, ' ser ')?.value).toBe('SER');
  expect(exactly(options, 'EDTA')?.value).toBe('PL1');
  expect(exactly(options, 'plasma')).toBeUndefined();
  expect(exactly(options, '')).toBeUndefined();
});
