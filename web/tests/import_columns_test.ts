import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { empty_file, kImportColumns } from '../src/pages/import_columns';

test('the headings that the page names are those that the server reads', () => {
  const source = readFileSync(new URL('../../server/domain/import_heading.cpp', import.meta.url), 'utf8');
  const fields = (name: string): string[] => {
    const table = new RegExp(`${name} = \\{([^;]*)\\};`).exec(source)?.[1] ?? '';
    return [...table.matchAll(/ImportColumn\{"(\w+)"/g)].map(([, field]) => field!);
  };
  expect(kImportColumns.participants).toEqual(fields('kParticipantColumns'));
  expect(kImportColumns.samples).toEqual(fields('kSampleColumns'));
});

test('the empty file is UTF-8 with a BOM and one line', () => {
  const text = decodeURIComponent(empty_file('participants').split(',')[1]!);
  expect(text).toMatch(/^\ufeffstudy_code,name,[\w,]+\r\n$/);
  expect(empty_file('samples')).toContain('%EF%BB%BFcode%2C');
});
