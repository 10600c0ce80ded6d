import { describe, expect, test } from 'vitest';
import { check_resident_id, partial_date } from '../src/pages/resident_id';

const today = '2026-11-24';
const check = (text: string) => check_resident_id(text, today);

describe('a resident ID', () => {
  test('says sex and day of birth when its check character is right', () => {
    expect(check('11010519491231002X')).toEqual({
      kind: 'good',
      sex: 'female',
      birth_date: '1949-12-31',
      old: false,
    });
    expect(check('440524188001010014')).toMatchObject({
      kind: 'good',
      sex: 'male',
      birth_date: '1880-01-01',
    });
  });

  test('may be typed with blanks, a small x or in full width', () => {
    expect(check('110105 19491231 002x').kind).toBe('good');
    expect(check('１１０１０５１９４９１２３１００２Ｘ').kind).toBe('good');
  });

  test('with one digit wrong or two swapped is refused', () => {
    expect(check('110105194912310021')).toEqual({ kind: 'wrong', why: 'check' });
    expect(check('11010519491213002X')).toEqual({ kind: 'wrong', why: 'check' });
  });

  test('that is being typed says how much is missing', () => {
    expect(check('1101')).toEqual({ kind: 'short', missing: 14 });
    expect(check('1101051949123100').kind).toBe('short');
    expect(check('')).toEqual({ kind: 'empty' });
  });

  test('with a letter inside, a date that does not exist or too many digits is refused at once', () => {
    expect(check('1101A')).toEqual({ kind: 'wrong', why: 'characters' });
    expect(check('110X')).toEqual({ kind: 'wrong', why: 'characters' });
    expect(check('110105491331002')).toEqual({ kind: 'wrong', why: 'date' });
    expect(check('1101051949123100211')).toEqual({ kind: 'wrong', why: 'length' });
  });

  test('of fifteen digits is an old one', () => {
    expect(check('110105491231002')).toEqual({
      kind: 'good',
      sex: 'female',
      birth_date: '1949-12-31',
      old: true,
    });
  });
});

describe('a birth date', () => {
  test('may be a day, a month or a year', () => {
    for (const date of ['1968-04-12', '1968-04', '1968']) expect(partial_date(date, today)).toBe(date);
    expect(partial_date('１９６８－０４', today)).toBe('1968-04');
  });

  test('that does not exist, lies ahead or can be read two ways is none', () => {
    for (const date of ['1968-02-30', '1968-13', '2027', '2026-11-25', '04/1968', '680412', '1066']) {
      expect(partial_date(date, today)).toBeNull();
    }
  });
});
