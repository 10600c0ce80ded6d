import * as api from '../api/frostkeep';
import { Problem } from '../api/problem';
import * as queue from '../api/queue';
import type { PlacementView } from '../api/types';
import { t } from '../i18n/language.svelte';
import type { Outcome } from '../scan/scan_queue.svelte';
import { refusal_of } from './refusal';
import { scans } from './scans';
import { session } from './session.svelte';

/** A scan without an answer is sent again by itself for so long after it was made; later a person decides. */
const kResumeWithinMs = 10 * 60_000;

/** The longest that a scan waits to be kept before it goes out all the same. */
const kKeepWithinMs = 1000;

/** Counts the placements that were sent again and took effect, so that a map on the screen can read itself anew. */
class Resumed {
  count = $state(0);
}
export const resumed = new Resumed();

const being_kept = new Map<string, Promise<unknown>>();

/** Keeps a scan on the device, from the moment it was made until the server has answered. */
export function remember(key: string, container_id: string, position: string, code: string): void {
  const user_id = session.current.user.id;
  const kept = queue.keep({ key, user_id, made_at: Date.now(), container_id, position, code });
  const late = new Promise((resolve) => setTimeout(resolve, kKeepWithinMs));
  being_kept.set(key, Promise.race([kept, late]));
}

/** Sends one placement; its answer, good or bad, ends what `remember` kept. */
export async function place(
  container_id: string,
  position: string,
  code: string,
  key: string,
  offline: (attempt: number) => void,
): Promise<PlacementView> {
  // Kept first, then sent: what is sent and lost is known after a reload.
  await being_kept.get(key);
  being_kept.delete(key);
  try {
    const placement = await api.place(container_id, position, code, key, offline);
    await queue.drop(key);
    return placement;
  } catch (error) {
    if (error instanceof Problem) await queue.drop(key);
    throw error;
  }
}

/** After a reload: what this person scanned and never got an answer for goes out again, under the same keys. */
export async function resume_unanswered(): Promise<void> {
  for (const { key, made_at, container_id, position, code } of await queue.unanswered_of(
    session.current.user.id,
  )) {
    const late = Date.now() - made_at > kResumeWithinMs;
    const run = (_: string, offline: (attempt: number) => void): Promise<Outcome> =>
      late ? too_late(key) : sent_again(container_id, position, code, key, offline);
    scans.resume({ code, at: new Date(made_at), key }, { note: position, run });
  }
}

async function too_late(key: string): Promise<Outcome> {
  await queue.drop(key);
  return { fate: 'warning', note: t('scan.unanswered') };
}

async function sent_again(
  container_id: string,
  position: string,
  code: string,
  key: string,
  offline: (attempt: number) => void,
): Promise<Outcome> {
  try {
    const placement = await place(container_id, position, code, key, offline);
    resumed.count += 1;
    return { fate: 'done', note: t('scan.sent_again', { position: placement.position }) };
  } catch (error) {
    return { fate: 'refused', note: refusal_of(error).title };
  }
}
