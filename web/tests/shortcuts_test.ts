import { expect, test } from 'vitest';
import type { Key } from '../src/scan/keystroke_reader';
import { Shortcuts } from '../src/scan/shortcuts';

const key = (text: string, code = `Key${text.toUpperCase()}`, shiftKey = false): Key => ({
  key: text,
  code,
  shiftKey,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
});

const shortcuts = () => new Shortcuts(() => 'tcr');

test('g and a letter, typed by a person, go to a page', () => {
  const reader = shortcuts();
  expect(reader.press(key('g'), 1000)).toEqual({ kind: 'held' });
  expect(reader.press(key('c'), 1250)).toEqual({ kind: 'go', letter: 'c' });
  expect(reader.holding).toBe(false);
});

test('under an input method the physical keys count', () => {
  const reader = shortcuts();
  reader.press(key('Process', 'KeyG'), 1000);
  expect(reader.press(key('Process', 'KeyR'), 1250)).toEqual({ kind: 'go', letter: 'r' });
});

test('a code of a scanner that begins so is left whole', () => {
  const reader = shortcuts();
  reader.press(key('g'), 1000);
  const pressed = reader.press(key('c'), 1010);
  expect(pressed.kind === 'code' && pressed.keys.map(([{ key: text }, at]) => [text, at])).toEqual([
    ['g', 1000],
    ['c', 1010],
  ]);
});

test('a letter that leads nowhere, or a figure, belongs to a code', () => {
  for (const other of [key('x'), key('1', 'Digit1'), key('Enter', 'Enter')]) {
    const reader = shortcuts();
    reader.press(key('g'), 1000);
    expect(reader.press(other, 1300).kind).toBe('code');
  }
});

test('a capital G begins a code, and a g that nobody goes on with is forgotten', () => {
  const reader = shortcuts();
  expect(reader.press(key('G', 'KeyG', true), 1000)).toEqual({ kind: 'none' });
  reader.press(key('g'), 2000);
  expect(reader.press(key('c'), 4000)).toEqual({ kind: 'none' });
});

test('Escape lets go of a g, Shift alone does not', () => {
  const reader = shortcuts();
  reader.press(key('g'), 1000);
  expect(reader.press(key('Shift', 'ShiftLeft'), 1100)).toEqual({ kind: 'held' });
  expect(reader.press(key('Escape', 'Escape'), 1200)).toEqual({ kind: 'none' });
  expect(reader.holding).toBe(false);
});

test('a question mark asks for help', () => {
  expect(shortcuts().press(key('?', 'Slash', true), 1000)).toEqual({ kind: 'help' });
});
