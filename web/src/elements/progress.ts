/** How work gets on: things a second since it began, and how long the rest takes at that pace. */
export interface Pace {
  per_second: number;
  left_ms: number | null;
}

/** Too early to tell before so long. */
const kTellsAfterMs = 1500;

export function pace_of(
  done: number,
  total: number,
  started_at: string | undefined,
  now_ms: number,
): Pace | null {
  const elapsed = started_at === undefined ? 0 : now_ms - Date.parse(started_at);
  if (elapsed < kTellsAfterMs || done <= 0) return null;
  const per_second = (done * 1000) / elapsed;
  const left = total > done ? ((total - done) * 1000) / per_second : null;
  return { per_second, left_ms: left };
}

/** Percent as people write it: never 100 before the end, never 0 after the beginning. */
export function percent(done: number, total: number): number {
  if (total <= 0 || done <= 0) return 0;
  if (done >= total) return 100;
  return Math.min(99, Math.max(1, Math.round((done * 100) / total)));
}
