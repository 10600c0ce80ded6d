import { expect, test } from 'vitest';
import { DecisionKey } from '../src/api/idempotency';
import { Problem, Unreachable } from '../src/api/problem';

const fails = (error: Error, keys: string[]) => (key: string) => {
  keys.push(key);
  return Promise.reject(error);
};

test('a decision that got no answer is tried again under its key; what was answered is never sent again', async () => {
  const decision = new DecisionKey();
  const keys: string[] = [];
  await expect(decision.run('apply', fails(new Unreachable(), keys))).rejects.toThrow(Unreachable);
  await expect(decision.run('apply', fails(new Unreachable(), keys))).rejects.toThrow(Unreachable);
  expect(keys[0]).toBe(keys[1]);
  expect(await decision.run('apply', (key) => Promise.resolve(key))).toBe(keys[0]);
  await expect(decision.run('apply', fails(new Problem(409, {}), keys))).rejects.toThrow(Problem);
  expect(await decision.run('apply', (key) => Promise.resolve(key))).not.toBe(keys[2]);
  expect(new Set(keys).size).toBe(2);
});

test('another decision has another key, even where the first got no answer', async () => {
  const decision = new DecisionKey();
  const keys: string[] = [];
  await expect(decision.run('all', fails(new Unreachable(), keys))).rejects.toThrow(Unreachable);
  await expect(decision.run('good', fails(new Unreachable(), keys))).rejects.toThrow(Unreachable);
  expect(keys[0]).not.toBe(keys[1]);
});
