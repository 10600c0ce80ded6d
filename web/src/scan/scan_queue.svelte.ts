import { new_key } from '../api/idempotency';
import type { Sound } from '../sound/sounds';
import { command_of, type Command } from './scan_code';

/**
 * waiting: in line · pending: sent, no answer yet · done, warning, refused: the answer · offline: being sent again ·
 * repeat: the same code within a second, no card or other page between, ignored · held: scanned while a refusal waited
 * for its acknowledgement.
 */
export type Fate = 'waiting' | 'pending' | 'done' | 'warning' | 'refused' | 'offline' | 'repeat' | 'held';

export interface ScanRow {
  readonly id: number;
  readonly code: string;
  readonly at: Date;
  readonly key: string;
  fate: Fate;
  /** Where it goes or went, or what is the matter; already in the person's language. */
  note: string;
}

export interface Outcome {
  fate: 'done' | 'warning' | 'refused' | 'repeat';
  note: string;
}

/** One scan's work, bound when the scan was made: the cell that the person saw then is the cell it goes to. */
export interface ScanWork {
  note: string;
  run(key: string, offline: (attempt: number) => void): Promise<Outcome>;
}

export interface ScanTaker {
  take(code: string, key: string): ScanWork;
  command?(command: Command): void;
}

export const kRowsShown = 20;
const kRepeatMs = 1000;

/**
 * Scans in the order in which they came. One is at work at a time, none is dropped, and a refusal stops the line
 * until somebody acknowledges it.
 */
export class ScanQueue {
  rows = $state<ScanRow[]>([]);
  paused = $state(false);
  last_code = $state('');
  private waiting_: { row: ScanRow; work: ScanWork }[] = [];
  private busy_ = false;
  private takers_: ScanTaker[] = [];
  private next_id_ = 1;
  /** Rows before this one are no repeats: a card or another page has given their codes a new meaning since. */
  private fresh_from_id_ = 1;

  constructor(
    private readonly play_: (sound: Sound) => void,
    private readonly now_: () => Date = () => new Date(),
  ) {}

  /** The newest taker gets the scans until the returned function is called. */
  subscribe(taker: ScanTaker): () => void {
    this.takers_.push(taker);
    this.fresh_from_id_ = this.next_id_;
    return () => {
      this.takers_ = this.takers_.filter((other) => other !== taker);
      this.fresh_from_id_ = this.next_id_;
    };
  }

  /** Who gets the next scan. */
  get taker(): ScanTaker | undefined {
    return this.takers_.at(-1);
  }

  get unanswered(): number {
    return this.waiting_.length + (this.busy_ ? 1 : 0);
  }

  push(code: string): void {
    const command = command_of(code);
    if (command) {
      this.obey(command);
      return;
    }
    const at = this.now_();
    this.last_code = code;
    if (this.is_repeat(code, at)) {
      this.add(code, at, 'repeat');
    } else if (this.paused) {
      this.add(code, at, 'held');
      this.play_('refused');
    } else {
      this.enqueue(code, at);
    }
  }

  /** Puts a scan of before a reload in line again, with its own key. */
  resume(scan: Pick<ScanRow, 'code' | 'at' | 'key'>, work: ScanWork): void {
    const row = this.add(scan.code, scan.at, 'waiting', scan.key);
    row.note = work.note;
    this.waiting_.push({ row, work });
    void this.work();
  }

  /** The person has seen the refusal: the line moves on. True if there was one. */
  acknowledge(): boolean {
    if (!this.paused) return false;
    this.paused = false;
    void this.work();
    return true;
  }

  /** Forgets everything; for another person at the same screen. */
  clear(): void {
    this.rows = [];
    this.waiting_ = [];
    this.paused = false;
    this.last_code = '';
  }

  private is_repeat(code: string, at: Date): boolean {
    const earlier = this.rows.find(
      (row) => row.code === code && row.fate !== 'repeat' && row.fate !== 'held',
    );
    if (!earlier || earlier.id < this.fresh_from_id_) return false;
    return at.getTime() - earlier.at.getTime() < kRepeatMs;
  }

  private obey(command: Command): void {
    this.fresh_from_id_ = this.next_id_;
    if (command === 'ok' && this.acknowledge()) return;
    // A card that opens a page is for the shell, whatever page is open.
    const taker = command.startsWith('go_') ? this.takers_[0] : this.takers_.at(-1);
    taker?.command?.(command);
  }

  private enqueue(code: string, at: Date): void {
    const taker = this.takers_.at(-1);
    if (!taker) return;
    const row = this.add(code, at, 'waiting');
    const work = taker.take(code, row.key);
    row.note = work.note;
    this.waiting_.push({ row, work });
    void this.work();
  }

  private add(code: string, at: Date, fate: Fate, key = new_key()): ScanRow {
    this.rows.unshift({ id: this.next_id_++, code, at, key, fate, note: '' });
    // Rows still without an answer stay, however many came after them.
    this.rows = this.rows.filter((row, index) => index < kRowsShown || this.in_line(row));
    return this.rows[0]!;
  }

  private in_line(row: ScanRow): boolean {
    return row.fate === 'waiting' || row.fate === 'pending' || row.fate === 'offline';
  }

  private async work(): Promise<void> {
    if (this.busy_) return;
    this.busy_ = true;
    try {
      while (!this.paused && this.waiting_.length > 0) {
        const { row, work } = this.waiting_.shift()!;
        await this.run(row, work);
      }
    } finally {
      this.busy_ = false;
    }
  }

  private async run(row: ScanRow, work: ScanWork): Promise<void> {
    row.fate = 'pending';
    const outcome = await work.run(row.key, () => {
      row.fate = 'offline';
    });
    row.fate = outcome.fate;
    row.note = outcome.note;
    if (outcome.fate === 'refused') this.paused = true;
    if (outcome.fate !== 'repeat') this.play_(outcome.fate);
  }
}
