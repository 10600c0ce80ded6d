import { expect, test } from 'vitest';
import { clock_time, day, minutes_left } from '../src/i18n/format';

test('a day and a time are the site’s, not the browser’s', () => {
  const midnight = '2026-11-24T16:00:00.123456Z';
  expect(day(midnight, 'Asia/Shanghai')).toBe('2026-11-25');
  expect(clock_time(midnight, 'Asia/Shanghai')).toBe('00:00:00');
  expect(clock_time(midnight, 'UTC')).toBe('16:00:00');
});

test('time left counts down to zero and no further', () => {
  expect(minutes_left(592_000)).toBe('9:52');
  expect(minutes_left(1)).toBe('0:01');
  expect(minutes_left(-5)).toBe('0:00');
});
