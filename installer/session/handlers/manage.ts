import type { z } from 'zod';
import { ProvisionError } from '../../../provision/model/error.ts';
import { manage } from '../../contract/calls/manage.ts';
import { healthOf, statusOf } from '../ask-server.ts';
import { jsonOf } from '../ctl.ts';
import { trustKit } from '../trust-kit.ts';
import type { HandlersOf, SessionContext } from './context.ts';

export function manageHandlers({ connections }: SessionContext): HandlersOf<typeof manage> {
  return {
    'manage.status': async ({ connection }) =>
      answerOf(manage['manage.status'].out, await statusOf(connections.get(connection).administered)),
    'manage.health': async ({ connection }) => {
      const { text } = await healthOf(connections.get(connection).administered, true);
      return answerOf(manage['manage.health'].out, jsonOf(text));
    },
    'manage.trust': async ({ connection }) => trustKit(connections.get(connection).administered),
  };
}

/** Rejects with TT-RUN-04 when the server’s engine answered something else. */
function answerOf<T>(schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const evidence = parsed.error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  throw new ProvisionError({
    code: 'TT-RUN-04',
    message: 'The engine on the server answered something else.',
    evidence,
  });
}
