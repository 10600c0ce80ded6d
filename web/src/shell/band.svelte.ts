import type { IconShapes } from '../elements/icon_shapes';

export type BandKind = 'done' | 'warning' | 'refused' | 'offline' | 'info';

export interface BandAction {
  label: string;
  icon: IconShapes;
  /** The remedy; at most one in a band. */
  filled: boolean;
  run: () => void;
}

export interface BandMessage {
  kind: BandKind;
  title: string;
  /** One sentence; what stands in `codes` is set in the face of codes. */
  sentence: string;
  codes: readonly string[];
  actions: readonly BandAction[];
  /** Until when the first action can be taken (an undo). */
  until?: Date;
}

/** The one band of the page: what the last act did, or why it was refused. It never vanishes by itself. */
class Band {
  message = $state.raw<BandMessage | null>(null);

  show(message: BandMessage): void {
    this.message = message;
  }

  clear(): void {
    this.message = null;
  }
}

export const band = new Band();
