import * as api from '../api/frostkeep';
import * as lab from '../api/bench';
import type { AliquotsView } from '../api/bench_types';
import { new_key } from '../api/idempotency';
import { Problem } from '../api/problem';
import type { SampleView, ScanCodeView } from '../api/types';
import { sentences, t } from '../i18n/language.svelte';
import { material_name } from '../i18n/materials';
import { amount_text, written_amount } from '../elements/amounts';
import type { Command } from '../scan/scan_code';
import type { Outcome, ScanWork } from '../scan/scan_queue.svelte';
import { band } from '../shell/band.svelte';
import { open_code, refuse } from '../shell/open_thing';
import { refusal_of } from '../shell/refusal';
import { go } from '../shell/router.svelte';
import { children_of, order_of, type PlannedChild } from './aliquot_plan';

/** One parent and the children that are made of it: each scan is the next child, the last one records them all. */
export class AliquotDesk {
  parent = $state.raw<SampleView | null>(null);
  children = $state.raw<PlannedChild[]>([]);
  /** What was made last. */
  made = $state.raw<AliquotsView | null>(null);
  busy = $state(false);

  readonly scanned = $derived(this.children.filter(({ code }) => code !== '').length);
  readonly next = $derived(this.children.findIndex(({ code }) => code === ''));

  take(code: string): ScanWork {
    return { note: t('scan.looking_up'), run: (key, offline) => this.run(code, key, offline) };
  }

  command(command: Command): void {
    if (command === 'undo') this.unscan();
    else if (command === 'ok') void this.record(true, new_key(), () => undefined);
    else if (command !== 'finish') return;
    else if (this.scanned > 0) void this.record(false, new_key(), () => undefined);
    else if (this.parent) this.clear();
    else go('/bench');
  }

  /** Opens a parent without a scan; for a page that was reached from one. */
  async open(sample_id: string): Promise<Outcome> {
    const parent = await lab.tube_of_visit(sample_id);
    this.parent = parent;
    this.made = null;
    this.children = parent.visit ? children_of(await lab.visit(parent.visit.id), parent.id) : [];
    band.clear();
    return { fate: 'done', note: t('aliquot.parent_is', { material: material_name(parent.material) }) };
  }

  clear(): void {
    this.parent = null;
    this.children = [];
  }

  add(child: Omit<PlannedChild, 'code'>, count: number): void {
    const fresh = Array.from({ length: count }, () => ({ ...child, code: '' }));
    this.children = [...this.children, ...fresh];
  }

  remove(index: number): void {
    this.children = this.children.filter((_, at) => at !== index);
  }

  private unscan(): void {
    const last = this.children.map(({ code }) => code !== '').lastIndexOf(true);
    this.children = this.children.map((child, at) => (at === last ? { ...child, code: '' } : child));
  }

  private async run(code: string, key: string, offline: (attempt: number) => void): Promise<Outcome> {
    if (this.children.some((child) => child.code === code)) {
      return { fate: 'repeat', note: t('aliquot.scanned_already') };
    }
    try {
      const thing = await this.resolve(code);
      if (thing?.kind === 'printer' && this.made) {
        await lab.print_at(code, { children_of: [this.made.parent_id] }, key);
        return { fate: 'done', note: t('print.queued') };
      }
      if (thing && thing.kind !== 'sample') return await open_code(code);
      if (thing && this.scanned > 0) {
        return refuse(t('aliquot.not_a_new_tube.title'), t('aliquot.not_a_new_tube.sentence'), code);
      }
      if (thing) return await this.open(thing.id);
      if (!this.parent)
        return refuse(t('aliquot.parent_first.title'), t('aliquot.parent_first.sentence'), code);
      return await this.fill(code, key, offline);
    } catch (error) {
      const { title, sentence } = refusal_of(error);
      return refuse(title, sentence, code);
    }
  }

  private async resolve(code: string): Promise<ScanCodeView | null> {
    try {
      return await api.resolve_code(code);
    } catch (error) {
      if (error instanceof Problem && error.status === 404) return null;
      throw error;
    }
  }

  /** A code that nobody has yet is the next child's; with the last one all are recorded. */
  private async fill(code: string, key: string, offline: (attempt: number) => void): Promise<Outcome> {
    const at = this.next;
    if (at < 0) return refuse(t('aliquot.no_child_left.title'), t('aliquot.no_child_left.sentence'), code);
    this.children = this.children.map((child, index) => (index === at ? { ...child, code } : child));
    const { material, amount } = this.children[at]!;
    const note = `${material_name(material)} · ${written_amount(amount)}`;
    if (this.next >= 0) return { fate: 'done', note };
    const outcome = await this.record(false, key, offline);
    return outcome ?? { fate: 'done', note };
  }

  /** Records the scanned children; with `all`, also the others, whose codes the server makes. */
  async record(all: boolean, key: string, offline: (attempt: number) => void): Promise<Outcome | null> {
    const { parent } = this;
    const order = order_of(this.children, all);
    if (!parent || order.length === 0 || this.busy) return null;
    this.busy = true;
    try {
      const made = await lab.aliquot(parent.id, order, key, offline);
      this.made = made;
      this.clear();
      const told = made.warnings.map(({ detail, remedy }) => sentences(detail, remedy));
      const title = t('aliquot.done', { count: made.children.length, code: made.parent_code });
      const left = amount_text(made.parent_amount);
      band.show({
        kind: told.length > 0 ? 'warning' : 'done',
        title,
        sentence: sentences(...told, left ? t('aliquot.left', { left }) : '', t('aliquot.next_parent')),
        codes: [made.parent_code],
        actions: [],
      });
      return { fate: told.length > 0 ? 'warning' : 'done', note: title };
    } catch (error) {
      const { title, sentence } = refusal_of(error);
      return refuse(title, sentence, parent.code);
    } finally {
      this.busy = false;
    }
  }
}
