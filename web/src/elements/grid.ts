import type { AxisScheme } from '../api/types';

/** A container's grid, and a cell in it: rows from the top, columns from the left, both from 1. */
export interface Grid {
  rows: number;
  columns: number;
  row_labels: AxisScheme;
  column_labels: AxisScheme;
  fill_order: string;
}

export interface Cell {
  row: number;
  column: number;
}

const kRoman: readonly (readonly [number, string])[] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

function letters(number: number): string {
  const rest = Math.floor((number - 1) / 26);
  return (rest > 0 ? letters(rest) : '') + String.fromCharCode(65 + ((number - 1) % 26));
}

function roman(number: number): string {
  let left = number;
  let text = '';
  for (const [value, sign] of kRoman) {
    for (; left >= value; left -= value) text += sign;
  }
  return text;
}

/** The name of the n-th row or column, n from 1. */
export function axis_label(scheme: AxisScheme, number: number): string {
  if (scheme === 'letters') return letters(number);
  return scheme === 'roman' ? roman(number) : String(number);
}

/** The cell's name, the same as the server's: `A1`, `3-12`, `3` in a single column, the running number. */
export function position_label(grid: Grid, cell: Cell): string {
  if (grid.row_labels === 'running') return String((cell.row - 1) * grid.columns + cell.column);
  const row = axis_label(grid.row_labels, cell.row);
  const column = axis_label(grid.column_labels, cell.column);
  if (grid.columns === 1) return row;
  if (grid.rows === 1) return column;
  return (grid.row_labels === 'numbers') === (grid.column_labels === 'numbers')
    ? `${row}-${column}`
    : row + column;
}

/** All cells row by row, as they are drawn. */
export function rows_of(grid: Grid): Cell[][] {
  return Array.from({ length: grid.rows }, (_, row) =>
    Array.from({ length: grid.columns }, (_, column) => ({ row: row + 1, column: column + 1 })),
  );
}

/** All cells in the order in which they are filled. */
export function fill_sequence(grid: Grid): Cell[] {
  const by_column = grid.fill_order.startsWith('columns');
  const from_bottom = grid.fill_order.includes('_bottom');
  const from_right = grid.fill_order.includes('_right');
  const snaking = grid.fill_order.endsWith('_snaking');
  const lines = by_column ? grid.columns : grid.rows;
  const steps = by_column ? grid.rows : grid.columns;
  const cells: Cell[] = [];
  for (let line = 0; line < lines; line += 1) {
    for (let step = 0; step < steps; step += 1) {
      const along = snaking && line % 2 === 1 ? steps - 1 - step : step;
      const down = by_column ? along : line;
      const right = by_column ? line : along;
      cells.push({
        row: from_bottom ? grid.rows - down : down + 1,
        column: from_right ? grid.columns - right : right + 1,
      });
    }
  }
  return cells;
}

/** The first free cell after `after` (from the start without it), going round; null if all are taken. */
export function next_free(
  labels: readonly string[],
  taken: (label: string) => boolean,
  after?: string,
): string | null {
  const start = after === undefined ? 0 : labels.indexOf(after) + 1;
  for (let step = 0; step < labels.length; step += 1) {
    const label = labels[(start + step) % labels.length]!;
    if (!taken(label)) return label;
  }
  return null;
}
