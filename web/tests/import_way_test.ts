import { beforeAll, expect, test, vi } from 'vitest';
import { steps_of } from '../src/pages/import_way';

beforeAll(() => void vi.stubGlobal('document', { documentElement: { lang: 'en' } }));

const fates = (file: Partial<Parameters<typeof steps_of>[0]>): string[] =>
  steps_of({ state: 'uploaded', rows_total: 0, rows_bad: 0, rows_applied: 0, ...file }).map(
    ({ fate }) => fate,
  );

test('a file is read, checked, then waits to be applied', () => {
  expect(fates({})).toEqual(['now', 'later', 'later']);
  expect(fates({ rows_total: 9 })).toEqual(['done', 'now', 'later']);
  expect(fates({ state: 'checked', rows_total: 9 })).toEqual(['done', 'done', 'now']);
  expect(fates({ state: 'applying', rows_total: 9 })).toEqual(['done', 'done', 'now']);
  expect(fates({ state: 'applied', rows_total: 9 })).toEqual(['done', 'done', 'done']);
});

test('what can not be read fails where it stopped, and what was given up goes no further', () => {
  expect(fates({ state: 'refused' })).toEqual(['failed', 'later', 'later']);
  expect(fates({ state: 'refused', rows_total: 9 })).toEqual(['done', 'failed', 'later']);
  expect(fates({ state: 'discarded', rows_total: 9 })).toEqual(['done', 'later', 'later']);
});
