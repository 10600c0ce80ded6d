import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const id = 'code-list:materials';
const file = new URL('../schema/reference/materials.csv', import.meta.url);
const wanted = ['zh_cn', 'en', 'letters', 'shape'];

/** The fields of one line of our own lists: quotes only where a comma is inside, no line breaks in a field. */
function fields(line: string): string[] {
  return Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g), ([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  );
}

function materials(text: string): Record<string, Record<string, string>> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const [head = [], ...rows] = lines.map(fields);
  const named = rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at] ?? ''])));
  return Object.fromEntries(
    named.map((row) => [
      row['code'] ?? '',
      Object.fromEntries(wanted.map((name) => [name, row[name] ?? ''])),
    ]),
  );
}

/** `import materials from 'code-list:materials'`: by code, both names and what a map shows (letters, shape). */
export function code_lists(): Plugin {
  return {
    name: 'code-lists',
    resolveId: (asked) => (asked === id ? '\0' + id : null),
    load(asked) {
      if (asked !== '\0' + id) return null;
      this.addWatchFile(file.pathname);
      return `export default ${JSON.stringify(materials(readFileSync(file, 'utf8')))}`;
    },
  };
}
