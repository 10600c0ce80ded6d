import { Unreachable } from './problem';

/**
 * A new idempotency key, made at the moment of the scan or click. It is random (version 4) and needs no secure
 * context, as `crypto.randomUUID` would.
 */
export function new_key(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/**
 * The key of what a person decides by a click: the same for as long as the same thing is tried again without an
 * answer, another once it was answered or something else was decided.
 */
export class DecisionKey {
  private what_ = '';
  private key_ = '';

  /** `what` tells decisions apart. */
  of(what: string): string {
    if (this.key_ === '' || what !== this.what_) this.key_ = new_key();
    this.what_ = what;
    return this.key_;
  }

  /** To be called when the server has answered, be it yes or no; not when it couldn't be reached. */
  answered(): void {
    this.key_ = '';
  }

  /** What `send` gives; its key is kept only if no answer came. */
  async run<Answer>(what: string, send: (key: string) => Promise<Answer>): Promise<Answer> {
    try {
      const answer = await send(this.of(what));
      this.answered();
      return answer;
    } catch (error) {
      if (!(error instanceof Unreachable)) this.answered();
      throw error;
    }
  }
}
