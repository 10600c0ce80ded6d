import { character_of, type Key } from './keystroke_reader';

/** What a key means outside fields and codes. `held`: the beginning of a shortcut, shown and not yet a code. */
export type Pressed =
  | { kind: 'none' }
  | { kind: 'held' }
  | { kind: 'help' }
  | { kind: 'go'; letter: string }
  /** It was a code after all: these keys go to the reader, the last one with its own time. */
  | { kind: 'code'; keys: readonly [Key, number][] };

/** A scanner's next key comes sooner than this, a person's later. */
const kSoonestMs = 40;
/** A `g` that stands alone for so long is forgotten. */
const kLatestMs = 1500;

/** `g` and a letter open a page, `?` shows the keys. A scanner's code may begin with either and is left whole. */
export class Shortcuts {
  private held_: [Key, number] | null = null;

  constructor(private readonly letters_: () => string) {}

  get holding(): boolean {
    return this.held_ !== null;
  }

  /** Takes a key that came while nothing was collected. */
  press(key: Key, now_ms: number): Pressed {
    const character = character_of(key);
    const held = this.held_;
    if (held && now_ms - held[1] <= kLatestMs) return this.second(held, key, character, now_ms);
    this.held_ = null;
    if (character?.toLowerCase() === 'g' && !key.shiftKey) {
      this.held_ = [key, now_ms];
      return { kind: 'held' };
    }
    return { kind: character === '?' ? 'help' : 'none' };
  }

  /** Lets go of a `g`, such as when the focus moves into a field. */
  forget(): void {
    this.held_ = null;
  }

  private second(held: [Key, number], key: Key, character: string | null, now_ms: number): Pressed {
    if (character === null && key.key !== 'Enter') {
      // Shift alone goes on waiting; Escape and the like end it.
      if (key.key !== 'Shift') this.held_ = null;
      return { kind: key.key === 'Shift' ? 'held' : 'none' };
    }
    this.held_ = null;
    const letter = character?.toLowerCase() ?? '';
    if (now_ms - held[1] >= kSoonestMs && letter !== '' && this.letters_().includes(letter)) {
      return { kind: 'go', letter };
    }
    return { kind: 'code', keys: [held, [key, now_ms]] };
  }
}
