import { expect, test } from 'vitest';
import type { ClockView } from '../src/api/bench_types';
import { clock_face, duration, limit_text } from '../src/elements/clock_face';

const at = (time: string): number => Date.parse(`2026-11-24T${time}Z`);
const clock = (step: string, state: ClockView['state'] = 'calm'): ClockView => ({
  step,
  state,
  from: '2026-11-24T08:00:00Z',
  due: '2026-11-24T10:00:00Z',
  elapsed_s: 0,
  left_s: 0,
});

test('a clock goes on between two looks at the server, and passes its limit by itself', () => {
  expect(clock_face(clock('draw_to_spin'), at('09:00:00'))).toEqual({
    state: 'calm',
    share: 0.5,
    left_ms: 3_600_000,
    elapsed_ms: 3_600_000,
  });
  expect(clock_face(clock('draw_to_spin', 'near'), at('09:50:00')).state).toBe('near');
  const over = clock_face(clock('draw_to_spin', 'near'), at('10:00:01'));
  expect(over).toMatchObject({ state: 'exceeded', share: 1, left_ms: -1000 });
});

test('a shortest time waits and is then ready, never overdue', () => {
  expect(clock_face(clock('clotting'), at('09:59:59')).state).toBe('waiting');
  expect(clock_face(clock('clotting', 'exceeded'), at('12:00:00')).state).toBe('ready');
});

test('times are read in hours, minutes and seconds, long ones in days, limits as people say them', () => {
  expect([0, 59_999, 3_600_000, -763_000, 172_799_000, -8_456_400_000].map(duration)).toEqual([
    '00:00:00',
    '00:00:59',
    '01:00:00',
    '00:12:43',
    '47:59:59',
    '97 d 21 h',
  ]);
  expect(limit_text(clock('draw_to_spin'))).toBe('2 h');
  expect(limit_text({ ...clock('draw_to_spin'), due: '2026-11-24T09:30:00Z' })).toBe('90 min');
});
