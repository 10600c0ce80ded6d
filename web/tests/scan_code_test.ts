import { expect, test } from 'vitest';
import {
  card_of,
  command_of,
  is_complete,
  is_own_code,
  looks_like_code,
  normalise,
  visible,
} from '../src/scan/scan_code';

test('check digits are the server’s: a sum of 1 modulo 97', () => {
  expect(is_own_code('FK0000000110')).toBe(true);
  expect(is_own_code('FK0000000111')).toBe(false);
  expect(is_own_code('FK0000001010')).toBe(false);
});

test('every single wrong character and every exchange of neighbours is found', () => {
  const code = 'FK0000000110';
  for (let at = 2; at < code.length; at += 1) {
    for (const other of '0123456789') {
      if (other !== code[at]) expect(is_own_code(code.slice(0, at) + other + code.slice(at + 1))).toBe(false);
    }
    const swapped = code.slice(0, at - 1) + code[at] + code[at - 1] + code.slice(at + 1);
    if (swapped !== code) expect(is_own_code(swapped)).toBe(false);
  }
});

test('a code that is too short, or without a prefix, is not one of ours', () => {
  expect(is_own_code('FK000110')).toBe(false);
  expect(is_own_code('0000000110')).toBe(false);
});

test('command cards are complete and known', () => {
  expect(command_of('FK:NEXT-BOX')).toBe('next_box');
  expect(is_complete('FK:UNDO')).toBe(true);
  expect(command_of('FK:NONSENSE')).toBeNull();
});

test('normalising folds width and blanks, and case only for codes of ours', () => {
  expect(normalise('  ｆｋ:ok ')).toBe('FK:OK');
  expect(normalise('fd31847725')).toBe('fd31847725');
});

test('prose is not taken for a code', () => {
  expect(looks_like_code('FD31847725')).toBe(true);
  expect(looks_like_code('haemolysed')).toBe(false);
});

test('control characters are shown', () => {
  expect(visible('A\u001dB C')).toBe('A␝B␠C');
});

test('a card that may be the beginning of another is complete only with its line end', () => {
  expect(is_complete('FK:REJECT')).toBe(true);
  expect(is_complete('FK:SEEN-TOO')).toBe(false);
  expect(is_complete('FK:GO-CHAIR')).toBe(false);
});

test('cards open pages and name conditions', () => {
  expect(command_of('FK:GO-CHAIR')).toBe('go_chair');
  expect(command_of('FK:SEEN-LABEL-UNREADABLE')).toBe('seen_label_unreadable');
  expect(command_of('FK:REJECT')).toBe('reject');
  for (const code of ['FK:GO-', 'FK:SEEN-', 'FK:SEEN-A--B', 'FK:GOCHAIR'])
    expect(command_of(code)).toBeNull();
  for (const code of ['FK:NEXT-BOX', 'FK:GO-CHAIR', 'FK:SEEN-WRONG-TUBE']) {
    expect(card_of(command_of(code)!)).toBe(code);
    expect(normalise(code.toLowerCase())).toBe(code);
  }
});
