import { expect, test } from 'vitest';
import { amount_text } from '../src/elements/amounts';

const typed = { entered: '', unit: '' };

test('amounts are shown exactly, in the unit that a person would use', () => {
  expect(amount_text({ ...typed, volume_nl: 500000 })).toBe('500 µL');
  expect(amount_text({ ...typed, volume_nl: 6000000 })).toBe('6 mL');
  expect(amount_text({ ...typed, volume_nl: 1234567 })).toBe('1234.567 µL');
  expect(amount_text({ ...typed, mass_pg: 12500 })).toBe('12.5 ng');
  expect(amount_text({ ...typed, volume_nl: 1000, cells: 2000000 })).toBe('1 µL · 2,000,000 cells');
  expect(amount_text(null)).toBe('');
});
