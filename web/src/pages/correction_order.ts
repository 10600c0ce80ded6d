import type { CorrectionOrder } from '../api/bench_types';

/** What was recorded wrongly; each has a reason of the list that fits it. */
export type Mistake = 'participant' | 'swap' | 'box' | 'amount' | 'drawn';

export const mistakes: readonly Mistake[] = ['participant', 'swap', 'box', 'amount', 'drawn'];

/** Codes of the list of reasons. */
export const kReasonOf: Readonly<Record<Mistake, string>> = {
  participant: 'wrong_participant',
  swap: 'tubes_swapped',
  box: 'wrong_box',
  amount: 'wrong_amount',
  drawn: 'wrong_time',
};

export interface Draft {
  mistake: Mistake;
  /** Of the participant or of the other tube. */
  code: string;
  container_id: string;
  position: string;
  amount: string;
  /** In the zone of the site: `2026-11-24 18:05`. */
  drawn: string;
  reason: string;
}

/** Minutes by which the zone is ahead of UTC at that moment. */
function offset_minutes(time: Date, zone: string): number {
  const local = new Date(time.toLocaleString('en-US', { timeZone: zone }));
  const utc = new Date(time.toLocaleString('en-US', { timeZone: 'UTC' }));
  return Math.round((local.getTime() - utc.getTime()) / 60_000);
}

/** The instant of a day and time at the site, as the API wants it; null where it can't be read. */
export function instant(text: string, zone: string): string | null {
  const match = /^([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)$/.exec(
    text.normalize('NFKC').trim(),
  );
  if (!match) return null;
  const guess = new Date(`${match[1]}T${match[2]}Z`);
  if (Number.isNaN(guess.getTime()) || !guess.toISOString().startsWith(match[1]!)) return null;
  return new Date(guess.getTime() - offset_minutes(guess, zone) * 60_000).toISOString();
}

/** What is sent, or null while something is missing. */
export function order_of(draft: Draft, zone: string): CorrectionOrder | null {
  const { mistake, reason, code, container_id, position, amount, drawn } = draft;
  if (reason === '') return null;
  if (mistake === 'participant') return code === '' ? null : { reason, participant: code };
  if (mistake === 'swap') return code === '' ? null : { reason, swap_with: code };
  if (mistake === 'amount') return amount.trim() === '' ? null : { reason, amount: amount.trim() };
  if (mistake === 'drawn') {
    const collected_at = instant(drawn, zone);
    return collected_at === null ? null : { reason, collected_at };
  }
  return container_id === '' || position === '' ? null : { reason, container_id, position };
}
