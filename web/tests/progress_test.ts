import { expect, test } from 'vitest';
import { pace_of, percent } from '../src/elements/progress';

test('the pace is counted from the start, and not told too early', () => {
  const start = '2026-11-24T10:00:00Z';
  const now = Date.parse(start) + 20_000;
  expect(pace_of(6200, 10_000, start, now)).toEqual({ per_second: 310, left_ms: (3800 / 310) * 1000 });
  expect(pace_of(10, 100, start, Date.parse(start) + 1000)).toBeNull();
  expect(pace_of(0, 100, start, now)).toBeNull();
  expect(pace_of(10, 100, undefined, now)).toBeNull();
  expect(pace_of(10, 0, start, now)?.left_ms).toBeNull();
});

test('a hundred per cent is only what is done, and a beginning is one', () => {
  expect(percent(9999, 10_000)).toBe(99);
  expect(percent(1, 10_000)).toBe(1);
  expect(percent(10_000, 10_000)).toBe(100);
  expect(percent(0, 10_000)).toBe(0);
  expect(percent(5, 0)).toBe(0);
});
