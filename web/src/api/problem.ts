import type { ProblemBody, Violation } from './types';

/** The server said no (RFC 9457). `detail` and `remedy` are its own sentences, in the language asked for. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly remedy: string;
  readonly request_id: string;
  readonly violations: Violation[];

  constructor(status: number, body: Partial<ProblemBody>) {
    super(body.detail ?? body.title ?? `HTTP ${status}`);
    this.status = status;
    this.code = body.code ?? 'unreadable_answer';
    this.title = body.title ?? '';
    this.detail = body.detail ?? '';
    this.remedy = body.remedy ?? '';
    this.request_id = body.request_id ?? '';
    this.violations = body.violations ?? [];
  }
}

/** No answer came. Of a write nothing is known until the same key is sent again. */
export class Unreachable extends Error {}

/** Somebody else signed in before this could be sent; it stays with the person who made it. */
export class OtherPerson extends Error {}
