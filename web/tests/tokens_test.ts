import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { colour_pairs, contrast } from './colour';

const tokens = colour_pairs(readFileSync('src/style/tokens.css', 'utf8'));
const themes = ['light', 'dark'] as const;

/** Ink, ground, least contrast by WCAG 2.2: 4.5 for text, 3 for the outlines of controls and marks. */
const pairs: [string, string, number][] = [
  ...['page', 'surface', 'raised', 'sunk'].flatMap((ground): [string, string, number][] => [
    ['text', ground, 7],
    ['muted', ground, 4.5],
    ['accent', ground, 4.5],
    ['success', ground, 4.5],
    ['warning', ground, 4.5],
    ['refusal', ground, 4.5],
    ['line', ground, 3],
  ]),
  ['on-accent', 'accent', 4.5],
  ['on-accent', 'accent-pressed', 4.5],
  ['accent', 'info-fill', 4.5],
  ...['done', 'warning', 'refused', 'info', 'offline'].map((band): [string, string, number] => [
    `${band}-ink`,
    `${band}-fill`,
    6.5,
  ]),
  ...['stored', 'in-process', 'checked-out', 'in-transit', 'quarantined', 'distributed', 'gone'].flatMap(
    (state): [string, string, number][] => [
      [`${state}-ink`, `${state}-fill`, 5.25],
      [`${state}-outline`, 'surface', 4.5],
      [`${state}-outline`, 'page', 4.2],
    ],
  ),
];

describe.each(themes)('in the %s theme', (theme) => {
  test.each(pairs)('%s on %s has a contrast of at least %d', (ink, ground, least) => {
    const [a, b] = [tokens.get(ink), tokens.get(ground)];
    expect(a && b, `${ink} and ${ground} are tokens`).toBeTruthy();
    expect(contrast(a![theme], b![theme])).toBeGreaterThanOrEqual(least);
  });
});

test('every colour has a light and a dark value', () => {
  const css = readFileSync('src/style/tokens.css', 'utf8');
  const single = css.match(/^\s*--[a-z0-9-]+:\s*#.*$/gm) ?? [];
  expect(single).toEqual([]);
  expect(tokens.size).toBeGreaterThan(40);
});
