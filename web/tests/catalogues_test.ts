import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { speaker, type Catalogue } from '../src/i18n/format';
import en from '../src/i18n/en.json';
import zh from '../src/i18n/zh-CN.json';

const catalogues = { 'zh-CN': zh as Catalogue, en: en as Catalogue };
const keys = Object.keys(zh) as (keyof Catalogue)[];

function placeholders(message: string): string[] {
  const names = Array.from(message.matchAll(/\{\s*([a-z_]+)\s*[,}]/g), ([, name]) => name ?? '');
  return [...new Set(names)].sort();
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.(ts|svelte)$/.test(entry.name) ? [readFileSync(path, 'utf8')] : [];
  });
}

test('both languages have the same keys in the same order', () => {
  expect(Object.keys(en)).toEqual(Object.keys(zh));
});

test.each(keys)('%s has the same placeholders in both languages and can be said', (key) => {
  expect(placeholders(en[key])).toEqual(placeholders(zh[key]));
  const values = Object.fromEntries(placeholders(zh[key]).map((name) => [name, 3]));
  for (const language of ['zh-CN', 'en'] as const) {
    expect(speaker(catalogues[language], language)(key, values)).not.toContain('{');
  }
});

test('every message is used', () => {
  const text = sources('src').join('\n');
  const families = Array.from(text.matchAll(/`([a-z_.]+\.)\$\{/g), ([, family]) => family ?? '');
  const unused = keys.filter(
    (key) => !text.includes(`'${key}'`) && !families.some((family) => key.startsWith(family)),
  );
  expect(unused).toEqual([]);
});

test('Chinese stands only in the catalogue, but for the name of the house and of the language', () => {
  const allowed = new Set(['霜库', '中文']);
  const found = sources('src').flatMap((text) => text.match(/[\u3400-\u9fff]+/g) ?? []);
  expect(found.filter((word) => !allowed.has(word))).toEqual([]);
});
