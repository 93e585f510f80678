import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { isDatabaseAway, isDatabaseFull, isDuplicate } from '../database/failures.ts';
import { noRoom, ProblemError } from '../features/common/problem.ts';
import type { Problem } from '../features/common/schema.ts';
import { isRedisAway } from '../redis/connect.ts';

/** Every error leaves as problem+json; what went wrong inside stays in the log. */
export const errors = fp(async (app: FastifyInstance) => {
  app.setNotFoundHandler((request, reply) =>
    send(request, reply, new ProblemError('not-found', 'There is nothing at this address.')),
  );
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = asProblem(error);
    if (problem.status >= 500) request.log.error({ err: problem.cause ?? error, code: problem.code }, 'request failed');
    return send(request, reply, problem);
  });
});

function asProblem(error: FastifyError): ProblemError {
  if (error instanceof ProblemError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const context = error.validationContext === 'querystring' ? 'query' : (error.validationContext ?? 'request');
    const issues = error.validation.slice(0, 50).map((issue) => ({
      path: `${context}${issue.instancePath.replaceAll('/', '.')}`.replace(/\.$/, ''),
      message: issue.message ?? 'not valid',
    }));
    return new ProblemError('invalid-request', 'Some fields of the request are not valid.', { issues });
  }
  if (isDatabaseFull(error)) return noRoom(error);
  if (isDatabaseAway(error)) {
    return new ProblemError('unavailable', 'The database does not answer at the moment.', { cause: error });
  }
  if (isRedisAway(error)) {
    return new ProblemError('unavailable', 'A part of the service does not answer at the moment.', { cause: error });
  }
  if (isDuplicate(error)) return new ProblemError('conflict', 'This exists already.', { cause: error });
  const status = error.statusCode ?? 500;
  if (status === 413) return new ProblemError('invalid-request', 'The request is too large.', { cause: error });
  if (status >= 400 && status < 500) return new ProblemError('invalid-request', error.message, { cause: error });
  return new ProblemError('internal', 'The server met an error it did not expect. It has been logged.', {
    cause: error,
  });
}

function send(request: FastifyRequest, reply: FastifyReply, problem: ProblemError) {
  const body: Problem = {
    type: 'about:blank',
    title: problem.title,
    status: problem.status,
    code: problem.code,
    detail: problem.message,
    requestId: request.id,
    ...(problem.issues === undefined ? {} : { issues: [...problem.issues] }),
    ...(problem.current === undefined ? {} : { current: problem.current }),
  };
  if (problem.retryAfter !== undefined) reply.header('retry-after', String(problem.retryAfter));
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(body);
}
