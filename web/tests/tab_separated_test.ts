import { expect, test } from 'vitest';
import { cells_of } from '../src/elements/tab_separated';

test('tabs part cells, any line end parts rows, and the last line end makes no row', () => {
  expect(cells_of('a\tb\r\nc\td\n')).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  expect(cells_of('a\rb')).toEqual([['a'], ['b']]);
  expect(cells_of('')).toEqual([]);
});

test('empty cells and empty rows keep their place', () => {
  expect(cells_of('\t\tx')).toEqual([['', '', 'x']]);
  expect(cells_of('a\n\nb')).toEqual([['a'], [''], ['b']]);
  expect(cells_of('a\t')).toEqual([['a', '']]);
});

test('a quoted cell holds tabs, line ends and doubled quotes', () => {
  expect(cells_of('"a\tb"\t"c\n""d"""\n')).toEqual([['a\tb', 'c\n"d"']]);
});

test('a quote that opens no quoted cell is a character', () => {
  expect(cells_of('5" tube\tx')).toEqual([['5" tube', 'x']]);
  expect(cells_of('"half\tx')).toEqual([['"half', 'x']]);
});
