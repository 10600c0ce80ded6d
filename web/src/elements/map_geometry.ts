import { axis_label, fill_sequence, position_label, type Cell, type Grid } from './grid';

/** Measures of a map in CSS pixels: a cell's ground, the step from cell to cell, the disc, the place of the axes. */
export interface MapGeometry {
  width: number;
  height: number;
  cell_width: number;
  cell_height: number;
  gap: number;
  disc: number;
  left: number;
  top: number;
  /** Cells hold a code beside the mark: shelves, slots of a rack. */
  wide: boolean;
}

const kLeft = 24;
const kTop = 24;
const kMostWidth = 520;
const kMostHeight = 470;
const kCell = 46;
const kDisc = 38;
const kSmallestCell = 12;
const kWideColumns = 4;
const kWideCell = 200;
const kWideRoom = 566;
const kWideDisc = 24;
const kMonoPixels = 8.4;

export function geometry_of(grid: Grid): MapGeometry {
  const wide = grid.columns <= kWideColumns;
  const room = grid.columns > 16 ? kMostWidth * 1.6 : kMostWidth;
  const gap = Math.max(grid.columns, grid.rows) > 16 ? 2 : grid.columns > 9 ? 5 : 4;
  const fit = Math.min(
    kCell,
    Math.floor(room / grid.columns) - gap,
    Math.max(Math.floor(kMostHeight / grid.rows) - gap, 15),
  );
  const height = Math.max(fit, kSmallestCell);
  const width = wide ? Math.min(kWideCell, Math.floor(kWideRoom / grid.columns) - gap) : height;
  return {
    wide,
    gap,
    cell_width: width,
    cell_height: height,
    disc: wide ? kWideDisc : Math.round((height * kDisc) / kCell),
    left: kLeft,
    top: kTop,
    width: kLeft + grid.columns * (width + gap),
    height: kTop + grid.rows * (height + gap),
  };
}

/** A code that fits a wide cell beside its mark; of a long one the end, which differs from its neighbours'. */
export function fitted(code: string, cell_width: number): string {
  const most = Math.floor((cell_width - 36) / kMonoPixels);
  return code.length <= most ? code : `…${code.slice(1 - most)}`;
}

export function centre_of(geometry: MapGeometry, cell: Cell): { x: number; y: number } {
  return {
    x: geometry.left + (cell.column - 1) * (geometry.cell_width + geometry.gap) + geometry.cell_width / 2,
    y: geometry.top + (cell.row - 1) * (geometry.cell_height + geometry.gap) + geometry.cell_height / 2,
  };
}

/** Axis names; every second or fifth where all would not fit. */
export function axis_names(
  scheme: Grid['row_labels'],
  length: number,
  pitch: number,
): { at: number; name: string }[] {
  const step = pitch >= 22 ? 1 : pitch >= 14 ? 2 : 5;
  return Array.from({ length }, (_, index) => index + 1)
    .filter((at) => (at - 1) % step === 0)
    .map((at) => ({ at, name: axis_label(scheme === 'running' ? 'numbers' : scheme, at) }));
}

/**
 * The free cells behind `next` up to the end of its line, each with the direction in which filling goes on (degrees,
 * 0 = to the right): what shows the fill order without words.
 */
export function chevrons_behind(
  grid: Grid,
  next: string | null,
  taken: (label: string) => boolean,
): Map<string, number> {
  const out = new Map<string, number>();
  if (next === null) return out;
  const cells = fill_sequence(grid);
  const start = cells.findIndex((cell) => position_label(grid, cell) === next);
  if (start < 0) return out;
  const by_column = grid.fill_order.startsWith('columns');
  const first = cells[start]!;
  for (const cell of cells.slice(start + 1)) {
    if (by_column ? cell.column !== first.column : cell.row !== first.row) break;
    const label = position_label(grid, cell);
    if (taken(label)) continue;
    if (by_column) out.set(label, cell.row > first.row ? 90 : 270);
    else out.set(label, cell.column > first.column ? 0 : 180);
  }
  return out;
}
