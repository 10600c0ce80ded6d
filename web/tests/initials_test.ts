import { expect, test } from 'vitest';
import { initials_of } from '../src/elements/initials';

test('a Chinese name gives its first character, another name the first letters of its first and last word', () => {
  expect(initials_of('王晓梅')).toBe('王');
  expect(initials_of(' zhang  san ')).toBe('ZS');
  expect(initials_of('Anna Maria Berg')).toBe('AB');
  expect(initials_of('Li')).toBe('L');
  expect(initials_of('')).toBe('');
});
