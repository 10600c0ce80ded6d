import * as api from '../api/frostkeep';
import * as lab from '../api/bench';
import type { BenchTube, BenchView, RunningStep, SpinSettings } from '../api/bench_types';
import { new_key } from '../api/idempotency';
import { Problem } from '../api/problem';
import type { ScanCodeView } from '../api/types';
import { sentences, t } from '../i18n/language.svelte';
import { material_name } from '../i18n/materials';
import { is_own_code, type Command } from '../scan/scan_code';
import type { Outcome, ScanWork } from '../scan/scan_queue.svelte';
import { band } from '../shell/band.svelte';
import { open_code, refuse } from '../shell/open_thing';
import { refusal_of, type Refusal } from '../shell/refusal';
import { go } from '../shell/router.svelte';

/** A tube that waits in the tray for the next spin. */
export interface TrayTube {
  code: string;
  material: string;
  spun: boolean;
}

const kStored = 'frostkeep.spin';

function stored_settings(): SpinSettings {
  try {
    return JSON.parse(localStorage.getItem(kStored) ?? '{}') as SpinSettings;
  } catch {
    return {};
  }
}

/** Tubes that wait with their clocks, the tray for the centrifuge, and what a scan means between them. */
export class BenchDesk {
  view = $state.raw<BenchView | null>(null);
  refusal = $state.raw<Refusal | null>(null);
  tray = $state.raw<TrayTube[]>([]);
  /** How this device's centrifuge was set last. */
  settings = $state.raw<SpinSettings>(stored_settings());
  deviation = $state('');
  /** By how much the server's clock is ahead of this device's. */
  ahead_ms = $state(0);

  async load(): Promise<void> {
    try {
      const asked = Date.now();
      const view = await lab.bench();
      this.ahead_ms = Date.parse(view.server_time) - (asked + Date.now()) / 2;
      this.view = view;
      this.refusal = null;
    } catch (error) {
      if (!this.view) this.refusal = refusal_of(error);
    }
  }

  set(settings: SpinSettings): void {
    this.settings = settings;
    localStorage.setItem(kStored, JSON.stringify(settings));
  }

  take(code: string): ScanWork {
    const known = this.tube(code);
    return {
      note: known ? material_name(known.material) : t('scan.looking_up'),
      run: (key, offline) => this.run(code, key, offline),
    };
  }

  command(command: Command): void {
    if (command === 'undo') this.tray = this.tray.slice(0, -1);
    else if (command === 'finish') void this.finish();
  }

  /** The card of the end: starts the tray without a centrifuge's code, or ends the one spin that runs. */
  async finish(): Promise<void> {
    const running = this.view?.running ?? [];
    if (this.tray.length > 0) await this.start('', new_key(), () => undefined);
    else if (running.length === 1) await this.end(running[0]!, new_key());
    else go('/');
  }

  drop(code: string): void {
    this.tray = this.tray.filter((tube) => tube.code !== code);
  }

  private tube(code: string): BenchTube | undefined {
    return this.view?.tubes.find((tube) => tube.code === code);
  }

  private async run(code: string, key: string, offline: (attempt: number) => void): Promise<Outcome> {
    if (!this.view) await this.load();
    if (this.tray.some((tube) => tube.code === code))
      return { fate: 'repeat', note: t('bench_page.in_tray') };
    const running = this.view?.running.find(({ step }) => step.equipment === code);
    if (running) return this.end(running, key, offline);
    try {
      const known = this.tube(code);
      const thing = known ? null : await this.resolve(code);
      if (thing && thing.kind !== 'sample') return await open_code(code);
      if (known || thing) return this.into_tray(code, known, thing);
      if (is_own_code(code)) return await open_code(code);
      // What is no thing of ours is the centrifuge's own code.
      if (this.tray.length > 0) return await this.start(code, key, offline);
      return refuse(t('bench_page.empty_tray.title'), t('bench_page.empty_tray.sentence'), code);
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

  private into_tray(code: string, known: BenchTube | undefined, thing: ScanCodeView | null): Outcome {
    const material = known?.material ?? thing?.material ?? '';
    this.tray = [...this.tray, { code, material, spun: known?.spun_at !== undefined }];
    const late = known?.clock?.state === 'exceeded';
    const note = t('bench_page.taken', { material: material_name(material), count: this.tray.length });
    band.show({
      kind: late ? 'warning' : 'done',
      title: note,
      sentence: sentences(late ? t('bench_page.late') : '', t('bench_page.then')),
      codes: [code],
      actions: [],
    });
    return { fate: late ? 'warning' : 'done', note };
  }

  async start(equipment: string, key: string, offline: (attempt: number) => void): Promise<Outcome> {
    const again = this.tray.every(({ spun }) => spun);
    try {
      const view = await lab.start_spin(
        {
          ...this.settings,
          kind: again ? 'second_spin' : 'first_spin',
          codes: this.tray.map(({ code }) => code),
          ...(equipment ? { equipment } : {}),
          ...(this.deviation.trim() ? { deviation: this.deviation.trim() } : {}),
        },
        key,
        offline,
      );
      this.tray = [];
      this.deviation = '';
      const told = view.warnings.map(({ detail, remedy }) => sentences(detail, remedy));
      const title = t('bench_page.started', { count: view.tubes.length });
      this.tell(told, title, t('bench_page.scan_to_end'), equipment);
      await this.load();
      return { fate: told.length > 0 ? 'warning' : 'done', note: title };
    } catch (error) {
      return this.refused(error, equipment);
    }
  }

  async end(running: RunningStep, key: string, offline?: (attempt: number) => void): Promise<Outcome> {
    const { id, equipment } = running.step;
    try {
      const view = await lab.end_step(id, key, offline);
      const told = view.warnings.map(({ detail, remedy }) => sentences(detail, remedy));
      const title = t('bench_page.ended', { count: view.tubes.length });
      this.tell(told, title, t('bench_page.next_aliquot'), equipment);
      await this.load();
      return { fate: told.length > 0 ? 'warning' : 'done', note: title };
    } catch (error) {
      return this.refused(error, equipment);
    }
  }

  private tell(told: readonly string[], title: string, then: string, code: string): void {
    const kind = told.length > 0 ? 'warning' : 'done';
    band.show({ kind, title, sentence: sentences(...told, then), codes: [code], actions: [] });
  }

  private refused(error: unknown, code: string): Outcome {
    const { title, sentence } = refusal_of(error);
    return refuse(title, sentence, code);
  }
}
