import { pino } from 'pino';

export type Log = pino.Logger;

/** Causes of causes that are told. */
const deepest = 3;

/** Lines of JSON on stdout, for the journal. Whatever may hold a secret is blotted out by name. */
export function createLog(name: string): Log {
  return pino({
    name,
    base: { pid: process.pid },
    redact: {
      paths: [
        'password',
        '*.password',
        '*.currentPassword',
        '*.newPassword',
        '*.oneTimePassword',
        'req.headers.cookie',
        'req.headers.authorization',
        'res.headers["set-cookie"]',
        'headers.cookie',
        'headers.authorization',
      ],
      censor: '***',
    },
    serializers: { err: (error: unknown) => errorSummary(error) },
  });
}

/** No parameters of queries and no request bodies: they may hold what people wrote. */
function errorSummary(error: unknown, depth = 0): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = 'code' in error ? error.code : undefined;
  return { type: error.name, message: error.message.slice(0, 500), code, stack: error.stack, ...causeOf(error, depth) };
}

/** What a sentence for people stands for is in its cause. */
function causeOf({ cause }: Error, depth: number): Record<string, unknown> {
  return cause === undefined || depth === deepest ? {} : { cause: errorSummary(cause, depth + 1) };
}
