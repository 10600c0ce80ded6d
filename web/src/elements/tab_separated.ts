/**
 * The cells of a table as spreadsheets put it on the clipboard: tabs between cells, line ends between rows, quotes
 * around a cell that holds one of these or a quote. A line end at the very end makes no row.
 */
export function cells_of(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let at = 0;
  const end_cell = (): void => {
    row.push(cell);
    cell = '';
  };
  const end_row = (): void => {
    end_cell();
    rows.push(row);
    row = [];
  };
  while (at < text.length) {
    const character = text[at]!;
    if (character === '"' && cell === '' && closed(text, at)) {
      const end = closing_quote(text, at);
      cell = text.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
    } else {
      if (character === '\t') end_cell();
      else if (character === '\n') end_row();
      else if (character !== '\r') cell += character;
      else if (text[at + 1] !== '\n') end_row();
      at += 1;
    }
  }
  if (cell !== '' || row.length > 0) end_row();
  return rows;
}

function closing_quote(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at += 1) {
    if (text[at] !== '"') continue;
    if (text[at + 1] !== '"') return at;
    at += 1;
  }
  return -1;
}

/** A quote opens a cell only if another closes it right before a tab, a line end or the end. */
function closed(text: string, open: number): boolean {
  const end = closing_quote(text, open);
  return end > 0 && (end + 1 === text.length || '\t\r\n'.includes(text[end + 1]!));
}
