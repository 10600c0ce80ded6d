import { expect, test } from 'vitest';
import { FieldGuard } from '../src/scan/field_guard';
import type { Key } from '../src/scan/keystroke_reader';

const none = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };
const enter: Key = { ...none, key: 'Enter', code: 'Enter' };

function type(guard: FieldGuard, text: string, before: string, ms_per_key: number, start_ms = 1000) {
  let value = before;
  let now = start_ms;
  for (const character of text) {
    guard.press({ ...none, key: character, code: '' }, value, now);
    value += character;
    now += ms_per_key;
  }
  return guard.press(enter, value, now);
}

test('a scan into a note is taken out, and the note is as it was', () => {
  expect(type(new FieldGuard(), 'ZJ0041877384', '溶血，', 10)).toEqual({
    code: 'ZJ0041877384',
    before: '溶血，',
  });
});

test('what a person types is left alone', () => {
  expect(type(new FieldGuard(), 'ZJ0041877384', '', 90)).toBeNull();
});

test('a fast word that is no code is left alone', () => {
  expect(type(new FieldGuard(), 'clotted', '', 10)).toBeNull();
  expect(type(new FieldGuard(), 'A12', '', 10)).toBeNull();
});

test('a scan behind slow typing gives back what was typed before it', () => {
  const guard = new FieldGuard();
  let value = '';
  for (const [index, character] of [...'see '].entries()) {
    guard.press({ ...none, key: character, code: '' }, value, index * 200);
    value += character;
  }
  expect(type(guard, 'FK0000000110', 'see ', 8, 2000)).toEqual({ code: 'FK0000000110', before: 'see ' });
});
