import { expect, test } from 'vitest';
import type { PlannedEvent, Protocol, Visit } from '../src/api/people_types';
import { event_to_open, events_of, planned_visits } from '../src/pages/chair_plan';
import { lifeline } from '../src/pages/lifeline';

const event = (code: string, after_months: number): PlannedEvent => ({
  code,
  name_zh: code,
  name_en: code,
  kind: after_months === 0 ? 'baseline' : 'follow_up',
  after_months,
});
const protocol = (...events: PlannedEvent[]): Protocol => ({
  id: '1',
  code: 'p',
  version: 1,
  name_zh: '',
  name_en: '',
  events,
});
const visit = (code: string, started_at: string, closed_at?: string): Visit =>
  ({ id: code, event: code, started_at, closed_at }) as unknown as Visit;

const plan = [protocol(event('y3', 36), event('baseline', 0))];
const now = new Date('2026-11-24T08:00:00Z');

test('a new person begins with the first event', () => {
  expect(event_to_open([], plan, now)).toBe('baseline');
  expect(event_to_open([], [], now)).toBeUndefined();
});

test('a visit that is open goes on, whatever is due', () => {
  expect(event_to_open([visit('baseline', '2020-01-01T00:00:00Z')], plan, now)).toBe('baseline');
});

test('after a visit its own page comes again for late tubes, until the follow-up is due', () => {
  const done = (started: string) => [visit('baseline', started, started)];
  expect(event_to_open(done('2026-11-24T01:00:00Z'), plan, now)).toBe('baseline');
  expect(event_to_open(done('2024-11-24T01:00:00Z'), plan, now)).toBe('baseline');
  expect(event_to_open(done('2024-02-20T01:00:00Z'), plan, now)).toBe('y3');
});

test('retired protocols plan nothing, and the newest comes first', () => {
  const retired = { ...protocol(event('old', 0)), retired: true };
  expect(events_of([protocol(event('baseline', 0)), retired]).map(({ code }) => code)).toEqual(['baseline']);
});

test('the visits of the plan say how far they are, and one that is planned no longer stays', () => {
  const visits = [
    visit('baseline', '2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z'),
    visit('pilot', '2025-01-01T00:00:00Z'),
  ];
  expect(planned_visits(visits, plan).map(({ event: code, state }) => [code, state])).toEqual([
    ['baseline', 'done'],
    ['y3', 'none'],
    ['pilot', 'open'],
  ]);
});

test('the line of a life begins before the first event and has room behind today', () => {
  const person = {
    strata: [
      { stratum: 'diseased' as const, since: '2025-06-01', rule: '' },
      { stratum: 'healthy' as const, since: '2021-03-01', rule: '' },
    ],
    enrolments: [{ id: '1', study_code: 'P1', enrolled_at: '2021-03-01T02:00:00Z' }],
  };
  const held = { id: '1', level: 'no_contact' as const, at: '2026-01-01T00:00:00Z', voided: false };
  const line = lifeline(
    person,
    [visit('baseline', '2021-03-01T03:00:00Z')],
    [held, { ...held, voided: true }],
    now.getTime(),
  );
  expect(line.bands.map(({ stratum }) => stratum)).toEqual(['healthy', 'diseased']);
  expect(line.bands[0]!.from).toBeGreaterThan(0);
  expect(line.bands[0]!.to).toBe(line.bands[1]!.from);
  expect(line.bands[1]!.to).toBe(1);
  expect(line.marks.map(({ kind }) => kind)).toEqual(['enrolled', 'visit', 'withdrawal']);
  expect(line.years.map(({ year }) => year)).toEqual([2021, 2022, 2023, 2024, 2025, 2026]);
  for (const { at } of [...line.marks, ...line.years]) expect(at).toBeLessThan(0.95);
});
