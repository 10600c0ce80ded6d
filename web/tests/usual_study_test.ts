import { expect, test } from 'vitest';
import { usual_study } from '../src/elements/usual_study';

function memory(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>();
  return { getItem: (name) => kept.get(name) ?? null, setItem: (name, text) => void kept.set(name, text) };
}

test('the only study needs no choice; among several the last chosen one is meant, if it is still there', () => {
  const usual = usual_study(memory());
  expect(usual.of([])).toBe('');
  expect(usual.of(['a'])).toBe('a');
  expect(usual.of(['a', 'b'])).toBe('');
  usual.keep('b');
  expect(usual.of(['a', 'b'])).toBe('b');
  expect(usual.of(['a', 'c'])).toBe('');
  usual.keep('');
  expect(usual.of(['a', 'b'])).toBe('b');
});
