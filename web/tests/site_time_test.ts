import { expect, test } from 'vitest';
import { utc_of } from '../src/i18n/site_time';

test('a typed time is the clock of the site', () => {
  expect(utc_of('2026-11-24 18:05', 'Asia/Shanghai')).toBe('2026-11-24T10:05:00.000Z');
  expect(utc_of('2026-1-2 0:05:09', 'Asia/Shanghai')).toBe('2026-01-01T16:05:09.000Z');
  expect(utc_of('２０２６-11-24T18:05', 'Asia/Shanghai')).toBe('2026-11-24T10:05:00.000Z');
});

test('summer time counts, and an hour that the clock skips is no time', () => {
  expect(utc_of('2026-07-01 12:00', 'Europe/Berlin')).toBe('2026-07-01T10:00:00.000Z');
  expect(utc_of('2026-12-01 12:00', 'Europe/Berlin')).toBe('2026-12-01T11:00:00.000Z');
  expect(utc_of('2026-03-29 02:30', 'Europe/Berlin')).toBeNull();
});

test('days and hours that are none are refused, not rolled over', () => {
  for (const text of [
    '2026-02-30 10:00',
    '2026-11-24 25:00',
    '2026-11-24 10:60',
    '2026-11-24',
    '24/11/2026 10:00',
    '',
  ])
    expect(utc_of(text, 'Asia/Shanghai')).toBeNull();
});
