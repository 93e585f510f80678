import type { Problem, ProblemCode } from '../../features/common/schema.ts';

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

type CallOptions = { readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'; readonly body?: unknown };

const patienceMs = 30_000;

/** Calls `/api/v1` + path and gives the answer. Rejects with ApiError only. */
export async function call<Answer>(path: string, { method, body }: CallOptions = {}): Promise<Answer> {
  const response = await fetch(`/api/v1${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    credentials: 'same-origin',
    signal: AbortSignal.timeout(patienceMs),
  }).catch(() => {
    throw new ApiError('offline');
  });
  if (response.status === 204) return undefined as Answer;
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok && answer !== undefined) return answer as Answer;
  const problem = isProblem(answer) ? answer : undefined;
  throw new ApiError(problem?.code ?? (response.status >= 500 ? 'unavailable' : 'internal'), problem);
}

function isProblem(answer: unknown): answer is Problem {
  return typeof answer === 'object' && answer !== null && 'code' in answer && 'requestId' in answer;
}
