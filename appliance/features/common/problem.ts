import type { ProblemCode } from './schema.ts';

type Options = {
  /** Seconds after which trying again makes sense. */
  readonly retryAfter?: number;
  readonly issues?: readonly { readonly path: string; readonly message: string }[];
  /** Of `conflict`: what is there now; of `maintenance`: what people are told; by name. */
  readonly current?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
};

const statusOf: Record<ProblemCode, { status: number; title: string }> = {
  'invalid-request': { status: 400, title: 'The request is not valid' },
  'sign-in-failed': { status: 401, title: 'Wrong name or password' },
  'not-signed-in': { status: 401, title: 'Not signed in' },
  'password-change-needed': { status: 403, title: 'The password must be changed first' },
  'session-locked': { status: 403, title: 'The session is locked' },
  'not-allowed': { status: 403, title: 'Not allowed' },
  'not-found': { status: 404, title: 'Not found' },
  conflict: { status: 409, title: 'In conflict with what is there' },
  'idempotency-mismatch': { status: 409, title: 'The key was used for another request' },
  'too-many-attempts': { status: 429, title: 'Too many attempts' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  busy: { status: 503, title: 'Busy, try again shortly' },
  unavailable: { status: 503, title: 'A part of the service is away' },
  'no-room': { status: 507, title: 'No room left to save' },
  maintenance: { status: 503, title: 'Closed for maintenance' },
  internal: { status: 500, title: 'Something went wrong' },
};

/** An answer that is an error: `code` decides status and title, the message is the detail for a person. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly retryAfter: number | undefined;
  readonly issues: Options['issues'];
  readonly current: Options['current'];

  constructor(code: ProblemCode, detail: string, options: Options = {}) {
    super(detail, { cause: options.cause });
    this.name = 'ProblemError';
    this.code = code;
    this.retryAfter = options.retryAfter ?? (statusOf[code].status === 503 ? 2 : undefined);
    this.issues = options.issues;
    this.current = options.current;
  }

  get status(): number {
    return statusOf[this.code].status;
  }

  get title(): string {
    return statusOf[this.code].title;
  }
}

export function noRoom(cause?: unknown): ProblemError {
  const detail = 'The server has no room left to save anything. What is there can be read.';
  return new ProblemError('no-room', detail, { retryAfter: 60, cause });
}

/** The same answer for what does not exist and for what belongs to another school. */
export function notFound(what: string): ProblemError {
  return new ProblemError('not-found', `There is no such ${what}.`);
}
