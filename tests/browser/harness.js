import { strict as assert } from 'node:assert';

/** A small runner: tests one after another, each named by a sentence; the last line counts them. */
const tests = [];

/** `options` say at what kind of workstation the test is done: language, theme, size. */
export function test(name, body, options = {}) {
  tests.push({ name, body, options });
}

export { assert };

/** Waits until `probe` gives a truthy value and returns it; fails with `what` after `limit_ms`. */
export async function eventually(what, probe, limit_ms = 30_000) {
  const end = Date.now() + limit_ms;
  for (;;) {
    const value = await probe();
    if (value) return value;
    if (Date.now() > end) assert.fail(`waited ${limit_ms} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Runs the tests whose name contains one of `wanted` (all without any); true if none failed. */
export async function run(wanted, around) {
  let passed = 0;
  let failed = 0;
  for (const { name, body, options } of tests) {
    if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
    const started = Date.now();
    try {
      await around(name, body, options);
      passed += 1;
      console.log(`ok    ${name} (${Date.now() - started} ms)`);
    } catch (error) {
      failed += 1;
      console.log(`FAIL  ${name}\n${error.stack ?? error}`);
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0;
}
