/**
 * Asks again and again while `wanted` says so: `pause_ms` after each answer, and at once when the window is looked at
 * again. Returns the way to stop.
 */
export function repeat(ask: () => Promise<void>, wanted: () => boolean, pause_ms: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  async function turn(): Promise<void> {
    clearTimeout(timer);
    if (!document.hidden && wanted()) await ask().catch(() => undefined);
    if (!stopped) timer = setTimeout(() => void turn(), pause_ms);
  }

  const look = (): void => {
    if (!document.hidden) void turn();
  };
  document.addEventListener('visibilitychange', look);
  timer = setTimeout(() => void turn(), pause_ms);
  return () => {
    stopped = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', look);
  };
}
