import { character_of, kScannerMsPerKey, type Key } from './keystroke_reader';
import { looks_like_code, normalise } from './scan_code';

const kShortestScan = 6;
/** A pause this long starts a new burst. */
const kBurstGapMs = 60;

/**
 * Watches the keys typed into an ordinary text field for a scan that went astray: six characters or more at a
 * scanner's pace, Enter, and the look of a code. Text that a person types is left alone.
 */
export class FieldGuard {
  private burst_ = '';
  private before_ = '';
  private first_ms_ = 0;
  private last_ms_ = Number.NEGATIVE_INFINITY;

  /**
   * Takes one key. `value` is the field's text before the key acts. Returns the code and the text that the field
   * had before the burst when Enter completes a scan; else null.
   */
  press(key: Key, value: string, now_ms: number): { code: string; before: string } | null {
    if (key.key === 'Enter') return this.finish();
    const character = character_of(key);
    if (character === null) return null;
    if (now_ms - this.last_ms_ > kBurstGapMs) {
      this.burst_ = '';
      this.before_ = value;
      this.first_ms_ = now_ms;
    }
    this.burst_ += character;
    this.last_ms_ = now_ms;
    return null;
  }

  private finish(): { code: string; before: string } | null {
    const burst = this.burst_;
    const pace = (this.last_ms_ - this.first_ms_) / Math.max(burst.length - 1, 1);
    this.burst_ = '';
    this.last_ms_ = Number.NEGATIVE_INFINITY;
    const code = normalise(burst);
    if (burst.length < kShortestScan || pace > kScannerMsPerKey || !looks_like_code(code)) return null;
    return { code, before: this.before_ };
  }
}
