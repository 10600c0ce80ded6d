import { beforeEach, describe, expect, test } from 'vitest';
import { KeystrokeReader, type Key, type Reading } from '../src/scan/keystroke_reader';

const none = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };

function physical_name(character: string): string {
  if (/[A-Za-z]/.test(character)) return `Key${character.toUpperCase()}`;
  if (/[0-9]/.test(character)) return `Digit${character}`;
  return { '-': 'Minus', ':': 'Semicolon', ' ': 'Space', '/': 'Slash' }[character] ?? 'Unknown';
}

const typed = (character: string): Key => ({ ...none, key: character, code: physical_name(character) });
const enter: Key = { ...none, key: 'Enter', code: 'Enter' };
const tab: Key = { ...none, key: 'Tab', code: 'Tab' };

/** An input method takes the character away; what is left is the physical key. */
const under_ime = (character: string): Key => ({
  ...none,
  key: 'Process',
  code: physical_name(character),
  shiftKey: character === ':',
});

describe('the keystroke reader', () => {
  let now = 0;
  let readings: Reading[] = [];
  let confirmed = 0;
  let alt = 0;
  let reader: KeystrokeReader;

  beforeEach(() => {
    [now, readings, confirmed, alt] = [0, [], 0, 0];
    reader = new KeystrokeReader({
      scanned: (reading) => readings.push(reading),
      collecting: () => undefined,
      confirmed: () => (confirmed += 1),
      alt_mode: () => (alt += 1),
    });
  });

  function press(key: Key, after_ms = 10): boolean {
    now += after_ms;
    return reader.press(key, now);
  }

  function type(text: string, as: (character: string) => Key = typed): void {
    for (const character of text) press(as(character));
  }

  const codes = (): string[] => readings.map(({ code }) => code);

  test('reads a code that ends with Enter, and measures its pace', () => {
    type('ZJ0041877384');
    expect(press(enter)).toBe(true);
    expect(readings).toEqual([
      { code: 'ZJ0041877384', raw: 'ZJ0041877384', ms_per_key: 10, ended_by: 'enter' },
    ]);
  });

  test('reads the same code while an input method swallows the characters', () => {
    type('ZJ0041877384', under_ime);
    press(enter);
    expect(codes()).toEqual(['ZJ0041877384']);
  });

  test('reads a command card under an input method, colon included', () => {
    type('FK:OK', under_ime);
    press(enter);
    expect(codes()).toEqual(['FK:OK']);
  });

  test('turns full-width characters into ordinary ones', () => {
    type('ＦＫ０００００００１１０', (character) => ({ ...none, key: character, code: '' }));
    press(enter);
    expect(codes()).toEqual(['FK0000000110']);
  });

  test('gives a code of ours in upper case and leaves a foreign one as it is', () => {
    type('fk0000000110');
    press(enter);
    type('ab-12x');
    press(enter);
    expect(codes()).toEqual(['FK0000000110', 'ab-12x']);
  });

  test('ends with Tab only if something was typed', () => {
    expect(press(tab)).toBe(false);
    type('A1');
    expect(press(tab)).toBe(true);
    expect(codes()).toEqual(['A1']);
  });

  test('takes the second line end of CR + LF for the first', () => {
    type('ZJ1');
    press(enter);
    expect(press(enter, 5)).toBe(true);
    expect(confirmed).toBe(0);
    expect(codes()).toEqual(['ZJ1']);
  });

  test('takes a lonely Enter for an acknowledgement and leaves it to the page', () => {
    expect(press(enter, 500)).toBe(false);
    expect(confirmed).toBe(1);
  });

  test('ends a complete code by silence, but neither an incomplete nor a slow one', () => {
    type('FK0000000110');
    reader.silence(now + 79);
    expect(codes()).toEqual([]);
    reader.silence(now + 80);
    expect(codes()).toEqual(['FK0000000110']);
    type('FK0000000111');
    reader.silence(now + 200);
    expect(codes()).toHaveLength(1);
    reader.clear();
    for (const character of 'FK0000000110') press(typed(character), 60);
    reader.silence(now + 200);
    expect(codes()).toHaveLength(1);
  });

  test('takes an Enter that comes late, after silence has ended the code, for that code’s', () => {
    type('FK0000000110');
    reader.silence(now + 80);
    expect(press(enter, 300)).toBe(true);
    expect(confirmed).toBe(0);
    press(enter, 600);
    expect(confirmed).toBe(1);
  });

  test('strips a symbology prefix and keeps a group separator', () => {
    type(']d2');
    type('01');
    press({ ...none, key: ']', code: 'BracketRight', ctrlKey: true });
    type('21');
    press(enter);
    expect(codes()).toEqual(['01\u001d21']);
  });

  test('notices a scanner in ALT mode once a run', () => {
    const alt_digit: Key = { ...none, key: '0', code: 'Numpad0', altKey: true };
    for (let count = 0; count < 8; count += 1) expect(press(alt_digit)).toBe(true);
    expect(alt).toBe(1);
    press(alt_digit, 5000);
    press(alt_digit);
    expect(alt).toBe(2);
    expect(readings).toEqual([]);
  });

  test('leaves shortcuts, arrows and the blank that presses a button alone', () => {
    expect(press({ ...none, key: 'c', code: 'KeyC', ctrlKey: true })).toBe(false);
    expect(press({ ...none, key: 'ArrowLeft', code: 'ArrowLeft' })).toBe(false);
    expect(press(typed(' '))).toBe(false);
    expect(reader.text).toBe('');
  });

  test('takes each pasted line for a scan of its own', () => {
    reader.paste('ZJ1\r\n\r\n ＺＪ２ \nZJ3');
    expect(codes()).toEqual(['ZJ1', 'ZJ2', 'ZJ3']);
  });

  test('corrects by Backspace and forgets by Escape', () => {
    type('AB');
    press({ ...none, key: 'Backspace', code: 'Backspace' });
    expect(reader.text).toBe('A');
    press({ ...none, key: 'Escape', code: 'Escape' });
    expect(reader.text).toBe('');
  });

  test('takes twenty scans in 0.6 s, in order', () => {
    const wanted = Array.from({ length: 20 }, (_, index) => `ZJ${String(index).padStart(2, '0')}`);
    for (const code of wanted) {
      for (const character of code) press(typed(character), 6);
      press(enter, 6);
    }
    expect(now).toBe(600);
    expect(codes()).toEqual(wanted);
  });
});
