import { expect, test } from 'vitest';
import { instant, order_of, type Draft } from '../src/pages/correction_order';

const draft = (more: Partial<Draft>): Draft => ({
  mistake: 'amount',
  code: '',
  container_id: '',
  position: '',
  amount: '',
  drawn: '',
  reason: 'wrong amount',
  ...more,
});
const zone = 'Asia/Shanghai';

test('a time is the site’s, whatever zone the browser is in', () => {
  expect(instant('2026-11-24 18:05', zone)).toBe('2026-11-24T10:05:00.000Z');
  expect(instant('２０２６-11-24 18:05:07', zone)).toBe('2026-11-24T10:05:07.000Z');
  expect(instant('2026-07-01 12:00', 'Europe/London')).toBe('2026-07-01T11:00:00.000Z');
  for (const wrong of ['24.11.2026 18:05', '2026-11-24', '2026-02-30 10:00', '2026-11-24 25:00', '']) {
    expect(instant(wrong, zone)).toBeNull();
  }
});

test('each mistake sends its own field, with a reason', () => {
  expect(order_of(draft({ amount: ' 450 uL ' }), zone)).toEqual({ reason: 'wrong amount', amount: '450 uL' });
  expect(order_of(draft({ mistake: 'swap', code: 'ZJ1' }), zone)).toEqual({
    reason: 'wrong amount',
    swap_with: 'ZJ1',
  });
  expect(order_of(draft({ mistake: 'participant', code: 'P1' }), zone)).toMatchObject({ participant: 'P1' });
  expect(order_of(draft({ mistake: 'box', container_id: '7', position: 'A1' }), zone)).toMatchObject({
    container_id: '7',
    position: 'A1',
  });
  expect(order_of(draft({ mistake: 'drawn', drawn: '2026-11-24 18:05' }), zone)).toMatchObject({
    collected_at: '2026-11-24T10:05:00.000Z',
  });
});

test('nothing is sent while something is missing', () => {
  expect(order_of(draft({ amount: '1 mL', reason: '' }), zone)).toBeNull();
  for (const mistake of ['participant', 'swap', 'box', 'amount', 'drawn'] as const) {
    expect(order_of(draft({ mistake }), zone)).toBeNull();
  }
});
