import * as api from '../api/frostkeep';
import type { CorrectionView } from '../api/bench_types';
import type { SampleView } from '../api/types';
import { t } from '../i18n/language.svelte';
import type { Outcome, ScanWork } from '../scan/scan_queue.svelte';
import { band } from '../shell/band.svelte';
import { open_code, opening } from '../shell/open_thing';
import { session } from '../shell/session.svelte';

/**
 * What a scan means beside a tube. For who may correct, a participant's card asks whether the tube is that person's;
 * anything else opens what it names.
 */
export class SampleScan {
  correcting = $state.raw<{ participant: string } | null>(null);

  constructor(private readonly sample_: () => SampleView | null) {}

  take(code: string, key: string): ScanWork {
    if (!session.may('sample_correct')) return opening(code, key);
    return { note: t('scan.looking_up'), run: () => this.run(code) };
  }

  close(done: CorrectionView | null): void {
    this.correcting = null;
    if (!done) return;
    const relabel = done.tubes.filter((tube) => tube.relabel).map(({ code }) => code);
    band.show({
      kind: relabel.length > 0 ? 'warning' : 'done',
      title: t('correct.done', { count: done.tubes.length }),
      sentence:
        relabel.length > 0 ? t('correct.relabel_these', { codes: relabel.join(', ') }) : t('correct.kept'),
      codes: relabel,
      actions: [],
    });
  }

  private async run(code: string): Promise<Outcome> {
    const thing = await api.resolve_code(code).catch(() => null);
    if (thing?.kind !== 'participant' || this.sample_() === null) return open_code(code);
    this.correcting = { participant: code };
    return { fate: 'done', note: t('correct.asked') };
  }
}
