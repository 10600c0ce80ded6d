import { beforeAll, expect, test, vi } from 'vitest';
import { errors_of, tubes_of } from '../src/pages/accession_entry';

beforeAll(() => void vi.stubGlobal('document', { documentElement: { lang: '' } }));

const filled = [
  { at: 0, cells: { code: 'A', material: 'SER', amount: '', collected_at: '2026-11-24 08:05' } },
  { at: 3, cells: { code: '', material: 'x', amount: '1 mL', collected_at: 'yesterday' } },
];

test('what is empty is not sent, times go out in UTC, and what is no time is an error of its cell', () => {
  const { tubes, errors } = tubes_of(filled, 'Asia/Shanghai');
  expect(tubes[0]).toEqual({ code: 'A', material: 'SER', collected_at: '2026-11-24T00:05:00.000Z' });
  expect(tubes[1]).toEqual({ material: 'x', amount: '1 mL' });
  expect(errors.map(({ row, column }) => [row, column])).toEqual([[3, 'collected_at']]);
});

test('a pointer of the answer finds the row that was sent, empty rows between or not', () => {
  const violation = (field: string) => ({ code: '', field, detail: 'wrong', remedy: 'do so' });
  const found = errors_of(
    [violation('/rows/1/material'), violation('/rows/0'), violation('/study_id')],
    filled,
  );
  expect(found).toEqual([
    { row: 3, column: 'material', text: 'wrong do so' },
    { row: 0, column: '', text: 'wrong do so' },
  ]);
});
