import { beforeEach, expect, test } from 'vitest';
import { BatchRows } from '../src/elements/batch_rows.svelte';

const columns = ['code', 'material', 'amount'].map((id) => ({
  id,
  label: id,
  example: '',
  width: 'usual' as const,
}));
let grid: BatchRows;
beforeEach(() => (grid = new BatchRows(columns, 5)));

const texts = () => grid.filled.map(({ cells }) => [cells['code'], cells['material'], cells['amount']]);

test('an empty row stands at the end, up to the most that one request takes', () => {
  expect(grid.rows).toHaveLength(1);
  grid.set(0, 'code', 'A');
  expect(grid.rows).toHaveLength(2);
  for (let row = 1; row < 5; row += 1) grid.set(row, 'code', String(row));
  expect(grid.rows).toHaveLength(5);
});

test('a grid may begin with some rows, and has as many again once it is emptied', () => {
  const wide = new BatchRows(columns, 5, 3);
  expect(wide.rows).toHaveLength(3);
  expect(wide.filled).toEqual([]);
  wide.set(2, 'code', 'A');
  expect(wide.rows).toHaveLength(4);
  expect([wide.is_filled(0), wide.is_filled(2), wide.is_filled(9)]).toEqual([false, true, false]);
  wide.clear();
  expect(wide.rows).toHaveLength(3);
});

test('a pasted table fills from the cell with the cursor, cut to the grid, in half width', () => {
  expect(grid.paste('SER\t１ mL\textra\nPL1\t2 mL', 1, 'material')).toBe(2);
  expect(texts()).toEqual([
    ['', 'SER', '1 mL'],
    ['', 'PL1', '2 mL'],
  ]);
  expect(grid.paste('a\nb\nc\nd', 3, 'code')).toBe(2);
  expect(grid.rows).toHaveLength(5);
});

test('a cell is copied from above, or down to all rows that hold anything', () => {
  grid.paste('A\tSER\nB\nC', 0, 'code');
  grid.copy_from_above(1, 'material');
  expect(texts()[1]).toEqual(['B', 'SER', '']);
  grid.set(0, 'amount', '1 mL');
  grid.copy_down(0, 'amount');
  expect(texts().map(([, , amount]) => amount)).toEqual(['1 mL', '1 mL', '1 mL']);
  grid.copy_from_above(0, 'code');
  expect(texts()[0]![0]).toBe('A');
});

test('a scanned code goes to the first row without one, and never twice', () => {
  grid.set(0, 'material', 'SER');
  expect(grid.add_code('code', 'X1')).toEqual({ row: 0, added: true });
  expect(grid.add_code('code', 'X2')).toEqual({ row: 1, added: true });
  expect(grid.add_code('code', 'X1')).toEqual({ row: 0, added: false });
});

test('errors stand at their cell until it is changed, and are walked round the end', () => {
  grid.paste('A\tSER\nB\tx', 0, 'code');
  grid.show_errors([
    { row: 1, column: 'material', text: 'no material' },
    { row: 0, column: 'code', text: 'taken' },
    { row: 0, column: 'elsewhere', text: 'the row' },
  ]);
  expect(grid.errors).toBe(3);
  expect(grid.error_at(0, '')).toBe('the row');
  expect(grid.next_error(0, 'code')).toEqual({ row: 1, column: 'material' });
  expect(grid.next_error(1, 'material')).toEqual({ row: 0, column: 'code' });
  grid.set(1, 'material', 'PL1');
  expect(grid.error_at(1, 'material')).toBe('');
  grid.set(0, 'code', 'C');
  expect(grid.errors).toBe(0);
});

test('a removed row takes its errors along, and the grid can be emptied', () => {
  grid.paste('A\nB', 0, 'code');
  grid.show_errors([{ row: 1, column: 'code', text: 'taken' }]);
  grid.remove(0);
  expect(texts()).toEqual([['B', '', '']]);
  expect(grid.errors).toBe(0);
  grid.clear();
  expect(grid.filled).toEqual([]);
  expect(grid.rows).toHaveLength(1);
});
