import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import * as api from '../api/frostkeep';
import { new_key } from '../api/idempotency';
import type { ContainerView, PlacementView, PositionView } from '../api/types';
import { fill_sequence, next_free, position_label } from '../elements/grid';
import type { ScanWork } from '../scan/scan_queue.svelte';
import { refusal_of, type Refusal } from '../shell/refusal';

/** Rank of a box or a plate: what tubes are scanned into. */
export const kBoxRank = 60;

export interface Undoable {
  entry_id: string;
  position: string;
  until: Date;
}

/** What the page says of an act; the board itself knows no sentence. */
export interface BoardVoice {
  pending(position: string): string;
  placed(placement: PlacementView, next: string | null): { note: string; warned: boolean };
  refused(refusal: Refusal, position: string | null, next: string | null): string;
  already_here(code: string, position: string): string;
  this_container(): string;
  full(): Refusal;
  /** The code may belong to something that isn't put into a container: the page opens it. Null if it doesn't. */
  open_instead(code: string, refusal: Refusal): Promise<string | null>;
}

/** One container on the screen: who sits where, where the next scan goes, and what is on its way to the server. */
export class ContainerBoard {
  view = $state.raw<ContainerView>() as ContainerView;
  readonly occupants = new SvelteMap<string, PositionView>();
  readonly pending = new SvelteSet<string>();
  next = $state<string | null>(null);
  placed = $state<string | null>(null);
  refused = $state<string | null>(null);
  /** A cell that the person chose; the next scan goes there. */
  chosen = $state<string | null>(null);
  count = $state(0);
  undoable = $state.raw<Undoable | null>(null);
  private labels_: string[] = [];

  constructor(
    view: ContainerView,
    private readonly voice_: BoardVoice,
  ) {
    this.show(view);
  }

  /** Scans go into cells by themselves: in a box. Elsewhere only a chosen cell takes one, so that browsing moves nothing. */
  get takes_scans(): boolean {
    return this.view.rank >= kBoxRank && this.labels_.length > 0;
  }

  get target(): string | null {
    return this.chosen ?? (this.takes_scans ? this.next : null);
  }

  /** Positions that hold something or keep a place for it. */
  get filled(): number {
    return [...this.occupants.values()].filter(({ kind, state }) => kind !== 'block' && state !== 'expected')
      .length;
  }

  show(view: ContainerView): void {
    this.view = view;
    this.labels_ = fill_sequence(view.type).map((cell) => position_label(view.type, cell));
    this.occupants.clear();
    for (const occupant of view.positions) this.occupants.set(occupant.position, occupant);
    this.next = view.next_position ?? this.free_behind();
  }

  choose(position: string): void {
    this.chosen = this.chosen === position ? null : position;
  }

  take(code: string): ScanWork {
    if (code === this.view.code) return settled('repeat', this.voice_.this_container());
    const here = this.find(code);
    if (here) return settled('repeat', this.voice_.already_here(code, here));
    const target = this.target;
    if (target === null) return this.no_cell(code);
    this.pending.add(target);
    this.chosen = null;
    this.refused = null;
    this.next = this.free_behind(target);
    return {
      note: this.voice_.pending(target),
      run: (key, offline) => this.place(code, target, key, offline),
    };
  }

  async undo(): Promise<void> {
    const { undoable } = this;
    if (!undoable) return;
    await api.undo(undoable.entry_id, new_key());
    this.undoable = null;
    this.placed = null;
    this.count = Math.max(0, this.count - 1);
    await this.reload();
    this.next = undoable.position;
  }

  async reload(): Promise<void> {
    this.show(await api.container(this.view.id));
  }

  private async place(
    code: string,
    position: string,
    key: string,
    offline: (attempt: number) => void,
  ): ReturnType<ScanWork['run']> {
    try {
      const placement = await api.place(this.view.id, position, code, key, offline);
      return this.accept(placement);
    } catch (error) {
      const refusal = refusal_of(error);
      const opened = await this.voice_.open_instead(code, refusal);
      this.pending.delete(position);
      if (opened !== null) return { fate: 'done', note: opened };
      return this.refuse(refusal, position);
    } finally {
      this.pending.delete(position);
    }
  }

  private accept(placement: PlacementView): Awaited<ReturnType<ScanWork['run']>> {
    const { position, moved_from } = placement;
    const left = moved_from?.at(-1);
    if (left?.id === this.view.id && left.position) this.occupants.delete(left.position);
    this.occupants.set(position, { ...placement, since: new Date().toISOString() });
    this.placed = position;
    this.refused = null;
    this.count += 1;
    this.undoable = { entry_id: placement.entry_id, position, until: new Date(placement.undo_until) };
    // While more scans are on their way the server's next cell is older than ours.
    if (this.pending.size <= 1) this.next = placement.next_position ?? this.free_behind(position);
    const { note, warned } = this.voice_.placed(placement, this.next);
    return { fate: warned ? 'warning' : 'done', note };
  }

  private async refuse(refusal: Refusal, position: string): ReturnType<ScanWork['run']> {
    this.refused = position;
    this.placed = null;
    this.undoable = null;
    const offered = refusal.first?.offered;
    if (refusal.first?.code === 'position_occupied') await this.reload().catch(() => undefined);
    const free = offered?.container_code === this.view.code && !this.pending.has(offered.position);
    if (free) this.next = offered.position;
    else if (!this.occupants.has(position)) this.next = position;
    else this.next = this.free_behind(position);
    return { fate: 'refused', note: this.voice_.refused(refusal, position, this.next) };
  }

  private no_cell(code: string): ScanWork {
    const full = this.voice_.full();
    return {
      note: '',
      run: async () => {
        const opened = await this.voice_.open_instead(code, full);
        if (opened !== null) return { fate: 'done', note: opened };
        return { fate: 'refused', note: this.voice_.refused(full, null, null) };
      },
    };
  }

  private find(code: string): string | null {
    for (const [position, occupant] of this.occupants) {
      if (occupant.code === code && occupant.kind !== 'hold') return position;
    }
    return null;
  }

  private free_behind(position?: string): string | null {
    const taken = (label: string): boolean => this.occupants.has(label) || this.pending.has(label);
    return next_free(this.labels_, taken, position);
  }
}

function settled(fate: 'repeat', note: string): ScanWork {
  return { note, run: async () => ({ fate, note }) };
}
