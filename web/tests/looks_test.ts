import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { PositionView } from '../src/api/types';
import { kLegendOrder, kLooks, look_of, type LookName } from '../src/elements/looks';
import { colour_pairs, contrast } from './colour';

const tokens = colour_pairs(readFileSync('src/style/tokens.css', 'utf8'));
const names = Object.keys(kLooks) as LookName[];

/** What is left of a look when all colour is taken away: glyph, outline, hatch, and whether the disc is filled. */
function in_grey(name: LookName): string {
  const { glyph, outline, hatched, tone } = kLooks[name];
  const filled = tone !== 'bare' && tone !== 'checked-out';
  return [glyph, outline, hatched, filled].join('|');
}

test('in grey no two states look alike', () => {
  const seen = new Map<string, LookName>();
  for (const name of names) {
    expect(seen.get(in_grey(name)), `${name} looks like another state`).toBeUndefined();
    seen.set(in_grey(name), name);
  }
});

test('each glyph is dark or light enough on its fill', () => {
  for (const name of names.filter((one) => kLooks[one].tone !== 'bare' && kLooks[one].glyph !== '')) {
    const { tone } = kLooks[name];
    const [ink, fill] = [tokens.get(`${tone}-ink`)!, tokens.get(`${tone}-fill`)!];
    expect(contrast(ink.light, fill.light), name).toBeGreaterThan(5.2);
    expect(contrast(ink.dark, fill.dark), name).toBeGreaterThan(5.2);
  }
});

test('the legend names each look once', () => {
  expect([...kLegendOrder].sort()).toEqual([...names].sort());
});

test('a restriction shows before the state, a hold and a block before both', () => {
  const tube: PositionView = {
    position: 'A1',
    kind: 'sample',
    id: '1',
    code: 'FK0000000110',
    state: 'stored',
    material: 'PL1',
    study: '',
    restricted: false,
    since: '',
  };
  expect(look_of(undefined)).toBe('empty');
  expect(look_of(tube)).toBe('stored');
  expect(look_of({ ...tube, restricted: true })).toBe('quarantined');
  expect(look_of({ ...tube, kind: 'hold', restricted: true })).toBe('checked_out');
  expect(look_of({ ...tube, kind: 'block' })).toBe('blocked');
});
