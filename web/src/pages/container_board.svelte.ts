import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import * as api from '../api/frostkeep';
import { new_key } from '../api/idempotency';
import type { ContainerView, PlacementView, PositionView } from '../api/types';
import { fill_sequence, next_free, position_label } from '../elements/grid';
import type { ScanWork } from '../scan/scan_queue.svelte';
import { place, remember } from '../shell/placing.svelte';
import { refusal_of, type Refusal } from '../shell/refusal';

/** Rank of a box or a plate: what tubes are scanned into. */
export const kBoxRank = 60;

export interface Undoable {
  entry_id: string;
  position: string;
  until: Date;
}

export interface RefusedScan {
  refusal: Refusal;
  code: string;
  /** Where it should have gone; null if there was no cell for it. */
  position: string | null;
  next: string | null;
}

/** What the page says of an act; the board itself knows no sentence. */
export interface BoardVoice {
  pending(position: string): string;
  placed(placement: PlacementView, next: string | null): { note: string; warned: boolean };
  refused(what: RefusedScan): string;
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
    this.next = view.next_position || this.free_behind();
  }

  /** Scans go into cells by themselves: in a box. Elsewhere only a chosen cell takes one: browsing moves nothing. */
  get takes_scans(): boolean {
    return this.view.type.rank >= kBoxRank && this.labels_.length > 0;
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
  }

  choose(position: string): void {
    this.chosen = this.chosen === position ? null : position;
  }

  take(code: string, key: string): ScanWork {
    if (code === this.view.code) return settled('repeat', this.voice_.this_container());
    const here = this.find(code);
    if (here) return settled('repeat', this.voice_.already_here(code, here));
    const target = this.target;
    if (target === null) return this.no_cell(code);
    remember(key, this.view.id, target, code);
    this.pending.add(target);
    this.chosen = null;
    this.refused = null;
    this.next = this.free_behind(target);
    return {
      note: this.voice_.pending(target),
      run: (_, offline) => this.place(code, target, key, offline),
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

  /** Brings a tube that lies elsewhere into a cell of this container; the person has asked for it. */
  async move_here(code: string, position: string): Promise<Awaited<ReturnType<ScanWork['run']>>> {
    const placement = await api.place(this.view.id, position, code, new_key(), () => undefined, true);
    return this.accept(placement);
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
      const placement = await place(this.view.id, position, code, key, offline);
      this.pending.delete(position);
      return this.accept(placement);
    } catch (error) {
      const refusal = refusal_of(error);
      const opened = await this.voice_.open_instead(code, refusal);
      this.pending.delete(position);
      if (opened === null) return this.refuse(refusal, code, position);
      this.next = this.free_behind();
      return { fate: 'done', note: opened };
    }
  }

  private accept(placement: PlacementView): Awaited<ReturnType<ScanWork['run']>> {
    const { position, code, kind } = placement;
    const before = this.find(code);
    if (before !== null) this.occupants.delete(before);
    this.occupants.set(position, { ...placement, kind });
    this.placed = position;
    this.refused = null;
    this.count += 1;
    this.undoable = { entry_id: placement.entry_id, position, until: new Date(placement.undo_until) };
    // Scans on their way have moved on already.
    if (this.pending.size === 0) this.next = this.free_behind(position);
    const { note, warned } = this.voice_.placed(placement, this.next);
    return { fate: warned ? 'warning' : 'done', note };
  }

  private async refuse(refusal: Refusal, code: string, position: string): ReturnType<ScanWork['run']> {
    this.refused = position;
    this.placed = null;
    this.undoable = null;
    if (refusal.first?.code === 'position_occupied') await this.reload().catch(() => undefined);
    if (this.pending.size === 0)
      this.next = this.occupants.has(position) ? this.free_behind(position) : position;
    return { fate: 'refused', note: this.voice_.refused({ refusal, code, position, next: this.next }) };
  }

  private no_cell(code: string): ScanWork {
    const full = this.voice_.full();
    return {
      note: '',
      run: async () => {
        const opened = await this.voice_.open_instead(code, full);
        if (opened !== null) return { fate: 'done', note: opened };
        return {
          fate: 'refused',
          note: this.voice_.refused({ refusal: full, code, position: null, next: null }),
        };
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
