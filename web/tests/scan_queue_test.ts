import { beforeEach, describe, expect, test } from 'vitest';
import { ScanQueue, kRowsShown, type Outcome } from '../src/scan/scan_queue.svelte';
import type { Sound } from '../src/sound/sounds';

const done: Outcome = { fate: 'done', note: '' };

describe('the scan queue', () => {
  let sounds: Sound[] = [];
  let now = 0;
  let answers: ((outcome: Outcome) => void)[] = [];
  let taken: string[] = [];
  let keys: string[] = [];
  let commands: string[] = [];
  let queue: ScanQueue;

  beforeEach(() => {
    [sounds, now, answers, taken, keys, commands] = [[], 0, [], [], [], []];
    queue = new ScanQueue(
      (sound) => sounds.push(sound),
      () => new Date(now),
    );
    queue.subscribe({
      take: (code) => ({
        note: '',
        run: (key) => {
          taken.push(code);
          keys.push(key);
          return new Promise((resolve) => answers.push(resolve));
        },
      }),
      command: (command) => commands.push(command),
    });
  });

  async function answer(outcome: Outcome): Promise<void> {
    answers.shift()?.(outcome);
    for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
  }

  const fates = (): string[] => queue.rows.map(({ fate }) => fate);

  test('sends one scan at a time, in order, each under a key of its own', async () => {
    for (const code of ['A', 'B', 'C']) queue.push(code);
    expect(taken).toEqual(['A']);
    expect(fates()).toEqual(['waiting', 'waiting', 'pending']);
    await answer(done);
    await answer(done);
    await answer(done);
    expect(taken).toEqual(['A', 'B', 'C']);
    expect(new Set(keys).size).toBe(3);
    expect(fates()).toEqual(['done', 'done', 'done']);
    expect(sounds).toEqual(['done', 'done', 'done']);
  });

  test('takes the same code again at once behind a card, and on another page', async () => {
    queue.push('A');
    await answer(done);
    queue.push('FK:REJECT');
    queue.push('A');
    await answer(done);
    const leave = queue.subscribe({
      take: () => ({ note: '', run: () => Promise.resolve({ fate: 'warning', note: '' }) }),
    });
    queue.push('A');
    await answer(done);
    leave();
    queue.push('A');
    await answer(done);
    expect(fates()).toEqual(['done', 'warning', 'done', 'done']);
    expect(commands).toEqual(['reject']);
  });

  test('ignores the same code within a second, without a sound, and takes it again later', async () => {
    queue.push('A');
    now = 999;
    queue.push('A');
    expect(fates()).toEqual(['repeat', 'pending']);
    await answer(done);
    now = 1000;
    queue.push('A');
    expect(taken).toEqual(['A', 'A']);
    expect(sounds).toEqual(['done']);
  });

  test('stops at a refusal, keeps what was in line, and goes on when it is acknowledged', async () => {
    queue.push('A');
    queue.push('B');
    await answer({ fate: 'refused', note: 'occupied' });
    expect(queue.paused).toBe(true);
    expect(taken).toEqual(['A']);
    queue.push('FK:OK');
    expect(queue.paused).toBe(false);
    expect(taken).toEqual(['A', 'B']);
    expect(sounds).toEqual(['refused']);
  });

  test('a scan behind a refusal is not taken, sounds refused, and stays visible', async () => {
    queue.push('A');
    await answer({ fate: 'refused', note: '' });
    queue.push('B');
    expect(fates()).toEqual(['held', 'refused']);
    expect(sounds).toEqual(['refused', 'refused']);
    queue.acknowledge();
    expect(taken).toEqual(['A']);
    queue.push('B');
    expect(taken).toEqual(['A', 'B']);
  });

  test('commands go to the page at once and OK only if there is nothing to acknowledge', () => {
    queue.push('FK:FINISH');
    queue.push('FK:OK');
    expect(commands).toEqual(['finish', 'ok']);
    expect(queue.rows).toEqual([]);
  });

  test('shows the last twenty, and any older one that has no answer', async () => {
    for (let count = 0; count < kRowsShown + 5; count += 1) queue.push(`C${count}`);
    expect(queue.rows).toHaveLength(kRowsShown + 5);
    for (let count = 0; count < kRowsShown + 5; count += 1) await answer(done);
    queue.push('last');
    expect(queue.rows).toHaveLength(kRowsShown);
    expect(queue.rows[0]?.code).toBe('last');
  });

  test('the newest page gets the scans, and the one before it once it has left', () => {
    const seen: string[] = [];
    const leave = queue.subscribe({
      take: (code) => {
        seen.push(code);
        return { note: '', run: async () => done };
      },
    });
    queue.push('A');
    leave();
    expect(seen).toEqual(['A']);
  });

  test('says offline while the server is away', () => {
    queue.subscribe({
      take: () => ({
        note: '',
        run: (_, offline) => {
          offline(1);
          return new Promise(() => undefined);
        },
      }),
    });
    queue.push('A');
    expect(fates()).toEqual(['offline']);
  });
});

test('a card that opens a page is for the shell, whatever page is open', () => {
  const told: string[] = [];
  const queue = new ScanQueue(() => undefined);
  const taker = (name: string) => ({
    take: () => ({ note: '', run: () => Promise.resolve({ fate: 'done' as const, note: '' }) }),
    command: (command: string) => void told.push(`${name} ${command}`),
  });
  queue.subscribe(taker('shell'));
  queue.subscribe(taker('page'));
  queue.push('FK:GO-CHAIR');
  queue.push('FK:SEEN-CLOTTED');
  expect(told).toEqual(['shell go_chair', 'page seen_clotted']);
});
