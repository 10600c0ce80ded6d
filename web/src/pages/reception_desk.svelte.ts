import * as api from '../api/frostkeep';
import * as people from '../api/people';
import type { ReceptionRow } from '../api/people_types';
import { condition_name, is_usually_rejected, reasons_for } from '../i18n/code_lists';
import { sentences, t } from '../i18n/language.svelte';
import { material_name } from '../i18n/materials';
import type { Command } from '../scan/scan_code';
import type { Outcome, ScanWork } from '../scan/scan_queue.svelte';
import { band } from '../shell/band.svelte';
import { open_code, refuse } from '../shell/open_thing';
import { refusal_of } from '../shell/refusal';
import { go } from '../shell/router.svelte';

/** A tube as it came in, the latest first. */
export interface Arrival extends ReceptionRow {
  at: Date;
  key: string;
}

/** What is kept on the screen of one delivery. */
const kKept = 400;
/** Why a tube in a bad condition is turned away, unless somebody says otherwise. */
const kUsualReason = 'condition_unacceptable';

/** What the person sees of the next tube, as it was when it was scanned. */
interface Look {
  conditions: string[];
  rejected: boolean;
  reason: string;
  temperature_mdeg_c: number | null;
}

/** Tubes and boxes that come in: each scan is taken over at once, in the condition that was said before it. */
export class ReceptionDesk {
  arrivals = $state.raw<Arrival[]>([]);
  seen = $state.raw<string[]>([]);
  rejecting = $state(false);
  /** A code of the reasons for turning away. */
  reason = $state(kUsualReason);
  temperature_mdeg_c = $state<number | null>(null);

  readonly received = $derived(this.arrivals.filter(({ outcome }) => outcome === 'received').length);
  readonly rejected = $derived(this.arrivals.filter(({ outcome }) => outcome === 'rejected').length);
  readonly marked = $derived(
    this.arrivals.filter(({ outcome, mark }) => outcome === 'received' && mark !== '').length,
  );

  /** The next tube is in this condition; said once more, it isn't. A bad one is proposed to be turned away. */
  see(condition: string): void {
    const known = this.seen.includes(condition);
    this.seen = known ? this.seen.filter((other) => other !== condition) : [...this.seen, condition];
    if (is_usually_rejected(condition)) this.rejecting = this.seen.some(is_usually_rejected);
  }

  command(command: Command): void {
    if (command === 'reject') this.rejecting = !this.rejecting;
    else if (command.startsWith('seen_')) this.see(command.slice('seen_'.length));
    else if (command === 'finish') go('/');
  }

  take(code: string): ScanWork {
    const look = this.look();
    this.seen = [];
    this.rejecting = false;
    return { note: t('scan.looking_up'), run: (key, offline) => this.run(code, look, key, offline) };
  }

  private look(): Look {
    const reason = reasons_for('reject').find(({ code }) => code === this.reason)?.text ?? '';
    return {
      conditions: this.seen,
      rejected: this.rejecting,
      reason,
      temperature_mdeg_c: this.temperature_mdeg_c,
    };
  }

  private async run(
    code: string,
    look: Look,
    key: string,
    offline: (attempt: number) => void,
  ): Promise<Outcome> {
    if (this.is_here(code)) return { fate: 'repeat', note: t('reception.already') };
    try {
      const thing = await api.resolve_code(code);
      if (thing.kind !== 'sample' && thing.kind !== 'container') return await open_code(code);
      const tube = {
        code,
        conditions: look.conditions,
        ...(look.rejected ? { rejected: true, reason: look.reason } : {}),
      };
      const warmth = look.temperature_mdeg_c === null ? {} : { temperature_mdeg_c: look.temperature_mdeg_c };
      const order = thing.kind === 'container' ? { box: code, tubes: [] } : { tubes: [tube] };
      const view = await people.receive_tubes({ ...warmth, ...order }, key, offline);
      const at = new Date(view.received_at);
      const fresh = view.rows.map((row, index) => ({ ...row, at, key: `${key}-${index}` })).reverse();
      this.arrivals = [...fresh, ...this.arrivals].slice(0, kKept);
      return thing.kind === 'container' ? this.box_taken(code, view.rows) : this.tube_taken(view.rows[0]!);
    } catch (error) {
      const { title, sentence } = refusal_of(error);
      return refuse(title, sentence, code);
    }
  }

  private is_here(code: string): boolean {
    return this.arrivals.some((row) => row.code === code && row.outcome !== 'refused');
  }

  private tube_taken(row: ReceptionRow): Outcome {
    const problem = row.violations[0];
    if (problem) return refuse(problem.detail, problem.remedy, row.code);
    const warned = row.outcome === 'rejected' || row.mark !== '' || row.warnings.length > 0;
    const note = [t(`reception.${row.outcome}`), mark_text(row.mark)].filter(Boolean).join(' · ');
    band.show({
      kind: warned ? 'warning' : 'done',
      title: `${material_name(row.material)} · ${note}`,
      sentence: sentences(row.code, ...row.warnings.map(({ detail, remedy }) => sentences(detail, remedy))),
      codes: [row.code],
      actions: [],
    });
    return { fate: warned ? 'warning' : 'done', note };
  }

  private box_taken(code: string, rows: readonly ReceptionRow[]): Outcome {
    const refused = rows.filter(({ outcome }) => outcome === 'refused');
    const note = t('reception.box', { taken: rows.length - refused.length, of: rows.length });
    const first = refused[0]?.violations[0];
    if (first && refused.length === rows.length) return refuse(first.detail, first.remedy, code);
    band.show({
      kind: refused.length > 0 ? 'warning' : 'done',
      title: note,
      sentence: first ? sentences(first.detail, first.remedy) : code,
      codes: [code],
      actions: [],
    });
    return { fate: refused.length > 0 ? 'warning' : 'done', note };
  }
}

/** The conditions of a mark in words, without the word that says it was turned away. */
export function mark_text(mark: string): string {
  const conditions = mark.split(',').filter((part) => part !== '' && part !== 'rejected');
  return conditions.map(condition_name).join(t('list.comma'));
}
