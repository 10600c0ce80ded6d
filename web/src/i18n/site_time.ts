/** Times that people type: the site's clock, `2026-11-24 18:05` or with seconds; a `T` or a full-width form will do. */

const kTyped = /^(\d{4})-(\d{1,2})-(\d{1,2})[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?$/;

/** How far the zone's clock is ahead of UTC at an instant, in milliseconds. */
function ahead(at_ms: number, zone: string): number {
  const shown = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at_ms);
  const part = (type: string): number => Number(shown.find((one) => one.type === type)?.value);
  const clock = [part('hour'), part('minute'), part('second')] as const;
  return Date.UTC(part('year'), part('month') - 1, part('day'), ...clock) - Math.floor(at_ms / 1000) * 1000;
}

/** ISO 8601 in UTC; null for what is no time of the zone's clock (a day that isn't, an hour that was skipped). */
export function utc_of(typed: string, zone: string): string | null {
  const found = kTyped.exec(typed.normalize('NFKC').trim());
  if (!found) return null;
  const [year, month, day, hour, minute, second] = found.slice(1).map((text) => Number(text ?? 0));
  const wanted = Date.UTC(year!, month! - 1, day, hour, minute, second || 0);
  const written = new Date(wanted);
  const kept =
    written.getUTCMonth() === month! - 1 && written.getUTCDate() === day && written.getUTCHours() === hour;
  if (!kept || written.getUTCMinutes() !== minute) return null;
  // The first guess is off by at most the change of a clock; the second is exact.
  const guess = wanted - ahead(wanted, zone);
  const at = wanted - ahead(guess, zone);
  return at + ahead(at, zone) === wanted ? new Date(at).toISOString() : null;
}
