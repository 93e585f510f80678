import type { Problem, ProblemCode } from '../../../features/common/schema.ts';

/** A refused or failed call. `offline`: no answer came at all. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ProblemCode | 'offline';
  readonly problem: Problem | undefined;

  constructor(code: ProblemCode | 'offline', problem?: Problem) {
    super(problem?.detail ?? code);
    this.code = code;
    this.problem = problem;
  }
}

export type CallOptions = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly idempotencyKey?: string;
};

/** On the window at every answer of the server: a notice other than before means that there is something to read. */
export const answeredEvent = 'teachtrack-answered';
export type Answered = { readonly notice: string };

/** No answer for so long is none: a network that swallows packets must not leave anybody waiting for minutes. */
const patienceMs = 30_000;

/** Calls `/api/v1` + path and gives the answer. Rejects with ApiError only. */
export function call<Answer>(path: string, options: CallOptions = {}): Promise<Answer> {
  const headers: Record<string, string> = {};
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  if (options.idempotencyKey !== undefined) headers['idempotency-key'] = options.idempotencyKey;
  return send(path, {
    method: options.method ?? (options.body === undefined ? 'GET' : 'POST'),
    headers,
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
}

/** Sends a file as it is. Rejects with ApiError only. */
export function upload<Answer>(path: string, file: Blob, idempotencyKey?: string): Promise<Answer> {
  const headers: Record<string, string> = { 'content-type': 'application/octet-stream' };
  if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey;
  return send(path, { method: 'POST', headers, body: file });
}

async function send<Answer>(path: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(`/api/v1${path}`, {
    ...init,
    headers: { accept: 'application/json', ...init.headers },
    credentials: 'same-origin',
    signal: AbortSignal.timeout(patienceMs),
  }).catch(() => {
    throw new ApiError('offline');
  });
  const answered = { notice: response.headers.get('x-teachtrack-notice') ?? '' };
  window.dispatchEvent(new CustomEvent<Answered>(answeredEvent, { detail: answered }));
  if (response.status === 204) return undefined as Answer;
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok && answer !== undefined) return answer as Answer;
  const problem = isProblem(answer) ? answer : undefined;
  throw new ApiError(problem?.code ?? (response.status >= 500 ? 'unavailable' : 'internal'), problem);
}

/** A key for calls that must happen once; works on plain HTTP, where `crypto.randomUUID` does not exist. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function isProblem(answer: unknown): answer is Problem {
  return typeof answer === 'object' && answer !== null && 'code' in answer && 'requestId' in answer;
}
