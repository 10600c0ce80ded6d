import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const id = 'code-list:materials';
const file = new URL('../schema/reference/sprec_v2_codes.csv', import.meta.url);

/** The fields of one line of our own lists: quotes only where a comma is inside, no line breaks in a field. */
function fields(line: string): string[] {
  return Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g), ([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  );
}

/** `import materials from 'code-list:materials'`: the names of the SPREC sample types, by code, zh-CN and en. */
export function code_lists(): Plugin {
  return {
    name: 'code-lists',
    resolveId: (wanted) => (wanted === id ? '\0' + id : null),
    load(wanted) {
      if (wanted !== '\0' + id) return null;
      const rows = readFileSync(file, 'utf8').split('\n').map(fields);
      const types = rows.filter(([element]) => element === 'fluid1' || element === 'solid1');
      return `export default ${JSON.stringify(Object.fromEntries(types.map(([, code, zh, en]) => [code, [zh, en]])))}`;
    },
  };
}
