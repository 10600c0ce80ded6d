import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const prefix = 'lucide:';

/**
 * Turns `import box from 'lucide:box'` into the icon's list of shapes, so that only the icons a chunk uses
 * are in it and no markup string is ever parsed in the browser.
 */
export function lucide(): Plugin {
  const path = createRequire(import.meta.url).resolve('lucide-static/icon-nodes.json');
  const nodes = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  return {
    name: 'lucide',
    resolveId: (id) => (id.startsWith(prefix) ? '\0' + id : null),
    load(id) {
      if (!id.startsWith('\0' + prefix)) return null;
      const name = id.slice(prefix.length + 1);
      if (!(name in nodes)) throw new Error(`there is no icon named ${name}`);
      return `export default ${JSON.stringify(nodes[name])}`;
    },
  };
}
