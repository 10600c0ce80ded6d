import { expect, test } from 'vitest';
import { axis_label, fill_sequence, next_free, position_label, type Grid } from '../src/elements/grid';
import { chevrons_behind } from '../src/elements/map_geometry';

const box: Grid = {
  rows: 9,
  columns: 9,
  row_labels: 'letters',
  column_labels: 'numbers',
  fill_order: 'rows_from_top_left',
};

const labels = (grid: Grid): string[] => fill_sequence(grid).map((cell) => position_label(grid, cell));

test('axes are named like the server names them', () => {
  expect([1, 26, 27, 32].map((n) => axis_label('letters', n))).toEqual(['A', 'Z', 'AA', 'AF']);
  expect([4, 9, 14, 400].map((n) => axis_label('roman', n))).toEqual(['IV', 'IX', 'XIV', 'CD']);
});

test('cells are named like the server names them', () => {
  expect(position_label(box, { row: 5, column: 6 })).toBe('E6');
  const numbers: Grid = { ...box, row_labels: 'numbers' };
  expect(position_label(numbers, { row: 3, column: 12 })).toBe('3-12');
  expect(position_label({ ...numbers, columns: 1 }, { row: 3, column: 1 })).toBe('3');
  const running: Grid = { ...box, row_labels: 'running', column_labels: 'running' };
  expect(position_label(running, { row: 2, column: 1 })).toBe('10');
});

test('fill orders start in their corner, run along their lines and turn round when snaking', () => {
  const small: Grid = { ...box, rows: 2, columns: 3 };
  const order = (fill_order: string): string => labels({ ...small, fill_order }).join(' ');
  expect(order('rows_from_top_left')).toBe('A1 A2 A3 B1 B2 B3');
  expect(order('columns_from_top_left')).toBe('A1 B1 A2 B2 A3 B3');
  expect(order('rows_from_bottom_right')).toBe('B3 B2 B1 A3 A2 A1');
  expect(order('rows_from_top_left_snaking')).toBe('A1 A2 A3 B3 B2 B1');
  expect(order('columns_from_bottom_left_snaking')).toBe('B1 A1 A2 B2 B3 A3');
});

test('the next free cell is the first behind the last one, going round', () => {
  const taken = new Set(['A1', 'A2', 'A4']);
  const next = (after?: string): string | null => next_free(labels(box), (label) => taken.has(label), after);
  expect(next()).toBe('A3');
  expect(next('A3')).toBe('A5');
  expect(next('I9')).toBe('A3');
  expect(next_free(['A1'], () => true)).toBeNull();
});

test('chevrons point along the rest of the line, over the free cells only', () => {
  const behind = chevrons_behind(box, 'E6', (label) => label === 'E8');
  expect([...behind]).toEqual([
    ['E7', 0],
    ['E9', 0],
  ]);
  const snake = { ...box, fill_order: 'rows_from_top_left_snaking' };
  expect([...chevrons_behind(snake, 'B3', () => false)]).toEqual([
    ['B2', 180],
    ['B1', 180],
  ]);
});
