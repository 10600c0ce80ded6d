import * as api from '../api/frostkeep';
import { new_key } from '../api/idempotency';
import { Problem } from '../api/problem';
import * as racks from '../api/racks';
import type { NewTube } from '../api/samples';
import type { ContainerView } from '../api/types';
import { refusal_of, type Refusal } from '../shell/refusal';

/** A rack that no container says the size of. */
const kUsualRows = 8;
const kUsualColumns = 12;

/** A scanner's file, the box that it is of, and how the two differ. */
export class RackDesk {
  file = $state.raw<File | null>(null);
  reading = $state.raw<racks.RackFile | null>(null);
  box = $state.raw<ContainerView | null>(null);
  comparison = $state.raw<racks.RackComparison | null>(null);
  applied = $state.raw<racks.RackApplied | null>(null);
  refusal = $state.raw<Refusal | null>(null);
  busy = $state(false);
  selected = $state<string | null>(null);

  get rows(): number {
    return this.box?.type.rows || kUsualRows;
  }

  get columns(): number {
    return this.box?.type.columns || kUsualColumns;
  }

  async open(file: File): Promise<void> {
    this.file = file;
    await this.again();
  }

  async set_box(id: string): Promise<void> {
    this.box = await api.container(id);
    await this.again();
  }

  /** Reads the file anew, and compares it where it is without errors and its box is known. */
  async again(): Promise<void> {
    this.comparison = null;
    this.applied = null;
    this.refusal = null;
    const { file } = this;
    if (!file) return;
    this.busy = true;
    try {
      this.reading = await racks.read_file(file, this.rows, this.columns, new_key());
      if (this.reading.errors.length > 0) return;
      if (!this.box && this.reading.rack) await this.find_box(this.reading.rack);
      if (this.box) this.show(await racks.compare(file, this.box.id, new_key()));
    } catch (error) {
      this.refusal = refusal_of(error);
    } finally {
      this.busy = false;
    }
  }

  async apply(choice: Pick<racks.Application, 'missing' | 'moved' | 'reason'>, key: string): Promise<void> {
    const { comparison } = this;
    if (!comparison) return;
    const { digest, wells, container_id } = comparison;
    this.applied = await racks.apply(container_id, { digest, wells, ...choice }, key);
  }

  /** Registers the tubes that no code was known of, where they stand; then compares again. */
  async register(study_id: string, alike: NewTube, key: string): Promise<number> {
    const { comparison } = this;
    const wells = (comparison?.lines ?? [])
      .filter(({ verdict }) => verdict === 'unknown')
      .map(({ position, code }) => ({ position, sample: { ...alike, code } }));
    if (!comparison || wells.length === 0) return 0;
    await racks.register(comparison.container_id, { study_id, wells }, key);
    await this.again();
    return wells.length;
  }

  clear(): void {
    this.file = null;
    this.reading = null;
    this.comparison = null;
    this.applied = null;
    this.refusal = null;
    this.selected = null;
  }

  private show(comparison: racks.RackComparison): void {
    this.comparison = comparison;
    this.selected = null;
  }

  private async find_box(code: string): Promise<void> {
    try {
      const thing = await api.resolve_code(code);
      if (thing.kind === 'container') this.box = await api.container(thing.id);
    } catch (error) {
      // A rack that isn't registered: the person scans the box instead.
      if (!(error instanceof Problem)) throw error;
    }
  }
}
