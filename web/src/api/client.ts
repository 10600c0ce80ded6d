import { Problem, Unreachable, OtherPerson } from './problem';
import type { ProblemBody } from './types';

/** What the client must know of the shell; set once by `connect`. */
export interface Surroundings {
  language(): string;
  csrf_token(): string | null;
  user_id(): string | null;
  /** Called when the session has ended; settles when somebody has signed in again. */
  sign_in_again(): Promise<void>;
  reachable(yes: boolean): void;
}

export interface WriteOptions {
  /** Made at the scan or click, and the same for every attempt. */
  key: string;
  body?: unknown;
  /** Sent as it is, instead of a body. */
  file?: Blob;
  /** Version of the thing edited, for `If-Match`. */
  version?: string;
  /** Keeps trying while the server can't be reached; told of each failed attempt. */
  patient?: (attempt: number) => void;
  /** Not sent in anybody's name: a 401 is the answer, not an ended session. */
  anonymous?: true;
}

const kFirstPauseMs = 500;
const kLongestPauseMs = 8000;
const kReadAttempts = 2;
const kAnswerDeadlineMs = 30_000;
/** Where the browser can't tell what a file is. */
const kAnyFile = 'application/octet-stream';

let around: Surroundings | null = null;

export function connect(surroundings: Surroundings): void {
  around = surroundings;
}

function surroundings(): Surroundings {
  if (!around) throw new Error('connect() comes before the first request');
  return around;
}

export async function read<Answer>(path: string): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send<Answer>('GET', path, {}, undefined, surroundings().user_id());
    } catch (error) {
      if (!(error instanceof Unreachable) || attempt >= kReadAttempts) throw error;
      await pause(attempt);
    }
  }
}

export async function write<Answer>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  options: WriteOptions,
): Promise<Answer> {
  const headers: Record<string, string> = { 'Idempotency-Key': options.key };
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  if (options.version !== undefined) headers['If-Match'] = `"${options.version}"`;
  if (options.file) headers['Content-Type'] = options.file.type || kAnyFile;
  const body = options.file ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
  const sender = options.anonymous ? null : surroundings().user_id();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send<Answer>(method, path, headers, body, sender);
    } catch (error) {
      if (!(error instanceof Unreachable) || !options.patient) throw error;
      options.patient(attempt);
      await pause(attempt);
    }
  }
}

async function send<Answer>(
  method: string,
  path: string,
  headers: Record<string, string>,
  body: string | Blob | undefined,
  sender: string | null,
): Promise<Answer> {
  for (;;) {
    const response = await attempt(method, path, headers, body);
    if (response.status === 401 && sender !== null) {
      await surroundings().sign_in_again();
      if (surroundings().user_id() !== sender) throw new OtherPerson();
      continue;
    }
    return unwrap<Answer>(response);
  }
}

async function attempt(
  method: string,
  path: string,
  headers: Record<string, string>,
  body: string | Blob | undefined,
): Promise<Response> {
  const token = surroundings().csrf_token();
  const all: Record<string, string> = { ...headers, 'Accept-Language': surroundings().language() };
  if (method !== 'GET' && token !== null) all['X-CSRF-Token'] = token;
  try {
    const response = await fetch(`/api/v1${path}`, {
      method,
      headers: all,
      ...(body === undefined ? {} : { body }),
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(kAnswerDeadlineMs),
    });
    const away = response.status === 502 || response.status === 503 || response.status === 504;
    surroundings().reachable(!away);
    if (away) throw new Unreachable();
    return response;
  } catch (error) {
    surroundings().reachable(false);
    throw error instanceof Unreachable ? error : new Unreachable();
  }
}

async function unwrap<Answer>(response: Response): Promise<Answer> {
  if (response.status === 204) return undefined as Answer;
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new Problem(response.status, (body ?? {}) as Partial<ProblemBody>);
  return body as Answer;
}

function pause(attempt: number): Promise<void> {
  const length = Math.min(kFirstPauseMs * 2 ** (attempt - 1), kLongestPauseMs);
  return new Promise((resolve) => {
    const wake = (): void => {
      clearTimeout(timer);
      removeEventListener('online', wake);
      resolve();
    };
    const timer = setTimeout(wake, length);
    addEventListener('online', wake);
  });
}
