import { is_complete, normalise } from './scan_code';

/** The part of a KeyboardEvent that the reader looks at. */
export interface Key {
  key: string;
  code: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}

export interface Reading {
  code: string;
  /** As it came in, before normalisation; shown letter by letter when a code isn't known. */
  raw: string;
  /** Mean time between keys in ms; null for pasted text or a single key. */
  ms_per_key: number | null;
  ended_by: 'enter' | 'tab' | 'silence' | 'paste';
}

export interface Listener {
  scanned(reading: Reading): void;
  /** The text collected so far has changed. */
  collecting(text: string): void;
  /** Enter with nothing collected: the person acknowledges. */
  confirmed(): void;
  /** The scanner sends Alt + keypad numbers, which no browser can tell from shortcuts. */
  alt_mode(): void;
}

/** Scanners send a key each 7–16 ms; people need more than 30. */
export const kScannerMsPerKey = 25;
/** Silence that ends a complete code of a scanner without suffix. */
export const kSilenceMs = 80;
/** A second line end this soon belongs to the first (CR + LF). */
const kLineEndMs = 60;
/** A slow scanner's suffix may come after silence has ended its code already. */
const kLateLineEndMs = 500;
const kAltRunMs = 1500;
const kLongestRaw = 256;

const kPunctuation: Readonly<Record<string, readonly [string, string]>> = {
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  Slash: ['/', '?'],
  Period: ['.', '>'],
  Comma: [',', '<'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  Backquote: ['`', '~'],
  Space: [' ', ' '],
  NumpadSubtract: ['-', '-'],
  NumpadDecimal: ['.', '.'],
  NumpadDivide: ['/', '/'],
  NumpadAdd: ['+', '+'],
  NumpadMultiply: ['*', '*'],
};
const kShiftedDigits = ')!@#$%^&*(';

/** The character of a key: what was typed if it is ASCII after NFKC, else what the physical key would give. */
export function character_of(key: Key): string | null {
  if (key.ctrlKey && key.code === 'BracketRight') return '\u001d';
  if (key.ctrlKey || key.metaKey || key.altKey) return null;
  const typed = key.key.normalize('NFKC');
  if (/^[\x20-\x7e]$/.test(typed)) return typed;
  if (key.key.length > 1 && key.key !== 'Process' && key.key !== 'Unidentified') return null;
  return physical(key);
}

function physical(key: Key): string | null {
  const letter = /^Key([A-Z])$/.exec(key.code);
  if (letter) return letter[1]!;
  const digit = /^(Digit|Numpad)([0-9])$/.exec(key.code);
  if (digit)
    return digit[1] === 'Digit' && key.shiftKey ? kShiftedDigits.charAt(Number(digit[2])) : digit[2]!;
  return kPunctuation[key.code]?.[key.shiftKey ? 1 : 0] ?? null;
}

/** Collects keys into codes. It reads no clock and no page: times come with the keys, so a test needs neither. */
export class KeystrokeReader {
  private text_ = '';
  private first_ms_ = 0;
  private last_ms_ = 0;
  /** Until then a line end belongs to the code before it. */
  private line_end_until_ms_ = Number.NEGATIVE_INFINITY;
  private alt_digits_ = 0;
  private alt_ms_ = Number.NEGATIVE_INFINITY;

  constructor(private readonly listener_: Listener) {}

  get text(): string {
    return this.text_;
  }

  /** Takes one key; true if it was the reader's, so that the page must not act on it. */
  press(key: Key, now_ms: number): boolean {
    if (key.altKey && /^Numpad[0-9]$/.test(key.code)) return this.alt_digit(now_ms);
    if (key.key === 'Enter') return this.line_end(now_ms);
    if (key.ctrlKey && key.code === 'KeyJ') return now_ms <= this.line_end_until_ms_;
    if (key.key === 'Tab' && !key.shiftKey && this.text_ !== '') {
      this.finish('tab', now_ms);
      return true;
    }
    if (key.key === 'Backspace' && this.text_ !== '') return this.collect(this.text_.slice(0, -1));
    if (key.key === 'Escape' && this.text_ !== '') return this.collect('');
    const character = character_of(key);
    // A blank before anything else presses the button that has the focus.
    if (character === null || (character === ' ' && this.text_ === '')) return false;
    if (this.text_ === '') this.first_ms_ = now_ms;
    this.last_ms_ = now_ms;
    return this.collect((this.text_ + character).slice(0, kLongestRaw));
  }

  /** To be called when no key has come for kSilenceMs. */
  silence(now_ms: number): void {
    const pace = this.ms_per_key();
    if (pace === null || pace > kScannerMsPerKey || now_ms - this.last_ms_ < kSilenceMs) return;
    if (is_complete(normalise(this.text_))) this.finish('silence', now_ms);
  }

  /** Pasted text: each line that isn't blank is a scan of its own. */
  paste(text: string): void {
    for (const line of text.split(/[\r\n\t]+/)) {
      const code = normalise(line);
      if (code !== '') this.listener_.scanned({ code, raw: line, ms_per_key: null, ended_by: 'paste' });
    }
  }

  clear(): void {
    this.collect('');
  }

  private line_end(now_ms: number): boolean {
    if (normalise(this.text_) !== '') {
      this.finish('enter', now_ms);
      return true;
    }
    if (now_ms <= this.line_end_until_ms_) return true;
    this.collect('');
    this.listener_.confirmed();
    return false;
  }

  private finish(ended_by: Reading['ended_by'], now_ms: number): void {
    const reading = { code: normalise(this.text_), raw: this.text_, ms_per_key: this.ms_per_key(), ended_by };
    this.line_end_until_ms_ = now_ms + (ended_by === 'silence' ? kLateLineEndMs : kLineEndMs);
    this.collect('');
    if (reading.code !== '') this.listener_.scanned(reading);
  }

  private ms_per_key(): number | null {
    const gaps = this.text_.length - 1;
    return gaps < 1 ? null : (this.last_ms_ - this.first_ms_) / gaps;
  }

  private collect(text: string): true {
    if (text !== this.text_) {
      this.text_ = text;
      this.listener_.collecting(text);
    }
    return true;
  }

  private alt_digit(now_ms: number): true {
    this.alt_digits_ = now_ms - this.alt_ms_ > kAltRunMs ? 1 : this.alt_digits_ + 1;
    this.alt_ms_ = now_ms;
    // One character is two to five numbers; the second number makes it sure, and one warning a run is enough.
    if (this.alt_digits_ === 2) this.listener_.alt_mode();
    return true;
  }
}
