import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const prefix = 'code-list:';

/** Which columns of a list of schema/reference the pages need, by the name of the list. */
const wanted: Readonly<Record<string, readonly string[]>> = {
  materials: ['zh_cn', 'en', 'letters', 'shape'],
  tubes: ['zh_cn', 'en', 'use', 'cap_colour'],
  conditions: ['zh_cn', 'en', 'usual'],
  reasons: ['zh_cn', 'en', 'use'],
  consent_purposes: ['zh_cn', 'en', 'core'],
};

function file_of(name: string): string {
  return new URL(`../schema/reference/${name}.csv`, import.meta.url).pathname;
}

/** The fields of one line of our own lists: quotes only where a comma is inside, no line breaks in a field. */
function fields(line: string): string[] {
  return Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g), ([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  );
}

function rows_by_code(text: string, columns: readonly string[]): Record<string, Record<string, string>> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const [head = [], ...rows] = lines.map(fields);
  const named = rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at] ?? ''])));
  return Object.fromEntries(
    named.map((row) => [
      row['code'] ?? '',
      Object.fromEntries(columns.map((name) => [name, row[name] ?? ''])),
    ]),
  );
}

/** `import materials from 'code-list:materials'`: the rows of a reference list by code, in the order of the list. */
export function code_lists(): Plugin {
  return {
    name: 'code-lists',
    resolveId: (asked) => (asked.startsWith(prefix) ? '\0' + asked : null),
    load(asked) {
      if (!asked.startsWith('\0' + prefix)) return null;
      const name = asked.slice(prefix.length + 1);
      const columns = wanted[name];
      if (!columns) throw new Error(`there is no list named ${name}`);
      this.addWatchFile(file_of(name));
      return `export default ${JSON.stringify(rows_by_code(readFileSync(file_of(name), 'utf8'), columns))}`;
    },
  };
}
