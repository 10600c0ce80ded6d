import { cells_of } from './tab_separated';

/** A column of a grid that many things are entered in. */
export interface BatchColumn {
  id: string;
  label: string;
  /** An example, shown in the empty first row. */
  example: string;
  /** Holds a code: its own face; a scan with the cursor here goes here. */
  code?: boolean;
  width: 'narrow' | 'usual' | 'wide';
}

export interface BatchRow {
  readonly id: number;
  cells: Record<string, string>;
}

/** What is wrong with a cell: its row from 0, its column's id ('' for the whole row), a sentence. */
export interface CellError {
  row: number;
  column: string;
  text: string;
}

/** The text of a grid. There is always an empty row at the end; an empty row is none. */
export class BatchRows {
  rows = $state<BatchRow[]>([]);
  private next_id_ = 1;
  private errors_ = $state.raw<ReadonlyMap<string, string>>(new Map());

  constructor(
    readonly columns: readonly BatchColumn[],
    /** How many rows one request takes. */
    readonly most: number,
    /** How many rows stand there at first, so that it is seen to be a grid. */
    private readonly least_ = 1,
  ) {
    this.open_end();
  }

  /** The rows that hold anything, with their place in the grid. */
  get filled(): { at: number; cells: Readonly<Record<string, string>> }[] {
    return this.rows.map(({ cells }, at) => ({ at, cells })).filter(({ cells }) => !is_empty(cells));
  }

  is_filled(row: number): boolean {
    const cells = this.rows[row]?.cells;
    return cells !== undefined && !is_empty(cells);
  }

  get errors(): number {
    return this.errors_.size;
  }

  set(row: number, column: string, text: string): void {
    this.grow(row + 1);
    this.rows[row]!.cells[column] = text;
    this.forget(row, column);
    this.open_end();
  }

  /** Puts a table of the clipboard into the grid, its first cell at the given one; returns how many rows it took. */
  paste(text: string, row: number, column: string): number {
    const first = this.columns.findIndex(({ id }) => id === column);
    const table = cells_of(text).slice(0, this.most - row);
    table.forEach((cells, down) => {
      cells.slice(0, this.columns.length - first).forEach((cell, right) => {
        this.set(row + down, this.columns[first + right]!.id, cell.normalize('NFKC').trim());
      });
    });
    return table.length;
  }

  /** The cell gets the text of the one above. */
  copy_from_above(row: number, column: string): void {
    const above = this.rows[row - 1]?.cells[column];
    if (above !== undefined) this.set(row, column, above);
  }

  /** All rows below that hold anything get the text of this cell. */
  copy_down(row: number, column: string): void {
    const text = this.rows[row]?.cells[column] ?? '';
    for (const { at } of this.filled) if (at > row) this.set(at, column, text);
  }

  remove(row: number): void {
    this.rows.splice(row, 1);
    this.errors_ = new Map();
    this.open_end();
  }

  clear(): void {
    this.rows = [];
    this.errors_ = new Map();
    this.open_end();
  }

  /** Puts a code into a column: into the first row that has none there. False if it is in the grid already. */
  add_code(column: string, code: string): { row: number; added: boolean } {
    const known = this.rows.findIndex(({ cells }) => cells[column] === code);
    if (known >= 0) return { row: known, added: false };
    const free = this.rows.findIndex(({ cells }) => !cells[column]);
    this.set(free, column, code);
    return { row: free, added: true };
  }

  show_errors(errors: readonly CellError[]): void {
    const all = new Map<string, string>();
    for (const { row, column, text } of errors) {
      const key = key_of(row, this.columns.some(({ id }) => id === column) ? column : '');
      all.set(key, [all.get(key), text].filter(Boolean).join(' '));
    }
    this.errors_ = all;
  }

  error_at(row: number, column: string): string {
    return this.errors_.get(key_of(row, column)) ?? '';
  }

  /** The first cell with an error behind the given one, round the end; null if there is none. */
  next_error(row: number, column: string): { row: number; column: string } | null {
    const places = this.rows.flatMap((_, at) =>
      ['', ...this.columns.map(({ id }) => id)].map((id) => ({ row: at, column: id })),
    );
    const start = places.findIndex((place) => place.row === row && place.column === column) + 1;
    const ordered = [...places.slice(start), ...places.slice(0, start)];
    const found = ordered.find((place) => this.error_at(place.row, place.column) !== '');
    return found ? { row: found.row, column: found.column || this.columns[0]!.id } : null;
  }

  private forget(row: number, column: string): void {
    if (!this.errors_.has(key_of(row, column)) && !this.errors_.has(key_of(row, ''))) return;
    const left = new Map(this.errors_);
    left.delete(key_of(row, column));
    left.delete(key_of(row, ''));
    this.errors_ = left;
  }

  private grow(length: number): void {
    while (this.rows.length < length) {
      const cells = Object.fromEntries(this.columns.map(({ id }) => [id, '']));
      this.rows.push({ id: this.next_id_++, cells });
    }
  }

  private open_end(): void {
    this.grow(Math.min(this.least_, this.most));
    const last = this.rows.at(-1);
    if ((!last || !is_empty(last.cells)) && this.rows.length < this.most) this.grow(this.rows.length + 1);
  }
}

function is_empty(cells: Readonly<Record<string, string>>): boolean {
  return Object.values(cells).every((text) => text === '');
}

function key_of(row: number, column: string): string {
  return `${row}/${column}`;
}
